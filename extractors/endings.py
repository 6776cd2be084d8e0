"""How an application ended when nobody granted or refused it: by silence, withdrawal, or no follow-up."""

import re

_SILENT = r"st[a-z]{1,2}\s?[a-z]{0,2}w[a-z]{1,2}[gq][a-z]nd\w*"
"""`stilzwijgend`, also where letters of it are misread."""
TACIT = re.compile(
    _SILENT + r"\s+(?:te\s+zijn\s+|(?:(?:is|werd|wordt|was|dus|aldus|derhalve)\s+){1,2})?"
    r"(?:geweigerd|weigering|afgewezen|afwijzing|negatieve)|"
    r"stilzwijgende\s+beslissing\s+tot\s+weigering|"
    r"geacht\s+(?:te\s+zijn\s+)?(?:geweigerd|afgewezen)|geacht\s+stilzwijgend|als\s+(?:geweigerd|afgewezen)\s+(?:\w+\s+){0,3}beschouw\w+|"
    r"beschouw\w+[^.;]{0,60}als\s+(?:geweigerd|afgewezen)|van\s+rechtswege\s+(?:geweigerd|afgewezen)|"
    r"termijn[^.;]{0,80}\b(?:verst\w+|verloop|verlopen)\b[^.;]{0,120}(?:zonder|geen|niet)\b[^.;]{0,100}"
    r"(?:geweigerd|weigering|afgewezen)|"
    r"geen\s+(?:beslissing|besluit|uitspraak)\s+(?:\w+\s+)?(?:genomen|viel|gevallen)\b[^;]{0,200}\bgea[a-z]{2,4}\s+(?:\w+\s+){0,3}(?:geweigerd|afgewezen)|"
    r"(?:door|bij|uit)\s+(?:het\s+)?stilzwijgen\b[^.;]{0,60}\b(?:geweigerd|weigering|afgewezen)|"
    r"weigering\s+door\s+(?:het\s+)?stilzwijgen|refus\s+tacite|tacitement\s+refus|(?:uitblijven|gebrek|ontstentenis|ontbreken)\s+(?:van|aan)\s+"
    r"(?:(?:een|elke|enige)\s+)?(?:\w+\s+)?(?:beslissing|besluit|uitspraak|antwoord)\b[^.;]{0,110}\b(?:weigering|geweigerd|afgewezen)|"
    r"(?:geldt|gelijkgesteld|gelijkstaat|staat\s+gelijk)\s+(?:\w+\s+)?(?:als|met|aan)\s+(?:een\s+)?weigering"
)
WITHDRAWN = re.compile(
    r"(?:aanvraag|vraag|vergunning|dossier|bouwaanvraag|besluit|verzoek|toelating)\b(?:[^.;]|nr\.|\.(?=\d)){0,160}\b(?:ing\wtro\wken|intrekt|intrekken)\b|"
    r"intrekking\s+van\s+(?:de|uw|het|zijn|haar)\s+\w*(?:aanvraag|vergunning|besluit|verzoek)|"
    r"\b(?:trekt|trekken|trek)\s+[^.]{0,60}(?:aanvraag|verzoek)[^.]{0,40}\bin\b|"
    r"(?:wens(?:t|en)?|verklaart|verklaren|laat|liet|laten)\b[^.;]{0,90}\b(?:in\s+te\s+trekken|af\s+te\s+zien)|"
    r"\bvan\s+[^.;]{0,60}\bafzie(?:t|n)\b|\b(?:ziet|zie|zien|zag)\s+[^.;]{0,40}\baf\s+van\b|afstand\s+(?:doet|te\s+doen|gedaan)\b[^.;]{0,40}aanvraag|"
    r"\bterug\s*(?:te\s+)?trek\w*|\bteruggetrokken\b|\bafzie[nt]?\b\s+van|\bafstand\s+van\s+(?:de|zijn|haar|uw)\s+\w*aanvraag|"
    r"afgezien\s+(?:wordt\s+|werd\s+)?van\s+(?:de|het|zijn|uw|haar)\s+\w*(?:bouw|aanvraag|werken|uitvoering|vergunning)|"
    r"verzak(?:en|ing)\b[^.;]{0,40}(?:aanvraag|vergunning|bouwwerken)|verzaakt?\b[^.;]{0,40}(?:aanvraag|vergunning|bouwwerken)|demande\s+(?:est\s+)?retiree"
)
NO_SEQUEL = re.compile(
    r"zonder\s+(?:\w+\s+)?(?:gevolg|voorwerp)|geklasseerd|klasseren|klassering|gerangschikt\s+zonder|stopgezet|"
    r"stopzetting|niet\s+(?:verder|meer)\s+(?:af)?(?:ge|be)handeld|sans\s+suite|classee?\s+sans|ad\s+acta|"
    r"als\s+(?:onbestaande|vervallen|zonder\s+\w+)\s+beschouwd|vervallen\s+(?:te\s+)?(?:verklaard|beschouwen)|"
    r"beschouw\w+[^.;]{0,60}als\s+(?:vervallen|onbestaande|zonder)|(?:wordt|werd)\s+afgevoerd|"
    r"geen\s+(?:verder\s+)?gevolg\s+(?:meer\s+)?aan\s+gegeven|(?:verder\s+)?zonder\s+vervolg|geseponeerd"
)

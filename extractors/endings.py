"""How an application ended when nobody granted or refused it: by silence, withdrawal, or no follow-up."""

from extractors.patterns import either

_SILENT = r"st[a-z]{1,2}\s?[a-z]{0,2}w[a-z]{1,2}[gq][a-z]nd\w*"
"""`stilzwijgend`, also where letters of it are misread."""
TACIT = either(
    rf"{_SILENT}\s+(?:te\s+zijn\s+|(?:(?:is|werd|wordt|was|dus|aldus|derhalve)\s+){{1,2}})?(?:geweigerd|weigering|afgewezen|afwijzing|negatieve)",
    r"stilzwijgende\s+beslissing\s+tot\s+weigering",
    r"geacht\s+(?:te\s+zijn\s+)?(?:geweigerd|afgewezen)",
    r"geacht\s+stilzwijgend",
    r"als\s+(?:geweigerd|afgewezen)\s+(?:\w+\s+){0,3}beschouw\w+",
    r"beschouw\w+[^.;]{0,60}als\s+(?:geweigerd|afgewezen)",
    r"van\s+rechtswege\s+(?:geweigerd|afgewezen)",
    r"termijn[^.;]{0,80}\b(?:verst\w+|verloop|verlopen)\b[^.;]{0,120}(?:zonder|geen|niet)\b[^.;]{0,100}(?:geweigerd|weigering|afgewezen)",
    r"geen\s+(?:beslissing|besluit|uitspraak)\s+(?:\w+\s+)?(?:genomen|viel|gevallen)\b[^;]{0,200}\bgea[a-z]{2,4}\s+(?:\w+\s+){0,3}(?:geweigerd|afgewezen)",
    r"(?:door|bij|uit)\s+(?:het\s+)?stilzwijgen\b[^.;]{0,60}\b(?:geweigerd|weigering|afgewezen)",
    r"weigering\s+door\s+(?:het\s+)?stilzwijgen",
    r"refus\s+tacite",
    r"tacitement\s+refus",
    r"(?:uitblijven|gebrek|ontstentenis|ontbreken)\s+(?:van|aan)\s+(?:(?:een|elke|enige)\s+)?(?:\w+\s+)?(?:beslissing|besluit|uitspraak|antwoord)\b[^.;]{0,110}\b(?:weigering|geweigerd|afgewezen)",
    r"(?:geldt|gelijkgesteld|gelijkstaat|staat\s+gelijk)\s+(?:\w+\s+)?(?:als|met|aan)\s+(?:een\s+)?weigering",
)
WITHDRAWN = either(
    r"(?:aanvraag|vraag|vergunning|dossier|bouwaanvraag|besluit|verzoek|toelating)\b(?:[^.;]|nr\.|\.(?=\d)){0,160}\b(?:ing\wtro\wken|intrekt|intrekken)\b",
    r"intrekking\s+van\s+(?:de|uw|het|zijn|haar)\s+\w*(?:aanvraag|vergunning|besluit|verzoek)",
    r"\b(?:trekt|trekken|trek)\s+[^.]{0,60}(?:aanvraag|verzoek)[^.]{0,40}\bin\b",
    r"(?:wens(?:t|en)?|verklaart|verklaren|laat|liet|laten)\b[^.;]{0,90}\b(?:in\s+te\s+trekken|af\s+te\s+zien)",
    r"\bvan\s+[^.;]{0,60}\bafzie(?:t|n)\b",
    r"\b(?:ziet|zie|zien|zag)\s+[^.;]{0,40}\baf\s+van\b",
    r"afstand\s+(?:doet|te\s+doen|gedaan)\b[^.;]{0,40}aanvraag",
    r"\bterug\s*(?:te\s+)?trek\w*",
    r"\bteruggetrokken\b",
    r"\bafzie[nt]?\b\s+van",
    r"\bafstand\s+van\s+(?:de|zijn|haar|uw)\s+\w*aanvraag",
    r"afgezien\s+(?:wordt\s+|werd\s+)?van\s+(?:de|het|zijn|uw|haar)\s+\w*(?:bouw|aanvraag|werken|uitvoering|vergunning)",
    r"verzak(?:en|ing)\b[^.;]{0,40}(?:aanvraag|vergunning|bouwwerken)",
    r"verzaakt?\b[^.;]{0,40}(?:aanvraag|vergunning|bouwwerken)",
    r"demande\s+(?:est\s+)?retiree",
)
NO_SEQUEL = either(
    r"zonder\s+(?:\w+\s+)?(?:gevolg|voorwerp)",
    r"\bz\w{2,4}er\s?gevol\w\b",
    r"geklasseerd",
    r"klasseren",
    r"klassering",
    r"gerangschikt\s+zonder",
    r"stopgezet",
    r"stopzetting",
    r"niet\s+(?:verder|meer)\s+(?:af)?(?:ge|be)handeld",
    r"sans\s+suite",
    r"classee?\s+sans",
    r"ad\s+acta",
    r"als\s+(?:onbestaande|vervallen|zonder\s+\w+)\s+beschouwd",
    r"vervallen\s+(?:te\s+)?(?:verklaard|beschouwen)",
    r"beschouw\w+[^.;]{0,60}als\s+(?:vervallen|onbestaande|zonder)",
    r"(?:wordt|werd)\s+afgevoerd",
    r"geen\s+(?:verder\s+)?gevolg\s+(?:meer\s+)?aan\s+gegeven",
    r"(?:verder\s+)?zonder\s+vervolg",
    r"geseponeerd",
)

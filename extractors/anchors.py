"""Labels and formulas that say what the text after them is: `wonende te`, `Ligging :`, `strekkende tot`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.cues import Hit, Phrases
from extractors.flow import Flow

LABELS: dict[str, str] = {
    phrase: role
    for role, phrases in {
        "applicant": (
            "aanvrager|aanvragers|aanvraagster|naam aanvrager|naam van de aanvrager|naam der aanvragers|naam|"
            "naam en voornaam|"
            "naam en voornamen|naam voornaam|ondergetekende naam en|naam van de bouwheer|bouwheer|bouwheren|"
            "bouwheer eigenaar|"
            "opdrachtgever|opdrachtgevers|verzoeker|gegevens van de aanvrager|identiteit van de aanvrager|de aanvrager|"
            "naam der bouwheer|naam bouwheer|maitre de l'ouvrage|demandeur|le demandeur|nom du demandeur|"
            "nom et prenoms|"
            "titularis|vergunninghouder|aanvrager bouwheer|bouwheer aanvrager|naam van den aanvrager|naam verzoeker|"
            "verkavelaar"
        ),
        "owner": (
            "eigenaar van de grond|eigenaar van het goed|eigenaar van het perceel|eigenaar|naam van de eigenaar|"
            "proprietaire|eigenaars"
        ),
        "applicant_address": (
            "adres|woonplaats|wonende te|adres aanvrager|adres van de aanvrager|adres van de bouwheer|adres bouwheer|"
            "domicilie|verblijfplaats|adresse|domicile|huidig adres|correspondentieadres|adres opdrachtgever|"
            "adres van de opdrachtgever|woonst|adres eigenaar|maatschappelijke zetel"
        ),
        "site": (
            "ligging|plaats van de handelingen|plaats van de aanvraag|inrichting gelegen te|ligging van het goed|"
            "ligging van het bouwwerk|ligging van het perceel|ligging van het project|"
            "ligging van de werken|ligging der werken|ligging van de bouwplaats|ligging bouwplaats|"
            "ligging van de grond|"
            "ligging van het eigendom|plaats van de werken|plaats der werken|plaats van het werk|plaats van uitvoering|"
            "adres werken|adres van de werken|adres der werken|adres van het goed|adres bouwplaats|adres project|"
            "adres van het project|adres van de bouwplaats|bouwplaats|werkadres|adres perceel|bouwadres|"
            "adres van het bouwwerk|"
            "straat|straat en nummer|straat en nr|straat of plaats|straat of gehucht|situering|situation|"
            "situation du bien|"
            "lieu des travaux|ligging eigendom|gelegen|gelegen te|ligging terrein|ligging van het terrein|plaats|"
            "werf|werf te|"
            "adres van de werf|adres van de handelingen|locatie|straatnaam"
        ),
        "parcels": (
            "kadaster|kadastrale omschrijving|kadastrale gegevens|kadastrale percelen|kadastrale ligging|"
            "kadastraal bekend|"
            "kadastraal nummer|kadastrale aanduiding|kadastrale kenmerken|cadastre|kadastraal perceel|perceel|"
            "percelen|sectie en|"
            "perceelnummer|kad|kadastraal"
        ),
        "subject": (
            "voorwerp|voorwerp van de aanvraag|voorwerp der aanvraag|onderwerp|onderwerp van de aanvraag|"
            "aard der werken|"
            "aard van de werken|aard van het werk|aard der bouwwerken|aard van de aanvraag|aard werken|werk|werken|"
            "omschrijving|omschrijving van de handelingen|omschrijving handelingen|omschrijving van het voorwerp|"
            "beknopte omschrijving|omschrijving van de werken|omschrijving der werken|omschrijving van de aanvraag|"
            "uit te voeren werken|"
            "omschrijving van het project|vraagt vergunning voor|vraagt de vergunning voor|vraagt toelating voor|"
            "vraagt vergunning tot|objet|nature des travaux|objet de la demande|aard|project|projectomschrijving|"
            "ontwerp|"
            "aard en bestemming van de werken|omschrijving project|projectnaam|aanvraag tot|aanvraag voor"
        ),
        "first_name": "voornaam|voornamen|prenom|prenoms",
        "matter": "betreft|betreffende|object|concerne|inzake|onderwerp van uw schrijven",
        "architect": (
            "architect|de architect|naam van de architect|naam architect|bouwmeester|ontwerper|de ontwerper|architecte|"
            "architect ontwerper|naam en adres van de architect|ontwerper architect|bouwkundige|l'architecte|"
            "architekt|de architekt"
        ),
        "architect_address": "adres architect|adres van de architect",
        "contractor": (
            "aannemer|de aannemer|uitvoerder|entrepreneur|landmeter|ingenieur|studiebureau|veiligheidscoordinator|"
            "epb verslaggever"
        ),
        "reference": (
            "ref gemeente|referte gemeente|gemeente ref|dossiernummer|dossier nr|dossier nummer|nr|nummer|"
            "gemeentelijk dossiernummer|nr gemeente|dossiernr|volgnummer|"
            "aanvraagnummer|aanvraagnr|bouwaanvraag nr|bouwvergunning nr|bouwdossier|bouwdossier nr|vergunning nr|"
            "register nr|"
            "dossier|kenmerk|ons kenmerk|uw kenmerk|onze ref|uw ref|onze referte|projectnummer|dossiernummer gemeente|"
            "referentie|referentienummer|nummer gemeente|gemeentelijk nummer|bouwtoelating nr|toelating nr|"
            "nr van de aanvraag|"
            "dossiernr stedenbouw|intern nummer|referte|nr register|verkaveling nr|inschrijvingsnummer|bureel nr|no|"
            "numero|"
            "volgnr|verkavelingsvergunning nr|gemeentelijk dossiernr|nummer van het dossier|uw referte|omv nummer|"
            "omgevingsloketnummer"
        ),
        "stedenbouw": (
            "dossiernummer arohm|nr bestuur stedebouw|nr bestuur stedenbouw|dossiernummer rohm|"
            "dossiernummer stedenbouw|"
            "kenmerk stedebouw|ref stedenbouw|nr stedebouw|dossiernummer ruimte vlaanderen|referentie rohm|"
            "dossier stedebouw|kenmerk arohm|"
            "ref stedebouw|nr stedebouw provincie|dossiernummer r o vlaanderen|nummer stedebouw|ref arohm|ref rohm|"
            "bestuur van de stedebouw nr|kenmerk rohm|referte stedebouw|nummer bestuur"
        ),
        "date": "datum|date|opgemaakt te|gedaan te|opgemaakt op|datum van de aanvraag|datum aanvraag|datum van opmaak",
        "other": (
            "telefoon|tel|rijksregisternummer|beroep|beroep geboortedatum|geboortedatum|geraamde kostprijs|kostprijs|"
            "schaal|blad|"
            "plan nr|plannr|echelle|bij deze aanvraag zijn gevoegd|bebouwde oppervlakte|volume|aantal bouwlagen|"
            "nis code|"
            "btw|ondernemingsnummer|e mail|fax|gsm|bestemming|oppervlakte|type|gemeente|postcode|nationaliteit|notaris|"
            "inhoud|klasse|rekeningnummer|bijlagen|bijlage|ontvangen op|ontvangst|ingekomen op|ingekomen|ontvangen|"
            "vergund|"
            "jaar|doos|afgeleverd op|beslissing|besluit|historiek|voorgeschiedenis|gevel|kadastrale gemeente|conclusie"
        ),
    }.items()
    for phrase in phrases.split("|")
}  # fmt: skip
"""Words before a value on a form, a cover or in a title block; only at the start of a line."""

FORMULAS: dict[str, str] = {
    phrase: role
    for role, phrases in {
        "applicant": (
            "ingediend door|aanvraag ingediend door|aanvraag van|gezien de aanvraag van|aanvraag door|ondergetekende|"
            "ondergeteekende|ondergetekenden|de ondergetekende|ik ondergetekende|aangevraagd door|verzoek van|"
            "verzoekschrift van|"
            "ingezonden door|demande introduite par|le soussigne|demande de|demande presentee par|requete de|"
            "wordt afgegeven aan|"
            "wordt verleend aan|wordt afgeleverd aan|afgegeven aan|afgeleverd aan|verleend aan|toegestaan aan|"
            "est delivre a|"
            "est accorde a|de bouwaanvraag van|bouwaanvraag van|aanvraag uitgaande van|ingediend namens|"
            "wordt toegekend aan|"
            "request van|rekwest van|het verzoek gedaan door|gedaan door|aanvraag gedaan door|wordt geweigerd aan|"
            "vergunning aan|toelating aan|demande formulee par|introduite par|de vraag van|gelet op de vraag van|"
            "bouwheer is|"
            "verkavelingsaanvraag van|exploitant|le permis est delivre a|accorde a|autorise|machtigt"
        ),
        "applicant_address": (
            "wonende te|wonend te|woonachtig te|wonende|gevestigd te|gedomicilieerd te|met zetel te|"
            "met maatschappelijke zetel te|"
            "demeurant a|domicilie a|met als adres|verblijvende te|met woonplaats te|wier zetel gevestigd is te|"
            "residant a|"
            "wonende aan de|met adres te|wonende in de|met kantoor te|waarvan de zetel gevestigd is te|demeurant|"
            "wonende alhier|met adres"
        ),
        "site": (
            "gelegen te|gelegen aan|gelegen in|gelegen langs|gelegen op|gelegen aldaar|"
            "met betrekking tot een goed gelegen te|"
            "met betrekking tot het perceel gelegen te|op een perceel gelegen te|op een perceel te|"
            "terrein met als adres|"
            "terrein gelegen te|terrein gelegen|op een terrein gelegen te|op een terrein te|een bien sis|bien sis a|"
            "bien sis|sis a|sis|"
            "situe a|situe|perceel gelegen|goed gelegen te|goed gelegen|eigendom gelegen te|eigendom gelegen|"
            "gelegen alhier|"
            "betrekking op een terrein met als adres|op zijn eigendom|ligging van het goed|op haar eigendom|"
            "een perceel grond gelegen|"
            "met als ligging|gelegen hoek|staande te|staande en gelegen te|op het adres|plaats genaamd|"
            "in de gemeente|ter plaatse genaamd"
        ),
        "parcels": (
            "kadastraal bekend|ten kadaster bekend|ten kadaster gekend|kadastraal gekend|gekadastreerd|"
            "cadastre section|"
            "met als kadastrale omschrijving|kadastrale omschrijving|ten kadaster|gekend ten kadaster|"
            "ten cadaster bekend|"
            "gekadastreerd sectie|bekend ten kadaster|kadastraal gekend als|kadastraal gekend onder|"
            "kadastraal bekend onder|sectie"
        ),
        "subject": (
            "strekkende tot|strekkend tot|het betreft|het betreft een aanvraag tot|betreft een aanvraag tot|tendant a|"
            "toelating te vragen voor|toelating te vragen om|vergunning te vragen voor|vergunning aan te vragen voor|"
            "toelating tot bouwen voor|toelating tot het|vergunning tot het|machtiging tot het|toelating om|"
            "tot het bekomen van|met het oog op|heeft als voorwerp|omvat|omvattende|verlangende|ten einde te mogen|"
            "om te mogen|waarbij vergunning gevraagd wordt voor|vergunning voor|toelating voor|"
            "waarbij hij toelating vraagt tot|"
            "toelating vraagt tot|toelating vraagt om|vergunning vraagt tot|vergunning vraagt voor|"
            "vergunning vragen voor|waarbij toelating gevraagd wordt|"
            "autorisation de|l'autorisation de|houdende aanvraag tot|aanvraag tot het|strekt tot|aanvraag voor|"
            "uw aanvraag voor|"
            "machtiging om|machtiging te bekomen tot|vergunning om|verzoekt om|betreffende|heeft betrekking op|"
            "project omvat"
        ),
        "architect": (
            "opgemaakt door architect|opgemaakt door den bouwmeester|opgemaakt door de architect|plannen van architect|"
            "getekend door architect|volgens de plannen van architect|door architect|door de heer architect|"
            "door den heer architect|"
            "ontworpen door|par l'architecte|plans de l'architecte|architectenbureau|bureau van architect|architect|"
            "opgemaakt door den heer|opgemaakt door de bouwmeester|bouwmeester|architekt|architecte|opgemaakt door"
        ),
        "contractor": (
            "notaris|notariskantoor|landmeter|aannemer|namens notaris|kantoor van notaris|deurwaarder|schatter|"
            "studiebureau|n otaire"
        ),
        "official": "aanwezig|waren aanwezig|tegenwoordig|zijn aanwezig|present|presents|voorzitter|schepenen",
        "neighbour": (
            "bezwaarschrift van|bezwaar ingediend door|bezwaren van|eigenaar van het aanpalende|aanpalende eigenaar|"
            "bezwaar van|klacht van|gebuur"
        ),
        "clause": (
            "gelet op|overwegende dat|besluit|artikel 1|artikel 2|gezien het verslag|in zitting van|overwegende|"
            "artikel 3|vu la|"
            "attendu que|considerant|beslist|op last|namens het college|historiek|voorgeschiedenis|"
            "relevante voorgeschiedenis|"
            "openbaar onderzoek|beoordeling|de aanvraag werd|het perceel is|de gemachtigde ambtenaar|"
            "die ertoe gehouden is|"
            "onder de volgende voorwaarden|onder de voorwaarden|wordt geweigerd|wordt verleend|heeft de eer|geachte|"
            "mijnheer|"
            "mijne heren|mijne heeren|gelieve|in bijlage|wij hebben de eer|wij delen u mede|de werken zullen"
        ),
    }.items()
    for phrase in phrases.split("|")
}  # fmt: skip
"""Formulas of running text; anywhere in a line."""

REACH = 320
"""Characters after which a label or formula no longer rules."""

_NEUTRAL = {"straat", "straat en nummer", "straat en nr", "adres", "straatnaam"}
_SECTIONS = {
    "applicant": "applicant_address",
    "owner": "applicant_address",
    "site": "site",
    "architect": "architect_address",
}
"""On a form with sections (`1. Gegevens van de aanvrager`) the heading decides whose street follows."""
_AFTER_LABEL = re.compile(r"[\s:;,.…_)(\-—–']*")


@dataclass(frozen=True, slots=True)
class Segment:
    """text[start:end] with a role; `anchor` is where its label begins, `label` tells a form label from a formula."""

    role: str
    phrase: str
    anchor: int
    start: int
    end: int
    label: bool


@lru_cache(maxsize=1)
def _phrases() -> tuple[Phrases[str], Phrases[str]]:
    return Phrases(LABELS), Phrases(FORMULAS)


def _is_label(flow: Flow, hit: Hit[str]) -> bool:
    start, end = flow.cell_of(hit.start)
    before = flow.text[start : hit.start].strip(" .-•*|")
    after = flow.text[hit.end : end].lstrip()
    numbered = before.rstrip(".)").isdigit() and len(before) <= 3
    if before and not numbered:
        numbers = (
            hit.meaning in {"reference", "stedenbouw"}
            and len(hit.phrase) > 8
            and (after[:1].isupper() or after[:1].isdigit())
        )
        return (after.startswith(":") and len(hit.phrase) >= 5) or numbers
    long_enough = len(hit.phrase) >= 9
    if hit.meaning == "reference" and re.match(r"(?:n[°ºro]|nr)\W", after):
        return True
    return not after or after[0] in ":;.,(…_/°-—" or numbered or long_enough or after[0].isupper() or after[0].isdigit()


def segments(flow: Flow) -> tuple[Segment, ...]:
    """Cut a page at its labels and formulas; each stretch gets the role of the one before it."""
    labels, formulas = _phrases()
    marks: list[tuple[Hit[str], bool]] = [(hit, True) for hit in labels.find(flow.tokens) if _is_label(flow, hit)]
    taken = [(hit.start, hit.end) for hit, _ in marks]
    for hit in formulas.find(flow.tokens):
        clash = [span for span in taken if span[0] < hit.end and hit.start < span[1]]
        if all(hit.end - hit.start > right - left for left, right in clash):
            marks = [mark for mark in marks if (mark[0].start, mark[0].end) not in clash]
            marks.append((hit, False))
    marks.sort(key=lambda mark: mark[0].start)
    result: list[Segment] = []
    section = ""
    for place, (hit, label) in enumerate(marks):
        following = marks[place + 1][0].start if place + 1 < len(marks) else len(flow.text)
        skipped = _AFTER_LABEL.match(flow.text, hit.end)
        start = skipped.end() if skipped else hit.end
        value = flow.text[start : flow.line_of(hit.start)[1]].strip()
        role = hit.meaning
        if label and not value and role in _SECTIONS:
            section = _SECTIONS[role]
        elif label and section and hit.phrase in _NEUTRAL:
            role = section
        result.append(Segment(role, hit.phrase, hit.start, start, max(start, min(following, hit.end + REACH)), label))
    return tuple(result)

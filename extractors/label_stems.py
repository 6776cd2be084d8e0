"""Reads a form label by the stems of its words, so that labels in no list are still understood."""

import re
from functools import lru_cache

from extractors.signs import plain

_STEMS: dict[str, str] = {
    "when": r"\w*datum|\w*data|dag|dagte+kening|tijdstip|date|moment|wanneer|gedagtekend|gedateerd|dd",
    "number": (
        r"nr|nrs|no|numero|n|num|ref|refs?|\w*nummers?|\w*nrs?|\w*kenmerk|\w*refer\w+|\w*refnr|codenummer|cijfer|"
        r"rangnummer|matricule|indicateur\w*"
    ),
    "authority": (
        r"stede(?:n)?bouw|arohm|arol|rohm|urbanisme|rwo|r?gsa|ruimtelijke|ordening|provincia\w+|hoger|hogere|vlaamse|gewest\w*|"
        r"bestuur|ambtenaar|ruimte|vlaanderen"
    ),
    "filed": (
        r"\w*dossiers?|\w*aanvraag|bundel|kaft|map|farde|omslag|\w*register|gemeente\w*|stads?\w*|ons|onze|uw|eigen|intern\w*|"
        r"\w*vergunning\w*|\w*toelating\w*|zaak|inschrijving\w*|volg\w*|archief\w*|dienst|techni\w+|registratie\w*|repertorium|"
        r"bouw\w*|aanvraag|notre|votre|identificatie\w*|boek|secretariaat|college|verkaveling\w*|project|gemeentehuis|"
        r"orde|volgorde|rang"
    ),
    "other": (
        r"telefoon\w*|tel|gsm|fax|mail|email|e-mail|btw|rekening\w*|iban|rijksregister\w*|ondernemings\w*|kbo|geboorte\w*|geboren|"
        r"beroep|hoeveel|meters?|nationaliteit|burgerlijke|kostprijs|\w*prijs|\w*kosten|raming\w*|waarde|schaal|schalen|blad|\w*oppervlakte|inhoud|volume|"
        r"hoogte|diepte|breedte|lengte|aantal|notaris|schatter|verzekeraar|zegel\w*|taks|retributie|leges|bezwaar\w*|bezwaren|"
        r"aanpalend\w*|gebu\w+|gebuur|naburig\w*|buren|erkenning\w*|"
        r"bijlagen?|handtekening\w*|stempel|voorwaarden?|advies|adviezen|opmerkingen?|reden|motivering|beslissing|besluit|uitslag|"
        r"nis|code|klasse|rubriek|gevraagd|btwnr|lidmaat\w*|visum|epb\w*|postcode|bestemming|geldigheid|termijn|duur|aanwezig\w*|"
        r"secretaris|burgemeester|schepenen?|opmerking|nota|niveau|bebouwde|nuttige|geraamde|bouwlagen|gevelhoogte|materia\w+"
    ),
    "contractor": (
        r"aannemers?|uitvoerders?|entrepreneur|landmeters?|ingenieurs?|studiebur\w+|metser\w*|bouwonderneming|"
        r"veiligheids\w*|verslaggever|deskundige|makelaar"
    ),
    "maker": (
        r"\w*architect(?:en|enbureau|e|s)?|architekt\w*|bouwmeesters?|bouwkundigen?|\w*ontwerpers?|\w*tekenaars?|"
        r"(?:plan|plannen)(?:op)?(?:steller|maker|tekenaar|auteur)s?|ontwerpbur\w+|auteur|architectuur|opmaker|opsteller|arch"
    ),
    "made": (
        r"(?:op)?gete+kende?|tekende|te+kent|ontworpen|ontwierp|opgemaakt|opgesteld|vervaardigd\w*|uitgewerkt|maakte|"
        r"opgemaakte|ontwerp|gemaakt|maakt"
    ),
    "drawing": r"plan|plannen|plans|te+keningen?|bouwplan\w*|schets\w*|ontwerp\w*|bouwte+kening\w*",
    "asker": (
        r"\w*aanvra(?:ger|gers|agster|agsters|gende|gers)|verzoek(?:er|ster|ers|ende|enden)|\w*bouwhe+r(?:en|in)?|bouwvrouw|bouwdame|"
        r"opdrachtge(?:ver|vers|efster|vende)|\w*indieners?|indien(?:st|d)er|initiatiefne\w+|re(?:k|c|q)\w{0,2}est\w*ant\w*|"
        r"supplianten?|melders?|verkavela(?:ar|ars)|\w*houd(?:er|ers|ster)|vrager|vraagster|titularis(?:sen)?|belanghebbenden?|"
        r"begunstigden?|demandeurs?|requerants?|petitionaris\w*|promotor\w*|bouwlustigen?|bouwers?|kandidaat|betrokkenen?|"
        r"ondertekenaars?|ondergete+kenden?|exploitanten?|uitbaters?|solliciteur|besteller|vergunninghouder|klant|"
        r"vergunningnemer|aanlegger|verwerver|vragende|aangever|bouwende|verkavelende|verzoekende"
    ),
    "asks": r"vraagt|vragen|verzoekt|bouwt|bouwen|indient|gevraagd|aangevraagd|ingediend|aanvraagt|wenst|verkavelt",
    "name": (
        r"na(?:am|men|ams)|voorna(?:am|men)|familienaam|firmanaam|handelsnaam|wie|identiteit\w*|persoon|personalia|nom|prenoms?|"
        r"hoedanigheid|vennootschap|rechtspersoon|benaming|heer|mevrouw|echtgenoten"
    ),
    "owner": r"eigenaars?|eigenaressen?|eigenares|proprietaire|grondeigenaars?|bezitter|eigenaren",
    "home": (
        r"woonplaats\w*|woonst|woonadres|thuisadres|huisadres|domicilie\w*|domicile|verblijf\w*|wonende|woonachtig|gehuisvest|"
        r"gedomicilieerd|woont|zetel|briefwisseling\w*|correspondentie\w*|contactadres|postadres"
    ),
    "address": r"adres\w*|adresse",
    "land": r"percee?l",
    "place": (
        r"ligging\w*|liggingsplaats|gelegen\w*|situering\w*|plaats\w*|\w{3,}plaats|locatie\w*|\w+locatie|emplacement|lieu|waar|plek|straat\w*|"
        r"liggingsplaats|gelegenheid|gehucht|wijk|werf\w*|\w+werf|\w+adres|situatie|situation|oord|stand"
    ),
    "site": (
        r"goed|goederen|grond\w*|eigendom\w*|terrein\w*|bouwterrein\w*|bouwgrond\w*|erf|pand|gebouw\w*|kavel|huis|woning|"
        r"onroerend|eigendommen|bien"
    ),
    "cadastre": r"kada\w*|percee?l\w*|sectie|wijk|cadastre|legger|cadastral\w*",
    "works": (
        r"\w*werk(?:en|zaamheden|je)?|bouwwerk\w*|\w*handeling(?:en)?|\w*project\w*|\w*aanvraag|verzoek\w*|vraag|rek\w*est|bouw|"
        r"verrichtingen|verrichting|ingreep|ingrepen|travaux|demande|bouwprogramma|programma|constructies?|uitvoering|bouwing|opbouw|"
        r"oprichting|verkaveling|verandering\w*"
    ),
    "subject": (
        r"\w*voorwerp|onderwerp|aard|\w*omschrijving|\w*beschrijving|doel\w*|inhoud|opzet|objet|object|nature|bedoeling|strekking|wat|"
        r"betreft|betreffende|samenvatting|titel|description|uit|voorgenomen|gevraagde|geplande|aangevraagde|ontworpene|voorstel|inzake|"
        r"welke|soort|hetgeen|werkomschrijving|toelating|tot|voor"
    ),
    "act": (
        r"\w*ontvan\w+|inkom\w*|ingek\w*|ingeschreven|inschrijving|binnen\w*|aankomst|toegekomen|verz[eo]nd\w*|beteken\w*|betekend|"
        r"kennisg\w*|kennis|uitgereikt|uitreiking|afgehaald|toegestuurd|toezending|verstu+rd|meegegeven|mededeling|zitting|vergadering|\w*college\w*|"
        r"schepencollege|verleend|verlening|geweigerd|weigering|uitspraak|goedkeuring|goedgekeurd|afgeleverd|aflevering|afgifte|"
        r"afgegeven|toekenning|toegekend|decision|beschikking|seance|machtiging|indien\w*|ingediend|opmaak|opgemaakt|onderteken\w+|"
        r"ondertekend|neerleg\w*|neergelegd|inlever\w*|ingeleverd|schrijven|brief|registratie|demande|reception|vergund|"
        r"beslissing|besluit|bewijs|geboorte|aanvrager|vraag|zending|post|gemeentehuis|secretarie|aangegeven|aangifte"
    ),
    "glue": (
        r"de|het|personen|partij|hand|volgens|een|van|der|den|des|en|of|in|op|door|aan|te|met|bij|ten|om|s|e|a|du|la|le|les|l|d|et|par|au|zal|zijn|is|wordt|worden|"
        r"werd|deze|dit|die|volledige?|juiste?|nauwkeurige?|beknopte?|korte?|bondige?|exacte?|eventuele?|nadere?|huidige?|"
        r"er|u|onder|moet|moeten|komt|komen|heeft|hebben|hiervoor|waarvoor|hoofd|gegevens|info\w*|inlichtingen|aanduiding\w*|opgave|vermelding\w*|"
        r"geg|verdere|bekend|gekend|welken|welk|hij|zij|men|ge|gij|wil|wilt|wenst|verlangt|dient|bezit|uitgevoerd|uitgevoerde|voeren|verrichten|uitvoeren|kantoor|deel|afdeling|nog|ook|naar|gegeven|gebouwd|dezes|m|zelf"
    ),
}  # fmt: skip
_CLASSES = {name: re.compile(stems) for name, stems in _STEMS.items()}
_DREW = frozenset({"ontworpen", "ontwierp", "tekende", "teekende", "tekent"})
_HANDED_IN = ("ingediend", "aangevraagd", "gevraagd", "ingeleverd", "ingezonden", "neergelegd")
_BY = {frozenset({verb, "door"}) for verb in _HANDED_IN}
_MOST_WORDS, _MOST_LETTERS = 8, 64
_DATE_STEMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(stems))
    for role, stems in (
        ("notification", (
            r"verz[eo]nd\w*|beteken\w*|betekend|kennisg\w*|kennis|uitgereikt|uitreiking|afgehaald|afhaling|toegestuurd|toegezonden|"
            r"toezending|me[de]{2,3}deling|notificat\w*|overhandig\w*|bekendmaking|opgestuurd")),
        ("receipt", (
            r"in|\w*ontvan\w+|inkom\w*|ingek\w*|inschrij\w+|ingeschreven|binnen\w*|aankomst|aangekomen|toegekomen|registra\w+|"
            r"geregistreerd|geboekt|boeking|inboeking|entree|recu|reception|recepisse|enregistre\w*")),
        ("application", (
            r"\w*aanvra(?:ag|gen)|aangevraagd|aangegeven|aangifte|indien(?:ing|ingsdatum)|indieningsdatum|ingediend|verzoek|verzoekschrift|vraag|rek\w*est|demande|"
            r"opmaak|opgemaakt|neerlegging|neergelegd|inlevering|ingeleverd|aanvraagdatum|introduction|indienen")),
        ("decision", (
            r"\w*besl(?:uit|issing|ist|oten)|\w*(?:besluit|beslissings)datum|\w*vergun(?:ning|ningen|d)|\w*vergunningsdatum|toelating|machtiging|"
            r"\w*zitting|vergadering|\w*college|verleend|verlening|geweigerd|weigering|uitspraak|goedkeuring|goedgekeurd|aflevering|"
            r"afgeleverd|afgegeven|toekenning|toegekend|toegestaan|decision|beschikking|seance|octroi|delivrance|bijeenkomst")),
    )
)  # fmt: skip
"""Acts of the procedure in the order in which they outweigh each other when a label names more than one."""
_NOT_OURS = re.compile(
    r"advie\w+|brandweer|notaris|gewestplan|wet|decreet|koninklijk\w*|verordening|verkaveling|geb\w+|plan\w*|vorige|"
    r"vroegere|akte|bezwa\w+|geldig\w*|verval\w*|bijlagen?|voorwaarden?"
)
"""Words of a label whose date is of other papers."""


_SENT_REQUEST = re.compile(
    r"^(?:datum )?(?:\w*aanvraag|verzoek(?:schrift)?) (?:werd |is )?(?:ver|op)(?:zonden|ge?stuurd|stuurd)(?: op| den)?$"
)
"""A request that was sent is no notice: `Aanvraag verzonden op`."""


@lru_cache(maxsize=4096)
def date_label_role(label: str) -> str:
    """Return what a form label says of the date after it: `Dag van inboeking` gives `receipt`, empty when nothing.

    Args:
        label: The text of the label, without the colon behind it.
    """
    words = re.findall(r"[a-z0-9]+", plain(label).replace("'", " "))
    unknown = sum(not _kinds(word) for word in words)
    if len(words) > _MOST_WORDS or unknown > 1 or any(_NOT_OURS.fullmatch(word) for word in words):
        return ""
    roles = [role for word in words if word != "in" or len(words) == 1 for role, stems in _DATE_STEMS
             if stems.fullmatch(word)]  # fmt: skip
    if _SENT_REQUEST.search(" ".join(words)):
        return "application"
    outweighing = [role for role in ("notification", "receipt") if role in roles]
    return next(iter(outweighing or roles), "")


_SITE_ALONE = re.compile(
    r"ligging\w*|situering\w*|\w*locatie|gelegen|bouw(?:plaats|adres|terrein|grond)|werf\w*|werkadres|\w+werf"
)


_NUMBER_SIGN = re.compile(r"n\s?[°ºe0]\.?")
"""`N°` alone before a colon; a reader takes its sign for an e or a nought."""


def _kinds(word: str) -> frozenset[str]:
    return frozenset(name for name, stems in _CLASSES.items() if stems.fullmatch(word))


@lru_cache(maxsize=4096)
def is_label_word(word: str) -> bool:
    """Tell whether a word (plain) is one that labels are made of."""
    return bool(_kinds(word))


@lru_cache(maxsize=4096)
def label_role(label: str) -> str:
    """Return the role of a form label by its words, empty when one of them is none that labels are made of.

    `naam der verzoekende personen` gives `applicant`, `plaats waar gebouwd wordt` gives `site`. The roles are those of
    `anchor_words`; `other` is a label of something that no field keeps.

    Args:
        label: The text of the label, without the colon behind it.
    """
    if _NUMBER_SIGN.fullmatch(plain(label)):
        return "reference"
    words = re.findall(r"[a-z0-9]+", plain(label).replace("'", " "))
    letters = sum(map(len, words))
    if not words or len(words) > _MOST_WORDS or not 2 < letters <= _MOST_LETTERS:
        return ""
    if words[0].isdigit() and len(words) > 1:
        words = words[1:]
    kinds = [_kinds(word) for word in words]
    if any(not kind for kind in kinds):
        return ""
    have = frozenset().union(*kinds) - {"glue"}
    if not have:
        return ""
    of_somebody = have & {"asker", "owner", "maker", "cadastre"}
    if kinds[0] & {"place", "address"} and have & {"works", "site"} and not of_somebody:
        return "site"
    if {"waar", "kantoor"} <= set(words):
        return "architect_address"
    if words[0] == "waarvoor" and "asks" in have:
        return "subject"
    return _role(have, frozenset(words))


def _role(have: frozenset[str], words: frozenset[str]) -> str:
    people = have & {"asker", "owner"}
    if "when" in have:
        return "other" if any(word.startswith("gebo") for word in words) else "date"
    if "cadastre" in have and not have & {"asker", "maker", "address"}:
        land = "place" in have and not any(word.startswith("kada") for word in words)
        return "owner" if "owner" in have else "site" if land else "parcels"
    if have >= {"number", "place"} and not people and words & {"straat", "straatnaam"}:
        return "street"
    if "number" in have and not have & {"name", "address", "place", "home"}:
        if have & {"other", "contractor", "maker", "drawing"} and not have & {"filed", "authority"}:
            return "other"
        if "authority" in have and not words & {"gemeente", "stad"}:
            return "stedenbouw"
        return "reference" if "filed" in have or len(words) == 1 else ""
    if "contractor" in have and not people:
        return "contractor"
    if "maker" in have or words & _DREW or ("drawing" in have and (have & {"made"} or words & {"door", "hand"})):
        return "architect_address" if have & {"home", "address"} and "name" not in have else "architect"
    if "subject" in have and have & {"works", "asks"} and not have & {"address", "home", "name", "asker"}:
        return "subject"
    if "other" in have and not people & {"asker"}:
        return "applicant_address" if "home" in have else "other"
    if people or ("name" in have and have & {"asks"}) or words in _BY:
        return _of_person(have)
    return _of_matter(have, words)


def _of_person(have: frozenset[str]) -> str:
    if have & {"home", "address"} and "name" not in have:
        return "applicant_address"
    if "asker" not in have and "owner" in have:
        return "owner"
    return "applicant"


def _of_matter(have: frozenset[str], words: frozenset[str]) -> str:
    if "home" in have:
        return "applicant_address"
    if have & {"place", "address"} and (have & {"site", "works", "asks"} or words & {"waar"}) and "name" not in have:
        return "site"
    if any(_SITE_ALONE.fullmatch(word) for word in words) and "name" not in have:
        return "site"
    if "subject" in have and (have & {"works", "asks", "made", "drawing"} or len(words) == 1):
        return "subject"
    return ""

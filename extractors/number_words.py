"""Whose number a number is: the nearest telling word before it decides."""

import re
from typing import Literal

Owner = Literal["own", "stedenbouw", "foreign", "history", ""]

_OWN = (
    r"\w*dossier\w*|\w*aanvra\w+|\w*vergunning\w*|\w*toelating\w*|\w*machtiging\w*|\w*autorisati\w*|\w*register\w*|volg\s?n\w+|"
    r"inschr\w*|ingeschr\w*|\w*refer\w+|kenm(?:erk\w*)?|ref|bundel|kaft\w*|omslag\w*|farde|map|zaak\w*|project\w*|"
    r"bureel|bureau|gekend|gemeente\w*|gem|stads?|b\.?\s?v|b\.?\s?t|intern|permis|autorisation|demande|verkaveling\w*|"
    r"rubriek\w*|steekkaart|fiche\w*|boeking\w*|index\w*|dienstjaar|jaargang|rangn\w+|agendan\w+|boekn\w+|ons|onze|uw|notre|votre|omv|omgevingsloket\w*|"
    r"bouwwerk\w*|\w*verzoek\w*|re[ck]w?est\w*|request\w*|"
    r"secretariaat|technische dienst|identificatie\w*|archiefn\w+|sv|"
    r"ontvangstn\w+|registratie\w*|inzake|kreeg|krijgt|draagt|nopens|bouwzaak|letter"
)
_TOWN_PLANNING = (
    r"stede(?:n)?bouw(?!kundig)\w*|a\.?\s?r\.?\s?o\.?\s?h?\.?\s?[ml]|r\.?\s?o\.?\s?h\.?\s?m|urbanisme|"
    r"ruimtelijke ordening|"
    r"ruimte vlaanderen|r\.?[\s\-]?o\.?[\s\-]?vlaanderen|ro[\s\-](?:antwerpen|limburg|west|oost|brabant)\w*|"
    r"gemachtigde? ambtenaar|"
    r"bestuur|g\.?s\.?a|gewest\w*|minister\w*"
)
_FOREIGN = (
    r"factuur\w*|rekening\w*|\w*ereloon\w*|nota|verslag\w*|proces-?verbaal|p\.?\s?v|verzekering\w*|polis\w*|bestek\w*|"
    r"offerte|giro|p\.?c\.?r|orde|fax|tel|telefoon\w*|gsm|schaal|blad|plan\w*|artikel\w*|art|decre\w+|wet|wetten|besluitwet|"
    r"staatsblad|b\.?s|k\.?\s?b|koninklijk|ministerieel|omzendbrief|reglement\w*|repertorium\w*|epb|volume|oppervlakte|"
    r"klant\w*|btw|kbo|h\.?\s?r|handelsregister|huisn\w+|lot|loten|kavel\w*|zegel\w*|kwitantie\w*|brandweer\w*|politie\w*|"
    r"rijkswacht|model|n\.?i\.?s|nis-?code|akte|notaris\w*|sectie|perceel\w*|nummers|rijksregister\w*|ondernemings\w+|bus|"
    r"iban|mechanogr\w+|hypothe\w+|legger|matrijs|foto|bijlage|annex|loi|arrete|decret|facture|quittance|monument\w*|"
    r"erkenning\w*|visum\w*|inschrijvingsnummer bij de orde|rvvb|arrest|blz|pagina|rooilijn\w*|b\.?p\.?a|gewestplan\w*|"
    r"bestelbon\w*|borderel\w*|kiezers\w*|identiteitskaart\w*|paspoort\w*|stamn\w+|aansluiting\w*|meter\w*|teller\w*|"
    r"leverings\w+|waarborg\w*|kadaster\w*|kadastra\w+|inventaris\w*|doos|dozen|architect\w*|postbus|"
    r"agentschap\w*|watering\w*|polder\w*|erfgoed\w*|electra\w*|water\w*|gas\w*"
)
_HISTORY = (
    r"vorig\w*|vroeger\w*|eerder\w*|oud|oude|destijds|voorgaand\w*|antecedent\w*|historiek|voorgeschiedenis|reeds|"
    r"oorspronkelijk\w*|initi\w+|basisvergunning"
)
_WORD = re.compile(
    rf"(?<![\w.])(?:(?P<history>{_HISTORY})|(?P<foreign>{_FOREIGN})|(?P<stedenbouw>{_TOWN_PLANNING})|(?P<own>{_OWN}))(?![\w])"
)
_SENTENCE = re.compile(r"[;\t]|[a-z)]{2}\.\s+(?=\S)|\n\s*\n")
_SAYS_NUMBER = re.compile(
    r"(?:(?<![a-z])(?:n|no|num)|n[\s.]?[r°º]s?|nr\.?s?|nummers?|numero|cijfer|(?<![a-z])onder|[:°º=])[\s.:°º)\-]*$"
)
_STAMPED = re.compile(
    r"\W*(?:den\s+)?\d{1,2}(?:sten|den|e)?[-./ ]{1,3}\w{1,9}[-./ ]{1,3}(?:1[89]|20)?\d\d\W*|"
    r".{0,25}\b(?:(?:in|binnen|aan)ge(?:komen|boekt|schreven)|ontvangen|ontvangst)\b.{0,25}"
)
"""The row of a stamp above the number that a paper was entered under: the day, or a word of receipt."""
_CALLS_IT = re.compile(r"ref|kenm")
"""Words that mean the number itself, which may stand on the next line: `(ref.`, below it `S/4622/BE)`."""
_HEADS_A_POINT = re.compile(r"\s+[-–—]\s*")
"""Between what a point of minutes is about and whose number follows: `Stedebouw - dossier 67/609`."""
REACH = 70
"""Characters before a number within which a word may tell whose it is."""


def _own_line(before: str) -> str:
    """Return what stands before a number in its clause and on its line, or on the line above when it begins its own."""
    before = re.sub(r"\t\s*$", " ", before)  # a label and its number in two columns
    stops = list(_SENTENCE.finditer(before))
    lines = (before[stops[-1].end() :] if stops else before).split("\n")
    return "\n".join(lines[-2:]) if not lines[-1].strip() else lines[-1]


def owner(folded: str, at: int) -> tuple[Owner, bool]:
    """Return whose number begins at a place of a plain text, and whether a word or sign just before it announces one.

    The nearest telling word decides; a word of the past or of another office directly before it changes that:
    `vorig dossier 1963/88`, `dossier brandweer nr. 12`.
    """
    line = _own_line(folded[max(0, at - REACH) : at])
    announced = bool(_SAYS_NUMBER.search(line))
    told = list(_WORD.finditer(line))
    if not told:
        return "", announced
    last = told[-1]
    kind = next(name for name, text in last.groupdict().items() if text)
    between = line[last.end() :]
    if kind in {"foreign", "history"} and "\n" in between and between.strip() and not announced:
        return "", announced  # a title above: `Interne nota - Leest`, below it `1915 N° 178`
    if re.search(r"\d", re.sub(r"\(\w*\)", "", between)):
        return "", announced  # another number or a date stands between
    near = {
        name
        for match in told[-3:-1]
        if last.start() - match.end() <= 22
        for name, text in match.groupdict().items()
        if text
    }
    heads = len(told) > 1 and _HEADS_A_POINT.fullmatch(line[told[-2].end() : last.start()])
    if kind == "own" and near & {"history"}:
        kind = "history"
    elif kind == "own" and "stedenbouw" in near and last[0] not in {"ons", "onze", "uw"} and not heads:
        kind = "stedenbouw"
    elif (
        kind == "own"
        and "foreign" in near
        and last.start() - told[-2].end() <= 3
        and last[0] not in {"ons", "onze", "uw"}
    ):
        kind = "foreign"
    announced = announced or (_CALLS_IT.match(last[0]) is not None and not between.strip(" \n.:("))
    direct = not between.strip(" .:-–—°º#(") or announced
    return (kind if direct or kind in {"foreign", "history"} else ""), announced or not between.strip(" .:")  # type: ignore[return-value]  # the group names are owners


def below_a_stamp(before: str) -> bool:
    """Tell whether the row above a place of a plain text is that of a stamp: a day alone, or a word of receipt."""
    return _STAMPED.fullmatch(before.rstrip("\n").rsplit("\n", 1)[-1]) is not None

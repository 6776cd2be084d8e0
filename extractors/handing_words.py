"""The papers of a decision, who asked for it and who else gets one, and the verbs with which it is handed over."""

import re

from extractors.patterns import any_of, either, listed

DECIDED = (
    r"\b(?:\w*(?:besluit|beslissing|beschikking|beraadslaging|vergunning|toelating|machtiging|weigering)(?:en|s)?|"
    r"uitspraak|vonnis)\b"
)
COPY = r"\b(?:afschrift(?:en)?|uittreksels?|kopij|kopie|copie|e(?:x|ks)emplaa?r(?:en)?|dubbel|expeditie|stukken)\b"
_REQUEST = (
    r"(?<!met\s)(?<!tegen\s)\b(?:\w*aanvragen?|\w*aanvraag|\w*vraag|verzoek|verzoekschrift|rek\w?est|bericht|brief|"
    r"advies|verslag|bezwaar\w*|dossier|plannen|ontvangstbewijs|beroep\w*|akte|facturen?|factuur|taks|retributie|borg\w*)\b"
)
PAPER = re.compile(f"(?P<paper>{DECIDED}|{COPY})|(?P<other>{_REQUEST})")
OF_A_REQUEST = re.compile(rf"{COPY}\W+(?:\w+\s+){{0,3}}?(?={_REQUEST})")
"""`Afschrift van de aanvraag` is no copy of a decision."""
ASKERS = (
    r"aanvra\w*ers?|belanghebbenden?|verzoek(?:st)?ers?|bouwheer|bouwheren|betrokkenen?|vergunninghouders?|titularis|"
    r"eigenaars?|bouwers?"
)
_SOMEBODY = (
    r"heren|heeren|heer|dhr|mevrouw|mevr|mej|juffrouw|juffr|mijnheer|weduwe|wed|echtgenoten|echtpaar|consorten|gebroeders|"
    r"firma|vennootschap|nv|bvba|n\.v|familie|m(?=\.)"
)
OTHERS = listed(
    r"\w*ambtenaar ambtenaren \w*deputatie \w*gouverneur stede(?:n)?bouw arohm rohm rwo provincie\w* brandweer\w* "
    r"\w*architekt \w*architect bouwmeester \w*buur \w*buren bezwaar\w+ \w*dienst\w* ontvanger kadaster "
    r"agentschap\w* polder minister\w* archief aannemer notaris opzichter registratie landmeter hoofdbestuur bestuur "
    r"directeur directie direktie inspect\w+ rijkswacht departement ministerie bureau bureel kabinet "
    r"secretariaat secretarie gemeenteraad \w*overheid administratie waterschap politie"
)
"""Offices, advisers and neighbours that a copy of a decision goes to as well."""
TO_ASKER = either(
    rf"\b(?:{ASKERS})\b",
    rf"\b(?:aan|van|door)\s+(?:(?:de|den|het|een|zijn|haar)\s+)?(?:{_SOMEBODY})\b",
    r"\b(?:u|hem|haar|hun)\b",
)
TO_OTHERS = re.compile(
    r"\b(?:aan|naar|bij)\s+"
    r"(?:(?:de|den|het|onze|ons|zijn|haar|heer|mevrouw|alle|provinciale|bestendige|gemachtigde|bevoegde?|vlaamse?|"
    r"technische|hogere?)\s+)*"
    rf"(?:{OTHERS})\b"
)
SENT = any_of(
    r"bete+ken[dt]e?",
    r"(?:toe|op|af|na|uit|over)?ge(?:zonden|stuu?rd|maild)",
    r"ver(?:zonden|stuu?rd)",
    r"bezorgd",
    r"besteld",
    r"overhandigde?",
    r"overgemaakt",
    r"overgereikt",
    r"(?:ter\s*|in\s+)hand(?:en)?\s*gesteld",
    r"uitgereikt",
    r"meegegeven",
    r"me[de]{2,4}gedeeld",
    r"(?:ter|in)\s+kennis\s+(?:(?:is|werd|wordt)\s+)?(?:gebracht|gegeven|gesteld)",
    r"kennis\s+gegeven",
    r"(?:af|op)gehaald",
    r"(?:op\s+de\s+hoogte|in\s+het\s+bezit)\s+(?:gebracht|gesteld)",
    r"in\s+(?:handen|bezit)\s+van",
    r"ter\s+post\s+(?:aangeboden|afgegeven|gelegd|neergelegd|besteld)",
)
TAKEN = any_of(
    r"ontvangen",
    r"ontving",
    r"in\s+ontvangst\s+(?:te\s+hebben\s+)?genomen",
    r"in\s+ontvangst\s+nam",
    r"gekregen",
    r"haalde\W[^#]{0,60}\baf",
)
GIVEN = any_of("afgegeven", "afgeleverd")


def to_others(label: str) -> bool:
    """Tell whether a plain label names an office or an adviser that something goes to: `Verzonden aan Stedebouw`."""
    return TO_OTHERS.search(label) is not None


def handed(clause: str) -> str:
    """Return whether the first paper that a clause names is a decision or its copy (`paper`), another one, or none."""
    first = PAPER.search(clause)
    if first is None:
        return ""
    return "other" if first["other"] or OF_A_REQUEST.match(clause, first.start()) else "paper"

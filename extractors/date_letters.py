"""What the date of a letter or a decision itself is of: whether it tells what was decided, asks, or decides."""

import re

from extractors.dates import DateMatch, find_dates
from extractors.handing_over import tells_when
from extractors.outcomes import find_outcomes
from extractors.page import Page
from extractors.passing_on import passes_on, to_office

_BY_PAGE = {
    "aanvraag": "application",
    "besluit": "decision",
    "weigering": "decision",
    "brief": "notification",
    "plan": "plan",
    "advies": "advice",
    "bericht": "notification",
}
_DECISION_LETTER = re.compile(
    r"afschrift|besluit van|beslissing|kennis\s*(?:te )?(?:geven|gebracht)|ter kennis|stilzwijgend|toegekend|verleend|"
    r"geweigerd|verlenen|weigeren|besloten|decision|ci-joint|geacht(?!e)|afgegeven|afgeleverd|beschikt|ingewilligd|toegestaan|"
    r"(?:heeft|hebben|werd|college|kollegie)\b[^.;]{0,120}\b(?:af|goed)gekeurd(?!e)|inwilligen|akte\s+(?:van\s+)?genomen|"
    r"\b(?:in\s+toevoeging|hierbij|bijgaand)\b[^.;]{0,40}\bbesluit\b|beslist\s+heeft|heeft\s+beslist|uitgesproken\s+over|"
    r"afgehaald|sprak\s+zich\b[^.;]{0,40}\buit\s+over|uitspraak\s+is\s+(?:on)?gunstig"
)
_NO_DECISION = re.compile(
    r"aanvang|begin\s+der|einde\s+der|openbaar\s+onderzoek|bezwa|ter\s+inzage|aanplakking|onvolledig|"
    r"ontbrekende\s+stukken|advies\s+(?:gevraagd|te\s+willen)|verzoeken\s+u\s+advies"
)
_RECEIPT_LETTER = re.compile(
    r"bewijs\s+van\s+ontvangst|(?<!met\s)(?<!tegen\s)ontvangstbewijs|bevestigen\s+(?:wij\s+)?(?:u\s+)?de\s+(?:goede\s+)?ontvangst|"
    r"bewijs\s+van\s+indiening|in\s+ontvangst\s+genomen\s+op|onderzoek\s+op\s+volledigheid"
)
_ASKS = re.compile(
    r"\b(?:ik|wij|ondergete+kende\w*|k)\b[^.;?]{0,60}\b(?:vraag|vragen|verzoek|verzoeken(?!\s+u\b)|wens|wensen|zou|zouden|wil|willen|denken|denk)\b"
)
_WONDERS = re.compile(
    r"\b(?:gelieve\s+mij|laat\s+mij|mij\s+(?:te\s+)?(?:laten\s+weten|kunnen\s+zeggen|inlichten)|(?:wil|kan|kunt|zoudt?)\s+(?:u|gij|ge)\s+(?:mij|ons)|"
    r"(?:kan|mag|moet|of|vernam|vraag)\s+ik|ben\s+(?:ik\s+)?voornemens|ik\s+schrijf\s+u|wens\s+te\s+weten|"
    r"ik\b[^.;?]{0,30}\bgeerne\s+weten)\b"
)
"""How a citizen asks what he may do on his land, in a letter that is all there is of his dossier."""
_ANSWERS = re.compile(
    r"\b(?:uw|op\s+u\w*)\s+(?:\w+\s+)?(?:brief|aanvraag|verzoek|vraag|schrijven|dossier|bericht)|namens|notaris|bevestigen|college\s+heeft"
)
"""Who answers a letter is not who asks."""
_TO_YOU = re.compile(r"\b(?:uw\s+(?:aanvraag|dossier|verzoek|vraag|schrijven)|geachte)\b")
_MINE = re.compile(r"\b(?:ik|mijn|ondergete+k\w+|wij\s+(?:kunnen\s+ons|tekenen|gaan))\b")
_SESSION = re.compile(r"\b(?:zitting|vergadering|bijeenkomst)\s+(?:van|op|dd|d\.d)\b")
"""A decision in the form of a letter: the session it tells of has a date of its own."""


def by_page(page: Page, date: DateMatch, folded: str) -> tuple[str, float]:
    """Return the role of the date of the page itself, as its kind gives it."""
    role = _BY_PAGE.get(page.type, "")
    if asked(page, folded):
        return "application", 0.55
    if page.type == "bericht" and _RECEIPT_LETTER.search(folded[:200]):
        return "receipt", 0.55
    if _acknowledges(page, date, folded):
        return "receipt", 0.75
    if page.type in {"brief", "besluit", "weigering"} and _TODAY.search(folded):
        return "decision", 0.7
    if page.type not in {"besluit", "weigering"} and tells_when(page, folded):
        return "letter", 0.5  # an attest of service is written later than the service
    if page.type in {"brief", "bericht"} and (not _tells_decision(page, folded) or _RECEIPT_LETTER.search(folded)):
        return "letter", 0.5
    if page.type in {"besluit", "weigering"} and date.start < 0.5 * len(folded):
        told = _TO_YOU.search(folded) and _SESSION.search(folded, date.end) and not _decides_itself(page, date, folded)
        return ("notification", 0.6) if told else (role, 0.5)
    if page.type == "brief" and _decides_itself(page, date, folded):
        return "letter", 0.5
    return role, 0.85


def _decides_itself(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a letter is of the day of the session that it tells of, and sends nothing: it is the decision."""
    day = (date.year % 100, date.month, date.day)
    sat_that_day = any(
        (other.year % 100, other.month, other.day) == day
        and _SESSION.search(folded[max(0, other.start - 25) : other.start])
        for other in find_dates(page.flow.text)
        if other.start > date.end
    )
    return sat_that_day and not _SENDS.search(folded) and not passes_on(folded)


def _acknowledges(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether the first date below the title of a proof of receipt is that of the proof, which names no other."""
    title = _RECEIPT_TITLE.search(folded, 0, _HEAD)
    if page.type != "brief" or title is None or not _GOT.search(folded, title.end()):
        return False
    others = [other for other in find_dates(page.flow.text) if other != date]
    told = any(_DAY_OF.search(folded, max(0, other.start - 40), other.start) for other in others)
    return not told and not any(title.end() < other.start < date.start for other in others)


def asked(page: Page, folded: str) -> bool:
    """Tell whether a page is the letter of somebody who asks, not of somebody who answers."""
    asks = page.type == "brief" and (_ASKS.search(folded) or _WONDERS.search(folded)) and not _ANSWERS.search(folded)
    return bool(asks) and not _tells_decision(page, folded)


_HEAD = 300
_RECEIPT_TITLE = re.compile(
    r"(?:^|\n)\W*(?:(?:bewijs|bericht|melding)\s+van\s+ontvangst|ontvangst(?:bewijs|bericht|melding))\W*(?=\n)"
)
_GOT = re.compile(r"\b(?:\w*aanvraag|verzoek\w*|vraag|dossier|plannen)\b")
"""What a town says in a proof of receipt, whatever day it names: `erkent ontvangen te hebben de aanvraag`."""
_DAY_OF = re.compile(r"\b(?:op|den|van|dd|d\.d\.?|\w*datum|ontvang\w+|\w*gekomen)\b\W*$")
"""Before a day that the proof tells, beside its own."""
_TODAY = re.compile(
    r"\b(?:zitting|vergadering|bijeenkomst)\s+van\s+heden\b|\b[ck]ollege\b[^.;]{0,50}\bheden\b|"
    r"\bheden\b[^.;]{0,50}\b(?:besloten|beslist|besluit|behandeld)\b"
)
"""A paper that says that the college decides today is the decision, in whatever form."""
_SENDS = re.compile(
    r"\b(?:hierbij|ingesloten|bijgaand\w*|bijgevoegd\w*|(?:in|als)\s+bijlage|sturen|zenden|bezorgen)\b[^.;]{0,60}"
    r"\b(?:\w*besluit|\w*beslissing|vergunning|toelating)\s+(?:van|dd|d\.d)\b|\bingevolge\s+(?:de|het)\s+(?:beslissing|besluit)\s+van\b|"
    r"\b(?:besluit|beslissing|vergunning)\s+(?:gaat|zit|vindt\s+u|is|wordt|steekt)\s+(?:u\s+)?(?:hier(?:bij|mee|naast)|(?:in|als)\s+bijlage|bijgevoegd)|"
    r"\b(?:nam|heeft)\s+(?:het|ons)\s+(?:schepen)?college\s+(?:een|de|zijn|haar)\s+(?:beslissing|besluit)\b|"
    r"\b[ck]ollege\b(?:[^.;]|\d\.){0,60}\buitspraak\s+gedaan\s+over\s+uw\b|"
    r"\b[ck]ollege\s+nam\b[^;.]{0,60}\been\s+(?:beslissing|besluit)\b|"
    r"\bu\s+vindt\s+(?:de|het|die|een)\s+(?:\w+\s+)?(?:besluit|beslissing|vergunning)\s+(?:hierbij|(?:in|als)\s+bijlage)|"
    r"\buw\s+aanvraag\b[^;]{0,120}\b(?:werd|is)\s+(?:verworpen|ingewilligd|afgewezen|geweigerd|aanvaard)\b"
)
"""The letter that a decision goes with, whatever it says of the works besides."""
_APPEALS = re.compile(
    r"\b(?:teken(?:t|en)?|stel(?:t|len)?|dien(?:t|en)?|ga(?:at|an)?)\b[^.;]{0,50}\bberoep\b|\bberoep(?:schrift)?\s+(?:tegen|aan\s+te\s+tekenen)\b|"
    r"\baan\s+de\s+bestendige\s+deputatie\b|\b(?:ge)?buur(?:man|vrouw)?\b|\b(?:kom|kome)\s+ik\s+op\s+tegen\b|\bteken\s+ik\s+verzet\b|"
    r"\b(?:maak|dien)\s+(?:ik\s+)?bezwaar\b"
)
"""The letter of somebody who appeals, and had notice before, or who objects to what is not decided yet."""


_TO_TOWN = re.compile(r"\b(?:mijnheer|mijne\s+he+ren|geachte\s+heer|heer|mevrouw)\s+(?:de\s+)?burge?me+ster\b\s*[,!]")
"""A letter that greets the mayor goes to the town, not to who asked."""


def _tells_decision(page: Page, folded: str) -> bool:
    """Tell whether a letter or notice passes on what was decided."""
    if (_APPEALS.search(folded) and _MINE.search(folded)) or _TO_TOWN.search(folded) or to_office(folded):
        return False
    if page.type in {"brief", "bericht"} and (_SENDS.search(folded) or passes_on(folded)):
        return True
    outcomes = tuple(find_outcomes(page.flow.text, decides=False, letter=True))
    if {outcome.kind for outcome in outcomes} == {"ingetrokken"}:
        return False  # who withdraws needs no notice
    if any(outcome.place in {"letter", "title"} for outcome in outcomes):
        return True
    return bool(_DECISION_LETTER.search(folded)) and not _NO_DECISION.search(folded)

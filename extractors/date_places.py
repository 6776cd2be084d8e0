"""What a date means by its position: at the head of a letter, in a stamp, at the end of a form or a decision."""

import re

from extractors.appeals import upheld
from extractors.cues import Hit
from extractors.date_clauses import OFFICE
from extractors.dates import DateMatch
from extractors.outcomes import find_outcomes
from extractors.page import Page
from extractors.signs import plain

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
    r"bewijs\s+van\s+ontvangst|ontvangstbewijs|bevestigen\s+(?:wij\s+)?(?:u\s+)?de\s+(?:goede\s+)?ontvangst|"
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
_ATTENDED = re.compile(
    r"\W*(?:[^\n;:]{1,30}\n\W*)?(?:(?:waren|zijn|de|werden)\s+)?(?:(?:tegenwoordig|aanwezig)(?!heid)|zitt?en\s*:|presents?\s*:)"
)
"""How minutes go on after the date of a session, whatever they call it: `Zitdag van 3 Mei 1948. Tegenwoordig de HH.`

A few words of a column beside it may end a line between.
"""
_HEADING = 60
_LETTER_HEAD = 0.45
"""The share of a short letter that its head may take."""
_TOP = 260
_DATE_HEADING = re.compile(r"\W*(?:(?:verzend|brief)?datum|date)\W*")
_YOUR_LETTER = re.compile(r"\W*uwe?\s+(?:schrijven|brief|bericht|aanvraag|verzoek|vraag)(?:\s+(?:van|dd|d\.d))?\W*")
"""A heading of a letter over the date of what it answers: `uw schrijven`, beside it `ons kenmerk` and `datum`."""
_SAT = re.compile(r"\W*(?:(?:schepen)?[ck]ollege|c\.?b\.?s|zittingsda(?:g|tum))\W*")
"""A cell that names the college before a date: it sat then."""
_SESSION_OF = re.compile(r"\W*(?:in\s+|openbare\s+)?(?:zitting|vergadering)(?:\s+(?:van|op|dd|d\.d))?(?:\s+den?)?\W*")
_HIGHER = re.compile(r"\b(?:deputatie|minister(?!ie)|vlaamse\s+regering|executieve)\b")
"""Who decides about an appeal."""
_TOOK_NOTE = re.compile(r"\W*akte\s+(?:genomen|van)\b")
_COLLEGE_HAS = re.compile(r"\b[ck]ollege\s+(?:heeft|nam|neemt)\s+(?:in\s+zitting\s+van|op)\W*$")
"""How a college answers who only has to give notice: `Het college heeft op 3 mei 2011 akte genomen van de melding`."""
_STAMP_WORDS = re.compile(
    r"\W*(?:in|binnen|ontv|ontvangen|ingek|ingekomen|toegekomen|binnengekomen|ingeboekt|recu|entre)(?:\s+(?:op|den|le))?\W*"
)
_SAID = re.compile(
    r"(?:[:,;=(]|\b(?:op|den|de|le|van|dd|te|d\.d\.?|tot|om|voor))\W*$|\b(?:\w*datum|dag|tijdstip)\b[^\n]*$"
)
_PLACE_COLON = re.compile(r"(?:[A-Z][\w'’\-]+(?:[ \-][\w'’\-]+){0,2}?)\s*:\s*")
_DASHED = re.compile(r"\W*[-–—]\s*")
_SIGNED = re.compile(r"[^\n]{0,40}\n?\W*(?:\(?hand\s?te+kening|(?:de\s+)?(?:aanvrager|bouwheer|verzoeker)\b)")
"""What stands beside or under the date with which somebody signs."""


def stamped_in(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date on an application stands in a stamp that was put over or beside its heading.

    Between the two strokes of a stamp, or at the end of the row below a last cell that says `Ontvangen op`.
    """
    row, end = page.flow.line_of(date.start)
    start, closes = page.flow.cell_of(date.start)
    if page.type != "aanvraag":
        return False
    if _DASHED.fullmatch(folded[start : date.start]) and _DASHED.fullmatch(folded[date.end : closes]):
        return True
    above = _cells_above(folded, row)
    ends = not folded[date.end : end].strip(" .-") and not _SAID.search(folded[row : date.start])
    return ends and len(above) > 1 and _STAMP_WORDS.fullmatch(above[-1]) is not None


def sat(page: Page, cell: str) -> bool:
    """Tell whether the plain text of a cell before a date says that the college sat on it: `CBS 04.11.2011`."""
    return page.type in {"kaft", "besluit", "weigering", "plan"} and _SAT.fullmatch(cell) is not None


def on_appeal(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date heads a decision on appeal that undoes the first: `Zitting van`, of the deputation."""
    cell = folded[page.flow.cell_of(date.start)[0] : date.start]
    heading = page.type in {"besluit", "weigering"} and _SESSION_OF.fullmatch(cell) is not None
    return heading and _HIGHER.search(folded[:_TOP]) is not None and upheld(folded, date.end)


def took_note(folded: str, date: DateMatch) -> bool:
    """Tell whether a date is that on which the college noted what somebody only had to tell it."""
    before = folded[max(0, date.start - 60) : date.start]
    return _TOOK_NOTE.match(folded, date.end) is not None and _COLLEGE_HAS.search(before) is not None


def answered(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date stands below the heading `uw schrijven`: it is that of the request."""
    row, _ = page.flow.line_of(date.start)
    start, _ = page.flow.cell_of(date.start)
    above, column = _cells_above(folded, row), folded[row:start].count("\t")
    alone = page.type == "brief" and not folded[start : date.start].strip(" .:")
    return alone and column < len(above) > 1 and _YOUR_LETTER.fullmatch(above[column]) is not None


def heads_letter(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date is that of the letter: below a heading `datum`, or after the town and a colon."""
    row, _ = page.flow.line_of(date.start)
    start, _ = page.flow.cell_of(date.start)
    if page.type != "brief" or date.start > _LETTER_HEAD * len(folded):
        return False
    column, above = folded[row:start].count("\t"), _cells_above(folded, row)
    if (
        not folded[start : date.start].strip(" .:")
        and column < len(above) > 1
        and _DATE_HEADING.fullmatch(above[column])
    ):
        return True
    before = page.flow.text[start : date.start]
    return _PLACE_COLON.fullmatch(before) is not None and plain(before).strip(" :") in folded[:row]


def _cells_above(folded: str, row: int) -> list[str]:
    """Return the cells of the row above the one that begins at `row`."""
    return folded[: max(0, row - 1)].rpartition("\n")[2].split("\t") if row else []


def by_place(page: Page, date: DateMatch, cues: tuple[Hit[str], ...], folded: str) -> tuple[str, float]:
    """Return the role of a date without words before it: in a stamp, alone at the head of a letter, at the end."""
    text = page.flow.text
    stamped = _stamp_below(cues, text, date)
    if stamped:
        return stamped, 0.7
    start, end = page.flow.cell_of(date.start)
    if page.type == "aanvraag" and date.end > 0.6 * len(text) and OFFICE.fullmatch(folded[start : date.start]):
        return "receipt", 0.75
    alone = not re.sub(
        r"\b(?:[a-z]+dag|verz[eo]nd\w*|verstuurd|bijlagen?\W*\d{0,2})\b",
        "",
        folded[start : date.start] + folded[date.end : end],
    ).strip(" .,:|den")
    if alone and date.start < 0.35 * len(text) and page.type in {"brief", "bericht", "aanvraag", "advies"}:
        return by_page(page, date, folded)
    last = not text[date.end : end].strip(" .")
    heads = date.start < _TOP / 2 and (last or not text[start : date.start].strip())
    if page.type == "brief" and heads and asked(page, folded):
        return "application", 0.5
    if (
        page.type == "aanvraag"
        and (date.start < _TOP or last)
        and re.search(r"[a-z],\s*$|\d[.,]\s*(?:le|den)\s*$", text[start : date.start])
    ):
        return "application", 0.7
    if page.type == "aanvraag" and date.start > 0.5 * len(text) and _SIGNED.match(folded, date.end):
        return "application", 0.7
    if alone and page.type == "aanvraag" and date.start > 0.6 * len(text):
        return "receipt", 0.6  # a stamp whose words were not read
    if page.type in {"besluit", "weigering"} and date.start > 0.7 * len(text):
        return "decision", 0.5
    if page.type in {"besluit", "weigering"} and date.start < 0.2 * len(text) and end - start < _HEADING:
        return "decision", 0.5  # in the heading of a decision, with a word for the session that was not read
    return "", 0.0


def attended(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date heads the minutes of a session: those who sat in it are named right behind."""
    decides = page.type in {"besluit", "weigering"} and date.start < 0.5 * len(folded)
    return decides and _ATTENDED.match(folded, date.end) is not None


def by_page(page: Page, date: DateMatch, folded: str) -> tuple[str, float]:
    """Return the role of the date of the page itself, as its kind gives it."""
    role = _BY_PAGE.get(page.type, "")
    if asked(page, folded):
        return "application", 0.55
    if page.type == "bericht" and _RECEIPT_LETTER.search(folded[:200]):
        return "receipt", 0.55
    if page.type in {"brief", "bericht"} and (not _tells_decision(page, folded) or _RECEIPT_LETTER.search(folded)):
        return "letter", 0.5
    if page.type in {"besluit", "weigering"} and date.start < 0.5 * len(folded):
        told = _TO_YOU.search(folded) and _SESSION.search(folded, date.end)
        return ("notification", 0.6) if told else (role, 0.5)
    return role, 0.85


def asked(page: Page, folded: str) -> bool:
    """Tell whether a page is the letter of somebody who asks, not of somebody who answers."""
    asks = page.type == "brief" and (_ASKS.search(folded) or _WONDERS.search(folded)) and not _ANSWERS.search(folded)
    return bool(asks) and not _tells_decision(page, folded)


_SENDS = re.compile(
    r"\b(?:hierbij|ingesloten|bijgaand\w*|bijgevoegd\w*|(?:in|als)\s+bijlage|sturen|zenden|bezorgen)\b[^.;]{0,60}"
    r"\b(?:\w*besluit|\w*beslissing|vergunning|toelating)\s+(?:van|dd|d\.d)\b|\bingevolge\s+(?:de|het)\s+(?:beslissing|besluit)\s+van\b|"
    r"\b(?:besluit|beslissing|vergunning)\s+(?:gaat|zit|vindt\s+u|is|wordt|steekt)\s+(?:u\s+)?(?:hier(?:bij|mee|naast)|(?:in|als)\s+bijlage|bijgevoegd)|"
    r"\b(?:nam|heeft)\s+(?:het|ons)\s+(?:schepen)?college\s+(?:een|de|zijn|haar)\s+(?:beslissing|besluit)\b|"
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


def _tells_decision(page: Page, folded: str) -> bool:
    """Tell whether a letter or notice passes on what was decided."""
    if _APPEALS.search(folded) and _MINE.search(folded):
        return False
    if page.type in {"brief", "bericht"} and _SENDS.search(folded):
        return True
    outcomes = tuple(find_outcomes(page.flow.text, decides=False, letter=True))
    if any(outcome.kind == "ingetrokken" for outcome in outcomes) and _MINE.search(folded):
        return False  # the letter of whoever withdraws
    if any(outcome.place in {"letter", "title"} for outcome in outcomes):
        return True
    return bool(_DECISION_LETTER.search(folded)) and not _NO_DECISION.search(folded)


def _stamp_below(cues: tuple[Hit[str], ...], text: str, date: DateMatch) -> str:
    for cue in cues:
        if (
            date.end <= cue.start <= date.end + 12
            and cue.meaning in {"receipt", "decision"}
            and text[cue.start : cue.end].isupper()
        ):
            return cue.meaning
    return ""

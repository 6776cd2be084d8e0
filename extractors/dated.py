"""Gives every date on a page its role, from the words around it and the type of page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.coming_in import came_in
from extractors.cues import Hit, Phrases
from extractors.date_clauses import (
    VERBS_AFTER,
    WHEN,
    corrected,
    due,
    labelled,
    lapsed,
    signed_below,
    told_as_history,
)
from extractors.date_columns import in_columns
from extractors.date_letters import by_page
from extractors.date_meanings import refined
from extractors.date_places import (
    above_stamp,
    answered,
    attended,
    by_place,
    dates_form,
    heads_letter,
    heads_minutes,
    heads_request,
    in_first_instance,
    on_appeal,
    sat,
    signed_at,
    stamped_in,
    took_note,
)
from extractors.date_roles import ROLES
from extractors.date_rows import PLACE, event_of, label_beside, own_row, signs_row
from extractors.date_signatures import booked_in, signs_request
from extractors.dates import DateMatch, find_dates, kept
from extractors.handing_over import handed_over
from extractors.page import Page
from extractors.signs import plain
from schemas.findings import Finding
from schemas.words import FieldName

_FIELDS: dict[str, FieldName] = {
    "decision": "dates.decision",
    "receipt": "dates.receipt",
    "application": "dates.application",
    "notification": "dates.notification",
    "served": "dates.notification",
    "appeal": "dates.decision",
}
_STAMP = re.compile(
    r"\d{2}\s*[A-Z]{3,5}[.,]?\s*\d{4}|[A-Z]{3,5}\.?\s\d{1,2}\s\d{4}|\d{1,2}\s?-\s?(?=1*[IVXl])[IVXl1]{1,4}\s?-\s?\d{4}"
)
_STAMPED = {"aanvraag": "receipt", "plan": "decision", "kaft": "decision"}
"""What a date in the capitals of a rubber stamp says on a page where nothing else tells."""
_STAMPED_IN = {"aanvraag", "plan", "kaft"}
_STAMP_IN = re.compile(
    r"\W*(?:in|binnen|ontv|ontvangen|afgegeven\s+op|ingek|ingekomen|neergelegd|recu|entre)(?:\s+(?:op|den|le))?\W*"
)
"""What a stamp of receipt says before its date, alone in its row."""
_SENT = re.compile(r"(?:^|\s)(?:VERZONDEN|BETEKEND|VERSTUURD)(?:\s+OP)?\W*$")
"""What a stamp on a decision says before the day on which it was sent."""
_SENT_ON = re.compile(r"\W*(?:verzonden|verstuurd|uitgegaan)(?:\s+(?:op|den|dd))?\W*(?:[a-z]+dag\W*)?")
"""The label of a letter's own date, alone before it: `Verzonden op :`."""
_ON = re.compile(r"(?:\b(?:op|den|dd|d\.d|le)\b\W*|\bop\s+(?:de|den|[a-z]+dag)\s+)$")
_CLAUSE_ENDS = re.compile(
    r"[;:]|\n\W*(?:gelet|gezien|overwegende|aangezien|herzien|gehoord|vu)\b|(?<=[a-z0-9)])\.\s|\bhand\s?te+kening|\n\W*(?:de\s+|den\s+)?(?:\w*aanvrag\w+|bouwheer|verzoeker|ondergete+ken\w+|hand\w*te+kening|burgemeester|"
    r"secretaris|sekretaris)\b"
)
"""Where the clause ends that a date begins: at a stop, or where somebody signs."""
_OF_THE_NEXT = re.compile(r"\b\w+\W*(?:\b(?:op|den|dd)\b\W*)+$")
"""A verb right before the next date speaks of that one: `Te Leest, de 3 mei`, below it `Ingeschreven op 5 mei`."""
_FORMS = {"kaft", "aanvraag", "besluit", "weigering", "bericht", "overig", "statistiek"}
"""Pages on which a label before a date tells what it is."""
_CONVENED = re.compile(r"\b(?:bijeen|vergaderd|zetelend)")
_LISTS = {"kaft", "overig"}
_COLLEGE = ("college van", "college", "college du")
"""On a request the college is whom it is written to: the day in a stamp beside it is none of a session."""
_STATES_DECISIONS = {"brief", "bericht", "kaft", "overig", "attest", "plan"}
REACH = 110
"""Characters before a date in which its cue may stand."""
_REACH_AFTER = 100
_IN_STROKES = re.compile(r"[\W\d](?:I{1,3}|[VX]I{1,3})\W")
_STROKES = 0.8
"""What is left of a month in Roman strokes: one stroke more or less is another month, and readers lose them."""
_READ_WELL = 0.93  # how surely a month in strokes must be read to be believed so far; below it half is left
_BESIDE = 6  # a cue so close before a date outweighs the words after it
_DIRECT = 22
_HEARD = 0.85
"""What the whole clause before a date says of it."""
_REACHED = 0.9
"""What a clause says of a date by telling what was handed to whom."""
_BY_STAMP = 0.75
"""What a stamp near a date may say of it at most that stands in a row of its own."""
_SIGNED = 0.7
"""What the row of a signature says that has no word for its day."""
_ATTENDED = 0.85
"""What the names of those present say of the date before them."""
_TACIT_SINCE = re.compile(
    r"\W*(?:[a-z]+\s+){0,5}?stilzwijgend\w*\s+(?:te\s+zijn\s+)?(?:geweigerd|afgewezen|weigering)|"
    r"\W*(?:te\s+zijn\s+|als\s+)(?:geweigerd|afgewezen)"
)
"""After the date on which a request counts as refused: `wordt geacht op 3 mei stilzwijgend te zijn geweigerd`, `geldt
sinds 3 mei een stilzwijgende weigering`."""
_COMPLETENESS = 2000
"""Year of the decree that gave the statement of completeness a date of its own; before, the receipt says it."""


@dataclass(frozen=True)
class Dates:
    """Finds the dates of the procedure; dates with any other role are left out."""

    name: str = "dates"
    version: int = 17

    def find(self, page: Page) -> Iterable[Finding]:
        """Return the application, receipt, decision and notification dates that a page states."""
        for date, role, score in dated(page):
            field = _FIELDS.get(role)
            value, doubt = kept(date, page.years, page.written)
            if field is None or value is None:
                continue
            if _IN_STROKES.search(page.flow.text[date.start : date.end]):
                doubt *= _STROKES if page.flow.confidence(date.start, date.end) >= _READ_WELL else 0.5
            yield page.finding(field, value, score=min(1.0, score * doubt), role=role, span=(date.start, date.end),
                               extractor=f"{self.name} {self.version}")  # fmt: skip


def dated(page: Page) -> tuple[tuple[DateMatch, str, float], ...]:
    """Return the dates of a page with role and score in [0, 1]; the role is `""` when nothing tells."""
    text = page.flow.text
    cues = _CUES.find(page.flow.tokens)
    result: list[tuple[DateMatch, str, float]] = []
    dates = find_dates(text)
    columns = in_columns(plain(text), dates) if page.type in _LISTS else {}
    for place, date in enumerate(dates):
        previous = result[-1] if result else None
        until = dates[place + 1].start if place + 1 < len(dates) else len(text)
        if date.start in columns:
            role, score = columns[date.start], _HEARD
        elif previous and re.fullmatch(
            r"\s*(?:en|,|en\s+van|et\s+du)\s*(?:van\s+)?(?:de\s+)?", text[previous[0].end : date.start]
        ):
            role, score = previous[1], previous[2] * 0.9
        else:
            role, score = _role(page, date, cues, (previous[0].end if previous else 0, until))
        result.append((date, role, score))
    return tuple(result)


def _role(page: Page, date: DateMatch, cues: tuple[Hit[str], ...], between: tuple[int, int]) -> tuple[str, float]:
    """Return the role of a date and how sure that is: by its form label first, then by cue, clause, stamp and place."""
    cell = plain(page.flow.text[page.flow.cell_of(date.start)[0] : date.start])
    start, _ = page.flow.cell_of(date.start)
    row, _ = page.flow.line_of(date.start)
    folded = plain(page.flow.text)
    if stated := handed_over(page, date, folded) or labelled(event_of(page, date) + ":"):
        return stated, _REACHED  # the second in a history: `20/03/2014  Beslissing betekend`
    if stamped_in(page, date, folded) or (page.type in _STAMPED_IN and _STAMP_IN.fullmatch(cell)):
        return "receipt", 0.85  # a stamp: `IN 12-II-1917`
    if not cell.strip(" .:-") and start > row and (beside := labelled(label_beside(page, row, start) + ":")):
        return beside, 0.9  # `beslissing  15-02-88`, a list in two columns
    if page.type in {"besluit", "weigering"} and _SENT.search(page.flow.text[start : date.start]):
        return "notification", 0.85
    if answered(page, date, folded):
        return "application", 0.8
    if on_appeal(page, date, folded):
        return "appeal", 0.9
    if sat(page, cell) or heads_minutes(page, cell) or in_first_instance(page, date, folded):
        return "decision", 0.9
    if heads_letter(page, date, folded) or (page.type in {"brief", "bericht"} and _SENT_ON.fullmatch(cell)):
        return by_page(page, date, folded)
    if any(told(page, date, folded) for told in (signed_at, dates_form, above_stamp, heads_request)):
        return "application", 0.85
    told = page.type in _FORMS or (page.type == "brief" and WHEN.match(cell))
    if told and (named := labelled(cell) or labelled(_since(cell, start, between[0]))):
        return named, 0.95
    if _TACIT_SINCE.match(folded, date.end) or took_note(folded, date) or lapsed(folded, date.start):
        return "decision", 0.85
    return _heard_out(page, date, folded, _by_cue(page, date, cues, between))


def _since(cell: str, start: int, previous: int) -> str:
    """Return what stands in a cell (plain, from `start`) behind the date before: `Aanvraag : 26-2-34 Ingek. :`."""
    return cell[previous - start :] if start < previous else ""


def _heard_out(page: Page, date: DateMatch, folded: str, said: tuple[str, float]) -> tuple[str, float]:
    role, score = said
    if score < _ATTENDED and attended(page, date, folded):
        role, score = "decision", _ATTENDED
    if (came := came_in(page, date, folded, role)) != role:
        return came, _HEARD
    if not role and booked_in(page, date, folded):
        return "receipt", _SIGNED
    by_stamp = not role or (role == "receipt" and score <= _BY_STAMP)
    return ("application", _SIGNED) if by_stamp and signs_request(page, date, folded) else (role, score)


def _by_cue(page: Page, date: DateMatch, cues: tuple[Hit[str], ...], between: tuple[int, int]) -> tuple[str, float]:
    text, folded = page.flow.text, plain(page.flow.text)
    sentence = max(text.rfind(";", 0, date.start), _full_stop(text, date.start))
    near = [cue for cue in cues if max(between[0], date.start - REACH, sentence) <= cue.start and cue.end <= date.start]
    clause = folded[max(0, sentence, date.start - 200) : date.start].lstrip(" ;\n")
    signs = signed_below(clause)  # `kennis te hebben van de wet van 1962,` and below it `Opgemaakt op 3 mei 1974`
    telling = [cue for cue in near if cue.meaning != "date" and not (signs and cue.meaning == "law")]
    if telling and telling[-1].end <= own_row(page, date):
        telling = []  # `Leest, 3 mei 1974` on a line of its own: the words of the letterhead above say nothing of it
    if told_as_history(folded, date.start, date.end) or (telling and telling[-1].meaning == "history"):
        return "history", 0.5
    role, gap = "", REACH
    if telling:
        gap = date.start - telling[-1].end
        role = refined(telling[-1], clause, page)
        heard = corrected(role, clause, decides=page.type in {"besluit", "weigering"})
        if heard != role:
            return heard, _HEARD
    after = _told_after(page, folded, date, between[1]) if gap > _BESIDE or telling[-1].slips else ""
    stamp = page.type in _STAMPED and _is_stamp(page, date)
    written_to = page.type == "aanvraag" and bool(telling) and telling[-1].phrase.endswith(_COLLEGE)
    if stamp and (written_to or role in {"", "advice", "inquiry", "works"}):
        return _STAMPED[page.type], 0.75
    if after and not (role in {"law", "birth"} and gap <= 45):
        return after, 0.85
    if telling:
        # `verzoekschrift van …, dd. 18 Mei`
        given = near[-1].phrase in {"dd", "d d", "de dato", "in dato"} and date.start - near[-1].end <= 3
        if gap <= 45 or given or role in {"law", "advice", "birth"}:
            return role, 0.95 if gap <= 25 else 0.8
    if stamp:
        return _STAMPED[page.type], 0.75
    placed = PLACE.search(text[max(0, date.start - 50) : date.start]) is not None
    if placed or any(cue.meaning == "date" and date.start - cue.end <= _DIRECT for cue in near[-1:] if not due(clause)):
        return by_page(page, date, folded)
    if telling:
        return role, 0.5
    role, score = by_place(page, date, cues, folded)
    heard = corrected(role, clause, decides=page.type in {"besluit", "weigering"})
    return heard, score if heard == role else _HEARD


def _is_stamp(page: Page, date: DateMatch) -> bool:
    """Tell whether a date is printed as stamps print it; with a Roman month only when it stands alone."""
    start, end = page.flow.cell_of(date.start)
    if WHEN.match(plain(page.flow.text[start : date.start])):
        return False  # `Datum: 26 AUG 1952`
    printed = page.flow.text[date.start : date.end]
    alone = page.flow.text[start:end].strip() == printed
    return bool(_STAMP.fullmatch(printed)) and (alone or re.search(r"[A-Z]{3}", printed) is not None)


def _told_after(page: Page, folded: str, date: DateMatch, until: int) -> str:
    """Return the role that the words after `op <date>` give, up to the end of the clause or the next date."""
    if not _ON.search(folded[max(0, date.start - 25) : date.start]) or signs_row(page, date):
        return ""
    ends = min(until, date.end + _REACH_AFTER)
    stop = _CLAUSE_ENDS.search(folded, date.end, ends)
    clause = folded[date.end : stop.start() if stop else ends]
    if not stop and until < len(folded):
        clause = _OF_THE_NEXT.sub("", clause)
    hits = [(match.start(), role, match[0]) for role, words in VERBS_AFTER if (match := words.search(clause))]
    if not hits:
        return ""
    _, role, words = min(hits)
    if role == "lapse":
        return "decision" if "stilzwijgend" in folded else "works"
    if role == "decision" and page.type not in _STATES_DECISIONS:
        return role if _CONVENED.search(words) else "history"
    if words.startswith("volledig") and page.years is not None and page.years[1] >= _COMPLETENESS:
        return "inquiry"
    return role


def _full_stop(text: str, at: int) -> int:
    found = -1
    for match in re.finditer(r"[a-z0-9)]{2}\.\s+(?=[A-Z])", text[max(0, at - 200) : at]):
        found = max(0, at - 200) + match.end()
    return found


_CUES: Phrases[str] = Phrases(ROLES, whole=True)

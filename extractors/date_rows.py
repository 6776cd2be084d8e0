"""What the row that a date is on says about it, whatever is printed above or stamped below."""

import re

from extractors.dates import DateMatch
from extractors.page import Page
from extractors.signs import plain

DONE = ("gedaan", "opgemaakt", "opgesteld", "ondertekend", "getekend", "fait")
"""How a form or a decision ends: `Gedaan te Leest, den`."""
_LABEL = re.compile(r"^\W*datum\b")
_NAME = r"[A-Z][\w'’\-]+(?:[ \-][\w'’\-]+){0,3}?"
PLACE = re.compile(
    rf"(?:(?:^|\n|\t)\W{{0,3}}(?:te\s+|TE\s+|Te\s*|Gedaan\s+te\s+|Opgemaakt\s+te\s+|Fait\s+[àa]\s+)?|"
    rf"\b(?:te|TE|Te|à)\s+){_NAME}\s*(?:,\s*(?:[Oo]p\s+)?(?:de|den|le)?|\.\s*op|\s(?:de|den|le))\s*(?:[a-z]+dag\s*)?\W{{0,2}}$|"
    rf"(?:^|\n|\t)\W{{0,3}}{_NAME}(?:\.\s{{1,2}}|;[ ]{{1,2}})(?:den\s)?$"
)
"""`Mechelen, de` before a date, at the start of a line or after `te`; a comma is often read, or typed, as a stop."""
_LETTER_HEAD = 0.35
"""The share of a letter that is its head."""
_EVENTS = 2
_LONGEST_LABEL = 40
_END = 0.6
"""The share of a decision after which it is dated and signed."""


def label_of_letter(before: str) -> str:
    """Return what stands before a date in its cell without `Datum :`, which at the head of a letter says nothing."""
    return _LABEL.sub("", plain(before))


def label_beside(page: Page, row: int, start: int) -> str:
    """Return the plain text of the nearest cell with letters left of the one at `start`, empty when it is no label."""
    cells = [cell.strip(" .:") for cell in plain(page.flow.text[row : start - 1]).split("\t")]
    before = next((cell for cell in reversed(cells) if re.search("[a-z]", cell)), "")
    return re.sub(r"\s*\([^)]*\)$", "", before) if len(before) <= _LONGEST_LABEL else ""


def signs_row(page: Page, date: DateMatch) -> bool:
    """Tell whether a row says where and when a paper was signed: a stamp read below it says nothing of that day."""
    start, end = page.flow.line_of(date.start)
    before = plain(page.flow.text[start : date.start]).lstrip(" .-")
    return before.startswith(DONE) and not page.flow.text[date.end : end].strip(" .,;")


_EVENT = re.compile(r"(?:^|\n)\W*\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}(?:\s+\d{1,2}[:.]\d{2})?\W*\t[^\d\n]{5,}(?=\n|$)")
_CLOCK = re.compile(r"^\W*(?:\d{1,2}[:.u]\d{2}(?::\d{2})?)?\W*")


def event_of(page: Page, date: DateMatch) -> str:
    """Return the plain words beside a date that begins a row of a history, of which there are more; else empty."""
    start, end = page.flow.line_of(date.start)
    text = page.flow.text
    begins = not text[start : date.start].strip(" .-") and "\t" in text[date.end : end]
    if not begins or len(_EVENT.findall(text)) < _EVENTS:
        return ""
    return _CLOCK.sub("", plain(text[date.end : end])).strip(" .")


def own_row(page: Page, date: DateMatch) -> int:
    """Return where the row of a date begins of which the words above say nothing, 0 when they may."""
    return _headed(page, date) or _head_of_letter(page, date) or _last_row(page, date)


def _headed(page: Page, date: DateMatch) -> int:
    """Return where the cell of a date begins when only a place stands before it, else 0."""
    start, _ = page.flow.cell_of(date.start)
    before = page.flow.text[start : date.start]
    return start if before.strip() and PLACE.search("\n" + before) and before[:1].isupper() else 0


def _head_of_letter(page: Page, date: DateMatch) -> int:
    """Return where the row begins in which a date has a cell of its own at the head of a letter, else 0."""
    start, end = page.flow.cell_of(date.start)
    row, _ = page.flow.line_of(date.start)
    text = page.flow.text
    before = label_of_letter(text[start : date.start])
    alone = not (before + text[date.end : end]).strip(" .:") and not re.search(r"\d", text[row:start])
    return row if alone and page.type == "brief" and date.start < _LETTER_HEAD * len(text) else 0


def _last_row(page: Page, date: DateMatch) -> int:
    """Return where the row of a date begins that stands alone after a full stop at the end of a paper, else 0.

    A decision is dated there, and whoever asks writes the day beside his name.
    """
    start, end = page.flow.line_of(date.start)
    text = page.flow.text
    alone = not (text[start : date.start] + text[date.end : end]).strip(" .")
    ends = text[:start].rstrip().endswith(".") and date.start > _END * len(text)
    return start if alone and ends and page.type in {"besluit", "weigering", "aanvraag"} else 0

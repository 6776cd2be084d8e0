"""What the row of a date says of it, whatever is printed above or stamped below."""

from extractors.cues import Hit
from extractors.dates import DateMatch
from extractors.page import Page

DONE = ("gedaan", "opgemaakt", "opgesteld", "ondertekend", "getekend", "fait")
"""How a form or a decision ends: `Gedaan te Leest, den`."""
_BESIDE = 6
"""Characters between a label and its date."""


def labels_letter(page: Page, cue: Hit[str], date: DateMatch) -> bool:
    """Tell whether a date stands behind `Datum :` at the head of a letter, whatever service is named above it."""
    start, _ = page.flow.line_of(cue.start)
    before = page.flow.text[start : cue.start].strip(" .")
    return page.type == "brief" and cue.phrase == "datum" and not before and date.start - cue.end <= _BESIDE


def signs_row(page: Page, cue: Hit[str], date: DateMatch) -> bool:
    """Tell whether a row says where and when a paper was signed: a stamp read below it says nothing of that day."""
    start, end = page.flow.line_of(date.start)
    signed = cue.phrase.startswith(DONE) and start <= cue.start
    return signed and not page.flow.text[date.end : end].strip(" .,;")

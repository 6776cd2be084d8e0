"""What the row that a date is on says about it, whatever is printed above or stamped below."""

import re

from extractors.dates import DateMatch
from extractors.page import Page
from extractors.signs import plain

DONE = ("gedaan", "opgemaakt", "opgesteld", "ondertekend", "getekend", "fait")
"""How a form or a decision ends: `Gedaan te Leest, den`."""
_LABEL = re.compile(r"^\W*datum\b")


def label_of_letter(before: str) -> str:
    """Return what stands before a date in its cell without `Datum :`, which at the head of a letter says nothing."""
    return _LABEL.sub("", plain(before))


def signs_row(page: Page, date: DateMatch) -> bool:
    """Tell whether a row says where and when a paper was signed: a stamp read below it says nothing of that day."""
    start, end = page.flow.line_of(date.start)
    before = plain(page.flow.text[start : date.start]).lstrip(" .-")
    return before.startswith(DONE) and not page.flow.text[date.end : end].strip(" .,;")

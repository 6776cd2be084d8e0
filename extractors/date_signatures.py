"""What dates a request at its foot: where and when whoever asks put his name, and what the office noted below it."""

import re

from extractors.dates import DateMatch
from extractors.page import Page
from extractors.patterns import either, listed

_DECREE = 2000
"""Year in which the statement of completeness got a day of its own."""
_FOOT = 0.4
"""The share of a request after which it is signed."""
_IN_CAPITALS = re.compile(r"(?![IVX]{3})[A-Z]{3}")
"""A month as stamps print it, and no number in Roman signs."""
_TOWN_HALL = re.compile(
    r"\b(?:gemeente(?!\s+[a-z]+,)|stad|\w*bestuur|\w*dienst\w*|secretari\w+|stempel|ontv\w*|in(?:ge)?(?:komen|schr\w*|boek\w*)|"
    r"binnen\w*|toegekomen|aangekomen|loket|griffie|bure+l|plan(?:nen)?|eigendom|aangekocht|geboren|n[or°]\W*\d+|register|"
    r"zitting|[ck]ollege|advies|verz\w*|bezoek|gezien|nagezien|geldig|tot|vanaf|aanvang|einde|voltooi\w*)\b"
)
"""What says that a row is not that of whoever asks: a stamp, a number, the day of another paper."""
_TO = r"(?:\s*(?:[:,.]|\b(?:op|den|de|dd|te)\b))*\s*"
_NAME = r"(?:[a-z][\w'’\-]*\.?[ ]?){1,4}"
_MADE = listed("ingevuld opgemaakt opgesteld gedaan gedagte+kend gedateerd neergeschreven")
_BY = listed(r"en door ondergete+kende in \w+voud de den aanvrager bouwheer onderte+kend verklaard")
_SIGNS = either(
    r"\W*(?:aldus\s+)?(?:voor|naar)\s+(?:waar(?:heid)?|echt|oprecht|juist|conform)\w*(?:\s+en\s+\w+)?\b[^\n\d]{0,40}",
    r"\W*(?:plaats(?:\s+en)?\s+(?:datum|dag)|hand\s?te+kening|(?:de\s+)?(?:aanvra\w*er|bouwheer|verzoek(?:st)?er|ondergete+kende\w*))"
    r"\b[^\n\d]{0,50}",
    rf"\W*(?:w\.?\s?g\.|get\.|(?:onder)?gete+kend\b){_TO}{_NAME}[,.]?{_TO}",
    rf"\W*(?:\w+\s+)?(?:{_MADE})\b(?:\s+(?:{_BY}))*{_TO}(?:{_NAME})?{_TO}",
    r"\W*(?:[a-z]*hoogachtend|met\s+(?:de\s+)?(?:meeste\s+)?(?:achting|dank))\b[^\n\d]{0,50}",
)
"""How the row of a signature begins, up to its day: `Voor waar en echt, Leest`, `Handtekening : J. Peeters`."""
_OF_DRAWINGS = re.compile(r"\b(?:plan(?:nen|s)?|schets\w*|ontwerp\w*|te+kening\w*|gete+kend|opgemaakt)\b[^.;:]*$")
"""A sentence that goes on in this row and speaks of the plans: `geteekend door architect Octaaf`."""
_PLACE = re.compile(r"\W{0,3}(?:te\s+)?[A-Z][\w'’\-]+(?:[ \-][A-Z][\w'’\-]+){0,2}[ ,.]*(?:op\s+)?(?:den?\s+)?")
_AFTER = re.compile(r"\W*(?:\(?hand\s?te+kening\W*|[a-z][\w'’.\-]*\.?(?:\s+[a-z][\w'’.\-]*){0,3}\W*)?(?=\n|$)")
"""What may stand behind that day: nothing, a name, a word for the name."""


def signs_request(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date near the end of an application stands in the row in which whoever asks signs.

    Between the word for signing, or a place alone, and the end of the row; a stamp, whose month is in capitals, and a
    row that names an office are not his.
    """
    start, end = page.flow.line_of(date.start)
    if page.type != "aanvraag":
        return False
    if date.start < _FOOT * len(folded):
        return _heads_request(page, date, folded)
    row, printed = folded[start : date.start], page.flow.text[start : date.start]
    if _IN_CAPITALS.search(page.flow.text[date.start : date.end]) or _TOWN_HALL.search(row.replace("\t", " ")):
        return False
    if _OF_DRAWINGS.search(folded, max(0, start - 150), start):
        return False
    cell = row.rpartition("\t")[2]
    signs = _SIGNS.fullmatch(row.replace("\t", " ")) or _SIGNS.fullmatch(cell) or _PLACE.fullmatch(printed)
    return bool(signs) and _AFTER.match(folded[:end], date.end) is not None


def _heads_request(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a place and a date stand alone in a row above whom a request in the form of a letter greets."""
    start, end = page.flow.line_of(date.start)
    alone = _PLACE.fullmatch(page.flow.text[start : date.start]) and not folded[date.end : end].strip(" .")
    stamp = _IN_CAPITALS.search(page.flow.text[date.start : date.end])
    return bool(alone) and stamp is None and _GREETS.match(folded, end) is not None


_GREETS = re.compile(
    r"(?:\n[^\n]{0,50}){0,4}?\n\W*(?:aan\s+(?:de|den|het|mijn|ons)|mijnhe+r|mijne\s+he+ren|geachte|"
    r"(?:de\s+)?he+ren?|weledele|achtbare)\b"
)
_IN_BOOKS = either(
    r"(?:^|[\W\n])IN\W*$",
    r"(?i:\binkom(?:end|st)\w*\s+(?:stuk|brief|post|briefwisseling)\b[^.;\n]{0,30}$)",
    r"(?i:\b(?:afgegeven|bezorgd|binnengebracht|overhandigd|ingediend|neergelegd)\s+"
    r"(?:aan|bij|in|op)\s+(?:het|de|onze|ons|t)\s+(?:\w+\s+){0,2}?"
    r"(?:loket|balie|secretari\w+|\w*dienst|griffie|bure+l|\w*huis)\b[^.;\n]{0,8}$)",
)
"""What an office notes before the day on which a request came in: `IN`, `Inkomend stuk nr. 12 van`."""
_COMPLETE = re.compile(r"(?:^|\n)[^\w\n]*(?:dossier\s+)?volledig(?:\s+(?:op|bevonden|verklaard|den))*\W*$")
"""Before the decree of 1999 the proof of receipt said that a request was complete: it is of the same day."""


def booked_in(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether the row of a date on an application is what an office noted when it came in."""
    if page.type != "aanvraag":
        return False
    start, _ = page.flow.line_of(date.start)
    if _IN_BOOKS.search(page.flow.text[start : date.start]):
        return True
    then = page.years is not None and page.years[1] < _DECREE
    return then and _COMPLETE.search(folded[start : date.start]) is not None

"""A row of dates under a row of headings: the book of a town tells each dossier from the request to the notice."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.dates import DateMatch

_STEPS: tuple[tuple[str, str], ...] = (
    ("receipt", r"(?:bewijs\s+van\s+)?ontv\w*|ingek\w+|ingeschr\w+|inkomst|binnen\w*|toegek\w+|inschrijving"),
    ("application", r"\w*aanvra(?:ag|ge)\w*|vraag|verzoek\w*|rek\w?est\w*|ingediend|indiening"),
    ("advice", r"verslag|advies|opz\w*|stedebouw|onderzoek|brandweer"),
    ("decision", r"\w*besl\w+|\w*[ck]ollege|zitting|uitspraak|vergun\w+|toelating|machtiging"),
    (
        "notification",
        r"kennis\w*|bericht|bete?ek\w+|verz[eo]nd\w*|verst\w+|uitgereikt|afgifte|me[de]+deling|toezending",
    ),
)
_HEADING = re.compile("|".join(rf"\b(?P<{role}>{words})" for role, words in _STEPS))
_REACH = 170
"""Characters before the first date in which the headings stand."""
_BETWEEN = 26
"""Characters that may stand between two dates of one row: a heading of two lines may be read between them."""
_FEWEST = 4
_LETTER = re.compile(r"[a-z]")


def in_columns(folded: str, dates: Sequence[DateMatch]) -> dict[int, str]:
    """Return the roles of the dates that stand in a row under as many headings, by the offset of each date.

    Only a row in which no date comes before the one left of it, as the steps of a procedure follow each other, and
    that no words part but once: where each date has words of its own, these tell of it.
    """
    roles: dict[int, str] = {}
    for row in _rows(folded, dates):
        above = max(0, row[0].start - _REACH)
        heads = list(dict.fromkeys(_steps(folded, above, row)))
        days = [(date.year, date.month, date.day) for date in row]
        parted = sum(_LETTER.search(folded, one.end, other.start) is not None for one, other in pairwise(row))
        if len(heads) == len(row) and parted <= 1 and days == sorted(days):
            roles |= {date.start: role for date, role in zip(row, heads, strict=True)}
    return roles


def _steps(folded: str, above: int, row: Sequence[DateMatch]) -> list[str]:
    """Return the steps that the words above and between the dates of a row name, in their order."""
    return [match.lastgroup or "" for match in _HEADING.finditer(folded, above, row[-1].start)]


def _rows(folded: str, dates: Sequence[DateMatch]) -> list[list[DateMatch]]:
    rows: list[list[DateMatch]] = [[date] for date in dates[:1]]
    for one, other in pairwise(dates):
        between = folded[one.end : other.start]
        if len(between) <= _BETWEEN and between.count("\n") <= 1 and not re.search(r"\d", between):
            rows[-1].append(other)
        else:
            rows.append([other])
    return [row for row in rows if len(row) >= _FEWEST]

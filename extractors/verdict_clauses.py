"""Where the clause of a deciding word begins: at a stop, or at a row that begins a sentence of its own."""

import re

from extractors.signs import plain

NOT = frozenset(
    [
        "niet",
        "wiet",
        "miet",
        "nict",
        "niel",
        "nlet",
        "nier",
        "uiet",
        "aiet",
        "niot",
        "nich",
        "geen",
        "nooit",
        "noch",
        "nimmer",
        "evenmin",
        "geenszins",
        "onmogelijk",
        "ne",
        "aucun",
        "aucune",
    ]
)
"""Words that deny, and what readers make of `niet`."""
_CLAUSE_END = re.compile(r"[.;:]\s|[.;:]$|\n\s*\n|(?<=/\d\d\d\d)\n(?=[A-Z])|(?<=\s\d\d\d\d)\n(?=[A-Z])")
_ITEM_END = re.compile(r"(?:^|\n)[ \t]*(?:\d{1,2}\s?[°º.)]|[-•–])[^\n]*\n(?=[A-Z])")
"""A row of a list, whose last sign was not typed, ends before a capital: `2° geen bomen te vellen`, `Afgegeven te`."""
_ROW_BEGINS = re.compile(
    r"\n\W{0,3}(?=(?:De|Het|Een|Er|Aan|Deze|Dit|Die|Ze|Zij|Wordt|Vergunning|Bouwvergunning|Toelating|Verle+nt|Verleend|"
    r"Beslist|Besluit|Weigert|Staat|Geeft)\b(?!\s+(?:[Hh]e+r|[Hh]e+ren|[Ff]irma|[Ww]ed|[Ee]chtg|[Nn]\.?[Vv])))"
)
"""A row that begins a sentence of its own, though no full stop ends the one above: a form's `Bezwaren : geen`.

A `niet` of the row above denies nothing in it. Names, which may begin a row as well, begin none of these words.
"""


def clause_start(text: str, at: int) -> int:
    """Return where the clause begins in which a word at `at` stands: what denied something before it is of another."""
    low = max(0, at - 260)
    ends = [match.end() for match in _CLAUSE_END.finditer(text, low, at)]
    ends += [match.end() for match in _ITEM_END.finditer(text, low, at + 1)]  # the capital is that of the verb
    rows = (match for match in _ROW_BEGINS.finditer(text, low, at + 12) if match.end() <= at)
    ends += [match.end() for match in rows if not _goes_on(text[low : match.start()])]
    return max(low, *ends, 0)


def _goes_on(above: str) -> bool:
    """Tell whether a row ends in a word that denies what the next one says: `wordt niet`, not `Bezwaar : geen`."""
    last = re.search(r"(:\s*)?([a-z]+)\W*$", plain(above))
    return last is not None and last[1] is None and last[2] in NOT

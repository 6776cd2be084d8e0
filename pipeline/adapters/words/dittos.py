"""Ditto marks in lists ("the same as above"), which readers take for digits. Pure functions."""

from collections.abc import Mapping, Sequence
from statistics import median

from pipeline.adapters.words.fusion import Line
from schemas.pages import Word

DITTO = '"'
_QUOTES = frozenset({'"', "''", "”", "“", "„", "‟", "«", "»"})
_MANY = 4  # on a page; fewer are marks of another kind
_AS_QUOTES = 0.2  # of them, at least one reader saw what they are: boxes to tick are never read so
_SMALL = 0.8  # of the height of the lines of the page
_LONG = 3.0  # line heights: what is longer is no mark, and tells how high lines are
_SQUARE = 1.4  # as wide as high, at most
_CLEAR = 0.9  # a letter or digit read more surely than this is one
_SURE = 0.7  # how sure a mark is of being one


def dittos(
    lines: Sequence[Line], first: Sequence[Sequence[Word]], second: Mapping[int, Sequence[Word]]
) -> dict[int, tuple[Word, ...]]:
    """Return the reading of those lines that are ditto marks, by their place in `lines`.

    Args:
        lines: Where lines run.
        first: What the first reader saw in each.
        second: What the second reader read in those it was asked to look at.
    """
    written = [line.height for line in lines if line.length > _LONG * line.height]
    high = median(written) if written else 0.0
    marks = [
        index
        for index, read in second.items()
        if _is_mark(lines[index], high) and not any(map(_is_clear, (*first[index], *read)))
    ]
    quotes = sum(any(word.text in _QUOTES for word in (*first[index], *second[index])) for index in marks)
    if len(marks) < _MANY or quotes < _AS_QUOTES * len(marks):
        return {}
    return {index: (Word(DITTO, lines[index].box, _SURE, 0),) for index in marks}


def _is_mark(line: Line, high: float) -> bool:
    wide = line.box.right - line.box.left
    return line.height < _SMALL * high and wide < _SQUARE * (line.box.bottom - line.box.top)


def _is_clear(word: Word) -> bool:
    """Tell whether a reader was sure of a letter or digit, or saw more than a mark is."""
    written = sum(map(str.isalnum, word.text))
    return written > 2 or (written > 0 and word.confidence > _CLEAR)

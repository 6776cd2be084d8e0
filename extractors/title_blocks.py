"""The title block of a plan: a column of labels with answers below them, beside the words in the drawing."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from extractors.anchor_words import LABELS
from extractors.signs import plain
from schemas.pages import Word

_LABELS = 3
"""Lines that are nothing but a label, from which a column is a title block."""
_LINES = 6
"""Lines that begin at one edge, from which it is a column."""
_SLACK = 0.8
"""How far lines of one column may begin apart, in heights of a line."""


class Placed(Protocol):
    """A line with its place on the upright page, in pixels."""

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words, in order."""
        ...

    @property
    def left(self) -> float:
        """Where it begins."""
        ...

    @property
    def right(self) -> float:
        """Where it ends."""
        ...

    @property
    def middle(self) -> float:
        """How far down the page it stands."""
        ...


L = TypeVar("L", bound=Placed)


def title_block(lines: Sequence[L], height: float) -> list[L]:
    """Return the lines of a title block that stands beside other lines; empty when the page has none.

    Row by row the names of rooms would come between a label and its answer: `architect` + `kelder keuken H. Claes`.
    """
    best: list[L] = []
    for edge in sorted({line.left for line in lines if _is_label(line)}):
        column = [line for line in lines if abs(line.left - edge) < _SLACK * height]
        if len(column) < _LINES or sum(_is_label(line) for line in column) < _LABELS:
            continue
        top, bottom = min(line.middle for line in column), max(line.middle for line in column)
        within = [line for line in lines if top - height < line.middle < bottom + height]
        beside = [line for line in within if line.right < edge - _SLACK * height]
        block = [line for line in within if line.left > edge - _SLACK * height]
        apart = len(beside) + len(block) == len(within) and beside and not any(_is_label(line) for line in beside)
        if apart and len(block) > len(best):
            best = block
    return best


def _is_label(line: Placed) -> bool:
    return plain(" ".join(word.text for word in line.words)).strip(" .:;-_") in LABELS

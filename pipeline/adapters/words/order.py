"""Puts the words of a page in human reading order. Pure functions of words and boxes.

Readers find lines in whatever order they find them: all labels of a form, then all its values. A person reads a form
row by row and running text column by column, and reads a stamp that was set across the text by itself.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.adapters.words.fusion import Line, assign
from schemas.pages import Box, Word, by_line

_SPACE = 1.5  # line heights: a wider gap between two words of a line divides it into pieces
_SAME_ROW = 0.5  # the share of the lower piece's height that two pieces of a row have in common
_SAME_LINE = 0.25  # the same, where the readers saw one line
_REACHES = 0.15  # the share of the narrower piece by which the boxes of neighbours may overlap
_DENSE = 2.3  # line heights from one line to the next: wider, and it is a list or a form, no running text
_FULL = 0.75  # share of the width of a column that most lines of running text fill
_LETTERS = 25  # per line, on average: fewer are labels, numbers or a table
_MOSTLY = 0.65  # of the lines of running text are full
_RUNNING = 4  # lines that make running text
_BESIDE = 2  # lines that make a block beside running text
_PAGE = 10  # lines on both sides of the gutter of an open book
_WORDY = 14  # letters per line, on average, on both of its pages
_LEVEL = 0.2  # of the distance between two lines: nearer, and two lines stand in one row
_IN_ROWS = 0.6  # of the lines do, and it is a form or a table; by chance two fifths do
_TILTED = 3.0  # degrees off the slant of the page: two such lines under each other are a stamp
_LONG = 3.0  # line heights: the slant of a shorter line says nothing


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Words that follow each other on a line. Edges are in pixels of the page laid level; `tilt` in degrees."""

    words: tuple[Word, ...]
    left: float
    top: float
    right: float
    bottom: float
    tilt: float | None
    letters: int
    """How many letters and digits there are."""

    @property
    def height(self) -> float:
        """Return how high the line is."""
        return max(self.bottom - self.top, 1.0)


def in_reading_order(words: Sequence[Word], lines: Sequence[Line] = ()) -> tuple[Word, ...]:
    """Return the words in reading order, their lines counted from 0.

    Args:
        words: The words of an upright page; boxes in pixels of that picture.
        lines: Where lines run, if a reader found that out: it tells stamps set at an angle from rows.
    """
    slants = _slants(words, lines)
    slant = _slant_of(words, slants)
    pieces = [piece for line in by_line(words) for piece in _pieces(line, slant, slants)]
    standing = [piece for piece in pieces if _upended(piece.words)]
    lying = [piece for piece in pieces if not _upended(piece.words)]
    stamps = _stamps(lying, slant)
    within = {id(piece) for stamp in stamps for piece in stamp}
    rows = _ordered([piece for piece in lying if id(piece) not in within])
    for stamp in stamps:
        rows += [[piece] for row in _rows(stamp) for piece in row]
    rows += [[piece] for piece in standing]
    return _numbered(rows)


def _slants(words: Sequence[Word], lines: Sequence[Line]) -> dict[int, float]:
    """Return by the id of a word how the line it lies in slants, as a tangent, where that is known."""
    return {
        id(word): (line.end[1] - line.start[1]) / (line.end[0] - line.start[0])
        for line, members in zip(lines, assign(words, lines), strict=True)
        if line.length >= _LONG * line.height and abs(line.end[0] - line.start[0]) > line.length / 2
        for word in members
    }


def _slant_of(words: Sequence[Word], slants: dict[int, float]) -> float:
    """Return how the lines of the page slant, as a tangent: the middle of what its words say, long ones weigh more."""
    known = [slants[id(word)] for word in words if id(word) in slants for _ in word.text]
    for line in by_line(words) if not known else ():
        first, last = line[0].box, line[-1].box
        if last.left > first.right and last.left - first.left > 10 * (first.bottom - first.top):
            known += [_rise(first, last)] * len(line)
    return median(known) if known else 0.0


def _rise(first: Box, last: Box) -> float:
    across = (last.left + last.right - first.left - first.right) / 2
    return (last.top + last.bottom - first.top - first.bottom) / 2 / across


def _pieces(line: Sequence[Word], slant: float, slants: dict[int, float]) -> list[Piece]:
    """Divide a line where its words stand far apart, or where the readers joined what does not follow."""
    height = median(_high(word) for word in line)
    groups: list[list[Word]] = []
    standing = _upended(line)
    for word in line:
        if groups and (standing or _follows(word.box, groups[-1][-1].box, height)):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [_piece(group, slant, slants) for group in groups]


def _follows(box: Box, before: Box, height: float) -> bool:
    """Tell whether a word follows another; the box of the one before may reach over all of a short word."""
    within = box.left > (before.left + before.right) / 2 and box.right > before.right - height / 2
    return box.left - before.right < _SPACE * height and (within or box.left - before.right > -height)


def _high(word: Word) -> int:
    return word.box.bottom - word.box.top


def _upended(words: Sequence[Word]) -> bool:
    """Tell whether a line runs up or down the page: it is higher than wide, and no single letter."""
    wide = max(word.box.right for word in words) - min(word.box.left for word in words)
    high = max(word.box.bottom for word in words) - min(word.box.top for word in words)
    return high > 1.2 * wide and max(len(word.text) for word in words) >= 3


def _piece(words: Sequence[Word], slant: float, slants: dict[int, float]) -> Piece:
    tops = [word.box.top - slant * (word.box.left + word.box.right) / 2 for word in words]
    bottoms = [word.box.bottom - slant * (word.box.left + word.box.right) / 2 for word in words]
    tilts = [slants[id(word)] for word in words if id(word) in slants]
    return Piece(
        tuple(words),
        min(word.box.left for word in words),
        median(tops),
        max(word.box.right for word in words),
        median(bottoms),
        math.degrees(math.atan(median(tilts))) if tilts else None,
        sum(sum(map(str.isalnum, word.text)) for word in words),
    )


def _stamps(pieces: Sequence[Piece], slant: float) -> list[list[Piece]]:
    """Return the groups of lines set at an angle of their own, two or more under each other."""
    level = math.degrees(math.atan(slant))
    tilted = [piece for piece in pieces if piece.tilt is not None and abs(piece.tilt - level) > _TILTED]
    groups: list[list[Piece]] = []
    for piece in tilted:
        near = [group for group in groups if any(_stacked(piece, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([piece, *(other for group in near for other in group)])
    return [group for group in groups if len(group) > 1]


def _stacked(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces lie under each other, near, and at the same angle."""
    if one.tilt is None or other.tilt is None or abs(one.tilt - other.tilt) > _TILTED:
        return False
    across = min(one.right, other.right) - max(one.left, other.left)
    apart = max(one.top, other.top) - min(one.bottom, other.bottom)
    return across > 0 and apart < 2.5 * max(one.height, other.height)


def _ordered(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the rows of a part of the page, column by column where there is running text beside something else."""
    found = _columns(pieces)
    if found is None:
        return _rows(pieces)
    above, left, right, below = found
    return [*_ordered(above), *_ordered(left), *_ordered(right), *_ordered(below)]


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return pieces as rows from top to bottom, each from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top + piece.bottom, piece.left)):
        fitting = [row for row in rows[-3:] if _in_row(piece, row)]
        if fitting:
            fitting[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _in_row(piece: Piece, row: Sequence[Piece]) -> bool:
    """Tell whether a piece stands beside those of a row: as high as the nearest of them, and over none."""
    if any(_over(piece, other) for other in row):
        return False
    nearest = min(row, key=lambda other: max(other.left - piece.right, piece.left - other.right))
    shared = min(piece.bottom, nearest.bottom) - max(piece.top, nearest.top)
    share = _SAME_LINE if piece.words[0].line == nearest.words[0].line else _SAME_ROW
    return shared > share * min(piece.height, nearest.height)


def _over(piece: Piece, other: Piece) -> bool:
    """Tell whether two pieces stand over each other. A word's box may reach a little over its neighbour's."""
    shared = min(piece.right, other.right) - max(piece.left, other.left)
    return shared > max(piece.height, _REACHES * min(piece.right - piece.left, other.right - other.left))


def _columns(
    pieces: Sequence[Piece],
) -> tuple[list[Piece], list[Piece], list[Piece], list[Piece]] | None:
    """Divide pieces by the gutter beside the most text into above, left, right and below; None: there is none."""
    best: tuple[int, list[Piece], list[Piece]] | None = None
    for x in {piece.left for piece in pieces}:
        crossing = sorted((piece for piece in pieces if piece.left < x < piece.right), key=lambda piece: piece.top)
        for top, bottom in _between(crossing):
            band = [piece for piece in pieces if top <= (piece.top + piece.bottom) / 2 < bottom]
            left = [piece for piece in band if piece.right <= x]
            right = [piece for piece in band if piece.left >= x]
            worth = sum(piece.letters for piece in left + right)
            if (best is None or worth > best[0]) and _are_columns(left, right):
                best = (worth, left, right)
    if best is None:
        return None
    _, left, right = best
    sides = {id(piece) for piece in left + right}
    top = min(piece.top for piece in left + right)
    rest = [piece for piece in pieces if id(piece) not in sides]
    above = [piece for piece in rest if piece.top < top]
    return above, left, right, [piece for piece in rest if piece.top >= top]


def _between(crossing: Sequence[Piece]) -> list[tuple[float, float]]:
    """Return the stretches of the page, from top to bottom, that no piece crosses."""
    edges = [-math.inf, *((piece.top + piece.bottom) / 2 for piece in crossing), math.inf]
    return [(upper, lower) for upper, lower in pairwise(edges) if lower > upper]


def _are_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Tell whether two parts side by side are read one after the other: one runs on, the other is a block beside it."""
    if min(len(left), len(right)) < _BESIDE:
        return False
    if max(piece.right for piece in left) + 0.5 * left[0].height > min(piece.left for piece in right):
        return False
    left_lines, right_lines = _rows(left), _rows(right)
    return (
        (_runs_on(left_lines, _RUNNING) and _is_block(right_lines))
        or (_runs_on(right_lines, _RUNNING) and _is_block(left_lines))
        or _are_two_pages(left_lines, right_lines)
    )


def _are_two_pages(left: Sequence[Sequence[Piece]], right: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether two parts are the pages of an open book: lines of text on both, and few that stand in one row."""
    if not all(len(lines) >= _PAGE and _is_block(lines) and _per_line(lines) > _WORDY for lines in (left, right)):
        return False
    fewer, more = sorted((_middles(left), _middles(right)), key=len)
    pitch = median(lower - upper for upper, lower in pairwise(more))
    facing = [middle for middle in fewer if more[0] - pitch < middle < more[-1] + pitch]
    level = sum(min(abs(middle - other) for other in more) < _LEVEL * pitch for middle in facing)
    return len(facing) >= _PAGE and level < _IN_ROWS * len(facing)


def _middles(lines: Sequence[Sequence[Piece]]) -> list[float]:
    return [median((piece.top + piece.bottom) / 2 for piece in line) for line in lines]


def _per_line(lines: Sequence[Sequence[Piece]]) -> float:
    return sum(piece.letters for line in lines for piece in line) / len(lines)


def _runs_on(lines: Sequence[Sequence[Piece]], least: int) -> bool:
    """Tell whether lines are running text: close under each other, and most of them as wide as the column."""
    if len(lines) < least or not _is_block(lines):
        return False
    left, right = min(line[0].left for line in lines), max(line[-1].right for line in lines)
    full = sum(line[-1].right - line[0].left > _FULL * (right - left) for line in lines)
    return full >= _MOSTLY * len(lines) and _per_line(lines) > _LETTERS


def _is_block(lines: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether lines stand close under each other."""
    if len(lines) < _BESIDE:
        return False
    height = median(piece.height for line in lines for piece in line)
    return median(lower - upper for upper, lower in pairwise(_middles(lines))) < _DENSE * height


def _numbered(rows: Sequence[Sequence[Piece]]) -> tuple[Word, ...]:
    """Return the words of the rows; a label and a value near it are one line."""
    words: list[Word] = []
    number = -1
    for row in rows:
        for place, piece in enumerate(row):
            before = row[place - 1] if place else None
            if before is None or piece.left - before.right > 2 * _SPACE * max(piece.height, before.height):
                number += 1
            words += [word._replace(line=number) for word in piece.words]
    return tuple(words)

"""Divides a plan into overlapping parts and joins what was read in them. Pure functions of sizes, words and boxes."""

from collections.abc import Sequence
from typing import NamedTuple

from schemas.pages import Box, Word

TILE = 3600  # pixels a side: 30 cm at 300 dpi, what a reader takes in well at once
OVERLAP = 400  # pixels: longer than a word of 3 mm high; larger lettering is read on the whole sheet made small
_CUT = 4  # pixels from the edge of a part: the word may go on beyond it
_SAME = 0.3  # share of the smaller box that two readings of one word have in common


class Seen(NamedTuple):
    """A word in pixels of the whole sheet, and whether the part it was seen in may have cut it off."""

    word: Word
    cut: bool


def tiles(width: int, height: int) -> tuple[Box, ...]:
    """Return parts of at most `TILE` pixels a side that cover a sheet and overlap, row by row."""
    return tuple(
        Box(left, top, min(left + TILE, width), min(top + TILE, height))
        for top in _starts(height)
        for left in _starts(width)
    )


def _starts(length: int) -> list[int]:
    """Return where parts begin: as few as cover the length, spread evenly."""
    if length <= TILE:
        return [0]
    count = -(-(length - OVERLAP) // (TILE - OVERLAP))
    return [round(place * (length - TILE) / (count - 1)) for place in range(count)]


def placed(words: Sequence[Word], tile: Box, width: int, height: int, first_line: int) -> tuple[Seen, ...]:
    """Return the words of a part in pixels of the sheet of `width` × `height`, their lines counted on."""
    return tuple(
        Seen(
            word._replace(
                box=Box(
                    word.box.left + tile.left, word.box.top + tile.top,
                    word.box.right + tile.left, word.box.bottom + tile.top,
                ),
                line=first_line + word.line,
            ),
            cut=(tile.left > 0 and word.box.left < _CUT)
            or (tile.top > 0 and word.box.top < _CUT)
            or (tile.right < width and word.box.right > tile.right - tile.left - _CUT)
            or (tile.bottom < height and word.box.bottom > tile.bottom - tile.top - _CUT),
        )
        for word in words
    )  # fmt: skip


def joined(seen: Sequence[Seen]) -> tuple[Word, ...]:
    """Return every word once: whole before cut off, then the surer and longer reading; in the order they were given."""
    ranked = sorted(seen, key=lambda one: (one.cut, -one.word.confidence * len(one.word.text)))
    kept: list[Seen] = []
    cells: dict[tuple[int, int], list[Box]] = {}
    for one in ranked:
        near = [box for cell in _cells(one.word.box) for box in cells.get(cell, ())]
        if any(_alike(one.word.box, box) for box in near):
            continue
        kept.append(one)
        for cell in _cells(one.word.box):
            cells.setdefault(cell, []).append(one.word.box)
    chosen = set(map(id, kept))
    return tuple(one.word for one in seen if id(one) in chosen)


def _cells(box: Box) -> list[tuple[int, int]]:
    return [
        (x, y)
        for x in range(box.left // OVERLAP, box.right // OVERLAP + 1)
        for y in range(box.top // OVERLAP, box.bottom // OVERLAP + 1)
    ]


def _alike(one: Box, other: Box) -> bool:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min((box.right - box.left) * (box.bottom - box.top) for box in (one, other))
    return wide > 0 and high > 0 and wide * high > _SAME * smaller

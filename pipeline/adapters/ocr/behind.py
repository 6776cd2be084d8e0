"""Detects writing that shines through from the other side of a sheet, by reading it in a mirror.

Reading is what costs: each line is read once in each direction, and only where the answer may still hang on it.
"""

from collections.abc import Sequence

import numpy as np

from pipeline.adapters.ocr.paddle import AS_SEEN, FLIPPED, MIRRORED, Corners, Found, LineReader, Pixels, sureness
from schemas.pages import Word

UNSEEN = 0.60
"""The first reader was less sure than this of a line, or saw none: it may be the other side of the sheet."""
_ASKED = 8  # lines that are asked whether they are writing on the other side
_CLEARLY = 1.3  # times as surely read in a mirror
_PALE = 0.60  # of the contrast of the strongest line of the page
_PALE_AT_ALL = 120  # grey values
_NO_TONE, _TWO_TONES = 8, 0.85  # from black or white, and how many pixels are so on a black and white page
_SURE = 0.90  # of each letter, on average; surer in a mirror by so much nobody can be, with as many letters


class LinesOfPage:
    """The lines found on a picture, each read once in each direction in which it is asked for."""

    def __init__(self, reader: LineReader, grey: Pixels, found: Sequence[Found]) -> None:
        self.grey, self.found = grey, found
        self._reader = reader
        self._read: dict[tuple[int, Corners], tuple[Word, ...]] = {}

    def read(self, places: Sequence[int], corners: Corners = AS_SEEN) -> tuple[tuple[Word, ...], ...]:
        """Return the words of the lines at these places in `found`."""
        new = [place for place in places if (place, corners) not in self._read]
        words = self._reader.read(self.grey, [self.found[place] for place in new], corners_from=corners)
        self._read.update(zip(((place, corners) for place in new), words, strict=True))
        return tuple(self._read[place, corners] for place in places)


def shown_through(lines: LinesOfPage, unsure: Sequence[int]) -> set[int]:
    """Return which of the unsure lines are writing on the other side: pale, and read better in a mirror."""
    if not unsure:
        return set()
    contrasts = [_contrast(lines.grey, line) for line in lines.found]
    limit = max(_PALE * max(contrasts), _PALE_AT_ALL)
    return {index for index in unsure if contrasts[index] < limit and _is_behind(lines, index)}


def black_behind(lines: LinesOfPage, unsure: Sequence[int]) -> set[int]:
    """Return which of the unsure lines are writing on the other side of a black and white page, where nothing is pale.

    Asked only where most lines are unsure, and all of them only where most of the longest are behind: it costs.
    """
    if 2 * len(unsure) <= len(lines.found) or not _is_black_and_white(lines.grey):
        return set()
    if not mostly_behind(lines, unsure):
        return set()
    return {index for index in unsure if _is_behind(lines, index)}


def mostly_behind(lines: LinesOfPage, places: Sequence[int]) -> bool:
    """Tell whether most of the longest of these lines are writing on the other side."""
    longest = sorted(places, key=lambda place: -lines.found[place].line.length)[:_ASKED]
    behind = 0
    for count, place in enumerate(longest):
        behind += _is_behind(lines, place)
        if 2 * behind > len(longest):
            return True
        if 2 * (behind + len(longest) - count - 1) <= len(longest):
            return False
    return False


def _is_behind(lines: LinesOfPage, place: int) -> bool:
    """Tell whether a line reads better in a mirror."""
    as_is = lines.read([place])[0]
    letters = sum(sum(map(str.isalnum, word.text)) for word in as_is)
    if letters and sureness(as_is) >= (_SURE - 0.5) * letters:
        return False
    least = _CLEARLY * sureness(as_is) + 0.5
    return any(sureness(lines.read([place], corners)[0]) > least for corners in (MIRRORED, FLIPPED))


def _is_black_and_white(grey: Pixels) -> bool:
    """Tell whether a picture has two tones only; turned a little, its edges have others."""
    tones = grey[::4, ::4]
    return float(((tones < _NO_TONE) | (tones > 255 - _NO_TONE)).mean()) > _TWO_TONES


def _contrast(grey: Pixels, line: Found) -> float:
    part = grey[max(line.box.top, 0) : line.box.bottom : 2, max(line.box.left, 0) : line.box.right : 2]
    dark, light = np.percentile(part, (2, 90)) if part.size else (0.0, 0.0)
    return float(light - dark)

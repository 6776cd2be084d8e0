"""Decides where the second reader looks, and merges what both read. Pure functions of words and boxes."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

from pipeline.adapters.words.likely_words import with_strokes
from schemas.pages import Box, Word


@dataclass(frozen=True, slots=True)
class Rule:
    """When a line is worth a second look, and who is believed then. Fitted by `benchmarks/fit_reader.py`.

    `covered`: the first reader must have seen words along this share of the line. `sure`: and have been this sure of
    them on average. `digits`: the same for each word with a digit, where one wrong character makes another number.
    `lead`: how much surer than the second reader the first must be to be believed where both read. `least`: below this
    the second reader is not believed at all.
    """

    covered: float = 0.90
    sure: float = 0.92
    digits: float = 0.95
    lead: float = 0.05
    least: float = 0.55


RULE = Rule()
_CROSSING = 0.80  # a word that lies over two lines must be read better than this
_NOISE = 0.60  # the first reader sees words in dirt; below this, and where nobody else sees a line, it is dirt


class Line(NamedTuple):
    """A line of text: the box around it, the middles of its beginning and end, and its height, all in pixels."""

    box: Box
    start: tuple[float, float]
    end: tuple[float, float]
    height: float

    @property
    def length(self) -> float:
        """Return how long the line is."""
        return max(math.dist(self.start, self.end), 1.0)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point lies: along the line (0 at its start, 1 at its end) and beside it, in pixels."""
        length = self.length
        right, down = (self.end[0] - self.start[0]) / length, (self.end[1] - self.start[1]) / length
        x, y = x - self.start[0], y - self.start[1]
        return (x * right + y * down) / length, abs(y * right - x * down)


def assign(words: Sequence[Word], lines: Sequence[Line]) -> tuple[tuple[Word, ...], ...]:
    """Return for each line the words that lie in it; a word lies in one line at most, the nearest."""
    found: list[list[Word]] = [[] for _ in lines]
    for word in words:
        nearest = _line_of(word, lines)
        if nearest is not None:
            found[nearest].append(word)
    return tuple(map(tuple, found))


def _line_of(word: Word, lines: Sequence[Line]) -> int | None:
    x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
    best: tuple[float, int] | None = None
    for index, line in enumerate(lines):
        left, top, right, bottom = line.box
        if not (top <= y <= bottom and left <= x <= right):
            continue
        along, beside = line.place(x, y)
        if -0.02 <= along <= 1.02 and beside <= 0.6 * line.height and (best is None or beside < best[0]):
            best = (beside, index)
    return best[1] if best else None


def wants_second_look(line: Line, words: Sequence[Word], rule: Rule = RULE) -> bool:
    """Tell whether the second reader should look at a line in which the first reader saw these words."""
    if not words or fmean(word.confidence for word in words) < rule.sure:
        return True
    if covered(line, words) < rule.covered:
        return True
    return any(word.confidence < rule.digits for word in words if any(map(str.isdigit, word.text)))


def covered(line: Line, words: Sequence[Word]) -> float:
    """Return the share of a line's length over which words were seen; a reader that loses the rest is often sure."""
    ends = [line.place(x, y)[0] for word in words for x in word.box[0::2] for y in word.box[1::2]]
    return min(max(ends), 1.0) - max(min(ends), 0.0)


def fuse(
    first: Sequence[Word], lines: Sequence[Line], second: Mapping[int, Sequence[Word]], rule: Rule = RULE
) -> tuple[Word, ...]:
    """Return one text of both readers.

    Args:
        first: What the first reader saw, in reading order.
        lines: Where the second reader found lines.
        second: What it read in those it was asked to look at, by their place in `lines`.
        rule: Who is believed.
    """
    kept = [word for word in first if not _is_noise(word, lines)]
    before_in = assign(kept, lines)
    for index, read in second.items():
        before = before_in[index]
        if not believed(lines[index], before, read, rule):
            continue
        gone = set(map(id, before))
        if before:
            number = before[0].line
            at = next(place for place, word in enumerate(kept) if id(word) in gone)
        else:
            number = 1 + max((word.line for word in kept), default=-1)
            at = _place_for(lines[index].box, kept)
        new = [_with_strokes(word, before)._replace(line=number) for word in read]
        kept = [word for word in kept[:at] if id(word) not in gone] + new + [
            word for word in kept[at:] if id(word) not in gone
        ]  # fmt: skip
    return _renumbered(kept)


def _with_strokes(word: Word, before: Sequence[Word]) -> Word:
    """Return a word of the second reader, with the strokes between digits that the first one saw there."""
    if not any(map(str.isdigit, word.text)):
        return word
    there = [other for other in before if _overlap(word.box, other.box) * 2 > _overlap(word.box, word.box)]
    text = with_strokes(word.text, there[0].text) if len(there) == 1 else word.text
    return word if text == word.text else word._replace(text=text, seen=word.seen or word.text)


def _is_noise(word: Word, lines: Sequence[Line]) -> bool:
    """Tell whether the first reader saw a word where there is none: in dirt, or over two lines at once."""
    if word.confidence < _NOISE:
        return _line_of(word, lines) is None
    if word.confidence >= _CROSSING:
        return False
    high, wide = word.box.bottom - word.box.top, word.box.right - word.box.left
    crossed = [
        line.height
        for line in lines
        if _overlap(word.box, line.box) > 0.2 * wide * min(high, line.box.bottom - line.box.top)
    ]
    return len(crossed) > 1 and high > 1.5 * min(crossed)


def _overlap(one: Box, other: Box) -> int:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(wide, 0) * max(high, 0)


def believed(line: Line, before: Sequence[Word], read: Sequence[Word], rule: Rule = RULE) -> bool:
    """Tell whether the second reading of a line replaces the first."""
    if not read:
        return False
    sure = fmean(word.confidence for word in read)
    if sure < rule.least:
        return False
    if not before or (covered(line, before) < rule.covered and _letters(read) > _letters(before)):
        return True
    return sure + rule.lead >= fmean(word.confidence for word in before)


def _letters(words: Sequence[Word]) -> int:
    return sum(map(str.isalnum, "".join(word.text for word in words)))


def _place_for(box: Box, words: Sequence[Word]) -> int:
    """Return where in reading order a line belongs that the first reader did not see: behind the last one above it."""
    middle = (box.top + box.bottom) / 2
    at = 0
    best: float | None = None
    for place, word in enumerate(words):
        height = (word.box.top + word.box.bottom) / 2
        above = height < middle and not (word.box.left > box.right and height > box.top)
        if above and (best is None or height >= best - 5):
            at, best = place + 1, max(height, best or height)
    while 0 < at < len(words) and words[at].line == words[at - 1].line:
        at += 1  # not into the middle of a line
    return at


def _renumbered(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words with lines counted from 0 in the order in which they stand; a line interrupted becomes two."""
    number, before = -1, None
    renumbered = []
    for word in words:
        if word.line != before:
            number, before = number + 1, word.line
        renumbered.append(word._replace(line=number))
    return tuple(renumbered)

"""Decides where the second reader looks, and makes one text of what both saw. Pure functions of words and boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from schemas.pages import Box, Word


@dataclass(frozen=True, slots=True)
class Rule:
    """When a line is worth a second look, and who is believed then. Fitted by `benchmarks/fit_reader.py`.

    `covered`: the first reader must have seen words along this share of the line. `sure`: a line whose words the first reader was this sure of on average is left alone. `digits`: the same for each
    word with a digit, where one wrong character makes another number. `lead`: how much surer than the second reader the
    first must be to be believed in a line that both read. `least`: below this the second reader is not believed at all.
    """

    covered: float = 0.90
    sure: float = 0.88
    digits: float = 0.90
    lead: float = 0.05
    least: float = 0.55


RULE = Rule()
_CROSSING = 0.80  # a word that lies over two lines must be read better than this
_NOISE = 0.30  # the first reader sees words in dirt; below this, and where nobody else sees a line, it is dirt


def wants_second_look(box: Box, words: Sequence[Word], rule: Rule = RULE) -> bool:
    """Tell whether the second reader should look at a line in which the first reader saw these words."""
    if not words or fmean(word.confidence for word in words) < rule.sure:
        return True
    if covered(box, words) < rule.covered:
        return True
    return any(word.confidence < rule.digits for word in words if any(map(str.isdigit, word.text)))


def covered(box: Box, words: Sequence[Word]) -> float:
    """Return the share of a line's length over which words were seen; a reader that loses the rest is often sure."""
    start, end = min(word.box.left for word in words), max(word.box.right for word in words)
    wide, high = box.right - box.left, box.bottom - box.top
    if high > wide:  # it runs up the page
        start, end, wide = min(word.box.top for word in words), max(word.box.bottom for word in words), high
    return (end - start) / wide


def words_in(box: Box, words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words that lie in a box: their middle, or half of them."""
    return tuple(word for word in words if _lies_in(word.box, box))


def _lies_in(word: Box, box: Box) -> bool:
    middle = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    if box.left <= middle[0] < box.right and box.top <= middle[1] < box.bottom:
        return True
    return _overlap(word, box) > 0.5 * (word.right - word.left) * (word.bottom - word.top)


def fuse(
    first: Sequence[Word], lines: Sequence[Box], second: Sequence[tuple[Box, Sequence[Word]]], rule: Rule = RULE
) -> tuple[Word, ...]:
    """Return one text of both readers.

    Args:
        first: What the first reader saw, in reading order.
        lines: Where the second reader found lines.
        second: What it read in those it was asked to look at.
        rule: Who is believed.
    """
    kept = [word for word in first if not _is_noise(word, lines)]
    for box, read in second:
        before = words_in(box, kept)
        if not believed(box, before, read, rule):
            continue
        gone = set(map(id, before))
        if before:
            number = before[0].line
            at = next(place for place, word in enumerate(kept) if id(word) in gone)
        else:
            number = 1 + max((word.line for word in kept), default=-1)
            at = _place_for(box, kept)
        new = [word._replace(line=number) for word in read]
        kept = [word for word in kept[:at] if id(word) not in gone] + new + [
            word for word in kept[at:] if id(word) not in gone
        ]  # fmt: skip
    return _renumbered(kept)


def _is_noise(word: Word, lines: Sequence[Box]) -> bool:
    """Tell whether the first reader saw a word where there is none: in dirt, or over two lines at once."""
    if word.confidence < _NOISE:
        return not any(words_in(box, [word]) for box in lines)
    height = word.box.bottom - word.box.top
    wide = word.box.right - word.box.left
    crossed = [box for box in lines if _overlap(word.box, box) > 0.2 * wide * min(height, box.bottom - box.top)]
    return word.confidence < _CROSSING and len(crossed) > 1 and height > 1.5 * min(b.bottom - b.top for b in crossed)


def _overlap(one: Box, other: Box) -> int:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(wide, 0) * max(high, 0)


def believed(box: Box, before: Sequence[Word], read: Sequence[Word], rule: Rule = RULE) -> bool:
    """Tell whether the second reading of a line replaces the first."""
    if not read:
        return False
    sure = fmean(word.confidence for word in read)
    if sure < rule.least:
        return False
    if not before or (covered(box, before) < rule.covered and _letters(read) > _letters(before)):
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

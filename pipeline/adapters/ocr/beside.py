"""Rereads lines that run up or down a page (title blocks, margins) the way they run, where Tesseract only guesses."""

from collections.abc import Callable, Sequence

from PIL import Image

from pipeline.adapters.ocr.tesseract import worth
from pipeline.adapters.pages.upright import box_turned, turned
from schemas.pages import Box, Rotation, Word, by_line

Read = Callable[[Image.Image, int], tuple[Word, ...]]
_SIDEWAYS: tuple[Rotation, Rotation] = (90, 270)
_MARGIN = 12  # pixels around a part that is read again or cut out


def along_the_side(read: Read, picture: Image.Image, words: tuple[Word, ...], dpi: int) -> tuple[Word, ...]:
    """Return the words of a picture with those of standing lines read again by `read`, turned level."""
    beside = {line[0].line for line in by_line(words) if runs_along_the_side(line)}
    if not beside:
        return words
    zone = with_margin(_around([word for word in words if word.line in beside]), picture)
    part = picture.crop(zone)
    readings = []
    for rotation in _SIDEWAYS:
        seen = read(turned(part, rotation), dpi)
        level = [word for line in by_line(seen) if not runs_along_the_side(line) for word in line]
        readings.append((worth(level), rotation, level))
    value, rotation, best = max(readings, key=lambda reading: reading[0])
    if value < 1.0:
        return words
    width, height = (part.height, part.width)
    first = max(word.line for word in words) + 1
    again = [
        word._replace(box=_moved(box_turned(word.box, width, height, rotation), zone), line=first + word.line)
        for word in best
    ]
    return (*(word for word in words if word.line not in beside and not _inside(word.box, again)), *again)


def runs_along_the_side(line: Sequence[Word]) -> bool:
    """Tell whether the words of a line are higher than wide: the line runs up or down the page."""
    longer = [word.box for word in line if len(word.text) >= 3]
    standing = sum(box.bottom - box.top > 1.2 * (box.right - box.left) for box in longer)
    return standing > len(longer) / 2


def with_margin(box: Box, picture: Image.Image) -> Box:
    """Return a box of a picture a little larger, as far as the picture goes."""
    return Box(
        max(box.left - _MARGIN, 0),
        max(box.top - _MARGIN, 0),
        min(box.right + _MARGIN, picture.width),
        min(box.bottom + _MARGIN, picture.height),
    )


def _around(words: Sequence[Word]) -> Box:
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    return box


def _moved(box: Box, zone: Box) -> Box:
    return Box(box.left + zone.left, box.top + zone.top, box.right + zone.left, box.bottom + zone.top)


def _inside(box: Box, words: Sequence[Word]) -> bool:
    """Tell whether the middle of a box lies in a word that was read anew."""
    x, y = (box.left + box.right) // 2, (box.top + box.bottom) // 2
    return any(word.box.left <= x < word.box.right and word.box.top <= y < word.box.bottom for word in words)

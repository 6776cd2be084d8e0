"""Checks a text layer over a scan against the image: a good one saves reading, a wrong one is not believed."""

from collections.abc import Callable, Sequence
from statistics import fmean

import numpy as np
from PIL import Image
from rapidfuzz import fuzz

from pipeline.adapters.pages import measure
from schemas.pages import Box, Word, by_line

_ASKED = 6  # lines that are read for comparison, spread over the page
_LONG = 10  # letters and digits of a line that says something
_ALIKE, _ALIKE_EACH = 0.92, 0.75  # of all lines on average, and of each: readings of one line differ by a letter
_MARGIN = 0.3  # line heights around a line
_LEFT_OUT = 0.15  # share of what is written that the layer may leave out: stamps, dirt, the edge

ReadLine = Callable[[Image.Image], Sequence[Word]]


def agreement(grey: Image.Image, dpi: int, words: Sequence[Word], read: ReadLine) -> float:
    """Return how like the image the words of a layer are, in [0, 1]; 0.0 when it must not be believed.

    Args:
        grey: The page as `L`; boxes are in its pixels.
        dpi: Its resolution.
        words: The words of the layer.
        read: Reads a picture of one line.
    """
    lines = [line for line in by_line(words) if sum(map(str.isalnum, _text(line))) >= _LONG]
    if not lines or left_out(grey, dpi, words) > _LEFT_OUT:
        return 0.0
    asked = lines[:: max(1, len(lines) // _ASKED)][:_ASKED]
    alike = [fuzz.ratio(_text(line), _text(read(grey.crop(_around(line, grey))))) / 100 for line in asked]
    return fmean(alike) if fmean(alike) >= _ALIKE and min(alike) >= _ALIKE_EACH else 0.0


def left_out(grey: Image.Image, dpi: int, words: Sequence[Word]) -> float:
    """Return the share of what is written on a page that no word of the layer lies on."""
    written = measure.written_share(measure.dark_pixels(grey, dpi))
    rest = np.array(grey)
    paper = int(np.percentile(rest[::8, ::8], 80))
    for word in words:
        rest[word.box.top : word.box.bottom, word.box.left : word.box.right] = paper
    return measure.written_share(measure.dark_pixels(Image.fromarray(rest), dpi)) / written if written else 1.0


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _around(line: Sequence[Word], grey: Image.Image) -> Box:
    box = line[0].box
    for word in line[1:]:
        box = box.union(word.box)
    margin = round(_MARGIN * (box.bottom - box.top))
    return Box(
        max(box.left - margin, 0),
        max(box.top - margin, 0),
        min(box.right + margin, grey.width),
        min(box.bottom + margin, grey.height),
    )

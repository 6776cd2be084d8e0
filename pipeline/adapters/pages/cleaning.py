"""Cleans a picture for reading only: blueprints, dark borders, punch holes, faint writing. The original is kept."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from pipeline.adapters.pages.measure import percentile

_DPI = 75  # at which a page is looked over
_MIDDLE = 0.1  # of each side is left out where scanners leave borders
_DARK_PAPER = 110  # grey value: darker paper with something lighter on it is a negative
_STROKES = (0.002, 0.35)  # share of a negative that its light strokes take; more, and it is a photo
_LIGHTER = 40  # grey values by which they are lighter
_THICK = 5  # pixels at _DPI, 1.7 mm: thicker than strokes
_HOLE = (9, 30)  # pixels at _DPI: punch holes are 3 to 10 mm wide
_HOLE_EDGE = 75  # pixels at _DPI: and within an inch of the edge
_ALONE = 0.02  # share of what is around a hole that may be dark
_FAINT = 90.0  # grey values between paper and its darkest strokes: less is faint
_LEAST = 10.0  # grey values, of strokes that anybody could see
_OUT_OF_GRAIN = 4.0  # times the grain of the paper
_NEARBY = 31  # pixels at _DPI: the paper around a stroke
_INK = 200.0  # to which faint strokes are drawn up

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def cleaned(picture: Image.Image, dpi: int) -> Image.Image:
    """Return a picture (`1` or `L`) as it is best read; the same picture when there is nothing to clean."""
    small = _small(picture, dpi)
    if is_negative(small):
        picture = ImageOps.invert(picture.convert("L"))
        small = 255 - small
    if picture.mode == "L" and (ink := _ink(small)) < _FAINT:
        picture = _drawn_up(picture, small, ink)
        small = _small(picture, dpi)
    dirt = edges_and_holes(small)
    return _painted_over(picture, dirt, small) if dirt.any() else picture


def is_negative(small: Grey) -> bool:
    """Tell whether a page is light on dark, as blueprints and copies of them are."""
    height, width = small.shape
    middle = small[
        int(height * _MIDDLE) : int(height * (1 - _MIDDLE)), int(width * _MIDDLE) : int(width * (1 - _MIDDLE))
    ]
    if not middle.size:
        return False
    paper = percentile(middle, 50)
    light = np.asarray(middle > paper + _LIGHTER, dtype=np.uint8)
    share = float(light.mean())
    if paper >= _DARK_PAPER or not _STROKES[0] < share < _STROKES[1]:
        return False
    patches = cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((_THICK, _THICK), np.uint8))
    return float(patches.mean()) < 0.5 * share and float((middle < paper - _LIGHTER).mean()) < share


def edges_and_holes(small: Grey) -> Mask:
    """Return where a scanner left the dark beyond the sheet, and where holes were punched."""
    paper = percentile(small, 80)
    dark = np.asarray(small < 0.5 * paper, dtype=np.uint8)
    thick = cv2.morphologyEx(
        cv2.copyMakeBorder(dark, _THICK, _THICK, _THICK, _THICK, cv2.BORDER_REPLICATE),
        cv2.MORPH_OPEN,
        np.ones((_THICK, _THICK), np.uint8),
    )[_THICK:-_THICK, _THICK:-_THICK]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(thick))
    edges = [label for label in range(1, count) if _is_edge(stats[label], small.shape)]
    dirt = np.isin(labels, edges)
    rest = np.where(_grown(dirt), 0, dark)
    dirt |= np.isin(labels, [label for label in set(range(1, count)) - set(edges) if _is_hole(stats[label], rest)])
    return _grown(dirt) & (small < 0.9 * paper)


def _grown(mask: Mask) -> Mask:
    return np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0)


def _is_edge(component: NDArray[Any], shape: tuple[int, ...]) -> bool:
    """Tell whether something dark runs along an edge of the picture, and is no picture itself."""
    left, top, wide, high, _ = (int(value) for value in component)
    height, width = shape
    upright = (left == 0 or left + wide == width) and high > 0.1 * height
    level = (top == 0 or top + high == height) and wide > 0.1 * width
    return (upright or level) and int(component[4]) < 0.3 * height * width


def _is_hole(component: NDArray[Any], dark: Grey) -> bool:
    """Tell whether something dark is round, as wide as a punch hole, near an edge, and alone, as no letter is."""
    left, top, wide, high, area = (int(value) for value in component)
    if not (_HOLE[0] <= min(wide, high) and max(wide, high) <= _HOLE[1] and abs(wide - high) <= 0.3 * max(wide, high)):
        return False
    if not 0.65 < area / (wide * high) < 0.95:
        return False
    around = dark[max(top - high, 0) : top + 2 * high, max(left - wide, 0) : left + 2 * wide]
    itself = dark[max(top - 2, 0) : top + high + 2, max(left - 2, 0) : left + wide + 2]
    alone = int(around.sum()) - int(itself.sum()) < _ALONE * around.size
    return alone and min(left, top, dark.shape[1] - left - wide, dark.shape[0] - top - high) < _HOLE_EDGE


def _small(picture: Image.Image, dpi: int) -> Grey:
    return np.asarray(picture.convert("L").reduce(max(1, round(dpi / _DPI))), dtype=np.uint8)


def _paper(small: Grey) -> Grey:
    """Return the paper behind the writing, with its shadows: what is lightest nearby, smoothed."""
    size = max(min(small.shape) // 12, 3) | 1
    lightest = cv2.dilate(small, np.ones((9, 9), np.uint8))
    return np.asarray(cv2.blur(lightest, (size, size)), dtype=np.uint8)


def _ink(small: Grey) -> float:
    """Return how much darker than the paper the darkest strokes are, in grey values; 255 when there are none.

    The grain of the paper is no writing: strokes stand out from it.
    """
    height, width = small.shape
    inner = np.s_[int(height * 0.06) : int(height * 0.94) + 1, int(width * 0.06) : int(width * 0.94) + 1]
    darker = (cv2.medianBlur(small, _NEARBY).astype(np.int16) - small)[inner]
    grain = 1.48 * percentile(np.abs(darker), 50)
    ink = percentile(np.maximum(darker, 0), 99.5)
    return ink if ink > _LEAST + _OUT_OF_GRAIN * grain else 255.0


def _drawn_up(picture: Image.Image, small: Grey, ink: float) -> Image.Image:
    """Return a faint picture on white, its strokes as dark as print."""
    grey = cv2.GaussianBlur(cv2.medianBlur(np.asarray(picture), 3), (0, 0), 0.8)  # its grain is drawn up with it
    paper = cv2.resize(_paper(small), (picture.width, picture.height), interpolation=cv2.INTER_LINEAR)
    darker = cv2.subtract(paper, grey).astype(np.float32) * (_INK / ink)
    return Image.fromarray(np.asarray(255 - np.clip(darker, 0, 255), dtype=np.uint8))


def _painted_over(picture: Image.Image, dirt: Mask, small: Grey) -> Image.Image:
    """Return the picture with the colour of its paper over the dirt."""
    mask = Image.fromarray(dirt).resize(picture.size, Image.Resampling.NEAREST)
    paper = 255 if picture.mode == "1" else int(percentile(small, 80))
    clean = picture.copy()
    clean.paste(paper, mask=mask)
    return clean

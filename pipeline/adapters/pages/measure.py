"""Measures a page's pixels: how much is written on it, how far the lines slant, and its likely resolution."""

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

MEASURE_DPI = 100
CELL = 24  # pixels at MEASURE_DPI: about 6 mm, a little more than a line of typescript
BLANK_SHARE = 0.012
"""Fewer written cells than this hold no page of text, but may hold a number on a cover or a title on a large sheet."""
EMPTY_CELLS = 4
"""Fewer written cells than this: nothing to read, whatever the size of the sheet; a number of 14 points has 5."""
DOUBTFUL_SHARE = 0.06
"""Up to here a page without readable words counts as blank after reading (seen: blanks 0 to 0.05)."""
MAX_SKEW = 5.0
_SAMPLE = 20_000

Dark = NDArray[np.bool_]


def percentile(tones: NDArray[Any], share: float) -> float:
    """Return what `np.percentile` says of whole numbers from 0 to 255, from their histogram: several times quicker."""
    values = np.ascontiguousarray(tones, dtype=np.uint8)
    upto = np.cumsum(cv2.calcHist([values], [0], None, [256], [0, 256]).ravel().astype(np.int64))
    place = share / 100 * (values.size - 1)
    low, high = (int(np.searchsorted(upto, at, side="right")) for at in (math.floor(place), math.ceil(place)))
    return low + (high - low) * (place - math.floor(place))


def dark_pixels(picture: Image.Image, dpi: int) -> Dark:
    """Return which pixels are ink, at about MEASURE_DPI, without the outer edge where scanners leave dark borders."""
    small = picture.convert("L").reduce(max(1, round(dpi / MEASURE_DPI)))
    grey = np.asarray(small)
    height, width = grey.shape
    grey = grey[int(height * 0.04) : max(int(height * 0.96), 1), int(width * 0.05) : max(int(width * 0.95), 1)]
    paper = percentile(grey, 80) if grey.size else 255
    if paper < 40:  # no paper is so black: a scan that failed, or a photo by night; a person must see it
        return np.ones(grey.shape, dtype=np.bool_)
    if paper < 110:  # white on blue: what is light is ink
        return np.asarray(grey > percentile(grey, 50) + 40)
    return np.asarray(grey < paper - max(40.0, 0.25 * paper))


def written_share(dark: Dark) -> float:
    """Return the share of cells of about 6 mm that hold more ink than dirt and show-through leave."""
    cells = _written_cells(dark)
    return float(cells.mean()) if cells.size else float(dark.mean()) if dark.size else 0.0


def is_empty(dark: Dark) -> bool:
    """Tell whether so little is on a page that it need not be read: a few specks, fewer than a number on a cover."""
    cells = _written_cells(dark)
    return bool(written_share(dark) < BLANK_SHARE and (not cells.size or cells.sum() < EMPTY_CELLS))


def _written_cells(dark: Dark) -> Dark:
    rows, columns = dark.shape[0] // CELL, dark.shape[1] // CELL
    if not rows or not columns:
        return np.zeros(0, dtype=np.bool_)
    cells = dark[: rows * CELL, : columns * CELL].reshape(rows, CELL, columns, CELL).mean(axis=(1, 3))
    return np.asarray(cells > 0.04)


def skew(dark: Dark) -> float:
    """Return the slant of the text lines in degrees clockwise, between -MAX_SKEW and MAX_SKEW; 0.0 without lines.

    The sum of squared differences of the row profile peaks when lines lie level; 20,000 pixels are enough for that. The
    steps of the pixels themselves pull that peak towards 0, so the answer is where the upper half of it has its middle.
    """
    ys, xs = np.nonzero(dark)
    if len(ys) < 200:
        return 0.0
    if len(ys) > _SAMPLE:
        chosen = np.random.default_rng(0).choice(len(ys), _SAMPLE, replace=False)
        ys, xs = ys[chosen], xs[chosen]
    coarse = np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.5)
    nearest = coarse[np.argmax([_evenness(ys, xs, angle) for angle in coarse])]
    fine = np.arange(nearest - 0.5, nearest + 0.51, 0.1)
    evenness = np.array([_evenness(ys, xs, angle) for angle in fine])
    upper_half = np.clip(evenness - (evenness.min() + evenness.max()) / 2, 0, None)
    return round(float(np.average(fine, weights=upper_half)), 2) if upper_half.any() else 0.0


def _evenness(ys: NDArray[np.intp], xs: NDArray[np.intp], angle: float) -> float:
    """Return how sharply rows of ink begin and end along this slant; a pixel counts in the two rows it lies between."""
    rows = ys - xs * np.tan(np.radians(angle))
    rows -= rows.min()
    whole = rows.astype(np.int64)
    share = rows - whole
    profile = np.bincount(whole, 1 - share, whole.max() + 2) + np.bincount(whole + 1, share, whole.max() + 2)
    return float((np.diff(profile) ** 2).sum())


_MOST_DPI = 24  # for each pixel of the shorter side: PDF knows no page of less than 3 points, a 24th of an inch
_LONGEST = 200  # inches: nor one of more than 14,400 points


def resolution(width: int, height: int, stated: int | None) -> int:
    """Return the dots per inch that make sense for a page of so many pixels.

    What the file states is believed if the sheet is then between a postcard and a roll of 1.6 m. Otherwise a sheet with
    the proportions of A4 is taken for A4, unless that takes more than 600 dpi: then it is a larger sheet. Anything else
    is taken for 300 dpi, or for less if it would then be shorter than an A4. No sheet is smaller or larger than a PDF
    can hold.
    """
    believed = _believed(width, height, stated)
    return max(min(believed, max(min(width, height) * _MOST_DPI, 72)), -(-max(width, height) // _LONGEST))


def _believed(width: int, height: int, stated: int | None) -> int:
    long_side, short_side = max(width, height), max(min(width, height), 1)
    if stated and 3.5 <= long_side / stated <= 63:
        believable = not (stated <= 96 and long_side > 1800)  # 72 and 96 are what programs write when they do not know
        if believable:
            return stated
    if 1.3 <= long_side / short_side <= 1.55 and long_side <= 11.7 * 600:
        return max(72, round(long_side / 11.69))
    return min(max(72, round(long_side / 11.69)), 300)

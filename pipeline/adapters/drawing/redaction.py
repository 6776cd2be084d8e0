"""Draws the picture of a public copy: white paper with only the words that may be seen. Runs in a child process.

Nothing is covered up: pixels of the scan are copied only where a word may be shown, so what nobody read (a signature, a
note in the margin, a stamp) never gets there. Where a word is hidden is black; where other ink stood is grey.
"""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.adapters.pages import images
from pipeline.errors import ToolFailed
from pipeline.ports.redaction import Blackened
from schemas.pages import Box, PreparedPage

DPI = 300
_MAX_PIXELS = 20_000_000  # an A3 of 300 dpi; plans are never copied
_BLOCK = 64  # pixels (5 mm): large enough that the grey says nothing of what stood there
_SPECKS = 0.004  # share of a block that may be ink without anything being there
_EDGE = 0.03  # of the page: the border of a scan is dark, and says nothing
_COVERED = 0.2  # share of a word under black from which it is hidden too
_GREY = 200
_GAP = 0.25  # of the height of a word: a strip of paper as wide as this is the end of the word, not of a letter


class Blackener:
    """Implements `ports.redaction.Blackener` in this process."""

    def blacken(self, path: Path, page: PreparedPage, show: Sequence[Box], hide: Sequence[Box]) -> Blackened:
        """See `ports.redaction.Blackener.blacken`.

        Raises:
            ToolFailed: the page is larger than what is ever copied.
        """
        if page.image.width * page.image.height > _MAX_PIXELS * max(1, page.dpi // DPI) ** 2:
            raise ToolFailed("The page is too large for a public copy.", "Plans are not copied.")
        raster = images.raster(path, page.image, max(1, page.dpi // DPI))
        grey = np.asarray(raster.image.convert("L"))
        ink = grey < _threshold(grey)
        shrink = raster.factor
        hidden = [_whole_word(_scaled(box, shrink, grey.shape), ink) for box in hide]
        shown = [_scaled(box, shrink, grey.shape) for box in show]
        black = _mask(hidden, grey.shape)
        whole = tuple(not _touched(box, black) for box in shown)
        for box, is_whole in zip(shown, whole, strict=True):
            if not is_whole:
                black[box.top : box.bottom, box.left : box.right] = True
        seen = _mask([box for box, is_whole in zip(shown, whole, strict=True) if is_whole], grey.shape)
        unread = ink & ~_mask(shown, grey.shape, margin=4) & ~_mask(hidden, grey.shape, margin=4)
        out = _greyed(unread)
        out[seen] = grey[seen]
        out[black] = 0
        return Blackened(_png(out, max(page.dpi // shrink, 72)), whole, _share(unread, ink))


def _threshold(grey: NDArray[np.uint8]) -> float:
    """Return the value that parts ink from paper best (Otsu)."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(float)
    below, values = np.cumsum(counts), np.arange(256)
    sums = np.cumsum(counts * values)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return float(np.nanargmax(np.nan_to_num(apart))) + 1


def _scaled(box: Box, factor: int, shape: tuple[int, ...]) -> Box:
    height, width = shape[:2]
    left, top = max(box.left // factor, 0), max(box.top // factor, 0)
    return Box(left, top, min(-(-box.right // factor), width), min(-(-box.bottom // factor), height))


def _whole_word(box: Box, ink: NDArray[np.bool_]) -> Box:
    """Return the box drawn out sideways to where the word really ends: readers guess where a word of a line begins."""
    height = max(box.bottom - box.top, 1)
    gap, reach = max(int(height * _GAP), 2), 2 * height
    columns: NDArray[np.bool_] = np.asarray(ink[box.top : box.bottom].any(axis=0))
    left, right = box.left, box.right
    while left > 0 and box.left - left < reach and columns[max(left - gap, 0) : left].any():
        left -= 1
    while right < len(columns) and right - box.right < reach and columns[right : right + gap].any():
        right += 1
    return Box(left, max(box.top - 2, 0), right, box.bottom + 2)


def _mask(boxes: Sequence[Box], shape: tuple[int, ...], margin: int = 0) -> NDArray[np.bool_]:
    mask = np.zeros(shape[:2], dtype=bool)
    for box in boxes:
        mask[max(box.top - margin, 0) : box.bottom + margin, max(box.left - margin, 0) : box.right + margin] = True
    return mask


def _touched(box: Box, black: NDArray[np.bool_]) -> bool:
    part = black[box.top : box.bottom, box.left : box.right]
    return part.size == 0 or float(part.mean()) > _COVERED


def _greyed(unread: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return white paper with grey blocks where something stood that is not shown."""
    height, width = unread.shape
    rows, columns = -(-height // _BLOCK), -(-width // _BLOCK)
    padded = np.zeros((rows * _BLOCK, columns * _BLOCK), dtype=bool)
    padded[:height, :width] = unread
    dense = padded.reshape(rows, _BLOCK, columns, _BLOCK).mean(axis=(1, 3)) > _SPECKS
    grey = np.where(dense.repeat(_BLOCK, axis=0).repeat(_BLOCK, axis=1)[:height, :width], _GREY, 255)
    return grey.astype(np.uint8)


def _share(unread: NDArray[np.bool_], ink: NDArray[np.bool_]) -> float:
    """Return the share of the ink, the border of the page left out, that no word accounts for."""
    down, aside = (int(size * _EDGE) for size in ink.shape)
    inner = (slice(down, ink.shape[0] - down), slice(aside, ink.shape[1] - aside))
    total = int(ink[inner].sum())
    return round(float(unread[inner].sum()) / total, 4) if total else 0.0


def _png(pixels: NDArray[np.uint8], dpi: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, format="PNG", dpi=(dpi, dpi))
    return out.getvalue()

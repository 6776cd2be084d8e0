"""Measures how well a page was scanned, without reading it: tones, sharpness, strokes, edges, overall look."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.adapters.pages.measure import Dark, percentile
from schemas.pages import ScanQuality

TILE = 192  # pixels of the delivered image
TILES = 10
_EDGE_MM = 2.0
_LIKENESS = 16  # the fingerprint has two bits for each place of its square

Grey = NDArray[np.int16]


def quality(picture: Image.Image, dark: Dark, dpi: int) -> ScanQuality:
    """Return what was measured of a page.

    Args:
        picture: the page, `1` or `L`.
        dark: which of its pixels are ink, as `measure.dark_pixels` gives them.
        dpi: dots per inch of the picture.
    """
    bitonal = picture.mode == "1"
    tones = picture.convert("L")
    levels = np.asarray(tones.histogram(), dtype=np.float64)
    share = np.cumsum(levels) / max(levels.sum(), 1.0)
    tiles = list(_tiles(tones, dark))
    return ScanQuality(
        darkest=int(np.searchsorted(share, 0.005)),
        paper=int(np.searchsorted(share, 0.9)),
        clipped_dark=0.0 if bitonal else round(float(share[1]), 4),
        clipped_light=0.0 if bitonal else round(float(1 - share[253]), 4),
        edge_px=None if bitonal else _edge_px(tiles),
        stroke_mm=_stroke_mm(tiles, dpi),
        specks=round(_specks(tiles), 4),
        borders=_borders(tones, dpi),
        likeness=likeness(tones),
    )


def likeness(tones: Image.Image) -> str:
    """Return a fingerprint of what a page looks like, in hexadecimal: two scans of one sheet differ in few bits."""
    across = _cells(tones, _LIKENESS + 1, _LIKENESS)
    down = _cells(tones, _LIKENESS, _LIKENESS + 1)
    lighter = np.concatenate([(np.diff(across, axis=1) > 1).ravel(), (np.diff(down, axis=0) > 1).ravel()])
    return np.packbits(lighter).tobytes().hex()


def _cells(tones: Image.Image, width: int, height: int) -> Grey:
    return np.asarray(tones.resize((width, height), Image.Resampling.BOX, reducing_gap=2.0), dtype=np.int16)


def _tiles(tones: Image.Image, dark: Dark) -> Iterator[Grey]:
    """Give the parts of the page with the most ink in them, in full resolution."""
    rows, columns = tones.height // TILE, tones.width // TILE
    if not rows or not columns or not dark.size:
        return
    height, width = dark.shape
    cells = dark[: height // rows * rows, : width // columns * columns]
    cells = cells.reshape(rows, height // rows, columns, width // columns)
    ink = cells.mean(axis=(1, 3)) if cells.size else np.zeros((rows, columns))
    # Ink on less than half: a tile that is black says nothing of letters.
    order = np.argsort(np.where(ink < 0.5, ink, 0.0), axis=None)[::-1][:TILES]
    for place in order:
        row, column = divmod(int(place), columns)
        if ink[row, column] > 0.01:
            # `dark` leaves the outer edge away: its first cell begins a little inside the page.
            left = int((0.05 + 0.9 * column / columns) * tones.width)
            top = int((0.04 + 0.92 * row / rows) * tones.height)
            yield np.asarray(tones.crop((left, top, left + TILE, top + TILE)), dtype=np.int16)


def _edge_px(tiles: list[Grey]) -> float | None:
    """Return how many pixels the edges of letters are wide, from paper to ink; None without letters.

    The steepest edges of a tile count: a letter may be printed faintly, but the scanner saw some edge sharply.
    """
    widths = []
    for tile in tiles:
        contrast = percentile(tile, 98) - percentile(tile, 2)
        steepest = percentile(np.abs(tile[:, 2:] - tile[:, :-2]), 99.5) / 2
        if contrast >= 40 and steepest > 0:
            widths.append(contrast / steepest)
    return round(float(np.median(widths)), 2) if widths else None


def _stroke_mm(tiles: list[Grey], dpi: int) -> float | None:
    """Return how thick strokes are in millimetres: twice their area over the length of their edge."""
    area = edge = 0.0
    for tile in tiles:
        ink = tile < (int(tile.min()) + int(tile.max())) // 2
        area += float(ink.sum())
        edge += float((ink[:, 1:] != ink[:, :-1]).sum() + (ink[1:] != ink[:-1]).sum())
    # Counted along rows and columns, an edge is 4/pi longer than it is.
    return round(2 * area / (edge * np.pi / 4) * 25.4 / dpi, 3) if edge > 100 else None


def _specks(tiles: list[Grey]) -> float:
    """Return the share of ink that stands alone, one pixel without a neighbour: dust, or a threshold set too light."""
    alone = area = 0.0
    for tile in tiles:
        ink = tile < (int(tile.min()) + int(tile.max())) // 2
        inner = ink[1:-1, 1:-1]
        around = ink[:-2, 1:-1] | ink[2:, 1:-1] | ink[1:-1, :-2] | ink[1:-1, 2:]
        alone += float((inner & ~around).sum())
        area += float(inner.sum())
    return alone / area if area else 0.0


def _borders(tones: Image.Image, dpi: int) -> tuple[float, float, float, float]:
    """Return how much of the outer 2 mm is dark: left, top, right, bottom, each in [0, 1]."""
    edge = max(round(_EDGE_MM / 25.4 * dpi), 1)
    width, height = tones.size
    sides = (
        (0, 0, edge, height),
        (0, 0, width, edge),
        (width - edge, 0, width, height),
        (0, height - edge, width, height),
    )
    left, top, right, bottom = (
        round(float((np.asarray(tones.crop(side)) < 100).mean()), 3) for side in sides
    )  # fmt: skip
    return left, top, right, bottom

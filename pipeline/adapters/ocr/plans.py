"""Reads plans too large for one pass: a reduced whole for large lettering, then part by part."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.adapters.ocr.engines import Engine
from pipeline.adapters.ocr.tesseract import looks_upright
from pipeline.adapters.ocr.tiles import Seen, joined, placed, tiles
from pipeline.adapters.pages import large
from pipeline.adapters.pages.cleaning import cleaned
from pipeline.adapters.pages.opened import READ_DPI
from pipeline.adapters.words.order import in_reading_order
from schemas.pages import Box, PreparedPage, Rotation, Word

PLAN_PIXELS = 40_000_000  # at that resolution: what is larger is read in parts
_WHOLE = 3000  # pixels of the longer side of the whole made small
_INK = 12  # grey values of spread, over a part made small: less, and nothing is drawn there
_ASKED = 3  # parts that are asked which way is up
_CLEARLY = 1.5  # times as many words as another way up

Reading = tuple[Rotation | None, tuple[Word, ...], int]


def reading_factor(dpi: int) -> int:
    """Return the whole factor by which a page of this resolution is reduced to be read."""
    return max(1, dpi // READ_DPI)


def is_plan(page: PreparedPage) -> bool:
    """Tell whether a page is read in parts."""
    return page.image.width * page.image.height > PLAN_PIXELS * reading_factor(page.dpi) ** 2


def read_plan(path: Path, page: PreparedPage, engine: Engine) -> Reading:
    """Return which way a plan is up, if that can be told, its words in pixels of it upright, and the factor of these.

    Raises:
        UnreadableScan: its pixels cannot be decoded.
        ToolTimeout: a part took too long.
    """
    factor = reading_factor(page.dpi)
    dpi = page.dpi // factor
    with large.mapped(path, page.image, factor) as grey:
        words = _read(grey, 0, dpi, engine)
        rotation = _way_up(grey, words, dpi, engine)
        if rotation is None and looks_upright(words):
            rotation = 0
        words = _read(grey, rotation, dpi, engine) if rotation else words
    return rotation, words, factor


def _read(grey: large.Grey, rotation: Rotation, dpi: int, engine: Engine) -> tuple[Word, ...]:
    """Return the words of a sheet turned back by `rotation`, in its pixels."""
    sheet = np.rot90(grey, rotation // 90)  # a view: nothing is turned yet
    height, width = sheet.shape
    seen: list[Seen] = list(_lettering(sheet, dpi, engine))
    for tile in tiles(width, height):
        part = np.ascontiguousarray(sheet[tile.top : tile.bottom, tile.left : tile.right])
        if not _is_drawn(part):
            continue
        words = engine.sparse(cleaned(Image.fromarray(part), dpi), dpi)
        first = max((one.word.line for one in seen), default=-1) + 1
        seen += placed(words, tile, width, height, first)
    return in_reading_order(joined(seen))


def _lettering(sheet: large.Grey, dpi: int, engine: Engine) -> tuple[Seen, ...]:
    """Return the words of the whole sheet made small: what is too large for a part of it, or lies over its edge."""
    factor = max(1, -(-max(sheet.shape) // _WHOLE))
    small = _reduced(sheet, factor)
    words = engine.sparse(cleaned(small, max(dpi // factor, 70)), max(dpi // factor, 70))
    return tuple(
        # Seen small, a word gives way to the same word seen in full.
        Seen(word._replace(box=Box(*(edge * factor for edge in word.box))), cut=word.box.bottom - word.box.top < 15)
        for word in words
    )


def _reduced(sheet: large.Grey, factor: int) -> Image.Image:
    """Return a sheet made small, band by band: turned, it is a view of a file and must not be copied whole."""
    bands = [
        np.asarray(Image.fromarray(np.ascontiguousarray(sheet[top : top + 64 * factor])).reduce(factor))
        for top in range(0, sheet.shape[0], 64 * factor)
    ]
    return Image.fromarray(np.concatenate(bands))


def _is_drawn(part: large.Grey) -> bool:
    coarse = part[::4, ::4]
    return float(np.percentile(coarse, 99.9)) - float(np.percentile(coarse, 0.1)) > _INK


def _way_up(grey: large.Grey, words: Sequence[Word], dpi: int, engine: Engine) -> Rotation | None:
    """Return what most of the parts with the most words say; None: they do not agree, or none can tell."""
    votes: dict[Rotation, int] = {}
    height, width = grey.shape
    parts = sorted(tiles(width, height), key=lambda part: -sum(_within(word.box, part) for word in words))
    for tile in parts[:_ASKED]:
        part = np.ascontiguousarray(grey[tile.top : tile.bottom, tile.left : tile.right])
        found = engine.rotation(cleaned(Image.fromarray(part), dpi), dpi) if _is_drawn(part) else None
        if found is not None:
            votes[found] = votes.get(found, 0) + 1
    ranked = sorted(votes.items(), key=lambda vote: -vote[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _CLEARLY * ranked[1][1]):
        return None
    return ranked[0][0]


def _within(box: Box, part: Box) -> bool:
    return part.left <= box.left < part.right and part.top <= box.top < part.bottom

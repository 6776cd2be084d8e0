"""Opens delivered images and PDF pages: what they are, and their pixels for reading. Never changes a file."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image

from pipeline.adapters.pages import large
from pipeline.adapters.pdf import pages as pdf_pages
from pipeline.adapters.pictures import decoding
from pipeline.adapters.pictures.glued import check_alone
from pipeline.adapters.pictures.scan_limits import check_pages, check_shape
from pipeline.errors import EmptyScan, UnsupportedScan
from pipeline.ports import Inspected
from schemas.delivery import MediaType, PageImage

READ_PIXELS = 40_000_000
"""Larger pages are reduced by a whole factor for reading; the boxes are scaled back."""

_FAX_ACROSS = (range(198, 207), range(400, 411))
_FAX_DOWN = (range(96, 103), range(190, 206), range(380, 403))
"""Dots per inch of a fax, as the standards and the programs that round have them."""

_SEPARATOR = re.compile(r"DOOS\d{1,6}-MAP\d{1,6}", re.IGNORECASE)
_CODES: Any = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode]


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels for reading (`L` or `1`), and the whole factor by which they were reduced from the delivered image."""

    image: Image.Image
    factor: int


def inspect(path: Path, media_type: MediaType, sha256: str) -> tuple[Inspected, ...]:
    """Return what is known of every page in a file.

    Raises:
        EmptyScan, EncryptedScan, GluedScan, UnreadableScan, ScanTooLarge: with what is wrong, for an archivist.
    """
    if path.stat().st_size == 0:
        raise EmptyScan("The file is empty (0 bytes).", "Ask the scanning contractor for this file again.")
    check_alone(path, media_type)
    if media_type == "application/pdf":
        return tuple(_inspected(facts, picture) for facts, picture in pdf_pages.pages_of(path, sha256))
    if media_type == "image/tiff" and decoding.is_camera_raw(path):
        raise UnsupportedScan(
            "The file is a raw picture of a camera (DNG), or one like it: a small copy is shown, and the picture lies "
            "inside it.",
            "Ask for the picture as TIFF or JPEG.",
        )
    return _inspect_image(path, media_type, sha256)


def raster(path: Path, image: PageImage, least: int = 1) -> Raster:
    """Return the page's pixels, grey or bitonal, reduced by `least` and further to at most READ_PIXELS.

    Raises:
        UnreadableScan: the pixels cannot be decoded, for instance because the file is cut off.
    """
    pixels = image.width * image.height
    factor = least
    while pixels / factor**2 > READ_PIXELS:
        factor += 1
    if image.media_type == "application/pdf":
        return Raster(pdf_pages.render(path, image, factor), factor)
    if pixels > READ_PIXELS:
        return Raster(large.reduced(path, image, factor), factor)
    picture = decoding.grey(decoding.frame(path, image.page_index).picture)
    if factor > 1:
        picture = picture.convert("L").reduce(factor)
    return Raster(picture, factor)


def drawn(path: Path, image: PageImage, rows: int | None = None) -> Iterator[Image.Image]:
    """Give a PDF page as a picture of `image.width` × `image.height` pixels in its own mode, for a page made anew.

    It comes in bands of so many `rows` from top to bottom: a whole plan would not fit in memory.

    Raises:
        UnreadableScan: the page cannot be drawn.
    """
    for picture in pdf_pages.bands(path, image, rows or image.height, grey=image.mode != "colour"):
        yield picture.convert("1", dither=Image.Dither.NONE) if image.mode == "bitonal" else picture


def _inspect_image(path: Path, media_type: MediaType, sha256: str) -> tuple[Inspected, ...]:
    frames = decoding.frames(path)
    check_pages(len(frames))
    return tuple(_inspect_one(path, index, media_type, sha256) for index in frames)


def _inspect_one(path: Path, index: int, media_type: MediaType, sha256: str) -> Inspected:
    plan = large.header(path, index)
    if plan is None:
        return _inspect_frame(decoding.frame(path, index), index, media_type, sha256)
    check_shape(plan.width, plan.height)
    facts = PageImage(
        sha256=sha256,
        media_type=media_type,
        page_index=index,
        width=plan.width,
        height=plan.height,
        dpi=_stated_dpi(plan.stated),
        tall=_tall(plan.stated, plan.width, plan.height),
        mode=plan.mode,
    )
    return _inspected(facts, plan.small)


def _inspect_frame(found: decoding.Frame, index: int, media_type: MediaType, sha256: str) -> Inspected:
    check_shape(found.picture.width, found.picture.height)
    facts = PageImage(
        sha256=sha256,
        media_type=media_type,
        page_index=index,
        width=found.picture.width,
        height=found.picture.height,
        dpi=_stated_dpi(found.stated),
        tall=_tall(found.stated, found.picture.width, found.picture.height),
        mode=decoding.mode_of(found.picture),
        lost=round(found.lost, 4),
    )
    return _inspected(facts, decoding.grey(found.picture))


def _inspected(facts: PageImage, picture: Image.Image) -> Inspected:
    code = separator_code(picture)
    return Inspected(facts.model_copy(update={"is_separator": code is not None}), code)


def separator_code(picture: Image.Image) -> str | None:
    """Return the code of a separator sheet, `DOOS007-MAP004`, or None when the page carries none."""
    # Halves and thirds keep the edges of the bars where other sizes blur them; below 1,500 pixels bars run together.
    factor = max(1, max(picture.size) // 1500)
    small = picture.convert("L").reduce(factor) if factor > 1 else picture.convert("L")
    for barcode in zxingcpp.read_barcodes(small, formats=_CODES):
        if _SEPARATOR.fullmatch(barcode.text.strip()):
            return str(barcode.text.strip().upper())
    return None


def _stated_dpi(stated: object, place: int = 0) -> int | None:
    """Return what the file says of its resolution, or None when it says nothing or something impossible.

    `place` is 0 for across, 1 for down.
    """
    if isinstance(stated, tuple) and len(stated) > place:
        try:
            value = round(float(stated[place]))
        except (TypeError, ValueError, OverflowError, ZeroDivisionError):
            return None
        return value if 50 <= value <= 2400 else None
    return None


def _tall(stated: object, width: int, height: int) -> float:
    """Return how many times as high as wide a pixel is on the paper, as far as the file can be believed.

    A fax is believed. Of anything else two resolutions may be a slip of a program: they must give a sheet whose sides
    are more like those of a sheet than without.
    """
    across, down = _stated_dpi(stated), _stated_dpi(stated, 1)
    if across is None or down is None or abs(across - down) <= 0.02 * down:
        return 1.0
    tall = across / down
    fax = any(across in side for side in _FAX_ACROSS) and any(down in side for side in _FAX_DOWN)
    return round(tall, 4) if fax or _unlike_paper(width, height * tall) < _unlike_paper(width, height) else 1.0


def _unlike_paper(width: float, height: float) -> float:
    """Return how far the proportions of a sheet are from those of the A series."""
    return abs(math.log(max(width, height) / max(min(width, height), 1.0) / math.sqrt(2)))

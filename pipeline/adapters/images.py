"""Opens delivered images and PDF pages: what they are, and their pixels for reading. Never changes a file."""

import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image, ImageFile, UnidentifiedImageError

from pipeline.adapters import pdf_pages
from pipeline.adapters.scan_limits import AGAIN, Mode, check_pages, check_pixels
from pipeline.errors import EmptyScan, InputError, UnreadableScan
from pipeline.ports import Inspected
from schemas.delivery import MediaType, PageImage

READ_PIXELS = 40_000_000
"""Larger pages are reduced by a whole factor for reading; the boxes are scaled back."""

_SEPARATOR = re.compile(r"DOOS\d{1,6}-MAP\d{1,6}", re.IGNORECASE)
_CODES: Any = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode]
_FORMATS = ("TIFF", "JPEG", "PNG", "JPEG2000")
"""Pillow's names of what is taken: no other of its many decoders is ever tried on what came from outside."""


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels for reading (`L` or `1`), and the whole factor by which they were reduced from the delivered image."""

    image: Image.Image
    factor: int


def inspect(path: Path, media_type: MediaType, sha256: str) -> tuple[Inspected, ...]:
    """Return what is known of every page in a file.

    Raises:
        EmptyScan, EncryptedScan, UnreadableScan, ScanTooLarge: with what is wrong, in words for an archivist.
    """
    if path.stat().st_size == 0:
        raise EmptyScan("The file is empty (0 bytes).", "Ask the scanning contractor for this file again.")
    if media_type == "application/pdf":
        return tuple(_inspected(facts, picture) for facts, picture in pdf_pages.pages_of(path, sha256))
    return _inspect_image(path, media_type, sha256)


def raster(path: Path, image: PageImage) -> Raster:
    """Return the page's pixels, grey or bitonal, reduced to at most READ_PIXELS.

    Raises:
        UnreadableScan: the pixels cannot be decoded, for instance because the file is cut off.
    """
    pixels = image.width * image.height
    factor = 1
    while pixels / factor**2 > READ_PIXELS:
        factor += 1
    if image.media_type == "application/pdf":
        return Raster(pdf_pages.render(path, image, factor), factor)
    picture = _grey(frame(path, image.page_index))
    if factor > 1:
        picture = picture.convert("L").reduce(factor)
    return Raster(picture, factor)


def drawn(path: Path, image: PageImage) -> Image.Image:
    """Return a PDF page as a picture of `image.width` × `image.height` pixels in its own mode, for a page made anew.

    Raises:
        UnreadableScan: the page cannot be drawn.
    """
    picture = pdf_pages.render(path, image, 1, grey=image.mode != "colour")
    return picture.convert("1", dither=Image.Dither.NONE) if image.mode == "bitonal" else picture


def frame(path: Path, index: int) -> Image.Image:
    """Return one picture of an image file as it is stored, whole.

    Raises:
        UnreadableScan: the pixels cannot be decoded, for instance because the file is cut off.
    """
    try:
        with quiet(), Image.open(path, formats=_FORMATS) as picture:
            picture.seek(index)
            picture.load()
            return picture.copy()
    except MemoryError:
        raise
    except Exception as error:  # Pillow raises whatever a damaged file makes it raise
        raise UnreadableScan("The image is damaged: it cannot be decoded to its end.", AGAIN) from error


def _inspect_image(path: Path, media_type: MediaType, sha256: str) -> tuple[Inspected, ...]:
    try:
        with quiet(), Image.open(path, formats=_FORMATS) as picture:
            # What follows the picture in a JPEG or PNG is no page: a preview, the depth of a photo, an animation.
            frames = getattr(picture, "n_frames", 1) if media_type == "image/tiff" else 1
            check_pages(frames)
            return tuple(_inspect_frame(picture, index, media_type, sha256) for index in range(frames))
    except (InputError, MemoryError):
        raise
    except UnidentifiedImageError as error:
        raise UnreadableScan("The image is damaged at its beginning, or made in a way unknown here.", AGAIN) from error
    except Exception as error:  # Pillow raises whatever a damaged file makes it raise
        raise UnreadableScan("The image is damaged: it cannot be decoded to its end.", AGAIN) from error


def _inspect_frame(picture: Image.Image, index: int, media_type: MediaType, sha256: str) -> Inspected:
    picture.seek(index)
    mode = _mode(picture)
    check_pixels(picture.width, picture.height, mode)
    facts = PageImage(
        sha256=sha256,
        media_type=media_type,
        page_index=index,
        width=picture.width,
        height=picture.height,
        dpi=_stated_dpi(picture.info.get("dpi")),
        mode=mode,
    )
    return _inspected(facts, _grey(picture))


def _inspected(facts: PageImage, picture: Image.Image) -> Inspected:
    code = separator_code(picture)
    return Inspected(facts.model_copy(update={"is_separator": code is not None}), code)


def _grey(picture: Image.Image) -> Image.Image:
    """Return the picture as `1` or `L`; transparency becomes paper, 16 bits become 8."""
    plain = picture.mode in {"1", "L"} and "transparency" not in picture.info
    return picture if plain else on_paper(picture).convert("L")


def on_paper(picture: Image.Image) -> Image.Image:
    """Return the picture as `L` or `RGB` without transparency, palette or 16-bit samples."""
    if picture.mode.startswith(("I", "F")):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered).convert("RGB")
    return picture.convert("RGB")


def separator_code(picture: Image.Image) -> str | None:
    """Return the code of a separator sheet, `DOOS007-MAP004`, or None when the page carries none."""
    # Halves and thirds keep the edges of the bars where other sizes blur them; below 1,500 pixels bars run together.
    factor = max(1, max(picture.size) // 1500)
    small = picture.convert("L").reduce(factor) if factor > 1 else picture.convert("L")
    for barcode in zxingcpp.read_barcodes(small, formats=_CODES):
        if _SEPARATOR.fullmatch(barcode.text.strip()):
            return str(barcode.text.strip().upper())
    return None


def _mode(picture: Image.Image) -> Mode:
    if picture.mode == "1":
        return "bitonal"
    return "grey" if picture.mode in {"L", "LA", "I", "I;16", "I;16B", "I;16L", "F"} else "colour"


def _stated_dpi(stated: object) -> int | None:
    """Return what the file says of its resolution, or None when it says nothing or something impossible."""
    if isinstance(stated, tuple) and stated:
        try:
            value = round(float(stated[0]))
        except (TypeError, ValueError, OverflowError, ZeroDivisionError):
            return None
        return value if 50 <= value <= 2400 else None
    return None


class quiet(warnings.catch_warnings):  # noqa: N801  # used as a context manager, named like one
    """Pillow's limit on size gives way to ours, which says what to do; damaged files are never half decoded."""

    def __enter__(self) -> Any:
        entered = super().__enter__()
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = None
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        return entered

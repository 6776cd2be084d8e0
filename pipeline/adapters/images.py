"""Opens delivered images and PDF pages: what they are, and their pixels for reading. Never changes a file."""

import math
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pypdfium2
import pypdfium2.raw as pdfium_c
import zxingcpp
from PIL import Image, ImageFile, UnidentifiedImageError

from pipeline.errors import EmptyScan, EncryptedScan, InputError, ScanTooLarge, UnreadableScan
from pipeline.ports import Inspected
from schemas.delivery import MediaType, PageImage

# A page of A0 at 600 dpi is 558 million pixels: one bit each, that is 70 MB; in colour it is 1.7 GB and asks too much.
PIXELS_BITONAL = 600_000_000
PIXELS_GREY = 200_000_000
PIXELS_COLOUR = 150_000_000
PAGES_PER_FILE = 2000
RENDER_DPI = 300
"""For PDF pages that are not one scanned image: what OCR likes best."""
READ_PIXELS = 40_000_000
"""Larger pages are reduced by a whole factor for reading; the boxes are scaled back."""

_SEPARATOR = re.compile(r"DOOS\d{1,6}-MAP\d{1,6}", re.IGNORECASE)
_CODES: Any = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode]
_INCH = 72.0  # PDF points

_FORMATS = ("TIFF", "JPEG", "PNG", "JPEG2000")
"""Pillow's names of what is taken: no other of its many decoders is ever tried on what came from outside."""

Mode = Literal["bitonal", "grey", "colour"]
_MODES: tuple[Mode, ...] = ("bitonal", "grey", "colour")


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
        return _inspect_pdf(path, sha256)
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
        return Raster(_render(path, image, factor), factor)
    picture = _grey(frame(path, image.page_index))
    if factor > 1:
        picture = picture.convert("L").reduce(factor)
    return Raster(picture, factor)


def drawn(path: Path, image: PageImage) -> Image.Image:
    """Return a PDF page as a picture of `image.width` × `image.height` pixels in its own mode, for a page made anew.

    Raises:
        UnreadableScan: the page cannot be drawn.
    """
    picture = _render(path, image, 1, grey=image.mode != "colour")
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
        raise UnreadableScan("The image is damaged: it cannot be decoded to its end.", _AGAIN) from error


def _inspect_image(path: Path, media_type: MediaType, sha256: str) -> tuple[Inspected, ...]:
    try:
        with quiet(), Image.open(path, formats=_FORMATS) as picture:
            # What follows the picture in a JPEG or PNG is no page: a preview, the depth of a photo, an animation.
            frames = getattr(picture, "n_frames", 1) if media_type == "image/tiff" else 1
            _check_pages(frames)
            return tuple(_inspect_frame(picture, index, media_type, sha256) for index in range(frames))
    except (InputError, MemoryError):
        raise
    except UnidentifiedImageError as error:
        raise UnreadableScan("The image is damaged at its beginning, or made in a way unknown here.", _AGAIN) from error
    except Exception as error:  # Pillow raises whatever a damaged file makes it raise
        raise UnreadableScan("The image is damaged: it cannot be decoded to its end.", _AGAIN) from error


_AGAIN = "Open it in a viewer; if that fails too, ask the scanning contractor to deliver the page again."


def _inspect_frame(picture: Image.Image, index: int, media_type: MediaType, sha256: str) -> Inspected:
    picture.seek(index)
    mode = _mode(picture)
    _check_pixels(picture.width, picture.height, mode)
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


def _inspect_pdf(path: Path, sha256: str) -> tuple[Inspected, ...]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise EncryptedScan(
                "The PDF is locked with a password.", "Deliver it again without a password, as the contract asks."
            ) from error
        raise UnreadableScan("The PDF is damaged and cannot be opened.", _AGAIN) from error
    try:
        if len(document) == 0:
            raise EmptyScan("The PDF has no pages.", _AGAIN)
        _check_pages(len(document))
        return tuple(_inspect_pdf_page(document, index, sha256) for index in range(len(document)))
    except pypdfium2.PdfiumError as error:
        raise UnreadableScan("A page of the PDF is damaged and cannot be drawn.", _AGAIN) from error
    finally:
        document.close()


def _inspect_pdf_page(document: Any, index: int, sha256: str) -> Inspected:
    page = document[index]
    width_pt, height_pt = page.get_size()
    if not (3 <= width_pt <= 30_000 and 3 <= height_pt <= 30_000):
        raise UnreadableScan(
            f"Page {index + 1} of the PDF is {width_pt:.0f} × {height_pt:.0f} points large: no paper has that size.",
            _AGAIN,
        )
    dpi, mode, scanned = _pdf_resolution(page, width_pt, height_pt)
    if not scanned:
        dpi = _drawn_dpi(width_pt, height_pt)
    width, height = round(width_pt * dpi / _INCH), round(height_pt * dpi / _INCH)
    _check_pixels(width, height, mode)
    text_page = page.get_textpage()
    facts = PageImage(
        sha256=sha256,
        media_type="application/pdf",
        page_index=index,
        width=width,
        height=height,
        dpi=dpi,
        mode=mode,
        # A text layer over a scan is somebody else's reading, and may lie: only text without a scan counts as text.
        has_text=text_page.count_chars() > 20 and not scanned,
    )
    text_page.close()
    picture = page.render(scale=min(dpi, 150) / _INCH, grayscale=True).to_pil()
    page.close()
    return _inspected(facts, picture)


def _pdf_resolution(page: Any, width_pt: float, height_pt: float) -> tuple[int, Mode, bool]:
    """Return the resolution of the scan on a page, its mode, and whether it is a scan.

    A scan is one image over most of the page, strips that cover it together, or layers (the text as a mask, the rest
    as a photo): the finest and the most colourful of them count.
    """
    if page.get_rotation() in {90, 270}:
        width_pt, height_pt = height_pt, width_pt  # images lie on the page as it was before /Rotate
    covered, finest, richest = 0.0, 0, 0
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        width, height = max(right - left, 0.1), max(top - bottom, 0.1)
        if width < 0.8 * width_pt and height < 0.8 * height_pt and width * height < 0.5 * width_pt * height_pt:
            continue
        # An image may be turned on the page: its longer side lies along the longer side it covers.
        dpi = round(max(item.get_px_size()) / max(width, height) * _INCH)
        if not 50 <= dpi <= 1200:
            continue
        bits = item.get_metadata().bits_per_pixel
        covered, finest = covered + width * height, max(finest, dpi)
        richest = max(richest, 0 if bits == 1 else 1 if bits == 8 else 2)
    if covered < 0.5 * width_pt * height_pt:
        return RENDER_DPI, "colour", False
    return finest, _MODES[richest], True


def _drawn_dpi(width_pt: float, height_pt: float) -> int:
    """Return at what resolution a page is drawn that has none of its own: less for a plan that would not fit."""
    largest = math.sqrt(PIXELS_COLOUR / (width_pt * height_pt)) * _INCH
    return min(RENDER_DPI, int(largest))


def _render(path: Path, image: PageImage, factor: int, *, grey: bool = True) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[image.page_index]
        scale = (image.dpi or RENDER_DPI) / _INCH / factor
        picture: Image.Image = page.render(scale=scale, grayscale=grey).to_pil()
        page.close()
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise UnreadableScan("A page of the PDF is damaged and cannot be drawn.", _AGAIN) from error
    finally:
        document.close()
    size = (-(-image.width // factor), -(-image.height // factor))
    return picture if picture.size == size else picture.resize(size)


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


def _check_pages(count: int) -> None:
    if count > PAGES_PER_FILE:
        raise ScanTooLarge(f"The file holds {count} pages; at most {PAGES_PER_FILE} are taken.", "Split the file.")


def _check_pixels(width: int, height: int, mode: Mode) -> None:
    limit = {"bitonal": PIXELS_BITONAL, "grey": PIXELS_GREY, "colour": PIXELS_COLOUR}[mode]
    if width * height > limit:
        raise ScanTooLarge(
            f"The page has {width} × {height} pixels ({mode}); at most {limit // 1_000_000} million fit in memory.",
            "Deliver it at a lower resolution: 300 dpi is enough for A0, and best is a TIFF in black and white.",
        )


class quiet(warnings.catch_warnings):  # noqa: N801  # used as a context manager, named like one
    """Pillow's limit on size gives way to ours, which says what to do; damaged files are never half decoded."""

    def __enter__(self) -> Any:
        entered = super().__enter__()
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = None
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        return entered

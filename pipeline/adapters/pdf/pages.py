"""Opens delivered PDFs: what each page is, and its pixels. Never changes a file."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from pipeline.adapters.pdf import damage as pdf_damage
from pipeline.adapters.pdf import locked, scans
from pipeline.adapters.pictures.decoding import MOST_LOST
from pipeline.adapters.pictures.scan_limits import AGAIN, MODES, PIXELS_COLOUR, Mode, check_pages, check_pixels
from pipeline.errors import EmptyScan, EncryptedScan, UnreadableScan
from schemas.delivery import PageImage

RENDER_DPI = 300
"""For PDF pages that are not one scanned image: what OCR likes best."""

_INCH = 72.0  # PDF points


def pages_of(path: Path, sha256: str) -> Iterator[tuple[PageImage, Image.Image]]:
    """Give what is known of each page of a PDF, with a picture of it at 150 dpi or less.

    Raises:
        EmptyScan, EncryptedScan, UnreadableScan, ScanTooLarge: with what is wrong, in words for an archivist.
    """
    try:
        document = locked.drawable(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD and locked.is_locked(path):
            raise EncryptedScan(
                "The PDF is locked with a password.",
                "Put its password in the file of passwords and run again, or deliver it without one.",
            ) from error
        raise UnreadableScan("The PDF is damaged and cannot be opened.", AGAIN) from error
    try:
        if len(document) == 0:
            raise EmptyScan("The PDF has no pages.", AGAIN)
        check_pages(len(document))
        pdf_damage.check_count(document, path)
        pdf_damage.check_kind(document, path)
        for index in range(len(document)):
            yield _page(document, index, sha256, path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableScan("A page of the PDF is damaged and cannot be drawn.", AGAIN) from error
    finally:
        document.close()


def _page(document: Any, index: int, sha256: str, path: Path) -> tuple[PageImage, Image.Image]:
    page = document[index]
    width_pt, height_pt = page.get_size()
    if not (3 <= width_pt <= 30_000 and 3 <= height_pt <= 30_000):
        raise UnreadableScan(
            f"Page {index + 1} of the PDF is {width_pt:.0f} × {height_pt:.0f} points large: no paper has that size.",
            AGAIN,
        )
    dpi, mode, scanned, lost = _resolution(page, width_pt, height_pt, path, index)
    if lost > MOST_LOST:
        raise UnreadableScan(f"Page {index + 1} of the PDF is damaged: {lost:.0%} of it cannot be decoded.", AGAIN)
    if not scanned:
        dpi = _drawn_dpi(width_pt, height_pt)
    width, height = round(width_pt * dpi / _INCH), round(height_pt * dpi / _INCH)
    check_pixels(width, height, mode)
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
        lost=round(lost, 4),
    )
    text_page.close()
    picture = page.render(scale=min(dpi, 150) / _INCH, grayscale=True).to_pil()
    if len(set(picture.getextrema())) == 1:
        pdf_damage.check_empty(page, path, index)
    page.close()
    return facts, picture


def _resolution(page: Any, width_pt: float, height_pt: float, path: Path, index: int) -> tuple[int, Mode, bool, float]:
    """Return the resolution of the scan on a page, its mode, whether it is a scan, and the share of it that is lost.

    A scan is one image over most of the page, strips that cover it together, or layers (the text as a mask, the rest
    as a photo): the finest and the most colourful of them count.
    """
    if page.get_rotation() in {90, 270}:
        width_pt, height_pt = height_pt, width_pt  # images lie on the page as it was before /Rotate
    covered, lost, finest, richest = 0.0, 0.0, 0, 0
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
        if bits == 0:
            item.get_bitmap()  # raises PdfiumError if it cannot be decoded: the page would be drawn without it
        covered, finest = covered + width * height, max(finest, dpi)
        lost += pdf_damage.lost_of(item, path, index) * width * height
        richest = max(richest, 0 if bits == 1 else 1 if bits == 8 else 2)
    if covered < 0.5 * width_pt * height_pt:
        return RENDER_DPI, "colour", False, 0.0
    return finest, MODES[richest], True, lost / covered


def _drawn_dpi(width_pt: float, height_pt: float) -> int:
    """Return at what resolution a page is drawn that has none of its own: less for a plan that would not fit."""
    largest = math.sqrt(PIXELS_COLOUR / (width_pt * height_pt)) * _INCH
    return min(RENDER_DPI, int(largest))


def render(path: Path, image: PageImage, factor: int) -> Image.Image:
    """Return a page as `L` at its own resolution, reduced by a whole factor; a scan as it is, as `1` if it is bitonal.

    Raises:
        UnreadableScan: the page cannot be drawn.
    """
    with _open_page(path, image.page_index) as page:
        scan = scans.pixels(page, path, image) if factor == 1 else None
        return scan or _drawn(page, -(-image.width // factor), -(-image.height // factor))


def _drawn(page: Any, width: int, height: int) -> Image.Image:
    """Draw a page as `L` at just this size.

    Asked for a scale, pypdfium2 rounds 2480.0000000005 pixels up to 2481: the scan would be drawn a little larger than
    it is and made smaller again, which blurs it and costs twice as much as drawing it.
    """
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium_c.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    as_seen = pdfium_c.FPDF_ANNOT | pdfium_c.FPDF_GRAYSCALE
    pdfium_c.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, as_seen)
    picture: Image.Image = bitmap.to_pil()
    return picture


def bands(path: Path, image: PageImage, rows: int, *, grey: bool) -> Iterator[Image.Image]:
    """Give a page at its own resolution as `L` or `RGB`, in bands of so many rows from top to bottom.

    Raises:
        UnreadableScan: the page cannot be drawn.
    """
    with _open_page(path, image.page_index) as page:
        scale = (image.dpi or RENDER_DPI) / _INCH
        drawn = math.ceil(page.get_height() * scale)  # how many rows pdfium makes of it; may be one more
        for top in range(0, image.height, rows):
            bottom = min(top + rows, image.height)
            # In points; half a pixel less, for pdfium rounds up.
            crop = (0, max(drawn - bottom - 0.5, 0) / scale, 0, max(top - 0.5, 0) / scale)
            picture: Image.Image = page.render(scale=scale, grayscale=grey, crop=crop).to_pil()
            size = (image.width, bottom - top)
            yield picture if picture.size == size else picture.resize(size)


@contextmanager
def _open_page(path: Path, index: int) -> Iterator[Any]:
    try:
        document = locked.drawable(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableScan("The PDF is damaged and cannot be opened.", AGAIN) from error
    try:
        page = document[index]
        yield page
        page.close()
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise UnreadableScan("A page of the PDF is damaged and cannot be drawn.", AGAIN) from error
    finally:
        document.close()

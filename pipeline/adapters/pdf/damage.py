"""Finds what of a PDF page cannot be drawn (pdfium silently leaves it white), and what lies behind it."""

import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c

from pipeline.adapters.pdf import locked
from pipeline.adapters.pdf import torn as torn_pdf
from pipeline.adapters.pdf.jbig2_ends import lost_of_jbig2
from pipeline.adapters.pdf.pictures import Picture, picture_of
from pipeline.adapters.pictures import cut_off, cut_parts, decoding
from pipeline.adapters.pictures.scan_limits import AGAIN
from pipeline.errors import LivingForm, Portfolio, UnreadableScan
from schemas.delivery import PageImage

_COUNTED = {1, 8, 24}
"""Bits of a pixel of which pdfium tells the truth; of other depths it tells what it makes of them."""
_SMALL = 1.0  # pixels of a point: 72 dpi
_TELLS = 64
"""Tones of 255 between ink and paper; less may be the noise of a scanner on an empty sheet."""
_NEARLY_WHOLE = 0.9  # of a page: less is more than the border of a scanner trimmed away
_LINES = 0.002  # of what is beside, dark: a line of type on half a page
_DARK = 160
_ZEROS = 64  # bytes at an end that were never written: packed data have no such run
_RGB = {pdfium_c.FPDF_COLORSPACE_DEVICERGB, pdfium_c.FPDF_COLORSPACE_CALRGB}


def check_kind(document: Any, path: Path) -> None:
    """Raise LivingForm or Portfolio when a PDF shows only a notice that the papers themselves are elsewhere in it."""
    if document.get_formtype() == pdfium_c.FORMTYPE_XFA_FULL:
        raise LivingForm(
            "The PDF is a living form (XFA): only Adobe's own program can show what was filled in.",
            "Open it with Adobe Reader, print it to a new PDF, and deliver that.",
        )
    if _count_of_files(document) and _is_collection(path):
        raise Portfolio(
            "The PDF is a portfolio: the papers lie in it as files, and its own page is only a cover.",
            "Take the files out with Adobe Reader and deliver each of them.",
        )


def check_count(document: Any, path: Path) -> None:
    """Raise UnreadableScan when two programs do not find the same number of pages in a PDF."""
    try:
        with locked.editable(path) as pdf:
            torn_pdf.check_count(pdf, len(document))
    except pikepdf.PdfError:  # only one of them opens it
        return


def is_rebuilt(path: Path, image: PageImage) -> bool:
    """Tell, of the first page of a PDF, whether the file was damaged and is read as it was put together again."""
    if image.media_type != "application/pdf" or image.page_index:
        return False
    locked.drawable(path).close()
    return locked.is_rebuilt(path)


def holds_files(path: Path, image: PageImage) -> bool:
    """Tell whether files are pinned to a PDF page, or on the first one lie behind its pages: nobody reads them."""
    if image.media_type != "application/pdf":
        return False
    try:
        with locked.drawable(path) as document:
            return _has_pins(document[image.page_index]) or (image.page_index == 0 and _count_of_files(document) > 0)
    except pypdfium2.PdfiumError:
        return False


def _has_pins(page: Any) -> bool:
    for place in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        note = pdfium_c.FPDFPage_GetAnnot(page, place)
        kind = pdfium_c.FPDFAnnot_GetSubtype(note)
        pdfium_c.FPDFPage_CloseAnnot(note)
        if kind == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
            return True
    return False


def _count_of_files(document: Any) -> int:
    return int(pdfium_c.FPDFDoc_GetAttachmentCount(document))


def check_empty(page: Any, path: Path, index: int) -> None:
    """Check a page on which nothing is seen.

    Raises:
        UnreadableScan: there should be something, and it is damaged or gone.
    """
    try:
        for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            item.get_bitmap()
        gone = _names_what_is_gone(path, index)
    except pypdfium2.PdfiumError as error:
        raise UnreadableScan(
            f"The image on page {index + 1} of the PDF is damaged: nothing can be seen.", AGAIN
        ) from error
    if gone:
        raise UnreadableScan(f"What stood on page {index + 1} of the PDF is gone: the file is damaged.", AGAIN)


def hides_a_picture(path: Path, image: PageImage) -> bool:
    """Tell whether a page of one tone holds a picture with more on it: cut away, or in a layer that is off."""
    if image.media_type != "application/pdf":
        return False
    try:
        with locked.drawable(path) as document:
            page = document[image.page_index]
            if not _of_one_tone(page.render(scale=_SMALL, grayscale=True).to_pil()):
                return False
            pictures = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)
            return any(not _of_one_tone(item.get_bitmap().to_pil().convert("L")) for item in pictures)
    except pypdfium2.PdfiumError:
        return False


def shows_a_part(path: Path, image: PageImage) -> bool:
    """Tell whether a PDF shows so small a part of a page (its crop box) that something beside it is not seen."""
    if image.media_type != "application/pdf":
        return False
    try:
        with locked.drawable(path) as document:
            page = document[image.page_index]
            shown, whole = page.get_cropbox(), page.get_mediabox()
            if _area(shown) > _NEARLY_WHOLE * _area(whole):
                return False
            seen = _ink(page)
            page.set_cropbox(*whole)
            beside = _ink(document[image.page_index]) - seen  # loaded again: its bounds are those of when it was loaded
            page.set_cropbox(*shown)
            return beside > _LINES * (_area(whole) - _area(shown)) * _SMALL**2
    except pypdfium2.PdfiumError:
        return False


def _area(box: tuple[float, float, float, float]) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _ink(page: Any) -> int:
    """Return how many pixels of a small drawing of a page are dark."""
    return sum(page.render(scale=_SMALL, grayscale=True).to_pil().histogram()[:_DARK])


def _of_one_tone(picture: Any) -> bool:
    least, most = picture.getextrema()
    return bool(most - least < _TELLS)


def lost_of(item: Any, path: Path, index: int) -> float:
    """Return the share of the rows of an image on a page that is not there, in [0, 1]; 0 when nobody can tell."""
    packed = item.get_filters()[-1:]
    data = bytes(item.get_data(decode_simple=True))
    if packed == ["DCTDecode"]:
        with decoding.quiet():
            return cut_off.lost_of_jpeg(data)
    if packed == ["JPXDecode"]:
        with decoding.quiet():
            return cut_off.lost_of_jpeg_2000(data)
    if packed == ["JBIG2Decode"]:
        return lost_of_jbig2(data)
    if packed == ["CCITTFaxDecode"]:
        whole = cut_parts.ends_as_fax(data) and cut_parts.hole_of_fax(data) is None
        return 0.0 if whole else _lost_of_fax(data, picture_of(path, index, _raw(item)))
    return _lost_of_pixels(item, data, path, index)


def _raw(item: Any) -> bytes:
    return bytes(item.get_data())


def _lost_of_fax(data: bytes, picture: Picture | None) -> float:
    if picture is None or picture.fax is None or picture.fax.in_bytes:
        return 0.0
    fax = picture.fax
    rows = cut_parts.rows_of_fax(data, fax.columns, fax.rows, fax.k, marked=fax.marked)
    return 0.0 if rows is None else 1 - rows / max(fax.rows, 1)


def _lost_of_pixels(item: Any, data: bytes, path: Path, index: int) -> float:
    """Return the share of the rows of plain pixels that is not there, as pdfium unpacked them."""
    metadata, raw = item.get_metadata(), _raw(item)
    bits, there = metadata.bits_per_pixel, len(data)
    if item.get_filters() == ["FlateDecode"] and not any(raw[-_ZEROS:]):
        there = min(there, _unpacked(raw.rstrip(b"\0")))
    if bits in _COUNTED and not (bits == 24 and metadata.colorspace not in _RGB):
        whole = metadata.height * -(-metadata.width * bits // 8)
        if there >= whole:
            return 0.0
    picture = picture_of(path, index, raw)
    if picture is None or picture.row is None:
        return 0.0
    return max(0.0, 1.0 - there / max(picture.rows * picture.row, 1))


def _unpacked(data: bytes) -> int:
    """Return how many bytes there are in data packed by zlib; what the zeros behind them stand for is no picture."""
    try:
        return len(zlib.decompressobj().decompress(data))
    except zlib.error:
        return 0


def _is_collection(path: Path) -> bool:
    try:
        with locked.editable(path) as pdf:
            return "/Collection" in pdf.Root
    except pikepdf.PdfError:
        return False


def _names_what_is_gone(path: Path, index: int) -> bool:
    """Tell whether a page draws an image that is not in the file."""
    try:
        with locked.editable(path) as pdf:
            page = pdf.pages[index]
            here = page.resources.get("/XObject", pikepdf.Dictionary())
            drawn = pikepdf.parse_content_stream(page, "Do")
            return any(str(step.operands[0]) not in here for step in drawn)
    except (pikepdf.PdfError, AttributeError, LookupError, TypeError):
        return False

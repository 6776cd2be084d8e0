"""Finds out what of a PDF page cannot be drawn (pdfium leaves it white without a word), and what lies behind it."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from pipeline.adapters import decoding, locked
from pipeline.adapters.scan_limits import AGAIN
from pipeline.errors import LivingForm, Portfolio, UnreadableScan
from schemas.delivery import PageImage

_COUNTED = {1, 8, 24}
"""Bits of a pixel of which pdfium tells the truth; of other depths it tells what it makes of them."""
_RGB = {pdfium_c.FPDF_COLORSPACE_DEVICERGB, pdfium_c.FPDF_COLORSPACE_CALRGB}
_END = b"\xff\xd9"


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


def holds_files(path: Path, image: PageImage) -> bool:
    """Tell, of the first page of a PDF, whether files lie behind its pages, which nobody reads."""
    if image.media_type != "application/pdf" or image.page_index:
        return False
    try:
        document = locked.drawable(path)
    except pypdfium2.PdfiumError:
        return False
    try:
        return _count_of_files(document) > 0
    finally:
        document.close()


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


def lost_of(item: Any) -> float:
    """Return the share of the rows of an image on a page that is not there, in [0, 1]; 0 when nobody can tell."""
    metadata, filters = item.get_metadata(), item.get_filters()
    if filters[-1:] == ["DCTDecode"]:
        data = bytes(item.get_data(decode_simple=True))
        return 0.0 if _END in data[-64:] else _lost_of_jpeg(data)
    bits = metadata.bits_per_pixel
    if filters[-1:] not in (["FlateDecode"], ["LZWDecode"]) or bits not in _COUNTED:
        return 0.0
    if bits == 24 and metadata.colorspace not in _RGB:
        return 0.0
    whole = metadata.height * -(-metadata.width * bits // 8)
    there: int = len(item.get_data(decode_simple=True))
    return max(0.0, 1.0 - float(there / max(whole, 1)))


def _lost_of_jpeg(data: bytes) -> float:
    try:
        with decoding.quiet(), Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
            try:
                picture.load()
            except (OSError, SyntaxError):
                return decoding.upper_part(picture)[1]
    except OSError:
        return 0.0  # pdfium knows more of it
    return 0.0


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

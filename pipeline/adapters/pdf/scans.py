"""Takes the pixels of a page of a PDF that is one scan and nothing else, as the scanner gave them: nothing is drawn."""

import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from pipeline.adapters.pdf import locked
from schemas.delivery import PageImage

_ONE_IMAGE = re.compile(
    rb"\s*(?:q\s+)?(\d+\.?\d*)\s+0(?:\.0*)?\s+0(?:\.0*)?\s+(\d+\.?\d*)\s+0(?:\.0*)?\s+0(?:\.0*)?\s+cm\s+"
    rb"(/[^\s/<>\[\]()%]+)\s+Do(?:\s+Q)?\s*"
)
"""All that such a page draws: no clip, no layer that may be hidden, no mark, and an image that is not turned."""
_PLAIN = {("/DeviceGray", 1), ("/DeviceGray", 8), ("/DeviceRGB", 8)}
_NOT_AS_STORED = ("/SMask", "/Mask", "/ImageMask", "/Decode", "/OC")
_MODES = {"bitonal": "1", "grey": "L", "colour": "L"}


def pixels(page: Any, path: Path, image: PageImage) -> Image.Image | None:
    """Return a page as `1` or `L`; None when it must be drawn: it is no scan, or more is done with it than shown."""
    if image.lost or locked.is_rebuilt(path) or page.get_rotation() or pdfium_c.FPDFPage_CountObjects(page) != 1:
        return None
    item = next(page.get_objects(max_depth=1))
    size = (image.width, image.height)
    if item.type != pdfium_c.FPDF_PAGEOBJ_IMAGE or item.get_px_size() != size or not _is_only_a_scan(path, image):
        return None
    try:
        picture: Image.Image = item.get_bitmap().to_pil()
    except pypdfium2.PdfiumError:
        return None
    if picture.size != size or picture.mode not in {"L", "RGB"}:
        return None
    return picture.convert(_MODES[image.mode], dither=Image.Dither.NONE)


def _is_only_a_scan(path: Path, image: PageImage) -> bool:
    try:
        with locked.editable(path) as pdf:
            # A file that had to be mended may be mended otherwise by the program that draws.
            return _shows_one_image(pdf.pages[image.page_index], image) and not pdf.get_warnings()
    except (pikepdf.PdfError, AttributeError, LookupError, TypeError, ValueError, ArithmeticError):
        return False


def _shows_one_image(page: pikepdf.Page, image: PageImage) -> bool:
    if any(key in page.obj for key in ("/Annots", "/UserUnit")) or "/ColorSpace" in page.resources:
        return False  # a space in the resources may stand for the plain ones
    content: Any = page.obj.Contents
    said = _ONE_IMAGE.fullmatch(content.read_bytes()) if isinstance(content, pikepdf.Stream) else None
    return said is not None and _covers(page, said, image) and _is_plain(page.resources, said, image)


def _is_plain(resources: Any, said: re.Match[bytes], image: PageImage) -> bool:
    scan = resources["/XObject"][said[3].decode("ascii")]
    packed = scan.get("/Filter")
    if any(key in scan for key in _NOT_AS_STORED) or "/JPXDecode" in _names(packed):
        return False  # JPEG 2000 may have its own colours and transparency, whatever the PDF says
    space, bits = str(scan.ColorSpace), int(scan.BitsPerComponent)
    return (space, bits) in _PLAIN and (bits == 1) == (image.mode == "bitonal")


def _names(packed: Any) -> list[str]:
    return [str(name) for name in packed] if isinstance(packed, pikepdf.Array) else [str(packed)]


def _covers(page: pikepdf.Page, said: re.Match[bytes], image: PageImage) -> bool:
    half = 36.0 / (image.dpi or 72)  # of a pixel, in points
    covered = (0.0, 0.0, float(said[1]), float(said[2]))
    boxes = [[float(edge) for edge in box] for box in (page.cropbox, page.mediabox)]
    return all(abs(edge - other) < half for box in boxes for edge, other in zip(box, covered, strict=True))

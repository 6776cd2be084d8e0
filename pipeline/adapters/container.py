"""Puts delivered images and PDF pages into one PDF: data untouched, or drawn anew where PDF/A cannot hold them."""

import io
from collections.abc import Container, Sequence
from contextlib import ExitStack
from pathlib import Path

import img2pdf
import pikepdf
from pikepdf.pdfa import PdfaError
from pikepdf.pdfa import save as save_as_pdfa
from PIL import Image

from pipeline.adapters import decoding, images
from pipeline.errors import ToolFailed
from pipeline.ports import PdfPage
from schemas.delivery import PageImage

_LOSSLESS = {"1", "L", "LA", "P", "RGB", "RGBA"}
"""Modes whose pixels stay what they are when they are written anew (what is transparent becomes white)."""


def assemble(pages: Sequence[PdfPage], target: Path, *, draw: Container[int] = ()) -> frozenset[int]:
    """Write one PDF, each page turned upright by a page attribute; pages in `draw` become pictures in any case.

    Returns:
        The places (from 0) of the pages that hold another picture than the one delivered: PDF pages that were drawn
        and images whose colours PDF/A cannot hold. An image that is only packed otherwise is not among them.

    Raises:
        ToolFailed: a page cannot be put into a PDF at all.
    """
    redrawn = set()
    with ExitStack() as opened, decoding.quiet(), pikepdf.new() as whole:
        sources: dict[Path, pikepdf.Pdf] = {}
        for place, page in enumerate(pages):
            image = page.text.prepared.image
            if image.media_type == "application/pdf":
                if page.path not in sources:  # opened once, so that what its pages share is written once
                    sources[page.path] = opened.enter_context(pikepdf.open(page.path))
                sheet = sources[page.path].pages[image.page_index]
                if place in draw or not _fits(sheet):
                    redrawn.add(place)
                    sheet = _sheet(_packed(images.drawn(page.path, image)), image.dpi or page.text.prepared.dpi, opened)
            else:
                sheet, exact = _image_sheet(page, opened)
                if not exact:
                    redrawn.add(place)
            whole.pages.append(sheet)
            if page.text.prepared.rotation:
                whole.pages[-1].rotate(-page.text.prepared.rotation, relative=True)
        whole.save(target, deterministic_id=True)
    return frozenset(redrawn)


def _fits(sheet: pikepdf.Page) -> bool:
    """Tell whether a page can be declared PDF/A-2 as it is: fonts embedded, no CMYK, no notes that are not drawn."""
    with pikepdf.new() as alone:
        alone.pages.append(sheet)
        try:
            save_as_pdfa(alone, io.BytesIO(), "2b")
        except (PdfaError, pikepdf.PdfError):
            return False
    return True


def _image_sheet(page: PdfPage, opened: ExitStack) -> tuple[pikepdf.Page, bool]:
    """Return a page around the image data as they are, or around their pixels; and whether its pixels are the same."""
    image, dpi = page.text.prepared.image, page.text.prepared.dpi
    try:
        sheet = _sheet(_as_delivered(page.path, image), dpi, opened)
        if _fits(sheet):
            return sheet, True
    except (
        img2pdf.ImageOpenError, img2pdf.AlphaChannelError, img2pdf.UnsupportedColorspaceError,
        img2pdf.JpegColorspaceError, NotImplementedError, ValueError,
    ):  # fmt: skip
        pass  # img2pdf's ways of saying that a PDF cannot hold these data
    picture = decoding.frame(page.path, image.page_index).picture
    return _sheet(_packed(picture), dpi, opened), picture.mode in _LOSSLESS


def _as_delivered(path: Path, image: PageImage) -> bytes:
    """Return the file of one image; a page of a TIFF with several is taken out of it, pixel by pixel."""
    data = path.read_bytes()
    if image.media_type == "image/tiff":
        with Image.open(io.BytesIO(data)) as picture:
            if getattr(picture, "n_frames", 1) > 1:
                return _packed(decoding.frame(path, image.page_index).picture)
    return data


def _packed(picture: Image.Image) -> bytes:
    """Return a picture without loss in a form that PDF/A can hold: bitonal as G4, the rest as PNG."""
    out = io.BytesIO()
    picture.info.pop("icc_profile", None)  # may be of another kind of colours than what is written
    if picture.mode == "1" and "transparency" not in picture.info:
        picture.save(out, format="TIFF", compression="group4")
    elif picture.mode == "L" and "transparency" not in picture.info:
        picture.save(out, format="PNG")
    else:
        decoding.on_paper(picture).save(out, format="PNG", icc_profile=None)
    return out.getvalue()


def _sheet(data: bytes, dpi: int, opened: ExitStack) -> pikepdf.Page:
    """Return a PDF page around an image; its size follows from the resolution."""
    layout = img2pdf.get_fixed_dpi_layout_fun((dpi, dpi))
    try:
        made = img2pdf.convert(data, layout_fun=layout, nodate=True, rotation=img2pdf.Rotation.none)
    except img2pdf.PdfTooLargeError as error:
        raise ToolFailed("The page is larger than a PDF page can be.", "Check its stated resolution.") from error
    return opened.enter_context(pikepdf.open(io.BytesIO(made))).pages[0]

"""Puts delivered images and PDF pages into one PDF: data untouched, or drawn anew where PDF/A cannot hold them."""

import io
from collections.abc import Container, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import img2pdf
import pikepdf
from pikepdf.pdfa import PdfaError
from pikepdf.pdfa import save as save_as_pdfa
from PIL import Image, TiffImagePlugin

from pipeline.adapters.pages import images
from pipeline.adapters.pages.inner_damage import marks_of
from pipeline.adapters.pdf import locked
from pipeline.adapters.pictures import decoding, shown
from pipeline.errors import ToolFailed, UnreadableScan
from pipeline.ports import PdfPage
from schemas.delivery import PageImage

_LOSSLESS = {"1", "L", "LA", "P", "RGB", "RGBA"}
"""Modes whose pixels stay what they are when they are written anew (what is transparent becomes white)."""

_RARE_FRAMES = {*range(0xC3, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Marks of a JPEG frame that is neither baseline nor progressive by Huffman's codes."""

BAND_PIXELS = 12_000_000
"""A page drawn anew is drawn and packed in bands of so many pixels: a whole plan of A0 would fill gigabytes."""

_ZLIB = 3  # a third of the time of 6, for a few per cent more bytes

_REFUSED = (
    img2pdf.ImageOpenError, img2pdf.AlphaChannelError, img2pdf.UnsupportedColorspaceError,
    img2pdf.JpegColorspaceError, NotImplementedError, ValueError, TypeError, KeyError, OSError, AttributeError,
)  # fmt: skip
"""How img2pdf says that a PDF cannot hold these data, or stumbles over them."""


class _Resolution(NamedTuple):
    """Dots per inch of a picture, which are not the same both ways in a fax."""

    across: float
    down: float


def assemble(
    pages: Sequence[PdfPage], target: Path, *, drawn: Container[int] = (), empty: Container[int] = ()
) -> frozenset[int]:
    """Write one PDF, each page turned upright by a page attribute.

    Args:
        pages: what goes in.
        target: the PDF to write.
        drawn: places (from 0) of pages that become pictures in any case.
        empty: places of pages that become white sheets.

    Returns:
        The places of the pages that hold another picture than the one delivered: PDF pages that were drawn, damaged
        images, and images whose colours PDF/A cannot hold. An image that is only packed otherwise is not among them.

    Raises:
        ToolFailed, UnreadableScan: a page cannot be put into a PDF at all.
    """
    redrawn = set()
    with ExitStack() as opened, decoding.quiet(), pikepdf.new() as whole:
        sources: dict[Path, pikepdf.Pdf] = {}
        for place, page in enumerate(pages):
            if place in empty:
                whole.add_blank_page(page_size=_points(page))
            else:
                sheet, exact = _page(page, sources, opened, anew=place in drawn)
                if not exact:
                    redrawn.add(place)
                whole.pages.append(sheet)
                _own_resources(whole.pages[-1])
            if page.text.prepared.rotation:
                whole.pages[-1].rotate(-page.text.prepared.rotation, relative=True)
        whole.remove_unreferenced_resources()  # pages that shared theirs held each other's images
        whole.save(target, deterministic_id=True)
    return frozenset(redrawn)


def _page(
    page: PdfPage, sources: dict[Path, pikepdf.Pdf], opened: ExitStack, *, anew: bool
) -> tuple[pikepdf.Page, bool]:
    """Return a page for the PDF, and whether it holds just what was delivered."""
    image, dpi = page.text.prepared.image, page.text.prepared.dpi
    if image.media_type != "application/pdf":
        return _image_sheet(page, opened, anew=anew)
    if not anew:
        sheet = _delivered_sheet(page, sources, opened)
        if _fits(sheet):
            return sheet, True
    bands = images.drawn(page.path, image, _band_rows(image))
    return _sheet(map(_packed, bands), _Resolution(image.dpi or dpi, image.dpi or dpi), opened), False


def _delivered_sheet(page: PdfPage, sources: dict[Path, pikepdf.Pdf], opened: ExitStack) -> pikepdf.Page:
    try:
        if page.path not in sources:  # opened once, so that what its pages share is written once
            sources[page.path] = opened.enter_context(locked.editable(page.path))
        return sources[page.path].pages[page.text.prepared.image.page_index]
    except (pikepdf.PdfError, IndexError) as error:  # pdfium is more lenient: it can be drawn
        raise UnreadableScan("A page of the PDF cannot be taken over: the file is damaged.") from error


def _band_rows(image: PageImage) -> int:
    return image.height if image.mode == "bitonal" else max(BAND_PIXELS // max(image.width, 1), 1)


def _points(page: PdfPage) -> tuple[float, float]:
    image, dpi = page.text.prepared.image, page.text.prepared.dpi
    return image.width / dpi * 72, image.height * image.tall / dpi * 72


def _own_resources(page: pikepdf.Page) -> None:
    """Give a page resources of its own: pages that share them would share each other's text layer too."""
    resources = pikepdf.Dictionary(dict(page.resources.items()))
    if "/XObject" in resources:
        forms: Any = resources["/XObject"]
        resources["/XObject"] = pikepdf.Dictionary(dict(forms.items()))
    page.obj["/Resources"] = resources


def _fits(sheet: pikepdf.Page) -> bool:
    """Tell whether a page can be declared PDF/A-2 as it is: fonts embedded, no CMYK, no notes that are not drawn."""
    with pikepdf.new() as alone:
        alone.pages.append(sheet)
        try:
            save_as_pdfa(alone, io.BytesIO(), "2b")
        except (PdfaError, pikepdf.PdfError):
            return False
    return True


def _image_sheet(page: PdfPage, opened: ExitStack, *, anew: bool) -> tuple[pikepdf.Page, bool]:
    """Return a page around the image data as they are, or around their pixels; and whether its pixels are the same."""
    image, dpi = page.text.prepared.image, page.text.prepared.dpi
    fine = _Resolution(dpi, dpi / image.tall)
    other = _in_printers_colours(page.path, image) or _is_rare_jpeg(page.path, image)
    damaged = image.lost or "data_damaged" in page.text.prepared.problems  # each viewer makes something else of it
    if not (anew or damaged or other):
        try:
            sheet = _as_seen(page.path, image, fine, opened)
            if _is_plain(page.path, image) or _fits(sheet):
                return sheet, True
        except _REFUSED:
            pass  # it is drawn
    picture = decoding.frame(page.path, image.page_index).picture
    rows = _band_rows(image)
    bands: Iterable[Image.Image] = [picture]
    if rows < picture.height:
        edges = [(top, min(top + rows, picture.height)) for top in range(0, picture.height, rows)]
        bands = (picture.crop((0, top, picture.width, bottom)) for top, bottom in edges)
    return _sheet(map(_packed, bands), fine, opened), picture.mode in _LOSSLESS and not image.lost


def _in_printers_colours(path: Path, image: PageImage) -> bool:
    """Tell whether an image is CMYK, which PDF/A does not hold here: a plan of A0 is not unpacked to find that out."""
    try:
        with Image.open(path, formats=decoding.FORMATS) as picture:
            picture.seek(image.page_index)
            return picture.mode == "CMYK"
    except (OSError, SyntaxError):  # a form that Pillow does not know
        return False


def _is_rare_jpeg(path: Path, image: PageImage) -> bool:
    """Tell whether a JPEG is coded in a way that PDF and most viewers do not know: by arithmetic, or without loss."""
    return image.media_type == "image/jpeg" and not marks_of(path.read_bytes())[0].isdisjoint(_RARE_FRAMES)


def _is_plain(path: Path, image: PageImage) -> bool:
    """Tell whether PDF/A holds an image for certain: black and white, grey or RGB, and no profile of colours.

    Trying each page costs a fifth of making the PDF. The whole is validated in any case; when it fails, each is tried.
    """
    if image.media_type == "image/jp2":
        return False
    with Image.open(path, formats=decoding.FORMATS) as picture:
        picture.seek(image.page_index)
        return picture.mode in {"1", "L", "RGB"} and not picture.info.get("icc_profile")


def _as_delivered(path: Path, image: PageImage) -> bytes:
    """Return the file of one image; a page of a TIFF with several, or in strips, is taken out of it, pixel by pixel.

    A JPEG that lacks its end mark gets one: without, PDF/A refuses it.
    """
    data = (decoding.mended(path) if image.media_type == "image/jpeg" else None) or path.read_bytes()
    if image.media_type != "image/jpeg":
        with Image.open(io.BytesIO(data), formats=decoding.FORMATS) as picture:
            several = image.media_type == "image/tiff" and getattr(picture, "n_frames", 1) > 1
            # img2pdf spoils the pixels of a palette of few colours of which some are transparent.
            see_through = "transparency" in picture.info
            if several or see_through or _in_strips(picture) or shown.orientation(picture) > 1:
                return _packed(decoding.frame(path, image.page_index).picture)
    return data


def _in_strips(picture: Image.Image) -> bool:
    """Tell whether a black and white TIFF is in strips: PDF holds one, and img2pdf takes long to join them."""
    tags: Any = getattr(picture, "tag_v2", {})
    return picture.mode == "1" and len(tags.get(TiffImagePlugin.STRIPOFFSETS, ())) > 1


def _as_seen(path: Path, image: PageImage, fine: _Resolution, opened: ExitStack) -> pikepdf.Page:
    """Return the page around delivered data as they must be seen: those of a JPEG stay, the page turns or mirrors."""
    said = 1
    if image.media_type == "image/jpeg":
        with Image.open(path, formats=decoding.FORMATS) as picture:
            said = shown.orientation(picture)
    on_its_side = shown.lies_on_its_side(said)
    sheet = _sheet([_as_delivered(path, image)], _Resolution(*fine[::-1]) if on_its_side else fine, opened)
    if said == 1:
        return sheet
    width, height = float(sheet.mediabox[2]), float(sheet.mediabox[3])
    if on_its_side:
        width, height = height, width
    made = opened.enter_context(pikepdf.new())
    page = made.add_blank_page(page_size=(width, height))
    page.obj["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/Im0": _only_image(sheet, made)})})
    placed = " ".join(f"{number:.4f}" for number in shown.matrix(said, width, height))
    page.obj["/Contents"] = made.make_stream(f"q {placed} cm /Im0 Do Q".encode())
    return page


def _only_image(sheet: pikepdf.Page, target: pikepdf.Pdf) -> Any:
    held: Any = sheet.resources["/XObject"]
    ((_, image),) = held.items()
    return target.copy_foreign(image)


def _packed(picture: Image.Image) -> bytes:
    """Return a picture without loss in a form that PDF/A can hold: bitonal as G4, the rest as PNG."""
    out = io.BytesIO()
    picture.info.pop("icc_profile", None)  # may be of another kind of colours than what is written
    if picture.mode == "1" and "transparency" not in picture.info:
        whole = -(-picture.width // 8) * picture.height  # bytes: one strip, which PDF can hold as it is
        picture.save(out, format="TIFF", compression="group4", strip_size=whole)
    elif picture.mode == "L" and "transparency" not in picture.info:
        picture.save(out, format="PNG", compress_level=_ZLIB)
    else:
        decoding.on_paper(picture).save(out, format="PNG", icc_profile=None, compress_level=_ZLIB)
    return out.getvalue()


def _sheet(bands: Iterable[bytes], fine: _Resolution, opened: ExitStack) -> pikepdf.Page:
    """Return a PDF page around an image, or around bands of one from top to bottom; its size follows from `fine`."""
    sheets = [_band(data, fine, opened) for data in bands]
    if len(sheets) == 1:
        return sheets[0]
    width, heights = float(sheets[0].mediabox[2]), [float(sheet.mediabox[3]) for sheet in sheets]
    made = opened.enter_context(pikepdf.new())
    page = made.add_blank_page(page_size=(width, sum(heights)))
    placed: list[str] = []
    forms = pikepdf.Dictionary()
    for number, (sheet, height) in enumerate(zip(sheets, heights, strict=True)):
        below = sum(heights[number + 1 :])
        forms[f"/Im{number}"] = _only_image(sheet, made)
        placed.append(f"q {width:.4f} 0 0 {height:.4f} 0 {below:.4f} cm /Im{number} Do Q")
    page.obj["/Resources"] = pikepdf.Dictionary({"/XObject": forms})
    page.obj["/Contents"] = made.make_stream("\n".join(placed).encode())
    return page


def _band(data: bytes, fine: _Resolution, opened: ExitStack) -> pikepdf.Page:
    layout = img2pdf.get_fixed_dpi_layout_fun(fine)
    try:
        made = img2pdf.convert(data, layout_fun=layout, nodate=True, rotation=img2pdf.Rotation.none)
    except img2pdf.PdfTooLargeError as error:
        raise ToolFailed("The page is larger than a PDF page can be.", "Check its stated resolution.") from error
    return opened.enter_context(pikepdf.open(io.BytesIO(made))).pages[0]

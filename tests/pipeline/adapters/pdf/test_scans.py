"""A page of a PDF that is one scan is read from its own pixels; a page with anything more is drawn."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import img2pdf
import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from pipeline.adapters.pages import images
from pipeline.adapters.pdf import scans
from pipeline.adapters.pdf.pictures import images_of

SIZE = (1240, 1754)
Change = Callable[[Any], None]
"""Of a page of a PDF."""


def scan(mode: str) -> Image.Image:
    """Return a page with thin strokes, which a page that is drawn a little larger and made smaller again blurs."""
    picture = Image.new(mode, SIZE, 255 if mode in {"1", "L"} else "white")
    draw = ImageDraw.Draw(picture)
    for place in range(0, 1700, 37):
        draw.line((place // 2, place, 1200 - place // 3, 1700 - place), fill=0 if mode in {"1", "L"} else "black")
    return picture


def pdf_of(picture: Image.Image, path: Path, kind: str, change: Change | None = None) -> images.Raster:
    """Write a picture as a PDF at 150 dpi, change it, and return its page as it is read."""
    packed = io.BytesIO()
    picture.save(packed, kind, dpi=(150, 150), **({"compression": "group4"} if kind == "TIFF" else {}))
    path.write_bytes(img2pdf.convert(packed.getvalue()))
    if change:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            change(pdf.pages[0].obj)
            pdf.save(path)
    (found,) = images.inspect(path, "application/pdf", "a" * 64)
    return images.raster(path, found.image)


def test_a_bitonal_scan_is_read_pixel_for_pixel(tmp_path: Path) -> None:
    picture = scan("1")
    raster = pdf_of(picture, tmp_path / "scan.pdf", "TIFF")
    assert raster.image.mode == "1"
    assert np.array_equal(np.asarray(raster.image), np.asarray(picture))


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_photo_is_read_as_grey_as_it_is(tmp_path: Path, mode: str) -> None:
    picture = scan(mode)
    raster = pdf_of(picture, tmp_path / "scan.pdf", "PNG")
    assert raster.image.mode == "L"
    assert np.array_equal(np.asarray(raster.image), np.asarray(picture.convert("L")))


def _image(page: Any) -> Any:
    return next(images_of(page))


def _marked(page: Any) -> None:
    page.Contents.write(page.Contents.read_bytes() + b" 0 0 1 rg 10 10 50 50 re f")


def _clipped(page: Any) -> None:
    page.Contents.write(b"q 0 0 300 300 re W n " + page.Contents.read_bytes() + b" Q")


def _flipped(page: Any) -> None:
    words = page.Contents.read_bytes().split()
    words[1], words[5] = b"-" + words[1], words[1]
    page.Contents.write(b" ".join(words))


def _moved(page: Any) -> None:
    page.MediaBox = [-20, 0, float(page.MediaBox[2]) - 20, page.MediaBox[3]]


def _cropped(page: Any) -> None:
    page.CropBox = [20, 20, 580, 830]


def _turned(page: Any) -> None:
    page.Rotate = 180


def _noted(page: Any) -> None:
    square = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Square, "/Rect": pikepdf.Array([9, 9, 99, 99])}
    page.Annots = pikepdf.Array([pikepdf.Dictionary(square)])


def _inverted(page: Any) -> None:
    _image(page).Decode = pikepdf.Array([1, 0])


def _masked(page: Any) -> None:
    _image(page).Mask = pikepdf.Array([0, 0])


def _stencil(page: Any) -> None:
    del _image(page).ColorSpace
    _image(page).ImageMask = True


def _turned_above(page: Any) -> None:
    page.Parent.Rotate = 180


def _hidden(page: Any) -> None:
    _image(page).OC = pikepdf.Dictionary({"/Type": pikepdf.Name.OCG, "/Name": "scan"})


def _twice(page: Any) -> None:
    page.Contents.write(page.Contents.read_bytes() * 2)


def _in_two_parts(page: Any) -> None:
    page.Contents = pikepdf.Array([page.Contents])


def _box_backwards(page: Any) -> None:
    page.MediaBox = [page.MediaBox[2], page.MediaBox[3], 0, 0]


def _of_two_colours(page: Any) -> None:
    _image(page).ColorSpace = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceGray, 1, b"\xff\x00"])


def _other_space(page: Any) -> None:
    page.Resources.ColorSpace = pikepdf.Dictionary({"/DefaultGray": pikepdf.Name.DeviceGray})


def _larger_units(page: Any) -> None:
    page.UserUnit = 2


def _smaller(page: Any) -> None:
    words = page.Contents.read_bytes().split()
    words[1] = b"580"
    page.Contents.write(b" ".join(words))


@pytest.mark.parametrize(
    "change",
    [
        _marked,
        _clipped,
        _flipped,
        _moved,
        _cropped,
        _turned,
        _noted,
        _inverted,
        _masked,
        _stencil,
        _turned_above,
        _hidden,
        _twice,
        _in_two_parts,
        _box_backwards,
        _of_two_colours,
        _other_space,
        _larger_units,
        _smaller,
    ],
    ids=lambda change: change.__name__,
)
def test_a_page_that_shows_anything_else_is_drawn(tmp_path: Path, change: Change) -> None:
    assert pdf_of(scan("1"), tmp_path / "scan.pdf", "TIFF", change).image.mode == "L"


def _in_jpeg_2000(page: Any) -> None:
    packed = io.BytesIO()
    scan("RGB").save(packed, "JPEG2000")
    _image(page).write(packed.getvalue(), filter=pikepdf.Name.JPXDecode)


def _as_jpeg_that_is_none(page: Any) -> None:
    _image(page).write(b"\xff\xd8\xff\xe0 and no more", filter=pikepdf.Name.DCTDecode)


@pytest.mark.parametrize("change", [_in_jpeg_2000, _as_jpeg_that_is_none], ids=lambda change: change.__name__)
def test_what_cannot_be_trusted_to_be_its_own_pixels_is_drawn(tmp_path: Path, change: Change) -> None:
    path = tmp_path / "scan.pdf"
    pdf_of(scan("RGB"), path, "PNG")
    (found,) = images.inspect(path, "application/pdf", "a" * 64)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf.pages[0].obj)
        pdf.save(path)
    with pypdfium2.PdfDocument(path) as document:
        assert scans.pixels(document[0], path, found.image) is None


def test_a_page_that_says_that_it_is_not_turned_is_a_scan(tmp_path: Path) -> None:
    def upright(page: Any) -> None:
        page.Rotate = 0

    assert pdf_of(scan("1"), tmp_path / "scan.pdf", "TIFF", upright).image.mode == "1"


def test_each_page_of_a_pdf_has_its_own_pixels(tmp_path: Path) -> None:
    """Sheets of two sizes, of which the second is turned."""
    packed = []
    for picture in (scan("1"), scan("1").resize((800, 600)), scan("1").transpose(Image.Transpose.ROTATE_180)):
        packed.append(io.BytesIO())
        picture.save(packed[-1], "TIFF", dpi=(150, 150), compression="group4")
    path = tmp_path / "scan.pdf"
    path.write_bytes(img2pdf.convert([file.getvalue() for file in packed]))
    found = images.inspect(path, "application/pdf", "a" * 64)
    for file, page in zip(packed, found, strict=True):
        assert np.array_equal(np.asarray(images.raster(path, page.image).image), np.asarray(Image.open(file)))


@pytest.mark.parametrize(
    ("whole", "torn"),
    [(rb"startxref\n\d+", b"startxref\n7"), (rb"(?s)startxref.*", b""), (rb"/Length (\d)", rb"/Length 9\1")],
    ids=["a list of contents elsewhere", "no end", "longer than it is"],
)
def test_a_torn_file_that_is_mended_is_drawn(tmp_path: Path, whole: bytes, torn: bytes) -> None:
    path = tmp_path / "scan.pdf"
    assert pdf_of(scan("1"), path, "TIFF", lambda _: None).image.mode == "1"
    changed = re.sub(whole, torn, path.read_bytes())
    assert changed != path.read_bytes()
    path.write_bytes(changed)
    (found,) = images.inspect(path, "application/pdf", "a" * 64)
    assert images.raster(path, found.image).image.mode == "L"

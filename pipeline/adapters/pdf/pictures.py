"""What a PDF itself says about a picture that a page draws, where pdfium does not say."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from pipeline.adapters.pdf import locked

_DEPTH = 3  # forms in forms
_SAMPLES = {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/Separation": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3,
            "/DeviceCMYK": 4}  # fmt: skip


class Fax(NamedTuple):
    """How a fax is packed: `k` below 0 is G4; `marked` tells that each row of G3 begins with its mark."""

    columns: int
    rows: int
    k: int
    marked: bool
    in_bytes: bool
    """Rows begin at whole bytes."""


class Picture(NamedTuple):
    """Bytes of a row of pixels when unpacked (None: nobody can tell), the number of rows, and how a fax is packed."""

    row: int | None
    rows: int
    fax: Fax | None


def picture_of(path: Path, index: int, raw: bytes) -> Picture | None:
    """Return what a PDF says of the picture with these packed data on a page; None when it is not found."""
    try:
        with locked.editable(path) as pdf:
            for image in images_of(pdf.pages[index].obj):
                if image.read_raw_bytes() == raw:
                    return _told(image)
    except (pikepdf.PdfError, AttributeError, LookupError, TypeError, ValueError, ArithmeticError):
        return None
    return None


def images_of(holder: Any, depth: int = _DEPTH) -> Iterator[Any]:
    """Give the images of a page, also those in forms in it."""
    drawn = holder.get("/Resources", {}).get("/XObject", {})
    for form in drawn.values():
        if form.get("/Subtype") == "/Image":
            yield form
        elif depth and form.get("/Subtype") == "/Form":
            yield from images_of(form, depth - 1)


def _told(image: Any) -> Picture:
    width, rows = int(image.Width), int(image.Height)
    bits = 1 if image.get("/ImageMask", False) else int(image.get("/BitsPerComponent", 8))
    samples = 1 if image.get("/ImageMask", False) else _samples(image.get("/ColorSpace"))
    return Picture(-(-width * bits * samples // 8) if samples else None, rows, _fax(image, width, rows))


def _samples(space: Any) -> int | None:
    """Return of how many numbers a colour is made; None for a name that stands elsewhere, or a space of its own."""
    if isinstance(space, pikepdf.Name):
        return _SAMPLES.get(str(space))
    kind = str(space[0]) if isinstance(space, pikepdf.Array) and len(space) else ""
    if kind == "/ICCBased":
        return int(space[1].N)
    return len(space[1]) if kind == "/DeviceN" else _SAMPLES.get(kind)


def _fax(image: Any, width: int, rows: int) -> Fax | None:
    filters, how = image.get("/Filter"), image.get("/DecodeParms")
    last = filters[-1] if isinstance(filters, pikepdf.Array) and len(filters) else filters
    if last != "/CCITTFaxDecode":
        return None
    if isinstance(how, pikepdf.Array):
        how = how[-1] if len(how) else None
    how = how if isinstance(how, pikepdf.Dictionary) else pikepdf.Dictionary()
    return Fax(
        int(how.get("/Columns", 1728)) or width, rows, int(how.get("/K", 0)), bool(how.get("/EndOfLine", False)),
        bool(how.get("/EncodedByteAlign", False)),
    )  # fmt: skip

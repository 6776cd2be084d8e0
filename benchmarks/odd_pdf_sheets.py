"""Pages of PDFs from which odd ones are made: a picture as a scanner puts it, letters as a word processor does."""

import io
from typing import Any

import pikepdf
from PIL import Image

from benchmarks.odd_scans import DPI, page, saved

POINTS = 72 / DPI
"""Points of a PDF in a pixel."""


def scanned(*numbers: str) -> pikepdf.Pdf:
    """Return a PDF of pages that are a picture each, as a scanner makes them."""
    pdf = pikepdf.new()
    for number in numbers:
        add_picture(pdf, page(number))
    return pdf


def add_picture(pdf: pikepdf.Pdf, picture: Image.Image, content: bytes | None = None) -> pikepdf.Page:
    """Add a page that is one picture; `content` places it, else it fills the page."""
    width, height = picture.width * POINTS, picture.height * POINTS
    sheet = pdf.add_blank_page(page_size=(width, height))
    sheet.obj["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/Im0": stored(pdf, picture)})})
    drawn = content or f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q".encode()
    sheet.obj["/Contents"] = pdf.make_stream(drawn)
    return sheet


def stored(pdf: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Stream:
    """Return a grey picture as a PDF holds it: a JPEG."""
    return pdf.make_stream(
        saved(picture, "JPEG", quality=90),
        {
            "/Type": pikepdf.Name("/XObject"), "/Subtype": pikepdf.Name("/Image"), "/Width": picture.width,
            "/Height": picture.height, "/ColorSpace": pikepdf.Name("/DeviceGray"), "/BitsPerComponent": 8,
            "/Filter": pikepdf.Name("/DCTDecode"),
        },
    )  # fmt: skip


def data_of(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """Return the bytes of a PDF."""
    out = io.BytesIO()
    pdf.save(out, **{"static_id": "encryption" not in options, **options})
    return out.getvalue()


def add_letters(pdf: pikepdf.Pdf, lines: tuple[str, ...], *, font: Any = None) -> pikepdf.Page:
    """Add a page of letters, as a word processor makes it."""
    sheet = pdf.add_blank_page(page_size=(480, 640))
    font = font or pikepdf.Dictionary(
        {"/Type": pikepdf.Name("/Font"), "/Subtype": pikepdf.Name("/Type1"), "/BaseFont": pikepdf.Name("/Helvetica")}
    )
    sheet.obj["/Resources"] = pikepdf.Dictionary({"/Font": pikepdf.Dictionary({"/F1": font})})
    shown = "".join(f"1 0 0 1 60 {560 - 30 * place} Tm ({line}) Tj " for place, line in enumerate(lines))
    sheet.obj["/Contents"] = pdf.make_stream(f"BT /F1 18 Tf {shown} ET".encode())
    return sheet

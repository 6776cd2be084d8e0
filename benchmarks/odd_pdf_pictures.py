"""Pages of PDFs whose picture or letters are odd or damaged, each with a number that must be read where it can be."""

import re
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image

from benchmarks.odd_pdf_sheets import POINTS, add_letters, add_picture, data_of, scanned, stored
from benchmarks.odd_scans import page, saved


def mirrored(number: str) -> bytes:
    """Return a page on which the picture is placed mirrored: stored so too, so that it is seen the right way."""
    pdf = pikepdf.new()
    picture = page(number).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    width, height = picture.width * POINTS, picture.height * POINTS
    add_picture(pdf, picture, f"q {-width} 0 0 {height} {width} 0 cm /Im0 Do Q".encode())
    return data_of(pdf)


def jbig2(number: str) -> bytes:
    """Return a page whose JBIG2 image is nonsense."""
    pdf = scanned(number)
    image = pdf.pages[0].resources["/XObject"]["/Im0"]
    image.write(b"\0\0\0\1\x30\0\1\0\0\0\x13" + bytes(40), filter=pikepdf.Name("/JBIG2Decode"))
    return data_of(pdf)


def jpx(number: str) -> bytes:
    """Return a page whose image is JPEG 2000 and says its own colours."""
    pdf = scanned(number)
    picture = page(number)
    image = pdf.pages[0].resources["/XObject"]["/Im0"]
    image.write(saved(picture, "JPEG2000"), filter=pikepdf.Name("/JPXDecode"))
    del image["/ColorSpace"]
    return data_of(pdf)


def palette(number: str) -> bytes:
    """Return a page whose image has a table of two colours."""
    pdf = scanned(number)
    image = pdf.pages[0].resources["/XObject"]["/Im0"]
    image.write(page(number).point(lambda v: v // 128, "L").tobytes())
    image["/ColorSpace"] = pikepdf.Array(
        [pikepdf.Name("/Indexed"), pikepdf.Name("/DeviceRGB"), 1, b"\0\0\0\xff\xff\xff"]
    )
    return data_of(pdf)


def type3(number: str) -> bytes:
    """Return a page whose letters are drawings of a font that says nothing: only its picture tells."""
    pdf = scanned(number)
    glyph = pdf.make_stream(b"500 0 d0 0 0 400 400 re f")
    font = pikepdf.Dictionary(
        {
            "/Type": pikepdf.Name("/Font"), "/Subtype": pikepdf.Name("/Type3"), "/FontBBox": [0, 0, 500, 500],
            "/FontMatrix": [0.001, 0, 0, 0.001, 0, 0], "/CharProcs": pikepdf.Dictionary({"/a": glyph}),
            "/Encoding": pikepdf.Dictionary({"/Differences": [97, pikepdf.Name("/a")]}), "/FirstChar": 97,
            "/LastChar": 97, "/Widths": [500],
        }
    )  # fmt: skip
    pdf.pages[0].resources["/Font"] = pikepdf.Dictionary({"/F1": font})
    pdf.pages[0].contents_add(pdf.make_stream(b"BT /F1 8 Tf 60 40 Td (aaaa) Tj ET"))
    return data_of(pdf)


def in_form(number: str) -> bytes:
    """Return a page that draws its picture by way of a form."""
    pdf = scanned(number)
    sheet = pdf.pages[0]
    form = pdf.make_stream(sheet.Contents.read_bytes(), {
        "/Type": pikepdf.Name("/XObject"), "/Subtype": pikepdf.Name("/Form"), "/BBox": sheet.mediabox,
        "/Resources": sheet.resources,
    })  # fmt: skip
    sheet.obj["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/Fm0": form})})
    sheet.obj["/Contents"] = pdf.make_stream(b"q /Fm0 Do Q")
    return data_of(pdf)


def inline(number: str) -> bytes:
    """Return a page whose picture stands in the content itself."""
    picture = page(number).convert("1")
    width, height = picture.width * POINTS, picture.height * POINTS
    pdf = pikepdf.new()
    sheet = pdf.add_blank_page(page_size=(width, height))
    raw = picture.tobytes().hex().encode() + b">"
    sheet.obj["/Contents"] = pdf.make_stream(
        f"q {width} 0 0 {height} 0 0 cm BI /W {picture.width} /H {picture.height} /BPC 1 /CS /G /F /AHx ID ".encode()
        + raw + b" EI Q"
    )  # fmt: skip
    return data_of(pdf)


def halves(number: str) -> bytes:
    """Return a page whose picture lies on it in strips, as some scanners store it."""
    picture = page(number)
    pdf = pikepdf.new()
    width, height = picture.width * POINTS, picture.height * POINTS
    sheet = pdf.add_blank_page(page_size=(width, height))
    images, drawn = {}, ""
    for place in range(5):
        top, bottom = place * picture.height // 5, (place + 1) * picture.height // 5
        images[f"/Im{place}"] = stored(pdf, picture.crop((0, top, picture.width, bottom)))
        high = (bottom - top) * POINTS
        drawn += f"q {width} 0 0 {high} 0 {height - bottom * POINTS} cm /Im{place} Do Q "
    sheet.obj["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary(images)})
    sheet.obj["/Contents"] = pdf.make_stream(drawn.encode())
    return data_of(pdf)


def _letter(number: str) -> tuple[str, ...]:
    return (
        "GEMEENTE ZANDHOVE",
        "Bouwvergunning",
        number,
        "het bouwen van een woning",
        "te Zandhove, 18 september 1958",
    )


def vectors(number: str) -> bytes:
    """Return a page of letters without any picture."""
    pdf = pikepdf.new()
    add_letters(pdf, _letter(number))
    return data_of(pdf)


def lying_layer(number: str) -> bytes:
    """Return a scan over which an invisible text stands that says something else."""
    pdf = scanned(number)
    font = pikepdf.Dictionary({"/Type": pikepdf.Name("/Font"), "/Subtype": pikepdf.Name("/Type1"),
                               "/BaseFont": pikepdf.Name("/Helvetica")})  # fmt: skip
    pdf.pages[0].resources["/Font"] = pikepdf.Dictionary({"/F1": font})
    said = "".join(f"1 0 0 1 70 {540 - 40 * place} Tm (Leugen 4711/1999 in de tekstlaag) Tj " for place in range(6))
    pdf.pages[0].contents_add(pdf.make_stream(f"BT 3 Tr /F1 18 Tf {said} ET".encode()))
    return data_of(pdf)


def part_of_image(share: float, kind: str) -> Callable[[str], bytes]:
    """Return how to make a page whose image ends too early."""

    def make(number: str) -> bytes:
        pdf = scanned(number)
        image = pdf.pages[0].resources["/XObject"]["/Im0"]
        data = zlib.compress(page(number).tobytes()) if kind == "/FlateDecode" else saved(page(number), _KINDS[kind])
        image.write(data[: int(len(data) * share)], filter=pikepdf.Name(kind))
        return data_of(pdf)

    return make


_KINDS = {"/DCTDecode": "JPEG", "/JPXDecode": "JPEG2000"}


def image_gone(number: str) -> bytes:
    """Return a page whose image is not in the file."""
    made = data_of(scanned(number), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return re.sub(rb"/Im0 \d+ 0 R", b"/Im0 99 0 R", made)


def layer_off(number: str) -> bytes:
    """Return a page whose picture lies in a layer that is off."""
    pdf = scanned(number)
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="scan"))
    off = pikepdf.Dictionary(ON=pikepdf.Array([]), OFF=pikepdf.Array([layer]))
    pdf.Root["/OCProperties"] = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=off)
    sheet = pdf.pages[0].obj
    sheet.Resources["/Properties"] = pikepdf.Dictionary({"/MC0": layer})
    sheet["/Contents"] = pdf.make_stream(b"/OC /MC0 BDC " + sheet.Contents.read_bytes() + b" EMC")
    return data_of(pdf)


def cut_away(number: str) -> bytes:
    """Return a page that was cut to an empty corner of itself."""
    pdf = scanned(number)
    pdf.pages[0].obj["/CropBox"] = pikepdf.Array([10, 10, 60, 60])
    return data_of(pdf)


def white(_: str) -> bytes:
    """Return a page that is white: nothing is wrong with it."""
    return data_of(_with_white())


def _with_white() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    add_picture(pdf, Image.new("L", (1000, 1300), 255))
    return pdf


def broken_page(first: str, third: str) -> bytes:
    """Return three pages of which the second cannot be decoded."""
    pdf = scanned(first, "0000/0000", third)
    pdf.pages[1].resources["/XObject"]["/Im0"].write(b"\xff\xd8\xff niets", filter=pikepdf.Name("/DCTDecode"))
    return data_of(pdf)

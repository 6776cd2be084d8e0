"""PDFs as scanners, editors and damaged disks make them, each with a number that must be read from every page."""

import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from PIL import Image

from benchmarks.odd_scans import DPI, Case, number_of, page, saved

_POINTS = 72 / DPI
_FIRST = 200  # numbers before this belong to image files


def scanned(*numbers: str) -> pikepdf.Pdf:
    """Return a PDF of pages that are a picture each, as a scanner makes them."""
    pdf = pikepdf.new()
    for number in numbers:
        _sheet(pdf, page(number))
    return pdf


def _sheet(pdf: pikepdf.Pdf, picture: Image.Image, content: bytes | None = None) -> pikepdf.Page:
    width, height = picture.width * _POINTS, picture.height * _POINTS
    sheet = pdf.add_blank_page(page_size=(width, height))
    sheet.obj["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/Im0": _image(pdf, picture)})})
    drawn = content or f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q".encode()
    sheet.obj["/Contents"] = pdf.make_stream(drawn)
    return sheet


def _image(pdf: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Stream:
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


def _typed(pdf: pikepdf.Pdf, lines: tuple[str, ...], *, font: Any = None) -> pikepdf.Page:
    """Add a page of letters, as a word processor makes it."""
    sheet = pdf.add_blank_page(page_size=(480, 640))
    font = font or pikepdf.Dictionary(
        {"/Type": pikepdf.Name("/Font"), "/Subtype": pikepdf.Name("/Type1"), "/BaseFont": pikepdf.Name("/Helvetica")}
    )
    sheet.obj["/Resources"] = pikepdf.Dictionary({"/Font": pikepdf.Dictionary({"/F1": font})})
    shown = "".join(f"1 0 0 1 60 {560 - 30 * place} Tm ({line}) Tj " for place, line in enumerate(lines))
    sheet.obj["/Contents"] = pdf.make_stream(f"BT /F1 18 Tf {shown} ET".encode())
    return sheet


def _letter(number: str) -> tuple[str, ...]:
    return (
        "GEMEENTE ZANDHOVE",
        "Bouwvergunning",
        number,
        "het bouwen van een woning",
        "te Zandhove, 18 september 1958",
    )


def _plain(number: str) -> bytes:
    return data_of(scanned(number))


def _locked(number: str) -> bytes:
    return data_of(scanned(number), encryption=pikepdf.Encryption(user="geheim", owner="baas", R=6))


def _owner_only(number: str) -> bytes:
    return data_of(scanned(number), encryption=pikepdf.Encryption(user="", owner="baas", R=6))


def _no_pages(_: str) -> bytes:
    return data_of(pikepdf.new())


def _tree_loop(number: str) -> bytes:
    pdf = scanned(number)
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    return data_of(pdf)


def _no_size(number: str) -> bytes:
    pdf = scanned(number)
    pdf.pages[0].obj["/MediaBox"] = pikepdf.Array([0, 0, 0, 0])
    return data_of(pdf)


def _turned_box(number: str) -> bytes:
    pdf = scanned(number)
    left, bottom, right, top = pdf.pages[0].mediabox
    pdf.pages[0].obj["/MediaBox"] = pikepdf.Array([right, top, left, bottom])
    return data_of(pdf)


def _shifted_box(number: str) -> bytes:
    """Return a page whose lower left corner is not at 0, with a crop box beyond its edges."""
    pdf = scanned(number)
    sheet = pdf.pages[0]
    width, height = (float(edge) for edge in sheet.mediabox[2:])
    sheet.obj["/MediaBox"] = pikepdf.Array([-100, -50, width - 100, height - 50])
    sheet.obj["/CropBox"] = pikepdf.Array([-1000, -1000, 5000, 5000])
    sheet.obj["/Contents"] = pdf.make_stream(f"q {width} 0 0 {height} -100 -50 cm /Im0 Do Q".encode())
    return data_of(pdf)


def _unit(number: str) -> bytes:
    pdf = scanned(number)
    pdf.pages[0].obj["/UserUnit"] = 1000
    return data_of(pdf, min_version="1.6")


def _rotated(degrees: int) -> Callable[[str], bytes]:
    def make(number: str) -> bytes:
        pdf = scanned(number)
        pdf.pages[0].obj["/Rotate"] = degrees
        return data_of(pdf)

    return make


def _mirrored(number: str) -> bytes:
    """Return a page on which the picture is placed mirrored: stored so too, so that it is seen the right way."""
    pdf = pikepdf.new()
    picture = page(number).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    width, height = picture.width * _POINTS, picture.height * _POINTS
    _sheet(pdf, picture, f"q {-width} 0 0 {height} {width} 0 cm /Im0 Do Q".encode())
    return data_of(pdf)


def _jbig2(number: str) -> bytes:
    pdf = scanned(number)
    image = pdf.pages[0].resources["/XObject"]["/Im0"]
    image.write(b"\0\0\0\1\x30\0\1\0\0\0\x13" + bytes(40), filter=pikepdf.Name("/JBIG2Decode"))
    return data_of(pdf)


def _jpx(number: str) -> bytes:
    pdf = scanned(number)
    picture = page(number)
    image = pdf.pages[0].resources["/XObject"]["/Im0"]
    image.write(saved(picture, "JPEG2000"), filter=pikepdf.Name("/JPXDecode"))
    del image["/ColorSpace"]
    return data_of(pdf)


def _palette(number: str) -> bytes:
    pdf = scanned(number)
    image = pdf.pages[0].resources["/XObject"]["/Im0"]
    image.write(page(number).point(lambda v: v // 128, "L").tobytes())
    image["/ColorSpace"] = pikepdf.Array(
        [pikepdf.Name("/Indexed"), pikepdf.Name("/DeviceRGB"), 1, b"\0\0\0\xff\xff\xff"]
    )
    return data_of(pdf)


def _type3(number: str) -> bytes:
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


def _with_attachment(number: str) -> bytes:
    pdf = scanned(number)
    pdf.attachments["plan.dwg"] = b"AC1015" + bytes(100)
    return data_of(pdf)


def _portfolio(number: str) -> bytes:
    """Return a collection: its page is only a cover, the papers lie in it as files."""
    pdf = pikepdf.new()
    _typed(pdf, ("Open this portfolio in Adobe Reader", "to see the papers that are in it."))
    pdf.attachments["besluit.pdf"] = _plain(number)
    pdf.Root["/Collection"] = pikepdf.Dictionary({"/Type": pikepdf.Name("/Collection")})
    return data_of(pdf)


def _xfa(_: str) -> bytes:
    pdf = pikepdf.new()
    _typed(pdf, ("Please wait...", "If this message is not eventually replaced,", "your viewer cannot show this form."))
    form = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'></xdp:xdp>")
    pdf.Root["/NeedsRendering"] = True
    pdf.Root["/AcroForm"] = pikepdf.Dictionary({"/Fields": [], "/XFA": form})
    return data_of(pdf)


def _linear_cut(number: str) -> bytes:
    made = data_of(scanned(number, number, number), linearize=True)
    return made[: len(made) // 2]


def _updated(number: str) -> bytes:
    """Return a PDF to which a later update was written that puts another first page in place of the old one."""
    old = data_of(scanned("9999/1911"), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pikepdf.open(io.BytesIO(old)) as before:
        image, root, size = (
            before.pages[0].resources["/XObject"]["/Im0"].objgen[0],
            before.Root.objgen[0],
            len(before.objects) + 1,
        )
    picture = page(number)
    data = saved(picture, "JPEG", quality=90)
    place = len(old) + 1
    added = (
        (
            f"\n{image} 0 obj\n<< /Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
            f"/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length {len(data)} >>\nstream\n"
        ).encode()
        + data
        + b"\nendstream\nendobj\n"
    )
    start = int(old[old.rindex(b"startxref") + 9 :].split()[0])
    table = f"xref\n{image} 1\n{place:010} 00000 n \ntrailer\n<< /Size {size} /Root {root} 0 R /Prev {start} >>\n"
    return old + added + table.encode() + f"startxref\n{len(old) + len(added)}\n%%EOF\n".encode()


def _in_form(number: str) -> bytes:
    pdf = scanned(number)
    sheet = pdf.pages[0]
    form = pdf.make_stream(sheet.Contents.read_bytes(), {
        "/Type": pikepdf.Name("/XObject"), "/Subtype": pikepdf.Name("/Form"), "/BBox": sheet.mediabox,
        "/Resources": sheet.resources,
    })  # fmt: skip
    sheet.obj["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/Fm0": form})})
    sheet.obj["/Contents"] = pdf.make_stream(b"q /Fm0 Do Q")
    return data_of(pdf)


def _inline(number: str) -> bytes:
    picture = page(number).convert("1")
    width, height = picture.width * _POINTS, picture.height * _POINTS
    pdf = pikepdf.new()
    sheet = pdf.add_blank_page(page_size=(width, height))
    raw = picture.tobytes().hex().encode() + b">"
    sheet.obj["/Contents"] = pdf.make_stream(
        f"q {width} 0 0 {height} 0 0 cm BI /W {picture.width} /H {picture.height} /BPC 1 /CS /G /F /AHx ID ".encode()
        + raw + b" EI Q"
    )  # fmt: skip
    return data_of(pdf)


def _halves(number: str) -> bytes:
    """Return a page whose picture lies on it in strips, as some scanners store it."""
    picture = page(number)
    pdf = pikepdf.new()
    width, height = picture.width * _POINTS, picture.height * _POINTS
    sheet = pdf.add_blank_page(page_size=(width, height))
    images, drawn = {}, ""
    for place in range(5):
        top, bottom = place * picture.height // 5, (place + 1) * picture.height // 5
        images[f"/Im{place}"] = _image(pdf, picture.crop((0, top, picture.width, bottom)))
        high = (bottom - top) * _POINTS
        drawn += f"q {width} 0 0 {high} 0 {height - bottom * _POINTS} cm /Im{place} Do Q "
    sheet.obj["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary(images)})
    sheet.obj["/Contents"] = pdf.make_stream(drawn.encode())
    return data_of(pdf)


def _vectors(number: str) -> bytes:
    pdf = pikepdf.new()
    _typed(pdf, _letter(number))
    return data_of(pdf)


def _lying_layer(number: str) -> bytes:
    """Return a scan over which an invisible text stands that says something else."""
    pdf = scanned(number)
    font = pikepdf.Dictionary({"/Type": pikepdf.Name("/Font"), "/Subtype": pikepdf.Name("/Type1"),
                               "/BaseFont": pikepdf.Name("/Helvetica")})  # fmt: skip
    pdf.pages[0].resources["/Font"] = pikepdf.Dictionary({"/F1": font})
    said = "".join(f"1 0 0 1 70 {540 - 40 * place} Tm (Leugen 4711/1999 in de tekstlaag) Tj " for place in range(6))
    pdf.pages[0].contents_add(pdf.make_stream(f"BT 3 Tr /F1 18 Tf {said} ET".encode()))
    return data_of(pdf)


def _part_of_image(share: float, kind: str) -> Callable[[str], bytes]:
    """Return how to make a page whose image ends too early."""

    def make(number: str) -> bytes:
        pdf = scanned(number)
        image = pdf.pages[0].resources["/XObject"]["/Im0"]
        data = zlib.compress(page(number).tobytes()) if kind == "/FlateDecode" else saved(page(number), _KINDS[kind])
        image.write(data[: int(len(data) * share)], filter=pikepdf.Name(kind))
        return data_of(pdf)

    return make


_KINDS = {"/DCTDecode": "JPEG", "/JPXDecode": "JPEG2000"}


def _image_gone(number: str) -> bytes:
    made = data_of(scanned(number), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return re.sub(rb"/Im0 \d+ 0 R", b"/Im0 99 0 R", made)


def _white(_: str) -> bytes:
    return data_of(_with_white())


def _with_white() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    _sheet(pdf, Image.new("L", (1000, 1300), 255))
    return pdf


def _broken_page(first: str, third: str) -> bytes:
    pdf = scanned(first, "0000/0000", third)
    pdf.pages[1].resources["/XObject"]["/Im0"].write(b"\xff\xd8\xff niets", filter=pikepdf.Name("/DCTDecode"))
    return data_of(pdf)


def _labelled(first: str, second: str) -> bytes:
    """Return pages whose labels count otherwise than their order: the order in the file counts."""
    pdf = scanned(first, second)
    pdf.Root["/PageLabels"] = pikepdf.Dictionary(
        {
            "/Nums": [
                0,
                pikepdf.Dictionary({"/S": pikepdf.Name("/D"), "/St": 2}),
                1,
                pikepdf.Dictionary({"/S": pikepdf.Name("/D"), "/St": 1}),
            ]
        }
    )
    return data_of(pdf)


_SINGLE: tuple[tuple[str, Callable[[str], bytes], str], ...] = (
    ("pdf_gewoon", _plain, "read"),
    ("pdf_slot", _locked, "encrypted"),
    ("pdf_slot_eigenaar", _owner_only, "read"),
    ("pdf_zonder_bladen", _no_pages, "empty|unreadable"),
    ("pdf_boom_in_kring", _tree_loop, ""),
    ("pdf_maat_nul", _no_size, ""),
    ("pdf_maat_omgekeerd", _turned_box, "read"),
    ("pdf_maat_verschoven", _shifted_box, "read"),
    ("pdf_eenheid_1000", _unit, "read"),
    ("pdf_draai_90", _rotated(90), "read"),
    ("pdf_draai_37", _rotated(37), "read"),
    ("pdf_draai_-90", _rotated(-90), "read"),
    ("pdf_draai_450", _rotated(450), "read"),
    ("pdf_gespiegeld_gelegd", _mirrored, "read"),
    ("pdf_jbig2_stuk", _jbig2, "unreadable"),
    ("pdf_jpx", _jpx, "read"),
    ("pdf_kleurtabel", _palette, "read"),
    ("pdf_type3", _type3, "read"),
    ("pdf_bijlage", _with_attachment, "read"),
    ("pdf_portfolio", _portfolio, "portfolio"),
    ("pdf_xfa", _xfa, "living_form"),
    ("pdf_lineair_half", _linear_cut, ""),
    ("pdf_bijgewerkt", _updated, "read"),
    ("pdf_in_vorm", _in_form, "read"),
    ("pdf_in_de_regel", _inline, "read"),
    ("pdf_in_stroken", _halves, "read"),
    ("pdf_letters", _vectors, "read"),
    ("pdf_leugen", _lying_layer, "read"),
    ("pdf_jpeg_half", _part_of_image(0.5, "/DCTDecode"), "unreadable"),
    ("pdf_jpx_half", _part_of_image(0.5, "/JPXDecode"), "unreadable"),
    ("pdf_zip_half", _part_of_image(0.5, "/FlateDecode"), "unreadable"),
    ("pdf_beeld_weg", _image_gone, "unreadable"),
    ("pdf_wit", _white, ""),
)


def cases() -> Iterator[Case]:
    """Give every PDF, each in a folder of its own."""
    place = _FIRST
    for name, make, expected in _SINGLE:
        place += 1
        number = number_of(place)
        if expected == "read":
            elsewhere = name.startswith(("pdf_draai", "pdf_letters"))
            told = ("files_inside",) if name == "pdf_bijlage" else ()
            yield Case(name, {"0001.pdf": make(number)}, (number,), told=told, boxes=not elsewhere)
        else:
            yield Case(name, {"0001.pdf": make(number)}, aside=tuple(expected.split("|")) if expected else ())
    first, second, third = (number_of(place + more) for more in (1, 2, 3))
    yield Case("pdf_blad_stuk", {"0001.pdf": _broken_page(first, third)}, told=("file_quarantined",))
    place += 4
    damaged = _part_of_image(0.95, "/DCTDecode")(number_of(place))
    yield Case("pdf_jpeg_bijna", {"0001.pdf": damaged}, (number_of(place),), told=("page_damaged",))
    yield Case("pdf_etiketten", {"0001.pdf": _labelled(first, second)}, (first, second))
    yield Case("pdf_en_tif", {"0001.pdf": data_of(scanned(first, second)), "0002.tif": saved(page(third), "TIFF")},
               (first, second, third))  # fmt: skip

"""PDFs as scanners, editors and damaged disks make them, each with a number that must be read from every page."""

import io
from collections.abc import Callable, Iterator

import pikepdf

from benchmarks import odd_pdf_pictures as pictures
from benchmarks.odd_pdf_sheets import add_letters, data_of, scanned
from benchmarks.odd_scans import Case, number_of, page, saved

_FIRST = 200  # numbers before this belong to image files


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


def _with_attachment(number: str) -> bytes:
    pdf = scanned(number)
    pdf.attachments["plan.dwg"] = b"AC1015" + bytes(100)
    return data_of(pdf)


def _portfolio(number: str) -> bytes:
    """Return a collection: its page is only a cover, the papers lie in it as files."""
    pdf = pikepdf.new()
    add_letters(pdf, ("Open this portfolio in Adobe Reader", "to see the papers that are in it."))
    pdf.attachments["besluit.pdf"] = _plain(number)
    pdf.Root["/Collection"] = pikepdf.Dictionary({"/Type": pikepdf.Name("/Collection")})
    return data_of(pdf)


def _xfa(_: str) -> bytes:
    pdf = pikepdf.new()
    add_letters(
        pdf, ("Please wait...", "If this message is not eventually replaced,", "your viewer cannot show this form.")
    )
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
    ("pdf_gespiegeld_gelegd", pictures.mirrored, "read"),
    ("pdf_jbig2_stuk", pictures.jbig2, "unreadable"),
    ("pdf_jpx", pictures.jpx, "read"),
    ("pdf_kleurtabel", pictures.palette, "read"),
    ("pdf_type3", pictures.type3, "read"),
    ("pdf_bijlage", _with_attachment, "read"),
    ("pdf_portfolio", _portfolio, "portfolio"),
    ("pdf_xfa", _xfa, "living_form"),
    ("pdf_lineair_half", _linear_cut, ""),
    ("pdf_bijgewerkt", _updated, "read"),
    ("pdf_in_vorm", pictures.in_form, "read"),
    ("pdf_in_de_regel", pictures.inline, "read"),
    ("pdf_in_stroken", pictures.halves, "read"),
    ("pdf_letters", pictures.vectors, "read"),
    ("pdf_leugen", pictures.lying_layer, "read"),
    ("pdf_jpeg_half", pictures.part_of_image(0.5, "/DCTDecode"), "unreadable"),
    ("pdf_jpx_half", pictures.part_of_image(0.5, "/JPXDecode"), "unreadable"),
    ("pdf_zip_half", pictures.part_of_image(0.5, "/FlateDecode"), "unreadable"),
    ("pdf_beeld_weg", pictures.image_gone, "unreadable"),
    ("pdf_wit", pictures.white, ""),
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
    yield Case("pdf_blad_stuk", {"0001.pdf": pictures.broken_page(first, third)}, told=("file_quarantined",))
    place += 4
    damaged = pictures.part_of_image(0.95, "/DCTDecode")(number_of(place))
    yield Case("pdf_jpeg_bijna", {"0001.pdf": damaged}, (number_of(place),), told=("page_damaged",))
    for name, make in (("pdf_laag_uit", pictures.layer_off), ("pdf_weggesneden", pictures.cut_away)):
        yield Case(name, {"0001.pdf": make(first)}, told=("not_shown",))
    yield Case("pdf_etiketten", {"0001.pdf": _labelled(first, second)}, (first, second))
    yield Case("pdf_en_tif", {"0001.pdf": data_of(scanned(first, second)), "0002.tif": saved(page(third), "TIFF")},
               (first, second, third))  # fmt: skip

"""The PDF/A: every page as it was delivered, upright, with its words where they stand."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import img2pdf
import numpy as np
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from pikepdf.pdfa import validate_written
from PIL import Image, ImageDraw

from pipeline.adapters.drawing.pdfa import OcrmypdfMaker, check_images
from pipeline.adapters.pages import images
from pipeline.adapters.pages.upright import box_turned
from pipeline.adapters.pdf.text import PDF_TEXT
from pipeline.errors import ContractBroken
from pipeline.ports import PdfPage
from schemas.delivery import MediaType
from schemas.pages import Box, PageText, PreparedPage, Rotation, Word

UPRIGHT_SIZE = (800, 600)
PLACED = (
    ("Bouwvergunning", Box(100, 60, 420, 100)),
    ("verleend", Box(450, 60, 620, 100)),
    ("Leest", Box(100, 480, 220, 520)),
)
"""Words of an upright page; on the page itself each is a black box."""
MEDIA: dict[str, MediaType] = {
    "tif": "image/tiff", "jpg": "image/jpeg", "png": "image/png", "jp2": "image/jp2", "pdf": "application/pdf",
}  # fmt: skip
FORMATS = {"tif": "TIFF", "jpg": "JPEG", "png": "PNG", "jp2": "JPEG2000"}

Make = Callable[..., list[PdfPage]]


@pytest.fixture
def maker() -> OcrmypdfMaker:
    return OcrmypdfMaker()


@pytest.fixture
def pages(tmp_path: Path) -> Make:
    """Give the pages of a file with the words of `PLACED` on each: `pages("a.tif", data, rotation=90)`."""

    def make(name: str, data: bytes, *, rotation: Rotation = 0, words: bool = True) -> list[PdfPage]:
        path = tmp_path / name
        path.write_bytes(data)
        found = images.inspect(path, MEDIA[path.suffix[1:]], "a" * 64)
        return [PdfPage(path, page_text(page.image, rotation, words=words)) for page in found]

    return make


def page_text(image: Any, rotation: Rotation, *, words: bool) -> PageText:
    prepared = PreparedPage(image=image, rotation=rotation, skew=0.0, blank=not words, ink=0.1, dpi=image.dpi or 150)
    lines = [0, 0, 1]
    placed = [
        Word(text, box_turned(box, *UPRIGHT_SIZE, rotation), 0.9, line)
        for (text, box), line in zip(PLACED, lines, strict=True)
    ]
    return PageText(prepared=prepared, words=tuple(placed) if words else (), reader="a reader")


def upright_picture(mode: str = "L") -> Image.Image:
    picture = Image.new("RGB", UPRIGHT_SIZE, "white")
    pen = ImageDraw.Draw(picture)
    for _, box in PLACED:
        pen.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill="black")
    return picture.convert(mode)


def delivered_picture(rotation: Rotation = 0, mode: str = "L") -> Image.Image:
    return upright_picture(mode).rotate(-rotation, expand=True)


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, FORMATS[kind], **options)
    return out.getvalue()


def g4(rotation: Rotation = 0) -> bytes:
    return encoded(delivered_picture(rotation, "1"), "tif", compression="group4", dpi=(300, 300))


def jpeg(mode: str = "RGB") -> bytes:
    return encoded(delivered_picture(0, mode), "jpg", dpi=(300, 300))


@pytest.mark.parametrize("rotation", [0, 90, 180])
@pytest.mark.parametrize("form", ["G4", "G4 in strips", "G4, finer down", "JPEG", "JPEG on its side"])
def test_a_fax_is_as_high_in_the_pdf_as_on_paper(
    form: str, rotation: Rotation, maker: OcrmypdfMaker, pages: Make, tmp_path: Path
) -> None:
    picture, name = delivered_picture(rotation, "1" if "G4" in form else "L"), "a.tif" if "G4" in form else "a.jpg"
    down = 98
    if "G4" in form:
        strip = {"strip_size": 4000} if form == "G4 in strips" else {}
        down = 391 if form == "G4, finer down" else down
        data = encoded(picture, "tif", compression="group4", dpi=(204, down), **strip)
    elif form == "JPEG":
        data = encoded(picture, "jpg", dpi=(204, 98))
    else:
        exif = Image.Exif()
        exif[274] = 6
        data = encoded(picture.rotate(90, expand=True), "jpg", dpi=(98, 204), exif=exif)
    target = tmp_path / "made.pdf"
    delivered = pages(name, data, rotation=rotation)

    assert delivered[0].text.prepared.image.dpi == 204
    assert maker.make(delivered, "Dossier", target) == ()

    document = pypdfium2.PdfDocument(target)
    width, height = document[0].get_size()
    document.close()
    sides = picture.width / 204 * 72, picture.height / down * 72
    assert (width, height) == pytest.approx(sides[::-1] if rotation == 90 else sides, abs=0.5)
    if form in {"G4", "G4, finer down", "JPEG"}:
        with pikepdf.open(target) as pdf:
            (image,) = pdf.pages[0].get_images().values()
            packed = image.read_raw_bytes()
        assert packed in data, "the data of the image stay as they came"
    seen = drawn(target).resize(UPRIGHT_SIZE)
    for word, box in PLACED:
        assert np.asarray(seen.crop(box)).mean() < 60, word
    across = UPRIGHT_SIZE[0]
    for (word, found), (text, box) in zip(words_in(target), PLACED, strict=True):
        high = across * (height / width) / UPRIGHT_SIZE[1]
        assert word == text
        assert found.left == pytest.approx(box.left, abs=15)
        assert (found.top / high, found.bottom / high) == pytest.approx((box.top, box.bottom), abs=25)


def drawn(pdf: Path, page: int = 0) -> Image.Image:
    """Return a page as a viewer shows it, in the pixels of the upright page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        width, _ = sheet.get_size()
        picture: Image.Image = sheet.render(scale=UPRIGHT_SIZE[0] / width, grayscale=True).to_pil()
        sheet.close()
        return picture
    finally:
        document.close()


def words_in(pdf: Path, page: int = 0) -> list[tuple[str, Box]]:
    """Return the text layer as pdfium, which knows /Rotate, places it: words with boxes in pixels, upright."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        width, height = sheet.get_size()
        rotation = sheet.get_rotation()
        text = sheet.get_textpage()
        left, bottom, right, top = sheet.get_mediabox()
        found = []
        characters = text.get_text_range()
        start = 0
        for word in characters.split():
            start = characters.index(word, start)
            boxes = [text.get_charbox(start + place) for place in range(len(word))]
            start += len(word)
            x0, y0 = min(box[0] for box in boxes) - left, min(box[1] for box in boxes) - bottom
            x1, y1 = max(box[2] for box in boxes) - left, max(box[3] for box in boxes) - bottom
            sheet_width, sheet_height = right - left, top - bottom
            flat = (x0, sheet_height - y1, x1, sheet_height - y0)
            scale = UPRIGHT_SIZE[0] / width
            size = round(sheet_width * scale), round(sheet_height * scale)
            found.append((word, box_turned(Box(*(round(edge * scale) for edge in flat)), *size, rotation)))
        text.close()
        sheet.close()
        assert height > 0
        return found
    finally:
        document.close()


def is_pdfa(pdf: Path) -> bool:
    return validate_written(pdf, "2b").verdict == "pass"


def overlap(one: Box, other: Box) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(width, 0) * max(height, 0) / ((one.right - one.left) * (one.bottom - one.top))


def test_no_program_is_started(
    maker: OcrmypdfMaker, pages: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans = pages("a.tif", g4())
    monkeypatch.setenv("PATH", str(tmp_path))

    assert maker.make(scans, "Dossier", tmp_path / "made.pdf") == ()

    assert maker.read_back(tmp_path / "made.pdf") == ("Bouwvergunning verleend Leest",)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_is_shown_upright_with_its_words_where_they_stand(
    maker: OcrmypdfMaker, pages: Make, tmp_path: Path, rotation: Rotation
) -> None:
    target = tmp_path / "made.pdf"

    assert maker.make(pages("a.tif", g4(rotation), rotation=rotation), "Dossier", target) == ()

    shown = drawn(target)
    assert shown.size == UPRIGHT_SIZE
    assert np.abs(np.asarray(shown).astype(int) - np.asarray(upright_picture()).astype(int)).mean() < 2
    assert maker.read_back(target) == ("Bouwvergunning verleend Leest",)
    found = words_in(target)
    assert [word for word, _ in found] == [word for word, _ in PLACED]
    for (_, box), (_, placed) in zip(found, PLACED, strict=True):
        assert overlap(box, placed) > 0.6
        assert box.left == pytest.approx(placed.left, abs=6)
        assert box.right == pytest.approx(placed.right, abs=6)
    assert is_pdfa(target)


def image_of(page: pikepdf.Page) -> Any:
    """Return the only image on a page, with its data as stored."""
    (image,) = (each for each in page.resources.XObject.values() if each.Subtype == "/Image")
    return image


def test_the_bytes_of_a_jpeg_stay_what_they_are(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    for name, data in (("grey.jpg", jpeg("L")), ("colour.jpg", jpeg())):
        target = tmp_path / "made.pdf"
        assert maker.make(pages(name, data), "Dossier", target) == ()
        with pikepdf.open(target) as made:
            image = image_of(made.pages[0])
            assert image.Filter == "/DCTDecode"
            assert image.read_raw_bytes() == data


def test_bitonal_stays_g4_pixel_by_pixel(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    two = encoded(
        delivered_picture(0, "1"), "tif", compression="group4", save_all=True, dpi=(300, 300),
        append_images=[delivered_picture(180, "1")],
    )  # fmt: skip
    target = tmp_path / "made.pdf"

    maker.make(pages("two.tif", two), "Dossier", target)

    with pikepdf.open(target) as made:
        assert len(made.pages) == 2
        for page, rotation in zip(made.pages, (0, 180), strict=True):
            image = image_of(page)
            assert (image.Filter, image.DecodeParms.K) == ("/CCITTFaxDecode", -1)
            assert len(image.read_raw_bytes()) < 1000
            shown = pikepdf.PdfImage(image).as_pil_image().convert("L")
            assert np.array_equal(np.asarray(shown), np.asarray(delivered_picture(rotation)))


def test_every_page_is_there_in_its_order(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    given = [
        *pages("a.tif", g4()),
        *pages("b.jpg", jpeg(), words=False),
        *pages("c.pdf", img2pdf.convert(jpeg("L"))),
        *pages("d.tif", g4(90), rotation=90),
    ]
    target = tmp_path / "made.pdf"

    assert maker.make(given, "Dossier", target) == ()

    assert [bool(text) for text in maker.read_back(target)] == [True, False, True, True]
    assert is_pdfa(target)
    for place in range(4):
        assert drawn(target, place).size == UPRIGHT_SIZE


def test_the_same_pages_give_the_same_bytes(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    given = [*pages("a.tif", g4(270), rotation=270), *pages("b.pdf", typed()), *pages("c.jpg", jpeg("CMYK"))]
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"

    maker.make(given, "Dossier", first)
    maker.make(given, "Dossier", second)

    assert first.read_bytes() == second.read_bytes()
    for part, whole in ((tmp_path / "3.pdf", first), (tmp_path / "4.pdf", second)):
        maker.split(whole, [0, 2], "Besluit", part)
    assert (tmp_path / "3.pdf").read_bytes() == (tmp_path / "4.pdf").read_bytes()


def test_a_part_is_a_document_of_its_own(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    whole, part = tmp_path / "whole.pdf", tmp_path / "part.pdf"
    maker.make([*pages("a.tif", g4()), *pages("b.jpg", jpeg(), words=False), *pages("c.tif", g4())], "Dossier", whole)

    maker.split(whole, [1, 2], "Besluit", part)

    assert [bool(text) for text in maker.read_back(part)] == [False, True]
    assert is_pdfa(part)
    assert part.stat().st_size < whole.stat().st_size
    with pikepdf.open(part) as made, made.open_metadata() as metadata:
        assert metadata["dc:title"] == "Besluit"


def deep() -> Image.Image:
    return Image.fromarray(np.asarray(upright_picture()).astype(np.uint16) * 257)


def clear(mode: str) -> Image.Image:
    """Return the page with transparent paper that is black underneath."""
    ink = upright_picture().point(lambda tone: 255 - tone)
    return Image.merge(mode, (*(Image.new("L", UPRIGHT_SIZE, 0),) * (len(mode) - 1), ink))


@pytest.mark.parametrize(
    ("name", "data", "redrawn"),
    [
        pytest.param("a.jpg", jpeg("CMYK"), (0,), id="CMYK JPEG"),
        pytest.param("a.tif", encoded(upright_picture("CMYK"), "tif", compression="tiff_lzw"), (0,), id="CMYK TIFF"),
        pytest.param("a.tif", encoded(upright_picture("YCbCr"), "tif"), (0,), id="YCbCr TIFF"),
        pytest.param("a.tif", encoded(upright_picture(), "tif", compression="tiff_lzw"), (), id="LZW TIFF"),
        pytest.param("a.tif", encoded(upright_picture("RGB"), "tif", compression="jpeg"), (), id="JPEG in TIFF"),
        pytest.param("a.jp2", encoded(upright_picture(), "jp2"), (), id="grey JPEG 2000"),
        pytest.param("a.jp2", encoded(upright_picture("RGBA"), "jp2"), (), id="RGBA JPEG 2000"),
        pytest.param("a.png", encoded(clear("RGBA"), "png"), (), id="RGBA PNG"),
        pytest.param("a.png", encoded(clear("LA"), "png"), (), id="LA PNG"),
        pytest.param("a.png", encoded(upright_picture("RGB").quantize(4), "png"), (), id="palette PNG"),
        pytest.param("a.png", encoded(deep(), "png"), (), id="16 bits PNG"),
        pytest.param("a.tif", encoded(deep(), "tif"), (0,), id="16 bits TIFF"),
    ],
)
def test_whatever_is_delivered_becomes_pdfa(
    maker: OcrmypdfMaker, pages: Make, tmp_path: Path, name: str, data: bytes, redrawn: tuple[int, ...]
) -> None:
    target = tmp_path / "made.pdf"

    assert maker.make(pages(name, data), "Dossier", target) == redrawn

    assert is_pdfa(target)
    assert maker.read_back(target) == ("Bouwvergunning verleend Leest",)
    assert np.abs(np.asarray(drawn(target)).astype(int) - np.asarray(upright_picture()).astype(int)).mean() < 5


def test_an_upside_down_jpeg_2000_keeps_every_pixel(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    target = tmp_path / "made.pdf"
    maker.make(pages("a.jp2", encoded(delivered_picture(180), "jp2"), rotation=180), "Dossier", target)

    with pikepdf.open(target) as made:
        image = image_of(made.pages[0])
        stored = np.asarray(pikepdf.PdfImage(image).as_pil_image())
    assert np.array_equal(stored, np.asarray(delivered_picture(180)))


def pdf_of(*changes: Callable[[pikepdf.Pdf, pikepdf.Page], None], scan: bytes | None = None) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(img2pdf.convert(scan))) if scan else pikepdf.new() as pdf:
        if not scan:
            pdf.add_blank_page(page_size=(595, 842))
        for change in changes:
            change(pdf, pdf.pages[0])
        pdf.save(out)
    return out.getvalue()


def with_a_font_left_out(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(b"BT /F1 24 Tf 72 700 Td (Bouwvergunning verleend te Leest) Tj ET")


def with_a_note(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Annots = pikepdf.Array([
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=pikepdf.Array([9, 9, 29, 29]), Contents="nazien"
        )
    ])  # fmt: skip


def with_a_script(pdf: pikepdf.Pdf, _: pikepdf.Page) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def typed() -> bytes:
    return pdf_of(with_a_font_left_out)


@pytest.mark.parametrize(
    ("data", "mode"),
    [
        pytest.param(pdf_of(with_a_note, scan=g4()), "/CCITTFaxDecode", id="note on a bitonal scan"),
        pytest.param(pdf_of(with_a_note, scan=jpeg()), "/FlateDecode", id="note on a colour scan"),
        pytest.param(pdf_of(scan=jpeg("CMYK")), "/FlateDecode", id="CMYK scan"),
    ],
)
def test_a_scan_in_a_pdf_that_pdfa_cannot_hold_is_drawn(
    maker: OcrmypdfMaker, pages: Make, tmp_path: Path, data: bytes, mode: str
) -> None:
    target = tmp_path / "made.pdf"

    assert maker.make(pages("a.pdf", data), "Dossier", target) == (0,)

    assert is_pdfa(target)
    assert maker.read_back(target) == ("Bouwvergunning verleend Leest",)
    picture = np.asarray(drawn(target)).astype(int)
    assert picture.shape == UPRIGHT_SIZE[::-1]
    ink = [picture[box.top + 3 : box.bottom - 3, box.left + 3 : box.right - 3].mean() for _, box in PLACED]
    assert max(ink) < 60
    with pikepdf.open(target) as made:
        image = image_of(made.pages[0])
        assert image.Filter == mode


def test_only_the_page_that_cannot_stay_is_drawn(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    given = [*pages("a.pdf", pdf_of(scan=g4())), *pages("b.pdf", typed()), *pages("c.jpg", jpeg())]
    target = tmp_path / "made.pdf"

    assert maker.make(given, "Dossier", target) == (1,)

    with pikepdf.open(target) as made:
        kept = [image_of(page).Filter for page in made.pages]
    assert kept == ["/CCITTFaxDecode", "/FlateDecode", "/DCTDecode"]


def test_a_script_in_a_delivered_pdf_does_not_come_along(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    target = tmp_path / "made.pdf"

    assert maker.make(pages("a.pdf", pdf_of(with_a_script, scan=g4())), "Dossier", target) == ()

    assert b"JavaScript" not in target.read_bytes()
    with pikepdf.open(target) as made:
        assert "/OpenAction" not in made.Root


def test_a_text_layer_of_somebody_else_gives_way(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    foreign, target = tmp_path / "foreign.pdf", tmp_path / "made.pdf"
    (page,) = pages("a.tif", g4())
    others = [
        word._replace(text=text)
        for word, text in zip(page.text.words, ("Bouwvergunniug", "verleeud", "l.eest"), strict=True)
    ]
    maker.make([page._replace(text=page.text.model_copy(update={"words": tuple(others)}))], "Vreemd", foreign)
    assert maker.read_back(foreign) == ("Bouwvergunniug verleeud l.eest",)

    maker.make(pages("b.pdf", foreign.read_bytes()), "Dossier", target)

    assert maker.read_back(target) == ("Bouwvergunning verleend Leest",)


def typed_with_an_embedded_font(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> PdfPage:
    """A page made by ourselves, its scan taken away, is a page of text with an embedded font."""
    layered = tmp_path / "layered.pdf"
    maker.make(pages("a.tif", g4()), "Dossier", layered)
    with pikepdf.open(layered, allow_overwriting_input=True) as pdf:
        del pdf.pages[0].resources.XObject["/Im0"]
        pdf.pages[0].Contents.write(pdf.pages[0].Contents.read_bytes().replace(b"/Im0 Do", b""))
        pdf.save(layered)
    (page,) = pages("b.pdf", layered.read_bytes())
    assert page.text.prepared.image.has_text
    return page


def test_typed_text_in_embedded_fonts_stays_text(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    page = typed_with_an_embedded_font(maker, pages, tmp_path)
    taken = page.text.model_copy(update={"reader": PDF_TEXT})

    assert maker.make([page._replace(text=taken)], "Dossier", tmp_path / "made.pdf") == ()

    assert maker.read_back(tmp_path / "made.pdf") == ("Bouwvergunning verleend Leest",)


def test_typed_text_that_could_not_be_taken_is_joined_by_what_was_read(
    maker: OcrmypdfMaker, pages: Make, tmp_path: Path
) -> None:
    page = typed_with_an_embedded_font(maker, pages, tmp_path)
    read = tuple(word._replace(text="gelezen") for word in page.text.words)

    maker.make([page._replace(text=page.text.model_copy(update={"words": read}))], "Dossier", tmp_path / "made.pdf")

    assert "gelezen" in maker.read_back(tmp_path / "made.pdf")[0]


def moved(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.MediaBox = page.obj.CropBox = pikepdf.Array([100, 200, 292, 344])
    page.obj.Contents = pdf.make_stream(b"1 0 0 1 100 200 cm " + page.obj.Contents.read_bytes())


def turned_by_attribute(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.rotate(90, relative=True)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pdf_of(moved, scan=g4()), id="boxes not at the origin"),
        pytest.param(pdf_of(turned_by_attribute, scan=g4(270)), id="/Rotate of its own"),
        pytest.param(img2pdf.convert(encoded(delivered_picture(0, "1"), "png")), id="stated resolution is nonsense"),
    ],
)
def test_words_stand_right_on_a_delivered_pdf_page(
    maker: OcrmypdfMaker, pages: Make, tmp_path: Path, data: bytes
) -> None:
    target = tmp_path / "made.pdf"

    assert maker.make(pages("a.pdf", data), "Dossier", target) == ()

    assert np.abs(np.asarray(drawn(target)).astype(int) - np.asarray(upright_picture()).astype(int)).mean() < 5
    for (_, box), (_, placed) in zip(words_in(target), PLACED, strict=True):
        assert overlap(box, placed) > 0.6


def test_words_stand_right_on_a_plan_too_large_to_draw(maker: OcrmypdfMaker, tmp_path: Path) -> None:
    path, target = tmp_path / "plan.tif", tmp_path / "made.pdf"
    Image.new("1", (8_000, 6_000), 1).save(path, "TIFF", compression="group4", dpi=(400, 400))
    (found,) = images.inspect(path, "image/tiff", "a" * 64)
    text = page_text(found.image, 0, words=True)
    large = tuple(word._replace(box=Box(*(10 * edge for edge in word.box))) for word in text.words)

    maker.make([PdfPage(path, text.model_copy(update={"words": large}))], "Dossier", target)

    for (_, box), (_, placed) in zip(words_in(target), PLACED, strict=True):
        assert overlap(box, placed) > 0.6


def layers(pdf: Path) -> Sequence[str]:
    with pdfplumber.open(pdf) as document:
        return [page.extract_text() for page in document.pages]


def test_lines_stay_lines(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    target = tmp_path / "made.pdf"
    maker.make(pages("a.tif", g4()), "Dossier", target)

    assert layers(target) == ["Bouwvergunning verleend\nLeest"]


def gradient(size: tuple[int, int]) -> Image.Image:
    across = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (across, across.transpose(Image.Transpose.ROTATE_180), Image.new("L", size, 90)))


@pytest.mark.parametrize("kind", ["pdf", "tif"])
def test_a_large_page_that_is_drawn_is_put_together_from_bands(
    maker: OcrmypdfMaker, pages: Make, tmp_path: Path, kind: str
) -> None:
    picture, target = gradient((4_000, 7_001)), tmp_path / "made.pdf"
    data = encoded(picture, "png")
    if kind == "pdf":
        data = pdf_of(with_a_note, scan=data)
    else:
        data = encoded(picture.convert("CMYK"), "tif", compression="tiff_lzw")

    (place,) = maker.make(pages(f"a.{kind}", data), "Dossier", target)

    assert place == 0
    assert is_pdfa(target)
    with pikepdf.open(target) as made:
        assert sum(name.startswith("/Im") for name in made.pages[0].resources.XObject.keys()) == 3  # noqa: SIM118  # no mapping
    seen = np.asarray(drawn(target).resize((400, 700))).astype(int)
    wanted = np.asarray(picture.convert("L").resize((400, 700))).astype(int)
    assert np.abs(seen - wanted)[:, 10:].max() < 16  # a seam would be white; on the left of the PDF stands the note


def test_pages_that_share_their_resources_keep_their_own_words(
    maker: OcrmypdfMaker, pages: Make, tmp_path: Path
) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(img2pdf.convert([g4(), g4()]))) as pdf:
        for page in pdf.pages:
            page.obj.Resources = pdf.pages[0].obj.Resources
        pdf.save(out)
    first, second = pages("a.pdf", out.getvalue())
    words = tuple(word._replace(text=word.text.upper()) for word in second.text.words)
    second = second._replace(text=second.text.model_copy(update={"words": words}))
    target = tmp_path / "made.pdf"

    assert maker.make([first, second], "Dossier", target) == ()

    assert maker.read_back(target) == ("Bouwvergunning verleend Leest", "BOUWVERGUNNING VERLEEND LEEST")


def test_a_damaged_page_is_drawn_with_what_is_left_of_it(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    data = jpeg()
    cut = data[: int(len(data) * 0.97)]
    given = pages("a.jpg", cut)
    assert given[0].text.prepared.image.lost > 0
    target = tmp_path / "made.pdf"

    assert maker.make(given, "Dossier", target) == (0,)

    assert is_pdfa(target)
    assert np.abs(np.asarray(drawn(target)).astype(int) - np.asarray(upright_picture()).astype(int)).mean() < 5


def test_an_image_that_changed_on_the_way_is_noticed(maker: OcrmypdfMaker, pages: Make, tmp_path: Path) -> None:
    whole, other = tmp_path / "whole.pdf", tmp_path / "other.pdf"
    maker.make([*pages("a.tif", g4()), *pages("b.jpg", jpeg())], "Dossier", whole)
    maker.make([*pages("a.tif", g4()), *pages("c.jpg", jpeg("L"))], "Dossier", other)

    check_images(whole, whole, [0, 1], layer=True)
    with pytest.raises(ContractBroken, match="Page 2"):
        check_images(whole, other, [0, 1])
    with pytest.raises(ContractBroken, match="2 pages instead of 1"):
        check_images(whole, other, [0])


def test_a_word_longer_than_pdfa_can_hold_is_written_in_pieces(
    maker: OcrmypdfMaker, pages: Make, tmp_path: Path
) -> None:
    (page,) = pages("a.tif", g4())
    words = (Word("ab" * 20_000, Box(100, 60, 420, 100), 0.9, 0),)
    target = tmp_path / "made.pdf"

    maker.make([page._replace(text=page.text.model_copy(update={"words": words}))], "Dossier", target)

    assert is_pdfa(target)
    assert len("".join(maker.read_back(target)[0].split())) == 40_000


def test_a_part_of_pages_that_share_their_resources_can_be_taken(
    maker: OcrmypdfMaker, pages: Make, tmp_path: Path
) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(img2pdf.convert([g4(), jpeg()]))) as pdf:
        forms = {f"/X{place}": page.obj.Resources.XObject.Im0 for place, page in enumerate(pdf.pages)}
        shared = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary(forms)))
        for place, page in enumerate(pdf.pages):
            page.obj.Contents = pdf.make_stream(page.obj.Contents.read_bytes().replace(b"/Im0", b"/X%d" % place))
            page.obj.Resources = shared
        pdf.save(out)
    whole, part = tmp_path / "whole.pdf", tmp_path / "part.pdf"

    assert maker.make(pages("a.pdf", out.getvalue()), "Dossier", whole) == ()
    maker.split(whole, [1], "Besluit", part)

    with pikepdf.open(part) as made:
        assert image_of(made.pages[0]).read_raw_bytes() == jpeg()

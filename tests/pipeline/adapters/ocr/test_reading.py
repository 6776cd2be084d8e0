"""A page is read the right way up, its words lie on its ink, and what cannot be read says so."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.ocr.reading import PageReader, Readers
from pipeline.adapters.ocr.tesseract import find_tesseract
from pipeline.adapters.pages.upright import box_turned
from pipeline.ports import PdfPage
from schemas.delivery import MediaType
from schemas.pages import Box, PageText, PreparedPage, Rotation, Word

LINES = (
    "GEMEENTE MECHELEN",
    "Bouwvergunning nummer 622",
    "Het college van burgemeester en schepenen",
    "Gelet op de aanvraag van de heer Discart",
    "wonende te Leest in de Tisseltbaan 80",
    "strekkende tot het bouwen van een werkhuis",
    "Overwegende dat de plannen werden goedgekeurd",
    "verleent de gevraagde vergunning",
    "Mechelen, 18 september 1940",
)
TITLE_BLOCK = ("GEMEENTE MECHELEN", "Ontwerp van een werkhuis", "Bouwheer Discart Jan", "Architect Schellekens")
A4 = (1240, 1754)
DPI = 150

Read = Callable[..., tuple[Path, PageText]]


def typed(lines: tuple[str, ...] = LINES, size: tuple[int, int] = A4, top: int = 150) -> Image.Image:
    page = Image.new("L", size, 255)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((120, top + 70 * number), line, font=ImageFont.load_default(size=40), fill=0)
    return page


def clockwise(page: Image.Image, degrees: float) -> Image.Image:
    return page.rotate(-degrees, expand=degrees % 90 == 0, resample=Image.Resampling.BICUBIC, fillcolor=255)


@pytest.fixture
def read(page_reader: PageReader, tmp_path: Path) -> Read:
    """Deliver a picture and read it."""

    def deliver(picture: Image.Image, dpi: int = DPI, **changes: Any) -> tuple[Path, PageText]:
        path = tmp_path / "scan.png"
        picture.save(path, dpi=(dpi, dpi))
        return path, read_file(page_reader, path, "image/png", **changes)

    return deliver


def read_file(reader: PageReader, path: Path, media_type: MediaType, **changes: Any) -> PageText:
    (found,) = reader.inspect(path, media_type, "a" * 64)
    prepared = reader.prepare(path, found.image)
    return reader.read(path, prepared.model_copy(update=changes))


def lost(text: PageText, lines: tuple[str, ...] = LINES) -> list[str]:
    """Return the words that were not read."""
    found = text.text.split()
    return [word for line in lines for word in line.split() if word not in found]


def assert_on_ink(picture: Image.Image, words: tuple[Word, ...]) -> None:
    """Every word's box is in the picture, and holds ink that reaches close to all four of its sides."""
    ink = np.asarray(picture.convert("L")) < 140
    for word in words:
        left, top, right, bottom = word.box
        assert 0 <= left < right <= picture.width
        assert 0 <= top < bottom <= picture.height
        ys, xs = np.nonzero(ink[top:bottom, left:right])
        assert len(xs) > 0, word
        slack = 6 + (bottom - top) // 4
        assert xs.min() <= slack, word
        assert xs.max() >= right - left - slack, word
        assert ys.min() <= slack, word
        assert ys.max() >= bottom - top - slack, word


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_lies(read: Read, rotation: Rotation) -> None:
    picture = clockwise(typed(), rotation)

    _, text = read(picture)

    assert text.prepared.rotation == rotation
    assert lost(text) == []
    assert [" ".join(word.text for word in line) for line in text.lines()] == list(LINES)
    assert (text.problems, text.prepared.blank) == ((), False)
    assert min(word.confidence for word in text.words) > 0.5
    assert_on_ink(picture, text.words)


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_word_that_can_be_only_one_thing_is_mended_where_it_stands(read: Read, rotation: Rotation) -> None:
    picture = clockwise(typed((*LINES, "aannemer N.V Matexim uit Mechelen")), rotation)

    _, text = read(picture)

    assert [(word.text, word.seen) for word in text.words if word.seen] == [("N.V.", "N.V")]
    assert_on_ink(picture, text.words)


@pytest.mark.parametrize(("rotation", "skew"), [(0, 2.5), (180, -2.0), (90, 1.5)])
def test_a_slanted_page_is_read_and_its_boxes_lie_on_the_slanted_lines(
    read: Read, rotation: Rotation, skew: float
) -> None:
    picture = clockwise(clockwise(typed(), skew), rotation)

    _, text = read(picture)

    assert text.prepared.rotation == rotation
    assert len(lost(text)) <= 2
    assert_on_ink(picture, text.words)


def test_a_large_page_is_read_reduced_with_boxes_of_the_whole(read: Read) -> None:
    picture = typed().resize((A4[0] * 5, A4[1] * 5), Image.Resampling.NEAREST).convert("1")

    _, text = read(picture, dpi=750)

    assert text.problems == ()
    assert lost(text) == []
    ink = np.asarray(picture.convert("L")) < 140
    for word in text.words:
        assert ink[word.box.top : word.box.bottom, word.box.left : word.box.right].mean() > 0.05
    assert max(word.box.bottom for word in text.words) > picture.height / 3


def plan_with(block: Image.Image, at: tuple[int, int]) -> Image.Image:
    plan = Image.new("L", (2400, 1700), 255)
    pen = ImageDraw.Draw(plan)
    for number in range(6):
        pen.rectangle((200 + 250 * number, 300, 400 + 250 * number, 1200), outline=0, width=4)
    plan.paste(block, at)
    return plan


@pytest.mark.parametrize("way", [90, 270])
def test_a_title_block_up_the_side_of_a_plan_is_read(read: Read, way: int) -> None:
    block = typed(TITLE_BLOCK, (1100, 340), top=20)
    picture = plan_with(clockwise(block, way), (1900, 300))

    _, text = read(picture)

    assert len(lost(text, TITLE_BLOCK)) <= 1
    assert_on_ink(picture, text.words)


@pytest.mark.parametrize("way", [90, 270])
def test_a_title_block_up_the_side_of_a_page_of_text_is_read_too(read: Read, way: int) -> None:
    picture = Image.new("L", (2000, 1754), 255)
    picture.paste(typed(), (0, 0))
    picture.paste(clockwise(typed(TITLE_BLOCK, (1100, 340), top=20), way), (1550, 250))

    _, text = read(picture)

    assert text.prepared.rotation == 0
    assert lost(text) == []
    assert len(lost(text, TITLE_BLOCK)) <= 1
    assert_on_ink(picture, text.words)


def photo() -> Image.Image:
    """Return something without lines, dark and light in large patches."""
    coarse = np.random.default_rng(1).integers(0, 255, (44, 31), dtype=np.uint8)
    return Image.fromarray(coarse).resize(A4, Image.Resampling.BICUBIC)


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(photo(), id="patches"),
        pytest.param(Image.radial_gradient("L").resize(A4), id="vignette"),
        pytest.param(Image.new("L", A4, 0), id="black: the scan failed"),
    ],
)
def test_a_page_without_words_is_no_success(read: Read, picture: Image.Image) -> None:
    _, text = read(picture)

    assert not text.prepared.blank
    assert {"orientation_undecided", "ink_without_words"} & set(text.problems)
    assert text.prepared.rotation is None or text.words


@pytest.mark.parametrize(("rows", "down"), [(1100, 98), (4400, 391)])
def test_a_fax_is_read_as_high_as_its_paper(rows: int, down: int, page_reader: PageReader, tmp_path: Path) -> None:
    """Half as high as wide at 204 x 98 dpi, twice as high at 204 x 391: small type cannot be read so."""
    small = ImageFont.load_default(size=26)
    sheet = Image.new("L", A4, 255)
    for number, line in enumerate(LINES):
        ImageDraw.Draw(sheet).text((120, 150 + 50 * number), line, font=small, fill=0)
    fax = sheet.resize((1728, rows), Image.Resampling.BOX).point(lambda value: 255 * (value > 150)).convert("1")
    fax.save(tmp_path / "fax.tif", compression="group3", dpi=(204, down))

    text = read_file(page_reader, tmp_path / "fax.tif", "image/tiff")

    assert len(lost(text)) <= 2
    assert_on_ink(fax.convert("L"), text.words)
    (word,) = [word for word in text.words if word.text == "Bouwvergunning"]
    assert abs(word.box.top - 206 * rows / A4[1]) < 6 * max(rows / 1100, 1), "in pixels of the fax"
    assert abs(word.box.left - 120 * 1728 / A4[0]) < 6
    assert abs(text.prepared.image.width / text.prepared.dpi - 8.47) < 0.01, "inches across, of the sheet"


def test_a_blank_page_has_no_words_and_no_problem(read: Read) -> None:
    _, text = read(Image.new("L", A4, 250))

    assert (text.words, text.problems) == ((), ())
    assert (text.prepared.blank, text.prepared.rotation, text.prepared.skew) == (True, 0, 0.0)


def test_a_page_that_looks_written_but_only_has_dirt_is_blank(read: Read) -> None:
    picture = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(picture)
    for x, y in np.random.default_rng(3).integers(100, 1100, (20, 2)):
        pen.ellipse((int(x), int(y), int(x) + 12, int(y) + 12), fill=0)

    _, text = read(picture)

    assert (text.words, text.problems, text.prepared.blank) == ((), (), True)


@pytest.mark.parametrize(
    ("lines", "size"),
    [
        pytest.param(("1974/123",), A4, id="a number on a cover"),
        pytest.param(("GEWEIGERD",), A4, id="a word on a back"),
        pytest.param(("Liggingsplan", "Hanswijkstraat 12"), (1754, 2480), id="a title on an A3"),
    ],
)
def test_a_word_or_a_number_alone_on_a_sheet_is_read(read: Read, lines: tuple[str, ...], size: tuple[int, int]) -> None:
    _, text = read(typed(lines, size))

    assert not text.prepared.blank
    assert [word.text for word in text.words] == " ".join(lines).split()


def test_a_separator_sheet_is_not_turned_about(read: Read) -> None:
    bars = Image.fromarray(zxingcpp.create_barcode("DOOS007-MAP004", zxingcpp.BarcodeFormat.Code128).to_image(scale=5))
    sheet = Image.new("L", A4, 255)
    sheet.paste(bars.resize((bars.width, 200), Image.Resampling.NEAREST), (150, 300))

    _, text = read(sheet)

    assert text.prepared.image.is_separator
    assert text.prepared.rotation == 0
    assert "orientation_undecided" not in text.problems


def test_the_same_page_gives_the_same_text(read: Read, page_reader: PageReader) -> None:
    path, once = read(clockwise(typed(), 180))

    assert page_reader.read(path, once.prepared.model_copy(update={"rotation": 0})) == once
    assert page_reader.identity.startswith("tesseract ")
    assert once.reader in page_reader.identity


# What is asked of a page that was read before.


Prepare = Callable[[Image.Image, Rotation], tuple[Path, PreparedPage]]


@pytest.fixture
def prepare(page_reader: PageReader, tmp_path: Path) -> Prepare:
    """Deliver a picture turned clockwise, and prepare it as if it had been read."""

    def deliver(picture: Image.Image, rotation: Rotation) -> tuple[Path, PreparedPage]:
        path = tmp_path / "scan.png"
        clockwise(picture, rotation).save(path, dpi=(DPI, DPI))
        (found,) = page_reader.inspect(path, "image/png", "a" * 64)
        return path, page_reader.prepare(path, found.image).model_copy(update={"rotation": rotation})

    return deliver


LAST_LINE = Box(120, 710, 680, 760)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_crop_is_upright_and_holds_its_box(prepare: Prepare, page_reader: PageReader, rotation: Rotation) -> None:
    path, page = prepare(typed(), rotation)
    title = Box(120, 150, 560, 190)

    boxes = [box_turned(box, *A4, rotation) for box in (title, LAST_LINE)]
    crops = page_reader.crops(path, page, boxes)

    for data, (left, top, right, bottom) in zip(crops, (title, LAST_LINE), strict=True):
        with Image.open(io.BytesIO(data)) as crop:
            expected = typed().crop((left - 12, top - 12, right + 12, bottom + 12))
            assert crop.size == expected.size
            assert np.array_equal(np.asarray(crop.convert("L")), np.asarray(expected))


def test_a_crop_at_the_edge_stays_on_the_page(prepare: Prepare, page_reader: PageReader) -> None:
    path, page = prepare(typed(), 0)
    edges = [Box(0, 0, 1, 1), Box(A4[0] - 1, A4[1] - 1, A4[0], A4[1]), Box(0, 0, *A4)]

    sizes = []
    for data in page_reader.crops(path, page, edges):
        with Image.open(io.BytesIO(data)) as crop:
            sizes.append(crop.size)

    assert sizes == [(13, 13), (13, 13), A4]


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_preview_is_the_delivered_page_made_small(
    prepare: Prepare, page_reader: PageReader, rotation: Rotation
) -> None:
    path, page = prepare(typed(), rotation)

    with Image.open(io.BytesIO(page_reader.preview(path, page, 400))) as preview:
        assert max(preview.size) == 400
        assert (preview.width < preview.height) == (rotation == 0)
        difference = np.asarray(preview).astype(int) - np.asarray(clockwise(typed(), rotation).resize(preview.size))
        assert np.abs(difference).mean() < 5


@pytest.mark.parametrize("rotation", [0, 180, 270])
def test_a_line_is_read_again_where_it_stands(prepare: Prepare, page_reader: PageReader, rotation: Rotation) -> None:
    path, page = prepare(typed(), rotation)

    again = page_reader.reread(path, page, box_turned(LAST_LINE, *A4, rotation), "line")

    assert " ".join(word.text for word in again) == LINES[-1]
    assert_on_ink(clockwise(typed(), rotation), again)


# PDF pages.


def born_digital(media_box: tuple[int, int, int, int] = (0, 0, 595, 842), rotate: int = 0) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        page = pdf.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )  # fmt: skip
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
        page.obj.MediaBox = page.obj.CropBox = pikepdf.Array(list(media_box))
        left, bottom = media_box[:2]
        # Drawn so that the page is upright when a viewer has turned it, as programs do for a page on its side.
        turn = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}[rotate]
        content = (
            f"1 0 0 1 {left} {bottom} cm {turn} cm BT /F1 24 Tf 72 400 Td (Bouwvergunning verleend te Leest) Tj "
            "0 -40 Td (aan de heer Discart) Tj ET"
        )
        page.obj.Contents = pdf.make_stream(content.encode())
        if rotate:
            page.rotate(rotate, relative=True)
        pdf.save(out)
    return out.getvalue()


def drawn(reader: PageReader, path: Path, prepared: PreparedPage) -> Image.Image:
    longest = max(prepared.image.width, prepared.image.height)
    with Image.open(io.BytesIO(reader.preview(path, prepared, longest))) as picture:
        return picture.convert("L")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(born_digital(), id="plain"),
        pytest.param(born_digital((100, 200, 695, 1042)), id="boxes not at the origin"),
        pytest.param(born_digital(rotate=180), id="/Rotate 180"),
        pytest.param(born_digital(rotate=90), id="/Rotate 90"),
        pytest.param(born_digital(rotate=270), id="/Rotate 270"),
    ],
)
def test_a_typed_pdf_is_taken_as_it_was_typed(page_reader: PageReader, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(data)

    text = read_file(page_reader, path, "application/pdf")

    assert text.text == "Bouwvergunning verleend te Leest\naan de heer Discart"
    assert text.reader.startswith("pdfplumber ")
    assert text.problems == ()
    assert_near_ink(drawn(page_reader, path, text.prepared), text.words)


def assert_near_ink(picture: Image.Image, words: tuple[Word, ...]) -> None:
    """A typed word's box has the height of its font and the width of its ink."""
    ink = np.asarray(picture) < 140
    for word in words:
        part = ink[word.box.top : word.box.bottom, word.box.left : word.box.right]
        ys, xs = np.nonzero(part)
        assert part.mean() > 0.05, word
        assert xs.min() < 15, word
        assert xs.max() > part.shape[1] - 15, word
        assert ys.min() < 40, word


def test_a_scan_in_a_pdf_is_read_and_not_its_text_layer(page_reader: PageReader, read: Read, tmp_path: Path) -> None:
    path, text = read(typed())
    wrong = tuple(word._replace(text="xyzzy") for word in text.words)
    foreign = tmp_path / "scan.pdf"
    OcrmypdfMaker().make([PdfPage(path, text.model_copy(update={"words": wrong}))], "Vreemd", foreign)

    again = read_file(page_reader, foreign, "application/pdf")

    assert lost(again) == []
    assert "xyzzy" not in again.text
    assert_on_ink(drawn(page_reader, foreign, again.prepared), again.words)


def layered(read: Read, folder: Path, change: Callable[[Word], Word | None]) -> Path:
    """Return a PDF with a scan and a text layer over it: what was read, changed."""
    path, text = read(typed())
    words = tuple(changed for word in text.words if (changed := change(word)) is not None)
    target = folder / "layer.pdf"
    OcrmypdfMaker().make([PdfPage(path, text.model_copy(update={"words": words}))], "Gelezen", target)
    return target


def test_a_good_text_layer_over_a_scan_is_kept(page_reader: PageReader, read: Read, tmp_path: Path) -> None:
    text = read_file(page_reader, layered(read, tmp_path, lambda word: word), "application/pdf")

    assert lost(text) == []
    assert text.reader.startswith("pdfplumber")
    assert all(word.confidence <= 0.95 for word in text.words)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda word: word._replace(text=word.text[::-1]), id="says something else"),
        pytest.param(lambda word: word if word.line < 5 else None, id="leaves out half"),
    ],
)
def test_a_text_layer_that_lies_is_not_believed(
    page_reader: PageReader, read: Read, tmp_path: Path, change: Callable[[Word], Word | None]
) -> None:
    text = read_file(page_reader, layered(read, tmp_path, change), "application/pdf")

    assert lost(text) == []
    assert text.reader.startswith("tesseract")


# The other side of the sheet, and the engines.


@pytest.fixture(scope="module", params=["both", "paddle", "tesseract"])
def engine_reader(request: pytest.FixtureRequest) -> PageReader:
    return PageReader(Readers(None if request.param == "paddle" else find_tesseract("nld"), request.param))


def seen_with(reader: PageReader, picture: Image.Image, folder: Path) -> PageText:
    path = folder / "scan.png"
    picture.save(path, dpi=(DPI, DPI))
    return read_file(reader, path, "image/png")


def shining_through(shade: int) -> Image.Image:
    """Return the other side of a typed page: mirrored, blurred, and as dark as `shade` on paper of 235."""
    behind = ImageOps.mirror(typed(top=180)).filter(ImageFilter.GaussianBlur(1.5))
    return behind.point(lambda value: 235 - (235 - shade) * (255 - value) // 255)


def grained(picture: Image.Image) -> Image.Image:
    noise = np.random.default_rng(5).normal(0, 4, (picture.height, picture.width))
    return Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))


def test_every_engine_reads_a_page_and_finds_its_way_up(engine_reader: PageReader, tmp_path: Path) -> None:
    text = seen_with(engine_reader, clockwise(typed(), 180), tmp_path)

    assert text.prepared.rotation == 180
    assert len(lost(text)) <= 1
    assert text.reader in engine_reader.identity


def test_the_back_of_a_page_that_shines_through_is_blank(engine_reader: PageReader, tmp_path: Path) -> None:
    for shade in (200, 165) if engine_reader.identity.startswith("tesseract") else (205,):
        text = seen_with(engine_reader, grained(shining_through(shade)), tmp_path)
        assert (text.words, text.problems, text.prepared.blank) == ((), (), True)


def test_what_shines_through_does_not_run_into_the_text(engine_reader: PageReader, tmp_path: Path) -> None:
    text = seen_with(engine_reader, grained(ImageChops.darker(typed(), shining_through(195))), tmp_path)

    expected = {word for line in LINES for word in line.split()}
    assert len(lost(text)) <= 1
    assert len([word for word in text.text.split() if word not in expected]) <= 3


@pytest.mark.parametrize("ink", [185, 195])
def test_a_faint_carbon_copy_is_read(engine_reader: PageReader, tmp_path: Path, ink: int) -> None:
    faint = typed().point(lambda value: ink + (222 - ink) * value // 255)

    text = seen_with(engine_reader, grained(faint), tmp_path)

    assert not text.prepared.blank
    assert len(lost(text)) <= 3


def test_a_blueprint_is_read(engine_reader: PageReader, tmp_path: Path) -> None:
    blue = Image.new("RGB", A4, (40, 70, 150))
    blue.paste((225, 232, 245), mask=ImageOps.invert(typed()))

    assert len(lost(seen_with(engine_reader, blue, tmp_path))) <= 1

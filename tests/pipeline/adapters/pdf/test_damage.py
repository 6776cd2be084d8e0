"""What of a PDF cannot be drawn is told, and what lies behind its pages too; what is only rare is read as it is."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from benchmarks import odd_pdfs
from benchmarks.odd_pdf_sheets import scanned
from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.pages import images
from pipeline.adapters.pdf.text import words_of_pdf
from pipeline.errors import InputError, UnreadableScan
from pipeline.ports import PdfPage
from schemas.pages import PageText

CASES = {case.folder: case for case in odd_pdfs.cases()}


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[str], tuple[images.Inspected, ...]]:
    """Open the first file of a case."""

    def look(name: str) -> tuple[images.Inspected, ...]:
        path = tmp_path / "scan.pdf"
        path.write_bytes(CASES[name].files["0001.pdf"])
        return images.inspect(path, "application/pdf", "a" * 64)

    return look


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.aside])
def test_what_cannot_be_read_is_refused_with_its_own_reason(
    opened: Callable[[str], tuple[images.Inspected, ...]], name: str
) -> None:
    with pytest.raises(InputError) as refused:
        opened(name)
    assert refused.value.code in CASES[name].aside
    assert refused.value.hint


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.reads])
def test_what_is_only_rare_is_whole(opened: Callable[[str], tuple[images.Inspected, ...]], name: str) -> None:
    found = opened(name)
    damaged = "page_damaged" in CASES[name].told
    assert any(page.image.lost for page in found) == damaged
    assert all(page.image.lost < 0.25 for page in found)


def test_a_white_page_is_no_damage(opened: Callable[[str], tuple[images.Inspected, ...]]) -> None:
    (page,) = opened("pdf_wit")
    assert page.image.lost == 0


def test_files_behind_the_pages_are_told_on_the_first_page(
    opened: Callable[[str], tuple[images.Inspected, ...]], page_reader: PageReader, tmp_path: Path
) -> None:
    (with_files,) = opened("pdf_bijlage")
    assert "files_inside" in page_reader.prepare(tmp_path / "scan.pdf", with_files.image).problems
    (without,) = opened("pdf_gewoon")
    assert page_reader.prepare(tmp_path / "scan.pdf", without.image).problems == ()


@pytest.mark.parametrize(
    ("shown", "told"), [((1.0, 1.0), False), ((1.0, 0.95), False), ((0.5, 1.0), True), ((1.0, 0.5), True)]
)
def test_a_page_of_which_a_part_is_cut_out_says_so(
    shown: tuple[float, float], told: bool, page_reader: PageReader, tmp_path: Path
) -> None:
    with scanned("B/1950/1") as pdf:
        _, _, wide, high = map(float, pdf.pages[0].MediaBox)  # type: ignore[call-overload]  # an array can be gone through
        pdf.pages[0].CropBox = pikepdf.Array([0, 0, wide * shown[0], high * shown[1]])
        pdf.save(tmp_path / "scan.pdf")

    (page,) = images.inspect(tmp_path / "scan.pdf", "application/pdf", "a" * 64)

    assert ("partly_shown" in page_reader.prepare(tmp_path / "scan.pdf", page.image).problems) is told


def test_a_file_pinned_to_a_page_is_told_on_that_page(page_reader: PageReader, tmp_path: Path) -> None:
    with scanned("B/1950/1", "B/1950/2") as pdf:
        plan = pikepdf.AttachedFileSpec(pdf, b"a plan", filename="plan.dwg")
        pin = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[9, 9, 30, 30])
        pin.FS = plan.obj
        pdf.pages[1].Annots = pikepdf.Array([pdf.make_indirect(pin)])
        pdf.save(tmp_path / "scan.pdf")

    first, second = images.inspect(tmp_path / "scan.pdf", "application/pdf", "a" * 64)

    assert "files_inside" not in page_reader.prepare(tmp_path / "scan.pdf", first.image).problems
    assert "files_inside" in page_reader.prepare(tmp_path / "scan.pdf", second.image).problems


@pytest.mark.parametrize("name", ["pdf_laag_uit", "pdf_weggesneden"])
def test_a_page_that_shows_nothing_of_its_picture_is_not_called_blank_without_a_word(
    opened: Callable[[str], tuple[images.Inspected, ...]], page_reader: PageReader, tmp_path: Path, name: str
) -> None:
    (hidden,) = opened(name)
    prepared = page_reader.prepare(tmp_path / "scan.pdf", hidden.image)
    assert (prepared.blank, prepared.problems) == (True, ("not_shown",))

    (white,) = opened("pdf_wit")
    assert page_reader.prepare(tmp_path / "scan.pdf", white.image).problems == ()


def test_a_page_that_only_one_program_reaches_is_drawn(
    opened: Callable[[str], tuple[images.Inspected, ...]], page_reader: PageReader, tmp_path: Path
) -> None:
    (page,) = opened("pdf_boom_in_kring")
    path, made = tmp_path / "scan.pdf", tmp_path / "made.pdf"
    text = PageText(prepared=page_reader.prepare(path, page.image), words=(), reader="nobody")

    assert OcrmypdfMaker().make([PdfPage(path, text)], "t", made, drawn=(0,)) == (0,)

    with pypdfium2.PdfDocument(made) as document:
        assert document[0].render(grayscale=True).to_pil().getextrema() != (255, 255)


def test_letters_without_a_meaning_are_no_text(
    opened: Callable[[str], tuple[images.Inspected, ...]], tmp_path: Path
) -> None:
    (page,) = opened("pdf_letters")
    assert page.image.has_text
    assert words_of_pdf(tmp_path / "scan.pdf", page.image) == ()


def _torn(how: str) -> bytes:
    """Return a PDF of three pages, each with a black bar somewhere else, damaged as it is called."""
    sheets = [Image.new("L", (620, 877), 255) for _ in range(3)]
    for number, sheet in enumerate(sheets):
        sheet.paste(0, (50, 50 + 200 * number, 400, 150 + 200 * number))
    out, plain = io.BytesIO(), io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], resolution=75)
    with pikepdf.open(out) as pdf:
        pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    data = plain.getvalue()
    xref = data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    objects = re.finditer(rb"\n\d+ 0 obj\n.*?endobj", data, re.DOTALL)
    parts = [match for match in objects if re.search(rb"/Type /Page\b", match[0])]
    second = data[: parts[1].start()] + b" " * len(parts[1][0]) + data[parts[1].end() :]
    return {
        "no list": data[:xref],
        "no trailer": data[: data.rindex(b"trailer")],
        "zeros at the end": data[:xref] + b"\0" * (len(data) - xref),
        "cut off in the last page": data[: int(len(data) * 0.9)],
        "cut off": data[: int(len(data) * 0.6)],
        "a page less, no list": second[:xref],
        "a page less": second,
        "says too few": data.replace(b"/Count 3", b"/Count 1"),
        "says too many": data.replace(b"/Count 3", b"/Count 7"),
    }[how]


@pytest.mark.parametrize("how", ["no list", "no trailer", "zeros at the end"])
def test_a_pdf_without_its_list_of_contents_is_put_together_again(
    how: str, tmp_path: Path, page_reader: PageReader
) -> None:
    path, made = tmp_path / "scan.pdf", tmp_path / "made.pdf"
    data = _torn(how)
    path.write_bytes(data)

    found = images.inspect(path, "application/pdf", "a" * 64)
    prepared = [page_reader.prepare(path, page.image) for page in found]
    pages = [PdfPage(path, PageText(prepared=page, words=(), reader="x")) for page in prepared]
    assert OcrmypdfMaker().make(pages, "Dossier", made) == (), "the data of the images stay as they came"

    assert [page.problems for page in prepared] == [("pdf_rebuilt",), (), ()]
    assert path.read_bytes() == data
    with pypdfium2.PdfDocument(made) as pdf:
        seen = [sheet.render(scale=75 / 72, grayscale=True).to_pil() for sheet in pdf]
    for number, picture in enumerate(seen):
        bars = [picture.crop((60, 60 + 200 * at, 390, 140 + 200 * at)).getextrema()[1] < 90 for at in range(3)]
        assert bars == [at == number for at in range(3)], "each page in its place"


@pytest.mark.parametrize(
    "how",
    ["cut off in the last page", "cut off", "a page less, no list", "a page less", "says too few", "says too many"],
)
def test_a_pdf_of_which_a_page_may_be_lost_is_set_aside(how: str, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(_torn(how))

    with pytest.raises(UnreadableScan, match="damaged"):
        images.inspect(path, "application/pdf", "a" * 64)


def test_that_a_pdf_was_put_together_again_is_told_of_a_page_without_words_too(
    tmp_path: Path, page_reader: PageReader
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(_torn("no list"))
    found = images.inspect(path, "application/pdf", "a" * 64)

    read = page_reader.read(path, page_reader.prepare(path, found[0].image))

    assert "pdf_rebuilt" in read.prepared.problems

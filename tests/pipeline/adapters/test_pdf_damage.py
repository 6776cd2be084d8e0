"""What of a PDF cannot be drawn is told, and what lies behind its pages too; what is only rare is read as it is."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from benchmarks import odd_pdfs
from pipeline.adapters import images
from pipeline.adapters.pdf_text import words_of_pdf
from pipeline.adapters.pdfa import OcrmypdfMaker
from pipeline.adapters.reading import PageReader
from pipeline.errors import InputError
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

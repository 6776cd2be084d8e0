"""The PDFs of a dossier: made once whatever people answer, and one bad page does not cost the others."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import pikepdf
import pytest

from pipeline.adapters.folders import FolderInbox
from pipeline.adapters.memory import MemoryLedger, MemoryStore
from pipeline.adapters.pdfa import OcrmypdfMaker
from pipeline.adapters.reading import PageReader
from pipeline.errors import ContractBroken, ToolCrashed, ToolFailed, UnreadableScan
from pipeline.ports import PdfPage
from pipeline.stages.bind import bind, missing_problems, redrawn_problems, text_layer_problems
from pipeline.stages.intake import intake
from pipeline.steps import Call, Remember
from schemas.delivery import Scans
from schemas.outcome import Bound
from schemas.pages import Box, PageText, PreparedPage, Word
from schemas.record import RecordDocument


class Choosy:
    """The real maker, except that it stumbles over some pages; counts how often it is asked."""

    identity = "choosy 1"

    def __init__(self, trouble: type[Exception] = ToolFailed, *, whole: Sequence[str] = (), at_all: Sequence[str] = ()):
        self._real = OcrmypdfMaker()
        self._trouble = trouble
        self._whole, self._at_all = set(whole), set(at_all)
        self.asked = 0

    def make(
        self,
        pages: Sequence[PdfPage],
        title: str,
        target: Path,
        drawn: Collection[int] = (),
        empty: Collection[int] = (),
    ) -> tuple[int, ...]:
        self.asked += 1
        for place, page in enumerate(pages):
            word = page.text.text
            if place not in empty and (word in self._at_all or (word in self._whole and place not in drawn)):
                raise self._trouble("Dit blad wil niet.")
        return self._real.make(pages, title or "x", target, drawn, empty)

    def split(self, pdf: Path, pages: Sequence[int], title: str, target: Path) -> None:
        self._real.split(pdf, pages, title, target)

    def read_back(self, pdf: Path) -> tuple[str, ...]:
        return self._real.read_back(pdf)


class Bench:
    """A dossier of three pages, each with one word, and what is needed to bind it."""

    def __init__(self, folder: Path, reader: PageReader) -> None:
        self.store = MemoryStore()
        self.scans: Scans = intake(FolderInbox(folder), store=self.store, reader=reader, step=Call()).dossiers[0]
        self.texts = tuple(
            PageText(
                prepared=PreparedPage(image=page.image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=150),
                words=(Word(word, Box(60, 60, 300, 110), 0.9, 0),),
                reader="test",
            )
            for page, word in zip(self.scans.pages, ("een", "twee", "drie"), strict=True)
        )
        self.documents = (
            RecordDocument(type="aanvraag", pages=(1, 2), confidence=0.9),
            RecordDocument(type="besluit", pages=(3,), confidence=0.9),
        )

    def bind(self, pdf: Choosy) -> Bound:
        return bind(self.scans, self.texts, self.documents, store=self.store, pdf=pdf)

    def pages_in(self, bound: Bound) -> dict[str, int]:
        counts = {}
        for file in bound.files:
            if file.path.endswith(".pdf"):
                with pikepdf.open(self.store.local(file.sha256)) as pdf:
                    counts[file.path] = len(pdf.pages)
        return counts


WHOLE = {"dossier.pdf": 3, "documents/01-aanvraag.pdf": 2, "documents/02-besluit.pdf": 1}


@pytest.fixture
def bench(
    deliver: Callable[..., Path], page: Callable[..., bytes], stack: Callable[..., bytes], page_reader: PageReader
) -> Bench:
    files = {"D1/0001.tif": page("1"), "D1/0002.pdf": stack("2"), "D1/0003.tif": page("3")}
    return Bench(deliver(files), page_reader)


def test_every_page_and_every_document_is_bound(bench: Bench) -> None:
    bound = bench.bind(Choosy())

    assert bench.pages_in(bound) == WHOLE
    assert {file.path for file in bound.files} == {*WHOLE, *(f"pages/000{number}.alto.xml" for number in (1, 2, 3))}
    assert bound.problems == ()


@pytest.mark.parametrize("trouble", [ToolFailed, ToolCrashed, ContractBroken, UnreadableScan])
def test_a_page_that_breaks_the_making_is_drawn_anew(bench: Bench, trouble: type[Exception]) -> None:
    bound = bench.bind(Choosy(trouble, whole=["twee"]))

    assert bench.pages_in(bound) == WHOLE
    assert [(problem.code, problem.page) for problem in bound.problems] == [("page_redrawn", 2)]


def test_a_page_that_cannot_be_drawn_either_is_named_and_keeps_its_words(bench: Bench) -> None:
    pdf = Choosy(ToolCrashed, whole=["een", "twee"], at_all=["drie"])

    bound = bench.bind(pdf)

    assert bench.pages_in(bound) == WHOLE
    assert [(problem.code, problem.page, problem.severity) for problem in bound.problems] == [
        ("page_redrawn", 2, "note"), ("page_not_in_pdf", 3, "error"),
    ]  # fmt: skip  # page 1 is packed anew with the same pixels: nothing to say
    (whole,) = [file for file in bound.files if file.path == "dossier.pdf"]
    assert pdf.read_back(bench.store.local(whole.sha256)) == ("een", "twee", "drie")


def test_a_maker_that_fails_on_the_whole_only_is_not_blamed_on_a_page(bench: Bench) -> None:
    class Broken(Choosy):
        def make(self, pages: Sequence[PdfPage], *others: object) -> tuple[int, ...]:
            if len(pages) > 1:
                raise ToolCrashed("Het geheugen is op.")
            return super().make(pages, *others)  # type: ignore[arg-type]  # what it was given

    with pytest.raises(ToolCrashed):
        bench.bind(Broken())


def test_nothing_is_made_again_when_the_pages_are_the_same(bench: Bench) -> None:
    pdf, step = Choosy(), Remember(MemoryLedger(), bench.store, Call())

    first = step(bind, bench.scans, bench.texts, bench.documents, store=bench.store, pdf=pdf)
    again = step(bind, bench.scans, bench.texts, bench.documents, store=bench.store, pdf=pdf)
    divided = (bench.documents[0].model_copy(update={"pages": (1,)}), *bench.documents[1:])
    step(bind, bench.scans, bench.texts, divided, store=bench.store, pdf=pdf)

    assert first == again
    assert pdf.asked == 2  # the second time for another division


def test_a_text_layer_that_lost_words_is_told_by_page(bench: Bench) -> None:
    layers = [text.text for text in bench.texts]

    assert text_layer_problems(bench.texts, layers) == ()
    (problem,) = text_layer_problems(bench.texts, ["", *layers[1:]])
    assert (problem.code, problem.page) == ("pdf_text", 1)
    sheet = bench.texts[0].prepared.image.model_copy(update={"is_separator": True})
    prepared = bench.texts[0].prepared.model_copy(update={"image": sheet})
    assert text_layer_problems([bench.texts[0].model_copy(update={"prepared": prepared})], [""]) == ()


def test_what_became_of_a_page_is_said_in_words() -> None:
    (drawn,), (gone,) = redrawn_problems((2,)), missing_problems((2,))

    assert (drawn.code, drawn.page, drawn.severity) == ("page_redrawn", 3, "note")
    assert (gone.code, gone.page, gone.severity) == ("page_not_in_pdf", 3, "error")
    reason = "PDF/A kan het geleverde bestand niet ongewijzigd bevatten."
    assert drawn.message == f"Blad 3 staat als afbeelding in de PDF: {reason}"
    assert drawn.hint == "Het geleverde bestand zelf wordt ongewijzigd bewaard."
    assert "lad 3" in gone.message
    assert redrawn_problems(()) == missing_problems(()) == ()

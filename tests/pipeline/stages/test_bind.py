"""The PDFs of a dossier: made once whatever people answer, and one bad page does not cost the others."""

import io
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.memory.storage import MemoryLedger, MemoryStore
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.pdf.pictures import images_of
from pipeline.adapters.storage.folders import FolderInbox
from pipeline.errors import ContractBroken, DiskFull, ToolCrashed, ToolFailed, UnreadableScan
from pipeline.ports import PdfPage
from pipeline.stages.bind import bind, missing_problems, redrawn_problems, text_layer_problems
from pipeline.stages.intake import intake
from pipeline.steps import Call, Remember
from schemas.delivery import DossierKey, PageImage, ScanPage, Scans
from schemas.outcome import Bound
from schemas.pages import Box, PageText, PreparedPage, Word
from schemas.record import RecordDocument
from schemas.words import PageType


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
        return self._real.make(pages, title, target, drawn, empty)

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


@pytest.fixture
def looped(bench: Bench) -> Bench:
    """The second page is in a PDF whose tree of pages names itself: it can be drawn and not be taken over."""
    with pikepdf.open(bench.store.local(bench.scans.pages[1].image.sha256)) as pdf:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        out = io.BytesIO()
        pdf.save(out)
    place = bench.scans.pages[1]
    image = place.image.model_copy(update={"sha256": bench.store.put(out.getvalue())})
    pages = (bench.scans.pages[0], place.model_copy(update={"image": image}), bench.scans.pages[2])
    bench.scans = bench.scans.model_copy(update={"pages": pages})
    prepared = bench.texts[1].prepared.model_copy(update={"image": image})
    bench.texts = (bench.texts[0], bench.texts[1].model_copy(update={"prepared": prepared}), bench.texts[2])
    return bench


def test_a_pdf_that_cannot_be_taken_over_is_drawn_and_the_pages_beside_it_stay_as_they_are(looped: Bench) -> None:
    bound = bind(looped.scans, looped.texts, looped.documents, store=looped.store, pdf=OcrmypdfMaker())

    assert [(problem.code, problem.page) for problem in bound.problems] == [("page_redrawn", 2)]
    (whole,) = [file for file in bound.files if file.path == "dossier.pdf"]
    with pikepdf.open(looped.store.local(whole.sha256)) as pdf:
        assert [len(list(images_of(page.obj))) for page in pdf.pages] == [1, 1, 1]


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


# What is decided, with a maker that writes down what it is asked and makes nothing.


class Noted:
    """Makes no PDF; fails on what it is told, and keeps what it was asked."""

    identity = "noted 1"

    def __init__(self, *, whole: str = "", drawn: str = "", error: type[Exception] = ToolFailed, layers: int = 0):
        self._whole, self._drawn, self._error, self._layers = set(whole), set(drawn), error, layers
        self.made: list[tuple[str, str, list[int], list[int]]] = []
        self.parts: list[tuple[list[int], str]] = []
        self._texts: tuple[str, ...] = ()

    def make(
        self,
        pages: Sequence[PdfPage],
        title: str,
        target: Path,
        drawn: Collection[int] = (),
        empty: Collection[int] = (),
    ) -> tuple[int, ...]:
        words = [page.text.text for page in pages]
        self.made.append(("".join(words), title, sorted(drawn), sorted(empty)))
        for place, word in enumerate(words):
            if place not in empty and word in (self._drawn if place in drawn else self._whole | self._drawn):
                raise self._error("Dit blad wil niet.")
        self._texts = tuple(words)
        target.write_bytes(b"%PDF whole")
        return tuple(drawn)

    def split(self, pdf: Path, pages: Sequence[int], title: str, target: Path) -> None:
        assert pdf.read_bytes() == b"%PDF whole"
        self.parts.append((list(pages), title))
        target.write_bytes(f"%PDF {title}".encode())

    def read_back(self, pdf: Path) -> tuple[str, ...]:
        assert pdf.read_bytes() == b"%PDF whole"
        return (*self._texts, *("" for _ in range(self._layers)))


DOSSIER = DossierKey(delivery="levering_01", folder="D1")


def papers(kinds: str, store: MemoryStore) -> tuple[Scans, tuple[PageText, ...]]:
    """Return a page with one letter for each of `kinds`: a capital one was delivered in a PDF."""
    pages, texts = [], []
    for number, letter in enumerate(kinds, 1):
        image = PageImage(
            sha256=store.put(letter.encode()), media_type="application/pdf" if letter.isupper() else "image/tiff",
            page_index=0, width=90, height=90, dpi=150, mode="grey",
        )  # fmt: skip
        pages.append(ScanPage(number=number, file=f"{letter}.tif", image=image))
        prepared = PreparedPage(image=image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=150)
        texts.append(PageText(prepared=prepared, words=(Word(letter, Box(0, 0, 9, 9), 0.9, 0),), reader="r"))
    return Scans(key=DOSSIER, pages=tuple(pages), parts=("D1",)), tuple(texts)


TITLE = f"Bouwdossier {DOSSIER.id}"


@pytest.mark.parametrize(
    ("kinds", "fails", "asked", "redrawn", "missing"),
    [
        pytest.param("abc", {}, [("abc", TITLE, [], [])], [], [], id="all well"),
        pytest.param(
            "abc",
            {"whole": "b"},
            [("abc", TITLE, [], []), *((letter, TITLE, [], []) for letter in "abc"), ("b", TITLE, [0], []),
             ("abc", TITLE, [1], [])],
            [2], [], id="one is drawn anew",
        ),
        pytest.param(
            "abc",
            {"whole": "a", "drawn": "c", "error": ToolCrashed},
            [("abc", TITLE, [], []), *((letter, TITLE, [], []) for letter in "abc"), ("a", TITLE, [0], []),
             ("c", TITLE, [0], []), ("abc", TITLE, [0], [2])],
            [1], [3], id="one is drawn anew, one is left white",
        ),
    ],
)  # fmt: skip
def test_one_bad_page_does_not_cost_the_others(
    kinds: str, fails: dict[str, Any], asked: list[Any], redrawn: list[int], missing: list[int]
) -> None:
    store, maker = MemoryStore(), Noted(**fails)

    bound = bind(*papers(kinds, store), (), store=store, pdf=maker)

    assert maker.made == asked
    assert [problem.page for problem in bound.problems if problem.code == "page_redrawn"] == redrawn
    assert [problem.page for problem in bound.problems if problem.code == "page_not_in_pdf"] == missing


@pytest.mark.parametrize(("kinds", "drawn"), [("aBc", [1]), ("ABC", [0, 1, 2])])
def test_pages_of_pdfs_that_hinder_each_other_are_drawn(kinds: str, drawn: list[int]) -> None:
    class Hindered(Noted):
        def make(self, pages: Sequence[PdfPage], title: str, target: Path, *how: Collection[int]) -> tuple[int, ...]:
            made = super().make(pages, title, target, *how)
            if len(pages) > 1 and not any(how):
                raise ToolFailed("Samen niet.")
            return made

    store, maker = MemoryStore(), Hindered()

    bound = bind(*papers(kinds, store), (), store=store, pdf=maker)

    assert maker.made[-1] == (kinds, TITLE, drawn, [])
    assert [problem.page for problem in bound.problems] == [place + 1 for place in drawn]


def test_a_full_disk_is_no_fault_of_a_page() -> None:
    class Full(Noted):
        def make(self, pages: Sequence[PdfPage], *others: Any) -> tuple[int, ...]:
            super().make(pages, *others)
            raise ToolFailed("Dit wil niet.") if len(pages) > 1 else DiskFull("There is no room.")

    store = MemoryStore()
    with pytest.raises(DiskFull):
        bind(*papers("ab", store), (), store=store, pdf=Full())


def test_a_pdf_with_another_number_of_pages_is_refused() -> None:
    store = MemoryStore()
    with pytest.raises(ContractBroken) as caught:
        bind(*papers("ab", store), (), store=store, pdf=Noted(layers=1))
    assert caught.value.message == f"The PDF of dossier {DOSSIER.id} has 3 pages instead of 2."


def test_every_document_has_its_own_pdf_but_for_sheets_with_nothing_on_them() -> None:
    store, maker = MemoryStore(), Noted()
    kinds: tuple[tuple[PageType, tuple[int, ...]], ...] = (
        ("scheidingsblad", (1,)), ("kaft", (2,)), ("blanco", (3,)), ("besluit", (4, 5)),
    )  # fmt: skip
    documents = tuple(RecordDocument(type=kind, pages=pages, confidence=0.9) for kind, pages in kinds)

    bound = bind(*papers("abcde", store), documents, store=store, pdf=maker)

    assert maker.parts == [([1], f"kaft {DOSSIER.id}"), ([3, 4], f"besluit {DOSSIER.id}")]
    assert [file.path for file in bound.files] == [
        "documents/02-kaft.pdf", "documents/04-besluit.pdf", "dossier.pdf",
        *(f"pages/000{number}.alto.xml" for number in range(1, 6)),
    ]  # fmt: skip
    inside = {file.path: store.get(file.sha256) for file in bound.files}
    assert inside["documents/04-besluit.pdf"] == f"%PDF besluit {DOSSIER.id}".encode()
    assert all(file.size == len(inside[file.path]) for file in bound.files)
    assert b"<fileName>e.tif</fileName>" in inside["pages/0005.alto.xml"]
    assert b'PHYSICAL_IMG_NR="5"' in inside["pages/0005.alto.xml"]


@pytest.mark.parametrize(
    ("words", "layer", "lost"),
    [
        (["woord"] * 50, "woord", 0),
        (["woord"] * 49 + ["weg"], "woord", 0),  # one in fifty: signs that a PDF cannot hold
        (["woord"] * 48 + ["weg"], "woord", 1),
        (["woord", "langs"], "w o o\nr d l a n g s", 0),  # lines that run up the page come back letter by letter
        (["een", "twee", "drie"], "", 3),
    ],
)
def test_words_that_a_reader_of_the_pdf_would_miss_are_counted(words: list[str], layer: str, lost: int) -> None:
    _, (before, text) = papers("aa", MemoryStore())
    text = text.model_copy(update={"words": tuple(Word(word, Box(0, 0, 9, 9), 0.9, 0) for word in words)})

    told = text_layer_problems([before, text], ["a", layer])

    verb = "staat" if lost == 1 else "staan"
    said = f"{lost} van de {len(words)} gelezen woorden {verb} niet in de tekstlaag van de PDF."
    assert [(problem.code, problem.page, problem.message) for problem in told] == [("pdf_text", 2, said)] * bool(lost)


def test_what_is_missing_in_the_pdf_is_asked_again() -> None:
    (gone,) = missing_problems((2,))
    assert gone.message == "Van blad 3 staat geen beeld in de PDF: het geleverde bestand laat zich niet tekenen."
    assert gone.hint == "Het geleverde bestand wordt ongewijzigd bewaard; vraag het blad opnieuw aan de scanfirma."

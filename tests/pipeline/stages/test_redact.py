"""Public copies of scans, with the real reader: nothing personal is in pixels, words, metadata or names of files."""

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw

from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.drawing.redaction import Blackener
from pipeline.adapters.memory.storage import MemoryStore
from pipeline.adapters.ocr.reading import PageReader
from pipeline.bucket.alto import alto, words_in
from pipeline.errors import ContractBroken, ToolCrashed, ToolFailed, UnreadableScan
from pipeline.ports import Inspected, PdfPage
from pipeline.ports.redaction import Blackened
from pipeline.public.personal import Lexicon
from pipeline.stages.redact import LEAST_READ, MOST_UNREAD, CopyTools, DossierToCopy, known_of, redact
from schemas.delivery import DossierKey, MediaType, PageImage, ScanPage, Scans
from schemas.findings import Evidence
from schemas.outcome import Package, PackageFile
from schemas.pages import Box, PageText, PreparedPage, Word
from schemas.record import Candidate, Dates, Item, Many, One, Record, RecordDocument, RecordPage
from schemas.redaction import Redacted
from schemas.values import Parcel, PartialDate, Reference
from schemas.words import FieldStatus

LINES = (
    "Gemeente Leest",
    "Besluit nr. 622 van 12 mei 1904",
    "de aanvraag van de heer Godelieve Verhaegen",
    "wonende Tisseltbaan 146 wordt verleend",
    "de vergunning voor een woning",
)
PRIVATE = ("Godelieve", "Verhaegen", "Tisseltbaan", "146")
LEXICON = Lexicon(
    frozenset(word.casefold() for line in LINES for word in line.split() if word.islower()),
    frozenset({"gemeente", "besluit", "mei"}),
)
KEY = DossierKey(delivery="Verhaegen Godelieve", folder="Tisseltbaan")


@dataclass(frozen=True)
class Made:
    """A dossier of one page and all that is needed to copy it."""

    record: Record
    scans: Scans
    package: Package
    store: MemoryStore
    reader: PageReader

    def copy(self, blackener: Any = None, record: Record | None = None, lexicon: Lexicon = LEXICON) -> Redacted:
        tools = CopyTools(self.store, self.reader, OcrmypdfMaker(), blackener or Blackener(), lexicon)
        return redact(DossierToCopy(record or self.record, self.scans, self.package), 1, tools=tools)


@pytest.fixture(scope="module")
def picture() -> bytes:
    from tests.pipeline.conftest import encoded, picture_of

    page = picture_of(*LINES, "", "", "").convert("L")
    # A signature, which nobody reads.
    ImageDraw.Draw(page).line([(500, 470), (540, 560), (570, 450), (610, 590), (640, 480), (720, 570)], fill=0, width=5)
    return encoded([page.convert("1")], "tif")


@pytest.fixture
def made(picture: bytes, page_reader: PageReader, tmp_path: Path) -> Made:
    return dossier_of(picture, page_reader, tmp_path)


def dossier_of(data: bytes, reader: PageReader, folder: Path) -> Made:
    store, path = MemoryStore(), folder / "page.tif"
    path.write_bytes(data)
    image = reader.inspect(path, "image/tiff", store.put(data))[0].image
    text = reader.read(path, reader.prepare(path, image))
    written = store.put(alto(text, file="0001.tif", number=1))
    page = RecordPage(
        number=1, file="0001.tif", page_index=0, sha256=image.sha256, type="besluit", rotation=0, skew=0.0, blank=False,
        width=image.width, height=image.height, dpi=text.prepared.dpi, text=text.text, words=len(text.words),
        confidence=0.9,
    )  # fmt: skip
    record = Record(
        id=KEY.id, key=KEY, parts=(KEY.folder,), pages=(page,),
        documents=(RecordDocument(type="besluit", pages=(1,), confidence=0.9),),
    )  # fmt: skip
    scans = Scans(key=KEY, parts=(KEY.folder,), pages=(ScanPage(number=1, file="0001.tif", image=image),))
    package = Package(
        dossier_id=KEY.id, nis="12025", files=(PackageFile(path="pages/0001.alto.xml", sha256=written, size=1),)
    )
    return Made(record, scans, package, store, reader)


def test_nothing_personal_is_anywhere_in_a_copy(made: Made, tmp_path: Path) -> None:
    copy = made.copy()

    assert copy.kept_back is None
    assert [file.path for file in copy.files] == ["besluit.pdf", "0001.alto.xml"]
    pdf, words = (made.store.get(file.sha256) for file in copy.files)
    (tmp_path / "copy.pdf").write_bytes(pdf)
    (layer,) = OcrmypdfMaker().read_back(tmp_path / "copy.pdf")
    with pikepdf.open(tmp_path / "copy.pdf") as opened, opened.open_metadata() as metadata:
        about = f"{metadata} {dict(opened.docinfo)}"
        (drawn,) = (pikepdf.PdfImage(image).as_pil_image() for image in opened.pages[0].get_images().values())
    read = " ".join(word.text for word in words_in(words))
    image = made.reader.inspect(_saved(drawn, tmp_path), "image/png", "0" * 64)[0].image
    again = made.reader.read(tmp_path / "drawn.png", made.reader.prepare(tmp_path / "drawn.png", image)).text
    for private in PRIVATE:
        for text in (layer, read, about, again, pdf.decode("latin-1"), words.decode()):
            assert private not in text
    for kept in ("Besluit", "vergunning", "1904", "woning"):
        assert kept in layer
        assert kept in again
    assert 0.1 < copy.hidden / copy.words < 0.5


def _saved(picture: Image.Image, folder: Path) -> Path:
    picture.save(folder / "drawn.png", dpi=(150, 150))
    return folder / "drawn.png"


def test_ink_that_nobody_read_is_not_drawn(made: Made) -> None:
    path = made.store.local(made.scans.pages[0].image.sha256)
    prepared = PreparedPage(image=made.scans.pages[0].image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=150)
    drawn = Blackener().blacken(path, prepared, [Box(60, 60, 400, 110)], [Box(60, 130, 400, 180)])
    with Image.open(io.BytesIO(drawn.picture)) as picture:
        pixels, size = np.asarray(picture), picture.size
    with Image.open(path) as delivered:
        source = np.asarray(delivered.convert("L"))

    assert size == (prepared.image.width, prepared.image.height)
    assert (pixels[60:110, 60:400] == source[60:110, 60:400]).all()
    assert (pixels[135:175, 60:400] == 0).all()
    assert set(np.unique(pixels[190:])) <= {200, 255}  # grey blocks and paper: no stroke of the rest is left
    assert (pixels[440:600, 500:720] == 200).any()
    assert drawn.unread > 0.3


def test_a_word_that_touches_a_hidden_one_goes_with_it(made: Made) -> None:
    path = made.store.local(made.scans.pages[0].image.sha256)
    prepared = PreparedPage(image=made.scans.pages[0].image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=150)
    # A reader that cut the first word of the page in two wrongly: its second half is to be shown.
    (word, *_) = made.reader.read(path, made.reader.prepare(path, prepared.image)).words
    middle = (word.box.left + word.box.right) // 2
    left, right = word.box._replace(right=middle), word.box._replace(left=middle)

    assert Blackener().blacken(path, prepared, [right], [left]).whole == (False,)
    assert Blackener().blacken(path, prepared, [word.box], []).whole == (True,)


class Careless:
    """Hides nothing: as if boxes were wrong."""

    def blacken(self, path: Path, page: PreparedPage, show: Any, hide: Any) -> Blackened:
        drawn = Blackener().blacken(path, page, [*show, *hide], [])
        return drawn._replace(whole=drawn.whole[: len(show)])


class Broken:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def blacken(self, *_: Any) -> Blackened:
        raise self.error


def test_a_copy_in_which_something_can_still_be_read_is_kept_back(made: Made) -> None:
    copy = made.copy(Careless())

    assert (copy.kept_back, copy.page, copy.files) == ("found_again", 1, ())


@pytest.mark.parametrize(
    ("error", "why"),
    [(ToolFailed("The page is too large."), "too_large"), (ToolCrashed("x"), "failed"), (ToolFailed("y"), "failed")],
)
def test_a_program_that_fails_costs_the_copy_only(made: Made, error: Exception, why: str) -> None:
    assert made.copy(Broken(error)).kept_back == why


def test_pages_that_cannot_be_trusted_are_kept_back(made: Made) -> None:
    def changed(**values: Any) -> Record:
        page = made.record.pages[0].model_copy(update=values)
        return made.record.model_copy(update={"pages": (page,)})

    assert made.copy(record=changed(confidence=0.5)).kept_back == "unread"
    assert made.copy(record=changed(rotation=None)).kept_back == "unread"
    assert made.copy(record=changed(blank=True)).kept_back == "unread"
    assert made.copy(lexicon=Lexicon(frozenset(), frozenset())).kept_back == "too_little"


def test_a_page_by_hand_is_kept_back(page_reader: PageReader, tmp_path: Path, picture: bytes) -> None:
    with Image.open(io.BytesIO(picture)) as page:
        scrawled = page.convert("L")
    pen = ImageDraw.Draw(scrawled)
    for row in range(5):
        pen.line([(40 + 30 * place, 440 + 40 * row + 35 * (place % 2)) for place in range(28)], fill=0, width=6)
    out = io.BytesIO()
    scrawled.convert("1").save(out, "TIFF", dpi=(150, 150))

    assert dossier_of(out.getvalue(), page_reader, tmp_path).copy().kept_back == "handwriting"


def test_a_name_of_the_record_goes_and_its_number_stays(made: Made) -> None:
    def seen(text: str, box: Box) -> Evidence:
        return Evidence(page=1, file="0001.tif", page_index=0, boxes=(box,), text=text, reader="r", extractor="e")

    text = PageText(
        prepared=PreparedPage(image=made.scans.pages[0].image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=150),
        words=words_in(made.store.get(made.package.files[0].sha256)), reader="r",
    )  # fmt: skip
    (number,) = (word for word in text.words if word.text.startswith("622"))
    items: Callable[..., Any] = lambda value, word: Many[Any](  # noqa: E731  # one line of a table
        items=(Item[Any](value=value, text=value, confidence=0.9, evidence=(seen(value, word.box),)),),
        status="accepted",
    )
    record = made.record.model_copy(
        update={"references": items("622", number), "applicants": items("Woning Jan", number)}
    )
    words = {word.text for word in words_in(made.store.get(made.copy(record=record).files[1].sha256))}

    assert "622" in words
    assert "woning" not in words
    assert "woning" in {word.text for word in words_in(made.store.get(made.copy().files[1].sha256))}
    assert "622" not in {word.text for word in words_in(made.store.get(made.copy().files[1].sha256))}


# What is decided, without a reader: who draws and who reads again say what the table tells them to.

WORDS = ("besluit", "van", "1904", "verleend", "Verhaegen")
ORDINARY = Lexicon(frozenset(word for word in WORDS if word.islower()), frozenset())


class Bench:
    """A dossier of pages with the same five words, and tools that do as they are told."""

    identity = "bench 1"

    def __init__(
        self, *, kinds: tuple[str, ...] = ("",), unread: float = 0.0, cut: int = 0, half: bool = False
    ) -> None:
        self.store = MemoryStore()
        self.unread, self.cut, self.half = unread, cut, half
        self.asked: list[tuple[Path, PreparedPage, list[Box], list[Box]]] = []
        self.read_again: dict[str, str] = {}
        """What is found in the copies: by picture, and the layer of the PDF under `pdf`."""
        self.pdf_error: Exception | None = None
        self.page_error: Exception | None = None
        self.bound: tuple[list[str], str] = ([], "")
        words = tuple(
            Word(text, Box(100 * place, 40, 100 * place + 60, 61), 0.9, 0) for place, text in enumerate(WORDS)
        )
        pages, scans, files = [], [], []
        for number, kind in enumerate(kinds, 1):
            image = PageImage(
                sha256=self.store.put(f"scan {number}".encode()), media_type="image/tiff", page_index=0, width=800,
                height=600, dpi=150, mode="grey",
            )  # fmt: skip
            prepared = PreparedPage(image=image, rotation=90, skew=0.5, blank=False, ink=0.1, dpi=150)
            data = alto(PageText(prepared=prepared, words=words, reader="r"), file="x", number=number)
            files.append(PackageFile(path=f"pages/{number:04d}.alto.xml", sha256=self.store.put(data), size=1))
            scans.append(ScanPage(number=number, file=f"{number}.tif", image=image))
            page = RecordPage(
                number=number, file=f"{number}.tif", page_index=0, sha256=image.sha256, type="besluit", rotation=90,
                skew=0.5, blank=False, width=800, height=600, dpi=150, text=" ".join(WORDS), words=5, confidence=0.9,
            )  # fmt: skip
            pages.append(page.model_copy(update=_KINDS[kind]))
        self.record = Record(
            id=KEY.id, key=KEY, parts=(KEY.folder,), pages=tuple(pages),
            documents=(
                RecordDocument(type="kaft", pages=(), confidence=0.9),
                RecordDocument(type="besluit", pages=tuple(range(1, len(kinds) + 1)), confidence=0.9),
            ),
        )  # fmt: skip
        self.scans = Scans(key=KEY, parts=(KEY.folder,), pages=tuple(scans))
        self.package = Package(dossier_id=KEY.id, nis="12025", files=(*reversed(files),))

    def copy(self) -> Redacted:
        tools = CopyTools(self.store, self, self, self, ORDINARY)  # type: ignore[arg-type]  # the part of a reader that is used
        return redact(DossierToCopy(self.record, self.scans, self.package), 2, tools=tools)

    def words_of(self, copy: Redacted, path: str) -> list[tuple[str, Box]]:
        data = self.store.get(next(file.sha256 for file in copy.files if file.path == path))
        return [(word.text, word.box) for word in words_in(data)]

    def blacken(self, path: Path, page: PreparedPage, show: Sequence[Box], hide: Sequence[Box]) -> Blackened:
        if self.page_error:
            raise self.page_error
        self.asked.append((path, page, list(show), list(hide)))
        whole = tuple(place >= self.cut for place in range(len(show)))
        return Blackened(f"picture {len(self.asked)}".encode(), whole, self.unread)

    def inspect(self, path: Path, media_type: MediaType, sha256: str) -> tuple[Inspected, ...]:
        assert (path.suffix, media_type) == (".png", "image/png")
        width, height = (400, 300) if self.half else (800, 600)
        image = PageImage(
            sha256=sha256, media_type=media_type, page_index=0, width=width, height=height, dpi=150, mode="grey"
        )
        return (Inspected(image, None),)

    def prepare(self, path: Path, image: PageImage) -> PreparedPage:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == image.sha256
        return PreparedPage(
            image=image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=150, problems=("words_without_ink",)
        )

    def read(self, path: Path, page: PreparedPage) -> PageText:
        text = self.read_again.get(path.read_bytes().decode(), "besluit")
        return PageText(prepared=page, words=(Word(text, Box(0, 0, 9, 9), 0.9, 0),), reader="again")

    def make(self, pages: Sequence[PdfPage], title: str, target: Path) -> tuple[int, ...]:
        if self.pdf_error:
            raise self.pdf_error
        self.bound = ([page.path.read_bytes().decode() for page in pages], title)
        self.made = [page.text for page in pages]
        target.write_bytes(b"%PDF")
        return ()

    def read_back(self, pdf: Path) -> tuple[str, ...]:
        assert pdf.read_bytes() == b"%PDF"
        return (self.read_again.get("pdf", "besluit"),)


_KINDS: dict[str, dict[str, object]] = {
    "": {},
    "blank": {"blank": True},
    "turned": {"rotation": None},
    "unsure": {"confidence": LEAST_READ - 0.001},
    "just sure": {"confidence": LEAST_READ},
    "no words": {"words": 0},
    "one word": {"words": 1},
}


@pytest.mark.parametrize(
    ("kinds", "why", "page"),
    [
        (("",), None, None),
        (("just sure",), None, None),
        (("one word",), None, None),
        (("", "turned"), "unread", 2),
        (("unsure", ""), "unread", 1),
        (("blank", "no words"), "unread", 2),
        (("blank", "blank"), "unread", None),
    ],
)
def test_a_document_is_as_good_as_its_worst_page(kinds: tuple[str, ...], why: str | None, page: int | None) -> None:
    copy = Bench(kinds=kinds).copy()

    assert (copy.kept_back, copy.page, bool(copy.files)) == (why, page, why is None)
    assert (copy.number, copy.type) == (2, "besluit")


@pytest.mark.parametrize(
    ("unread", "cut", "why"),
    [
        (MOST_UNREAD, 0, None),
        (MOST_UNREAD + 0.01, 0, "handwriting"),
        (0.0, 2, None),  # two of five words are left
        (0.0, 3, "too_little"),  # one of five
    ],
)
def test_too_much_by_hand_or_too_little_left(unread: float, cut: int, why: str | None) -> None:
    assert Bench(unread=unread, cut=cut).copy().kept_back == why


def test_what_a_copy_is_made_of() -> None:
    bench = Bench(kinds=("blank", "", ""), cut=1, half=True)

    copy = bench.copy()

    assert [file.path for file in copy.files] == ["besluit.pdf", "0001.alto.xml", "0002.alto.xml"]
    assert [file.size for file in copy.files] == [len(bench.store.get(file.sha256)) for file in copy.files]
    assert (copy.words, copy.hidden) == (10, 4)  # of each page the name, and the word that touches something hidden
    assert bench.bound == (["picture 1", "picture 2"], "besluit, openbare kopie")
    (path, page, show, hide), _ = bench.asked
    assert path.read_bytes() == b"scan 2"
    assert page == PreparedPage(image=bench.scans.pages[1].image, rotation=90, skew=0.5, blank=False, ink=0.0, dpi=150)
    assert show == [Box(100 * place, 40, 100 * place + 60, 61) for place in range(4)]
    assert hide == [Box(400, 40, 460, 61)]
    left = [("van", 50), ("1904", 100), ("verleend", 150)]
    assert bench.words_of(copy, "0002.alto.xml") == [(text, Box(at, 20, at + 30, 30)) for text, at in left]
    assert [word.text for word in bench.made[0].words] == [text for text, _ in left]
    drawn = bench.made[0].prepared
    assert (drawn.rotation, drawn.skew, drawn.problems, drawn.image.width) == (90, 0.5, (), 400)
    about = bench.store.get(copy.files[2].sha256).decode()
    assert "<fileName>2.png</fileName>" in about
    assert 'PHYSICAL_IMG_NR="2"' in about


@pytest.mark.parametrize(
    ("where", "what", "page"),
    [
        ("picture 2", "Verhaegen", 2),
        ("picture 1", "Verhaegem", 1),  # one letter read otherwise
        ("pdf", "besluit aan Verhaegen", None),
        ("pdf", "015/20.30.40", None),  # a number of a telephone is nowhere open
    ],
)
def test_what_is_hidden_is_looked_for_in_every_picture_and_in_the_pdf(where: str, what: str, page: int | None) -> None:
    bench = Bench(kinds=("", ""))
    bench.read_again[where] = what

    copy = bench.copy()

    assert (copy.kept_back, copy.page, copy.files) == ("found_again", page, ())


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (ToolFailed("The page is too large."), "too_large"),
        (ToolFailed("It refused."), "failed"),
        (ToolCrashed("It is too large."), "failed"),
        (UnreadableScan("x"), "failed"),
    ],
)
def test_a_page_that_cannot_be_drawn_keeps_its_document_back(error: Exception, why: str) -> None:
    bench = Bench(kinds=("blank", ""))
    bench.page_error = error
    assert bench.copy() == Redacted(number=2, type="besluit", kept_back=why, page=2)


def test_a_pdf_that_cannot_be_made_is_a_fault_of_ours() -> None:
    bench = Bench()
    bench.pdf_error = ToolCrashed("x")

    with pytest.raises(ContractBroken) as caught:
        bench.copy()
    assert (caught.value.message, caught.value.hint) == (
        "The PDF of a public copy could not be made.", "Report it with the log.",
    )  # fmt: skip


def test_all_names_that_were_considered_are_hidden_and_only_sure_numbers_are_open() -> None:
    def seen(page: int, left: int, text: str) -> tuple[Evidence, ...]:
        box = Box(left, 0, left + 10, 10)
        return (Evidence(page=page, file="f", page_index=0, boxes=(box,), text=text, reader="r", extractor="e"),)

    def many(status: FieldStatus, *found: tuple[Any, str, tuple[Evidence, ...]], others: tuple[str, ...] = ()) -> Any:
        return Many[Any](
            items=tuple(Item[Any](value=value, text=text, confidence=0.9, evidence=at) for value, text, at in found),
            candidates=tuple(Candidate[Any](value=o, text=o, confidence=0.1, evidence=()) for o in others),
            status=status,
        )

    def one(status: FieldStatus, *at: Evidence) -> One[PartialDate]:
        return One[PartialDate](value="1904-05-12", status=status, evidence=at)

    parcel, number = Parcel(section="A", number="12"), Reference(value="622", kind="municipal", raw="622")
    record = Bench().record.model_copy(
        update={
            "applicants": many("review", ("Jan Claes", "Jan Cloes", ()), others=("Piet Maes",)),
            "architect": One[str](text="A. Nijs", status="absent"),
            "references": many("accepted", (number, "622", (*seen(1, 0, "622"), *seen(2, 20, "dossier 622")))),
            "parcels": many("review", (parcel, "A 12", seen(1, 40, "A 12"))),
            "dates": Dates(
                receipt=one("review", *seen(1, 60, "x")), decision=one("corrected", *seen(1, 80, "12 mei 1904"))
            ),
        }
    )

    assert set(known_of(record, 1).people) == {"Jan Claes", "Jan Cloes", "Piet Maes", "A. Nijs"}
    assert known_of(record, 1).open == ((Box(0, 0, 10, 10), "622"), (Box(80, 0, 90, 10), "12 mei 1904"))
    assert known_of(record, 2).open == ((Box(20, 0, 30, 10), "dossier 622"),)

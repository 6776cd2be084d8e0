"""Public copies of scans, with the real reader: nothing personal is in pixels, words, metadata or names of files."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw

from pipeline.adapters.memory import MemoryStore
from pipeline.adapters.pdfa import OcrmypdfMaker
from pipeline.adapters.reading import PageReader
from pipeline.adapters.redaction import Blackener
from pipeline.alto import alto, words_in
from pipeline.errors import ToolCrashed, ToolFailed
from pipeline.public.personal import Lexicon
from pipeline.redaction_port import Blackened
from pipeline.stages.redact import redact
from schemas.delivery import DossierKey, ScanPage, Scans
from schemas.findings import Evidence
from schemas.outcome import Package, PackageFile
from schemas.pages import Box, PageText, PreparedPage
from schemas.record import Item, Many, Record, RecordDocument, RecordPage
from schemas.redaction import Redacted

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
        return redact(
            record or self.record, self.scans, self.package, 1, store=self.store, reader=self.reader,
            pdf=OcrmypdfMaker(), blackener=blackener or Blackener(), lexicon=lexicon,
        )  # fmt: skip


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

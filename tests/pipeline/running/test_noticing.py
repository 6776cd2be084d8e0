"""What pages say of each other is told in the record, at the end of the run, and by `kaft status`."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont
from rich.console import Console

from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.storage import MemoryBucket, MemoryLedger, MemoryStore
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.reference.official import ReferenceTables
from pipeline.adapters.storage.folders import FolderInbox
from pipeline.commands.outcomes import show_report
from pipeline.recipe import Tools
from pipeline.running.batch import run_delivery, succeeded
from pipeline.steps import Call, Remember
from schemas.outcome import BatchReport

DECISION = (
    "GEMEENTE MECHELEN",
    "UITTREKSEL uit het register van het",
    "College van Burgemeester en Schepenen",
    "Zitting van 18 september 1940",
    "Bouwvergunning nr. 622/1940",
    "Gezien de aanvraag van de heer Discart Jan",
    "voor het bouwen van een werkhuis",
    "Tisseltbaan 80 te Leest",
    "BESLUIT : de vergunning wordt verleend",
)
OTHER = ("GEMEENTE MECHELEN", "Bouwvergunning nr. 17/1952", "aan de heer Callens Karel", "Bleekstraat 4 te Mechelen")


def sheet(*lines: str, shifted: int = 0) -> bytes:
    """Draw a page; the same one again on the glass lies a few pixels further."""
    picture = Image.new("L", (1100, 900), "white")
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        place = (60 + shifted, 60 + shifted + 80 * number)
        pen.text(place, line, fill="black", font=ImageFont.load_default(size=40))
    out = io.BytesIO()
    picture.convert("1").save(out, "TIFF", dpi=(150, 150), compression="group4")
    return out.getvalue()


@pytest.fixture(scope="module")
def report(page_reader: PageReader, tmp_path_factory: pytest.TempPathFactory) -> BatchReport:
    folder = tmp_path_factory.mktemp("in") / "levering_01"
    files = {
        "D1/0001.tif": sheet(*DECISION),
        "D1/0002.tif": sheet(),
        "D1/0003.tif": sheet(*DECISION, shifted=5),
        "D1/0005.tif": sheet(*OTHER),
        "D2/0001.tif": sheet(*OTHER[:2]),
        "D2/0002.tif": sheet(*DECISION, shifted=3),
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    store = MemoryStore()
    tools = Tools(store, MemoryBucket(), MemoryRegister(), page_reader, OcrmypdfMaker(), ReferenceTables())
    step = Remember(MemoryLedger(), store, Call())
    return run_delivery(FolderInbox(folder), tools, step=step, dossiers_at_once=1)


def test_what_is_noticed_in_a_dossier_is_a_warning_of_its_record(report: BatchReport) -> None:
    first, second = report.outcomes
    kinds = {"file_number_skipped", "page_twice", "printed_number_skipped"}

    assert [(told.code, told.page, told.severity) for told in first.problems if told.code in kinds] == [
        ("file_number_skipped", None, "warning"), ("page_twice", 3, "warning"),
    ]  # fmt: skip
    assert not [told for told in second.problems if told.code in kinds]
    assert [outcome.version for outcome in report.outcomes] == [1, 1]


def test_what_is_noticed_between_dossiers_is_told_of_the_delivery(report: BatchReport) -> None:
    assert [(told.code, told.severity) for told in report.problems] == [
        ("page_elsewhere", "warning"), ("blank_backs", "note"),
    ]  # fmt: skip
    assert "Page 2 of dossier 'D2' looks like page 1 of 'D1'" in report.problems[0].message
    assert "1 of 6 pages" in report.problems[1].message
    assert succeeded(report)


def printed(report: BatchReport) -> str:
    out = io.StringIO()
    show_report(Console(file=out, width=300), report)
    return out.getvalue()


def test_kaft_status_shows_it_in_dutch(report: BatchReport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFT_LANG", "nl")

    shown = printed(report)

    for said in (
        "levering_01: Blad 2 van dossier ‘D2’ lijkt op blad 1 van ‘D1’, en zegt hetzelfde.",
        "levering_01: Lege achterzijden van het blad ervoor: 1 van de 6 bladen.",
        "D1: Tussen ‘D1/0003.tif’ en ‘D1/0005.tif’ is genummerd zonder 0004.tif: dat is niet geleverd.",
        "D1, blz. 3: Blad 3 lijkt op blad 1 en zegt hetzelfde.",
    ):
        assert said in shown


def test_of_many_warnings_of_a_kind_the_first_are_shown_and_the_rest_counted(report: BatchReport) -> None:
    first, second = report.outcomes
    twice = next(told for told in first.problems if told.code == "page_twice")
    many = [twice.model_copy(update={"page": page, "message": f"Blad {page}."}) for page in range(1, 9)]
    outcomes = (first.model_copy(update={"problems": tuple(many)}), second)

    shown = printed(report.model_copy(update={"outcomes": outcomes}))

    assert "D1, p. 3: Blad 3." in shown
    assert "Blad 4." not in shown
    assert "! 5 more of this kind" in shown

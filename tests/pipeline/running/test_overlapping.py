"""What two deliveries share in part is told of the one that came later; nothing is left out, joined or withdrawn."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.storage import MemoryBucket, MemoryInbox, MemoryLedger, MemoryStore
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.reference.official import ReferenceTables
from pipeline.explaining.explained import explained
from pipeline.recipe import Tools
from pipeline.running.batch import run_delivery, succeeded
from pipeline.running.shared import spans
from pipeline.steps import Call, Remember
from schemas.acts import ActKind
from schemas.delivery import DossierKey, Problem
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
SHARING = {"images_in_other_delivery", "sheets_in_other_delivery", "goes_on_elsewhere"}


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


DECIDED, AGAIN, BLANK = sheet(*DECISION), sheet(*DECISION, shifted=3), sheet()
ADVICE = sheet("ADVIES VAN DE BRANDWEER", "Het gebouw voldoet niet", "aan de voorschriften")
PLAN, NOTICE = sheet("GRONDPLAN", "schaal 1/50"), sheet("NOTITIE", "voor iedereen")
FIRST = {
    "D1/0001.tif": DECIDED, "D1/0002.tif": ADVICE, "D1/0003.tif": BLANK,
    "D2/0001.tif": PLAN, "D2/0002.tif": NOTICE, "D3/0001.tif": NOTICE, "D4/0001.tif": NOTICE, "D4/0002.tif": ADVICE,
}  # fmt: skip


class Archive:
    """Deliveries that come one after the other."""

    def __init__(self, reader: PageReader) -> None:
        self.register = MemoryRegister()
        store = MemoryStore()
        self.tools = Tools(store, MemoryBucket(), self.register, reader, OcrmypdfMaker(), ReferenceTables())
        self.step = Remember(MemoryLedger(), store, Call())

    def run(self, name: str, files: dict[str, bytes]) -> BatchReport:
        return run_delivery(MemoryInbox(name, files), self.tools, step=self.step, dossiers_at_once=1)

    def told(self, name: str, files: dict[str, bytes]) -> list[Problem]:
        return [problem for problem in self.run(name, files).problems if problem.code in SHARING]


@pytest.fixture(scope="module")
def reader(page_reader: PageReader) -> PageReader:
    return page_reader


@pytest.fixture
def archive(reader: PageReader) -> Archive:
    made = Archive(reader)
    made.run("l1", FIRST)
    return made


def test_the_same_images_under_other_names_are_told_and_both_deliveries_stay_whole(archive: Archive) -> None:
    files = {"map x/a.tif": PLAN, "map x/b.tif": sheet("iets nieuws"), "map x/c.tif": BLANK}
    report = archive.run("l2", files)
    (told,) = [problem for problem in report.problems if problem.code in SHARING]

    assert (told.code, told.severity) == ("images_in_other_delivery", "warning")
    assert told.message.startswith("1 of 3 pages of dossier 'map x', 1, are the same images as pages 1 of 'l1/D2', ")
    assert explained(told).message == (
        "1 van de 3 bladen van dossier ‘map x’ (1) zijn dezelfde beelden als blad 1 van ‘l1/D2’, dat er 2 heeft."
    )
    assert succeeded(report)
    assert report.pages_received == report.pages_accounted == 3
    assert [len(record.pages) for record in archive.register.records()] == [3, 2, 1, 2, 3]
    assert archive.told("l2", files) == [told], "a second run says the same"


def test_a_sheet_that_was_scanned_anew_is_told_and_where_the_inventory_says_so_nothing_is(archive: Archive) -> None:
    (told,) = archive.told("l2", {"herscan/0001.tif": AGAIN})

    assert told.code == "sheets_in_other_delivery"
    assert "1 of 1 pages of dossier 'herscan', 1, look like pages 1 of 'l1/D1', which has 3" in told.message
    assert "lijken op blad 1 van ‘l1/D1’" in explained(told).message
    assert "herscan" in next(problem.message for problem in archive.told("l1", FIRST)), "asked again, the first says it"

    stated = {"herscan/0001.tif": sheet(*DECISION, shifted=5), "inventory.csv": b"dossiermap;vervangt\nherscan;l1/D1\n"}
    assert archive.told("l3", stated)[0].message.endswith("'l2/herscan', which has 1, and say the same.")
    assert len(archive.told("l1", FIRST)) == 1, "of l3, which replaces it, nothing is said"


def test_a_dossier_in_two_halves_is_told_by_the_numbers_of_its_files(archive: Archive) -> None:
    halves = {
        "d1/0004.tif": sheet("een brief"),
        "D2/0007.tif": sheet("nog een brief"),
        "D3/0001.tif": sheet("een nota"),
    }
    (told,) = archive.told("l2", halves)

    assert told.code == "goes_on_elsewhere"
    assert explained(told).message == "De bestanden van dossier ‘d1’ gaan verder waar die van ‘l1/D1’ ophouden."


@pytest.mark.parametrize("kind", ["apart", "merged", "withdrawn"])
def test_what_a_person_decided_is_told_no_more(archive: Archive, kind: ActKind) -> None:
    files = {"map x/0001.tif": PLAN, "map x/0002.tif": sheet("iets nieuws")}
    assert len(archive.told("l2", files)) == 1
    mine, other = (DossierKey(delivery=name, folder=folder).id for name, folder in (("l2", "map x"), ("l1", "D2")))

    archive.register.act(kind, mine, who="an", why="nagekeken", other=None if kind == "withdrawn" else other)

    assert archive.told("l2", files) == []


def test_a_notice_that_goes_with_many_dossiers_and_a_blank_sheet_say_nothing(archive: Archive) -> None:
    assert archive.told("l2", {"E1/0001.tif": NOTICE, "E1/0002.tif": BLANK, "E1/0003.tif": sheet("iets nieuws")}) == []


@pytest.mark.parametrize(("numbers", "said"), [([1], "1"), ([3, 1, 2], "1-3"), ([1, 3, 4, 4, 9], "1, 3-4, 9")])
def test_numbers_are_written_as_people_do(numbers: list[int], said: str) -> None:
    assert spans(numbers) == said

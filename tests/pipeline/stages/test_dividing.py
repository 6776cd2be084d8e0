# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""A stack without separator sheets is divided when all that tells dossiers apart changes; no page is lost."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.storage import MemoryBucket, MemoryStore
from pipeline.adapters.reference.official import ReferenceTables
from pipeline.errors import ToolCrashed, UnreadableScan
from pipeline.recipe import Tools
from pipeline.running.dividing import STACK, cut, divided
from pipeline.steps import Call, Stage
from schemas.delivery import Delivery, PageImage, Problem
from schemas.pages import PageText, PreparedPage

COVER = "GEMEENTE {town}\nBOUWTOELATINGEN\nNr. {number}\nNaam {name}\nStraat {street} nr. 24\nVoorwerp\nhet bouwen van een woonhuis"
DECISION = """GEMEENTE {town}
UITTREKSEL uit het register der beraadslagingen van het College van Burgemeester en Schepenen
Zitting van 30 januari {year}
Nr. {number}
Gezien de aanvraag van de heer {name}, strekkende tot het bekomen van de toelating tot bouwen voor het bouwen van een
woonhuis op een perceel gelegen te {town}, {street} nr. 24;
BESLUIT :
De gevraagde toelating wordt verleend."""
LETTER = "{town}, 3 februari {year}\nAan de heer {name}\nBetreft : uw aanvraag nr. {number}, {street} 24\nWij zenden u hierbij een afschrift van ons besluit."
FIRST = {"town": "MECHELEN", "number": "25/1960", "name": "Callens Jan", "street": "Bleekstraat", "year": "1961"}
SECOND = {"town": "DUFFEL", "number": "7/1974", "name": "Maes Karel", "street": "Stationsstraat", "year": "1975"}


class Known(Call):
    """Does not read: the words of every page are known."""

    def __init__(self, texts: tuple[PageText, ...], trouble: Exception | None = None) -> None:
        super().__init__()
        self._texts, self._trouble = texts, trouble

    def each(self, stage: Stage[Any], items: Sequence[Any], **tools: Any) -> tuple[Any, ...]:
        del items, tools
        if self._trouble:
            raise self._trouble
        return self._texts if stage.__name__ == "recognise" else tuple(text.prepared for text in self._texts)


class Elsewhere(MemoryStore):
    """Has every file, under its digest."""

    def local(self, sha256: str) -> Path:
        return Path(sha256)


class Dying:
    """Knows the words of every page, and dies on one page while it is measured and on another while it is read."""

    identity = "dying 1"

    def __init__(self, texts: tuple[PageText, ...], measuring: int, reading: int) -> None:
        self._texts = {text.prepared.image.sha256: text for text in texts}
        self._measuring, self._reading = (texts[page - 1].prepared.image.sha256 for page in (measuring, reading))

    def prepare(self, path: Path, image: PageImage) -> PreparedPage:
        if path.name == self._measuring:
            raise ToolCrashed("A reading process died on a page.")
        return self._texts[image.sha256].prepared

    def read(self, path: Path, page: PreparedPage) -> PageText:
        if path.name == self._reading:
            raise ToolCrashed("A reading process died on a page.")
        return self._texts[page.image.sha256]


LISTS = ReferenceTables()


def tools(reader: Any = None) -> Tools:
    missing: Any = None  # nothing is written here
    return Tools(Elsewhere(), MemoryBucket(), MemoryRegister(), reader, missing, LISTS)


def pages(count: int, of: dict[str, str]) -> list[str]:
    return [COVER.format(**of), DECISION.format(**of), *[LETTER.format(**of)] * (count - 2)]


def delivery(*scans: Any) -> Delivery:
    return Delivery(name="levering_01", dossiers=scans, pages_received=sum(len(one.pages) for one in scans))


def test_a_stack_of_two_is_divided_and_every_page_kept(dossier: Any) -> None:
    stack = dossier(*pages(6, FIRST), *pages(6, SECOND))
    made = divided(delivery(stack.scans), tools(), step=Known(stack.texts))
    assert [(one.key.folder, len(one.pages)) for one in made.dossiers] == [("map01-1", 6), ("map01-2", 6)]
    assert [page.file for one in made.dossiers for page in one.pages] == [page.file for page in stack.scans.pages]
    assert [page.number for page in made.dossiers[1].pages] == [1, 2, 3, 4, 5, 6]
    assert {problem.code for one in made.dossiers for problem in one.problems} == {"stack_divided"}


def test_dividing_again_gives_the_same_dossiers(dossier: Any) -> None:
    stack = dossier(*pages(6, FIRST), *pages(6, SECOND))
    made = [divided(delivery(stack.scans), tools(), step=Known(stack.texts)) for _ in range(2)]
    assert made[0] == made[1]


def test_one_long_dossier_stays_whole(dossier: Any) -> None:
    long = dossier(*pages(STACK + 3, FIRST))
    assert divided(delivery(long.scans), tools(), step=Known(long.texts)) == delivery(long.scans)


def test_short_dossiers_and_stacks_with_sheets_are_not_read_first(dossier: Any) -> None:
    short = dossier(*pages(3, FIRST), *pages(3, SECOND))
    sheets = dossier("", *pages(6, FIRST), *pages(6, SECOND), separators=(1,))
    unread = Known((), trouble=AssertionError("nothing is to be read"))
    for one in (short, sheets):
        assert divided(delivery(one.scans), tools(), step=unread) == delivery(one.scans)


def test_a_stack_that_cannot_be_read_waits_for_its_own_turn(dossier: Any) -> None:
    stack = dossier(*pages(6, FIRST), *pages(6, SECOND))
    failing = Known(stack.texts, trouble=UnreadableScan("0001.tif"))
    assert divided(delivery(stack.scans), tools(), step=failing) == delivery(stack.scans)


def test_pages_on_which_the_reading_process_dies_do_not_keep_a_stack_together(dossier: Any) -> None:
    stack = dossier(*pages(6, FIRST), *pages(6, SECOND))
    made = divided(delivery(stack.scans), tools(Dying(stack.texts, measuring=4, reading=10)), step=Call())
    assert [(one.key.folder, len(one.pages)) for one in made.dossiers] == [("map01-1", 6), ("map01-2", 6)]


def test_what_is_told_of_a_page_goes_with_it(dossier: Any) -> None:
    stack = dossier(*pages(3, FIRST), *pages(3, SECOND))
    told = (Problem(code="page_damaged", message="", page=5), Problem(code="mislabelled", message=""))
    first, second = cut(stack.scans.model_copy(update={"problems": told}), (1, 4))
    assert [(problem.code, problem.page) for problem in first.problems[:-1]] == [("mislabelled", None)]
    assert [(problem.code, problem.page) for problem in second.problems[:-1]] == [
        ("page_damaged", 2), ("mislabelled", None),
    ]  # fmt: skip


def test_the_parts_of_a_stack_are_told_where_they_were(dossier: Any) -> None:
    stack = dossier(*pages(3, FIRST), *pages(3, SECOND))
    _, second = cut(stack.scans, (1, 4))
    assert "bladen 4 tot 6" in second.problems[0].message

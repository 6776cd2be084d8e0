"""A second part that comes in a later delivery joins its dossier; nothing is retyped, lost or guessed."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.memory.leases import MemoryLeases
from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.reviews import MemoryReviewBook
from pipeline.adapters.memory.storage import MemoryBucket, MemoryInbox, MemoryLedger, MemoryStore
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.reference.official import ReferenceTables
from pipeline.commands.naming import one_id
from pipeline.queue.leasing import Workplace
from pipeline.receiving.joining import records
from pipeline.recipe import Tools
from pipeline.reviewing.reviews import Reviews
from pipeline.running.batch import check_delivery, run_delivery
from pipeline.steps import Call, Remember
from pipeline.verifying.verify import verify
from schemas.delivery import DossierKey
from schemas.flat import flatten
from schemas.outcome import BatchReport, Outcome
from schemas.record import Record
from schemas.reviews import Correction

Make = Callable[..., bytes]
HOME, PART = DossierKey(delivery="l1", folder="D1"), DossierKey(delivery="l2", folder="D1_02")


class Office:
    """Deliveries that come one after the other."""

    def __init__(self, reader: PageReader) -> None:
        self.leases = MemoryLeases()
        self.book = MemoryReviewBook()
        self.bucket = MemoryBucket()
        self.register = MemoryRegister(self.leases)
        self.tools = Tools(
            store=MemoryStore(), bucket=self.bucket, register=self.register, reader=reader, pdf=OcrmypdfMaker(),
            reference=ReferenceTables(), reviews=Reviews(self.book),
        )  # fmt: skip
        self.step = Remember(MemoryLedger(), self.tools.store, Call())
        self.workplace = Workplace(self.leases, "een", tries=3)

    def run(self, name: str, files: dict[str, bytes]) -> BatchReport:
        self.workplace.close()
        self.workplace = Workplace(self.leases, "een", tries=3)
        inbox = MemoryInbox(name, files)
        return run_delivery(inbox, self.tools, step=self.step, dossiers_at_once=1, workplace=self.workplace)

    def record(self, key: DossierKey = HOME) -> Record:
        record = self.register.record(key.id)
        assert record is not None
        return record

    def pointer(self, key: DossierKey) -> dict[str, object]:
        (found,) = [name for name in self.bucket.keys("v1/dossiers/") if name.endswith(f"{key.id}/latest.json")]
        return dict(json.loads(self.bucket.get(found)))

    def faults(self) -> list[str]:
        return [fault.code for fault in verify(self.register, self.tools.store, self.bucket).faults]


@pytest.fixture
def office(page_reader: PageReader) -> Iterator[Office]:
    made = Office(page_reader)
    yield made
    made.workplace.close()


@pytest.fixture
def first(page: Make) -> dict[str, bytes]:
    return {"D1/0001.tif": page("Bouwvergunning"), "D1/0002.tif": page("een plan"), "D9/0001.tif": page("iets anders")}


@pytest.fixture
def later(page: Make) -> dict[str, bytes]:
    return {"D1_02/0001.tif": page("Advies van de brandweer")}


def ends(report: BatchReport) -> dict[str, Outcome]:
    return {outcome.key.folder: outcome for outcome in report.outcomes}


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


def test_a_later_part_joins_its_dossier_as_a_new_version(
    office: Office, first: dict[str, bytes], later: dict[str, bytes]
) -> None:
    office.run("l1", first)
    report = office.run("l2", later)
    joined = ends(report)["D1_02"]

    assert (joined.dossier_id, joined.version, joined.pages) == (HOME.id, 2, 1)
    assert codes(joined) == ["part_joined"]
    assert "dossier 'D1' of delivery 'l1'" in joined.problems[0].message
    assert report.pages_received == report.pages_accounted == 1

    record = office.record()
    assert [page.file for page in record.pages] == ["D1/0001.tif", "D1/0002.tif", "l2/D1_02/0001.tif"]
    assert [page.number for page in record.pages] == [1, 2, 3]
    assert "brandweer" in record.pages[2].text
    assert record.parts == ("D1", "l2/D1_02")
    assert [page.file for page in flatten(record).pages] == ["0001.tif", "0002.tif", "l2/D1_02/0001.tif"]
    assert office.register.record(PART.id) is None
    assert one_id(office.register, "D1_02") == HOME.id
    assert office.pointer(HOME)["version"] == 2
    assert [act.kind for act in office.register.history(HOME.id)] == ["published", "merged", "published"]

    told = office.register.last_report("l1")
    assert told is not None
    assert (ends(told)["D1"].version, ends(told)["D1"].pages) == (2, 2)
    assert told.pages_received == told.pages_accounted == 3
    assert office.faults() == []


def test_what_people_answered_stays(office: Office, first: dict[str, bytes], later: dict[str, bytes]) -> None:
    office.run("l1", first)
    asked = office.book.review(HOME.id)
    assert asked is not None
    answer = Correction(
        dossier_id=HOME.id, field="subject", kind="value", values=("een stal",), status="absent", confidence=0.0,
        asked="doubtful", version=1, reviewer="an", at=datetime(2026, 11, 1, tzinfo=UTC), final=True, channel="csv",
    )  # fmt: skip
    office.book.save(asked.model_copy(update={"revision": asked.revision + 1, "state": "answered"}), [answer])
    office.run("l2", later)

    assert (office.record().subject.value, office.record().subject.status) == ("een stal", "corrected")


def test_running_either_delivery_again_changes_nothing(
    office: Office, first: dict[str, bytes], later: dict[str, bytes]
) -> None:
    office.run("l1", first)
    office.run("l2", later)
    before = {key: office.bucket.get(key) for key in office.bucket.keys("")}

    one, two = ends(office.run("l1", first))["D1"], ends(office.run("l2", later))["D1_02"]

    assert (one.version, one.changed, one.pages) == (2, False, 2)
    assert (two.version, two.changed, two.pages) == (2, False, 1)
    assert {key: office.bucket.get(key) for key in office.bucket.keys("")} == before
    assert len(office.register.acts()) == 1
    assert office.faults() == []


def test_more_parts_join_in_their_order_whenever_they_come(
    office: Office, first: dict[str, bytes], later: dict[str, bytes], page: Make
) -> None:
    office.run("l1", first)
    third = {"D1_03/0001.tif": page("derde deel")}
    assert codes(ends(office.run("l3", third))["D1_03"])[0] == "part_without_first", "the second is not known"

    office.run("l2", later | {"D1_03/0001.tif": page("nog een derde")})
    report = office.run("l3", third)

    assert office.record().parts == ("D1", "l2/D1_02", "l2/D1_03", "l3/D1_03")
    assert (ends(report)["D1_03"].dossier_id, codes(ends(report)["D1_03"])) == (HOME.id, ["part_joined"])
    alone = DossierKey(delivery="l3", folder="D1_03")
    assert office.pointer(alone)["merged_into"] == HOME.id, "it was published by itself before"
    assert len({page.file for page in flatten(office.record()).pages}) == 5
    assert office.faults() == []


def test_nothing_is_joined_when_two_dossiers_have_the_name_until_a_person_says_which(
    office: Office, first: dict[str, bytes], later: dict[str, bytes], page: Make
) -> None:
    office.run("l1", first)
    office.run("l0", {"D1/0001.tif": page("een heel ander dossier")})
    report = office.run("l2", later)
    assert (ends(report)["D1_02"].dossier_id, codes(ends(report)["D1_02"])[0]) == (PART.id, "part_of_several")
    assert "l0, l1" in ends(report)["D1_02"].problems[0].message

    office.register.act("merged", PART.id, who="an", why="hoort bij l1", other=HOME.id)
    report = office.run("l2", later)

    assert ends(report)["D1_02"].dossier_id == HOME.id
    assert [f"{page.file.count('/')}" for page in office.record().pages] == ["1", "1", "2"]
    assert office.pointer(PART)["merged_into"] == HOME.id
    assert office.faults() == []


def test_what_a_person_parted_is_not_joined_again(
    office: Office, first: dict[str, bytes], later: dict[str, bytes]
) -> None:
    office.run("l1", first)
    office.run("l2", later)
    office.register.act("apart", PART.id, who="an", why="een ander huis", other=HOME.id)

    alone, home = ends(office.run("l2", later))["D1_02"], ends(office.run("l1", first))["D1"]

    assert (alone.dossier_id, alone.version) == (PART.id, 1)
    assert (home.version, office.record().parts) == (3, ("D1",))
    assert office.faults() == []


def test_a_part_that_was_delivered_before_is_a_duplicate(
    office: Office, first: dict[str, bytes], later: dict[str, bytes]
) -> None:
    office.run("l1", first)
    office.run("l2", later)
    twice = ends(office.run("l3", later))["D1_02"]
    again = ends(office.run("l4", {"D1_02/0001.tif": first["D1/0001.tif"], "D1_02/0002.tif": first["D1/0002.tif"]}))

    assert codes(twice)[-1] == codes(again["D1_02"])[-1] == "duplicate"
    assert f"'{HOME.delivery}/{HOME.folder}' of an earlier delivery" in twice.problems[-1].message
    assert office.record().parts == ("D1", "l2/D1_02")
    assert office.faults() == []


def test_what_nobody_can_read_of_a_part_is_said_of_its_dossier(
    office: Office, first: dict[str, bytes], later: dict[str, bytes]
) -> None:
    office.run("l1", first)
    report = office.run("l2", later | {"D1_02/0002.tif": b"geen scan"})

    assert ends(report)["D1_02"].state == "review"
    assert "file_quarantined" in {problem.code for problem in office.record().problems}
    assert office.faults() == []


def test_a_first_part_that_comes_into_the_same_delivery_later_takes_up_its_second(
    office: Office, first: dict[str, bytes], later: dict[str, bytes]
) -> None:
    office.run("l1", later)
    report = office.run("l1", first | later)

    alone = DossierKey(delivery="l1", folder="D1_02")
    assert [problem.code for problem in report.problems] == []
    assert [page.file for page in office.record().pages] == ["D1/0001.tif", "D1/0002.tif", "D1_02/0001.tif"]
    assert office.pointer(alone)["merged_into"] == HOME.id
    assert office.faults() == []


def test_a_part_that_came_before_its_first_is_told_and_joins_when_its_delivery_is_run_again(
    office: Office, first: dict[str, bytes], later: dict[str, bytes]
) -> None:
    office.run("l2", later)
    told = office.run("l1", first)
    before = {review.dossier_id for review in office.book.waiting()}
    office.run("l2", later)
    again = office.run("l1", first)

    assert before - {review.dossier_id for review in office.book.waiting()} == {PART.id}
    assert [problem.code for problem in told.problems] == ["part_apart"]
    assert [problem.code for problem in again.problems] == []
    assert [record.id for record in office.register.records()] != [record.id for record in records(office.register)]
    assert {record.key.folder for record in records(office.register)} == {"D1", "D9"}
    assert office.faults() == []


def test_a_try_tells_the_joining_and_does_nothing(
    office: Office, first: dict[str, bytes], later: dict[str, bytes]
) -> None:
    office.run("l1", first)
    report = check_delivery(MemoryInbox("l2", later), office.tools, step=office.step)

    assert codes(ends(report)["D1_02"]) == ["part_joined"]
    assert office.register.acts() == ()
    assert office.record().parts == ("D1",)


def test_a_part_waits_for_whoever_has_its_dossier_in_hand(
    office: Office, first: dict[str, bytes], later: dict[str, bytes]
) -> None:
    office.run("l1", first)
    other = Workplace(office.leases, "twee", seconds=0.5)
    lease = office.leases.take(HOME, "twee", 1.0, since=office.leases.now(), gone=lambda _owner: False)
    assert lease is not None
    report = office.run("l2", later)
    other.close()

    assert ends(report)["D1_02"].version == 2
    assert {one.state for one in office.leases.standing()} == {"done"}
    assert office.faults() == []


def test_a_part_that_never_comes_to_its_end_is_set_aside(
    office: Office, first: dict[str, bytes], later: dict[str, bytes]
) -> None:
    office.run("l1", first)
    for _ in range(3):  # workers that died with it
        assert office.leases.take(PART, "dood", 0.0, since=office.leases.now(), gone=lambda _owner: True)
    report = office.run("l2", later)

    assert codes(ends(report)["D1_02"])[-1] == "set_aside"
    assert office.record().parts == ("D1",)

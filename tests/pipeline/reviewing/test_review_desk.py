"""A dossier from reading to answer and back: an answer goes into the next version and no later run loses it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.reviews import MemoryReviewBook
from pipeline.adapters.memory.storage import MemoryBucket, MemoryLedger, MemoryStore
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.reference.official import ReferenceTables
from pipeline.adapters.storage.folders import FolderInbox
from pipeline.errors import AlreadyAnswered, AnswerRefused, NotFound, UnknownReviewer
from pipeline.recipe import Tools
from pipeline.reviewing.answering import Given
from pipeline.reviewing.desk import ReviewDesk
from pipeline.reviewing.questions import ReviewPolicy
from pipeline.reviewing.reviewers import enrolled
from pipeline.reviewing.reviews import Reviews
from pipeline.running.batch import run_delivery
from pipeline.running.redo import redo
from pipeline.steps import Call, Remember
from schemas.outcome import BatchReport
from schemas.record import Record
from schemas.reviews import Review

Make = Callable[..., bytes]
Deliver = Callable[..., Path]


class Reader:
    """The real reader under another name, as after an upgrade."""

    def __init__(self, reader: PageReader) -> None:
        self._reader, self.identity = reader, reader.identity

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


class Office:
    """Everything in memory, one delivery with one dossier, and two people with a code."""

    def __init__(self, reader: PageReader) -> None:
        self.book = MemoryReviewBook()
        self.reader = Reader(reader)
        reviews = Reviews(self.book, ReviewPolicy())
        self.tools = Tools(
            store=MemoryStore(), bucket=MemoryBucket(), register=MemoryRegister(), reader=self.reader,
            pdf=OcrmypdfMaker(), reference=ReferenceTables(), reviews=reviews,
        )  # fmt: skip
        self.step = Remember(MemoryLedger(), self.tools.store, Call())
        self.desk = ReviewDesk(reviews, self.tools.register, self.tools.reference)
        self.codes = {}
        for name in ("an", "jo"):
            person, self.codes[name] = enrolled(name)
            self.book.enrol(person)

    def run(self, delivery: Path) -> BatchReport:
        return run_delivery(FolderInbox(delivery), self.tools, step=self.step, dossiers_at_once=1)

    def answer(self, review: Review, *given: Given, who: str = "an") -> Record:
        self.desk.answer(review, given, self.codes[who], "terminal")
        assert redo(review.dossier_id, self.tools, self.step)
        return self.record(review.dossier_id)

    def record(self, dossier_id: str) -> Record:
        record = self.tools.register.record(dossier_id)
        assert record
        return record


@pytest.fixture
def office(page_reader: PageReader) -> Office:
    return Office(page_reader)


@pytest.fixture
def delivery(deliver: Deliver, page: Make) -> Path:
    lines = ("Bouwvergunning nr. 622/1940", "Mechelen, 18 september 1940", "Gezien de aanvraag")
    return deliver({"D1/0001.tif": page(*lines)})


def test_an_answer_is_in_the_next_version_and_survives_every_run(office: Office, delivery: Path) -> None:
    [outcome] = office.run(delivery).outcomes
    [review] = office.desk.waiting()
    assert review.dossier_id == outcome.dossier_id
    assert outcome.review
    assert {question.field for question in review.questions} == set(outcome.review)

    review = office.desk.unasked(review.dossier_id, "references")
    rest = [Given(name, "absent") for name in outcome.review if name != "references"]
    record = office.answer(review, Given("references", "value", "623/1940"), *rest)

    assert [reference.value for reference in record.references.values] == ["623/1940"]
    assert record.references.correction is not None
    assert office.desk.waiting() == ()
    published = office.tools.register.current(record.id)
    assert published is not None
    assert published.version == 2

    [again] = office.run(delivery).outcomes
    assert (again.version, again.changed, again.review) == (2, False, ())
    office.reader.identity += " newer"
    [reread] = office.run(delivery).outcomes
    assert reread.version == 3
    assert [found.value for found in office.record(record.id).references.values] == ["623/1940"]
    assert office.desk.waiting() == ()
    first = office.tools.register.record(record.id, 1)
    assert first is not None
    assert first.references.correction is None, "what was published stays as it was"


def test_a_second_answer_to_the_same_review_is_refused_and_changes_nothing(office: Office, delivery: Path) -> None:
    office.run(delivery)
    [review] = office.desk.waiting()
    name = review.questions[0].field
    office.desk.answer(review, [Given(name, "absent")], office.codes["an"], "prefect")

    with pytest.raises(AlreadyAnswered, match="intussen"):
        office.desk.answer(review, [Given(name, "illegible")], office.codes["jo"], "prefect")

    assert [answer.reviewer for answer in office.book.corrections(review.dossier_id)] == ["an"]


def test_one_bad_answer_keeps_all_of_them_out(office: Office, delivery: Path) -> None:
    office.run(delivery)
    [waiting] = office.desk.waiting()
    review = office.desk.unasked(waiting.dossier_id, "architect")
    given = [Given(waiting.questions[0].field, "absent"), Given("architect", "value", "x" * 301)]

    with pytest.raises(AnswerRefused):
        office.desk.answer(review, given, office.codes["an"], "prefect")
    with pytest.raises(UnknownReviewer):
        office.desk.answer(review, given[:1], "an-wrong", "prefect")
    assert office.desk.answer(review, given[:1], office.codes["an"], "prefect", keep=False).state == "answered"

    assert office.book.corrections(review.dossier_id) == ()
    assert office.desk.waiting() == (waiting,)


def test_what_nobody_asked_can_be_corrected_too(office: Office, delivery: Path) -> None:
    [outcome] = office.run(delivery).outcomes
    assert outcome.dossier_id
    review = office.desk.unasked(outcome.dossier_id, "architect")

    record = office.answer(review, Given("architect", "value", "R. Schellekens"))

    assert (record.architect.value, record.architect.status) == ("R. Schellekens", "corrected")
    assert office.book.corrections(record.id)[0].asked == "unasked"
    assert office.desk.waiting(), "what was asked is still asked"
    with pytest.raises(NotFound):
        office.desk.unasked("no-such-dossier", "architect")


def test_a_dossier_that_nobody_doubted_can_be_corrected_too(office: Office, delivery: Path) -> None:
    [outcome] = office.run(delivery).outcomes
    assert outcome.dossier_id
    office.book = MemoryReviewBook()
    person, office.codes["an"] = enrolled("an")
    office.book.enrol(person)
    reviews = Reviews(office.book, ReviewPolicy())
    desk = ReviewDesk(reviews, office.tools.register, office.tools.reference)

    after = desk.answer(
        desk.unasked(outcome.dossier_id, "architect"), [Given("architect", "value", "Jan")], office.codes["an"], "csv"
    )

    assert (after.revision, after.state) == (1, "answered")


def test_a_review_is_found_by_any_name_of_its_dossier(office: Office, delivery: Path) -> None:
    office.run(delivery)
    [review] = office.desk.waiting()

    assert office.desk.review("D1") == office.desk.review(review.dossier_id[:8]) == review
    with pytest.raises(NotFound):
        office.desk.review("D9")

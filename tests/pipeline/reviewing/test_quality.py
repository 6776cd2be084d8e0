"""What the blind sample shows is what it can prove, and a broken promise has consequences."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.reviews import MemoryReviewBook
from pipeline.adapters.reference.official import ReferenceTables
from pipeline.reviewing.desk import ReviewDesk
from pipeline.reviewing.quality import quality, raised, samples
from pipeline.reviewing.questions import ReviewPolicy
from pipeline.reviewing.reviews import Reviews
from schemas.outcome import Package
from schemas.record import Record
from schemas.reviews import Correction

Make = Callable[..., Any]
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def look(make: Make, number: int, *, right: bool, confidence: float = 0.9, decided: str = "") -> list[Correction]:
    known = {"dossier_id": str(number), "confidence": confidence, "status": "accepted", "read": ("1974",)}
    blind = make(("1974",) if right else ("1975",), asked="sample", final=False, **known)
    return [blind] + ([make((decided,), asked="verdict", **known)] if decided else [])


def test_a_difference_counts_as_wrong_only_when_somebody_decided_so(make_answer: Make) -> None:
    log = [
        *look(make_answer, 1, right=True), *look(make_answer, 2, right=False),
        *look(make_answer, 3, right=False, decided="1974"), *look(make_answer, 4, right=False, decided="1975"),
        make_answer((), asked="sample", kind="later", dossier_id="5", final=False),
    ]  # fmt: skip

    assert [sample.wrong for sample in samples(log)] == [False, None, False, True]
    [found] = quality(log, 0.01)
    assert (found.sampled, found.wrong, found.undecided, found.verdict) == (3, 1, 1, "broken")


def test_a_small_sample_without_mistakes_proves_nothing_yet(make_answer: Make) -> None:
    few = [answer for number in range(50) for answer in look(make_answer, number, right=True)]
    many = [answer for number in range(400) for answer in look(make_answer, number, right=True)]

    assert [found.verdict for found in quality(few, 0.01)] == ["unknown"]
    assert [found.verdict for found in quality(many, 0.01)] == ["kept"]


def test_the_new_limit_leaves_out_what_was_wrong(make_answer: Make) -> None:
    log = [answer for n in range(100) for answer in look(make_answer, n, right=True, confidence=0.9 + n / 1000)]
    log += [a for n in range(100, 110) for a in look(make_answer, n, right=False, confidence=0.92, decided="1975")]

    [found] = quality(log, 0.01)

    assert found.verdict == "broken"
    assert found.limit == 0.921
    assert raised([sample for sample in samples(log) if sample.wrong], 0.01) == 1.0, "nothing keeps the promise"


def test_a_broken_promise_asks_again_what_was_published_under_it(
    make_record: Make, make_one: Make, make_answer: Make
) -> None:
    book, register = MemoryReviewBook(), MemoryRegister()
    desk = ReviewDesk(Reviews(book, ReviewPolicy(), lambda: NOON), register, ReferenceTables())
    unsure = make_record(make_one("1974", status="accepted", confidence=0.9))
    sure = published_as("sure", make_record(make_one("1974", status="accepted", confidence=0.99)))
    for record in (unsure, sure):
        register.publish(record, Package(dossier_id=record.id, nis="12025", files=()), 1)
        desk.reviews.refresh(record, 1)
    log = [a for n in range(20) for a in look(make_answer, n, right=False, confidence=0.92, decided="1975")]
    log += [a for n in range(30, 130) for a in look(make_answer, n, right=True, confidence=0.95)]
    found = quality(log, 0.01)

    assert desk.waiting() == ()
    assert desk.enforce(found) == 1
    assert desk.enforce(found) == 0, "safe to repeat"

    [review] = desk.waiting()
    assert (review.dossier_id, [question.field for question in review.questions]) == (unsure.id, ["dates.decision"])
    assert [limit.confidence for limit in book.limits()] == [0.95]


def published_as(name: str, record: Record) -> Record:
    key = record.key.model_copy(update={"folder": name})
    return record.model_copy(update={"id": key.id, "key": key})

"""What is asked, in which order, of whom, and what is shown with it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.adapters.memory.reviews import MemoryReviewBook
from pipeline.errors import AlreadyAnswered, AnswerRefused
from pipeline.reviewing.answering import Hand, take
from pipeline.reviewing.questions import MOST_CHOICES, ReviewPolicy, choices, drawn, questions
from pipeline.reviewing.reviews import Reviews
from pipeline.reviewing.standing import standing
from pipeline.stages.correct import correct
from schemas.record import Candidate, Item, Many, One, Record
from schemas.reviews import Answer, Asked, Correction, Question, Review
from schemas.values import Address
from schemas.words import DecisionKind

Make = Callable[..., Any]
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
TWO = ReviewPolicy(four_eyes=frozenset({"dates.decision"}))
ALL = ReviewPolicy(sample=1.0)


def asked(record: Record, log: list[Correction], policy: ReviewPolicy) -> dict[str, Asked]:
    return {question.field: question.asked for question in questions(record, log, policy)}


def review_of(record: Record, log: list[Correction], policy: ReviewPolicy) -> Review:
    return Review(
        dossier_id=record.id, key=record.key, nis="12025", version=1, opened_at=NOON, changed_at=NOON,
        questions=questions(record, log, policy),
    )  # fmt: skip


class Round:
    """A dossier that is asked and answered again and again, as in use."""

    def __init__(self, record: Record, policy: ReviewPolicy) -> None:
        self.read, self.policy, self.log = record, policy, list[Correction]()

    @property
    def record(self) -> Record:
        return correct(self.read, standing(self.log))

    @property
    def question(self) -> Question | None:
        return next(iter(questions(self.record, self.log, self.policy)), None)

    def answer(self, who: str, *values: str, kind: str = "value") -> None:
        review = review_of(self.record, self.log, self.policy)
        given = Answer(field=review.questions[0].field, kind=kind, values=values)
        _, new = take(review, [given], Hand(who, NOON, "csv"), self.log, self.policy)
        self.log += new


def test_doubtful_fields_are_asked_the_dearest_first(make_record: Make, make_one: Make, make_addresses: Make) -> None:
    decision = One[DecisionKind](value="verleend", confidence=0.5, status="review", absence=None, reason="Zwak.")
    architect = One[str](value="Jan", confidence=0.5, status="review", absence=None, reason="Zwak.")
    record = make_record(make_one("1974"), addresses=make_addresses("Laan"), decision=decision, architect=architect)

    found = questions(record, [], ReviewPolicy())

    assert [question.field for question in found] == ["decision", "addresses", "dates.decision", "architect"]
    assert all(question.asked == "doubtful" and question.reason for question in found)


def test_choices_are_what_was_read_and_every_candidate_each_with_its_place(
    make_record: Make, make_one: Make, make_addresses: Make
) -> None:
    record = make_record(make_one("1974", "1975", "1974"), addresses=make_addresses("Laan", others=("Dreef",)))
    first, second = questions(record, [], ReviewPolicy())

    assert [choice.text for choice in second.choices] == ["1974", "1975"]
    assert [choice.text for choice in first.choices] == ["Laan 1", "Dreef", "Laan 1; Dreef"]
    assert [found.page for found in first.evidence] == [1, 2]
    assert first.read == (Address(street="Laan", number="1"),)


def a_list(*read: str, others: tuple[str, ...] = ()) -> Many[str]:
    items = tuple(Item(value=text, text=text, confidence=0.6, evidence=()) for text in read)
    candidates = tuple(Candidate(value=text, text=text, confidence=0.4, evidence=()) for text in others)
    return Many[str](items=items, candidates=candidates, confidence=0.6, status="review", absence=None)


def test_a_list_that_is_right_but_for_one_is_among_its_choices() -> None:
    three = [choice.text for choice in choices(a_list("Van Nuffel Katrien", "De Keersmaecker S.", "De Hersmrecher S."))]
    assert "Van Nuffel Katrien; De Keersmaecker S." in three, "one too many"
    swapped = [choice.values for choice in choices(a_list("C 988", "B 51/02", others=("B 51/2", "Z 7777")))]
    assert ("C 988", "B 51/2") in swapped, "one misread"
    assert ("C 988", "Z 7777") not in swapped, "that is no other reading of B 51/02"
    assert [choice.text for choice in choices(a_list("C 988"))] == ["C 988"]
    assert len({choice.text for choice in choices(a_list("a", "b", "c", others=("d", "e")))}) <= MOST_CHOICES


def test_four_eyes_ask_a_second_person_who_does_not_see_the_first_answer(make_record: Make, make_one: Make) -> None:
    round_ = Round(make_record(make_one("1974-03-17", "1974-03-12")), TWO)
    round_.answer("an", "1974-05-05")

    question = round_.question
    assert question is not None
    assert (question.asked, question.not_by) == ("second", ("an",))
    assert "1974-05-05" not in question.model_dump_json(exclude={"reason"})
    assert round_.record.dates.decision.value == "1974-03-17", "one answer does not count yet"
    with pytest.raises(AnswerRefused, match="ander"):
        round_.answer("an", "1974-05-05")

    round_.answer("jo", "1974-05-05")
    assert round_.question is None
    assert round_.record.dates.decision.correction.by == ("an", "jo")


def test_when_two_people_disagree_a_third_decides_and_sees_both(make_record: Make, make_one: Make) -> None:
    round_ = Round(make_record(make_one("1974-03-17")), TWO)
    round_.answer("an", "1974-03-12")
    round_.answer("jo", kind="illegible")

    question = round_.question
    assert question is not None
    assert (question.asked, question.not_by) == ("conflict", ("an", "jo"))
    assert [choice.text for choice in question.choices] == ["1974-03-17", "1974-03-12"]
    round_.answer("lo", "1974-03-12")
    assert (round_.question, round_.record.dates.decision.value) == (None, "1974-03-12")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((("1974-03-12",), "value"), (("1974-03-21",), "value")),
        (((), "absent"), ((), "illegible")),
    ],
)
def test_two_people_agree_only_when_both_the_kind_and_the_value_are_the_same(
    make_record: Make, make_one: Make, first: tuple[tuple[str, ...], str], second: tuple[tuple[str, ...], str]
) -> None:
    round_ = Round(make_record(make_one("1974-03-17")), TWO)
    for who, (values, kind) in (("an", first), ("jo", second)):
        round_.answer(who, *values, kind=kind)

    question = round_.question
    assert question is not None
    assert question.asked == "conflict"
    assert round_.record.dates.decision.value == "1974-03-17", "neither answer counts"


def test_a_blind_sample_hides_the_value_and_an_answer_that_agrees_ends_it(make_record: Make, make_one: Make) -> None:
    round_ = Round(make_record(make_one("1974-03-17", status="accepted", confidence=0.97)), ALL)

    question = round_.question
    assert question is not None
    assert (question.asked, question.choices) == ("sample", ())
    round_.answer("an", "1974-03-17")
    assert round_.question is None
    assert round_.record.dates.decision.status == "accepted", "a sample changes nothing"


def test_a_blind_answer_that_differs_is_decided_by_somebody_who_sees_both(make_record: Make, make_one: Make) -> None:
    round_ = Round(make_record(make_one("1974-03-17", status="accepted", confidence=0.97)), ALL)
    round_.answer("an", "1974-03-11")

    question = round_.question
    assert question is not None
    assert (question.asked, [choice.text for choice in question.choices]) == ("verdict", ["1974-03-17", "1974-03-11"])
    assert round_.record.dates.decision.value == "1974-03-17"
    round_.answer("jo", "1974-03-11")
    assert (round_.question, round_.record.dates.decision.value) == (None, "1974-03-11")


def test_the_sample_is_as_large_as_asked_and_always_the_same() -> None:
    taken = [drawn(str(number), "decision", 0.1) for number in range(5000)]

    assert 400 < sum(taken) < 600
    assert taken == [drawn(str(number), "decision", 0.1) for number in range(5000)]
    assert not drawn("1", "decision", 0.0)


def test_what_is_put_off_is_asked_again(make_record: Make, make_one: Make) -> None:
    round_ = Round(make_record(make_one("1974-03-17")), ReviewPolicy())
    review = review_of(round_.read, [], ReviewPolicy())
    after, [kept] = take(
        review, [Answer(field="dates.decision", kind="later")], Hand("an", NOON, "csv"), [], ReviewPolicy()
    )

    assert (after.state, after.revision, after.questions) == ("later", 2, review.questions)
    assert not kept.final
    round_.log.append(kept)
    assert round_.question == review.questions[0]


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ([], AnswerRefused),
        ([Answer(field="subject", kind="absent")], AlreadyAnswered),
        ([Answer(field="dates.decision", kind="value")], AnswerRefused),
        ([Answer(field="dates.decision", kind="absent", values=("1974",))], AnswerRefused),
    ],
)
def test_what_is_no_answer_is_refused(answers: list[Answer], error: Any, make_record: Make, make_one: Make) -> None:
    review = review_of(make_record(make_one("1974")), [], ReviewPolicy())

    with pytest.raises(error):
        take(review, answers, Hand("an", NOON, "csv"), [], ReviewPolicy())


def test_nobody_answers_a_review_that_was_answered(make_record: Make, make_one: Make) -> None:
    review = review_of(make_record(make_one("1974")), [], ReviewPolicy()).model_copy(update={"state": "answered"})

    with pytest.raises(AlreadyAnswered):
        take(review, [Answer(field="dates.decision", kind="absent")], Hand("an", NOON, "csv"), [], ReviewPolicy())


def test_the_review_follows_the_record(make_record: Make, make_one: Make, make_answer: Make) -> None:
    book = MemoryReviewBook()
    reviews = Reviews(book, ReviewPolicy(), lambda: NOON)
    doubtful, sure = make_record(make_one("1974")), make_record(make_one("1974", status="accepted"))

    reviews.refresh(sure, 1)
    assert book.review(sure.id) is None
    reviews.refresh(doubtful, 1)
    reviews.refresh(doubtful, 2)
    opened = book.review(sure.id)
    assert opened is not None
    assert (opened.state, opened.revision, opened.version) == ("open", 1, 1), "the same questions are left alone"
    reviews.refresh(sure, 3)
    closed = book.review(sure.id)
    assert closed is not None
    assert (closed.state, closed.revision, closed.questions) == ("closed", 2, ())

    book.save(closed.model_copy(update={"revision": 3}), [make_answer()])
    reviews.refresh(sure, 4)
    late = book.review(sure.id)
    assert late is not None
    assert late.state == "answered", "an answer that came while the record was made is not lost"

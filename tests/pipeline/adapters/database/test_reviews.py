"""Every book of reviews: nothing is overwritten, and of two who answer at once one is told so."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from pipeline.adapters.places import Books
from pipeline.errors import AlreadyAnswered
from schemas.delivery import DossierKey
from schemas.reviews import Correction, Limit, Question, Review, Reviewer
from schemas.values import Address

Make = Callable[..., Any]
NOON = dt.datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=dt.UTC)


def review_of(folder: str, *, stakes: float = 0.5, revision: int = 1, minute: int = 0, **more: Any) -> Review:
    key = DossierKey(delivery="levering_01", folder=folder)
    question = Question(
        field="addresses", asked="doubtful", reason="Kies.", status="review", confidence=0.5, stakes=stakes,
        read=(Address(street="Dreef «é»", number="1"),),
    )  # fmt: skip
    at = NOON + dt.timedelta(minutes=minute)
    return Review(
        dossier_id=key.id, key=key, nis="12025", version=1, revision=revision, questions=(question,), opened_at=at,
        changed_at=at, **more,
    )  # fmt: skip


def answer_of(review: Review, street: str = "Dreef") -> Correction:
    return Correction(
        dossier_id=review.dossier_id, field="addresses", kind="value", values=(Address(street=street),),
        status="review", confidence=0.5, asked="doubtful", version=1, reviewer="an", at=NOON, final=True, channel="csv",
    )  # fmt: skip


def test_a_review_comes_back_as_it_was_written(books: Books) -> None:
    review = review_of("D1")
    assert books.reviews.review(review.dossier_id) is None

    books.reviews.save(review)

    assert books.reviews.review(review.dossier_id) == review
    assert books.reviews.waiting() == (review,)
    assert books.reviews.answered() == ()


def test_the_work_list_has_the_dearest_first_and_what_was_put_off_last(books: Books) -> None:
    for review in (
        review_of("D1", stakes=0.2), review_of("D2", stakes=0.9, minute=2), review_of("D3", stakes=0.9, minute=1),
        review_of("D4", stakes=1.0, state="later"), review_of("D5", state="closed"), review_of("D6", state="answered"),
    ):  # fmt: skip
        books.reviews.save(review)

    assert [review.key.folder for review in books.reviews.waiting()] == ["D3", "D2", "D1", "D4"]
    assert [review.key.folder for review in books.reviews.answered()] == ["D6"]


def test_corrections_are_kept_in_order_and_never_replaced(books: Books) -> None:
    first, other = review_of("D1"), review_of("D2")
    books.reviews.save(first, [answer_of(first, "Laan")])
    books.reviews.save(other, [answer_of(other)])
    again = first.model_copy(update={"revision": 2})
    books.reviews.save(again, [answer_of(again, "Dreef")])

    assert [found.values[0].street for found in books.reviews.corrections(first.dossier_id)] == ["Laan", "Dreef"]
    assert list(books.reviews.all_corrections()) == [
        answer_of(first, "Laan"), answer_of(other), answer_of(again, "Dreef")
    ]  # fmt: skip


@pytest.mark.parametrize("revision", [1, 2, 4])
def test_an_answer_to_another_revision_is_refused_whole(books: Books, revision: int) -> None:
    review = review_of("D1")
    books.reviews.save(review)
    books.reviews.save(review.model_copy(update={"revision": 2}))

    with pytest.raises(AlreadyAnswered):
        books.reviews.save(review.model_copy(update={"revision": revision}), [answer_of(review)])

    assert books.reviews.corrections(review.dossier_id) == ()


def test_of_two_who_answer_at_the_same_moment_one_is_told(books: Books) -> None:
    review = review_of("D1")
    books.reviews.save(review)

    def answer(street: str) -> bool:
        try:
            books.reviews.save(review.model_copy(update={"revision": 2}), [answer_of(review, street)])
        except AlreadyAnswered:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(answer, "abcd")) == [False, False, False, True]
    assert len(books.reviews.corrections(review.dossier_id)) == 1


def test_the_last_word_on_a_reviewer_counts(books: Books) -> None:
    person = Reviewer(name="an", salt="00", hash="ff")
    books.reviews.enrol(Reviewer(name="jo", salt="01", hash="ee"))
    books.reviews.enrol(person)
    books.reviews.enrol(person.model_copy(update={"active": False}))

    assert [(found.name, found.active) for found in books.reviews.reviewers()] == [("an", False), ("jo", True)]


def test_every_limit_that_was_ever_set_stays_known(books: Books) -> None:
    limits = [
        Limit(field="decision", confidence=confidence, sampled=100, wrong=3, at=NOON) for confidence in (0.9, 0.95)
    ]
    for limit in limits:
        books.reviews.limit(limit)

    assert list(books.reviews.limits()) == limits

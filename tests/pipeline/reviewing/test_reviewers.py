"""Codes: shown once, kept as a hash, and nobody else's."""

import pytest

from pipeline.adapters.memory.reviews import MemoryReviewBook
from pipeline.errors import AnswerRefused, UnknownReviewer
from pipeline.reviewing.reviewers import enrolled, who


def test_a_code_says_who_answers_and_is_kept_nowhere() -> None:
    book = MemoryReviewBook()
    person, code = enrolled("an")
    book.enrol(person)

    assert who(f" {code.upper()} ", book) == "an"
    assert code.partition("-")[2] not in person.canonical()


@pytest.mark.parametrize("code", ["", "an", "an-", "an-zzzzzz", "jo-aaaaaa"])
def test_a_wrong_code_is_nobodys(code: str) -> None:
    book = MemoryReviewBook()
    book.enrol(enrolled("an")[0])

    with pytest.raises(UnknownReviewer):
        who(code, book)


def test_a_code_that_was_withdrawn_is_nobodys() -> None:
    book = MemoryReviewBook()
    person, code = enrolled("an")
    book.enrol(person.model_copy(update={"active": False}))

    with pytest.raises(UnknownReviewer):
        who(code, book)


@pytest.mark.parametrize("name", ["", "A", "an-b", "x" * 13, "1a", "an peeters"])
def test_a_name_is_short_and_plain(name: str) -> None:
    with pytest.raises(AnswerRefused):
        enrolled(name)

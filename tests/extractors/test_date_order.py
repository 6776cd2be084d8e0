"""How far the dates of one procedure speak for each other."""

from typing import Any

import pytest

from extractors.date_order import Chosen, clear, lone, on_appeal, placed, sustained
from extractors.weighing import Weighed
from tests.extractors.conftest import seen


def date(value: str, confidence: float = 0.6, text: str = "") -> Weighed[Any]:
    return Weighed(value, text or value, confidence, (seen("dates.receipt", value, text=text),), 1)


def steps(*values: str, sure: float = 0.8) -> Chosen:
    """The four steps; a weak one has a question mark behind it, a missing one is empty."""
    return tuple(
        date(value.removesuffix("?"), 0.6 if value.endswith("?") else sure) if value else None for value in values
    )


def found(chosen: Chosen) -> list[tuple[Weighed[Any], ...]]:
    return [(choice,) if choice else () for choice in chosen]


@pytest.mark.parametrize(
    ("values", "sure"),
    [
        # the receipt: within the month after the request, some weeks before the decision
        (("1960-10-10", "1960-10-21?", "", ""), 0.8),
        (("1960-10-10", "1960-11-10?", "", ""), 0.8),
        (("1960-10-10", "1960-11-11?", "", ""), 0.6),
        (("", "1960-10-21?", "1961-01-30", ""), 0.74),
        (("", "1960-10-21?", "1960-10-27", ""), 0.6),
        (("", "1960-10-21?", "1961-10-30", ""), 0.6),
        # on the day of another step it may be that step's date
        (("1960-10-10", "1960-10-10?", "", ""), 0.6),
        (("1960-10-10", "1960-10-10?", "1961-01-30", ""), 0.6),
        (("1960-10-10", "1961-01-30?", "1961-01-30", ""), 0.6),
        # no step speaks for a date that another one contradicts
        (("1960-10-10", "1960-10-21?", "1960-10-15", ""), 0.6),
        (("1960-10-10", "1960-10-21?", "1961-12-01", ""), 0.6),  # nor for one of quite another time
        (("1958-10-10", "1958-10-21", "1961-01-30?", "1961-02-02"), 0.6),
        # the notice: within the month after the decision; on its day nothing is proved
        (("", "", "1961-01-30", "1961-02-02?"), 0.8),
        (("", "", "1961-01-30", "1961-01-31?"), 0.8),
        (("", "", "1961-01-30", "1961-01-30?"), 0.6),
        (("", "", "1961-01-30", "1961-03-30?"), 0.6),
        (("", "1960-10-21", "", "1960-11-02?"), 0.6),  # what is told is the decision, not the receipt
        # the request and the decision
        (("1960-10-10?", "1960-10-21", "", ""), 0.8),
        (("1960-10-10", "", "1961-01-30?", ""), 0.74),
        (("", "1960-10-21", "1961-01-30?", ""), 0.74),
        # two weak dates speak for each other; a part of a date is no date, and says nothing
        (("1960-10-10?", "1960-10-21?", "", ""), 0.8),
        (("1960-10-10", "1960-10?", "", ""), 0.6),
        (("1960-10", "1960-10-21?", "", ""), 0.6),
    ],
)
def test_a_step_that_comes_when_it_should(values: tuple[str, ...], sure: float) -> None:
    chosen = steps(*values)
    weak = next(place for place, value in enumerate(values) if value.endswith("?"))
    after = sustained(chosen, found(chosen))[weak]
    assert after is not None
    assert after.confidence == pytest.approx(sure)


def test_a_rival_or_an_unread_date_gains_nothing() -> None:
    chosen = steps("1960-10-10", "1960-10-21?", "", "")
    ranked = found(chosen)
    ranked[1] = (*ranked[1], date("1960-10-24", 0.43))
    assert sustained(chosen, ranked) == (sustained(chosen, ranked)[0], *chosen[1:])
    ranked[1] = (ranked[1][0], date("1960-10-24", 0.41))
    assert sustained(chosen, ranked)[1] != chosen[1]
    hardly = (chosen[0], date("1960-10-21", 0.34), None, None)
    assert sustained(hardly, found(hardly))[1] == hardly[1]
    doubtful = (date("1960-10-10", 0.44), date("1960-10-21"), None, None)
    assert sustained(doubtful, found(doubtful))[1] == doubtful[1]


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("1960-10-21", "21-10-1960", True),
        ("1960-10-21", "21.X.60", True),
        ("1960-10-21", "21 oktober 1960", True),
        ("1960-10-01", "I oktober 1960", False),  # a letter taken for a digit
        ("1960-10-21", "2l-10-1960", False),
        ("1960-10-21", "21-10-1966", False),  # the year was put right
        ("1960-10", "oktober 1960", False),
    ],
)
def test_a_date_that_was_read_without_guessing(value: str, text: str, *, expected: bool) -> None:
    assert clear(date(value, text=text)) is expected


@pytest.mark.parametrize(
    ("values", "other", "left"),
    [
        (("1960-10-10", "1960-10-21", "1961-01-30", ""), "1961-02-14", 0.4),  # received after it was decided
        (("1960-10-10", "1960-10-21", "1961-01-30", ""), "1960-09-21", 0.4),  # before it was asked
        (("1960-10-10", "1960-10-21", "1961-01-30", ""), "1960-12-21", 0.4),  # more than two months after
        (("1960-10-10", "1960-10-21", "1961-01-30", ""), "1960-11-21", 0.8),
        (("1960-10-10", "1960-10-21", "1961-01-30", ""), "1960-10-10", 0.4),  # the day on which it was asked
        (("1960-10-10", "1960-10-21", "1961-01-30", ""), "1961-02", 0.8),
        (("1960-10-10", "1960-10-21", "1961-01-30", ""), "1961-01-30", 0.4),
        (("1960-10-10", "1960-12-21", "", ""), "1959-10-21", 0.8),  # the first does not fit either
        (("1960-10-10", "1960-10-21", "", "1964-02-02"), "1959-10-21", 0.8),  # nor here: the notice is of another time
        (("", "1960-10-21", "", ""), "1959-10-21", 0.8),  # nothing to go by
    ],
)
def test_a_second_date_that_is_out_of_place(values: tuple[str, ...], other: str, left: float) -> None:
    chosen = steps(*values)
    ranked = found(chosen)
    ranked[1] = (*ranked[1], date(other, 0.8))
    assert [one.confidence for one in placed(chosen, ranked)[1]] == [0.8, left]


@pytest.mark.parametrize(("sure", "left"), [(0.8, 0.4), (0.84, 0.42), (0.85, 0.85)])
def test_a_second_date_that_is_that_of_another_step(sure: float, left: float) -> None:
    """`ingediend op 21 oktober` is often the receipt; not when more speaks for it than for the first."""
    chosen = steps("1960-10-10", "1960-10-21", "", "", sure=0.8)
    surer = (chosen[0], date("1960-10-21", 0.85), None, None)
    ranked = found(surer)
    ranked[0] = (*ranked[0], date("1960-10-21", sure))
    assert [one.confidence for one in placed(surer, ranked)[0]] == [0.8, left]
    ranked[0] = (*found(surer)[0], date("1960-10-21", 0.8))
    unsure = (chosen[0], date("1960-10-21", 0.79), None, None)
    assert [one.confidence for one in placed(unsure, ranked)[0]] == [0.8, 0.8]


def test_the_only_date_of_a_letter() -> None:
    asked = date("1960-10-10", 0.4)
    chosen: Chosen = (asked, None, None, None)
    sure = lone(chosen, [(asked,), (), (), ()])[0]
    assert sure is not None
    assert sure.confidence == 0.73
    assert lone(chosen, [(asked,), (), (), (date("1960-10-21", 0.1),)]) == chosen
    assert lone((None, None, asked, None), [(), (), (asked,), ()]) == (None, None, asked, None)
    misread: Chosen = (date("1960-10-10", 0.4, "1O-10-1960"), None, None, None)
    assert lone(misread, found(misread)) == misread


def test_a_decision_on_appeal_takes_the_place_of_the_first() -> None:
    first = date("1960-10-10", 0.95)
    last = Weighed("1961-04-03", "3 april 1961", 0.8, (seen("dates.decision", "1961-04-03", role="appeal"),), 1)
    assert on_appeal((first, last)) == (last,)
    assert on_appeal((first,)) == (first,)

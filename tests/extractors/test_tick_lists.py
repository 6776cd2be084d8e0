"""Answers and kinds of permit that a form prints below each other: only a tick makes one of them said."""

from collections.abc import Callable

import pytest

from extractors.outcomes import find_outcomes
from extractors.permits import Permits
from extractors.tick_lists import answers, chosen, kinds, without

DECISION = """GEMEENTE DUFFEL
BESLISSING OVER EEN AANVRAAG OM BOUWVERGUNNING
Gelet op de wet van 29 maart 1962; na beraadslaging :
de vergunning wordt verleend
{terms}de vergunning wordt verleend onder voorwaarden
{refused}de vergunning wordt geweigerd
Voorwaarden of redenen :
1. de kroonlijst komt op dezelfde hoogte als deze van het aanpalend gebouw
Aldus beslist in zitting van 7 juli 1969."""
ASKED = """GEMEENTE DUFFEL
Ik vraag (aankruisen wat past) :
{built}bouwvergunning
{razed}slopingsvergunning
verkavelingsvergunning
regularisatievergunning
Bouwheer Maes Jan"""


@pytest.mark.parametrize(
    ("terms", "refused", "kind"),
    [
        ("X ", "", "verleend met voorwaarden"),
        ("", "x ", "geweigerd"),
        ("", "[x] ", "geweigerd"),
        ("", "☒ ", "geweigerd"),
        ("Xl ", "LJ ", "verleend met voorwaarden"),  # a cross with the side of its box beside an empty one
        ("", "", None),
        ("", "LJ ", None),
        ("", "0 ", None),
        ("X ", "X ", None),  # one of them was struck out again
    ],
)
def test_only_a_ticked_answer_is_a_decision(terms: str, refused: str, kind: str | None) -> None:
    text = DECISION.format(terms=terms, refused=refused)
    assert {one.kind for one in find_outcomes(text, decides=True, letter=False)} == ({kind} if kind else set())


@pytest.mark.parametrize(
    "text",
    [
        "Besluit :\nde vergunning wordt verleend\nonder de volgende voorwaarden",
        "vergund\nop 3 mei 1971",
        "De vergunning wordt geweigerd\nen de vergunning die werd verleend vervalt",
        "",
    ],
)
def test_a_decision_that_offers_no_choice_has_no_list(text: str) -> None:
    assert answers(text) == ()


def test_short_answers_below_each_other_are_a_list() -> None:
    found = answers("Beslissing\nvergund\nX geweigerd\n12 mei 2003")
    assert [one.meaning for one in found] == ["granted", "refused"]
    assert chosen(found) == found[1]


@pytest.mark.parametrize(
    ("built", "razed", "expected"),
    [
        ("", "X ", {"sloopvergunning"}),
        ("", "Xl ", {"sloopvergunning"}),
        ("X ", "", {"bouwvergunning"}),
        ("", "", set()),
        ("LJ ", "", set()),
    ],
)
def test_only_a_ticked_kind_is_asked_for(
    found: Callable[..., list[tuple[str, str, object]]], built: str, razed: str, expected: set[str]
) -> None:
    text = ASKED.format(built=built, razed=razed)
    named = {value for field, _, value in found(Permits(), text, "aanvraag") if field == "permit_type"}
    assert named == expected


def test_two_kinds_below_each_other_are_no_list() -> None:
    assert kinds("bouwvergunning\nverkavelingsvergunning\nBouwheer Maes") == ()


def test_what_is_blanked_out_keeps_every_place() -> None:
    text = DECISION.format(terms="X ", refused="")
    left = without(text, answers(text))
    assert len(left) == len(text)
    assert "geweigerd" not in left
    assert left.index("X de vergunning wordt verleend onder") == text.index("X de vergunning wordt verleend onder")

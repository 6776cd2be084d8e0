# ruff: noqa: E501  (a case and what comes of it are clearer in one piece)
"""Which parcels a permit is about: all papers list the same ones, and each may be misread somewhere."""

import re
from collections.abc import Callable

import pytest

from extractors.choose_parcels import choose_parcels
from extractors.choosing import CLASH, UNREAD, WEAK, Case
from schemas.findings import Finding
from schemas.pages import Box
from schemas.values import Parcel
from tests.extractors.conftest import seen

Build = Callable[..., Case]


def listed(pages: str, *written: str, score: float = 0.9) -> list[Finding]:
    """Parcels as `B 182/2h9`, on each of some pages."""
    return [
        seen("parcels", parcel(one), int(page), score=score, text=f"sectie {one}") for page in pages for one in written
    ]


def parcel(written: str) -> Parcel:
    parts = re.fullmatch(r"([A-Z]) (\d+)(?:/(\d+))?(?:([a-z])(\d+)?)?", written)
    assert parts
    section, number, bis, exponent, power = parts.groups()
    return Parcel(section=section, number=number, bis=int(bis) if bis else None, exponent=exponent.upper() if exponent else None,
                  power=int(power) if power else None)  # fmt: skip


def written(one: Parcel) -> str:
    bis, power = f"/{one.bis}" if one.bis else "", one.power or ""
    return f"{one.section} {one.number}{bis}{(one.exponent or '').lower()}{power}"


@pytest.mark.parametrize(
    ("kinds", "found", "chosen", "expected"),
    [
        ("besluit aanvraag", listed("12", "B 182h9"), ["B 182h9"], (0.9704, "accepted", "")),
        ("besluit", listed("1", "B 182h9"), ["B 182h9"], (0.828, "accepted", "")),
        ("kadaster", listed("1", "B 182h9"), ["B 182h9"], (0.5796, "review", WEAK)),
        ("foto", listed("1", "B 182h9"), ["B 182h9"], (0.414, "review", WEAK)),
        ("foto", listed("1", "B 182h9", score=0.7), [], (0.322, "review", UNREAD)),
        ("besluit aanvraag", listed("12", "C 9", "C 12b", "C 12a", "C 100"), ["C 9", "C 12a", "C 12b", "C 100"], (0.9704, "accepted", "")),
        ("besluit", [], [], (0.0, "absent", "")),
        # of two sections that no paper lists together: perhaps of two permits
        ("besluit aanvraag plan kaft", [*listed("12", "G 5r12"), *listed("34", "H 272b10")], ["G 5r12", "H 272b10"], (0.6619, "review", CLASH)),
        ("besluit aanvraag plan kaft", [*listed("12", "G 5r12"), *listed("234", "H 272b10")], ["G 5r12", "H 272b10"], (0.9704, "accepted", "")),
        # a bis without a letter is mostly cut off: two pages must say it
        ("besluit", listed("1", "B 182/2"), ["B 182/2"], (0.66, "review", WEAK)),
        ("besluit aanvraag", listed("12", "B 182/2"), ["B 182/2"], (0.9704, "accepted", "")),
        ("besluit", listed("1", "B 182/2h"), ["B 182/2h"], (0.828, "accepted", "")),
        # readings of one parcel: the surer one stays, the other is only offered
        ("besluit aanvraag brief", [*listed("12", "B 182h9"), *listed("3", "B 132h9")], ["B 182h9"], (0.9704, "accepted", "")),
        ("besluit aanvraag", [*listed("1", "B 182h9"), *listed("2", "B 132h9")], ["B 182h9"], (0.5796, "review", CLASH)),
        ("besluit aanvraag", [*listed("1", "B 182h9"), *listed("2", "B 182k4")], ["B 182h9"], (0.5796, "review", CLASH)),
        ("besluit brief", [*listed("1", "B 182h9"), *listed("2", "B 132h9", score=0.8)], ["B 182h9"], (0.828, "accepted", "")),
        # a letter that two pages in one hand read as a figure
        ("kaft aanvraag brief", [*listed("12", "B 5166"), *listed("3", "B 516b")], ["B 5166"], (0.6743, "review", CLASH)),
        ("kaft aanvraag brief", [*listed("12", "B 516b"), *listed("3", "B 5166")], ["B 516b"], (0.9633, "accepted", "")),
        ("kaft aanvraag brief", [*listed("12", "B 5161"), *listed("3", "B 516b")], ["B 5161"], (0.9633, "accepted", "")),
        # two that differ in one sign but stand in one list are two
        ("besluit aanvraag", listed("12", "B 182h", "B 182k"), ["B 182h", "B 182k"], (0.9704, "accepted", "")),
        # a beginning of another one: torn off at a line end
        ("besluit aanvraag", [*listed("1", "B 182"), *listed("2", "B 182h9", score=0.7)], ["B 182h9"], (0.4508, "review", CLASH)),
        ("besluit aanvraag", [*listed("12", "B 182"), *listed("3", "B 182h9", score=0.5)][:2], ["B 182"], (0.9704, "accepted", "")),
        ("besluit aanvraag brief", [*listed("12", "B 182"), *listed("3", "B 182h9", score=0.5)], ["B 182"], (0.9704, "accepted", "")),
        ("besluit aanvraag", [*listed("1", "B 182h9"), *listed("2", "B 1321h9", score=0.7)], ["B 182h9"], (0.5796, "review", CLASH)),
        ("besluit aanvraag", [*listed("1", "B 182"), *listed("2", "B 182/2h9", score=0.5)], ["B 182"], (0.828, "accepted", "")),
        ("besluit aanvraag", [*listed("1", "B 182"), *listed("2", "B 182/2h9", score=0.8)], ["B 182/2h9"], (0.5152, "review", CLASH)),
        # what one paper alone lists belongs to its own story, unless it is the paper that most is known from
        ("besluit aanvraag brief", [*listed("12", "B 182h9"), *listed("3", "C 44")], ["B 182h9"], (0.9704, "accepted", "")),
        ("besluit aanvraag aanvraag", [*listed("12", "B 182h9"), *listed("3", "C 44")], ["B 182h9"], (0.6793, "review", CLASH)),
        ("besluit aanvraag aanvraag", [*listed("12", "B 182h9"), *listed("3", "C 44", score=0.3)], ["B 182h9"], (0.9704, "accepted", "")),
        ("besluit aanvraag", [*listed("12", "B 182h9"), *listed("1", "C 44")], ["C 44", "B 182h9"], (0.828, "accepted", "")),
        ("besluit aanvraag", [*listed("12", "B 182h9"), *listed("1", "C 44", score=0.7)], ["B 182h9"], (0.6793, "review", CLASH)),
        ("besluit brief", [*listed("1", "B 182h9"), *listed("1", "C 44", score=0.5)], ["C 44", "B 182h9"], (0.46, "review", WEAK)),
        ("besluit aanvraag weigering", [*listed("12", "B 182h9"), *listed("3", "C 44")], ["B 182h9"], (0.6793, "review", CLASH)),
        ("besluit aanvraag", [*listed("12", "B 7"), *listed("1", "B 7a", "B 7b")], ["B 7", "B 7a", "B 7b"], (0.828, "accepted", "")),
        ("brief brief", listed("12", "B 182h9"), ["B 182h9"], (0.9123, "accepted", "")),
        ("brief", listed("1", "B 182h9"), ["B 182h9"], (0.7038, "review", WEAK)),
        ("overig overig", listed("12", "B 182h9"), ["B 182h9"], (0.7468, "review", WEAK)),
        ("besluit aanvraag brief advies", [*listed("12", "B 182h9"), *listed("34", "C 44")], ["C 44", "B 182h9"], (0.6386, "review", CLASH)),
    ],
)  # fmt: skip
def test_the_parcels_of_a_permit(
    case: Build, kinds: str, found: list[Finding], chosen: list[str], expected: tuple[float, str, str]
) -> None:
    field = choose_parcels(case(kinds, *found))
    assert [written(value) for value in field.values] == chosen
    assert (field.confidence, field.status, field.reason) == expected


def test_a_copy_of_a_page_proves_nothing(case: Build) -> None:
    field = choose_parcels(case("kadaster kadaster", *listed("12", "B 182h9"), copies={2: 1}))
    assert (field.confidence, field.status) == (0.5796, "review")


def test_what_was_left_out_is_offered(case: Build) -> None:
    field = choose_parcels(case("besluit aanvraag brief", *listed("12", "B 182h9"), *listed("3", "B 132h9", "C 44")))
    assert [written(offer.value) for offer in field.candidates] == ["B 132h9", "C 44"]


def at_height(page: int, how: str, *written: str, score: float = 0.9) -> list[Finding]:
    box = Box(100, 100, 400, 100 + {"hand": 95, "type": 55}[how])
    return [seen("parcels", parcel(one), page, score=score, text=f"sectie {one}", boxes=(box,)) for one in written]


@pytest.mark.parametrize(
    ("found", "chosen", "status"),
    [
        # what a hand made of a parcel neither wins nor clashes with type, on whichever page it stands
        ([*at_height(1, "type", "E 441c3"), *at_height(2, "hand", "E 44c3")], ["E 441c3"], "accepted"),
        ([*at_height(2, "type", "F 397p5", "F 402g"), *at_height(1, "hand", "F 397p5", "F 402")], ["F 397p5", "F 402g"], "accepted"),
        ([*at_height(2, "type", "H 864h4", "H 865n"), *at_height(1, "hand", "H 864h4", "H 865k")], ["H 864h4", "H 865n"], "accepted"),
        # ... but its page lists the parcel: one that no other paper prints as surely is not left out
        ([*at_height(1, "hand", "B 653", "B 659/2"), *at_height(2, "type", "B 653"), *at_height(3, "type", "B 653", "B 659/2t8", score=0.7)], ["B 653", "B 659/2t8"], "review"),
        # where type breaks off, or has a figure for a letter, the hand may be right: a person tells
        ([*at_height(1, "type", "C 787"), *at_height(2, "hand", "C 787c3")], ["C 787c3"], "review"),
        ([*at_height(1, "type", "H 3251"), *at_height(2, "hand", "H 325l")], ["H 3251"], "review"),
        # two in type, or two in a hand
        ([*at_height(1, "type", "E 441c3"), *at_height(2, "type", "E 44c3")], ["E 441c3"], "review"),
        ([*at_height(1, "hand", "E 441c3"), *at_height(2, "hand", "E 44c3")], ["E 441c3"], "review"),
    ],
)  # fmt: skip
def test_type_is_believed_above_a_hand(case: Build, found: list[Finding], chosen: list[str], status: str) -> None:
    field = choose_parcels(case("besluit aanvraag plan", *found, dpi={1: 300, 2: 300, 3: 300}))
    assert ([written(one) for one in field.values], field.status) == (chosen, status)
    scrawls = {written(one.value) for one in found if isinstance(one.value, Parcel)} - set(chosen)
    assert scrawls <= {written(offer.value) for offer in field.candidates}

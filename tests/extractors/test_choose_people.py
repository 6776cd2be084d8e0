# ruff: noqa: E501  (a case and what comes of it are clearer in one piece)
"""Who asked for the permit, and who drew the plan."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.choose_architect import choose_architect
from extractors.choose_people import choose_applicants
from extractors.choosing import CLASH, UNREAD, WEAK, Case
from schemas.findings import Finding
from schemas.pages import Box
from schemas.words import FieldName
from tests.extractors.conftest import seen

Build = Callable[..., Case]


def named(pages: str, *names: str, score: float = 0.9) -> list[Finding]:
    return [seen("applicants", name, int(page), score=score) for page in pages for name in names]


def drew(pages: str, name: str, score: float = 0.9) -> list[Finding]:
    return [seen("architect", name, int(page), score=score) for page in pages]


@pytest.mark.parametrize(
    ("kinds", "found", "chosen", "expected"),
    [
        ("besluit aanvraag", named("12", "Callens Jan"), ["Callens Jan"], (0.9704, "accepted", "")),
        ("besluit", named("1", "Callens Jan"), ["Callens Jan"], (0.66, "review", WEAK)),
        ("besluit aanvraag", [*named("1", "Callens Jan"), *named("2", "Jan Callens")], ["Callens Jan"], (0.9704, "accepted", "")),
        ("besluit aanvraag", [*named("1", "Callens Jan"), *named("2", "Callens Jam", score=0.8)], ["Callens Jan"], (0.66, "review", WEAK)),
        ("foto", named("1", "Callens Jan"), [], (0.3312, "review", UNREAD)),
        ("kadaster", named("1", "Callens Jan"), [], (0.2484, "review", UNREAD)),
        ("besluit", [], [], (0.0, "absent", "")),
        # a couple, or partners: they stand together on a page
        ("besluit aanvraag", named("12", "Callens Jan", "Maes Rita"), ["Callens Jan", "Maes Rita"], (0.9704, "accepted", "")),
        ("besluit aanvraag", [*named("12", "Callens Jan"), *named("1", "Maes Rita")], ["Callens Jan", "Maes Rita"], (0.66, "review", WEAK)),
        ("besluit aanvraag", [*named("12", "Callens Jan"), *named("1", "Maes Rita", score=0.6)], ["Callens Jan"], (0.9704, "accepted", "")),
        ("besluit", named("1", "Aerts Jan", "Bogaert Piet", "Claes Rik", "Dox Wim", "Eykens Guy", "Fierens Luc"), ["Aerts Jan", "Bogaert Piet", "Claes Rik", "Dox Wim", "Eykens Guy"], (0.462, "review", CLASH)),
        # a cover that breaks off behind a surname names nobody else
        ("kaft aanvraag besluit", [*named("1", "Callens Jan", "Van Maes"), *named("23", "Callens Jan", "Van Maes Rita")], ["Callens Jan", "Van Maes Rita"], (0.9704, "accepted", "")),
        # who draws does not ask because one form has his name in the wrong row
        ("besluit aanvraag", [*named("12", "Callens Jan"), *named("1", "Els Meeus"), seen("architect", "Els Meeus", 2, role="label", score=0.8)], ["Callens Jan"], (0.9704, "accepted", "")),
        # somebody else on another page: by the way, or a clash
        ("besluit aanvraag brief", [*named("12", "Callens Jan"), *named("3", "Maes Rita")], ["Callens Jan"], (0.9704, "accepted", "")),
        ("besluit aanvraag brief advies", [*named("12", "Callens Jan"), *named("34", "Maes Rita")], ["Callens Jan"], (0.6793, "review", CLASH)),
        ("besluit aanvraag nota attest", [*named("12", "Callens Jan"), *named("34", "Maes Rita", score=0.8)], ["Callens Jan"], (0.9704, "accepted", "")),
    ],
)  # fmt: skip
def test_the_applicant(
    case: Build, kinds: str, found: list[Finding], chosen: list[str], expected: tuple[float, str, str]
) -> None:
    field = choose_applicants(case(kinds, *found))
    assert (list(field.values), (field.confidence, field.status, field.reason)) == (chosen, expected)


def test_no_more_is_said_of_a_name_than_its_pages_say(case: Build) -> None:
    weak = choose_applicants(case("kadaster", *named("1", "Callens Jan")))
    assert [offer.value for offer in weak.candidates] == ["Callens Jan"]
    copied = choose_applicants(case("besluit besluit", *named("12", "Callens Jan"), copies={2: 1}))
    assert (copied.values, copied.confidence, copied.status) == (("Callens Jan",), 0.66, "review")
    clash = choose_applicants(case("besluit aanvraag brief", *named("12", "Callens Jan"), *named("3", "Maes Rita")))
    assert [offer.value for offer in clash.candidates] == ["Maes Rita"]


@pytest.mark.parametrize(
    ("architect", "asks"),
    [
        (drew("12", "Els Meeus"), False),  # once taken for the applicant, twice named as the architect
        (drew("1", "Els Meeus", 0.91), False),
        (drew("1", "Els Meeus"), False),
        (drew("1", "Els Meeus", 0.89), True),
        (drew("1", "Meeus Els"), False),
        (drew("12", "Els Meeus", 0.39), True),  # weak places are no proof, however many
        (drew("123", "Els Meeus", 0.4), False),
        (drew("12", "Karel Bosmans"), True),
    ],
)
def test_an_architect_asks_for_himself_only_where_more_pages_say_so(
    case: Build, architect: list[Finding], asks: bool
) -> None:
    field = choose_applicants(case("plan besluit aanvraag", *named("3", "Els Meeus"), *architect))
    assert field.values == ("Els Meeus",) * asks


@pytest.mark.parametrize(
    ("kinds", "found", "expected"),
    [
        ("plan besluit", drew("12", "Odo Meeusch"), ("Odo Meeusch", 0.9545, "accepted", "")),
        ("plan", drew("1", "Odo Meeusch", 0.89), ("Odo Meeusch", 0.66, "review", WEAK)),
        ("plan brief", [*drew("1", "Odo Meeusch", 0.84), *drew("2", "ir. Meeusch Odo", 0.8)], ("Odo Meeusch", 0.66, "review", WEAK)),
        ("overig overig", drew("12", "Odo Meeusch"), ("Odo Meeusch", 0.4956, "review", WEAK)),
        ("plan plan brief", [*drew("12", "Odo Meeusch"), *drew("3", "Karel Bosmans")], ("Odo Meeusch", 0.9545, "accepted", "")),
        ("plan besluit brief nota", [*drew("12", "Odo Meeusch"), *drew("34", "Karel Bosmans")], ("Odo Meeusch", 0.5727, "review", CLASH)),
        ("besluit", [], (None, 0.0, "absent", "")),
    ],
)  # fmt: skip
def test_the_architect(
    case: Build, kinds: str, found: list[Finding], expected: tuple[str | None, float, str, str]
) -> None:
    field = choose_architect(case(kinds, *found))
    assert (field.value, field.confidence, field.status, field.reason) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # one page, all parts are common names: a misread name is seldom another name
        (drew("1", "Els Peeters"), (0.7866, "accepted")),
        (drew("1", "L. Peeters"), (0.7866, "accepted")),
        (drew("1", "Els Van den Broeck", 0.85), (0.7429, "accepted")),
        (drew("1", "Els Peeters", 0.84), (0.66, "review")),
        # one part is: it must be read well, or nearly the same on a second page
        (drew("1", "Els Meeusch"), (0.74, "accepted")),
        (drew("1", "Els Meeusch", 0.86), (0.74, "accepted")),
        (drew("1", "Els Meeusch", 0.855), (0.66, "review")),
        ([*drew("1", "Els Meeusch", 0.87), *drew("2", "Els Meeusoh", 0.8)], (0.7057, "accepted")),
        ([*drew("1", "Els Meeusch", 0.84), *drew("2", "Els Meeusoh", 0.8)], (0.66, "review")),
        # ... nearly, and not quite otherwise: which of the two is the name nobody can tell
        ([*drew("1", "Els Craeyenest", 0.89), *drew("2", "Els Chaeyenesl", 0.8)], (0.66, "review")),
        # none is: every letter must be read surely, or the surname the same on a second page
        (drew("1", "Odo Meeusch", 0.9), (0.74, "accepted")),
        (drew("1", "Odo Meeusch", 0.89), (0.66, "review")),
        (drew("1", "O. Meeusch", 0.89), (0.66, "review")),
        ([*drew("1", "Edg. Meeusch", 0.87), *drew("2", "Edq. Meeusch", 0.8)], (0.7057, "accepted")),
        ([*drew("1", "Edg. Meeusch", 0.87), *drew("2", "Edg. Meeusoh", 0.8)], (0.66, "review")),
        ([*drew("1", "Edg. Meeusch", 0.84), *drew("2", "Edq. Meeusch", 0.8)], (0.66, "review")),
        # headings of a form are no name, however well they are read
        (drew("1", "Snede Kelder", 0.9), (0.66, "review")),
        # initials differ, or somebody else is named too
        ([*drew("1", "L. Peeters"), *drew("2", "E. Peeters", 0.8)], (0.66, "review")),
        ([*drew("1", "Els Peeters"), *drew("2", "Karel Bosmans", 0.5)], (0.66, "review")),
    ],
)
def test_one_page_is_believed_when_it_names_the_architect_clearly(
    case: Build, found: list[Finding], expected: tuple[float, str]
) -> None:
    field = choose_architect(case("plan aanvraag", *found))
    assert (field.confidence, field.status) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([*drew("12", "L. Claes"), *drew("3", "E. Claes")], "review"),
        ([*drew("12", "L. Claes"), *drew("3", "Leo Claes")], "accepted"),
        ([*drew("12", "L. Claes"), *drew("3", "L. Claes")], "accepted"),
    ],
)
def test_another_initial_on_another_page_leaves_it_open(case: Build, found: list[Finding], expected: str) -> None:
    assert choose_architect(case("kaft plan aanvraag", *found)).status == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            [*named("12", "N.V. Bouwwerken Claes"), *named("3", "N.V. Bouwwerken Claes Zonen")],
            ("N.V. Bouwwerken Claes Zonen", "review"),
        ),
        (
            [*named("12", "N.V. Bouwwerken Claes"), *named("34", "N.V. Bouwwerken Claes Zonen", score=0.5)],
            ("N.V. Bouwwerken Claes Zonen", "accepted"),
        ),
        (
            [*named("12", "N.V. Bouwwerken Claes"), *named("3", "N.V. Bouwwerken Claes Project verbouwen van")],
            ("N.V. Bouwwerken Claes", "accepted"),
        ),
        ([*named("12", "Claes Jan"), *named("3", "Claes Jan Baptist")], ("Claes Jan", "accepted")),
    ],
)
def test_the_name_of_a_company_goes_on_where_a_line_ends(
    case: Build, found: list[Finding], expected: tuple[str, str]
) -> None:
    field = choose_applicants(case("besluit aanvraag plan advies", *found))
    assert (field.values, field.status) == ((expected[0],), expected[1])


_HIGH = {"hand": 90, "type": 45}
"""How high a name stands on a page of 300 dpi, in pixels."""


def written(field: FieldName, name: str, page: int, how: str, *, score: float = 0.87, role: str = "label") -> Finding:
    return seen(field, name, page, role=role, score=score, boxes=(Box(100, 100, 600, 100 + _HIGH[how]),))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # a rare name on one page is read rightly in type, and often not in a hand
        ([("Odo Meeusch", "type", 0.85)], ("Odo Meeusch", "accepted")),
        ([("Odo Meeusch", "type", 0.84)], ("Odo Meeusch", "review")),
        ([("Odo Meeusch", "hand", 0.89)], ("Odo Meeusch", "review")),
        ([("Snede Kelder", "type", 0.89)], ("Snede Kelder", "review")),
        ([("G. Wijnants", "type", 0.89)], ("G. Wijnants", "accepted")),
        # what a hand made of it neither wins nor clashes with type, whichever stands first
        ([("Lode Chaeybecky", "hand", 0.9), ("Lode Craeybeckx", "type", 0.85)], ("Lode Craeybeckx", "accepted")),
        ([("Lieren Lalewr", "hand", 0.89), ("Lieven Lateur", "type", 0.9)], ("Lieven Lateur", "accepted")),
        ([("F. Mecteran", "hand", 0.89), ("F. Meuleman", "type", 0.9)], ("F. Meuleman", "accepted")),
        # two forms in type, two in a hand, or somebody else: nobody can tell
        ([("W. Lagraun", "type", 0.87), ("W. Lagroun", "type", 0.86)], ("W. Lagraun", "review")),
        ([("Lieren Lalewr", "hand", 0.89), ("Lieven Lateur", "hand", 0.9)], ("Lieven Lateur", "review")),
        ([("Karel Bosmans", "hand", 0.89), ("Odo Meeusch", "type", 0.9)], ("Odo Meeusch", "review")),
    ],
)
def test_type_is_believed_above_a_hand(
    case: Build, found: list[tuple[str, str, float]], expected: tuple[str, str]
) -> None:
    drawn = [written("architect", name, at, how, score=score) for at, (name, how, score) in enumerate(found, 1)]
    field = choose_architect(case("aanvraag plan", *drawn, dpi={1: 300, 2: 300}))
    assert (field.value, field.status) == expected
    unknown = choose_architect(case("aanvraag plan", *drawn))
    assert unknown.status == "review", "without the fineness of the scan nobody knows how high it stands"


@pytest.mark.parametrize(
    ("kind", "names", "how", "more", "expected"),
    [
        ("besluit", ["Callens Jan"], "hand", {}, "accepted"),  # all parts are common: hardly misread in a hand
        ("besluit", ["Odo Meeusch"], "type", {}, "accepted"),
        ("besluit", ["Odo Meeusch"], "hand", {}, "review"),
        ("kaft", ["Callens Jan", "Maes Rita"], "hand", {}, "accepted"),
        ("aanvraag", ["N.V. Vlasbedrijf Odomee"], "type", {}, "accepted"),
        # an initial alone, two people in one, one badly read or signed only, another paper, somebody else too
        ("besluit", ["W. Callens"], "type", {}, "review"),
        ("besluit", ["Jan Callens Rita Maes"], "type", {}, "review"),
        ("besluit", ["Callens Jan"], "type", {"score": 0.8}, "review"),
        ("besluit", ["Callens Jan"], "type", {"role": "signature"}, "review"),
        ("brief", ["Callens Jan"], "type", {}, "review"),
    ],
)
def test_one_paper_that_names_the_applicant_clearly_is_enough(
    case: Build, kind: str, names: list[str], how: str, more: dict[str, Any], expected: str
) -> None:
    found = [written("applicants", name, 1, how, **more) for name in names]
    assert choose_applicants(case(kind, *found, dpi={1: 300})).status == expected
    other = written("applicants", "Bosmans Karel", 2, "type", role="addressee", score=0.6)
    assert choose_applicants(case(f"{kind} brief", *found, other, dpi={1: 300, 2: 300})).status == "review"


def test_another_architect_is_offered(case: Build) -> None:
    field = choose_architect(case("plan plan brief", *drew("12", "Odo Meeusch"), *drew("3", "Karel Bosmans")))
    assert [offer.value for offer in field.candidates] == ["Karel Bosmans"]
    copied = choose_architect(case("plan plan", *drew("12", "Odo Meeusch", 0.89), copies={2: 1}))
    assert (copied.confidence, copied.status) == (0.66, "review")


def test_a_surveyor_waits_for_a_person_who_tells_whether_he_counts(case: Build) -> None:
    measured = [seen("architect", "Callens Jan", page, role="landmeter", score=0.9) for page in (1, 2)]
    field = choose_architect(case("aanvraag plan", *measured))
    assert (field.value, field.status) == ("Callens Jan", "review")
    drawn = choose_architect(case("aanvraag plan", *measured, *drew("12", "Callens Jan")))
    assert (drawn.value, drawn.status) == ("Callens Jan", "accepted")


def test_the_plans_of_who_builds_make_him_no_architect(case: Build) -> None:
    told = seen("architect", "Callens Jan", 2, role="formula", score=0.88)
    assert choose_architect(case("aanvraag brief", told)).value == "Callens Jan"
    assert choose_architect(case("aanvraag brief", told, *named("1", "Jan Callens"))).value is None
    label = seen("architect", "Callens Jan", 1, role="label")  # an architect who builds for himself
    assert choose_architect(case("aanvraag brief", told, label, *named("1", "Jan Callens"))).value == "Callens Jan"

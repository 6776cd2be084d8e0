# ruff: noqa: E501  (a case and what comes of it are clearer in one piece)
"""Which house a dossier is about, and in which municipality: what the pages say of it together."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.choose_site import choose_addresses, choose_municipality
from extractors.choosing import CLASH, UNLISTED, UNREAD, WEAK, Case
from schemas.findings import Finding
from schemas.pages import Box
from schemas.record import Many
from schemas.values import Address, Municipality
from tests.extractors.conftest import seen

Build = Callable[..., Case]
MECHELEN, LEUVEN = Municipality(name="Mechelen", nis="12025"), Municipality(name="Leuven", nis="24062")
HOME = "applicant"


def town(value: Municipality, page: int = 1, role: str = "head", score: float = 0.9, locality: str = "") -> Finding:
    return seen("municipality", value.model_copy(update={"locality": locality or None}), page, role=role, score=score)


def house(page: int, written: str, role: str = "site", score: float = 0.9, **more: Any) -> Finding:
    """`Bleekstraat 24` on a page, or `Bleekstraat -` for a street without a number."""
    parts = {name: more.pop(name) for name in ("box", "postcode", "municipality") if name in more}
    street, _, number = written.rpartition(" ")
    value = Address(street=street or None, number=None if number == "-" else number, **parts)
    return seen(
        "addresses", value, page, role=role, score=score, text=more.pop("text", f"p. {page}: {written}"), **more
    )


def houses(field: Many[Address]) -> list[str]:
    return [f"{value.street} {value.number or '-'}" for value in field.values]


def offered(field: Many[Address]) -> list[str]:
    return [f"{one.value.street} {one.value.number or '-'}" for one in field.candidates]


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([town(MECHELEN)], ("Mechelen", 0.7866, "accepted", "")),
        ([town(MECHELEN, role="nis")], ("Mechelen", 0.7452, "accepted", "")),
        ([town(MECHELEN), town(MECHELEN, 2, "nis")], ("Mechelen", 0.9456, "accepted", "")),
        ([town(MECHELEN, role="own extractor")], ("Mechelen", 0.7452, "review", WEAK)),
        ([town(MECHELEN), town(LEUVEN, 2, "arrondissement", 0.5), town(LEUVEN, 3, "place_date", 0.5)], ("Mechelen", 0.7866, "accepted", "")),
        ([town(MECHELEN), town(LEUVEN, 2)], ("Mechelen", 0.472, "review", CLASH)),
        ([town(LEUVEN, role="place_date", score=0.5)], ("Leuven", 0.414, "review", WEAK)),
        ([town(LEUVEN, 1, "place_date", 0.5), town(LEUVEN, 2, "arrondissement", 0.5)], ("Leuven", 0.6566, "review", WEAK)),
        ([house(1, "Bleekstraat 24", municipality="Mechelen")], ("Mechelen", 0.6624, "review", WEAK)),
        ([house(1, "Bleekstraat 24", municipality="Mechelen"), town(MECHELEN, 2)], ("Mechelen", 0.928, "accepted", "")),
        ([house(1, "Bleekstraat 24", HOME, municipality="Leuven")], (None, 0.0, "absent", "")),
        ([house(1, "Bleekstraat 24", municipality="Nergensdorp")], (None, 0.0, "absent", "")),
        ([], (None, 0.0, "absent", "")),
    ],
)  # fmt: skip
def test_the_municipality_is_what_headings_numbers_and_the_site_agree_on(
    case: Build, findings: list[Finding], expected: tuple[str | None, float, str, str]
) -> None:
    """Where a paper is signed tells of its writer: it says something only where nothing better does."""
    field = choose_municipality(case("besluit brief plan", *findings))
    name = field.value.name if field.value else None
    assert (name, field.confidence, field.status, field.reason) == expected


def test_the_locality_is_the_one_that_headings_and_the_site_name_most(case: Build) -> None:
    heads = [
        town(MECHELEN, 1, locality="Walem"),
        town(MECHELEN, 2, locality="Hombeek"),
        house(3, "Kouter 5", municipality="Hombeek"),
    ]
    signed = [town(MECHELEN, page, "place_date", 0.5, "Walem") for page in (1, 2, 3)]
    field = choose_municipality(case("besluit brief plan", *heads, *signed))
    assert field.value == MECHELEN.model_copy(update={"locality": "Hombeek"})
    plain = choose_municipality(case("besluit brief", town(MECHELEN), town(MECHELEN, 2), *signed[2:]))
    assert plain.value == MECHELEN


def test_a_village_of_which_there_are_two_says_half_of_each(case: Build) -> None:
    """Muizen lies by Mechelen and by Gingelom: only a page that names the municipality decides."""
    site = house(1, "Kouter 5", municipality="Muizen")
    alone = choose_municipality(case("besluit brief", site))
    assert (alone.value, alone.status, alone.confidence) == (None, "review", 0.281)
    assert {one.value.nis for one in alone.candidates} == {"12025", "71017"}
    decided = choose_municipality(case("besluit brief", site, town(MECHELEN, 2)))
    assert decided.value is not None
    assert (decided.value.nis, decided.value.locality, decided.status) == ("12025", "Muizen", "accepted")


AGREED = [house(1, "Bleekstraat 24"), house(2, "Bleekstraat 24")]


@pytest.mark.parametrize(
    ("kinds", "findings", "expected"),
    [
        ("besluit aanvraag", AGREED, (["Bleekstraat 24"], 0.9704, "accepted", "")),
        ("overig overig", AGREED, (["Bleekstraat 24"], 0.7468, "accepted", "")),
        ("plan kadaster", AGREED, (["Bleekstraat 24"], 0.956, "accepted", "")),
        ("foto blanco", AGREED, (["Bleekstraat 24"], 0.6566, "review", WEAK)),
        ("besluit", AGREED[:1], (["Bleekstraat 24"], 0.66, "review", WEAK)),  # one page may be misread
        ("overig", [house(1, "Bleekstraat 24", score=0.5)], ([], 0.276, "review", UNREAD)),
        ("besluit", [house(1, "Bleekstraat 24", HOME)], ([], 0.0, "absent", "")),
        ("besluit", [house(1, " 24")], ([], 0.0, "absent", "")),  # a number without its street is no address
        ("besluit", [], ([], 0.0, "absent", "")),
        # another house that a page names by the way: a neighbour's, or where the applicant lives
        ("besluit aanvraag brief", [*AGREED, house(3, "Kouter 5", "")], (["Bleekstraat 24"], 0.9704, "accepted", "")),
        ("besluit aanvraag brief", [*AGREED, house(3, "Bleekstraat 26", HOME)], (["Bleekstraat 24"], 0.9704, "accepted", "")),
        # pages that contradict each other
        ("besluit aanvraag brief", [*AGREED, house(3, "Bleekstraat 180")], (["Bleekstraat 24"], 0.9704, "accepted", "")),
        ("besluit brief", [house(1, "Bleekstraat 24"), house(2, "Bleekstraat 26")], (["Bleekstraat 24"], 0.462, "review", CLASH)),
        ("besluit brief", [house(1, "Bleekstraat 24"), house(2, "Kouter 5")], (["Bleekstraat 24"], 0.462, "review", CLASH)),
        ("besluit aanvraag brief advies", [*AGREED, house(3, "Bleekstraat 26"), house(4, "Bleekstraat 26")], (["Bleekstraat 24"], 0.6793, "review", CLASH)),
        ("besluit aanvraag brief advies", [*AGREED, house(3, "Bleekstraat 180"), house(4, "Bleekstraat 180")], (["Bleekstraat 24", "Bleekstraat 180"], 0.9123, "accepted", "")),
        # of several houses of one permit each stands on several pages
        ("besluit aanvraag besluit aanvraag", [*AGREED, house(3, "Kouter 5"), house(4, "Kouter 5")], (["Bleekstraat 24", "Kouter 5"], 0.9704, "accepted", "")),
        # a second street must be as sure as the first
        ("besluit aanvraag overig overig", [*AGREED, house(3, "Kouter 5"), house(4, "Kouter 5")], (["Bleekstraat 24", "Kouter 5"], 0.66, "review", WEAK)),
        ("besluit aanvraag weigering aanvraag", [*AGREED, house(3, "Kouter 5"), house(4, "Kouter 5")], (["Bleekstraat 24", "Kouter 5"], 0.9704, "accepted", "")),
        ("besluit aanvraag overig overig", [*AGREED, house(3, "Kouter 5", score=0.8), house(4, "Kouter 5", score=0.8)], (["Bleekstraat 24"], 0.9704, "accepted", "")),
    ],
)  # fmt: skip
def test_the_site_is_what_independent_pages_agree_on(
    case: Build, kinds: str, findings: list[Finding], expected: tuple[list[str], float, str, str]
) -> None:
    field = choose_addresses(case(kinds, *findings))
    assert (houses(field), field.confidence, field.status, field.reason) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([*(house(page, f"Bleekstraat {n}", text="l") for page in (1, 2) for n in ("24", "26")), house(3, "Bleekstraat 24-26")], (["Bleekstraat 24", "Bleekstraat 26"], "accepted")),
        ([house(1, "Bleekstraat 24-26"), house(2, "Bleekstraat 24-26")], (["Bleekstraat 24-26"], "accepted")),
        ([*(house(1, f"Bleekstraat {n}", text="l") for n in ("24", "26")), *(house(page, "Bleekstraat 24-26") for page in (2, 3))], (["Bleekstraat 24", "Bleekstraat 26"], "review")),
    ],
)  # fmt: skip
def test_houses_that_one_paper_lists_another_joins(
    case: Build, found: list[Finding], expected: tuple[list[str], str]
) -> None:
    field = choose_addresses(case("besluit aanvraag plan", *found))
    assert (houses(field), field.status) == expected


@pytest.mark.parametrize(
    ("short", "more", "expected"),
    [
        (house(2, "Pompestraat 24", text="Poppestraat 24"), {}, (["Priester Poppestraat 24"], "accepted")),
        (house(2, "Poppestraat -", text="Poppestraat"), {}, (["Priester Poppestraat 24"], "review")),  # one page has the number
        (house(2, "Poppestraat 26", text="Poppestraat 26"), {}, (["Priester Poppestraat 24"], "review")),  # another house
        (house(2, "Pompestraat 24", text="Pompestraat 24"), {}, (["Priester Poppestraat 24"], "review")),  # another street
        (house(2, "Poppestraat 24", text="Poppestraat 24"), {"score": 0.6}, (["Poppestraat 24"], "review")),  # not announced
    ],
)  # fmt: skip
def test_a_street_by_the_end_of_its_name_is_that_street(
    case: Build, short: Finding, more: dict[str, float], expected: tuple[list[str], str]
) -> None:
    whole = house(1, "Priester Poppestraat 24", text="te Temse, Priester Poppestraat 24", **more)
    field = choose_addresses(case("besluit aanvraag", whole, short))
    assert (houses(field), field.status) == expected


@pytest.mark.parametrize(
    ("other", "status"),
    [
        (house(1, "Kouter -"), "review"),
        (house(3, "Kouter -"), "accepted"),  # on a page that does not name the chosen one
        (house(1, "Kouter 5", score=0.7), "accepted"),  # a house: somebody's home
        (house(1, "Kouter -", score=0.6), "accepted"),  # not announced
        (house(1, "Kouter -", HOME), "accepted"),
        (house(1, "Bleeckstraat -"), "accepted"),
    ],
)
def test_a_second_street_that_a_page_calls_the_site_may_be_the_other_side_of_a_corner(
    case: Build, other: Finding, status: str
) -> None:
    field = choose_addresses(case("besluit aanvraag plan", house(1, "Bleekstraat -"), house(2, "Bleekstraat -"), other))
    assert field.status == status


def test_a_second_page_that_is_a_copy_proves_nothing(case: Build) -> None:
    field = choose_addresses(case("besluit besluit", *AGREED, copies={2: 1}))
    assert (houses(field), field.confidence, field.status) == (["Bleekstraat 24"], 0.66, "review")


def test_what_was_not_chosen_is_offered(case: Build) -> None:
    found = [*AGREED, house(3, "Bleekstraat 180"), house(3, "Kouter 5")]
    assert offered(choose_addresses(case("besluit aanvraag brief", *found))) == ["Bleekstraat 180", "Kouter 5"]
    weak = choose_addresses(case("overig", house(1, "Kouter 5", score=0.5)))
    assert (houses(weak), offered(weak)) == ([], ["Kouter 5"])


def box(left: int, right: int, top: int = 100, bottom: int = 140) -> tuple[Box, ...]:
    return (Box(left, top, right, bottom),)


@pytest.mark.parametrize(
    ("other", "together"),
    [
        (house(1, "Kouter 5", boxes=box(600, 900)), True),
        (house(1, "Kouter 5", boxes=box(660, 900)), True),
        (house(1, "Kouter 5", boxes=box(661, 900)), False),  # too far: another column
        (house(1, "Kouter 5", boxes=box(40, 90)), True),  # before it
        (house(1, "Kouter 5", boxes=box(400, 900)), False),  # over it
        (house(1, "Kouter 5", boxes=box(500, 900)), True),
        (house(1, "Kouter 5", boxes=box(600, 900, 139, 190)), True),
        (house(1, "Kouter 5", boxes=box(600, 900, 140, 190)), False),  # a line lower
        (house(1, "Kouter 5", boxes=box(600, 900, 60, 100)), False),
        (house(1, "Kouter 5", boxes=(*box(10, 60, 400, 440), *box(600, 900))), True),  # it runs over a line end
        (house(2, "Kouter 5", boxes=box(600, 900)), False),
        (house(1, "Kouter -", boxes=box(600, 900)), False),
        (house(1, "Kouter 5", score=0.5, boxes=box(600, 900)), True),
        (house(1, "Kouter 5", score=0.49, boxes=box(600, 900)), False),
        (house(1, "Kouter 5", text="Bleekstraat 24 en Kouter 5"), True),
        (house(2, "Kouter 5", text="Bleekstraat 24 en Kouter 5"), False),
    ],
)  # fmt: skip
def test_houses_side_by_side_on_a_line_are_one_site(case: Build, other: Finding, together: bool) -> None:
    """`Bleekstraat 24 en Kouter 5`: a permit for several houses names them in one breath."""
    first = house(1, "Bleekstraat 24", text="Bleekstraat 24 en Kouter 5", boxes=box(100, 500))
    assert (
        houses(choose_addresses(case("besluit besluit", first, other)))
        == ["Bleekstraat 24", "Kouter 5"][: 1 + together]
    )


def test_a_house_that_is_much_less_sure_is_not_listed_with_the_site(case: Build) -> None:
    first = [house(page, "Bleekstraat 24", text="Bleekstraat 24, 26") for page in (1, 2)]
    for score, together in ((0.5, False), (0.55, True)):
        beside = house(1, "Bleekstraat 26", score=score, text="Bleekstraat 24, 26")
        assert len(houses(choose_addresses(case("besluit aanvraag", *first, beside)))) == 1 + together


@pytest.mark.parametrize(
    ("kinds", "findings", "shown"),
    [
        ("besluit", [house(1, "Bleekstraat 24", "")], ["Bleekstraat 24"]),
        ("weigering", [house(1, "Bleekstraat 24", "")], ["Bleekstraat 24"]),
        ("brief", [house(1, "Bleekstraat 24", "")], ["Bleekstraat 24"]),
        ("brief plan", [house(1, "Bleekstraat 24", ""), house(2, "Bleekstraat 24", "")], ["Bleekstraat 24"]),
        ("besluit", [house(1, "Bleekstraat -", "")], ["Bleekstraat -"]),
        ("besluit", [house(1, "Bleekstraat -", "", 0.2)], []),  # a street of no list
        ("besluit", [house(1, "Bleekstraat -", ""), house(1, "Kouter -", "")], []),
        ("besluit", [house(1, "Bleekstraat -", ""), house(1, "Kouter 5", "")], ["Kouter 5"]),
        ("besluit", [house(1, "Bleekstraat -", ""), house(1, "Kouter 5", HOME)], ["Bleekstraat -"]),
        ("besluit", [house(1, "Bleekstraat 24", ""), house(1, "Kouter 5", "")], []),
        ("besluit brief", [house(1, "Bleekstraat 24", ""), house(2, "Bleekstraat 24", HOME)], []),
        ("besluit brief", [house(1, "Bleekstraat 24", ""), house(2, "Bleekstraat 26", HOME)], ["Bleekstraat 24"]),
        ("besluit brief", [house(1, "Bleekstraat 24", ""), house(2, "Kouter 24", HOME)], ["Bleekstraat 24"]),
        ("besluit brief", [house(1, "Bleekstraat 24", ""), house(1, "Kouter 5", ""), house(2, "Kouter 5", HOME)], ["Bleekstraat 24"]),
    ],
)  # fmt: skip
def test_the_only_house_that_papers_name_is_shown_to_a_person(
    case: Build, kinds: str, findings: list[Finding], shown: list[str]
) -> None:
    """Nothing calls it the site, so that nobody takes it for sure; of several houses it could be any."""
    field = choose_addresses(case(kinds, *findings))
    assert (houses(field), field.confidence, field.status) == (
        shown,
        0.4 if shown else 0.0,
        "review" if shown else "absent",
    )


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([house(2, "Bleekstraat 24", "")], ["Bleekstraat 24"]),
        ([house(2, "Bleckstraat 24", "")], ["Bleekstraat 24"]),
        ([house(2, "Kouter 5", ""), house(3, "Kouter 5", "")], ["Bleekstraat 24"]),
        ([house(2, "Bleekstraat 180", "", 0.5), house(3, "Bleekstraat 180", "", 0.5)], ["Bleekstraat 24", "Bleekstraat 180"]),
        ([house(2, "Bleekstraat 180", "", 0.5), house(3, "Bleekstraat 180", "", 0.5), house(4, "Bleekstraat 180", HOME)], ["Bleekstraat 24"]),
    ],
)  # fmt: skip
def test_a_house_without_a_label_counts_in_the_street_of_the_site(
    case: Build, findings: list[Finding], expected: list[str]
) -> None:
    assert (
        houses(choose_addresses(case("besluit aanvraag brief advies", house(1, "Bleekstraat 24"), *findings)))
        == expected
    )


@pytest.mark.parametrize(
    ("score", "homes", "role", "stays"),
    [
        (0.92, 3, HOME, True),  # a formula names it: the company builds at its own seat
        (0.68, 3, "architect", True),
        (0.67, 1, "architect", False),
        (0.67, 1, "official", False),
        (0.4, 1, HOME, False),
    ],
)
def test_somebodys_home_is_no_site_unless_a_formula_says_so(
    case: Build, score: float, homes: int, role: str, stays: bool
) -> None:
    found = [
        house(1, "Bleekstraat 24", score=score),
        *(house(page, "Bleekstraat 24", role) for page in range(2, 2 + homes)),
    ]
    field = choose_addresses(case("besluit brief aanvraag plan", *found))
    assert houses(field) == ["Bleekstraat 24"] * stays


def test_a_home_counts_against_a_site_only_by_its_own_number_and_proof(case: Build) -> None:
    site = house(1, "Bleekstraat 24", score=0.6)
    for against, sure in (
        (house(2, "Bleekstraat 26", HOME), 0.552),
        (house(2, "Bleekstraat -", HOME), 0.4),  # where in that street he lives nobody knows: it may be this house
        (house(2, "Kouter 24", HOME), 0.552),
        (house(2, "Bleekstraat 24", HOME, 0.53), 0.552),
        (house(2, "Bleekstraat 24", HOME, 0.55), 0.0),
    ):
        assert choose_addresses(case("besluit brief", site, against)).confidence == sure
    bare = house(1, "Bleekstraat -", score=0.6)
    assert houses(choose_addresses(case("besluit brief", bare, house(2, "Bleekstraat 24", HOME)))) == ["Bleekstraat -"]


@pytest.mark.parametrize(
    ("kinds", "findings", "expected"),
    [
        # the street alone supports the house that another page gives
        ("besluit kaft", [house(1, "Bleekstraat 24"), house(2, "Bleekstraat -")], (["Bleekstraat 24"], 0.66, "review")),
        ("besluit aanvraag kaft", [*AGREED, house(3, "Bleekstraat -")], (["Bleekstraat 24"], 0.9821, "accepted")),
        ("besluit aanvraag kaft", [*AGREED, house(3, "Bleckstraat -")], (["Bleekstraat 24"], 0.9821, "accepted")),
        ("besluit aanvraag kaft", [*AGREED, house(3, "Kouter -")], (["Bleekstraat 24"], 0.9704, "accepted")),
        # a street without a number, and a house that only one page shows
        ("besluit aanvraag", [house(1, "Bleekstraat -"), house(2, "Bleekstraat -")], (["Bleekstraat -"], 0.9704, "accepted")),
        ("besluit aanvraag kaft brief", [house(4, "Bleekstraat 24"), *(house(page, "Bleekstraat -") for page in (1, 2, 3))], (["Bleekstraat -"], 0.6956, "review")),
        ("besluit aanvraag brief", [house(3, "Bleekstraat 24"), *(house(page, "Bleekstraat -") for page in (1, 2))], (["Bleekstraat 24"], 0.66, "review")),
        ("besluit aanvraag kaft brief", [house(4, "Bleekstraat 24"), *(house(page, "Bleekstraat -", score=0.54) for page in (1, 2, 3))], (["Bleekstraat 24"], 0.66, "review")),
        ("besluit aanvraag kaft brief", [house(4, "Bleekstraat 24"), *(house(page, "Bleekstraat -", "") for page in (1, 2, 3))], (["Bleekstraat 24"], 0.66, "review")),
        ("besluit brief", [house(2, "Bleekstraat 24"), house(1, "Bleekstraat -", text="Bleekstraat z.n.")], (["Bleekstraat -"], 0.462, "review")),
        ("besluit brief", [house(2, "Bleekstraat 24"), house(1, "Bleekstraat -", text="Bleekstraat zonder nummer")], (["Bleekstraat -"], 0.462, "review")),
        ("besluit brief brief", [house(2, "Bleekstraat 24"), house(3, "Bleekstraat 24"), house(1, "Bleekstraat -", text="Bleekstraat z.n.")], (["Bleekstraat 24"], 0.956, "accepted")),
    ],
)  # fmt: skip
def test_a_street_without_a_number(
    case: Build, kinds: str, findings: list[Finding], expected: tuple[list[str], float, str]
) -> None:
    field = choose_addresses(case(kinds, *findings))
    assert (houses(field), field.confidence, field.status) == expected


def test_postcode_box_and_place_come_from_wherever_they_are_printed(case: Build) -> None:
    found = [
        house(1, "Kouter 5", box="2"),
        house(2, "Kouter 5", postcode="2811", municipality="Hombeek"),
        house(3, "Kouter 5", postcode="2811", municipality="HOMBEEK"),
        house(4, "Kouter 5", score=0.5, postcode="2800", municipality="Mechelen", box="1"),
    ]
    field = choose_addresses(case("besluit aanvraag brief advies", *found))
    assert field.values == (Address(street="Kouter", number="5", box="2", postcode="2811", municipality="Hombeek"),)


@pytest.mark.parametrize(
    ("postcodes", "locality", "kept"),
    [
        (["2811", "2811", "9000"], "Hombeek", "2811"),
        (["9000", "9000", "2811"], "Hombeek", "2811"),  # Gent has no Hombeek: misread, however often
        (["9000", "9000"], "Hombeek", None),
        (["0811", "0811"], "Hombeek", None),  # no postcode at all
        (["9000", "9000"], None, "9000"),
        (["2811", "2811"], "Nergensdorp", None),
        (["2812", "2800", "2800"], "Mechelen", "2800"),
    ],
)
def test_a_postcode_fits_the_place_beside_it(
    case: Build, postcodes: list[str], locality: str | None, kept: str | None
) -> None:
    found = [
        house(page, "Kouter 5", postcode=code, municipality=locality) for page, code in enumerate(postcodes, start=1)
    ]
    field = choose_addresses(case("besluit aanvraag brief", *found))
    assert field.values == (Address(street="Kouter", number="5", postcode=kept, municipality=locality),)


def test_the_place_behind_the_last_house_is_that_of_all(case: Build) -> None:
    text = "Bleekstraat 24 en Kouter 5, 2811 Hombeek"
    found = [house(page, written, text=text, **place) for page in (1, 2)
             for written, place in (("Bleekstraat 24", {}), ("Kouter 5", {"postcode": "2811", "municipality": "Hombeek"}))]  # fmt: skip
    field = choose_addresses(case("besluit aanvraag", *found))
    assert {(value.street, value.postcode, value.municipality) for value in field.values} == {
        ("Bleekstraat", "2811", "Hombeek"),
        ("Kouter", "2811", "Hombeek"),
    }


@pytest.mark.parametrize(
    ("texts", "street", "status"),
    [
        # a street that the list has not, read letter for letter by two pages: its neighbour in the list is not it
        (["Opgelmenstraat n° 114 te Gelmen", "Gelmen, Opgelmenstraat 114"], "Opgelmenstraat", "review"),
        # one page has the list's name, or each page misreads it in its own way: it is that street
        (["Opgelmenstraat 114", "Opgenomenstraat 114"], "Opgenomenstraat", "accepted"),
        (["Opgelmenstraat 114", "Opgenomonstraet 114"], "Opgenomenstraat", "accepted"),
        (["Opgenornenstraal 114", "Opqenomenstruat 114"], "Opgenomenstraat", "accepted"),
        # in one letter two pages may err alike, three do not
        (["Opgenemenstraat 114"] * 2, "Opgenomenstraat", "accepted"),
        (["Opgenemenstraat 114"] * 3, "Opgenemenstraat", "review"),
        # another spelling of the same sounds is no other street
        (["Opghenoomenstraet 114", "Opghenoomenstraet 114"], "Opgenomenstraat", "accepted"),
    ],
)
def test_a_street_that_two_pages_print_alike_is_not_its_neighbour_in_the_list(
    case: Build, texts: list[str], street: str, status: str
) -> None:
    found = [house(page, "Opgenomenstraat 114", text=text) for page, text in enumerate(texts, start=1)]
    field = choose_addresses(case("besluit aanvraag brief", *found))
    assert ([value.street for value in field.values], field.status) == ([street], status)
    assert (field.reason == UNLISTED) == (status == "review")


def test_the_name_of_who_asks_is_no_second_street(case: Build) -> None:
    found = [
        *(house(page, "Kerkhof -", text="Kerckhof") for page in (1, 2)),
        *(house(page, "Bruul -", text="Bruul") for page in (1, 2)),
    ]
    named = seen("applicants", "Kerckhof Joris", 1, role="label", text="Kerckhof Joris")

    assert houses(choose_addresses(case("kaft besluit", *found))) == ["Kerkhof -", "Bruul -"]
    assert houses(choose_addresses(case("kaft besluit", *found, named))) == ["Bruul -"]


def test_a_house_that_is_a_home_elsewhere_is_not_beside_land_without_a_number(case: Build) -> None:
    land = [house(page, "Bruul -", score=0.7) for page in (1, 2, 3)]
    home = [house(page, "Dijlelaan 29", score=0.8) for page in (4, 5)]

    assert houses(choose_addresses(case("kaft besluit aanvraag brief plan", *land, *home))) == [
        "Bruul -",
        "Dijlelaan 29",
    ]
    told = house(6, "Dijlelaan 29", HOME)
    assert houses(choose_addresses(case("kaft besluit aanvraag brief plan advies", *land, *home, told))) == ["Bruul -"]


def test_an_office_that_one_title_block_seems_to_call_the_site_is_no_second_site(case: Build) -> None:
    office = house(2, "Kouter 5", "architect")
    beside = [house(1, "Bleekstraat 24", text="l"), house(2, "Bleekstraat 24"), house(1, "Kouter 5", text="l"), office]
    assert houses(choose_addresses(case("plan aanvraag", *beside))) == ["Bleekstraat 24"]
    assert houses(choose_addresses(case("plan aanvraag", *beside[:-1]))) == ["Bleekstraat 24", "Kouter 5"]


@pytest.mark.parametrize(
    ("kinds", "findings", "sure"),
    [
        # read alike on two pages of which one names the site: 0.7 and more is enough
        ("aanvraag brief", [house(1, "Bleekstraat 24", score=0.7), house(2, "Bleekstraat 24", "", 0.3)], True),
        ("aanvraag brief", [house(1, "Bleekstraat 24", score=0.6), house(2, "Bleekstraat 24", "", 0.3)], False),
        ("aanvraag brief", [house(1, "Bleekstraat 24", score=0.6), house(2, "Bleekstraat 24", score=0.6)], True),
        ("aanvraag overig", [house(1, "Bleekstraat 24", score=0.6), house(2, "Bleekstraat 24", score=0.6)], False),
        ("aanvraag brief", [house(1, "Turfaardstraat 24", score=0.8), house(2, "Turfaardstraat 24", "", 0.5)], False),
        ("aanvraag brief besluit", [house(1, "Bleekstraat 24", score=0.8), house(2, "Bleekstraat 24", "", 0.3), house(3, "Bleekstraat 24", HOME, 0.7)], False),
        ("aanvraag brief besluit", [house(1, "Bleekstraat 24", score=0.8), house(2, "Bleekstraat 24", score=0.6), house(3, "Bleekstraat 24", HOME, 0.7)], True),
    ],
)  # fmt: skip
def test_a_listed_street_read_twice_is_not_misread(
    case: Build, kinds: str, findings: list[Finding], sure: bool
) -> None:
    assert (choose_addresses(case(kinds, *findings)).confidence >= 0.956) is sure


def test_a_street_that_the_list_has_shorter_by_two_letters_waits_as_printed(case: Build) -> None:
    printed = [house(page, "Bleekstraat 24", text="Bleeksestraat 24") for page in (1, 2)]
    field = choose_addresses(case("besluit aanvraag", *printed))
    assert (houses(field), field.reason) == (["Bleeksestraat 24"], UNLISTED)


def test_a_house_that_two_pages_call_the_site_stays_so_whoever_is_written_to_there(case: Build) -> None:
    told = [house(1, "Bleekstraat 24", score=0.59), house(2, "Bleekstraat 24", score=0.55)]
    field = choose_addresses(case("aanvraag brief brief", *told, house(3, "Bleekstraat 24", "architect")))
    assert houses(field) == ["Bleekstraat 24"]

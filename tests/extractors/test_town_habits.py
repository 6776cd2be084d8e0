"""Numbers and letterheads by the town's own file."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.flow import flow
from extractors.page import Page
from extractors.references import References
from extractors.town_habits import TownHabits, telling
from schemas.pages import PageText
from schemas.town import Letterhead, Locality, NumberPattern, Town

TOWN = Town(
    name="Mechelen", nis="12025", localities=(Locality(name="Walem"),),
    numbers=(
        NumberPattern(shape="BW {nr}/{year}", years=(1950, 1976), highest=900, examples=("BW 12/1960",)),
        NumberPattern(shape="SAM {year}/{nr}", use="ignore", examples=("SAM 1960/12",)),
        NumberPattern(shape="{nr}/{year}", examples=("12/1960",)),
    ),
    letterheads=(
        Letterhead(text="Stadsbestuur Mechelen"),
        Letterhead(text="Gemeente Walem", locality="Walem", years=(1830, 1976)),
    ),
)  # fmt: skip


@pytest.fixture
def found(page: Callable[..., Page]) -> Callable[..., list[tuple[str, str, object]]]:
    def run(text: str, town: Town | None = TOWN, **more: object) -> list[tuple[str, str, object]]:
        there = replace(page(text, **more), town=town)
        return [
            (
                finding.role,
                finding.evidence.text,
                getattr(finding.value, "value", getattr(finding.value, "locality", None)),
            )
            for finding in TownHabits().find(there)
        ]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dossier BW 214/1974 van de dienst", [("own", "BW 214/1974", "BW 214/1974")]),
        ("BW 214 / 1974", [("own", "BW 214 / 1974", "BW 214/1974")]),
        ("BW 914/1974", []),  # no year saw so many
        ("BW 214/1990", []),  # the series had ended
        ("SAM 1960/12", []),
        ("ons nummer 214/1974", []),  # anybody writes so: the general rules decide
        ("STADSBESTUUR MECHELEN\nDossier", [("head", "STADSBESTUUR MECHELEN", None)]),
        ("STADSBESTVUR MECHELEN\nDossier", [("head", "STADSBESTVUR MECHELEN", None)]),
        ("GEMEENTE WALEM\nDossier", [("head", "GEMEENTE WALEM", "Walem")]),
        ("GEMEENTE WALEMSTRAAT\nDossier", []),
        ("x " * 300 + "GEMEENTE WALEM", []),  # not at the top
        ("", []),
    ],
)
def test_the_town_s_own_ways_are_known(
    found: Callable[..., list[tuple[str, str, object]]], text: str, expected: list[tuple[str, str, object]]
) -> None:
    assert found(text) == expected


def test_a_letterhead_of_before_the_merger_is_none_later(
    found: Callable[..., list[tuple[str, str, object]]],
) -> None:
    assert found("GEMEENTE WALEM\nDossier", years=(1990, 1992)) == []


def test_without_a_town_nothing_is_found(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    assert found("STADSBESTUUR MECHELEN\nBW 214/1974", None) == []


def test_what_the_town_says_is_no_number_is_none_for_anybody(page: Callable[..., Page]) -> None:
    there = page("Dossiernummer: SAM 1960/12")
    assert list(References().find(there))
    assert not list(References().find(replace(there, town=TOWN)))


@pytest.mark.parametrize(
    ("shape", "own"),
    [
        ("BW {nr}", True),
        ("8.00/12025/{nr}", True),
        ("{year}-{letter}-{nr}", True),
        ("{nr}/{year}", False),
        ("{yy}.{nr}", False),
    ],
)
def test_a_shape_of_its_own_has_letters_or_figures(shape: str, own: bool) -> None:
    assert telling(shape) is own


@given(text=st.text(alphabet="BW SAM0123456789/-\nstadgemeentewalem", max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # it is a function without state
def test_any_page_is_survived(text: str, page_text: Callable[[str], PageText]) -> None:
    there = Page(1, "0001.tif", 0, "besluit", flow(page_text(text)), "test 1", None, (1970, 1976), TOWN)  # type: ignore[arg-type]  # the lists are not asked
    for finding in TownHabits().find(there):
        assert 0 < finding.score <= 1


def test_a_long_page_takes_little_time(page: Callable[..., Page]) -> None:
    there = replace(page("BW 12/1974 SAM 1960/12 " * 1_000), town=TOWN)
    start = time.process_time()
    list(TownHabits().find(there))
    assert time.process_time() - start < 20

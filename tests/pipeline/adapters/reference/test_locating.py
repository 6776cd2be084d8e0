"""Addresses in the official lists: in memory and imported, the same answers."""

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.reference.address_list import ImportedAddresses, MemoryAddresses
from pipeline.adapters.reference.address_lookup import NO_LIST, NO_NUMBER, NO_STREET, NO_TOWN, TWO_STREETS
from pipeline.adapters.reference.book import open_book
from pipeline.adapters.reference.importing import import_table
from pipeline.adapters.reference.official import Imports, ReferenceTables
from schemas.located import Located
from schemas.town import StreetNames, Town
from schemas.values import Address, Municipality

ROWS = (
    *(("12025", "2800", "Bruul", str(number), "") for number in (1, 2, 3, 4, 12, 14)),
    ("12025", "2800", "Bruul", "12", "3"),
    ("12025", "2800", "Bruul", "20A", ""),
    ("12025", "2800", "Bruul", "30-32", ""),
    ("12025", "2800", "Onze-Lieve-Vrouwestraat", "5", ""),
    ("12025", "2800", "Grote Markt", "21", ""),
    ("12025", "2800", "Leuvensesteenweg", "100", ""),
    ("12025", "2800", "Kardinaal Mercierplein", "7", ""),
    ("12025", "2800", "Kerkstraat", "9", ""),
    ("12025", "2811", "Tisseltbaan", "80", ""),
    ("12025", "2811", "Walemse Kerkstraat", "9", ""),
    ("12025", "2800", "Dorpsstraat", "1", ""),
    ("44045", "9180", "Dorpsstraat", "1", ""),
    ("46014", "9160", "Dorpsstraat", "1", ""),
    ("46014", "9160", "Dorpsstraat", "2", ""),
    ("24062", "3000", "Bondgenotenlaan", "1", ""),
)
"""Some real streets with invented numbers; 44045 and 46014 are the codes of Moerbeke and Lokeren before 2025."""
HEADINGS = "municipality_id,postcode,streetname_nl,house_number,box_number"
MECHELEN = Municipality(name="Mechelen", nis="12025")
LOKEREN = Municipality(name="Lokeren", nis="46029")
OWN = Town(
    name="Mechelen", nis="12025", abbreviations={"kard.": "kardinaal"},
    localities=({"name": "Walem", "nis": "12037", "until": 1976},),
    streets=(StreetNames(today="Bruul", names=("Brul-straete",), until=1890),
             StreetNames(today="Walemse Kerkstraat", names=("Kerkstraat",), locality="Walem", until=1977)),
)  # fmt: skip


@pytest.fixture(params=["memory", "imported"])
def addresses(request: pytest.FixtureRequest, tmp_path: Path) -> MemoryAddresses | ImportedAddresses:
    if request.param == "memory":
        return MemoryAddresses(ROWS)
    file = tmp_path / "adressen.csv"
    file.write_text("\n".join((HEADINGS, *map(",".join, ROWS))), encoding="utf-8")
    import_table("best", [file], tmp_path)
    book = open_book(tmp_path, "best")
    assert book is not None
    return ImportedAddresses(book)


@pytest.fixture
def locate(addresses: MemoryAddresses | ImportedAddresses) -> Callable[..., Located]:
    tables = ReferenceTables(imports=Imports(addresses), town=OWN)

    def look(
        street: str | None, number: str | None = None, town: Municipality | None = MECHELEN,
        year: int | None = 1965, **more: str,
    ) -> Located:  # fmt: skip
        return tables.locate(Address(street=street, number=number, **more), town, year)

    return look


def test_both_lists_answer_alike(addresses: MemoryAddresses | ImportedAddresses) -> None:
    bruul = next(street for street in addresses.streets("12025") if street.name == "Bruul")
    assert addresses.towns() == {"12025", "44045", "46014", "24062"}
    assert [(street.nis, street.name) for street in addresses.named("dorpsstraat")] == [
        (nis, "Dorpsstraat") for nis in ("12025", "44045", "46014")
    ]
    assert [entry.box for entry in addresses.entries(bruul.id, "12")] == ["", "3"]
    assert len(addresses.entries(bruul.id)) == 9
    assert addresses.entries(bruul.id, "13") == addresses.entries(99_999) == ()
    assert addresses.streets("99999") == addresses.named("Nergensstraat") == ()


@pytest.mark.parametrize(
    ("street", "number", "kind", "today", "house"),
    [
        ("Bruul", "12", "as_written", "Bruul", "12"),
        ("BRUUL", "12", "as_written", "Bruul", "12"),
        ("Bruul", "20 a", "as_written", "Bruul", "20A"),
        ("Bruul", "12-14", "as_written", "Bruul", "12-14"),
        ("Bruul", "30-32", "as_written", "Bruul", "30-32"),
        ("Bruul", "1, 2 en 3", "as_written", "Bruul", "1-3"),
        ("Brul-straete", "12", "renamed", "Bruul", "12"),
        ("Groote Markt", "21", "old_spelling", "Grote Markt", "21"),
        ("Leuvensestw.", "100", "abbreviation", "Leuvensesteenweg", "100"),
        ("Steenweg op Leuven", "100", "declined", "Leuvensesteenweg", "100"),
        ("K. Mercierplein", "7", "abbreviation", "Kardinaal Mercierplein", "7"),
        ("Kard. Mercierplein", "7", "abbreviation", "Kardinaal Mercierplein", "7"),
        ("O.L.Vrouwestraat", "5", "abbreviation", "Onze-Lieve-Vrouwestraat", "5"),
        ("Ti5seltbaan", "80", "misread", "Tisseltbaan", "80"),
    ],
)  # fmt: skip
def test_an_address_is_found_however_it_is_written(
    locate: Callable[..., Located], street: str, number: str, kind: str, today: str, house: str
) -> None:
    found = locate(street, number)
    assert (found.level, found.kind, found.historic) == ("address", kind, False)
    assert found.today is not None
    assert (found.today.street, found.today.number, found.today.municipality) == (today, house, "Mechelen")
    assert 0.7 < found.score <= 1


@pytest.mark.parametrize(
    ("number", "near"), [("13", ["12", "14", "20A", "4", "3"]), ("12bis", ["12", "14", "20A", "4", "3"])]
)
def test_a_number_that_is_not_there_is_historic_with_those_beside_it(
    locate: Callable[..., Located], number: str, near: list[str]
) -> None:
    found = locate("Bruul", number)
    assert (found.level, found.historic, found.reason) == ("street", True, NO_NUMBER)
    assert [candidate.number for candidate in found.candidates] == near


def test_a_range_counts_only_when_all_of_it_is_there(locate: Callable[..., Located]) -> None:
    assert locate("Bruul", "12-16").level == "street"


@pytest.mark.parametrize(("street", "near"), [("Verdwenenstraat", None), ("Tisseltbaantjes", "Tisseltbaan")])
def test_a_street_that_is_not_there_is_historic_and_no_error(
    locate: Callable[..., Located], street: str, near: str | None
) -> None:
    found = locate(street, "1")
    assert (found.level, found.historic, found.reason) == ("municipality", True, NO_STREET)
    assert [candidate.street for candidate in found.candidates] == ([near] if near else [])
    assert found.today is not None
    assert (found.today.street, found.today.municipality) == (None, "Mechelen")


def test_the_name_of_another_street_in_belgium_is_not_a_misread_one_of_this_town(
    locate: Callable[..., Located],
) -> None:
    misread, other = locate("Ker8straat", "9"), locate("Werkstraat", "9")
    assert (misread.level, misread.kind) == ("address", "misread")
    assert (other.level, other.historic) == ("municipality", True)
    assert [option.street for option in other.candidates] == ["Kerkstraat"]


def test_a_street_of_another_municipality_is_only_a_candidate(locate: Callable[..., Located]) -> None:
    found = locate("Bondgenotenlaan", "1")
    assert found.level == "municipality"
    assert [(candidate.street, candidate.municipality) for candidate in found.candidates] == [
        ("Bondgenotenlaan", "Leuven")
    ]


def test_without_a_street_or_number_the_level_says_so(locate: Callable[..., Located]) -> None:
    assert (locate(None).level, locate("Bruul").level) == ("municipality", "street")
    assert not locate("Bruul").historic


def test_a_box_is_kept_when_the_register_has_it(locate: Callable[..., Located]) -> None:
    known, unknown = locate("Bruul", "12", box="bus 3"), locate("Bruul", "12", box="8")
    assert known.today is not None
    assert unknown.today is not None
    assert (known.today.box, unknown.today.box) == ("3", None)
    assert unknown.level == "address"


def test_the_form_of_its_time_is_that_of_its_municipality_then(locate: Callable[..., Located]) -> None:
    then = locate("Tisseltbaan", "80", municipality="Leest", year=1940).then
    later = locate("Tisseltbaan", "80", municipality="Leest", year=1990).then
    assert then is not None
    assert later is not None
    assert (then.street, then.number, then.municipality, then.nis) == ("Tisseltbaan", "80", "Leest", "12020")
    assert (later.municipality, later.nis) == ("Mechelen", "12025")
    assert locate("Tisseltbaan", "80", year=None).then is None


def test_a_street_renamed_in_one_locality_is_not_its_namesake_in_town(locate: Callable[..., Located]) -> None:
    walem = locate("Kerkstraat", "9", municipality="Walem", year=1960)
    town, later = locate("Kerkstraat", "9"), locate("Kerkstraat", "9", municipality="Walem", year=1990)
    streets = [found.today.street if found.today else None for found in (walem, town, later)]
    assert streets == ["Walemse Kerkstraat", "Kerkstraat", "Kerkstraat"]


def test_of_namesakes_in_one_town_of_today_number_and_postcode_decide(locate: Callable[..., Located]) -> None:
    by_number, by_postcode = locate("Dorpsstraat", "2", LOKEREN), locate("Dorpsstraat", "1", LOKEREN, postcode="9180")
    undecided = locate("Dorpsstraat", "1", LOKEREN)
    assert (by_number.level, by_postcode.level, undecided.level) == ("address", "address", "street")
    assert by_postcode.today is not None
    assert by_postcode.today.postcode == "9180"
    assert undecided.reason == TWO_STREETS
    assert not undecided.historic


def test_without_a_municipality_the_postcode_counts_and_else_nothing_is_guessed(locate: Callable[..., Located]) -> None:
    coded, unknown = locate("Bruul", "12", None, postcode="2800"), locate("Dorpsstraat", "1", None)
    assert (coded.level, unknown.level, unknown.reason) == ("address", "none", NO_TOWN)
    assert {candidate.municipality for candidate in unknown.candidates} == {"Mechelen", "Lokeren"}


def test_without_a_list_of_the_municipality_the_street_list_of_belgium_counts(locate: Callable[..., Located]) -> None:
    found = locate("Veldstr.", "1", Municipality(name="Gent", nis="44021"))
    assert (found.level, found.checked, found.reason, found.historic) == ("municipality", "", NO_LIST, False)
    assert found.today is not None
    assert (found.today.street, found.today.nis) == ("Veldstraat", "44021")
    assert ReferenceTables().locate(Address(street="Bruul", number="1"), MECHELEN).reason == NO_LIST


def test_a_homonym_is_the_part_of_the_town_whose_dossier_it_is(locate: Callable[..., Located]) -> None:
    then = locate("Bruul", "1", municipality="Muizen", year=1950).then
    assert then is not None
    assert then.nis == "23054"


def test_a_village_with_the_name_of_a_town_lies_where_its_dossier_does(locate: Callable[..., Located]) -> None:
    zoersel = Municipality(name="Zoersel", nis="11055", locality="Halle")
    then = locate("Bruul", "1", zoersel, municipality="Halle", year=1960).then
    assert then is not None
    assert (then.municipality, then.nis) == ("Halle", "11017")


@cache
def in_memory() -> ReferenceTables:
    return ReferenceTables(imports=Imports(MemoryAddresses(ROWS)))


@given(st.text(max_size=40), st.text(max_size=12), st.text(max_size=20))
def test_any_address_has_an_answer(street: str, number: str, place: str) -> None:
    found = in_memory().locate(Address(street=street, number=number, municipality=place), MECHELEN, 1950)
    assert found.level in {"address", "street", "municipality", "none"}
    assert found.today is None or found.level != "none"


def test_a_look_up_takes_little_time() -> None:
    rows = [("12025", "2800", f"{chr(97 + i % 26)}{i}laan", "1", "") for i in range(3_000)]
    tables = ReferenceTables(imports=Imports(MemoryAddresses(rows)))
    tables.locate(Address(street="a0laan", number="1"), MECHELEN)
    start = time.process_time()
    for i in range(100):
        tables.locate(Address(street=f"q{i}lane", number="1"), MECHELEN)
    assert time.process_time() - start < 4

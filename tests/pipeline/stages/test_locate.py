"""The site in the official lists: what is added to a record, and what is only remarked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.reference.address_list import MemoryAddresses
from pipeline.adapters.reference.official import Imports, ReferenceTables
from pipeline.stages.locate import capakey, locate, year_of
from pipeline.stages.validate import validate
from schemas.delivery import DossierKey
from schemas.record import Dates, Item, Many, One, Record
from schemas.values import Address, Municipality, Parcel, PartialDate

GENT, MECHELEN = Municipality(name="Gent", nis="44021"), Municipality(name="Mechelen", nis="12025")


@pytest.fixture(scope="module")
def lists() -> ReferenceTables:
    rows = [("12025", "2800", "Bruul", "12", ""), ("12025", "2811", "Tisseltbaan", "80", "")]
    return ReferenceTables(imports=Imports(MemoryAddresses(rows, "best test")))


def accepted(kind: Any, *values: Any) -> Any:
    items = tuple(Item(value=value, text="x", confidence=0.9, evidence=()) for value in values)
    return kind(items=items, confidence=0.9, status="accepted", absence=None)


def a_record(
    town: Municipality | None, *addresses: Address, parcels: tuple[Parcel, ...] = (), year: int = 1965
) -> Record:
    return Record(
        id="1",
        key=DossierKey(delivery="d", folder="f"),
        parts=("f",),
        municipality=One[Municipality](value=town, confidence=0.9, status="accepted", absence=None),
        dates=Dates(receipt=One[PartialDate](value=f"{year}-03", confidence=0.9, status="accepted", absence=None)),
        addresses=accepted(Many[Address], *addresses),
        parcels=accepted(Many[Parcel], *parcels),
    )


def test_every_address_has_its_place_and_stays_as_it_was_read(lists: ReferenceTables) -> None:
    record = a_record(MECHELEN, Address(street="Bruul", number="12"), Address(street="Tissaltbaan", number="81"))
    found = locate(record, reference=lists)
    assert [(place.level, place.checked) for place in found.located] == [
        ("address", "best test"),
        ("street", "best test"),
    ]
    assert found.addresses == record.addresses
    assert locate(found, reference=lists) == found


@pytest.mark.parametrize(
    ("parcel", "key"),
    [
        (Parcel(section="A", number="222", bis=3), "44021A0222/03_000"),
        (Parcel(section="B", number="2", exponent="B", power=33), "44021B0002/00B033"),
        (Parcel(section="D", number="265", exponent="R", power=20, bis=2), "44021D0265/02R020"),
        (Parcel(section="F", number="1463", exponent="Z", power=13), "44021F1463/00Z013"),
        (Parcel(section="A", number="1"), "44021A0001/00_000"),
        (Parcel(number="12"), None),
        (Parcel(section="AB", number="12"), None),
        (Parcel(section="A", number="12345"), None),
        (Parcel(section="A", number="12", bis=100), None),
        (Parcel(section="A", number="12", bis=99, exponent="A", power=999), "44021A0012/99A999"),
        (Parcel(section="A", number="12", exponent="A", power=1000), None),
        (Parcel(section="A", number="12", bis=-1), None),
        (Parcel(section="A", number="12", exponent="A", power=-1), None),
        (Parcel(section="A", number="12", exponent="é"), None),
        (Parcel(section="A", number="12", power=3), None),
    ],
)
def test_a_key_has_seventeen_signs_or_is_not_made(parcel: Parcel, key: str | None) -> None:
    assert capakey("44021", parcel) == key


@given(st.text(max_size=6), st.text(max_size=2), st.text(max_size=5), st.integers(), st.text(max_size=2), st.integers())
def test_any_parcel_gives_a_whole_key_or_none(
    division: str, section: str, number: str, bis: int, exponent: str, power: int
) -> None:
    key = capakey(division, Parcel(section=section, number=number, bis=bis, exponent=exponent, power=power))
    assert key is None or len(key) == 17


def test_a_parcel_has_its_key_only_where_a_table_knows_the_division(lists: ReferenceTables) -> None:
    fifth = Parcel(division="5de afdeling", section="A", number="12", exponent="C")
    known = locate(a_record(GENT, parcels=(fifth,)), reference=lists)
    unknown = locate(a_record(MECHELEN, parcels=(fifth,)), reference=lists)
    nowhere = locate(a_record(None, parcels=(fifth,)), reference=lists)
    keys = [record.parcels.items[0].value.capakey for record in (known, unknown, nowhere)]
    assert keys == ["44805A0012/00C000", None, None]


def test_a_bare_number_in_a_former_municipality_is_not_the_town_s_own_division(lists: ReferenceTables) -> None:
    second = Parcel(division="2de afd.", section="A", number="12")
    there = Address(street="Brusselsesteenweg", number="1", municipality="Gentbrugge")
    before, after = (
        locate(a_record(GENT, there, parcels=(second,), year=year), reference=lists) for year in (1965, 1990)
    )
    assert before.parcels.items[0].value.capakey is None
    assert after.parcels.items[0].value.capakey == "44802A0012/00_000"


def test_what_a_person_filled_in_is_kept(lists: ReferenceTables) -> None:
    parcel = Parcel(division="5de afdeling", section="A", number="12", capakey="44999A0012/00_000")
    found = locate(a_record(GENT, parcels=(parcel,)), reference=lists)
    assert found.parcels.items[0].value == parcel


@pytest.mark.parametrize(
    ("address", "code", "status"),
    [
        (Address(street="Bruul", number="12"), None, "accepted"),
        (Address(street="Bruul", number="99"), "number_historic", "accepted"),
        (Address(street="Kerkstraat", number="1"), "street_historic", "accepted"),
        (Address(street="Qwxzstraat", number="1"), "street_unknown", "review"),
    ],
)
def test_what_the_register_of_today_does_not_know_is_a_remark_and_no_doubt(
    lists: ReferenceTables, address: Address, code: str | None, status: str
) -> None:
    checked = validate(locate(a_record(MECHELEN, address), reference=lists), reference=lists)
    assert checked.addresses.status == status
    assert (code in {problem.code for problem in checked.problems}) == (code is not None)
    assert all(problem.severity == "warning" for problem in checked.problems)


@pytest.mark.parametrize(("year", "name", "nis"), [(1965, "Walem", "12037"), (1980, "Mechelen", "12025")])
def test_the_municipality_of_its_time_is_kept_beside_that_of_today(
    lists: ReferenceTables, year: int, name: str, nis: str
) -> None:
    walem = MECHELEN.model_copy(update={"locality": "Walem"})
    found = locate(a_record(walem, year=year), reference=lists)
    assert found.municipality.value == walem
    assert found.municipality_then is not None
    assert (found.municipality_then.name, found.municipality_then.nis) == (name, nis)


def test_the_year_is_that_of_the_decision_or_of_what_came_before() -> None:
    assert year_of(a_record(None)) == 1965
    assert year_of(Record(id="1", key=DossierKey(delivery="d", folder="f"), parts=("f",))) is None

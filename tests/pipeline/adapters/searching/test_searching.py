"""Filters, coverage, and the difference between "no such dossier" and "not digitised yet"."""

from collections.abc import Callable

import pytest

from pipeline.adapters.places import Books
from pipeline.finding.searching import Filters, coverage, nothing_found, search, years_of
from schemas.delivery import Delivery, DossierKey
from schemas.outcome import Package
from schemas.record import One, Record
from schemas.values import Address
from schemas.words import DecisionKind, PermitType


def key(number: int) -> DossierKey:
    return DossierKey(delivery="levering_01", folder=f"D{number:03d}")


@pytest.fixture
def full(
    books: Books, make_record: Callable[..., Record], make_package: Callable[..., Package],
    make_delivery: Callable[..., Delivery],
) -> Books:  # fmt: skip
    """Numbers 1 to 12 of 1974 without 7, in one street; the year 1980 with numbers 1 and 100 only; one that waits."""
    for place, number in enumerate([f"1974/{n}" for n in range(1, 13) if n != 7] + ["1980/1", "1980/100"]):
        record = make_record(
            key(place), numbers=(number,), decided=f"{number[:4]}-03-01", applicants=("Discart Jan",),
            addresses=(Address(street="Tisseltbaan", number=f"{40 + place}-{44 + place}"),),
            architect="R. Schellekens" if place else "Florent Marien",
        )  # fmt: skip
        record = record.model_copy(
            update={
                "decision": One[DecisionKind](value="geweigerd" if place == 2 else "verleend", status="accepted"),
                "permit_type": One[PermitType](value="bouwvergunning", status="accepted"),
            }
        )
        books.register.publish(record, make_package(record), 1)
    books.register.receive(make_delivery("levering_02", "wacht"))
    return books


FILTERED = (
    ("Tisseltbaan", Filters(), 13),
    ("Tisseltbaan", Filters(decision="geweigerd"), 1),
    ("Tisseltbaan 46", Filters(years=(1974, 1974)), 3),
    ("", Filters(years=(1979, 1985)), 2),
    ("", Filters(permit_type="bouwvergunning", decision="geweigerd"), 1),
    ("", Filters(permit_type="sloopvergunning"), 0),
    ("", Filters(architect="Marien Florent"), 1),
    ("Tisseltbaan", Filters(architect="Schelekens"), 12),
    ("", Filters(applicant="discart"), 13),
    ("1974/3", Filters(applicant="Peeters"), 0),
)  # fmt: skip
NOTHING = (
    ("1974/7", Filters(), "not_found", "Geen dossier gevonden: van 1974"),
    ("1974/00007", Filters(), "not_found", "Geen dossier gevonden: van 1974"),
    ("1974/99", Filters(), "not_digitised", "nummers 1 tot 12"),
    ("1980/50", Filters(), "not_certain", "niet volledig"),
    ("1950/7", Filters(), "not_digitised", "van 1950"),
    ("brouwerij 1955", Filters(), "not_digitised", "van 1955"),
    ("", Filters(years=(1955, 1960)), "not_digitised", "van 1955 tot 1960"),
    ("Tisseltbaan 999", Filters(), "not_certain", "13 gedigitaliseerd"),
    ("Onbekendelaan 3", Filters(), "not_certain", "Er wachten nog 1"),
)  # fmt: skip


def test_filters_narrow_the_search(full: Books, subtests: pytest.Subtests) -> None:
    for words, filters, count in FILTERED:
        with subtests.test(words=words, filters=filters):
            assert len(search(full.register, words, filters, 50)) == count


def test_the_limit_holds(full: Books) -> None:
    assert len(search(full.register, "Tisseltbaan", Filters(years=(1974, 1974)), 3)) == 3


def test_coverage_counts_streets_years_and_series(full: Books) -> None:
    found = coverage(full.register)

    assert found.streets == {"tisseltbaan": 13}
    assert found.years == {1974: 11, 1980: 2}
    assert [(one.year, one.dossiers, one.lowest, one.highest, one.whole) for one in found.series] == [
        (1974, 11, 1, 12, True), (1980, 2, 1, 100, False),
    ]  # fmt: skip
    assert found.waiting == {"?": 1}


def test_nothing_found_says_what_it_means(full: Books, subtests: pytest.Subtests) -> None:
    for words, filters, state, told in NOTHING:
        with subtests.test(words=words):
            assert search(full.register, words, filters, 5) == ()
            found = nothing_found(full.register, words, filters)
            assert found.state == state
            assert told in found.message


def test_years_are_read_as_people_write_them() -> None:
    assert years_of("1974") == (1974, 1974)
    assert years_of("1975 - 1970") == (1970, 1975)
    with pytest.raises(ValueError, match="no year"):
        years_of("jaren 70")

"""Which dossiers may be one: every notation of a number, old municipalities, and a person's word."""

from collections.abc import Callable

import pytest

from pipeline.adapters.places import Books
from pipeline.finding.collisions import collisions
from schemas.delivery import DossierKey
from schemas.outcome import Package
from schemas.record import Record
from schemas.values import Municipality

A, B, C = (DossierKey(delivery="levering_01", folder=folder) for folder in "ABC")


def town(locality: str | None = None, nis: str = "12025") -> Municipality:
    return Municipality(name="Mechelen", nis=nis, locality=locality)


@pytest.fixture
def add(books: Books, make_record: Callable[..., Record], make_package: Callable[..., Package]) -> Callable[..., None]:
    def publish(key: DossierKey, number: str, municipality: Municipality | None, decided: str | None = None) -> None:
        record = make_record(key, numbers=(number,), municipality=municipality, decided=decided)
        books.register.publish(record, make_package(record), 1)

    return publish


@pytest.mark.parametrize("notation", ["1974/00175", "74/175", "175/1974", "nr. 1974 - 175"])
def test_one_number_in_two_notations_waits_for_a_person(notation: str, books: Books, add: Callable[..., None]) -> None:
    add(A, "1974/175", town("Walem"), "1974-01-01")
    add(B, notation, town("Walem"), "1974-05-01")
    add(C, "1974/176", town("Walem"), "1974-01-01")

    (found,) = collisions(books.register)

    assert set(found.dossiers) == {A.id, B.id}
    assert found.why == "the same number in the same series"
    assert len(list(books.register.records())) == 3


@pytest.mark.parametrize(
    ("one", "two", "year", "why"),
    [
        (town("Walem"), town("Mechelen"), "1970", None),
        (town("Walem"), town(), "1970", "before 1977"),
        (town("Walem"), town("Mechelen"), "1980", "same series"),
        (town(), town(nis="24062"), "1980", None),
        (town(), None, "1980", "not known"),
    ],
)  # fmt: skip
def test_the_same_number_of_two_authorities_is_two_dossiers(
    one: Municipality, two: Municipality, year: str, why: str | None, books: Books, add: Callable[..., None]
) -> None:
    add(A, f"{year}/12", one, f"{year}-01-01")
    add(B, f"{year}/12", two, f"{year}-02-01")

    found = collisions(books.register)

    assert bool(found) is bool(why)
    assert all(why and why in each.why for each in found)


def test_another_century_is_another_number(books: Books, add: Callable[..., None]) -> None:
    add(A, "1874/12", town("Walem"))
    add(B, "1974/12", town("Walem"))

    assert collisions(books.register) == ()


@pytest.mark.parametrize("kind", ["merged", "apart"])
def test_a_person_decides_once_and_may_come_back_to_it(kind: str, books: Books, add: Callable[..., None]) -> None:
    add(A, "1980/12", town())
    add(B, "80/12", town())
    assert len(collisions(books.register)) == 1

    act = books.register.act(kind, A.id, who="an", why="nagekeken", other=B.id)  # type: ignore[arg-type]  # a plain str for a Literal
    assert collisions(books.register) == ()

    books.register.act("undone", A.id, who="an", why="vergist", undoes=act.number)
    assert len(collisions(books.register)) == 1


def test_a_withdrawn_dossier_collides_with_nothing(books: Books, add: Callable[..., None]) -> None:
    add(A, "1980/12", town())
    add(B, "1980/12", town())
    books.register.act("withdrawn", A.id, who="an", why="dubbel gescand")

    assert collisions(books.register) == ()

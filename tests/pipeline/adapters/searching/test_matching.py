"""A word that hundreds of streets share costs no more than what else is asked, and hides nothing."""

from collections.abc import Callable, Collection, Iterator

import pytest

from pipeline.adapters.memory.register import MemoryIndex
from pipeline.adapters.places import Books
from pipeline.adapters.searching.entries import Kind
from pipeline.adapters.searching.likeness import Phrases
from pipeline.adapters.searching.search import find
from pipeline.adapters.searching.searchable import AskedOnce, Row
from pipeline.ports import Publication
from schemas.delivery import DossierKey
from schemas.outcome import Package
from schemas.record import Record
from schemas.values import Address, Parcel

NAMES = (
    "Haute", "Basse", "Grande", "Neuve", "Vieille", "Verte", "Blanche", "Noire", "Grise", "Longue", "Courte", "Royale",
)  # fmt: skip
SHARED = [Address(street=f"Rue {name}", number=str(number)) for name in NAMES for number in range(1, 13)]
ODD: dict[str, dict[str, object]] = {
    "no number": {"addresses": (Address(street="Rue Haute", number=None),)},
    "two streets": {"addresses": (Address(street="Rue Verte", number="90"), Address(street="Dreef", number="91"))},
    "a name": {"addresses": (Address(street="Rue Noire", number="92"),), "applicants": ("Discart Jan",)},
    "a parcel": {"addresses": (Address(street="Rue Grise", number="93"),), "parcels": (Parcel(number="777"),)},
    "a town": {"addresses": (Address(street="Rue Longue", number="94", municipality="Zoetenaaie"),)},
    "a range": {"addresses": (Address(street="Rue Neuve", number="101-107"),)},
}
FOUND = [
    ("Rue Hautte 7", ["Rue Haute 7", "no number"]),
    ("7 Rue Hautte", ["Rue Haute 7", "no number"]),
    ("Ruee Haute 7", ["Rue Haute 7", "no number"]),
    ("Rue Vrete 90", ["two streets"]),
    ("Rue Dref 91", ["two streets"]),
    ("Rue 90 Dref 91", ["two streets"]),
    ("Ruee Discart", ["a name"]),
    ("Discart Rue Noirre", ["a name"]),
    ("Jan Ruee 92", ["a name"]),
    ("Rue Griise 777", ["a parcel"]),
    ("Rue Longuee Zoetenaaie", ["a town"]),
    ("Rue Longuee 94 Zoetenaaye", ["a town"]),
    ("Rue Neuvve 105", ["a range"]),
    ("Rue Neuvve 106", []),
    ("Rue Hautte 90", ["no number"]),
    ("Rue Hautte Discart", []),
]  # fmt: skip


@pytest.fixture
def records(make_record: Callable[..., Record]) -> list[Record]:
    shared: dict[str, dict[str, object]] = {f"{one.street} {one.number}": {"addresses": (one,)} for one in SHARED}
    return [
        make_record(DossierKey(delivery="l1", folder=folder), **({"pages": ()} | contents))
        for folder, contents in (shared | ODD).items()
    ]


def test_a_misspelt_street_is_found_among_all_that_share_a_word(
    books: Books, records: list[Record], make_package: Callable[..., Package], subtests: pytest.Subtests
) -> None:
    books.register.publish_many([Publication(record, make_package(record), 1) for record in records])
    for words, folders in FOUND:
        with subtests.test(words=words):
            assert [hit.folder for hit in books.register.find(words) if hit.matched != "text"] == folders


class Counted(MemoryIndex):
    """Counts the values that are handed out."""

    given = 0

    def having(self, kind: Kind, normals: Collection[str], among: Collection[str] | None = None) -> Iterator[Row]:
        for row in super().having(kind, normals, among):
            self.given += 1
            yield row


@pytest.mark.parametrize("words", ["Rue Hautte 7", "Rue Noirre Discart", "Rue Hautte Discart", "Rue werkhuis"])
def test_what_shares_a_word_is_read_only_where_it_may_be_meant(records: list[Record], words: str) -> None:
    index = Counted()
    for record in records:
        index.replace(record)

    find(index, words, 50)

    assert index.given < 60, "of more than 144 addresses in a `rue`"


def test_nothing_is_asked_twice(records: list[Record]) -> None:
    index = Counted()
    index.replace(records[0])
    once = AskedOnce(index)

    first = list(once.having("address", {"rue haute"}))
    again = list(once.having("address", {"rue haute"}))

    assert len(first) == 1
    assert again == first
    assert index.given == 1


def test_initials_alone_name_no_street() -> None:
    streets = Phrases(("j sabbestraat", "jan de vosstraat", "dreef"))

    assert set(streets.like(["jan", "sabbestraat"])) == {"j sabbestraat"}
    assert set(streets.like(["jan"])) == {"jan de vosstraat"}
    assert not streets.like(["jacobus"])
    assert "dreef" in streets
    assert "dref" not in streets

"""The official lists: those shipped with kaft, those imported, and what the archive says about its own town."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.adapters.reference.address_list import AddressList, ImportedAddresses
from pipeline.adapters.reference.address_lookup import ELSEWHERE, NO_LIST, NO_TOWN, AddressLookup
from pipeline.adapters.reference.book import open_book
from pipeline.adapters.reference.divisions import Divisions
from pipeline.adapters.reference.lists import Cells, entries
from pipeline.adapters.reference.street_lookup import Renaming, StreetLookup
from pipeline.adapters.reference.towns import Towns, rows_of
from pipeline.adapters.words import dutch
from pipeline.adapters.words.spelling import key, quick_key, written_out
from pipeline.package_data import package_data
from schemas.located import Located, OfficialAddress
from schemas.town import Town
from schemas.values import Address, Municipality

VERSION = "2025-01.4"
"""The municipalities as they are since 1 January 2025; the number after the point counts our own corrections."""


class Imports(NamedTuple):
    """The imported tables; `identities` names them and their versions."""

    addresses: AddressList | None = None
    history: Sequence[Cells] = ()
    divisions: Sequence[Cells] = ()
    streetnames: Sequence[Cells] = ()
    identities: tuple[str, ...] = ()


def open_imports(folder: Path) -> Imports:
    """Open the imported tables in a folder; raises ConfigError when one of them is damaged."""
    best = open_book(folder, "best")
    lists = {kind: open_book(folder, kind) for kind in ("refnis", "divisions", "streetnames")}
    rows = {kind: entries(book) for kind, book in lists.items()}
    known = tuple(book.source.identity for book in (best, *lists.values()) if book)
    for book in filter(None, lists.values()):
        book.close()
    addresses = ImportedAddresses(best) if best else None
    return Imports(addresses, rows["refnis"], rows["divisions"], rows["streetnames"], known)


class ReferenceTables:
    """The tables, read when first asked; look-ups are remembered. Threads may share it."""

    def __init__(self, folder: Path | None = None, imports: Imports | None = None, town: Town | None = None) -> None:
        self.folder = folder or package_data("config") / "reference"
        self._imports = imports or Imports()
        self._town = town
        self._towns = Towns(self.folder, self._imports.history, town)
        own = (town.identity,) if town else ()
        self.identity = "; ".join((f"kaft reference {VERSION}", dutch.identity(), *self._imports.identities, *own))
        self._abbreviations = town.abbreviations if town else {}
        self._street = lru_cache(maxsize=20_000)(self._find_street)

    def municipality(self, name: str) -> Municipality | None:
        """Return today's municipality for a name of a municipality, deelgemeente or pre-merger town, as written."""
        return self._towns.municipality(name)

    def namesakes(self, name: str) -> tuple[Municipality, ...]:
        """Return all that a name may mean when it is more than one place, a municipality of today first; else none."""
        return self._towns.namesakes(name)

    def by_nis(self, nis: str) -> Municipality | None:
        """Return today's municipality for a NIS code, also for one that no longer exists."""
        return self._towns.by_nis(nis)

    def by_postcode(self, postcode: str) -> tuple[Municipality, ...]:
        """Return the municipalities that a postcode belongs to."""
        return self._towns.by_postcode(postcode)

    def localities(self) -> tuple[str, ...]:
        """Return every name that `municipality` knows; homonyms carry their municipality between brackets."""
        return self._towns.localities()

    def at(self, town: Municipality, year: int) -> Municipality:
        """Return the municipality that a place belonged to in a year, with its NIS code of then."""
        return self._towns.at(town, year)

    def division(self, town: Municipality, written: str | None) -> str | None:
        """Return the code of a cadastral division as written, when a table knows it and only one can be meant."""
        return self._divisions.code(self._towns.family(town.nis), written, town.locality)

    def locate(self, address: Address, town: Municipality | None, year: int | None = None) -> Located:
        """Return where an address lies: today's form, that of its year, and what else may be meant.

        The locality that is printed with the address is believed before `town`, the municipality of the dossier.
        """
        place = self._place_of(address, town)
        if place is None:
            return Located(candidates=self._elsewhere(address, ""), reason=NO_TOWN)
        family = self._towns.family(place.nis)
        if self._lookup and self._imports.addresses and self._imports.addresses.towns() & set(family):
            found = self._lookup.locate(address, place, family, year)
            if found.historic and found.level == "municipality" and not found.candidates:
                elsewhere = self._elsewhere(address, place.nis)
                reason = f"{found.reason} {ELSEWHERE}" if elsewhere else found.reason
                found = found.model_copy(update={"candidates": elsewhere, "reason": reason})
        else:
            street = self.street(address.street) if address.street else None
            today = OfficialAddress(municipality=place.name, nis=place.nis, street=street)
            found = Located(level="municipality", today=today, reason=NO_LIST)
        return found.model_copy(update={"then": self._then(address, place, year)})

    def street(self, name: str) -> str | None:
        """Return the official spelling of a street when one is clearly meant, else None.

        Abbreviations are written out; one wrong letter in a short name and two in a long one are forgiven. A
        street that was renamed keeps its old name.
        """
        return self._street(name)

    def is_name(self, part: str) -> bool:
        """Tell whether a word is a common given name or surname, or a part of one: `Walter`, `Peeters`, `Broeck`."""
        return key(part) in self._names

    def is_word(self, word: str) -> bool:
        """Tell whether a word is Dutch, in the spelling of today or before, or made of two Dutch words."""
        return dutch.is_word(word)

    def _place_of(self, address: Address, town: Municipality | None) -> Municipality | None:
        printed = address.municipality
        if printed:
            if town is not None and len(self._towns.namesakes(printed)) > 1 and self._towns.among(printed, town.nis):
                return town.model_copy(update={"locality": printed if key(printed) != key(town.name) else None})
            named = self._towns.municipality(printed)
            if named is not None:
                return named
        if town is not None:
            return town
        coded = self._towns.by_postcode(address.postcode) if address.postcode else ()
        return coded[0] if len(coded) == 1 else None

    def _then(self, address: Address, place: Municipality, year: int | None) -> OfficialAddress | None:
        if year is None:
            return None
        then = self._towns.at(place, year)
        return OfficialAddress(
            municipality=then.name, nis=then.nis, street=address.street, number=address.number, box=address.box,
            postcode=address.postcode,
        )  # fmt: skip

    def _elsewhere(self, address: Address, but: str) -> tuple[OfficialAddress, ...]:
        if self._lookup is None or not address.street:
            return ()
        found = ((street, self._towns.by_nis(street.nis)) for street in self._lookup.elsewhere(address.street))
        return tuple(
            OfficialAddress(municipality=town.name, nis=town.nis, street=street.name, street_id=street.official or None)
            for street, town in found
            if town is not None and town.nis != but
        )

    @cached_property
    def _lookup(self) -> AddressLookup | None:
        addresses = self._imports.addresses
        if addresses is None:
            return None
        streets = StreetLookup(
            addresses, tuple(self._renamings()), self._abbreviations, lambda name: name in self._streets
        )
        return AddressLookup(addresses, streets)

    def _renamings(self) -> Iterator[Renaming]:
        """Yield the other names of streets, from the imported list and from the town's own file."""
        for nis, name, today, until, locality in self._imports.streetnames:
            yield Renaming(nis, name, today, int(until) if until else None, locality)
        if self._town:
            for street in self._town.streets:
                for name in street.names:
                    yield Renaming(self._town.nis, name, street.today, street.until, street.locality)

    @cached_property
    def _divisions(self) -> Divisions:
        shipped = [(row["cadikey"], row["nis"], row["name"]) for row in rows_of(self.folder / "divisions.csv")]
        imported = [(row[0], row[1], row[2]) for row in self._imports.divisions]
        known = {nis for _, nis, _ in imported}
        return Divisions((*imported, *(row for row in shipped if row[1] not in known)))

    def _find_street(self, name: str) -> str | None:
        full = written_out(name, self._abbreviations)
        wanted = key(full)
        if len(wanted) < 4:
            return None
        exact = self._streets.get(wanted)
        if exact is not None:
            return min(exact, key=lambda spelling: Levenshtein.distance(spelling.lower(), full))
        slips = 0 if len(wanted) < 7 else 1 if len(wanted) < 12 else 2
        near = [candidate for size in range(-slips, slips + 1)
                for candidate in self._by_start.get((wanted[0], len(wanted) + size), ())]  # fmt: skip
        hits = process.extract(wanted, near, scorer=Levenshtein.distance, score_cutoff=slips, limit=3)
        if not hits or (len(hits) > 1 and hits[0][1] == hits[1][1]):
            return None
        return self._streets[hits[0][0]][0]

    @cached_property
    def _names(self) -> frozenset[str]:
        lines = (self.folder / "names.txt").read_text(encoding="utf-8").splitlines()
        return frozenset(key(part) for name in lines for part in re.split(r"[\s\-]+", name))

    @cached_property
    def _streets(self) -> dict[str, tuple[str, ...]]:
        # The list is composed Unicode and writes `Sint` out: the quick key, for 93,000 names.
        names = (self.folder / "streets.txt").read_text(encoding="utf-8").splitlines()
        streets: dict[str, tuple[str, ...]] = {}
        for name in names:
            wanted = quick_key(name)
            streets[wanted] = (*streets.get(wanted, ()), name)
        for renaming in self._renamings():
            streets.setdefault(key(renaming.name), (renaming.name,))
        return streets

    @cached_property
    def _by_start(self) -> dict[tuple[str, int], list[str]]:
        starts: dict[tuple[str, int], list[str]] = defaultdict(list)
        for street in self._streets:
            if street:
                starts[street[0], len(street)].append(street)
        return starts

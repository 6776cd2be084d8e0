"""Municipalities through time: names, parts, postcodes, mergers, and which one a place belonged to in a given year."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pipeline.adapters.words.spelling import key
from schemas.town import Town
from schemas.values import Municipality

_QUALIFIED = re.compile(r"(.+?)\s*\(([^)]+)\)\s*$")
_BESIDE = re.compile(r"-bij-|-lez-")
_HISTORY_BEGINS = 1970
"""Where Statbel's history begins: what existed then existed before, as far as we know."""
_FOREVER = 9999


class _Town(NamedTuple):
    """A municipality with first and last year; `heir` is the code of today, empty when no list tells."""

    nis: str
    name: str
    first: int
    last: int
    heir: str


def rows_of(file: Path) -> list[dict[str, str]]:
    """Return the rows of one of the shipped tables."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


class Towns:
    """The shipped tables of municipalities, corrected by an imported one and by what the archive says of its own town.

    Args:
        folder: The shipped tables.
        history: Rows of an imported TU_COM_REFNIS: NIS, name, French name, first and last year.
        own: The town whose archive this is; its names and parts, those of the tables too, are meant before those of
            other towns.
    """

    def __init__(self, folder: Path, history: Sequence[Sequence[str]] = (), own: Town | None = None) -> None:
        self._folder = folder
        self._history = history
        self._own = own

    def municipality(self, name: str) -> Municipality | None:
        """See `OfficialLists`.

        Homonyms give None; a qualifier between brackets tells them apart, by municipality of today or by a town of
        the same arrondissement: `Muizen (Mechelen)`.
        """
        qualified = _QUALIFIED.match(name)
        plain = qualified[1] if qualified else name
        heirs = self._places.get(key(plain), frozenset())
        if qualified and len(heirs) > 1:
            near = self._places.get(key(qualified[2]), frozenset())
            heirs = (heirs & near) or frozenset(nis for nis in heirs if nis[:2] in {other[:2] for other in near})
        if len(heirs) != 1:
            return None
        nis = next(iter(heirs))
        today = self._today[nis]
        spelling = self._spelling.get((key(plain), nis), plain)
        return Municipality(name=today, nis=nis, locality=None if key(today) == key(plain) else spelling)

    def among(self, name: str, nis: str) -> bool:
        """Tell whether a name, also a homonym, can mean a municipality or a part of it."""
        return nis in self._meanings.get(key(name), ())

    def namesakes(self, name: str) -> tuple[Municipality, ...]:
        """See `OfficialLists`."""
        qualified = _QUALIFIED.match(name)
        bare = key(qualified[1] if qualified else name)
        heirs = self._meanings.get(bare, ())
        return tuple(
            Municipality(
                name=self._today[nis],
                nis=nis,
                locality=None if key(self._today[nis]) == bare else self._spelling.get((bare, nis), name),
            )
            for nis in (heirs if len(heirs) > 1 else ())
        )

    def by_nis(self, nis: str) -> Municipality | None:
        """See `OfficialLists`."""
        town = self._towns.get(nis)
        if town is None:
            return None
        heir = town.heir or nis
        if heir not in self._today:
            return Municipality(name=town.name, nis=nis)
        return Municipality(name=self._today[heir], nis=heir, locality=town.name if heir != nis else None)

    def by_postcode(self, postcode: str) -> tuple[Municipality, ...]:
        """See `OfficialLists`."""
        return tuple(
            Municipality(name=self._today[heir], nis=heir)
            for heir in dict.fromkeys(map(self._heir, self._postcodes.get(postcode, ())))
            if heir in self._today
        )

    def localities(self) -> tuple[str, ...]:
        """Return every name that `municipality` knows; homonyms carry their municipality between brackets."""
        return self._names

    def family(self, nis: str) -> tuple[str, ...]:
        """Return the NIS codes of a municipality of today and of all that went into it."""
        return self._families.get(nis, (nis,))

    def at(self, town: Municipality, year: int) -> Municipality:
        """Return the municipality that a place belonged to in a year: Walem in 1965 was one of its own, 12037.

        Where no list knows better it is the one of today.
        """
        names = (town.locality, town.name) if town.locality else (town.name,)
        for name in names:
            for nis in self.family(town.nis):
                then = self._towns.get(nis)
                if then and key(then.name) == key(name) and then.first <= max(year, _HISTORY_BEGINS) <= then.last:
                    return Municipality(name=then.name, nis=nis, locality=None if name == names[0] else town.locality)
        return town

    def _heir(self, nis: str) -> str:
        town = self._towns.get(nis)
        return (town.heir or nis) if town else nis

    @cached_property
    def _towns(self) -> dict[str, _Town]:
        towns = {}
        for row in rows_of(self._folder / "municipalities.csv"):
            first, last = row["valid"].split("/")
            end = _FOREVER if last == ".." else int(last)
            towns[row["nis"]] = _Town(row["nis"], row["name_nl"], int(first), end, row["successor"])
        return _corrected(towns, self._history)

    @cached_property
    def _today(self) -> dict[str, str]:
        return {nis: town.name for nis, town in self._towns.items() if town.last == _FOREVER}

    @cached_property
    def _families(self) -> dict[str, tuple[str, ...]]:
        families = {nis: [nis] for nis in self._today}
        for nis, town in self._towns.items():
            if town.heir in families:
                families[town.heir].append(nis)
        return {nis: tuple(members) for nis, members in families.items()}

    @cached_property
    def _listed(self) -> tuple[tuple[str, str], ...]:
        """Every name of a place with the NIS of today."""
        listed = [(row["name"], self._heir(row["nis"])) for row in rows_of(self._folder / "localities.csv")]
        return tuple((name, nis) for name, nis in (*listed, *_own_names(self._own)) if nis in self._today)

    @cached_property
    def _own_parts(self) -> tuple[tuple[str, str], ...]:
        """What went into the town whose archive this is: Nieuwerkerken of Aalst, Beveren of 46030."""
        nis = self._heir(self._own.nis) if self._own else ""
        rows = rows_of(self._folder / "localities.csv") if nis else []
        parts = (row["name"] for row in rows if row["kind"] == "deelgemeente" and self._heir(row["nis"]) == nis)
        return tuple((name, nis) for name in parts)

    @cached_property
    def _places(self) -> dict[str, frozenset[str]]:
        places: dict[str, set[str]] = defaultdict(set)
        for name, nis in self._listed:
            places[key(name)].add(nis)
        for nis, name in self._today.items():
            places[key(name)] = {nis}  # a municipality of today is meant before a village of the same name
        for name, nis in (*self._own_parts, *_own_names(self._own)):
            if nis in self._today:
                places[key(name)] = {nis}  # but in the archive of a town its own village is meant before both
        return {name: frozenset(heirs) for name, heirs in places.items()}

    @cached_property
    def _meanings(self) -> dict[str, tuple[str, ...]]:
        """All that a name may mean, a municipality of today first; `X-bij-Y` is also called `X`, if others are."""
        meanings: dict[str, dict[str, None]] = defaultdict(dict)
        for nis, name in self._today.items():
            meanings[key(name)][nis] = None
        for name, nis in self._listed:
            meanings[key(name)][nis] = None
        for name, nis in self._listed:
            short = _BESIDE.split(name)[0]
            if short != name and key(short) in meanings:
                meanings[key(short)][nis] = None
        own = {key(name): nis for name, nis in (*self._own_parts, *_own_names(self._own))}
        own |= {key(self._today[nis]): nis for nis in own.values() if nis in self._today}
        return {name: (own[name],) if name in own else tuple(heirs) for name, heirs in meanings.items()}

    @cached_property
    def _spelling(self) -> dict[tuple[str, str], str]:
        return {(key(name), nis): name for name, nis in self._listed}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(
            name if len(self._places[key(name)]) == 1 else f"{name} ({self._today[nis]})"
            for (_, nis), name in self._spelling.items()
            if nis in self._places[key(name)]
        )

    @cached_property
    def _postcodes(self) -> dict[str, tuple[str, ...]]:
        codes: dict[str, tuple[str, ...]] = {}
        for row in rows_of(self._folder / "postcodes.csv"):
            codes[row["postcode"]] = (*codes.get(row["postcode"], ()), row["nis"])
        return codes


def _own_names(town: Town | None) -> Iterable[tuple[str, str]]:
    if town is None:
        return
    for name in (*town.names, *(name for place in town.localities for name in (place.name, *place.names))):
        yield name, town.nis


def _corrected(towns: dict[str, _Town], history: Sequence[Sequence[str]]) -> dict[str, _Town]:
    """Return the municipalities with what an imported history adds: new ones, and the end of others.

    What the shipped table knows to have ended stays so: an older import must not raise it from the dead. The heir of a
    municipality that ended lately is the new one with its name, if there is one.
    """
    newest = {row[0]: row for row in sorted(history, key=lambda row: row[3])}
    made = {
        nis: _Town(nis, name, int(first), int(last), "")
        for nis, (_, name, _, first, last) in newest.items()
        if nis not in towns
    }
    ended = {
        nis: int(row[4]) for nis, row in newest.items()
        if nis in towns and towns[nis].last == _FOREVER and int(row[4]) != _FOREVER
    }  # fmt: skip
    heirs = {key(town.name): nis for nis, town in made.items() if town.last == _FOREVER}
    changed = {
        nis: towns[nis]._replace(last=last, heir=heirs.get(key(towns[nis].name), "")) for nis, last in ended.items()
    }
    return towns | changed | made

"""What the words of a search may mean among the values of the register.

Each run of words is looked up as number, parcel, address, name, municipality, year and folder. A word that thousands of
values have, such as `rue` where typing errors are forgiven, is looked up last, and only of the dossiers that answer the
other words: no other dossier could account for every word.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from string import ascii_lowercase
from typing import NamedTuple

from pipeline.adapters.searching import people
from pipeline.adapters.searching.entries import Kind
from pipeline.adapters.searching.notation import (
    FILLERS,
    House,
    ParcelNumber,
    fold,
    house,
    number,
    parcel,
    same_house,
    same_number,
    same_parcel,
    street,
    tokens,
)
from pipeline.adapters.searching.searchable import MOST, Index, Row
from pipeline.adapters.searching.surnames import named

_NO_NUMBER = 0.5
"""How well an address without house number answers when a house number was asked."""
AS_WRITTEN: frozenset[Kind] = frozenset()
PLACES: frozenset[Kind] = frozenset({"address", "municipality"})
ANYTHING: frozenset[Kind] = PLACES | {"name"}
"""In which values typing errors and left-out words are forgiven."""
_FEW = 3
"""Of a run of words that may be more values than this, only those of dossiers are read that answer the other words."""


class Run(NamedTuple):
    """Consecutive words of the query, `start` inclusive, `end` exclusive."""

    start: int
    end: int
    text: str

    @property
    def places(self) -> frozenset[int]:
        """Return which words of the query these are."""
        return frozenset(range(self.start, self.end))


class Match(NamedTuple):
    """A value that a run of words may mean, and how surely, in (0, 1]."""

    run: Run
    row: Row
    quality: float


class _Wanted(NamedTuple):
    """The values of a kind that a run of words may mean: their normal forms, each with how surely."""

    kind: Kind
    run: Run
    normals: Mapping[str, float]


_Rows = dict[tuple[Kind, str], list[Row]]
"""The values that were found of each kind and normal form."""


def needed(query: Sequence[str]) -> frozenset[int]:
    """Return the places of the words that must be accounted for."""
    places = frozenset(place for place, word in enumerate(query) if tokens(word))
    return frozenset(place for place in places if not is_filler(query[place])) or places


def is_filler(word: str) -> bool:
    """Tell whether a word may stay unaccounted for."""
    return fold(word).strip(".") in FILLERS


def matches(index: Index, runs: Sequence[Run], query: Sequence[str], loose: Collection[Kind]) -> Sequence[Match]:
    """Return what may be meant, of every dossier that accounts for all words that matter; of others perhaps less."""
    return _Look(index, runs, query, loose).matches()


def references(index: Index, runs: Sequence[Run]) -> Iterator[Match]:
    """Return the dossier numbers that runs may mean."""
    asked = {run: parts for run in runs if (parts := number(run.text))}
    rows = _by_normal(index.having("reference", {parts.key for parts in asked.values()}))
    for run, parts in asked.items():
        for row in rows[parts.key]:
            stored = number(row.display)
            if stored and (quality := same_number(parts, stored)):
                yield Match(run, row, quality)


def _parcels(index: Index, runs: Sequence[Run]) -> Iterator[Match]:
    asked = {run: parts for run in runs if (parts := parcel(run.text))}
    # Hundreds have one number: only `F 72`, which asks for all its exponents, needs them all.
    wide = {parts.number for parts in asked.values() if parts.section and not (parts.bis or parts.exponent)}
    written = {normal for parts in asked.values() if parts.number not in wide for normal in _written(parts)}
    rows: dict[int | None, list[Row]] = defaultdict(list)
    for row in (*index.numbered("parcel", wide), *index.having("parcel", written)):
        rows[row.low].append(row)
    for run, parts in asked.items():
        for row in rows[parts.number]:
            stored = parcel(row.normal)
            if stored and (quality := same_parcel(parts, stored)):
                yield Match(run, row, quality)


def _written(parts: ParcelNumber) -> set[str]:
    """Return the normal forms of a parcel with all sections it may have: its own or none, or any when none is asked."""
    sections = (parts.section, "") if parts.section else ("", *ascii_lowercase)
    return {str(parts._replace(section=section)) for section in sections}


class _Look:
    """One look at the index; `loose` says where typing errors and left-out words are forgiven."""

    def __init__(self, index: Index, runs: Sequence[Run], query: Sequence[str], loose: Collection[Kind]) -> None:
        self._index, self._runs, self._query, self._loose = index, runs, query, loose
        self._needed = needed(query)
        self._found: list[Match] = []

    def matches(self) -> Sequence[Match]:
        """Look up what few values may be meant by first, then the rest, where possible of few dossiers only."""
        self._found = [*references(self._index, self._runs), *_parcels(self._index, self._runs)]
        folders = [_Wanted("folder", run, {" ".join(tokens(run.text)): 1.0}) for run in self._runs]
        years = [_Wanted("year", run, {run.text: 1.0}) for run in self._runs if re.fullmatch(r"[12]\d{3}", run.text)]
        last = [*self._like("municipality"), *years]
        few, many = self._divided([*folders, *self._like("address"), *self._like("name")], last)
        rows = self._having(few)
        common = [one for one in few if any(len(rows[one.kind, normal]) >= MOST for normal in one.normals)]
        self._found += self._made([one for one in few if one not in common], rows)
        if pivots := self._needed - _places([*many, *common, *last]):
            possible = self._possible(pivots, [*many, *common])
            late = [*many, *common, *last] if possible else []
            self._found += self._made(late, self._having(late, possible))
            return [match for match in self._found if match.row.dossier_id in possible]
        self._found += self._made(many, self._having(many))
        for kind in ("folder", "address", "name", "municipality", "year"):
            self._found += self._of_common([one for one in (*common, *last) if one.kind == kind])
        return self._found

    def _divided(self, wanted: Sequence[_Wanted], last: Sequence[_Wanted]) -> tuple[list[_Wanted], list[_Wanted]]:
        """Return what is looked up at once, and what may be so many values that it can wait.

        One word at least is answered in full, if there is one that is not among what half the register has.
        """
        many = [one for one in wanted if self._is_wide(one) and not self._needed <= one.run.places]
        values = {
            place: sum(len(one.normals) for one in many if place in one.run.places)
            for place in sorted(self._needed - _places(last))
        }
        # Of two words that as many values may be, the longest is found less often.
        pivot = min(values, key=lambda place: (values[place], -len(self._query[place])), default=None)
        many = [one for one in many if pivot is not None and pivot not in one.run.places]
        return [one for one in wanted if one not in many], many

    def _is_wide(self, wanted: _Wanted) -> bool:
        """Tell whether many values may be meant; of a street with a house number only that house is sought."""
        return len(wanted.normals) > _FEW or wanted.kind == "name" or any(self._numbers(wanted))

    def _possible(self, pivots: Collection[int], waiting: Sequence[_Wanted]) -> set[str]:
        """Return the dossiers that answer all these words, of which everything is known but houses in wide streets."""
        numbered = [one for one in waiting if any(wider.places & set(pivots) for wider, _ in self._numbers(one))]
        found = [*self._found, *self._made(numbered, self._at_their_numbers(numbered))]
        answers = ({match.row.dossier_id for match in found if place in match.run.places} for place in pivots)
        return set.intersection(*answers)

    def _of_common(self, wanted: Sequence[_Wanted]) -> list[Match]:
        """Return what may be meant; of what thousands have also those dossiers that something else tells of."""
        rows = self._having(wanted)
        common = [one for one in wanted if any(len(rows[one.kind, normal]) >= MOST for normal in one.normals)]
        told = {match.row.dossier_id for match in self._found}
        told |= {row.dossier_id for found in rows.values() if len(found) < MOST for row in found}
        for more in (self._having(common, told), self._at_their_numbers(common)) if common else ():
            for normal, found in more.items():
                rows[normal] = [*rows[normal], *found]
        return list(self._made(wanted, rows))

    def _like(self, kind: Kind) -> list[_Wanted]:
        """Return what each run may mean: just itself, or with typing errors and left-out words."""
        words = {run: street(run.text).split() if kind == "address" else list(tokens(run.text)) for run in self._runs}
        spelled = {run: found for run, found in words.items() if any(map(str.isalpha, found))}
        if kind == "name" and kind in self._loose:
            known = people.known_words(self._index, words.values())
            meant = {run: people.meant(found, known) for run, found in words.items()}
        elif kind in self._loose:
            phrases = self._index.phrases(kind)
            meant = {run: phrases.like(found) for run, found in words.items()}
        else:
            # Whether there is such a place is known without asking for it.
            there = self._index.phrases(kind) if kind == "municipality" and spelled else None
            normals = {run: " ".join(found) for run, found in spelled.items()}
            meant = {run: {normal: 1.0} for run, normal in normals.items() if there is None or normal in there}
        return [_Wanted(kind, run, normals) for run, normals in meant.items() if normals]

    def _having(self, wanted: Sequence[_Wanted], among: Collection[str] | None = None) -> _Rows:
        return self._asked(wanted, lambda kind, normals: self._index.having(kind, normals, among))

    def _at_their_numbers(self, wanted: Sequence[_Wanted]) -> _Rows:
        """Return the addresses at a house number that is asked behind or before their street, or without a number."""
        rows: _Rows = defaultdict(list)
        for one in wanted:
            for _, asked in self._numbers(one):
                for row in self._index.spanning(one.kind, one.normals, asked.low, asked.high):
                    rows[row.kind, row.normal].append(row)
        return rows

    @staticmethod
    def _asked(wanted: Sequence[_Wanted], look: Callable[[Kind, Collection[str]], Iterable[Row]]) -> _Rows:
        normals: dict[Kind, set[str]] = defaultdict(set)
        for one in wanted:
            normals[one.kind].update(one.normals)
        rows: _Rows = defaultdict(list)
        for kind, asked in normals.items():
            for row in look(kind, asked):
                rows[kind, row.normal].append(row)
        return rows

    def _numbers(self, wanted: _Wanted) -> Iterator[tuple[Run, House]]:
        """House numbers right behind the street, or one right before it (`12 rue Haute`), each with a wider run."""
        if wanted.kind != "address":
            return
        run, query = wanted.run, self._query
        for end in range(run.end + 1, min(run.end + 4, len(query)) + 1):
            if asked := house(" ".join(query[run.end : end])):
                yield run._replace(end=end), asked
        if run.start and (asked := house(query[run.start - 1])):
            yield run._replace(start=run.start - 1), asked

    def _made(self, wanted: Sequence[_Wanted], rows: _Rows) -> Iterator[Match]:
        for one in wanted:
            numbers, meant = tuple(self._numbers(one)), self._meant(one)
            for normal, quality in one.normals.items():
                for row in filter(meant, dict.fromkeys(rows[one.kind, normal])):
                    yield Match(one.run, row, quality)
                    for wider, asked in numbers:
                        if answer := _NO_NUMBER if row.low is None else same_house(asked, _stored_house(row)):
                            yield Match(wider, row, quality * answer)

    def _meant(self, wanted: _Wanted) -> Callable[[Row], float]:
        """Return what tells whether a value is meant after all.

        The index knows single words of names: whether small words before a surname agree is seen in the whole name. A
        word that is just what was asked needs no second look, and there may be thousands of them: first names.
        """
        words = tokens(wanted.run.text)
        if wanted.kind != "name" or "name" not in self._loose:
            return lambda _: 1.0
        answers = cache(lambda name: named(words, tokens(name)))
        return lambda row: 1.0 if row.normal == " ".join(words) else answers(row.display)


def _places(wanted: Iterable[_Wanted]) -> set[int]:
    return {place for one in wanted for place in one.run.places}


def _stored_house(row: Row) -> House:
    low, high = row.low or 0, row.high or 0
    suffix = re.search(rf"\b{low} ?([a-z]|bis|ter)\b", fold(row.display)) if low == high else None
    return House(low, high, suffix[1] if suffix else "")


def _by_normal(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in rows:
        found[row.normal].append(row)
    return found

"""Which street of a municipality a name means: abbreviated, renamed, in old spelling, or misread."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from pipeline.adapters.reference.address_list import AddressList, Street
from pipeline.adapters.words.spelling import key, last_word, roads_to, shortened, sounded, written_out
from schemas.located import MatchKind

_NEAR = 75
"""Likeness in percent from which a street is worth showing as a candidate."""
_SCORES: dict[MatchKind, float] = {
    "as_written": 1.0, "other_language": 0.98, "abbreviation": 0.97, "renamed": 0.95, "declined": 0.95,
    "old_spelling": 0.9, "misread": 0.9,
}  # fmt: skip
_TOWNS_IN_MEMORY = 512


class Renaming(NamedTuple):
    """Another name of a street in a municipality or in one locality of it; `until` is the last year it was in force."""

    nis: str
    name: str
    today: str
    until: int | None = None
    locality: str = ""


class StreetMatch(NamedTuple):
    """Streets that are one in name (homonyms differ by locality), how they were found, and streets that come near."""

    streets: tuple[Street, ...] = ()
    kind: MatchKind = ""
    score: float = 0.0
    near: tuple[Street, ...] = ()


class _Index:
    """The streets of one municipality by every form in which they are compared."""

    def __init__(self, streets: Iterable[Street], renamed: Mapping[str, tuple[Renaming, ...]]) -> None:
        self.by_key: dict[str, tuple[Street, ...]] = {}
        self.other: dict[str, tuple[Street, ...]] = {}
        self.by_sound: dict[str, set[str]] = defaultdict(set)
        self.by_end: dict[str, set[str]] = defaultdict(set)
        self.renamed = renamed
        for street in streets:
            self.by_key[street.key] = (*self.by_key.get(street.key, ()), street)
            self.by_sound[street.sound].add(street.key)
            self.by_end[last_word(street.name)].add(street.key)
            if street.other:
                self.other[key(street.other)] = (*self.other.get(key(street.other), ()), street)
        self.keys = tuple(self.by_key)


class StreetLookup:
    """Finds streets in an address list; the streets of the last towns that were asked for stay in memory."""

    def __init__(
        self,
        addresses: AddressList,
        renamings: Sequence[Renaming],
        abbreviations: Mapping[str, str],
        is_name: Callable[[str], bool],
    ) -> None:
        """Keep what is needed; `is_name` tells whether some street in Belgium is called so: it is not misread then."""
        self._addresses = addresses
        self._is_name = is_name
        self._renamings = renamings
        self._abbreviations = abbreviations
        self._index = lru_cache(maxsize=_TOWNS_IN_MEMORY)(self._index_of)

    def find(
        self, written: str, towns: tuple[str, ...], locality: str | None = None, year: int | None = None
    ) -> StreetMatch:
        """Return the street that is meant in a municipality.

        Args:
            written: The name as it is written.
            towns: The NIS codes of the municipality, of today and of before.
            locality: The deelgemeente, whose own streets may have been renamed while the town keeps a namesake.
            year: When it was written.
        """
        index = self._index(towns)
        full = written_out(written, self._abbreviations)
        wanted = key(full)
        renamed = index.renamed.get(wanted, ())
        here = _today(index, (one for one in renamed if one.locality and _held(one, key(locality or ""), year)))
        if here:
            return StreetMatch(here, "renamed", _SCORES["renamed"])
        if wanted in index.by_key:
            kind: MatchKind = "as_written" if wanted == key(written) else "abbreviation"
            return StreetMatch(index.by_key[wanted], kind, _SCORES[kind])
        for kind, streets in (
            ("other_language", index.other.get(wanted, ())),
            ("renamed", _today(index, (one for one in renamed if not one.locality or not locality))),
            ("declined", _only(index.by_key.get(road, ()) for road in roads_to(full))),
            ("abbreviation", self._shortened(index, written)),
            ("old_spelling", self._sounding(index, full)),
        ):
            if streets:
                return StreetMatch(streets, kind, _SCORES[kind])
        return self._misread(index, wanted)

    def _shortened(self, index: _Index, written: str) -> tuple[Street, ...]:
        near = (index.by_key[own] for own in index.by_end.get(last_word(written), ()))
        return _only(
            streets for streets in near if shortened(written, streets[0].name) or shortened(streets[0].name, written)
        )

    def _sounding(self, index: _Index, full: str) -> tuple[Street, ...]:
        alike = index.by_sound.get(sounded(full), set())
        return _only(index.by_key[own] for own in alike)

    def _misread(self, index: _Index, wanted: str) -> StreetMatch:
        """Return the street that differs in so few letters that no other can be meant, and those that come near."""
        slips = 0 if len(wanted) < 7 or self._is_name(wanted) else 1 if len(wanted) < 12 else 2
        hits = process.extract(wanted, index.keys, scorer=Levenshtein.distance, score_cutoff=max(slips, 1), limit=3)
        close = [hit for hit in hits if hit[1] <= slips]
        if close and (len(close) == 1 or close[0][1] < close[1][1]):
            score = _SCORES["misread"] * (1 - close[0][1] / len(wanted))
            return StreetMatch(index.by_key[close[0][0]], "misread", round(score, 4))
        near = process.extract(wanted, index.keys, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=5)
        return StreetMatch(near=tuple(street for hit in near for street in index.by_key[hit[0]]))

    def _index_of(self, towns: tuple[str, ...]) -> _Index:
        renamed: dict[str, tuple[Renaming, ...]] = {}
        for one in self._renamings:
            if one.nis in towns and one.today:
                renamed[key(one.name)] = (*renamed.get(key(one.name), ()), one)
        return _Index((street for nis in towns for street in self._addresses.streets(nis)), renamed)


def _held(renaming: Renaming, locality: str, year: int | None) -> bool:
    """Tell whether a street of this locality had the name in a year."""
    in_time = renaming.until is None or (year is not None and year <= renaming.until)
    return key(renaming.locality) == locality and in_time


def _today(index: _Index, renamings: Iterable[Renaming]) -> tuple[Street, ...]:
    """Return the street that all of the renamings lead to."""
    return _only(index.by_key.get(key(one.today), ()) for one in renamings)


def _only(groups: Iterable[tuple[Street, ...]]) -> tuple[Street, ...]:
    """Return the one group of streets that is not empty; nothing when there are several."""
    found = {group for group in groups if group}
    return found.pop() if len(found) == 1 else ()

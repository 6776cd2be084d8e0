"""Municipalities, deelgemeenten, postcodes and streets from the tables in `config/reference`."""

import csv
import re
from collections import defaultdict
from functools import cached_property, lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.adapters.spelling import key, quick_key, written_out
from pipeline.errors import ConfigError
from schemas.values import Municipality

VERSION = "2025-01"
"""The municipalities as they are since 1 January 2025."""

_QUALIFIED = re.compile(r"(.+?)\s*\(([^)]+)\)\s*$")


def tables_folder() -> Path:
    """Return the folder with the tables, in a checkout or in an installed wheel.

    Raises:
        ConfigError: neither of the two is there.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_config" / "reference", package.parent / "config" / "reference"):
        if folder.is_dir():
            return folder
    raise ConfigError("The reference tables are not installed.", "Install kaft again, or run it from a checkout.")


class ReferenceTables:
    """The shipped tables, read when first asked; look-ups are remembered."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or tables_folder()
        self.identity = f"kaft reference {VERSION}"
        self._street = lru_cache(maxsize=20_000)(self._find_street)

    def municipality(self, name: str) -> Municipality | None:
        """Return today's municipality for a name of a municipality, deelgemeente or pre-merger town, as written.

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

    def by_nis(self, nis: str) -> Municipality | None:
        """Return today's municipality for a NIS code, also for one that no longer exists."""
        row = self._towns.get(nis)
        if row is None:
            return None
        heir = row["successor"] or nis
        if heir not in self._today:
            return Municipality(name=row["name_nl"], nis=nis)
        return Municipality(name=self._today[heir], nis=heir, locality=row["name_nl"] if heir != nis else None)

    def by_postcode(self, postcode: str) -> tuple[Municipality, ...]:
        """Return the municipalities that a postcode belongs to."""
        return tuple(Municipality(name=self._today[nis], nis=nis) for nis in self._postcodes.get(postcode, ()))

    def localities(self) -> tuple[str, ...]:
        """Return every name that `municipality` knows; homonyms carry their municipality between brackets."""
        return self._names

    def street(self, name: str) -> str | None:
        """Return the official spelling of a street when one is clearly meant, else None.

        Abbreviations are written out; one wrong letter in a short name and two in a long one are forgiven.
        """
        return self._street(name)

    def _find_street(self, name: str) -> str | None:
        wanted = key(written_out(name))
        if len(wanted) < 4:
            return None
        exact = self._streets.get(wanted)
        if exact is not None:
            return min(exact, key=lambda spelling: Levenshtein.distance(spelling.lower(), written_out(name)))
        slips = 0 if len(wanted) < 7 else 1 if len(wanted) < 12 else 2
        near = [candidate for size in range(-slips, slips + 1)
                for candidate in self._by_start.get((wanted[0], len(wanted) + size), ())]  # fmt: skip
        hits = process.extract(wanted, near, scorer=Levenshtein.distance, score_cutoff=slips, limit=3)
        if not hits or (len(hits) > 1 and hits[0][1] == hits[1][1]):
            return None
        return self._streets[hits[0][0]][0]

    def _rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def _towns(self) -> dict[str, dict[str, str]]:
        return {row["nis"]: row for row in self._rows("municipalities.csv")}

    @cached_property
    def _today(self) -> dict[str, str]:
        return {nis: row["name_nl"] for nis, row in self._towns.items() if row["valid"].endswith("..")}

    @cached_property
    def _places(self) -> dict[str, frozenset[str]]:
        places: dict[str, set[str]] = defaultdict(set)
        for row in self._rows("localities.csv"):
            places[key(row["name"])].add(row["nis"])
        for nis, name in self._today.items():
            places[key(name)] = {nis}  # a municipality of today is meant before a village of the same name
        return {name: frozenset(heirs) for name, heirs in places.items()}

    @cached_property
    def _spelling(self) -> dict[tuple[str, str], str]:
        return {(key(row["name"]), row["nis"]): row["name"] for row in self._rows("localities.csv")}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(
            name if len(self._places[key(name)]) == 1 else f"{name} ({self._today[nis]})"
            for (_, nis), name in self._spelling.items()
        )

    @cached_property
    def _postcodes(self) -> dict[str, tuple[str, ...]]:
        codes: dict[str, tuple[str, ...]] = {}
        for row in self._rows("postcodes.csv"):
            codes[row["postcode"]] = (*codes.get(row["postcode"], ()), row["nis"])
        return codes

    @cached_property
    def _streets(self) -> dict[str, tuple[str, ...]]:
        # The list is composed Unicode and writes `Sint` out: the quick key, for 93,000 names.
        names = (self.folder / "streets.txt").read_text(encoding="utf-8").splitlines()
        streets: dict[str, tuple[str, ...]] = {}
        for name in names:
            wanted = quick_key(name)
            streets[wanted] = (*streets.get(wanted, ()), name)
        return streets

    @cached_property
    def _by_start(self) -> dict[tuple[str, int], list[str]]:
        starts: dict[tuple[str, int], list[str]] = defaultdict(list)
        for street in self._streets:
            if street:
                starts[street[0], len(street)].append(street)
        return starts

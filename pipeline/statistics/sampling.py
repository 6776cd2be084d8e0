"""How many pages of a delivery to inspect, and how many may be bad: single sampling by ISO 2859-1.

Tables 1 and 2-A of ISO 2859-1:1999, normal inspection. Table 2-A is regular: one letter further is one AQL finer, so it
is kept as its diagonal.
"""

import hashlib
import random
from collections.abc import Sequence
from typing import Literal, NamedTuple

Level = Literal["I", "II", "III"]

_LETTERS = "ABCDEFGHJKLMNPQR"
_SIZES = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000)
_LOTS = (8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10_000, 35_000, 150_000, 500_000)
"""Table 1: the largest lot of each row; larger ones are the last row."""
_CODES: dict[Level, str] = {"I": "AABCCDEFGHJKLMN", "II": "ABCDEFGHJKLMNPQ", "III": "BCDEFGHJKLMNPQR"}
AQLS = (0.010, 0.015, 0.025, 0.040, 0.065, 0.10, 0.15, 0.25, 0.40, 0.65, 1.0, 1.5, 2.5, 4.0, 6.5, 10.0)
"""Acceptance quality limits in per cent, the columns of Table 2-A."""
_ACCEPT = (0, None, None, 1, 2, 3, 5, 7, 10, 14, 21)
"""Along the diagonal: acceptance numbers; after the first come an arrow up and an arrow down."""


class SamplingPlan(NamedTuple):
    """A sampling plan: of `lot` pages `size` are looked at; at most `accept` of them may be bad.

    `letter` is the code letter that the lot size asks for, `used` the one whose plan is used (where the table has an
    arrow). When the sample is as large as the lot, every page is looked at.
    """

    lot: int
    level: Level
    aql: float
    letter: str
    used: str
    size: int
    accept: int

    @property
    def reject(self) -> int:
        """Return the number of bad pages from which the delivery is refused."""
        return self.accept + 1

    @property
    def whole(self) -> bool:
        """Tell whether every page must be looked at."""
        return self.size >= self.lot


def plan(lot: int, aql: float, level: Level = "II") -> SamplingPlan:
    """Return the plan for a delivery of `lot` pages. Raises ValueError for an AQL that the tables do not have."""
    if aql not in AQLS:
        raise ValueError(f"AQL {aql} is none of {', '.join(map(str, AQLS))}")
    row = next((place for place, largest in enumerate(_LOTS) if lot <= largest), len(_LOTS))
    letter = _CODES[level][row]
    place, accept = _along(_LETTERS.index(letter), AQLS.index(aql))
    return SamplingPlan(lot, level, aql, letter, _LETTERS[place], min(_SIZES[place], lot), accept)


def _along(letter: int, aql: int) -> tuple[int, int]:
    """Follow the arrows of Table 2-A to a plan, and return its letter and acceptance number."""
    step = aql - (14 - letter)
    if step == 1 or step >= len(_ACCEPT):
        return _along(letter - 1, aql) if letter else (0, 0)
    if step < 0 or step == 2:
        return _along(letter + 1, aql) if letter + 1 < len(_LETTERS) else (letter, 0)
    return letter, _ACCEPT[step] or 0


def drawn(pages: Sequence[str], size: int, seed: str) -> tuple[int, ...]:
    """Return the places (from 0, sorted) of the pages of a sample: the same pages and seed give the same sample."""
    digest = hashlib.sha256("\n".join((seed, *pages)).encode()).digest()
    chosen = random.Random(digest).sample(range(len(pages)), min(size, len(pages)))  # noqa: S311  # no secret
    return tuple(sorted(chosen))

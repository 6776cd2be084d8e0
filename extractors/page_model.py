"""The learned page-type model: classifies a page by all of its words, for wordings that no rule knows.

A linear model: every word, pair of words and piece of a word speaks for some kinds and against others, by a weight that
was fitted (`benchmarks/fit_page_types.py`). Pieces of three to five letters are what survives a misread letter.
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.signs import plain
from schemas.words import PageType

BUCKETS = 1 << 15
"""Words and pieces are told apart by so many numbers; two that share one share a weight."""
HEAD = 250
"""Characters at the top of a page that are looked at once more by themselves: there stands what it is called."""
_WORD = re.compile(r"[^\W_]+")
_DIGIT = str.maketrans("123456789", "000000000")
_SHAPE = 8
"""Numbers that tell the build of a page; they stand behind the buckets."""

Features = dict[int, float]


@dataclass(frozen=True, slots=True, eq=False)
class PageModel:
    """A weight for each feature (rows) and each kind of page (columns), and the name by which results tell of it."""

    labels: tuple[PageType, ...]
    weights: NDArray[np.float32]
    identity: str

    def scores(self, text: str, *, large: bool) -> dict[PageType, float]:
        """Return how much a page resembles each kind: about 1 for a typical one, about 0 for another kind."""
        return self.weigh(features(text, large=large))

    def weigh(self, found: Features) -> dict[PageType, float]:
        """Return the same for a page of which the features are known."""
        values = np.fromiter(found.values(), dtype=np.float32, count=len(found))
        sums = values @ self.weights[np.fromiter(found, dtype=np.intp, count=len(found))]
        return {label: float(score) for label, score in zip(self.labels, sums, strict=True)}


def features(text: str, *, large: bool) -> Features:
    """Return what a page is told by: number of the feature and its strength.

    Args:
        text: The text of the page, lines apart by newlines.
        large: Larger than A4 and folio.
    """
    words = _words(text)
    found: Features = {}
    for grams in ((*words, *map(" ".join, pairwise(words))), _pieces(words), _pieces(_words(text[:HEAD]), "top ")):
        for bucket, strength in _counted(grams).items():
            found[bucket] = found.get(bucket, 0.0) + strength
    lines = text.split("\n")
    length = len(text)
    shape = (
        1.0,
        length / 1000,
        len(lines) / 30,
        length / len(lines) / 50,
        text.count(":") / 10,
        5 * sum(map(str.isdigit, text)) / (length + 1),
        float(large),
        float(text.isupper()),
    )
    return found | dict(enumerate(shape, start=BUCKETS))


def fit(pages: Sequence[Features], kinds: Sequence[PageType], *, restraint: float = 6.0) -> PageModel:
    """Return the model that tells these pages apart, by ridge regression on one column per kind; no chance in it.

    Args:
        pages: The features of each page.
        kinds: What each page is, in the same order.
        restraint: How much small weights are preferred to a close fit.
    """
    labels = tuple(sorted(set(kinds)))
    table = np.zeros((len(pages), BUCKETS + _SHAPE), dtype=np.float32)
    for row, found in enumerate(pages):
        table[row, list(found)] = list(found.values())
    wanted = np.array([[float(kind == label) for label in labels] for kind in kinds])
    # A rare kind counts more than its few pages: by the root of how rare it is.
    rarity = (wanted / np.sqrt(wanted.sum(axis=0))).sum(axis=1)
    likeness = (table @ table.T).astype(np.float64)
    shares = np.linalg.solve(likeness + restraint * np.diag(rarity.mean() / rarity), wanted)
    return PageModel(labels, (table.T.astype(np.float64) @ shares).astype(np.float32), "fitted")


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(text).translate(_DIGIT)))


def _pieces(words: Iterable[str], mark: str = "") -> Iterator[str]:
    for word, times in Counter(words).items():
        bare = f" {word} "
        for size in (3, 4, 5):
            for start in range(len(bare) - size + 1):
                for _ in range(times):
                    yield f"{mark}|{bare[start : start + size]}"


def _counted(grams: Iterable[str]) -> Features:
    """Return the strength of each bucket: the logarithm of how often it was seen, all together of length 1."""
    seen: Features = {}
    for gram, times in Counter(grams).items():
        bucket = zlib.crc32(gram.encode()) % BUCKETS
        seen[bucket] = seen.get(bucket, 0.0) + 1 + math.log(times)
    length = math.sqrt(sum(strength * strength for strength in seen.values())) or 1.0
    return {bucket: strength / length for bucket, strength in seen.items()}

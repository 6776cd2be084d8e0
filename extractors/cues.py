"""Finds phrases in noisy text: spaces may be lost or added and a few letters misread, more in a longer phrase."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractors.flow import Token
from extractors.signs import plain

T = TypeVar("T")

_PAGES = 64
"""How many pages' phrases are remembered."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase at text[start:end], with the number of letters that differ; a lost or added space counts as one."""

    meaning: T
    phrase: str
    start: int
    end: int
    slips: int


def words(text: str) -> frozenset[str]:
    """Return the words of a vocabulary written as running text."""
    return frozenset(text.split())


def slips_allowed(letters: int) -> int:
    """Return how many letters of a phrase may be wrong: none under 5, then about one in six."""
    return 0 if letters < 5 else 1 if letters < 9 else 2 if letters < 16 else 3


class Phrases(Generic[T]):
    """A set of phrases with what each of them means; looks all of them up in one pass over a page."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._meanings = dict(meanings)
        self._by_size: dict[int, list[tuple[str, str]]] = defaultdict(list)
        self._known: dict[int, tuple[Sequence[Token], tuple[Hit[T], ...]]] = {}
        for phrase in meanings:
            tokens = _forms(phrase)
            self._by_size[len(tokens)].append((phrase, "".join(tokens)))

    def find(self, tokens: Sequence[Token]) -> tuple[Hit[T], ...]:
        """Return the phrases that occur, in order of place; of overlapping ones the longest and cleanest.

        A page is searched once: the tokens of the last pages are remembered with what was found in them.
        """
        known = self._known.get(id(tokens))
        if known is not None and known[0] is tokens:
            return known[1]
        if len(self._known) >= _PAGES:
            self._known.clear()
        found = self._find(tokens)
        self._known[id(tokens)] = (tokens, found)
        return found

    def _find(self, tokens: Sequence[Token]) -> tuple[Hit[T], ...]:
        found: list[Hit[T]] = []
        for size, phrases in self._by_size.items():
            for width in {size, size - 1, size + 1} - {0}:
                found += self._windows(tokens, width, phrases, exact=width != size)
        found.sort(key=lambda hit: (hit.start - hit.end + 3 * hit.slips, hit.start))
        kept: list[Hit[T]] = []
        taken = bytearray(max((hit.end for hit in found), default=0))
        for hit in found:
            if not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))

    def _windows(
        self, tokens: Sequence[Token], width: int, phrases: list[tuple[str, str]], *, exact: bool
    ) -> list[Hit[T]]:
        forms = [token.form for token in tokens]
        joined = ["".join(forms[i : i + width]) for i in range(len(forms) - width + 1)]
        if not joined:
            return []
        wanted = [letters for _, letters in phrases]
        limits = np.array([slips_allowed(len(letters)) - (1 if exact else 0) for letters in wanted])
        if width > len(_forms(phrases[0][0])):  # a stray letter beside a word does not make it another word
            joined = [
                "" if min(len(forms[i]), len(forms[i + width - 1])) < 2 else text for i, text in enumerate(joined)
            ]
        distances = process.cdist(wanted, joined, scorer=Levenshtein.distance, score_cutoff=3, dtype=np.uint8)
        rows, columns = np.nonzero(distances <= limits[:, None])
        return [
            Hit(self._meanings[phrases[row][0]], phrases[row][0], tokens[at].start, tokens[at + width - 1].end,
                int(distances[row, at]) + int(exact))
            for row, at in zip(rows.tolist(), columns.tolist(), strict=True)
            if not any(map(str.isdigit, forms[at : at + width])) or any(map(str.isdigit, wanted[row]))
        ]  # fmt: skip


def _forms(phrase: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in plain(phrase).replace("'", "")).split()

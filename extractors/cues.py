"""Finds phrases in noisy text: spaces may be lost or added, and a few letters misread (more in a longer phrase)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from extractors.flow import Token
from extractors.signs import plain

T = TypeVar("T")

_ARTICLES = frozenset({"de", "den", "der", "het", "een", "van", "te", "en"})
_SHORT = 3
_PREFIX = 2
"""Letters with which Dutch makes another word of one: `om`, `in`, `op`, `af`, `be`."""
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

    def __init__(self, meanings: Mapping[str, T], *, whole: bool = False) -> None:
        """Make the phrases ready. With `whole` short words count: `te bouwen te` is not `te bouwen met`."""
        self._meanings = dict(meanings)
        self._whole = whole
        by_size: dict[int, list[tuple[str, str]]] = defaultdict(list)
        self._known: dict[int, tuple[Sequence[Token], tuple[Hit[T], ...]]] = {}
        for phrase in meanings:
            tokens = _forms(phrase)
            by_size[len(tokens)].append((phrase, "".join(tokens)))
        self._groups = [_Group(size, phrases) for size, phrases in by_size.items()]

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
        forms = [token.form for token in tokens]
        signs = _signs(forms)
        windows = {width: _Windows(forms, signs, width) for group in self._groups for width in group.widths}
        for group in self._groups:
            for width in group.widths:
                found += self._in_windows(tokens, windows[width], group)
        found.sort(key=lambda hit: (hit.start - hit.end + 3 * hit.slips, hit.start))
        kept: list[Hit[T]] = []
        taken = bytearray(max((hit.end for hit in found), default=0))
        for hit in found:
            if not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))

    def _in_windows(self, tokens: Sequence[Token], windows: "_Windows", group: "_Group") -> list[Hit[T]]:
        """Return the hits in windows of so many tokens; phrases that forgive nothing are looked up, not compared."""
        forms, width, exact = windows.forms, windows.width, windows.width != group.size
        joined, signs = windows.without_strays if width > group.size else (windows.runs, windows.signs)
        strict, loose = (group.strict_apart, group.loose_apart) if exact else (group.strict, group.loose)
        pairs = [(row, at, 0) for at, text in enumerate(joined) for row in strict.get(text, ())]
        pairs += loose.alike(joined, signs)
        return [
            Hit(self._meanings[group.phrases[row]], group.phrases[row], tokens[at].start, tokens[at + width - 1].end,
                slips + int(exact))
            for row, at, slips in pairs
            if (group.digits[row] or not any(map(str.isdigit, forms[at : at + width])))
            and not (self._whole and slips and not exact and group.says_otherwise(row, forms[at : at + width]))
        ]  # fmt: skip


Signs = NDArray[np.uint32]
"""For each text which of 32 kinds of letters it has, a bit each."""


class _Windows:
    """All runs of so many words of a page, written as one word each, and which letters they have."""

    def __init__(self, forms: Sequence[str], signs: Signs, width: int) -> None:
        self.forms, self.width = forms, width
        count = max(0, len(forms) - width + 1)
        self.runs = ["".join(forms[i : i + width]) for i in range(count)]
        self.signs = np.bitwise_or.reduce([signs[i : i + count] for i in range(width)])

    @cached_property
    def without_strays(self) -> "tuple[list[str], Signs]":
        """Runs and letters, none where a stray letter or an article stands at an end: that makes no other word."""
        stray = [len(form) < 2 or form in _ARTICLES for form in self.forms]
        ends = np.array([stray[i] or stray[i + self.width - 1] for i in range(len(self.runs))], dtype=bool)
        runs = ["" if end else run for run, end in zip(self.runs, ends, strict=True)]
        return runs, np.where(ends, np.uint32(0), self.signs)


class _Loose:
    """Phrases in which letters may be wrong: which they are, their letters, and how many each."""

    def __init__(self, letters: Sequence[str], limits: Sequence[int]) -> None:
        self.rows = [row for row, limit in enumerate(limits) if limit > 0]
        self.letters = [letters[row] for row in self.rows]
        self.limits = np.array([limits[row] for row in self.rows], dtype=np.uint8)
        self.signs = _signs(self.letters)

    def alike(self, runs: Sequence[str], signs: Signs) -> list[tuple[int, int, int]]:
        """Return phrase, place and wrong letters of each run that is as good as a phrase.

        A wrong letter takes one kind of letter away, or adds one, or both; whatever lacks more kinds is not compared.
        """
        few = self.limits[:, None]
        near = np.bitwise_count(self.signs[:, None] & ~signs) <= few
        near &= np.bitwise_count(~self.signs[:, None] & signs) <= few
        found: list[tuple[int, int, int]] = []
        for place, at in zip(*(side.tolist() for side in np.nonzero(near)), strict=True):
            most = int(self.limits[place])
            slips = Levenshtein.distance(self.letters[place], runs[at], score_cutoff=most)
            if slips <= most:
                found.append((self.rows[place], at, slips))
        return found


class _Group:
    """Phrases of one number of words, made ready for looking up; `apart` is for windows of another number of words."""

    def __init__(self, size: int, phrases: Sequence[tuple[str, str]]) -> None:
        self.size = size
        self.widths = sorted({size, size - 1, size + 1} - {0})
        self.phrases = [phrase for phrase, _ in phrases]
        letters = [text for _, text in phrases]
        self.digits = [any(map(str.isdigit, text)) for text in letters]
        self.words = [_forms(phrase) for phrase, _ in phrases]
        limits = [slips_allowed(len(text)) for text in letters]
        apart = [limit - 1 for limit in limits]
        self.strict, self.strict_apart = _exact(letters, limits), _exact(letters, apart)
        self.loose, self.loose_apart = _Loose(letters, limits), _Loose(letters, apart)

    def says_otherwise(self, row: int, forms: Sequence[str]) -> bool:
        """Tell whether a short word of a phrase is another one in the text, or a lone word has another prefix."""
        if self.size == 1:  # `omschrijving` is not `inschrijving`
            own, form = self.words[row][0], "".join(forms)
            return own[:_PREFIX] != form[:_PREFIX] and own[_PREFIX:] == form[_PREFIX:]
        return any(
            len(own) <= _SHORT
            and Levenshtein.distance(own, form, score_cutoff=1) > 1
            and not (own in _ARTICLES and form in _ARTICLES)
            for own, form in zip(self.words[row], forms, strict=True)
        )


def _signs(texts: Sequence[str]) -> Signs:
    bits = (reduce(or_, (1 << ord(sign) % 32 for sign in set(text)), 0) for text in texts)
    return np.fromiter(bits, dtype=np.uint32, count=len(texts))


def _exact(letters: Sequence[str], limits: Sequence[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row, (text, limit) in enumerate(zip(letters, limits, strict=True)):
        if limit == 0:
            found[text].append(row)
    return dict(found)


def _forms(phrase: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in plain(phrase).replace("'", "")).split()

"""Which streets, names or places somebody may mean, despite typing errors, abbreviations and left-out words."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from rapidfuzz import fuzz, process

_ALIKE = 85.0
"""Least likeness in [0, 100]: one wrong letter in seven, two in fourteen."""
_MOST = 200
_INITIAL = 0.75
"""How well a word answers that is written as its first letter."""


class Phrases:
    """The different normal forms of one kind of value, prepared for comparing."""

    def __init__(self, normals: Iterable[str] = ()) -> None:
        self._normals: list[str] = []
        self._known: set[str] = set()
        self._joined: list[str] = []
        self._places: dict[str, set[int]] = defaultdict(set)
        self._vocabulary: tuple[str, ...] = ()
        self._sorted: list[str] = []
        self._asked: dict[str, dict[str, float]] = {}
        self.add(normals)

    def __contains__(self, normal: str) -> bool:
        """Tell whether this is one of the phrases, letter for letter."""
        return normal in self._known

    def add(self, normals: Iterable[str]) -> None:
        """Learn more normal forms, each of which is new."""
        for normal in normals:
            for word in normal.split():
                self._places[word].add(len(self._normals))
            self._normals.append(normal)
            self._known.add(normal)
            self._joined.append(normal.replace(" ", ""))
        if len(self._vocabulary) != len(self._places):
            self._vocabulary = tuple(self._places)
            self._sorted = sorted(self._places)
        self._asked = {}

    def like(self, words: Sequence[str]) -> dict[str, float]:
        """Return the phrases these words may mean, each with its likeness in (0, 1]."""
        if not self._normals or max((len(word) for word in words), default=0) < 3:
            return {}
        found = self._containing(words)
        for normal, likeness in self._spelled(words).items():
            found[normal] = max(likeness, found.get(normal, 0.0))
        # A typing error in a number is another number: 82 is not 80, and `Tisseltbaan 82` no way to write a street.
        exact = {word for word in words if not word.isalpha()}
        return {normal: likeness for normal, likeness in found.items() if exact <= set(normal.split())}

    def _spelled(self, words: Sequence[str]) -> dict[str, float]:
        """The whole phrase, with typing errors; where one word ends does not matter."""
        matches = process.extract(
            "".join(words), self._joined, scorer=fuzz.ratio, processor=None, score_cutoff=_ALIKE, limit=_MOST
        )
        return {self._normals[place]: score / 100 for _, score, place in matches}

    def _containing(self, words: Sequence[str]) -> dict[str, float]:
        """Phrases that have all these words, in any order, perhaps with more; initials alone name no street."""
        likeness: dict[int, float] = {}
        named: set[int] = set()
        for nth, word in enumerate(words):
            here: dict[int, float] = {}
            for known, score in self._words_like(word).items():
                named |= self._places[known] if score > _INITIAL else set()
                for place in self._places[known]:
                    here[place] = max(score, here.get(place, 0.0))
            likeness = {p: min(here[p], likeness[p]) for p in here.keys() & likeness.keys()} if nth else here
        length = sum(len(word) for word in words)
        return {
            self._normals[place]: 0.8 * score + 0.15 * min(1.0, length / len(self._joined[place]))
            for place, score in likeness.items()
            if place in named
        }

    def _words_like(self, word: str) -> dict[str, float]:
        # A word of a question stands in many runs of its words: it is compared once.
        if word not in self._asked:
            self._asked[word] = self._compared(word)
        return self._asked[word]

    def _compared(self, word: str) -> dict[str, float]:
        longer = islice(self._sorted, bisect_left(self._sorted, word), bisect_left(self._sorted, f"{word}\uffff"))
        near = (known for known in (*longer, word[:1]) if known in self._places)
        found = {known: score for known in near if (score := _begins(word, known))}
        if len(word) > 3:
            matches = process.extract(
                word, self._vocabulary, scorer=fuzz.ratio, processor=None, score_cutoff=_ALIKE, limit=_MOST
            )
            found |= {known: max(score / 100, found.get(known, 0.0)) for known, score, _ in matches}
        return found


def _begins(word: str, known: str) -> float:
    """Abbreviations: `kon` for `koningin`, `j` for `jan`, and `rik` for somebody written as `r`."""
    if word == known:
        return 1.0
    if len(word) != 2 and known.startswith(word):
        return 0.85
    return _INITIAL if len(known) == 1 and word[0] == known else 0.0

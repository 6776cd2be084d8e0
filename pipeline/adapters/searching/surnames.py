"""Matches people's names despite spelling: `Jansens` is `Janssens`, `Vanden Broeck` is `van den Broek`.

A word of a name has a sound, its letters without what Flemish spelling leaves open, and keys: the sound, and the sound
without each of its letters in turn. Two words that differ in one letter (wrong, missing, too many, or two changed
places) share a key, so that an ordinary index of keys finds them among millions, on any database.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

ALIKE = 85.0
"""Least likeness in [0, 100] of two words: one wrong letter in seven."""
_AS_HEARD = 0.97
"""How well a word answers that sounds the same and is written otherwise."""
_CHANGED = 0.86
"""How well a word answers that has two letters the other way round."""
_SHORTEST_CHANGED = 5
_OTHERWISE = 0.98
"""How well a surname answers whose small words are joined to it otherwise than in the question."""
_BEGINNING = 0.85
_INITIAL = 0.75
_SHORTEST = 3
"""Letters of the shortest sound of which one may be wrong."""
_SHORTEST_START = 4
_LONGEST = 40
_MOST_WORDS = 6
_MOST_SPELLINGS = 40
_MOST_ALIKE = 3
PARTICLES = frozenset(
    {
        *("van", "vande", "vanden", "vander", "von", "de", "den", "der", "te", "ten", "ter", "het", "op", "in", "aan"),
        *("d", "l", "t", "s", "le", "la", "les", "du", "des", "di", "da", "el", "al", "en", "uit", "uyt"),
    }
)
"""Small words before a surname: written apart, together or not at all."""
_JOINED = re.compile(r"(?:vanden|vander|vande|van|ver|de|d|le)(?=[a-z]{3})")
_SOUNDS = tuple(
    (re.compile(written), heard)
    for written, heard in (
        ("ks|ckx|cks|kx|cx|x|gs", "ks"), ("sch(?=$|[^aeiouyr])", "s"), ("ch|gh", "g"), ("c(?=[eiy])", "s"),
        ("ck|c", "k"), ("qu", "kw"), ("ph", "f"), ("th|dt", "t"), ("d$", "t"), ("z", "s"), ("ae", "a"), ("ij|y", "i"),
        (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
"""How Flemish names are written, and what is heard; one after the other."""


def sound(word: str) -> str:
    """Return what a word (a-z, 0-9) has whichever way it is spelled: `hendrickx` and `hendriks` are both `hendriks`."""
    if not word.isalpha():
        return word
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word[:_LONGEST]


def keys(word: str) -> frozenset[str]:
    """Return the keys of a word; words with other signs than letters have one, as no letter of theirs may be wrong."""
    heard = sound(word)
    if not word.isalpha() or len(heard) <= _SHORTEST:
        return frozenset({heard})
    return frozenset({heard, *(heard[:place] + heard[place + 1 :] for place in range(len(heard)))})


def alike(asked: str, known: str) -> float:
    """Return how well a word answers another one, in [0, 1]; 0 is not at all."""
    if asked == known:
        return 1.0
    if not (asked.isalpha() and known.isalpha()):
        return 0.0
    first, second = sound(asked), sound(known)
    if first == second:
        return _AS_HEARD
    if min(len(first), len(second)) <= _SHORTEST:
        return 0.0
    score = max(fuzz.ratio(asked, known), fuzz.ratio(first, second) * _AS_HEARD)
    if score >= ALIKE:
        return score / 100
    if _changed_places(asked, known) and len(asked) >= _SHORTEST_CHANGED:
        return _CHANGED
    return _BEGINNING if len(asked) >= _SHORTEST_START and known.startswith(asked) else 0.0


def _changed_places(first: str, second: str) -> bool:
    return sorted(first) == sorted(second) and OSA.distance(first, second) == 1


def units(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Return the words that matter of a name as asked, with the places they stand for: start, and end exclusive.

    `van den broek` is `broek` and `vandenbroek`, both in all three places.
    """
    start = None
    for place, word in enumerate(words):
        if word in PARTICLES:
            start = place if start is None else start
            continue
        if len(word) > 1:
            yield (place if start is None else start), place + 1, word
            if start is not None:
                yield start, place + 1, "".join(words[start : place + 1])
        start = None


def bare(word: str) -> str:
    """Return a surname without the small words that are joined to it: `broek` of `vandenbroek`; the word if none is."""
    return _JOINED.sub("", word, count=1)


def spellings(words: Sequence[str], known: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return the whole names that may be meant by words of which each may be one of several `known` ones, with worth.

    The order of surname and first name is anybody's guess, and a first name may be an initial.
    """
    if not 1 < len(words) <= _MOST_WORDS:
        return {}
    choices = [_choices(word, known.get(word, {})) for word in words]
    found: dict[str, float] = {}
    for chosen in islice(product(*choices), _MOST_SPELLINGS):
        written = [word for word, _ in chosen]
        worth = min(score for _, score in chosen)
        for turn in range(len(words)) if max(map(len, written)) > 1 else ():
            name = " ".join(written[turn:] + written[:turn])
            found[name] = max(worth, found.get(name, 0.0))
    return found


def _choices(word: str, known: Mapping[str, float]) -> list[tuple[str, float]]:
    if word in PARTICLES or len(word) < _SHORTEST or not word.isalpha():
        return [(word, 1.0)]
    best = sorted(known.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_ALIKE]
    return [*best, (word[0], _INITIAL)]


def named(asked: Sequence[str], name: Sequence[str]) -> float:
    """Return how well a name answers the one that is asked, both as words, in [0, 1]: every word must be in it."""
    wanted = [word for word in asked if word not in PARTICLES]
    if not wanted:
        return float(list(asked) == list(name))
    there = {unit: _OTHERWISE for _, _, unit in units(name)} | dict.fromkeys(name, 1.0)
    scores = {place: 0.0 for place, word in enumerate(asked) if word not in PARTICLES}
    for start, end, unit in [*units(asked), *((place, place + 1, asked[place]) for place in scores)]:
        best = max((_answers(unit, word) * worth for word, worth in there.items()), default=0.0)
        for place in scores.keys() & set(range(start, end)):
            scores[place] = max(scores[place], best)
    if min(scores.values()) == 0.0:
        return 0.0
    length, whole = sum(map(len, asked)), sum(map(len, name))
    return 0.85 * min(scores.values()) + 0.15 * min(1.0, length / max(whole, 1))


def _answers(asked: str, known: str) -> float:
    initial = min(len(asked), len(known)) == 1 and asked[0] == known[0]
    return max(alike(asked, known), _INITIAL if initial else 0.0)


def likely(asked: str, known: Iterable[str]) -> dict[str, float]:
    """Return the words that another one may be, each with its worth."""
    return {word: score for word in known if (score := alike(asked, word))}


def of_words(words: Collection[str]) -> list[tuple[str, str]]:
    """Return the lines of an index of keys: each key with its word, sorted."""
    return sorted((key, word) for word in words for key in keys(word))

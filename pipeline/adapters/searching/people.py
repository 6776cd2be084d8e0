"""Finds applicants and architects by name, however it is spelt, through the keys that the index keeps."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pipeline.adapters.searching.notation import tokens
from pipeline.adapters.searching.searchable import MOST, Index, Row
from pipeline.adapters.searching.surnames import bare, keys, likely, named, spellings, units
from pipeline.ports import Hit

_LONGEST = 200
_MOST_WORDS = 8
_SHORTEST_START = 4

Known = Mapping[str, Mapping[str, float]]
"""For each word that is asked: the words of names that it may be, each with its worth in (0, 1]."""


def known_words(index: Index, names: Iterable[Sequence[str]]) -> dict[str, dict[str, float]]:
    """Return what every word of some names may be, joined and bare surnames included."""
    asked = {form for name in names for _, _, unit in units(name) for form in (unit, bare(unit))}
    there = index.spelled({key for unit in asked for key in keys(unit)})
    known = {unit: likely(unit, there) for unit in asked}
    for unit, found in known.items():
        if not found and unit.isalpha() and len(unit) >= _SHORTEST_START:
            found.update(likely(unit, index.beginning(unit)))
    return known


def meant(name: Sequence[str], known: Known) -> dict[str, float]:
    """Return the values of the index that a name may be, as words or whole, each with its worth."""
    found = spellings(name, known)
    for start, end, unit in units(name):
        if (start, end) == (0, len(name)):
            for word, score in (*known.get(unit, {}).items(), *known.get(bare(unit), {}).items()):
                found[word] = max(found.get(word, 0.0), score)
    return found


def find(index: Index, name: str, limit: int) -> tuple[Hit, ...]:
    """Search people only; best first. Every word of the name must be in the one that is found."""
    words = tokens(name[:_LONGEST])[:_MOST_WORDS]
    if limit < 1 or not words:
        return ()
    known = known_words(index, [words])
    best: dict[str, tuple[float, Row]] = {}
    # Thousands may have one name: it is compared once.
    answers = cache(lambda display: named(words, tokens(display)))
    whole_names = frozenset({" ".join(words), *spellings(words, known)})
    for group in (whole_names, *_by_length(words, known)):
        rows = set(index.having("name", group))
        for row in rows:
            worth = answers(row.display)
            if worth > best.get(row.dossier_id, (0.0, row))[0]:
                best[row.dossier_id] = worth, row
        # Every word must be in the name: where all were seen that have one of them, the others add nobody.
        seen_all = max(Counter(row.normal for row in rows).values(), default=0) < MOST
        if group is not whole_names and seen_all:
            break
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1][:6]))[:limit]
    return tuple(Hit(row.dossier_id, row.delivery, row.folder, "name", row.display) for _, row in ranked)


def _by_length(words: Sequence[str], known: Known) -> list[frozenset[str]]:
    """Return what each part of a name may be, the longest first: a surname says more than a first name."""
    parts: dict[tuple[int, int], set[str]] = defaultdict(set)
    for start, end, unit in units(words):
        parts[start, end] |= {*known[unit], *known[bare(unit)]}
    longest = sorted(parts, key=lambda part: -len("".join(words[slice(*part)])))
    return [frozenset(parts[part]) for part in longest]

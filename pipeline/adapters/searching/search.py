"""Search as an archivist expects it: any notation, typing errors, every word accounted for, best match first.

A query is cut into all its runs of words. Each run is looked up as number, parcel, address, name, municipality, year
and folder; a dossier is found when its values together account for every word, or when one of its pages has all words.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from pipeline.adapters.searching import people
from pipeline.adapters.searching.entries import Kind, normal_page
from pipeline.adapters.searching.matching import (
    ANYTHING,
    AS_WRITTEN,
    PLACES,
    Match,
    Run,
    is_filler,
    matches,
    needed,
    references,
)
from pipeline.adapters.searching.notation import tokens
from pipeline.adapters.searching.searchable import AskedOnce, Index, PageRow, whole_word
from pipeline.ports import Hit
from schemas.delivery import DossierKey

_LONGEST_QUERY = 200
_MOST_WORDS = 10
_WEIGHT: dict[Kind, float] = {
    "reference": 1.0, "parcel": 1.0, "address": 1.0, "folder": 1.0, "name": 0.97, "municipality": 0.9, "year": 0.8,
}  # fmt: skip
_EXCERPT = 60
"""Characters shown on each side of a word found in the text of a page."""
_PAGES = 200
_SAME_NUMBER = 0.9
"""Below this the letters of two numbers differ: good enough to show, not to name a dossier."""
_ID_START = 4
"""Characters of an id that a person may type instead of all."""


def find(index: Index, words: str, limit: int) -> tuple[Hit, ...]:
    """Search the index; best match first, dossiers whose values match before those with the words on a page."""
    query = tuple(re.split(r"[\s,;]+", words.strip(" ,;\t\n")[:_LONGEST_QUERY]))[:_MOST_WORDS]
    if limit < 1 or not any(tokens(word) for word in query):
        return ()
    runs = [
        Run(start, end, " ".join(query[start:end]))
        for start in range(len(query))
        for end in range(start + 1, len(query) + 1)
    ]
    index, hits = AskedOnce(index), dict[str, Hit]()
    for loose in (AS_WRITTEN, PLACES):
        # Typing errors are looked for only when nothing is written as asked, and among names last.
        if not hits:
            hits = {hit.dossier_id: hit for hit in _complete(matches(index, runs, query, loose), query)}
    valued = bool(hits)
    if len(hits) < limit:
        for hit in _on_pages(index, query, limit):
            hits.setdefault(hit.dossier_id, hit)
    if not valued and len(hits) < limit:
        # Where a text has the words, only somebody of this name is looked for besides: the rest takes longer.
        loosely = () if hits else _complete(matches(index, runs, query, ANYTHING), query)
        for hit in (*loosely, *people.find(index, words, limit)):
            hits.setdefault(hit.dossier_id, hit)
    return tuple(hits.values())[:limit]


def meant(index: Index, name: str, dossiers: Iterable[tuple[str, DossierKey]]) -> tuple[str, ...]:
    """Return the ids of the dossiers that a name may mean: only the one when it is an id or `delivery/folder`.

    Otherwise all whose folder or number it is, and with four characters or more all whose id begins with it.
    """
    asked, certain, possible = name.strip().strip("/").casefold(), set(), set()
    for dossier_id, key in dossiers:
        if asked in {dossier_id, f"{key.delivery}/{key.folder}".casefold()}:
            certain.add(dossier_id)
        elif asked == key.folder.casefold() or (len(asked) >= _ID_START and dossier_id.startswith(asked)):
            possible.add(dossier_id)
    if not certain:
        numbered = references(index, [Run(0, 1, asked)])
        possible |= {match.row.dossier_id for match in numbered if match.quality >= _SAME_NUMBER}
    return tuple(sorted(certain or possible))


def _complete(matched: Iterable[Match], query: Sequence[str]) -> list[Hit]:
    """Return a hit for every dossier whose values account for all words that matter."""
    places = needed(query)
    by_dossier: dict[str, list[Match]] = defaultdict(list)
    for match in matched:
        by_dossier[match.row.dossier_id].append(match)
    ranked = []
    for found in by_dossier.values():
        used, score = _best(found, places)
        if used:
            first = used[0].row
            excerpt = " · ".join(dict.fromkeys(match.row.display for match in used))
            ranked.append((-score, Hit(first.dossier_id, first.delivery, first.folder, first.kind, excerpt)))
    return [hit for _, hit in sorted(ranked)]


def _best(found: list[Match], places: Collection[int]) -> tuple[list[Match], float]:
    """Choose the fewest and best matches that cover the needed words; nothing when they do not."""
    open_places, used, score = set(places), [], 0.0
    # A later match must not win by its spelling: the row is the last thing to decide.
    for match in sorted(found, key=lambda match: (match.run.start - match.run.end, -_worth(match), match.row[:6])):
        covered = open_places & set(range(match.run.start, match.run.end))
        if covered:
            used.append(match)
            score += _worth(match) * len(covered)
            open_places -= covered
    return ([], 0.0) if open_places else (used, score / len(places))


def _worth(match: Match) -> float:
    return match.quality * _WEIGHT[match.row.kind]


def _on_pages(index: Index, query: Sequence[str], limit: int) -> list[Hit]:
    phrases = [found for word in query if not is_filler(word) and (found := normal_page(word).split())]
    words = tuple(dict.fromkeys(token for phrase in phrases for token in phrase))
    if not words or max(len(word) for word in words) < 3:
        return []
    pages: dict[str, PageRow] = {}
    for page in index.pages(words, _PAGES):
        # `1974/175` on a page is these two numbers side by side, not a year here and an amount there.
        if page.dossier_id not in pages and all(_stands_on(phrase, page.normal) for phrase in phrases):
            pages[page.dossier_id] = page
    shown = sorted(pages.values(), key=lambda page: (page.delivery, page.folder))[:limit]
    return [Hit(page.dossier_id, page.delivery, page.folder, "text", _around(page.text, words[0])) for page in shown]


def _stands_on(phrase: Sequence[str], normal: str) -> bool:
    end = " " if whole_word(phrase[-1]) else ""
    return f" {' '.join(phrase)}{end}" in f" {normal} "


def _around(text: str, word: str) -> str:
    # A page is nearly always plain letters: then the word is found at once, and not word by word.
    at = re.compile(rf"(?<![a-z0-9]){word}").search(text.lower()) if text.isascii() else None
    for match in re.finditer(r"\w+", text[at.start() :] if at else text):
        if any(token.startswith(word) for token in tokens(match[0])):
            first = at.start() if at else 0
            start, end = max(0, first + match.start() - _EXCERPT), first + match.end() + _EXCERPT
            shown = " ".join(text[start:end].split())
            return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"
    return " ".join(text[: 2 * _EXCERPT].split())

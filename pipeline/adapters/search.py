"""Search as an archivist expects it: any notation, typing errors, every word accounted for, best match first.

A query is cut into all its runs of words. Each run is looked up as number, parcel, address, name, municipality, year
and folder; a dossier is found when its values together account for every word, or when one of its pages has all words.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.adapters import people
from pipeline.adapters.entries import Kind, normal_page
from pipeline.adapters.notation import (
    FILLERS,
    House,
    fold,
    house,
    number,
    parcel,
    same_house,
    same_number,
    same_parcel,
    street,
    tokens,
)
from pipeline.adapters.searchable import MOST, Index, PageRow, Row, whole_word
from pipeline.adapters.surnames import named
from pipeline.ports import Hit
from schemas.delivery import DossierKey

_LONGEST_QUERY = 200
_MOST_WORDS = 10
_WEIGHT: dict[Kind, float] = {
    "reference": 1.0, "parcel": 1.0, "address": 1.0, "folder": 1.0, "name": 0.97, "municipality": 0.9, "year": 0.8,
}  # fmt: skip
_NO_NUMBER = 0.5
"""How well an address without house number answers when a house number was asked."""
_AS_WRITTEN: frozenset[Kind] = frozenset()
_PLACES: frozenset[Kind] = frozenset({"address", "municipality"})
_ANYTHING: frozenset[Kind] = _PLACES | {"name"}
"""In which values typing errors and left-out words are forgiven."""
_EXCERPT = 60
"""Characters shown on each side of a word found in the text of a page."""
_PAGES = 200
_SAME_NUMBER = 0.9
"""Below this the letters of two numbers differ: good enough to show, not to name a dossier."""
_ID_START = 4
"""Characters of an id that a person may type instead of all."""


class _Run(NamedTuple):
    """Consecutive words of the query, `start` inclusive, `end` exclusive."""

    start: int
    end: int
    text: str


class _Match(NamedTuple):
    run: _Run
    row: Row
    quality: float


def find(index: Index, words: str, limit: int) -> tuple[Hit, ...]:
    """Search the index; best match first, dossiers whose values match before those with the words on a page."""
    query = tuple(re.split(r"[\s,;]+", words.strip(" ,;\t\n")[:_LONGEST_QUERY]))[:_MOST_WORDS]
    if limit < 1 or not any(tokens(word) for word in query):
        return ()
    runs = [
        _Run(start, end, " ".join(query[start:end]))
        for start in range(len(query))
        for end in range(start + 1, len(query) + 1)
    ]
    hits: dict[str, Hit] = {}
    for loose in (_AS_WRITTEN, _PLACES):
        # Typing errors are looked for only when nothing is written as asked, and among names last.
        if not hits:
            hits = {hit.dossier_id: hit for hit in _complete(_matches(index, runs, query, loose), query)}
    valued = bool(hits)
    if len(hits) < limit:
        for hit in _on_pages(index, query, limit):
            hits.setdefault(hit.dossier_id, hit)
    if not valued and len(hits) < limit:
        # Where a text has the words, only somebody of this name is looked for besides: the rest takes longer.
        loosely = () if hits else _complete(_matches(index, runs, query, _ANYTHING), query)
        for hit in (*loosely, *people.find(index, words, limit)):
            hits.setdefault(hit.dossier_id, hit)
    return tuple(hits.values())[:limit]


def _matches(index: Index, runs: Sequence[_Run], query: Sequence[str], loose: Collection[Kind]) -> list[_Match]:
    """Return everything that may be meant; what half the register has is looked up for the dossiers found so far."""
    found = [*_references(index, runs), *_parcels(index, runs), *_addresses(index, runs, query, loose)]
    found += _looked_up(index, "folder", {run: {" ".join(tokens(run.text)): 1.0} for run in runs})
    found += _people(index, runs, loose, found)
    years = {run: {run.text: 1.0} for run in runs if re.fullmatch(r"[12]\d{3}", run.text)}
    found += _looked_up(index, "municipality", _like(index, "municipality", runs, loose), found)
    return [*found, *_looked_up(index, "year", years, found)]


def _people(index: Index, runs: Sequence[_Run], loose: Collection[Kind], others: Sequence[_Match]) -> list[_Match]:
    found = _looked_up(index, "name", _like(index, "name", runs, loose), others)
    if "name" not in loose:
        return found
    # The index knows single words: whether small words before a surname agree is seen in the whole name. A word that is
    # just what was asked needs no second look, and there may be thousands of them: first names.
    as_asked = {run: " ".join(tokens(run.text)) for run in runs}
    doubtful = {(match.run.text, match.row.display) for match in found if match.row.normal != as_asked[match.run]}
    wrong = {(run, name) for run, name in doubtful if not named(tokens(run), tokens(name))}
    return [match for match in found if (match.run.text, match.row.display) not in wrong]


def _like(index: Index, kind: Kind, runs: Sequence[_Run], loose: Collection[Kind]) -> dict[_Run, dict[str, float]]:
    """Return the normal forms that each run may mean: just itself, or with typing errors and left-out words."""
    words = {run: street(run.text).split() if kind == "address" else list(tokens(run.text)) for run in runs}
    if kind not in loose:
        return {run: {" ".join(found): 1.0} for run, found in words.items() if any(map(str.isalpha, found))}
    if kind == "name":
        known = people.known_words(index, words.values())
        return {run: people.meant(found, known) for run, found in words.items()}
    phrases = index.phrases(kind)
    return {run: phrases.like(found) for run, found in words.items()}


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
        numbered = _references(index, [_Run(0, 1, asked)])
        possible |= {match.row.dossier_id for match in numbered if match.quality >= _SAME_NUMBER}
    return tuple(sorted(certain or possible))


def _references(index: Index, runs: Sequence[_Run]) -> Iterator[_Match]:
    asked = {run: parts for run in runs if (parts := number(run.text))}
    rows = defaultdict(list)
    for row in index.having("reference", {parts.key for parts in asked.values()}):
        rows[row.normal].append(row)
    for run, parts in asked.items():
        for row in rows[parts.key]:
            stored = number(row.display)
            if stored and (quality := same_number(parts, stored)):
                yield _Match(run, row, quality)


def _parcels(index: Index, runs: Sequence[_Run]) -> Iterator[_Match]:
    asked = {run: parts for run in runs if (parts := parcel(run.text))}
    rows = defaultdict(list)
    for row in index.numbered("parcel", {parts.number for parts in asked.values()}):
        rows[row.low].append(row)
    for run, parts in asked.items():
        for row in rows[parts.number]:
            stored = parcel(row.normal)
            if stored and (quality := same_parcel(parts, stored)):
                yield _Match(run, row, quality)


def _addresses(index: Index, runs: Sequence[_Run], query: Sequence[str], loose: Collection[Kind]) -> Iterator[_Match]:
    meant = _like(index, "address", runs, loose)
    rows = defaultdict(list)
    for row in index.having("address", {normal for found in meant.values() for normal in found}):
        rows[row.normal].append(row)
    for run, found in meant.items():
        # A street that thousands have: those at the number that is asked, wherever they stand among the others.
        long = [normal for normal in found if len(rows[normal]) >= MOST]
        for _, asked in _numbers(run, query) if long else ():
            for row in index.spanning("address", long, asked.low, asked.high):
                rows[row.normal].append(row)
    for run, found in meant.items():
        numbers = tuple(_numbers(run, query)) if found else ()
        for normal, quality in found.items():
            for row in dict.fromkeys(rows[normal]):
                yield _Match(run, row, quality)
                for wider, asked in numbers:
                    if answer := _NO_NUMBER if row.low is None else same_house(asked, _stored_house(row)):
                        yield _Match(wider, row, quality * answer)


def _numbers(run: _Run, query: Sequence[str]) -> Iterator[tuple[_Run, House]]:
    """House numbers right behind the street, or one right before it (`12 rue Haute`)."""
    for end in range(run.end + 1, min(run.end + 4, len(query)) + 1):
        if asked := house(" ".join(query[run.end : end])):
            yield run._replace(end=end), asked
    if run.start and (asked := house(query[run.start - 1])):
        yield run._replace(start=run.start - 1), asked


def _stored_house(row: Row) -> House:
    low, high = row.low or 0, row.high or 0
    suffix = re.search(rf"\b{low} ?([a-z]|bis|ter)\b", fold(row.display)) if low == high else None
    return House(low, high, suffix[1] if suffix else "")


def _looked_up(
    index: Index, kind: Kind, meant: dict[_Run, dict[str, float]], others: Sequence[_Match] = ()
) -> list[_Match]:
    """Return what these runs may mean; of what thousands have also those dossiers that something else tells of."""
    rows = defaultdict(list)
    for row in index.having(kind, {normal for found in meant.values() for normal in found}):
        rows[row.normal].append(row)
    common = {normal for normal, found in rows.items() if len(found) >= MOST}
    if common:
        told = {match.row.dossier_id for match in others}
        told |= {row.dossier_id for normal in rows.keys() - common for row in rows[normal]}
        for row in index.having(kind, common, told):
            rows[row.normal].append(row)
    return [
        _Match(run, row, quality)
        for run, found in meant.items()
        for normal, quality in found.items()
        for row in dict.fromkeys(rows[normal])
    ]


def _complete(matches: Iterable[_Match], query: Sequence[str]) -> list[Hit]:
    """Return a hit for every dossier whose values account for all words that matter."""
    places = {place for place, word in enumerate(query) if tokens(word)}
    needed = {place for place in places if not _is_filler(query[place])} or places
    by_dossier: dict[str, list[_Match]] = defaultdict(list)
    for match in matches:
        by_dossier[match.row.dossier_id].append(match)
    ranked = []
    for found in by_dossier.values():
        used, score = _best(found, needed)
        if used:
            first = used[0].row
            excerpt = " · ".join(dict.fromkeys(match.row.display for match in used))
            ranked.append((-score, Hit(first.dossier_id, first.delivery, first.folder, first.kind, excerpt)))
    return [hit for _, hit in sorted(ranked)]


def _best(matches: list[_Match], needed: set[int]) -> tuple[list[_Match], float]:
    """Choose the fewest and best matches that cover the needed words; nothing when they do not."""
    open_places, used, score = set(needed), [], 0.0
    # A later match must not win by its spelling: the row is the last thing to decide.
    for match in sorted(matches, key=lambda match: (match.run.start - match.run.end, -_worth(match), match.row[:6])):
        covered = open_places & set(range(match.run.start, match.run.end))
        if covered:
            used.append(match)
            score += _worth(match) * len(covered)
            open_places -= covered
    return ([], 0.0) if open_places else (used, score / len(needed))


def _is_filler(word: str) -> bool:
    return fold(word).strip(".") in FILLERS


def _worth(match: _Match) -> float:
    return match.quality * _WEIGHT[match.row.kind]


def _on_pages(index: Index, query: Sequence[str], limit: int) -> list[Hit]:
    phrases = [found for word in query if not _is_filler(word) and (found := normal_page(word).split())]
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

"""Municipalities and localities: where a name is one, and which municipality speaks on a page."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractors.page import Gazetteer, Page
from extractors.signs import plain
from schemas.findings import Finding
from schemas.values import Municipality

_NAME = (
    r"[A-Z][\w'’.]*(?:[ \-][A-Z][\w'’.]*|[ \-](?:ten|ter|op|den|de|van|in|aan|lez|bij|le|la|sur)(?=[ \-][A-Za-z])){0,4}"
)
_HEAD = re.compile(
    r"\b(?:GEMEENTEBESTUUR|STADSBESTUUR|GEMEENTE|STAD|[Gg]emeentebestuur|[Ss]tadsbestuur|[Gg]emeente|[Ss]tad|COMMUNE|"
    r"VILLE|Commune|Ville|"
    r"(?:SCHEPENEN|[Ss]chepenen)(?:\s+der\s+(?:gemeente|stad))?|(?:ADMINISTRATION|[Aa]dministration)\s+communale)\s*"
    rf"(?:(?:VAN|van|DE|de|der|te|d'|:|-)\s*)*(?P<name>{_NAME})"
)
_ARRONDISSEMENT = re.compile(rf"\b[Aa](?:rrondissement|RRONDISSEMENT)\s*(?:[Vv][Aa][Nn]\s+)?:?\s*(?P<name>{_NAME})")
_PROVINCE = re.compile(
    r"\bprov(?:incie(?:raad)?|ince|\.)\s*:?\s*(?:van\s+|de\s+|d')?"
    r"(?P<name>antwerpen|anvers|vlaams[ \-]brabant|brabant|oost[ \-]?vlaand|west[ \-]?vlaand|limb)|"
    r"\((?:prov(?:incie|\.)\s*)?"
    r"(?P<short>antw|vl\.?[ \-]?br|brab|br\.|[ow]\.?[ \-]?vl|limb)[\w.]*\)",
    re.IGNORECASE,
)
_CITY = re.compile(
    rf"\b(?:STAD|[Ss]tad|STADSBESTUUR|[Ss]tadsbestuur|VILLE|[Vv]ille)\s+(?:(?:van|VAN|de)\s+)?(?P<name>{_NAME})"
)
_CAPITALS = {"ant": "11002", "anv": "11002", "vl": "24062", "br": "24062", "o": "44021", "w": "31005", "l": "71022"}
"""How a province begins, and the municipality of its seat; Brabant is that of Leuven."""
_NIS = re.compile(r"(?<![\w/.])\d{1,2}[.,]\d{2,3}/(?P<nis>\d{5})/\d")
_NIS_LABEL = re.compile(r"\bNIS\W{0,3}(?:code|nummer)?\W{0,4}(?P<nis>\d{5})\b", re.IGNORECASE)
_PLACE_DATE = re.compile(rf"^(?:Te\s+)?(?P<name>{_NAME})\s*,\s*(?:de|den|le)?\s*\d", re.MULTILINE)


def folded(name: str) -> str:
    """Return a place name in the form in which it is compared."""
    text = re.sub(r"\bst[.\-]?\s?(?=[a-z])", "sint", plain(name))
    return re.sub(r"[^a-z]", "", text)


@lru_cache(maxsize=8)
def _names(gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for full in gazetteer.localities():
        bare = folded(full.split(" (")[0])
        if len(bare) >= 3 and full not in names.get(bare, ()):
            names[bare] = (*names.get(bare, ()), full)
    return names


def place(gazetteer: Gazetteer, name: str) -> tuple[str, ...]:
    """Return the gazetteer's names for a place as printed: one, several for homonyms, none when it is no place.

    One misread letter is forgiven in a name of at least six letters.
    """
    return _place(cast("Hashable", gazetteer), name)


@lru_cache(maxsize=4096)
def _place(gazetteer: Gazetteer, name: str) -> tuple[str, ...]:
    names, wanted = _names(cast("Hashable", gazetteer)), folded(name)
    if wanted in names:
        return names[wanted]
    if len(wanted) < 6:
        return ()
    near = process.extract(wanted, names.keys(), scorer=Levenshtein.distance, score_cutoff=1, limit=2)
    return names[near[0][0]] if len(near) == 1 and near[0][0][0] == wanted[0] else ()


def place_prefix(gazetteer: Gazetteer, text: str) -> tuple[int, tuple[str, ...]]:
    """Return the length of the place name at the start of a text, longest first, and its gazetteer names."""
    words = list(re.finditer(r"[\w'’]+\.?", text[:60]))
    for count in range(min(5, len(words)), 0, -1):
        end = words[count - 1].end()
        chunk = text[:end]
        if re.search(r"[,;:\n(]|\s\d", chunk) or not chunk[:1].isupper():
            continue
        names = place(gazetteer, chunk.rstrip("."))
        if names:
            return end, names
    return 0, ()


def meanings(gazetteer: Gazetteer, name: str) -> tuple[Municipality, ...]:
    """Return all municipalities of today that a place as printed may lie in."""
    named = (gazetteer.municipality(full) for full in place(gazetteer, name))
    return gazetteer.namesakes(name) or tuple(town for town in named if town)


@dataclass(frozen=True)
class Places:
    """Finds the municipality whose papers these are; roles `head`, `arrondissement`, `nis` and `place_date`.

    Which of several places of one name is meant is told by roles `province` (the value is its capital) and `city`
    (`Stad Halle`: villages are none).
    """

    name: str = "places"
    version: int = 3

    def find(self, page: Page) -> Iterable[Finding]:
        """Return municipalities named in headings, formulas and numbers of authorities."""
        text = page.flow.text
        for pattern, role, score in (
            (_HEAD, "head", 0.9),
            (_ARRONDISSEMENT, "arrondissement", 0.5),
            (_PLACE_DATE, "place_date", 0.5),
        ):
            for match in pattern.finditer(text):
                start = match.start("name")
                length, names = place_prefix(page.gazetteer, text[start : start + 60].split("\n")[0])
                for name in names:
                    yield from self._found(page, name, role, score / len(names) ** 0.5, (start, start + length))
        yield from self._hints(page, text)
        first = text.split("\n", 1)[0]
        length, names = place_prefix(page.gazetteer, first)
        if names and length >= len(first.strip()) - 1:  # a letterhead that is just the name of the town
            for name in names:
                yield from self._found(page, name, "head", 0.7 / len(names) ** 0.5, (0, length))
        for pattern, score in ((_NIS, 0.8), (_NIS_LABEL, 0.8)):
            for match in pattern.finditer(text):
                town = page.gazetteer.by_nis(match["nis"])
                if town:
                    yield self._finding(page, town, "nis", score, match.span("nis"))

    def _hints(self, page: Page, text: str) -> Iterable[Finding]:
        for match in _PROVINCE.finditer(text):
            letters = plain(match["name"] or match["short"])
            nis = next((code for start, code in _CAPITALS.items() if letters.startswith(start)), "")
            if town := page.gazetteer.by_nis(nis):
                yield self._finding(page, town, "province", 0.5, match.span())
        for match in _CITY.finditer(text):
            length, _ = place_prefix(page.gazetteer, text[match.start("name") :][:60].split("\n", 1)[0])
            span = (match.start("name"), match.start("name") + length)
            of_today = page.gazetteer.namesakes(text[slice(*span)])[:1]
            if of_today and of_today[0].locality is None:
                yield self._finding(page, of_today[0], "city", 0.5, span)

    def _found(self, page: Page, name: str, role: str, score: float, span: tuple[int, int]) -> Iterable[Finding]:
        town = page.gazetteer.municipality(name)
        if town:
            yield self._finding(page, town, role, score, span)

    def _finding(self, page: Page, town: Municipality, role: str, score: float, span: tuple[int, int]) -> Finding:
        return page.finding(
            "municipality", town, score=score, role=role, span=span, extractor=f"{self.name} {self.version}"
        )


def is_town(printed: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is that of a municipality of today: `Nieuwpoort` and `Zonhoven` end as streets do."""
    town = gazetteer.municipality(printed)
    return town is not None and plain(town.name) == plain(printed)

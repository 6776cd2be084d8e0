"""Which pages belong to the dossier's own permit, which to another permit in the folder, and which are strays."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

from extractors.environmental import of_the_environment
from extractors.likeness import address_key, person_key, same_person, same_street
from extractors.numbers import comparable
from schemas.findings import Finding
from schemas.pages import Documents
from schemas.values import Address, Reference

T = TypeVar("T")
_OTHER_PERMIT = 4
"""Years between the dates of two permits in one folder, when no person of the one is named with the other."""
_OWN, _HINT = 0.4, 0.35
"""Score from which a number is a page's own, and from which it hints at the papers that it stands on."""
_OF_A_PERMIT = {"besluit", "weigering", "aanvraag"}
_BEHIND = {"besluit", "weigering", "brief", "blanco"}
_LOOKS_LIKE = str.maketrans("ilszgb", "115268")
_FIGURES = str.maketrans("ol", "01")
_COVER = 250
"""What the number on the cover counts for, against 100 for a letter."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """Pages of the dossier's `own` permit, of an `other` permit on the same site, and `strays` from elsewhere.

    `number` is the comparable form of the own number, None when no page has one. `told` is whether the papers say which
    of several permits the dossier is of: there is but one, or the cover has its number.
    """

    own: frozenset[int]
    other: frozenset[int]
    strays: frozenset[int]
    number: tuple[str, ...] | None
    told: bool = True


def belonging(findings: tuple[Finding, ...], documents: Documents) -> Belonging:
    """Sort the pages by the numbers, people, streets and years on them.

    A page without a number of its own stays with the dossier unless its people or years are the other permit's only.
    """
    pages = frozenset(page for document in documents.documents for page in document.pages)
    numbers, years = _numbers(findings), _years(findings)
    main = _main_number(numbers, documents)
    if main is None:
        return Belonging(pages, frozenset(), frozenset(), None, told=not _of_two_times(years, documents))
    people, streets = _by_page(findings)
    hinted = _numbers(findings, "loose")

    def sort(number: tuple[str, ...]) -> tuple[Belonging, "_Sorting"]:
        sorting = _Sorting(documents, numbers, people, streets, years, number)
        far = sorting.sort(hinted, of_the_environment(findings, documents, _OF_A_PERMIT))
        told = not (sorting.other or far) or any(documents.type_of(page) == "kaft" for page in sorting.named(hinted))
        other = frozenset(sorting.other)
        strays = frozenset(sorting.strays) - other
        return Belonging(pages - other - strays, other, strays, number, told), sorting

    found, sorting = sort(main)
    first = None if found.told else sorting.first_number()
    return found if first is None else sort(first)[0]


class _Sorting:
    """The pages of a dossier while they are sorted: those at `home` have its number; what others say tells of them."""

    def __init__(
        self,
        documents: Documents,
        numbers: dict[int, dict[tuple[str, ...], float]],
        people: dict[int, set[tuple[str, ...]]],
        streets: dict[int, set[str]],
        years: dict[int, set[int]],
        main: tuple[str, ...],
    ) -> None:
        self._documents, self._numbers, self._people, self._streets = documents, numbers, people, streets
        self._years, self._main = years, main
        self._pages = sorted(page for document in documents.documents for page in document.pages)
        self.home = self._of_main()
        self.other: set[int] = set()
        self.strays: set[int] = set()
        self._home_people = {person for page in self.home for person in people[page]}

    def _of_main(self) -> set[int]:
        """Return the pages with the dossier's number, misread perhaps: not where other people ask for another place."""
        exact = {page for page in self._pages if self._main in self._numbers.get(page, ())}
        people = {person for page in exact for person in self._people[page]}
        streets = {street for page in exact for street in self._streets[page]}
        alike = {page for page in self._pages if any(_is(number, self._main) for number in self._numbers.get(page, ()))}
        return exact | {
            page for page in alike - exact
            if not (self._people[page] and self._streets[page] and people and streets)
            or _any_same(self._people[page], people)
            or any(same_street(a, b) for a in self._streets[page] for b in streets)
        }  # fmt: skip

    def sort(self, hinted: dict[int, dict[tuple[str, ...], float]], apart: frozenset[int]) -> set[int]:
        """Sort all pages; return those of quite other years. `hinted` are numbers that may be a page's own."""
        self.other |= apart - self.home  # an environmental permit, whoever asks
        self.by_number()
        self.by_people()
        self.by_strangers()
        far = self.by_years()
        self.by_hints(hinted)
        self.by_place()
        return far

    def named(self, hinted: dict[int, dict[tuple[str, ...], float]]) -> set[int]:
        """Return the pages that have the dossier's number, or one without a label that is the same misread."""
        hints = {page for page, found in hinted.items() if any(misread(number, self._main) for number in found)}
        return self.home | (hints - self.other - self.strays)

    def first_number(self) -> tuple[str, ...] | None:
        """Return the number of the other permit when its application or decision lies before all of the own one.

        Nothing tells which of the two the dossier is of: it was begun with the first, and the later one laid in it.
        """
        own = min((page for page in self.home if self._documents.type_of(page) in _OF_A_PERMIT), default=0)
        ahead = [page for page in sorted(self.other) if page < own]
        begun = any(self._documents.type_of(page) in {"kaft", *_OF_A_PERMIT} for page in ahead)
        return next((number for page in ahead for number in self._numbers.get(page, ())), None) if begun else None

    def by_number(self) -> None:
        """Sort the pages that have another number: on the same site another permit, elsewhere a stray."""
        away = [page for page in self._pages if page not in self.home and self._numbers.get(page)]
        long_ago = self._far(away)
        home_streets = {street for page in self.home for street in self._streets[page]}
        for page in away:
            known_person = _any_same(self._people[page], self._home_people)
            known_street = any(same_street(a, b) for a in self._streets[page] for b in home_streets)
            if page in long_ago and not self._streets[page] and self._documents.type_of(page) in _OF_A_PERMIT:
                self.other.add(page)
            elif not known_person and self._people[page] and self._streets[page]:
                (self.other if known_street else self.strays).add(page)
            # or another notation, or an adviser's own number: still ours

    def by_people(self) -> None:
        """Sort the pages whose people are known from the other permit only."""
        theirs = {person for page in self.other for person in self._people[page]}
        self.other |= {
            page for page in self._unsorted()
            if _any_same(self._people[page], theirs) and not _any_same(self._people[page], self._home_people)
        }  # fmt: skip

    def by_strangers(self) -> None:
        """Put aside an application without a number in which others ask for another place than two pages agree on."""
        for page in self._unsorted():
            if self._documents.type_of(page) != "aanvraag" or not (self._people[page] and self._streets[page]):
                continue
            rest = [other for other in self._pages if other != page and other not in self.other | self.strays]
            people, streets = [self._people[other] for other in rest], [self._streets[other] for other in rest]
            agreed = _twice(people, same_person) and _twice(streets, same_street)
            ours = any(_any_same(self._people[page], known) for known in people)
            here = any(same_street(a, b) for a in self._streets[page] for known in streets for b in known)
            if agreed and not (ours or here):
                self.strays.add(page)

    def by_years(self) -> set[int]:
        """Sort the pages without our people by the years of their dates; return those of quite other years."""
        loose = [page for page in self._unsorted() if not _any_same(self._people[page], self._home_people)]
        far = self._far(loose)
        self.other |= {page for page in far if self._people[page] or len(far | self.other) > 1}
        ours = {year + by for page in self.home for year in self._years[page] for by in (-1, 0, 1)}
        theirs = {year for page in self.other for year in self._years[page]}
        self.other |= {page for page in loose if self._years[page] & theirs and not self._years[page] & ours}
        return far

    def by_hints(self, hinted: dict[int, dict[tuple[str, ...], float]]) -> None:
        """Sort the pages on which a number of the others stands, though nothing says that it is the page's own."""
        for group in (self.other, self.strays):
            theirs = {number for page in group for number in self._numbers.get(page, ())}
            group.update(
                page for page in self._unsorted()
                if any(misread(number, their) for number in hinted.get(page, ()) for their in theirs)
                and not any(misread(number, self._main) for number in hinted.get(page, ()))
            )  # fmt: skip

    def by_place(self) -> None:
        """Sort the pages that say nothing and lie behind a page of the other permit."""
        for before, page in pairwise(self._pages):
            tied = page in self.home | self.strays or self._people[page] or self._streets[page]
            if before in self.other and not tied and self._documents.type_of(page) in _BEHIND:
                self.other.add(page)

    def _unsorted(self) -> list[int]:
        return [page for page in self._pages if page not in self.home | self.other | self.strays]

    def _far(self, pages: list[int]) -> set[int]:
        """Return the pages whose dates are all of years long before or after the dossier's own."""
        own = {year for page in self.home for year in self._years[page]}
        return {
            page for page in pages
            if own and self._years[page]
            and min(abs(year - other) for year in self._years[page] for other in own) > _OTHER_PERMIT
        }  # fmt: skip


def _years(findings: tuple[Finding, ...]) -> dict[int, set[int]]:
    """Return the years of the dates of each page."""
    years: dict[int, set[int]] = defaultdict(set)
    for finding in findings:
        if finding.field.startswith("dates.") and isinstance(finding.value, str):
            years[finding.evidence.page].add(int(finding.value[:4]))
    return years


def _of_two_times(years: dict[int, set[int]], documents: Documents) -> bool:
    """Tell whether the pages fall apart into two times, each with a decision or an application of its own."""
    dated = [page for page in sorted(years) if documents.type_of(page) in _OF_A_PERMIT]
    return any(
        min(abs(a - b) for a in years[one] for b in years[two]) > _OTHER_PERMIT for one, two in combinations(dated, 2)
    )


def _is(number: tuple[str, ...], main: tuple[str, ...]) -> bool:
    """Tell whether a number is the dossier's own, misread or cut off behind its second part: `2002-SB`."""
    return misread(number, main) or (len(number) > 1 and number == main[: len(number)])


_LONG = 8
"""Signs of a number in which a stroke between its parts may be read as a figure, and a figure as a letter."""


def misread(number: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two comparable numbers are one but for a misread sign or two."""
    a, b = "/".join(number), "/".join(other)
    if any(map(str.isalpha, a)) != any(map(str.isalpha, b)) and (
        _digits(a) == _digits(b) or re.sub(r"\D", "", a) == re.sub(r"\D", "", b)
    ):
        return True  # `1988.CC82` is `1988.0082`, and `75/878` is `T.D. 75/878` without its mark
    if Levenshtein.distance(a, b) <= (1 if len(a) < 7 else 2):
        return True
    glued, whole = ("".join(one).translate(_FIGURES) for one in (number, other))
    return len(whole) > _LONG and Levenshtein.distance(glued, whole) <= 1  # `046010UD` is `0460/OUD`


def _digits(number: str) -> str:
    """Return the digits of a number, letters that look like one taken for it; without noughts, which are often lost."""
    return re.sub(r"[^1-9]", "", number.translate(_LOOKS_LIKE))


def _numbers(findings: tuple[Finding, ...], role: str = "own") -> dict[int, dict[tuple[str, ...], float]]:
    """Return the numbers of permits on each page, with how sure it is that they are the page's own (or look so)."""
    numbers: dict[int, dict[tuple[str, ...], float]] = defaultdict(dict)
    for finding in findings:
        value = finding.value
        if (
            isinstance(value, Reference)
            and finding.role == role
            and value.kind in {"municipal", "verkaveling", "omv"}
            and finding.score >= (_OWN if role == "own" else _HINT)
        ):
            own = numbers[finding.evidence.page]
            own[comparable(value.value)] = max(finding.score, own.get(comparable(value.value), 0.0))
    return numbers


def _main_number(numbers: dict[int, dict[tuple[str, ...], float]], documents: Documents) -> tuple[str, ...] | None:
    votes: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], int] = {}
    for page, own in sorted(numbers.items()):
        kind = documents.type_of(page)
        trust = _COVER if kind == "kaft" else 150 if kind in {"besluit", "weigering", "aanvraag"} else 100
        for number, score in own.items():
            votes[number] += int(trust * score / len(own))
            first.setdefault(number, page)
    if not votes:
        return None
    support = {number: sum(count for other, count in votes.items() if misread(other, number)) for number in votes}
    return max(votes, key=lambda number: (support[number], votes[number], -first[number]))


def _by_page(findings: tuple[Finding, ...]) -> tuple[dict[int, set[tuple[str, ...]]], dict[int, set[str]]]:
    people: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    streets: dict[int, set[str]] = defaultdict(set)
    for finding in findings:
        page = finding.evidence.page
        if finding.field == "applicants" and isinstance(finding.value, str) and finding.role != "owner":
            people[page].add(person_key(finding.value))
        elif isinstance(finding.value, Address) and finding.role == "site":
            streets[page].add(address_key(finding.value)[0])
    return people, streets


def _twice(pages: list[set[T]], same: Callable[[T, T], bool]) -> bool:
    """Tell whether two pages name the same."""
    return any(same(a, b) for one, other in combinations(pages, 2) for a in one for b in other)


def _any_same(some: set[tuple[str, ...]], others: set[tuple[str, ...]]) -> bool:
    return any(same_person(one, other) for one in some for other in others)

"""Which pages belong to the dossier's own permit, which to another permit in the folder, and which are strays."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extractors.likeness import address_key, person_key, same_person, same_street
from extractors.numbers import comparable
from schemas.findings import Finding
from schemas.pages import Documents
from schemas.values import Address, Reference

_OTHER_PERMIT = 4
"""Years between the dates of two permits in one folder, when no person of the one is named with the other."""
_LOOKS_LIKE = str.maketrans("ilszgb", "115268")
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
    """Sort the pages by the numbers, people and streets on them.

    A page without a number of its own stays with the dossier unless its people are known from the other permit only.
    """
    pages = [page for document in documents.documents for page in document.pages]
    numbers = _numbers(findings)
    main = _main_number(numbers, documents)
    if main is None:
        return Belonging(frozenset(pages), frozenset(), frozenset(), None)
    people, streets = _by_page(findings)
    home = {page for page in pages if any(misread(number, main) for number in numbers.get(page, ()))}
    away = {page for page in pages if page not in home and numbers.get(page)}
    home_streets = {street for page in home for street in streets[page]}
    home_people = {person for page in home for person in people[page]}
    other: set[int] = set()
    strays: set[int] = set()
    for page in sorted(away):
        known_person = _any_same(people[page], home_people)
        known_street = any(same_street(a, b) for a in streets[page] for b in home_streets)
        if known_person or not (people[page] and streets[page]):
            continue  # another notation or an adviser's own number: still ours
        (other if known_street else strays).add(page)
    other_people = {person for page in other for person in people[page]}
    for page in pages:
        if page not in home and page not in other and page not in strays and people[page]:
            ours, theirs = _any_same(people[page], home_people), _any_same(people[page], other_people)
            if theirs and not ours:
                other.add(page)
    loose = [page for page in pages if page not in home | other | strays and not _any_same(people[page], home_people)]
    far = _far_in_time(findings, loose, home)
    other |= {page for page in far if people[page] or len(far | other) > 1}
    for page, before in zip(sorted(pages)[1:], sorted(pages), strict=False):
        nothing_ties = page not in home | strays and not people[page] and not streets[page]
        if before in other and nothing_ties and documents.type_of(page) in {"besluit", "weigering", "brief", "blanco"}:
            other.add(page)
    told = not (other or far) or any(documents.type_of(page) == "kaft" for page in home)
    return Belonging(frozenset(pages) - other - strays, frozenset(other), frozenset(strays), main, told)


def _far_in_time(findings: tuple[Finding, ...], pages: list[int], home: set[int]) -> set[int]:
    """Return the pages whose dates are all of years before or after the dossier's own."""
    years: dict[int, set[int]] = defaultdict(set)
    for finding in findings:
        if finding.field.startswith("dates.") and isinstance(finding.value, str):
            years[finding.evidence.page].add(int(finding.value[:4]))
    own = {year for page in home for year in years[page]}
    return {
        page for page in pages
        if own and years[page] and min(abs(year - other) for year in years[page] for other in own) > _OTHER_PERMIT
    }  # fmt: skip


def misread(number: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two comparable numbers are one but for a misread sign or two."""
    a, b = "/".join(number), "/".join(other)
    if any(map(str.isalpha, a)) != any(map(str.isalpha, b)) and (
        _digits(a) == _digits(b) or re.sub(r"\D", "", a) == re.sub(r"\D", "", b)
    ):
        return True  # `1988.CC82` is `1988.0082`, and `75/878` is `T.D. 75/878` without its mark
    return Levenshtein.distance(a, b) <= (1 if len(a) < 7 else 2)


def _digits(number: str) -> str:
    """Return the digits of a number, letters that look like one taken for it; without noughts, which are often lost."""
    return re.sub(r"[^1-9]", "", number.translate(_LOOKS_LIKE))


def _numbers(findings: tuple[Finding, ...]) -> dict[int, dict[tuple[str, ...], float]]:
    numbers: dict[int, dict[tuple[str, ...], float]] = defaultdict(dict)
    for finding in findings:
        value = finding.value
        if (
            isinstance(value, Reference)
            and finding.role == "own"
            and value.kind in {"municipal", "verkaveling", "omv"}
            and finding.score >= 0.4
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


def _any_same(some: set[tuple[str, ...]], others: set[tuple[str, ...]]) -> bool:
    return any(same_person(one, other) for one in some for other in others)

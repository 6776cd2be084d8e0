"""Where a new dossier begins among pages scanned in one go: numbers, people, streets and years all change."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.belonging import misread
from extractors.likeness import address_key, person_key, same_person, same_street
from extractors.numbers import comparable
from schemas.findings import Finding
from schemas.pages import Documents
from schemas.values import Address, Municipality, Reference
from schemas.words import PageType

_FIRST: frozenset[PageType] = frozenset({"kaft", "aanvraag", "besluit", "weigering", "brief", "nota"})
"""With such a page a dossier may begin."""
_AHEAD = 4
"""Pages after a possible beginning that are looked at together."""
_YEARS_APART = 2
_SURE, _NEARLY = 3, 2
"""Kinds of evidence that must differ, and how many do when number and person or street are among them."""


@dataclass
class Marks:
    """What tells the papers of one dossier from those of another, gathered over some pages."""

    numbers: set[tuple[str, ...]] = field(default_factory=set)
    people: set[tuple[str, ...]] = field(default_factory=set)
    streets: set[str] = field(default_factory=set)
    towns: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)

    def add(self, other: "Marks") -> None:
        """Take in the marks of more pages."""
        for name in ("numbers", "people", "streets", "towns", "years"):
            getattr(self, name).update(getattr(other, name))

    def share(self, other: "Marks") -> bool:
        """Tell whether a number, a person or a street is the same."""
        return (
            any(misread(a, b) for a in self.numbers for b in other.numbers)
            or any(same_person(a, b) for a in self.people for b in other.people)
            or any(same_street(a, b) for a in self.streets for b in other.streets)
        )

    def differences(self, other: "Marks") -> set[str]:
        """Return the kinds of marks that both have and that differ in all of them."""
        kinds = ("numbers", "people", "streets", "towns")
        pairs = {name: (getattr(self, name), getattr(other, name)) for name in kinds}
        found = {name for name, (one, two) in pairs.items() if one and two and not one & two}
        apart = [abs(one - year) for one in self.years for year in other.years]
        return found | ({"years"} if apart and min(apart) >= _YEARS_APART else set())


def dossier_starts(findings: Iterable[Finding], documents: Documents) -> tuple[int, ...]:
    """Return the pages with which a dossier begins, the first page always; one page only when all belong together.

    A single page that was misfiled is no beginning: the pages after it must go on with its marks or with none.
    """
    pages = sorted(page for document in documents.documents for page in document.pages)
    marks = _marks(findings)
    starts = pages[:1]
    so_far = Marks()
    for place, page in enumerate(pages):
        if place and _begins(pages[place:], marks, so_far, documents):
            starts.append(page)
            so_far = Marks()
        so_far.add(marks[page])
    return tuple(_with_cover(start, pages, marks, documents) for start in starts)


def _begins(rest: Sequence[int], marks: dict[int, Marks], before: Marks, documents: Documents) -> bool:
    page = rest[0]
    if documents.type_of(page) not in _FIRST or marks[page].share(before):
        return False
    here = marks[page].differences(before)
    ahead = Marks()
    for later in rest[:_AHEAD]:
        ahead.add(marks[later])
    if not here or len(rest) < _NEARLY or ahead.share(before):
        return False
    differ = ahead.differences(before)
    return len(differ) >= _SURE or ("numbers" in differ and bool(differ & {"people", "streets"}))


def _with_cover(start: int, pages: Sequence[int], marks: dict[int, Marks], documents: Documents) -> int:
    """Return the cover before a beginning that could not be read well enough to tell by itself."""
    place = pages.index(start)
    bare = place > 1 and documents.type_of(pages[place - 1]) == "kaft" and not marks[pages[place - 1]].numbers
    return pages[place - 1] if bare and documents.type_of(start) != "kaft" else start


def _marks(findings: Iterable[Finding]) -> dict[int, Marks]:
    marks: dict[int, Marks] = defaultdict(Marks)
    for found in findings:
        page, value = marks[found.evidence.page], found.value
        if isinstance(value, Reference):
            if found.role == "own" and value.kind not in {"stedenbouw", "other"} and found.score >= 0.5:
                page.numbers.add(comparable(value.value))
        elif isinstance(value, Address):
            if found.role == "site" and value.street:
                page.streets.add(address_key(value)[0])
        elif isinstance(value, Municipality):
            if found.role in {"head", "nis"}:
                page.towns.add(value.nis)
        elif isinstance(value, str) and found.field == "applicants" and found.role != "owner":
            page.people.add(person_key(value))
        elif isinstance(value, str) and found.field.startswith("dates.") and found.score >= 0.5:
            page.years.add(int(value[:4]))
    return marks

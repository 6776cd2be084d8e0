"""What the pages of a delivery reveal about each other: blank backs, skipped numbers, sheets scanned twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.names import tidy
from pipeline.receiving.acceptance import SeenPage
from pipeline.receiving.sheets import duplicates
from schemas.delivery import Problem, Scans
from schemas.flat import FIELDS
from schemas.pages import Documents, PageText
from schemas.record import Many, Record
from schemas.words import PageType


def backs(pages: Sequence[SeenPage]) -> frozenset[int]:
    """Return the places of blank pages that are the back of the sheet before: as large, and behind a written one."""
    found = set()
    for place, (front, back) in enumerate(pairwise(pages), start=1):
        alike = all(
            abs(one - other) <= _SAME_SIZE * one for one, other in zip(_inches(front), _inches(back), strict=True)
        )
        written = not front.blank and not front.scan.separator
        if alike and front.folder == back.folder and back.blank and written:
            found.add(place)
    return frozenset(found)


_SAME_SIZE = 0.08  # of a side: a scanner adds a dark border to one side of a sheet and not to the other


def _inches(page: SeenPage) -> tuple[float, float]:
    dpi = page.prepared.dpi if page.prepared else page.scan.image.dpi or 300
    return page.scan.image.width / dpi, page.scan.image.height * page.scan.image.tall / dpi


class Skipped(NamedTuple):
    """Files whose numbers are skipped, and the two files between which they should be."""

    before: str
    after: str
    lost: tuple[str, ...]


_NUMBERED = re.compile(r"^(.*?)(\d{1,6})(\.[^.]+)?$")  # a contractor may leave all endings away
_WHOLE = (".pdf", ".tif", ".tiff")
_GAP = 6  # five files missing in a row are an accident, a hundred are another way of counting


def skipped_files(names: Iterable[str]) -> tuple[Skipped, ...]:
    """Return the gaps in the numbers of files: `0001.tif`, `0003.tif` lack `0002.tif`. Long gaps are no gaps.

    A PDF or TIFF that lies in no folder is a dossier by itself, and dossiers are counted in other ways.
    """
    series: dict[str, dict[int, str]] = defaultdict(dict)
    for name in names:
        folder, slash, file = name.rpartition("/")
        match = _NUMBERED.match(file)
        if match and (slash or not file.lower().endswith(_WHOLE)):
            series[folder + slash + match[1]][int(match[2])] = name
    return tuple(gap for _, known in sorted(series.items()) for gap in _gaps(known))


def missing_files(names: Iterable[str]) -> tuple[str, ...]:
    """Return the files whose numbers are skipped, by the names that they should have."""
    return tuple(name for gap in skipped_files(names) for name in gap.lost)


def file_number(name: str) -> tuple[str, int] | None:
    """Return the number at the end of a file's name, and what stands before it; folders do not count."""
    match = _NUMBERED.match(name.rpartition("/")[2])
    return (match[1], int(match[2])) if match else None


def _gaps(known: Mapping[int, str]) -> Iterator[Skipped]:
    steps = list(pairwise(sorted(known)))
    if len(steps) > 1 and len({after - before for before, after in steps}) == 1:
        return  # 1, 3, 5: somebody counts sheets by their fronts
    for before, after in steps:
        if 1 < after - before <= _GAP and (match := _NUMBERED.match(known[before].rpartition("/")[2])):
            ending = match[3] or ""
            start = known[before].removesuffix(match[2] + ending)
            lost = (f"{start}{number:0{len(match[2])}}{ending}" for number in range(before + 1, after))
            yield Skipped(known[before], known[after], tuple(lost))


_WORD = r"(?:blz|bladzijde|pagina|pag|blad|p)\b\.?"
_NUMBER = r"(\d{1,3})(?:\s*(?:/|van)\s*(\d{1,3}))?\W{0,3}$"
_ALONE = re.compile(rf"^\W{{0,3}}(?:{_WORD}\s*)?{_NUMBER}", re.IGNORECASE)
_SAID = re.compile(rf"\b(?:blz|bladzijde|pagina|pag)\b\.?\s*{_NUMBER}", re.IGNORECASE)


def printed_number(text: str) -> tuple[int, int | None] | None:
    """Return the page number printed at the foot or the head of a page, and of how many: `blz. 3`, `- 3 -`, `3/7`.

    Alone on the last or first line; with its word also at the end of the two lines next to them: a stamp comes last.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    asked = [(line, _ALONE) for line in (*lines[-1:], *lines[:1])]
    asked += [(line, _SAID) for line in (*reversed(lines[-3:]), *lines[:2])]
    for line, pattern in asked:
        if match := pattern.search(line):
            number, of = int(match[1]), int(match[2]) if match[2] else None
            if 0 < number <= (of or 200):
                return number, of
    return None


class _Printed(NamedTuple):
    """A page with something on it: its number in the dossier, its type, and the number printed on it."""

    place: int
    type: PageType | None
    number: int = 0
    of: int | None = None


def missing_numbers(pages: Sequence[SeenPage]) -> tuple[tuple[int, int], ...]:
    """Return the printed page numbers that are skipped: the page of the dossier before them, and the number.

    Only inside a row of pages of one type whose numbers otherwise go up one by one, or that all say of how many they
    are: a lonely number says nothing. Where a page without a readable number lies between, nothing is missing.
    """
    row = [_printed(page) for page in pages if not page.blank and not page.scan.separator]
    lost: set[tuple[int, int]] = set()
    for _, group in groupby(row, key=lambda page: page.type):
        lost.update(_jumped(list(group)))
    for of, counted in groupby(row, key=lambda page: page.of):
        lost.update(_short_of(list(counted), of, row) if of else ())
    return tuple(sorted(lost))


def _printed(page: SeenPage) -> _Printed:
    number, of = printed_number(page.text) or (0, None)
    return _Printed(page.scan.number, page.type, number, of)


def _jumped(group: Sequence[_Printed]) -> Iterator[tuple[int, int]]:
    steps = list(pairwise(group))
    level = any(before.number and after.number == before.number + 1 for before, after in steps)
    for before, after in steps:
        if level and before.number and after.number == before.number + 2:
            yield before.place, before.number + 1


def _short_of(group: Sequence[_Printed], of: int, row: Sequence[_Printed]) -> Iterator[tuple[int, int]]:
    """Give what a row of neighbours that say `2/5` and so on lacks; they must go up, and there must be two of them."""
    numbers = [page.number for page in group]
    if len(group) < 2 or numbers != sorted(set(numbers)):
        return
    for before, after in pairwise(group):
        yield from ((before.place, number) for number in range(before.number + 1, after.number))
    after_it = next((page for page in row if page.place > group[-1].place), None)
    if after_it is None or after_it.number or after_it.type != group[-1].type:  # else it may be the next, badly read
        yield from ((group[-1].place, number) for number in range(group[-1].number + 1, of + 1))


def telling_pages(record: Record) -> frozenset[int]:
    """Return the numbers of the pages on which a value of the record was found."""
    fields = (record.field(name) for name in FIELDS)
    sources = [source for field in fields for source in (field.items if isinstance(field, Many) else (field,))]
    return frozenset(place.page for source in sources for place in source.evidence)


def within(scans: Scans, texts: Sequence[PageText], documents: Documents, record: Record) -> tuple[Problem, ...]:
    """Return what the pages of one dossier reveal about each other: sheets scanned twice, printed numbers missing."""
    telling = telling_pages(record)
    pages = [
        SeenPage(
            scans.key.folder, scan, text.prepared, type=documents.type_of(scan.number), text=text.text,
            blank=text.prepared.blank, telling=scan.number in telling,
        )
        for scan, text in zip(scans.pages, texts, strict=True)
    ]  # fmt: skip
    twice = (_twice(pages[place].scan.number, pages[other].scan.number) for place, other in duplicates(pages).items())
    lost = groupby(missing_numbers(pages), key=lambda found: found[0])
    return (*twice, *(_unprinted(place, [number for _, number in numbers]) for place, numbers in lost))


def _twice(page: int, first: int) -> Problem:
    return Problem(
        code="page_twice",
        message=f"Blad {page} lijkt op blad {first} en zegt hetzelfde.",
        hint="Kijk na of één blad twee keer gescand is; is het een kopie die in de map zat, dan is er niets te doen.",
        page=page,
    )


def _unprinted(page: int, numbers: Sequence[int]) -> Problem:
    return Problem(
        code="printed_number_skipped",
        message=f"Na blad {page} ontbreekt bladzijde {', '.join(map(str, numbers))} volgens de gedrukte nummers.",
        hint="Kijk in de map of er een blad niet gescand is, en vraag het aan de scanfirma.",
        page=page,
    )


def skipped(gap: Skipped) -> Problem:
    """Return the problem for files whose numbers are skipped."""
    lost = ", ".join(tidy(name.rpartition("/")[2]) for name in gap.lost)
    before, after = (tidy(name) for name in (gap.before, gap.after))
    return Problem(
        code="file_number_skipped",
        message=f"Between '{before}' and '{after}' numbers are skipped: {lost} was not delivered.",
        hint="Look whether pages of this dossier were not scanned or not delivered, and ask the contractor for them.",
    )

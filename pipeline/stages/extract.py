"""Lets every extractor read every page."""

import re
from collections import Counter

from extractors.dated import dated
from extractors.flow import flow
from extractors.numbers import find_numbers
from extractors.page import Extractor, Page
from extractors.page_forms import as_read
from pipeline.ports.reference import OfficialLists
from schemas.delivery import Scans
from schemas.findings import Findings
from schemas.pages import Documents, PageText
from schemas.town import Town

VERSION = 20

_SILENT = {"blanco", "scheidingsblad", "foto"}
_SPAN = 4
"""Years that the papers of one permit usually span."""
_NEW_SPELLING = 1950
_OLD_SPELLING = re.compile(
    r"\b(?:[Oo]ndergeteekende|[Hh]eeren|zoo|zooals|teeken|\d{1,2}(?:sten|den)\s+[A-Z][a-z]+|verleenen|tusschen|"
    r"[Dd]en\s+(?:heer|wegopzichter|bouwmeester)|"
    r"door\s+den|eener|eenen|Nederlandsche?|noodige|woonhuizen\s+ten\s+getalle)\b"
)
_NOT_OUR_YEARS = {"law", "birth", "deed", "history", ""}


def extract(
    scans: Scans,
    texts: tuple[PageText, ...],
    documents: Documents,
    *,
    extractors: tuple[Extractor, ...],
    reference: OfficialLists,
    town: Town | None = None,
) -> Findings:
    """Return all findings of a dossier in page order.

    Args:
        scans: The dossier's pages.
        texts: What was read, one per page in the same order.
        documents: What each page is.
        extractors: Who understands what.
        reference: The official lists.
        town: The municipality whose archive this is, with its habits; extractors find it as `page.town`.
    """
    pages = pages_of(scans, texts, documents, reference, town)
    years, written = years_of(pages, scans.inventory.year if scans.inventory else None)
    found = []
    for page in pages:
        dated_page = page.in_years(years, written)
        for extractor in extractors:
            found += list(extractor.find(dated_page))
    return Findings(findings=tuple(found))


def pages_of(
    scans: Scans, texts: tuple[PageText, ...], documents: Documents, reference: OfficialLists, town: Town | None = None
) -> tuple[Page, ...]:
    """Return the pages that can say something, as extractors see them."""
    words = {scan.number: flow(text) for scan, text in zip(scans.pages, texts, strict=True)}
    read = as_read(documents, {number: page.text for number, page in words.items()})
    return tuple(
        Page(
            scan.number,
            scan.file,
            scan.page_index,
            read.type_of(scan.number),
            words[scan.number],
            text.reader,
            reference,
            town=town,
        )
        for scan, text in zip(scans.pages, texts, strict=True)
        if text.words and documents.type_of(scan.number) not in _SILENT
    )


def years_of(pages: tuple[Page, ...], hint: str | None) -> tuple[tuple[int, int] | None, frozenset[int]]:
    """Return first and last year of the dossier's own papers, and the years that stand on two pages or more.

    The span is None when nothing says a year in four digits. Misreadings do not repeat, so a year on two pages is none.
    """
    of_dates, of_numbers = [_years_of_dates(page) for page in pages], [_years_of_numbers(page) for page in pages]
    on_pages = Counter(year for one, other in zip(of_dates, of_numbers, strict=True) for year in one | other)
    old = sum(len(_OLD_SPELLING.findall(page.flow.text)) for page in pages) >= 2
    return _span(of_dates, of_numbers, hint, old=old), frozenset(year for year, count in on_pages.items() if count > 1)


def _years_of_dates(page: Page) -> set[int]:
    return {
        date.year for date, role, _ in dated(page) if role not in _NOT_OUR_YEARS and date.value and len(date.value) >= 7
    }


def _years_of_numbers(page: Page) -> set[int]:
    return {number.year for segment in page.segments if segment.role == "reference"
            for number in find_numbers(page.flow.text, segment.start, min(segment.end, segment.start + 30))
            if number.year and number.year > 1800}  # fmt: skip


def _span(
    of_dates: list[set[int]], of_numbers: list[set[int]], hint: str | None, *, old: bool
) -> tuple[int, int] | None:
    """Return the years with most votes: two for each page per date's year, three per number's.

    The inventory has two votes, because it may be wrong. In a dossier in the spelling of before 1947 a later year is a
    misread one sooner than not.
    """
    votes: Counter[int] = Counter()
    for years in of_dates:
        votes.update(dict.fromkeys(years, 2))
    for years in of_numbers:
        votes.update(dict.fromkeys(years, 3))
    if hint and re.fullmatch(r"1[89]\d\d|20[0-3]\d", hint):
        votes[int(hint)] += 2
    if old:
        votes = Counter({year: 3 * count if year <= _NEW_SPELLING else count for year, count in votes.items()})
    if not votes:
        return None
    start = max(
        votes, key=lambda first: (sum(votes[year] for year in range(first, first + _SPAN)), votes[first], -first)
    )
    own = [year for year in range(start, start + _SPAN) if votes[year]]
    return own[0], own[-1]

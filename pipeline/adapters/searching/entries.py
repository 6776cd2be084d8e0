"""What can be searched in a record: one entry per value, one per page of text."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from pipeline.adapters.searching.notation import House, house, number, parcel, street, tokens
from schemas.findings import Evidence
from schemas.record import Item, Record
from schemas.values import Address, Parcel

Kind = Literal["reference", "address", "parcel", "name", "municipality", "year", "folder", "image"]

LONGEST_NORMAL = 200
"""PostgreSQL refuses index values of more than about 2,700 bytes; nobody types more than this."""
_LONGEST_WORD = 60
_LONGEST_PAGE = 300_000
"""Characters of normalised text; PostgreSQL refuses more than 1 MB of different words on a page."""


class Entry(NamedTuple):
    """One searchable value: its normal form, how people read it, its page, and the house or parcel numbers it spans."""

    kind: Kind
    normal: str
    display: str
    page: int | None = None
    low: int | None = None
    high: int | None = None


class PageEntry(NamedTuple):
    """The text of one page, as read and as bare words with one space between."""

    page: int
    text: str
    normal: str


def entries(record: Record) -> tuple[Entry, ...]:
    """Return the searchable values of a record, each once."""
    found = (
        *_references(record),
        *_addresses(record),
        *(_parcel(item) for item in record.parcels.items),
        *_names(record),
        *_municipalities(record),
        *_years(record),
        _entry("folder", " ".join(tokens(record.key.folder)), record.key.folder),
        *_images(record),
    )
    return tuple(dict.fromkeys(entry for entry in found if entry.normal))


def name_words(names: Iterable[str]) -> set[str]:
    """Return the words, among the normal forms of names, that are looked for in spite of typing errors."""
    return {normal for normal in names if len(normal) > 2 and " " not in normal}


def page_entries(record: Record) -> tuple[PageEntry, ...]:
    """Return the pages of a record on which something was read."""
    pages = (PageEntry(page.number, _plain(page.text), normal_page(page.text)) for page in record.pages)
    return tuple(page for page in pages if page.normal)


def normal_page(text: str) -> str:
    """Return a text as bare words with one space between; words and pages of absurd length are cut."""
    return " ".join(word[:_LONGEST_WORD] for word in tokens(text))[:_LONGEST_PAGE]


def _plain(text: str) -> str:
    # PostgreSQL cannot keep a NUL character in a text.
    return text.replace("\x00", " ")


def _entry(kind: Kind, normal: str, display: str, page: int | None = None, span: House | None = None) -> Entry:
    low, high = (span.low, span.high) if span else (None, None)
    return Entry(kind, normal[:LONGEST_NORMAL], _plain(display), page, low, high)


def _page(evidence: tuple[Evidence, ...]) -> int | None:
    return evidence[0].page if evidence else None


def _references(record: Record) -> Iterator[Entry]:
    for item in record.references.items:
        for text in (item.value.value, item.value.raw):
            if parts := number(text):
                yield _entry("reference", parts.key, text, _page(item.evidence))


def _addresses(record: Record) -> Iterator[Entry]:
    for item in record.addresses.items:
        if item.value.street:
            span = house(item.value.number) if item.value.number else None
            yield _entry("address", street(item.value.street), _written(item.value), _page(item.evidence), span)


def _written(address: Address) -> str:
    box = f"bus {address.box}" if address.box else None
    where = " ".join(part for part in (address.street, address.number, box) if part)
    place = " ".join(part for part in (address.postcode, address.municipality) if part)
    return f"{where}, {place}" if place else where


def _parcel(item: Item[Parcel]) -> Entry:
    value = item.value
    bis = f"/{value.bis}" if value.bis else ""
    power = str(value.power) if value.power else ""
    display = f"{value.section or ''} {value.number}{bis}{value.exponent or ''}{power}".strip()
    parts = parcel(display)
    if parts is None:
        return _entry("parcel", "", display)
    return _entry("parcel", str(parts), display, _page(item.evidence), House(parts.number, parts.number))


def _names(record: Record) -> Iterator[Entry]:
    people = [(item.value, item.evidence) for item in record.applicants.items]
    if record.architect.value:
        people.append((record.architect.value, record.architect.evidence))
    for name, evidence in people:
        words = tokens(name)
        yield _entry("name", " ".join(words), name, _page(evidence))
        # Each word by itself too: who asks for a surname, or turns the two around, asks for no typing error.
        for word in words if len(words) > 1 else ():
            if len(word) > 2:
                yield _entry("name", word, name, _page(evidence))


def _municipalities(record: Record) -> Iterator[Entry]:
    places = [(address.municipality, address.postcode) for address in record.addresses.values]
    if town := record.municipality.value:
        places.append((town.name, town.locality))
    for name in dict.fromkeys(name for pair in places for name in pair if name):
        yield _entry("municipality", " ".join(tokens(name)), name)


def _images(record: Record) -> Iterator[Entry]:
    """Yield the file of each page that is not blank, by its SHA-256; nobody types it: who has the same image asks."""
    for page in record.pages:
        if not page.blank:
            yield Entry("image", page.sha256, "", page.number)


def _years(record: Record) -> Iterator[Entry]:
    dates = record.dates
    for date in (dates.application, dates.receipt, dates.decision, dates.notification):
        if date.value:
            yield _entry("year", date.value[:4], date.value[:4], _page(date.evidence))
    for reference in record.references.values:
        parts = number(reference.value)
        for year in sorted(parts.years) if parts else ():
            yield _entry("year", year, reference.value)

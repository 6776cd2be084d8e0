"""All addresses of a region, from the Belgian BeST address files: streets and their house numbers by municipality."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from pipeline.adapters.reference.book import Book, Source, write_book
from pipeline.adapters.reference.files import Columns, Table, tables
from pipeline.adapters.words.spelling import box_number, house_number, key, sounded

COLUMNS: Columns = {
    "nis": ("municipality_id", "niscode", "nis"),
    "postcode": ("postcode", "postal_id"),
    "street_id": ("street_id", "streetname_id"),
    "name": ("streetname_nl", "street_nl"),
    "french": ("streetname_fr", "street_fr"),
    "german": ("streetname_de", "street_de"),
    "number": ("house_number", "housenumber"),
    "box": ("box_number", "boxnumber"),
    "id": ("address_id", "id"),
    "status": ("status",),
}
NEEDED = ("nis", "postcode", "name", "number")
_SCHEMA = """
CREATE TABLE street (id INTEGER PRIMARY KEY, nis TEXT, official TEXT, name TEXT, other TEXT, key TEXT,
                     sound TEXT);
CREATE TABLE address (street INTEGER, number TEXT, box TEXT, postcode TEXT, official TEXT, status INTEGER,
                      PRIMARY KEY (street, number, box)) WITHOUT ROWID;
"""
_INDEXES = "CREATE INDEX street_key ON street (key, nis); CREATE INDEX street_nis ON street (nis);"
_KEEP = """INSERT INTO address VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
postcode = excluded.postcode, official = excluded.official, status = excluded.status
WHERE excluded.status < address.status"""
"""An address that was given out anew stands twice in the list: what is in force counts."""
_STATUS = {"current": 0, "": 0, "proposed": 1, "reserved": 1}
_RETIRED = 2
_BATCH = 20_000


class Street(NamedTuple):
    """A street. `id` is ours, `official` that of the register; `other` is its name in another language.

    `key` and `sound` are what `spelling` makes of its name: made once, at the import.
    """

    id: int
    nis: str
    official: str
    name: str
    other: str
    key: str
    sound: str


class Entry(NamedTuple):
    """One address in a street; `current` is False for one that was given up."""

    number: str
    box: str
    postcode: str
    official: str
    current: bool


class AddressList(Protocol):
    """The addresses of a region, wherever they are kept."""

    identity: str

    def towns(self) -> frozenset[str]:
        """Return the NIS codes of the municipalities whose streets are known."""
        ...

    def streets(self, nis: str) -> tuple[Street, ...]:
        """Return the streets of a municipality."""
        ...

    def named(self, name: str) -> tuple[Street, ...]:
        """Return the streets of the whole region with a name, compared by `spelling.key`, at most fifty."""
        ...

    def entries(self, street: int, number: str | None = None) -> tuple[Entry, ...]:
        """Return the addresses in a street, of one house number or all, by number and box."""
        ...


class ImportedAddresses:
    """The address list in an imported table."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.identity = book.source.identity
        self._towns: frozenset[str] = frozenset(row[0] for row in book.rows("SELECT DISTINCT nis FROM street"))

    def towns(self) -> frozenset[str]:
        """See `AddressList`."""
        return self._towns

    def streets(self, nis: str) -> tuple[Street, ...]:
        """See `AddressList`."""
        query = "SELECT * FROM street WHERE nis = ? ORDER BY id"
        return tuple(Street(*row) for row in self._book.rows(query, (nis,)))

    def named(self, name: str) -> tuple[Street, ...]:
        """See `AddressList`."""
        query = "SELECT * FROM street WHERE key = ? ORDER BY nis, id LIMIT 50"
        return tuple(Street(*row) for row in self._book.rows(query, (key(name),)))

    def entries(self, street: int, number: str | None = None) -> tuple[Entry, ...]:
        """See `AddressList`."""
        query = "SELECT number, box, postcode, official, status FROM address WHERE street = ?"
        rows = (
            self._book.rows(f"{query} ORDER BY number, box", (street,))
            if number is None
            else self._book.rows(f"{query} AND number = ? ORDER BY box", (street, house_number(number)))
        )
        return tuple(
            Entry(number, box, code, official, status < _RETIRED) for number, box, code, official, status in rows
        )


class MemoryAddresses:
    """The address list in memory: rows of NIS, postcode, street, house number and box."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str, str]], identity: str = "memory") -> None:
        self.identity = identity
        self._streets: dict[tuple[str, str], Street] = {}
        self._entries: dict[int, list[Entry]] = defaultdict(list)
        for nis, postcode, name, number, box in rows:
            made = Street(len(self._streets) + 1, nis, "", name, "", key(name), sounded(name))
            street = self._streets.setdefault((nis, name), made)
            self._entries[street.id].append(Entry(house_number(number), box_number(box), postcode, "", True))

    def towns(self) -> frozenset[str]:
        """See `AddressList`."""
        return frozenset(street.nis for street in self._streets.values())

    def streets(self, nis: str) -> tuple[Street, ...]:
        """See `AddressList`."""
        return tuple(street for street in self._streets.values() if street.nis == nis)

    def named(self, name: str) -> tuple[Street, ...]:
        """See `AddressList`."""
        same = [street for street in self._streets.values() if street.key == key(name)]
        return tuple(sorted(same, key=lambda street: (street.nis, street.id)))[:50]

    def entries(self, street: int, number: str | None = None) -> tuple[Entry, ...]:
        """See `AddressList`."""
        found = sorted(self._entries.get(street, ()))
        return tuple(entry for entry in found if number is None or entry.number == house_number(number))


def import_addresses(files: Sequence[Path], folder: Path, source: Source) -> Source:
    """Import BeST address files, all of them at once; raises UnusableTable and leaves what was there."""

    def fill(book: sqlite3.Connection) -> tuple[int, int]:
        filling = _Filling(book)
        for file in files:
            with tables(file, COLUMNS, NEEDED) as found:
                for table in found:
                    filling.take(table)
        book.executescript(_INDEXES)
        return filling.rows, filling.skipped

    return write_book(folder, source, _SCHEMA, fill)


class _Filling:
    """Puts rows into the table in batches; only the streets are held in memory."""

    def __init__(self, book: sqlite3.Connection) -> None:
        self._book = book
        self._streets: dict[tuple[str, str, str], int] = {}
        self.rows = 0
        self.skipped = 0

    def take(self, table: Table) -> None:
        batch: list[tuple[int, str, str, str, str, int]] = []
        for row in self._addresses(table):
            batch.append(row)
            if len(batch) >= _BATCH:
                self._book.executemany(_KEEP, batch)
                batch.clear()
        self._book.executemany(_KEEP, batch)
        self.skipped += table.skipped

    def _addresses(self, table: Table) -> Iterator[tuple[int, str, str, str, str, int]]:
        last, street = ("", "", ""), 0
        for nis, postcode, street_id, name, french, german, number, box, official, status in table:
            if not (name or french or german) or not number or len(nis) != 5 or not nis.isdigit():
                self.skipped += 1
                continue
            same = (nis, street_id, name or french or german)
            if same != last:
                last, street = same, self._street(same, french if name else german)
            if not (number.isdigit() and number[0] != "0"):  # nearly all are plain: spare them the work
                number = house_number(number)  # noqa: PLW2901  # the cell in the form in which it is kept
            self.rows += 1
            kept = _STATUS.get(status.lower(), _RETIRED)
            yield street, number, box_number(box) if box else "", postcode, official, kept

    def _street(self, same: tuple[str, str, str], other: str) -> int:
        if same not in self._streets:
            self._streets[same] = len(self._streets) + 1
            nis, official, name = same
            row = Street(self._streets[same], nis, official, name, other, key(name), sounded(name))
            self._book.execute("INSERT INTO street VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return self._streets[same]

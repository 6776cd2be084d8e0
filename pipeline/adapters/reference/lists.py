"""The smaller official tables: municipalities with their history, cadastral divisions, and names of streets."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.adapters.reference.book import Book, Kind, Source, write_book
from pipeline.adapters.reference.files import Columns, encoding_of, tables

_DATE = re.compile(r"(?:\d{1,2}/\d{1,2}/)?(\d{4})(?:-\d{1,2}-\d{1,2})?")
_MUNICIPALITY = "4"
"""The level of municipalities in TU_COM_REFNIS; those above are regions, provinces and arrondissements."""

Cells = tuple[str, ...]


class _List(NamedTuple):
    """How one kind of table is read; `read` returns the row as it is kept, None if it is unusable, () if unwanted."""

    columns: Columns
    needed: tuple[str, ...]
    kept: tuple[str, ...]
    read: Callable[[Cells], Cells | None]


def _refnis(row: Cells) -> Cells | None:
    level, nis, dutch, french, start, end = (cell.strip() for cell in row)
    if level not in {"", _MUNICIPALITY}:
        return ()
    since, until = _DATE.fullmatch(start), _DATE.fullmatch(end)
    if not re.fullmatch(r"\d{5}", nis) or not (dutch or french) or not since or not until:
        return None
    return nis, dutch or french, french, since[1], until[1]


def _division(row: Cells) -> Cells | None:
    code, nis, name, french = (cell.strip() for cell in row)
    whole = re.fullmatch(r"\d{5}", code) and re.fullmatch(r"\d{5}", nis) and (name or french)
    return (code, nis, name or french) if whole else None


def _street(row: Cells) -> Cells | None:
    nis, name, today, until, locality = (cell.strip() for cell in row)
    year = _DATE.fullmatch(until) if until else None
    if not re.fullmatch(r"\d{5}", nis) or not name or (until and not year):
        return None
    return nis, name, today, year[1] if year else "", locality


_NIS = ("nis", "niscode", "municipality_id", "gemeente_nis", "admukey")
_LISTS: dict[Kind, _List] = {
    "refnis": _List(
        {"level": ("lvl_refnis", "level"), "nis": ("cd_refnis", "nis"), "dutch": ("tx_refnis_nl", "name_nl"),
         "french": ("tx_refnis_fr", "name_fr"), "start": ("dt_vldt_start", "start"), "end": ("dt_vldt_end", "end")},
        ("nis", "dutch", "start", "end"), ("nis", "name", "french", "start", "stop"), _refnis,
    ),
    "divisions": _List(
        {"code": ("cadikey", "departmentcode", "afdelingscode"), "nis": _NIS,
         "name": ("namedut", "departmentname", "name"), "french": ("namefre",)},
        ("code", "nis", "name"), ("code", "nis", "name"), _division,
    ),
    "streetnames": _List(
        {"nis": _NIS, "name": ("name", "straatnaam", "oude_naam", "streetname_nl"),
         "today": ("today", "huidige_naam", "nieuwe_naam"), "until": ("until", "tot"),
         "locality": ("locality", "deelgemeente")},
        ("nis", "name"), ("nis", "name", "today", "until", "locality"), _street,
    ),
}  # fmt: skip


def import_list(kind: Kind, files: Sequence[Path], folder: Path, source: Source) -> Source:
    """Import a table of one of the smaller kinds; raises UnusableTable and leaves what was there."""
    how = _LISTS[kind]

    def fill(book: sqlite3.Connection) -> tuple[int, int]:
        rows: set[Cells] = set()
        skipped = 0
        for file in files:
            with tables(file, how.columns, how.needed, encoding_of(file)) as found:
                for table in found:
                    for row in map(how.read, table):
                        skipped += row is None
                        if row:
                            rows.add(row)
                    skipped += table.skipped
        book.executemany(f"INSERT INTO entry VALUES ({', '.join('?' * len(how.kept))})", sorted(rows))  # noqa: S608  # only question marks
        return len(rows), skipped

    return write_book(folder, source, f"CREATE TABLE entry ({', '.join(how.kept)});", fill)


def entries(book: Book | None) -> list[Cells]:
    """Return all rows of an imported smaller table, none when it was not imported."""
    return book.rows("SELECT * FROM entry") if book else []

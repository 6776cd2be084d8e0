"""Reads the tables of a spreadsheet file, XLSX or ODS, as rows of text. Nothing in it is run or fetched."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain, islice, repeat
from typing import TypeVar
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from pipeline.errors import InputError

T = TypeVar("T")
Row = list[str]
Sheet = Iterable[Iterable[object]]

_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_BYTES = 50_000_000
"""Unpacked: more is no list of dossiers, and a small ZIP file can hold any amount of nothing."""
_MOST_ROWS = 200_000
_MOST_CELLS = 200
_BROKEN = (
    zipfile.BadZipFile, zlib.error, ET.ParseError, KeyError, ValueError, TypeError, OSError, EOFError,
    NotImplementedError, RuntimeError, AttributeError, IndexError,
)  # fmt: skip
"""What a damaged part makes of the reading of zipfile, ElementTree and openpyxl."""
_SAVE = "Save it as XLSX, ODS or CSV and deliver it again."


def is_workbook(data: bytes) -> bool:
    """Tell by its first bytes whether a file is a spreadsheet file and no text."""
    return data.startswith((_ZIP, _OLD))


def tables(data: bytes) -> list[list[Row]]:
    """Return the rows of each sheet; of an empty cell the text is empty.

    Raises:
        InputError: it is damaged, too large, locked with a password, or of Excel before 2007.
    """
    if data.startswith(_OLD):  # a workbook with a password is such a file too
        raise InputError("it is a workbook of an old Excel (XLS), or one with a password.", _SAVE)
    try:
        sheets = None if _unpacked(data) > _MOST_BYTES else [_rows(sheet) for sheet in _sheets(data)]
    except _BROKEN as error:
        raise InputError("it is damaged, or no spreadsheet.", _SAVE) from error
    if sheets is None:
        raise InputError("it is too large for a list of dossiers.", _SAVE)
    return sheets


def _unpacked(data: bytes) -> int:
    with ZipFile(io.BytesIO(data)) as packed:
        return sum(part.file_size for part in packed.infolist())


def _sheets(data: bytes) -> Iterator[Sheet]:
    with ZipFile(io.BytesIO(data)) as packed:
        content = packed.read("content.xml") if "content.xml" in packed.namelist() else None
    return _sheets_of_xlsx(data) if content is None else _sheets_of_ods(content)


def _rows(rows: Sheet) -> list[Row]:
    found = (list(map(_text, islice(row, _MOST_CELLS))) for row in islice(rows, _MOST_ROWS))
    return [row for row in found if any(row)]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return "" if value is None else str(value)


def _sheets_of_xlsx(data: bytes) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        yield sheet.iter_rows(values_only=True)


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_WORDS = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"


def _sheets_of_ods(content: bytes) -> Iterator[Sheet]:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("no spreadsheet declares anything")
    for sheet in ET.fromstring(content).iter(f"{_TABLE}table"):  # noqa: S314  # nothing in it is declared or fetched
        yield chain.from_iterable(_repeated(row, "rows", _cells(row)) for row in sheet.iter(f"{_TABLE}table-row"))


def _cells(row: ET.Element) -> list[object]:
    cells = (cell for cell in row if cell.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
    values = chain.from_iterable(_repeated(cell, "columns", _value(cell)) for cell in cells)
    return list(islice(values, _MOST_CELLS))


def _repeated(element: ET.Element, what: str, value: T) -> Iterator[T]:
    """Give what stands in a row or cell as often as it stands there; the empty end of a sheet is one of a million."""
    count = int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
    return repeat(value, min(count, _MOST_CELLS))


def _value(cell: ET.Element) -> object:
    if cell.get(f"{_OFFICE}value-type") == "date":
        return cell.get(f"{_OFFICE}date-value")
    if number := cell.get(f"{_OFFICE}value"):
        return float(number)
    return "\n".join("".join(line.itertext()) for line in cell.iter(_WORDS))

"""Reads the contractor's inventory in whatever spreadsheet format it was saved; it is a hint and may be wrong."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.receiving import workbooks
from pipeline.receiving.workbooks import Row
from schemas.delivery import InventoryHint

_FOLDER = "dossiermap"
_ABOVE = 20
"""Lines among which the one that names the columns must be."""
_COLUMNS = {"doos": "box", "map": "folder_number", "jaar": "year", "opmerking": "remark"}
_DATE = re.compile(r"(\d{4})(?:[.,]0+)?|(?:\d{1,2}[-/. ]){2}(\d{4})(?: .*)?|(\d{4})(?:[-/.]\d{1,2}){2}(?:[ T].*)?")
_DAY_0 = date(1899, 12, 30)  # from which spreadsheets count their days
_SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1252; every byte becomes some character."""
    if data.startswith(_UTF16):
        return data.decode("utf-16", errors="replace")
    if data[1::2].count(0) > len(data) // 4:  # every other byte of Latin letters in UTF-16
        return data.decode("utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def parse(data: bytes) -> tuple[tuple[str, InventoryHint], ...]:
    """Return the hint for each dossier folder, in the order of the rows; nothing when it is no such table.

    Rows without a folder name, and lines above the row that names the columns, are left out. Of a workbook every sheet
    with such a row counts. Cells beyond the header are kept as `kolom 7`.

    Raises:
        InputError: it is a workbook that cannot be read.
    """
    sheets = workbooks.tables(data) if workbooks.is_workbook(data) else [_rows(decode(data))]
    return tuple(hint for rows in sheets for hint in _hints(rows))


def may_be_one(name: str) -> bool:
    """Tell by its ending whether a file under another name may be an inventory."""
    return name.lower().endswith(_SPREADSHEETS)


def _rows(text: str) -> list[Row]:
    if text.startswith("sep="):  # Excel's own way to say what divides the columns
        text = text.partition("\n")[2]
    heading = next((line for line in text.splitlines()[:_ABOVE] if _FOLDER in line.lower()), "")
    delimiter = max(";,\t|", key=heading.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return []


def _hints(rows: list[Row]) -> Iterator[tuple[str, InventoryHint]]:
    names = [[name.strip().lower() for name in row] for row in rows[:_ABOVE]]
    top = next((place for place, row in enumerate(names) if _FOLDER in row), None)
    for row in rows[top + 1 :] if top is not None else ():
        cells = {_name(names[top or 0], place): value.strip() for place, value in enumerate(row) if value.strip()}
        folder = cells.pop(_FOLDER, "")
        if folder:
            known = {_COLUMNS[name]: cells.pop(name) for name in list(cells) if name in _COLUMNS}
            if (said := known.get("year")) and (year := _year(said)) != said:
                known["year"], cells["jaar"] = year, said
            yield folder, InventoryHint(**known, other=cells)


def _year(said: str) -> str:
    """Return the year that a cell means: a spreadsheet may make a date of it, or the number of its day."""
    if found := _DATE.fullmatch(said):
        return str(next(filter(None, found.groups())))
    days = int(said) if said.isdecimal() and len(said) == len("27395") else 0
    return str((_DAY_0 + timedelta(days)).year) if days else said


def same(folder: str) -> str:
    """Return a folder name in the form used for comparison: capitals and the composition of é do not count.

    A slash around it (`D007_M04/`) says only that it is a folder.
    """
    return unicodedata.normalize("NFC", folder).casefold().strip("/\\ ")


def _name(header: list[str], place: int) -> str:
    return (header[place] if place < len(header) else "") or f"kolom {place + 1}"

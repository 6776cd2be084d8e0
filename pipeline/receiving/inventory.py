"""Reads the contractor's inventory in whatever spreadsheet format it was saved; it is a hint and may be wrong."""

import csv
import io
import re
import unicodedata
from datetime import date, timedelta

from schemas.delivery import InventoryHint

_COLUMNS = {"doos": "box", "map": "folder_number", "jaar": "year", "opmerking": "remark"}
_DATE = re.compile(r"(\d{4})(?:[.,]0+)?|(?:\d{1,2}[-/. ]){2}(\d{4})(?: .*)?|(\d{4})(?:[-/.]\d{1,2}){2}(?:[ T].*)?")
_DAY_0 = date(1899, 12, 30)  # from which spreadsheets count their days
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a BOM or Windows-1252; every byte becomes some character."""
    if data.startswith(_UTF16):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def parse(data: bytes) -> tuple[tuple[str, InventoryHint], ...]:
    """Return the hint for each dossier folder, in the order of the rows; nothing when it is no such table.

    Rows without a folder name are left out. Cells beyond the header are kept as `kolom 7`.
    """
    text = decode(data)
    if text.startswith("sep="):  # Excel's own way to say what divides the columns
        text = text.partition("\n")[2]
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return ()
    header = [name.strip().lower() for name in rows[0]] if rows else []
    hints = []
    for row in rows[1:]:
        cells = {_name(header, place): value.strip() for place, value in enumerate(row) if value.strip()}
        folder = cells.pop("dossiermap", "")
        if folder:
            known = {_COLUMNS[name]: cells.pop(name) for name in list(cells) if name in _COLUMNS}
            if (said := known.get("year")) and (year := _year(said)) != said:
                known["year"], cells["jaar"] = year, said
            hints.append((folder, InventoryHint(**known, other=cells)))
    return tuple(hints)


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

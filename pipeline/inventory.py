"""Reads the contractor's inventory, in whatever spreadsheet habit it was saved; it is a hint and may be wrong."""

import csv
import io

from schemas.delivery import InventoryHint

_COLUMNS = {"doos": "box", "map": "folder_number", "jaar": "year", "opmerking": "remark"}


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8 (with or without BOM) or Windows-1252; every byte becomes some character."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def parse(data: bytes) -> tuple[tuple[str, InventoryHint], ...]:
    """Return the hint for each dossier folder, in the order of the rows. Rows without a folder name are left out."""
    text = decode(data)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    header = [name.strip().lower() for name in next(rows, [])]
    hints = []
    for row in rows:
        cells = {name: value.strip() for name, value in zip(header, row, strict=False) if value.strip()}
        folder = cells.pop("dossiermap", "")
        if folder:
            known = {_COLUMNS[name]: cells.pop(name) for name in list(cells) if name in _COLUMNS}
            hints.append((folder, InventoryHint(**known, other=cells)))
    return tuple(hints)

"""Writes records out for other programs: one flat JSON file per dossier, or one table of all dossiers.

Every file is written whole or not at all, and the same records give the same bytes.
"""

import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from pipeline.adapters.storage.atomic import whole
from pipeline.errors import ContractBroken, UnsafeName
from pipeline.exporting.tables import csv_table, xlsx_table
from schemas.flat import FlatRecord, flatten
from schemas.record import Record

TABLE_NAME = "dossiers"


def export_flat(records: Iterable[Record], folder: Path) -> int:
    """Write `<folder>/<delivery>/<dossier folder>.json` for every record and return how many there are.

    Where a disk takes two names for one file (upper and lower case, two ways to write é), the second gets the beginning
    of its dossier's id behind it. A dossier that cannot be written stops no other.

    Raises:
        UnsafeName: a delivery or dossier has a name that would leave the folder; all others were written.
        ContractBroken: two records want the same file; the first one stays.
    """
    places: set[PurePosixPath] = set()
    files: set[tuple[int, int]] = set()
    refused: UnsafeName | None = None
    for record in records:
        try:
            place = flat_path(record)
        except UnsafeName as error:
            refused = refused or error
            continue
        if place in places:
            raise ContractBroken(f"Two dossiers want the file '{place}'.", "Nothing was overwritten; report this.")
        places.add(place)
        target = folder / place
        if target.exists() and _file(target) in files:
            target = target.with_stem(f"{target.stem}~{record.id[:8]}")
        with whole(target) as part:
            part.write_bytes(flat_json(flatten(record)).encode())
        files.add(_file(target))
    if refused:
        raise refused
    return len(places)


def _file(path: Path) -> tuple[int, int]:
    """Return what a disk knows a file by, whatever its name."""
    seen = path.stat()
    return seen.st_dev, seen.st_ino


def export_csv(records: Iterable[Record], folder: Path) -> Path:
    """Write all records to `<folder>/dossiers.csv`; columns and form are those of `pipeline.exporting.tables`."""
    target = folder / f"{TABLE_NAME}.csv"
    with whole(target) as part, part.open("wb") as file:
        csv_table(records, file)
    return target


def export_xlsx(records: Iterable[Record], folder: Path) -> Path:
    """Write all records to `<folder>/dossiers.xlsx`; columns and form are those of `pipeline.exporting.tables`."""
    target = folder / f"{TABLE_NAME}.xlsx"
    with whole(target) as part, part.open("wb") as file:
        xlsx_table(records, file)
    return target


def flat_path(record: Record) -> PurePosixPath:
    """Return the place of a dossier's flat file inside the export folder."""
    parts = (record.key.delivery, f"{record.key.folder}.json")
    for part in parts:
        if part in {"", ".", ".."} or any(character in part for character in "/\\\0"):
            raise UnsafeName(
                f"'{part}' cannot be the name of an exported file.", "Rename the folder and deliver again."
            )
    return PurePosixPath(*parts)


def flat_json(flat: FlatRecord) -> str:
    """Return the flat record as it is written: indented, keys in the order of the contract, newline at the end."""
    return json.dumps(flat.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"

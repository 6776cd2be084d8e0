"""Imports an official table: `kaft reference import`."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.adapters.reference.address_list import import_addresses
from pipeline.adapters.reference.book import KINDS, Kind, Source, open_book
from pipeline.adapters.reference.files import origin
from pipeline.adapters.reference.lists import import_list
from pipeline.adapters.storage.atomic import sweep_incoming
from pipeline.errors import ConfigError
from pipeline.scratch import scratch

_ORIGINS: dict[Kind, tuple[str, str]] = {
    "best": ("FOD BOSA, BeST-adressen", "CC BY 4.0"),
    "refnis": ("Statbel, TU_COM_REFNIS", "CC BY 4.0"),
    "divisions": ("FOD Financiën, kadastraal plan", ""),
    "streetnames": ("", ""),
}
"""Who publishes each table, and its licence as far as it is known; the command line may say otherwise."""


class Imported(NamedTuple):
    """What an import did; `changed` is False when the same table was there already."""

    source: Source
    changed: bool


def import_table(
    kind: Kind, files: Sequence[Path], folder: Path, *, version: str = "", publisher: str = "", licence: str = "",
    dry_run: bool = False,
) -> Imported:  # fmt: skip
    """Import the files of one kind, all at once, in the place of what was imported before.

    Args:
        kind: What the files hold.
        files: CSV, gzipped CSV or ZIP; several hold one table together.
        folder: Where imported tables are.
        version: What the publisher calls this version; otherwise the date inside a ZIP.
        publisher: Who publishes it, if not the usual one.
        licence: Its licence, if not the usual one.
        dry_run: Read everything and change nothing.

    Raises:
        UnusableTable: a file is not such a table, or broken; what was imported before stays in use.
    """
    ordered = sorted(files, key=lambda file: file.name)
    found = origin(ordered)
    usual = _ORIGINS[kind]
    source = Source(kind, version or found.dated, publisher or usual[0], licence or usual[1], found.files, found.sha256)
    known = _known(folder, kind)
    if known is not None and known._replace(rows=0, skipped=0) == source:
        return Imported(known, changed=False)
    if dry_run:
        with scratch("reference") as aside:
            return Imported(_import(kind, ordered, aside, source), changed=True)
    sweep_incoming(folder)
    return Imported(_import(kind, ordered, folder, source), changed=True)


def imported(folder: Path) -> tuple[Source, ...]:
    """Return the sources of all imported tables; raises ConfigError when one is damaged."""
    found = []
    for kind in KINDS:
        book = open_book(folder, kind)
        if book:
            found.append(book.source)
            book.close()
    return tuple(found)


def _import(kind: Kind, files: Sequence[Path], folder: Path, source: Source) -> Source:
    return import_addresses(files, folder, source) if kind == "best" else import_list(kind, files, folder, source)


def _known(folder: Path, kind: Kind) -> Source | None:
    try:
        book = open_book(folder, kind)
    except ConfigError:  # damaged, or of another version: importing it again is the remedy
        return None
    if book is None:
        return None
    book.close()
    return book.source

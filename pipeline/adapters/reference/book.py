"""An imported table on disk: one read-only SQLite file per kind in `<work>/reference`, with its source in it.

It is built beside the old one and takes its place whole, so a broken import changes nothing; whoever has the old one
open keeps reading it. Any number of processes may read one file, and none holds it in memory.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pipeline.adapters.storage.atomic import READABLE, incoming_file, root_folder, sync_folder, translated
from pipeline.errors import ConfigError, ServiceUnavailable, UnusableTable
from pipeline.room import full

Kind = Literal["best", "refnis", "divisions", "streetnames"]
KINDS: tuple[Kind, ...] = ("best", "refnis", "divisions", "streetnames")

FORMAT = 1
"""Raised when the tables in the files change: older files must then be imported again."""
_READ_CACHE_KIB = 16_384
_TOO_MANY_SKIPPED = 0.05
"""Share of unusable rows from which a file is not what it should be."""


class Source(NamedTuple):
    """Where an imported table comes from, how much of it was used, and under which licence."""

    kind: Kind
    version: str
    publisher: str
    licence: str
    files: tuple[str, ...]
    sha256: str
    rows: int = 0
    skipped: int = 0

    @property
    def identity(self) -> str:
        """Kind, version and the beginning of the SHA-256: two imports with one identity hold the same."""
        return " ".join(part for part in (self.kind, self.version, self.sha256[:12]) if part)


def book_path(folder: Path, kind: Kind) -> Path:
    """Return where the imported table of a kind is, or would be."""
    return folder / f"{kind}.sqlite"


def write_book(
    folder: Path, source: Source, schema: str, fill: Callable[[sqlite3.Connection], tuple[int, int]]
) -> Source:
    """Build the table and put it in its place; returns the source with the rows that were used and skipped.

    Args:
        folder: Where imported tables are; made if it is missing.
        source: Where the rows come from.
        schema: The CREATE statements.
        fill: Inserts all rows and returns how many it used and how many it could not use.

    Raises:
        UnusableTable: there are no rows, or too many that cannot be used; what was imported before stays.
    """
    with _taking_its_place(book_path(folder, source.kind)) as temporary:
        try:
            with closing(sqlite3.connect(temporary)) as book:
                # Nobody sees this file before it is whole, so it needs no journal.
                for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-65536"):
                    book.execute(f"PRAGMA {pragma}")
                book.executescript(f"CREATE TABLE source (format INTEGER, body TEXT); {schema}")
                source = _counted(source, *fill(book))
                book.execute("INSERT INTO source VALUES (?, ?)", (FORMAT, json.dumps(source)))
                book.commit()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname == "SQLITE_FULL":
                raise full(folder) from error
            raise ServiceUnavailable(f"{folder} cannot be written: {error}.", "Is its disk away or broken?") from error
    return source


@contextmanager
def _taking_its_place(target: Path) -> Iterator[Path]:
    """Give a path to write at, which takes the place of the target at the end; a failure leaves the old file."""
    root_folder(target.parent)
    with ExitStack() as stack:
        with translated(target.parent):
            temporary, file = stack.enter_context(incoming_file(target.parent))
        yield temporary
        with translated(target.parent):
            os.fchmod(file.fileno(), READABLE)
            os.fsync(file.fileno())
            temporary.replace(target)
            sync_folder(target.parent)


def _counted(source: Source, rows: int, skipped: int) -> Source:
    name = ", ".join(source.files)
    if not rows:
        raise UnusableTable(f"No row of {name} can be used.", "Is it the right file, as its publisher gives it?")
    if skipped > 1 and skipped > _TOO_MANY_SKIPPED * (rows + skipped):
        raise UnusableTable(
            f"{skipped} of {rows + skipped} rows of {name} cannot be used.",
            "Is the file whole, and not edited by hand?",
        )
    return source._replace(rows=rows, skipped=skipped)


class Book:
    """Reads an imported table; threads may share it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        with self._translated():
            self._file = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._file.execute(f"PRAGMA cache_size=-{_READ_CACHE_KIB}")
            row = self._file.execute("SELECT format, body FROM source").fetchone()
        if row is None or row[0] != FORMAT:
            raise ConfigError(f"{path} was made by another version of kaft.", "Import the table again.")
        kind, version, publisher, licence, files, sha256, rows, skipped = json.loads(row[1])
        self.source = Source(kind, version, publisher, licence, tuple(files), sha256, rows, skipped)

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return the rows of a query."""
        with self._lock, self._translated():
            return self._file.execute(query, values).fetchall()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise ConfigError(f"{self._path} is damaged: {error}.", "Import the table again.") from error


def open_book(folder: Path, kind: Kind) -> Book | None:
    """Open the imported table of a kind; None when none was imported."""
    path = book_path(folder, kind)
    return Book(path) if path.is_file() else None

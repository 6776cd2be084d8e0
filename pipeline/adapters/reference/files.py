"""Reads official tables as published: CSV, plain, gzipped or in a ZIP, by column name, row by row."""

import csv
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import IO, NamedTuple, TextIO, cast

from pipeline.errors import UnusableTable

Columns = Mapping[str, Sequence[str]]
"""The columns that are read: our name of each, and the headings under which it may stand, in lower case."""

_LONGEST_LINE = 100_000
_PIECE = 1 << 20


class Origin(NamedTuple):
    """Where a table comes from: file names, SHA-256 over their bytes, and the date in the ZIP, if it is one."""

    files: tuple[str, ...]
    sha256: str
    dated: str


def origin(files: Sequence[Path]) -> Origin:
    """Return where tables come from; raises UnusableTable when one cannot be opened."""
    digest, dated = hashlib.sha256(), ""
    for file in files:
        try:
            with file.open("rb") as opened:
                while piece := opened.read(_PIECE):
                    digest.update(piece)
            if zipfile.is_zipfile(file):
                with zipfile.ZipFile(file) as packed:
                    year, month, day = max((member.date_time for member in packed.infolist()), default=(0,) * 6)[:3]
                    dated = max(dated, f"{year:04d}-{month:02d}-{day:02d}" if year > 1980 else "")
        except (OSError, zipfile.BadZipFile) as error:
            raise UnusableTable(f"{file.name} cannot be opened: {_why(error)}.", "Is it there, and whole?") from error
    return Origin(tuple(file.name for file in files), digest.hexdigest(), dated)


class Table:
    """The rows of one file as tuples in the order of `columns`; cells of columns that are not there are empty.

    `skipped` counts rows with fewer cells than the heading; it is complete when all rows were read.
    """

    def __init__(self, name: str, text: TextIO, columns: Columns, needed: Sequence[str]) -> None:
        self.name = name
        self.skipped = 0
        first = text.readline(_LONGEST_LINE)
        delimiter = max(";,\t|", key=first.count)
        self._headings = [
            cell.strip().strip("\ufeff").lower() for cell in next(csv.reader([first], delimiter=delimiter), [])
        ]
        self._places = [self._place(columns[column]) for column in columns]
        missing = [
            column for column, place in zip(columns, self._places, strict=True) if place < 0 and column in needed
        ]
        if missing:
            names = ", ".join(" or ".join(columns[column][:2]) for column in missing)
            found = ", ".join(self._headings[:30]).strip() or "nothing"
            raise UnusableTable(
                f"{name} is not the table that is needed: it has no column {names}. Its columns are: {found}.",
                "Is it the right file, as its publisher gives it?",
            )
        # A line without end must not fill the memory: what is cut off has no whole row, and is skipped.
        self._rows = csv.reader(iter(partial(text.readline, _LONGEST_LINE), ""), delimiter=delimiter)

    def _place(self, headings: Sequence[str]) -> int:
        return next((self._headings.index(heading) for heading in headings if heading in self._headings), -1)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows; raises UnusableTable where the file breaks off or cannot be read on."""
        width, rows = len(self._headings), 0
        # One more, empty cell stands for every column that is not there.
        pick = itemgetter(*(place if place >= 0 else width for place in self._places), width)
        try:
            for row in self._rows:
                rows += 1
                if len(row) == width:
                    row.append("")
                    yield pick(row)[:-1]
                elif row:
                    self.skipped += 1
        except (csv.Error, OSError, EOFError, zlib.error, zipfile.BadZipFile, UnicodeDecodeError) as error:
            raise UnusableTable(
                f"{self.name} cannot be read beyond row {rows + 1}: {_why(error)}.",
                "Fetch the file again; what was imported before is still in use.",
            ) from error


@contextmanager
def tables(file: Path, columns: Columns, needed: Sequence[str], encoding: str = "utf-8-sig") -> Iterator[list[Table]]:
    """Open the tables in a file: itself, or every .csv, .txt and .tsv of a ZIP that has the columns.

    Raises:
        UnusableTable: nothing in it can be read, or no table in it has the needed columns; says which it has.
    """
    opened: list[Table] = []
    closing: list[TextIO] = []
    try:
        with _members(file) as members:
            wrong: list[UnusableTable] = []
            for name, raw in members:
                text = io.TextIOWrapper(raw, encoding=encoding, newline="")
                closing.append(text)
                try:
                    opened.append(Table(name, text, columns, needed))
                except UnusableTable as error:
                    wrong.append(error)
            if not opened:
                raise wrong[0] if wrong else UnusableTable(f"{file.name} holds no .csv, .tsv or .txt file.")
            yield opened
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, UnicodeDecodeError, csv.Error) as error:
        raise UnusableTable(f"{file.name} cannot be read: {_why(error)}.", "Fetch the file again.") from error
    finally:
        for text_file in closing:
            text_file.close()


def encoding_of(file: Path) -> str:
    """Return how a small table is written: UTF-8, or Windows-1252 as spreadsheets save it; packed ones are UTF-8."""
    try:
        with file.open(encoding="utf-8-sig") as text:
            while text.read(_PIECE):
                pass
    except UnicodeDecodeError:
        head = file.read_bytes()[:4]
        return "utf-8-sig" if head[:2] == b"\x1f\x8b" or head == b"PK\x03\x04" else "cp1252"
    except OSError:
        return "utf-8-sig"  # whoever opens it says that it cannot be read
    return "utf-8-sig"


@contextmanager
def _members(file: Path) -> Iterator[list[tuple[str, IO[bytes]]]]:
    with file.open("rb") as raw:
        head = raw.read(4)
        raw.seek(0)
        if head[:2] == b"\x1f\x8b":
            with gzip.open(raw) as unpacked:
                yield [(file.name, cast("IO[bytes]", unpacked))]
        elif head == b"PK\x03\x04":
            with zipfile.ZipFile(raw) as packed:
                names = [name for name in packed.namelist() if name.lower().endswith((".csv", ".txt", ".tsv"))]
                yield [(f"{file.name}/{Path(name).name}", packed.open(name)) for name in names]
        else:
            yield [(file.name, raw)]


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not in UTF-8"
    if isinstance(error, EOFError):
        return "it ends too soon"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__

"""The search index in a database, for `search.find`."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, Select, delete, insert, select, text
from sqlalchemy.sql.elements import ColumnElement

from pipeline.adapters.entries import Kind, entries, page_entries
from pipeline.adapters.search import PageRow, Row, whole_word
from pipeline.adapters.tables import dossier_version, page_text, search_entry
from schemas.record import Record

_AT_ONCE = 500
_ON_SQLITE = text("page_text.id IN (SELECT rowid FROM page_search WHERE page_search MATCH :words)")
_ON_POSTGRESQL = text("array_to_tsvector(string_to_array(page_text.normal, ' ')) @@ CAST(:words AS tsquery)")


class SqlIndex:
    """The entries of the newest version of every dossier, seen through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, record: Record, version: int) -> None:
        """Put the entries of this version in the place of those of the one before."""
        for table in (search_entry, page_text):
            self._connection.execute(delete(table).where(table.c.dossier_id == record.id))
        whose = {"dossier_id": record.id, "version": version}
        if values := [whose | entry._asdict() for entry in entries(record)]:
            self._connection.execute(insert(search_entry), values)
        if pages := [whose | page._asdict() for page in page_entries(record)]:
            self._connection.execute(insert(page_text), pages)

    def phrases(self, kind: Kind) -> Iterator[str]:
        """Return the different normal forms of a kind."""
        yield from self._connection.scalars(
            select(search_entry.c.normal).distinct().where(search_entry.c.kind == kind).order_by(search_entry.c.normal)
        )

    def having(self, kind: Kind, normals: Collection[str]) -> Iterator[Row]:
        """Return the values of a kind with one of these normal forms."""
        waiting = iter(sorted(normals))
        while some := tuple(islice(waiting, _AT_ONCE)):
            yield from self._rows(kind, search_entry.c.normal.in_(some))

    def numbered(self, kind: Kind, low: Collection[int]) -> Iterator[Row]:
        """Return the values of a kind that begin at one of these numbers."""
        yield from self._rows(kind, search_entry.c.low.in_(sorted(low)))

    def pages(self, words: Sequence[str], limit: int) -> Iterator[PageRow]:
        """Return pages with all these words; a word without digits may also be the beginning of a longer one."""
        version = dossier_version.c
        found = (
            select(version.dossier_id, version.delivery, version.folder, page_text.c.text, page_text.c.normal)
            .join_from(page_text, dossier_version)
            .order_by(version.dossier_id, page_text.c.page)
            .limit(limit)
        )
        for row in self._connection.execute(self._with_words(found, words)):
            yield PageRow(*row)

    def _rows(self, kind: Kind, condition: ColumnElement[bool]) -> Iterator[Row]:
        version, entry = dossier_version.c, search_entry.c
        found = (
            select(
                version.dossier_id, version.delivery, version.folder,
                entry.kind, entry.normal, entry.display, entry.low, entry.high,
            )
            .join_from(search_entry, dossier_version)
            .where(entry.kind == kind, condition)
        )  # fmt: skip
        for row in self._connection.execute(found):
            yield Row(*row)

    def _with_words(self, found: Select[PageRow], words: Sequence[str]) -> Select[PageRow]:
        # The words are a-z and 0-9 only, so quoting them is enough in both query languages.
        if self._connection.dialect.name == "sqlite":
            asked = " AND ".join(f'"{word}"{"" if whole_word(word) else "*"}' for word in words)
            return found.where(_ON_SQLITE.bindparams(words=asked))
        asked = " & ".join(f"'{word}'{'' if whole_word(word) else ':*'}" for word in words)
        return found.where(_ON_POSTGRESQL.bindparams(words=asked))

"""The search index in a database, for `search.find`."""

import threading
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, Select, and_, delete, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.elements import ColumnElement

from pipeline.adapters.bulk import insert_rows
from pipeline.adapters.entries import Entry, Kind, PageEntry
from pipeline.adapters.likeness import Phrases
from pipeline.adapters.search import PageRow, Row, whole_word
from pipeline.adapters.tables import dossier_version, page_text, search_entry, search_phrase

_AT_ONCE = 500
_ON_SQLITE = text("page_text.id IN (SELECT rowid FROM page_search WHERE page_search MATCH :words)")
_LEARN_ON_POSTGRESQL = text(
    "INSERT INTO search_phrase (kind, normal) SELECT kind, normal FROM unnest(CAST(:kind AS text[]), "
    "CAST(:normal AS text[])) WITH ORDINALITY AS new (kind, normal, place) WHERE NOT EXISTS (SELECT FROM search_phrase "
    "AS old WHERE old.kind = new.kind AND old.normal = new.normal) ORDER BY place ON CONFLICT DO NOTHING"
)
_ON_POSTGRESQL = text("array_to_tsvector(string_to_array(page_text.normal, ' ')) @@ CAST(:words AS tsquery)")


_SPELLED: tuple[Kind, ...] = ("address", "municipality", "name")
"""Kinds in which typing errors are looked for: their normal forms are kept once each in `search_phrase`."""
_LATE = 1000
"""Numbers of phrases that are looked at again: on PostgreSQL a transaction may end after one that began later."""
_BROAD: tuple[Kind, ...] = ("municipality", "year")
_WIDE = 2000
"""The most dossiers that are shown of what half the register has, when nothing else was asked."""


Indexed = tuple[str, int, Sequence[Entry], Sequence[PageEntry]]
"""What can be searched for of a version: the id of its dossier, its number, its values and its pages."""


class KnownPhrases:
    """The phrases of each kind in memory; only those that came since the last look are read."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._phrases: dict[Kind, Phrases] = {}
        self._last: dict[Kind, int] = {}
        self._recent: dict[Kind, set[str]] = {}

    def of(self, kind: Kind, connection: Connection) -> Phrases:
        """Return the phrases of a kind as they are now."""
        with self._turn:
            phrases, last = self._phrases.setdefault(kind, Phrases()), self._last.get(kind, 0)
            recent = self._recent.setdefault(kind, set())
            columns = search_phrase.c
            rows = connection.execute(
                select(columns.id, columns.normal)
                .where(columns.kind == kind, columns.id > last - _LATE)
                .order_by(columns.id)
            ).all()
            phrases.add(row.normal for row in rows if row.normal not in recent)
            self._last[kind] = max((row.id for row in rows), default=last)
            self._recent[kind] = {row.normal for row in rows if row.id > self._last[kind] - _LATE}
            return phrases


class SqlIndex:
    """The entries of the newest version of every dossier, seen through one connection."""

    def __init__(self, connection: Connection, known: KnownPhrases | None = None) -> None:
        self._connection = connection
        self._known = known or KnownPhrases()

    def replace(self, new: Sequence[Indexed], instead: Collection[str]) -> None:
        """Put what can be searched for of these versions into the index; `instead` are the dossiers that are there."""
        waiting = iter(sorted(instead))
        while some := tuple(islice(waiting, _AT_ONCE)):
            for table in (search_entry, page_text):
                self._connection.execute(delete(table).where(table.c.dossier_id.in_(some)))
        insert_rows(
            self._connection,
            search_entry,
            ("dossier_id", "version", *Entry._fields),
            [(dossier_id, version, *entry) for dossier_id, version, entries, _ in new for entry in entries],
        )
        self._learn({(one.kind, one.normal) for _, _, entries, _ in new for one in entries if one.kind in _SPELLED})
        insert_rows(
            self._connection,
            page_text,
            ("dossier_id", "version", *PageEntry._fields),
            [(dossier_id, version, *page) for dossier_id, version, _, pages in new for page in pages],
        )

    def _learn(self, phrases: set[tuple[Kind, str]]) -> None:
        # Sorted: two writers that learn the same phrases in two orders would wait for each other for ever.
        rows = [{"kind": kind, "normal": normal} for kind, normal in sorted(phrases)]
        if rows and self._connection.dialect.name == "sqlite":
            self._connection.execute(sqlite.insert(search_phrase).on_conflict_do_nothing(), rows)
        elif rows:
            values = {name: [row[name] for row in rows] for name in ("kind", "normal")}
            self._connection.execute(_LEARN_ON_POSTGRESQL, values)

    def phrases(self, kind: Kind) -> Phrases:
        """Return the different normal forms of a kind, perhaps with some that no dossier has any more."""
        return self._known.of(kind, self._connection)

    def having(self, kind: Kind, normals: Collection[str], among: Collection[str] | None = None) -> Iterator[Row]:
        """Return the values of a kind with one of these normal forms, perhaps only those of some dossiers."""
        if not normals:
            return
        if among is not None:
            waiting = iter(sorted(among))
            while some := tuple(islice(waiting, _AT_ONCE)):
                condition = and_(search_entry.c.dossier_id.in_(some), search_entry.c.normal.in_(sorted(normals)))
                yield from self._rows(kind, condition)
            return
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
        if kind in _BROAD:
            found = found.limit(_WIDE)
        for row in self._connection.execute(found):
            yield Row(*row)

    def _with_words(self, found: Select[PageRow], words: Sequence[str]) -> Select[PageRow]:
        # The words are a-z and 0-9 only, so quoting them is enough in both query languages.
        if self._connection.dialect.name == "sqlite":
            asked = " AND ".join(f'"{word}"{"" if whole_word(word) else "*"}' for word in words)
            return found.where(_ON_SQLITE.bindparams(words=asked))
        asked = " & ".join(f"'{word}'{'' if whole_word(word) else ':*'}" for word in words)
        return found.where(_ON_POSTGRESQL.bindparams(words=asked))

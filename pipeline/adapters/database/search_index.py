"""The search index in a database, for `search.find`."""

import json
import threading
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, Select, TextClause, and_, delete, func, or_, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.elements import ColumnElement

from pipeline.adapters.database import name_index
from pipeline.adapters.database.bulk import insert_rows
from pipeline.adapters.database.tables import dossier, dossier_version, page_text, search_entry, search_phrase
from pipeline.adapters.searching.entries import LONGEST_NORMAL, Entry, Kind, PageEntry, name_words
from pipeline.adapters.searching.likeness import Phrases
from pipeline.adapters.searching.notation import tokens
from pipeline.adapters.searching.searchable import MOST, PageRow, Row, whole_word
from schemas.delivery import DossierKey

_AT_ONCE = 500
_ON_SQLITE = text("page_text.id IN (SELECT rowid FROM page_search WHERE page_search MATCH :words)")
_LEARN_ON_POSTGRESQL = text(
    "INSERT INTO search_phrase (kind, normal) SELECT kind, normal FROM unnest(CAST(:kind AS text[]), "
    "CAST(:normal AS text[])) WITH ORDINALITY AS new (kind, normal, place) WHERE NOT EXISTS (SELECT FROM search_phrase "
    "AS old WHERE old.kind = new.kind AND old.normal = new.normal) ORDER BY place ON CONFLICT DO NOTHING"
)
_ON_POSTGRESQL = text("array_to_tsvector(string_to_array(page_text.normal, ' ')) @@ CAST(:words AS tsquery)")

_SPELLED: tuple[Kind, ...] = ("address", "municipality")
"""Kinds of which all normal forms are compared: kept once each in `search_phrase`. Of names there are too many."""
_LATE = 20_000
"""Numbers of phrases that are looked at again: on PostgreSQL a transaction may end after one that began later."""
_SPAN = 200
"""A range of house numbers (`43-47`) begins at most so far before its last one."""
_ID_ENDS = tuple("-".join(digit * length for length in (8, 4, 4, 4, 12)) for digit in "0f")
"""The first and the last id there can be: between them, with a start put over theirs, lie all ids with that start."""
_SHOWN = "v.dossier_id, v.delivery, v.folder, e.kind, e.normal, e.display, e.low, e.high"
# Parts with a limit are never put in another order by PostgreSQL: it would read all dossiers when it expects many.
_POSTGRESQL = """
SELECT {shown} FROM unnest(CAST(:asked AS text[])) AS asked (value) CROSS JOIN LATERAL ({entries}) AS e
CROSS JOIN LATERAL (
    SELECT * FROM dossier_version WHERE dossier_id = e.dossier_id AND version = e.version LIMIT 1
) AS v
"""
_SQLITE = """
SELECT {shown} FROM json_each(:asked) AS asked CROSS JOIN search_entry AS e ON e.id IN (SELECT id FROM ({entries}))
CROSS JOIN dossier_version AS v ON v.dossier_id = e.dossier_id AND v.version = e.version
"""
_ENTRY = "SELECT * FROM search_entry WHERE"
_EACH = f"{_ENTRY} kind = :kind AND normal = asked.value LIMIT :most"
_AT_NUMBER = f"""
SELECT * FROM (
    {_ENTRY} kind = :kind AND normal = asked.value AND low BETWEEN :first AND :last AND high >= :least LIMIT :most
) AS numbered UNION ALL
SELECT * FROM ({_ENTRY} kind = :kind AND normal = asked.value AND low IS NULL LIMIT :most) AS unnumbered
"""  # noqa: S608  # our own words, nobody's values
# Through the dossiers only: the index of values would give all that share one, hundreds of thousands.
# And "IS TRUE" has PostgreSQL look at the list of values as it is, not make a table of it for each dossier.
_AMONG = f"{_ENTRY} dossier_id = asked.value AND kind || '' = :kind AND (normal IN ({{normals}})) IS TRUE LIMIT :most"


def _statements(frame: str, normals: str) -> dict[str, TextClause]:
    """Return the three ways to ask for values: of each form, at some house number, and of some dossiers."""
    ways = {"each": _EACH, "spanning": _AT_NUMBER, "among": _AMONG.format(normals=normals)}
    return {name: text(frame.format(shown=_SHOWN, entries=entries)) for name, entries in ways.items()}


_VALUES_ON_POSTGRESQL = _statements(_POSTGRESQL, "SELECT unnest(CAST(:normals AS text[]))")
_VALUES_ON_SQLITE = _statements(_SQLITE, "SELECT value FROM json_each(:normals)")

Indexed = tuple[str, int, Sequence[Entry], Sequence[PageEntry]]
"""What can be searched for of a version: the id of its dossier, its number, its values and its pages."""


class KnownPhrases:
    """The phrases of each kind in memory; only those that came since the last look are read."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._phrases: dict[Kind, Phrases] = {}
        self._last: dict[Kind, int] = {}
        self._recent: dict[Kind, set[str]] = {}
        self._seen: dict[Kind, tuple[int, int]] = {}

    def of(self, kind: Kind, connection: Connection) -> Phrases:
        """Return the phrases of a kind as they are now."""
        with self._turn:
            phrases, last = self._phrases.setdefault(kind, Phrases()), self._last.get(kind, 0)
            recent = self._recent.setdefault(kind, set())
            columns = search_phrase.c
            late = (columns.kind == kind, columns.id > last - _LATE)
            seen = connection.execute(select(func.count(), func.max(columns.id)).where(*late)).one()
            if self._seen.get(kind) == tuple(seen):
                return phrases
            rows = connection.execute(select(columns.id, columns.normal).where(*late).order_by(columns.id)).all()
            phrases.add(row.normal for row in rows if row.normal not in recent)
            self._last[kind] = max((row.id for row in rows), default=last)
            self._seen[kind] = (seen[0], seen[1])
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
        insert_rows(
            self._connection,
            page_text,
            ("dossier_id", "version", *PageEntry._fields),
            [(dossier_id, version, *page) for dossier_id, version, _, pages in new for page in pages],
        )
        # Last, because another writer that has the same new streets or names waits for the end of this transaction.
        values = [one for _, _, entries, _ in new for one in entries]
        self._learn({(one.kind, one.normal) for one in values if one.kind in _SPELLED})
        name_index.learn(self._connection, name_words(one.normal for one in values if one.kind == "name"))

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

    def spelled(self, keys: Collection[str]) -> set[str]:
        """Return the words of names that have one of these keys (`surnames.keys`)."""
        return name_index.spelled(self._connection, keys)

    def beginning(self, start: str) -> set[str]:
        """Return the words of names that sound as if they begin so, perhaps some more."""
        return name_index.beginning(self._connection, start)

    def having(self, kind: Kind, normals: Collection[str], among: Collection[str] | None = None) -> Iterator[Row]:
        """Return values of a kind with one of these normal forms: of some dossiers, or `MOST` of each form."""
        if among is None:
            yield from self._values("each", normals, kind=kind)
        elif normals:
            yield from self._values("among", among, kind=kind, normals=self._listed(normals))

    def spanning(self, kind: Kind, normals: Collection[str], first: int, last: int) -> Iterator[Row]:
        """Return values of a kind with one of these normal forms that span one of these numbers, or have no number."""
        yield from self._values("spanning", normals, kind=kind, first=first - _SPAN, last=last, least=first)

    def _values(self, way: str, asked: Collection[str], **how: object) -> Iterator[Row]:
        """Return values in one of the three ways; what is asked for is looked up one by one, whatever else there is."""
        if asked:
            ways = _VALUES_ON_SQLITE if self._connection.dialect.name == "sqlite" else _VALUES_ON_POSTGRESQL
            for row in self._connection.execute(ways[way], {"asked": self._listed(asked), "most": MOST} | how):
                yield Row(*row)

    def _listed(self, values: Collection[str]) -> object:
        return json.dumps(sorted(values)) if self._connection.dialect.name == "sqlite" else sorted(values)

    def numbered(self, kind: Kind, low: Collection[int]) -> Iterator[Row]:
        """Return the values of a kind that begin at one of these numbers."""
        yield from self._rows(and_(search_entry.c.kind == kind, search_entry.c.low.in_(sorted(low))))

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

    def called(self, name: str) -> Iterator[tuple[str, DossierKey]]:
        """Return the dossiers, received or published, that may be meant by an id or its start, a folder or both names.

        Perhaps some more: `search.meant` decides.
        """
        asked = name.strip().strip("/")
        folders = {asked, asked.partition("/")[2], asked.rpartition("/")[2]} - {""}
        normals = {" ".join(tokens(folder))[:LONGEST_NORMAL] for folder in folders} - {""}
        for found in self.having("folder", normals):
            yield found.dossier_id, DossierKey(delivery=found.delivery, folder=found.folder)
        first, last = (asked.casefold() + end[len(asked) :] for end in _ID_ENDS)
        typed = dossier.c.called.in_(sorted(folder.casefold() for folder in folders))
        received = or_(dossier.c.dossier_id.between(first, last), typed)
        for table, mine in ((dossier, received), (dossier_version, dossier_version.c.dossier_id.between(first, last))):
            wanted = select(table.c.dossier_id, table.c.delivery, table.c.folder).where(mine).distinct()
            for row in self._connection.execute(wanted):
                yield row.dossier_id, DossierKey(delivery=row.delivery, folder=row.folder)

    def _rows(self, condition: ColumnElement[bool]) -> Iterator[Row]:
        version, entry = dossier_version.c, search_entry.c
        found = (
            select(
                version.dossier_id, version.delivery, version.folder,
                entry.kind, entry.normal, entry.display, entry.low, entry.high,
            )
            .join_from(search_entry, dossier_version)
            .where(condition)
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

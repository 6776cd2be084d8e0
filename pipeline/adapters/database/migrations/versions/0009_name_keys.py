"""Misspelt names are found by keys of their words, in an ordinary index; names are no longer compared one by one.

Whoever changes what a word sounds like (`surnames.py`) makes the keys anew in a migration of its own.
"""

from itertools import islice

import sqlalchemy as sa
from alembic import op

from pipeline.adapters.database.bulk import insert_rows
from pipeline.adapters.searching.surnames import of_words

revision = "0009"
down_revision = "0008"

_AT_ONCE = 1000
_SHORTEST = 3
"""Letters of a word of a name that is found by itself, as in entries.py."""
_COLUMNS = ("dossier_id", "version", "kind", "normal", "display", "page")


def upgrade() -> None:
    name_key = op.create_table(
        "name_key",
        sa.Column("key", sa.Text(), nullable=False, comment="what a word sounds like, perhaps without one letter"),
        sa.Column("word", sa.Text(), nullable=False, comment="of the name of a person"),
        sa.PrimaryKeyConstraint("key", "word", name="pk_name_key"),
        sqlite_with_rowid=False,
    )
    phrase = sa.table("search_phrase", sa.column("kind"), sa.column("normal"))
    connection = op.get_bind()
    names = set(connection.scalars(sa.select(phrase.c.normal).where(phrase.c.kind == "name")))
    names |= _words_of_whole_names(connection)
    words = iter(sorted(name for name in names if " " not in name and len(name) >= _SHORTEST))
    while some := list(islice(words, _AT_ONCE)):
        insert_rows(connection, name_key, ("key", "word"), of_words(some))
    connection.execute(sa.delete(phrase).where(phrase.c.kind == "name"))


def _words_of_whole_names(connection: sa.Connection) -> set[str]:
    """Give dossiers of which only whole names are in the index their single words too, and return these."""
    entry = sa.table("search_entry", *map(sa.column, _COLUMNS))
    word = entry.alias("word")
    mine = (word.c.dossier_id == entry.c.dossier_id, word.c.kind == "name", word.c.normal.not_like("% %"))
    whole = (entry.c.kind == "name", entry.c.normal.like("% %"), ~sa.exists().where(*mine))
    rows = [
        dict(zip(_COLUMNS, (*row[:3], part, *row[4:]), strict=True))
        for row in connection.execute(sa.select(*(entry.c[name] for name in _COLUMNS)).where(*whole))
        for part in dict.fromkeys(row.normal.split())
        if len(part) >= _SHORTEST
    ]
    if rows:
        connection.execute(sa.insert(entry), rows)
    return {row["normal"] for row in rows}

"""Misspelt names are found by keys of their words, in an ordinary index; names are no longer compared one by one.

Whoever changes what a word sounds like (`surnames.py`) makes the keys anew in a migration of its own.
"""

from itertools import islice

import sqlalchemy as sa
from alembic import op

from pipeline.adapters.surnames import of_words

revision = "0009"
down_revision = "0008"

_AT_ONCE = 1000
"""Words at once: each has about ten keys."""


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
    names = connection.scalars(sa.select(phrase.c.normal).where(phrase.c.kind == "name")).all()
    words = iter(sorted(name for name in names if " " not in name and len(name) > 2))  # as entries.py
    while some := list(islice(words, _AT_ONCE)):
        connection.execute(sa.insert(name_key), [{"key": key, "word": word} for key, word in of_words(some)])
    connection.execute(sa.delete(phrase).where(phrase.c.kind == "name"))

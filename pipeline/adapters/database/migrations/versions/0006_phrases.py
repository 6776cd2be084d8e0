"""Every street, place and name once, for finding them in spite of typing errors without reading the whole index."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    phrase = op.create_table(
        "search_phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("normal", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_phrase"),
    )
    op.create_index("ix_search_phrase_kind_normal", "search_phrase", ["kind", "normal"], unique=True)
    entry = sa.table("search_entry", sa.column("kind"), sa.column("normal"))
    known = sa.select(entry.c.kind, entry.c.normal).where(entry.c.kind.in_(("address", "municipality", "name")))
    op.execute(sa.insert(phrase).from_select(("kind", "normal"), known.distinct().order_by("kind", "normal")))

"""Who did what to a dossier and why, and the book of the change feed; versions there already get their line now."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_DIGITISED = {"who": "kaft", "kind": "published", "why": "gedigitaliseerd", "changed": "[]"}


def upgrade() -> None:
    op.create_table(
        "act",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False, comment="UTC, ISO 8601"),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("changed", sa.Text(), nullable=False, comment="names of fields, JSON"),
        sa.Column("other", sa.Text(), comment="the dossier it is merged with or kept apart from"),
        sa.Column("undoes", sa.Integer(), comment="number of the act that is undone"),
        sa.PrimaryKeyConstraint("number", name="pk_act"),
    )
    for column in ("dossier_id", "other", "kind"):
        op.create_index(f"ix_act_{column}", "act", [column])
    op.create_table(
        "feed_event",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False, comment="UTC, ISO 8601; grows"),
        sa.Column("member", sa.Text(), comment="what everybody may see; empty when nothing any more"),
        sa.PrimaryKeyConstraint("number", name="pk_feed_event"),
    )
    op.create_index("ix_feed_event_dossier_id_version", "feed_event", ["dossier_id", "version"], unique=True)
    _note_versions()


def _note_versions() -> None:
    names = ("at", "who", "kind", "dossier_id", "why", "version", "changed")
    act = sa.table("act", *map(sa.column, names))
    version = sa.table("dossier_version", *map(sa.column, ("dossier_id", "version", "published_at")))
    if op.get_context().dialect.name == "postgresql":
        at = sa.func.to_char(version.c.published_at.op("AT TIME ZONE")("UTC"), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    else:
        at = sa.func.strftime("%Y-%m-%dT%H:%M:%fZ", version.c.published_at)
    said: dict[str, sa.ColumnElement[str]] = {name: sa.literal_column(f"'{word}'") for name, word in _DIGITISED.items()}
    rows = sa.select(
        at, said["who"], said["kind"], version.c.dossier_id, said["why"], version.c.version, said["changed"]
    ).order_by(version.c.published_at, version.c.dossier_id, version.c.version)
    op.execute(sa.insert(act).from_select(names, rows))

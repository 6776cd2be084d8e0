"""Who read what through kaft: a line for each dossier that somebody got to see."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "read_event",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False, comment="UTC, ISO 8601"),
        sa.Column(
            "who", sa.Text(), nullable=False, comment="user of the machine, or the name behind a reviewer's code"
        ),
        sa.Column("what", sa.Text(), nullable=False, comment="the command, never what was searched for"),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), comment="empty for more dossiers than are named one by one"),
        sa.Column("count", sa.Integer(), nullable=False, comment="how many dossiers"),
        sa.PrimaryKeyConstraint("number", name="pk_read_event"),
    )
    op.create_index("ix_read_event_dossier_id", "read_event", ["dossier_id"])

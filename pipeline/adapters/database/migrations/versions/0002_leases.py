"""Who works on which dossier, and which deliveries arrived."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False, comment="held, free, done or aside"),
        sa.Column("owner", sa.Text(), nullable=False, comment="machine, boot, process: see owners.py"),
        sa.Column(
            "token", sa.Integer(), nullable=False, comment="grows with every lease; an older one may write nothing"
        ),
        sa.Column("tries", sa.Integer(), nullable=False, comment="how often it was begun without coming to an end"),
        sa.Column("until", sa.Float(53), nullable=False, comment="seconds since 1970 by the clock of the database"),
        sa.Column("changed", sa.Float(53), nullable=False, comment="the same"),
        sa.PrimaryKeyConstraint("dossier_id", name="pk_lease"),
    )
    op.create_index("ix_lease_delivery", "lease", ["delivery"])
    op.create_table(
        "arrival",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False, comment="seen, taken, ended, stopped or failed"),
        sa.Column("run", sa.Text(), comment="the engine's id of the run that works on it"),
        sa.Column("tries", sa.Integer(), nullable=False, comment="how many runs there were"),
        sa.Column("listing", sa.Text(), nullable=False, comment="digest of the list of files"),
        sa.Column("changed", sa.Float(53), nullable=False, comment="when the list changed, seconds since 1970"),
        sa.Column("seen", sa.Float(53), nullable=False, comment="when it was seen first"),
        sa.Column("taken", sa.Float(53), comment="when it was taken last"),
        sa.Column("taken_listing", sa.Text(), comment="the list of files at that time"),
        sa.PrimaryKeyConstraint("name", name="pk_arrival"),
    )

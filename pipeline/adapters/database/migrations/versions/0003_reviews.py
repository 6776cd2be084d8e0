"""What waits for a person, what people answered, who they are, and the limits that samples raised."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="Review"),
        sa.PrimaryKeyConstraint("dossier_id", name="pk_review"),
    )
    op.create_index("ix_review_state", "review", ["state"])
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column(
            "content", sa.Text(), nullable=False, comment="Correction; rows are added and never changed"
        ),
        _now("corrected_at"),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
    )  # fmt: skip
    op.create_index("ix_correction_dossier_id", "correction", ["dossier_id"])
    op.create_table(
        "reviewer",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="Reviewer; the code itself is kept nowhere"),
        sa.PrimaryKeyConstraint("name", name="pk_reviewer"),
    )
    op.create_table(
        "acceptance_limit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="Limit; rows are added and never changed"),
        _now("set_at"),
        sa.PrimaryKeyConstraint("id", name="pk_acceptance_limit"),
    )


def _now(name: str) -> "sa.Column[datetime]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, server_default=sa.func.current_timestamp())

"""The register as it was first released."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _deliveries()
    _versions()
    _search()
    _page_search()


def _now(name: str) -> "sa.Column[datetime]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, server_default=sa.func.current_timestamp())


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="Delivery without its dossiers and quarantined files"),
        _now("received_at"),
        sa.PrimaryKeyConstraint("name", name="pk_delivery"),
    )
    op.create_table(
        "dossier",
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), comment="order in the delivery; empty when the delivery no longer has it"),
        sa.Column("pages_digest", sa.Text(), comment="empty when there are no pages"),
        sa.Column("content", sa.Text(), nullable=False, comment="Scans"),
        sa.PrimaryKeyConstraint("delivery", "folder", name="pk_dossier"),
        sa.ForeignKeyConstraint(["delivery"], ["delivery.name"], name="fk_dossier_delivery"),
        sa.UniqueConstraint("dossier_id", name="uq_dossier_dossier_id"),
    )
    op.create_index("ix_dossier_pages_digest", "dossier", ["pages_digest"])
    op.create_table(
        "quarantined",
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="Quarantined"),
        sa.PrimaryKeyConstraint("delivery", "place", name="pk_quarantined"),
        sa.ForeignKeyConstraint(["delivery"], ["delivery.name"], name="fk_quarantined_delivery"),
    )
    op.create_table(
        "outcome",
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="Outcome"),
        _now("concluded_at"),
        sa.PrimaryKeyConstraint("delivery", "folder", name="pk_outcome"),
    )
    op.create_table(
        "batch_report",
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="BatchReport"),
        _now("reported_at"),
        sa.PrimaryKeyConstraint("delivery", name="pk_batch_report"),
    )
    op.create_table(
        "ledger",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        _now("remembered_at"),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_ledger"),
    )


def _versions() -> None:
    op.create_table(
        "dossier_version",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("pages_digest", sa.Text(), comment="empty when there are no pages"),
        sa.Column("record", sa.Text(), nullable=False, comment="Record"),
        sa.Column("package", sa.Text(), nullable=False, comment="Package"),
        sa.Column("package_digest", sa.Text(), nullable=False),
        _now("published_at"),
        sa.PrimaryKeyConstraint("dossier_id", "version", name="pk_dossier_version"),
    )
    op.create_index("ix_dossier_version_pages_digest", "dossier_version", ["pages_digest"])


def _search() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("normal", sa.Text(), nullable=False),
        sa.Column("display", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("low", sa.Integer()),
        sa.Column("high", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
        sa.ForeignKeyConstraint(
            ["dossier_id", "version"],
            ["dossier_version.dossier_id", "dossier_version.version"],
            name="fk_search_entry_dossier_id_version",
        ),
    )
    op.create_index("ix_search_entry_dossier_id", "search_entry", ["dossier_id"])
    op.create_index("ix_search_entry_kind_normal", "search_entry", ["kind", "normal"])
    op.create_index("ix_search_entry_kind_low", "search_entry", ["kind", "low"])
    op.create_table(
        "page_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("normal", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_page_text"),
        sa.ForeignKeyConstraint(
            ["dossier_id", "version"],
            ["dossier_version.dossier_id", "dossier_version.version"],
            name="fk_page_text_dossier_id_version",
        ),
    )
    op.create_index("ix_page_text_dossier_id", "page_text", ["dossier_id"])


def _page_search() -> None:
    """Index the words of a page. They are already bare words with one space between, so both databases see the same."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("CREATE INDEX page_search ON page_text USING gin (array_to_tsvector(string_to_array(normal, ' ')))")
        return
    op.execute(
        "CREATE VIRTUAL TABLE page_search USING fts5(normal, content='page_text', content_rowid='id', "
        "tokenize='ascii', detail='none', columnsize=0)"
    )
    op.execute(
        "CREATE TRIGGER page_search_added AFTER INSERT ON page_text BEGIN "
        "INSERT INTO page_search (rowid, normal) VALUES (new.id, new.normal); END"
    )
    op.execute(
        "CREATE TRIGGER page_search_removed AFTER DELETE ON page_text BEGIN "
        "INSERT INTO page_search (page_search, rowid, normal) VALUES ('delete', old.id, old.normal); END"
    )

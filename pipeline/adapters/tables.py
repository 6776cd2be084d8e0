"""The tables of the register. Contract values are kept as their canonical JSON text, so reading gives the same value.

A change here needs a migration in `migrations/versions`; a test compares the two. The times are for whoever looks at
the database, no contract type shows them. The index on page text differs per database: only the migrations have it.
"""

from datetime import datetime

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
)

PAGE_SEARCH = "page_search"
"""Name, or beginning of the name, of everything that belongs to the index on page text."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _now(name: str) -> "Column[datetime]":
    return Column(name, DateTime(timezone=True), nullable=False, server_default=func.current_timestamp())


delivery = Table(
    "delivery",
    metadata,
    Column("name", Text, primary_key=True),
    Column("content", Text, nullable=False, comment="Delivery without its dossiers and quarantined files"),
    _now("received_at"),
)
dossier = Table(
    "dossier",
    metadata,
    Column("delivery", Text, ForeignKey("delivery.name"), primary_key=True),
    Column("folder", Text, primary_key=True),
    Column("dossier_id", Text, nullable=False),
    Column("place", Integer, comment="order in the delivery; empty when the delivery no longer has it"),
    Column("pages_digest", Text, comment="empty when there are no pages"),
    Column("content", Text, nullable=False, comment="Scans"),
    UniqueConstraint("dossier_id"),
    Index(None, "pages_digest"),
)
quarantined = Table(
    "quarantined",
    metadata,
    Column("delivery", Text, ForeignKey("delivery.name"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("content", Text, nullable=False, comment="Quarantined"),
)
outcome = Table(
    "outcome",
    metadata,
    Column("delivery", Text, primary_key=True),
    Column("folder", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("content", Text, nullable=False, comment="Outcome"),
    _now("concluded_at"),
)
batch_report = Table(
    "batch_report",
    metadata,
    Column("delivery", Text, primary_key=True),
    Column("content", Text, nullable=False, comment="BatchReport"),
    _now("reported_at"),
)
dossier_version = Table(
    "dossier_version",
    metadata,
    Column("dossier_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("delivery", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("pages_digest", Text, comment="empty when there are no pages"),
    Column("record", Text, nullable=False, comment="Record"),
    Column("package", Text, nullable=False, comment="Package"),
    Column("package_digest", Text, nullable=False),
    _now("published_at"),
    Index(None, "pages_digest"),
)
search_entry = Table(
    "search_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dossier_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("normal", Text, nullable=False),
    Column("display", Text, nullable=False),
    Column("page", Integer),
    Column("low", Integer),
    Column("high", Integer),
    ForeignKeyConstraint(["dossier_id", "version"], ["dossier_version.dossier_id", "dossier_version.version"]),
    Index(None, "dossier_id"),
    Index(None, "kind", "normal"),
    Index(None, "kind", "low"),
)
page_text = Table(
    "page_text",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dossier_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("page", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("normal", Text, nullable=False),
    ForeignKeyConstraint(["dossier_id", "version"], ["dossier_version.dossier_id", "dossier_version.version"]),
    Index(None, "dossier_id"),
)
ledger = Table(
    "ledger",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    _now("remembered_at"),
)

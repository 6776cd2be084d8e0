"""The tables of the register. Contract values are stored as canonical JSON text, so they read back identical.

A change here needs a migration in `migrations/versions`; a test compares the two. The times are for whoever looks at
the database, no contract type shows them. The index on page text differs per database: only the migrations have it.
"""

from datetime import datetime

from sqlalchemy import (
    Column,
    DateTime,
    Float,
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
    Column("called", Text, comment="the folder as people may type it: in lower case"),
    UniqueConstraint("dossier_id"),
    Index(None, "pages_digest"),
    Index(None, "called"),
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
    Index("ix_dossier_version_called", "dossier_id", "version", "delivery", "folder"),
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
    Index(None, "kind", "normal", "low"),
    Index(None, "kind", "low"),
)
search_phrase = Table(
    "search_phrase",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("normal", Text, nullable=False),
    Index(None, "kind", "normal", unique=True),
)
name_key = Table(
    "name_key",
    metadata,
    Column("key", Text, primary_key=True, comment="what a word sounds like, perhaps without one letter"),
    Column("word", Text, primary_key=True, comment="of the name of a person"),
    sqlite_with_rowid=False,
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
lease = Table(
    "lease",
    metadata,
    Column("dossier_id", Text, primary_key=True),
    Column("delivery", Text, nullable=False),
    Column("state", Text, nullable=False, comment="held, free, done or aside"),
    Column("owner", Text, nullable=False, comment="machine, boot, process: see owners.py"),
    Column("token", Integer, nullable=False, comment="grows with every lease; an older one may write nothing"),
    Column("tries", Integer, nullable=False, comment="how often it was begun without coming to an end"),
    Column("until", Float(53), nullable=False, comment="seconds since 1970 by the clock of the database"),
    Column("changed", Float(53), nullable=False, comment="the same"),
    Index(None, "delivery"),
)
arrival = Table(
    "arrival",
    metadata,
    Column("name", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("state", Text, nullable=False, comment="seen, taken, paused, ended, stopped or failed"),
    Column("run", Text, comment="the engine's id of the run that works on it"),
    Column("tries", Integer, nullable=False, comment="how many runs there were"),
    Column("listing", Text, nullable=False, comment="digest of the list of files"),
    Column("changed", Float(53), nullable=False, comment="when the list changed, seconds since 1970"),
    Column("seen", Float(53), nullable=False, comment="when it was seen first"),
    Column("taken", Float(53), comment="when it was taken last"),
    Column("taken_listing", Text, comment="the list of files at that time"),
)
review = Table(
    "review",
    metadata,
    Column("dossier_id", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("delivery", Text, nullable=False),
    Column("content", Text, nullable=False, comment="Review"),
    Index(None, "state"),
)
correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dossier_id", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("content", Text, nullable=False, comment="Correction; rows are added and never changed"),
    _now("corrected_at"),
    Index(None, "dossier_id"),
)
reviewer = Table(
    "reviewer",
    metadata,
    Column("name", Text, primary_key=True),
    Column("content", Text, nullable=False, comment="Reviewer; the code itself is kept nowhere"),
)
acceptance_limit = Table(
    "acceptance_limit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("field", Text, nullable=False),
    Column("content", Text, nullable=False, comment="Limit; rows are added and never changed"),
    _now("set_at"),
)
chain_link = Table(
    "chain_link",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False, comment="delivery, delivery/folder, or dossier id/vN"),
    Column("contents", Text, nullable=False, comment="SHA-256 of the row's contents"),
    Column("previous", Text, nullable=False, comment="`sealed` of the line before"),
    Column("sealed", Text, nullable=False, comment="SHA-256 of all that stands before it"),
    Index(None, "subject"),
)
act = Table(
    "act",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("who", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("dossier_id", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("version", Integer),
    Column("changed", Text, nullable=False, comment="names of fields, JSON"),
    Column("other", Text, comment="the dossier it is merged with or kept apart from"),
    Column("undoes", Integer, comment="number of the act that is undone"),
    Index(None, "dossier_id"),
    Index(None, "other"),
    Index(None, "kind"),
)
feed_event = Table(
    "feed_event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("dossier_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Text, nullable=False, comment="UTC, ISO 8601; grows"),
    Column("member", Text, comment="what everybody may see; empty when nothing any more"),
    Index(None, "dossier_id", "version", unique=True),
)
read_event = Table(
    "read_event",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("who", Text, nullable=False, comment="user of the machine, or the name behind a reviewer's code"),
    Column("what", Text, nullable=False, comment="the command, never what was searched for"),
    Column("tier", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("dossier_id", Text, comment="empty for more dossiers than are named one by one"),
    Column("count", Integer, nullable=False, comment="how many dossiers"),
    Index(None, "dossier_id"),
)

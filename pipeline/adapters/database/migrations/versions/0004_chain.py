"""The chain; what is in the register already gets its line now."""

import datetime as dt

import sqlalchemy as sa
from alembic import op

from schemas.chain import Link, LinkKind, Seal, digest_of, link

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    table = op.create_table(
        "chain_link",
        sa.Column("place", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", sa.Text(), nullable=False, comment="UTC, ISO 8601"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False, comment="delivery, delivery/folder, or dossier id/vN"),
        sa.Column("contents", sa.Text(), nullable=False, comment="SHA-256 of the row's contents"),
        sa.Column("previous", sa.Text(), nullable=False, comment="`sealed` of the line before"),
        sa.Column("sealed", sa.Text(), nullable=False, comment="SHA-256 of all that stands before it"),
        sa.PrimaryKeyConstraint("place", name="pk_chain_link"),
    )
    op.create_index("ix_chain_link_subject", "chain_link", ["subject"])
    at = dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")
    last: Link | None = None
    for seal in _seals(op.get_bind()):
        last = link(last, seal, at)
        op.bulk_insert(table, [last.model_dump()])


def _seals(connection: sa.Connection) -> list[Seal]:
    found = []

    def add(kind: LinkKind, subject: str, *contents: str) -> None:
        found.append(Seal(kind=kind, subject=subject, contents=digest_of(*contents)))

    for name, content in connection.execute(sa.text("SELECT name, content FROM delivery ORDER BY name")).all():
        whose = {"name": name}
        dossiers = connection.scalars(
            sa.text("SELECT content FROM dossier WHERE delivery = :name AND place IS NOT NULL ORDER BY place"), whose
        ).all()
        aside = connection.scalars(
            sa.text("SELECT content FROM quarantined WHERE delivery = :name ORDER BY place"), whose
        ).all()
        add("received", name, content, *dossiers, "", *aside)
    ended = sa.text("SELECT delivery, folder, content FROM outcome ORDER BY delivery, folder")
    for delivery, folder, content in connection.execute(ended).all():
        add("concluded", f"{delivery}/{folder}", content)
    versions = sa.text("SELECT dossier_id, version, record, package FROM dossier_version ORDER BY dossier_id, version")
    for dossier_id, version, record, package in connection.execute(versions).all():
        add("published", f"{dossier_id}/v{version}", record, package)
    return found

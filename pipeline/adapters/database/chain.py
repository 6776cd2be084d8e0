"""The chain in the database: each line is added in the transaction of the change it records, and never altered."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, bindparam, func, or_, select, text

from pipeline.adapters.database.bulk import insert_rows
from pipeline.adapters.database.opening import Database
from pipeline.adapters.database.tables import chain_link, delivery, dossier, dossier_version, outcome, quarantined
from schemas.chain import Link, LinkKind, Seal, digest_of, link

_TURN = 0x6B616675
"""Key of the PostgreSQL advisory lock under which lines get their place, one writer at a time."""
_AT_ONCE = 1000
_COLUMNS = tuple(Link.model_fields)
_WAIT = text(f"SELECT pg_advisory_xact_lock({_TURN})")
_NEWEST = (
    select(chain_link)
    .where(
        or_(
            chain_link.c.subject.in_(bindparam("subjects", expanding=True)),
            chain_link.c.place == select(func.max(chain_link.c.place)).scalar_subquery(),
        )
    )
    .order_by(chain_link.c.place)
)


class SqlChain:
    """Reads the chain, and what the rows that it tells of hold now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def links(self) -> Iterator[Link]:
        """Return all lines in order, without loading all at once."""
        place = 0
        while True:
            rows = select(chain_link).where(chain_link.c.place > place).order_by(chain_link.c.place).limit(_AT_ONCE)
            with self._database.read() as connection:
                found = [Link.model_validate(dict(row)) for row in connection.execute(rows).mappings()]
            yield from found
            if not found:
                return
            place = found[-1].place

    def seals(self) -> Iterator[Seal]:
        """Return the digest of everything that the register holds now."""
        with self._database.read() as connection:
            yield from seals_of(connection)


def append(connection: Connection, kind: LinkKind, subject: str, digest: str) -> None:
    """Add a line as the last thing of a transaction, unless the newest line of this subject says the same already."""
    append_all(connection, [Seal(kind=kind, subject=subject, contents=digest)])


def append_all(connection: Connection, seals: Sequence[Seal]) -> None:
    """Add lines for different subjects as the last thing of a transaction, but for what their newest says already."""
    wait_for_turn(connection)
    newest, line = _newest(connection, [seal.subject for seal in seals])
    at = dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")
    lines = []
    for seal in seals:
        if newest.get((seal.kind, seal.subject)) != seal.contents:
            line = link(line, seal, at)
            lines.append([getattr(line, name) for name in _COLUMNS])
    insert_rows(connection, chain_link, _COLUMNS, lines)


def wait_for_turn(connection: Connection) -> None:
    """Wait until no other writer on PostgreSQL adds lines; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(_WAIT)


def _newest(connection: Connection, subjects: Sequence[str]) -> tuple[dict[tuple[str, str], str], Link | None]:
    """Return what the newest line of each subject says, and the last line of all."""
    waiting = iter(subjects)
    last, found = None, {}
    while some := tuple(islice(waiting, _AT_ONCE)):
        for row in connection.execute(_NEWEST, {"subjects": some}).mappings():
            found[row["kind"], row["subject"]] = row["contents"]
            last = row
    return found, Link.model_validate(dict(last)) if last else None


def received_digest(connection: Connection, name: str) -> str:
    """Return the digest of a delivery as the tables hold it: itself, its dossiers in order, what was set aside."""
    content = connection.scalar(select(delivery.c.content).where(delivery.c.name == name)) or ""
    dossiers = connection.scalars(
        select(dossier.c.content)
        .where(dossier.c.delivery == name, dossier.c.place.is_not(None))
        .order_by(dossier.c.place)
    )
    aside = connection.scalars(
        select(quarantined.c.content).where(quarantined.c.delivery == name).order_by(quarantined.c.place)
    )
    return digest_of(content, *dossiers, "", *aside)


def seals_of(connection: Connection) -> Iterator[Seal]:
    """Return the digest of every delivery, outcome and published version in the tables."""
    for name in connection.scalars(select(delivery.c.name).order_by(delivery.c.name)).all():
        yield Seal(kind="received", subject=name, contents=received_digest(connection, name))
    ended = select(outcome.c.delivery, outcome.c.folder, outcome.c.content)
    for row in connection.execute(ended.order_by(outcome.c.delivery, outcome.c.folder)).all():
        yield Seal(kind="concluded", subject=f"{row.delivery}/{row.folder}", contents=digest_of(row.content))
    columns = (dossier_version.c.dossier_id, dossier_version.c.version)
    versions = select(*columns).order_by(*columns)
    for dossier_id, version in connection.execute(versions).all():
        whose = (dossier_version.c.dossier_id == dossier_id, dossier_version.c.version == version)
        record, package = connection.execute(
            select(dossier_version.c.record, dossier_version.c.package).where(*whose)
        ).one()
        yield Seal(kind="published", subject=f"{dossier_id}/v{version}", contents=digest_of(record, package))

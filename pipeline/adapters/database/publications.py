"""Adds versions of dossiers to the register, one or hundreds, in one transaction.

Writers lock in one order, so that none waits for another for ever: the versions there are, by id; the new versions;
the phrases that are new, by name; last of all the chain.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from pipeline.adapters.database import chain
from pipeline.adapters.database.bulk import insert_rows
from pipeline.adapters.database.search_index import SqlIndex
from pipeline.adapters.database.tables import act, dossier_version
from pipeline.adapters.memory.register_rules import changed_fields, check_version, digest_of_pages, now
from pipeline.adapters.searching.entries import Entry, PageEntry, entries, page_entries
from pipeline.errors import ServiceUnavailable
from pipeline.ports import Publication
from schemas.chain import Seal, digest_of
from schemas.record import Record

_AT_ONCE = 500
"""Values in one `IN (...)`."""
_COLUMNS = (
    "dossier_id", "version", "delivery", "folder", "pages_digest", "record", "package", "package_digest",
)  # fmt: skip
_ACT = ("at", "who", "kind", "dossier_id", "why", "version", "changed")


class Prepared(NamedTuple):
    """A version with all that can be computed before the transaction begins: others wait for nothing meanwhile."""

    publication: Publication
    record: str
    package: str
    package_digest: str
    entries: tuple[Entry, ...]
    pages: tuple[PageEntry, ...]

    @property
    def name(self) -> tuple[str, int]:
        """Return which version of which dossier this is."""
        return self.publication.record.id, self.publication.version


class _Known(NamedTuple):
    digests: dict[tuple[str, int], str]
    newest: dict[str, int]


def prepare(publications: Iterable[Publication]) -> list[Prepared]:
    """Return versions ready to be added, sorted by dossier and version."""
    found = [
        Prepared(
            publication, publication.record.canonical(), publication.package.canonical(), publication.package.digest(),
            entries(publication.record), page_entries(publication.record),
        )
        for publication in publications
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.name)


def add(connection: Connection, versions: Sequence[Prepared], *, repeated: bool) -> int:
    """Add versions that are not there yet with their search index, history and chain, and return how many.

    `repeated`: a version that is there already with the same package is passed over.

    Raises:
        ServiceUnavailable: a version, or a later one, is there already.
        ContractBroken: a package is of another dossier.
    """
    ids = list(dict.fromkeys(one.publication.record.id for one in versions))
    known = _known(connection, ids)
    if repeated:
        versions = [one for one in versions if known.digests.get(one.name) != one.package_digest]
    before = dict(known.newest)
    for one in versions:
        record, package, version, _ = one.publication
        check_version(record, package, version, before.get(record.id))
        before[record.id] = version
    if versions:
        _write(connection, versions, known)
    return len(versions)


def _known(connection: Connection, ids: Sequence[str]) -> _Known:
    """Return the versions there are; no other writer adds one of these dossiers before this transaction ends."""
    columns = dossier_version.c
    found = _Known({}, {})
    for some in _slices(ids):
        mine = columns.dossier_id.in_(some)
        if connection.dialect.name == "postgresql":
            order = select(columns.version).where(mine).order_by(columns.dossier_id, columns.version)
            connection.execute(order.with_for_update())
        # Asked again: a version that was added while this one waited is not in what the lock returned.
        rows = connection.execute(select(columns.dossier_id, columns.version, columns.package_digest).where(mine))
        for dossier_id, version, digest in rows:
            found.digests[dossier_id, version] = digest
            found.newest[dossier_id] = max(version, found.newest.get(dossier_id, 0))
    return found


def _write(connection: Connection, versions: Sequence[Prepared], known: _Known) -> None:
    try:
        insert_rows(connection, dossier_version, _COLUMNS, [_row(one) for one in versions])
    except IntegrityError as error:
        raise ServiceUnavailable(
            f"Another writer added a version of dossier {versions[0].name[0]}"
            f"{f' or of {len(versions) - 1} others' if len(versions) > 1 else ''}.", "Try again.",
        ) from error  # fmt: skip
    newest = {one.name[0]: one for one in versions}
    SqlIndex(connection).replace(
        [(*one.name, one.entries, one.pages) for one in newest.values()],
        [name for name in newest if name in known.newest],
    )
    insert_rows(connection, act, _ACT, _acts(connection, versions, known))
    chain.append_all(
        connection,
        [
            Seal(kind="published", subject=f"{name}/v{version}", contents=digest_of(one.record, one.package))
            for one in versions
            for name, version in (one.name,)
        ],
    )


def _row(one: Prepared) -> tuple[object, ...]:
    record = one.publication.record
    return (
        *one.name, record.key.delivery, record.key.folder, digest_of_pages(record), one.record, one.package,
        one.package_digest,
    )  # fmt: skip


def _acts(connection: Connection, versions: Sequence[Prepared], known: _Known) -> list[tuple[object, ...]]:
    """Return the history of these versions: who, why, and which fields are not as they were in the version before."""
    at = now()
    rows: list[tuple[object, ...]] = []
    before = _records(connection, known.newest)
    for one in versions:
        record, _, version, cause = one.publication
        changed = json.dumps(changed_fields(before.get(record.id), record))
        rows.append((at, cause.who, "published", record.id, cause.why, version, changed))
        before[record.id] = record
    return rows


def _records(connection: Connection, newest: Mapping[str, int]) -> dict[str, Record]:
    """Return the newest record of each dossier; many at once would be much memory for what is seldom asked."""
    columns = dossier_version.c
    found = {}
    for dossier_id, version in newest.items():
        whose = (columns.dossier_id == dossier_id, columns.version == version)
        found[dossier_id] = Record.model_validate_json(
            connection.execute(select(columns.record).where(*whose)).scalar_one()
        )
    return found


def _slices(values: Sequence[str]) -> Iterable[tuple[str, ...]]:
    waiting = iter(values)
    return iter(lambda: tuple(islice(waiting, _AT_ONCE)), ())

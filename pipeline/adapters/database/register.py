"""The register in a database: the truth about what came in, what became of it and what is known."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, Select, delete, func, literal, select, text, union, update

from pipeline.acts import standing
from pipeline.adapters.database import chain, leases
from pipeline.adapters.database.acts import SqlActs
from pipeline.adapters.database.opening import Database
from pipeline.adapters.database.publications import add, prepare
from pipeline.adapters.database.search_index import KnownPhrases, SqlIndex
from pipeline.adapters.database.tables import batch_report, dossier, dossier_version, quarantined
from pipeline.adapters.database.tables import delivery as delivery_table
from pipeline.adapters.database.tables import outcome as outcome_table
from pipeline.adapters.memory.register_rules import check_delivery, digest_of_pages
from pipeline.adapters.searching import people, search
from pipeline.ports import Hit, Lease, Publication, Published
from schemas.acts import DIGITISED, Cause
from schemas.chain import digest_of
from schemas.delivery import Delivery, DossierKey, Quarantined, Scans
from schemas.outcome import BatchReport, Outcome, Package
from schemas.record import Record
from schemas.words import DossierEnd

# As text: SQLAlchemy puts a statement with "ON CONFLICT" together anew each time, which costs more than all else.
_CONCLUDE = text("""
INSERT INTO outcome (delivery, folder, state, content) VALUES (:delivery, :folder, :state, :content)
ON CONFLICT (delivery, folder)
DO UPDATE SET state = excluded.state, content = excluded.content, concluded_at = CURRENT_TIMESTAMP
""")


class SqlRegister(SqlActs):
    """The register on SQLite or PostgreSQL; several threads and processes may use it at the same time."""

    def __init__(self, database: Database, lease: Lease | None = None) -> None:
        self._database = database
        self._lease = lease
        self._phrases = KnownPhrases()

    def under(self, lease: Lease) -> "SqlRegister":
        """Return the same register for who holds a lease: `publish` and `conclude` raise LeaseLost when it is lost."""
        return SqlRegister(self._database, lease)

    def receive(self, delivery: Delivery) -> None:
        """Note a delivery; repeating it changes nothing, and when it changed the last word counts.

        A dossier that a later hand-over under the same name no longer has stays known to `same_pages` and
        `resolve_name`, as do its versions and its outcome.
        """
        check_delivery(delivery)
        alone = delivery.model_copy(update={"dossiers": (), "quarantined": ()})
        row = self._database.insert(delivery_table).values(name=delivery.name, content=alone.canonical())
        with self._database.write() as connection:
            connection.execute(
                row.on_conflict_do_update(index_elements=["name"], set_={"content": row.excluded.content})
            )
            connection.execute(update(dossier).where(dossier.c.delivery == delivery.name).values(place=None))
            self._note_dossiers(connection, delivery)
            connection.execute(delete(quarantined).where(quarantined.c.delivery == delivery.name))
            if delivery.quarantined:
                connection.execute(
                    quarantined.insert(),
                    [
                        {"delivery": delivery.name, "place": place, "content": file.canonical()}
                        for place, file in enumerate(delivery.quarantined)
                    ],
                )
            chain.append(connection, "received", delivery.name, chain.received_digest(connection, delivery.name))

    def _note_dossiers(self, connection: Connection, delivery: Delivery) -> None:
        row = self._database.insert(dossier)
        changed = {name: row.excluded[name] for name in ("place", "pages_digest", "content", "called")}
        values = [
            {
                "delivery": delivery.name,
                "folder": scans.key.folder,
                "dossier_id": scans.key.id,
                "place": place,
                "pages_digest": digest_of_pages(scans),
                "content": scans.canonical(),
                "called": scans.key.folder.casefold(),
            }
            for place, scans in enumerate(delivery.dossiers)
        ]
        if values:
            connection.execute(row.on_conflict_do_update(index_elements=["delivery", "folder"], set_=changed), values)

    def delivery(self, name: str, about: str | None = None) -> Delivery | None:
        """Return a delivery as it was noted; `about` a dossier, only with that one and those that have its pages."""
        with self._database.read() as connection:
            content = connection.scalar(select(delivery_table.c.content).where(delivery_table.c.name == name))
            if content is None:
                return None
            columns = dossier.c
            rows = select(columns.content).where(columns.delivery == name, columns.place.is_not(None))
            if about is not None:
                digest = connection.scalar(select(columns.pages_digest).where(columns.dossier_id == about))
                rows = rows.where(columns.dossier_id.in_({about, *_with_pages(connection, digest)}))
            dossiers = connection.scalars(rows.order_by(columns.place))
            files = connection.scalars(
                select(quarantined.c.content)
                .where(quarantined.c.delivery == name, literal(about is None))
                .order_by(quarantined.c.place)
            )
            parts = {
                "dossiers": tuple(Scans.model_validate_json(text) for text in dossiers),
                "quarantined": tuple(Quarantined.model_validate_json(text) for text in files),
            }
        return Delivery.model_validate_json(content).model_copy(update=parts)

    def deliveries(self) -> tuple[str, ...]:
        """Return the names of all deliveries, sorted."""
        with self._database.read() as connection:
            return tuple(sorted(connection.scalars(select(delivery_table.c.name))))

    def current(self, dossier_id: str) -> Published | None:
        """Return the newest published version of a dossier."""
        columns = dossier_version.c
        newest = (
            select(columns.dossier_id, columns.version, columns.package_digest)
            .where(columns.dossier_id == dossier_id)
            .order_by(columns.version.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            row = connection.execute(newest).one_or_none()
        return Published(*row) if row else None

    def publish(self, record: Record, package: Package, version: int, cause: Cause = DIGITISED) -> None:
        """Add a version of a dossier and its search index in one transaction; older versions stay.

        Raises ServiceUnavailable when another writer added this version or a later one first.
        """
        self._publish([Publication(record, package, version, cause)], repeated=False)

    def publish_many(self, publications: Sequence[Publication]) -> int:
        """Add many versions in one transaction and return how many were not there yet; repeating changes nothing.

        Raises ServiceUnavailable when one is there with another package, or a later one is; then nothing is added.
        """
        return self._publish(publications, repeated=True)

    def _publish(self, publications: Sequence[Publication], *, repeated: bool) -> int:
        versions = prepare(publications)
        with self._database.write() as connection:
            self._check(connection)
            return add(connection, versions, repeated=repeated)

    def conclude(self, outcome: Outcome) -> None:
        """Note what became of a dossier; the last word counts, and ends the lease under which it was said."""
        row = {
            "delivery": outcome.key.delivery,
            "folder": outcome.key.folder,
            "state": outcome.state,
            "content": outcome.canonical(),
        }
        with self._database.write() as connection:
            if self._lease is not None:
                leases.conclude(connection, self._lease)
            connection.execute(_CONCLUDE, row)
            subject = f"{outcome.key.delivery}/{outcome.key.folder}"
            chain.append(connection, "concluded", subject, digest_of(row["content"]))

    def _check(self, connection: Connection) -> None:
        if self._lease is not None:
            leases.check(connection, self._lease)

    def outcomes(self, delivery: str | None = None) -> tuple[Outcome, ...]:
        """Return what became of each dossier, of one delivery or of all, sorted by delivery and folder."""
        rows = select(outcome_table.c.content)
        if delivery is not None:
            rows = rows.where(outcome_table.c.delivery == delivery)
        with self._database.read() as connection:
            found = [Outcome.model_validate_json(content) for content in connection.scalars(rows)]
        # Sorted here: databases sort text each in their own way.
        return tuple(sorted(found, key=lambda outcome: (outcome.key.delivery, outcome.key.folder)))

    def states(self) -> dict[DossierEnd, int]:
        """Return how many dossiers came to each end; one that was withdrawn since counts as that."""
        gone = standing(self.acts()).withdrawn
        ends = outcome_table.c
        places = (table.c for table in (dossier, dossier_version))  # either may know a dossier that the other does not
        known = (select(one.delivery, one.folder).where(one.dossier_id.in_(gone)) for one in places)
        whose = union(*known).subquery()
        away = select(ends.state, func.count()).group_by(ends.state)
        away = away.join(whose, (ends.delivery == whose.c.delivery) & (ends.folder == whose.c.folder))
        with self._database.read() as connection:
            found = _counted(connection, select(ends.state, func.count()).group_by(ends.state))
            left = _counted(connection, away) if gone else Counter()
        found += Counter({"withdrawn": left.total()})
        return dict(sorted((found - left).items()))

    def report(self, report: BatchReport) -> None:
        """Note the end of a run of a delivery; the last one counts."""
        row = self._database.insert(batch_report).values(delivery=report.delivery, content=report.canonical())
        changed = {"content": row.excluded.content, "reported_at": func.current_timestamp()}
        with self._database.write() as connection:
            connection.execute(row.on_conflict_do_update(index_elements=["delivery"], set_=changed))

    def last_report(self, delivery: str) -> BatchReport | None:
        """Return how the last run of a delivery ended."""
        with self._database.read() as connection:
            content = connection.scalar(select(batch_report.c.content).where(batch_report.c.delivery == delivery))
        return BatchReport.model_validate_json(content) if content else None

    def record(self, dossier_id: str, version: int | None = None) -> Record | None:
        """Return a record, the newest version unless told otherwise."""
        content = self._of_version(dossier_version.c.record, dossier_id, version)
        return Record.model_validate_json(content) if content else None

    def package(self, dossier_id: str, version: int | None = None) -> Package | None:
        """Return what was published of a version."""
        content = self._of_version(dossier_version.c.package, dossier_id, version)
        return Package.model_validate_json(content) if content else None

    def _of_version(self, column: ColumnElement[str], dossier_id: str, version: int | None) -> str | None:
        wanted = select(column).where(dossier_version.c.dossier_id == dossier_id)
        if version is None:
            wanted = wanted.order_by(dossier_version.c.version.desc()).limit(1)
        else:
            wanted = wanted.where(dossier_version.c.version == version)
        with self._database.read() as connection:
            return connection.scalar(wanted)

    def records(self) -> Iterator[Record]:
        """Return the newest record of every dossier, sorted by delivery and folder, one at a time."""
        columns = dossier_version.c
        whose = (columns.delivery, columns.folder, columns.dossier_id)
        with self._database.read() as connection:
            newest = connection.execute(select(*whose, func.max(columns.version)).group_by(*whose)).all()
        for _, _, dossier_id, version in sorted(tuple(row) for row in newest):
            if record := self.record(dossier_id, version):
                yield record

    def resolve_name(self, name: str) -> tuple[str, ...]:
        """Return the ids of the dossiers somebody may mean: by id or its start, folder, `delivery/folder` or number."""
        with self._database.read() as connection:
            index = SqlIndex(connection)
            return search.meant(index, name, index.called(name))

    def called(self, folders: Collection[str]) -> tuple[DossierKey, ...]:
        """Return the dossiers that are in a delivery now under one of these folders, in whatever capitals, sorted."""
        names = sorted({folder.casefold() for folder in folders})
        rows = select(dossier.c.delivery, dossier.c.folder).where(
            dossier.c.called.in_(names), dossier.c.place.is_not(None)
        )
        with self._database.read() as connection:
            found = [DossierKey(delivery=row.delivery, folder=row.folder) for row in connection.execute(rows)]
        return tuple(sorted(found, key=lambda key: (key.delivery, key.folder)))

    def find(self, words: str, limit: int = 50) -> tuple[Hit, ...]:
        """Search numbers in any notation, addresses, parcels, names and page text; best match first."""
        with self._database.read() as connection:
            return search.find(SqlIndex(connection, self._phrases), words, limit)

    def named(self, name: str, limit: int = 50) -> tuple[Hit, ...]:
        """Search applicants and architects only, however their names are written; best match first."""
        with self._database.read() as connection:
            return people.find(SqlIndex(connection, self._phrases), name, limit)

    def same_pages(self, digest: str) -> tuple[str, ...]:
        """Return the ids of dossiers, received or published, whose pages have this digest (`pages_digest`)."""
        with self._database.read() as connection:
            return tuple(sorted(_with_pages(connection, digest)))


def _with_pages(connection: Connection, digest: str | None) -> set[str]:
    return {
        dossier_id
        for table in (dossier, dossier_version)
        for dossier_id in connection.scalars(select(table.c.dossier_id).where(table.c.pages_digest == digest))
        if digest is not None
    }


def _counted(connection: Connection, rows: Select[tuple[str, int]]) -> Counter[DossierEnd]:
    return Counter(dict(tuple(row) for row in connection.execute(rows)))

"""Leases in the register's database: one row per dossier that was ever begun, times by the database's own clock."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, cast, func, literal_column, select, update

from pipeline.adapters.database import Database
from pipeline.adapters.tables import lease as table
from pipeline.errors import LeaseLost
from pipeline.leasing import LONGEST, Standing
from pipeline.ports import Lease
from schemas.delivery import DossierKey


class SqlLeases:
    """Who works on which dossier, on SQLite or PostgreSQL; as many machines as like may ask at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._now = clock(database)

    def now(self) -> float:
        """Return the database's clock in seconds since 1970."""
        with self._database.read() as connection:
            return float(connection.scalar(select(self._now)) or 0)

    def take(
        self, key: DossierKey, owner: str, seconds: float, *, since: float, gone: Callable[[str], bool]
    ) -> Lease | None:
        """Give the dossier to a worker; None when another one holds it, or when it was done after `since`."""
        asked = select(table, self._now.label("now")).where(table.c.dossier_id == key.id).with_for_update()
        with self._database.write() as connection:
            row = connection.execute(asked).one_or_none()
            if row is None:
                return self._first(connection, key, owner, seconds)
            if row.state == "held" and row.until > row.now and not gone(row.owner):
                self._shorten(connection, key, row.now + LONGEST * seconds)
                return None
            if row.state == "done" and since <= row.changed <= row.now:
                return None
            lease = Lease(key.id, owner, row.token + 1, row.tries + 1)
            connection.execute(
                update(table)
                .where(table.c.dossier_id == key.id)
                .values(
                    delivery=key.delivery, state="held", owner=owner, token=lease.token, tries=lease.tries,
                    until=row.now + seconds, changed=row.now,
                )
            )  # fmt: skip
            return lease

    def _first(self, connection: Connection, key: DossierKey, owner: str, seconds: float) -> Lease | None:
        row = self._database.insert(table).values(
            dossier_id=key.id, delivery=key.delivery, state="held", owner=owner, token=1, tries=1,
            until=self._now + seconds, changed=self._now,
        )  # fmt: skip
        inserted = connection.scalar(row.on_conflict_do_nothing().returning(table.c.token))
        return Lease(key.id, owner, 1, 1) if inserted else None

    def _shorten(self, connection: Connection, key: DossierKey, end: float) -> None:
        late = update(table).where(table.c.dossier_id == key.id, table.c.until > end)
        connection.execute(late.values(until=end))

    def extend(self, leases: Sequence[Lease], seconds: float) -> tuple[Lease, ...]:
        """Hold on to leases; returns those that are lost."""
        with self._database.write() as connection:
            return tuple(
                lease
                for lease in sorted(leases)
                if not connection.execute(_mine(lease).values(until=self._now + seconds)).rowcount
            )

    def finish(self, lease: Lease) -> None:
        """Note that the dossier came to an end."""
        self._leave(lease, state="done", tries=0)

    def give_back(self, lease: Lease) -> None:
        """Undo the taking."""
        self._leave(lease, state="free", tries=lease.tries - 1)

    def set_aside(self, lease: Lease) -> None:
        """Note that nobody should begin this dossier again by himself."""
        self._leave(lease, state="aside", tries=lease.tries)

    def clear(self, dossier_id: str) -> None:
        """Forget earlier tries."""
        with self._database.write() as connection:
            connection.execute(update(table).where(table.c.dossier_id == dossier_id).values(tries=0))

    def standing(self, delivery: str | None = None) -> tuple[Standing, ...]:
        """Return how all dossiers stand that were ever begun, of one delivery or of all, sorted by id."""
        columns = table.c
        rows = select(
            columns.dossier_id, columns.delivery, columns.state, columns.owner, columns.tries,
            (columns.until - self._now).label("left"), columns.changed,
        )  # fmt: skip
        if delivery is not None:
            rows = rows.where(columns.delivery == delivery)
        with self._database.read() as connection:
            found = [Standing(*row) for row in connection.execute(rows)]
        return tuple(sorted(found))

    def _leave(self, lease: Lease, **values: Any) -> None:
        with self._database.write() as connection:
            connection.execute(_mine(lease).values(changed=self._now, **values))


def check(connection: Connection, lease: Lease) -> None:
    """Raise LeaseLost when somebody else took the dossier; nobody can take it before this transaction ends."""
    asked = select(table.c.state, table.c.token).where(table.c.dossier_id == lease.dossier_id).with_for_update()
    row = connection.execute(asked).one_or_none()
    if row is None or (row.state, row.token) != ("held", lease.token):
        raise LeaseLost(
            f"Another worker took over dossier {lease.dossier_id}.", "Nothing is lost: that one publishes it."
        )


def clock(database: Database) -> ColumnElement[float]:
    """Return the SQL for the time of the database, in seconds since 1970."""
    if database.is_sqlite:
        return literal_column("((julianday('now') - 2440587.5) * 86400.0)", Float())
    return cast(func.extract("epoch", func.clock_timestamp()), Float(53))


def _mine(lease: Lease) -> Any:
    return update(table).where(
        table.c.dossier_id == lease.dossier_id, table.c.token == lease.token, table.c.state == "held"
    )

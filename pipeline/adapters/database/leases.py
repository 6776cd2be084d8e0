"""Leases in the register's database: one row per dossier ever begun, with times by the database's own clock."""

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, Connection, Float, literal_column, select, text, update

from pipeline.adapters.database.opening import Database
from pipeline.adapters.database.tables import lease as table
from pipeline.errors import LeaseLost
from pipeline.ports import Lease
from pipeline.queue.leasing import LONGEST, LeaseStanding
from schemas.delivery import DossierKey

_TAKE = """
INSERT INTO lease AS mine (dossier_id, delivery, state, owner, token, tries, until, changed)
VALUES (:dossier_id, :delivery, 'held', :owner, 1, 1, {now} + :seconds, {now})
ON CONFLICT (dossier_id) DO UPDATE SET
    delivery = excluded.delivery, state = 'held', owner = excluded.owner, token = mine.token + 1,
    tries = mine.tries + 1, until = {now} + :seconds, changed = {now}
WHERE NOT (mine.state = 'held' AND mine.until > {now} AND mine.owner <> :gone)
    AND NOT (mine.state = 'done' AND mine.changed BETWEEN :since AND {now})
RETURNING token, tries{quickly}
"""
_LEAVE = """
UPDATE lease SET state = :state, tries = :tries, changed = {now}
WHERE dossier_id = :dossier_id AND token = :token AND owner = :owner AND state IN ('held', :also)
"""
_EXTEND = """
UPDATE lease SET until = {now} + :seconds
WHERE dossier_id = :dossier_id AND token = :token AND owner = :owner AND state IN ('held', 'done')
"""
_QUICKLY = ", set_config('synchronous_commit', 'off', true)"
"""PostgreSQL need not wait for its disk: a lease that a crash of the server forgets is taken again, by a new owner."""


class SqlLeases:
    """Who works on which dossier, on SQLite or PostgreSQL; as many machines as like may ask at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._now = clock(database)
        now = _SQLITE_CLOCK if database.is_sqlite else _POSTGRESQL_CLOCK
        self._extend = text(_EXTEND.format(now=now))
        self._take = text(_TAKE.format(now=now, quickly="" if database.is_sqlite else _QUICKLY))

    def now(self) -> float:
        """Return the database's clock in seconds since 1970."""
        with self._database.single() as connection:
            return float(connection.scalar(select(self._now)) or 0)

    def take(
        self, key: DossierKey, owner: str, seconds: float, *, since: float, gone: Callable[[str], bool]
    ) -> Lease | None:
        """Give the dossier to a worker; None when another one holds it, or when it was done after `since`."""
        asked = {
            "dossier_id": key.id, "delivery": key.delivery, "owner": owner, "seconds": seconds, "since": since,
            "gone": "",
        }  # fmt: skip
        if lease := self._taken(asked):
            return lease
        mine, end = table.c.dossier_id == key.id, self._now + LONGEST * seconds
        holder = select(table.c.owner, (table.c.until > end).label("late")).where(mine, table.c.state == "held")
        with self._database.single() as connection:
            other = connection.execute(holder).one_or_none()
        if other and gone(other.owner):
            return self._taken(asked | {"gone": other.owner})
        if other and other.late:
            with self._database.single() as connection:
                connection.execute(update(table).where(mine, table.c.until > end).values(until=end))
        return None

    def _taken(self, asked: dict[str, object]) -> Lease | None:
        with self._database.single() as connection:
            row = connection.execute(self._take, asked).one_or_none()
        return Lease(str(asked["dossier_id"]), str(asked["owner"]), row[0], row[1]) if row else None

    def extend(self, leases: Sequence[Lease], seconds: float) -> tuple[Lease, ...]:
        """Hold on to leases; returns those that are lost."""
        with self._database.write() as connection:
            return tuple(
                lease
                for lease in sorted(leases)
                if not connection.execute(
                    self._extend,
                    {"dossier_id": lease.dossier_id, "token": lease.token, "owner": lease.owner, "seconds": seconds},
                ).rowcount
            )

    def finish(self, lease: Lease) -> None:
        """Note that the dossier came to an end."""
        self._leave(lease, "done", 0)

    def give_back(self, lease: Lease) -> None:
        """Undo the taking."""
        self._leave(lease, "free", lease.tries - 1)

    def set_aside(self, lease: Lease) -> None:
        """Note that nobody should begin this dossier again by himself, also when it was concluded a moment ago."""
        self._leave(lease, "aside", lease.tries, also="done")

    def clear(self, dossier_id: str) -> None:
        """Forget earlier tries."""
        with self._database.single() as connection:
            connection.execute(update(table).where(table.c.dossier_id == dossier_id).values(tries=0))

    def standing(self, delivery: str | None = None) -> tuple[LeaseStanding, ...]:
        """Return how all dossiers stand that were ever begun, of one delivery or of all, sorted by id."""
        columns = table.c
        rows = select(
            columns.dossier_id, columns.delivery, columns.state, columns.owner, columns.tries,
            (columns.until - self._now).label("left"), columns.changed,
        )  # fmt: skip
        if delivery is not None:
            rows = rows.where(columns.delivery == delivery)
        with self._database.single() as connection:
            found = [LeaseStanding(*row) for row in connection.execute(rows)]
        return tuple(sorted(found))

    def _leave(self, lease: Lease, state: str, tries: int, also: str = "held") -> None:
        with self._database.single() as connection:
            _left(connection, lease, state, tries, also)


def check(connection: Connection, lease: Lease) -> None:
    """Raise LeaseLost when somebody else took the dossier; nobody can take it before this transaction ends."""
    asked = select(table.c.state, table.c.token, table.c.owner).where(table.c.dossier_id == lease.dossier_id)
    row = connection.execute(asked.with_for_update()).one_or_none()
    if row is None or tuple(row) != ("held", lease.token, lease.owner):
        raise _lost(lease)


def conclude(connection: Connection, lease: Lease) -> None:
    """End a lease in the transaction that notes what became of its dossier; raises LeaseLost as `check` does."""
    if not _left(connection, lease, "done", 0):
        raise _lost(lease)


def _left(connection: Connection, lease: Lease, state: str, tries: int, also: str = "held") -> bool:
    """Change the state of a lease that is held, or in the state `also`; return whether it was."""
    now = _SQLITE_CLOCK if connection.dialect.name == "sqlite" else _POSTGRESQL_CLOCK
    whose = {"dossier_id": lease.dossier_id, "token": lease.token, "owner": lease.owner}
    done = connection.execute(text(_LEAVE.format(now=now)), {**whose, "state": state, "tries": tries, "also": also})
    return done.rowcount == 1


def _lost(lease: Lease) -> LeaseLost:
    return LeaseLost(f"Another worker took over dossier {lease.dossier_id}.", "Nothing is lost: that one publishes it.")


_SQLITE_CLOCK = "((julianday('now') - 2440587.5) * 86400.0)"
_POSTGRESQL_CLOCK = "CAST(EXTRACT(epoch FROM clock_timestamp()) AS double precision)"


def clock(database: Database) -> ColumnElement[float]:
    """Return the SQL for the time of the database, in seconds since 1970."""
    return literal_column(_SQLITE_CLOCK if database.is_sqlite else _POSTGRESQL_CLOCK, Float())

"""Arrivals in the register's database: which deliveries are there and which run works on them."""

from typing import Any, Literal

from sqlalchemy import Connection, Executable, Row, Select, func, select, update

from pipeline.adapters.database.leases import clock
from pipeline.adapters.database.opening import Database
from pipeline.adapters.database.tables import arrival as table
from pipeline.queue.arrivals import Arrival


class SqlArrivals:
    """What lies in the inbox and what was begun of it, on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._now = clock(database)

    def see(self, name: str, url: str, listing: str) -> Arrival:
        """Note that a delivery is there, with the digest of its list of files."""
        columns, now = table.c, self._now
        row = self._database.insert(table).values(
            name=name, url=url, state="seen", tries=0, listing=listing, changed=now, seen=now
        )
        with self._database.write() as connection:
            connection.execute(row.on_conflict_do_nothing())
            altered = update(table).where(columns.name == name, columns.listing != listing)
            connection.execute(altered.values(listing=listing, changed=now))
            # A time in the future was noted before the clock was set back: nobody waits until it has caught up.
            for time in (columns.changed, columns.seen, columns.taken):
                connection.execute(update(table).where(time > now).values({time: now}))
            unknown = update(table).where(
                columns.name == name, columns.taken.is_not(None), columns.taken_listing.is_(None)
            )
            connection.execute(unknown.values(taken_listing=listing))
            return _shown(connection.execute(self._asked().where(columns.name == name)).one())

    def take(self, name: str) -> bool:
        """Take a delivery that was only seen; only one of many callers gets True."""
        taking = update(table).where(table.c.name == name, table.c.state == "seen")
        with self._database.write() as connection:
            return self._did(connection, taking.values(state="taken", taken=self._now, taken_listing=table.c.listing))

    def work(self, name: str, url: str, run: str) -> None:
        """Note that a run works on a delivery, also one that never lay in the inbox."""
        columns, now = table.c, self._now
        row = self._database.insert(table).values(
            name=name, url=url, state="taken", tries=0, listing="", changed=now, seen=now
        )
        with self._database.write() as connection:
            connection.execute(row.on_conflict_do_nothing())
            mine = update(table).where(columns.name == name)
            another = mine.where(columns.run.is_distinct_from(run))
            connection.execute(
                another.values(run=run, tries=columns.tries + 1, taken=func.coalesce(columns.taken, now))
            )
            known = func.coalesce(columns.taken_listing, func.nullif(columns.listing, ""))
            connection.execute(mine.values(state="taken", url=url, taken_listing=known))

    def again(self, name: str, run: str | None, limit: int) -> bool:
        """Give up on a run so that another can be made; False when somebody did already, or after `limit` runs."""
        columns = table.c
        same = update(table).where(
            columns.name == name, columns.state.in_(("taken", "paused")), columns.run.is_not_distinct_from(run)
        )
        with self._database.write() as connection:
            if self._did(connection, same.where(columns.tries >= limit).values(state="failed")):
                return False
            return self._did(connection, same.values(state="taken", run=None, taken=self._now))

    def pause(self, name: str, run: str) -> bool:
        """Note that a run put the delivery down; that run does not count as a try."""
        columns = table.c
        mine = update(table).where(columns.name == name, columns.state == "taken", columns.run == run)
        with self._database.write() as connection:
            return self._did(connection, mine.values(state="paused", tries=columns.tries - 1))

    def end(self, name: str, state: Literal["ended", "stopped"]) -> None:
        """Note that a delivery was digitised, or that a person stopped it."""
        with self._database.write() as connection:
            connection.execute(update(table).where(table.c.name == name).values(state=state, tries=0))

    def all(self) -> tuple[Arrival, ...]:
        """Return all deliveries, sorted by name."""
        with self._database.read() as connection:
            found = [_shown(row) for row in connection.execute(self._asked())]
        return tuple(sorted(found, key=lambda arrival: arrival.name))

    def _asked(self) -> "Select[Any]":
        columns, now = table.c, self._now
        altered = (columns.taken_listing.is_not(None) & (columns.taken_listing != columns.listing)).label("altered")
        return select(
            columns.name, columns.url, columns.state, columns.run, columns.tries, now - columns.changed,
            now - columns.seen, now - columns.taken, altered,
        )  # fmt: skip

    def _did(self, connection: Connection, change: Executable) -> bool:
        return bool(connection.execute(change).rowcount)


def _shown(row: "Row[Any]") -> Arrival:
    """Return a row of `_asked`, whose columns stand in the order of the fields; SQLite has no truth values."""
    values: list[Any] = [*row[:-1], bool(row[-1])]
    return Arrival(*values)

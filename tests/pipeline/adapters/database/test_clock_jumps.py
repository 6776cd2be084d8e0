"""A clock that is set back or forward: nobody waits for it, nobody writes what is another's, the chain holds.

The clock of the register is the database's. Setting it back by some seconds is the same as moving all times that it
noted so far by as many seconds into the future, which is what happens here.
"""

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.adapters.database.arrivals import SqlArrivals
from pipeline.adapters.database.leases import SqlLeases
from pipeline.adapters.database.opening import Database, open_database
from pipeline.adapters.memory.leases import MemoryLeases
from pipeline.errors import LeaseLost
from pipeline.ports import Lease
from pipeline.queue.leasing import LONGEST, Leases, Workplace
from pipeline.verifying.chain import check_chain
from schemas.chain import Link, Seal, link
from schemas.delivery import DossierKey

KEY = DossierKey(delivery="levering_01", folder="D001")
DAY = 86_400.0
SECONDS = 120.0


class Shifted(MemoryLeases):
    """Leases in memory whose clock can be set."""

    shift = 0.0

    def now(self) -> float:
        return super().now() + self.shift


class Clock:
    """Sets the clock of the leases, and of the arrivals in the same database."""

    def __init__(self, leases: Leases, database: Database | None = None) -> None:
        self.leases, self.database = leases, database

    def jump(self, seconds: float) -> None:
        """Move the clock, forward or (below 0) back."""
        if self.database is None:
            assert isinstance(self.leases, Shifted)
            self.leases.shift += seconds
            return
        with self.database.write() as connection:
            for table, columns in (("lease", ("until", "changed")), ("arrival", ("seen", "changed", "taken"))):
                moved = ", ".join(f'"{column}" = "{column}" - :seconds' for column in columns)
                connection.execute(text(f"UPDATE {table} SET {moved}"), {"seconds": seconds})  # noqa: S608  # names from above


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def clock(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clock]:
    if request.param == "memory":
        yield Clock(Shifted())
        return
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else f"sqlite:///{tmp_path / 'r.db'}"
    database = open_database(url)
    yield Clock(SqlLeases(database), database)
    database.close()


def take(clock: Clock, owner: str, since: float | None = None) -> Lease | None:
    since = clock.leases.now() if since is None else since
    return clock.leases.take(KEY, owner, SECONDS, since=since, gone=lambda _owner: False)


def test_a_dead_worker_is_not_waited_for_until_a_clock_that_was_set_back_has_caught_up(clock: Clock) -> None:
    dead = take(clock, "dead")
    clock.jump(-DAY)
    assert take(clock, "b") is None, "it may be alive"
    clock.jump(LONGEST * SECONDS + 1)
    after = take(clock, "b")
    assert dead is not None
    assert after is not None
    assert after.token > dead.token


def test_a_living_worker_keeps_its_dossier_when_the_clock_is_set_back(clock: Clock) -> None:
    lease = take(clock, "a")
    assert lease is not None
    clock.jump(-DAY)
    assert take(clock, "b") is None
    assert clock.leases.extend([lease], SECONDS) == ()
    assert take(clock, "b") is None
    [standing] = clock.leases.standing()
    assert standing.owner == "a"
    assert 0 < standing.left <= SECONDS


def test_what_was_done_before_the_clock_was_set_back_can_be_done_again(clock: Clock) -> None:
    lease = take(clock, "a")
    assert lease is not None
    clock.leases.finish(lease)
    clock.jump(-DAY)
    assert take(clock, "b") is not None


def test_a_clock_set_forward_costs_a_lease_and_never_two_writers(clock: Clock) -> None:
    first = take(clock, "a")
    clock.jump(DAY)
    second = take(clock, "b")
    assert first is not None
    assert second is not None
    assert clock.leases.extend([first, second], SECONDS) == (first,)


def test_the_bucket_is_closed_by_a_clock_that_nobody_can_set(clock: Clock) -> None:
    place = Workplace(clock.leases, "a", seconds=SECONDS, tries=None)
    with place.holding(KEY) as held:
        assert held is not None
        held.check()
        clock.jump(-DAY)
        [standing] = clock.leases.standing()
        assert standing.left > SECONDS, "by the register's clock it lasts for more than a day"
        assert held.until <= time.monotonic() + SECONDS
        held.until -= SECONDS  # so many seconds later on this machine, without a sign of life from the register
        with pytest.raises(LeaseLost):
            held.check()
    place.close()


def test_a_delivery_does_not_lie_in_the_inbox_for_a_day_because_the_clock_was_set_back(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'r.db'}")
    clock, arrivals = Clock(SqlLeases(database), database), SqlArrivals(database)
    arrivals.see("levering_01", "/in/levering_01", "listing")
    assert arrivals.take("levering_01")
    clock.jump(-DAY)
    seen = arrivals.see("levering_01", "/in/levering_01", "listing")
    assert min(seen.unchanged, seen.here) >= 0
    assert seen.worked is not None
    assert seen.worked >= 0
    clock.jump(700)
    assert arrivals.see("levering_01", "/in/levering_01", "listing").unchanged >= 700
    database.close()


class Lines:
    """A chain that was made up."""

    def __init__(self, *years: int) -> None:
        self._links: list[Link] = []
        for number, year in enumerate(years):
            at = dt.datetime(year, 1, 1, tzinfo=dt.UTC).isoformat(timespec="seconds")
            seal = Seal(kind="concluded", subject=f"levering_01/D{number:03}", contents=f"{number:064x}")
            self._links.append(link(self._links[-1] if self._links else None, seal, at))

    def links(self) -> Iterator[Link]:
        return iter(self._links)

    def seals(self) -> Iterator[Seal]:
        return (Seal(kind=one.kind, subject=one.subject, contents=one.contents) for one in self._links)


def test_a_chain_whose_clock_went_back_is_whole() -> None:
    report = check_chain(Lines(2026, 2030, 2001, 2026))
    assert (report.lines, report.faults) == (4, ())

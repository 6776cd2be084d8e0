import pytest

from pipeline.queue.arrivals import Arrival
from pipeline.queue.health import Health, HealthLimits, health, how_far, in_the_inbox, prometheus
from pipeline.queue.leasing import LeaseStanding
from pipeline.queue.pressure import Bounds, Room, shortages

LIMITS = HealthLimits(lease_seconds=60, overdue_seconds=3600, backlog=10)
GB = 10**9


class Leases:
    """Leases as they stand at one moment."""

    def __init__(self, *standing: LeaseStanding) -> None:
        self._standing = standing

    def now(self) -> float:
        return 1000.0

    def standing(self, delivery: str | None = None) -> tuple[LeaseStanding, ...]:
        assert delivery is None
        return self._standing


class Arrivals:
    """Deliveries as they stand at one moment."""

    def __init__(self, *arrivals: Arrival) -> None:
        self._arrivals = arrivals

    def all(self) -> tuple[Arrival, ...]:
        return self._arrivals


def lease(state: str, *, left: float = 30.0, tries: int = 1) -> LeaseStanding:
    return LeaseStanding("d1", "levering_01", state, "host/1", tries, left, 990.0)  # type: ignore[arg-type]  # a plain str for a Literal, a stand-in for a port


def arrival(state: str, worked: float | None = None) -> Arrival:
    return Arrival("levering_01", "/inbox", state, None, 3, 100.0, 200.0, worked, altered=False)  # type: ignore[arg-type]  # a plain str for a Literal, a stand-in for a port


def found(*standing: LeaseStanding, arrivals: tuple[Arrival, ...] = (), waiting: int = 0) -> Health:
    return health(Leases(*standing), Arrivals(*arrivals), {"published": 3}, Room(9 * GB, None, waiting), LIMITS)  # type: ignore[arg-type]  # a plain str for a Literal, a stand-in for a port


def test_work_in_hand_is_alive_and_moving() -> None:
    now = found(lease("held"), lease("done"), arrivals=(arrival("taken", 60.0),))
    assert (now.held, now.oldest_sign_seconds, now.stuck, now.noted) == (1, 10.0, (), ())


@pytest.mark.parametrize(
    ("standing", "arrivals", "word"),
    [
        ((lease("held", left=-61),), (), "sign of life"),
        ((), (arrival("taken", 7200.0),), "2 hours"),
    ],
)
def test_what_does_not_move_is_stuck(
    standing: tuple[LeaseStanding, ...], arrivals: tuple[Arrival, ...], word: str
) -> None:
    [line] = found(*standing, arrivals=arrivals).stuck
    assert word in line


def test_a_full_disk_is_stuck() -> None:
    room = Room(disk=4 * GB, memory=None, waiting=0)
    now = health(Leases(), Arrivals(), {}, room, LIMITS, shortages(room, Bounds(5 * GB, 0, 0)))  # type: ignore[arg-type]  # a stand-in for a port
    [line] = now.stuck
    assert line == "No new delivery is begun: 4.0 GB are free on the disk, the least is 5.0 GB."
    assert "kaft_held_back 1" in prometheus(now)


def test_too_little_memory_and_too_much_to_review_are_noted() -> None:
    room = Room(disk=9 * GB, memory=GB // 2, waiting=8)
    now = health(Leases(), Arrivals(), {}, room, LIMITS, shortages(room, Bounds(5 * GB, GB, 7)))  # type: ignore[arg-type]  # a stand-in for a port
    assert now.stuck == ()
    assert [one.kind for one in now.held_back] == ["memory", "backlog"]
    assert now.noted == (
        "No new delivery is begun: 0.5 GB of memory are free, the least is 1.0 GB.",
        "No new delivery is begun: 8 dossiers wait for a person, the most is 7.",
    )


def test_what_was_given_up_is_noted() -> None:
    now = found(lease("aside", tries=3), arrivals=(arrival("failed"),), waiting=11)
    assert now.stuck == ()
    assert len(now.noted) == 3


def test_prometheus_reads_it() -> None:
    text = prometheus(found(lease("held"), arrivals=(arrival("ended"),)))
    values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert values['kaft_dossiers{state="published"}'] == "3"
    assert values["kaft_stuck"] == "0"
    assert values['kaft_deliveries{state="ended"}'] == "1"
    assert text.count("# TYPE") == 10


@pytest.mark.parametrize(
    ("standing", "arrivals", "words"),
    [
        ((lease("held"),), (arrival("taken", 5.0),), "being digitised now"),
        ((lease("held", left=-1),), (arrival("taken", 5.0),), "waits for a worker"),
        ((lease("done"),), (), "run it again"),
    ],
)
def test_who_asks_is_not_told_to_run_again_what_is_being_done(
    standing: tuple[LeaseStanding, ...], arrivals: tuple[Arrival, ...], words: str
) -> None:
    assert words in how_far("levering_01", standing, arrivals)


def test_what_waits_in_the_inbox_is_told() -> None:
    assert "_READY" in in_the_inbox([arrival("seen")])[0]
    assert in_the_inbox([arrival("ended")]) == ()

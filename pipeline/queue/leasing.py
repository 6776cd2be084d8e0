"""Who works on which dossier: one lease per dossier in the register, kept alive by its holder.

A worker takes a dossier, tells the register every so often that it is still there, and gives it up at the end. One that
dies or is cut off stops telling; after a while another takes over. The one that was cut off cannot publish any more:
the register refuses its older token, and its own clock keeps it from the bucket.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Literal, NamedTuple, Protocol

import structlog

from pipeline.errors import KaftError, LeaseLost
from pipeline.ports import Lease
from schemas.delivery import DossierKey

log = structlog.get_logger("kaft.leases")


class LeaseStanding(NamedTuple):
    """How the work on a dossier stands. `left` is the seconds until the lease ends, below 0 when it has ended."""

    dossier_id: str
    delivery: str
    state: Literal["held", "free", "done", "aside"]
    owner: str
    tries: int
    left: float
    changed: float
    """When the state changed, in seconds of the register's own clock."""


LONGEST = 4
"""No lease lasts longer than so many times what somebody else asks for. A longer one was given before the clock was set
back; it is shortened to this, so that a dead worker's dossier does not wait for hours until the clock has caught up."""


_GLANCE = 1.0
"""Seconds for which a worker believes what it saw of the others."""


class Leases(Protocol):
    """Decides who works on which dossier; all times are of one clock, the register's."""

    def now(self) -> float:
        """Return the register's clock in seconds."""
        ...

    def take(
        self, key: DossierKey, owner: str, seconds: float, *, since: float, gone: Callable[[str], bool]
    ) -> Lease | None:
        """Give the dossier to a worker, for so long.

        None when another one holds it, or when it was done after `since`. `gone` tells that an owner certainly no
        longer lives: its lease is not waited for. Times that lie in the future, because the clock was set back, hold
        nobody up: see `LONGEST`.
        """
        ...

    def extend(self, leases: Sequence[Lease], seconds: float) -> tuple[Lease, ...]:
        """Hold on to leases; returns those that are lost."""
        ...

    def finish(self, lease: Lease) -> None:
        """Note that the dossier came to an end. Nothing happens when the lease is lost."""
        ...

    def give_back(self, lease: Lease) -> None:
        """Undo the taking: somebody stopped the work, which is no fault of the dossier."""
        ...

    def set_aside(self, lease: Lease) -> None:
        """Note that nobody should begin this dossier again by himself."""
        ...

    def clear(self, dossier_id: str) -> None:
        """Forget earlier tries: a person wants it done again."""
        ...

    def standing(self, delivery: str | None = None) -> tuple[LeaseStanding, ...]:
        """Return how all dossiers stand that were ever begun, of one delivery or of all, sorted by id."""
        ...


class Workplace:
    """What one worker has in hand. A thread keeps the leases alive until `close`.

    `seconds` is how long a lease lasts without a sign of life, `tries` how often a dossier may be begun without coming
    to an end before it is set aside. None: as often as anybody likes. Threads share a workplace.
    """

    def __init__(
        self,
        leases: Leases,
        owner: str,
        *,
        seconds: float = 120,
        tries: int | None = 3,
        gone: Callable[[str], bool] = lambda _owner: False,
    ) -> None:
        self._leases = leases
        self._owner = owner
        self._seconds = seconds
        self._tries = tries
        self._gone = gone
        self._since = leases.now()
        self._held: dict[str, Held] = {}
        self._others: dict[str, tuple[float, frozenset[str]]] = {}
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._keep_alive, name="leases", daemon=True)
        self._thread.start()

    @contextmanager
    def holding(self, key: DossierKey, *, again: bool = False) -> Iterator["Held | None"]:
        """Hold a dossier for the length of the `with` block; None when somebody else has it, or did it meanwhile.

        `again`: also when somebody did it meanwhile, because something has changed that they did not know. Left in
        order, the dossier is done; left by an exception, it is given back. A lease that ran out ends by itself, and
        counts as a try.
        """
        if self._closed.is_set() or (not again and self._elsewhere(key)):
            yield None
            return
        asked = time.monotonic()
        since = self._leases.now() if again else self._since
        lease = self._leases.take(key, self._owner, self._seconds, since=since, gone=self._gone)
        if lease is None:
            self._look_around(key.delivery)
            yield None
            return
        held = Held(lease, asked + self._seconds, worn_out=self._tries is not None and lease.tries > self._tries)
        with self._lock:
            self._held[key.id] = held
        if self._closed.is_set():  # while it was asked for
            self.close()
            yield None
            return
        finish: Callable[[Lease], None] = self._leases.give_back
        try:
            yield held
            finish = self._leases.set_aside if held.worn_out else self._leases.finish
        finally:
            with self._lock:
                self._held.pop(key.id, None)
            if held.worn_out or not (held.concluded or held.lost):
                finish(lease)

    def done_elsewhere(self, delivery: str) -> frozenset[str]:
        """Return the dossiers of a delivery that came to an end, or were set aside, since this workplace was opened."""
        return frozenset(
            standing.dossier_id
            for standing in self._leases.standing(delivery)
            if standing.state in {"done", "aside"} and standing.changed >= self._since
        )

    def _elsewhere(self, key: DossierKey) -> bool:
        """Tell whether others had the dossier in hand, or did it, a moment ago: then it is not worth a question."""
        with self._lock:
            until, others = self._others.get(key.delivery, (0.0, frozenset()))
        return time.monotonic() < until and key.id in others

    def _look_around(self, delivery: str) -> None:
        """Ask once what others do in a delivery, instead of once for each of its dossiers; at most every second."""
        begun = time.monotonic()
        with self._lock:
            if begun < self._others.get(delivery, (0.0, frozenset()))[0]:
                return
        others = frozenset(
            standing.dossier_id
            for standing in self._leases.standing(delivery)
            if (standing.state == "done" and standing.changed >= self._since)
            or (standing.state == "held" and standing.left > _GLANCE and not self._gone(standing.owner))
        )
        ended = time.monotonic()
        with self._lock:
            # In a delivery of many thousands asking takes longer, and is done less often.
            self._others[delivery] = (ended + min(max(_GLANCE, 20 * (ended - begun)), 10 * _GLANCE), others)

    def clear(self, dossier_id: str) -> None:
        """Forget earlier tries of a dossier: a person wants it done again."""
        self._leases.clear(dossier_id)

    def pause(self) -> None:
        """Wait until it is worth asking again for what others hold."""
        self._closed.wait(min(2.0, self._seconds / 10))

    def close(self) -> None:
        """Give everything back and stop; what cannot be told to the register ends by itself.

        Threads that still work on a dossier write nothing more to the bucket, and nothing new is taken in hand.
        """
        self._closed.set()
        with self._lock:
            for held in self._held.values():
                held.until = 0.0
            left = [held.lease for held in self._held.values()]
            self._held.clear()
        for lease in left:
            with suppress(KaftError):
                self._leases.give_back(lease)
        if self._thread is not threading.current_thread():
            self._thread.join(timeout=5)

    def _keep_alive(self) -> None:
        while not self._closed.wait(self._seconds / 4):
            with self._lock:
                held = dict(self._held)
            if not held:
                continue
            asked = time.monotonic()
            try:
                lost = {
                    lease.dossier_id
                    for lease in self._leases.extend([one.lease for one in held.values()], self._seconds)
                }
            except KaftError as error:  # also one that will not pass: without this thread all that takes long is lost
                log.warning("leases_not_extended", code=error.code, dossiers=len(held))
                continue
            for dossier_id, one in held.items():
                if dossier_id in lost:
                    one.until = 0.0
                    log.warning("lease_lost", dossier=dossier_id)
                else:
                    one.until = asked + self._seconds


class Held:
    """A lease in hand. `until` is when it ends by this machine's monotonic clock, whatever happens to the network."""

    def __init__(self, lease: Lease, until: float, *, worn_out: bool) -> None:
        self.lease = lease
        self.until = until
        self.worn_out = worn_out
        self.concluded = False
        """That the register was told under this lease what became of the dossier: that ended it."""
        self.lost = False
        """That something was refused because time had run out: the work is not whole, also if the register is back."""

    def check(self) -> None:
        """Raise LeaseLost when it may be somebody else's by now."""
        self.lost = self.lost or time.monotonic() >= self.until
        if self.lost:
            raise LeaseLost(
                f"Another worker took over dossier {self.lease.dossier_id}.", "Nothing is lost: that one publishes it."
            )

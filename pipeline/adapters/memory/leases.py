"""Leases and arrivals in memory: for tests, dry runs and trying things out."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.errors import LeaseLost
from pipeline.ports import Lease
from pipeline.queue.arrivals import Arrival, ArrivalState
from pipeline.queue.leasing import LONGEST, LeaseStanding
from schemas.delivery import DossierKey

State = Literal["held", "free", "done", "aside"]


@dataclass(frozen=True, slots=True)
class _Row:
    delivery: str
    state: State
    owner: str
    token: int
    tries: int
    until: float
    changed: float


class MemoryLeases:
    """Leases that are forgotten when the process ends. Threads may share them."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._rows: dict[str, _Row] = {}

    def now(self) -> float:
        """Return the clock of these leases in seconds."""
        return time.monotonic()

    def take(
        self, key: DossierKey, owner: str, seconds: float, *, since: float, gone: Callable[[str], bool]
    ) -> Lease | None:
        """Give the dossier to a worker; None when another one holds it, or when it was done after `since`."""
        with self._lock:
            now = self.now()
            row = self._rows.get(key.id) or _Row(key.delivery, "free", "", 0, 0, 0, now)
            if row.state == "held" and row.until > now and not gone(row.owner):
                self._rows[key.id] = replace(row, until=min(row.until, now + LONGEST * seconds))
                return None
            if row.state == "done" and since <= row.changed <= now:
                return None
            lease = Lease(key.id, owner, row.token + 1, row.tries + 1)
            self._rows[key.id] = _Row(key.delivery, "held", owner, lease.token, lease.tries, now + seconds, now)
            return lease

    def extend(self, leases: Sequence[Lease], seconds: float) -> tuple[Lease, ...]:
        """Hold on to leases; returns those that are lost."""
        with self._lock:
            lost = tuple(lease for lease in leases if not self._holds(lease, "held", "done"))
            for lease in set(leases) - set(lost):
                self._rows[lease.dossier_id] = replace(self._rows[lease.dossier_id], until=self.now() + seconds)
            return lost

    def finish(self, lease: Lease) -> None:
        """Note that the dossier came to an end."""
        self._leave(lease, "done", 0)

    def give_back(self, lease: Lease) -> None:
        """Undo the taking."""
        self._leave(lease, "free", lease.tries - 1)

    def set_aside(self, lease: Lease) -> None:
        """Note that nobody should begin this dossier again by himself, also when it was concluded a moment ago."""
        self._leave(lease, "aside", lease.tries, "held", "done")

    def clear(self, dossier_id: str) -> None:
        """Forget earlier tries."""
        with self._lock:
            if row := self._rows.get(dossier_id):
                self._rows[dossier_id] = replace(row, tries=0)

    def standing(self, delivery: str | None = None) -> tuple[LeaseStanding, ...]:
        """Return how all dossiers stand that were ever begun."""
        with self._lock:
            now = self.now()
            return tuple(
                LeaseStanding(dossier_id, row.delivery, row.state, row.owner, row.tries, row.until - now, row.changed)
                for dossier_id, row in sorted(self._rows.items())
                if delivery in {None, row.delivery}
            )

    def check(self, lease: Lease) -> None:
        """Raise LeaseLost when somebody else took the dossier."""
        with self._lock:
            if not self._holds(lease):
                raise LeaseLost(f"Another worker took over dossier {lease.dossier_id}.")

    def _holds(self, lease: Lease, *states: State) -> bool:
        row = self._rows.get(lease.dossier_id)
        return row is not None and row.state in (states or ("held",)) and row.token == lease.token

    def _leave(self, lease: Lease, state: State, tries: int, *states: State) -> None:
        with self._lock:
            if self._holds(lease, *states):
                row = self._rows[lease.dossier_id]
                self._rows[lease.dossier_id] = replace(row, state=state, tries=tries, changed=self.now())


@dataclass(frozen=True, slots=True)
class _Known:
    url: str
    state: ArrivalState
    run: str | None
    tries: int
    listing: str
    changed: float
    seen: float
    taken: float | None
    taken_listing: str | None


class MemoryArrivals:
    """Arrivals that are forgotten when the process ends. Threads may share them."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._known: dict[str, _Known] = {}

    def see(self, name: str, url: str, listing: str) -> Arrival:
        """Note that a delivery is there."""
        with self._lock:
            now = time.monotonic()
            known = self._known.get(name) or _Known(url, "seen", None, 0, listing, now, now, None, None)
            if known.listing != listing:
                known = replace(known, listing=listing, changed=now)
            if known.taken is not None and known.taken_listing is None:
                known = replace(known, taken_listing=listing)
            self._known[name] = known
            return self._shown(name)

    def take(self, name: str) -> bool:
        """Take a delivery that was only seen."""
        with self._lock:
            known = self._known.get(name)
            if known is None or known.state != "seen":
                return False
            self._known[name] = replace(known, state="taken", taken=time.monotonic(), taken_listing=known.listing)
            return True

    def work(self, name: str, url: str, run: str) -> None:
        """Note that a run works on a delivery."""
        with self._lock:
            now = time.monotonic()
            known = self._known.get(name) or _Known(url, "taken", None, 0, "", now, now, now, None)
            tries = known.tries + (known.run != run)
            taken, listing = known.taken or now, known.taken_listing or known.listing or None
            self._known[name] = replace(
                known, url=url, state="taken", run=run, tries=tries, taken=taken, taken_listing=listing
            )

    def again(self, name: str, run: str | None, limit: int) -> bool:
        """Give up on a run so that another can be made."""
        with self._lock:
            known = self._known.get(name)
            if known is None or known.state not in {"taken", "paused"} or known.run != run:
                return False
            failed = known.tries >= limit
            self._known[name] = (
                replace(known, state="failed")
                if failed
                else replace(known, state="taken", run=None, taken=time.monotonic())
            )
            return not failed

    def pause(self, name: str, run: str) -> bool:
        """Note that a run put the delivery down."""
        with self._lock:
            known = self._known.get(name)
            if known is None or (known.state, known.run) != ("taken", run):
                return False
            self._known[name] = replace(known, state="paused", tries=known.tries - 1)
            return True

    def end(self, name: str, state: Literal["ended", "stopped"]) -> None:
        """Note that a delivery was digitised, or that a person stopped it."""
        with self._lock:
            if known := self._known.get(name):
                self._known[name] = replace(known, state=state, tries=0)

    def all(self) -> tuple[Arrival, ...]:
        """Return all deliveries, sorted by name."""
        with self._lock:
            return tuple(self._shown(name) for name in sorted(self._known))

    def _shown(self, name: str) -> Arrival:
        known, now = self._known[name], time.monotonic()
        altered = known.taken_listing is not None and known.listing != known.taken_listing
        worked = None if known.taken is None else now - known.taken
        return Arrival(
            name, known.url, known.state, known.run, known.tries, now - known.changed, now - known.seen, worked, altered
        )

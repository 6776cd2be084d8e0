"""Deliveries in the inbox: when one is complete, and what the watcher does with it."""

from typing import Literal, NamedTuple, Protocol

ArrivalState = Literal["seen", "taken", "paused", "ended", "stopped", "failed"]
"""`paused`: kaft was stopped in the middle of it and goes on when it starts again; `stopped`: a person said so."""


class Arrival(NamedTuple):
    """A delivery in the inbox, and which run of the engine works on it. Durations are in seconds.

    `run` is the engine's own id, None when none was made yet. `tries` counts the runs.
    """

    name: str
    url: str
    state: ArrivalState
    run: str | None
    tries: int
    unchanged: float
    """How long its list of files has been the same."""
    here: float
    """How long ago it was seen first."""
    worked: float | None
    """How long ago it was taken; None when it was not."""
    altered: bool
    """The files are no longer those of when it was taken."""


class Arrivals(Protocol):
    """What lies in the inbox and what was begun of it: a delivery is taken once, however many watch."""

    def see(self, name: str, url: str, listing: str) -> Arrival:
        """Note that a delivery is there, with the digest of its list of files."""
        ...

    def take(self, name: str) -> bool:
        """Take a delivery that was only seen; False when it was taken before. Only one of many callers gets True."""
        ...

    def work(self, name: str, url: str, run: str) -> None:
        """Note that a run works on a delivery, also one that never lay in the inbox."""
        ...

    def again(self, name: str, run: str | None, limit: int) -> bool:
        """Give up on a run so that another can be made. False when somebody did already, or after `limit` runs.

        After that many the delivery is `failed`.
        """
        ...

    def pause(self, name: str, run: str) -> bool:
        """Note that a run put the delivery down because kaft stops; that was no try. False when it is not its own."""
        ...

    def end(self, name: str, state: Literal["ended", "stopped"]) -> None:
        """Note that a delivery was digitised, or that a person stopped it."""
        ...

    def all(self) -> tuple[Arrival, ...]:
        """Return all deliveries, sorted by name."""
        ...


def is_complete(arrival: Arrival, *, ready: bool, quiet: float) -> bool:
    """Tell whether a delivery can be taken: it says so itself, or nothing has changed for `quiet` seconds."""
    return ready or arrival.unchanged >= quiet

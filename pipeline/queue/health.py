"""Moving or stuck: what the register says about work in progress, for monitoring. No personal data.

Prefect is not asked: this must answer when Prefect does not. What only Prefect knows (dead workers, silent schedules)
is in `flows.alarms`.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.queue.arrivals import Arrival, Arrivals
from pipeline.queue.leasing import Leases, LeaseStanding
from pipeline.queue.pressure import Room, Shortage
from schemas.base import Contract
from schemas.words import DossierEnd


class HealthLimits(NamedTuple):
    """When something counts as stuck or as too much."""

    lease_seconds: float
    overdue_seconds: float
    backlog: int


class Health(Contract):
    """How the work goes. `stuck` needs a person now; `noted` is worth a look. Both are empty when all is well.

    `held_back` says why no new delivery is begun.
    """

    dossiers: dict[DossierEnd, int]
    held: int
    set_aside: int
    deliveries: dict[str, int]
    waiting: int
    free_bytes: int
    oldest_sign_seconds: float
    stuck: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    held_back: tuple[Shortage, ...] = ()


def health(
    leases: Leases, arrivals: Arrivals, dossiers: dict[DossierEnd, int], room: Room, limits: HealthLimits,
    short: tuple[Shortage, ...] = (),
) -> Health:  # fmt: skip
    """Return how the work goes now.

    Args:
        leases: Who works on what.
        arrivals: What lies in the inbox.
        dossiers: How many dossiers came to each end.
        room: What is left of disk and memory, and how many dossiers wait for a person.
        limits: From when something is stuck.
        short: Why no new delivery is begun.
    """
    standing, now = leases.standing(), leases.now()
    deliveries = arrivals.all()
    held = [row for row in standing if row.state == "held"]
    return Health(
        dossiers=dossiers,
        held=len(held),
        set_aside=sum(row.state == "aside" for row in standing),
        deliveries=dict(sorted(Counter(arrival.state for arrival in deliveries).items())),
        waiting=room.waiting,
        free_bytes=room.disk,
        oldest_sign_seconds=round(max((now - row.changed for row in held), default=0.0), 1),
        stuck=(*_stuck(held, deliveries, limits), *(one.told() for one in short if one.kind == "disk")),
        noted=(
            *_noted(standing, deliveries, room.waiting, limits),
            *(one.told() for one in short if one.kind != "disk"),
        ),
        held_back=short,
    )


def _stuck(held: Iterable[LeaseStanding], deliveries: Iterable[Arrival], limits: HealthLimits) -> Iterable[str]:
    for row in held:
        if row.left < -limits.lease_seconds:
            yield f"Dossier {row.dossier_id}: its worker gave no sign of life and nobody took over."
    for arrival in deliveries:
        if arrival.state == "taken" and (arrival.worked or 0) > limits.overdue_seconds:
            yield f"Delivery {arrival.name} is being digitised for {(arrival.worked or 0) / 3600:.0f} hours."


def _noted(
    standing: Iterable[LeaseStanding], deliveries: Iterable[Arrival], waiting: int, limits: HealthLimits
) -> Iterable[str]:
    for row in standing:
        if row.state == "aside":
            yield f"Dossier {row.dossier_id} was begun {row.tries} times without coming to an end and is set aside."
    for arrival in deliveries:
        if arrival.state == "failed":
            yield f"Delivery {arrival.name} was begun {arrival.tries} times without coming to an end."
    if waiting > limits.backlog:
        yield f"{waiting} dossiers wait for a person."


def how_far(delivery: str, standing: Iterable[LeaseStanding], deliveries: Iterable[Arrival]) -> str:
    """Return how it goes with a delivery that was begun and has not come to its end."""
    if any(row.state == "held" and row.left > 0 for row in standing):
        return f"{delivery}: being digitised now."
    if any(arrival.name == delivery and arrival.state in {"taken", "paused"} for arrival in deliveries):
        return f"{delivery}: waits for a worker of kaft up, which goes on where it was."
    return f"{delivery}: a run began and has not come to its end; run it again."


def in_the_inbox(deliveries: Iterable[Arrival]) -> tuple[str, ...]:
    """Return a line for each delivery that lies in the inbox and was not begun."""
    told = {
        "seen": "lies in the inbox; it is begun when it has a file _READY or has not changed for a while.",
        "taken": "waits for a worker of kaft up.",
        "paused": "was put down when kaft stopped; goes on by itself when kaft up runs.",
        "failed": "was begun too often without coming to an end; see docs/operations.md.",
        "stopped": "was stopped by somebody.",
    }
    return tuple(f"{arrival.name}: {told[arrival.state]}" for arrival in deliveries if arrival.state in told)


def prometheus(found: Health) -> str:
    """Return the same as text for Prometheus (format 0.0.4), for its node exporter's textfile collector."""
    lines: list[str] = []

    def gauge(name: str, about: str, *values: tuple[str, float]) -> None:
        lines.extend((f"# HELP kaft_{name} {about}", f"# TYPE kaft_{name} gauge"))
        lines.extend(f"kaft_{name}{labels} {value:g}" for labels, value in values)

    gauge("stuck", "Things that need a person now.", ("", len(found.stuck)))
    gauge("noted", "Things worth a look.", ("", len(found.noted)))
    gauge("dossiers", "Dossiers by what became of them.", *((f'{{state="{s}"}}', n) for s, n in found.dossiers.items()))
    gauge(
        "deliveries",
        "Deliveries in the inbox by state.",
        *((f'{{state="{s}"}}', n) for s, n in found.deliveries.items()),
    )
    gauge("dossiers_in_hand", "Dossiers that a worker holds.", ("", found.held))
    gauge("dossiers_set_aside", "Dossiers that were begun too often.", ("", found.set_aside))
    gauge("dossiers_waiting", "Dossiers that wait for a person.", ("", found.waiting))
    gauge("oldest_sign_seconds", "Age of the oldest sign of life.", ("", found.oldest_sign_seconds))
    gauge("free_bytes", "Room on the fullest disk that kaft writes to.", ("", found.free_bytes))
    gauge("held_back", "Reasons to begin no new delivery.", ("", len(found.held_back)))
    return "\n".join(lines) + "\n"

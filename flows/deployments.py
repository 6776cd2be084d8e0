"""Everything that runs on a schedule or at a click: the table from which Prefect and `prefect.yaml` are filled.

A new flow needs a row here and nothing else. Names and descriptions are read by archive staff and data stewards in
Prefect's interface, so they are Dutch.
"""

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from flows import schedules
from flows.schedules import Schedule

if TYPE_CHECKING:
    from prefect import Flow

Pool = Literal["digitaliseren", "nakijken", "beheer"]

ZOMBIE_GUARD = "zombie-guard"
"""Tag of what a dead process must not leave `Running` for ever. Never on a flow that is suspended (`nakijken`): Prefect
3.8 takes a run that waits for a person for a dead one (`flows.automations`)."""

WAITING = "na-te-kijken"
"""Tag of every review; the bookmark of the work list filters on it."""

POOLS: dict[Pool, str] = {
    "digitaliseren": "Leest en publiceert leveringen. Meer machines: start er op elk één werker voor.",
    "nakijken": "Verwerkt antwoorden van nakijkers; apart, zodat een lange levering hen nooit laat wachten.",
    "beheer": "Korte taken op vaste tijden: bewaken, afstemmen, verslag, fixiteit, opruimen.",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One deployment: which flow, where it runs and when.

    `entrypoint` is the module form (`flows.module.function`); the flow's own name must be `name`. `at_once` is how many
    runs there may be at the same time; a scheduled run too many is cancelled, not queued.
    """

    name: str
    entrypoint: str
    pool: Pool
    schedules: tuple[Schedule, ...] = ()
    tags: tuple[str, ...] = ()
    at_once: int | None = None
    parameters: dict[str, Any] = field(default_factory=dict)

    def flow(self) -> "Flow[..., Any]":
        """Import and return the flow."""
        module, _, name = self.entrypoint.rpartition(".")
        found: Flow[..., Any] = getattr(import_module(module), name)
        return found

    @property
    def full_name(self) -> str:
        """Return the name by which Prefect knows it: flow and deployment, here the same."""
        return f"{self.name}/{self.name}"


DELIVERY = "digitaliseer-levering"
RECONCILE = "afstemmen"
REVIEW = "nakijken"

DEPLOYMENTS: tuple[Planned, ...] = (
    Planned(
        "inbox-bewaken",
        "flows.watch.watch_inbox",
        "beheer",
        (schedules.EVERY_FIVE_MINUTES,),
        ("stap:bewaken", ZOMBIE_GUARD),
        1,
    ),
    Planned(DELIVERY, "flows.digitise.digitise_delivery", "digitaliseren", tags=("stap:digitaliseren", ZOMBIE_GUARD)),
    Planned(
        RECONCILE,
        "flows.reconcile.reconcile",
        "beheer",
        (schedules.EVERY_FIVE_MINUTES_BETWEEN,),
        ("stap:afstemmen", ZOMBIE_GUARD),
        1,
    ),
    Planned("publiceren", "flows.publish.publish_again", "digitaliseren", tags=("stap:publiceren", ZOMBIE_GUARD)),
    Planned(
        "fixiteit",
        "flows.fixity.check_fixity",
        "beheer",
        (schedules.NIGHTLY_SAMPLE, schedules.MONTHLY_FULL),
        ("stap:fixiteit", ZOMBIE_GUARD),
        1,
    ),
    Planned(
        "dagrapport",
        "flows.daily.daily_report",
        "beheer",
        (schedules.MORNING_REPORT,),
        ("stap:verslag", ZOMBIE_GUARD),
        1,
    ),
    Planned(
        "opruimen",
        "flows.cleanup.clean_up",
        "beheer",
        (schedules.NIGHTLY_CLEANING,),
        ("stap:opruimen", ZOMBIE_GUARD),
        1,
    ),
    Planned(REVIEW, "flows.review.review_dossier", "nakijken", tags=("stap:nakijken",)),
)


def planned(name: str) -> Planned:
    """Return the deployment with a name; raises KeyError."""
    return {row.name: row for row in DEPLOYMENTS}[name]


def scheduled() -> tuple[Planned, ...]:
    """Return the deployments that run by themselves."""
    return tuple(row for row in DEPLOYMENTS if row.schedules)

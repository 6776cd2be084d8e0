"""What is wrong: dead runs and workers, late deliveries, a growing work list, flows that went silent.

An alarm becomes an event `kaft.alarm.<kind>`, once a day for the same thing; automations (`flows.automations`) and
people's own notifications listen to it, and the daily report lists it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.events import emit_event

from flows import engine
from flows.deployments import scheduled
from flows.schedules import TOLERANCE
from pipeline import bootstrap
from pipeline.queue.arrivals import Arrival, Arrivals
from pipeline.queue.pressure import Shortage
from pipeline.settings import Running, Settings

Kind = Literal["zombie", "worker", "overdue", "failed", "backlog", "silence", "room"]
EVENT = "kaft.alarm"
_ONCE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something a person must look at. `about` names the thing for programs, `told` says it for people."""

    kind: Kind
    about: str
    told: str

    @property
    def event(self) -> str:
        """Return the name of its event."""
        return f"{EVENT}.{self.kind}"

    @property
    def resource(self) -> str:
        """Return the id of what it is about, as events have it."""
        return f"kaft.{self.kind}.{self.about}"


def look(
    settings: Settings, arrivals: Arrivals, waiting: int, client: SyncPrefectClient, dead: Iterable[FlowRun] = ()
) -> tuple[Alarm, ...]:
    """Return everything that is an alarm now, and the runs that died in the last day.

    `waiting` is how many dossiers wait for a person; `dead` are runs found dead now, which may still say they run.
    """
    dead = [*dead, *engine.crashed_since(client, datetime.now(UTC) - _ONCE)]
    silence = {row.name: engine.silent_for(client, row) for row in scheduled()}
    every = {row.name: min(found.every for found in row.schedules) for row in scheduled()}
    return (
        *zombies(called(run.name, run.tags) for run in dead),
        *workers(engine.workers_online(client)),
        *deliveries(arrivals.all(), settings.running),
        *backlog(waiting, settings.running.backlog),
        *silent(silence, every),
        *room(bootstrap.no_room(settings, waiting)),
    )


def called(name: str, tags: Iterable[str]) -> str:
    """Return a readable name for a run: its delivery, else what it does; Prefect's own names are random."""
    known = dict(tag.split(":", 1) for tag in tags if ":" in tag)
    return known.get("levering") or known.get("stap") or name


def zombies(names: Iterable[str]) -> tuple[Alarm, ...]:
    """Return an alarm for each run whose process is gone: one per name, however often it died."""
    return tuple(
        Alarm("zombie", name, f"De run `{name}` is gestorven; `afstemmen` hervat het werk.")
        for name in sorted(set(names))
    )


def workers(online: Mapping[str, int]) -> tuple[Alarm, ...]:
    """Return an alarm for each pool that nobody works for."""
    return tuple(
        Alarm("worker", pool, f"Niemand werkt voor `{pool}`: er draait geen enkele worker.")
        for pool, count in sorted(online.items())
        if not count
    )


def deliveries(arrivals: Iterable[Arrival], running: Running) -> tuple[Alarm, ...]:
    """Return an alarm for each delivery that takes too long or was given up."""
    found = []
    for arrival in arrivals:
        if arrival.state == "failed":
            told = f"Levering `{arrival.name}` is {arrival.tries} keer begonnen en nooit afgeraakt: kijk waarom."
            found.append(Alarm("failed", arrival.name, told))
        elif arrival.state == "taken" and (arrival.worked or 0) > running.overdue_hours * 3600:
            told = f"Levering `{arrival.name}` is al {(arrival.worked or 0) / 3600:.0f} uur bezig."
            found.append(Alarm("overdue", arrival.name, told))
    return tuple(found)


def backlog(waiting: int, limit: int) -> tuple[Alarm, ...]:
    """Return an alarm when more dossiers wait for a person than the limit."""
    if waiting <= limit:
        return ()
    return (Alarm("backlog", "nakijken", f"Er wachten {waiting} dossiers op nakijken; de grens is {limit}."),)


def room(short: Iterable[Shortage]) -> tuple[Alarm, ...]:
    """Return an alarm for each reason why no new delivery is begun."""
    return tuple(Alarm("room", one.kind, f"{HELD_BACK} {why(one)}") for one in short)


HELD_BACK = "Er wordt geen nieuwe levering begonnen:"


def why(short: Shortage) -> str:
    """Return in Dutch why there is no room for more work."""
    if short.kind == "backlog":
        return f"er wachten {short.have} dossiers op nakijken en de grens is {short.bound}."
    where = "op de schijf" if short.kind == "disk" else "in het geheugen"
    have, bound = (f"{size / 1e9:.1f}".replace(".", ",") for size in (short.have, short.bound))
    return f"{where} is nog {have} GB vrij en de ondergrens is {bound} GB."


def silent(seconds: Mapping[str, float], every: Mapping[str, int]) -> tuple[Alarm, ...]:
    """Return an alarm for each scheduled flow that has not come to an end for longer than it may be silent."""
    return tuple(
        Alarm("silence", name, f"`{name}` is al {past / 3600:.1f} uur niet meer afgeraakt.")
        for name, past in sorted(seconds.items())
        if past > every[name] * TOLERANCE
    )


def raise_new(client: SyncPrefectClient, found: Iterable[Alarm]) -> tuple[Alarm, ...]:
    """Raise the event of every alarm that was not raised in the last day, and return those."""
    since = datetime.now(UTC) - _ONCE
    known: dict[str, frozenset[str]] = {}
    new = []
    for alarm in found:
        if alarm.event not in known:
            known[alarm.event] = engine.raised_since(client, alarm.event, since)
        if alarm.resource not in known[alarm.event]:
            resource = {"prefect.resource.id": alarm.resource, "prefect.resource.name": alarm.about}
            emit_event(alarm.event, resource=resource, payload={"told": alarm.told})
            new.append(alarm)
    return tuple(new)

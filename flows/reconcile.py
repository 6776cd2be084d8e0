"""`afstemmen`: compares the register, which is the truth, with what Prefect believes, and puts Prefect right."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import structlog
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import alarms, engine, work_list
from flows.shell import guarded
from flows.watch import reasons, start_delivery
from pipeline import bootstrap
from pipeline.queue.arrivals import Arrival, Arrivals
from pipeline.queue.leasing import Leases, LeaseStanding
from pipeline.reviewing.desk import waiting_in
from pipeline.settings import Settings

log = structlog.get_logger("kaft.flows")

_BEING_MADE = 120.0
"""Seconds within which a delivery that was taken gets its run."""

NextStep = Literal["none", "again", "ended", "stopped"]


@flow(
    name="afstemmen",
    flow_run_name="afstemmen",
    description=(
        "Vergelijkt het register met Prefect: werk waar niemand meer aan bezig is, wordt hervat; dossiers die "
        "nagekeken moeten worden, krijgen hun formulier terug; wat niet pluis is, wordt een alarm."
    ),
    persist_result=False,
)
def reconcile(config: Path | None = None) -> State[Any]:
    """Take up work without a live run, open reviews without a form, raise alarms.

    Args:
        config: TOML-bestand met instellingen op de server; leeg laten neemt de standaard.
    """
    return guarded(config, "Het afstemmen lukte niet", lambda settings: _reconcile(settings, config))


def next_step(arrival: Arrival, states: Mapping[str, str]) -> NextStep:
    """Decide what to do with a delivery, from the states of the runs that the engine knows.

    A run that a person cancelled is a decision; one that failed, crashed or is not there any more is not.
    """
    if arrival.state == "paused":
        return "again"
    if arrival.state != "taken":
        return "none"
    if arrival.run is None:
        return "none" if (arrival.worked or 0) < _BEING_MADE else "again"
    state = states.get(arrival.run, "")
    if state in engine.LIVE:
        return "none"
    if state == "COMPLETED":
        return "ended"
    return "stopped" if state == "CANCELLED" else "again"


def _reconcile(settings: Settings, config: Path | None) -> State[Any]:
    with bootstrap.open_register(settings) as books, engine.prefect() as client:
        dead = engine.zombies(client)
        for run in dead:
            engine.bury(client, run)
        waiting = len(waiting_in(books.reviews, books.register))
        # Dossiers that wait for a person do not keep what was begun from its end; no disk or memory does.
        short = [one for one in bootstrap.no_room(settings, waiting) if one.kind != "backlog"]
        resumed = _take_up(settings, config, books.arrivals, books.leases, client, room=not short)
        reopened = work_list.reopen(settings, config)
        raised = alarms.raise_new(client, alarms.look(settings, books.arrivals, waiting, client, dead))
    log.info("reconciled", zombies=len(dead), resumed=resumed, alarms=len(raised))
    held = f" {reasons(short)}" if short else ""
    told = f"Hervat: {resumed} leveringen; formulieren geopend: {reopened.opened}; nieuwe alarmen: {len(raised)}."
    return Completed(message=told + held)


def abandoned(standings: Iterable[LeaseStanding], gone: Callable[[str], bool], since: float) -> bool:
    """Tell whether everyone who worked on a delivery since then is gone: dossiers are leased, none by a living process.

    What was in hand before that is of an earlier run: the one that is asked about has not come to it yet.
    """
    held = [standing for standing in standings if standing.state == "held" and standing.changed >= since]
    return bool(held) and all(standing.left <= 0 or gone(standing.owner) for standing in held)


def _take_up(
    settings: Settings, config: Path | None, arrivals: Arrivals, leases: Leases, client: SyncPrefectClient, *,
    room: bool,
) -> int:  # fmt: skip
    taken = [arrival for arrival in arrivals.all() if arrival.state in {"taken", "paused"}]
    states = engine.states_of(client, [arrival.run for arrival in taken if arrival.run])
    resumed = 0
    for arrival in taken:
        running = arrival.run and states.get(arrival.run) == "RUNNING"
        since = leases.now() - (arrival.worked or 0)
        if arrival.run and running and arrival.state == "paused":
            engine.put_down(client, UUID(arrival.run))
        elif arrival.run and running and abandoned(leases.standing(arrival.name), bootstrap.owner_gone, since):
            engine.bury(client, client.read_flow_run(UUID(arrival.run)))
            states[arrival.run] = "CRASHED"
        match next_step(arrival, states):
            case "again" if room and arrivals.again(arrival.name, arrival.run, settings.running.tries):
                run = start_delivery(client, settings, arrival.name, arrival.url, config)
                arrivals.work(arrival.name, arrival.url, run)
                resumed += 1
            case "ended" | "stopped" as end:
                arrivals.end(arrival.name, end)
    return resumed

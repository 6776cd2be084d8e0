"""kaft's conversation with Prefect: runs, workers, events. Nothing is decided here."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import httpx
import structlog
from prefect import get_client, runtime
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed, Scheduled

from flows.deployments import POOLS, ZOMBIE_GUARD, Planned, planned

T = TypeVar("T")

log = structlog.get_logger("kaft.flows")

LIVE = frozenset({"SCHEDULED", "PENDING", "RUNNING", "PAUSED", "CANCELLING"})
_AT_ONCE = 200
_PRESUMED_DEAD = timedelta(minutes=5)
"""A guarded run without a heartbeat for so long is a zombie: one comes every 30 s (`pipeline.hosting.services`)."""

_STARTING = timedelta(minutes=10)
"""Longer than a worker takes to start a process, on a busy machine too."""


@contextmanager
def prefect() -> Iterator[SyncPrefectClient]:
    """Give a client of the server."""
    with get_client(sync_client=True) as client:
        yield client


def tell(show: Callable[[], T]) -> T | None:
    """Write something for people to see. A server that does not answer costs a log line and stops no work."""
    try:
        return show()
    except httpx.HTTPError as error:
        log.warning("prefect_unreachable", error=type(error).__name__)
        return None


def my_run() -> str:
    """Return the id of the run that calls this; empty outside a run."""
    return str(runtime.flow_run.id or "")


def start(
    client: SyncPrefectClient, name: str, parameters: dict[str, Any], tags: Iterable[str], run_name: str | None = None
) -> str:  # fmt: skip
    """Start a run of a deployment at once and return its id. Without a name, Prefect invents one."""
    deployment = client.read_deployment_by_name(planned(name).full_name)
    run = client.create_flow_run_from_deployment(
        deployment.id, parameters=parameters, tags=[*deployment.tags, *tags], name=run_name, state=Scheduled()
    )
    return str(run.id)


def label_run(tags: Iterable[str]) -> None:
    """Add tags to the run that calls this: one started by hand has only those of its deployment."""
    run = my_run()
    if not run:
        return
    with prefect() as client:
        known = client.read_flow_run(UUID(run)).tags
        if missing := [tag for tag in tags if tag not in known]:
            client.update_flow_run(UUID(run), tags=[*known, *missing])


def states_of(client: SyncPrefectClient, runs: Iterable[str]) -> dict[str, str]:
    """Return the type of state of each run that the server knows."""
    asked = [UUID(run) for run in runs]
    found: dict[str, str] = {}
    for start_at in range(0, len(asked), _AT_ONCE):
        some = FlowRunFilter(id=FlowRunFilterId(any_=asked[start_at : start_at + _AT_ONCE]))
        found |= {
            str(run.id): run.state_type.value
            for run in client.read_flow_runs(flow_run_filter=some, limit=_AT_ONCE)
            if run.state_type
        }
    return found


def zombies(client: SyncPrefectClient, now: datetime | None = None) -> tuple[FlowRun, ...]:
    """Return guarded runs that claim to be running but showed no sign of life for minutes, or that never began.

    A worker that dies between taking a run and starting its process leaves it pending; nothing of Prefect looks at it.
    """
    now = now or datetime.now(UTC)
    found = client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING])),
            tags=FlowRunFilterTags(all_=[ZOMBIE_GUARD]),
        ),
        limit=_AT_ONCE,
    )
    never = [run for run in found if run.state and run.state.is_pending() and run.state.timestamp < now - _STARTING]
    old = [run for run in found if run.state_type == StateType.RUNNING and _began_before(run, now - _PRESUMED_DEAD)]
    alive = set(_about(client, "prefect.flow-run.heartbeat", now - _PRESUMED_DEAD)) if old else set()
    return (*never, *(run for run in old if f"prefect.flow-run.{run.id}" not in alive))


def _began_before(run: FlowRun, moment: datetime) -> bool:
    return bool(run.start_time and run.start_time < moment)


def crashed_since(client: SyncPrefectClient, since: datetime) -> tuple[FlowRun, ...]:
    """Return guarded runs that were found dead since a moment, by the worker, by kaft or by its automation."""
    found = client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.CRASHED])),
            tags=FlowRunFilterTags(all_=[ZOMBIE_GUARD]),
            end_time=FlowRunFilterEndTime(after_=since),
        ),
        sort=FlowRunSort.END_TIME_DESC,
        limit=_AT_ONCE,
    )
    return tuple(found)


def bury(client: SyncPrefectClient, run: FlowRun) -> None:
    """Note that a run is dead."""
    client.set_flow_run_state(run.id, Crashed(message="Geen teken van leven meer: het proces is er niet."), force=True)


def put_down(client: SyncPrefectClient, run: UUID) -> None:
    """Note that a run ended because kaft was stopped: neither a crash nor what somebody decided about its delivery."""
    told = "kaft werd gestopt; het werk gaat vanzelf verder als kaft weer start."
    client.set_flow_run_state(run, Cancelled(name="Neergelegd", message=told), force=True)


def workers_online(client: SyncPrefectClient) -> dict[str, int]:
    """Return for each pool how many workers there are that gave a sign of life."""
    online: dict[str, int] = {}
    for pool in POOLS:
        try:
            workers = client.read_workers_for_work_pool(pool)
        except ObjectNotFound:
            workers = []
        online[pool] = sum(str(worker.status).upper().endswith("ONLINE") for worker in workers)
    return online


def silent_for(client: SyncPrefectClient, row: Planned, now: datetime | None = None) -> float:
    """Return the seconds since a scheduled deployment last came to its end, or since it was made; 0 when paused."""
    now = now or datetime.now(UTC)
    deployment = client.read_deployment_by_name(row.full_name)
    if deployment.paused or not any(schedule.active for schedule in deployment.schedules):
        return 0.0
    [*last] = client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id])),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.COMPLETED]))
        ),
        sort=FlowRunSort.END_TIME_DESC,
        limit=1,
    )
    moments = [moment for moment in (*(run.end_time for run in last), deployment.created) if moment]
    return (now - max(moments)).total_seconds() if moments else 0.0


def raised_since(client: SyncPrefectClient, event: str, since: datetime) -> frozenset[str]:
    """Return what an event was raised about since a moment."""
    return frozenset(_about(client, event, since))


def _about(client: SyncPrefectClient, event: str, since: datetime) -> Iterator[str]:
    asked = {
        "filter": {
            "occurred": {"since": since.isoformat(), "until": datetime.now(UTC).isoformat()},
            "event": {"name": [event]},
        },
        "limit": 50,
    }
    page = client.request("POST", "/events/filter", json=asked).raise_for_status().json()
    while True:
        yield from (str(found["resource"]["prefect.resource.id"]) for found in page["events"])
        token = page.get("next_page")
        if not token:
            return
        page = client._client.get(token).raise_for_status().json()  # noqa: SLF001  # the address is the server's own and whole

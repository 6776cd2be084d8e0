"""`opruimen`: removes old runs and artifacts from Prefect; the register keeps the truth."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import State, StateType
from prefect.exceptions import ObjectNotFound
from prefect.states import Completed

from flows import engine
from flows.deployments import WAITING
from flows.review_form import clear
from flows.shell import guarded
from pipeline.settings import Settings

log = structlog.get_logger("kaft.flows")

_ENDED = [StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.CANCELLED]
_BADLY = [StateType.FAILED, StateType.CRASHED, StateType.CANCELLED]
_A_DAY = timedelta(days=1)
_AT_ONCE = 200
_MOST = 20_000
"""Removed in one night, so that a first cleaning does not take all of it."""


@flow(
    name="opruimen",
    flow_run_name="opruimen",
    description="Verwijdert oude runs en rapporten uit Prefect. Wat in het register staat, blijft.",
    persist_result=False,
)
def clean_up(config: Path | None = None) -> State[Any]:
    """Delete runs that ended before the retention, with their artifacts; events are the server's own business.

    Args:
        config: TOML-bestand met instellingen op de server; leeg laten neemt de standaard.
    """
    return guarded(config, "Het opruimen lukte niet", _clean)


def _clean(settings: Settings) -> State[Any]:
    now = datetime.now(UTC)
    with engine.prefect() as client:
        forms = forget(client, now - _A_DAY)
        runs, artifacts = delete_before(client, now - timedelta(days=settings.running.retention_days))
    log.info("cleaned", runs=runs, artifacts=artifacts, forms=forms)
    return Completed(message=f"Verwijderd uit Prefect: {runs} runs en {artifacts} rapporten.")


def forget(client: SyncPrefectClient, before: datetime) -> int:
    """Empty the forms of reviews that came to no good end before a moment; returns how many.

    An answer that was handled takes its form along. One that ran out, failed or was cancelled is asked again with a
    form of its own, and would keep what stands in it (names, pictures of pages) until its run is deleted. Those that
    are empty no longer bear the tag of what waits.
    """
    left = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_BADLY)),
        end_time=FlowRunFilterEndTime(before_=before),
        tags=FlowRunFilterTags(all_=[WAITING]),
    )
    forms = 0
    while some := client.read_flow_runs(flow_run_filter=left, limit=_AT_ONCE):
        for run in some:
            clear(client, run.id)
            client.update_flow_run(run.id, tags=[tag for tag in run.tags if tag != WAITING])
        forms += len(some)
    return forms


def delete_before(client: SyncPrefectClient, before: datetime) -> tuple[int, int]:
    """Delete runs that ended before a moment, and their artifacts; returns how many. Suspended runs have not ended."""
    old = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_ENDED)),
        end_time=FlowRunFilterEndTime(before_=before),
    )
    runs = artifacts = 0
    while runs < _MOST and (some := client.read_flow_runs(flow_run_filter=old, limit=_AT_ONCE)):
        ids = [str(run.id) for run in some]
        asked = {"flow_runs": {"id": {"any_": ids}}, "limit": _AT_ONCE}
        while made := client.request("POST", "/artifacts/filter", json=asked).raise_for_status().json():
            for artifact in made:
                client.delete_artifact(UUID(artifact["id"]))
            artifacts += len(made)
        for run in some:
            with suppress(ObjectNotFound):
                client.delete_flow_run(run.id)
        runs += len(some)
    return runs, artifacts

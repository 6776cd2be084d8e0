"""Registers pools, deployments, schedules and automations with a Prefect server: `python -m flows.deploy`.

May be repeated; what people paused stays paused. `python -m flows.deploy --yaml` writes `prefect.yaml` instead, for
those who run their own Prefect.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate, WorkPoolCreate, WorkPoolUpdate
from prefect.client.schemas.objects import ConcurrencyLimitStrategy, ConcurrencyOptions
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.schedules import CronSchedule
from prefect.exceptions import ObjectNotFound
from prefect.utilities.callables import parameter_schema
from prefect.workers.process import ProcessWorker

from flows import automations
from flows.daily import foretell
from flows.deployments import DEPLOYMENTS, POOLS, Planned
from flows.schedules import TIMEZONE

_HEAD = """\
# Made by `python -m flows.deploy --yaml` from flows/deployments.py: do not edit. For those who run their own Prefect:
# make the work pools named below (type process), install kaft where the workers run, then `prefect deploy --all`.
"""


def deploy() -> None:
    """Bring the server in line with the table."""
    with get_client(sync_client=True) as client:
        for name, description in POOLS.items():
            _pool(client, name, description)
        for row in DEPLOYMENTS:
            _deployment(client, row)
        automations.install(client)
        foretell(client)


def as_yaml() -> str:
    """Return the table in the form of `prefect deploy`."""
    # Not left out: Prefect would then have every worker go to the folder in which `prefect deploy` was typed.
    listed = {"name": "kaft", "pull": [], "deployments": [_listed(row) for row in DEPLOYMENTS]}
    text: str = yaml.safe_dump(listed, sort_keys=False, allow_unicode=True, width=120)
    return _HEAD + text


def _pool(client: SyncPrefectClient, name: str, description: str) -> None:
    try:
        client.read_work_pool(name)
    except ObjectNotFound:
        template = ProcessWorker.get_default_base_job_template()
        client.create_work_pool(
            WorkPoolCreate(name=name, type="process", description=description, base_job_template=template)
        )
    else:
        client.update_work_pool(name, WorkPoolUpdate(description=description))


def _deployment(client: SyncPrefectClient, row: Planned) -> None:
    flow = row.flow()
    try:
        before: DeploymentResponse | None = client.read_deployment_by_name(row.full_name)
    except ObjectNotFound:
        before = None
    stopped = {
        schedule.slug
        for schedule in (before.schedules if before else ())
        if not schedule.active
    }  # fmt: skip
    schedules = [
        DeploymentScheduleCreate(
            schedule=CronSchedule(cron=found.cron, timezone=TIMEZONE),
            active=_slug(row, found.slug) not in stopped,
            parameters=dict(found.parameters),
            slug=_slug(row, found.slug),
        )
        for found in row.schedules
    ]
    client.create_deployment(
        flow_id=client.create_flow(flow),
        name=row.name,
        description=flow.description,
        entrypoint=row.entrypoint,
        path=".",
        pull_steps=[],
        work_pool_name=row.pool,
        tags=list(row.tags),
        parameters=row.parameters,
        parameter_openapi_schema=parameter_schema(flow).model_dump_for_openapi() | {"additionalProperties": False},
        enforce_parameter_schema=True,
        schedules=schedules,
        concurrency_limit=row.at_once,
        concurrency_options=_options(row),
        paused=before.paused if before else False,
    )


def _slug(row: Planned, slug: str) -> str:
    return f"{row.name}-{slug}" if slug else row.name


def _options(row: Planned) -> ConcurrencyOptions | None:
    if row.at_once is None:
        return None
    return ConcurrencyOptions(collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


def _listed(row: Planned) -> dict[str, Any]:
    listed: dict[str, Any] = {
        "name": row.name,
        "description": row.flow().description,
        "entrypoint": row.entrypoint,
        "tags": list(row.tags),
        "parameters": row.parameters,
        "enforce_parameter_schema": True,
        "work_pool": {"name": row.pool},
        "schedules": [
            {
                "cron": schedule.cron,
                "timezone": TIMEZONE,
                "slug": _slug(row, schedule.slug),
                "active": True,
                "parameters": dict(schedule.parameters),
            }
            for schedule in row.schedules
        ],
    }
    if row.at_once is not None:
        listed["concurrency_limit"] = {"limit": row.at_once, "collision_strategy": "CANCEL_NEW"}
    return listed


def main() -> None:
    """Deploy, or write `prefect.yaml` in the current folder."""
    parser = argparse.ArgumentParser(description="Tell Prefect about kaft's deployments.")
    parser.add_argument("--yaml", action="store_true", help="write prefect.yaml here instead")
    if parser.parse_args().yaml:
        Path("prefect.yaml").write_text(as_yaml(), encoding="utf-8")
    else:
        deploy()
        sys.stdout.write(f"{len(DEPLOYMENTS)} deployments\n")


if __name__ == "__main__":
    main()

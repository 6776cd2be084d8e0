"""A run whose process is killed: the automation that ships with kaft says so, and the work is taken up again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from prefect import get_client
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.events import emit_event
from prefect.settings import get_current_settings
from prefect.states import Running, Suspended

from flows import automations, deploy, engine
from flows.alarms import EVENT
from flows.daily import daily_report
from flows.deployments import DELIVERY, RECONCILE, ZOMBIE_GUARD, planned
from flows.reconcile import reconcile
from flows.review_form import DEPLOYMENT
from flows.watch import watch_inbox
from pipeline import bootstrap
from pipeline.queue.leasing import LeaseStanding
from pipeline.settings import load
from tests.flows.inbox_delivery import drop

if TYPE_CHECKING:
    from tests.flows.conftest import PrefectServer

SILENCE = timedelta(seconds=40)
"""Instead of the two minutes that ship: only the number differs. Heartbeats come every 30 s."""
PATIENCE = 600
DOSSIERS = 3
ROOMY = "[running]\nfree_gb = 0\nfree_memory_gb = 0\n"
"""What this machine has left holds nothing back."""
MARKED = "Geen teken van leven meer van het proces."


@pytest.fixture(scope="module")
def guarded(prefect_server: "PrefectServer") -> Iterator["PrefectServer"]:
    deploy.deploy()
    with get_client(sync_client=True) as client:
        automations.install(client, SILENCE)
        yield prefect_server
        automations.install(client)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "kaft.toml"
    file.write_text(f'[places]\nwork = "{tmp_path / "w"}"\n[reading]\nengine = "tesseract"\nworkers = 1\n' + ROOMY)
    return file


@contextmanager
def working(run: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Let a process execute a flow run, as a worker does, but with no worker that would see it die."""
    settings = get_current_settings().to_environment_variables(exclude_unset=True)
    environment = os.environ | settings | {"PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30", "PREFECT__FLOW_RUN_ID": run}
    command = [sys.executable, "-m", "prefect.engine"]
    # Prefect copies all that lies in the folder it begins in: one of its own, as a worker gives it.
    here = folder / run
    here.mkdir()
    with (folder / "log.txt").open("ab") as output, subprocess.Popen(
        command, env=environment, stdout=output, stderr=output, cwd=here, start_new_session=True
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)


def in_hand(standing: Iterable[LeaseStanding]) -> bool:
    return any(one.state == "held" for one in standing)


def run_of(config: Path, name: str) -> str:
    with bootstrap.open_register(load(config)) as books:
        return str({arrival.name: arrival.run for arrival in books.arrivals.all()}[name])


def suspended(client: SyncPrefectClient, deployment: str, tags: list[str]) -> FlowRun:
    """Return a run that waits for a person, and whose last sign of life was heard after that."""
    found = client.read_deployment_by_name(deployment)
    parameters = {"dossier": "d", "revision": 1} if deployment == DEPLOYMENT else {"delivery": "/nowhere"}
    run = client.create_flow_run_from_deployment(found.id, parameters=parameters, tags=tags, state=Running())
    client.set_flow_run_state(run.id, Suspended(timeout_seconds=3600, pause_key="x"), force=True)
    heartbeat(run)
    return run


def heartbeat(run: FlowRun) -> None:
    tags = [{"prefect.resource.id": f"prefect.tag.{tag}", "prefect.resource.role": "tag"} for tag in run.tags]
    resource = {"prefect.resource.id": f"prefect.flow-run.{run.id}", "prefect.resource.name": run.name}
    emit_event("prefect.flow-run.heartbeat", resource=resource, related=tags)


def state_of(server: "PrefectServer", run: object) -> dict[str, Any]:
    [found] = server.ask("flow_runs/filter", flow_runs={"id": {"any_": [str(run)]}})
    return dict(found["state"])


def states_of(server: "PrefectServer", run: object) -> list[dict[str, Any]]:
    answer = server.http.get(f"{server.url}/flow_run_states/", params={"flow_run_id": str(run)}).raise_for_status()
    return sorted(answer.json(), key=lambda state: datetime.fromisoformat(state["timestamp"]))


def ends_of(server: "PrefectServer", run: object) -> list[tuple[str, str | None]]:
    """Return the last two states of a run, each with what was said of it."""
    return [(state["type"], state["message"]) for state in states_of(server, run)[-2:]]


def silent(server: "PrefectServer", run: object) -> timedelta:
    """Return how long after its first sign of life a run was marked dead, as the server has both."""
    now = datetime.now(UTC)
    asked = {
        "occurred": {"since": (now - timedelta(days=1)).isoformat(), "until": now.isoformat()},
        "event": {"name": ["prefect.flow-run.heartbeat"]},
        "resource": {"id": [f"prefect.flow-run.{run}"]},
    }
    beats = [datetime.fromisoformat(found["occurred"]) for found in server.ask("events/filter", filter=asked)["events"]]
    return datetime.fromisoformat(states_of(server, run)[-1]["timestamp"]) - min(beats)


def asked_to_reconcile(server: "PrefectServer") -> set[str]:
    """Return the runs of `afstemmen` that the automation made: here nothing else does."""
    made = server.ask("flow_runs/filter", deployments={"name": {"any_": [RECONCILE]}}, limit=200)
    return {run["id"] for run in made if "auto-scheduled" not in run["tags"]}


def test_a_run_that_is_told_to_stop_puts_its_work_down(guarded: "PrefectServer", config: Path, tmp_path: Path) -> None:
    name = f"levering_{datetime.now(UTC).timestamp():.6f}".replace(".", "_")
    drop(Path(load(config).inbox_url), name, DOSSIERS)
    assert watch_inbox(config, return_state=True).is_completed()
    run = run_of(config, name)
    with working(run, tmp_path) as process, bootstrap.open_register(load(config)) as books:
        guarded.until(lambda: in_hand(books.leases.standing(name)), PATIENCE, "nobody began")
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0, (tmp_path / "log.txt").read_text(errors="replace")[-2000:]
        assert not in_hand(books.leases.standing(name))
        [found] = [arrival for arrival in books.arrivals.all() if arrival.name == name]
        assert (found.state, found.run, found.tries) == ("paused", run, 0)
    assert state_of(guarded, run)["name"] == "Neergelegd"


def test_a_killed_run_is_marked_told_and_taken_up_and_reviews_are_left_alone(
    guarded: "PrefectServer", config: Path, tmp_path: Path
) -> None:
    name = f"levering_{datetime.now(UTC).timestamp():.6f}".replace(".", "_")
    drop(Path(load(config).inbox_url), name, DOSSIERS)
    assert watch_inbox(config, return_state=True).is_completed()
    first, before = run_of(config, name), asked_to_reconcile(guarded)

    with get_client(sync_client=True) as client:
        with working(first, tmp_path) as process, bootstrap.open_register(load(config)) as books:
            guarded.until(lambda: in_hand(books.leases.standing(name)), PATIENCE, "nobody began")
            kill(process)
        waits = suspended(client, DEPLOYMENT, ["na-te-kijken"])
        # What the guard is kept from: with its tag, a run that waits for a person would be taken for dead.
        mistaken = suspended(client, planned(DELIVERY).full_name, [ZOMBIE_GUARD])

        guarded.until(lambda: state_of(guarded, first)["type"] == "CRASHED", PATIENCE, "the guard did not see it")
        assert ends_of(guarded, first) == [("RUNNING", None), ("CRASHED", MARKED)], "nobody else says so before"
        guarded.until(lambda: bool(asked_to_reconcile(guarded) - before), PATIENCE, "nobody was asked to take it up")
        guarded.until(lambda: state_of(guarded, mistaken.id)["type"] == "CRASHED", PATIENCE, "this shows nothing")
        assert min(silent(guarded, first), silent(guarded, mistaken.id)) >= SILENCE
        assert state_of(guarded, waits.id)["type"] == "PAUSED"

        assert reconcile(config, return_state=True).is_completed()
        since = datetime.now(UTC) - timedelta(hours=1)
        guarded.until(
            lambda: f"kaft.zombie.{name}" in engine.raised_since(client, f"{EVENT}.zombie", since), PATIENCE, "no alarm"
        )
    [told] = guarded.artifacts(daily_report(config, return_state=True))
    assert f"De run `{name}` is gestorven" in told["data"]

    second = run_of(config, name)
    assert second != first
    with working(second, tmp_path) as process:
        assert process.wait(timeout=PATIENCE) == 0, (tmp_path / "log.txt").read_text(errors="replace")[-2000:]
    assert state_of(guarded, second)["type"] == "COMPLETED"
    with bootstrap.open_register(load(config)) as books:
        assert [(found.version, found.pages) for found in books.register.outcomes(name)] == [(1, 1)] * DOSSIERS

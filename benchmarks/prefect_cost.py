"""What dossiers cost Prefect: each stage of each is a task that does nothing, as the flow does it, on a real server.

    python -m benchmarks.prefect_cost --dossiers 200

Starts a PostgreSQL and a Prefect server of its own in a folder that goes afterwards, told what `kaft up` tells them,
with kaft's automations, and with the progress that the flow shows. A task run is counted when the server has written
down how it ended, which comes later than the end of the flow. `--one-by-one` leaves out that it writes in bunches.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg

from pipeline.adapters.processes.loopback import free_port
from pipeline.adapters.processes.postgres import Cluster, open_cluster
from pipeline.hosting.prefect_server import IN_BUNCHES, environment

STAGES = ("prepare", "recognise", "classify", "extract", "resolve", "locate", "validate", "settle", "bind", "package")
"""The stages of the flow that are tasks (`tests/flows/test_digitise.py`)."""
_AT_ONCE = 3
_AUTH = ("kaft", "kaft")
_PATIENCE = 1800.0
_SETTLED = 6.0
"""Seconds until everything that was sent has been written; by itself the server waits five for more events."""
_DONE = {"task_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dossiers", type=int, default=200)
    parser.add_argument("--one-by-one", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kaft-cost-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        cluster = open_cluster(folder / "postgres", free_port())
        with _running(cluster.command(), os.environ, cluster.answers, signal.SIGINT) as postgres:
            cluster.make_databases()
            port = free_port()
            url = f"http://127.0.0.1:{port}/api"
            own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")} | {
                **environment(
                    folder, url.removesuffix("/api"), ":".join(_AUTH), cluster.url("asyncpg", "prefect"), days=30
                ),
                "PREFECT_HOME": str(folder / "home"), "PREFECT_API_URL": url, "DO_NOT_TRACK": "1",
                "PREFECT_API_AUTH_STRING": ":".join(_AUTH),
                "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false", "PREFECT_LOGGING_LEVEL": "WARNING",
            }  # fmt: skip
            for left_out in IN_BUNCHES if asked.one_by_one else ():
                del own[left_out]
            command = (sys.executable, "-m", "flows.server", "--port", str(port))
            with _running(command, own, lambda: _answers(f"{url}/health"), signal.SIGTERM) as server:
                os.environ.update(own)  # before Prefect is imported here
                _watch()
                print(json.dumps(_measured(asked.dossiers, url, cluster, (server, postgres)), indent=1))


def _watch() -> None:
    """Install the automations that ship with kaft: the server holds every event against them."""
    from prefect.client.orchestration import get_client

    from flows.automations import wanted

    with get_client(sync_client=True) as client:
        for automation in wanted(reconcile=uuid4()):
            client.create_automation(automation)


def _measured(dossiers: int, url: str, cluster: Cluster, programs: tuple[int, int]) -> dict[str, float]:
    work(1)  # what is made once is made before it counts
    _until(lambda: _recorded(url) == len(STAGES))
    time.sleep(_SETTLED)
    size, before, mine, began = _size(cluster), [_cpu(pid) for pid in programs], time.process_time(), time.monotonic()
    work(dossiers)
    ran, mine = time.monotonic() - began, time.process_time() - mine
    _until(lambda: _recorded(url) >= len(STAGES) * (dossiers + 1))
    whole = time.monotonic() - began
    time.sleep(_SETTLED)
    server, postgres = (_cpu(pid) - spent for pid, spent in zip(programs, before, strict=True))
    return {
        "dossiers": dossiers, "tasks_each": len(STAGES),
        "flow_cpu_ms_each": round(1000 * mine / dossiers, 1),
        "server_cpu_ms_each": round(1000 * server / dossiers, 1),
        "postgres_cpu_ms_each": round(1000 * postgres / dossiers, 1),
        "database_kB_each": round((_size(cluster) - size) / 1000 / dossiers, 1),
        "dossiers_a_second_of_the_flow": round(dossiers / ran, 2),
        "dossiers_a_second_recorded": round(dossiers / whole, 2),
    }  # fmt: skip


def work(dossiers: int) -> None:
    """Run a flow over made-up dossiers, some at once, as `run_delivery` does."""
    from prefect import flow

    from flows.progress import PagesDone
    from flows.tasks import Tasked
    from pipeline.steps import Call

    step = Tasked(Call())
    stages = [_nothing(name) for name in STAGES]

    def dossier() -> None:
        for stage in stages:
            step(stage)

    @flow(name="costs")
    def costs() -> None:
        shown = PagesDone("voortgang")
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            begun = [threads.submit(copy_context().run, dossier) for _ in range(dossiers)]
            for done, one in enumerate(begun, start=1):
                one.result()
                shown(done, dossiers)

    costs()


def _nothing(name: str) -> Callable[[], None]:
    def stage() -> None:
        """Do nothing."""

    stage.__name__ = name
    return stage


@contextmanager
def _running(command: tuple[str, ...], env: Any, healthy: Callable[[], bool], stop: int) -> Iterator[int]:
    with subprocess.Popen(command, env=env, cwd="/", stderr=subprocess.DEVNULL) as process:
        try:
            _until(healthy)
            yield process.pid
        finally:
            process.send_signal(stop)


def _until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not met():
        if time.monotonic() > end:
            raise SystemExit("It took too long.")
        time.sleep(1)  # each question costs the server too


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5, trust_env=False).is_success
    except httpx.TransportError:
        return False


def _recorded(url: str) -> int:
    answer = httpx.post(f"{url}/task_runs/count", json=_DONE, timeout=60, trust_env=False, auth=_AUTH)
    return int(answer.raise_for_status().json())


def _size(cluster: Cluster) -> int:
    with psycopg.connect(cluster.url("psycopg", "prefect").replace("+psycopg", "")) as connection:
        row = connection.execute("SELECT pg_database_size('prefect')").fetchone()
    return int(row[0]) if row else 0


def _cpu(pid: int) -> float:
    """Return the CPU seconds of a program, of its children, and of those of them that ended."""
    spent = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            number, _, text = path.read_text(encoding="ascii", errors="replace").partition(" ")
            fields = text.rpartition(")")[2].split()
            if pid in (int(number), int(fields[1])):
                spent += sum(int(ticks) for ticks in fields[11:15])
    return spent / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()

"""One real Prefect server for all flow tests, on this machine and with a home of its own, and ways to look into it."""

import logging
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import structlog
from prefect import flow, task
from prefect.client.schemas.objects import State
from prefect.context import _temporary_global_settings_context, get_settings_context
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_HOME,
    PREFECT_SERVER_ALLOW_EPHEMERAL_MODE,
    temporary_settings,
)
from psycopg import sql

from pipeline.adapters.processes.loopback import free_port
from pipeline.hosting.prefect_server import IN_BUNCHES
from tests.programs import running, surroundings

_START = 300
"""Seconds the server may take to start: five on a quiet machine, the first time it makes its tables."""
_RECORD = 300
"""Seconds it may take until a task run is in the database: Prefect writes them in the background, on a machine that
others keep busy too."""
_ENDED = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell the story of `kaft up` in its own order, whatever shuffled the tests."""
    told = [place for place, item in enumerate(items) if item.path == Path(__file__).parent / "test_up.py"]
    in_order = sorted((items[place] for place in told), key=lambda item: item.location[1] or 0)
    for place, item in zip(told, in_order, strict=True):
        items[place] = item


@dataclass(frozen=True)
class PrefectServer:
    """A running server, asked over HTTP as any other program would."""

    url: str
    http: httpx.Client
    database: str

    def holding(self, *words: str) -> set[str]:
        """Return the lines of Prefect's own database in which one of the words stands, in whatever table and column."""
        named = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        look = sql.SQL("SELECT to_jsonb(line) ->> 'id' FROM {0} AS line WHERE line::text ILIKE %s")
        with psycopg.connect(self.database) as connection:
            return {
                f"{table} {line}: {word}"
                for (table,) in connection.execute(named).fetchall()
                for word in words
                for (line,) in connection.execute(look.format(sql.Identifier(table)), [f"%{word}%"]).fetchall()
            }

    def ask(self, path: str, **query: Any) -> Any:
        response = self.http.post(f"{self.url}/{path}", json=query)
        response.raise_for_status()
        return response.json()

    def flow_run(self, state: State[Any]) -> dict[str, Any]:
        [found] = self.ask("flow_runs/filter", flow_runs=_id_of(state))
        return dict(found)

    def task_runs(self, state: State[Any], expected: int = 1) -> list[dict[str, Any]]:
        """Return the task runs of a flow run that ended, once the server has written down all it was told.

        The server takes them in bunches, and a bunch that it could not write comes again later than the next one: so
        it is given the time it needs until there are as many as are `expected`, and none that has not ended.
        """
        self.await_recorder()
        end = time.monotonic() + _RECORD
        while True:
            found = self._runs_of(state)
            whole = len(found) >= expected and all(run["state_type"] in _ENDED for run in found)
            if whole or time.monotonic() > end:
                return found
            time.sleep(0.5)

    def artifacts(self, state: State[Any]) -> list[dict[str, Any]]:
        return [dict(found) for found in self.ask("artifacts/filter", flow_runs=_id_of(state))]

    def await_recorder(self) -> None:
        """Wait for the task run of a flow that is run now: what was sent before it is recorded before it."""
        marker = _marker(return_state=True)
        self._until(lambda: [run["state_type"] for run in self._runs_of(marker)] == ["COMPLETED"])
        APILogWorker.instance().drain()

    def until(self, met: Callable[[], bool], seconds: float, what: str) -> None:
        end = time.monotonic() + seconds
        while not met():
            assert time.monotonic() < end, f"{what} in {seconds} seconds"
            time.sleep(0.5)

    def _runs_of(self, state: State[Any]) -> list[dict[str, Any]]:
        return list(self.ask("task_runs/filter", flow_runs=_id_of(state)))

    def _until(self, met: Callable[[], bool]) -> None:
        end = time.monotonic() + _RECORD
        while not met():
            assert time.monotonic() < end, f"the server did not record the task run in {_RECORD} seconds"
            time.sleep(0.1)


@task
def _mark() -> None:
    pass


@flow(name="marker")
def _marker() -> None:
    _mark()


def _id_of(state: State[Any]) -> dict[str, Any]:
    return {"id": {"any_": [str(state.state_details.flow_run_id)]}}


@pytest.fixture(scope="session")
def prefect_server(_postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    """A Prefect server on PostgreSQL, as in use (SQLite locks under load); what runs in this process reports to it."""
    home = tmp_path_factory.mktemp("prefect")
    database = f"prefect_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"postgresql://{_postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database} STRATEGY file_copy")
    address = f"postgresql+asyncpg://{_postgres_server}/{database}"
    with _serving(home, address) as url, httpx.Client(timeout=30) as http, _reporting_to(url, home / "client"):
        yield PrefectServer(url, http, f"postgresql://{_postgres_server}/{database}")
        # Otherwise the background threads go on trying to reach a server that is gone.
        APILogWorker.instance().drain()
        EventsWorker.drain_all()


@pytest.fixture(scope="module")
def deployed(prefect_server: PrefectServer) -> PrefectServer:
    """The same server, told what there is to run."""
    from flows import deploy

    deploy.deploy()
    return prefect_server


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    """Undo what a flow does to the log of this process."""
    root, kaft = logging.getLogger(), logging.getLogger("kaft")
    before = root.handlers[:], root.level, kaft.level
    yield
    for handler in root.handlers:
        if handler not in before[0]:
            handler.close()
    root.handlers[:], root.level = before[0], before[1]
    kaft.setLevel(before[2])
    structlog.reset_defaults()


@contextmanager
def _serving(home: Path, database: str) -> Iterator[str]:
    port = free_port()
    settings = {
        "PREFECT_HOME": str(home / "server"),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        **IN_BUNCHES,
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    log, env = home / "server.log", surroundings("PREFECT_", **settings)
    with running(command, log, env=env, start_new_session=True, cwd=home) as process:
        _await_health(process, f"http://127.0.0.1:{port}/api/health", log)
        yield f"http://127.0.0.1:{port}/api"


def _await_health(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(url, timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"The Prefect server did not start: {log.read_text(errors='replace')[-2000:]}")


@contextmanager
def _reporting_to(url: str, home: Path) -> Iterator[None]:
    updates = {
        PREFECT_API_URL: url,
        PREFECT_HOME: home,
        PREFECT_SERVER_ALLOW_EPHEMERAL_MODE: False,
        # At its end a flow run waits a second for the thread that sends these; there is nothing else to switch it off.
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
    }
    with temporary_settings(updates), _temporary_global_settings_context(get_settings_context()):
        yield

"""What `kaft up` runs on one machine: a database, Prefect's server, its deployments and a worker for each pool."""

import json
import os
import secrets
import signal
import socket
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import structlog

from pipeline import bootstrap
from pipeline.adapters.processes.loopback import free_port, is_free
from pipeline.adapters.processes.postgres import Cluster, open_cluster
from pipeline.errors import ConfigError
from pipeline.hosting import prefect_server
from pipeline.hosting.supervisor import Service
from pipeline.settings import Settings

log = structlog.get_logger("kaft.up")

POOLS = ("digitaliseren", "nakijken", "beheer")
"""One worker each; `flows.deployments` describes them, a test compares the two."""
USER = "kaft"
_AT_ONCE = {"nakijken": 2, "beheer": 1}
_ASKS = {"nakijken": 2}
"""Seconds between two questions of a worker whether there is work: who answers a form sees soon what became of it."""
_START = 300
"""Seconds a program may take on a busy machine; on a quiet one the slowest takes ten."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything is, decided before anything starts."""

    settings: Settings
    config: Path | None
    folder: Path
    port: int
    password: str
    cluster: Cluster | None
    prefect_database: str

    @property
    def url(self) -> str:
        """Return the address of Prefect's interface."""
        return f"http://127.0.0.1:{self.port}"


def planned(settings: Settings, config: Path | None) -> Plan:
    """Decide ports and passwords, the same as last time where possible; makes the database's files the first time.

    `login` in the folder is what Prefect wants typed in its one box: user, colon and password.

    The register goes into the database of our own, unless a setting says otherwise or this work folder has one in a
    file already, with something in it: that one stays where it is.
    """
    folder = settings.work / "up"
    folder.mkdir(parents=True, exist_ok=True)
    mine = folder / "register.url"
    own_register = not settings.places.register_url and (mine.exists() or not in_use(settings))
    cluster = None
    if own_register or not settings.running.prefect_database_url:
        cluster = open_cluster(folder / "postgres", _port(folder, "postgres", 0))
    if own_register and cluster:
        write_secret(mine, cluster.url("psycopg", "register"))
    if "://" not in settings.inbox_url:
        Path(settings.inbox_url).mkdir(parents=True, exist_ok=True)
    password = _password(folder / "password")
    write_secret(folder / "login", f"{USER}:{password}")
    return Plan(
        settings=settings,
        config=config.absolute() if config else None,
        folder=folder,
        port=_port(folder, "prefect", settings.running.port),
        password=password,
        cluster=cluster,
        prefect_database=settings.running.prefect_database_url
        or (cluster.url("asyncpg", "prefect") if cluster else ""),
    )


def database(plan: Plan) -> Service | None:
    """Return the database server, None when a setting names another."""
    if plan.cluster is None:
        return None
    log = plan.folder / "log" / "postgres.log"
    return Service(
        "postgres", plan.cluster.command(), log, os.environ, healthy=plan.cluster.answers, patience=_START,
        stop=signal.SIGINT,
    )  # fmt: skip


def server(plan: Plan) -> Service:
    """Return Prefect's server with its interface."""
    return Service(
        "prefect-server",
        (sys.executable, "-m", "flows.server", "--port", str(plan.port)),
        plan.folder / "log" / "prefect-server.log",
        environment(plan) | _server_environment(plan),
        healthy=lambda: _answers(f"{plan.url}/api/health"),
        patience=_START,
    )


def worker(plan: Plan, pool: str) -> Service:
    """Return the worker of a pool; it starts a process for each run."""
    name = _name(pool)
    at_once = _AT_ONCE.get(pool, plan.settings.running.deliveries_at_once)
    return Service(
        f"worker-{pool}",
        (
            sys.executable, "-m", "prefect", "worker", "start", "--pool", pool, "--name", name, "--type", "process",
            "--limit", str(at_once),
        ),
        plan.folder / "log" / f"worker-{pool}.log",
        environment(plan) | {"PREFECT_WORKER_QUERY_SECONDS": str(_ASKS.get(pool, 5))},
        healthy=lambda: _online(plan, pool, name),
        patience=_START,
        has_runs=True,
    )  # fmt: skip


def _name(pool: str) -> str:
    return f"{socket.gethostname()}-{pool}"


def in_use(settings: Settings) -> bool:
    """Tell whether the work folder has a register in a file with a delivery in it: `kaft doctor` makes an empty one."""
    if not (settings.work / "register.sqlite").exists():
        return False
    with bootstrap.open_register(settings) as books:
        return bool(list(books.register.deliveries()))


def environment(plan: Plan) -> dict[str, str]:
    """Return the environment for our programs, cleared of any other Prefect on this machine."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    places = plan.settings.places
    ours = {
        "PREFECT_HOME": str(plan.folder / "prefect"),
        "PREFECT_API_URL": f"{plan.url}/api",
        "PREFECT_API_AUTH_STRING": f"{USER}:{plan.password}",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        # "Finished in state Completed()", for each stage of each dossier, without saying of which.
        "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "WARNING",
        "DO_NOT_TRACK": "1",
        "KAFT_PLACES__WORK": str(plan.settings.work),
        "KAFT_PLACES__BUCKET_URL": plan.settings.bucket_url,
        "KAFT_PLACES__STORE_URL": plan.settings.store_url,
    }
    if places.register_url:
        ours["KAFT_PLACES__REGISTER_URL"] = places.register_url
    if plan.config:
        ours["KAFT_CONFIG"] = str(plan.config)
    return inherited | ours


def _server_environment(plan: Plan) -> dict[str, str]:
    days, login = plan.settings.running.retention_days, f"{USER}:{plan.password}"
    return prefect_server.environment(plan.folder, plan.url, login, plan.prefect_database, days)


def unscheduled(plan: Plan) -> tuple[str, ...]:
    """Return the scheduled deployments without a run ahead: nothing would start them."""
    with _asking(plan) as http:
        deployments = http.post("/deployments/filter", json={"limit": 200}).raise_for_status().json()
        waiting = {
            found["id"]: found["name"]
            for found in deployments
            if not found["paused"] and any(schedule["active"] for schedule in found["schedules"])
        }
        for deployment in list(waiting):
            asked = {
                "deployments": {"id": {"any_": [deployment]}},
                "flow_runs": {"state": {"type": {"any_": ["SCHEDULED", "PENDING", "RUNNING"]}}},
            }
            if http.post("/flow_runs/count", json=asked).raise_for_status().json():
                del waiting[deployment]
    return tuple(sorted(waiting.values()))


def put_back(plan: Plan) -> None:
    """Reschedule, before our workers start, runs that a stopped worker had taken and never begun.

    Each would hold the only place of its deployment for five minutes: what should go on would not. Where another
    machine works for the same pool they may be its own, and are left alone.
    """
    try:
        _put_back(plan)
    except httpx.HTTPError as error:
        log.warning("runs_not_put_back", error=type(error).__name__)  # Prefect gives them up by itself, later


def _put_back(plan: Plan) -> None:
    again = {"type": "SCHEDULED", "state_details": {"scheduled_time": datetime.now(UTC).isoformat()}}
    with _asking(plan) as http:
        for pool in POOLS:
            workers = http.post(f"/work_pools/{pool}/workers/filter", json={}).raise_for_status().json()
            if any(one["status"] == "ONLINE" and one["name"] != _name(pool) for one in workers):
                continue
            asked = {
                "work_pools": {"name": {"any_": [pool]}}, "flow_runs": {"state": {"type": {"any_": ["PENDING"]}}},
            }  # fmt: skip
            for run in http.post("/flow_runs/filter", json=asked).raise_for_status().json():
                told = {"state": again, "force": True}
                http.post(f"/flow_runs/{run['id']}/set_state", json=told).raise_for_status()


def reconcile_soon(plan: Plan) -> None:
    """Schedule `afstemmen` for work interrupted when this machine or a worker died: now, and after its leases end.

    On its schedule that would take minutes more. What happens besides is of no concern: the schedule remains.
    """
    now = datetime.now(UTC)
    lease = timedelta(seconds=plan.settings.running.lease_seconds + 1)
    with suppress(httpx.HTTPError), _asking(plan) as http:
        found = http.get("/deployments/name/afstemmen/afstemmen").raise_for_status().json()
        for moment in (now, now + lease):
            state = {"type": "SCHEDULED", "state_details": {"scheduled_time": moment.isoformat()}}
            http.post(f"/deployments/{found['id']}/create_flow_run", json={"state": state}).raise_for_status()


def write_secret(path: Path, text: str) -> None:
    """Write a file that only this user can read, whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    new.replace(path)


def _asking(plan: Plan) -> httpx.Client:
    return httpx.Client(
        base_url=f"{plan.url}/api", auth=(USER, plan.password), timeout=60, trust_env=False, verify=_nobody()
    )


def _online(plan: Plan, pool: str, name: str) -> bool:
    return _quietly(
        lambda: any(
            found["name"] == name and found["status"] == "ONLINE"
            for found in _answer(plan, f"/work_pools/{pool}/workers/filter")
        )
    )


def _answer(plan: Plan, path: str) -> list[dict[str, str]]:
    with _asking(plan) as http:
        return list(http.post(path, json={}).raise_for_status().json())


def _answers(url: str) -> bool:
    return _quietly(lambda: httpx.get(url, timeout=30, trust_env=False, verify=_nobody()).is_success)


def _nobody() -> ssl.SSLContext:
    """Return an empty TLS context: nothing on the loopback speaks TLS, and loading certificates takes 20 ms."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _quietly(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except (httpx.HTTPError, ValueError):
        return False


def _password(file: Path) -> str:
    if not file.exists():
        write_secret(file, secrets.token_urlsafe(18))
    return file.read_text(encoding="utf-8").strip()


def _port(folder: Path, name: str, wanted: int) -> int:
    """Return the configured port, or a free one: the same as last time unless it is taken."""
    file = folder / "ports.json"
    known: dict[str, int] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if wanted:
        if not is_free(wanted):
            raise ConfigError(f"Port {wanted} of this machine is in use.", "Set running.port to another, or to 0.")
        return wanted
    port = known.get(name, 0)
    if not port or not is_free(port):
        port = free_port()
        file.write_text(json.dumps(known | {name: port}), encoding="utf-8")
    return port

"""`kaft up` and `kaft down`: all the services, on this machine."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Annotated

import structlog
from cyclopts import Parameter
from rich.console import Console

from pipeline.commands.language import say
from pipeline.commands.options import DEFAULT, Common
from pipeline.errors import ToolFailed
from pipeline.hosting import services
from pipeline.hosting.services import Plan
from pipeline.hosting.supervisor import Supervisor, end_leftovers

log = structlog.get_logger("kaft.up")

_DEPLOY = 300
"""Seconds that telling Prefect about the deployments may take."""


class _Stop(Exception):
    """Somebody wants it to stop: Ctrl-C, SIGTERM, or `kaft down`."""


def up(*, common: Common = DEFAULT) -> None:
    """Run everything that runs by itself: Prefect with its interface, the deployments with their schedules, workers.

    Says where the interface is when all of it is there. Ctrl-C, or `kaft down` elsewhere, stops it; nothing is lost.
    """
    settings = common.settings()
    folder = settings.work / "up"
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder / "lock") as first:
        if not first:
            url = _read(folder / "url")
            told = say("kaft is running already in {folder}: {url}", folder=settings.work, url=url or say("starting"))
            common.tell({"running": True, "url": url or None}, told)
            return
        end_leftovers(folder / "processes.json")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _stop)
        supervisor = Supervisor(folder / "processes.json")
        try:
            plan = services.planned(settings, common.config)
            _start(plan, supervisor, common)
            while True:
                if any(name.startswith("worker-") for name in supervisor.tend()):
                    services.reconcile_soon(plan)
                time.sleep(1)
        except _Stop:
            if not common.json:
                common.console.print(say("kaft stops."))
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            (folder / "url").unlink(missing_ok=True)
            supervisor.stop()


def down(
    *,
    seconds: Annotated[float, Parameter(help="How long to wait until everything has ended.")] = 120,
    common: Common = DEFAULT,
) -> None:
    """Stop what `kaft up` started in this work folder; nothing is lost."""
    settings = common.settings()
    folder = settings.work / "up"
    end = time.monotonic() + seconds
    with suppress(ValueError, ProcessLookupError):
        if not _is_free(folder / "lock"):
            os.kill(int(_read(folder / "lock")), signal.SIGTERM)
    while not _is_free(folder / "lock"):
        if time.monotonic() > end:
            raise ToolFailed(f"kaft in {settings.work} did not stop in {seconds:.0f} seconds.", "See up/log there.")
        time.sleep(0.2)
    left = end_leftovers(folder / "processes.json")
    ended = f": {', '.join(left)}" if left else ""
    told = say("kaft is stopped in {folder}{ended}.", folder=settings.work, ended=ended)
    common.tell({"running": False, "ended": list(left)}, told)


def _start(plan: Plan, supervisor: Supervisor, common: Common) -> None:
    """Start everything in order and say where it is, once all of it works."""
    console = Console(quiet=True) if common.json else common.console
    if database := services.database(plan):
        console.print(say("Starting the database …"))
        supervisor.start(database)
        if plan.cluster:
            plan.cluster.make_databases()
    console.print(say("Starting Prefect …"))
    supervisor.start(services.server(plan))
    _deploy(plan)
    console.print(say("Starting the workers …"))
    services.put_back(plan)
    supervisor.start(*(services.worker(plan, pool) for pool in services.POOLS))
    end = time.monotonic() + _DEPLOY
    while missing := services.unscheduled(plan):
        if time.monotonic() > end:
            raise ToolFailed(f"Prefect schedules no runs of {', '.join(missing)}.", "See up/log/prefect-server.log.")
        time.sleep(0.5)
    services.reconcile_soon(plan)
    (plan.folder / "url").write_text(f"{plan.url}\n", encoding="utf-8")
    where = {"url": f"{plan.url}/", "login": str(plan.folder / "login"), "inbox": plan.settings.inbox_url}
    sentences = (
        say("kaft runs. Open {url} in a browser.", **where),
        f"  {say('Prefect asks to log in: type the line in {login}', **where)}",
        f"  {say('deliveries arrive in {inbox}', **where)}",
        say("Ctrl-C stops it."),
    )
    common.tell({"running": True, **where}, "\n".join(sentences))
    sys.stdout.flush()


def _deploy(plan: Plan) -> None:
    """Tell Prefect about pools, deployments, schedules and automations."""
    file = plan.folder / "log" / "deploy.log"
    with file.open("ab") as output:
        ended = subprocess.run(
            [sys.executable, "-m", "flows.deploy"], env=services.environment(plan), stdin=subprocess.DEVNULL,
            stdout=output, stderr=output, timeout=_DEPLOY, check=False, cwd="/",
        )  # fmt: skip
    if ended.returncode:
        raise ToolFailed("Prefect did not take the deployments.", f"The reason is in {file}.")


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _Stop


@contextmanager
def _alone(file: Path) -> Iterator[bool]:
    """Hold the lock of the work folder and note who does; gives False when another `kaft up` has it."""
    with file.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield True


def _is_free(file: Path) -> bool:
    if not file.exists():
        return True
    with file.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""

"""Keeps programs running: starts them in order, waits until each is healthy, restarts what dies, stops them all.

What is running stands in a file, so that programs left behind by a supervisor that was killed are found and ended.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from pipeline.errors import ToolFailed

log = structlog.get_logger("kaft.up")

_LIMIT = 8
"""More restarts than this of one program within `_WINDOW` seconds, and it is given up."""
_WINDOW = 600.0
_LONGEST_PAUSE = 30.0
_ENDING = 30.0
"""Seconds that a program may take to end in order."""
_MARK = "KAFT_STARTED_BY"
"""In the environment of a program and of all that it starts: how they are found when it is gone itself."""


@dataclass(frozen=True, slots=True)
class Service:
    """A program to keep running. `healthy` tells that it does its work; `stop` is the signal that ends it in order."""

    name: str
    command: tuple[str, ...]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    healthy: Callable[[], bool] = lambda: True
    patience: float = 180
    """Seconds it may take until it is healthy, and then to end."""
    stop: int = signal.SIGTERM
    has_runs: bool = False
    """It starts programs in sessions of their own, which end before it does: it would kill them at once."""


class Supervisor:
    """Programs that live as long as this process; `register` is the file that lists them."""

    def __init__(self, register: Path, limit: int = _LIMIT) -> None:
        self._register = register
        self._limit = limit
        self._running: dict[str, tuple[Service, subprocess.Popen[bytes]]] = {}
        self._starts: dict[str, list[float]] = {}
        self._due: dict[str, float] = {}

    def start(self, *services: Service) -> None:
        """Start programs, all at once, and wait until each is healthy. Raises ToolFailed with the end of a log."""
        for service in services:
            self._launch(service)
        for service in services:
            self._await_health(service)

    def _await_health(self, service: Service) -> None:
        end = time.monotonic() + service.patience
        while not service.healthy():
            process = self._running[service.name][1]
            if process.poll() is not None or time.monotonic() > end:
                raise ToolFailed(
                    f"{service.name} did not start: {_last_line(service.log)}", f"Its log is {service.log}."
                )
            time.sleep(0.2)

    def tend(self) -> tuple[str, ...]:
        """Restart whatever has died, after a growing pause, and return its names.

        Raises ToolFailed when it dies too often.
        """
        now = time.monotonic()
        restarted = []
        for name, (service, process) in list(self._running.items()):
            if process.poll() is None:
                continue
            recent = [moment for moment in self._starts[name] if moment > now - _WINDOW]
            if len(recent) > self._limit:
                raise ToolFailed(f"{name} died {len(recent)} times in ten minutes.", f"Its log is {service.log}.")
            due = self._due.setdefault(name, now + min(0.5 * 2 ** (len(recent) - 1), _LONGEST_PAUSE))
            if now >= due:
                log.warning("service_restarted", service=name, code=process.returncode)
                end_group(process.pid)
                self._launch(service)
                restarted.append(name)
        return tuple(restarted)

    def stop(self) -> None:
        """End everything, the last started first."""
        for service, process in reversed(list(self._running.values())):
            mark = self._mark(service) if service.has_runs else ""
            lives = process.poll() is None
            _tell_to_end(mark, process.pid if lives else None, service.stop)
            if lives:
                try:
                    process.wait(timeout=min(service.patience, _ENDING))
                except subprocess.TimeoutExpired:
                    log.warning("service_killed", service=service.name)
            end_group(process.pid)
            process.wait()
        self._running.clear()
        self._register.unlink(missing_ok=True)

    def _launch(self, service: Service) -> None:
        service.log.parent.mkdir(parents=True, exist_ok=True)
        with service.log.open("ab") as output:
            process = subprocess.Popen(  # noqa: S603  # our own words
                service.command, env={**(service.environment or os.environ), _MARK: self._mark(service)},
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, cwd="/",
            )  # fmt: skip
        self._due.pop(service.name, None)
        self._starts.setdefault(service.name, []).append(time.monotonic())
        self._running[service.name] = (service, process)
        noted = {
            name: [running.pid, started(running.pid), kept.stop, self._mark(kept) if kept.has_runs else ""]
            for name, (kept, running) in self._running.items()
        }
        self._register.write_text(json.dumps(noted), encoding="utf-8")

    def _mark(self, service: Service) -> str:
        return f"{self._register}:{service.name}"


def end_leftovers(register: Path) -> tuple[str, ...]:
    """End the programs that a dead supervisor left running, last started first, and return their names."""
    try:
        noted = json.loads(register.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return ()
    ended = []
    for name, (pid, start, stop, *marks) in reversed(list(noted.items())):
        lives = bool(start) and started(pid) == start
        _tell_to_end("".join(marks), pid if lives else None, stop)
        if lives:
            _await_end(pid, start, _ENDING)
            end_group(pid)
            ended.append(name)
    register.unlink(missing_ok=True)
    return tuple(ended)


def _tell_to_end(mark: str, program: int | None, stop: int) -> None:
    """Ask a program, if alive, to end; with a mark, only after the sessions it started have ended.

    Meanwhile it stands still, and goes on with the signal already waiting: it has no moment to start something else.
    """
    if program is None:
        _end_runs(mark, program)
        return
    with suppress(ProcessLookupError):
        if mark:
            os.kill(program, signal.SIGSTOP)
        try:
            _end_runs(mark, program)
        finally:
            os.kill(program, stop)
            os.kill(program, signal.SIGCONT)


def _end_runs(mark: str, program: int | None) -> None:
    """End the sessions that a program with this mark started, in order where they know how, within half a minute."""
    leaders = _leaders(mark, program) if mark else {}
    for pid in leaders:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + _ENDING
    for pid, start in leaders.items():
        _await_end(pid, start, end - time.monotonic())
        end_group(pid)


def _leaders(mark: str, program: int | None) -> dict[int, str]:
    """Return the first process of each session that a program with this mark started, and when each started."""
    found: dict[int, str] = {}
    for file in Path("/proc").glob("[0-9]*/environ"):
        pid = int(file.parent.name)
        with suppress(OSError):  # it ended meanwhile, or is somebody else's
            if f"{_MARK}={mark}".encode() in file.read_bytes().split(b"\0") and pid == os.getsid(pid) != program:
                found[pid] = started(pid)
    return found


def end_group(pid: int) -> None:
    """Kill what is left of a process group whose leader was started here."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def started(pid: int) -> str:
    """Return when a process started, in ticks since boot; empty when there is none, or only a dead one."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


def _await_end(pid: int, start: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while started(pid) == start and time.monotonic() < end:
        time.sleep(0.1)


def _last_line(file: Path) -> str:
    lines: Sequence[str] = file.read_text(errors="replace").strip().splitlines() if file.exists() else ()
    return lines[-1][:300] if lines else "it said nothing"

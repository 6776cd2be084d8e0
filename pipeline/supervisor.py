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


class Supervisor:
    """Programs that live as long as this process; `register` is the file in which they are noted."""

    def __init__(self, register: Path, limit: int = _LIMIT) -> None:
        self._register = register
        self._limit = limit
        self._running: dict[str, tuple[Service, subprocess.Popen[bytes]]] = {}
        self._starts: dict[str, list[float]] = {}
        self._due: dict[str, float] = {}

    def start(self, service: Service) -> None:
        """Start a program and wait until it is healthy. Raises ToolFailed with the end of its log."""
        self._launch(service)
        end = time.monotonic() + service.patience
        while not service.healthy():
            process = self._running[service.name][1]
            if process.poll() is not None or time.monotonic() > end:
                raise ToolFailed(
                    f"{service.name} did not start: {_last_line(service.log)}", f"Its log is {service.log}."
                )
            time.sleep(0.2)

    def tend(self) -> None:
        """Restart what has died, after a pause that grows. Raises ToolFailed when it dies too often."""
        now = time.monotonic()
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

    def stop(self) -> None:
        """End everything, the last started first."""
        for service, process in reversed(list(self._running.values())):
            if process.poll() is None:
                process.send_signal(service.stop)
                try:
                    process.wait(timeout=min(service.patience, 30))
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
                service.command, env=dict(service.environment) or None, stdin=subprocess.DEVNULL, stdout=output,
                stderr=output, start_new_session=True, cwd="/",
            )  # fmt: skip  # our own words
        self._due.pop(service.name, None)
        self._starts.setdefault(service.name, []).append(time.monotonic())
        self._running[service.name] = (service, process)
        noted = {
            name: [running.pid, started(running.pid), kept.stop] for name, (kept, running) in self._running.items()
        }
        self._register.write_text(json.dumps(noted), encoding="utf-8")


def end_leftovers(register: Path) -> tuple[str, ...]:
    """End the programs of a supervisor that is no more, the last started first, and return their names."""
    try:
        noted = json.loads(register.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return ()
    ended = []
    for name, (pid, start, stop) in reversed(list(noted.items())):
        if start and started(pid) == start:
            os.kill(pid, stop)
            _await_end(pid, start, 30)
            end_group(pid)
            ended.append(name)
    register.unlink(missing_ok=True)
    return tuple(ended)


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

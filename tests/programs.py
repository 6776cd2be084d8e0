"""Programs that a test starts, and that end with it whatever becomes of the test."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def surroundings(*without: str, **more: str) -> Mapping[str, str]:
    """Return the environment of the tests without what begins so, and with more."""
    return {name: value for name, value in os.environ.items() if not name.startswith(without)} | more


@contextmanager
def running(
    command: Sequence[str | Path], log: Path, *, stop: int = signal.SIGTERM, patience: float = 60, **how: Any
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program that writes to a log. At the end it is told to stop; after so many seconds it is killed."""
    with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output, **how) as process:
        try:
            yield process
        finally:
            process.send_signal(stop)
            try:
                process.wait(timeout=patience)
            except subprocess.TimeoutExpired:
                process.kill()

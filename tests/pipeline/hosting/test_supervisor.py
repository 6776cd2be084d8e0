"""Programs kept running: started in order, restarted when they die, given up, stopped, and found when left behind."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ToolFailed
from pipeline.hosting.supervisor import Service, Supervisor, end_leftovers, started

FOREVER = "import time, pathlib, sys; pathlib.Path(sys.argv[1]).touch(); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + FOREVER


RUN = """
import pathlib, signal, sys, time
sign = pathlib.Path(sys.argv[1])
signal.signal(signal.SIGTERM, lambda *_: (sign.with_suffix(".told").touch(), sys.exit()))
sign.touch()
time.sleep(600)
"""
RUNS = f"""
import pathlib, subprocess, sys
sign = pathlib.Path(sys.argv[1])
while True:
    run = subprocess.Popen([sys.executable, "-c", {RUN!r}, str(sign)], start_new_session=True)
    with sign.with_suffix(".runs").open("a") as runs:
        print(run.pid, file=runs)
    run.wait()
"""
"""A program like a worker: it starts a run in a session of its own, and the next one as soon as that has ended."""


def until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + 300
    while not met():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def noted(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "processes.json"
    yield file
    with suppress(FileNotFoundError):
        for pid, *_ in json.loads(file.read_text()).values():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def service(tmp_path: Path, name: str = "a", program: str = FOREVER, patience: float = 300) -> Service:
    sign = tmp_path / f"{name}.sign"
    command = (sys.executable, "-c", program, str(sign))
    return Service(name, command, tmp_path / "log" / f"{name}.log", os.environ, sign.exists, patience)


def pid_of(noted: Path, name: str = "a") -> int:
    return int(json.loads(noted.read_text())[name][0])


def test_what_dies_is_started_again(noted: Path, tmp_path: Path) -> None:
    supervisor = Supervisor(noted)
    supervisor.start(service(tmp_path))
    first = pid_of(noted)
    os.kill(first, signal.SIGKILL)

    def back() -> bool:
        supervisor.tend()
        return pid_of(noted) != first

    until(back)
    second = pid_of(noted)
    supervisor.stop()
    assert started(second) == ""
    assert not noted.exists()


def test_several_start_together_and_all_are_waited_for(noted: Path, tmp_path: Path) -> None:
    """Neither gets healthy before the other runs: one after the other they would wait for ever."""
    program = (
        "import pathlib, sys, time; me = pathlib.Path(sys.argv[1]); me.with_suffix('.here').touch(); "
        "other = me.with_name({'a': 'b', 'b': 'a'}[me.stem] + '.here')\n"
        "while not other.exists(): time.sleep(0.05)\n"
        "me.touch(); time.sleep(600)"
    )
    supervisor = Supervisor(noted)
    supervisor.start(*(service(tmp_path, name, program) for name in "ab"))
    pids = [pid_of(noted, name) for name in "ab"]
    assert all(started(pid) for pid in pids)
    supervisor.stop()
    assert [started(pid) for pid in pids] == ["", ""]


def test_what_does_not_start_says_why(noted: Path, tmp_path: Path) -> None:
    supervisor = Supervisor(noted)
    with pytest.raises(ToolFailed, match="no disk left"):
        supervisor.start(service(tmp_path, program="raise SystemExit('no disk left')"))
    supervisor.stop()


def test_what_never_gets_healthy_is_not_waited_for_longer_than_its_patience(noted: Path, tmp_path: Path) -> None:
    supervisor = Supervisor(noted)
    with pytest.raises(ToolFailed, match="did not start"):
        supervisor.start(service(tmp_path, program="import time; time.sleep(600)", patience=0.5))
    pid = pid_of(noted)
    supervisor.stop()
    assert started(pid) == ""


def test_what_dies_all_the_time_is_given_up(noted: Path, tmp_path: Path) -> None:
    supervisor = Supervisor(noted, limit=2)
    # Healthy from the start: one that dies before it was seen to be healthy did not start, which is another matter.
    supervisor.start(replace(service(tmp_path, program="pass"), healthy=lambda: True))

    def given_up() -> bool:
        try:
            supervisor.tend()
        except ToolFailed as error:
            return "a died" in error.message
        return False

    until(given_up)
    supervisor.stop()


def test_what_does_not_listen_is_killed(noted: Path, tmp_path: Path) -> None:
    supervisor = Supervisor(noted)
    deaf = service(tmp_path, program=STUBBORN, patience=0.5)
    supervisor.start(replace(deaf, healthy=lambda: True))
    until(deaf.healthy)  # it stops listening before it says that it is there
    pid = pid_of(noted)
    supervisor.stop()
    assert started(pid) == ""


def test_what_a_killed_supervisor_left_behind_is_ended(noted: Path, tmp_path: Path) -> None:
    supervisor = Supervisor(noted)
    supervisor.start(service(tmp_path))
    pid = pid_of(noted)
    assert end_leftovers(noted) == ("a",)
    until(lambda: started(pid) == "")
    assert end_leftovers(noted) == ()
    supervisor.stop()


def test_a_stranger_with_the_same_number_is_left_alone(noted: Path) -> None:
    noted.write_text(json.dumps({"a": [os.getpid(), "1", signal.SIGKILL]}))
    assert end_leftovers(noted) == ()


@pytest.mark.parametrize("killed", [False, True])
def test_runs_end_in_order_before_what_started_them_and_no_other_begins(
    noted: Path, tmp_path: Path, killed: bool
) -> None:
    supervisor = Supervisor(noted)
    supervisor.start(replace(service(tmp_path, program=RUNS), has_runs=True))
    runs = tmp_path / "a.runs"
    until(lambda: runs.exists() and runs.read_text().endswith("\n"))  # the run may be there before its number is noted
    run = int(runs.read_text())
    if killed:  # the run is nobody's child any more, and found by its mark
        first = pid_of(noted)
        os.kill(first, signal.SIGKILL)
        until(lambda: started(first) == "")
        assert end_leftovers(noted) == ()
    supervisor.stop()
    assert started(run) == ""
    assert (tmp_path / "a.told").exists()
    assert int(runs.read_text()) == run

"""A reading process reaches no network, whatever the file does to it, and holds none of our secrets."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.adapters.ocr.reading import Readers
from pipeline.adapters.processes.confined import harmless
from pipeline.adapters.processes.workers import JobLimits, RemoteReader, Workers

CONNECT = """
import ctypes, os, socket, struct, sys
from pipeline.adapters.processes import confined
{before}
how = confined.confine()
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=5)
    python = "connected"
except OSError as error:
    python = type(error).__name__
libc = ctypes.CDLL(None, use_errno=True)
line = libc.socket(2, 1, 0)
address = struct.pack("<H", 2) + struct.pack(">H", {port}) + bytes([127, 0, 0, 1]) + bytes(8)
library = "connected" if line >= 0 and libc.connect(line, address, 16) == 0 else "refused"
child = "import socket; socket.create_connection(('127.0.0.1', {port}), 5)"
program = os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", child])
print(how, python, library, "connected" if program == 0 else "refused")
"""


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def confined(port: int, before: str = "") -> list[str]:
    code = CONNECT.format(port=port, before=before)
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_confined_process_opens_no_connection(port: int) -> None:
    how, python, library, program = confined(port)
    assert python == "PermissionError"
    if how == "namespace":  # also for C libraries, and for programs that they start
        assert (library, program) == ("refused", "refused")


def test_without_namespaces_python_at_least_is_refused(port: int) -> None:
    """A machine that allows no namespaces: `unshare` says no."""
    before = "class No:\n    def prctl(self, *_): return 0\n    def unshare(self, _): return -1\n"
    before += "confined.ctypes = type('ctypes', (), {'CDLL': lambda *_, **__: No()})"
    how, python, _, _ = confined(port, before)
    assert (how, python) == ("sockets", "PermissionError")


def test_sockets_within_the_machine_stay_possible() -> None:
    code = (
        "import socket; from pipeline.adapters.processes.confined import confine; "
        "confine(); socket.socketpair(); print('ok')"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=300)
    assert done.stdout == "ok\n"


def test_passwords_do_not_go_along() -> None:
    given = {
        "PATH": "/usr/bin", "TESSDATA_PREFIX": "/t", "KAFT_S3__SECRET_KEY": "x", "AWS_SECRET_ACCESS_KEY": "x",
        "PGPASSWORD": "x", "PREFECT_API_AUTH_STRING": "x",
    }  # fmt: skip
    assert harmless(given) == {"PATH": "/usr/bin", "TESSDATA_PREFIX": "/t"}


def reading_processes() -> list[Path]:
    """Return the folders in /proc of the reading processes that this process started."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if b"pipeline.adapters.processes.child" in (folder / "cmdline").read_bytes() and int(parent) == os.getpid():
                found.append(folder)
        except (OSError, IndexError):
            continue
    return found


def test_a_real_reading_process_is_confined(readers: Readers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    monkeypatch.setenv("KAFT_S3__SECRET_KEY", "not-for-parsers")
    scan = tmp_path / "scan.png"
    Image.new("L", (200, 200), 255).save(scan)
    made = Workers(1, readers, JobLimits())
    try:
        RemoteReader(made, readers).inspect(scan, "image/png", "a" * 64)
        (process,) = reading_processes()
        assert b"not-for-parsers" not in (process / "environ").read_bytes()
        status = (process / "status").read_text()
        assert "NoNewPrivs:\t1" in status
        if can_make_namespaces():
            tasks = [(task / "ns" / "net").readlink() for task in (process / "task").iterdir()]
            assert Path("/proc/self/ns/net").readlink() not in tasks
            assert len(set(tasks)) == 1
    finally:
        made.close()


def can_make_namespaces() -> bool:
    code = "from pipeline.adapters.processes.confined import confine; print(confine())"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=300)
    return done.stdout == "namespace\n"

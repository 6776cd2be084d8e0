"""A PostgreSQL cluster of our own: made once, behind a password, also where its account cannot come."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from pipeline.adapters.places import open_books
from pipeline.adapters.processes import loopback
from pipeline.adapters.processes.postgres import Cluster, open_cluster


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that only its owner may enter, as below /root."""
    tmp_path.chmod(0o700)
    yield tmp_path / "postgres"
    data = tmp_path / "postgres" / "data"
    if data.is_symlink():
        shutil.rmtree(data.resolve(), ignore_errors=True)


@pytest.fixture
def free_port() -> int:
    return loopback.free_port()


@contextmanager
def running(cluster: Cluster, log: Path) -> Iterator[None]:
    with log.open("ab") as output, subprocess.Popen(cluster.command(), stdout=output, stderr=output, cwd="/") as server:
        try:
            end = time.monotonic() + 300
            while not cluster.answers():
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < end, log.read_text()
                time.sleep(0.1)
            yield
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=300) == 0


def test_a_cluster_is_made_once_and_keeps_what_is_in_it(folder: Path, tmp_path: Path, free_port: int) -> None:
    cluster = open_cluster(folder, free_port)
    assert (folder / "password").stat().st_mode & 0o077 == 0
    assert cluster.data.stat().st_uid != 0
    with running(cluster, tmp_path / "log"):
        cluster.make_databases()
        cluster.make_databases()
        books = open_books(cluster.url("psycopg", "register"))
        books.ledger.remember("f1", "stage", "a" * 64)
        books.close()
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host="127.0.0.1", port=free_port, user="kaft", password="guess", dbname="register")  # noqa: S106  # a wrong password on purpose
    again = open_cluster(folder, free_port)
    assert again == cluster
    with running(again, tmp_path / "log"):
        books = open_books(again.url("psycopg", "register"))
        assert books.ledger.result("f1") == "a" * 64
        books.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL under another account")
def test_where_its_account_cannot_come_a_link_stays(folder: Path, free_port: int) -> None:
    cluster = open_cluster(folder, free_port)
    assert (folder / "data").is_symlink()
    assert cluster.data == (folder / "data").resolve()
    assert not cluster.data.is_relative_to(folder)


AS_SOMEBODY = """
import os, signal, subprocess, sys, time
from pathlib import Path
import psycopg
from pipeline.adapters.processes.postgres import open_cluster
assert os.geteuid() != 0
folder = Path(sys.argv[1])
cluster = open_cluster(folder, int(sys.argv[2]))
assert not (folder / "data").is_symlink()
server = subprocess.Popen(cluster.command(), cwd="/")
while not cluster.answers():
    assert server.poll() is None
    time.sleep(0.1)
cluster.make_databases()
url = cluster.url("psycopg", "register").replace("+psycopg", "")
print(psycopg.connect(url).execute("SELECT current_database()").fetchone()[0])
server.send_signal(signal.SIGINT)
sys.exit(server.wait(timeout=300))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="who is not root runs every other test of this file as somebody")
def test_it_needs_no_root(folder: Path, free_port: int) -> None:
    """As an ordinary user, whom this test, run by root, becomes in a namespace of users."""
    become = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]
    if subprocess.run([*become, "true"], capture_output=True, timeout=60, check=False).returncode:
        pytest.skip("This machine allows no namespaces of users.")
    done = subprocess.run(
        [*become, sys.executable, "-c", AS_SOMEBODY, str(folder), str(free_port)], cwd="/", capture_output=True,
        text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "register"

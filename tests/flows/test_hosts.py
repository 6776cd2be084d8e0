"""Two machines that share PostgreSQL and S3 and nothing else: network namespaces with names of their own."""

import io
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlparse

import pytest
from PIL import Image, ImageDraw, ImageFont
from prefect import get_client

from flows import deploy, engine
from flows.deployments import DELIVERY, planned
from flows.reconcile import reconcile
from pipeline.adapters.places import Books, open_books
from pipeline.queue.leasing import LeaseStanding
from tests.programs import surroundings

if TYPE_CHECKING:
    from tests.conftest import S3Service
    from tests.flows.conftest import PrefectServer

# Names and addresses of this process alone: another run of the tests may be going on on this machine.
MARK = os.getpid() % 16_384
NETWORK = f"10.{192 + MARK // 256}.{MARK % 256}"
BRIDGE = f"{NETWORK}.1"
POOL = planned(DELIVERY).pool


def sh(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"{' '.join(words)}: {done.stderr}"


@pytest.fixture
def hosts() -> Iterator[tuple[str, str]]:
    """Two namespaces on a bridge, named as machines are."""
    if os.geteuid() != 0 or not shutil.which("ip"):
        pytest.skip("Making network namespaces takes root and the program ip (package iproute2).")
    names, bridge = (f"kaft-a{MARK}", f"kaft-b{MARK}"), f"kaft-br{MARK}"
    with ExitStack() as stack:
        try:
            sh("ip", "link", "add", bridge, "type", "bridge")
        except AssertionError as error:
            pytest.skip(f"This machine allows no network namespaces: {error}")
        stack.callback(_quietly, "ip", "link", "delete", bridge)
        sh("ip", "address", "add", f"{BRIDGE}/24", "dev", bridge)
        sh("ip", "link", "set", bridge, "up")
        for number, name in enumerate(names, 2):
            sh("ip", "netns", "add", name)
            stack.callback(_quietly, "ip", "netns", "delete", name)
            sh("ip", "link", "add", f"{name}-v", "type", "veth", "peer", "name", "eth0", "netns", name)
            # With its namespace it would go too, but later: the next test would find the name taken.
            stack.callback(_quietly, "ip", "link", "delete", f"{name}-v")
            sh("ip", "link", "set", f"{name}-v", "master", bridge, "up")
            sh("ip", "-n", name, "address", "add", f"{NETWORK}.{number}/24", "dev", "eth0")
            sh("ip", "-n", name, "link", "set", "eth0", "up")
            sh("ip", "-n", name, "link", "set", "lo", "up")
        yield names


def _quietly(*words: str) -> None:
    subprocess.run(words, capture_output=True, timeout=300, check=False)


class Forward:
    """Lets what listens on the loopback be reached over the bridge, as a server elsewhere would be."""

    def __init__(self, port: int) -> None:
        self._to = ("127.0.0.1", port)
        self._door = socket.create_server((BRIDGE, 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):  # until the door is closed
            while True:
                self._connect(self._door.accept()[0])

    def _connect(self, outside: socket.socket) -> None:
        try:
            inside = socket.create_connection(self._to)
        except OSError:  # as who listens there would refuse it; the next one is let through
            outside.close()
            return
        for one, other in ((outside, inside), (inside, outside)):
            threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass_on(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self._door.close()


@pytest.fixture
def elsewhere(hosts: tuple[str, str]) -> Iterator[Callable[[str], str]]:
    """Give the same URL as the machines on the bridge must call it."""
    del hosts
    doors: list[Forward] = []

    def seen_from_afar(url: str) -> str:
        port = urlparse(url).port
        assert port
        doors.append(Forward(port))
        return url.replace(f"127.0.0.1:{port}", f"{BRIDGE}:{doors[-1].port}")

    yield seen_from_afar
    for door in doors:
        door.close()


def page_of(title: str) -> bytes:
    text = f"GEMEENTE LEEST\n{title}\n" + "Het College van Burgemeester en Schepenen\n" * 12
    image = Image.new("L", (900, 800), 255)
    ImageDraw.Draw(image).multiline_text((30, 30), text, fill=0, font=ImageFont.load_default(size=22), spacing=12)
    written = io.BytesIO()
    image.save(written, "PNG", dpi=(150, 150))
    return written.getvalue()


def until(met: Callable[[], bool], otherwise: str, every: float = 0.1) -> None:
    """Ask until it is so: a question to Prefect's server costs more than one to the register, so that goes slower."""
    end = time.monotonic() + 600
    while not met():
        assert time.monotonic() < end, otherwise
        time.sleep(every)


def held(books: Books) -> list[LeaseStanding]:
    return [found for found in books.leases.standing() if found.state == "held"]


def holders(books: Books) -> list[str]:
    return [found.owner.partition("/")[0] for found in held(books)]


def lay(s3: "S3Service") -> None:
    """Put a delivery of six dossiers where both machines find it."""
    for number in range(1, 7):
        key = f"in/levering_01/D{number:03}/0001.png"
        s3.client.put_object(Bucket=s3.bucket, Key=key, Body=page_of(f"BOUWVERGUNNING nr {number}/1958"))


def settings_of(register: str, endpoint: str, s3: "S3Service") -> dict[str, str]:
    """Return the settings of a machine that calls register and S3 by these URLs."""
    return {
        "KAFT_PLACES__REGISTER_URL": register,
        "KAFT_PLACES__STORE_URL": f"{s3.url}/store",
        "KAFT_PLACES__BUCKET_URL": f"{s3.url}/out",
        "KAFT_S3__ENDPOINT": endpoint,
        "KAFT_S3__ACCESS_KEY": "test",
        "KAFT_S3__SECRET_KEY": "test",
        "KAFT_READING__ENGINE": "tesseract",
        "KAFT_READING__WORKERS": "1",
        "KAFT_RUNNING__LEASE_SECONDS": "6",
        # What this machine has left holds nothing back.
        "KAFT_RUNNING__FREE_GB": "0",
        "KAFT_RUNNING__FREE_MEMORY_GB": "0",
    }


def switch_off(host: str) -> None:
    """End all that runs on a machine: a worker gives each run a session of its own."""
    found = subprocess.run(["ip", "netns", "pids", host], capture_output=True, text=True, timeout=300, check=False)
    for pid in found.stdout.split():
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)


def running(host: str, run: str) -> bool:
    """Tell whether a machine has a process that executes a flow run."""
    found = subprocess.run(["ip", "netns", "pids", host], capture_output=True, text=True, timeout=300, check=True)
    asked = f"PREFECT__FLOW_RUN_ID={run}".encode()
    return any(asked in environment_of(pid) for pid in found.stdout.split())


def environment_of(pid: str) -> list[bytes]:
    with suppress(OSError):
        return Path("/proc", pid, "environ").read_bytes().split(b"\0")
    return []


class Machines:
    """Starts programs on the machines, and ends them all."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self._folder, self._stack = folder, ExitStack()
        self._environment = surroundings("KAFT_", "PREFECT_", **settings)

    def start(self, host: str, *words: str) -> "subprocess.Popen[bytes]":
        command = ["ip", "netns", "exec", host, "unshare", "--uts", "sh", "-c"]
        mine = {"KAFT_PLACES__WORK": str(self._folder / host), "PREFECT_HOME": str(self._folder / host / "prefect")}
        log = self._stack.enter_context((self._folder / f"{host}.log").open("wb"))
        process = subprocess.Popen(
            [*command, f"hostname {host} && exec {shlex.join([sys.executable, '-m', *words])}"],
            env={**self._environment, **mine}, stdout=log, stderr=log, cwd="/", start_new_session=True,
        )  # fmt: skip
        self._stack.callback(process.wait)
        self._stack.callback(switch_off, host)
        return process

    def log(self, host: str) -> str:
        return (self._folder / f"{host}.log").read_text(errors="replace")[-4000:]

    def close(self) -> None:
        self._stack.close()


def test_a_machine_that_is_cut_off_is_taken_over(
    hosts: tuple[str, str], elsewhere: Callable[[str], str], postgres_url: str, s3: "S3Service", tmp_path: Path
) -> None:
    lay(s3)
    first, second = hosts
    with closing(open_books(postgres_url)) as books, closing(
        Machines(tmp_path, settings_of(elsewhere(postgres_url), elsewhere(s3.endpoint), s3))
    ) as machines:  # fmt: skip
        words = ("pipeline.cli", "run", f"{s3.url}/in/levering_01")
        cut_off = machines.start(first, *words)
        until(lambda: first in holders(books), "nobody began")
        sh("ip", "link", "set", f"{first}-v", "down")
        ended = machines.start(second, *words).wait(timeout=3000)
        assert ended in {0, 9}, machines.log(second)
        outcomes = books.register.outcomes("levering_01")
        assert [(outcome.version, outcome.pages) for outcome in outcomes] == [(1, 1)] * 6
        assert {found.state for found in books.leases.standing()} == {"done"}
        owners = {found.owner.partition("/")[0] for found in books.leases.standing()}
        assert second in owners

        # Back on the network, the one that was cut off finds that others did its work, and changes nothing.
        sh("ip", "link", "set", f"{first}-v", "up")
        cut_off.wait(timeout=600)
        assert books.register.outcomes("levering_01") == outcomes


@pytest.fixture
def pool(prefect_server: "PrefectServer") -> Iterator["PrefectServer"]:
    """The server with its deployments, and nothing left to do for who works there; nobody works there afterwards."""
    deploy.deploy()
    with get_client(sync_client=True) as client:
        for run in prefect_server.ask("flow_runs/filter", work_pools={"name": {"any_": [POOL]}}, limit=200):
            if run["state_type"] not in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}:
                client.delete_flow_run(run["id"])
        yield prefect_server
        # Switched off, they would be taken for workers that live, for a minute and a half.
        for worker in client.read_workers_for_work_pool(POOL):
            prefect_server.http.delete(f"{prefect_server.url}/work_pools/{POOL}/workers/{worker.name}")


def test_a_worker_that_is_cut_off_is_taken_over_by_one_on_another_machine(
    hosts: tuple[str, str], elsewhere: Callable[[str], str], postgres_url: str, s3: "S3Service", tmp_path: Path,
    pool: "PrefectServer", monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """As in use: each machine has a worker of one pool; one register, one store, one Prefect server and no more."""
    lay(s3)
    first, second = hosts
    for name, value in settings_of(postgres_url, s3.endpoint, s3).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("KAFT_PLACES__WORK", str(tmp_path / "here"))
    prefect = {
        "PREFECT_API_URL": elsewhere(pool.url),
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    }
    settings = settings_of(elsewhere(postgres_url), elsewhere(s3.endpoint), s3) | prefect
    words = ("prefect", "worker", "start", "--pool", POOL, "--type", "process", "--limit", "1")
    with (
        closing(open_books(postgres_url)) as books,
        closing(Machines(tmp_path, settings)) as machines,
        get_client(sync_client=True) as client,
    ):
        machines.start(first, *words)
        run = engine.start(client, DELIVERY, {"delivery": f"{s3.url}/in/levering_01"}, [], "levering_01")
        until(lambda: first in holders(books), "nobody began")
        sh("ip", "link", "set", f"{first}-v", "down")
        machines.start(second, *words)

        def runs() -> dict[str, str]:
            [arrival] = books.arrivals.all()
            return engine.states_of(client, [run, str(arrival.run)])

        def taken_up() -> bool:
            assert reconcile(return_state=True).is_completed()
            return len(runs()) == 2

        until(lambda: all(found.left <= 0 for found in held(books)), "its leases did not end")
        until(taken_up, "nobody took it up", every=1)
        until(lambda: "COMPLETED" in runs().values(), "the other one did not end it", every=1)
        outcomes = books.register.outcomes("levering_01")
        assert [(outcome.version, outcome.pages) for outcome in outcomes] == [(1, 1)] * 6, machines.log(second)
        owners = {found.owner.partition("/")[0] for found in books.leases.standing()}
        assert second in owners

        sh("ip", "link", "set", f"{first}-v", "up")
        # Back on the network it comes to its end too, whatever it says of itself then, and changes nothing.
        until(
            lambda: runs()[run] in {"CRASHED", "FAILED", "COMPLETED"}, "the one that was cut off never ended", every=1
        )
        until(lambda: not running(first, run), "its process never ended", every=1)
        assert books.register.outcomes("levering_01") == outcomes
        [arrival] = books.arrivals.all()
        assert (arrival.state, arrival.run == run) == ("ended", False)

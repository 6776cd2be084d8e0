"""Two machines that share PostgreSQL and S3 and nothing else: network namespaces with names of their own."""

import io
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlparse

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.adapters.places import Books, open_books

if TYPE_CHECKING:
    from tests.conftest import S3Service

BRIDGE = "10.213.77.1"


def sh(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, f"{' '.join(words)}: {done.stderr}"


@pytest.fixture
def hosts() -> Iterator[tuple[str, str]]:
    """Two namespaces on a bridge, named as machines are."""
    if os.geteuid() != 0 or not shutil.which("ip"):
        pytest.skip("Making network namespaces takes root and the program ip (package iproute2).")
    names = ("kaft-a", "kaft-b")
    with ExitStack() as stack:
        try:
            sh("ip", "link", "add", "kaft-br", "type", "bridge")
        except AssertionError as error:
            pytest.skip(f"This machine allows no network namespaces: {error}")
        stack.callback(_quietly, "ip", "link", "delete", "kaft-br")
        sh("ip", "address", "add", f"{BRIDGE}/24", "dev", "kaft-br")
        sh("ip", "link", "set", "kaft-br", "up")
        for number, name in enumerate(names, 2):
            sh("ip", "netns", "add", name)
            stack.callback(_quietly, "ip", "netns", "delete", name)
            sh("ip", "link", "add", f"{name}-v", "type", "veth", "peer", "name", "eth0", "netns", name)
            sh("ip", "link", "set", f"{name}-v", "master", "kaft-br", "up")
            sh("ip", "-n", name, "address", "add", f"10.213.77.{number}/24", "dev", "eth0")
            sh("ip", "-n", name, "link", "set", "eth0", "up")
            sh("ip", "-n", name, "link", "set", "lo", "up")
        yield names


def _quietly(*words: str) -> None:
    subprocess.run(words, capture_output=True, timeout=60, check=False)


class Forward:
    """Lets what listens on the loopback be reached over the bridge, as a server elsewhere would be."""

    def __init__(self, port: int) -> None:
        self._to = ("127.0.0.1", port)
        self._door = socket.create_server((BRIDGE, 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                outside, _ = self._door.accept()
                inside = socket.create_connection(self._to)
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


def until(met: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + 240
    while not met():
        assert time.monotonic() < end, otherwise
        time.sleep(0.1)


def holders(books: Books) -> list[str]:
    return [found.owner.partition("/")[0] for found in books.leases.standing() if found.state == "held"]


def test_a_machine_that_is_cut_off_is_taken_over(
    hosts: tuple[str, str], elsewhere: Callable[[str], str], postgres_url: str, s3: "S3Service", tmp_path: Path
) -> None:
    for number in range(1, 7):
        key = f"in/levering_01/D{number:03}/0001.png"
        s3.client.put_object(Bucket=s3.bucket, Key=key, Body=page_of(f"BOUWVERGUNNING nr {number}/1958"))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("KAFT_", "PREFECT_"))},
        "KAFT_PLACES__REGISTER_URL": elsewhere(postgres_url),
        "KAFT_PLACES__STORE_URL": f"{s3.url}/store",
        "KAFT_PLACES__BUCKET_URL": f"{s3.url}/out",
        "KAFT_S3__ENDPOINT": elsewhere(s3.endpoint),
        "KAFT_S3__ACCESS_KEY": "test",
        "KAFT_S3__SECRET_KEY": "test",
        "KAFT_READING__ENGINE": "tesseract",
        "KAFT_READING__WORKERS": "1",
        "KAFT_RUNNING__LEASE_SECONDS": "6",
    }
    first, second = hosts
    books = open_books(postgres_url)
    with ExitStack() as stack:
        stack.callback(books.close)

        def start(host: str) -> "subprocess.Popen[bytes]":
            words = f"hostname {host} && exec {sys.executable} -m pipeline.cli run {s3.url}/in/levering_01"
            command = ["ip", "netns", "exec", host, "unshare", "--uts", "sh", "-c"]
            log = stack.enter_context((tmp_path / f"{host}.log").open("wb"))
            process = subprocess.Popen(
                [*command, f"{words} --work {tmp_path / host}"], env=environment, stdout=log, stderr=log, cwd="/",
                start_new_session=True,
            )  # fmt: skip
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        start(first)
        until(lambda: first in holders(books), f"nobody began: {(tmp_path / f'{first}.log').read_text()}")
        sh("ip", "link", "set", f"{first}-v", "down")
        other = start(second)
        ended = other.wait(timeout=240)
        assert ended in {0, 9}, (tmp_path / f"{second}.log").read_text()
        outcomes = books.register.outcomes("levering_01")
        assert [(outcome.version, outcome.pages) for outcome in outcomes] == [(1, 1)] * 6
        assert {found.state for found in books.leases.standing()} == {"done"}
        owners = {found.owner.partition("/")[0] for found in books.leases.standing()}
        assert second in owners

        # Back on the network, the one that was cut off finds that others did its work, and changes nothing.
        sh("ip", "link", "set", f"{first}-v", "up")
        time.sleep(10)
        assert books.register.outcomes("levering_01") == outcomes

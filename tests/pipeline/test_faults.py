"""What kaft does when what it leans on falters: an S3 service that errs or cuts short, a database that hangs up."""

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from pipeline import bootstrap
from pipeline.adapters.storage.objects import S3Bucket, S3Store
from pipeline.errors import ContractBroken, ServiceUnavailable
from pipeline.running.batch import run_delivery
from pipeline.settings import load
from tests.conftest import S3Service

FAULTS = ("500", "503", "reset", "truncate", "reset after")


@dataclass
class Proxy:
    """Stands before an S3 service and spoils a share of the answers, seeded; counts what it did."""

    target: str
    share: float = 0.0
    faults: tuple[str, ...] = FAULTS
    done: Counter[str] = field(default_factory=Counter)
    dice: random.Random = field(default_factory=lambda: random.Random(11))  # noqa: S311  # no secret
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fault(self) -> str:
        with self.lock:
            chosen = self.dice.choice(self.faults) if self.dice.random() < self.share else ""
            self.done[chosen or "untouched"] += 1
            return chosen


@contextmanager
def proxied(service: S3Service) -> Iterator[tuple[Proxy, str]]:
    proxy = Proxy(urlsplit(service.endpoint).netloc)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Spoiler", (Handler,), {"proxy": proxy}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Handler(BaseHTTPRequestHandler):
    """Answers for the service, spoilt as its proxy says."""

    protocol_version = "HTTP/1.1"
    proxy: Proxy

    def answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        chunked = "chunked" in self.headers.get("Transfer-Encoding", "")
        body = self.chunks() if chunked else self.rfile.read(size)
        fault = self.proxy.fault()
        if fault in {"500", "503"}:
            code = "InternalError" if fault == "500" else "SlowDown"
            self.reply(int(fault), f"<Error><Code>{code}</Code></Error>".encode(), {})
        elif fault == "reset":
            self.hang_up()
        else:
            self.forward(body, fault)

    def chunks(self) -> bytes:
        whole = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            whole += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return whole

    def forward(self, body: bytes, fault: str) -> None:
        upstream = http.client.HTTPConnection(self.proxy.target, timeout=120)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "transfer-encoding"}
        headers["Content-Length"] = str(len(body))
        upstream.request(self.command, self.path, body=body, headers=headers)
        answer = upstream.getresponse()
        data = answer.read()
        upstream.close()
        if fault == "reset after":  # the service did it, the client never hears
            self.hang_up()
            return
        kept = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP}
        self.reply(answer.status, data, kept, cut=fault == "truncate")

    def reply(self, status: int, data: bytes, headers: dict[str, str], *, cut: bool = False) -> None:
        size = headers.pop("Content-Length", headers.pop("content-length", str(len(data))))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", size if self.command == "HEAD" else str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data[: len(data) // 2] if cut else data)
        if cut:
            self.hang_up()

    def hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass

    do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = answer  # noqa: N815  # names of http.server


_HOP = {"connection", "transfer-encoding", "date", "server"}


@pytest.fixture
def before(s3: S3Service) -> Iterator[tuple[Proxy, S3Service]]:
    with proxied(s3) as (proxy, endpoint):
        settings = replace(s3.settings, endpoint=endpoint, attempts=3, timeout=120.0)
        yield proxy, replace(s3, endpoint=endpoint, settings=settings)


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_service_that_always_errs_is_said_to_be_away(before: tuple[Proxy, S3Service], fault: str) -> None:
    proxy, service = before
    bucket = S3Bucket(service.bucket, "", service.settings)
    bucket.put("a/b.txt", b"all of it" * 1000)
    proxy.share, proxy.faults = 1.0, (fault,)
    with pytest.raises(ServiceUnavailable):
        bucket.get("a/b.txt")
    proxy.share = 0.0
    assert bucket.get("a/b.txt") == b"all of it" * 1000


@pytest.mark.slow
def test_what_comes_through_a_faltering_service_is_right_or_an_error(
    before: tuple[Proxy, S3Service], tmp_path: Path
) -> None:
    proxy, service = before
    store = S3Store(service.bucket, "store", service.settings, cache=tmp_path / "cache")
    bucket = S3Bucket(service.bucket, "out", service.settings)
    proxy.share = 0.25
    for number in range(25):
        data = f"blob {number} ".encode() * 500
        digest = again(lambda data=data: store.put(data))
        assert again(lambda digest=digest: store.get(digest)) == data
        assert again(lambda digest=digest: store.local(digest)).read_bytes() == data
        again(lambda number=number, data=data: bucket.put(f"k/{number}", data))
        assert again(lambda number=number: bucket.get(f"k/{number}")) == data
    assert sum(proxy.done[fault] for fault in FAULTS) > 20
    assert list(again(lambda: tuple(bucket.keys("k/")))) == sorted(f"k/{number}" for number in range(25))


def again(work: Callable[[], Any]) -> Any:
    """Try as the steps do: an error that may pass is tried again, no other."""
    for _ in range(12):
        try:
            return work()
        except (ServiceUnavailable, ContractBroken):  # the second: cut short on the way, noticed by its digest
            continue
    raise AssertionError("it never came through")


@pytest.mark.slow
def test_a_delivery_through_faltering_s3_and_database_ends_like_any_other(
    before: tuple[Proxy, S3Service], postgres_url: str, page: Callable[..., bytes],
    deliver: Callable[..., Path], tmp_path: Path,
) -> None:  # fmt: skip
    delivery = deliver({"D001/0001.tif": page(), "D002/0001.tif": page("Mechelen, 3 mei 1961", "Geachte heer,")})
    calm = digitised(delivery, tmp_path / "calm", "")
    proxy, service = before
    keys = service.settings
    faltering = (
        f'register_url = "{postgres_url}"\nstore_url = "s3://{service.bucket}/store"\n'
        f'bucket_url = "s3://{service.bucket}/out"\n[s3]\nendpoint = "{keys.endpoint}"\n'
        f'access_key = "{keys.access_key}"\nsecret_key = "{keys.secret_key}"\n'
    )
    proxy.share = 0.08
    with hanging_up(postgres_url) as cut:
        for _ in range(10):  # on a slow machine the database is away before the store was asked anything
            faltered = digitised(delivery, tmp_path / "faltering", faltering)
            if any(proxy.done[fault] for fault in FAULTS):
                break
    proxy.share = 0.0
    assert sum(proxy.done[fault] for fault in FAULTS) > 0
    assert cut[0] > 0
    if faltered != calm:  # its budget of tries was spent: the same command again, with all well, makes it whole
        faltered = digitised(delivery, tmp_path / "faltering", faltering)
    assert faltered == calm


@contextmanager
def hanging_up(url: str) -> Iterator[list[int]]:
    """End every connection to a database now and then, ever less often; yields how many were ended."""
    ended, stop, pause = [0], threading.Event(), 0.7
    name = urlsplit(url).path.lstrip("/")

    def work() -> None:
        admin = url.replace("postgresql+psycopg", "postgresql").rsplit("/", 1)[0] + "/postgres"
        nonlocal pause
        with psycopg.connect(admin, autocommit=True) as connection:
            while not stop.wait(pause):
                pause *= 1.1
                query = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"
                row = connection.execute(query, (name,)).fetchone()
                ended[0] += row[0] if row else 0

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield ended
    finally:
        stop.set()
        thread.join()


def digitised(delivery: Path, work: Path, places: str) -> dict[str, str]:
    """Digitise, again while register or store are away, and return the digests of the objects by key."""
    work.mkdir(exist_ok=True)
    file = work / "kaft.toml"
    file.write_text(f'[reading]\nengine = "tesseract"\nworkers = 1\n[places]\nwork = "{work}"\n{places}')
    settings = load(file)
    for _ in range(8):
        try:
            with bootstrap.workshop(settings) as shop:
                inbox = bootstrap.open_delivery(settings, str(delivery))
                run_delivery(inbox, shop.tools, step=shop.step, dossiers_at_once=1)
                break
        except ServiceUnavailable:
            time.sleep(0.2)
    bucket = bootstrap.open_the_bucket(settings)
    apart = ("v1/feed/", "v1/verification/")  # these hold times, and what a service of objects does with conditions
    keys = [key for key in again(lambda: tuple(bucket.keys(""))) if not key.startswith(apart)]
    return {key: sha256(again(lambda key=key: bucket.get(key))).hexdigest() for key in keys}

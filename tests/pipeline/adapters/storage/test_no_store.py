"""What says that it is an S3 service and is none: told clearly, and nothing counts as written."""

import datetime as dt
import http.server
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import format_datetime
from pathlib import Path

import pytest

from pipeline.adapters.storage.objects import S3Bucket
from pipeline.adapters.storage.s3_settings import S3Settings
from pipeline.errors import ConfigError, KaftError, ServiceUnavailable
from tests.pipeline.adapters.storage.odd_stores import Oddity, serving


class Answering(http.server.BaseHTTPRequestHandler):
    """Answers every request alike."""

    protocol_version = "HTTP/1.1"
    status = 200
    body = b""
    headed: tuple[tuple[str, str], ...] = ()

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response_only(self.status)
        for name, value in self.headed:
            host = f"http://{self.headers['Host']}"
            self.send_header(name, value.replace("HERE", f"{host}{self.path}"))
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(self.body)

    do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = answer  # noqa: N815  # names of http.server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the same
        """Stay quiet."""


@contextmanager
def answering(status: int, body: bytes, *headed: tuple[str, str]) -> Iterator[S3Bucket]:
    kind = type("One", (Answering,), {"status": status, "body": body, "headed": headed})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        endpoint = f"http://127.0.0.1:{server.server_port}"
        yield S3Bucket("b", "", S3Settings(endpoint=endpoint, access_key="x", secret_key="x", attempts=1))  # noqa: S106  # made up
        server.shutdown()
        thread.join()


def writes(bucket: S3Bucket, folder: Path) -> tuple[Callable[[], object], ...]:
    (folder / "large").write_bytes(os.urandom((16 << 20) + 1))
    return (
        lambda: bucket.put("a", b"x"),
        lambda: bucket.put_file("a", folder / "large"),
        lambda: bucket.put_instead("a", b"x", None),
        lambda: list(bucket.keys("v1/")),
    )


@pytest.mark.parametrize("tag", [(), (("ETag", '"5f-abc"'),)])
@pytest.mark.parametrize("page", [b"<!DOCTYPE html><p>Log in<br>", b"<html><body/></html>", b""])
def test_a_page_that_answers_everything_with_200_is_no_store(
    page: bytes, tag: tuple[tuple[str, str], ...], tmp_path: Path
) -> None:
    with answering(200, page, ("Content-Type", "text/html"), *tag) as bucket:
        for call in writes(bucket, tmp_path):
            with pytest.raises(ServiceUnavailable) as refused:
                call()
            assert "s3.endpoint" in refused.value.hint


def test_a_redirect_without_end_is_a_wrong_setting() -> None:
    with answering(307, b"", ("Location", "HERE")) as bucket:
        for call in (lambda: bucket.put("a", b"x"), lambda: bucket.exists("a")):
            with pytest.raises(ConfigError, match="redirects every request to itself"):
                call()


_SKEWED = b"<Error><Code>RequestTimeTooSkewed</Code><Message>no</Message></Error>"


@pytest.mark.parametrize(
    ("body", "off", "expected"),
    [
        (_SKEWED, 0, "clock"),
        (b"", 3600, "clock"),
        (b"", -3600, "clock"),
        (b"", 60, "denied"),
        (b"", None, "denied"),
    ],
)
def test_a_clock_that_differs_is_no_problem_of_keys(body: bytes, off: int | None, expected: str) -> None:
    """An answer to HEAD has no body: its date tells."""
    then = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=off or 0)
    date = () if off is None else (("Date", format_datetime(then, usegmt=True)),)
    with answering(403, body, *date) as bucket:
        for call in (lambda: bucket.get("a"), *([] if body else [lambda: bucket.exists("a")])):
            with pytest.raises(ConfigError, match=expected):
                call()


def test_a_store_with_tags_of_its_own_is_read_back_once() -> None:
    odd = Oddity(own_tags=True)
    with serving(odd) as settings:
        bucket, asked = S3Bucket("b", "", settings), Counter[str]()
        bucket._objects._client.meta.events.register(  # to count what goes over the line
            "before-call.s3", lambda model, **_: asked.update([model.name])
        )
        for name in "abc":
            bucket.put(name, b"x")
    assert asked == {"PutObject": 3, "GetObject": 1}


def test_an_error_page_of_a_proxy_says_where_to_look() -> None:
    said = ("Content-Type", "text/html")
    with answering(502, b"<html>Bad Gateway</html>", said) as bucket, pytest.raises(KaftError) as refused:
        bucket.get("a")
    assert refused.value.retryable
    assert "proxy" in refused.value.hint

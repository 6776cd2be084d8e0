"""An S3 service in memory that is as odd as it is told to be: what real ones other than Amazon's were seen to do."""

import hashlib
import http.server
import re
import ssl
import threading
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.adapters.storage.s3_settings import S3Settings


@dataclass
class Oddity:
    """What a service does otherwise than Amazon's.

    `refuses`: headers that it does not know, with status and code of its answer. `ignores`: headers it does as if they
    were not there. `base`: its API is not at the root of the host. `region`: it signs for this one only. `page`: the
    most keys in one answer of a listing. `missing_delete`: its answer when there is nothing to take away. `changed`:
    its answer to a condition that does not hold. `conditions` counts the writes on a condition. `halves`: so many
    writes it keeps by half, and says how by the tag alone. `own_tags`: its tags are no MD5. `lists_v1`: it knows the
    first way of listing only, in which nothing says how to go on. `loses`: the number of a part that it leaves out.
    `hosted`: the bucket stands in the name of the host. `longest`: more bytes its proxy does not let through.
    """

    refuses: dict[str, tuple[int, str]] = field(default_factory=dict)
    ignores: tuple[str, ...] = ()
    base: str = ""
    region: str = ""
    page: int = 1000
    missing_delete: int = 204
    changed: tuple[int, str] = (412, "PreconditionFailed")
    conditions: int = 0
    weak_tags: bool = False
    own_tags: bool = False
    halves: int = 0
    lists_v1: bool = False
    loses: int = 0
    hosted: bool = False
    longest: int = 1 << 40
    objects: dict[str, bytes] = field(default_factory=dict)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def tag(self, data: bytes) -> str:
        plain = f'"{hashlib.md5(data + b"x" * self.own_tags, usedforsecurity=False).hexdigest()}"'
        return f"W/{plain}" if self.weak_tags else plain


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    odd: Oddity

    def handle_any(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(asked.query, keep_blank_values=True))
        self.odd.conditions += bool({"If-Match", "If-None-Match"} & set(self.headers))
        if self.odd.hosted:
            self.path = f"/{'b' if self.headers['Host'].startswith('bucket.') else 'none'}{self.path}"
            asked = urllib.parse.urlsplit(self.path)
        self.odd.seen |= {name.lower() for name in self.headers}
        if refused := self.refusal(asked.path):
            self.answer(*refused)
            return
        key = urllib.parse.unquote(asked.path.removeprefix(self.odd.base)).removeprefix("/b").removeprefix("/")
        with self.odd.lock:
            getattr(self, f"on_{self.command.lower()}")(key, query, data)

    do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = handle_any  # noqa: N815  # names of http.server

    def refusal(self, path: str) -> tuple[int, str] | None:
        if int(self.headers.get("Content-Length") or 0) > self.odd.longest:
            return 413, ""
        for name, refused in self.odd.refuses.items():
            header, _, value = name.partition("=")
            if header in self.headers and value in self.headers[header]:
                return refused
        if not path.startswith(f"{self.odd.base}/b"):
            return 404, "NoSuchBucket"
        scope = re.search(r"Credential=[^/]*/\d+/([^/]+)/", self.headers.get("Authorization", ""))
        if self.odd.region and scope and scope[1] != self.odd.region:
            return 400, "AuthorizationHeaderMalformed"
        return None

    def on_put(self, key: str, query: dict[str, str], data: bytes) -> None:
        if "uploadId" in query:
            self.odd.parts[query["uploadId"]][int(query["partNumber"])] = data
            self.answer(200, tag=self.odd.tag(data))
            return
        there = self.odd.objects.get(key)
        wanted = self.asked("If-Match")
        other = there is None or wanted != self.odd.tag(there).removeprefix("W/")
        if (self.asked("If-None-Match") and there is not None) or (wanted and other):
            self.answer(*self.odd.changed)
        else:
            kept = data[: len(data) // 2] if self.odd.halves else data
            self.odd.halves = max(self.odd.halves - 1, 0)
            self.odd.objects[key] = kept
            self.answer(200, tag=self.odd.tag(kept))

    def on_post(self, key: str, query: dict[str, str], data: bytes) -> None:  # noqa: ARG002  # of one shape
        if "uploads" in query:
            named = uuid.uuid4().hex
            self.odd.parts[named] = {}
            self.answer(
                200, body=f"<InitiateMultipartUploadResult><UploadId>{named}</UploadId></InitiateMultipartUploadResult>"
            )
            return
        parts = self.odd.parts.pop(query["uploadId"])
        self.odd.objects[key] = b"".join(parts[number] for number in sorted(parts) if number != self.odd.loses)
        self.answer(200, body="<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>")

    def on_get(self, key: str, query: dict[str, str], data: bytes) -> None:  # noqa: ARG002  # of one shape
        if "list-type" in query:
            self.listing(query)
        elif key in self.odd.objects:
            self.answer(200, content=self.odd.objects[key], tag=self.odd.tag(self.odd.objects[key]))
        else:
            self.answer(404, "NoSuchKey")

    on_head = on_get

    def on_delete(self, key: str, query: dict[str, str], data: bytes) -> None:  # noqa: ARG002  # of one shape
        self.odd.parts.pop(query.get("uploadId", ""), None)
        known = self.odd.objects.pop(key, None) is not None
        status = 204 if known else self.odd.missing_delete
        self.answer(status, "" if status == 204 else "NoSuchKey")

    def listing(self, query: dict[str, str]) -> None:
        keys = sorted(key for key in self.odd.objects if key.startswith(query.get("prefix", "")))
        start = int(query.get("continuation-token", "0"))
        some = keys[start : start + self.odd.page]
        more = start + len(some) < len(keys)
        items = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(self.odd.objects[key])}</Size></Contents>" for key in some
        )
        token = f"<NextContinuationToken>{start + len(some)}</NextContinuationToken>"
        token = token if more and not self.odd.lists_v1 else ""
        self.answer(
            200,
            body=f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>{items}{token}</ListBucketResult>",
        )

    def asked(self, header: str) -> str:
        return "" if header in self.odd.ignores else self.headers.get(header, "")

    def answer(
        self, status: int, code: str = "", *, body: str = "", content: bytes | None = None, tag: str = ""
    ) -> None:
        text = f"<Error><Code>{code}</Code><Message>no</Message></Error>" if code else body
        said = text.encode() if content is None else content
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        if tag:
            self.send_header("ETag", tag)
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # name of http.server
        """Stay quiet."""


@contextmanager
def serving(odd: Oddity, certificate: Path | None = None) -> Iterator[S3Settings]:
    """Serve one until the end of the block, over TLS with a certificate (PEM, with its key); yields how to reach it."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Odd", (Handler,), {"odd": odd})) as server:
        server.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        scheme = "https" if certificate else "http"
        yield S3Settings(
            endpoint=f"{scheme}://127.0.0.1:{server.server_port}{odd.base}", access_key="x", secret_key="x",  # noqa: S106  # made up
            region=odd.region or "us-east-1", attempts=1,
        )  # fmt: skip
        server.shutdown()
        thread.join()

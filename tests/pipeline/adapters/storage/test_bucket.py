"""What every output bucket promises, in memory, in a folder, in S3 and in Swift, and what becomes of foreign errors."""

import hashlib
import http.server
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.adapters.memory.storage import MemoryBucket
from pipeline.adapters.places import open_bucket
from pipeline.adapters.storage.bucket_keys import checked
from pipeline.adapters.storage.folders import FolderBucket
from pipeline.adapters.storage.objects import S3Bucket
from pipeline.adapters.storage.s3_settings import S3Settings
from pipeline.errors import ConfigError, ContractBroken, DiskFull, KaftError, NotFound, ServiceUnavailable, ToolFailed
from pipeline.ports import Bucket
from pipeline.ports.bucket import put_current
from tests.pipeline.adapters.storage.odd_stores import Oddity, serving

KEYS = (
    *("v1/dossiers/12025/0a/v1/r.json", "v1/dossiers/12025/0a/v10/a", "v1/dossiers/1202/z"),
    *("v1/dossiers.txt", "v1é"),
)
UNSAFE = ("", "/a", "a/", "a//b", "../a", "a/../b", ".incoming/x", "a\nb", "a\\b", "a/" + "x" * 256)


@pytest.fixture(params=["memory", "folder", "s3", "swift"])
def bucket(request: pytest.FixtureRequest, tmp_path: Path) -> Bucket:
    if request.param in {"s3", "swift"}:
        service = request.getfixturevalue(request.param)
        service.client.put_object(Bucket=service.bucket, Key="elsewhere/x", Body=b"not ours")
        return open_bucket(f"{service.url}/out/", service.settings)
    return open_bucket("memory:" if request.param == "memory" else (tmp_path / "new" / "a b#c").as_uri())


def test_an_object_comes_back_and_can_be_replaced(bucket: Bucket, tmp_path: Path) -> None:
    large = os.urandom(17 << 20)
    (tmp_path / "dossier.pdf").write_bytes(large)

    bucket.put("v1/latest.json", b"1", "application/json")
    bucket.put("v1/latest.json", b"2", "application/json")
    bucket.put_file("v1/dossier.pdf", tmp_path / "dossier.pdf", "application/pdf")

    assert bucket.get("v1/latest.json") == b"2"
    assert bucket.get("v1/dossier.pdf") == large
    assert bucket.exists("v1/dossier.pdf")


def test_keys_are_listed_while_others_write() -> None:
    bucket, over = MemoryBucket(), threading.Event()

    def write() -> None:
        for number in range(20_000):
            bucket.put(f"v1/{number}", b"")
        over.set()

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        while not over.is_set():
            list(bucket.keys("v1/"))
        writing.result()


def test_keys_are_listed_by_prefix_in_order(bucket: Bucket) -> None:
    assert list(bucket.keys("")) == []
    for key in KEYS:
        bucket.put(key, b"x")

    assert list(bucket.keys("")) == sorted(KEYS)
    assert list(bucket.keys("v1/dossiers/12025/")) == sorted(KEYS[:2])
    assert list(bucket.keys("v1/dossiers/12025/0a/v1/")) == [KEYS[0]]
    assert list(bucket.keys("v1/dossiers/1202")) == sorted(KEYS[:3])
    assert list(bucket.keys("v2/")) == []


def test_sizes_are_listed_without_reading(bucket: Bucket) -> None:
    bucket.put("v1/a", b"")
    bucket.put("v1/b/c", b"xyz")
    bucket.put("v2/a", b"x")

    assert list(bucket.sizes("v1/")) == [("v1/a", 0), ("v1/b/c", 3)]


def test_folders_are_listed_without_what_is_in_them(bucket: Bucket) -> None:
    assert list(bucket.folders("v1/dossiers/")) == []
    for key in KEYS:
        bucket.put(key, b"x")
    bucket.put("v1/dossiers/a.json", b"x")
    bucket.put("v1/dossiers/gone/x", b"x")
    bucket.remove("v1/dossiers/gone/x")

    assert list(bucket.folders("v1/dossiers/")) == ["1202", "12025"]
    assert list(bucket.folders("v1/dossiers/12025/0a/")) == ["v1", "v10"]
    assert list(bucket.folders("v2/")) == []


def test_an_object_is_replaced_only_when_it_is_what_it_was(bucket: Bucket) -> None:
    assert not bucket.put_instead("v1/latest.json", b"2", b"1")
    assert not bucket.exists("v1/latest.json")
    assert bucket.put_instead("v1/latest.json", b"1", None, "application/json")
    assert not bucket.put_instead("v1/latest.json", b"2", None)
    assert not bucket.put_instead("v1/latest.json", b"2", b"0")
    assert bucket.get("v1/latest.json") == b"1"
    assert bucket.put_instead("v1/latest.json", b"2", b"1")
    assert bucket.get("v1/latest.json") == b"2"


def test_an_object_is_taken_away_and_once_more_is_harmless(bucket: Bucket) -> None:
    bucket.put("v1/a", b"x")
    bucket.put("v1/b", b"x")
    bucket.remove("v1/a")
    bucket.remove("v1/a")
    bucket.remove("v1/never/there")

    assert list(bucket.keys("v1/")) == ["v1/b"]


def test_who_looked_before_somebody_else_wrote_looks_again(bucket: Bucket) -> None:
    """The register goes from version 1 to 3 while a slow writer has read 1: the pointer ends at 3."""
    register = {"version": 1}

    def wanted() -> bytes:
        now = register["version"]
        if now == 2:  # another writer comes between our look and our write
            register["version"] = 3
            bucket.put("v1/latest.json", b"3")
        return str(now).encode()

    put_current(bucket, "v1/latest.json", wanted, "application/json")
    assert bucket.get("v1/latest.json") == b"1"
    register["version"] = 2
    put_current(bucket, "v1/latest.json", wanted, "application/json")
    assert bucket.get("v1/latest.json") == b"3"


class Careless(MemoryBucket):
    """A store without conditions, at which another writer comes at the worst moment: after the look."""

    def __init__(self, other: Callable[[], None]) -> None:
        super().__init__()
        self._other = [other]

    def put_instead(
        self, key: str, data: bytes, before: bytes | None, media_type: str = "application/octet-stream"
    ) -> bool:
        assert super().get(key) == before
        if self._other:
            self._other.pop()()
        self.put(key, data, media_type)
        return True


def test_without_conditions_too_whoever_writes_last_leaves_what_the_register_says() -> None:
    register = {"version": 2}

    def other() -> None:
        register["version"] = 3
        bucket.put("v1/latest.json", b"3")

    bucket = Careless(other)
    bucket.put("v1/latest.json", b"1")
    put_current(bucket, "v1/latest.json", lambda: str(register["version"]).encode(), "application/json")

    assert bucket.get("v1/latest.json") == b"3"


@pytest.mark.parametrize("bucket", ["memory", "folder"], indirect=True)
def test_many_writers_end_at_what_the_register_says(bucket: Bucket) -> None:
    register = {"version": 0}
    lock = threading.Lock()

    def publish() -> None:
        for _ in range(15):
            with lock:
                register["version"] += 1
            put_current(bucket, "v1/latest.json", lambda: str(register["version"]).encode(), "application/json")

    writers = [threading.Thread(target=publish) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert bucket.get("v1/latest.json") == b"60"


def test_a_writer_that_never_gets_its_turn_says_so(tmp_path: Path) -> None:
    bucket = FolderBucket(tmp_path)
    numbers = iter(range(10_000))

    def wanted() -> bytes:
        bucket.put("a", str(next(numbers)).encode())
        return b"mine"

    with pytest.raises(ServiceUnavailable, match="Other writers"):
        put_current(bucket, "a", wanted, "text/plain")


@pytest.mark.parametrize(
    ("odd", "known"),
    [
        (Oddity(ignores=("If-Match", "If-None-Match")), False),
        (Oddity(refuses={"If-None-Match": (501, "NotImplemented")}), False),
        (Oddity(), True),
        (Oddity(changed=(409, "ConditionalRequestConflict")), True),
    ],
    ids=["ignored", "refused", "kept", "conflict"],
)
def test_a_service_shows_whether_it_keeps_to_conditions(odd: Oddity, known: bool) -> None:
    """Many ignore them, some refuse them. Then what is there is compared before an object is written."""
    with serving(odd) as settings:
        bucket = S3Bucket("b", "", settings)
        assert bucket.put_instead("a", b"x", None)
        asked = odd.conditions
        assert not bucket.put_instead("a", b"y", None)
        assert not bucket.put_instead("a", b"y", b"z")
        assert bucket.put_instead("a", b"y", b"x")
        assert bucket.get("a") == b"y"
        # Found out once; after that only who keeps to conditions is given any.
        assert (odd.conditions > asked) is known


def test_what_is_not_there_is_not_found(bucket: Bucket) -> None:
    bucket.put("v1/a/b", b"x")

    for key in ("v1/b", "v1/a", "v1/a/b/c"):
        assert not bucket.exists(key)
        with pytest.raises(NotFound):
            bucket.get(key)


def test_an_unsafe_key_is_refused_everywhere(bucket: Bucket, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for key in UNSAFE:
        for attempt in (
            partial(bucket.put, key, b"x"),
            partial(bucket.put_file, key, tmp_path / "file"),
            partial(bucket.get, key),
            partial(bucket.exists, key),
            partial(bucket.put_instead, key, b"x", None),
            partial(bucket.remove, key),
        ):
            with pytest.raises(ContractBroken):
                attempt()
    assert list(bucket.keys("")) == []


@settings(max_examples=200)
@given(st.text(max_size=30))
def test_an_accepted_key_stays_inside_the_bucket(key: str) -> None:
    try:
        accepted = Path("/bucket") / checked(key)
    except ContractBroken:
        return
    assert os.path.normpath(accepted).startswith("/bucket/")
    assert accepted.name


def test_the_url_opens_the_same_bucket_again(bucket: Bucket, request: pytest.FixtureRequest) -> None:
    bucket.put("a", b"x")
    if bucket.url == "memory:":
        return
    kind = request.node.callspec.params["bucket"]
    service = request.getfixturevalue(kind) if bucket.url.startswith("s3:") else None

    assert open_bucket(bucket.url, service.settings if service else None).get("a") == b"x"


def test_an_object_has_its_media_type_and_a_checksum(s3) -> None:
    S3Bucket(s3.bucket, "", s3.settings).put("record.json", b"{}", "application/json")

    head = s3.client.head_object(Bucket=s3.bucket, Key="record.json", ChecksumMode="ENABLED")
    assert head["ContentType"] == "application/json"
    assert head["ChecksumSHA256"]


def test_published_files_may_be_read_by_a_web_server(tmp_path: Path) -> None:
    FolderBucket(tmp_path).put("a", b"x")

    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_a_failed_copy_leaves_the_old_object(tmp_path: Path) -> None:
    bucket = FolderBucket(tmp_path / "bucket")
    bucket.put("a", b"earlier")

    with pytest.raises(KaftError):
        bucket.put_file("a", tmp_path / "missing")

    assert bucket.get("a") == b"earlier"
    assert [path.name for path in (tmp_path / "bucket").rglob("*") if path.is_file()] == ["a"]


def test_a_killed_writer_leaves_whole_objects_only(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_write_forever, args=(tmp_path,))
    process.start()
    bucket = FolderBucket(tmp_path)
    end = time.monotonic() + 300
    while time.monotonic() < end and not list(bucket.keys("")):
        time.sleep(0.05)
    time.sleep(0.2)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join(300)
    process.close()

    keys = list(bucket.keys(""))
    assert keys
    for key in keys:
        data = bucket.get(key)
        assert data[:64] == hashlib.sha256(data[64:]).hexdigest().encode()


def _write_forever(folder: Path) -> None:
    bucket = FolderBucket(folder)
    while True:
        data = os.urandom(200_000)
        for key in ("v1/latest.json", f"v1/{data[:4].hex()}"):
            bucket.put(key, hashlib.sha256(data).hexdigest().encode() + data)


@pytest.mark.parametrize("url", ["ftp://host/x", "http://x", "file://x/y", "s3://", "s3:///x", "gs://b/p"])
def test_an_unknown_place_is_refused_with_the_valid_ones(url: str) -> None:
    with pytest.raises(ConfigError, match="s3://bucket/prefix"):
        open_bucket(url)


def test_a_file_cannot_be_a_bucket(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(ConfigError):
        FolderBucket(tmp_path / "file")


def _all_calls(bucket: Bucket, path: Path) -> tuple[Callable[[], object], ...]:
    return (
        lambda: bucket.put("a", b"x"),
        lambda: bucket.put_file("a", path),
        lambda: bucket.get("a"),
        lambda: bucket.exists("a"),
        lambda: list(bucket.keys("")),
        lambda: bucket.put_instead("a", b"x", None),
        lambda: bucket.remove("a"),
    )


def test_a_service_that_is_down_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as closed:
        port = closed.server_port
    bucket = S3Bucket("b", "", _settings(port))

    for call in _all_calls(bucket, tmp_path / "file"):
        with pytest.raises(ServiceUnavailable):
            call()


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (403, "AccessDenied", ConfigError),
        (503, "SlowDown", ServiceUnavailable),
        (500, "InternalError", ServiceUnavailable),
        (400, "InvalidRequest", ToolFailed),
    ],
)
def test_a_refusal_is_said_in_our_words(status: int, code: str, expected: type[KaftError], tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for port in _refusing_server(status, code):
        for call in _all_calls(S3Bucket("b", "", _settings(port)), tmp_path / "file"):
            with pytest.raises(expected):
                call()


@pytest.mark.parametrize(
    ("status", "code", "expected", "told"),
    [
        (400, "KMS.DisabledException", ConfigError, "s3.kms_key"),
        (403, "QuotaExceeded", DiskFull, "quota"),
        (507, "XMinioStorageFull", DiskFull, "Make room"),
        (503, "SlowDown", ServiceUnavailable, "less busy"),
        (400, "InvalidArgument", ToolFailed, "encryption"),
    ],
)
def test_a_write_that_is_refused_says_where_to_look(
    status: int, code: str, expected: type[KaftError], told: str
) -> None:
    for port in _refusing_server(status, code):
        with pytest.raises(expected, match=code) as refused:
            S3Bucket("b", "", _settings(port)).put("a", b"x")
        assert told in refused.value.hint


def test_keys_that_ended_are_a_wrong_setting() -> None:
    for port in _refusing_server(400, "ExpiredToken"):
        bucket = S3Bucket("b", "", _settings(port))
        with pytest.raises(ConfigError, match="no longer valid"):
            bucket.put("a", b"x")
        with pytest.raises(ToolFailed) as refused:
            bucket.exists("a")  # an answer without a body, which cannot say why
        assert "the keys" in refused.value.hint


def test_objects_are_encrypted_and_stored_as_the_settings_say(s3, tmp_path: Path) -> None:
    settings_ = replace(s3.settings, encryption="AES256", storage_class="STANDARD_IA")
    (tmp_path / "dossier.pdf").write_bytes(os.urandom(17 << 20))  # in parts
    bucket = S3Bucket(s3.bucket, "", settings_)
    bucket.put("record.json", b"{}")
    bucket.put_file("dossier.pdf", tmp_path / "dossier.pdf")

    for key in ("record.json", "dossier.pdf"):
        head = s3.client.head_object(Bucket=s3.bucket, Key=key)
        assert (head["ServerSideEncryption"], head["StorageClass"]) == ("AES256", "STANDARD_IA")


def test_a_bucket_that_does_not_exist_is_a_wrong_setting(s3) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        S3Bucket("nowhere", "", s3.settings).put("a", b"x")


def test_an_endpoint_that_is_no_url_is_a_wrong_setting() -> None:
    with pytest.raises(ConfigError):
        S3Bucket("b", "", S3Settings(endpoint="no url"))


def test_the_secret_key_is_never_shown() -> None:
    assert "hunter2" not in repr(S3Settings(secret_key="hunter2"))  # noqa: S106  # made up


def _settings(port: int) -> S3Settings:
    return S3Settings(
        endpoint=f"http://127.0.0.1:{port}",
        access_key="x",
        secret_key="x",  # noqa: S106  # made up
        attempts=1,
    )


def _refusing_server(status: int, code: str) -> Iterator[int]:
    class Refusing(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = answer  # noqa: N815  # names of http.server

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the same
            """Stay quiet."""

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Refusing) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_a_link_to_a_share_that_is_away_says_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "bucket").symlink_to(tmp_path / "share" / "bucket")

    with pytest.raises(ServiceUnavailable, match=r"bucket leads to .*share/bucket, which is not there"):
        FolderBucket(tmp_path / "bucket")

    assert not (tmp_path / "share").exists()


def test_a_bucket_that_goes_away_is_not_begun_anew_in_its_place(tmp_path: Path) -> None:
    bucket = FolderBucket(tmp_path / "share" / "bucket")
    bucket.put("v1/a.txt", b"one")
    (tmp_path / "share").rename(tmp_path / "away")

    with pytest.raises(ServiceUnavailable, match="no longer on the disk"):
        bucket.put("v1/b.txt", b"two")

    assert not (tmp_path / "share").exists()
    (tmp_path / "away").rename(tmp_path / "share")
    bucket.put("v1/b.txt", b"two")
    assert list(bucket.keys("v1/")) == ["v1/a.txt", "v1/b.txt"]

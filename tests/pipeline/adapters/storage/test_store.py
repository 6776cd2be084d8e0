"""What every store promises, in memory, in a folder and in S3."""

import hashlib
import multiprocessing
import os
import signal
import stat
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.adapters.places import open_store
from pipeline.adapters.storage.folders import FolderStore
from pipeline.adapters.storage.objects import S3Store
from pipeline.errors import ContractBroken, NotFound, ServiceUnavailable
from pipeline.ports import Store

MISSING = "0" * 64


def test_a_disk_that_goes_away_is_noticed_although_its_empty_folder_stays(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as mounted:  # on another disk than `tmp_path`
        place = tmp_path / "share"
        place.symlink_to(mounted)
        store = FolderStore(place)
        store.put(b"kept")
        (tmp_path / "below").mkdir()
        place.unlink()
        place.symlink_to(tmp_path / "below")

        with pytest.raises(ServiceUnavailable, match="no longer on the disk"):
            store.put(b"for nobody")

    assert list((tmp_path / "below").iterdir()) == []


@pytest.fixture(params=["memory", "folder", "s3", "swift"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    cache = tmp_path / "cache"
    if request.param in {"s3", "swift"}:
        service = request.getfixturevalue(request.param)
        return open_store(f"s3://{service.bucket}/store", service.settings, cache=cache)
    return open_store("memory:" if request.param == "memory" else str(tmp_path / "store"), cache=cache)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=5000))
def test_bytes_come_back_as_they_went_in(store: Store, data: bytes) -> None:
    sha256 = store.put(data)

    assert sha256 == hashlib.sha256(data).hexdigest()
    assert store.has(sha256)
    assert store.get(sha256) == data
    assert store.local(sha256).read_bytes() == data


def test_a_file_is_copied_and_left_alone(store: Store, tmp_path: Path) -> None:
    scan = tmp_path / "0001.tif"
    data = os.urandom(3 << 20)
    scan.write_bytes(data)

    sha256 = store.put_file(scan)

    assert store.get(sha256) == data == scan.read_bytes()
    assert store.put(data) == sha256 == store.put_file(scan)


def test_who_asks_while_another_is_being_served_gets_the_whole_file(store: Store) -> None:
    sha256, together = store.put(os.urandom(30 << 20)), threading.Barrier(4)

    def ask(_number: int) -> str:
        together.wait()
        return hashlib.sha256(store.local(sha256).read_bytes()).hexdigest()

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(ask, range(4))) == {sha256}


def test_a_blob_that_was_never_stored_is_not_found(store: Store) -> None:
    assert not store.has(MISSING)
    with pytest.raises(NotFound):
        store.get(MISSING)
    with pytest.raises(NotFound):
        store.local(MISSING)


def test_what_is_no_digest_reaches_no_file(store: Store) -> None:
    for name in ("", "../../etc/passwd", "ABC", "g" * 64, "A" * 64):
        assert not store.has(name)
        with pytest.raises(NotFound):
            store.get(name)
        with pytest.raises(NotFound):
            store.local(name)


def test_a_blob_lies_read_only_under_its_digest(tmp_path: Path) -> None:
    sha256 = FolderStore(tmp_path).put(b"scan")

    path = tmp_path / sha256[:2] / sha256[2:4] / sha256
    assert path.read_bytes() == b"scan"
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    path = store.local(store.put(b"scan"))
    path.chmod(0o644)
    path.write_bytes(b"scam")

    with pytest.raises(ContractBroken):
        store.get(path.name)


def test_a_truncated_file_is_replaced_when_the_bytes_come_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    path = store.local(store.put(b"scan"))
    path.chmod(0o644)
    path.write_bytes(b"")

    assert store.get(store.put(b"scan")) == b"scan"


def test_a_damaged_file_is_replaced_when_the_bytes_come_again(tmp_path: Path) -> None:
    store, scan = FolderStore(tmp_path / "store"), tmp_path / "scan"
    scan.write_bytes(b"scan")
    path = store.local(store.put(b"scan"))
    for again in (lambda: store.put(b"scan"), lambda: store.put_file(scan)):
        path.chmod(0o644)
        path.write_bytes(b"scam")

        assert store.get(again()) == b"scan"


def test_an_altered_object_is_replaced_when_the_bytes_come_again(s3, tmp_path: Path) -> None:
    store, scan = S3Store(s3.bucket, "", s3.settings, cache=tmp_path / "cache"), tmp_path / "scan"
    scan.write_bytes(b"scan")
    sha256 = store.put(b"scan")
    for again in (lambda: store.put(b"scan"), lambda: store.put_file(scan)):
        s3.client.put_object(Bucket=s3.bucket, Key=f"{sha256[:2]}/{sha256[2:4]}/{sha256}", Body=b"scam")

        assert store.get(again()) == b"scan"


def test_putting_again_writes_nothing(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    path = store.local(store.put(b"scan"))
    before = path.stat()

    store.put(b"scan")

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_download_is_kept_and_an_altered_object_is_noticed(s3, tmp_path: Path) -> None:
    store = S3Store(s3.bucket, "", s3.settings, cache=tmp_path / "a")
    sha256 = store.put(b"scan")
    elsewhere = S3Store(s3.bucket, "", s3.settings, cache=tmp_path / "b")
    assert elsewhere.local(sha256) == elsewhere.local(sha256)

    s3.client.put_object(Bucket=s3.bucket, Key=f"{sha256[:2]}/{sha256[2:4]}/{sha256}", Body=b"scam")

    assert elsewhere.local(sha256).read_bytes() == b"scan"
    with pytest.raises(ContractBroken):
        elsewhere.get(sha256)
    with pytest.raises(ContractBroken):
        store.local(sha256)
    assert not any(path.is_file() for path in (tmp_path / "a").rglob("*"))


def test_a_killed_writer_leaves_no_blob_that_is_not_whole(tmp_path: Path) -> None:
    _kill_while(_put_forever, tmp_path)

    blobs = [path for path in tmp_path.glob("??/??/*") if path.is_file()]
    assert blobs
    for path in blobs:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name


def _put_forever(folder: Path) -> None:
    store = FolderStore(folder)
    while True:
        store.put(os.urandom(200_000))


def _kill_while(work: Callable[[Path], None], folder: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=work, args=(folder,))
    process.start()
    end = time.monotonic() + 300
    while time.monotonic() < end and not any(folder.glob("??/??/*")):
        time.sleep(0.05)
    time.sleep(0.2)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join(300)
    process.close()

"""A URL from the settings leads to the right adapter, and a wrong one to the valid ones."""

from pathlib import Path

import pytest

from pipeline.adapters.memory.storage import MemoryBucket, MemoryStore
from pipeline.adapters.places import open_books, open_bucket, open_inbox, open_store
from pipeline.adapters.storage.folders import FolderBucket, FolderInbox, FolderStore
from pipeline.adapters.storage.objects import S3Bucket, S3Inbox, S3Store
from pipeline.adapters.storage.s3_settings import S3Settings
from pipeline.errors import ConfigError

SETTINGS = S3Settings(endpoint="http://127.0.0.1:1", access_key="x", secret_key="x")  # noqa: S106  # made up


def test_a_path_and_a_file_url_are_the_same_folder(tmp_path: Path) -> None:
    folder = tmp_path / "a b"
    folder.mkdir()
    (folder / "0001.tif").write_bytes(b"scan")

    for url in (str(folder), folder.as_uri()):
        inbox = open_inbox(url)
        assert isinstance(inbox, FolderInbox)
        assert inbox.files() == ("0001.tif",)
        assert inbox.name == "a b"
    store = open_store(str(tmp_path / "store"), cache=tmp_path / "cache")
    assert isinstance(store, FolderStore)
    assert isinstance(open_bucket(str(tmp_path / "bucket")), FolderBucket)


def test_an_s3_url_is_bucket_and_prefix(tmp_path: Path) -> None:
    inbox = open_inbox("s3://archief/in/levering_01/", SETTINGS)
    assert isinstance(inbox, S3Inbox)
    assert inbox.name == "levering_01"
    assert isinstance(open_store("s3://archief", SETTINGS, cache=tmp_path), S3Store)
    bucket = open_bucket("s3://archief/out/", SETTINGS)
    assert isinstance(bucket, S3Bucket)
    assert bucket.url == "s3://archief/out"


def test_memory_is_for_trying_out(tmp_path: Path) -> None:
    assert isinstance(open_store("memory:", cache=tmp_path), MemoryStore)
    assert isinstance(open_bucket("memory:"), MemoryBucket)
    books = open_books("memory:")
    assert books.register.deliveries() == ()
    books.close()


@pytest.mark.parametrize("url", ["ftp://host/x", "file://host/x", "s3://", "nonsense://user:hunter2@x"])
def test_any_other_place_is_refused_with_the_valid_ones(url: str, tmp_path: Path) -> None:
    for attempt in (open_inbox, lambda url: open_store(url, cache=tmp_path), open_bucket):
        with pytest.raises(ConfigError, match="s3://bucket/prefix") as caught:
            attempt(url)
        assert "hunter2" not in str(caught.value)

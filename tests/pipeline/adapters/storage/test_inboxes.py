"""Which deliveries lie in an inbox, a folder or an S3 prefix: what changes, what is ready, what is none."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.adapters.storage.inboxes import Waiting, look
from pipeline.adapters.storage.s3_settings import S3Settings
from pipeline.errors import ConfigError

if TYPE_CHECKING:
    from tests.conftest import S3Service

Put = Callable[[str, bytes], None]
Look = Callable[[], tuple[Waiting, ...]]


@pytest.fixture(params=["folder", "s3"])
def inbox(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Put, Look]:
    if request.param == "folder":
        return _in_folder(tmp_path / "inbox")
    s3: S3Service = request.getfixturevalue("s3")

    def put(name: str, data: bytes) -> None:
        s3.client.put_object(Bucket=s3.bucket, Key=f"in/box/{name}", Body=data)

    return put, lambda: look(f"{s3.url}/in/box", s3.settings)


def _in_folder(folder: Path) -> tuple[Put, Look]:
    def put(name: str, data: bytes) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    return put, lambda: look(str(folder), S3Settings())


def test_every_folder_is_a_delivery(inbox: tuple[Put, Look]) -> None:
    put, look_again = inbox
    assert look_again() == ()
    for name in ("b/D1/0001.tif", "a/D1/0001.tif", "a/_READY", ".hidden/x", "loose.pdf"):
        put(name, b"x")
    found = look_again()
    assert [(one.name, one.ready) for one in found] == [("a", True), ("b", False)]
    assert found[0].url.endswith("box/a") or found[0].url.endswith("inbox/a")


def test_the_listing_changes_with_every_file_and_only_then(inbox: tuple[Put, Look]) -> None:
    put, look_again = inbox
    seen = []
    for name, data in (("a/1.tif", b"x"), ("a/2.tif", b"x"), ("a/2.tif", b"longer"), ("a/_READY", b"")):
        put(name, data)
        [found] = look_again()
        assert look_again() == (found,)
        seen.append(found.listing)
    assert len(set(seen)) == 4


def test_a_marker_deeper_down_is_not_the_delivery_s(inbox: tuple[Put, Look]) -> None:
    put, look_again = inbox
    put("a/D1/_READY", b"")
    assert [one.ready for one in look_again()] == [False]


def test_a_page_replaced_by_one_of_the_same_size_is_noticed(tmp_path: Path) -> None:
    put, look_again = _in_folder(tmp_path)
    put("a/1.tif", b"x")
    [before] = look_again()
    put("a/1.tif", b"y")
    os.utime(tmp_path / "a" / "1.tif", ns=(5, 5))
    assert look_again()[0].listing != before.listing


@pytest.mark.parametrize("url", ["ftp://x/y", "s3://"])
def test_an_inbox_that_can_be_none_is_refused(url: str) -> None:
    with pytest.raises(ConfigError):
        look(url, S3Settings())

"""What every inbox promises, in memory, in a folder and in S3."""

import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.adapters.memory.storage import MemoryInbox
from pipeline.adapters.places import open_inbox
from pipeline.adapters.storage.folders import FolderInbox
from pipeline.errors import DeliveryMissing, NotFound, UnreadableScan, UnsafeName, UnsupportedScan
from pipeline.ports import Inbox

FILES = {
    "inventory.csv": b"doos;map\n",
    "D007_M04/0001.tif": b"one",
    "D007_M04/Thumbs.db": b"x",
    "D007_M04/.hidden": b"y",
    "D007_M04/besluit n° 3 (kopie)/é.pdf": b"two",
    "bell\x07.tif": b"three",
    "a..b/0001 .jpg": b"four",
    "_READY": b"",
}


@pytest.fixture(params=["memory", "folder", "s3"])
def deliver(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Mapping[str, bytes]], Inbox]:
    def memory(files: Mapping[str, bytes]) -> Inbox:
        return MemoryInbox("levering_01", files)

    def folder(files: Mapping[str, bytes]) -> Inbox:
        for name, data in files.items():
            path = tmp_path / "levering_01" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return open_inbox(str(tmp_path / "levering_01"))

    def s3(files: Mapping[str, bytes]) -> Inbox:
        service = request.getfixturevalue("s3")
        client = service.client
        client.put_object(Bucket=service.bucket, Key="in/levering_010/other.tif", Body=b"not ours")
        for name, data in files.items():
            client.put_object(Bucket=service.bucket, Key=f"in/levering_01/{name}", Body=data)
        return open_inbox(f"{service.url}/in/levering_01/", service.settings)

    return {"memory": memory, "folder": folder, "s3": s3}[request.param]


def test_every_file_is_listed_and_can_be_read(deliver: Callable[[Mapping[str, bytes]], Inbox]) -> None:
    inbox = deliver(FILES)

    assert inbox.name == "levering_01"
    assert inbox.files() == tuple(sorted(FILES))
    for name, data in FILES.items():
        with inbox.open(name) as path:
            assert path.read_bytes() == data


def test_an_empty_place_is_no_delivery(deliver: Callable[[Mapping[str, bytes]], Inbox]) -> None:
    with pytest.raises(DeliveryMissing):
        deliver({}).files()


def test_a_file_that_is_not_there_is_not_found(deliver: Callable[[Mapping[str, bytes]], Inbox]) -> None:
    with pytest.raises(NotFound), deliver(FILES).open("D007_M04/9999.tif"):
        pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "more.txt").write_bytes(b"more")
    delivery = tmp_path / "levering_01"
    delivery.mkdir()
    (delivery / "0001.tif").write_bytes(b"scan")
    return delivery


def test_a_link_inside_the_delivery_is_followed(folder: Path) -> None:
    (folder / "0002.tif").symlink_to("0001.tif")

    with FolderInbox(folder).open("0002.tif") as path:
        assert path.read_bytes() == b"scan"


@pytest.mark.parametrize("target", ["../secret.txt", "../secrets", "nowhere", "link.tif"])
def test_a_link_out_of_the_delivery_is_seen_but_not_followed(folder: Path, target: str) -> None:
    (folder / "link.tif").symlink_to(target)
    inbox = FolderInbox(folder)

    assert inbox.files() == ("0001.tif", "link.tif")
    with pytest.raises(UnsafeName), inbox.open("link.tif"):
        pass


def test_a_link_on_the_way_is_not_followed(folder: Path) -> None:
    (folder / "D001").symlink_to("../secrets")

    with pytest.raises(UnsafeName), FolderInbox(folder).open("D001/more.txt"):
        pass


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "D001/../../secret.txt"])
def test_a_name_cannot_lead_out_of_the_delivery(folder: Path, name: str) -> None:
    with pytest.raises(UnsafeName), FolderInbox(folder).open(name):
        pass


def test_a_pipe_does_not_make_a_reader_wait(folder: Path) -> None:
    os.mkfifo(folder / "pipe.tif")

    with pytest.raises(UnsupportedScan), FolderInbox(folder).open("pipe.tif"):
        pass
    assert stat.S_ISFIFO((folder / "pipe.tif").stat().st_mode)


def test_a_name_in_another_encoding_is_listed_readably_and_opened(folder: Path) -> None:
    os.rename(os.fsencode(folder / "0001.tif"), os.fsencode(folder) + b"/fa\xe7ade.tif")  # noqa: PTH104  # a name in bytes
    inbox = FolderInbox(folder)

    assert inbox.files() == ("fa\\xe7ade.tif",)
    with inbox.open("fa\\xe7ade.tif") as path:
        assert path.read_bytes() == b"scan"


def test_two_files_are_never_listed_under_one_name(folder: Path) -> None:
    os.rename(os.fsencode(folder / "0001.tif"), os.fsencode(folder) + b"/fa\xe7ade.tif")  # noqa: PTH104  # a name in bytes
    (folder / "fa\\xe7ade.tif").write_bytes(b"other")

    with pytest.raises(UnsafeName):
        FolderInbox(folder).files()


def test_a_folder_without_any_file_is_told(folder: Path) -> None:
    (folder / "D002" / "scans").mkdir(parents=True)
    (folder / "D001").mkdir()
    (folder / "D003").mkdir()
    (folder / "D003" / "0001.tif").write_bytes(b"scan")

    assert FolderInbox(folder).empty_folders() == ("D001", "D002")
    assert MemoryInbox("levering_01", {}, empty_folders=["b", "a"]).empty_folders() == ("a", "b")


def test_an_error_of_the_reader_stays_what_it_is(folder: Path) -> None:
    with pytest.raises(PermissionError), FolderInbox(folder).open("0001.tif"):
        raise PermissionError


def test_a_delivery_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DeliveryMissing):
        FolderInbox(tmp_path / "levering_99").files()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be a user without rights for a while, where these tests run as root."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_what_may_not_be_read_falls_out_alone_and_says_so() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "levering"
        for name in ("D1/0001.tif", "D1/0002.tif", "D2/0001.tif", "D3/0001.tif"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(b"x")
        Path(place).chmod(0o755)
        for name, mode in (("D1/0002.tif", 0), ("D2", 0), ("D3", 0o444)):
            (folder / name).chmod(mode)
        inbox = FolderInbox(folder)
        with as_nobody():
            assert inbox.files() == ("D1/0001.tif", "D1/0002.tif", "D2", "D3/0001.tif")
            with inbox.open("D1/0001.tif") as path:
                assert path.read_bytes() == b"x"
            for name in ("D1/0002.tif", "D2", "D3/0001.tif"):
                with pytest.raises(UnreadableScan, match="may not be read") as told, inbox.open(name):
                    pass
                assert "permission" in told.value.hint
            assert inbox.empty_folders() == ()
        for name in ("D2", "D3"):
            (folder / name).chmod(0o755)

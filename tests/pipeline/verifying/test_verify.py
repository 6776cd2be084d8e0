"""`kaft verify` finds what is lost or changed, and nothing else."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import bootstrap
from pipeline.adapters.storage.folders import FolderBucket, FolderStore
from pipeline.commands.deciding import bring_in_line
from pipeline.errors import BatchIncomplete, ConfigError, ServiceUnavailable
from pipeline.settings import load
from pipeline.verifying.verify import ANCHOR, verify

Kaft = Callable[..., subprocess.CompletedProcess[str]]


def faults(work: Path) -> list[str]:
    settings = load(work=work)
    with bootstrap.open_register(settings) as books:
        found = verify(books.register, bootstrap.open_the_store(settings), bootstrap.open_the_bucket(settings))
    assert all(fault.hint and fault.severity == "error" for fault in found.faults)
    return [fault.code for fault in found.faults]


def only(folder: Path, pattern: str) -> Path:
    return min(folder.rglob(pattern))


def original(work: Path, data: bytes) -> Path:
    return next(path for path in (work / "store").rglob("*") if path.is_file() and path.read_bytes() == data)


def test_a_good_run_has_no_fault(worked: Path, kaft: Kaft) -> None:
    result = kaft("verify", "--work", worked)

    assert result.returncode == 0
    assert "6 pages" in result.stdout
    assert "Nothing is lost and nothing has changed." in result.stdout


def test_an_empty_register_is_no_good_news(tmp_path: Path, kaft: Kaft) -> None:
    result = kaft("verify", "--work", tmp_path / "mistyped")

    assert result.returncode == 4
    assert "nothing was checked" in result.stderr


@pytest.mark.parametrize("file", ["D1/0001.tif", "D3/brief.docx", "inventory.csv"])
def test_a_deleted_original_is_found_also_of_what_holds_no_page(file: str, finished: Any, worked: Path) -> None:
    original(worked, (finished.delivery / file).read_bytes()).unlink()

    assert faults(worked) == ["original"]


def test_a_changed_original_is_found(finished: Any, worked: Path) -> None:
    path = original(worked, (finished.delivery / "D1/0001.tif").read_bytes())
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"\x00\x01")

    assert faults(worked) == ["original"]


@pytest.mark.parametrize("name", ["record.json", "dossier.pdf", "0001.alto.xml", "manifest-sha256.txt"])
def test_a_changed_object_is_found(name: str, worked: Path) -> None:
    path = only(worked / "bucket", name)
    path.write_bytes(path.read_bytes() + b" ")

    assert faults(worked) == ["object_changed"]


def test_a_deleted_object_is_found(worked: Path) -> None:
    only(worked / "bucket", "provenance.json").unlink()

    assert faults(worked) == ["object_lost"]


@pytest.mark.parametrize("busy", [FolderBucket, FolderStore])
def test_a_service_that_is_too_busy_has_lost_nothing(busy: type, worked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> bytes:
        raise ServiceUnavailable("It does not answer as it should (SlowDown).")

    monkeypatch.setattr(busy, "get", slow)
    with pytest.raises(ServiceUnavailable):
        faults(worked)


def test_what_was_checked_is_told_where_the_bucket_may_only_be_read(
    worked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise ConfigError("Access was denied.")

    settings = load(work=worked)
    monkeypatch.setattr(FolderBucket, "put", refused)
    with bootstrap.open_register(settings) as books:
        found = verify(
            books.register, bootstrap.open_the_store(settings), bootstrap.open_the_bucket(settings), books.chain
        )
    assert found.pages == 6
    assert [fault.code for fault in found.faults] == ["anchor_unwritten"]


def test_a_withdrawal_that_the_bucket_does_not_show_yet_is_told(worked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise ConfigError("Access was denied.")

    settings = load(work=worked)
    with bootstrap.open_register(settings) as books:
        dossier_id = next(books.register.records()).id
        books.register.act("withdrawn", dossier_id, who="an", why="x")
        with monkeypatch.context() as away:
            away.setattr(FolderBucket, "put", refused)
            with pytest.raises(BatchIncomplete, match="stands in the register") as told:
                bring_in_line(settings, books, [dossier_id])
        assert told.value.hint.endswith(f"kaft publish {dossier_id}")
        assert "pointer_wrong" in faults(worked)
        bring_in_line(settings, books, [dossier_id])
    assert faults(worked) == []


def test_what_is_lost_or_altered_in_the_bucket_is_put_back(worked: Path, kaft: Kaft) -> None:
    lost, altered = only(worked / "bucket", "dossier.pdf"), only(worked / "bucket", "provenance.json")
    before = lost.read_bytes(), altered.read_bytes()
    lost.unlink()
    altered.write_bytes(b"{}")

    assert kaft("publish", "--all", "--work", worked).returncode == 0

    assert (lost.read_bytes(), altered.read_bytes()) == before
    assert faults(worked) == []

    altered.write_bytes(before[1].swapcase())  # of the same size: only its bytes tell
    assert kaft("publish", "--all", "--work", worked).returncode == 0
    assert faults(worked) == ["object_changed"]
    assert kaft("publish", "--all", "--reread", "--work", worked).returncode == 0
    assert faults(worked) == []


def test_a_dossier_that_the_store_cannot_put_back_keeps_no_other_back(worked: Path, kaft: Kaft) -> None:
    pages = sorted((worked / "bucket" / "v1" / "dossiers").rglob("dossier.pdf"))
    gone, others = pages[0], {page: page.read_bytes() for page in pages[1:]}
    stored = original(worked, gone.read_bytes())
    stored.chmod(0o644)
    stored.write_bytes(b"x" * stored.stat().st_size)
    for page in pages:
        page.unlink()

    result = kaft("publish", "--all", "--work", worked)

    assert result.returncode == 9
    assert f"1 dossiers are not in order, {gone.parent.parent.name} first" in result.stderr
    assert others
    assert {page: page.read_bytes() for page in others} == others
    assert not gone.exists()


def test_an_end_of_the_chain_that_cannot_be_read_is_a_fault(worked: Path, kaft: Kaft) -> None:
    assert kaft("verify", "--work", worked).returncode == 0
    (worked / "bucket" / ANCHOR).write_text("{")

    result = kaft("verify", "--work", worked)

    assert result.returncode == 8
    assert "is not what `kaft verify` wrote" in result.stdout.replace("\n", " ")
    assert (worked / "bucket" / ANCHOR).read_text() == "{"


@pytest.mark.parametrize(
    ("content", "fault"),
    [(None, "pointer_lost"), (b"{", "pointer_lost"), (b"[1]", "pointer_wrong"), (b'{"version": 7}', "pointer_wrong")],
)
def test_a_missing_or_wrong_pointer_is_found_and_the_next_run_mends_it(
    content: bytes | None, fault: str, finished: Any, worked: Path, kaft: Kaft
) -> None:
    pointer = only(worked / "bucket", "latest.json")
    good = pointer.read_bytes()
    if content is None:
        pointer.unlink()
    else:
        pointer.write_bytes(content)

    assert faults(worked) == [fault]
    if content is None:
        kaft("run", finished.delivery, "--work", worked)
        assert pointer.read_bytes() == good
        assert faults(worked) == []


def test_the_command_ends_with_8_and_says_what_to_do(worked: Path, kaft: Kaft) -> None:
    only(worked / "bucket", "dossier.pdf").unlink()

    result = kaft("verify", "--work", worked)

    assert result.returncode == 8
    assert "Restore it from a backup" in result.stdout
    assert "Not as it should be: 1." in result.stderr

"""`kaft verify` finds what is lost or changed, and nothing else."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import bootstrap
from pipeline.settings import load
from pipeline.verify import verify

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


@pytest.mark.parametrize("file", ["D1/0001.tif", "D3/brief.docx"])
def test_a_deleted_original_is_found_also_of_a_quarantined_file(file: str, finished: Any, worked: Path) -> None:
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

"""What a process of kaft leaves behind when it is killed is removed by the next; what somebody uses stays."""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from pipeline.adapters.processes.leftovers import sweep_up
from pipeline.adapters.storage.atomic import READ_ONLY, incoming, sweep_incoming
from pipeline.scratch import abandon, scratch, sweep

_FORK = multiprocessing.get_context("fork")


@pytest.fixture
def temporary(tmp_path: Path) -> Iterator[Path]:
    """The folder for temporary files of this test alone."""
    folder, before = tmp_path / "tmp", tempfile.tempdir
    folder.mkdir()
    tempfile.tempdir = str(folder)
    yield folder
    tempfile.tempdir = before


def killed_while(holding: Callable[[Connection], None]) -> None:
    """Run `holding` in a process of its own and kill it once it says that it has what it holds."""
    ours, theirs = _FORK.Pipe()
    process = _FORK.Process(target=holding, args=(theirs,))
    process.start()
    assert ours.poll(600)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    ours.close()
    theirs.close()


def _with_scratch(line: Connection) -> None:
    with scratch("bind") as folder:
        (folder / "dossier.pdf").write_bytes(b"a page")
        line.send("here")
        time.sleep(600)


def test_a_scratch_folder_goes_with_its_work(temporary: Path) -> None:
    with scratch("bind") as folder:
        (folder / "deeper").mkdir()
        (folder / "deeper" / "page").write_bytes(b"a page")
        assert folder.parent == temporary
    assert list(temporary.iterdir()) == []


def test_who_ends_at_once_leaves_no_scratch_folder(temporary: Path) -> None:
    with scratch("bind") as folder:
        (folder / "page").write_bytes(b"a page")
        abandon()
        assert list(temporary.iterdir()) == []


def test_the_scratch_folder_of_a_killed_process_is_removed_and_one_in_use_stays(temporary: Path) -> None:
    killed_while(_with_scratch)
    (left,) = temporary.iterdir()
    assert (left / "dossier.pdf").is_file()
    (temporary / "kaft-scratch-of-somebody").mkdir()
    (temporary / "kaft-scratch-of-somebody" / "kept").write_bytes(b"not ours: without a lock")
    (temporary / "kaft-scratch-link").symlink_to(Path(__file__).parent)
    with scratch("bind") as living:
        assert sweep() == 1
        assert living.is_dir()
        assert {path.name for path in temporary.iterdir()} == {
            living.name, "kaft-scratch-of-somebody", "kaft-scratch-link",
        }  # fmt: skip


def test_what_was_being_written_by_a_killed_process_is_removed_and_what_is_being_written_stays(tmp_path: Path) -> None:
    def write(line: Connection) -> None:
        with incoming(tmp_path, READ_ONLY) as (file, _place):
            file.write(b"half")
            file.flush()
            line.send("here")
            time.sleep(600)

    killed_while(write)
    with incoming(tmp_path, READ_ONLY) as (file, place):
        assert len(list((tmp_path / ".incoming").iterdir())) == 2
        (elsewhere := tmp_path / ".incoming" / "another-machine-1-xyz").write_bytes(b"half")
        assert sweep_incoming(tmp_path) == 1, "that of the dead process, at once"
        assert elsewhere.exists(), "too young: on some shares a lock does not reach other machines"
        assert sweep_incoming(tmp_path, still=0) == 1
        file.write(b"whole")
        place(tmp_path / "aa" / "b")
    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [b"whole"]


def left_by_a_killed_import(table: Path, work: Path) -> list[Path]:
    """Kill an import while it writes, and return what it left; nothing when it had ended before that."""
    words = [sys.executable, "-m", "pipeline.cli", "reference", "import", "best", table, "--work", work]
    coming = work / "reference" / ".incoming"
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as started:
        while not (coming.is_dir() and list(coming.iterdir())) and started.poll() is None:
            time.sleep(0.002)
        started.kill()
    return list(coming.iterdir()) if coming.is_dir() else []


def test_an_import_of_a_table_that_was_killed_leaves_nothing_for_the_next_run(tmp_path: Path) -> None:
    table = tmp_path / "straten.csv"
    names = "address_id,box_number,house_number,municipality_id,postcode,street_id,streetname_fr,streetname_nl,status"
    rows = "\n".join(f"{number},,{number},12025,2800,7,,Kerkstraat,current" for number in range(200_000))
    table.write_text(f"{names}\n{rows}\n")
    # On a busy machine it may be done before somebody gets round to killing it: then once more.
    works = (tmp_path / f"work{number}" for number in range(20))
    work, left = next((work, left) for work in works for left in left_by_a_killed_import(table, work))
    os.utime(left, (0, 0))
    assert sweep_up(work / "reference") >= 1
    assert [path for path in (work / "reference").rglob("*") if path.is_file()] == []

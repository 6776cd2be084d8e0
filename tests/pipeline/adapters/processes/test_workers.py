"""The reading processes: one that dies or hangs costs a try, never a wrong or missing page."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.adapters.memory.storage import MemoryStore
from pipeline.adapters.ocr.reading import PageReader, Readers
from pipeline.adapters.processes.workers import JobLimits, RemotePdfMaker, RemoteReader, Workers
from pipeline.errors import EmptyScan, MissingTool, ToolCrashed, ToolFailed, ToolTimeout, UnreadableScan
from pipeline.hosting.supervisor import started
from pipeline.ports import PdfPage
from pipeline.stages.recognise import recognise
from pipeline.steps import Call, Retried
from schemas.pages import Box, PageText, Word


@pytest.fixture
def workers(readers: Readers) -> Iterator[Workers]:
    made = Workers(1, readers, JobLimits())
    yield made
    made.close()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    picture = Image.new("L", (900, 400), "white")
    pen = ImageDraw.Draw(picture)
    for number in range(4):
        pen.text(
            (60, 40 + 80 * number), f"Bouwvergunning nummer {number}", fill=0, font=ImageFont.load_default(size=40)
        )
    path = tmp_path / "scan.png"
    picture.save(path, dpi=(150, 150))
    return path


def children(of: int | None = None) -> set[int]:
    """Return the ids of the reading processes of a process: this one, unless another is named."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if parent == (of or os.getpid()) and b"pipeline.adapters.processes.child" in command:
                found.add(int(entry.name))
    return found


def kill_first_of(killed: list[int], stop: threading.Event, most: int = 1) -> None:
    """Kill the first reading processes that appear, soon after they were given a job."""
    while not stop.is_set() and len(killed) < most:
        for process in children():
            time.sleep(0.2)
            with suppress(ProcessLookupError):  # it was a short one, and is gone: the next is killed
                os.kill(process, signal.SIGKILL)
                killed.append(process)
        time.sleep(0.01)


def ask_until_it_fails(reader: RemoteReader, scan: Path) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        reader.inspect(scan, "image/png", "a" * 64)


def test_a_process_killed_in_mid_job_costs_a_try_and_nothing_else(
    workers: Workers, readers: Readers, scan: Path
) -> None:
    store = MemoryStore()
    sha256 = store.put_file(scan)
    here = PageReader(readers)
    image = here.inspect(scan, "image/png", sha256)[0].image
    page = here.prepare(scan, image)
    killed: list[int] = []
    stop = threading.Event()
    killer = threading.Thread(target=kill_first_of, args=(killed, stop))
    killer.start()

    text = Retried(Call(), pause=0.01)(recognise, page, store=store, reader=RemoteReader(workers, readers))

    stop.set()
    killer.join()
    assert len(killed) == 1
    assert workers.usage.jobs["read"] == 1
    assert text == recognise(page, store=store, reader=here)
    assert "Bouwvergunning" in text.text


def test_a_process_that_dies_is_an_error_that_may_pass(workers: Workers, readers: Readers, scan: Path) -> None:
    reader = RemoteReader(workers, readers)
    reader.inspect(scan, "image/png", "a" * 64)
    (process,) = children()
    stop, killed = threading.Event(), list[int]()
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)  # or the killer would find it, dying, and take it for the next one

    # One that is killed between two jobs is replaced without a word: then the next is killed.
    killer = threading.Thread(target=kill_first_of, args=(killed, stop, 100))
    killer.start()
    with pytest.raises(ToolCrashed) as raised:
        ask_until_it_fails(reader, scan)

    stop.set()
    killer.join()
    assert raised.value.retryable
    assert len(reader.inspect(scan, "image/png", "a" * 64)) == 1


def test_a_job_over_its_time_is_a_timeout_and_is_not_tried_again(readers: Readers, scan: Path) -> None:
    workers = Workers(1, readers, JobLimits(seconds=0.02))  # less than a process needs to start
    try:
        with pytest.raises(ToolTimeout) as raised:
            RemoteReader(workers, readers).inspect(scan, "image/png", "a" * 64)
        assert not raised.value.retryable
        assert "0 seconds" in raised.value.message
        assert children() == set(), "the process that hung is gone"
    finally:
        workers.close()


def test_a_reason_comes_back_from_the_process_as_it_was(workers: Workers, readers: Readers, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")

    with pytest.raises(UnreadableScan) as raised:
        RemoteReader(workers, readers).inspect(broken, "image/png", "a" * 64)

    assert raised.value.hint
    assert len(children()) == 1, "the process lives on"


LONG_JOB = """
import sys, time
from pathlib import Path
from pipeline.adapters.ocr.reading import Readers
from pipeline.adapters.processes.workers import JobLimits, Workers

class Told:  # a reading process that is given this writes a file
    def __reduce__(self): return Path.touch, (Path(sys.argv[1]),)

class Long:  # and with this it has ten minutes of work
    def __reduce__(self): return time.sleep, (600,)

Workers(1, Readers(None, "paddle", ()), JobLimits(seconds=900)).call("reader", "inspect", Told(), Long())
"""


def test_a_reading_process_in_mid_job_ends_with_its_parent(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    with subprocess.Popen([sys.executable, "-c", LONG_JOB, str(begun)]) as parent:
        try:
            while not begun.exists():
                assert parent.poll() is None
                time.sleep(0.05)
            (child,) = children(parent.pid)
        finally:
            parent.kill()
    end = time.monotonic() + 300
    while started(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not started(child)


def test_processes_that_cannot_begin_are_no_fault_of_the_page(scan: Path) -> None:
    nothing: Any = None  # no process can begin with this
    workers = Workers(1, nothing, JobLimits())
    for _ in range(2):
        with pytest.raises(ToolCrashed, match="could begin"):
            workers.call("reader", "inspect", scan, "image/png", "a" * 64)
    with pytest.raises(MissingTool, match=r"No reading process can begin \(AttributeError"):
        workers.call("reader", "inspect", scan, "image/png", "a" * 64)
    workers.close()


def test_no_process_is_left_behind(readers: Readers, scan: Path) -> None:
    workers = Workers(2, readers, JobLimits())
    RemoteReader(workers, readers).inspect(scan, "image/png", "a" * 64)

    workers.close()

    assert children() == set()


def test_a_reason_of_the_job_costs_no_process_and_no_count(workers: Workers, readers: Readers, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    reader = RemoteReader(workers, readers)

    for _ in range(2):
        with pytest.raises(EmptyScan, match="0 bytes") as raised:
            reader.inspect(empty, "application/pdf", "a" * 64)
        assert raised.value.hint == "Ask the scanning contractor for this file again."

    assert len(children()) == 1
    assert workers.usage.jobs["inspect"] == 0


def test_a_mistake_of_ours_is_a_failed_tool_and_not_a_dead_process(workers: Workers, scan: Path) -> None:
    with pytest.raises(ToolFailed, match="TypeError in inspect"):
        workers.call("reader", "inspect", scan)

    assert len(children()) == 1


def test_jobs_are_counted(workers: Workers, readers: Readers, scan: Path) -> None:
    reader = RemoteReader(workers, readers)
    (found,) = reader.inspect(scan, "image/png", "a" * 64)
    reader.inspect(scan, "image/png", "a" * 64)
    reader.prepare(scan, found.image)

    assert workers.usage.jobs == {"inspect": 2, "prepare": 1}
    assert set(workers.usage.cpu) == {"inspect", "prepare"}
    assert workers.usage.cpu["inspect"] > 0
    assert workers.usage.peak > 10 * 1024**2


def test_a_page_that_asks_too_much_memory_may_pass_later(readers: Readers, scan: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    Image.new("RGBA", (6300, 6300)).save(large, compress_level=1)  # 40 million pixels that must be laid on paper
    workers = Workers(1, readers, JobLimits(memory_bytes=1000 * 1024**2))
    try:
        reader = RemoteReader(workers, readers)
        with pytest.raises(ToolCrashed, match="memory") as raised:
            reader.inspect(large, "image/png", "a" * 64)
        assert raised.value.retryable
        assert "memory_mb" in raised.value.hint
        assert len(reader.inspect(scan, "image/png", "a" * 64)) == 1, "the next page fits"
    finally:
        workers.close()


def test_two_processes_do_two_jobs_at_once(readers: Readers, scan: Path) -> None:
    workers = Workers(2, readers, JobLimits())
    reader = RemoteReader(workers, readers)
    both_started = threading.Barrier(2, timeout=300)

    def inspect() -> int:
        both_started.wait()
        return len(reader.inspect(scan, "image/png", "a" * 64))

    try:
        with ThreadPoolExecutor(2) as threads:
            counts = [job.result() for job in [threads.submit(inspect) for _ in range(2)]]
        assert counts == [1, 1]
        assert len(children()) == 2
    finally:
        workers.close()


def test_more_jobs_than_processes_wait_their_turn(workers: Workers, readers: Readers, scan: Path) -> None:
    reader = RemoteReader(workers, readers)

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: reader.inspect(scan, "image/png", "a" * 64), range(8)))

    assert len(set(found)) == 1
    assert len(children()) == 1
    assert workers.usage.jobs["inspect"] == 8


def test_a_pdf_is_made_and_read_back_through_a_process(
    workers: Workers, readers: Readers, scan: Path, tmp_path: Path
) -> None:
    reader, maker = RemoteReader(workers, readers), RemotePdfMaker(workers)
    page = reader.prepare(scan, reader.inspect(scan, "image/png", "a" * 64)[0].image)
    word = Word("Bouwvergunning", Box(60, 40, 400, 80), 0.9, 0)
    text = PageText(prepared=page, words=(word,), reader="a reader")

    redrawn = maker.make([PdfPage(scan, text), PdfPage(scan, text)], "Dossier", tmp_path / "whole.pdf")
    maker.split(tmp_path / "whole.pdf", [1], "Besluit", tmp_path / "part.pdf")

    assert redrawn == ()
    assert maker.read_back(tmp_path / "whole.pdf") == ("Bouwvergunning", "Bouwvergunning")
    assert maker.read_back(tmp_path / "part.pdf") == ("Bouwvergunning",)


def test_a_process_that_has_taken_most_of_its_memory_is_replaced_by_a_fresh_one(
    workers: Workers, readers: Readers, scan: Path
) -> None:
    assert len(RemoteReader(workers, readers).inspect(scan, "image/png", "a" * 64)) == 1
    (process,) = children()
    taken = int(Path(f"/proc/{process}/statm").read_text().split()[0]) * os.sysconf("SC_PAGESIZE")
    workers.close()
    tight = Workers(1, readers, JobLimits(memory_bytes=int(taken / 0.88)))
    try:
        reader = RemoteReader(tight, readers)
        for _ in range(2):
            assert len(reader.inspect(scan, "image/png", "a" * 64)) == 1
            assert children() == set(), "the next job starts with an empty memory"
    finally:
        tight.close()

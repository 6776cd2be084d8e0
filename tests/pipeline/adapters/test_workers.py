"""The reading processes: one that dies or hangs costs a try, never a wrong or missing page."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.adapters.memory import MemoryStore
from pipeline.adapters.reading import PageReader, Readers
from pipeline.adapters.workers import Limits, RemoteReader, Workers
from pipeline.errors import ToolCrashed, ToolTimeout, UnreadableScan
from pipeline.stages.recognise import recognise
from pipeline.steps import Call, Retried


@pytest.fixture
def workers(readers: Readers) -> Iterator[Workers]:
    made = Workers(1, readers, Limits())
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


def children() -> set[int]:
    """Return the ids of the reading processes of this process."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if parent == os.getpid() and b"pipeline.adapters.child" in command:
                found.add(int(entry.name))
    return found


def kill_first_of(killed: list[int], stop: threading.Event) -> None:
    """Kill the first reading process that appears, soon after it was given its job."""
    while not stop.is_set() and not killed:
        for process in children():
            time.sleep(0.2)
            os.kill(process, signal.SIGKILL)
            killed.append(process)
        time.sleep(0.01)


def ask_until_it_fails(reader: RemoteReader, scan: Path) -> None:
    while True:
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
    os.waitpid(process, os.WNOHANG)

    killer = threading.Thread(target=kill_first_of, args=(killed, stop))
    killer.start()
    with pytest.raises(ToolCrashed) as raised:
        ask_until_it_fails(reader, scan)

    stop.set()
    killer.join()
    assert raised.value.retryable
    assert len(reader.inspect(scan, "image/png", "a" * 64)) == 1


def test_a_job_over_its_time_is_a_timeout_and_is_not_tried_again(readers: Readers, scan: Path) -> None:
    workers = Workers(1, readers, Limits(seconds=0.02))  # less than a process needs to start
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


def test_no_process_is_left_behind(readers: Readers, scan: Path) -> None:
    workers = Workers(2, readers, Limits())
    RemoteReader(workers, readers).inspect(scan, "image/png", "a" * 64)

    workers.close()

    assert children() == set()

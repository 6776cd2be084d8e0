"""Files that real users sent to other projects: none may stop a run, hang, or be lost."""

import hashlib
import random
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.adapters.memory.storage import MemoryInbox, MemoryStore
from pipeline.adapters.ocr.reading import PageReader, Readers
from pipeline.adapters.processes.workers import JobLimits, RemoteReader, Workers
from pipeline.errors import KaftError
from pipeline.stages.intake import intake
from pipeline.stages.prepare import prepare
from pipeline.stages.recognise import recognise
from pipeline.steps import Call
from schemas.delivery import ScanPage

NASTY = Path(__file__).resolve().parents[2].parent / "shared" / "nasty"
SECONDS = 300  # a hang, also on a machine that does much else
READ = 12
READ_PIXELS = 10_000_000
"""Larger pages are only inspected here: reading them takes minutes, and goes no other way."""


@pytest.fixture
def limit() -> Iterator[Callable[[], None]]:
    """Restart the clock; who then takes longer than `SECONDS` hangs."""

    def ring(*_: object) -> None:
        pytest.fail(f"It took longer than {SECONDS} seconds.")

    before = signal.signal(signal.SIGALRM, ring)
    yield lambda: signal.setitimer(signal.ITIMER_REAL, SECONDS) and None
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


class Timed(PageReader):
    """The real reader in this process, with a limit on each file."""

    def __init__(self, readers: Readers, restart: Callable[[], None]) -> None:
        super().__init__(readers)
        self._restart = restart

    def inspect(self, path: Path, media_type: object, sha256: str) -> tuple[object, ...]:
        self._restart()
        return super().inspect(path, media_type, sha256)


def _read(page: ScanPage, store: MemoryStore, reader: RemoteReader) -> bool:
    """Read a page; tell whether that gave a text of this page, or an error that says what to do."""
    try:
        text = recognise(prepare(page.image, store=store, reader=reader), store=store, reader=reader)
    except KaftError as error:
        return bool(error.hint)
    return text.prepared.image == page.image


@pytest.mark.slow
def test_every_nasty_file_is_taken_or_set_aside_with_a_reason(limit: Callable[[], None], readers: Readers) -> None:
    if not NASTY.is_dir():
        pytest.skip("The folder with nasty files is not beside this checkout.")
    files = {f"{path.name}.d/{path.name}": path.read_bytes() for path in sorted(NASTY.iterdir()) if path.is_file()}
    store, inbox = MemoryStore(), MemoryInbox("nasty", files)

    delivery = intake(inbox, store=store, reader=Timed(readers, limit), step=Call())

    aside = {file.file: file for file in delivery.quarantined}
    taken = {page.file: page for scans in delivery.dossiers for page in scans.pages}
    assert {*aside, *taken} == set(inbox.files())
    assert not aside.keys() & taken.keys()
    assert delivery.pages_received == sum(len(scans.pages) for scans in delivery.dossiers)
    for file in aside.values():
        assert file.problem.code in {"unsupported", "unreadable", "encrypted", "too_large"}, file
        assert file.problem.message.endswith(".")
        assert file.problem.hint
    for name in inbox.files():
        with inbox.open(name) as path:
            data = path.read_bytes()
            assert store.get(hashlib.sha256(data).hexdigest()) == data

    workers = Workers(1, readers, JobLimits(seconds=SECONDS))
    reader = RemoteReader(workers, readers)
    try:
        small = sorted(name for name, page in taken.items() if page.image.width * page.image.height < READ_PIXELS)
        for name in random.Random(1874).sample(small, READ):  # noqa: S311  # no secret, only a choice
            limit()
            assert _read(taken[name], store, reader), name
    finally:
        workers.close()

"""Temporary folders, which may hold pages: removed when the work ends, or after a crash when the next work begins.

A folder is locked for as long as it is used, and the system frees the locks of a process that was killed. So who
finds one without a lock knows for sure that nobody works in it, whatever became of clocks and process numbers.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import ServiceUnavailable
from pipeline.room import unwritable

_PREFIX = "kaft-scratch-"
_LOCK = ".lock"
_MINE: set[Path] = set()
"""The folders that this process has in use."""


@contextmanager
def scratch(purpose: str) -> Iterator[Path]:
    """Give a folder of one's own for the time of the `with` block.

    Raises:
        DiskFull, ReadOnly, ServiceUnavailable: it cannot be made.
    """
    place = Path(tempfile.gettempdir())
    try:
        folder, lock = _locked(purpose)
    except OSError as error:
        raise unwritable(place, error) or ServiceUnavailable(f"{place} does not work: {error.strerror}.") from error
    _MINE.add(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _MINE.discard(folder)
        lock.close()


def abandon() -> None:
    """Remove the folders of this process, which ends at once and leaves no `with` block in order."""
    for folder in tuple(_MINE):
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> int:
    """Remove the folders of processes that were killed, and return how many; those in use stay, and those of others."""
    swept = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if folder.is_symlink():
            continue
        # A folder of another user cannot be opened or emptied, which is as it should be.
        with suppress(OSError):
            if (folder / _LOCK).is_file():
                with (folder / _LOCK).open("rb") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder)
            else:
                folder.rmdir()  # killed before it was locked; one that holds something stays
            swept += 1
    return swept


def _locked(purpose: str) -> tuple[Path, BinaryIO]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{purpose}-"))
        try:
            lock = (folder / _LOCK).open("wb")
        except FileNotFoundError:  # somebody swept it between two lines: another one
            continue
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / _LOCK).exists():
            return folder, lock
        lock.close()

"""Full or read-only disks and exhausted memory, recognised and translated into our errors."""

import errno
import shutil
import tempfile
from pathlib import Path

from pipeline.errors import DiskFull, ReadOnly, Transient, Unwritable

LITTLE = 16 * 1024**2
"""Bytes. With less than this left, libraries fail in ways that look like a fault of the file they were given."""

_GO_ON = "Nothing is lost: run the same command again and it goes on there."
_FULL = {errno.ENOSPC, errno.EDQUOT}


def unwritable(place: Path | str, error: BaseException | None) -> Unwritable | None:
    """Return what to say when a place could not be written to; None when the error, or its cause, is another one."""
    seen = set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError) and error.errno in _FULL:
            return full(place)
        if isinstance(error, OSError) and error.errno == errno.EROFS:
            return ReadOnly(f"{place} is read only.", f"Let it be written to again. {_GO_ON}")
        error = error.__cause__ or error.__context__
    return None


def full(place: Path | str) -> DiskFull:
    """Return the error of a disk without room."""
    return DiskFull(f"The disk of {place} is full.", f"Make room on it. {_GO_ON}")


def no_memory() -> Transient:
    """Return the error of a machine, or a limit, that leaves too little memory."""
    return Transient(
        "There is not enough memory.",
        "Close other programs or use fewer --workers, and run the same command again: it goes on there.",
    )


def little_room(folder: Path) -> DiskFull | None:
    """Return the error of a disk on which next to nothing fits; None when there is room."""
    try:
        return full(folder) if shutil.disk_usage(folder).free < LITTLE else None
    except OSError:  # the disk is gone altogether: that is another error
        return None


def no_temporary_room(error: Exception) -> Unwritable | None:
    """Return the error of a full or read-only disk for temporary files, whatever a library said about it."""
    place = Path(tempfile.gettempdir())
    return unwritable(place, error) or little_room(place)


def check_room(folder: Path, size: int) -> None:
    """Raise DiskFull when so many bytes would not fit in a folder."""
    if shutil.disk_usage(folder).free < size:
        raise full(folder)

"""Files that exist whole or not at all, even after a power cut; file-system errors translated into ours."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import ConfigError, ContractBroken, ServiceUnavailable
from pipeline.room import unwritable

READ_ONLY = 0o444
READABLE = 0o644
_INCOMING = ".incoming"
"""Where a file is written before it has its name; a key cannot begin with a dot, so no reader ever meets it."""
_MACHINE = os.uname().nodename.replace("/", "")
_disks: dict[Path, int] = {}
"""On which disk each store and bucket lay when it was opened."""
_STILL = 60.0
"""Seconds without a change before a file that nobody locks is taken for left behind: on some network shares a lock
does not reach other machines. A file of this machine whose process is gone need not wait. Who loses one all the same
sees an error and writes it again."""


@contextmanager
def incoming(root: Path, mode: int) -> Iterator[tuple[BinaryIO, Callable[[Path], None]]]:
    """Give a file to write under `root` and a function that moves it to its place, with `mode` as permissions.

    Without that call nothing is left of the file. A process that is killed leaves at most a file in `.incoming`, which
    `sweep_incoming` removes.
    """
    with incoming_file(root) as (temporary, file):

        def place(target: Path) -> None:
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
            _make_folder(target.parent)
            temporary.replace(target)
            sync_folder(target.parent)

        yield file, place


@contextmanager
def incoming_file(root: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Give a new file under `root` that no reader meets, by its path and open; what is not moved away is removed.

    Raises FileNotFoundError when `root` is gone: a disk that went away would leave a new folder where it was mounted,
    and what is written there is seen by nobody.
    """
    check_disk(root, _disks.get(root))
    folder = root / _INCOMING
    folder.mkdir(exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=f"{_MACHINE}-{os.getpid()}-")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with suppress(OSError):  # a share that knows no locks: then nothing is swept there
                fcntl.flock(file, fcntl.LOCK_EX)
            yield temporary, file
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Give a path to write a file or folder at, which takes the place of `target` only when everything went well."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield part
        if part.is_file():
            with part.open("rb") as file:
                os.fsync(file.fileno())
        part.replace(target)
    finally:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        part.unlink(missing_ok=True)


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Let one writer at a time, of this machine, compare and replace under `root`; the lock goes with its holder."""
    with (root / ".lock").open("ab") as file:
        with suppress(OSError):  # a share that knows no locks
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sweep_incoming(root: Path, still: float = _STILL) -> int:
    """Remove what processes that were killed left in `.incoming`, and return how many files that were."""
    swept = 0
    for path in (root / _INCOMING).glob("*"):
        with suppress(OSError), path.open("r+b") as file:  # in use, or another user's: it stays
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_orphan(path.name) or time.time() - os.fstat(file.fileno()).st_mtime >= still:
                path.unlink()
                swept += 1
    return swept


def _is_orphan(name: str) -> bool:
    """Tell whether the process that wrote a file, by its name, was one of this machine and is gone."""
    machine, _, process = name.rpartition("-")[0].rpartition("-")
    if machine != _MACHINE or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def disk_of(folder: Path) -> int | None:
    """Return which disk or share a folder lies on; None when it is not there."""
    try:
        return folder.stat().st_dev
    except OSError:
        return None


def check_disk(folder: Path, before: int | None) -> None:
    """Check that a folder lies on the disk it lay on before.

    Where a disk was mounted an empty folder stays when it goes: what is written there is seen by nobody.

    Raises:
        ServiceUnavailable: it lies on another, or is gone.
    """
    if before is not None and disk_of(folder) != before:
        raise ServiceUnavailable(
            f"{folder} is no longer on the disk or share it was on when this began.", "Is its disk away or broken?"
        )


def root_folder(folder: Path) -> Path:
    """Make the folder of a store or bucket if it is not there, and note its disk; raises ConfigError if it cannot."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        if folder.is_symlink() and not folder.exists():
            there = f"{folder} leads to {folder.readlink()}, which is not there."
            raise ServiceUnavailable(there, "Is its disk or share away?") from error
        raise ConfigError(f"{folder} is a file where a folder is needed.", "Choose another folder.") from error
    except OSError as error:
        raise unwritable(folder, error) or ConfigError(
            f"{folder} cannot be made: {error.strerror}.", "Choose another folder."
        ) from error
    root = folder.absolute()
    if (disk := disk_of(root)) is not None:
        _disks[root] = disk
    return root


@contextmanager
def translated(place: Path) -> Iterator[None]:
    """Turn an OSError on `place` into ConfigError, ContractBroken, DiskFull, ReadOnly or ServiceUnavailable."""
    try:
        yield
    except (NotADirectoryError, IsADirectoryError, FileExistsError) as error:
        raise ContractBroken(f"A file stands where a folder is needed, or the reverse, in {place}.") from error
    except PermissionError as error:
        raise ConfigError(f"{place} may not be used by this user.", "Change its owner or choose another.") from error
    except OSError as error:
        raise unwritable(place, error) or ServiceUnavailable(
            f"{place} does not work: {error.strerror}.", "Is its disk away or broken?"
        ) from error


def _make_folder(folder: Path) -> None:
    # Each new folder must be on disk too before the file in it counts as kept.
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder to the disk, so that a new name in it survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

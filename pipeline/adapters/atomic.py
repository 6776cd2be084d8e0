"""Files that are there whole or not at all, even after a power cut, and the errors of a file system in our words."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import ConfigError, ContractBroken, ServiceUnavailable

READ_ONLY = 0o444
READABLE = 0o644
_INCOMING = ".incoming"
"""Where a file is written before it has its name; a key cannot begin with a dot, so no reader ever meets it."""


@contextmanager
def incoming(root: Path, mode: int) -> Iterator[tuple[BinaryIO, Callable[[Path], None]]]:
    """Give a file to write under `root` and a function that moves it to its place, with `mode` as permissions.

    Without that call nothing is left of the file. A process that is killed leaves at most a file in `.incoming`.
    """
    folder = root / _INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:

            def place(target: Path) -> None:
                file.flush()
                os.fchmod(file.fileno(), mode)
                os.fsync(file.fileno())
                _make_folder(target.parent)
                temporary.replace(target)
                sync_folder(target.parent)

            yield file, place
    finally:
        temporary.unlink(missing_ok=True)


def root_folder(folder: Path) -> Path:
    """Make the folder of a store or bucket if it is missing; raises ConfigError when that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise ConfigError(f"{folder} is a file where a folder is needed.", "Choose another folder.") from error
    except OSError as error:
        raise ConfigError(f"{folder} cannot be made: {error.strerror}.", "Choose another folder.") from error
    return folder.absolute()


@contextmanager
def translated(place: Path) -> Iterator[None]:
    """Turn an OSError on `place` into ConfigError, ContractBroken or ServiceUnavailable."""
    try:
        yield
    except (NotADirectoryError, IsADirectoryError, FileExistsError) as error:
        raise ContractBroken(f"A file stands where a folder is needed, or the reverse, in {place}.") from error
    except PermissionError as error:
        raise ConfigError(f"{place} may not be used by this user.", "Change its owner or choose another.") from error
    except OSError as error:
        raise ServiceUnavailable(f"{place} does not work: {error.strerror}.", "Is the disk full or away?") from error


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

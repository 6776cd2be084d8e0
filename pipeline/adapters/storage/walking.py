"""Walks through a folder that somebody else made: every file, every link, and what may not be looked into."""

import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.adapters.storage.atomic import translated


def walked(top: Path) -> Iterator[Path]:
    """Give every file, every link, and every folder inside that may not be read, as if it were a file.

    Raises:
        ConfigError, ServiceUnavailable: the folder itself may not be read, or its disk does not work.
    """
    closed: list[Path] = []

    def note(error: OSError) -> None:
        place = Path(error.filename)
        if not isinstance(error, PermissionError) or place == top:
            raise error
        closed.append(place)

    with translated(top):
        for folder, folders, files in os.walk(top, onerror=note):
            links = [name for name in folders if (Path(folder) / name).is_symlink()]
            yield from (Path(folder) / name for name in (*files, *links))
    yield from closed


def printable(name: str) -> str:
    r"""Return a name with bytes that are no UTF-8 as `\xe9`."""
    return os.fsencode(name).decode(errors="backslashreplace")

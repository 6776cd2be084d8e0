"""Finds where a damaged G4 or G3 page went wrong: from there libtiff gives garbage or nothing, and no error."""

import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image

_BAD_LINE = re.compile(rb"at line (\d+) of (?:strip|tile) (\d+)")
_HEARD = 1 << 20  # bytes of complaints that are enough to know
_FAX = {2, 3, 4}
_ear = threading.Lock()  # there is one standard error for all threads


@contextmanager
def listening(said: list[bytes]) -> Iterator[None]:
    """Hear what libtiff writes on standard error: of bad lines it tells nobody else."""
    with _ear:
        sys.stderr.flush()
        before, heard = os.dup(2), os.memfd_create("libtiff")
        os.dup2(heard, 2)
        try:
            yield
        finally:
            os.dup2(before, 2)
            said.append(os.pread(heard, _HEARD, 0))
            os.close(before)
            os.close(heard)


def speaks(picture: Image.Image) -> bool:
    """Tell whether a picture is packed as a fax is, so that libtiff may complain."""
    tags: Any = getattr(picture, "tag_v2", {})
    return tags.get(259) in _FAX


def first_bad_lines(said: bytes) -> dict[int, int]:
    """Return the first line, from 0, that cannot be trusted in each damaged part of a page.

    Args:
        said: what libtiff said while it was loaded.
    """
    bad: dict[int, int] = {}
    for line, part in _BAD_LINE.findall(said):
        bad[int(part)] = min(int(line), bad.get(int(part), int(line)))
    return bad

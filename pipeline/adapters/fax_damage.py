"""Finds out where a damaged G4 or G3 page went wrong: libtiff gives garbage or nothing from there on, and no error."""

import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from pipeline.adapters import tiff_parts

_BAD_LINE = re.compile(rb"at line (\d+) of strip (\d+)")
_HEARD = 1 << 20  # bytes of complaints that are enough to know
_G4 = 4
_FAX = {2, 3, _G4}
_ear = threading.Lock()  # there is one standard error for all threads
_END = 0x001001  # EOFB: what a strip of G4 ends with
_ZEROS = 64  # bytes; what an encoder fills up with is shorter


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


def first_bad_lines(picture: Image.Image, path: Path, index: int, said: bytes) -> dict[int, int]:
    """Return the first line, from 0, that cannot be trusted in each damaged strip of a TIFF page as Pillow decoded it.

    Args:
        picture: the page, loaded.
        path: its file.
        index: its place there.
        said: what libtiff said while it was loaded.
    """
    tags: Any = getattr(picture, "tag_v2", {})
    bad: dict[int, int] = {}
    for line, strip in _BAD_LINE.findall(said):
        bad[int(strip)] = min(int(line), bad.get(int(strip), int(line)))
    if tags.get(259) == _G4 and picture.mode == "1":
        each = _lines_of_strip(picture)
        for strip in _cut_strips(path, index, turned_bits=tags.get(266) == 2):
            if strip not in bad:
                bad[strip] = _lines_before_nothing(picture, strip * each, each, white_is_zero=tags.get(262) == 0)
    return bad


def without(picture: Image.Image, bad: dict[int, int]) -> tuple[Image.Image, float]:
    """Return the page with white from the first bad line of each strip on, and the share of lines that is lost."""
    each = _lines_of_strip(picture)
    part = picture.copy()
    lost = 0
    for strip, line in bad.items():
        top, bottom = min(strip * each + line, part.height), min((strip + 1) * each, part.height)
        part.paste("white" if part.mode == "RGB" else 255, (0, top, part.width, bottom))
        lost += max(bottom - top, 0)
    return part, lost / part.height


def _lines_of_strip(picture: Image.Image) -> int:
    tags: Any = getattr(picture, "tag_v2", {})
    return max(min(int(tags.get(278, picture.height)), picture.height), 1)


def _cut_strips(path: Path, index: int, *, turned_bits: bool) -> list[int]:
    """Return the strips that end in zeros instead of their end mark: a copy that was cut off in a file made full size.

    libtiff takes such zeros for the end, and leaves the rest of the strip as it is.
    """
    found = []
    with path.open("rb") as file:
        parts = tiff_parts.parts(tiff_parts.page_directory(file, index))
        for place, part in enumerate(parts):
            file.seek(part.offset + max(part.size - _ZEROS, 0))
            if part.size >= _ZEROS and not any(file.read(min(part.size, _ZEROS))):
                data = tiff_parts.data_of(file, part).rstrip(b"\0")[-6:]
                if not _ends(data.translate(_TURNED) if turned_bits else data):
                    found.append(place)
    return found


_TURNED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


def _ends(data: bytes) -> bool:
    """Tell whether the end mark stands at the end, at any bit."""
    bits = int.from_bytes(data + b"\0\0")
    return any(bits >> shift & 0xFFFFFF == _END for shift in range(40))


def _lines_before_nothing(picture: Image.Image, top: int, each: int, *, white_is_zero: bool) -> int:
    """Return how many lines of a strip were written before the last ones, which are as the memory was: all zero."""
    lines = np.asarray(picture.crop((0, top, picture.width, min(top + each, picture.height))))
    written = np.nonzero((lines != white_is_zero).any(axis=1))[0]
    return int(written[-1]) + 1 if len(written) else 0

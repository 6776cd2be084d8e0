"""Finds a second file behind a scan in one file: programs show the first or the last, and say nothing of the other."""

import io
import mmap
import re
from pathlib import Path
from typing import BinaryIO

from pipeline.adapters.pictures import tiff_parts
from pipeline.errors import GluedScan
from schemas.delivery import MediaType

_BEGINNINGS = {
    b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"%PDF": "PDF", b"PK\x03\x04": "ZIP",
    b"II*\0": "TIFF", b"MM\0*": "TIFF",
}  # fmt: skip
_NEXT = b"(" + b"|".join(map(re.escape, _BEGINNINGS)) + b")"
_ENDS: dict[MediaType, re.Pattern[bytes]] = {
    "image/jpeg": re.compile(rb"\xff\xd9" + _NEXT),
    "image/png": re.compile(rb"IEND\xaeB`\x82" + _NEXT),
    "application/pdf": re.compile(rb"%%EOF\s*(%PDF)-\d"),
}
_SEVERAL = b"MPF\0"
"""Of a JPEG with smaller copies of itself behind it, as telephones make them."""
_HEAD = 65_536
_TIFF = re.compile(rb"II\*\0|MM\0\*")
_OF_A_PAGE = {256, 257, 259}


def check_alone(path: Path, media_type: MediaType) -> None:
    """Raise GluedScan when another file begins where a scan ends."""
    kind = _behind(path, media_type)
    if kind:
        raise GluedScan(
            f"Behind the scan in this file there is another: a {kind}. Programs show only one of them.",
            "Ask the contractor for each of them in a file of its own, and check that no page is missing.",
        )


def _behind(path: Path, media_type: MediaType) -> str | None:
    with path.open("rb") as file:
        if media_type == "image/tiff":
            return _behind_tiff(file)
        if (end := _ENDS.get(media_type)) is None:
            return None
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            found = end.search(data)
            kind = _BEGINNINGS[found[1]] if found else None
            return None if kind == "JPEG" and _SEVERAL in data[:_HEAD] else kind


def _behind_tiff(file: BinaryIO) -> str | None:
    """Return `TIFF` when a whole one begins behind the pixels of the last page."""
    try:
        pages = list(tiff_parts.directories(file))
        end = max((part.offset + part.size for page in pages for part in tiff_parts.parts(page)), default=0)
        file.seek(end)
        tail = file.read()
        for found in _TIFF.finditer(tail):
            first = next(tiff_parts.directories(io.BytesIO(tail[found.start() :])), None)
            if first is not None and set(first) >= _OF_A_PAGE:
                return "TIFF"
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # Pillow raises whatever a damaged directory makes it raise; opening tells what
        return None
    return None

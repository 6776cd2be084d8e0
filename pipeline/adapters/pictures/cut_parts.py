"""TIFF strips and tiles, and faxes in a PDF, whose data ends before their rows do: nothing else reveals it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image

from pipeline.adapters.pictures import cut_off, tiff_parts
from pipeline.adapters.pictures.tiff_parts import Directory, Part

_COMPRESSION, _BIT_ORDER, _TILE_WIDTH, _TABLES = 259, 266, 322, 347
_RLE, _G3, _G4, _JPEG = 2, 3, 4, 7
_TAIL = 64  # bytes of zeros at an end that were never written; what an encoder fills up with is shorter
_MARK = 16  # bytes at an end in which its mark stands
_EOFB = 0x001001
"""What G4 ends with; two ends of line in G3."""
_HOLE = bytes(3)
"""No codes of G4 have more than eleven zero bits together, its end mark included, and rows may begin at whole bytes."""
_TURNED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))
_PAPER: dict[str, tuple[int, ...] | int] = {"RGB": (255, 255, 255), "CMYK": (0, 0, 0, 0)}


def rows_there(path: Path, index: int, compression: object) -> dict[int, int]:
    """Return how many rows there are, from its top, of each part of a TIFF page that has less of them than it should.

    Args:
        path: the file.
        index: the place of the page in it.
        compression: how the page says that it is packed.
    """
    if compression not in {_RLE, _G3, _G4, _JPEG}:
        return {}  # Pillow says it
    found: dict[int, int] = {}
    with path.open("rb") as file:
        directory = tiff_parts.page_directory(file, index)
        for place, part in enumerate(tiff_parts.parts(directory)):
            if not _has_end(file, directory, part) and (rows := _rows_of(file, directory, part)) < part.height:
                found[place] = rows
    return found


def without(picture: Image.Image, path: Path, index: int, good: Mapping[int, int]) -> tuple[Image.Image, float]:
    """Return a page with white below the good rows of each part that has bad ones, and the share that is lost."""
    part, lost = picture.copy(), 0
    with path.open("rb") as file:
        parts = tiff_parts.parts(tiff_parts.page_directory(file, index))
    for place, rows in good.items():
        if place < len(parts) and rows < parts[place].height:
            box = parts[place]
            area = (box.left, box.top + rows, box.left + box.width, box.top + box.height)
            part.paste(_PAPER.get(part.mode, 255), area)
            lost += box.width * (box.height - rows)
    return part, lost / max(part.width * part.height, 1)


def rows_of_fax(data: bytes, columns: int, rows: int, k: int, *, marked: bool) -> int | None:
    """Return how many rows there are of a fax in a PDF; None when nobody can tell.

    Args:
        data: what is packed.
        columns: pixels of a row.
        rows: how many there should be.
        k: the kind as PDF tells it: below 0 is G4, 0 is G3, above 0 is G3 in two dimensions.
        marked: every row of G3 begins with its mark.
    """
    hole = hole_of_fax(data) if k < 0 else None
    data = data[:hole]
    if hole is None and ends_as_fax(data):
        return rows
    if k >= 0 and not marked:
        return None
    how = _fax(_G4 if k < 0 else _G3, in_two=k > 0)
    return _least(lambda until: cut_off.complains(tiff_parts.alone(how, data, columns, until)), rows)


def complains_of_fax(data: bytes, columns: int, rows: int) -> bool:
    """Tell whether libtiff cannot read a G4 fax of a PDF to its end."""
    return cut_off.complains(tiff_parts.alone(_fax(_G4), data, columns, rows))


def _fax(packed: int, *, in_two: bool = False) -> Directory:
    how = Directory(b"II*\0\0\0\0\0")
    how[258], how[_COMPRESSION], how[262], how[277] = (1,), packed, 0, 1
    if in_two:
        how[292] = 1
    return how


def hole_of_fax(data: bytes) -> int | None:
    """Return where zeros begin that no G4 fax has before its end: libtiff takes them for the end, and says nothing."""
    place = data.find(_HOLE, 0, len(data.rstrip(b"\0")))
    return None if place < 0 else place


def _has_end(file: BinaryIO, directory: Directory, part: Part) -> bool:
    """Tell whether a part ends as it should; without an end mark of its own, whether it does not end in nothing."""
    file.seek(part.offset + max(part.size - _TAIL, 0))
    tail = file.read(min(part.size, _TAIL))
    packed = directory[_COMPRESSION]
    if packed == _JPEG:
        return cut_off.ends(tail)
    if packed == _G4:
        if hole_of_fax(tiff_parts.data_of(file, part)) is not None:
            return False
        return ends_as_fax(tail.translate(_TURNED) if directory.get(_BIT_ORDER) == 2 else tail)
    return len(tail) < _TAIL or any(tail)


def ends_as_fax(data: bytes) -> bool:
    """Tell whether the end mark stands at the end, at any bit."""
    end = data[-_TAIL:].rstrip(b"\0")[-_MARK:]
    bits = int.from_bytes(end + b"\0\0")
    return any(bits >> shift & 0xFFFFFF == _EOFB for shift in range(8 * len(end)))


def _rows_of(file: BinaryIO, directory: Directory, part: Part) -> int:
    data = tiff_parts.data_of(file, part)
    if directory[_COMPRESSION] == _JPEG:
        tables: Any = directory.get(_TABLES, b"")
        return _rows_of_jpeg(bytes(tables), data, part.height)
    width = directory.get(_TILE_WIDTH, part.width)
    if directory[_COMPRESSION] == _G4:
        data = data[: hole_of_fax(data)]
    return _least(lambda rows: cut_off.complains(tiff_parts.alone(directory, data, width, rows)), part.height)


def _rows_of_jpeg(tables: bytes, data: bytes, height: int) -> int:
    """Return how many rows there are of a JPEG whose tables may stand elsewhere in the file."""
    whole = whole_jpeg(tables, data)
    if cut_off.ends(whole):
        return height
    try:
        return min(cut_off.rows_of_jpeg(whole)[0], height)
    except (OSError, SyntaxError):
        return 0


def whole_jpeg(tables: bytes, data: bytes) -> bytes:
    """Return a JPEG whose tables may stand elsewhere in the file, in one piece."""
    return tables[:-2] + data[2:] if len(tables) > 4 else data  # its two marks alone are four bytes


def _least(fails: Callable[[int], bool], rows: int) -> int:
    """Return the largest number of rows, at most `rows`, that does not fail."""
    if not fails(rows):
        return rows
    good, bad = 0, rows
    while bad - good > 1:
        middle = (good + bad) // 2
        if fails(middle):
            bad = middle
        else:
            good = middle
    return good

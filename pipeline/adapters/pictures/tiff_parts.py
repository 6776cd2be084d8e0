"""The parts of a TIFF, one by one: for pages that Pillow cannot open, and for what is left of a damaged one."""

import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from pipeline.adapters.pictures.scan_limits import PAGES_PER_FILE, check_pixels

_KIND, _NO_PAGE = 254, 0b101
"""The tag of what a picture in a TIFF is: bit 0 a smaller copy, bit 2 a mask."""
_SUB, _MOST_INSIDE, _LARGER = 330, 16, 1.5
"""The tag of directories inside a directory: how many are looked at, and how much more than its page one may hold."""
_WIDTH, _HEIGHT, _BITS, COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_OFFSETS, _SAMPLES, _ROWS, _COUNTS, _PLANAR = 273, 277, 278, 279, 284
_TILE_WIDTH, _TILE_HEIGHT, _TILE_OFFSETS, _TILE_COUNTS = 322, 323, 324, 325
_HOW = (_BITS, COMPRESSION, _PHOTOMETRIC, 266, _SAMPLES, _PLANAR, 292, 293, 317, 320, 338, 339, 347, 530)
"""Tags that say how the data of a strip are packed; 320 is the palette, 347 the tables of JPEG."""
_OLD_JPEG, _JPEG_OFFSET, _JPEG_SIZE = 6, 513, 514
_PICTURES = dict.fromkeys((33003, 33005, 34712), "JPEG2000") | {50001: "WEBP"}
"""Compressions: of JPEG 2000 Aperio's two, and the one of the standard."""
_PAPER: dict[str, int | tuple[int, ...]] = {"1": 1, "L": 255, "RGB": (255, 255, 255), "CMYK": (0, 0, 0, 0)}

Directory = ImageFileDirectory_v2


class Part(NamedTuple):
    """Where a strip or tile lies on the page and in the file."""

    left: int
    top: int
    width: int
    height: int
    offset: int
    size: int


def directories(file: BinaryIO) -> Iterator[Directory]:
    """Give the directory of each page, as far as they can be read; each file position once, at most PAGES_PER_FILE.

    Raises whatever Pillow raises on a directory that makes no sense.
    """
    head = _head(file)
    seen: set[int] = set()
    directory = _empty(head)
    while directory.next and directory.next not in seen and len(seen) <= PAGES_PER_FILE:
        seen.add(directory.next)
        file.seek(directory.next)
        directory.load(file)
        yield directory
        following, directory = directory.next, _empty(head)
        directory.next = following


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    head = file.read(8)
    return head + file.read(8) if b"\x2b" in head[2:4] else head


def _empty(head: bytes) -> Directory:
    """Return a directory to be loaded. Pillow does not know BigTIFF of which the large end comes first."""
    if head[:4] != b"MM\0\x2b":
        return Directory(head)
    directory = Directory(head[:8])
    directory._bigtiff = True  # noqa: SLF001  # there is no other way to say it
    directory.next = int.from_bytes(head[8:16])
    return directory


def pages(path: Path) -> tuple[int, ...]:
    """Return the places of the pages in a TIFF; a preview, a smaller copy or a mask of a page is none."""
    with path.open("rb") as file:
        kinds = [directory.get(_KIND, 0) for directory in directories(file)]
    return tuple(place for place, kind in enumerate(kinds) if not kind & _NO_PAGE) or tuple(range(len(kinds)))


def shows_a_copy(path: Path) -> bool:
    """Tell whether a page is the small copy of a larger picture that lies inside it, as in raw files of cameras."""
    with path.open("rb") as file:
        return any(
            _pixels(inner) > _LARGER * _pixels(directory)
            for directory in list(directories(file))
            for inner in _inside(file, directory)
        )


def _inside(file: BinaryIO, directory: Directory) -> Iterator[Directory]:
    """Give the directories inside one, as far as they can be read: what is wrong with a smaller copy hinders nobody."""
    places = directory.get(_SUB, ())
    for place in (places if isinstance(places, tuple) else (places,))[:_MOST_INSIDE]:
        inner = _empty(_head(file))
        with suppress(Exception):  # Pillow raises whatever a directory that makes no sense makes it raise
            file.seek(place)
            inner.load(file)
            yield inner


def _pixels(directory: Directory) -> int:
    return int(directory.get(_WIDTH, 0)) * int(directory.get(_HEIGHT, 0))


def page_directory(file: BinaryIO, index: int) -> Directory:
    """Return the directory of one page. Raises LookupError when there are not so many pages."""
    for place, directory in enumerate(directories(file)):
        if place == index:
            return directory
    raise LookupError(index)


def holds_pictures(directory: Directory) -> str | None:
    """Return what each strip or tile of a page is when it is a whole picture that libtiff does not open, else None."""
    return _PICTURES.get(directory.get(COMPRESSION, 0))


def from_pictures(file: BinaryIO, directory: Directory, kind: str) -> Image.Image:
    """Return a page whose strips or tiles are pictures of a kind. Raises whatever Pillow raises on a damaged one."""
    page: Image.Image | None = None
    found, size = parts(directory), (directory[_WIDTH], directory[_HEIGHT])
    if sum(part.width * part.height for part in found) != size[0] * size[1]:
        raise ValueError("parts are missing")
    for part in found:
        with Image.open(io.BytesIO(data_of(file, part)), formats=[kind]) as tile:
            tile.load()
            if tile.width < part.width or tile.height < part.height:
                raise ValueError("a part is too small")
            if page is None:
                page = Image.new(tile.mode, size, "white")
            page.paste(tile.crop((0, 0, part.width, part.height)), (part.left, part.top))
    if page is None:
        raise ValueError("no parts")
    return page


def holds_old_jpeg(directory: Directory) -> bool:
    """Tell whether a page is a whole JPEG as TIFF 6.0 first had it, which nothing opens any more."""
    return directory.get(COMPRESSION) == _OLD_JPEG and bool(directory.get(_JPEG_OFFSET))


def from_old_jpeg(file: BinaryIO, directory: Directory) -> Image.Image:
    """Return such a page. Raises whatever Pillow raises when it is damaged, or its tables lie elsewhere."""
    file.seek(directory[_JPEG_OFFSET])
    with Image.open(io.BytesIO(file.read(directory.get(_JPEG_SIZE, -1))), formats=["JPEG"]) as picture:
        picture.load()
        if picture.size != (directory[_WIDTH], directory[_HEIGHT]):
            raise ValueError("another picture")
        return picture.copy()


def salvaged(path: Path, index: int) -> tuple[Image.Image, float] | None:
    """Return what can be read of a page in strips, white where nothing can, and the share of rows that is lost.

    None: its data lie in tiles or planes, or nothing of it can be read.
    """
    with path.open("rb") as file:
        directory = page_directory(file, index)
        if _TILE_OFFSETS in directory or directory.get(_PLANAR, 1) != 1:
            return None
        width, height = directory[_WIDTH], directory[_HEIGHT]
        check_pixels(width, height, "bitonal" if directory.get(_BITS, (1,)) == (1,) else "colour")
        page: Image.Image | None = None
        lost = 0
        for part in parts(directory):
            rows, strip = _rows_of(directory, data_of(file, part), part)
            lost += part.height - rows
            if strip is not None and page is None:
                page = Image.new(strip.mode, (width, height), _PAPER.get(strip.mode, 0))
                if strip.mode == "P":
                    page.putpalette(strip.getpalette() or [])
            if strip is not None and page is not None:
                page.paste(strip, (part.left, part.top))
    return None if page is None else (page, lost / max(height, 1))


def _rows_of(directory: Directory, data: bytes, part: Part) -> tuple[int, Image.Image | None]:
    """Return how many rows of a strip can be decoded from its top, and these rows."""
    whole = _decoded(directory, data, part.width, part.height)
    if whole is not None:
        return part.height, whole
    good, bad, best = 0, part.height, None
    while bad - good > 1:
        rows = (good + bad) // 2
        picture = _decoded(directory, data, part.width, rows)
        if picture is None:
            bad = rows
        else:
            good, best = rows, picture
    return good, best


def _decoded(directory: Directory, data: bytes, width: int, rows: int) -> Image.Image | None:
    """Return the first rows of a strip, or None when they cannot be decoded."""
    try:
        with Image.open(io.BytesIO(alone(directory, data, width, rows)), formats=["TIFF"]) as picture:
            picture.load()
            return picture.copy()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # Pillow raises whatever a damaged strip makes it raise
        return None


def alone(directory: Directory, data: bytes, width: int, rows: int) -> bytes:
    """Return the first rows of a strip or tile as a TIFF of their own, packed as the directory says."""
    out = io.BytesIO()
    made: Any = Directory(directory.prefix + (b"\x2a\0\0\0\0\0" if directory.prefix == b"II" else b"\0\x2a\0\0\0\0"))
    for tag in _HOW:
        if tag in directory:
            made.tagtype[tag] = directory.tagtype[tag]
            made[tag] = directory[tag]
    made[_WIDTH], made[_HEIGHT], made[_ROWS] = width, rows, rows
    made[_OFFSETS], made[_COUNTS] = 0, len(data)
    made.save(out)
    return out.getvalue() + data


def parts(directory: Directory) -> list[Part]:
    """Return the strips or tiles of a page."""
    width, height = directory[_WIDTH], directory[_HEIGHT]
    if _TILE_OFFSETS in directory:
        across, down = directory[_TILE_WIDTH], directory[_TILE_HEIGHT]
        offsets, counts = directory[_TILE_OFFSETS], directory[_TILE_COUNTS]
    else:
        across, down = width, min(directory.get(_ROWS, height), height)
        offsets, counts = directory[_OFFSETS], directory[_COUNTS]
    places = [(left, top) for top in range(0, height, down) for left in range(0, width, across)]
    return [
        Part(left, top, min(across, width - left), min(down, height - top), offset, count)
        for (left, top), offset, count in zip(places, offsets, counts, strict=False)
    ]


def data_of(file: BinaryIO, part: Part) -> bytes:
    """Return the bytes of a strip or tile."""
    file.seek(part.offset)
    return file.read(part.size)

"""Detects damage inside packed data that still runs to its end: most programs silently draw rubbish.

A disk that gives a sector of zeros, or a bit that turned, shifts or blackens what follows. Where it began cannot be
told from the data, so nothing is taken away: the page is shown as it is, and a person is told.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image

from pipeline.adapters.pdf import locked
from pipeline.adapters.pdf.pictures import images_of, picture_of
from pipeline.adapters.pictures import cut_off, cut_parts, tiff_parts
from pipeline.adapters.pictures.decoding import quiet
from schemas.delivery import PageImage

_MOST_PIXELS = 40_000_000
"""Larger pictures are not decoded again: it would cost as much as reading them."""
_END = b"\xff\xd9"
_LAST = 16  # bytes: whoever can do without so many at the end did not read the data as they were written
_MORE = np.random.default_rng(1).integers(0, 0xFF, 4096, dtype=np.uint8).tobytes()
_NO_DATA = {0x00, 0x01, *range(0xD0, 0xD9)}
"""What may follow 0xFF inside the data, or stands without a length."""
_IN_PARTS = {0xC2, 0xDD}
"""Progressive, or with restarts: such a picture comes to its end even when a part in its middle was misread."""
_SMALL = 8
"""A JPEG may be decoded at an eighth of its size, which costs half."""
_TABLES, _COMPRESSION, _JPEG = 347, 259, 7


def is_damaged(path: Path, image: PageImage) -> bool:
    """Tell whether the data of a page are certainly damaged somewhere, though none are missing at their end."""
    if image.lost or image.width * image.height > _MOST_PIXELS:
        return False
    with quiet():
        if image.media_type == "image/jpeg":
            return jpeg_is(path.read_bytes())
        if image.media_type == "image/png":
            return png_is(path.read_bytes())
        if image.media_type == "image/tiff":
            return _tiff_is(path, image.page_index)
        return image.media_type == "application/pdf" and _pdf_is(path, image.page_index)


def jpeg_is(data: bytes) -> bool:
    """Tell whether the data of a JPEG are damaged. One that lacks its end mark is another matter (`cut_off`).

    A decoder that goes astray comes to the last pixel too early or too late. In a whole JPEG the last bytes change the
    picture, and bytes after them do not.
    """
    if not cut_off.ends(data):
        return False
    parts, end = marks_of(data)
    if parts & _IN_PARTS and cut_off.complains(data):
        return True
    try:
        small = _decoded(data, _SMALL)
        if small.min() == small.max():  # of one colour: any data give it
            return False
        return _comes_early(data, end) or not np.array_equal(small, _decoded(data[:end] + _MORE + _END, _SMALL))
    except (OSError, SyntaxError, ValueError):  # it cannot be opened: that is said elsewhere
        return False


def _comes_early(data: bytes, end: int) -> bool:
    # At an eighth only the mean of each square is seen: equal ones may still differ in detail. Where nothing is, a
    # decoder puts grey, which may be right.
    return all(
        np.array_equal(_decoded(data, scale), _decoded(data[: end - _LAST] + other + _END, scale))
        for scale in (_SMALL, 1)
        for other in (b"", _MORE[:_LAST])
    )


def _decoded(data: bytes, scale: int) -> NDArray[Any]:
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
        picture.draft(None, (max(picture.width // scale, 1), max(picture.height // scale, 1)))
        picture.load()
        return np.asarray(picture)


def marks_of(data: bytes) -> tuple[set[int], int]:
    """Return which marks with a length a JPEG has, and where the one at the end of its picture stands."""
    found: set[int] = set()
    at = 2
    while 0 <= (at := data.find(b"\xff", at)) < len(data) - 1:
        kind = data[at + 1]
        if kind == _END[1]:
            return found, at
        if kind == 0xFF:
            at += 1
        elif kind in _NO_DATA:
            at += 2
        else:
            found.add(kind)
            at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return found, data.rfind(_END)  # a mark that is none led past it


def png_is(data: bytes) -> bool:
    """Tell whether the pixels of a PNG fail the check that was written with them."""
    packed, at = [], 8
    while at + 8 <= len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed.append(data[at + 8 : at + 8 + size])
        at += size + 12
    return zipped_is(b"".join(packed))


def zipped_is(data: bytes) -> bool:
    """Tell whether data packed by zlib fail their check. Data that end too early are another matter."""
    unpacking = zlib.decompressobj()
    try:
        while data and not unpacking.eof:
            unpacking.decompress(data, 1 << 24)
            data = unpacking.unconsumed_tail
    except zlib.error:
        return True
    return False


def _tiff_is(path: Path, index: int) -> bool:
    """Tell whether a TIFF page holds a damaged JPEG; of other kinds libtiff says it, or nobody can tell."""
    with path.open("rb") as file:
        try:
            directory = tiff_parts.page_directory(file, index)
            if directory.get(_COMPRESSION) != _JPEG:
                return False
            tables: Any = directory.get(_TABLES, b"")
            data = (tiff_parts.data_of(file, part) for part in tiff_parts.parts(directory))
            return any(jpeg_is(cut_parts.whole_jpeg(bytes(tables), part)) for part in data)
        except Exception:  # noqa: BLE001  # Pillow raises whatever a directory makes it raise
            return False


def _pdf_is(path: Path, index: int) -> bool:
    try:
        with locked.editable(path) as pdf:
            return any(_packed_is(path, index, *packed) for packed in _packed(pdf.pages[index].obj))
    except (pikepdf.PdfError, AttributeError, LookupError, TypeError, ValueError, ArithmeticError):
        return False


def _packed(page: Any) -> Iterator[tuple[str, bytes]]:
    """Give how each image of a PDF page is packed, and its data; one that is packed twice is left out."""
    for image in images_of(page):
        how: Any = image.get("/Filter")
        if isinstance(how, pikepdf.Array) and len(how) == 1:
            how = how[0]
        if isinstance(how, pikepdf.Name):
            yield str(how), image.read_raw_bytes()


def _packed_is(path: Path, index: int, how: str, data: bytes) -> bool:
    if how == "/DCTDecode":
        return jpeg_is(data)
    if how == "/FlateDecode":
        return zipped_is(data)
    picture = picture_of(path, index, data) if how == "/CCITTFaxDecode" else None
    fax = picture.fax if picture else None
    if fax is None or fax.k >= 0 or fax.in_bytes:
        return False
    return cut_parts.complains_of_fax(data, fax.columns, fax.rows)

"""Finds how much is left of a picture whose packed data ends too early; most programs silently draw what they have."""

import io
import logging
from collections.abc import Iterator

import numpy as np
from PIL import Image

_END, _SCANS = b"\xff\xd9", b"\xff\xda"
_NEAR_END = 64  # bytes in which the end mark of a JPEG or a JPEG 2000 mostly stands
_SCAN, _PROGRESSIVE = 0xDA, 0xC2
_FILL = {0x00, 0xFF}  # no mark: a byte of the data, or nothing
_BARE = {0x01, *range(0xD0, 0xD9)}  # marks without a length
_NOISE = np.random.default_rng(1).integers(0, 0xFF, 4096, dtype=np.uint8).tobytes()
_MOST_PIXELS = 40_000_000
_COEFFICIENTS = 64  # of a block of 8 × 8 pixels

logging.getLogger("pyvips").setLevel(logging.ERROR)  # what it warns of is asked for, and told as a finding


def ends(data: bytes) -> bool:
    """Tell whether a JPEG has its end mark, whatever stands behind it."""
    return _END in data[-_NEAR_END:] or _END in data[max(data.rfind(_SCANS), 0) :]


def complains(data: bytes) -> bool:
    """Tell whether libvips has anything against a picture file, also what others keep silent about."""
    import pyvips  # only damaged files need it

    try:
        pyvips.Image.new_from_buffer(data, "", fail_on="warning").avg()
    except pyvips.Error:
        return True
    return False


def upper_part(picture: Image.Image) -> tuple[Image.Image, float]:
    """Return a picture whose data end too early, white where nothing was decoded, and the share that is lost."""
    picture.tile = []  # type: ignore[attr-defined]  # nothing more to load: what was decoded is there
    part = picture.copy()
    samples = np.asarray(part)
    written = np.nonzero(samples.reshape(samples.shape[0], -1).any(axis=1))[0]
    rows = int(written[-1]) + 1 if len(written) else 0
    if part.mode != "P":
        white: str | tuple[int, ...] = (0, 0, 0, 0) if part.mode == "CMYK" else "white"
        part.paste(white, (0, rows, part.width, part.height))
    return part, (part.height - rows) / part.height


def with_end(data: bytes) -> bytes | None:
    """Return a JPEG that lacks its end mark with one, when all of its pixels are there, else None."""
    try:
        there, rows = rows_of_jpeg(data)
    except (OSError, SyntaxError):
        return None
    return without_tail(data) + _END if there == rows else None


def lost_of_jpeg(data: bytes) -> float:
    """Return the share of the rows of a JPEG that is not there, in [0, 1]; 0 when Pillow cannot open it."""
    if ends(data):
        return 0.0
    try:
        there, rows = rows_of_jpeg(data)
    except (OSError, SyntaxError):
        return 0.0
    return 1 - there / rows


def rows_of_jpeg(data: bytes) -> tuple[int, int]:
    """Return how many rows of a JPEG without its end mark are there, from the top, and how many it should have.

    Decoders fill up what is missing and say nothing. What they make of other data behind these is the same as far as
    the data go. A progressive one has either all of its rows or, blurred, none.

    Raises OSError or SyntaxError when Pillow cannot open it, or it is too large to be decoded twice.
    """
    kept = without_tail(data)
    with _decoded(kept + _END) as flat, _decoded(kept + _NOISE + _END) as noisy:
        differ = (np.asarray(flat) != np.asarray(noisy)).reshape(flat.height, -1).any(axis=1)
    places = np.nonzero(differ)[0]
    there = int(places[0]) if len(places) else flat.height
    if any(kind == _PROGRESSIVE for kind, _ in _segments(kept)):
        there = there if there == flat.height and _has_all_scans(kept) else 0
    return there, flat.height


def without_tail(data: bytes) -> bytes:
    """Return a JPEG that was cut off without the zeros behind it: a copy into a file made full size beforehand."""
    kept = data.rstrip(b"\0")
    return kept + b"\0" if kept.endswith(b"\xff") and len(kept) < len(data) else kept.removesuffix(b"\xff")


def _decoded(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            raise OSError("too large")
        picture.draft("L", None)
        picture.load()
        return picture.copy()


def lost_of_jpeg_2000(data: bytes) -> float:
    """Return 0.0 when a JPEG 2000 is whole and 1.0 otherwise: one that is cut off is everywhere a bit wrong."""
    if _END in data[-_NEAR_END:]:
        return 0.0
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG2000"]) as picture:
            picture.load()
    except (OSError, SyntaxError):
        return 1.0
    return 0.0


def _has_all_scans(data: bytes) -> bool:
    """Tell whether a progressive JPEG has every bit of every coefficient; any other has them in its first scan."""
    wanted = 0
    whole: set[tuple[int, int]] = set()
    for kind, body in _segments(data):
        if kind == _PROGRESSIVE:
            wanted = body[5] * _COEFFICIENTS
        elif kind == _SCAN:
            components, (first, last, bits) = body[1 : 1 + 2 * body[0] : 2], body[-3:]
            if bits & 0xF == 0:
                whole.update((component, place) for component in components for place in range(first, last + 1))
    return len(whole) >= wanted


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the frame and the scans of a JPEG: what they are, and their header."""
    at = 2
    while (at := data.find(b"\xff", at)) >= 0 and at + 4 <= len(data):
        kind = data[at + 1]
        if kind in _FILL or kind in _BARE:
            at += 1 if kind == 0xFF else 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4])
        body = data[at + 4 : at + 2 + size]
        if (kind == _PROGRESSIVE and len(body) > 5) or (kind == _SCAN and len(body) == 4 + 2 * body[0]):
            yield kind, body
        at += 2 + size

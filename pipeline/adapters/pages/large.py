"""Opens plans too large to hold in memory: libvips streams their pixels, reduced, into a memory-mapped file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.adapters.pdf import pages as pdf_pages
from pipeline.adapters.pictures import decoding, shown
from pipeline.adapters.pictures.scan_limits import Mode, check_pixels, check_streamed
from pipeline.room import check_room
from pipeline.scratch import scratch
from schemas.delivery import PageImage

STREAMED_PIXELS = 40_000_000
"""Larger images are never decoded whole."""
BITONAL_PIXELS = 150_000_000
"""Of black and white ones, which are small in memory: only decoding them whole tells whether a fax is damaged."""

Grey = NDArray[np.uint8]


class Header(NamedTuple):
    """What a large image says of itself, and a small grey picture of it."""

    width: int
    height: int
    mode: Mode
    stated: object
    small: Image.Image


def header(path: Path, index: int) -> Header | None:
    """Return what is known of a large image without decoding it at once; None: it is not large, or libvips refuses it.

    Raises:
        ScanTooLarge: it would not be read in reasonable time, or not fit in memory when its PDF is made.
    """
    try:
        with decoding.quiet(), Image.open(path, formats=decoding.FORMATS) as picture:
            picture.seek(index)
            width, height, mode = picture.width, picture.height, decoding.mode_of(picture)
            stated, format_ = picture.info.get("dpi"), picture.format
            if shown.lies_on_its_side(shown.orientation(picture)):
                stated = stated[::-1] if isinstance(stated, tuple) else stated
                if format_ != "TIFF":  # Pillow says it of TIFF
                    width, height = height, width
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # a form or damage that the usual way of opening knows more of
        return None
    if width * height <= (BITONAL_PIXELS if mode == "bitonal" else STREAMED_PIXELS):
        return None
    if decoding.is_cut_off(path, index, format_):
        return None  # libvips draws what it has, and says nothing
    if format_ == "JPEG":  # goes into the PDF as it is; any other form must be decoded whole for that
        check_streamed(width, height)
    else:
        check_pixels(width, height, mode)
    small = _reduced(path, index, max(1, max(width, height) // 3000))
    return None if small is None else Header(width, height, mode, stated, small)


def reduced(path: Path, image: PageImage, factor: int) -> Image.Image:
    """Return a page as `L`, reduced by a whole factor.

    Raises:
        UnreadableScan: its pixels cannot be decoded.
    """
    if image.media_type == "application/pdf":
        return pdf_pages.render(path, image, factor)
    found = None if image.lost else _reduced(path, image.page_index, factor)  # libvips takes garbage for picture
    if found is not None:
        return found
    picture = decoding.grey(decoding.frame(path, image.page_index).picture)
    return picture.convert("L").reduce(factor) if factor > 1 else picture.convert("L")


@contextmanager
def mapped(path: Path, image: PageImage, factor: int) -> Iterator[Grey]:
    """Give a page as grey values, reduced by a whole factor, on a file instead of in memory.

    Raises:
        UnreadableScan: its pixels cannot be decoded.
    """
    with scratch("plan") as folder:
        file = folder / "grey"
        # A mapped file for which the room runs out kills its process.
        check_room(folder, -(-image.width // factor) * -(-image.height // factor))
        whole = image.media_type == "application/pdf" or image.lost
        streamed = None if whole else _streamed(path, image.page_index, factor, file)
        size = streamed or _written(reduced(path, image, factor), file)
        stored = np.memmap(file, dtype=np.uint8, mode="r", shape=(size[1], size[0]))
        yield stored if streamed is None else shown.samples_as_shown(stored, _orientation(path, image.page_index))


def _stream(path: Path, index: int, factor: int) -> Any:
    """Return the pipeline that decodes row by row, in grey and reduced; nothing is decoded yet."""
    import pyvips  # only plans need it

    pyvips.cache_set_max(0)
    options: dict[str, Any] = {"access": "sequential", "fail_on": "error"}
    with path.open("rb") as file:
        if file.read(2) in {b"II", b"MM"}:
            options["page"] = index
    stream = pyvips.Image.new_from_file(str(path), **options)
    if stream.hasalpha():
        stream = stream.flatten(background=[255])
    stream = stream.colourspace("b-w").extract_band(0).cast("uchar")
    if factor > 1:
        # Whole squares only: what is left over at the right and the bottom is filled up with the last pixel.
        wide, high = -(-stream.width // factor) * factor, -(-stream.height // factor) * factor
        stream = stream.embed(0, 0, wide, high, extend="copy").shrink(factor, factor)
    return stream.cast("uchar")


def _reduced(path: Path, index: int, factor: int) -> Image.Image | None:
    import pyvips

    try:
        stored = Image.fromarray(_stream(path, index, factor).numpy())
    except pyvips.Error:
        return None
    return shown.as_shown(stored, _orientation(path, index))


def _written(picture: Image.Image, target: Path) -> tuple[int, int]:
    np.asarray(picture, dtype=np.uint8).tofile(target)
    return picture.size


def _orientation(path: Path, index: int) -> int:
    """Return how a picture must be turned to be seen; libvips leaves it as it is stored."""
    with decoding.quiet(), Image.open(path, formats=decoding.FORMATS) as picture:
        picture.seek(index)
        return shown.orientation(picture)


def _streamed(path: Path, index: int, factor: int, target: Path) -> tuple[int, int] | None:
    import pyvips

    try:
        stream = _stream(path, index, factor)
        stream.rawsave(str(target))
    except pyvips.Error:
        return None
    return int(stream.width), int(stream.height)

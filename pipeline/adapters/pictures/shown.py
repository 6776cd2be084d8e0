"""How a file says that its picture must be turned or mirrored for display: the TIFF and EXIF `orientation` tag.

Scanners leave it at 1; telephones and programs that turn a picture without touching its pixels do not. A page is taken
as every viewer shows it, so pixels are counted in the picture that people see, mirrored ones included.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_TAG = 274
_MOVES = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BACK = {6: 8, 8: 6}
_MATRICES = {
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


def orientation(picture: Image.Image) -> int:
    """Return what a picture says of itself, 1 to 8; ask before it is loaded, for Pillow turns a TIFF and forgets."""
    tags: Any = getattr(picture, "tag_v2", None)
    try:
        return plain(picture.getexif().get(_TAG) if tags is None else tags.get(_TAG))
    except Exception:  # noqa: BLE001  # Pillow raises whatever damaged EXIF makes it raise
        return 1


def plain(said: object) -> int:
    """Return what a tag says, and 1 when it says nothing that makes sense."""
    return said if isinstance(said, int) and said in _MOVES else 1


def of_directory(directory: Any) -> int:
    """Return what the directory of a TIFF page says."""
    return plain(directory.get(_TAG))


def as_shown(picture: Image.Image, said: int) -> Image.Image:
    """Return a picture as it must be seen."""
    return picture.transpose(_MOVES[said]) if said in _MOVES else picture


def as_stored(picture: Image.Image, said: int) -> Image.Image:
    """Return a picture as it was before `as_shown`."""
    return as_shown(picture, _BACK.get(said, said))


def lies_on_its_side(said: int) -> bool:
    """Tell whether what is stored as the width is seen as the height."""
    return said >= 5  # the numbers of the TIFF standard


def samples_as_shown(samples: NDArray[np.uint8], said: int) -> NDArray[np.uint8]:
    """Return samples as they must be seen: a view, nothing is copied."""
    upright = samples.T if lies_on_its_side(said) else samples
    down = -1 if said in {3, 4, 7, 8} else 1
    across = -1 if said in {2, 3, 6, 7} else 1
    return upright[::down, ::across]


def matrix(said: int, width: float, height: float) -> tuple[float, ...]:
    """Return the PDF matrix that lays an image over a page of this size as it must be seen."""
    a, b, c, d, e, f = _MATRICES.get(said, (1, 0, 0, 1, 0, 0))
    return a * width, b * height, c * width, d * height, e * width, f * height

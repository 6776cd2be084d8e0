"""Pictures for reviewers: the place on the page with a box around it, and the whole page."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from pipeline.adapters.pages import images
from pipeline.adapters.pages.upright import Upright
from pipeline.ports import Store
from pipeline.receiving.sniff import HEAD, media_type
from schemas.delivery import PageImage
from schemas.pages import Box
from schemas.record import RecordPage

_ASIDE, _ABOVE = 1.2, 0.4
"""Inches of paper shown beside and above the box: enough to see which label stands before it."""
_CROP_WIDTH, _CROP_HEIGHT = 900, 420
_WHOLE = 1600
_RED = (200, 0, 0)
_GREYS = (0, 24, 48, 72, 96, 120, 144, 168, 192, 212, 230, 243, 255)
_COLOURS = [*(grey for level in _GREYS for grey in (level, level, level)), *_RED, 228, 128, 128, 242, 190, 190]
"""Greys and the red of a frame, also where it is reduced: a tenth of the bytes, for pictures go into a form."""


class ReviewPictures:
    """Draws pictures of pages from the originals in the store; all are upright PNG."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def crop(self, page: RecordPage, boxes: Sequence[Box]) -> bytes:
        """Return the surroundings of the boxes (pixels of the delivered image), at most 900 × 420 pixels."""
        picture, marks, inch = self._upright(page, boxes)
        around = marks[0]
        for mark in marks[1:]:
            around = around.union(mark)
        cut = Box(
            max(around.left - int(_ASIDE * inch), 0),
            max(around.top - int(_ABOVE * inch), 0),
            min(around.right + int(_ASIDE * inch), picture.width),
            min(around.bottom + int(_ABOVE * inch), picture.height),
        )
        return _png(_framed(picture, marks, inch).crop(cut), (_CROP_WIDTH, _CROP_HEIGHT))

    def whole(self, page: RecordPage, boxes: Sequence[Box] = ()) -> bytes:
        """Return the page with the boxes on it, its longer side at most 1600 pixels."""
        picture, marks, inch = self._upright(page, boxes)
        return _png(_framed(picture, marks, 2 * inch), (_WHOLE, _WHOLE))

    def _upright(self, page: RecordPage, boxes: Sequence[Box]) -> tuple[Image.Image, list[Box], float]:
        """Return the upright picture, the boxes on it, and how many of its pixels make an inch."""
        path = self._store.local(page.sha256)
        with path.open("rb") as file:
            kind = media_type(file.read(HEAD))
        image = PageImage(
            sha256=page.sha256, media_type=kind or "image/tiff", page_index=page.page_index, width=page.width,
            height=page.height, dpi=page.dpi, mode="grey",
        )  # fmt: skip
        raster = images.raster(path, image)
        place = Upright(page.width, page.height, page.rotation or 0, 0.0, raster.factor)
        return place.picture(raster.image), [place.forward(box) for box in boxes], page.dpi / raster.factor


def _framed(picture: Image.Image, marks: Sequence[Box], inch: float) -> Image.Image:
    framed = picture.convert("RGB")
    pen = ImageDraw.Draw(framed)
    gap, width = max(int(inch / 40), 2), max(int(inch / 75), 2)
    for mark in marks:
        pen.rectangle((mark.left - gap, mark.top - gap, mark.right + gap, mark.bottom + gap), outline=_RED, width=width)
    return framed


def _png(picture: Image.Image, most: tuple[int, int]) -> bytes:
    picture.thumbnail(most, Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    palette = Image.new("P", (1, 1))
    palette.putpalette(_COLOURS)
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(out, format="PNG", bits=4, optimize=True)
    return out.getvalue()

"""Keeps the last opened page, so that its pixels are at hand when zones of it are read again."""

from pathlib import Path
from typing import NamedTuple

from PIL import Image

from pipeline.adapters.pages import images
from pipeline.adapters.pages.images import Raster
from pipeline.adapters.pages.upright import Upright
from schemas.delivery import PageImage

READ_DPI = 300  # nothing is read finer: lettering of 2 mm is 24 pixels high
_MINDED = 1.2


class Stretch(NamedTuple):
    """How many times as wide and as high a picture is made."""

    wide: float
    high: float


class LastOpened:
    """Opens pages and turns them upright; keeps the last of both, and nothing else. What it gives is not changed."""

    def __init__(self) -> None:
        self._page: tuple[object, Raster] | None = None
        self._turned: tuple[Upright, Image.Image, Image.Image] | None = None

    def raster(self, path: Path, image: PageImage, least: int = 1) -> Raster:
        """See `images.raster`; pixels that are no squares on the paper are made so (`stretched`)."""
        found = path.stat()
        key = (path, found.st_mtime_ns, found.st_size, image.page_index, least)
        if self._page is None or self._page[0] != key:
            self._page = self._turned = None  # before the next, so that there are never two
            self._page = key, _as_on_paper(images.raster(path, image, least), stretched(image))
        return self._page[1]

    def upright(self, place: Upright, raster: Raster) -> Image.Image:
        """Return the picture of a raster turned upright."""
        if self._turned is None or self._turned[0] != place or self._turned[1] is not raster.image:
            self._turned = None
            self._turned = place, raster.image, place.picture(raster.image)
        return self._turned[2]

    def forget(self) -> None:
        """Give the memory back: a plan that is read in parts needs it all."""
        self._page = self._turned = None


def stretched(image: PageImage) -> Stretch:
    """Return how many times as wide and as high a page is made to be read, so that its letters look as on the paper.

    Less than a fifth no reader minds. A fax of 204 × 98 dpi is made as high as its paper; what is finer down than
    across (204 × 391 dpi) is made READ_DPI both ways, or as coarse as it is across when that is finer.
    """
    if 1 / _MINDED < image.tall < _MINDED:
        return Stretch(1.0, 1.0)
    wide = 1.0 if image.tall > 1 else min(max(READ_DPI / (image.dpi or READ_DPI), 1.0), 1 / image.tall)
    return Stretch(wide, image.tall * wide)


def _as_on_paper(raster: Raster, stretch: Stretch) -> Raster:
    if stretch == (1.0, 1.0):
        return raster
    picture = raster.image.convert("L")
    size = round(picture.width * stretch.wide), round(picture.height * stretch.high)
    return Raster(picture.resize(size, Image.Resampling.BICUBIC), raster.factor)

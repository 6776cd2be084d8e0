"""Keeps the last opened page, so that its pixels are at hand when zones of it are read again."""

from pathlib import Path

from PIL import Image

from pipeline.adapters.pages import images
from pipeline.adapters.pages.images import Raster
from pipeline.adapters.pages.upright import Upright
from schemas.delivery import PageImage

_MINDED = 1.2


class LastOpened:
    """Opens pages and turns them upright; keeps the last of both, and nothing else. What it gives is not changed."""

    def __init__(self) -> None:
        self._page: tuple[object, Raster] | None = None
        self._turned: tuple[Upright, Image.Image, Image.Image] | None = None

    def raster(self, path: Path, image: PageImage, least: int = 1) -> Raster:
        """See `images.raster`; pixels that are higher than wide are made as high as they are on paper (`squashed`)."""
        found = path.stat()
        key = (path, found.st_mtime_ns, found.st_size, image.page_index, least)
        if self._page is None or self._page[0] != key:
            self._page = self._turned = None  # before the next, so that there are never two
            self._page = key, _as_on_paper(images.raster(path, image, least), squashed(image))
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


def squashed(image: PageImage) -> float:
    """Return how many times as high a page is made to be read: that of a fax of 204 × 98 dpi is half as high as paper.

    Less than a fifth no reader minds. What is finer down than across is left: nothing of it is lost.
    """
    return image.tall if image.tall >= _MINDED else 1.0


def _as_on_paper(raster: Raster, tall: float) -> Raster:
    if tall == 1.0:
        return raster
    picture = raster.image.convert("L")
    return Raster(
        picture.resize((picture.width, round(picture.height * tall)), Image.Resampling.BICUBIC), raster.factor
    )

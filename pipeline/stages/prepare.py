"""Finds out how a page must be turned, its resolution, whether anything is on it, and how well it was scanned."""

from pipeline.ports import Reader, Store
from schemas.delivery import PageImage
from schemas.pages import PreparedPage

VERSION = 4


def prepare(image: PageImage, *, store: Store, reader: Reader) -> PreparedPage:
    """Return the page with its slant, its resolution and whether it is blank."""
    return reader.prepare(store.local(image.sha256), image)

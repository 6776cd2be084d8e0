"""Finds out how a page must be turned, what its resolution is, and whether anything is on it."""

from pipeline.ports import Reader, Store
from schemas.delivery import PageImage
from schemas.pages import PreparedPage

VERSION = 2


def prepare(image: PageImage, *, store: Store, reader: Reader) -> PreparedPage:
    """Return the page with its slant, its resolution and whether it is blank."""
    return reader.prepare(store.local(image.sha256), image)

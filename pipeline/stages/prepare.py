"""Finds out how a page must be turned, its resolution, whether it is blank, and how well it was scanned."""

from pipeline.errors import KaftError, ToolTimeout
from pipeline.ports import Reader, Store
from schemas.delivery import PageImage
from schemas.pages import PreparedPage

VERSION = 13

_USUAL_DPI = 300


def prepare(image: PageImage, *, store: Store, reader: Reader) -> PreparedPage:
    """Return the page with its slant, its resolution and whether it is blank."""
    return reader.prepare(store.local(image.sha256), image)


def unprepared(image: PageImage, error: KaftError) -> PreparedPage:
    """Return a stand-in for a page on which the reading process died or gave nothing: it is not read this time."""
    problem = "reading_timed_out" if isinstance(error, ToolTimeout) else "reading_failed"
    return PreparedPage(
        image=image, rotation=None, skew=0.0, blank=False, ink=0.0, dpi=image.dpi or _USUAL_DPI, problems=(problem,)
    )

"""A page is prepared from the bytes that were received, whatever they were called."""

from collections.abc import Callable

from pipeline.adapters.memory import MemoryStore
from pipeline.adapters.reading import PageReader
from pipeline.stages.prepare import prepare
from schemas.delivery import PageImage


def image_of(store: MemoryStore, reader: PageReader, data: bytes) -> PageImage:
    sha256 = store.put(data)
    (found,) = reader.inspect(store.local(sha256), "image/tiff", sha256)
    return found.image


def test_a_written_page_is_level_and_waits_to_be_turned(
    page: Callable[..., bytes], store: MemoryStore, page_reader: PageReader
) -> None:
    image = image_of(store, page_reader, page())

    prepared = prepare(image, store=store, reader=page_reader)

    assert prepared.image == image
    assert (prepared.rotation, prepared.blank, prepared.dpi, prepared.problems) == (0, False, 150, ())
    assert abs(prepared.skew) <= 0.3
    assert prepared.ink > 0.05


def test_an_empty_page_is_blank(page: Callable[..., bytes], store: MemoryStore, page_reader: PageReader) -> None:
    prepared = prepare(image_of(store, page_reader, page(" ")), store=store, reader=page_reader)

    assert (prepared.blank, prepared.skew, prepared.ink) == (True, 0.0, 0.0)

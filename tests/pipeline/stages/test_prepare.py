"""A page is prepared from the bytes that were received, whatever they were called."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.adapters.memory.storage import MemoryLedger, MemoryStore
from pipeline.adapters.ocr.reading import PageReader
from pipeline.errors import KaftError, ToolCrashed, ToolFailed, ToolTimeout
from pipeline.stages.prepare import prepare, unprepared
from pipeline.stages.recognise import recognise
from pipeline.steps import Call, Remember, Retried, spared
from schemas.delivery import PageImage
from schemas.pages import PreparedPage


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


class Stubborn:
    """A reader whose process dies on the first page, a given number of times; nothing is ever read."""

    identity = "an eye"

    def __init__(self, error: KaftError, times: int) -> None:
        self.error, self.times, self.prepared = error, times, 0

    def prepare(self, path: Path, image: PageImage) -> PreparedPage:  # noqa: ARG002  # the signature of ports.Reader
        self.prepared += 1
        if image.page_index == 0 and self.times:
            self.times -= 1
            raise self.error
        return PreparedPage(image=image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=200)


def images_of(store: MemoryStore) -> list[PageImage]:
    first = PageImage(
        sha256=store.put(b"scan"), media_type="image/tiff", page_index=0, width=90, height=90, dpi=150, mode="grey"
    )
    return [first, first.model_copy(update={"page_index": 1})]


@pytest.mark.parametrize(
    ("error", "times", "problems"),
    [
        pytest.param(ToolTimeout("Too long."), 1, ("reading_timed_out",), id="too long"),
        pytest.param(ToolFailed("It refused."), 1, ("reading_failed",), id="a library that stumbles"),
        pytest.param(ToolCrashed("It died."), 3, ("reading_failed",), id="a process that dies each time"),
        pytest.param(ToolCrashed("It died."), 1, (), id="a process that dies once"),
    ],
)
def test_a_page_that_cannot_be_opened_costs_no_other_and_is_tried_again_on_the_next_run(
    error: KaftError, times: int, problems: tuple[str, ...]
) -> None:
    store, ledger, reader = MemoryStore(), MemoryLedger(), Stubborn(error, times)
    step = Remember(ledger, store, Retried(Call(), pause=0.01))

    first = step.each(spared(prepare, unprepared), images_of(store), store=store, reader=reader)
    asked = reader.prepared
    second = step.each(spared(prepare, unprepared), images_of(store), store=store, reader=reader)

    assert [page.problems for page in first] == [problems, ()]
    assert [page.problems for page in second] == [(), ()]
    assert reader.prepared - asked == (1 if problems else 0)


@pytest.mark.parametrize(
    ("error", "dpi", "at", "problem"),
    [(ToolTimeout("x"), 200, 200, "reading_timed_out"), (ToolCrashed("x"), None, 300, "reading_failed")],
)
def test_of_a_page_that_could_not_be_opened_nothing_is_said(
    error: KaftError, dpi: int | None, at: int, problem: str
) -> None:
    image = images_of(MemoryStore())[0].model_copy(update={"dpi": dpi})
    assert unprepared(image, error) == PreparedPage(
        image=image, rotation=None, skew=0.0, blank=False, ink=0.0, dpi=at, problems=(problem,)
    )


def test_a_page_that_could_not_be_opened_is_not_given_to_the_reader() -> None:
    store = MemoryStore()
    page = unprepared(images_of(store)[0], ToolCrashed("It died."))

    text = recognise(page, store=store, reader=Stubborn(ToolCrashed("It died."), 0))  # it reads nothing at all

    assert (text.words, text.problems, text.again, page.dpi) == ((), ("reading_failed",), True, 150)

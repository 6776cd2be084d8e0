# ruff: noqa: ARG002  (the signatures of a port)
"""A page is read once, and a few badly read lines with numbers once more."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.adapters.memory.storage import MemoryLedger, MemoryStore
from pipeline.errors import KaftError, ToolCrashed, ToolFailed, ToolTimeout, UnreadableScan
from pipeline.ports import Inspected
from pipeline.stages.recognise import DOUBTFUL, ZONES_PER_PAGE, doubtful_lines, recognise, unread, with_line
from pipeline.steps import Call, Remember, Retried, spared
from schemas.delivery import MediaType, PageImage
from schemas.pages import Box, PageText, PreparedPage, Word


def words(line: int, text: str, confidence: float) -> tuple[Word, ...]:
    """Return the words of a line, one behind the other."""
    placed = []
    left = 100
    for part in text.split():
        placed.append(Word(part, Box(left, 50 * line, left + 20 * len(part), 50 * line + 30), confidence, line))
        left += 20 * len(part) + 20
    return tuple(placed)


def prepared(sha256: str = "a" * 64) -> PreparedPage:
    image = PageImage(
        sha256=sha256, media_type="image/tiff", page_index=0, width=2480, height=3508, dpi=300, mode="grey"
    )
    return PreparedPage(image=image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=300)


def page_of(*lines: tuple[str, float], page: PreparedPage | None = None) -> PageText:
    return PageText(
        prepared=page or prepared(),
        words=tuple(word for number, (text, sure) in enumerate(lines) for word in words(number, text, sure)),
        reader="an eye",
    )


@pytest.mark.parametrize(
    ("lines", "doubtful"),
    [
        pytest.param([], (), id="no lines"),
        pytest.param([("Bouwvergunning 622/1940", 0.9)], (), id="read well"),
        pytest.param([("Bouwvergunning 622/1940", 0.3)], (0,), id="a number read badly"),
        pytest.param([("Bouwvergunning 622/1940", DOUBTFUL)], (), id="just sure enough"),
        pytest.param([("verleend aan de aanvrager", 0.3)], (), id="no digits: not worth it"),
        pytest.param([("perceel 7 te Leest", 0.3)], (), id="one digit is a slip of the eye"),
        pytest.param([("7 2 R6", 0.3)], (), id="too short to be read again"),
        pytest.param([("sectie F 72", 0.3)], (0,), id="long enough"),
        pytest.param([("18 september 1940", 0.5), ("27 mei 1940", 0.2)], (1, 0), id="the worst first"),
        pytest.param([(f"nummer 12{place}", 0.1 * place) for place in range(6)], (0, 1, 2), id="no more than three"),
    ],
)
def test_lines_worth_a_second_look(lines: list[tuple[str, float]], doubtful: tuple[int, ...]) -> None:
    assert doubtful_lines(page_of(*lines)) == doubtful
    assert len(doubtful) <= ZONES_PER_PAGE


BAD = ("Bouwvergunnlng 6Z2/l94O", 0.4)


@pytest.mark.parametrize(
    ("again", "line"),
    [
        pytest.param((), BAD[0], id="nothing was read"),
        pytest.param(words(0, "Bouwvergunning 622/1940", 0.9), "Bouwvergunning 622/1940", id="surer"),
        pytest.param(words(0, "Bouwvergunning 622/1940", 0.5), BAD[0], id="hardly surer"),
        pytest.param(words(0, "Bouwvergunning", 0.9), BAD[0], id="half the line got lost"),
        pytest.param(words(0, "Bouwvergunning 62/194", 0.9), "Bouwvergunning 62/194", id="a little shorter"),
        pytest.param(
            (*words(0, "-", 0.9), *words(1, "Bouwvergunning 622/1940", 0.9), *words(2, ".", 0.9)),
            "Bouwvergunning 622/1940",
            id="edges of the lines above and below",
        ),
    ],
)
def test_a_second_reading_counts_when_it_is_clearly_better(again: tuple[Word, ...], line: str) -> None:
    text = page_of(("Mechelen", 0.9), BAD, ("Leest", 0.9))

    result = with_line(text, 1, again)

    assert result.text == f"Mechelen\n{line}\nLeest"
    assert [word.line for words in result.lines() for word in words] == sorted(word.line for word in result.words)
    assert (result == text) == (line == BAD[0])


def test_a_line_of_one_word_may_lose_three_letters_in_ten() -> None:
    text = page_of(("Mechelen12", 0.4))
    assert with_line(text, 0, words(3, "Mechele", 0.9)).text == "Mechele"
    assert with_line(text, 0, words(3, "Mechel", 0.9)) == text
    assert with_line(text, 0, words(3, "Mechelen13", 0.55)) == text  # a little surer is not enough
    assert [word.line for word in with_line(text, 0, words(3, "Mechele", 0.9)).words] == [0]


def test_the_longest_of_the_lines_of_a_zone_is_the_line() -> None:
    text = page_of(("Nr 12 a", 0.4))
    again = (*words(0, "Nr 12 b", 0.9), *words(1, "zz", 0.9))
    assert with_line(text, 0, again).text == "Nr 12 b"


@pytest.mark.parametrize("problem", ["reading_failed", "reading_timed_out"])
def test_a_page_that_could_not_be_prepared_is_not_read(problem: str) -> None:
    page = prepared().model_copy(update={"problems": ("faint", problem)})
    text = recognise(page, store=MemoryStore(), reader=Eye(page_of(), {}))
    assert text == PageText(prepared=page, words=(), reader="", problems=("faint", problem))


def test_a_line_keeps_its_number_and_the_others_their_words() -> None:
    text = page_of(("Mechelen", 0.9), BAD, ("Leest", 0.9))

    result = with_line(text, 1, words(0, "Bouwvergunning 622/1940", 0.9))

    assert [{word.line for word in line} for line in result.lines()] == [{0}, {1}, {2}]
    assert (result.lines()[0], result.lines()[2]) == (text.lines()[0], text.lines()[2])
    assert (result.prepared, result.reader, result.problems) == (text.prepared, text.reader, text.problems)


class Eye:
    """A reader that has learnt a page by heart, and what its zones say at a second look."""

    identity = "an eye"

    def __init__(self, text: PageText, zones: dict[int, tuple[Word, ...]]) -> None:
        self._text, self._zones = text, zones
        self.asked: list[tuple[bytes, Box, str]] = []

    def inspect(self, path: Path, media_type: MediaType, sha256: str) -> tuple[Inspected, ...]:
        return (Inspected(self._text.prepared.image, None),)

    def prepare(self, path: Path, image: PageImage) -> PreparedPage:
        return self._text.prepared

    def read(self, path: Path, page: PreparedPage) -> PageText:
        return self._text

    def reread(self, path: Path, page: PreparedPage, box: Box, kind: str) -> tuple[Word, ...]:
        self.asked.append((path.read_bytes(), box, kind))
        assert page == self._text.prepared
        return self._zones[box.top // 50]

    def crops(self, path: Path, page: PreparedPage, boxes: Sequence[Box]) -> tuple[bytes, ...]:
        return tuple(b"" for _ in boxes)

    def preview(self, path: Path, page: PreparedPage, longest: int) -> bytes:
        return b""


def test_only_doubtful_lines_are_read_again_and_only_better_ones_are_taken() -> None:
    store = MemoryStore()
    page = prepared(store.put(b"the scan"))
    turned = page.model_copy(update={"rotation": 180})  # found out while reading: zones are read that way up
    text = page_of(("Mechelen 1940", 0.9), BAD, ("Leest", 0.2), ("l2 mei l9Z0", 0.3), page=turned)
    eye = Eye(text, {1: words(0, "Bouwvergunning 622/1940", 0.95), 3: words(0, "x", 0.99)})

    result = recognise(page, store=store, reader=eye)

    assert result.text == "Mechelen 1940\nBouwvergunning 622/1940\nLeest\nl2 mei l9Z0"
    assert result.prepared == turned
    assert [(data, box.top, kind) for data, box, kind in eye.asked] == [
        (b"the scan", 150, "line"), (b"the scan", 50, "line"),
    ]  # fmt: skip
    first, last = text.lines()[1][0].box, text.lines()[1][-1].box
    assert eye.asked[1][1] == Box(first.left, first.top, last.right, last.bottom)


def test_a_page_that_was_read_well_is_read_once() -> None:
    store = MemoryStore()
    text = page_of(("Bouwvergunning 622/1940", 0.9), page=prepared(store.put(b"the scan")))
    eye = Eye(text, {})

    assert recognise(text.prepared, store=store, reader=eye) == text
    assert eye.asked == []


class Stubborn:
    """A reader that fails on one page, a given number of times."""

    identity = "an eye"

    def __init__(self, error: KaftError, times: int) -> None:
        self.error, self.times = error, times

    def read(self, path: Path, page: PreparedPage) -> PageText:
        if page.image.page_index == 0 and self.times:
            self.times -= 1
            raise self.error
        return page_of(("verleend", 0.9), page=page)


def pages_of(store: MemoryStore) -> list[PreparedPage]:
    first = prepared(store.put(b"scan"))
    return [first, first.model_copy(update={"image": first.image.model_copy(update={"page_index": 1})})]


@pytest.mark.parametrize(
    ("error", "times", "problems"),
    [
        pytest.param(ToolTimeout("Too long."), 1, ("reading_timed_out",), id="too long"),
        pytest.param(ToolFailed("It refused."), 1, ("reading_failed",), id="an engine that gives nothing"),
        pytest.param(ToolCrashed("It died."), 3, ("reading_failed",), id="an engine that dies each time"),
        pytest.param(ToolCrashed("It died."), 1, (), id="an engine that dies once"),
    ],
)
def test_a_page_that_cannot_be_read_says_so_and_is_tried_again_on_the_next_run(
    error: KaftError, times: int, problems: tuple[str, ...]
) -> None:
    store, ledger, reader = MemoryStore(), MemoryLedger(), Stubborn(error, times)
    step = Remember(ledger, store, Retried(Call(), pause=0.01))

    first = step.each(spared(recognise, unread), pages_of(store), store=store, reader=reader)
    second = step.each(spared(recognise, unread), pages_of(store), store=store, reader=reader)

    assert [text.problems for text in first] == [problems, ()]
    assert [text.text for text in second] == ["verleend", "verleend"]
    assert first[1] == second[1]


def test_what_stands_for_an_unread_page_keeps_what_is_known_of_it() -> None:
    page = prepared().model_copy(update={"problems": ("faint",)})
    assert unread(page, ToolFailed("x")) == PageText(
        prepared=page, words=(), reader="", problems=("faint", "reading_failed")
    )


def test_a_fault_of_another_kind_stops_the_dossier() -> None:
    store = MemoryStore()

    with pytest.raises(UnreadableScan):
        Call().each(
            spared(recognise, unread),
            pages_of(store),
            store=store,
            reader=Stubborn(UnreadableScan("Broken.", "Again."), 1),
        )

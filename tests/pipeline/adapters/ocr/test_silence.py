"""Words without ink are no words."""

import numpy as np
import pytest

from pipeline.adapters.ocr.silence import is_alarming, on_ink
from schemas.pages import Box, Word

PAPER, INK = Word("nergens", Box(10, 10, 60, 30), 0.9, 0), Word("hier", Box(100, 10, 160, 30), 0.9, 1)


def test_a_word_where_nothing_is_written_is_dropped() -> None:
    page = np.full((100, 200), 240, np.uint8)
    page[15:25, 105:150:3] = 190  # faint, but there

    assert on_ink((PAPER, INK), page) == (INK,)


def test_a_page_that_was_reduced_is_looked_at_where_the_word_stands() -> None:
    page = np.full((50, 100), 240, np.uint8)
    page[7:13, 52:75:3] = 190

    assert on_ink((PAPER, INK), page, 2) == (INK,)


def test_a_word_beyond_the_page_is_dropped() -> None:
    assert on_ink((INK,), np.zeros((5, 5), np.uint8)) == ()


@pytest.mark.parametrize(
    ("before", "after", "alarm"), [(50, 50, False), (50, 48, False), (50, 45, False), (20, 10, True), (3, 0, True)]
)
def test_a_few_words_without_ink_are_no_alarm(before: int, after: int, alarm: bool) -> None:
    assert is_alarming([INK] * before, [INK] * after) is alarm


def test_strokes_in_dirt_are_no_alarm() -> None:
    assert not is_alarming([INK, *[INK._replace(text="|")] * 5], [INK])

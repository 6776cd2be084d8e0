"""A plan is covered by parts that overlap, and what was read in them is there once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.ocr.tiles import OVERLAP, TILE, Seen, joined, placed, tiles
from schemas.pages import Box, Word


def seen(text: str, left: int, right: int, sure: float = 0.9, *, cut: bool = False, line: int = 0) -> Seen:
    return Seen(Word(text, Box(left, 100, right, 130), sure, line), cut)


@given(st.integers(1, 30_000), st.integers(1, 30_000))
def test_parts_cover_the_sheet_and_overlap_and_stay_small(width: int, height: int) -> None:
    parts = tiles(width, height)

    assert {part.left for part in parts} >= {0}
    assert max(part.right for part in parts) == width
    assert max(part.bottom for part in parts) == height
    for part in parts:
        assert 0 < part.right - part.left <= TILE
        assert 0 < part.bottom - part.top <= TILE
    edges = sorted({(part.left, part.right) for part in parts})
    assert all(right - left >= OVERLAP for (_, right), (left, _) in pairwise(edges))


def test_a_small_sheet_is_one_part() -> None:
    assert tiles(2000, 3000) == (Box(0, 0, 2000, 3000),)


@pytest.mark.parametrize(
    ("box", "cut"),
    [
        (Box(100, 100, 300, 130), False),
        (Box(0, 100, 300, 130), True),
        (Box(3400, 100, 3599, 130), True),
        (Box(100, 1, 300, 30), False),  # the edge of the sheet itself cuts nothing
    ],
)
def test_a_word_at_the_edge_of_a_part_may_be_cut_off(box: Box, cut: bool) -> None:
    (found,) = placed((Word("Leest", box, 0.9, 2),), Box(3200, 0, 6800, 3600), 9000, 7000, first_line=10)

    assert found.cut is cut
    assert found.word.box == Box(box.left + 3200, box.top, box.right + 3200, box.bottom)
    assert found.word.line == 12


def test_a_word_in_two_parts_is_there_once_and_whole() -> None:
    whole, half, other = (
        seen("werkhuis", 3500, 3700),
        seen("werk", 3500, 3600, 0.99, cut=True),
        seen("Leest", 3720, 3800),
    )

    assert joined([half, whole, other]) == (whole.word, other.word)
    assert joined([other, whole, half]) == (other.word, whole.word)


def test_of_two_readings_the_surer_stays() -> None:
    assert joined([seen("1eest", 100, 200, 0.5), seen("Leest", 102, 201, 0.9)]) == (seen("Leest", 102, 201).word,)


def test_a_word_cut_off_that_nobody_saw_whole_is_kept() -> None:
    assert joined([seen("werk", 3500, 3600, cut=True)]) == (seen("werk", 3500, 3600).word,)


def test_neighbours_that_touch_are_two_words() -> None:
    words = [seen("nr.", 100, 150), seen("622", 145, 200)]

    assert joined(words) == tuple(one.word for one in words)

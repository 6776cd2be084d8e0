"""Where the second reader looks, and what becomes of what both saw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.words.fusion import Line, Rule, assign, believed, covered, fuse, wants_second_look
from schemas.pages import Box, Word


def level(left: int, top: int, right: int, bottom: int) -> Line:
    middle = (top + bottom) / 2
    return Line(Box(left, top, right, bottom), (left, middle), (right, middle), bottom - top)


LINE = level(100, 100, 500, 140)
RULE = Rule(covered=0.9, sure=0.9, digits=0.95, lead=0.05, least=0.5)


def word(text: str, left: int, right: int, sure: float = 0.97, top: int = 105, line: int = 0) -> Word:
    return Word(text, Box(left, top, right, top + 30), sure, line)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], True),  # ink without words
        ([word("Kerkstraat", 100, 300), word("straat", 310, 498)], False),
        ([word("Kerkstraat", 100, 300, 0.5), word("straat", 310, 498)], True),  # read badly
        ([word("Kerkstraat", 100, 300)], True),  # read in part: the right half is missing
        ([word("Kerkstraat", 100, 300), word("12", 310, 498, 0.93)], True),  # digits must be surer
        ([word("Kerkstraat", 100, 300), word("en", 310, 498, 0.93)], False),
    ],
)
def test_a_line_is_read_twice_when_the_first_reading_is_missing_partial_or_unsure(
    words: list[Word], wanted: bool
) -> None:
    assert wants_second_look(LINE, words, RULE) is wanted


def test_a_line_up_the_page_is_covered_along_its_height() -> None:
    standing = Line(Box(10, 0, 40, 400), (25, 400), (25, 0), 30)

    assert covered(standing, [Word("Schaal", Box(12, 0, 38, 200), 0.9, 0)]) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("before", "read", "second_wins"),
    [
        ([], [word("Peeters", 100, 490, 0.8)], True),
        ([], [word("##", 100, 490, 0.3)], False),  # below `least` nobody is believed
        ([word("Peelers", 100, 490, 0.6)], [], False),
        ([word("Peelers", 100, 490, 0.6)], [word("Peeters", 100, 490, 0.9)], True),
        ([word("Peeters", 100, 490, 0.9)], [word("Peelers", 100, 490, 0.7)], False),
        ([word("Kerk", 100, 250, 0.99)], [word("Kerkstraat", 100, 490, 0.8)], True),  # the first lost half of the line
    ],
)
def test_the_surer_and_the_fuller_reading_is_believed(before: list[Word], read: list[Word], second_wins: bool) -> None:
    assert believed(LINE, before, read, RULE) is second_wins


def test_the_second_reading_takes_the_place_of_the_first() -> None:
    first = [
        word("Straat", 100, 200, top=5),
        word("Tissel", 100, 300, 0.4, line=1),
        word("Leest", 100, 200, top=205, line=2),
    ]

    fused = fuse(first, [LINE], {0: [word("Tisseltbaan", 100, 490, 0.9)]}, RULE)

    assert [(found.text, found.line) for found in fused] == [("Straat", 0), ("Tisseltbaan", 1), ("Leest", 2)]


def test_a_line_that_only_the_second_reader_saw_stands_where_it_is_on_the_page() -> None:
    first = [word("boven", 100, 200, top=5), word("onder", 100, 200, top=205, line=1)]

    fused = fuse(first, [LINE], {0: [word("midden", 100, 490, 0.9)]}, RULE)

    assert [found.text for found in fused] == ["boven", "midden", "onder"]


def test_what_the_first_reader_saw_in_dirt_is_left_out_and_what_only_it_saw_well_stays() -> None:
    first = [word("|", 700, 720, 0.1, top=600), word("Leuven", 700, 900, 0.9, top=700, line=1)]

    assert [found.text for found in fuse(first, [LINE], {}, RULE)] == ["Leuven"]


WORDS = st.builds(
    lambda text, left, top, wide, high, sure, line: Word(text, Box(left, top, left + wide, top + high), sure, line),
    st.text("abc1", min_size=1, max_size=5), st.integers(0, 900), st.integers(0, 900), st.integers(1, 300),
    st.integers(1, 60), st.floats(0, 1), st.integers(0, 5),
)  # fmt: skip


@given(st.lists(WORDS, max_size=12), st.lists(WORDS, max_size=6))
def test_no_word_of_a_believed_reading_is_lost_and_lines_are_counted_without_gaps(
    first: list[Word], second: list[Word]
) -> None:
    lines = [level(*found.box) for found in second]

    fused = fuse(first, lines, {index: [found] for index, found in enumerate(second)}, RULE)

    numbers = [found.line for found in fused]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(len(set(numbers))))
    assert all(any(one.box == found.box for one in [*first, *second]) for found in fused)


def test_a_word_lies_in_one_line_at_most_also_where_slanted_lines_overlap() -> None:
    upper = Line(Box(0, 100, 1000, 170), (0, 115), (1000, 155), 30)
    lower = Line(Box(0, 130, 1000, 200), (0, 145), (1000, 185), 30)
    begin, end = Word("begin", Box(10, 130, 90, 160), 0.9, 0), Word("eind", Box(900, 140, 990, 165), 0.9, 0)

    assert assign([begin, end], [upper, lower]) == ((end,), (begin,))
    assert assign([word("elders", 600, 700)], [LINE]) == ((),)


def test_a_stroke_that_the_first_reader_saw_stays_where_the_second_is_believed() -> None:
    line = level(100, 100, 900, 140)
    first = [word("den", 100, 200, 0.5), word("12/3/1974", 220, 500, 0.5)]
    second = [word("den", 100, 200), word("1213/1974", 225, 490)]

    assert [read.text for read in fuse(first, [line], {0: second})] == ["den", "12/3/1974"]
    assert [read.text for read in fuse(first[:1], [line], {0: second})] == ["den", "1213/1974"]

"""Marks for "the same as above" are no digits, and nothing else is taken for such a mark."""

from pipeline.adapters.words.dittos import dittos
from pipeline.adapters.words.fusion import Line
from schemas.pages import Box, Word

Seen = tuple[Word, ...]


def line(left: int, top: int, wide: int, high: int) -> Line:
    middle = top + high / 2
    return Line(Box(left, top, left + wide, top + high), (left, middle), (left + wide, middle), high)


def said(text: str, sure: float) -> Seen:
    return (Word(text, Box(0, 0, 12, 12), sure, 0),) if text else ()


def listed(first: list[Seen], second: list[Seen], *, wide: int = 26, high: int = 27) -> set[int]:
    """Return which marks, one below the other beside lines of text, are dittos."""
    lines = [line(600, 60 * row, wide, high) for row in range(len(first))]
    texts = [line(900, 60 * row, 500, 44) for row in range(len(first))]
    seen = [*first, *(said("Information sur les", 0.96) for _ in texts)]
    found = dittos([*lines, *texts], seen, dict(enumerate(second)))
    assert all([word.text for word in words] == ['"'] for words in found.values())
    return set(found)


FIRST = [said('"', 0.4), said("”", 0.1), said("*", 0.0), said("js", 0.46), said("", 0.0)]
SECOND = [said("93", 0.67), said("#", 0.99), said("11", 0.4), said("18", 0.5), said("8", 0.4)]


def test_small_marks_that_were_taken_for_digits_are_dittos() -> None:
    assert listed(FIRST, SECOND) == {0, 1, 2, 3, 4}


def test_a_digit_that_was_read_surely_stays_one() -> None:
    assert listed([*FIRST, said("1", 0.9)], [*SECOND, said("1", 1.0)]) == {0, 1, 2, 3, 4}
    assert listed([*FIRST, said("4", 0.95)], [*SECOND, said("", 0.0)]) == {0, 1, 2, 3, 4}


def test_a_short_word_stays_a_word() -> None:
    assert listed([*FIRST, said("idem", 0.5)], [*SECOND, said("idem", 0.6)]) == {0, 1, 2, 3, 4}


def test_few_marks_are_marks_of_another_kind() -> None:
    assert listed(FIRST[:3], SECOND[:3]) == set()


def test_boxes_to_tick_are_no_dittos() -> None:
    assert listed([said("O", 0.4)] * 6, [said("0", 0.5)] * 6) == set()


def test_what_is_as_high_as_the_text_or_long_is_no_mark() -> None:
    assert listed(FIRST, SECOND, high=40, wide=40) == set()
    assert listed(FIRST, SECOND, wide=60) == set()


def test_what_the_second_reader_was_not_asked_stays() -> None:
    lines = [line(600, 60 * row, 26, 27) for row in range(5)] + [line(900, 0, 500, 44)]

    assert dittos(lines, [*FIRST, said("appels", 0.9)], {}) == {}
    assert dittos([], [], {}) == {}

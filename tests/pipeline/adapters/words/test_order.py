"""Words come in the order in which a person reads a page."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.words.fusion import Line
from pipeline.adapters.words.order import in_reading_order
from schemas.pages import Box, Word

LETTER, HEIGHT, PITCH, CLOSE = 16, 30, 45, 33


def line(text: str, left: float, top: float, number: int, height: int = HEIGHT) -> list[Word]:
    words, x = [], left
    for part in text.split():
        words.append(Word(part, Box(int(x), int(top), int(x) + LETTER * len(part), int(top) + height), 0.9, number))
        x += LETTER * (len(part) + 1)
    return words


def page(*lines: tuple[str, int, int]) -> list[Word]:
    return [word for number, given in enumerate(lines) for word in line(*given, number)]


def read(words: list[Word], lines: tuple[Line, ...] = ()) -> list[str]:
    found: dict[int, list[str]] = {}
    for word in in_reading_order(words, lines):
        found.setdefault(word.line, []).append(word.text)
    return [" ".join(texts) for texts in found.values()]


def test_a_form_whose_labels_were_found_before_its_values_is_read_row_by_row() -> None:
    labels = [("Naam :", 100, 100), ("Adres :", 100, 145), ("Voorwerp :", 100, 190), ("Architect :", 100, 280)]
    values = [
        ("Discart Jan", 600, 102), ("Tisseltbaan 80 te Leest", 600, 146), ("het bouwen van een werkhuis met", 600, 191),
        ("een bergplaats", 600, 236), ("R. Schellekens", 600, 281),
    ]  # fmt: skip

    assert read(page(*labels, *values)) == [
        "Naam :", "Discart Jan", "Adres :", "Tisseltbaan 80 te Leest", "Voorwerp :", "het bouwen van een werkhuis met",
        "een bergplaats", "Architect :", "R. Schellekens",
    ]  # fmt: skip


def test_a_value_close_to_its_label_is_on_its_line() -> None:
    assert read(page(("Nr.", 100, 100), ("622/1940", 180, 103), ("Blad 2", 900, 100))) == ["Nr. 622/1940", "Blad 2"]


def test_a_value_written_higher_than_its_label_stays_with_it() -> None:
    """The readers saw one line; a hand writes above the dots."""
    first = [*line("Onderwerp", 100, 220, 0), *line("een woning", 500, 190, 0, 45)]
    second = [*line("Kadaster", 100, 300, 1), *line("Sectie D 615", 500, 270, 1, 45)]

    assert read([*first, *second]) == ["Onderwerp", "een woning", "Kadaster", "Sectie D 615"]


LEFT = (
    "het college van burgemeester en schepenen",
    "heeft in zitting van heden beslist dat de",
    "aanvraag wordt ingewilligd onder voorbehoud",
    "van de rechten van derden en van de staat",
)
RIGHT = (
    "de bouwheer zal de werken aanvatten binnen",
    "het jaar en zich schikken naar de rooilijn",
    "die door de gemeente wordt aangewezen voor",
    "de aanvang der werken op zijn eigen kosten",
)


def test_a_word_whose_box_reaches_over_its_neighbour_stays_in_its_line() -> None:
    """Tesseract gave `boter` the width of `boter en`, and left `en` to the line's other half."""
    first, second = line("bloem met boter", 100, 104, 1), line("en melk een papje maken en", 360, 100, 0)
    wide = first[-1]._replace(box=first[-1].box._replace(right=360 + HEIGHT + 8))
    assert read([*second, *first[:-1], wide]) == ["bloem met boter en melk een papje maken en"]


@pytest.mark.parametrize("short", [0, 10])
def test_a_short_word_within_the_box_of_the_one_before_stays_behind_it(short: int) -> None:
    words = line("Gezien het verslag van den wegopzichter van 9 september", 100, 100, 0)
    long, after = words[5], words[6]
    words[5] = long._replace(box=long.box._replace(right=after.box.right - short))

    assert read(words) == ["Gezien het verslag van den wegopzichter van 9 september"]


def test_a_word_that_does_not_come_after_the_one_before_is_no_part_of_its_line() -> None:
    words = line("verslag van den wegopzichter van", 100, 100, 0)
    long = words[3]
    words[3] = long._replace(box=long.box._replace(right=long.box.right + 900))

    assert read(words)[-1] == "van"


def test_running_text_in_two_columns_is_read_column_by_column() -> None:
    head = [("BESLUIT over een aanvraag die een hele regel van dit blad beslaat van links naar rechts", 100, 40)]
    rows = [pair for n in range(4) for pair in ((LEFT[n], 100, 150 + PITCH * n), (RIGHT[n], 900, 152 + PITCH * n))]
    foot = [("Aldus gedaan in zitting van achttien september en getekend door allen die er waren", 100, 400)]

    assert read(page(*head, *rows, *foot)) == [head[0][0], *LEFT, *RIGHT, foot[0][0]]


def test_a_note_in_the_margin_does_not_run_through_the_text() -> None:
    note = [("Voorwerp :", 20, 150), ("bouwen van", 20, 195), ("een garage", 20, 240)]
    body = [(text, 300, 152 + PITCH * n) for n, text in enumerate((*LEFT, *RIGHT))]

    assert read(page(*body[:3], *note, *body[3:])) == ["Voorwerp :", "bouwen van", "een garage", *LEFT, *RIGHT]


SCENE = ("Moi", "Les anguilles sont tout ce qu'il", "y a de meilleur au monde.", "La jeune dame")  # few lines are full


def side(
    left: int, top: int, pitch: int, *, said: tuple[str, ...] = SCENE, count: int = 14
) -> list[tuple[str, int, int]]:
    return [(f"{said[n % len(said)]} {chr(97 + n)}", left + 10 * (n % 3), top + pitch * n) for n in range(count)]


@pytest.mark.parametrize("second_pitch", [PITCH - 4, PITCH + 5])
def test_the_pages_of_an_open_book_are_read_one_after_the_other(second_pitch: int) -> None:
    left, right = side(100, 100, PITCH), side(900, 118, second_pitch)
    number = ("25", 1500, 20)

    across = sorted((*left, *right), key=lambda given: given[2])
    assert read(page(number, *across)) == [*(text for text, _, _ in left), "25", *(text for text, _, _ in right)]


@pytest.mark.parametrize("higher", [0, 6, -6])
def test_a_table_of_whole_sentences_is_read_row_by_row(higher: int) -> None:
    """Its rows are level, and an answer may go on for a line more."""
    asked, answered = side(100, 100, 2 * CLOSE), side(900, 100 - higher, CLOSE, count=28)

    assert read(page(*asked, *answered))[:5] == [
        asked[0][0], answered[0][0], answered[1][0], asked[1][0], answered[2][0],
    ]  # fmt: skip


def test_short_labels_beside_values_that_stand_between_them_are_no_book() -> None:
    labels, values = side(100, 100, PITCH, said=("Naam :", "Adres :")), side(900, 120, PITCH + 2)

    assert read(page(*labels, *values))[:4] == [labels[0][0], values[0][0], labels[1][0], values[1][0]]


def test_signatures_beside_each_other_are_read_row_by_row() -> None:
    words = page(
        ("De Secretaris,", 100, 100), ("T. De Backer", 100, 145), ("De Burgemeester,", 800, 100), ("K. Muy", 800, 145)
    )

    assert read(words) == ["De Secretaris,", "De Burgemeester,", "T. De Backer", "K. Muy"]


def slanted(words: list[Word], degrees: float) -> list[Word]:
    rise = math.tan(math.radians(degrees))
    return [
        word._replace(
            box=Box(
                word.box.left,
                round(word.box.top + rise * word.box.left),
                word.box.right,
                round(word.box.bottom + rise * word.box.left),
            )
        )
        for word in words
    ]


@pytest.mark.parametrize("degrees", [-2.0, 1.0, 2.0])
def test_rows_of_a_page_that_slants_stay_rows(degrees: float) -> None:
    rows = [
        ("Aanvrager van de vergunning en eigenaar", 100, 100),
        ("Discart", 1900, 100),
        ("Ligging van het goed in de gemeente", 100, 145),
        ("Leest", 1900, 145),
    ]

    assert read(slanted(page(*rows), degrees)) == [text for text, _, _ in rows]


def along(words: list[Word]) -> Line:
    first, last = words[0].box, words[-1].box
    box = Box(first.left, min(first.top, last.top), last.right, max(first.bottom, last.bottom))
    return Line(box, (first.left, (first.top + first.bottom) / 2), (last.right, (last.top + last.bottom) / 2), HEIGHT)


def test_a_stamp_set_across_the_text_is_read_by_itself_and_last() -> None:
    text = [line(LEFT[n], 100, 100 + PITCH * n, n) for n in range(4)]
    stamp = [
        slanted(line(said, 900, 20 + PITCH * n, 8 + n), 8) for n, said in enumerate(("INGEKOMEN OP", "27 MEI 1940"))
    ]
    lines = tuple(along(words) for words in (*text, *stamp))

    assert read([word for words in (*stamp, *text) for word in words], lines) == [*LEFT, "INGEKOMEN OP", "27 MEI 1940"]


def test_one_tilted_value_stays_in_its_row() -> None:
    """Handwriting climbs; only lines under each other at the same angle are a stamp."""
    label, value = line("Naam en adres", 100, 150, 0), slanted(line("Discart Jan", 500, 100, 1), 5)
    below = line(LEFT[0], 100, 260, 2)

    assert read([*below, *value, *label], (along(label), along(value), along(below)))[-1] == LEFT[0]


def test_a_line_up_the_side_comes_last_and_keeps_its_words_in_their_order() -> None:
    up = [Word(text, Box(5, top, 35, top + 150), 0.9, 0) for text, top in (("Plan", 800), ("van", 600), ("Leest", 400))]

    assert read([*up, *line(LEFT[0], 100, 100, 1)]) == [LEFT[0], "Plan van Leest"]


@given(st.randoms(use_true_random=False))
def test_no_order_of_the_lines_found_changes_what_is_read(dice: random.Random) -> None:
    lines = [line(text, 100, 100 + PITCH * n, n) for n, text in enumerate((*LEFT, *RIGHT))]
    expected = read([word for words in lines for word in words])
    dice.shuffle(lines)

    assert read([word for words in lines for word in words]) == expected == [*LEFT, *RIGHT]


boxes = st.builds(
    lambda left, top, wide, high: Box(left, top, left + wide, top + high),
    st.integers(0, 2000), st.integers(0, 3000), st.integers(1, 400), st.integers(1, 200),
)  # fmt: skip
words_anywhere = st.lists(st.builds(Word, st.text("abc12", min_size=1), boxes, st.floats(0, 1), st.integers(0, 9)))


@given(words_anywhere)
def test_no_word_is_lost_or_added_and_lines_count_from_zero(words: list[Word]) -> None:
    found = in_reading_order(words)

    assert sorted((word.text, word.box, word.confidence) for word in found) == sorted(
        (word.text, word.box, word.confidence) for word in words
    )
    numbers = [word.line for word in found]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(len(set(numbers))))

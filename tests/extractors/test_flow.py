"""The flowing text and the way back to words and boxes."""

from collections.abc import Callable

import pytest

from extractors.flow import flow
from schemas.delivery import PageImage
from schemas.pages import Box, PageText, PreparedPage, Word

PageOf = Callable[[str], PageText]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("wonende te Han-\ndelsstraat 188", "wonende te Handelsstraat 188"),
        ("gelegen Sint-\nKatelijnestraat 3", "gelegen Sint-Katelijnestraat 3"),
        ("mevrouw Vande-\ncasteele Greet", "mevrouw Vandecasteele Greet"),
        ("Naam - adres -\nniets", "Naam - adres -\nniets"),
        ("„Muizen | Brugstr.", "Muizen Brugstr."),
    ],
)
def test_a_broken_word_is_whole_again(page_text: PageOf, lines: str, joined: str) -> None:
    assert flow(page_text(lines)).text == joined


def test_a_match_over_a_line_end_has_one_box_per_line(page_text: PageOf) -> None:
    text = flow(page_text("te Han-\ndelsstraat 188"))
    start = text.text.index("Handelsstraat")
    boxes = text.boxes(start, start + len("Handelsstraat 188"))
    assert len(boxes) == 2
    assert boxes[0].top < boxes[1].top


def two_columns() -> PageText:
    image = PageImage(
        sha256="0" * 64, media_type="image/tiff", page_index=0, width=2480, height=3508, dpi=300, mode="grey"
    )
    labels = [
        Word(text, Box(100, 100 + 80 * row, 400, 140 + 80 * row), 0.9, row)
        for row, text in enumerate(("Naam", "Straat"))
    ]
    values = [
        Word(text, Box(900, 103 + 80 * row, 1300, 143 + 80 * row), 0.9, 2 + row)
        for row, text in enumerate(("Daems", "Kerkstr."))
    ]
    prepared = PreparedPage(image=image, rotation=0, skew=0.0, blank=False, ink=0.05, dpi=300)
    return PageText(prepared=prepared, words=(*labels, *values), reader="test 1")


def test_labels_and_values_read_as_two_columns_come_back_in_rows() -> None:
    assert flow(two_columns()).text == "Naam\tDaems\nStraat\tKerkstr."


def test_an_empty_page_is_an_empty_text(page_text: PageOf) -> None:
    assert flow(page_text("")).text == ""

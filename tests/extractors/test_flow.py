"""The flowing text and the way back to words and boxes."""

from collections.abc import Callable

import pytest

from extractors.flow import flow, without_noise
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


def lines_at(
    *placed: tuple[str, Box], rotation: int = 0, width: int = 2480, height: int = 3508, skew: float = 0.0
) -> PageText:
    """A page on which each text is a line of the reader, with its box as delivered."""
    image = PageImage(
        sha256="0" * 64, media_type="image/tiff", page_index=0, width=width, height=height, dpi=300, mode="grey"
    )
    words = tuple(Word(text, box, 0.9, number) for number, (text, box) in enumerate(placed))
    prepared = PreparedPage.model_validate(
        {"image": image, "rotation": rotation, "skew": skew, "blank": False, "ink": 0.05, "dpi": 300}
    )
    return PageText(prepared=prepared, words=words, reader="test 1")


LABEL, BELOW = ("Naam", Box(100, 100, 400, 140)), ("Straat", Box(100, 200, 400, 240))


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (("Daems", Box(900, 100, 1300, 140)), "Naam\tDaems\nStraat"),
        (("Daems", Box(456, 100, 900, 140)), "Naam Daems\nStraat"),
        (("Daems", Box(457, 100, 900, 140)), "Naam\tDaems\nStraat"),  # a gap wider than letters are high
        (("Daems", Box(900, 121, 1300, 161)), "Naam\tDaems\nStraat"),
        (("Daems", Box(900, 122, 1300, 162)), "Naam\nDaems\nStraat"),  # half a line lower is another line
        (("Daems", Box(900, 150, 1300, 190)), "Naam\nDaems\nStraat"),
        (("Daems", Box(381, 100, 900, 140)), "Naam Daems\nStraat"),
        (("Daems", Box(380, 100, 900, 140)), "Naam\nDaems\nStraat"),  # it covers what stands there: a stamp
        (("Daems", Box(20, 100, 90, 140)), "Daems Naam\nStraat"),
        (("Daems", Box(900, 185, 1300, 225)), "Naam\nStraat\tDaems"),
    ],
)
def test_what_lies_beside_it_is_in_the_same_row(value: tuple[str, Box], read: str) -> None:
    assert flow(lines_at(LABEL, BELOW, value)).text == read


def test_a_large_drawing_keeps_the_order_in_which_it_was_read() -> None:
    value = ("Daems", Box(900, 100, 1300, 140))
    assert flow(lines_at(LABEL, BELOW, value, width=4260)).text == "Naam\tDaems\nStraat"
    assert flow(lines_at(LABEL, BELOW, value, width=4261)).text == "Naam\nStraat\nDaems"
    assert flow(lines_at(LABEL, BELOW, value, height=4261)).text == "Naam\nStraat\nDaems"


BLOCK = ("Opdrachtgever", "Daems", "Ligging", "Kerkstr. 5", "Architect", "Claes")


def on_a_plan(block: tuple[str, ...], drawing: dict[int, str], across: int | None = None) -> str:
    """The text of a plan: a column from x = 1500, and words of the drawing at rows of it."""
    column = [
        (text, Box(1000 if row == across else 1500, 100 + 80 * row, 1900, 140 + 80 * row))
        for row, text in enumerate(block)
    ]
    rooms = [(text, Box(500, 100 + 80 * row, 800, 140 + 80 * row)) for row, text in drawing.items()]
    return flow(lines_at(*column, *rooms)).text


@pytest.mark.parametrize(
    ("block", "drawing", "across", "apart"),
    [
        (BLOCK, {1: "keuken", 5: "kelder"}, None, True),
        (BLOCK[2:], {1: "keuken"}, None, False),  # two labels: a few words below each other
        (("Claes", *BLOCK[1:]), {1: "keuken"}, None, False),
        (BLOCK, {1: "Naam"}, None, False),  # a form with labels in two columns
        (BLOCK, {1: "keuken"}, 3, False),  # text that runs across
    ],
)
def test_a_title_block_is_not_mixed_with_the_drawing_beside_it(
    block: tuple[str, ...], drawing: dict[int, str], across: int | None, apart: bool
) -> None:
    text = on_a_plan(block, drawing, across)
    assert text.endswith("\n".join(block)) is apart
    assert ("\t" in text) is not apart


def test_a_page_that_lies_on_its_side_or_aslant_is_read_upright() -> None:
    def turned(box: Box) -> Box:  # a quarter to the right, on a page 3508 pixels wide
        return Box(3508 - box.bottom, box.left, 3508 - box.top, box.right)

    value = ("Daems", Box(900, 100, 1300, 140))
    sides = [(text, turned(box)) for text, box in (value, BELOW, LABEL)]
    assert flow(lines_at(*sides, rotation=90, width=3508, height=2480)).text == "Naam\tDaems\nStraat"
    slanted = (LABEL, BELOW, ("Daems", Box(900, 142, 1300, 182)))  # 3 degrees: 42 pixels lower
    assert flow(lines_at(*slanted, skew=3.0)).text == "Naam\tDaems\nStraat"
    assert flow(lines_at(*slanted)).text == "Naam\nDaems\nStraat"


def test_every_character_knows_its_line_its_cell_and_its_words() -> None:
    page = flow(lines_at(LABEL, BELOW, ("Daems", Box(900, 100, 1300, 140))))
    assert page.text == "Naam\tDaems\nStraat"
    assert page.lines == ((0, 10), (11, 17))
    assert [page.line_of(at) for at in (0, 9, 11, 16)] == [(0, 10), (0, 10), (11, 17), (11, 17)]
    assert [page.cell_of(at) for at in (0, 3, 5, 9, 11)] == [(0, 4), (0, 4), (5, 10), (5, 10), (11, 17)]
    assert [word.text for word in page.words_in(3, 6)] == ["Naam", "Daems"]
    assert [word.text for word in page.words_in(4, 5)] == []
    assert (page.confidence(0, 10), page.confidence(4, 5)) == (pytest.approx(0.9), 0.0)
    assert page.boxes(0, 10) == (LABEL[1], Box(900, 100, 1300, 140))
    assert [(token.form, token.start, token.end) for token in page.tokens] == [
        ("naam", 0, 4),
        ("daems", 5, 10),
        ("straat", 11, 17),
    ]


@pytest.mark.parametrize(
    ("seen", "word"), [("„Muizen", "Muizen"), ("|Leest|", "Leest"), ("|", ""), ("_a_b_", "a_b"), ("(5)", "(5)")]
)  # fmt: skip
def test_specks_at_the_edges_of_a_word_are_no_part_of_it(seen: str, word: str) -> None:
    assert without_noise(seen) == word

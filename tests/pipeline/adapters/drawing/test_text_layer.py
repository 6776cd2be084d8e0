"""The words that OCRmyPDF is handed: upright, in lines, in pixels of the page it thinks it recognises."""

from pathlib import Path

import pytest
from ocrmypdf.font.system_font_provider import SystemFontProvider
from ocrmypdf.models.ocr_element import OcrElement
from PIL import Image

from pipeline.adapters.drawing.text_layer import WHITE_PIXELS, KnownWords, page_tree, rasterize_pdf_page, words_of
from pipeline.adapters.pages.upright import box_turned
from schemas.delivery import PageImage
from schemas.pages import Box, PageText, PreparedPage, Rotation, Word

SIZE = (2480, 3508)  # upright
LEVEL = (
    Word("Bouwvergunning", Box(200, 300, 600, 350), 0.9, 0),
    Word("verleend", Box(620, 300, 850, 350), 0.8, 0),
    Word("Leest", Box(200, 400, 330, 450), 0.7, 4),
)


def text_of(words: tuple[Word, ...], rotation: Rotation | None = 0, size: tuple[int, int] = SIZE) -> PageText:
    width, height = size[::-1] if rotation in {90, 270} else size
    image = PageImage(
        sha256="a" * 64, media_type="image/tiff", page_index=0, width=width, height=height, dpi=300, mode="grey"
    )
    delivered = tuple(word._replace(box=box_turned(word.box, *size, rotation or 0)) for word in words)
    prepared = PreparedPage(image=image, rotation=rotation, skew=0.0, blank=False, ink=0.1, dpi=300)
    return PageText(prepared=prepared, words=delivered, reader="a reader")


def placed(tree: OcrElement) -> list[list[tuple[str, tuple[float, float, float, float]]]]:
    lines = tree.children[0].children if tree.children else []
    return [
        [(word.text, (word.bbox.left, word.bbox.top, word.bbox.right, word.bbox.bottom)) for word in line.children]
        for line in lines
    ]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270, None])
def test_words_are_upright_in_their_lines(rotation: Rotation | None) -> None:
    tree = page_tree(text_of(LEVEL, rotation), 3, 1.0)

    first, second, third = LEVEL
    assert placed(tree) == [
        [(first.text, tuple(first.box)), (second.text, tuple(second.box))], [(third.text, tuple(third.box))],
    ]  # fmt: skip
    assert (tree.page_number, tree.bbox.width, tree.bbox.height, tree.dpi) == (3, *SIZE, 300)


def test_a_page_without_words_has_no_lines() -> None:
    assert placed(page_tree(text_of(()), 0, 1.0)) == []


@pytest.mark.parametrize(
    ("boxes", "angle"),
    [
        pytest.param([Box(10, 10, 90, 30), Box(100, 10, 180, 30)], None, id="level"),
        pytest.param([Box(10, 100, 30, 180), Box(10, 10, 30, 90)], 90.0, id="up the page"),
        pytest.param([Box(10, 10, 30, 90), Box(10, 100, 30, 180)], -90.0, id="down the page"),
        pytest.param(
            [Box(10, 10, 51, 88), Box(69, 8, 110, 86), Box(120, 6, 161, 84)], None, id="short words in a sloping hand"
        ),
    ],
)
def test_a_line_along_the_side_says_which_way_it_runs(boxes: list[Box], angle: float | None) -> None:
    words = tuple(Word("schaal", box, 0.9, 0) for box in boxes)

    (line,) = page_tree(text_of(words), 0, 1.0).children[0].children

    assert line.textangle == angle


@pytest.mark.parametrize(("size", "rotation"), [(SIZE, 0), (SIZE, 90), ((14_000, 10_000), 0), ((28_000, 20_000), 270)])
def test_the_white_page_is_small_and_words_keep_their_place(
    tmp_path: Path, size: tuple[int, int], rotation: Rotation
) -> None:
    text = text_of(LEVEL, rotation, size)
    white = tmp_path / "white.png"
    with words_of([text]):
        rasterize_pdf_page(white, 1)
        tree, plain = KnownWords.generate_ocr(white, None, 0)

    with Image.open(white) as picture:
        assert picture.width * picture.height <= WHITE_PIXELS * 1.01
        assert picture.width / picture.height == pytest.approx(size[0] / size[1], rel=0.01)
        scale = picture.width / size[0]
        assert picture.info["dpi"][0] == pytest.approx(300 * scale, rel=0.01)
    assert plain == "Bouwvergunning verleend\nLeest"
    assert tree.dpi == pytest.approx(300 * scale)
    assert placed(tree)[0][0][1] == pytest.approx(tuple(edge * scale for edge in LEVEL[0].box))


def test_words_are_forgotten_when_the_pdf_is_made() -> None:
    with words_of([text_of(LEVEL)]):
        pass
    with pytest.raises(IndexError):
        rasterize_pdf_page(Path("nowhere.png"), 1)


def test_fonts_of_the_machine_are_not_looked_for() -> None:
    fonts = SystemFontProvider()

    assert [fonts.get_font(name) for name in SystemFontProvider.NOTO_FONT_PATTERNS if name != "NotoSans-Regular"] == [
        None
    ] * (len(SystemFontProvider.NOTO_FONT_PATTERNS) - 1)

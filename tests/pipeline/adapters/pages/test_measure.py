"""What a page's pixels say: how its lines slant, whether anything is on it, how fine it was scanned."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.adapters.pages.measure import BLANK_SHARE, MAX_SKEW, dark_pixels, resolution, skew, written_share

DPI = 150
A4 = (1240, 1754)
WORDS = ("aanvrager", "verklaart", "dat", "de", "werken", "aan", "Tisseltbaan", "te", "Leest", "zullen", "aanvangen")


def text_page(lines: int, paper: int = 255, ink: int = 0) -> Image.Image:
    chance = np.random.default_rng(1)
    page = Image.new("L", A4, paper)
    pen = ImageDraw.Draw(page)
    for line in range(lines):
        words = " ".join(chance.choice(WORDS, int(chance.integers(5, 10))))
        pen.text((120, 120 + 38 * line), words, fill=ink, font=ImageFont.load_default(size=26))
    return page


def clockwise(page: Image.Image, degrees: float) -> Image.Image:
    return page.rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)


def share(page: Image.Image) -> float:
    return written_share(dark_pixels(page, DPI))


@pytest.mark.parametrize("lines", [4, 12, 40])
@pytest.mark.parametrize("degrees", [-3.0, -1.7, -1.0, -0.4, 0.0, 0.6, 1.3, 2.2, 3.0])
def test_the_slant_of_a_page_is_found(lines: int, degrees: float) -> None:
    assert skew(dark_pixels(clockwise(text_page(lines), degrees), DPI)) == pytest.approx(degrees, abs=0.2)


@settings(max_examples=15, deadline=None)
@given(st.floats(-3, 3))
def test_any_slant_of_a_page_is_found(degrees: float) -> None:
    assert skew(dark_pixels(clockwise(text_page(15), degrees), DPI)) == pytest.approx(degrees, abs=0.2)


def test_the_steps_of_the_pixels_are_not_taken_for_level_lines() -> None:
    found = [skew(dark_pixels(clockwise(text_page(15), slant), DPI)) for slant in (-0.22, -0.12, 0.12, 0.17, 0.22)]
    assert found == pytest.approx([-0.22, -0.12, 0.12, 0.17, 0.22], abs=0.15)


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3), (40, 40)])
@pytest.mark.parametrize("tone", [0, 128, 255])
def test_a_tiny_or_narrow_picture_is_measured_without_fuss(size: tuple[int, int], tone: int) -> None:
    dark = dark_pixels(Image.new("L", size, tone), 300)
    assert 0 <= written_share(dark) <= 1
    assert -MAX_SKEW - 0.5 <= skew(dark) <= MAX_SKEW + 0.5


def speckled(dots: int, size: int) -> Image.Image:
    chance = np.random.default_rng(0)
    page = Image.new("L", A4, 250)
    pen = ImageDraw.Draw(page)
    for x, y in zip(chance.integers(0, A4[0], dots), chance.integers(0, A4[1], dots), strict=True):
        pen.ellipse((int(x), int(y), int(x) + size, int(y) + size), fill=0)
    return page


def shows_through() -> Image.Image:
    other_side = text_page(40).transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(2))
    return other_side.point(lambda tone: 235 - (255 - tone) * 60 // 255)


def with_dark_edges() -> Image.Image:
    page = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 0, 40, A4[1]), fill=0)
    pen.rectangle((0, A4[1] - 50, A4[0], A4[1]), fill=0)
    return page


def punched() -> Image.Image:
    page = Image.new("L", A4, 240)
    pen = ImageDraw.Draw(page)
    for y in (600, 1100):
        pen.ellipse((70, y, 120, y + 50), fill=0)
    return page


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Image.new("L", A4, 255), id="white"),
        pytest.param(Image.new("L", A4, 150), id="brown back of a folder"),
        pytest.param(Image.new("1", A4, 1), id="bitonal"),
        pytest.param(speckled(2000, 1), id="speckle"),
        pytest.param(speckled(150, 4), id="dirt"),
        pytest.param(shows_through(), id="show-through"),
        pytest.param(with_dark_edges(), id="dark edges"),
        pytest.param(punched(), id="punch holes"),
    ],
)
def test_a_page_with_nothing_but_dirt_is_blank(page: Image.Image) -> None:
    assert share(page) < BLANK_SHARE


def stamped(ink: int) -> Image.Image:
    page = Image.new("L", A4, 250)
    pen = ImageDraw.Draw(page)
    pen.rectangle((700, 300, 1000, 400), outline=ink, width=4)
    pen.text((730, 330), "12 MEI 1940", fill=ink, font=ImageFont.load_default(size=34))
    return page


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(text_page(1), id="one line"),
        pytest.param(text_page(1).convert("1"), id="one line, bitonal"),
        pytest.param(stamped(0), id="stamp"),
        pytest.param(stamped(130), id="pale stamp"),
        pytest.param(text_page(40), id="letter"),
        pytest.param(text_page(40, paper=140), id="letter on brown paper"),
        pytest.param(text_page(40, paper=60, ink=220), id="white on blue"),
        pytest.param(Image.new("L", A4, 0), id="black: the scan failed"),
    ],
)
def test_a_page_with_a_line_or_a_stamp_is_not_blank(page: Image.Image) -> None:
    assert share(page) >= BLANK_SHARE


def test_white_on_blue_slants_like_black_on_white() -> None:
    blueprint = clockwise(text_page(20), 1.5).point(lambda tone: 60 + (255 - tone) * 160 // 255)
    assert skew(dark_pixels(blueprint, DPI)) == pytest.approx(1.5, abs=0.2)


@pytest.mark.parametrize(
    ("width", "height", "stated", "dpi"),
    [
        pytest.param(2480, 3508, 300, 300, id="A4, said and true"),
        pytest.param(2480, 3508, None, 300, id="A4 by its proportions"),
        pytest.param(3508, 2480, None, 300, id="A4 on its side"),
        pytest.param(1654, 2339, None, 200, id="A4 at 200"),
        pytest.param(4961, 7016, None, 600, id="A4 at 600"),
        pytest.param(2480, 3508, 72, 300, id="72 is what a program writes that does not know"),
        pytest.param(2480, 3508, 96, 300, id="96 too"),
        pytest.param(595, 842, 72, 72, id="72 may be true of a small picture"),
        pytest.param(3508, 4961, 300, 300, id="A3"),
        pytest.param(14043, 9933, 300, 300, id="A0"),
        pytest.param(14043, 9933, None, 300, id="too many pixels for A4: a plan"),
        pytest.param(1200, 9000, None, 300, id="strip"),
        pytest.param(1200, 9000, 200, 200, id="strip that says so"),
        pytest.param(2480, 3508, 1200, 300, id="a sheet of 7 cm does not exist"),
        pytest.param(30000, 2000, 100, 300, id="nor one of 7 m"),
        pytest.param(900, 470, None, 77, id="a small picture: A4 by its longer side"),
        pytest.param(1, 1, None, 72, id="a dot"),
    ],
)
def test_resolution_that_makes_sense(width: int, height: int, stated: int | None, dpi: int) -> None:
    assert resolution(width, height, stated) == dpi

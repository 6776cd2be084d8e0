"""A picture is cleaned for reading: what hides the writing goes, and the writing stays."""

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps

from pipeline.adapters.pages.cleaning import cleaned

A4, DPI = (1240, 1754), 150
LINES = (
    "GEMEENTE MECHELEN", "Bouwvergunning nummer 622", "Het college van burgemeester en schepenen",
    "Gelet op de aanvraag van de heer Discart", "verleent de gevraagde vergunning", "Mechelen, 18 september 1940",
)  # fmt: skip


def typed(ink: int = 20, paper: int = 235) -> Image.Image:
    page = Image.new("L", A4, paper)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(LINES):
        pen.text((180, 200 + 90 * number), line, font=ImageFont.load_default(size=40), fill=ink)
    return page


def grained(picture: Image.Image, grain: float) -> Image.Image:
    noise = np.random.default_rng(4).normal(0, grain, (picture.height, picture.width))
    return Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))


def ink_of(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("L")) < 128


def test_a_clean_page_is_left_alone() -> None:
    for page in (typed(), typed().convert("1"), grained(typed(), 6), Image.new("L", A4, 240)):
        assert cleaned(page, DPI) is page


def test_grain_of_empty_paper_is_not_drawn_up() -> None:
    for grain in (2, 5, 10):
        page = grained(Image.new("L", A4, 225), grain)
        assert cleaned(page, DPI) is page


@pytest.mark.parametrize("mode", ["L", "1"])
def test_white_on_blue_becomes_black_on_white(mode: str) -> None:
    blueprint = ImageOps.invert(typed()).point(lambda value: min(value + 40, 235))

    clean = cleaned(blueprint.convert(mode, dither=Image.Dither.NONE), DPI)

    assert np.mean(ink_of(clean) == ink_of(typed())) > 0.995


def test_a_dark_photo_is_no_negative() -> None:
    photo = Image.fromarray(np.random.default_rng(2).integers(0, 200, (44, 31), np.uint8)).resize(A4)

    assert np.asarray(cleaned(photo, DPI)).mean() < 150


def test_faint_writing_is_drawn_up_to_the_darkness_of_print() -> None:
    shadow = Image.linear_gradient("L").resize(A4).point(lambda value: value // 8)
    faint = grained(ImageChops.subtract(typed(ink=185, paper=222), shadow), 4)

    clean = cleaned(faint, DPI)

    assert not ink_of(faint)[typed_area].any()
    assert np.mean(ink_of(clean) == ink_of(typed())) > 0.98


typed_area = np.s_[180:750, 170:1100]


@pytest.mark.parametrize("mode", ["L", "1"])
def test_dark_borders_and_punch_holes_are_painted_over(mode: str) -> None:
    page = typed()
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 0, 70, A4[1]), fill=10)
    pen.rectangle((0, 0, A4[0], 40), fill=10)
    for y in (600, 1080):
        pen.ellipse((95, y, 130, y + 35), fill=10)

    clean = cleaned(page.convert(mode, dither=Image.Dither.NONE), DPI)

    assert ink_of(clean)[:, :150].mean() < 0.002
    assert np.array_equal(ink_of(clean)[typed_area], ink_of(typed())[typed_area])


def test_bold_letters_near_the_edge_are_no_punch_holes() -> None:
    page = Image.new("L", A4, 240)
    ImageDraw.Draw(page).text((120, 60), "DOSSIER OO7", font=ImageFont.load_default(size=110), fill=0, stroke_width=8)

    assert np.array_equal(ink_of(cleaned(page, DPI)), ink_of(page))

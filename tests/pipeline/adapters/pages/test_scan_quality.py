"""What is measured of a scan follows what is done to it: blur, thresholds, borders, tones."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.pages import measure
from pipeline.adapters.pages.scan_quality import likeness, quality
from schemas.pages import ScanQuality

DPI = 200
LINES = ("De vergunning wordt verleend aan de", "aanvrager voor het bouwen van een", "woning met twee verdiepingen")


def sheet(ink: int = 30, paper: int = 230, seed: int = 1) -> Image.Image:
    """Return a typed page as a scanner sees it: paper with grain, letters a little soft."""
    page = Image.new("L", (1240, 1754), paper)
    pen = ImageDraw.Draw(page)
    for row in range(24):
        pen.text((150, 200 + 55 * row), LINES[(row * seed) % 3], fill=ink, font=ImageFont.load_default(size=32))
    grain = np.random.default_rng(seed).normal(0, 3, (1754, 1240))
    soft = np.asarray(page.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float64)
    return Image.fromarray(np.clip(soft + grain, 0, 255).astype(np.uint8))


def measured(picture: Image.Image) -> ScanQuality:
    return quality(picture, measure.dark_pixels(picture, DPI), DPI)


def bitonal(limit: int) -> Image.Image:
    return sheet().point(lambda tone: 255 * (tone > limit)).convert("1")


def test_a_sharp_page_has_narrow_edges_and_each_blur_widens_them() -> None:
    widths = [measured(sheet().filter(ImageFilter.GaussianBlur(radius))).edge_px or 0 for radius in (0, 1, 2, 3)]

    assert widths == sorted(widths)
    assert 1 < widths[0] < 3.5
    assert widths[2] > 4.2


def test_a_threshold_too_light_breaks_letters_into_specks() -> None:
    good, light = measured(bitonal(130)), measured(bitonal(42))

    assert good.edge_px is light.edge_px is None
    assert light.specks > 0.01 > 10 * good.specks
    assert (light.stroke_mm or 1) < (good.stroke_mm or 0)


def test_a_threshold_too_dark_thickens_strokes() -> None:
    thick = sheet().filter(ImageFilter.MinFilter(5)).point(lambda tone: 255 * (tone > 130)).convert("1")

    assert (measured(thick).stroke_mm or 0) > 1.3 * (measured(bitonal(130)).stroke_mm or 1)


def test_tones_are_those_of_ink_and_paper() -> None:
    found = measured(sheet(ink=90, paper=200))

    assert 80 < found.darkest < 130
    assert 195 < found.paper < 210
    assert (found.clipped_dark, found.clipped_light) == (0.0, 0.0)
    assert measured(sheet(paper=255)).clipped_light > 0.4


@pytest.mark.parametrize(("side", "box"), [(0, (0, 0, 30, 1754)), (1, (0, 0, 1240, 30)), (2, (1210, 0, 1240, 1754))])
def test_a_dark_border_is_seen_on_its_side(side: int, box: tuple[int, int, int, int]) -> None:
    page = sheet()
    page.paste(0, box)

    borders = measured(page).borders

    assert borders[side] == 1.0
    assert max(share for place, share in enumerate(borders) if place != side) < 0.05


def test_two_scans_of_one_sheet_look_alike_and_others_do_not() -> None:
    def bits(one: str, other: str) -> int:
        return (int(one, 16) ^ int(other, 16)).bit_count()

    first = likeness(sheet())
    again = likeness(sheet().rotate(0.3, fillcolor=230).filter(ImageFilter.GaussianBlur(1)))
    drawing = Image.new("L", (1240, 1754), 230)
    ImageDraw.Draw(drawing).ellipse((200, 300, 1000, 1200), outline=20, width=30)

    assert len(first) == 128
    assert bits(first, again) < 60
    assert bits(first, likeness(drawing)) > 80


def test_an_empty_page_has_no_letters_to_measure() -> None:
    found = measured(Image.new("L", (1240, 1754), 240))

    assert (found.edge_px, found.stroke_mm, found.specks) == (None, None, 0.0)
    assert quality(Image.new("L", (3, 3)), np.zeros((3, 3), dtype=np.bool_), DPI).edge_px is None


def test_prepare_measures_the_scan(page: Callable[..., bytes], page_reader: PageReader, tmp_path: Path) -> None:
    path = tmp_path / "0001.jpg"
    path.write_bytes(page(kind="jpg"))
    (found,) = page_reader.inspect(path, "image/jpeg", "a" * 64)

    quality = page_reader.prepare(path, found.image).quality

    assert quality is not None
    assert quality.darkest < 60 < 200 < quality.paper
    assert quality.edge_px is not None
    assert 1 <= quality.edge_px < 4
    assert quality.stroke_mm is not None

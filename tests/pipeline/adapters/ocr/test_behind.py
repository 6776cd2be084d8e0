"""Writing that shines through on a black and white page is not read; what stands on the page itself is."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

from pipeline.adapters.ocr.reading import PageReader, Readers
from pipeline.adapters.ocr.tesseract import find_tesseract
from schemas.pages import PageText

A4, DPI = (1240, 1754), 150
LINES = (
    "Het college van burgemeester en schepenen",
    "Gelet op de aanvraag van de heer Discart",
    "wonende te Leest in de Tisseltbaan 80",
    "strekkende tot het bouwen van een werkhuis",
    "Overwegende dat de plannen werden goedgekeurd",
    "verleent de gevraagde vergunning",
) * 3
NOTE = ("Gezien en goedgekeurd door de bouwdienst", "te Mechelen op 18 september 1940")


@pytest.fixture(scope="module")
def both() -> PageReader:
    return PageReader(Readers(find_tesseract("nld"), "both"))


def typed(lines: tuple[str, ...], top: int) -> Image.Image:
    page = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(page)
    for place, line in enumerate(lines):
        pen.text((120, top + 70 * place), line, font=ImageFont.load_default(size=36), fill=0)
    return page


def back(*, tone: int = 190) -> Image.Image:
    """Return the back of a typed page as a scanner makes it black and white: ghosts of its writing, and specks."""
    ghost = ImageOps.mirror(typed(LINES, 120)).filter(ImageFilter.GaussianBlur(1.5))
    grey = 225 - (255 - np.asarray(ghost).astype(float)) / 255 * 80
    dice = np.random.default_rng(4)
    black = grey + dice.normal(0, 5, grey.shape) < tone
    for x, y in dice.integers(20, 1200, (150, 2)):
        black[y : y + 2, x : x + 2] = True
    return Image.fromarray(~black)


def read(reader: PageReader, picture: Image.Image, folder: Path) -> PageText:
    path = folder / "scan.tif"
    picture.convert("1").save(path, compression="group4", dpi=(DPI, DPI))
    (found,) = reader.inspect(path, "image/tiff", "a" * 64)
    assert found.image.mode == "bitonal"
    return reader.read(path, reader.prepare(path, found.image))


@pytest.mark.parametrize("turned", [0, 180])
def test_ghosts_and_specks_are_a_blank_back(both: PageReader, tmp_path: Path, turned: int) -> None:
    text = read(both, back().rotate(turned), tmp_path)

    assert (text.words, text.problems, text.prepared.blank) == ((), (), True)


def test_a_note_on_such_a_back_is_read(both: PageReader, tmp_path: Path) -> None:
    page = back()
    page.paste(0, mask=ImageOps.invert(typed(NOTE, 1500)).convert("1"))

    text = read(both, page, tmp_path)

    assert not text.prepared.blank
    assert {word for line in NOTE for word in line.split()} <= set(text.text.split())


def test_a_worn_front_is_no_back(both: PageReader, tmp_path: Path) -> None:
    text = read(both, ImageOps.mirror(back()), tmp_path)

    assert not text.prepared.blank
    assert len({word for line in LINES for word in line.split()} & set(text.text.split())) > 20

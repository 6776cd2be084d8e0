"""The second reader on pictures with known text."""

import resource
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.adapters.ocr.paddle import Found, LineReader
from schemas.pages import Box, Rotation


@cache
def reader() -> LineReader:
    return LineReader()


@cache
def page() -> Image.Image:
    picture = Image.new("L", (1240, 900), 255)
    draw = ImageDraw.Draw(picture)
    for row, text in enumerate(
        ("BOUWVERGUNNING", "Dossier 1974/175 van 12 maart", "gelegen te Mechelen, Zandpoortvest 8")
    ):
        draw.text((120, 120 + row * 160), text, font=ImageFont.load_default(size=48), fill=0)
    return picture


def texts(picture: Image.Image) -> list[str]:
    found = reader().find(picture, 150)
    return [" ".join(word.text for word in words) for words in reader().read(picture, found)]


def test_lines_are_found_and_read() -> None:
    assert texts(page()) == ["BOUWVERGUNNING", "Dossier 1974/175 van 12 maart", "gelegen te Mechelen, Zandpoortvest 8"]


WRITTEN = ("toelating tot bouwen", "verbouwen van een woning", "eengezinswoning werkhuis", "het verkavelen")


def test_handwriting_is_read_better_by_who_knows_the_words() -> None:
    """`bowen` and `werkhvis` were nearly read as what stands there; the other words stay as they are."""
    hand = ImageFont.truetype("/usr/share/fonts/truetype/fifthhorseman/dkg.ttf", 44)
    picture = Image.new("L", (1240, 600), 255)
    for row, text in enumerate(WRITTEN):
        ImageDraw.Draw(picture).text((100, 60 + row * 110), text, font=hand, fill=0)
    found = reader().find(picture, 150)
    known = frozenset(" ".join(WRITTEN).split())

    plain, knowing = (
        [" ".join(word.text for word in words) for words in one.read(picture, found)]
        for one in (reader(), LineReader(known))
    )
    right = [[text == written for text, written in zip(read, WRITTEN, strict=True)] for read in (plain, knowing)]
    assert sum(right[1]) > sum(right[0])
    assert all(after or not before for before, after in zip(*right, strict=True))


def test_words_have_boxes_on_their_ink() -> None:
    picture = page()
    for words in reader().read(picture, reader().find(picture, 150)):
        for word in words:
            assert picture.crop(word.box).getextrema()[0] == 0
            assert word.box.right - word.box.left > 10
    lefts = [word.box.left for word in reader().read(picture, reader().find(picture, 150))[1]]
    assert lefts == sorted(lefts)


def test_the_same_picture_is_read_the_same() -> None:
    picture = page()
    found = reader().find(picture, 150)
    assert reader().read(picture, found) == reader().read(picture, reader().find(picture, 150))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_which_way_is_up(rotation: Rotation) -> None:
    turned = page().rotate(-rotation, expand=True)  # Pillow counts counterclockwise

    assert reader().rotation(turned, reader().find(turned, 150)) == rotation


def test_a_line_that_runs_up_the_page_is_read() -> None:
    turned = page().rotate(90, expand=True)

    assert "BOUWVERGUNNING" in texts(turned)


def test_an_empty_picture_has_no_lines_and_no_way_up() -> None:
    empty = Image.new("L", (600, 400), 255)

    assert reader().find(empty, 150) == ()
    assert reader().rotation(empty, ()) is None


def resident() -> int:
    """Return the bytes of memory that this process takes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def test_reading_on_and_on_takes_no_more_memory() -> None:
    picture = Image.new("L", (2000, 60), 255)
    draw = ImageDraw.Draw(picture)
    reader = LineReader()

    def read(widths: range) -> int:
        for width in widths:
            draw.rectangle((0, 0, 1999, 59), fill=255)
            draw.rectangle((10, 15, 10 + width, 45), fill=0)
            corners = np.array([[0, 5], [20 + width, 5], [20 + width, 53], [0, 53]], np.float32)
            reader.read(picture, [Found(corners, Box(0, 5, 20 + width, 53))])
        return resident()

    once = read(range(60, 1900, 64))

    assert (
        read(range(61, 1900, 23)) < once + 40 * 1024**2
    )  # 80 other widths; each kept by itself took 340 MB (measured)

"""Which Tesseract it is, and what is made of what it says."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.adapters.ocr.tesseract import TesseractReader, as_bmp, find_tesseract, looks_upright, readable
from pipeline.errors import MissingTool, ToolTimeout
from schemas.pages import Box, Word


def word(text: str, confidence: float = 0.9, *, standing: bool = False) -> Word:
    return Word(text, Box(0, 0, 20, 80) if standing else Box(0, 0, 80, 20), confidence, 0)


def test_language_data_that_are_missing_are_named_with_how_to_get_them() -> None:
    with pytest.raises(MissingTool, match="nld, xyz") as raised:
        find_tesseract("nld+xyz")
    assert "apt-get install tesseract-ocr-nld tesseract-ocr-xyz tesseract-ocr-osd" in raised.value.hint


def test_other_models_are_another_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = find_tesseract("nld")
    for name in ("nld", "osd"):
        (tmp_path / f"{name}.traineddata").write_bytes((here.tessdata / f"{name}.traineddata").read_bytes()[:-1])
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))

    other = find_tesseract("nld")

    assert other.tessdata == tmp_path
    assert other.identity != here.identity
    assert other.identity.rpartition(" ")[0] == here.identity.rpartition(" ")[0]


@pytest.mark.parametrize(
    ("words", "count", "confidence"),
    [
        pytest.param([], 0, 0.0, id="nothing"),
        pytest.param([word("de"), word("12/5"), word("---")], 0, 0.0, id="short words and numbers do not count"),
        pytest.param([word("Leest", 0.8), word("te", 0.1), word("(aanvraag)", 0.6)], 2, 0.7, id="longer words do"),
    ],
)
def test_how_much_was_readable(words: list[Word], count: int, confidence: float) -> None:
    assert readable(words) == (count, pytest.approx(confidence))


@pytest.mark.parametrize(
    ("words", "upright"),
    [
        pytest.param([word("aanvraag")] * 8, True, id="enough sure words"),
        pytest.param([word("aanvraag")] * 7, False, id="too few"),
        pytest.param([word("aanvraag", 0.6)] * 8, False, id="not sure enough"),
        pytest.param([word("aanvraag", standing=True)] * 8, False, id="all run up the page"),
        pytest.param([word("aanvraag")] * 8 + [word("titel", standing=True)] * 3, True, id="a title block runs up it"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_words_that_read_well_and_level_say_it_is_upright(words: list[Word], upright: bool) -> None:
    assert looks_upright(words) is upright


def test_a_page_that_takes_too_long_is_given_up() -> None:
    page = Image.new("L", (2000, 2800), 255)
    pen = ImageDraw.Draw(page)
    for line in range(90):
        pen.text((50, 30 * line), "bouwvergunning " * 9, fill=0, font=ImageFont.load_default(size=24))

    with pytest.raises(ToolTimeout, match=r"reading\.seconds"):
        TesseractReader(find_tesseract("nld", page_seconds=1)).words(page, 300)


@pytest.mark.parametrize("size", [(64, 3), (33, 7), (1, 1), (2480, 40)])
def test_a_black_and_white_picture_is_the_bmp_that_pillow_makes(size: tuple[int, int]) -> None:
    picture = Image.effect_noise(size, 200).convert("1")
    written = io.BytesIO()
    picture.save(written, "BMP")

    assert as_bmp(picture) == written.getvalue()

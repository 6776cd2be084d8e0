"""A page is taken as a viewer shows it: turned and mirrored as its file says, its boxes in those pixels."""

import hashlib
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageOps

from benchmarks.odd_scans import DPI, SHOWN_AT, oriented, page
from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.pages import images, large
from pipeline.adapters.pictures import decoding, shown
from pipeline.ports import PdfPage
from schemas.delivery import MediaType
from schemas.pages import PageText

KINDS: dict[str, MediaType] = {"JPEG": "image/jpeg", "TIFF": "image/tiff", "PNG": "image/png"}
NUMBER = "4321/1958"


def marked() -> Image.Image:
    """Return a picture of which no turn and no mirror image is the same."""
    picture = Image.new("L", (120, 80), 255)
    ImageDraw.Draw(picture).polygon(((8, 8), (72, 8), (8, 40)), fill=0)
    return picture


def assert_alike(one: Image.Image, other: Image.Image) -> None:
    assert one.size == other.size
    apart = np.abs(np.asarray(one.convert("L")).astype(int) - np.asarray(other.convert("L")).astype(int))
    assert apart.mean() < 4, "another way up"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tag", range(2, 9))
def test_a_picture_is_taken_as_it_is_shown(tmp_path: Path, kind: str, tag: int) -> None:
    path = tmp_path / "scan"
    path.write_bytes(oriented(marked(), tag, kind))
    with Image.open(path) as delivered:
        assert_alike(ImageOps.exif_transpose(delivered), marked())

    (found,) = images.inspect(path, KINDS[kind], "a" * 64)

    assert (found.image.width, found.image.height) == marked().size
    assert_alike(decoding.frame(path, 0).picture, marked())
    with large.mapped(path, found.image, 1) as grey:
        assert_alike(Image.fromarray(np.ascontiguousarray(grey)), marked())
    assert_alike(large.reduced(path, found.image, 2), marked().reduce(2))


@pytest.mark.parametrize("said", [0, 9, 700, "6", None, b"\x06", (6, 6)])
def test_a_tag_that_makes_no_sense_turns_nothing(said: object) -> None:
    assert shown.plain(said) == 1


@pytest.mark.parametrize("tag", [2, 4, 5, 6, 7])
def test_a_turned_or_mirrored_photo_is_read_and_its_pdf_shows_it_upright(
    page_reader: PageReader, tmp_path: Path, tag: int
) -> None:
    path, pdf = tmp_path / "scan.jpg", tmp_path / "made.pdf"
    path.write_bytes(oriented(page(NUMBER), tag, "JPEG"))
    (found,) = page_reader.inspect(path, "image/jpeg", hashlib.sha256(path.read_bytes()).hexdigest())

    text: PageText = page_reader.read(path, page_reader.prepare(path, found.image))

    (box,) = (word.box for word in text.words if word.text == NUMBER)
    assert text.prepared.rotation == 0
    assert abs(box.left - SHOWN_AT[0]) < 12
    assert abs(box.top - SHOWN_AT[1]) < 25
    assert OcrmypdfMaker().make([PdfPage(path, text)], "t", pdf) == ()
    with pypdfium2.PdfDocument(pdf) as document:
        seen = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
        letters = document[0].get_textpage().get_text_bounded()
    assert_alike(seen.resize(page(NUMBER).size), page(NUMBER))
    assert NUMBER in letters

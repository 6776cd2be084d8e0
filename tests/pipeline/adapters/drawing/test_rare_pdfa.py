"""Rare and damaged images become PDF/A too, with what can be seen of them."""

from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf.pdfa import validate_written
from PIL import Image

from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.pages import images
from pipeline.adapters.pdf.pictures import images_of
from pipeline.ports import PdfPage
from schemas.pages import Box, PageText, PreparedPage, Word
from tests.pipeline.adapters.pictures.test_decoding import RARE, SQUARE, g4_strips, how, spoiled, tiff

DAMAGED = tiff([spoiled(g4_strips(240)[0], 0.9)], how((1,), compression=4))


@pytest.mark.parametrize("kind", [*RARE, "damaged G4"])
def test_a_rare_image_becomes_pdfa_with_its_words(tmp_path: Path, kind: str) -> None:
    path, target = tmp_path / "a.tif", tmp_path / "made.pdf"
    path.write_bytes(RARE.get(kind, DAMAGED))
    (found,) = images.inspect(path, "image/tiff", "a" * 64)
    prepared = PreparedPage(image=found.image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=300)
    words = (Word("Leest", Box(150, 30, 300, 60), 0.9, 0),)
    maker = OcrmypdfMaker()

    maker.make([PdfPage(path, PageText(prepared=prepared, words=words, reader="x"))], "Dossier", target)

    assert validate_written(target, "2b").verdict != "fail"
    assert maker.read_back(target) == ("Leest",)
    with pypdfium2.PdfDocument(target) as pdf:
        page = pdf[0]
        tones = np.asarray(page.render(scale=300 / 72, grayscale=True).to_pil()).astype(int)
        page.close()
    left, top, right, bottom = SQUARE
    assert tones[top + 5 : bottom - 5, left + 5 : right - 5].max() < 70
    assert tones[5:15].min() > 200


@pytest.mark.parametrize("colours", [2, 4, 16, 200])
@pytest.mark.parametrize("clear", [0, 1])
def test_a_palette_with_transparency_is_in_the_pdf_as_it_is_seen(tmp_path: Path, colours: int, clear: int) -> None:
    path, target = tmp_path / "a.png", tmp_path / "made.pdf"
    stripes = np.repeat(np.arange(300) // 30 % colours, 240).reshape(300, 240).astype(np.uint8)
    picture = Image.fromarray(stripes, "L").convert("P")
    picture.putdata(stripes.ravel().tolist())
    picture.putpalette([value for shade in range(colours) for value in (shade * 255 // colours,) * 3])
    picture.save(path, transparency=clear, dpi=(72, 72))
    (found,) = images.inspect(path, "image/png", "a" * 64)
    prepared = PreparedPage(image=found.image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=72)

    OcrmypdfMaker().make([PdfPage(path, PageText(prepared=prepared, words=(), reader="x"))], "Dossier", target)

    with pypdfium2.PdfDocument(target) as pdf:
        page = pdf[0]
        drawn = page.render(grayscale=True).to_pil()
        page.close()
    wanted = np.asarray(images.raster(path, found.image).image.convert("L")).astype(int)
    assert np.abs(np.asarray(drawn).astype(int) - wanted).mean() < 5


@pytest.mark.parametrize(("frame", "kept"), [(0xC0, True), (0xC9, False)])
def test_a_jpeg_coded_by_arithmetic_is_unpacked_for_the_pdf(tmp_path: Path, frame: int, kept: bool) -> None:
    path, target = tmp_path / "a.jpg", tmp_path / "made.pdf"
    Image.linear_gradient("L").save(path, dpi=(72, 72))
    data = bytearray(path.read_bytes())
    data[data.index(b"\xff\xc0") + 1] = frame  # what it shows is another picture then; it is one nonetheless
    path.write_bytes(data)
    (found,) = images.inspect(path, "image/jpeg", "a" * 64)
    prepared = PreparedPage(image=found.image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=72)

    redrawn = OcrmypdfMaker().make(
        [PdfPage(path, PageText(prepared=prepared, words=(), reader="x"))], "Dossier", target
    )

    with pikepdf.open(target) as pdf:
        (image,) = images_of(pdf.pages[0].obj)
        assert (image.Filter == "/DCTDecode") is kept
    assert redrawn == ()  # the same pixels

"""A plan of many pixels is read in parts: its title block, small lettering at a seam, and what runs up its side."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.adapters.ocr.engines import Readers
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.ocr.tesseract import find_tesseract
from schemas.pages import PageText

SIZE = (8000, 6000)  # 48 million pixels: A1 at 240 dpi
BLOCK = ("Bouwplaats Tisseltbaan 80 Leest", "Architect Schellekens", "Bouwheer Discart Jan", "Schaal 1/50")
SEAM = "Bergplaats onder pannendak"  # lies over the edge of a part


@pytest.fixture(scope="module", params=["both", "tesseract"])
def reader(request: pytest.FixtureRequest) -> PageReader:
    return PageReader(Readers(find_tesseract("nld"), request.param))


def plan() -> Image.Image:
    sheet = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(sheet)
    for number in range(6):
        pen.rectangle((500 + 700 * number, 500, 1100 + 700 * number, 2500), outline=0, width=5)
    pen.text((2400, 3000), "GRONDPLAN VERDIEPING", font=ImageFont.load_default(size=220), fill=0)
    pen.text((3380, 1600), SEAM, font=ImageFont.load_default(size=36), fill=0)
    for number, line in enumerate(BLOCK):
        pen.text((6500, 5200 + 90 * number), line, font=ImageFont.load_default(size=44), fill=0)
    side = Image.new("L", (1200, 80), 255)
    ImageDraw.Draw(side).text((10, 10), "Perceelgrens volgens kadaster", font=ImageFont.load_default(size=44), fill=0)
    sheet.paste(side.rotate(90, expand=True), (300, 3500))
    return sheet


def read(reader: PageReader, picture: Image.Image, folder: Path) -> tuple[Path, PageText]:
    path = folder / "plan.tif"
    picture.convert("1").save(path, dpi=(240, 240), compression="group4")
    (found,) = reader.inspect(path, "image/tiff", "a" * 64)
    return path, reader.read(path, reader.prepare(path, found.image))


@pytest.mark.parametrize("turned", [0, 180])
def test_lettering_of_every_size_and_way_is_read_once(reader: PageReader, tmp_path: Path, turned: int) -> None:
    picture = plan().rotate(turned)

    _, text = read(reader, picture, tmp_path)

    found = text.text.split()
    expected = [*" ".join(BLOCK).split(), *SEAM.split(), "GRONDPLAN", "VERDIEPING"]
    if turned and "PP-OCR" not in text.reader:
        # Tesseract alone cannot tell which way so little lettering is up: it must say so, never call the plan blank.
        assert (text.prepared.rotation, text.prepared.blank) == (None, False)
        assert "orientation_undecided" in text.problems
        return
    assert text.prepared.rotation == turned
    assert [word for word in expected if found.count(word) != 1] == []
    assert "Perceelgrens" in found
    assert text.problems == ()
    ink = np.asarray(picture) < 140
    for word in text.words:
        assert ink[word.box.top : word.box.bottom, word.box.left : word.box.right].any()


def test_an_empty_plan_is_blank(reader: PageReader, tmp_path: Path) -> None:
    _, text = read(reader, Image.new("L", SIZE, 255), tmp_path)

    assert (text.words, text.prepared.blank) == ((), True)


def test_a_colour_plan_of_a0_is_opened_and_read_in_little_memory(tmp_path: Path) -> None:
    """Half of A0 at 400 dpi in colour would be 370 MB in memory, and as much again for each step."""
    wide, high = 13_000, 9_500
    path = tmp_path / "plan.jpg"
    program = (
        "import sys\nfrom pathlib import Path\nimport pyvips\n"
        "from pipeline.adapters.pages import images, large\n"
        f"pyvips.Image.black({wide}, {high}, bands=3).linear(1, 235).cast('uchar').copy(interpretation='srgb')"
        ".jpegsave(sys.argv[1])\n"
        "path = Path(sys.argv[1])\nfound = images.inspect(path, 'image/jpeg', 'a' * 64)[0].image\n"
        "with large.mapped(path, found, 1) as grey:\n    print(*grey.shape, int(grey[5000, 5000]))\n"
        "print(images.raster(path, found).factor)\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True, timeout=300
    )

    shape, factor, kilobytes = done.stdout.splitlines()
    assert shape.split() == [str(high), str(wide), "235"]
    assert factor == "2"
    assert int(kilobytes) < 450 * 1024

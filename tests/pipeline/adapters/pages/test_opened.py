"""What is kept of the page that was opened last is that page, and only as long as it is."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.pages.measure import percentile
from pipeline.adapters.pages.opened import LastOpened
from pipeline.adapters.pages.upright import Upright
from schemas.delivery import PageImage

SIZE = (620, 877)


def image(index: int = 0) -> PageImage:
    return PageImage(
        sha256="a" * 64, media_type="image/png", page_index=index, width=SIZE[0], height=SIZE[1], dpi=75, mode="grey"
    )


def drawn(path: Path, tone: int) -> Path:
    Image.new("L", SIZE, tone).save(path)
    return path


def tone(opened: LastOpened, path: Path) -> object:
    return opened.raster(path, image()).image.getpixel((0, 0))


def test_a_page_is_opened_once_until_another_is(tmp_path: Path) -> None:
    opened, one, other = LastOpened(), drawn(tmp_path / "1.png", 10), drawn(tmp_path / "2.png", 20)

    first = opened.raster(one, image())

    assert opened.raster(one, image()) is first
    assert opened.raster(one, image(), 2).factor == 2
    assert tone(opened, other) == 20
    assert tone(opened, one) == 10


def test_a_file_that_changed_is_opened_again(tmp_path: Path) -> None:
    opened, path = LastOpened(), drawn(tmp_path / "1.png", 10)
    assert tone(opened, path) == 10

    path.unlink()
    (tmp_path / "longer.png").write_bytes(drawn(tmp_path / "new.png", 30).read_bytes() + b"\0")
    (tmp_path / "longer.png").rename(path)

    assert tone(opened, path) == 30


def test_a_page_is_turned_once_for_each_place_it_takes(tmp_path: Path) -> None:
    opened, path = LastOpened(), drawn(tmp_path / "1.png", 10)
    raster = opened.raster(path, image())
    upright, turned = Upright(*SIZE, 0, 2.0), Upright(*SIZE, 90, 0.0)

    assert opened.upright(upright, raster) is opened.upright(upright, raster)
    assert opened.upright(turned, raster).size == SIZE[::-1]
    assert opened.upright(upright, raster).size == SIZE
    opened.forget()
    assert opened.raster(path, image()) is not raster


@pytest.mark.parametrize("share", [0.0, 2.0, 50.0, 80.0, 98.0, 99.5, 100.0])
def test_percentiles_are_those_of_numpy(share: float) -> None:
    chance = np.random.default_rng(7)
    for size in (1, 2, 9, 1000, (37, 192)):
        tones = chance.integers(0, 256, size)
        assert percentile(tones, share) == pytest.approx(float(np.percentile(tones, share)))


def test_what_needs_no_cleaning_is_said_once_and_read_as_it_came(tmp_path: Path, page_reader: PageReader) -> None:
    page = Image.new("L", (1240, 1754), 235)
    page.paste(40, (200, 300, 700, 304))
    page.save(tmp_path / "clean.png")
    page.paste(0, (0, 0, 60, 1754))  # beyond the sheet
    page.save(tmp_path / "border.png")

    def prepared(name: str) -> bool:
        facts = image().model_copy(update={"width": 1240, "height": 1754, "dpi": 150})
        return page_reader.prepare(tmp_path / name, facts).clean

    assert prepared("clean.png")
    assert not prepared("border.png")

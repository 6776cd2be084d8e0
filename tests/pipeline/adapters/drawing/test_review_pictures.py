"""The person who looks sees the place on the page upright, with a red frame around just that."""

import io

import pytest
from PIL import Image, ImageDraw

from pipeline.adapters.drawing.review_pictures import ReviewPictures
from pipeline.adapters.memory.storage import MemoryStore
from schemas.pages import Box, Rotation
from schemas.record import RecordPage

MARK = Box(300, 100, 420, 130)
"""A black bar on the upright page: wide, and near the top."""
UPRIGHT = (1240, 1754)
TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def delivered(rotation: Rotation) -> tuple[bytes, Box, tuple[int, int]]:
    """Return a page whose content is turned clockwise, and where the bar is on it."""
    page = Image.new("L", UPRIGHT, "white")
    ImageDraw.Draw(page).rectangle((MARK.left, MARK.top, MARK.right - 1, MARK.bottom - 1), fill="black")
    turned = page.transpose(TURNS[rotation]) if rotation else page
    out = io.BytesIO()
    turned.save(out, "PNG", dpi=(150, 150))
    found = turned.point(lambda grey: 255 - grey).getbbox()
    assert found
    return out.getvalue(), Box(*found), turned.size


def shape(png: bytes, *, red: bool) -> tuple[int, int]:
    """Return width and height of all that is red, or black, in a picture."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    green, red_ = picture.getchannel("G"), picture.getchannel("R")
    dark = green.point(lambda value: 255 if value < 90 else 0)
    strong = red_.point(lambda value: 255 if (value > 120) == red else 0)
    found = Image.composite(strong, Image.new("L", picture.size), dark).getbbox()
    assert found
    return found[2] - found[0], found[3] - found[1]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_place_is_upright_and_framed(rotation: Rotation) -> None:
    data, box, (width, height) = delivered(rotation)
    store = MemoryStore()
    page = RecordPage(
        number=1, file="0001.png", page_index=0, sha256=store.put(data), type="overig", rotation=rotation, skew=0.0,
        blank=False, width=width, height=height, dpi=150, text="", words=0, confidence=0.0,
    )  # fmt: skip
    pictures = ReviewPictures(store)

    crop, whole = pictures.crop(page, [box]), pictures.whole(page, [box])

    assert shape(crop, red=False) == pytest.approx((120, 30), abs=2), "the bar lies as people read"
    assert shape(crop, red=True) == pytest.approx((120 + 8, 30 + 8), abs=6)
    assert shape(whole, red=True) == pytest.approx((117, 35), abs=12), "and on the whole page, smaller"
    with Image.open(io.BytesIO(crop)) as cut, Image.open(io.BytesIO(whole)) as all_:
        assert cut.width <= 900
        assert cut.height <= 420
        assert max(all_.size) == 1600
        assert all_.width < all_.height
    assert len(crop) < 20_000

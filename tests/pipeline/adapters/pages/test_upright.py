"""Boxes and pictures turn together, and find their way back to the delivered image."""

import math

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.adapters.pages.upright import SKEW_WORTH_UNDOING, Upright, box_turned, turned
from schemas.pages import Box, Rotation

ROTATIONS: tuple[Rotation, ...] = (0, 90, 180, 270)


@st.composite
def boxes(draw: st.DrawFn, width: int, height: int) -> Box:
    left, top = draw(st.integers(0, width - 1)), draw(st.integers(0, height - 1))
    return Box(left, top, draw(st.integers(left + 1, width)), draw(st.integers(top + 1, height)))


@st.composite
def placed(draw: st.DrawFn) -> tuple[Upright, Box]:
    width, height = draw(st.integers(40, 15000)), draw(st.integers(40, 15000))
    place = Upright(
        width,
        height,
        draw(st.sampled_from(ROTATIONS)),
        draw(st.floats(-5, 5)),
        factor=draw(st.integers(1, 4)),
        wide=draw(st.sampled_from((1.0, 1.4706))),
        tall=draw(st.sampled_from((1.0, 2.0816, 0.767))),
    )
    return place, draw(boxes(width, height))


def upright_size(place: Upright) -> tuple[int, int]:
    size = math.ceil(place.width * place.wide / place.factor), math.ceil(place.height * place.tall / place.factor)
    return (size[1], size[0]) if place.rotation in {90, 270} else size


def holds(outer: Box, inner: Box, slack: int) -> bool:
    return (
        outer.left <= inner.left + slack
        and outer.top <= inner.top + slack
        and outer.right >= inner.right - slack
        and outer.bottom >= inner.bottom - slack
    )


@given(placed())
@example((Upright(40, 542, 180, 0.0, factor=4, wide=1.0, tall=0.767), Box(0, 109, 1, 110)))
def test_a_box_comes_back_to_where_it_was(case: tuple[Upright, Box]) -> None:
    place, box = case
    there = place.forward(box)
    width, height = upright_size(place)
    # A slanted picture keeps its size, so its corners fall off: what lies there cannot come back whole.
    off = there.left == 0 or there.top == 0 or there.right == width or there.bottom == height
    assume(abs(place.skew) < SKEW_WORTH_UNDOING or not off)

    back = place.back(there)

    assert holds(back, box, slack=0)
    if abs(place.skew) < SKEW_WORTH_UNDOING:
        # One pixel of the upright picture is so many of the scan, more where the scan was squeezed before.
        assert holds(box, back, slack=math.ceil(place.factor / min(place.wide, place.tall)) + 1)


@given(placed())
def test_a_box_is_never_empty_and_never_outside(case: tuple[Upright, Box]) -> None:
    place, box = case
    width, height = upright_size(place)
    there = place.forward(box)
    back = place.back(there)
    assert 0 <= there.left < there.right <= width
    assert 0 <= there.top < there.bottom <= height
    assert 0 <= back.left < back.right <= place.width
    assert 0 <= back.top < back.bottom <= place.height


@given(st.data(), st.integers(1, 3000), st.integers(1, 3000), st.sampled_from(ROTATIONS))
def test_four_turns_are_none(data: st.DataObject, width: int, height: int, rotation: Rotation) -> None:
    box = data.draw(boxes(width, height))
    moved, size = box, (width, height)
    for _ in range(4):
        moved = box_turned(moved, *size, rotation)
        size = (size[1], size[0]) if rotation in {90, 270} else size
    assert (moved, size) == (box, (width, height))


@given(st.data(), st.integers(1, 3000), st.integers(1, 3000))
def test_a_quarter_twice_is_a_half(data: st.DataObject, width: int, height: int) -> None:
    box = data.draw(boxes(width, height))
    quarter = box_turned(box, width, height, 90)
    assert box_turned(quarter, height, width, 90) == box_turned(box, width, height, 180)
    assert box_turned(quarter, height, width, 270) == box


MARK = Box(120, 40, 180, 70)


def marked(width: int = 400, height: int = 300) -> Image.Image:
    picture = Image.new("L", (width, height), 255)
    ImageDraw.Draw(picture).rectangle((MARK.left, MARK.top, MARK.right - 1, MARK.bottom - 1), fill=0)
    return picture


def found(picture: Image.Image) -> Box:
    ys, xs = np.nonzero(np.asarray(picture) < 128)
    return Box(int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1)


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_picture_and_box_turn_together(rotation: Rotation) -> None:
    place = Upright(400, 300, rotation, 0.0)
    there = found(place.picture(marked()))
    assert place.forward(MARK) == there
    assert place.back(there) == MARK


@pytest.mark.parametrize("rotation", ROTATIONS)
@pytest.mark.parametrize("skew", [-4.0, -1.0, 1.5, 5.0])
def test_slanted_picture_and_box_turn_together(rotation: Rotation, skew: float) -> None:
    place = Upright(400, 300, rotation, skew)
    there = found(place.picture(marked()))
    assert holds(place.forward(MARK), there, slack=1)
    assert holds(place.back(there), MARK, slack=2)
    middle = (there.left + there.right) / 2, (there.top + there.bottom) / 2
    box = place.forward(MARK)
    assert ((box.left + box.right) / 2, (box.top + box.bottom) / 2) == pytest.approx(middle, abs=1.5)


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_a_box_of_a_reduced_picture_is_in_pixels_of_the_whole_one(rotation: Rotation) -> None:
    place = Upright(400, 300, rotation, 0.0, factor=3)
    there = found(place.picture(marked().reduce(3)))
    assert holds(place.back(there), MARK, slack=3)
    assert holds(MARK, place.back(there), slack=3)


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_what_was_turned_clockwise_is_turned_back(rotation: Rotation) -> None:
    delivered = marked().rotate(-rotation, expand=True)
    assert found(turned(delivered, rotation)) == MARK
    assert box_turned(MARK, 400, 300, rotation) == found(delivered)

"""Makes lines of the heat that the second reader's finder sees on a page: the last step of its network (DB).

rapidocr has the same in a module that also loads what asks models of the internet, which takes a reading process a
fifth of its start. The corners are the same (tested), for the recogniser reads what they cut out.
"""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pyclipper  # type: ignore[import-untyped]  # it has no types
from numpy.typing import NDArray

Corners = NDArray[np.float32]

_WARM = 0.3  # where the finder sees writing
_SURE = 0.5  # on average in a line
_MOST = 1000  # places that are looked at
_LARGER = 1.6  # the network was taught lines without their rims
_NARROWEST = 3  # pixels, of heat and of a line


def lines_of(heat: NDArray[np.float32], height: int, width: int) -> Iterator[Corners]:
    """Give the corners of each line, four by two, clockwise from its top left, in pixels of a page of this size.

    Args:
        heat: How likely it is, in [0, 1], that there is writing; a smaller picture of the page, two-dimensional.
        height: Of the page.
        width: Of the page.
    """
    warm = cv2.dilate((heat > _WARM).astype(np.uint8), np.ones((2, 2), np.uint8))
    places, _ = cv2.findContours(warm, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    small, large = np.array(heat.shape[::-1], np.float32), np.array([width, height], np.float32)
    for place in places[:_MOST]:
        core, side = _around(place)
        if side < _NARROWEST or _mean_in(heat, core) < _SURE:
            continue
        whole, side = _around(_enlarged(core))
        if side < _NARROWEST + 2:
            continue
        corners = _clockwise(np.clip(np.round(whole / small * large), 0, large - 1))
        if min(_length(corners, 1), _length(corners, 3)) > _NARROWEST:
            yield corners


def _around(points: NDArray[Any]) -> tuple[Corners, float]:
    """Return the corners of the smallest rectangle around points, which may be turned, and its shorter side."""
    box = cv2.minAreaRect(points)
    one, two, three, four = sorted(cv2.boxPoints(box).tolist(), key=lambda corner: corner[0])
    above, below = (one, two) if two[1] > one[1] else (two, one)
    over, under = (three, four) if four[1] > three[1] else (four, three)
    return np.array([above, over, under, below], np.float32), min(box[1])


def _mean_in(heat: NDArray[np.float32], corners: Corners) -> float:
    """Return how warm it is within corners."""
    last = np.array(heat.shape[::-1]) - 1
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, last)
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, last)
    inside = np.zeros((bottom - top + 1, right - left + 1), np.uint8)
    cv2.fillPoly(inside, [(corners - np.array([left, top], np.float32)).astype(np.int32)], (1,))
    return cv2.mean(heat[top : bottom + 1, left : right + 1], inside)[0]


def _enlarged(corners: Corners) -> NDArray[np.int32]:
    """Return the outline of a line with its rims, by so much as its area asks for its length."""
    x, y = corners.astype(float).T
    area = abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
    length = float(np.hypot(x - np.roll(x, 1), y - np.roll(y, 1)).sum())
    outline = pyclipper.PyclipperOffset()
    outline.AddPath(corners, pyclipper.JT_ROUND, pyclipper.ET_CLOSEDPOLYGON)
    return np.array(outline.Execute(area * _LARGER / length), np.int32).reshape(-1, 1, 2)


def _clockwise(corners: NDArray[Any]) -> Corners:
    """Order corners clockwise from the top left; of two that are as far left the first stays first."""
    across = sorted(corners.tolist(), key=lambda corner: corner[0])
    above, below = sorted(across[:2], key=lambda corner: corner[1])
    over, under = sorted(across[2:], key=lambda corner: corner[1])
    return np.array([above, over, under, below], np.float32)


def _length(corners: Corners, to: int) -> int:
    """Return how far a corner is from the first."""
    return int(np.linalg.norm(corners[0] - corners[to]))

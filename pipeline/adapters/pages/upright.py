"""Turns a page upright for reading, and boxes back to the delivered image."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from schemas.pages import Box, Rotation

_TURN_BACK = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
SKEW_WORTH_UNDOING = 1.0  # degrees; below this Tesseract reads better without the loss of sharpness (measured)


@dataclass(frozen=True, slots=True)
class Upright:
    """How a delivered image of `width` × `height` pixels (reduced by `factor`) was turned to be read.

    `wide`, `tall`: its picture was made so many times as wide and as high before that.
    """

    width: int
    height: int
    rotation: Rotation
    skew: float
    factor: int = 1
    wide: float = 1.0
    tall: float = 1.0

    def picture(self, delivered: Image.Image) -> Image.Image:
        """Return the upright picture of a (reduced) delivered image."""
        turned = delivered.transpose(_TURN_BACK[self.rotation]) if self.rotation else delivered
        if abs(self.skew) < SKEW_WORTH_UNDOING:
            return turned
        return _levelled(turned.convert("L"), self.skew)

    def back(self, box: Box) -> Box:
        """Return the box in pixels of the delivered image that holds a box of the upright picture."""
        corners = ((box.left, box.top), (box.right, box.top), (box.left, box.bottom), (box.right, box.bottom))
        return _around([self._delivered(x, y) for x, y in corners], self.width, self.height)

    def _size(self) -> tuple[float, float]:
        return self.width * self.wide / self.factor, self.height * self.tall / self.factor

    def _delivered(self, x: float, y: float) -> tuple[float, float]:
        width, height = self._size()
        turned_width, turned_height = (height, width) if self.rotation in {90, 270} else (width, height)
        if abs(self.skew) >= SKEW_WORTH_UNDOING:
            x, y = _about_centre(x, y, turned_width, turned_height, self.skew)
        x, y = _turn(x, y, turned_width, turned_height, self.rotation)
        return x * self.factor / self.wide, y * self.factor / self.tall

    def forward(self, box: Box) -> Box:
        """Return the box of the upright picture that holds a box of the delivered image."""
        width, height = self._size()
        corners = ((box.left, box.top), (box.right, box.top), (box.left, box.bottom), (box.right, box.bottom))
        turned_width, turned_height = (height, width) if self.rotation in {90, 270} else (width, height)
        points = []
        for left, top in corners:
            x, y = left * self.wide / self.factor, top * self.tall / self.factor
            x, y = _turn(x, y, width, height, _OPPOSITE[self.rotation])
            if abs(self.skew) >= SKEW_WORTH_UNDOING:
                x, y = _about_centre(x, y, turned_width, turned_height, -self.skew)
            points.append((x, y))
        return _around(points, math.ceil(turned_width), math.ceil(turned_height))


def turned(picture: Image.Image, rotation: Rotation) -> Image.Image:
    """Return a picture whose content is turned clockwise by `rotation`, turned back."""
    return picture.transpose(_TURN_BACK[rotation]) if rotation else picture


def box_turned(box: Box, width: int, height: int, rotation: Rotation) -> Box:
    """Return where a box of a picture of `width` × `height` lies when the picture is turned clockwise."""
    left, top = _turn(box.left, box.top, width, height, rotation)
    right, bottom = _turn(box.right, box.bottom, width, height, rotation)
    return Box(int(min(left, right)), int(min(top, bottom)), int(max(left, right)), int(max(top, bottom)))


def _levelled(picture: Image.Image, degrees: float) -> Image.Image:
    """Turn a grey picture counterclockwise about its centre; what comes in from outside is paper."""
    size = picture.width, picture.height
    turn = cv2.getRotationMatrix2D(((size[0] - 1) / 2, (size[1] - 1) / 2), degrees, 1.0)
    return Image.fromarray(cv2.warpAffine(np.asarray(picture), turn, size, flags=cv2.INTER_LINEAR, borderValue=255))


_OPPOSITE: dict[Rotation, Rotation] = {0: 0, 90: 270, 180: 180, 270: 90}


def _around(points: list[tuple[float, float]], width: int, height: int) -> Box:
    """Return the box that holds the points, as far as it lies in a picture of this size; never an empty one."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top = min(max(math.floor(min(xs)), 0), width - 1), min(max(math.floor(min(ys)), 0), height - 1)
    return Box(
        left,
        top,
        max(min(math.ceil(max(xs)), width), left + 1),
        max(min(math.ceil(max(ys)), height), top + 1),
    )


def _about_centre(x: float, y: float, width: float, height: float, degrees: float) -> tuple[float, float]:
    """Turn a point clockwise about the centre of the picture (y points down)."""
    angle = math.radians(degrees)
    dx, dy = x - width / 2, y - height / 2
    return (
        width / 2 + dx * math.cos(angle) - dy * math.sin(angle),
        height / 2 + dx * math.sin(angle) + dy * math.cos(angle),
    )


def _turn(x: float, y: float, width: float, height: float, rotation: Rotation) -> tuple[float, float]:
    """Turn a point of a picture of `width` × `height` clockwise with its picture, in steps of 90 degrees."""
    match rotation:
        case 0:
            return x, y
        case 90:
            return height - y, x
        case 180:
            return width - x, height - y
        case 270:
            return y, width - x

"""What paper, carbon copies, light and scanners do to a page, with the boxes following every turn."""

import io
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from dice import Dice
from layout.sheet import Box, Sheet
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Pixels = NDArray[np.float32]


@dataclass(slots=True)
class Scan:
    """A page as the contractor delivers it.

    Attributes:
        image: "1", "L" or "RGB".
        matrix: 3 x 3, from pixels of the sheet to pixels of the image.
        rotation: degrees clockwise by which the content is turned.
    """

    image: Image.Image
    dpi: int
    mode: str
    matrix: NDArray[np.float64]
    rotation: int
    skew: float
    quality: int
    degradations: list[str] = field(default_factory=list)

    def moved(self, box: Box) -> list[int]:
        """The box in pixels of the delivered image: left, top, right, bottom."""
        corners = np.array([[box[i], box[j], 1.0] for i in (0, 2) for j in (1, 3)]).T
        xs, ys, _ = self.matrix @ corners
        limits = (self.image.width, self.image.height)
        low = [max(0, int(np.floor(axis.min()))) for axis in (xs, ys)]
        high = [min(limit, int(np.ceil(axis.max()))) for limit, axis in zip(limits, (xs, ys), strict=True)]
        return [*low, *high]

    def encoded(self) -> bytes:
        """The file: G4 TIFF for a bitonal page, JPEG otherwise."""
        out = io.BytesIO()
        if self.mode == "bitonal":
            self.image.save(out, "TIFF", compression="group4", dpi=(self.dpi, self.dpi))
        else:
            self.image.save(out, "JPEG", quality=self.quality, dpi=(self.dpi, self.dpi))
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class Wear:
    """How badly a page is treated.

    Attributes:
        mode: bitonal, gray or color.
        rotation: 0, 90, 180 or 270 degrees clockwise.
        hardness: 0 is kind, 1 is cruel.
        carbon: whether this is a carbon copy.
        kind: neither faded nor a copy, whatever chance says.
    """

    mode: str = "bitonal"
    rotation: int = 0
    hardness: float = 0.3
    carbon: bool = False
    kind: bool = False


def scan(sheet: Sheet, dice: Dice, wear: Wear) -> Scan:
    """Age the page and scan it."""
    noise = np.random.default_rng(dice.bits())
    done: list[str] = []
    image = sheet.image
    if wear.carbon and not wear.kind:
        image = image.filter(ImageFilter.GaussianBlur(dice.uniform(0.9, 1.5)))
        done.append("carbon")
    pixels = np.asarray(image, dtype=np.float32)
    pixels = _ink(pixels, dice, noise, wear, done)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    _holes_and_folds(image, dice, wear, done)
    image, matrix, skew = _place(image, dice, wear, done)
    image = _light(image, dice, noise, wear, done)
    result = _deliver(image, dice, noise, wear, done, matrix, sheet)
    result.skew = round(skew, 2)
    return result


def legible(sheet: Sheet, result: Scan) -> bool:
    """Say whether every printed field has left ink on the scan."""
    grey = result.image.convert("L")
    boxes = [result.moved(box) for printed in sheet.printed.values() for box in printed.boxes]
    return all(sum(grey.crop((box[0], box[1], box[2], box[3])).histogram()[:150]) > 8 for box in boxes)


def _cloud(noise: np.random.Generator, size: tuple[int, int], cells: int) -> Pixels:
    small = Image.fromarray(noise.uniform(0, 255, (cells, cells)).astype(np.uint8))
    return np.asarray(small.resize(size, Image.Resampling.BICUBIC), dtype=np.float32) / np.float32(255)


def _ink(pixels: Pixels, dice: Dice, noise: np.random.Generator, wear: Wear, done: list[str]) -> Pixels:
    if wear.kind:
        return pixels
    strength = 0.62 if wear.carbon else 1.0
    size = (pixels.shape[1], pixels.shape[0])
    if not wear.carbon and dice.chance(0.15 + wear.hardness * 0.5):
        done.append("faded")
        depth = dice.uniform(0.1, 0.2) + wear.hardness * 0.1
        return 255 - (255 - pixels) * strength * (1 - depth * (0.5 + _cloud(noise, size, 14)))
    if strength < 1:
        return 255 - (255 - pixels) * (strength + 0.2 * _cloud(noise, size, 20))
    return pixels


def _holes_and_folds(image: Image.Image, dice: Dice, wear: Wear, done: list[str]) -> None:
    draw = ImageDraw.Draw(image)
    scale = image.width / 2480
    if dice.chance(0.4):
        done.append("punch_holes")
        middle, radius = image.height / 2 + dice.uniform(-60, 60), 36 * scale
        for y in (middle - 472 * scale, middle + 472 * scale):
            x = dice.uniform(105, 130) * scale
            draw.ellipse(
                (x - radius, y - radius, x + radius, y + radius), fill=255, outline=40, width=round(5 * scale) + 1
            )
    if dice.chance(0.25 + 0.3 * wear.hardness):
        done.append("fold")
        for _ in range(dice.between(1, 2)):
            y = image.height * dice.uniform(0.2, 0.8)
            tilt = dice.uniform(-12, 12)
            points = [(x, y + tilt * x / image.width + dice.uniform(-2, 2)) for x in range(0, image.width + 40, 40)]
            for start, end in pairwise(points):
                if dice.chance(0.55):
                    draw.line((*start, *end), fill=dice.between(80, 150), width=2)


def _place(
    image: Image.Image, dice: Dice, wear: Wear, done: list[str]
) -> tuple[Image.Image, NDArray[np.float64], float]:
    angle = dice.uniform(-0.6, 0.6)
    if dice.chance(0.15 + 0.3 * wear.hardness):
        angle = dice.uniform(0.9, 2.2) * (1 if dice.chance(0.5) else -1)
        done.append("skew")
    border = (0, 0, 0, 0)
    if dice.chance(0.25):
        done.append("dark_border")
        border = (dice.between(0, 70), dice.between(0, 70), dice.between(0, 70), dice.between(10, 70))
    ground = 25 if any(border) else 255
    size = (image.width + border[0] + border[2], image.height + border[1] + border[3])
    canvas = Image.new("L", size, ground)
    canvas.paste(image, border[:2])
    turned = canvas.rotate(angle, Image.Resampling.BILINEAR, fillcolor=ground)
    cx, cy = canvas.width / 2, canvas.height / 2
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    shift = np.array([[1, 0, border[0] - cx], [0, 1, border[1] - cy], [0, 0, 1.0]])
    turn = np.array([[cos, sin, cx], [-sin, cos, cy], [0, 0, 1.0]])
    return turned, turn @ shift, -angle


def _light(image: Image.Image, dice: Dice, noise: np.random.Generator, wear: Wear, done: list[str]) -> Image.Image:
    pixels = np.asarray(image, dtype=np.float32)
    if dice.chance(0.25 + 0.25 * wear.hardness):
        done.append("uneven_light")
        depth = dice.uniform(18, 38) + (22 if wear.mode != "bitonal" else 10) * wear.hardness
        pixels = pixels - depth * _cloud(noise, image.size, 4)
    if dice.chance(0.3 + 0.3 * wear.hardness):
        done.append("speckle")
        amount = round(image.width * image.height * dice.uniform(0.8e-5, 3e-5) * (1 + wear.hardness))
        pixels = pixels.copy()
        rows, columns = noise.integers(0, image.height - 3, amount), noise.integers(0, image.width - 3, amount)
        for down in range(2):
            for across in range(2):
                pixels[rows + down, columns + across] = noise.integers(20, 120, amount)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _grain(image: Image.Image, noise: np.random.Generator, spread: float) -> Pixels:
    grain = noise.standard_normal((image.height, image.width), dtype=np.float32) * spread
    return np.asarray(image, dtype=np.float32) + grain


def _deliver(
    image: Image.Image,
    dice: Dice,
    noise: np.random.Generator,
    wear: Wear,
    done: list[str],
    matrix: NDArray[np.float64],
    sheet: Sheet,
) -> Scan:
    dpi, quality = sheet.dpi, dice.between(58, 74)
    if wear.mode != "bitonal" and dpi == 300 and dice.chance(0.8):
        dpi = 200
        size = (round(image.width * 2 / 3), round(image.height * 2 / 3))
        matrix = np.diag([size[0] / image.width, size[1] / image.height, 1.0]) @ matrix
        image = image.resize(size, Image.Resampling.BOX)
    image, matrix = _turned(image, matrix, wear.rotation)
    if wear.rotation:
        done.append(f"rot{wear.rotation}")
    if wear.mode == "bitonal":
        limit = 158.0 if wear.carbon else 142.0
        if not wear.carbon and dice.chance(0.1 + 0.25 * wear.hardness):
            limit += dice.uniform(26, 40)
            done.append("threshold_dark")
        soft = image.filter(ImageFilter.GaussianBlur(0.8))
        final = Image.fromarray(_grain(soft, noise, 9 + 8 * wear.hardness) > limit)
        return Scan(final, dpi, "bitonal", matrix, wear.rotation, 0.0, 0, done)
    if dice.chance(0.2):
        quality = dice.between(24, 36)
        done.append("jpeg_artefacts")
    pixels = np.clip(_grain(image.filter(ImageFilter.GaussianBlur(0.7)), noise, 3.0), 0, 255)
    if wear.mode == "color":
        tint = np.array(sheet.colour or (246, 240, 224), dtype=np.float32) / 255
        final = Image.fromarray((pixels[:, :, None] * tint).astype(np.uint8))
        return Scan(final, dpi, "color", matrix, wear.rotation, 0.0, quality, done)
    level = dice.uniform(0.86, 0.97)
    final = Image.fromarray((pixels * level).astype(np.uint8))
    return Scan(final, dpi, "gray", matrix, wear.rotation, 0.0, quality, done)


def _turned(image: Image.Image, matrix: NDArray[np.float64], rotation: int) -> tuple[Image.Image, NDArray[np.float64]]:
    wide, high = image.width, image.height
    ways = {
        90: (Image.Transpose.ROTATE_270, [[0, -1, high], [1, 0, 0], [0, 0, 1.0]]),
        180: (Image.Transpose.ROTATE_180, [[-1, 0, wide], [0, -1, high], [0, 0, 1.0]]),
        270: (Image.Transpose.ROTATE_90, [[0, 1, 0], [-1, 0, wide], [0, 0, 1.0]]),
    }
    if rotation not in ways:
        return image, matrix
    way, turn = ways[rotation]
    return image.transpose(way), np.array(turn) @ matrix

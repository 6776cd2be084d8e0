"""Pages that are not writing: photographs, cadastral sheets, blanks and separator sheets."""

import math

import fonts
import numpy as np
import zxingcpp
from dice import Dice
from fonts import Face
from layout.sheet import A4, Sheet
from PIL import Image, ImageChops, ImageFilter
from wording.voice import Voice


def photo(dice: Dice) -> Sheet:
    """Draw one or two photographs of a house, without any text."""
    sheet = Sheet(A4, 300, "foto", dice)
    count = dice.between(1, 2)
    for index in range(count):
        top = 350 + index * 1500
        picture = _house(dice, 1700, 1250)
        sheet.image.paste(picture, (390, top))
    return sheet


def _house(dice: Dice, wide: int, high: int) -> Image.Image:
    rows, columns = np.mgrid[0:high, 0:wide]
    noise = np.random.default_rng(dice.bits()).normal(0, 9, (high, wide))
    field = 225 - rows * 60 / high + noise
    picture = np.where(rows > high * 0.78, 120 + noise * 2, field)
    left, right = dice.between(250, 500), dice.between(1100, 1450)
    top = dice.between(420, 560)
    wall = (columns > left) & (columns < right) & (rows > top) & (rows < high * 0.82)
    bricks = ((rows // 14) % 2 * 9 + ((columns + (rows // 14) % 2 * 20) % 40 < 3) * -12).astype(float)
    picture = np.where(wall, 138 + bricks + noise, picture)
    middle = (left + right) / 2
    roof = (rows < top) & (rows > top - 260 * (1 - np.abs(columns - middle) / ((right - left) / 2 + 60)))
    picture = np.where(roof, 78 + noise, picture)
    for column in range(3):
        x0 = left + 70 + column * (right - left - 100) / 3
        window = (
            (columns > x0) & (columns < x0 + 170) & (rows > top + 90) & (rows < top + (320 if column != 1 else 520))
        )
        picture = np.where(window, 60 + noise * 1.5, picture)
    return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.6))


def kadaster(voice: Voice) -> Sheet:
    """Draw an extract of the cadastral plan with a heading."""
    dice = voice.dice
    sheet = Sheet(A4, 300, "kadaster", dice.child("kadaster"))
    sheet.complete = False
    face = Face(dice.pick(fonts.SERIFS), 48)
    heads = (
        "ADMINISTRATIE VAN HET KADASTER\nUittreksel uit het kadastraal plan",
        "KADASTER - directie {prov}\nUITTREKSEL UIT DE LEGGER",
        "~Registratie en Domeinen - Kadaster {prov}",
    )
    y = sheet.paragraph(300, 300, voice.says(heads), face, room=1900, leading=70)
    lines = (
        f"Gemeente : {voice.place()}",
        f"Ligging : {voice.street()}",
        f"{voice.parcel()[:1].upper()}{voice.parcel()[1:]}",
    )
    for line in (lines[0], lines[1]):
        y = sheet.paragraph(300, y + 20, line, face, room=1900, leading=64)
    y = sheet.paragraph(300, y + 20, f"Perceel : {voice.parcel()}", face, room=1900, leading=64)
    y = sheet.paragraph(300, y + 20, f"Afgeleverd op {voice.day('kadaster', -60, -8)}", face, room=1900, leading=64)
    small = face.resized(0.7)
    for row in range(3):
        slope = dice.uniform(-40, 40)
        for column in range(6):
            x = 340 + column * 310 + slope
            low = y + 150 + row * 560
            sheet.draw.line((x, low, x + slope, low + 420), fill=30, width=4)
            if column < 5:
                number = f"{dice.between(20, 980)}{dice.pick(['a', 'b', 'c', 'd', 'e', 'f'])}"
                sheet.paragraph(x + 90, low + 230, number, small, room=300, leading=40)
        sheet.draw.line((300, y + 150 + row * 560, 2200, y + 170 + row * 560), fill=30, width=5)
        sheet.draw.line((300, y + 570 + row * 560, 2200, y + 590 + row * 560), fill=30, width=5)
    return sheet


def blank(dice: Dice, front: Sheet | None) -> Sheet:
    """Make the back of a page, through which the front shows a little."""
    sheet = Sheet(front.image.size if front else A4, 300, "blanco", dice)
    if front is not None and front.dpi == 300 and dice.chance(0.75):
        ghost = front.image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(2.5))
        level = dice.uniform(0.42, 0.62)
        faint = ghost.point(lambda value: round(255 - (255 - value) * level))
        sheet.image = ImageChops.darker(sheet.image, faint)
        sheet.features.add("show_through")
    return sheet


def separator(code: str, dice: Dice) -> Sheet:
    """Make a separator sheet with a Code 128 or QR code."""
    sheet = Sheet(A4, 300, "scheidingsblad", dice)
    square = dice.chance(0.4)
    kind = zxingcpp.BarcodeFormat.QRCode if square else zxingcpp.BarcodeFormat.Code128
    drawn = np.array(
        zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(code, kind), scale=1, add_quiet_zones=False)
    )
    scale = math.floor((900 if square else 1700) / drawn.shape[1])
    size = (drawn.shape[1] * scale, drawn.shape[0] * scale if square else 380)
    picture = Image.fromarray(drawn).convert("L").resize(size, Image.Resampling.NEAREST)
    place = (sheet.width - picture.width) // 2
    face = Face(fonts.SANS[0], 110)
    y = sheet.paragraph(
        0,
        620,
        dice.pick(("SCHEIDINGSBLAD", "DOSSIERSCHEIDING", "~NIEUW DOSSIER")),
        face,
        room=sheet.width,
        leading=160,
        align="centre",
    )
    sheet.image.paste(picture, (place, round(y)))
    sheet.paragraph(0, y + picture.height + 200, code, face, room=sheet.width, leading=160, align="centre")
    sheet.barcode = code
    return sheet

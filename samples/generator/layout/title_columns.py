"""A title block along the whole lower edge of a plan: boxes beside one another, each with its label above."""

import fonts
from fonts import Face
from layout.sheet import Sheet
from wording.marked import plain

HIGH, EDGE = 106, 64


def put(sheet: Sheet, rows: list[tuple[str, str]], *, hand: bool) -> None:
    """Draw the boxes, row by row from left to right.

    Args:
        sheet: the plan, at 200 dpi.
        rows: label and marked value of each box.
        hand: whether the values may be written by hand.
    """
    dice = sheet.dice
    face = fonts.sized(dice.pick(fonts.HANDS), 40) if hand and dice.chance(0.4) else Face(fonts.LETTERING[0], 30)
    columns = 4 if sheet.width > sheet.height else 2
    levels = -(-len(rows) // columns)
    wide = (sheet.width - 2 * EDGE) / columns
    top = sheet.height - EDGE - levels * HIGH
    for index, (label, value) in enumerate(rows):
        level, column = divmod(index, columns)
        x, y = EDGE + column * wide, top + level * HIGH
        sheet.draw.rectangle((x, y, x + wide, y + HIGH), outline=30, width=3)
        sheet.paragraph(x + 14, y + 32, label.upper(), Face(fonts.LETTERING[1], 22), room=wide - 28, leading=24)
        fitting = face
        while fitting.width(plain(value)) > wide - 40 and fitting.size > 18:
            fitting = fitting.resized(0.9)
        sheet.paragraph(x + 14, y + 82, value, fitting, room=wide - 20, leading=22)

"""How a page looks: fonts, margins, spacing and the shape of its forms, drawn by chance within a period."""

import dataclasses
from dataclasses import dataclass

import fonts
from dice import Dice
from fonts import Face


@dataclass(frozen=True, slots=True)
class Style:
    """The look of one page, in pixels at 300 dpi.

    Attributes:
        body: the face of running text and labels.
        title: the face of the title.
        fill: the face of what is filled in, when it differs.
        rows: how the rows of a form are drawn: dotted, box, grid, colon, above.
        head: where the letterhead stands: left, centre, right, ruled.
    """

    body: Face
    title: Face
    fill: Face | None
    left: int
    right: int
    top: int
    leading: int
    indent: int
    justify: bool
    hyphens: bool
    rows: str
    head: str
    underline: bool
    ink: int


def draw(look: str, dice: Dice) -> Style:
    """Draw a style for the named look: typed, printed, office, form, hand, cover.

    Raises:
        KeyError: when the look is unknown.
    """
    return {
        "typed": _typed,
        "printed": _printed,
        "filled": _filled,
        "office": _office,
        "form": _form,
        "hand": _hand,
        "cover": _cover,
    }[look](dice)


def _typed(dice: Dice) -> Style:
    path = dice.pick(fonts.TYPEWRITERS)
    pitch = dice.pick(("30", "30", "25", "27"))
    probe = Face(path, 100)
    size = round(100 * int(pitch) / probe.width("n"))
    body = Face(path, size)
    return Style(
        body=body,
        title=body,
        fill=None,
        left=dice.between(240, 430),
        right=dice.between(130, 230),
        top=dice.between(190, 420),
        leading=round(50 * float(dice.pick(("1.12", "1.25", "1.5")))),
        indent=round(body.width("n") * int(dice.pick(("0", "4", "6")))),
        justify=False,
        hyphens=True,
        rows=dice.pick(("colon", "dotted")),
        head=dice.pick(("left", "left", "centre", "~right")),
        underline=dice.chance(0.4),
        ink=dice.between(10, 70),
    )


def _printed(dice: Dice) -> Style:
    serif = dice.chance(0.65)
    path = dice.pick(fonts.SERIFS if serif else fonts.SANS)
    size = dice.between(37, 44)
    typed = dice.pick(fonts.TYPEWRITERS)
    return Style(
        body=Face(path, size),
        title=Face(path, round(size * dice.uniform(1.2, 1.7))),
        fill=Face(typed, round(100 * dice.between(22, 26) / Face(typed, 100).width("n"))),
        left=dice.between(210, 320),
        right=dice.between(150, 240),
        top=dice.between(160, 300),
        leading=round(size * dice.uniform(1.45, 1.8)),
        indent=dice.between(0, 90),
        justify=True,
        hyphens=False,
        rows=dice.pick(("dotted", "dotted", "box", "~grid")),
        head=dice.pick(("left", "centre", "ruled")),
        underline=False,
        ink=15,
    )


def _filled(dice: Dice) -> Style:
    return dataclasses.replace(_printed(dice), fill=fonts.sized(dice.pick(fonts.HANDS), 50), rows="dotted")


def _office(dice: Dice) -> Style:
    path = dice.pick(
        fonts.SANS
        if dice.chance(0.6)
        else ("truetype/liberation/LiberationSerif-Regular.ttf", "~opentype/urw-base35/P052-Roman.otf")
    )
    size = dice.between(40, 47)
    return Style(
        body=Face(path, size),
        title=Face(path, round(size * dice.uniform(1.15, 1.6))),
        fill=None,
        left=dice.between(210, 330),
        right=dice.between(200, 300),
        top=dice.between(170, 340),
        leading=round(size * dice.uniform(1.18, 1.5)),
        indent=0,
        justify=dice.chance(0.4),
        hyphens=False,
        rows=dice.pick(("colon", "grid", "~above")),
        head=dice.pick(("left", "centre", "ruled", "~right")),
        underline=dice.chance(0.2),
        ink=dice.between(0, 25),
    )


def _form(dice: Dice) -> Style:
    base = _printed(dice)
    hand = fonts.sized(dice.pick(fonts.HANDS), dice.between(54, 66))
    return dataclasses.replace(
        base,
        fill=hand if dice.chance(0.5) else base.fill,
        rows=dice.pick(("dotted", "dotted", "box", "grid", "~above")),
        leading=dice.between(78, 112),
        justify=False,
    )


def _hand(dice: Dice) -> Style:
    face = fonts.sized(dice.pick(fonts.HANDS), dice.between(60, 74))
    return dataclasses.replace(
        _typed(dice), body=face, title=face, leading=dice.between(100, 130), indent=80, hyphens=False, ink=50
    )


def _cover(dice: Dice) -> Style:
    base = _printed(dice)
    size = dice.between(46, 60)
    return dataclasses.replace(
        base,
        body=Face(base.body.path, size),
        title=Face(base.title.path, dice.between(90, 140)),
        fill=fonts.sized(dice.pick(fonts.HANDS), dice.between(80, 105)),
        rows=dice.pick(("dotted", "box", "grid", "~above")),
        leading=dice.between(170, 250),
        head=dice.pick(("centre", "left")),
    )

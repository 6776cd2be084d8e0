"""How the pages of each family look: its own fonts, margins and shapes of forms."""

import dataclasses
from dataclasses import dataclass

import fonts
from dice import Dice
from fonts import Face
from layout.style import Style, draw


@dataclass(frozen=True, slots=True)
class Manner:
    """The look of a family.

    Attributes:
        typed, printed, office, hands: fonts of typescript, printed forms, word processing and handwriting.
        rows: shapes of form rows: dotted, box, grid, colon, above, leader, column, question.
        heads: where the letterhead stands.
        left: smallest and largest left margin in pixels at 300 dpi.
        airy: factor of the distance between lines.
    """

    typed: tuple[str, ...]
    printed: tuple[str, ...]
    office: tuple[str, ...]
    hands: tuple[str, ...]
    rows: tuple[str, ...]
    heads: tuple[str, ...]
    left: tuple[int, int]
    airy: float
    underline: float
    justify: float
    hyphens: bool


_URW, _LM = "opentype/urw-base35", "opentype/public/lm"
_PLAIN_SANS = "truetype/liberation/LiberationSans-Regular.ttf"
MANNERS = {
    "C": Manner(
        typed=("opentype/courier-prime/Courier Prime.otf", f"{_URW}/NimbusMonoPS-Bold.otf"),
        printed=(f"{_URW}/C059-Roman.otf", "truetype/liberation/LiberationSerif-Regular.ttf"),
        office=("truetype/liberation/LiberationSans-Regular.ttf", "truetype/crosextra/Carlito-Regular.ttf"),
        hands=("truetype/sjfonts/SteveHand.ttf", "truetype/fifthhorseman/dkg.ttf"),
        rows=("leader", "dotted"),
        heads=("left",),
        left=(300, 420),
        airy=1.0,
        underline=0.3,
        justify=0.2,
        hyphens=True,
    ),
    "D": Manner(
        typed=("truetype/gnutypewriter/GNUTypewriter.ttf", f"{_LM}/lmmono10-regular.otf"),
        printed=("truetype/fonts-oldstandard/OldStandard-Regular.ttf", f"{_URW}/NimbusRoman-Regular.otf"),
        office=("truetype/dejavu/DejaVuSans.ttf", f"{_URW}/NimbusRoman-Regular.otf"),
        hands=("opentype/dancingscript/DancingScript-Regular.otf", "truetype/breip/Breip.ttf"),
        rows=("grid", "column"),
        heads=("centre", "ruled"),
        left=(180, 260),
        airy=0.92,
        underline=0.7,
        justify=0.8,
        hyphens=False,
    ),
    "E": Manner(
        typed=("opentype/courier-prime/Courier Prime Bold.otf", f"{_LM}/lmmono12-regular.otf"),
        printed=("truetype/fonts-century-catalogue/Century-Catalogue.ttf", f"{_URW}/NimbusSans-Regular.otf"),
        office=(f"{_URW}/NimbusSansNarrow-Regular.otf", "truetype/dejavu/DejaVuSerif.ttf"),
        hands=("truetype/sjfonts/Delphine.ttf", "truetype/ecolier-court/Ecolier-court.ttf"),
        rows=("box", "above", "colon"),
        heads=("right", "left"),
        left=(420, 560),
        airy=1.12,
        underline=0.1,
        justify=0.4,
        hyphens=True,
    ),
    "F": Manner(
        typed=("truetype/tlwg/TlwgTypewriter-Bold.ttf", f"{_LM}/lmmonolt10-bold.otf"),
        printed=(f"{_URW}/P052-Roman.otf", f"{_URW}/URWBookman-Light.otf"),
        office=(f"{_URW}/URWGothic-Book.otf", f"{_LM}/lmsans10-regular.otf"),
        hands=("truetype/rufscript/Rufscript010.ttf", f"{_URW}/Z003-MediumItalic.otf"),
        rows=("column", "above", "leader"),
        heads=("right", "centre", "ruled"),
        left=(240, 520),
        airy=1.05,
        underline=0.5,
        justify=0.5,
        hyphens=True,
    ),
    "G": Manner(
        typed=("truetype/liberation/LiberationMono-Regular.ttf", "truetype/tlwg/TlwgTypewriter.ttf"),
        printed=(f"{_LM}/lmroman10-regular.otf", f"{_URW}/URWBookman-Demi.otf", f"{_URW}/NimbusSans-Bold.otf"),
        office=("truetype/liberation/LiberationSansNarrow-Regular.ttf", f"{_LM}/lmroman12-regular.otf"),
        hands=("truetype/kristi/Kristi.ttf", "truetype/fifthhorseman/dkgIt.ttf"),
        rows=("dotted", "colon", "leader"),
        heads=("left", "centre"),
        left=(220, 480),
        airy=1.0,
        underline=0.4,
        justify=0.3,
        hyphens=True,
    ),
    "H": Manner(
        typed=(f"{_LM}/lmmonoslant10-regular.otf", "opentype/courier-prime/Courier Prime Sans.otf"),
        printed=("truetype/fonts-oldstandard/OldStandard-Italic.ttf", f"{_LM}/lmroman17-regular.otf"),
        office=(f"{_LM}/lmromandemi10-regular.otf", f"{_LM}/lmsans17-regular.otf", f"{_URW}/C059-Roman.otf"),
        hands=("truetype/breip/breipfont.ttf", "opentype/dancingscript/DancingScript-Bold.otf"),
        rows=("grid", "above", "column"),
        heads=("right", "ruled"),
        left=(200, 380),
        airy=0.96,
        underline=0.2,
        justify=0.6,
        hyphens=False,
    ),
    "I": Manner(
        typed=("truetype/dejavu/DejaVuSansMono.ttf", f"{_URW}/NimbusMonoPS-Regular.otf", f"{_LM}/lmmono8-regular.otf"),
        printed=(f"{_LM}/lmroman9-regular.otf", f"{_URW}/URWGothic-Demi.otf", f"{_URW}/P052-Bold.otf"),
        office=(f"{_LM}/lmsans9-regular.otf", "truetype/liberation/LiberationSerif-Regular.ttf", _PLAIN_SANS),
        hands=("truetype/fifthhorseman/dkgBd.ttf", "truetype/rufscript/Rufscript010.ttf", "truetype/breip/Breip.ttf"),
        rows=("question", "dotted", "box", "colon"),
        heads=("left", "centre", "ruled"),
        left=(190, 430),
        airy=1.02,
        underline=0.5,
        justify=0.35,
        hyphens=True,
    ),
    "J": Manner(
        typed=(
            "opentype/courier-prime/Courier Prime Code.otf",
            f"{_LM}/lmmono9-regular.otf",
            "opentype/courier-prime/Courier Prime.otf",
        ),
        printed=(f"{_URW}/NimbusRoman-Bold.otf", f"{_LM}/lmromanslant10-regular.otf", f"{_LM}/lmsansquot8-regular.otf"),
        office=(
            "truetype/crosextra/Carlito-Regular.ttf",
            f"{_URW}/NimbusSans-Regular.otf",
            f"{_LM}/lmroman8-regular.otf",
        ),
        hands=(
            "opentype/dancingscript/DancingScript-Bold.otf",
            "truetype/breip/breipfont.ttf",
            "truetype/kristi/Kristi.ttf",
        ),
        rows=("colon", "leader", "grid", "above"),
        heads=("centre", "left", "right"),
        left=(200, 400),
        airy=1.04,
        underline=0.45,
        justify=0.45,
        hyphens=True,
    ),
    "L": Manner(
        typed=(
            "truetype/liberation/LiberationMono-Bold.ttf",
            "truetype/tlwg/TlwgTypewriter-Bold.ttf",
            "truetype/dejavu/DejaVuSansMono-Bold.ttf",
        ),
        printed=(
            f"{_LM}/lmromandunh10-regular.otf",
            f"{_URW}/C059-Bold.otf",
            "truetype/dejavu/DejaVuSerifCondensed.ttf",
        ),
        office=(f"{_LM}/lmsans12-regular.otf", "truetype/dejavu/DejaVuSansCondensed.ttf", f"{_URW}/P052-Roman.otf"),
        hands=(
            "truetype/rufscript/Rufscript010.ttf",
            "opentype/dancingscript/DancingScript-Bold.otf",
            "truetype/breip/Breip.ttf",
        ),
        rows=("dotted", "column", "colon", "box"),
        heads=("left", "ruled", "centre"),
        left=(210, 440),
        airy=1.03,
        underline=0.35,
        justify=0.4,
        hyphens=True,
    ),
    "K": Manner(
        typed=(
            "truetype/liberation/LiberationMono-Regular.ttf",
            "opentype/courier-prime/Courier Prime Bold.otf",
            "truetype/gnutypewriter/GNUTypewriter.ttf",
        ),
        printed=(
            "truetype/liberation/LiberationSansNarrow-Regular.ttf",
            f"{_LM}/lmromandemi10-regular.otf",
            f"{_URW}/C059-Roman.otf",
        ),
        office=("truetype/dejavu/DejaVuSans.ttf", f"{_URW}/P052-Roman.otf", f"{_LM}/lmsans8-regular.otf"),
        hands=(
            "opentype/dancingscript/DancingScript-Bold.otf",
            "truetype/rufscript/Rufscript010.ttf",
            "truetype/fifthhorseman/dkg.ttf",
        ),
        rows=("dotted", "column", "box", "colon", "leader"),
        heads=("left", "ruled", "centre"),
        left=(210, 440),
        airy=1.0,
        underline=0.35,
        justify=0.3,
        hyphens=True,
    ),
}


def style(look: str, family: str, dice: Dice) -> Style:
    """Draw a style for the named look (see layout.style.draw) in the manner of the family."""
    manner = MANNERS[family]
    base = draw(look, dice)
    pools = {"typed": manner.typed, "hand": manner.hands, "office": manner.office}
    path = dice.pick(pools.get(look, manner.printed))
    body = fonts.sized(path, base.body.size) if look == "hand" else _alike(path, base.body)
    fill = base.fill
    if fill is not None:
        by_hand = look in {"cover", "filled"} or dice.chance(0.5)
        fill = fonts.sized(dice.pick(manner.hands), base.leading * 2 // 3) if by_hand else _typed(manner, dice)
    return dataclasses.replace(
        base,
        body=body,
        title=Face(path, max(body.size, min(base.title.size, 110))),
        fill=fill,
        left=dice.between(*manner.left),
        leading=round(base.leading * manner.airy),
        rows=dice.pick(manner.rows),
        head=dice.pick(manner.heads),
        underline=dice.chance(manner.underline),
        justify=look != "hand" and dice.chance(manner.justify),
        hyphens=manner.hyphens,
    )


def _alike(path: str, face: Face) -> Face:
    """The font at the size at which it is as wide as the other."""
    probe = "De aanvraag werd onderzocht"
    wide = Face(path, 100).width(probe)
    return Face(path, max(24, min(60, round(100 * face.width(probe) / wide))))


def _typed(manner: Manner, dice: Dice) -> Face:
    path = dice.pick(manner.typed)
    return Face(path, round(100 * dice.between(23, 27) / Face(path, 100).width("n")))

"""Decide which pages lie in a folder of a family, in its order, and make them."""

from collections.abc import Sequence

from contents import COVERS, Leaf
from dice import Dice
from facts import Dossier
from families.draws import Case
from families.looks import style
from families.script import Line, Page
from families.setting import smudge, typeset
from families.speaker import Speaker
from layout import pictures, plans
from layout.sheet import Sheet
from paper import Wear
from wording.blocks import Block, Document

PAGE_TYPES = {
    "ontvangst": "brief",
    "kennisgeving": "brief",
    "los": "brief",
    "intrekking": "brief",
    "beroep": "brief",
    "klassering": "nota",
}
EXTRAS = {
    "C": {"ontvangst": 0.4, "advies": 0.6, "statistiek": 0.2, "overig": 0.2, "kadaster": 0.2, "blanco": 0.2},
    "D": {"advies": 0.7, "bericht": 0.3, "kadaster": 0.3, "nota": 0.25, "overig": 0.2, "foto": 0.2},
    "E": {"ontvangst": 0.3, "advies": 0.5, "nota": 0.2, "foto": 0.2, "statistiek": 0.25, "bericht": 0.2, "attest": 0.1},
    "G": {
        "advies": 0.7,
        "ontvangst": 0.25,
        "bericht": 0.2,
        "kadaster": 0.25,
        "overig": 0.2,
        "attest": 0.15,
        "foto": 0.2,
    },
    "H": {"advies": 0.6, "nota": 0.3, "ontvangst": 0.3, "los": 0.2, "statistiek": 0.2, "blanco": 0.25, "bericht": 0.2},
    "I": {
        "advies": 0.65,
        "ontvangst": 0.25,
        "bericht": 0.2,
        "nota": 0.2,
        "statistiek": 0.2,
        "kadaster": 0.25,
        "attest": 0.15,
        "overig": 0.2,
        "foto": 0.15,
        "blanco": 0.15,
    },
    "J": {
        "ontvangst": 0.3,
        "advies": 0.7,
        "kadaster": 0.2,
        "statistiek": 0.2,
        "nota": 0.25,
        "bericht": 0.2,
        "attest": 0.15,
        "overig": 0.15,
        "foto": 0.25,
        "blanco": 0.1,
    },
    "L": {
        "advies": 0.75,
        "ontvangst": 0.3,
        "nota": 0.2,
        "bericht": 0.25,
        "attest": 0.15,
        "statistiek": 0.2,
        "kadaster": 0.25,
        "foto": 0.2,
        "overig": 0.15,
        "blanco": 0.1,
    },
    "K": {
        "advies": 0.7,
        "ontvangst": 0.3,
        "bericht": 0.2,
        "kadaster": 0.25,
        "nota": 0.2,
        "statistiek": 0.2,
        "attest": 0.15,
        "overig": 0.15,
        "foto": 0.2,
        "blanco": 0.12,
    },
    "F": {"advies": 0.5, "los": 0.3, "kadaster": 0.2, "overig": 0.2, "blanco": 0.2, "nota": 0.2, "ontvangst": 0.3},
}
CLOSINGS = {
    "ingetrokken": ["intrekking"],
    "zonder": ["klassering"],
    "stilzwijgend": ["kennisgeving"],
}
MODES = {
    "C": {"bitonal": 0.72, "gray": 0.2, "color": 0.08},
    "D": {"bitonal": 0.86, "gray": 0.14},
    "E": {"bitonal": 0.5, "gray": 0.35, "color": 0.15},
    "G": {"bitonal": 0.7, "gray": 0.2, "color": 0.1},
    "H": {"bitonal": 0.55, "gray": 0.3, "color": 0.15},
    "I": {"bitonal": 0.6, "gray": 0.28, "color": 0.12},
    "J": {"bitonal": 0.68, "gray": 0.2, "color": 0.12},
    "L": {"bitonal": 0.62, "gray": 0.24, "color": 0.14},
    "K": {"bitonal": 0.64, "gray": 0.22, "color": 0.14},
    "F": {"bitonal": 0.6, "gray": 0.2, "color": 0.2},
}
# Families whose carbon copies are scanned in grey: in black and white the faintest words would be lost.
GREY_CARBONS = frozenset("K")
MOST = 8


def leaves(case: Case, dice: Dice) -> tuple[Leaf, ...]:
    """Draw the pages of a folder; only kinds that the family can write in that year."""
    year, outcome = case.dossier.year, case.outcome
    extras = [kind for kind, chance in EXTRAS[case.family].items() if dice.chance(chance)]
    pictured = [kind for kind in extras if kind == "foto" and year > 1965]
    written = [kind for kind in extras if kind not in {"foto", "blanco"} and _known(case, kind)]
    first = (["kaft"] if dice.chance(0.85) else []) + ["aanvraag"]
    plan = ["plan"] if dice.chance(0.85) else []
    last: list[str] = []
    if outcome in {"verleend", "voorwaarden", "geweigerd"}:
        last = ["besluit", *(["kennisgeving"] if dice.chance(0.5) else [])]
        if outcome == "geweigerd" and dice.chance(0.4) and _known(case, "beroep"):
            last.append("beroep")
    last += CLOSINGS.get(outcome, [])
    if case.dossier.permit_type == "regularisatievergunning" and _known(case, "pv"):
        written.append("pv")
    blank = ["blanco"] if "blanco" in extras else []
    between = (written + pictured + blank)[: max(0, MOST - len(first) - len(plan) - len(last))]
    ordered = _ordered(first, plan, between, last, swap=dice.chance(0.5))
    return tuple(Leaf(kind) for kind in ordered[case.family])


def _ordered(
    first: list[str], plan: list[str], between: list[str], last: list[str], *, swap: bool
) -> dict[str, list[str]]:
    """The order of the pages by family; some families have two."""
    cover, asked = first[:-1], first[-1:]
    return {
        "C": [*first, *plan, *between, *last],
        "D": [*cover, *last, *asked, *between, *plan],
        "E": [*first, *between, *plan, *last],
        "F": [*plan, *first, *last, *between] if swap else [*first, *last, *plan, *between],
        "G": [*cover, *last[::-1], *plan, *between, *asked] if swap else [*cover, *between, *asked, *last, *plan],
        "I": [*cover, *last, *between, *asked, *plan] if swap else [*cover, *asked, *between, *plan, *last],
        "J": [*cover, *plan, *asked, *between, *last] if swap else [*cover, *asked, *last, *between, *plan],
        "L": [*cover, *last, *plan, *asked, *between]
        if swap
        else [*cover, *between[:1], *asked, *plan, *between[1:], *last],
        "K": [*cover, *asked, *plan, *last, *between] if swap else [*cover, *last, *asked, *plan, *between],
        "H": [*asked, *plan, *last, *between, *cover] if swap else [*cover, *plan, *last, *asked, *between],
    }


def _known(case: Case, kind: str) -> bool:
    return any(page.fits(kind, case.dossier.year, case.outcome) for page in case.script.pages)


def wears(case: Case, pages: Sequence[Leaf], dice: Dice) -> list[Wear]:
    """Draw how each page was treated."""
    hardness = dice.uniform(0.7, 1.0) if dice.chance(0.15) else dice.uniform(0.1, 0.5)
    found = []
    for leaf in pages:
        modes = {"color": 0.5, "gray": 0.5} if leaf.kind == "foto" else MODES[case.family]
        turns = {"0": 0.93, "180": 0.03, "90": 0.02, "270": 0.02}
        if leaf.kind == "plan":
            turns = {"0": 0.8, "90": 0.08, "270": 0.08, "180": 0.04}
        carbon = leaf.kind in {"besluit", "kennisgeving", "advies"} and case.dossier.year < 1990 and dice.chance(0.15)
        rotation = int(dice.weighted(turns))
        wear = min(1.0, hardness * dice.uniform(0.5, 1.4))
        mode = dice.weighted(modes)
        if carbon and case.family in GREY_CARBONS:
            mode = "gray"
        found.append(Wear(mode=mode, rotation=rotation, hardness=wear, carbon=carbon))
    return found


class Maker:
    """Makes the pages of one case.

    Args:
        case: the dossier and its family.
    """

    def __init__(self, case: Case) -> None:
        self.case = case

    def __call__(self, leaf: Leaf, dossier: Dossier, dice: Dice, before: Sheet | None) -> Sheet:
        """Make one page."""
        if leaf.kind == "blanco":
            return pictures.blank(dice, before)
        if leaf.kind == "foto":
            return pictures.photo(dice)
        speaker = Speaker(self.case, dice)
        page = self.case.script.page(leaf.kind, dossier.year, self.case.outcome, dice)
        if page is None:
            raise LookupError(f"family {self.case.family} has no page « {leaf.kind} » for {dossier.year}")
        blocks = [block for line in page.lines if (block := _block(line, speaker))]
        if leaf.kind == "plan":
            return _plan(speaker, blocks)
        document = Document(self._type(leaf.kind), page.look, tuple(blocks))
        sheet = typeset(document, style(page.look, self.case.family, dice), dice)
        if leaf.kind == "kaft":
            sheet.colour = COVERS[dice.between(0, len(COVERS) - 1)]
        return sheet

    def _type(self, kind: str) -> str:
        if kind == "besluit" and self.case.outcome == "geweigerd":
            return "weigering"
        return PAGE_TYPES.get(kind, kind)


def text_of(page: Page, speaker: Speaker) -> list[Block]:
    """The blocks of a page, for looking at the words without drawing them."""
    return [block for line in page.lines if (block := _block(line, speaker))]


def _block(line: Line, speaker: Speaker) -> Block | None:
    if line.chance < 100 and not speaker.dice.chance(line.chance / 100):
        return None
    if line.kind == "dates":
        speaker.date_pattern = line.text
        return None
    text, value = speaker.fill(line.text), speaker.fill(line.value)
    if line.kind == "tick" and value == "x?":
        value = "x" if speaker.dice.chance(0.5) else ""
    if not text and not value and line.kind in {"p", "line", "small", "mid", "stamp"}:
        return None
    return Block(line.kind, text, value)


def _plan(speaker: Speaker, blocks: Sequence[Block]) -> Sheet:
    rows = [(block.text, block.value) for block in blocks if block.kind == "row"]
    stamps = [block.text for block in blocks if block.kind == "stamp"]
    views = tuple(block.text for block in blocks if block.kind == "line")
    granted = speaker.case.outcome in {"verleend", "voorwaarden"}
    stamp = stamps[0] if stamps and granted and speaker.dice.chance(0.7) else ""
    shape = next((block.text for block in blocks if block.kind == "shape"), "")
    sheet = plans.plan(speaker, rows=rows, views=views, stamp=stamp, shape=shape)
    smudge(sheet)
    return sheet

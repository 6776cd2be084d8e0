"""Decide which pages lie in a folder, and make them."""

from collections.abc import Callable
from dataclasses import dataclass

from dice import Dice
from facts import Dossier
from layout import pictures, plans
from layout.sheet import Sheet
from layout.typeset import typeset
from wording import applications, council, letters, loose, modern, permits
from wording.blocks import Document
from wording.voice import Voice

COVERS = ((222, 196, 150), (233, 214, 170), (196, 208, 178), (214, 178, 160), (176, 196, 214))
EXTRAS: dict[str, dict[str, float]] = {
    "A": {"advies": 0.4, "kadaster": 0.2, "overig": 0.25, "blanco": 0.4},
    "B": {
        "ontvangst": 0.3,
        "statistiek": 0.4,
        "advies": 0.7,
        "kadaster": 0.2,
        "overig": 0.2,
        "bericht": 0.2,
        "blanco": 0.4,
    },
    "C": {
        "ontvangst": 0.3,
        "statistiek": 0.2,
        "advies": 0.6,
        "bericht": 0.25,
        "attest": 0.15,
        "overig": 0.15,
        "blanco": 0.2,
    },
}
CLOSINGS = {
    "ingetrokken": ["intrekking"],
    "zonder gevolg": ["klassering"],
    "stilzwijgend geweigerd": ["kennisgeving"],
}
_WRITTEN: dict[str, Callable[[Voice], Document]] = {
    "kaft": loose.cover,
    "advies": letters.advice,
    "kennisgeving": letters.notification,
    "ontvangst": letters.receipt,
    "intrekking": letters.withdrawal,
    "klassering": letters.dropped,
    "nota": loose.note,
    "bericht": loose.notice,
    "pv": loose.report,
    "statistiek": loose.statistics,
    "overig": loose.invoice,
    "attest": loose.attest,
}
_DECISIONS: dict[str, Callable[[Voice], Document]] = {
    "A": council.decision,
    "B": permits.decision,
    "C": modern.decision,
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page to be made.

    Attributes:
        kind: what it is, finer than the page type.
        copy: whether it is the carbon copy of the page before it.
    """

    kind: str
    copy: bool = False


def leaves(dossier: Dossier, dice: Dice) -> tuple[Leaf, ...]:
    """Draw the order of the pages of a folder, the separator sheet not included."""
    kinds: list[str] = ["kaft"] if dice.chance(0.85) else []
    kinds.append("aanvraag")
    extras = EXTRAS[dossier.family]
    between = [kind for kind, chance in extras.items() if dice.chance(chance)]
    kinds += between[:1]
    if dice.chance(0.9):
        kinds.append("plan")
    if dossier.architect and dossier.year > 1980 and dice.chance(0.4):
        kinds.append("nota")
    if dossier.year > 1978 and dice.chance(0.4):
        kinds.append("foto")
    kinds += between[1:]
    if dossier.permit_type == "regularisatievergunning" and dice.chance(0.7):
        kinds.append("pv")
    if dossier.decision in {"verleend", "verleend met voorwaarden", "geweigerd"}:
        kinds += ["besluit", *(["kennisgeving"] if dice.chance(0.55) else [])]
    kinds += CLOSINGS.get(dossier.decision or "", [])
    found = [Leaf(kind) for kind in kinds]
    if "besluit" in kinds and dossier.year < 1996 and dice.chance(0.2):
        found.insert(kinds.index("besluit") + 1, Leaf("besluit", copy=True))
    return tuple(found)


def make(leaf: Leaf, dossier: Dossier, dice: Dice, before: Sheet | None) -> Sheet:
    """Make one page.

    Args:
        leaf: which page.
        dossier: the facts it agrees with.
        dice: the source of chance of this page.
        before: the page in front of it, which may show through a blank back.
    """
    if leaf.kind == "blanco":
        return pictures.blank(dice, before)
    if leaf.kind == "foto":
        return pictures.photo(dice)
    voice = Voice(dossier, dice, hand=leaf.kind in {"kaft", "aanvraag"})
    if leaf.kind == "plan":
        return plans.plan(voice)
    if leaf.kind == "kadaster":
        return pictures.kadaster(voice)
    sheet = typeset(_document(leaf.kind, voice), dice)
    if leaf.kind == "kaft":
        sheet.colour = COVERS[dice.between(0, len(COVERS) - 1)]
    if leaf.copy:
        sheet.features.add("duplicate")
    return sheet


def _document(kind: str, voice: Voice) -> Document:
    family = voice.dossier.family
    if kind == "aanvraag":
        return applications.letter(voice) if family == "A" else applications.form(voice)
    if kind == "besluit":
        return _DECISIONS[family](voice)
    return _WRITTEN[kind](voice)

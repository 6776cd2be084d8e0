"""Turn the facts of a dossier into scanned pages."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from contents import Leaf, make
from dice import Dice
from facts import Dossier
from layout import pictures
from layout.sheet import Sheet
from paper import Scan, Wear, legible, scan

Rendered = tuple[Sheet, Scan]


def wear(leaf: Leaf, dice: Dice, hardness: float) -> Wear:
    """Draw how one page was treated: covers and photographs are mostly delivered in colour or grey."""
    modes = {"bitonal": 0.84, "gray": 0.11, "color": 0.05}
    if leaf.kind in {"kaft", "foto"}:
        modes = {"color": 0.55, "gray": 0.2, "bitonal": 0.25 if leaf.kind == "kaft" else 0.0}
    turns = {"0": 0.95, "180": 0.05}
    if leaf.kind == "plan":
        turns = {"0": 0.86, "90": 0.04, "270": 0.06, "180": 0.04}
    return Wear(
        mode=dice.weighted(modes),
        rotation=int(dice.weighted(turns)),
        hardness=min(1.0, hardness * dice.uniform(0.5, 1.4)),
        carbon=leaf.copy or (leaf.kind == "besluit" and dice.chance(0.08)),
    )


def render(
    dossier: Dossier,
    dice: Dice,
    leaves: Sequence[Leaf],
    *,
    wears: Sequence[Wear] | None = None,
    code: str | None = None,
    maker: Callable[[Leaf, Dossier, Dice, Sheet | None], Sheet] = make,
) -> list[Rendered]:
    """Make and scan the pages of a dossier.

    Args:
        dossier: the facts the pages agree with.
        dice: the source of chance.
        leaves: the pages, the separator sheet not included.
        wears: how each page is treated; drawn by chance when None.
        code: puts a separator sheet with this code in front.
        maker: makes each page.
    """
    hard = dice.chance(0.15)
    hardness = dice.uniform(0.75, 1.0) if hard else dice.uniform(0.1, 0.5)
    done: list[Rendered] = []
    if code:
        sheet = pictures.separator(code, dice.child("separator"))
        done.append((sheet, scan(sheet, dice.child("separator-scan"), Wear(hardness=0.1))))
    before: Sheet | None = None
    for index, leaf in enumerate(leaves):
        # A copy is drawn with the chances of the page it copies.
        source = dice.child(f"page{index - 1 if leaf.copy else index}")
        before = maker(leaf, dossier, source, before)
        if hard:
            before.features.add("hard")
        own = dice.child(f"scan{index}")
        treated = wears[index] if wears else wear(leaf, own, hardness)
        scanned = scan(before, own, treated)
        if not legible(before, scanned):
            scanned = scan(before, own, replace(treated, hardness=0.0, kind=True))
        done.append((before, scanned))
    return done

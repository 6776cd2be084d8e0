"""Make any number of dossiers, for training, calibration and load tests."""

from collections.abc import Callable
from pathlib import Path

import facts
from contents import leaves
from deliver import Delivery
from dice import Dice
from render import render

PER_DELIVERY = 50
REMARKS = {"": 0.7, "?": 0.08, "map beschadigd": 0.08, "plannen apart": 0.08, "zie ook doos 48": 0.06}
KEYS: dict[str, Callable[[int, int], str]] = {
    "short": lambda box, folder: f"D{box:03d}_M{folder:02d}",
    "words": lambda box, folder: f"doos{box}-map{folder:03d}",
    "digits": lambda box, folder: f"{box:04d}{folder:03d}",
}


def bulk(out: Path, seed: int, count: int, *, held_out: bool, report: Callable[[str], None]) -> None:
    """Make `count` dossiers in deliveries of fifty.

    Args:
        count: how many dossiers.
        out: gets the folders `deliveries` and `truth`.
        seed: the same seed makes the same bytes.
        held_out: use the wordings, fonts and layouts that are otherwise never used.
        report: is told about every finished delivery.
    """
    for start in range(0, count, PER_DELIVERY):
        number = start // PER_DELIVERY + 1
        delivery = Delivery(f"levering_{number:03d}")
        dice = Dice(f"{seed}/{number}", held_out=held_out)
        scheme = KEYS[dice.weighted({"short": 1, "words": 1, "digits": 1})]
        for index in range(start, min(start + PER_DELIVERY, count)):
            box, folder = index // 12 + 1, index % 12 + 1
            _dossier(delivery, scheme(box, folder), (box, folder), Dice(f"{seed}:{index}", held_out=held_out))
        delivery.write(out, manifest=dice.chance(0.7), encoding="cp1252" if dice.chance(0.3) else "utf-8")
        report(f"{delivery.name}: {len(delivery.truths)} dossiers")


def _dossier(delivery: Delivery, key: str, place: tuple[int, int], dice: Dice) -> None:
    dossier = facts.draw(key, dice)
    code = f"DOOS{place[0]:03d}-MAP{place[1]:03d}" if dice.chance(0.4) else None
    rendered = render(dossier, dice, leaves(dossier, dice.child("leaves")), code=code)
    form = dice.weighted({"tiff": 0.6, "pdf": 0.2, "book": 0.12, "parts": 0.08 if len(rendered) > 3 else 0})
    delivery.add(dossier, rendered, form)
    year = "" if dice.chance(0.4) else str(dossier.year + (dice.between(-9, 9) if dice.chance(0.06) else 0))
    delivery.inventory.append((str(place[0]), str(place[1]), key, year, dice.weighted(REMARKS)))

"""Dossier numbers and parcel numbers in the shapes that Flemish town halls used."""

from dataclasses import dataclass

from dice import Dice
from places import Town
from rows import row


@dataclass(frozen=True, slots=True)
class Reference:
    """A number of the dossier.

    Attributes:
        kind: municipal, stedenbouw, omv, verkaveling.
        value: the normalised number.
        raw: as it is printed.
        accept: other printed forms of the same number.
        shown: the forms in which pages may print it, when there are several.
    """

    kind: str
    value: str
    raw: str
    primary: bool
    accept: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """A cadastral parcel."""

    division: str | None
    section: str
    number: int
    bis: int | None
    exponent: str | None
    power: int | None


def municipal(dice: Dice, year: int, family: str, place: str) -> Reference:
    """Draw the number the municipality gave to the dossier."""
    serial = dice.between(3, 948)
    kinds = {
        "A": {"{n}/{y}": 5, "{y}/{n}": 3, "{y} - {l} - {s}": 1 if place == "Gent" else 0, "{n} van {y}": 1},
        "B": {"{n} van {y}": 3, "B/{yy}/{n}": 3, "{y}/{n}": 3, "{y}/{n:05d}": 2, "BA-{y}-{n}": 1, "{n}/{y}": 1},
        "C": {"SV{y}/{n:04d}": 3, "{y}/{n:05d}": 4, "SV {y}/{n:04d}": 1, "{y}/{n}": 2, "{y}-{n:04d}": 1},
    }[family]
    shape = dice.weighted(dict(kinds))
    raw = shape.format(n=serial, s=serial % 40 + 1, y=year, yy=f"{year % 100:02d}", l=dice.pick(row("B C D H K L S")))
    if " van " in raw:
        return Reference("municipal", f"{year}/{serial}", raw, True, (f"{serial}/{year}",))
    return Reference("municipal", raw, raw, True)


def allotment(dice: Dice, year: int) -> Reference:
    """Draw the number of an allotment permit."""
    serial = dice.between(2, 420)
    raw = f"V{year}/{serial:03d}" if year > 1999 else f"{dice.between(10, 99):03d}/{serial:03d}"
    return Reference("verkaveling", raw, raw, True)


def regional(dice: Dice, year: int, town: Town, *, allotting: bool) -> Reference:
    """Draw the number of the regional planning office (Stedebouw, AROHM, ROHM, R-O)."""
    if year < 1973:
        raw = f"{dice.between(1000, 9000)}/{town.letters}" if dice.chance(0.6) else f"182/B/{dice.between(500, 9000)}"
    else:
        series = "5.00" if allotting else dice.pick(("8.00", "8.00", "8.01"))
        tail = f".{dice.between(1, 9)}" if year > 1979 else ""
        raw = f"{series}/{town.nis}/{dice.between(200, 18000)}{tail}"
    return Reference("stedenbouw", raw, raw, False)


def portal(dice: Dice, year: int) -> Reference:
    """Draw a number of the Omgevingsloket."""
    raw = f"OMV_{year}{dice.between(120, 39999):06d}"
    return Reference("omv", raw, raw, True)


def parcels(dice: Dice, year: int, place: str) -> tuple[Parcel, ...]:
    """Draw one to three parcels; a list shares division and section."""
    section = dice.pick(row("A B C D E F G H"))
    division = None
    if year > 1995 and dice.chance(0.75):
        count = dice.between(1, 9)
        division = dice.pick(
            (f"{count}de afdeling", f"afdeling {count}", f"afd. {count}", f"{place.upper()} {count} AFD")
        )
    return tuple(_parcel(dice, division, section) for _ in range(int(dice.weighted({"1": 0.78, "2": 0.16, "3": 0.06}))))


def _parcel(dice: Dice, division: str | None, section: str) -> Parcel:
    exponent = dice.pick(row("A B C D E F G H K L M N P R S T V W X")) if dice.chance(0.85) else None
    power = dice.between(2, 12) if exponent and dice.chance(0.45) else None
    bis = dice.between(2, 4) if exponent and dice.chance(0.15) else None
    return Parcel(division, section, dice.between(3, 988), bis, exponent, power)


def written(parcel: Parcel, shape: str) -> str:
    """Write a parcel number, without its section, in one of the shapes of the period."""
    letter = parcel.exponent or ""
    power = str(parcel.power or "")
    bis = parcel.bis
    if not letter:
        return str(parcel.number)
    shapes = {
        "plain": f"{parcel.number}{f'/{bis}' if bis else ''}{letter}{power}",
        "lower": f"{parcel.number}{f'/{bis}' if bis else ''}{letter.lower()}{power}",
        "slash": f"{parcel.number}/{f'{bis}/' if bis else ''}{letter.lower()}{power}",
        "spaced": f"{parcel.number}{f'/{bis}' if bis else ''} {letter} {power}".strip(),
        "tail": f"{parcel.number}{letter}{power}{f'/{bis}' if bis else ''}",
    }
    if shape == "tail" and bis and not power:  # 123A/2 can also be exponent A, power 2
        shape = "plain"
    return shapes[shape]

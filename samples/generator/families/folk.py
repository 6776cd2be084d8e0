"""Applicants of every sort: one person, a couple, brothers, a widow, a firm, a parish, an architect for himself."""

from dataclasses import dataclass

import people
from dice import Dice
from people import Person

PARISHES = (
    "Kerkfabriek Sint-{saint}",
    "V.Z.W. Parochiale Werken Sint-{saint}",
    "Zusters van Sint-{saint}",
    "Commissie van Openbare Onderstand",
)
SAINTS = ("Jan", "Pieter", "Lambertus", "Amandus", "Martinus", "Rumoldus", "Niklaas", "Gertrudis")
TRADES = {
    "C": ("Houthandel {name}", "Brouwerij De {thing}", "Algemene Ondernemingen {name}"),
    "D": ("Weverij {name}", "Transport {name}", "Bakkerij De {thing}", "Bouwmaterialen {name}-{other}"),
    "E": ("Schrijnwerkerij {name}", "Vastgoed De {thing}", "{name} & {other}", "Carrosserie {name}"),
    "F": ("Tuincentrum De {thing}", "Projectontwikkeling {name}", "Slachthuis {name}", "Hoeve De {thing}"),
    "G": ("Steenbakkerij {name}", "Immo {name}", "Drukkerij De {thing}", "{name} en Zonen", "Garage {name}"),
    "I": ("Steenkapperij {name}", "Zuivel De {thing}", "Electro {name}", "{name} Gebroeders", "Bouwonderneming {name}"),
    "J": ("Zagerij {name}", "Immobiliën De {thing}", "Aannemingen {name}", "Schildersbedrijf {name}", "{name}-{other}"),
    "L": (
        "Vlashandel {name}",
        "Hotel De {thing}",
        "Autobedrijf {name}",
        "Bouwwerken {name} & Zoon",
        "Villabouw De {thing}",
    ),
    "K": (
        "Fruitveiling De {thing}",
        "Metaalwerken {name}",
        "Kwekerij {name}",
        "{name} Interieur",
        "Woonbureau De {thing}",
    ),
    "H": ("Maalderij De {thing}", "Woningbouw {name}", "Meubelen {name}", "Ateliers {name} & Cie", "Zaal De {thing}"),
}
THINGS = ("Linde", "Ster", "Kroon", "Zwaan", "Arend", "Valk", "Hoop", "Eik", "Toren", "Wilg")


@dataclass(frozen=True, slots=True)
class Party:
    """Who asks.

    Attributes:
        kind: man, woman, couple, brothers, widow, firm, parish or builder (the architect himself).
    """

    kind: str
    members: tuple[Person, ...]


def party(dice: Dice, family: str, year: int, architect: Person | None) -> Party:
    """Draw who asks for the permit."""
    weights = {
        "man": 0.42,
        "woman": 0.09,
        "couple": 0.22,
        "brothers": 0.05,
        "widow": 0.06 if year < 1990 else 0.0,
        "firm": 0.12 if year > 1920 else 0.04,
        "parish": 0.03,
        "builder": 0.03 if architect and year > 1930 else 0.0,
    }
    kind = dice.weighted(weights)
    first = people.person(dice, year, woman=kind in {"woman", "widow"})
    second = people.person(dice, year, woman=True)
    brother = people.person(dice, year)
    members: dict[str, tuple[Person, ...]] = {
        "couple": (first, second),
        "brothers": (first, Person(first.surname, brother.first)),
        "firm": (_firm(dice, family, year),),
        "parish": (Person("", dice.pick(PARISHES).format(saint=dice.pick(SAINTS))),),
        "builder": (architect or first,),
    }
    if kind == "brothers" and brother.first == first.first:
        kind = "man"
    return Party(kind, members.get(kind, (first,)))


def _firm(dice: Dice, family: str, year: int) -> Person:
    if year < 1935:
        forms = ["Naamloze Vennootschap", "Société Anonyme", "Firma"]
    elif year < 1986:
        forms = ["N.V.", "P.V.B.A.", "S.P.R.L.", "C.V."]
    else:
        forms = ["NV", "BVBA", "bvba", "CVBA"]
    name = dice.pick(TRADES[family]).format(
        name=people.surname(dice), other=dice.pick(people.SURNAMES), thing=dice.pick(THINGS)
    )
    form = dice.pick(forms)
    behind = year > 1986 and dice.chance(0.5)
    return Person("", f"{name} {form}" if behind else f"{form} {name}")

"""What people ask a building permit for, and how that permit is called."""

from dice import Dice
from rows import row

BUILD = (
    "het bouwen van een {house}",
    "het oprichten van een {house}",
    "het verbouwen van een {house}",
    "het uitbreiden van een {house}",
    "het veranderen van de voorgevel",
    "het bouwen van {small}",
    "het plaatsen van {small}",
    "het vernieuwen van het dak van een {house}",
    "het optrekken van een verdieping op een {house}",
    "het bouwen van {number} woningen",
    "~het verhogen van een {house}",
    "~het oprichten van {small}",
)
HOUSES = {
    "A": row("woonhuis burgershuis werkmanswoning werkhuis magazijn landgebouw winkelhuis schuur stal bakkerij"),
    "B": row("eengezinswoning woning appartementsgebouw bungalow loods winkelruimte werkplaats villa halfopen_woning"),
    "C": row("eengezinswoning woning meergezinswoning bedrijfsgebouw handelspand kantoorgebouw zorgwoning loods"),
}
SMALLS = {
    "A": ("een stal", "een afsluitingsmuur", "een koterij", "een wagenkot", "eene bergplaats", "een varkensstal"),
    "B": ("een garage", "een veranda", "een tuinhuis", "een dubbele garage", "een lichtreclame", "een autobergplaats"),
    "C": ("een carport", "een veranda", "een tuinberging", "een zwembad", "zonnepanelen op het dak", "een poolhouse"),
}
FRENCH = (
    "la construction d'une maison",
    "la transformation d'une façade",
    "la construction d'un atelier",
    "la construction d'une annexe",
    "~la construction d'un magasin",
)
SPECIAL = {
    "verkavelingsvergunning": (
        "het verkavelen van een grond in {n} loten",
        "het verkavelen van een perceel in {n} kavels",
        "~het verkavelen van gronden in {n} bouwloten",
    ),
    "verkavelingswijziging": (
        "het wijzigen van de verkaveling voor lot {n}",
        "het wijzigen van de stedenbouwkundige voorschriften van lot {n}",
    ),
    "sloopvergunning": ("het slopen van een {house}", "het afbreken van een {house}", "~het slopen van {small}"),
    "regularisatievergunning": (
        "het regulariseren van {small}",
        "het regulariseren van een uitgebreide {house}",
        "~het regulariseren van een verbouwde {house}",
    ),
    "melding": ("het oprichten van een bijgebouw van {n}0 m²", "het plaatsen van {small}"),
    "stedenbouwkundig attest": ("het bouwen van {number} woningen", "het oprichten van een {house}"),
    "milieuvergunning": ("het exploiteren van een werkplaats", "het verder exploiteren van een houtzagerij"),
}


def permit_type(dice: Dice, year: int, *, french: bool) -> str:
    """Draw the kind of permit that could be asked for in this year."""
    if year < 1962:
        return "bouwvergunning" if french or dice.chance(0.95) else "sloopvergunning"
    usual = (
        "bouwvergunning" if year < 2000 else "stedenbouwkundige vergunning" if year < 2017 else "omgevingsvergunning"
    )
    return dice.weighted(
        {
            usual: 0.72,
            "verkavelingsvergunning": 0.1,
            "verkavelingswijziging": 0.03,
            "sloopvergunning": 0.03 if year < 2000 else 0.0,
            "regularisatievergunning": 0.06,
            "melding": 0.04 if 2010 <= year < 2017 else 0.0,
            "stedenbouwkundig attest": 0.02,
            "milieuvergunning": 0.02 if 1991 <= year < 2017 else 0.0,
        }
    )


def subject(dice: Dice, year: int, permit: str, *, french: bool) -> str:
    """Draw the works, in the words of the application."""
    if french:
        return dice.pick(FRENCH)
    family = "A" if year < 1962 else "B" if year < 1996 else "C"
    text = dice.pick(SPECIAL.get(permit, BUILD)).format(
        house=dice.pick(HOUSES[family]),
        small=dice.pick(SMALLS[family]),
        number=dice.pick(("twee", "drie", "vier")),
        n=dice.between(2, 9),
    )
    return text.replace("eene", "een") if year > 1946 else text

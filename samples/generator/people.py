"""Invented people and firms with names that are usual in Flanders."""

from dataclasses import dataclass

from dice import Dice
from rows import row

SURNAMES = row(
    "Aerts Baeten Beullens Bogaerts Boonen Bosmans Buelens Ceulemans Claes Coppens Cuypers Daems Decoster Deprez "
    "Diddens Dockx Engels Feyaerts Frans Geerts Goossens Govaerts Heylen Hoefkens Huysmans Jacobs Jansen Keppens "
    "Lambrechts Lauwers Lemmens Luyten Maes Mariën Mees Michiels Moons Nauwelaerts Neefs Ooms Pauwels Peeters "
    "Pittoors Raeymaekers Robberechts Roelants Schroven Segers Serneels Silverans Slachmuylders Somers Spruyt "
    "Swinnen Teughels Thielemans Tuyteleers Uytterhoeven Verbeeck Verbruggen Verhoeven Verlinden Vermeulen "
    "Verschueren Wauters Wijnants Willems Wouters Wyckmans Baekelandt Dewulf Lietaert Naessens Vanhoutte "
    "Vandeputte Quintens Thijs"
)
JOINED = row(
    "Van_den_Broeck Van_Dessel De_Wit De_Keersmaecker Van_Aken Van_de_Velde De_Ridder Van_Roosbroeck Op_de_Beeck "
    "Van_Steenwinkel De_Prins Van_Camp Van_Hoof De_Schutter Vanden_Eynde Ver_Elst De_Bruyn Van_Nuffel "
    "Van_Eeckhout"
)
OLD_MEN = row(
    "Alfons August Camiel Cyriel Edmond Emiel Eugeen Felix Florent Frans Gustaaf Hendrik Hubert Isidoor Jan Jaak "
    "Jozef Karel Leopold Lodewijk Louis Oscar Petrus Remi Theofiel Victor Willem"
)
OLD_WOMEN = row(
    "Adèle Angelina Anna Clementina Elisa Emma Florentina Irma Joanna Julia Leonie Maria Martha Mathilde Paulina "
    "Philomena Rosalia Stefanie Virginie Zoë"
)
NEW_MEN = row(
    "Bart Bert Chris Danny Dirk Eddy Erik Filip Geert Gert Guy Herman Ivo Jef Johan Joris Kris Luc Marc Marnix "
    "Patrick Paul Peter Pieter Roger Rudi Stefan Steven Tom Walter Wim Yves"
)
NEW_WOMEN = row(
    "An Annemie Bea Carine Christel Els Godelieve Greet Hilde Ilse Ingrid Katrien Kristien Leen Liesbet Lut "
    "Magda Marleen Martine Mieke Nele Rita Sabine Sofie Tine Veerle Viviane"
)
TRADES = row(
    "landbouwer handelaar bediende metselaar schrijnwerker slager bakker onderwijzer spoorwegbeambte hovenier "
    "meubelmaker bouwondernemer arbeider smid herbergier veehandelaar winkelier gepensioneerde zelfstandige "
    "verpleegkundige bankbediende leraar vertegenwoordiger"
)
INITIALS = row("A. B. C. E. F. G. H. J. L. M. P. R. V. W.")
FIRMS = (
    "{form} Bouwwerken {name}",
    "{form} Meubelfabriek {name}",
    "{form} Immobiliën {name}",
    "{form} {name} en Zonen",
    "{form} Garage {name}",
    "{form} Drukkerij {name}",
    "{form} Woningbouw {name}",
    "{form} Steenbakkerij {name}",
)


@dataclass(frozen=True, slots=True)
class Person:
    """An applicant or an architect.

    Attributes:
        surname: empty for a firm, whose whole name stands in `first`.
        woman: decides how the person is addressed.
    """

    surname: str
    first: str
    woman: bool = False

    @property
    def firm(self) -> bool:
        """Whether this is a company."""
        return not self.surname

    @property
    def filed(self) -> str:
        """The name as it is filed: surname first."""
        return f"{self.surname} {self.first}".strip()

    @property
    def spoken(self) -> str:
        """The name as it is spoken: first name first."""
        return f"{self.first} {self.surname}".strip()


def surname(dice: Dice) -> str:
    """Draw a family name."""
    return dice.pick(JOINED if dice.chance(0.28) else SURNAMES)


def person(dice: Dice, year: int, *, woman: bool = False) -> Person:
    """Draw a person of a fitting generation."""
    old = year < 1965
    first = (OLD_WOMEN if old else NEW_WOMEN) if woman else (OLD_MEN if old else NEW_MEN)
    return Person(surname(dice), dice.pick(first), woman)


def firm(dice: Dice, year: int) -> Person:
    """Draw a company."""
    forms = ("N.V.", "P.V.B.A.", "S.V.") if year < 1986 else ("NV", "BVBA", "N.V.", "CVBA")
    return Person("", dice.pick(FIRMS).format(form=dice.pick(forms), name=surname(dice)))


def applicants(dice: Dice, year: int) -> tuple[Person, ...]:
    """Draw who asks for the permit: mostly one person, often a couple, sometimes a firm."""
    kind = dice.weighted({"man": 0.5, "woman": 0.1, "couple": 0.25 if year > 1945 else 0.08, "firm": 0.12})
    if kind == "firm":
        return (firm(dice, year),)
    if kind == "couple":
        return (person(dice, year), person(dice, year, woman=True))
    return (person(dice, year, woman=kind == "woman"),)


def architect(dice: Dice, year: int) -> Person:
    """Draw an architect, often known by an initial only."""
    drawn = person(dice, year - 15)
    return Person(drawn.surname, f"{drawn.first[0]}.") if dice.chance(0.45) else drawn


def official(dice: Dice) -> str:
    """Draw a mayor, alderman or secretary."""
    return f"{dice.pick(INITIALS)} {surname(dice)}"

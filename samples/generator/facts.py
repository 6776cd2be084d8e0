"""Draw the facts of one dossier: everything its pages will agree about."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numbers_of as numbers
import people
import subjects
from dice import Dice
from people import Person
from places import TOWNS, Town, streets


@dataclass(frozen=True, slots=True)
class Site:
    """An address.

    Attributes:
        place: the locality as printed, which may be a former municipality.
        shape: how the number is written: plain, letter, range, bis, bus, slash, none.
    """

    street: str
    number: str | None
    box: str | None
    postcode: str
    place: str
    shape: str = "plain"


@dataclass(frozen=True, slots=True)
class Dates:
    """The days that matter; None where the event never took place."""

    plan: date
    application: date
    receipt: date
    advice: date
    decision: date | None
    notification: date | None


@dataclass(frozen=True, slots=True)
class History:
    """An earlier permit, quoted as history."""

    day: date
    reference: str
    subject: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What a dossier must be like; None leaves it to chance."""

    year: int | None = None
    town: Town | None = None
    place: str | None = None
    outcome: str | None = None
    permit_type: str | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """The facts of one dossier; `wording` names the family that wrote it, "" the original one."""

    key: str
    family: str
    french: bool
    town: Town
    place: str
    references: tuple[numbers.Reference, ...]
    permit_type: str
    decision: str | None
    dates: Dates
    sites: tuple[Site, ...]
    parcels: tuple[numbers.Parcel, ...]
    applicants: tuple[Person, ...]
    home: Site
    architect: Person | None
    office: Site
    subject: str
    conditions: bool
    mayor: str
    secretary: str
    aldermen: tuple[str, str]
    birth: date
    phone: str
    job: str
    national_number: str
    history: tuple[History, ...] = field(default=())
    wording: str = ""

    @property
    def year(self) -> int:
        """The year of the application."""
        return self.dates.application.year

    @property
    def municipal(self) -> numbers.Reference:
        """The number the dossier is known by."""
        return self.references[0]

    @property
    def old_spelling(self) -> bool:
        """Whether the pages are in the spelling of De Vries and Te Winkel."""
        return self.year < 1947 and not self.french


def draw(key: str, dice: Dice, wish: Wish | None = None) -> Dossier:
    """Draw a dossier.

    Args:
        key: the folder name it will have.
        dice: the source of chance.
        wish: what is fixed beforehand.
    """
    wish = wish or Wish()
    year, family, town, place, french = _setting(dice, wish)
    outcome = wish.outcome or dice.weighted(_outcomes(year))
    permit = wish.permit_type or subjects.permit_type(dice, year, french=french)
    decision = None if outcome == "none" else outcome
    return Dossier(
        key=key,
        family=family,
        french=french,
        town=town,
        place=place,
        references=_references(dice, year, family, town, place, permit),
        permit_type=permit,
        decision=decision,
        dates=_dates(dice, year, decision),
        sites=_sites(dice, year, town, place),
        parcels=numbers.parcels(dice, year, place),
        applicants=people.applicants(dice, year),
        home=address(dice, *_elsewhere(dice, town, place)),
        architect=people.architect(dice, year) if dice.chance(0.92) else None,
        office=address(dice, *_elsewhere(dice, town, place)),
        subject=subjects.subject(dice, year, permit, french=french),
        conditions=decision == "verleend met voorwaarden",
        mayor=people.official(dice),
        secretary=people.official(dice),
        aldermen=(people.surname(dice), people.surname(dice)),
        birth=dice.day(year - dice.between(24, 66)),
        phone=_phone(dice, year),
        job=dice.pick(people.TRADES),
        national_number=_national_number(dice, year),
        history=_history(dice, year, place),
    )


def _setting(dice: Dice, wish: Wish) -> tuple[int, str, Town, str, bool]:
    year = wish.year or dice.between(1925, 2016) + (dice.between(0, 1) if dice.chance(0.1) else 0)
    family = "A" if year < 1962 else "B" if year < 1996 else "C"
    town, place = _where(dice, wish)
    french = year < 1935 and wish.place is None and bool(town.french) and place == town.name and dice.chance(0.3)
    return year, family, town, place, french


def _where(dice: Dice, wish: Wish) -> tuple[Town, str]:
    names = [town.name for town in TOWNS] + ["Mechelen"] * 8
    chosen = dice.pick(names)
    town = wish.town or next(town for town in TOWNS if town.name == chosen)
    if wish.place:
        return town, wish.place
    part = town.parts and dice.chance(0.35)
    return town, dice.pick([name for name, _ in town.parts]) if part else town.name


def _postcode(town: Town, place: str) -> str:
    return dict(town.parts).get(place, town.postcode)


def _elsewhere(dice: Dice, town: Town, place: str) -> tuple[Town, str]:
    if dice.chance(0.5):
        return town, place
    chosen = dice.pick([other.name for other in TOWNS])
    return next(other for other in TOWNS if other.name == chosen), chosen


def address(dice: Dice, town: Town, place: str) -> Site:
    """Draw an address that has a number."""
    number = str(dice.between(1, 268))
    return Site(dice.pick(streets(town, place)), number, None, _postcode(town, place), place)


def _sites(dice: Dice, year: int, town: Town, place: str) -> tuple[Site, ...]:
    first = address(dice, town, place)
    value = int(first.number or 1)
    shapes: dict[str, tuple[str | None, str | None]] = {
        "plain": (str(value), None),
        "letter": (f"{value}{'ABC'[value % 3]}", None),
        "range": (f"{value}-{value + 2}", None),
        "bis": (f"{value}bis", None),
        "bus": (str(value), str(value % 9 + 1)),
        "slash": (f"{value}/{value % 7 + 1}", None),
        "none": (None, None),
        "corner": (None, None),
    }
    weights = {"plain": 0.66, "letter": 0.08, "range": 0.06, "bis": 0.03, "none": 0.07, "corner": 0.06}
    weights |= {"bus": 0.06 if year > 1965 else 0.0, "slash": 0.03 if year > 1965 else 0.0}
    shape = dice.weighted(weights)
    number, box = shapes[shape]
    site = replace(first, number=number, box=box, shape=shape)
    if shape == "corner":
        other = dice.pick([name for name in streets(town, place) if name != first.street])
        return site, replace(site, street=other)
    return (site,)


def _outcomes(year: int) -> dict[str, float]:
    silent = 0.06 if year > 1963 else 0.0
    return {
        "verleend": 0.32,
        "verleend met voorwaarden": 0.28,
        "geweigerd": 0.18,
        "stilzwijgend geweigerd": silent,
        "ingetrokken": 0.06,
        "zonder gevolg": 0.06,
        "none": 0.06,
    }


def _dates(dice: Dice, year: int, decision: str | None) -> Dates:
    application = dice.later(date(year, 1, 3), 0, 355)
    receipt = dice.later(application, 0, 11)
    days = dice.between(24, 110)
    closed = dice.later(receipt, days, days) if decision not in {None, "zonder gevolg"} else None
    return Dates(
        plan=application - timedelta(days=dice.between(4, 60)),
        application=application,
        receipt=receipt,
        advice=dice.later(receipt, 6, days - 10),
        decision=closed,
        notification=dice.later(closed, 1, 12) if closed else None,
    )


def _references(
    dice: Dice, year: int, family: str, town: Town, place: str, permit: str
) -> tuple[numbers.Reference, ...]:
    allotting = permit.startswith("verkaveling")
    if year >= 2017:
        return (numbers.portal(dice, year), replace(numbers.municipal(dice, year, family, place), primary=False))
    own = numbers.allotment(dice, year) if allotting else numbers.municipal(dice, year, family, place)
    if family == "A" or (family == "C" and dice.chance(0.35)):
        return (own,)
    return own, numbers.regional(dice, year, town, allotting=allotting)


def _phone(dice: Dice, year: int) -> str:
    pairs = f"{dice.between(11, 99)}.{dice.between(11, 99)}.{dice.between(11, 99)}"
    return f"{dice.between(101, 999)}.{dice.between(11, 99)}" if year < 1968 else f"0{dice.between(11, 59)}/{pairs}"


def _national_number(dice: Dice, year: int) -> str:
    day = dice.day(year - dice.between(25, 60))
    serial = dice.between(1, 997)
    checked = int(f"{day:%y%m%d}{serial:03d}")
    # Deliberately one off: a number that looks right but can belong to nobody.
    return f"{day:%y.%m.%d}-{serial:03d}.{(97 - checked % 97) % 97 + 1:02d}"


def _history(dice: Dice, year: int, place: str) -> tuple[History, ...]:
    if year < 1975:
        return ()
    found = []
    for _ in range(dice.between(0, 3)):
        earlier = dice.between(max(1938, year - 55), year - 4)
        family = "A" if earlier < 1962 else "B" if earlier < 1996 else "C"
        kind = "bouwvergunning" if earlier < 2000 else "stedenbouwkundige vergunning"
        reference = numbers.municipal(dice, earlier, family, place).raw
        found.append(History(dice.day(earlier), reference, subjects.subject(dice, earlier, kind, french=False)))
    return tuple(sorted(found, key=lambda entry: entry.day))

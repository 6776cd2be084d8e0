"""Draw the facts of a dossier of one family, as its text file wants them written."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import facts
import numbers_of
import people
from dice import Dice
from facts import Dates, Dossier, Site, Wish
from families.folk import Party, party
from families.gazetteer import draw_street, draw_town
from families.script import Script, read
from numbers_of import Parcel, Reference
from people import Person
from places import Town

HERE = Path(__file__).resolve().parent
NAMES = ("C", "D", "E", "F", "G", "H", "I", "J", "K", "L")
YEARS = {"I": (1905, 2017), "J": (1907, 2017), "K": (1925, 2015), "L": (1900, 2017)}
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SHAPES = {
    "plain": 0.55,
    "letter": 0.08,
    "range": 0.06,
    "list": 0.04,
    "bis": 0.03,
    "bus": 0.05,
    "none": 0.07,
    "between": 0.04,
    "corner": 0.05,
    "lot": 0.03,
}


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier together with how its family speaks of it.

    Attributes:
        outcome: of the truth, or "none".
        crowd: what sort of applicants there are (see folk.Party).
        hidden: facts that no page may print: reference, parcel, number, architect and so on.
        smudged: facts that are printed and then made unreadable.
    """

    dossier: Dossier
    family: str
    crowd: str
    hidden: frozenset[str] = frozenset()
    smudged: frozenset[str] = frozenset()

    @property
    def script(self) -> Script:
        """The wordings of the family."""
        return script(self.family)

    @property
    def outcome(self) -> str:
        """The outcome in one word, as the headers of a text file name it."""
        decision = self.dossier.decision or "none"
        short = {
            "verleend met voorwaarden": "voorwaarden",
            "stilzwijgend geweigerd": "stilzwijgend",
            "zonder gevolg": "zonder",
        }
        return short.get(decision, decision)

    @property
    def endings(self) -> tuple[str, ...]:
        """What a list may be specialised by; « none » is the outcome, « unnumbered » the address."""
        shape = self.dossier.sites[0].shape.replace("none", "unnumbered")
        return (self.outcome, self.dossier.permit_type.replace(" ", "_"), shape, self.crowd)


def script(family: str) -> Script:
    """The wordings of a family."""
    return read(HERE / f"{family.lower()}.txt")


def draw(key: str, family: str, dice: Dice, wish: Wish | None = None) -> Case:
    """Draw a dossier of a family.

    Args:
        key: the folder name it will have.
        family: one of NAMES.
        dice: the source of chance.
        wish: what is fixed beforehand.
    """
    wish = wish or Wish()
    year = wish.year or dice.between(*YEARS.get(family, (1904, 2017)))
    town, place = (wish.town, wish.place or wish.town.name) if wish.town else draw_town(family, dice, year)
    base = facts.draw(key, dice, replace(wish, year=year, town=town, place=place))
    words = script(family)
    sites = _sites(dice, family, year, town, place)
    base = replace(base, architect=_renamed(dice, words, base.architect))
    crowd = party(dice, family, year, base.architect)
    members = _members(dice, words, crowd)
    dossier = replace(
        base,
        wording=family,
        french=False,
        dates=_working(base.dates),
        references=_references(dice, words, base, sites[0]),
        sites=sites,
        parcels=_parcels(dice, words, base),
        applicants=members,
        home=base.home if dice.chance(0.7) else replace(sites[0], number=str(dice.between(1, 180)), shape="plain"),
        subject=_subject(dice, words, base),
        history=_history(dice, words, base),
    )
    return Case(dossier, family, crowd.kind)


def _renamed(dice: Dice, words: Script, person: Person | None) -> Person | None:
    """Give a person one of the family names that the family has for itself, if it has any."""
    known = words.options("surname", 2000)
    if person is None or person.firm or not known:
        return person
    return replace(person, surname=dice.pick(known))


def _members(dice: Dice, words: Script, crowd: Party) -> tuple[Person, ...]:
    if crowd.kind == "builder":
        return crowd.members
    renamed = tuple(_renamed(dice, words, person) or person for person in crowd.members)
    if crowd.kind == "brothers":
        return (renamed[0], replace(renamed[1], surname=renamed[0].surname))
    return renamed


def _street(dice: Dice, family: str, town: Town, place: str) -> str:
    """Draw a street; now and then from the family's list of ordinary ones, of that town or of any, if it has one."""
    ordinary = script(family).options("street", 2000, (town.letters,))
    if ordinary and dice.chance(0.45):
        return dice.pick(ordinary)
    return draw_street(family, town, place, dice)


def _working(days: Dates) -> Dates:
    """Move what the town hall did on a weekend to the Monday after; some pages name the day of the week."""

    def moved(day: date) -> date:
        return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])

    return replace(
        days,
        receipt=moved(days.receipt),
        advice=moved(days.advice),
        decision=days.decision and moved(days.decision),
        notification=days.notification and moved(days.notification),
    )


def number(dice: Dice, pattern: str, year: int, town: Town, street: str) -> str:
    """Write a dossier number by its pattern."""
    serial = dice.between(2, 979)
    return pattern.format_map(
        {
            "y": year,
            "yy": f"{year % 100:02d}",
            "n": serial,
            "n3": f"{serial:03d}",
            "n4": f"{serial:04d}",
            "n5": f"{serial:05d}",
            "big": 1000 + serial * 11,
            "s": serial % 37 + 1,
            "k": serial % 9 + 1,
            "roman": ROMANS[serial % 12],
            "mm": f"{serial % 12 + 1:02d}",
            "initial": street[0],
            "town": town.name.replace("-", "")[:3].upper(),
            "two": town.letters.upper()[:2],
            "nis": town.nis,
        }
    )


def _reference(dice: Dice, patterns: list[str], kind: str, year: int, base: Dossier, street: str) -> Reference:
    """Draw a number; of « {n} van {y}|={y}/{n} » the first form is printed and the one behind = is its value."""
    chosen = dice.pick(patterns)
    state = dice.child(f"number/{kind}/{chosen}").seed
    forms = [number(Dice(state), pattern.strip(), year, base.town, street) for pattern in chosen.split("|")]
    shown = tuple(form for form in forms if not form.startswith("="))
    values = [form[1:] for form in forms if form.startswith("=")] or [shown[0]]
    accept = tuple(form for form in (*shown, *values[1:]) if form != values[0])
    return Reference(kind, values[0], shown[0], True, accept, shown)


def _references(dice: Dice, words: Script, base: Dossier, site: Site) -> tuple[Reference, ...]:
    year, found = base.year, []
    kinds = ["municipal"]
    if base.permit_type.startswith("verkaveling"):
        kinds = ["verkaveling"]
    elif base.permit_type == "milieuvergunning":
        kinds = ["milieu"]
    elif year >= 2017:
        kinds = ["omv", "municipal"]
    if 1962 <= year < 2015 and dice.chance(0.7):
        kinds.append("stedenbouw")
    for kind in kinds:
        patterns = words.options(f"number.{kind}", year) or words.options("number.municipal", year)
        found.append(_reference(dice, patterns, kind, year, base, site.street))
    return (found[0], *(replace(reference, primary=False) for reference in found[1:]))


def _sites(dice: Dice, family: str, year: int, town: Town, place: str) -> tuple[Site, ...]:
    postcode = dict(town.parts).get(place, town.postcode)
    street = _street(dice, family, town, place)
    value = dice.between(1, 312)
    shape = dice.weighted(SHAPES | ({"bus": 0.0} if year < 1960 else {}))
    numbers: dict[str, str | None] = {
        "letter": f"{value}{'ABCD'[value % 4]}",
        "range": f"{value}-{value + 2 * (value % 3 + 1)}",
        "list": f"{value}",
        "bis": f"{value}bis",
        "none": None,
        "between": None,
        "corner": None,
        "lot": None,
    }
    box = str(value % 9 + 1) if shape == "bus" else None
    site = Site(street, numbers.get(shape, str(value)), box, postcode, place, shape)
    if shape == "corner":
        return site, replace(site, street=draw_street(family, town, place, dice.child("corner")))
    if shape == "list":
        return site, replace(site, number=str(value + 2))
    return (site,)


def _parcels(dice: Dice, words: Script, base: Dossier) -> tuple[Parcel, ...]:
    drawn = numbers_of.parcels(dice, base.year, base.place)
    division = None
    patterns = words.options("division", base.year)
    if patterns and dice.chance(0.35 if base.year < 1996 else 0.7):
        count = dice.between(1, 9)
        ordinals = {"k": count, "roman": ROMANS[count - 1], "PLACE": base.place.upper(), "place": base.place}
        division = dice.pick(patterns).format(**ordinals)
    many = dice.chance(0.08)
    extra = numbers_of.parcels(dice.child("more"), base.year, base.place) if many else ()
    unique = {(p.number, p.bis, p.exponent, p.power): p for p in (*drawn, *extra)}
    return tuple(replace(parcel, division=division, section=drawn[0].section) for parcel in unique.values())


def _subject(dice: Dice, words: Script, base: Dossier) -> str:
    options = words.options("subject", base.year, (base.permit_type.replace(" ", "_"), base.town.letters))
    return dice.pick(options).format(n=dice.between(2, 9), name=people.surname(dice))


def _history(dice: Dice, words: Script, base: Dossier) -> tuple[facts.History, ...]:
    if base.year < 1955 or dice.chance(0.4):
        return ()
    found = []
    for _ in range(dice.between(1, 3)):
        year = dice.between(max(1910, base.year - 50), base.year - 3)
        pattern = dice.pick(words.options("number.municipal", year)).split("|")[0].strip()
        raw = number(dice, pattern, year, base.town, "K")
        found.append(facts.History(dice.day(year), raw, dice.pick(words.options("subject", year)).format(n=3, name="")))
    return tuple(sorted(found, key=lambda entry: entry.day))

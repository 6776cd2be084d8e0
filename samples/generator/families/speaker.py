"""Fill the wordings of a family: every list is chosen from once per page, so that a page keeps to one manner."""

import re
from datetime import timedelta
from typing import Any

import numbers_of
from dice import Dice
from facts import Site
from families.calendar_of import dated
from families.draws import Case
from people import Person
from wording.marked import mark
from wording.slots import Slots, named
from wording.voice import Voice

_LIST = re.compile(r"\{=(\w+)\}")
_EVENTS = {"application", "receipt", "decision", "notification"}
_SUPER = str.maketrans("123", "¹²³")
# First and last day after the receipt of what is dated neither in the truth nor at random.
_SPANS = {
    "deed": (-4000, -90),
    "appeal": (130, 400),
    "start": (140, 700),
    "print": (-3000, -400),
    "caught": (-200, -60),
    "shot": (-70, -20),
    "cadastre": (-60, -20),
    "asked": (0, 5),
    "seen": (1, 5),
    "posted": (1, 6),
    "withdrawn": (8, 22),
    "until": (17, 23),
    "warned": (20, 45),
    "reminded": (60, 120),
    "invoiced": (5, 40),
    "due": (60, 120),
    "term": (75, 105),
    "appealed": (130, 150),
    "answered": (160, 200),
    "heard": (230, 300),
    "sold": (200, 260),
    "certified": (262, 300),
}


class Said(Slots):
    """The slots of a wording; a few are said differently by a family."""

    def __getitem__(self, key: str) -> str:
        return self._voice.prov() if key == "prov" else super().__getitem__(key)


class Speaker(Voice):
    """How one page of one family puts the facts.

    Args:
        case: the dossier and its family.
        dice: the source of chance of this page.
    """

    def __init__(self, case: Case, dice: Dice) -> None:
        super().__init__(case.dossier, dice)
        self.case = case
        year = case.dossier.year
        self.date_pattern = dice.pick(case.script.options("date", year))
        self.stamp_pattern = dice.pick(case.script.options("stampdate", year) or [self.date_pattern])
        self.parcel_shape = dice.pick(case.script.options("parcelshape", year))
        self._chosen: dict[str, str] = {}

    # --- templates ------------------------------------------------------------------------------------------

    def fill(self, template: str) -> str:
        """Fill a line: options, lists, slots and marked words."""
        options = template.split(" || ") if " || " in template else [template]
        return self._filled(options[self.dice.between(0, len(options) - 1)])

    def _filled(self, text: str) -> str:
        while _LIST.search(text):
            text = _LIST.sub(lambda match: self.listed(match[1]), text)
        return named(text.replace(" // ", "\n").format_map(Said(self)))

    def listed(self, name: str) -> str:
        """Choose from a list, the same each time this page asks for it."""
        if name not in self._chosen:
            found = self.case.script.options(name, self.dossier.year, self.case.endings)
            if not found and name == "permit":
                found = [self.dossier.permit_type]
            if not found:
                raise LookupError(f"family {self.case.family} has no list « {name} » for {self.dossier.year}")
            self._chosen[name] = self.dice.pick(found)
        return self._chosen[name]

    def __getattr__(self, name: str) -> Any:  # a slot of the text file: any type a slot may have
        if name.startswith("day_"):
            return self.decoy_day(name[4:])
        if re.fullmatch(r"num\d", name):
            digits = int(name[3:])
            return str(self.dice.between(10 ** (digits - 1), 10**digits - 1))
        if name.startswith("stamp_"):
            return self.date(name[6:], self.stamp_pattern)
        raise AttributeError(name)

    def noted(self, field: str, text: str, data: str = "") -> str:
        """Mark a fact; print dots when it is hidden, and have it smudged when it must be unreadable."""
        plain = field.split("#", maxsplit=1)[0].split(".")[-1 if field.startswith("date.") else 0]
        if plain in self.case.hidden:
            return "........"
        if plain in self.case.smudged:
            return mark(f"smudge.{field}", text, data)
        return mark(field, text, data)

    # --- people ---------------------------------------------------------------------------------------------

    def name(self, index: int = 0) -> str:
        """The marked name of one applicant."""
        person = self.dossier.applicants[index]
        return self.noted(f"applicant#{index}", person.spoken if self.spoken else person.filed)

    def name2(self) -> str:
        """The marked name of the second applicant."""
        return self.name(1)

    def names(self) -> str:
        """The applicants in the manner of the family, without courtesy."""
        return self._expanded("names")

    def who(self) -> str:
        """The applicants in the manner of the family, with courtesy."""
        return self._expanded("who")

    def architect(self) -> str:
        """The marked name of the architect, or a stroke."""
        known: Person | None = self.dossier.architect
        return self.noted("architect", known.spoken) if known else "/"

    def other(self) -> str:
        """A person who is no party: a notary, a neighbour, a clerk."""
        return mark("decoy.person", self.dossier.aldermen[0])

    def jaar(self) -> str:
        """The year of the application, as it stands on a cover."""
        return str(self.dossier.year)

    def kbo(self) -> str:
        """A company number, never that of the applicant."""
        return mark("decoy.kbo", f"0{self.dice.between(400, 899)}.{self.dice.between(100, 999)}.{self.num3}")

    def _expanded(self, name: str) -> str:
        return self._filled(self.listed(name))

    # --- places ---------------------------------------------------------------------------------------------

    def gem(self) -> str:
        """The marked municipality whose college decides."""
        return self.noted("municipality", self.college_place())

    def town(self) -> str:
        """The municipality, unmarked, for a letterhead that is decoration only."""
        return self.college_place()

    def place(self) -> str:
        """The marked locality of the site."""
        return self.noted("municipality", self.dossier.place)

    def postcode(self) -> str:
        """The marked postcode of the site."""
        return self.noted("postcode", self.dossier.sites[0].postcode)

    def street(self) -> str:
        """The marked street alone."""
        return self._street(self.dossier.sites[0])

    def street2(self) -> str:
        """The marked second street of a corner."""
        return self._street(self.dossier.sites[-1])

    def _street(self, site: Site) -> str:
        return self.noted("street", site.street)

    def number(self) -> str:
        """The marked house number."""
        return self.noted("number", self.dossier.sites[0].number or "")

    def number2(self) -> str:
        """The marked second house number."""
        return self.noted("number", self.dossier.sites[-1].number or "")

    def box(self) -> str:
        """The marked box number."""
        return self.noted("box", self.dossier.sites[0].box or "")

    def low(self) -> str:
        """The number of the neighbour on one side."""
        return mark("decoy.number", str(len(self.dossier.sites[0].street) * 3))

    def high(self) -> str:
        """The number of the neighbour on the other side."""
        return mark("decoy.number", str(len(self.dossier.sites[0].street) * 3 + 6))

    def house(self) -> str:
        """Street and number in the manner of the family."""
        return self._expanded("house")

    def site(self) -> str:
        """The full address of the site in the manner of the family."""
        return self._expanded("site")

    def parcel(self) -> str:
        """Division, section and numbers in the manner of the family."""
        return self._expanded("parceldiv" if self.dossier.parcels[0].division else "parcel")

    def division(self) -> str:
        """The marked cadastral division."""
        return self.noted("parcel.division", self.dossier.parcels[0].division or "")

    def section(self) -> str:
        """The marked section."""
        return self.noted("parcel.section", self.dossier.parcels[0].section)

    def numbers(self) -> str:
        """The marked parcel numbers, joined in the manner of the family."""
        shown = []
        for index, parcel in enumerate(self.dossier.parcels):
            shape = "plain" if self.parcel_shape == "super" else self.parcel_shape
            text = numbers_of.written(parcel, shape)
            if self.parcel_shape == "super" and parcel.power in {2, 3}:
                text = text[:-1] + str(parcel.power).translate(_SUPER)
            part = self.dice.pick((" (deel)", " deel", "/deel")) if self.dice.chance(0.06) else ""
            shown.append(self.noted(f"parcel#{index}", text) + part)
        last = self.dice.pick((" en ", " en ", " & ", ", "))
        return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])}{last}{shown[-1]}"

    def prov(self) -> str:
        """The province of that time."""
        name = self.dossier.town.province
        return "Brabant" if name == "Vlaams-Brabant" and self.dossier.year < 1995 else name

    # --- dates and numbers ----------------------------------------------------------------------------------

    def date(self, event: str, shape: str = "") -> str:
        """A marked date of the dossier; an event outside the truth becomes a decoy."""
        day = getattr(self.dossier.dates, event)
        if day is None:
            return "......................"
        text = dated(day, shape or self.date_pattern)
        return self.noted(f"date.{event}" if event in _EVENTS else f"decoy.date.{event}", text, day.isoformat())

    def decoy_day(self, role: str) -> str:
        """A date that is none of the four: of a deed, an inspection, an inquiry, an appeal."""
        start = self.dossier.dates.receipt
        low, high = _SPANS.get(role, (-50, 160))
        day = start + timedelta(days=self.dice.between(low, high))
        return mark(f"decoy.date.{role}", dated(day, self.date_pattern), day.isoformat())

    def _reference(self, index: int) -> str:
        reference = self.dossier.references[index]
        shown = reference.raw
        if reference.shown and self.dice.chance(0.3):
            shown = self.dice.pick(reference.shown)
        return self.noted(f"reference.{reference.kind}#{index}", shown)

    def permit(self) -> str:
        """The kind of permit, in the words of the family."""
        return self.noted("permit_type", self.listed("permit"))

    def subject(self) -> str:
        """The works."""
        return self.noted("subject", self.dossier.subject)

    def history(self) -> str:
        """Earlier permits, each of them a decoy."""
        pattern = self.listed("historyline")
        lines = []
        for entry in self.dossier.history:
            day = mark("decoy.date.other_permit", dated(entry.day, self.date_pattern), entry.day.isoformat())
            shown = {"when": day, "what": mark("decoy.reference", entry.reference), "works": entry.subject}
            lines.append(pattern.format(**shown))
        return "; ".join(lines) or "geen"

"""Fill a wording with the facts of a dossier, in the shapes one writer would use on one page."""

import re

import numbers_of
from dice import Dice
from facts import Dossier, Site
from people import Person
from wording.antique import antique
from wording.dates import written
from wording.marked import mark
from wording.slots import Slots, named

DATE_SHAPES: dict[str, dict[str, float]] = {
    "A": {"long": 6, "roman": 1, "dots": 1, "words": 0.5, "slashes2": 0.5},
    "old": {"ordinal": 4, "old": 5, "roman": 1, "oogst": 0.6, "words": 0.3},
    "B": {
        "long": 5,
        "dots": 3,
        "dashes1": 2,
        "dashes2": 1,
        "apostrophe": 0.6,
        "dots2": 1,
        "slashes2": 0.8,
        "roman": 0.3,
    },
    "C": {"long": 4, "slashes": 5, "dashes": 2, "dots": 1},
    "french": {"french": 1},
}
PARCEL_SHAPES: dict[str, dict[str, float]] = {
    "A": {"lower": 4, "slash": 4, "spaced": 2},
    "B": {"lower": 3, "slash": 3, "spaced": 2, "plain": 2},
    "C": {"plain": 5, "slash": 2, "spaced": 1, "tail": 1, "lower": 1},
}
SECTION_LABELS = {
    "A": ("sectie", "sectie", "Sie", "sectie"),
    "B": ("sectie", "sektie", "Sectie", "sie"),
    "C": ("sectie", "sectie", "Sectie"),
}
NUMBER_LABELS = {
    "A": ("nr.", "n°", "nr", "Nr."),
    "B": ("nr.", "nr", "nummer", "n°", "perceel"),
    "C": ("nr.", "nummer", "perceelnummer", "nr"),
}
_SHORT = (("straat", "str."), ("steenweg", "stwg."), ("laan", "ln."), ("plein", "pl."), ("Sint-", "St.-"))


class Voice:
    """The way one writer puts the facts of a dossier, page by page.

    Args:
        hand: whether the facts are filled in by hand or stamped, which shortens street names and dates.
    """

    def __init__(self, dossier: Dossier, dice: Dice, *, hand: bool = False) -> None:
        self.dossier = dossier
        self.dice = dice
        self.hand = hand
        era = "french" if dossier.french else "old" if dossier.old_spelling else dossier.family
        self.date_shape = dice.weighted(dict(DATE_SHAPES[era]))
        self.parcel_shape = dice.weighted(dict(PARCEL_SHAPES[dossier.family]))
        self.section_label = "section" if dossier.french else dice.pick(SECTION_LABELS[dossier.family])
        self.number_label = "n°" if dossier.french else dice.pick(NUMBER_LABELS[dossier.family])
        self.house_label = (
            dice.pick(("nr. ", "nr ", "", "n° ", ", ")) if dossier.family != "C" else dice.pick(("", "nr. "))
        )
        self.short = dossier.family != "C" and dice.chance(0.3 if hand else 0.12)
        self.spoken = dice.chance(0.25) and all(not person.firm for person in dossier.applicants)

    def fill(self, template: str) -> str:
        """Return the marked text of a template with `{slots}` and `<field:words>`."""
        text = antique(template) if self.dossier.old_spelling else template
        return named(text.format_map(Slots(self)))

    def says(self, options: tuple[str, ...]) -> str:
        """Choose a template and fill it."""
        return self.fill(self.dice.pick(options))

    def in_force(self, options: tuple[str, ...]) -> tuple[str, ...]:
        """Leave out the wordings that quote a law later than the application."""
        years = {option: re.findall(r"<law:[^>]*(\d{4})>", option) for option in options}
        return tuple(option for option in options if all(int(year) < self.dossier.year for year in years[option]))

    # --- people ---------------------------------------------------------------------------------------------

    def name(self, index: int = 0) -> str:
        """The marked name of one applicant."""
        person = self.dossier.applicants[index]
        return mark(f"applicant#{index}", person.spoken if self.spoken else person.filed)

    def names(self) -> str:
        """The applicants without titles: « Claes Jan en Maes Anna »."""
        joint = " et " if self.dossier.french else self.dice.pick((" en ", " - ")) if self.hand else " en "
        return joint.join(self.name(index) for index in range(len(self.dossier.applicants)))

    def who(self) -> str:
        """The applicants with titles: « de heer Claes Jan en mevrouw Maes Anna »."""
        joint = " et " if self.dossier.french else " en "
        return joint.join(f"{self._title(p)}{self.name(i)}" for i, p in enumerate(self.dossier.applicants))

    def _title(self, person: Person) -> str:
        if person.firm:
            return "la " if self.dossier.french else "de "
        if self.dossier.french:
            return "Madame " if person.woman else "le sieur "
        man = "den heer " if self.dossier.old_spelling else "de heer "
        return "mevrouw " if person.woman else man

    def dear(self) -> str:
        """The salutation."""
        if len(self.dossier.applicants) > 1:
            return self.dice.pick(("Geachte mevrouw, mijnheer,", "Mijnheer, Mevrouw,"))
        person = self.dossier.applicants[0]
        if person.firm:
            return self.dice.pick(("Mijne Heren,", "Geachte heren,"))
        if self.dossier.family == "C":
            return self.dice.pick(("Geachte", "Geachte mevrouw," if person.woman else "Geachte heer,"))
        return "Mevrouw," if person.woman else "Mijnheer,"

    def architect(self) -> str:
        """The marked name of the architect, or a dash."""
        return mark("architect", self.dossier.architect.spoken) if self.dossier.architect else "/"

    # --- places ---------------------------------------------------------------------------------------------

    def gem(self) -> str:
        """The marked municipality or former municipality."""
        if self.dossier.french:
            return mark("municipality", self.dossier.town.french)
        return mark("municipality", self.college_place())

    def college_place(self) -> str:
        """The municipality whose college decides: the former one before 1977."""
        return self.dossier.place if self.dossier.year < 1977 else self.dossier.town.name

    def place(self) -> str:
        """The marked locality of the site."""
        return mark("municipality", self.dossier.town.french if self.dossier.french else self.dossier.place)

    def postcode(self) -> str:
        """The marked postcode of the site."""
        return mark("postcode", self.dossier.sites[0].postcode)

    def _street(self, site: Site) -> str:
        name = site.street
        if self.short:
            for long, brief in _SHORT:
                name = name.replace(long, brief)
        if site.street in {"Leuvensesteenweg", "Liersesteenweg"} and self.dossier.family == "A":
            name = "Steenweg op " + {"Leuvensesteenweg": "Leuven", "Liersesteenweg": "Lier"}[site.street]
        return mark("street", name, site.street)

    def street(self) -> str:
        """The street and number of the site, both marked."""
        first = self.dossier.sites[0]
        name = self._street(first)
        if first.shape == "corner":
            return f"hoek {name} en {self._street(self.dossier.sites[1])}"
        if first.number is None:
            return name + ("" if self.hand else self.dice.pick(("", " zonder nummer", " z.n.")))
        number = mark("number", first.number)
        box = f"{self.dice.pick((' bus ', ' bus ', ' b'))}{mark('box', first.box)}" if first.box else ""
        gap = "" if self.house_label == ", " else " "
        return f"{name}{gap}{self.house_label}{number}{box}"

    def site(self) -> str:
        """The full address of the site, the locality before or behind it."""
        if self.dossier.family == "C":
            return f"{self.street()}, {self.postcode()} {self.place()}"
        return f"{self.place()}, {self.street()}" if self.dice.chance(0.7) else f"{self.street()} te {self.place()}"

    def _decoy_address(self, site: Site, role: str, joint: str) -> str:
        number = f"{site.street} {site.number}"
        place = f"{site.postcode} {site.place}" if self.dossier.year > 1969 else site.place
        return mark(f"decoy.address.{role}", f"{number}{joint}{place}", f"{site.street}|{site.number}|{site.place}")

    def home(self) -> str:
        """The applicant's own address."""
        return self._decoy_address(self.dossier.home, "applicant", ", ")

    def office(self) -> str:
        """The architect's address."""
        return self._decoy_address(self.dossier.office, "architect", ", ")

    def parcel(self) -> str:
        """Division, section and numbers of the parcels."""
        first = self.dossier.parcels[0]
        division = f"{mark('parcel.division', first.division)}, " if first.division else ""
        numbers = self.parcel_numbers()
        label = self.number_label
        if len(self.dossier.parcels) > 1:
            label = {"nr.": "nrs.", "nr": "nrs", "nummer": "nummers", "perceelnummer": "perceelnummers"}.get(
                label, label
            )
        return f"{division}{self.section_label} {mark('parcel.section', first.section)} {label} {numbers}"

    def parcel_numbers(self) -> str:
        """The parcel numbers, the last one after « en »."""
        shown = [
            mark(f"parcel#{index}", numbers_of.written(parcel, self.parcel_shape))
            for index, parcel in enumerate(self.dossier.parcels)
        ]
        return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} en {shown[-1]}"

    def rooms(self) -> int:
        """A small number, as annexes have."""
        return self.dice.between(2, 9)

    # --- dates and numbers ----------------------------------------------------------------------------------

    def date(self, event: str, shape: str = "") -> str:
        """A marked date of the dossier; an event outside the truth becomes a decoy."""
        day = getattr(self.dossier.dates, event, None) or self.dossier.dates.receipt
        known = event in {"application", "receipt", "decision", "notification"}
        if known and getattr(self.dossier.dates, event) is None:
            return "................"
        label = f"date.{event}" if known else f"decoy.date.{event}"
        return mark(label, written(day, shape or self.date_shape), day.isoformat())

    def day(self, role: str, low: int, high: int) -> str:
        """A marked decoy date, a number of days after the receipt."""
        day = self.dice.later(self.dossier.dates.receipt, low, high)
        return mark(f"decoy.date.{role}", written(day, self.date_shape), day.isoformat())

    def birth(self) -> str:
        """The applicant's day of birth."""
        shape = self.dice.pick(("dots", "dashes1", "slashes"))
        return mark("decoy.date.birth", written(self.dossier.birth, shape), self.dossier.birth.isoformat())

    def ref(self) -> str:
        """The number the dossier is known by."""
        return self._reference(0)

    def ref2(self) -> str:
        """The number of the planning office, or a dash."""
        return self._reference(1) if len(self.dossier.references) > 1 else "-"

    def _reference(self, index: int) -> str:
        reference = self.dossier.references[index]
        return mark(f"reference.{reference.kind}#{index}", reference.raw)

    def permit(self) -> str:
        """The kind of permit as it is named in running text."""
        return mark("permit_type", self.permit_words())

    def permit_words(self) -> str:
        """The words for the kind of permit; before 1962 many town halls wrote « bouwtoelating »."""
        if self.dossier.french:
            return "autorisation de bâtir"
        if self.dossier.family != "A":
            return self.dossier.permit_type
        tear = self.dossier.permit_type == "sloopvergunning"
        return "toelating tot afbreken" if tear else self.dice.pick(("toelating tot bouwen", "bouwtoelating"))

    def subject(self) -> str:
        """The works."""
        return mark("subject", self.dossier.subject)

    def history(self) -> str:
        """Earlier permits, each of them a decoy."""
        lines = []
        for entry in self.dossier.history:
            day = mark("decoy.date.other_permit", written(entry.day, "slashes"), entry.day.isoformat())
            number = mark("decoy.reference", entry.reference)
            lines.append(
                self.dice.pick(
                    (
                        f"{day}: vergunning ({number}) voor {entry.subject}",
                        f"{number}: vergunning van {day} voor {entry.subject}",
                    )
                )
            )
        return "; ".join(lines) or "Er zijn geen eerdere vergunningen bekend"

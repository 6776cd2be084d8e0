"""What kaft must know about one municipality: the contents of `config/<town>.toml`. A second town needs no code."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, Field, model_validator

from schemas.base import Contract
from schemas.values import Municipality
from schemas.words import FieldName, ReferenceKind

_PARTS = {
    "year": r"(?P<year>18[3-9]\d|19\d\d|20[0-3]\d)",
    "yy": r"(?P<yy>\d{2})",
    "nr": r"(?P<nr>\d{1,6})",
    "sub": r"(?P<sub>\d{1,4})",
    "letter": r"(?P<letter>[A-Z])",
    "letters": r"(?P<letters>[A-Z]{1,5})",
    "nis": r"(?P<nis>\d{5})",
}
"""What may stand between braces in a shape. `{nr:5}` is a serial number of exactly five digits."""
_TOKEN = re.compile(r"\{(?P<name>[a-z]+)(?::(?P<digits>[1-9]))?\}|(?P<open>\[)|(?P<close>\])|(?P<literal>[^{}\[\]])")
_LOOSE = {" ": r"\s?", "/": r"\s?/\s?", "-": r"\s?[-–]\s?", "–": r"\s?[-–]\s?", ".": r"[.,]"}
"""How a sign of a shape may stand on paper: readers lose spaces, and take a full stop for a comma."""


@lru_cache(maxsize=512)
def compiled(shape: str) -> re.Pattern[str]:
    """Return the expression for a shape such as `B/{yy}/{nr}[/{letter}]`; every shape is found in linear time.

    Raises:
        ValueError: the shape cannot be read; says what it may hold.
    """
    expression, at, depth, used = "", 0, 0, set[str]()
    while at < len(shape):
        token = _TOKEN.match(shape, at)
        if token is None or (token["name"] and token["name"] not in _PARTS):
            raise ValueError(f"'{shape}' cannot be read at '{shape[at:]}'; parts are {{{'}, {'.join(_PARTS)}}}")
        depth += 1 if token["open"] else -1 if token["close"] else 0
        if not 0 <= depth <= 1:
            raise ValueError(f"'{shape}': brackets go in pairs, and not inside each other")
        if token["name"] in used:
            raise ValueError(f"'{shape}': {{{token['name']}}} stands in it twice")
        if token["name"] == "nr" and depth:
            raise ValueError(f"'{shape}': {{nr}} cannot be left out, so it cannot stand between brackets")
        used |= {token["name"]} - {None}
        expression += _expression(token)
        at = token.end()
    if depth or "nr" not in used or {"year", "yy"} <= used:
        raise ValueError(f"'{shape}': a shape holds one {{nr}} and at most one of {{year}} and {{yy}}; brackets close")
    return re.compile(rf"(?<![\w/])(?<!\d[.,])(?:{expression})(?![\w/]|[.,]\d)")


def _expression(token: re.Match[str]) -> str:
    if token["open"] or token["close"]:
        return "(?:" if token["open"] else ")?"
    if token["literal"]:
        return _LOOSE.get(token["literal"], re.escape(token["literal"]))
    if token["digits"]:
        return rf"(?P<{token['name']}>\d{{{token['digits']}}})"
    return _PARTS[token["name"]]


def _readable(shape: str) -> str:
    compiled(shape)
    return shape


def _span(years: tuple[int, int]) -> tuple[int, int]:
    if years[0] > years[1]:
        raise ValueError(f"the years run from {years[0]} to {years[1]}: write the earlier one first")
    return years


Nis = Annotated[str, Field(pattern=r"^\d{5}$")]
Postcode = Annotated[str, Field(pattern=r"^[1-9]\d{3}$")]
Years = Annotated[tuple[int, int], AfterValidator(_span)]
"""First and last year, both included."""


Abbreviation = Annotated[str, Field(min_length=2), AfterValidator(str.lower)]


class NumberPattern(Contract):
    """One way in which this town numbers papers, with examples that must fit it.

    `use` is `dossier` for numbers of dossiers and `ignore` for numbers that look like one and are something else
    (shelf marks, cash receipts). `highest` is the highest serial number that a year has seen, if that is known.
    """

    shape: Annotated[str, AfterValidator(_readable), Field(max_length=60)]
    kind: ReferenceKind = "municipal"
    use: Literal["dossier", "ignore"] = "dossier"
    series: str = ""
    locality: str = ""
    years: Years | None = None
    highest: int | None = Field(default=None, ge=1)
    examples: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _examples_fit(self) -> "NumberPattern":
        for example in self.examples:
            if not compiled(self.shape).fullmatch(example):
                raise ValueError(f"the example '{example}' does not have the shape '{self.shape}'")
        return self

    def held_in(self, year: int) -> bool:
        """Tell whether numbers of this shape were given out in a year."""
        return self.years is None or self.years[0] <= year <= self.years[1]


class TownNumber(NamedTuple):
    """A number at text[start:end] that has one of the town's shapes; `year` has four digits, or two when written so."""

    start: int
    end: int
    raw: str
    pattern: NumberPattern
    year: int | None
    serial: int

    @property
    def value(self) -> str:
        """The number as it is filed: without the spaces that typists put around signs."""
        return re.sub(r"\s*([/–-])\s*", lambda sign: sign[1].replace("–", "-"), self.raw)

    @property
    def plausible(self) -> bool:
        """Tell whether the series gave out such a number: its year and its serial number lie within it."""
        fits_year = self.year is None or self.year < 100 or self.pattern.held_in(self.year)
        return fits_year and (self.pattern.highest is None or self.serial <= self.pattern.highest)


class Letterhead(Contract):
    """Words at the top of a page that say it is a paper of this town, or of one of its localities."""

    text: str = Field(min_length=4)
    locality: str = ""
    years: Years | None = None


class Locality(Contract):
    """A part of the town: a deelgemeente or a gehucht. `nis` and `until` are those of the municipality it once was."""

    name: str = Field(min_length=2)
    names: tuple[str, ...] = ()
    kind: Literal["deelgemeente", "gehucht"] = "deelgemeente"
    nis: Nis | None = None
    until: int | None = None
    postcode: Postcode | None = None


class StreetNames(Contract):
    """Other names of a street of today: older ones, with `until` their last year, and what people call it."""

    today: str = Field(min_length=2)
    names: tuple[str, ...] = Field(min_length=1)
    locality: str = ""
    until: int | None = None


class Town(Contract):
    """One municipality and its habits. `names` are its other names (`Malines`)."""

    name: str = Field(min_length=2)
    nis: Nis
    names: tuple[str, ...] = ()
    postcodes: tuple[Postcode, ...] = ()
    localities: tuple[Locality, ...] = ()
    numbers: tuple[NumberPattern, ...] = ()
    letterheads: tuple[Letterhead, ...] = ()
    abbreviations: dict[Abbreviation, Abbreviation] = Field(default_factory=dict)
    streets: tuple[StreetNames, ...] = ()
    four_eyes: tuple[FieldName, ...] = ()
    """Fields of which a person's answer counts only when a second person says the same."""

    @model_validator(mode="after")
    def _localities_exist(self) -> "Town":
        known = {self.name, "", *(place.name for place in self.localities)}
        numbers, heads, streets = self.numbers, self.letterheads, self.streets
        for named in (*(n.locality for n in numbers), *(h.locality for h in heads), *(s.locality for s in streets)):
            if named not in known:
                raise ValueError(f"'{named}' is none of the localities: {', '.join(sorted(known - {''}))}")
        return self

    @property
    def identity(self) -> str:
        """Who this is and in which version: part of the fingerprint of every result that it decides."""
        return f"{self.name} {self.digest()[:12]}"

    @property
    def municipality(self) -> Municipality:
        """The municipality of today."""
        return Municipality(name=self.name, nis=self.nis)

    def find_numbers(self, text: str) -> Iterator[TownNumber]:
        """Yield the numbers in a text that have one of the town's shapes, earlier shapes first, none inside another."""
        taken = bytearray(len(text))
        for pattern in self.numbers:
            for match in compiled(pattern.shape).finditer(text):
                if any(taken[slice(*match.span())]):
                    continue
                taken[slice(*match.span())] = b"\1" * len(match[0])
                parts = match.groupdict()
                year = parts.get("year") or parts.get("yy")
                yield TownNumber(
                    match.start(), match.end(), match[0], pattern, int(year) if year else None, int(parts["nr"])
                )

"""Grammars of the numbers under which dossiers are filed, and one form in which they can be compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Shape = Literal[
    "omv",
    "rohm",
    "year_first",
    "year_last",
    "of_year",
    "letter_year",
    "letters_in",
    "suffix",
    "antwerp",
    "short",
    "bare",
]

_Y = r"(?:18[3-9]\d|19\d\d|20[0-3]\d)"
_GRAMMARS: tuple[tuple[Shape, re.Pattern[str]], ...] = (
    ("omv", re.compile(r"(?<!\w)OMV[_\- ]?20[12]\d{7}(?!\d)")),
    ("rohm", re.compile(r"(?<![\w./])\d{1,2}[.,]\d{2,3}/\d{5}/\d{1,6}(?: ?[.,] ?\d{1,4})?(?![\w/])")),
    ("antwerp", re.compile(r"(?<!\w)[A-Z]{3}/[A-Z]//\d{8}(?!\d)")),
    ("antwerp", re.compile(r"(?<!\w)\d{1,4}#\d{1,6}(?!\d)")),
    ("letters_in", re.compile(rf"(?<!\w){_Y}\s?[–-]\s?[A-Z]\s?[–-]\s?\d{{1,4}}(?!\w)")),
    ("of_year", re.compile(rf"(?<![\w/])\d{{1,6}}\s+van\s+{_Y}(?!\w)")),
    (
        "year_first",
        re.compile(rf"(?<![\w/.])(?:[A-Z]{{1,5}}[/ \-]?)?{_Y}\s?[/\-]\s?[A-Z]?\d{{1,6}}[A-Za-z]?(?![\w/]|\.\d)"),
    ),
    ("year_last", re.compile(rf"(?<![\w/.,])(?:[A-Z]{{1,4}}[/ \-]?)?\d{{1,6}}\s?/\s?{_Y}(?:/?[A-Z]{{1,3}})?(?![\w/])")),
    ("letter_year", re.compile(r"(?<![\w/.])[A-Z]{1,4}[/.\- ]\d{2}[/.\-]\d{1,6}(?![\w/])")),
    ("letters_in", re.compile(r"(?<![\w/.])\d{1,4}/[A-Z]{1,3}/\d{1,6}(?:/\d{1,4})?(?:\(\d{1,2}\))?(?![\w/])")),
    ("letters_in", re.compile(r"(?<![\w/.])\d{2}/\d{1,4}/[A-Z]{1,3}(?![\w/])")),
    ("suffix", re.compile(r"(?<![\w/.])\d{2,6}/[A-Z]{1,4}(?![\w/])")),
    ("short", re.compile(r"(?<![\w/.,])\d{1,4}/\d{1,6}(?:\s?\(\d{1,2}\))?(?![\w/]|[.\s]\d{2}[.\s]\d{2})")),
    ("bare", re.compile(r"(?<![\w/.,])[A-Z]?\d{1,6}(?![\w/]|[.,]\d)")),
)
_YEAR = re.compile(_Y)
_NOT_FILED = re.compile(
    r"(?<!\w)20\d\d_CBS_\d{5}|(?<!\w)20\d{6}-\d{4}(?!\w)|RvVb-[A-Z]{1,3}-\d{4}-\d{3,5}|OVB/\d{4}/\d+"
)


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number at text[start:end] and which grammar it follows."""

    start: int
    end: int
    raw: str
    shape: Shape

    @property
    def value(self) -> str:
        """The number as it is filed: `802 van 1964` gives `1964/802`, `8,00/…` gives `8.00/…`, spaces are dropped."""
        if self.shape == "of_year":
            serial, year = re.split(r"\s+van\s+", self.raw)
            return f"{year}/{serial}"
        text = re.sub(r"\s*([/–\-])\s*", r"\1", self.raw)
        return re.sub(r" ?[.,] ?", ".", text) if self.shape == "rohm" else text

    @property
    def year(self) -> int | None:
        """The four-digit year inside the number; that of `B/76/829` is 76."""
        if self.shape == "letter_year":
            return int(re.findall(r"\d+", self.raw)[0])
        found = (
            _YEAR.search(self.raw)
            if self.shape in {"year_first", "year_last", "of_year", "letters_in", "omv"}
            else None
        )
        return int(found[0]) if found else None


def comparable(value: str) -> tuple[str, ...]:
    """Return the parts of a number without case, leading zeros and order of year and serial.

    `1974/00175`, `175/1974` and `175 van 1974` compare equal; they are one number in three notations.
    """
    parts = [part.lstrip("0") or "0" for part in re.findall(r"[a-z]+|\d+", value.lower()) if part not in {"van", "nr"}]
    years = [part for part in parts if _YEAR.fullmatch(part)]
    if len(years) == 1 and len(parts) <= 3 and years[0] in {parts[0], parts[-1]}:
        rest = [part for part in parts if part != years[0]]
        return (years[0], *rest)
    return tuple(parts)


def find_numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[NumberMatch]:
    """Yield the filed numbers in text[start:end], the most telling grammar first and none inside another."""
    stop = len(text) if end is None else end
    taken = bytearray(len(text))
    for match in _NOT_FILED.finditer(text, start, stop):
        taken[slice(*match.span())] = b"\1" * len(match[0])
    for shape, grammar in _GRAMMARS:
        for match in grammar.finditer(text, start, stop):
            if any(taken[slice(*match.span())]):
                continue
            taken[slice(*match.span())] = b"\1" * len(match[0])
            yield NumberMatch(match.start(), match.end(), match[0], shape)

"""Dates in all their forms: typed, stamped, Roman month, written out, old Flemish and French, whole or in part."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.signs import plain
from extractors.word_numbers import near_number, word_number

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "januari januarij january janvier jan louwmaand",
            "februari februarij february fevrier feb febr sprokkelmaand",
            "maart mrt mars mrt maert lentemaand",
            "april avril apr avr grasmaand",
            "mei mai bloeimaand meij",
            "juni juin jun zomermaand junij",
            "juli juillet jul hooimaand julij",
            "augustus oogst aout aug augusti oogstmaand",
            "september septembre sept sep herfstmaand 7ber",
            "oktober october octobre okt oct wijnmaand 8ber",
            "november novembre nov slachtmaand 9ber",
            "december decembre dec wintermaand 10ber",
        ),
        start=1,
    )
    for name in names.split()
}
_SIGNS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {sign: month for month, sign in enumerate(_SIGNS, start=1)}
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_D = r"[0-9OoIlSBZ|]"
_SEP = r"\s?([.,/\-–—])\s?"
_TEXT = re.compile(
    rf"(?<![\w/])(?P<d>[0-9IlOo]?{_D})\s*(?:sten|ste|den|de|er|en|e|(?<=\d)n|"
    rf"°)?[\s.\-]{{0,3}}(?P<m>{_MONTH})(?:\s+(?:van|in|des)\s+(?:het\s+)?jaars?)?[\s.\-,]{{0,3}}['’]?(?P<y>[12Il]{_D}{{3}}|{_D}{{2}})(?!\w)",
    re.IGNORECASE,
)
_STAMPED = re.compile(
    rf"(?<![\w/])(?P<m>{_MONTH})\.?\s?(?P<d>[0-3]?[0-9IlOo])[\s,]{{1,2}}(?P<y>1[89]\d\d|20\d\d)(?!\w)", re.IGNORECASE
)
"""`JAN 14 1908`, as stamps with turning wheels print it."""
_DIGITS = re.compile(
    rf"(?:(?<![\w/.,])|(?<=\bop[.,])|(?<=\bden[.,])|(?<=[a-z]{{3}},))(?P<d>[0-3IlOo]?{_D}){_SEP}(?P<m>{_D}{{1,2}}|[IVXivxl1]{{1,4}}){_SEP}['’]?(?P<y>[12Il]{_D}{{3}}|"
    rf"{_D}{{2}})(?![\w/])"
)
_WHEELS = re.compile(r"^\W{0,3}(?P<d>[0-3]?\d) (?P<m>[01]?\d) (?P<y>(?:1[89]|20)\d\d)\W{0,3}$", re.MULTILINE)
"""`23 12 1912` alone on its line, as a stamp with turning wheels prints it."""
_SPACED = re.compile(
    r"(?:(?<=\bop )|(?<=\bden )|(?<=\bdd ))(?P<d>[0-3]?\d) (?P<m>[01]?\d) (?P<y>(?:1[89]|20)\d\d)(?!\w)"
)
"""`toegezonden op 11 4 1962`: the signs between were not read."""
_ROMAN_ALONE = re.compile(
    r"(?<![\w/.,-])(?P<d>[0-3]?\d)\s?(?P<m>I{1,3}|I?V|VI{1,3}|IX|XI{1,2})\s(?P<y>1[89]\d\d|20\d\d)(?![\w/])"
)
"""`5 VIII 1942`; never a lone X, which stands between two measures as well."""
_LOOSE_FIGURE = re.compile(r"(?<![\w.,/])[0-3] $")
"""A figure before a day of one figure: `2 4/3/1980` is the 24th, or a number and the 4th."""
_ISO = re.compile(r"(?<![\w/.])(?P<y>(?:18|19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\w)")
_LONG_MONTHS = tuple(name for name in MONTHS if len(name) >= 6)
_LONG_WORD = re.compile(r"(?<!\w)[a-z0-9]{6,9}(?!\w)")
_MONTH_YEAR = re.compile(rf"(?<!\w)(?P<m>{_MONTH})\s+(?P<y>1[89]\d\d|20[0-2]\d)(?!\w)", re.IGNORECASE)
_MONTH_WORD = re.compile(rf"(?<!\w)({_MONTH})(?!\w)")
_DAY_BEFORE = re.compile(r"(?<![\w/.,-])(?P<d>[0-3]?\d)(?:sten|ste|den|de|en|e|n)?\s$")
_NOUGHT = re.compile(r"(?<!\w)0(?=ogst|[kc]t)")
"""A nought that was read for the letter with which `oogst` and `oktober` begin."""
_YEAR_NEXT = re.compile(r"[\s,]{1,2}(?P<y>1[89]\d\d|20\d\d)(?!\w)")
_LETTERS = re.compile(r"[a-z]+(?:-[a-z]+)*")
_WEEKDAY = re.compile(rf"({'|'.join(_DAYS + _JOURS)})\W{{1,3}}(?:den\s|de\s|le\s)?\W*$", re.IGNORECASE)
_TENS_MISREAD = {"5": "3", "8": "3", "7": "1", "9": "0"}
_LOOKALIKE = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "|": "1", "S": "5", "B": "8", "Z": "2"})


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date at text[start:end]: `value` is ISO 8601 as far as known, None when the century is open.

    `short` holds month and day of a date whose year has two digits (`year`), `sure` is False when letters were read
    as digits, `weekday_ok` is None without a weekday in the text.
    """

    start: int
    end: int
    value: str | None
    year: int
    month: int
    day: int
    sure: bool = True
    weekday: int | None = None

    def in_years(self, years: tuple[int, int] | None) -> str | None:
        """Return the ISO date; a two-digit year takes the century that puts it in or near `years`, else None."""
        if self.value is not None or years is None:
            return self.value
        low, high = years
        middle = (low + high) / 2
        nearest = min((century + self.year for century in (1800, 1900, 2000)), key=lambda year: abs(year - middle))
        if not low - 3 <= nearest <= high + 5:
            return None
        return _iso(nearest, self.month, self.day)

    def mended(self, years: tuple[int, int] | None) -> str | None:
        """Return the full date with the one digit of its year changed that brings it into `years`, else None."""
        if years is None or not self.day:
            return None
        size = 2 if self.value is None else 4
        near = {
            year
            for year in range(years[0], years[1] + 1)
            if sum(a != b for a, b in zip(str(year)[-size:], f"{self.year:0{size}}", strict=True)) == 1
        }
        return _iso(near.pop(), self.month, self.day) if len(near) == 1 else None

    def weekday_ok(self, value: str) -> bool | None:
        """Tell whether the weekday in the text fits a full date; None when there is none to check."""
        if self.weekday is None or len(value) < 10:
            return None
        return dt.date.fromisoformat(value).weekday() == self.weekday


_CHANGED = 0.45
"""What is left of a date of which a digit was changed: two pages that agree on it must not make it sure."""


def kept(
    date: DateMatch, years: tuple[int, int] | None, written: frozenset[int] = frozenset()
) -> tuple[str | None, float]:
    """Return the date as it is kept and the share of its score that its form leaves."""
    value, doubt = date.in_years(years), 1.0
    other = next((year for year in sorted(written) if date.value is None and year % 100 == date.year), None)
    if value is None and other is not None:
        value, doubt = date.in_years((other, other)), 0.6
    elif value is None:
        value, doubt = date.mended(years), _CHANGED
    elif date.value is None:
        doubt = 0.85
    elif years and not years[0] - 2 <= date.year <= years[1] + 3:
        changed = None if date.year in written else date.mended(years)
        value, doubt = (changed, _CHANGED) if changed else (value, 0.6)
    if value is None or len(value) < 7:
        return None, 0.0
    if len(value) < 10:
        doubt *= 0.4
    if not date.sure:
        doubt *= 0.6
    fits = date.weekday_ok(value)
    return value, doubt if fits is None else doubt * 1.1 if fits else doubt * 0.4


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=256)
def find_dates(text: str) -> tuple[DateMatch, ...]:
    """Return the dates in a text in order of place; impossible ones are left out."""
    folded = _months_mended(plain(text))
    found: list[DateMatch] = []
    taken = bytearray(len(text))
    for match in _candidates(text, folded):
        if any(taken[match.start : match.end]):
            continue
        taken[match.start : match.end] = b"\1" * (match.end - match.start)
        found.append(match)
    return tuple(sorted(found, key=lambda date: date.start))


def _candidates(text: str, folded: str) -> Iterator[DateMatch]:
    for match in _ISO.finditer(text):
        yield from _build(match, text, match["d"], int(match["m"]), match["y"])
    for match in _TEXT.finditer(folded):
        raw_day, raw_year = text[slice(*match.span("d"))], text[slice(*match.span("y"))]
        yield from _build(match, text, raw_day, MONTHS[match["m"]], raw_year)
    for match in _STAMPED.finditer(folded):
        yield from _build(match, text, text[slice(*match.span("d"))], MONTHS[match["m"]], match["y"])
    for match in _DIGITS.finditer(text):
        if match[2] != match[4] and "/" in {match[2], match[4]}:
            continue
        roman = match["m"].lower()
        month = _ROMAN.get(roman) or (_ROMAN.get(re.sub("[l1]", "i", roman)) if re.search("[ivx]", roman) else None)
        month = month or _number(match["m"])
        yield from _build(match, text, match["d"], month, match["y"])
    for match in _ROMAN_ALONE.finditer(text):
        yield from _build(match, text, match["d"], _ROMAN[match["m"].lower()], match["y"])
    for match in (*_WHEELS.finditer(text), *_SPACED.finditer(folded)):
        yield from _build(match, text, match["d"], int(match["m"]), match["y"])
    yield from _wordy(folded)
    for match in _MONTH_YEAR.finditer(folded):
        if re.search(r"\d\S*\s*$", folded[max(0, match.start() - 8) : match.start()]):
            continue  # a day stands there that could not be read: month and year alone would hide that
        value = f"{match['y']}-{MONTHS[match['m']]:02d}"
        yield DateMatch(match.start(), match.end(), value, int(match["y"]), MONTHS[match["m"]], 0)


def _months_mended(folded: str) -> str:
    """Put month names right that begin with a nought, or of whose letters one was misread; offsets stay as they are."""
    return _LONG_WORD.sub(lambda match: _month_mended(match[0]), _NOUGHT.sub("o", folded))


@lru_cache(maxsize=4096)
def _month_mended(word: str) -> str:
    for name in _LONG_MONTHS:
        if len(name) == len(word) and sum(a != b for a, b in zip(name, word, strict=True)) == 1:
            return name
    return word


def _number(text: str) -> int:
    digits = text.translate(_LOOKALIKE)
    return int(digits) if digits.isdigit() else 0


def _build(match: re.Match[str], text: str, day: str, month: int, year: str) -> Iterator[DateMatch]:
    sure = (day + year).isdigit() and (match["m"].isdigit() or match["m"].isalpha())
    sure = sure and not (len(day) == 1 and _LOOSE_FIGURE.search(text[max(0, match.start() - 4) : match.start()]))
    d, y = _number(day), _number(year)
    if d > 31 and len(day) == 2 and day[0] in _TENS_MISREAD:
        d, sure = int(_TENS_MISREAD[day[0]] + day[1]) if day[1].isdigit() else 0, False
    if not sure and sum(sign.isdigit() for sign in day + year) < 2:
        return
    weekday = _weekday_before(text, match.start())
    if len(year) == 4:
        value = _iso(y, month, d)
        if value is not None and 1800 <= y <= 2035:
            yield DateMatch(match.start(), match.end(), value, y, month, d, sure, weekday)
    elif _iso(2000, month, d):  # a leap year: 29 February is judged when the century is known
        yield DateMatch(match.start(), match.end(), None, y, month, d, sure, weekday)


def _wordy(folded: str) -> Iterator[DateMatch]:
    for month in _MONTH_WORD.finditer(folded):
        left = max(0, month.start() - 60)
        before = list(_LETTERS.finditer(folded, left, month.start()))[-4:]
        after = list(_LETTERS.finditer(folded, month.end(), month.end() + 90))[:8]
        before = [word for word, nearer in zip(before, [*before, month][1:], strict=True)
                  if not folded[word.end() : nearer.start()].strip()]  # fmt: skip
        days = [(number, words[0].start()) for words in (before[at:] for at in range(len(before)))
                if (number := word_number(" ".join(word[0] for word in words))) is not None]  # fmt: skip
        if figures := _DAY_BEFORE.search(folded, left, month.start()):
            days = [(int(figures["d"]), figures.start("d"))]  # `19 maart negentienhonderd negentien`
        if not days:
            continue
        found, near = _spelled_year(after, folded, month.end()), None
        if found and found[0] % 100 == 0 and (near := _misread_rest(folded, found[1], after)):
            found = (found[0] + near[0], near[1])  # `negentienhonderd tweenvijftiq` is not 1900
        value = _iso(found[0], MONTHS[month[1]], days[0][0]) if found else None
        if found and value and 1800 <= found[0] <= 2035:
            day, start = days[0]
            written_out = found[0] % 100 != 0 or not folded.startswith(" (", found[1])  # the rest may be a line below
            whole = near is None and written_out
            yield DateMatch(
                start, found[1], value, found[0], MONTHS[month[1]], day, whole, _weekday_before(folded, start)
            )


def _spelled_year(words: list[re.Match[str]], folded: str, at: int) -> tuple[int, int] | None:
    """Return the year behind the month that ends at `at`, and where it ends: the first words that make a number."""
    if figures := _YEAR_NEXT.match(folded, at):
        return int(figures["y"]), figures.end()  # `den derden April 1905`
    while words and words[0][0] in {"in", "het", "jaar", "des", "jaars", "van", "den"}:
        words = words[1:]
    for count in range(min(7, len(words)), 0, -1):
        year = word_number(" ".join(word[0] for word in words[:count]))
        if year is not None:
            return year, words[count - 1].end()
    return None


def _misread_rest(folded: str, at: int, words: list[re.Match[str]]) -> tuple[int, int] | None:
    """Return the rest of a spelled year of which the hundreds end at `at`, misread, and where it ends."""
    rest = next((word for word in words if word.start() >= at and not folded[at : word.start()].strip()), None)
    number = near_number(rest[0]) if rest else None
    return None if rest is None or number is None else (number, rest.end())


def _weekday_before(text: str, start: int) -> int | None:
    match = _WEEKDAY.search(plain(text[max(0, start - 20) : start]))
    if not match:
        return None
    name = match[1]
    return _DAYS.index(name) if name in _DAYS else _JOURS.index(name)

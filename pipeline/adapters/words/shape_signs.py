"""Dates in figures, streets, articles and initials: what a misread sign in them can only have been.

Pure functions of the words of one line; each rule returns what stands in the place of a word, or None where it leaves
it alone. No digit becomes another digit.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from pipeline.adapters.words.shape_dates import is_month, parted

_YEAR = r"(?:18|19|20)\d\d"
_STOPPED = re.compile(
    rf"(?P<day>\d{{1,2}})(?P<one>[.,:;]{{1,2}})(?P<month>\d{{1,2}})(?P<two>[.,:;]{{1,2}})(?P<year>{_YEAR})"
)
_FIGURES = re.compile(
    r"(?P<day>[0-3COolI]?[0-9COolI])(?P<by>[./-])(?P<month>[0CO]?[1-9]|[1lI][02CO]|11)(?P=by)"
    r"(?P<year>(?:[1lI\\][89]|2[0CO])[0-9CO]{2})"
)
"""Not with `1l` for a month: it may be `II`."""
_AS_FIGURES = str.maketrans("CoOlI\\", "000111")
_LEAST = 5  # figures of such a date that were read as figures
_SPECKED = re.compile(r"(?P<before>(?:\d{1,2}([./-])\d{1,2}\2)?(?:18|19|20))[.,·](?P<rest>\d\d)")
_LEANING = (
    re.compile(rf"(?P<before>[0123])V(?P<after>(?:0[1-9]|1[0-2])/{_YEAR})"),
    re.compile(r"(?P<before>\d{1,3})V/?(?P<after>[a-z]\d{1,2})"),
)
"""A one and the stroke behind it lean together: `3V03/1957`, `7V/r4`, `50Vm9`. No parcel has a V and a letter."""
_HOUSE_JOINED = re.compile(
    r"(?P<street>[A-Z][^\W\d_]+(?:straat|laan|steenweg|dreef|plein|baan|dijk|weg|lei|markt))[.:]"
    r"(?P<house>\d{1,4}[A-Za-z]?[.,;]?)"
)
_STREET = re.compile(r"(?:straat|laan|steenweg|dreef|plein|baan|dijk|weg|lei|markt)$")
_ARTICLE = re.compile(r"(?P<article>(?:de|het|een|den|der)(?=[.:])|(?:van|met)(?=\.))[.:]")
_DIVISION = re.compile(r"afdeling[.,:;]*", re.IGNORECASE)
_ORDINALS = {"le": "1e", "ze": "2e"}
_NAME = re.compile(r"[A-Z][a-z]{3,}[.,;]?")
_LONG = 6  # letters: of shorter words another one is always near
_ALIKE = (("v", "u"), ("$", "s"), ("rn", "m"), ("l", "i"), ("i", "l"), ("l", "t"), ("t", "l"), ("c", "o"), ("q", "g"))
"""Letters that were read, and what stands there: 33 unknown long words of generated pages are known with one of these
pairs changed, and stood there so. With others (`n` and `r`, `a` and `e`) most such words had been right."""


def of_figures(line: Sequence[str], at: int, _: Collection[str]) -> tuple[str, ...] | None:
    """Mend a date in figures: `14.6..1972`, `13:5.1977`, `C5/03/2014`, `22/06/l953`, `20-3-20.18`."""
    core, end = parted(line[at])
    if (found := _STOPPED.fullmatch(core)) and "." in (signs := found["one"] + found["two"]) and signs != "..":
        return _date(found["day"], ".", found["month"], found["year"], end)
    if (found := _FIGURES.fullmatch(core)) and not core.replace(found["by"], "").isdecimal():
        day, month, year = (found[part].translate(_AS_FIGURES) for part in ("day", "month", "year"))
        return None if sum(map(str.isdigit, core)) < _LEAST else _date(day, found["by"], month, year, end)
    if (found := _SPECKED.fullmatch(core)) and (found[2] or (at and is_month(parted(line[at - 1])[0]))):
        return (found["before"] + found["rest"] + end,)
    return None


def _date(day: str, by: str, month: str, year: str, end: str) -> tuple[str, ...] | None:
    real = 1 <= int(day) <= 31 and 1 <= int(month) <= 12
    return (f"{day}{by}{month}{by}{year}{end}",) if real else None


def of_leaning(line: Sequence[str], at: int, _: Collection[str]) -> tuple[str, ...] | None:
    """Mend a one and a stroke that were read as a V, in dates and parcels: `3V03/1957`, `7V/r4`."""
    core, end = parted(line[at])
    found = next((found for shape in _LEANING if (found := shape.fullmatch(core))), None)
    return (f"{found['before']}1/{found['after']}{end}",) if found else None


def of_speck(line: Sequence[str], at: int, _: Collection[str]) -> tuple[str, ...] | None:
    """Take a speck from between a street and its house, `Lindelaan.145`, and from an article: `de. woning`."""
    if found := _HOUSE_JOINED.fullmatch(line[at]):
        return (found["street"], found["house"])
    found = _ARTICLE.fullmatch(line[at])
    inside = found and 0 < at < len(line) - 1 and line[at + 1].isalpha() and line[at + 1].islower()
    return (found["article"],) if found and inside else None


def of_lone(line: Sequence[str], at: int, known: Collection[str]) -> tuple[str, ...] | None:
    """Mend a sign before what tells it: `0. Vanstraelen` is an initial, `le afdeling` the first."""
    if at == len(line) - 1:
        return None
    if line[at] == "0." and _NAME.fullmatch(line[at + 1]) and parted(line[at + 1])[0].casefold() not in known:
        return ("O.",)
    if line[at] in _ORDINALS and _DIVISION.fullmatch(line[at + 1]):
        return (_ORDINALS[line[at]],)
    return None


def of_beginning(line: Sequence[str], at: int, known: Collection[str]) -> tuple[str, ...] | None:
    """Mend an `I` that begins a long name and was read as an `l`: `leperstraat`."""
    name = parted(line[at])[0].casefold()
    if line[at][0] != "l" or len(name) < _LONG or name in known or "i" + name[1:] not in known:
        return None
    return ("I" + line[at][1:],)


def of_alike(line: Sequence[str], at: int, known: Collection[str], places: Collection[str]) -> tuple[str, ...] | None:
    """Mend a street or place that is known but for a letter that looks like another: `Peper$traat`, `Sint-Trviden`.

    Only if one known name is as near. Other words may be of another language (`hatten`), or the name of a person.
    """
    core, end = parted(line[at])
    name = core.casefold()
    if len(name) < _LONG or name in known or name in places or not re.sub(r"[$-]", "", name).isalpha():
        return None
    if not core[0].isupper() or core.isupper():  # in lower case it may be the second half of a word
        return None
    ways = set(_alike(name))
    fitting = {way for way in ways if way in places or (way in known and _STREET.search(way))}
    if len(fitting) != 1 or any(way in known for way in ways - fitting):
        return None
    parts = zip(core.split("-"), fitting.pop().split("-"), strict=False)
    return ("-".join(part.capitalize() if was[:1].isupper() else part for was, part in parts) + end,)


def _alike(name: str) -> Iterator[str]:
    for one, other in _ALIKE:
        place = name.find(one)
        while place >= 0:
            yield name[:place] + other + name[place + len(one) :]
            place = name.find(one, place + 1)

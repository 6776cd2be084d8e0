"""Dates with a month's name, and ordinals: the one thing that a wrong letter in them can have been.

Old typewriters have no `1`: a clerk typed `l`, and readers read it so. Pure functions of the words of one line; each
rule returns what stands in the place of a word, or None where it leaves it alone.
"""

import re
from collections.abc import Collection, Sequence

from rapidfuzz.distance import Levenshtein

from pipeline.adapters.words.spelling import sounded

_DUTCH = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
    "november", "december",
)  # fmt: skip
_OLDER = {"october": 10, "oogst": 8, "octobre": 10, "septembre": 9, "novembre": 11, "decembre": 12, "janvier": 1}
_FULL = {name: number for number, name in enumerate(_DUTCH, start=1)} | _OLDER
_OTHERS = frozenset({
    "januar", "februar", "märz", "dezember",  # codespell:ignore januar,februar,dezember  # German months, no slips
    "januarij", "februarij", "augusti", "mai", "mars", "avril", "août", "aout", "juin", "juillet", "février",
    "fevrier", "décembre", "january", "february", "march", "may", "june", "july", "august", "janvier", "maert",
    "meert", "meij", "junij", "julij", "augustij", "ogst", "ougst", "octobris", "novembris", "septembris",
    "decembris", "7ber", "8ber", "9ber", "10ber", "xber",
})  # fmt: skip
"""Names of months that are no misread Dutch ones."""
_SHORT = frozenset({
    "jan", "feb", "febr", "mrt", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "oct", "nov", "dec",
})  # fmt: skip
_STOPPED = _SHORT - {"jun", "jul"}  # with a colon, those two may be `juni` and `juli`
_JUNE_OR_JULY = "juii"
_LONG = 7  # letters of a name in which two may be wrong
_FIRST_YEAR, _LAST_YEAR = 1830, 2039
_DIGITS = str.maketrans({**dict.fromkeys("lI|!ií", "1"), **dict.fromkeys("oOòóöÒÓ", "0"), **dict.fromkeys("sS", "5"),
                         "B": "8", "z": "2", "Z": "2"})  # fmt: skip
_A_ONE = frozenset("lI|!iíìtTJj:;/[]{}('")
"""What a reader makes of the `1` that 1961 begins with."""
_STRAIGHT = str.maketrans({".": "", **dict.fromkeys("1lI|!íìj:;", "i"), "0": "o", "<": "k", "u": "n", "v": "n"})
_ENDS = re.compile(r"(?P<core>.*?)(?P<end>[.,;:)]*)", re.DOTALL)
_ORDINAL = re.compile(r"(?P<number>[0-9lIiíoOzZsSgb]{1,2})(?P<suffix>ste[n]?|de[rn]?|en|e|º|°)")
_SPELT = {"iste": "1ste", "Iste": "1ste", "lste": "1ste", "isten": "1sten", "lsten": "1sten", "ide": "1de",
          "Ide": "1de", "Sde": "5de", "Zde": "2de",
          "lde": "1de", "zde": "2de", "sde": "5de", "gde": "9de", "lode": "10de", "lOde": "10de", "llde": "11de",
          "l2de": "12de", "llden": "11den", "lOden": "10den", "loden": "10den", "Ilden": "11den"}  # fmt: skip
"""Ordinals of which no digit was read as one: only these."""
_DIVISION = re.compile(r"(?:afd(?:eling)?|sectie|sektie)[.,:;]*", re.IGNORECASE)
_BARE_FIRST = "le"  # before `afd.` and nowhere else: everywhere else it is French
_JOINED = re.compile(r"(?P<day>\d{1,2})?(?P<month>[^\W\d_]{2,}[1!|]?)(?P<year>[\dlI|!iíoOsSB:;/]{4})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?P<month>\D{3,4})")
_SPECKED = re.compile(r"(?P<day>\d{1,2})[.·](?P<month>[^\W\d_]{3,})")


def parted(word: str) -> tuple[str, str]:
    """Return a word without the signs at its end, and these."""
    found = _ENDS.fullmatch(word)
    return (found["core"], found["end"]) if found else (word, "")


def is_month(word: str) -> bool:
    """Tell whether a word, without signs at its end, is the name of a month, written in full or shortened."""
    name = word.casefold()
    return name in _FULL or name in _OTHERS or name in _SHORT


def year(text: str) -> str | None:
    """Return the year that four signs can only be: `196l` is 1961."""
    if len(text) != 4 or sum(map(str.isdigit, text)) < 2:
        return None
    first = "1" if text[0] in _A_ONE and text[1:].isdigit() and text[1] in "89" else text[0].translate(_DIGITS)
    number = first + text[1:].translate(_DIGITS)
    return number if number.isdecimal() and _FIRST_YEAR <= int(number) <= _LAST_YEAR else None


def day(text: str) -> str | None:
    """Return the day of a month that one or two signs can only be; letters alone only as a clerk typed 1, 10, 11."""
    plain = text.translate(_DIGITS)
    typed = any(map(str.isdigit, text)) or text in {"l", "ll", "lo", "lO", "Il", "lI"}
    return plain if typed and len(text) <= 2 and plain.isdecimal() and 1 <= int(plain) <= 31 else None


def month(text: str, known: Collection[str]) -> str | None:
    """Return the month that a word between a day and a year can only be, written as it was: `Septenber`.

    `mei` and shortened names only where every sign has the looks of theirs: `me:`, `o<t`.
    """
    name = text.casefold()
    if len(name) < 3 or is_month(name) or name in known or name == _JUNE_OR_JULY:
        return None
    looks = {full for full in (*_FULL, "okt", "nov", "dec", "aug") if _looks(full) == _looks(text)}
    if len(looks) == 1:
        return _cased(looks.pop(), text)
    ranked = sorted((Levenshtein.distance(name, full), full) for full in _FULL if len(full) > 3)
    (wrong, best), (next_wrong, _) = ranked[:2]
    if wrong > (2 if len(best) >= _LONG else 1) or next_wrong == wrong or len(name) < len(best) - 1:
        return None
    return None if sounded(name) == sounded(best) else _cased(best, text)


def _looks(name: str) -> str:
    return name.translate(_STRAIGHT).casefold().translate(_STRAIGHT)


def _cased(name: str, like: str) -> str:
    letters = [letter for letter in like if letter.isalpha()]
    if len(letters) > 1 and all(map(str.isupper, letters[:2])):
        return name.upper()
    return name.capitalize() if letters and letters[0].isupper() else name


def ordinal(text: str) -> str | None:
    """Return the ordinal number that a word can only be: `2lsten` is 21sten, `sde` 5de."""
    if text in _SPELT:
        return _SPELT[text]
    found = _ORDINAL.fullmatch(text)
    if found is None or not any(map(str.isdigit, found["number"])) or set(found["number"]) & {"g", "b"}:
        return None
    number = found["number"].translate(_DIGITS)
    return number + found["suffix"] if 1 <= int(number) <= 31 else None


def of_month(line: Sequence[str], at: int, known: Collection[str]) -> tuple[str, ...] | None:
    """Mend a month between a day and a year."""
    if not 0 < at < len(line) - 1:
        return None
    core, end = parted(line[at])
    if line[at][-1:] in ":;" and year(parted(line[at + 1])[0]) and len(core) == 2:
        core, end = line[at], ""  # the `i` of `mei` read as a colon
    before, after = parted(line[at - 1])[0], parted(line[at + 1])[0]
    if year(after) is None or (day(before) is None and ordinal(before) is None and not _is_ordinal(before)):
        return None
    if end == ":" and core.casefold() in _STOPPED:
        return (f"{core}.",)
    if end and not end.strip(".") and core.casefold() in _FULL and not core.isupper():
        return (core,)  # only a stamp puts a full stop behind a whole name; else it is a speck
    mended = month(core, known)
    return (mended + end,) if mended else None


def _is_ordinal(text: str) -> bool:
    found = _ORDINAL.fullmatch(text)
    return found is not None and found["number"].isdecimal()


def of_year(line: Sequence[str], at: int, _: Collection[str]) -> tuple[str, ...] | None:
    """Mend a year behind a month; behind a shortened one only if a day stands before that."""
    core, end = parted(line[at])
    if at == 0 or len(core) > 4 or len(line[at]) < 4:
        return None
    core, end = (core, end) if len(core) == 4 else (line[at][:4], line[at][4:])
    name, dot = parted(line[at - 1])
    full = name.casefold() in _FULL or name.casefold() in _OTHERS
    if core.isdecimal() or not (full or (is_month(name) and at > 1 and day(parted(line[at - 2])[0]))):
        return None
    mended = year(core) if not dot or dot == "." else None
    return (mended + end,) if mended else None


def of_day(line: Sequence[str], at: int, known: Collection[str]) -> tuple[str, ...] | None:
    """Mend the day before a month and a year, `1o juli 1963`, and an ordinal there or before a division."""
    if at == len(line) - 1:
        return None
    core, end = parted(line[at])
    following = parted(line[at + 1])[0]
    if core.isdecimal() or end not in {"", "."} or len(core) > 6:
        return None
    if _DIVISION.fullmatch(line[at + 1]):
        mended = "1e" if core == _BARE_FIRST and following.casefold() == "afd" else ordinal(core)
        return (mended + end,) if mended and mended != core else None
    if not (is_month(following) or month(following, known)) or at + 2 >= len(line):
        return None
    if year(parted(line[at + 2])[0]) is None:
        return None
    mended = day(core) or ordinal(core)
    return (mended + end,) if mended and mended != core else None


def of_specked(line: Sequence[str], at: int, known: Collection[str]) -> tuple[str, ...] | None:
    """Divide a day and the whole name of a month that a speck joined: `22.augustus 2012`."""
    found = _SPECKED.fullmatch(line[at])
    if found is None or at == len(line) - 1 or not year(parted(line[at + 1])[0]) or not day(found["day"]):
        return None
    written = found["month"]
    name = written if written.casefold() in _FULL else month(written, known)
    return (found["day"], name) if name and name.casefold() in _FULL and not written.isupper() else None


def of_joined(line: Sequence[str], at: int, _: Collection[str]) -> tuple[str, ...] | None:
    """Divide what was read as one word, if a sign in it is not what it was: month and year `julil950`, day `20o<T.`."""
    core, end = parted(line[at])
    if (day_first := _DAY_FIRST.fullmatch(core)) and at + 1 < len(line) and year(parted(line[at + 1])[0]):
        name = next((short for short in _STOPPED if _looks(short) == _looks(day_first["month"])), None)
        ready = name is None or day(day_first["day"]) is None or is_month(day_first["month"])
        return None if ready or name is None else (day_first["day"], _cased(name, day_first["month"]) + end)
    found = _JOINED.fullmatch(core)
    if found is None or found["year"].isdecimal() == found["month"].isalpha():
        return None
    name = next((full for full in _FULL if _looks(full) == _looks(found["month"])), None)
    written = year(found["year"])
    if name is None or written is None or (found["month"].isalpha() and found["month"].casefold() != name):
        return None
    return (*((found["day"],) if found["day"] else ()), _cased(name, found["month"]), written + end)

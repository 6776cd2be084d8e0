"""Numbers written out in words, in old and modern Dutch and in the French of municipal deeds."""

import re

from rapidfuzz.distance import Levenshtein

from extractors.signs import plain

_UNIT_FORMS = (
    "nul",
    "een eersten eerste eene",
    "twee tweeden tweede",
    "drie derden derde dry",
    "vier vierden vierde",
    "vijf vijfden vijfde vyf",
    "zes zesden zesde",
    "zeven zevenden zevende",
    "acht achtsten achtste",
    "negen negenden negende",
    "tien tienden tiende",
    "elf elfden elfde",
    "twaalf twaalfden twaalfde",
    "dertien dertienden dertiende",
    "veertien veertienden veertiende",
    "vijftien vijftienden vijftiende",
    "zestien zestienden zestiende",
    "zeventien zeventienden zeventiende",
    "achttien achttienden achttiende",
    "negentien negentienden negentiende",
)
UNITS = {word: number for number, forms in enumerate(_UNIT_FORMS) for word in forms.split()}
TENS = {
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "vijftig": 50,
    "zestig": 60,
    "zeventig": 70,
    "tachtig": 80,
    "negentig": 90,
}
_ORDINAL_TENS = re.compile(r"(twintig|dertig)(?:sten|ste)")

_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_TEN = "|".join(TENS)
_BELOW_100 = rf"(?:(?P<u>{_UNIT})en(?P<t>{_TEN})|(?P<tens>{_TEN})|(?P<unit>{_UNIT}))"
_YEAR = re.compile(rf"(?:(?P<century>{_UNIT})honderd|(?P<thousand>tweeduizend))(?:en)?(?:{_BELOW_100})?")
_SMALL = re.compile(_BELOW_100)
_FRENCH = {
    "premier": 1,
    "un": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "onze": 11,
    "douze": 12,
    "treize": 13,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "cent": 100,
    "mil": 1000,
    "mille": 1000,
}


_SPELLED = {
    f"{unit}en{ten}": UNITS[unit] + tens for unit in UNITS if 0 < UNITS[unit] < 10 for ten, tens in TENS.items()
}
_LONG = 9


def word_number(text: str) -> int | None:
    """Return the number that words spell out: `negentienhonderd vierenzeventig` gives 1974, None when they do not."""
    joined = re.sub(r"[\s\-]+", "", plain(text))
    joined = _ORDINAL_TENS.sub(r"\1", joined)
    year = _YEAR.fullmatch(joined)
    if year:
        hundreds = 2000 if year["thousand"] else UNITS[year["century"]] * 100
        return hundreds + _below_hundred(year)
    small = _SMALL.fullmatch(joined)
    return _below_hundred(small) if small else _french(text)


def near_number(word: str) -> int | None:
    """Return the number below 100 of which a long word has a letter or two wrong: `tweenvijftiq` is 52; else None."""
    if len(word) < _LONG:
        return None
    near = {number for spelled, number in _SPELLED.items() if Levenshtein.distance(word, spelled, score_cutoff=2) <= 2}
    return near.pop() if len(near) == 1 else None


def _below_hundred(match: re.Match[str]) -> int:
    if match["t"]:
        return UNITS[match["u"]] + TENS[match["t"]]
    if match["tens"]:
        return TENS[match["tens"]]
    return UNITS[match["unit"]] if match["unit"] else 0


def _french(text: str) -> int | None:
    total = 0
    current = 0
    words = [word for word in re.split(r"[\s\-]+", plain(text)) if word and word != "et"]
    if not words:
        return None
    for word in words:
        value = _FRENCH.get(word)
        if value is None:
            return None
        if value >= 100:
            current = (current or 1) * value
            total, current = (total + current, 0)
        elif value == 20 and current == 4:
            current = 80
        else:
            current += value
    return total + current

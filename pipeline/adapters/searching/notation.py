"""One normal form, for searching, of dossier numbers, parcels, streets and house numbers."""

import re
import unicodedata
from typing import NamedTuple

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_ELSEWHERE = re.compile(r"[^\x00-\x7f]+")
_PARTS = re.compile(r"[a-z]+|[0-9]+")
_YEAR_FIRST = re.compile(r"((?:18|19|20)[0-9]{2})([0-9]{3,})")
FILLERS = frozenset(
    {
        *("nr", "no", "nummer", "bus", "dossier", "bouwdossier"),
        *("te", "in", "de", "het", "een", "van", "en", "aan", "der", "den"),
    }
)
"""Words that may stay unaccounted for; they still help to recognise a name or a street."""
_LABELS = frozenset({"nr", "no", "ref", "nummer", "dossier"})
_SHORT = 3
"""Length of letters that may be part of a number in one place and left out or other in the next: `B`, `BV`, `OMV`."""


def fold(text: str) -> str:
    """Return text in lower case without accents and ligatures; `²` becomes `2`."""
    # Page text is nearly all ASCII, and asking every character whether it is an accent takes longer than all else.
    return _ELSEWHERE.sub(_bare, text.casefold())


def _bare(found: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKD", found[0].translate(_LIGATURES))
    return "".join(character for character in plain if not unicodedata.combining(character))


def tokens(text: str) -> tuple[str, ...]:
    """Return the words and digit groups of a text, folded; whatever else stands between them is gone."""
    return tuple(re.findall(r"[a-z0-9]+", fold(text)))


class Number(NamedTuple):
    """A dossier number taken apart, leading zeros gone: `BV 1974/00175` has digits `1974`, `175` and letters `bv`."""

    digits: tuple[str, ...]
    letters: tuple[str, ...]

    @property
    def years(self) -> frozenset[str]:
        """Return the parts that can only be a year with its century."""
        return frozenset(part for part in self.digits if _is_year(part)) if len(self.digits) > 1 else frozenset()

    @property
    def key(self) -> str:
        """Return what all notations of this number share: `1974/175`, `74/175` and `175/1974` are all `175 74`."""
        short = (str(int(part) % 100) if part in self.years else part for part in self.digits)
        return " ".join(sorted(short))


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and 1800 <= int(digits) <= 2099


def number(text: str) -> Number | None:
    """Take a dossier number apart; None when there is no digit in it.

    Digits written together are split after the year (`OMV_2018012345`: year and six digits), so a separator that
    somebody forgot does not matter.
    """
    parts = _PARTS.findall(fold(text))
    digits = [part for part in parts if part[0].isdigit()]
    if len(digits) == 1 and (together := _YEAR_FIRST.fullmatch(digits[0])):
        digits = [together[1], together[2]]
    if not digits or sum(len(part) for part in digits) > 30:
        return None
    letters = tuple(part for part in parts if not part[0].isdigit() and part not in _LABELS)
    return Number(tuple(part.lstrip("0") or "0" for part in digits), letters)


def same_number(asked: Number, stored: Number) -> float:
    """Return how surely two numbers are the same, in [0, 1]: 0 is certainly not, 1 is written the same way."""
    same_century = asked.years <= stored.years or stored.years <= asked.years
    if asked.key != stored.key or not same_century:
        return 0.0
    sureness = 1.0 if asked.digits == stored.digits else 0.95
    if asked.letters == stored.letters:
        return sureness
    if set(asked.letters) <= set(stored.letters):
        return sureness - 0.02
    return sureness - 0.2 if all(len(letters) <= _SHORT for letters in asked.letters) else 0.0


class ParcelNumber(NamedTuple):
    """A cadastral parcel number: `F 72/2R6`. What is not there is an empty text or 0 (`72R` is `72/00R000`)."""

    section: str
    number: int
    bis: int
    exponent: str
    power: int

    def __str__(self) -> str:
        bis = f"/{self.bis}" if self.bis else ""
        power = str(self.power) if self.power else ""
        return f"{self.section} {self.number}{bis}{self.exponent}{power}".strip()


_PARCEL = re.compile(
    r"(?:\d{5}(?=[a-z]))?(?P<section>[a-z])?\s*(?P<number>\d{1,4})\s*(?:[/_ ]\s*(?P<bis>\d{1,2}))?"
    r"\s*(?:(?P<exponent>[a-z])\s*(?P<power>\d{1,3})?)?"
)
_PARCEL_LABELS = re.compile(r"\b(?:kadaster|kadastraal|perceel|percelen|sectie|section|sie|sec|nrs?|nummer)\b|\.")


def parcel(text: str) -> ParcelNumber | None:
    """Take a parcel number apart, whether written `72/2R6`, `72 2 R 6`, `sectie F nr. 72/2 r 6` or as a capakey."""
    bare = re.sub(r"\s+", " ", _PARCEL_LABELS.sub(" ", fold(text))).strip()
    match = _PARCEL.fullmatch(bare)
    if not match:
        return None
    return ParcelNumber(
        match["section"] or "",
        int(match["number"]),
        int(match["bis"] or 0),
        match["exponent"] or "",
        int(match["power"] or 0),
    )


def same_parcel(asked: ParcelNumber, stored: ParcelNumber) -> float:
    """Return how well a stored parcel answers, in [0, 1]; a section with only a number asks for all its exponents."""
    if asked.number != stored.number or (asked.section and stored.section and asked.section != stored.section):
        return 0.0
    if asked[2:] == stored[2:]:
        return 1.0 if asked.section == stored.section else 0.97
    wide = bool(asked.section and stored.section) and not (asked.bis or asked.exponent)
    return 0.7 if wide else 0.0


class House(NamedTuple):
    """A house number or a range of them; `suffix` is the letter after a single one (`45A`)."""

    low: int
    high: int
    suffix: str = ""


_HOUSE = re.compile(
    r"(?:nrs?|no|nummers?)?\.?\s*(?P<low>\d{1,4})\s?(?P<suffix>[a-z]|bis|ter)?"
    r"(?:\s*(?:-|–|/|\+|&|tot|en)\s*(?P<high>\d{1,4})\s?[a-z]?)?"
    r"(?:\s*(?:bus|bte|box)\.?\s*\w+)?"
)


def house(text: str) -> House | None:
    """Understand a house number: `45`, `45A`, `43-47`, `80 bus 2`. `80/2` is house 80, `43/47` a range."""
    match = _HOUSE.fullmatch(fold(text).strip(" ,."))
    if not match:
        return None
    low, high = int(match["low"]), int(match["high"] or 0)
    return House(low, high) if high > low else House(low, low, match["suffix"] or "")


def same_house(asked: House, stored: House) -> float:
    """Return how well a stored number answers, in [0, 1]: 43-47 holds 45, but 44 is on the other side of the street."""
    if asked == stored:
        return 1.0
    if asked.high < stored.low or asked.low > stored.high:
        return 0.0
    one_side = stored.low % 2 == stored.high % 2 and asked.low % 2 == asked.high % 2
    if one_side and asked.low % 2 != stored.low % 2:
        return 0.0
    if asked.suffix and stored.suffix and asked.suffix != stored.suffix:
        return 0.7
    return 0.95


_STREET_WORDS = {
    "st": "sint", "str": "straat", "ln": "laan", "pl": "plein", "olv": "onze lieve vrouw", "burg": "burgemeester",
}  # fmt: skip
_STREET_ENDS = (
    (re.compile(r"(?:steenw|stwg|stnwg|stw)$"), "steenweg"),
    (re.compile(r"(?<=..)(?<!indu)str$"), "straat"),
    (re.compile(r"(?<=...)ln$"), "laan"),
    (re.compile(r"(?<=....)pl$"), "plein"),
    (re.compile(r"(?<=...)wg$"), "weg"),
)


def street(text: str) -> str:
    """Return a street name folded, its abbreviations written out: `St.-Katelijnestr.` is `sint katelijnestraat`."""
    words = re.sub(r"\bo l v\b", "olv", " ".join(tokens(text))).split()
    full = [_STREET_WORDS.get(word, word) for word in words]
    for pattern, end in _STREET_ENDS:
        full = [pattern.sub(end, word) for word in full]
    return " ".join(full)

"""One comparable form of place names, street names and house numbers that are written in many ways."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

_ACCENTS = str.maketrans("àáâäãåçèéêëìíîïñòóôöõùúûüý", "aaaaaaceeeeiiiinooooouuuuy")
_SIGNS = str.maketrans("", "", " -'’‘`.,()/\"")
_ENDINGS = (
    (re.compile(r"st(?:ee)?n?\.?w(?:e?g)?\.?$|stwg\.?$|stw\.?$"), "steenweg"),
    (re.compile(r"stra?\.?$|(?<=[a-z])st\.$"), "straat"),
    (re.compile(r"(?<=[a-z-])ln\.?$"), "laan"),
    (re.compile(r"(?<=[a-z])pl\.$"), "plein"),
    (re.compile(r"(?<=[a-z])b(?:n|aa)\.$"), "baan"),
    (re.compile(r"(?<=[a-z])dr\.$"), "dreef"),
    (re.compile(r"(?<=[a-z])l\.$"), "lei"),
)
_SAINTS = re.compile(r"\b(?:st|s)\.?[- ](?=[a-z])")
_OUR_LADY = re.compile(r"\bo\.?[- ]{0,2}l\.?[- ]{0,2}(?:vrouw|vr?\.|vr?[- ])[- ]?")
_OVER = re.compile(r"(?P<road>steenweg|baan|weg)\s+(?:op|naar)\s+(?P<place>[^\W\d_][\w' \-]+)$")
_SOUNDS = (
    ("qu", "kw"), ("x", "ks"), ("ph", "f"), ("th", "t"), ("gh", "g"), ("ae", "a"), ("ue", "u"), ("uy", "ui"),
    ("ey", "ei"), ("ij", "i"), ("y", "i"), ("dt", "t"), ("ck", "k"), ("z", "s"), ("sch", "s"),
)  # fmt: skip
_HARD = re.compile(r"c(?!h)")
_TWICE = re.compile(r"(.)\1+")
_SUFFIX = re.compile(r"(?<!\d)(?P<number>\d+)\s?[-/.]?\s?(?P<suffix>bis|ter|quater|[a-z])(?![a-z])", re.IGNORECASE)
_NO_PART = re.compile(r"[^\w/+.,;&–-]")
_BETWEEN = re.compile(r"\s*(?:[-–+&,;]|\btot\b|\ben\b)\s*(?=\d)", re.IGNORECASE)


def key(name: str) -> str:
    """Return the form in which names are compared: lower case, without accents, spaces and signs."""
    text = unicodedata.normalize("NFC", name).lower().translate(_ACCENTS)
    return _SAINTS.sub("sint", text).translate(_SIGNS)


def quick_key(name: str) -> str:
    """Return `key` of a name in composed Unicode that writes `Sint` out, at a third of the cost."""
    return name.lower().translate(_ACCENTS).translate(_SIGNS)


def written_out(name: str, abbreviations: Mapping[str, str] | None = None) -> str:
    """Return a street name without abbreviations: `Leopold III-ln.` gives `leopold iii-laan`.

    `abbreviations` are those of one town, in lower case: `{"romb.": "rombouts"}`. One with a dot may be the beginning
    of a word (`romb.straat`), one without is a word by itself; neither stands for letters inside another word.
    """
    text = unicodedata.normalize("NFC", name).strip().lower()
    for short, full in (abbreviations or {}).items():
        text = _abbreviated(short).sub(full.replace("\\", r"\\"), text)
    text = _SAINTS.sub("sint-", text)
    text = _OUR_LADY.sub("onze-lieve-vrouw", text)
    for ending, full in _ENDINGS:
        written = ending.sub(full, text)
        if written != text:
            return written
    return text


@cache
def _abbreviated(short: str) -> re.Pattern[str]:
    end = "" if short.endswith(".") else r"(?![^\W\d_])"
    return re.compile(rf"(?<![^\W\d_]){re.escape(short)}{end}")


def sounded(name: str) -> str:
    """Return what spellings of before 1946 and of today have in common: `Groote Veldstraet` is `Grote Veldstraat`.

    Different names may sound alike, so this only says which names of one town are worth comparing.
    """
    text = key(name)
    while True:
        before = text
        text = _HARD.sub("k", text)
        for old, new in _SOUNDS:
            text = text.replace(old, new)
        text = _TWICE.sub(r"\1", text)
        if text == before:
            return text


def roads_to(name: str) -> Iterator[str]:
    """Yield the keys that `Steenweg op Leuven` may have today: `leuvensesteenweg` and other ways to decline it."""
    match = _OVER.match(written_out(name))
    if match:
        place, road = key(match["place"]), match["road"]
        for stem in dict.fromkeys((place, place.removesuffix("en"))):
            for middle in ("se", "", "e", "s"):
                yield f"{stem}{middle}{road}"


def shortened(written: str, official: str) -> bool:
    """Tell whether one name is the other with words shortened: `Burg. L. Nolfplein`, `Burgemeester Lodewijk Nolfplein`.

    Only words that end in a full stop, or single letters, count as shortened, and never the last one.
    """
    short, full = _words(written), _words(official)
    if len(short) != len(full) or len(short) < 2 or key(short[-1]) != key(full[-1]):
        return False
    return any(a != b for a, b in zip(short, full, strict=True)) and all(
        key(a) == key(b) or ((a.endswith(".") or len(a) == 1) and key(b).startswith(key(a)) and key(a) != "")
        for a, b in zip(short, full, strict=True)
    )


def last_word(name: str) -> str:
    """Return the key of the last word of a name, which is never shortened."""
    words = _words(name)
    return key(words[-1]) if words else ""


def _words(name: str) -> list[str]:
    return re.findall(r"[^\s\-.]+\.?", unicodedata.normalize("NFC", name).lower())


def house_number(text: str) -> str:
    """Return a house number as it is compared: `12 bis`, `12-a`, `012A` give `12BIS`, `12A`, `12A`."""
    number = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper())
    while True:
        before = number
        number = _SUFFIX.sub(lambda match: match["number"] + match["suffix"], " ".join(number.split()))
        number = re.sub(r"^0+(?=\d)", "", _NO_PART.sub("", number))
        if number == before:
            return number


def house_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers in a house number that is a range or list: `190-192`, `32, 34 en 36`; none stays none."""
    parts = (house_number(part) for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def plain_number(number: str) -> str:
    """Return a house number without what is added to it: `12BIS` and `12/3` give `12`; without digits, nothing."""
    digits = re.match(r"\d+", house_number(number))
    return digits[0] if digits else ""


def box_number(text: str) -> str:
    """Return a box number as the address register keeps it: without the word `bus`, never `0`."""
    box = re.sub(r"^(?:bus|bte|boite|boîte|b\.?)(?=[\s\d])\s*", "", text.strip(), flags=re.IGNORECASE)
    box = re.sub(r"\s+", "", box).upper()
    return "" if box.strip("0") == "" else re.sub(r"^0+(?=\d)", "", box)

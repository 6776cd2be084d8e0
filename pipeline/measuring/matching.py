"""When two answers count as the same although they are written differently."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from rapidfuzz import fuzz

from schemas.values import Address, Parcel

W = TypeVar("W")
G = TypeVar("G")

SAME_NAME = 0.9
"""Similarity, in [0, 1], from which two names or subjects are the same (devset README)."""

_STREET_WORDS = (
    (re.compile(r"\b(?:sint|st)[. -]+"), "sint"),
    (re.compile(r"\b(?:onze[ -]?lieve[ -]?|o[. -]+l[. -]+)v(?:rouwe?|r)?[. -]*|\bolv\b[. -]*"), "onzelievevrouwe"),
    (re.compile(r"(?:steenw|stwg|stw)(?:[.]|\b)"), "steenweg"),
    (re.compile(r"str(?:[.]|\b)"), "straat"),
    (re.compile(r"ln(?:[.]|\b)"), "laan"),
)
_LEGAL_FORM = re.compile(
    r"\b(?:b\.? ?v\.? ?b\.? ?a|p\.? ?v\.? ?b\.? ?a|c\.? ?v\.? ?b\.? ?a|s\.? ?p\.? ?r\.? ?l|v\.? ?z\.? ?w|v\.? ?o\.? ?f"
    r"|n\.? ?v|s\.? ?a|b\.? ?v|c\.? ?v)\b\.?"
)
_TITLE = re.compile(
    r"\b(?:de heer|heer|dhr|mijnheer|mevrouw|mevr|mw|mejuffrouw|mejuffer|mej|juffrouw|echtgenoten|weduwe|wwe"
    r"|arch(?:itect)?|ir|ing|dr)\b\.?"
)
_ARTICLE = re.compile(r"^(?:het|de|een) ")


def plain(text: str) -> str:
    """Return text without case and diacritics, with single spaces."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


def reference_key(number: str) -> tuple[str, ...]:
    """Return the parts of a number, each without leading zeros and case: `SV2012/0556` → sv, 2012, 556."""
    return tuple(part.lstrip("0") or "0" for part in re.findall(r"\d+|[^\W\d_]+", plain(number)))


def street_key(street: str | None) -> str:
    """Return a street's letters and digits with its abbreviations written out; '' when there is no street."""
    text = plain(street or "")
    for pattern, word in _STREET_WORDS:
        text = pattern.sub(word, text)
    return re.sub(r"[\W_]", "", text)


def house_key(number: str | None) -> str:
    """Return a house or box number without spaces, case and leading zeros; dashes of a range are alike."""
    text = re.sub(r"[‐‑‒–—]", "-", plain(number or "")).replace(" ", "")
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)


def same_address(expected: Address, given: Address) -> bool:
    """Tell whether street and number are right, and the box if the expected address has one."""
    return (
        street_key(expected.street) == street_key(given.street)
        and house_key(expected.number) == house_key(given.number)
        and (not expected.box or house_key(expected.box) == house_key(given.box))
    )


def parcel_key(parcel: Parcel) -> tuple[str, str, int, str, int]:
    """Return section, number, bis, exponent and power; the division is written in too many ways to compare."""
    section, exponent = plain(parcel.section or ""), plain(parcel.exponent or "")
    return section, house_key(parcel.number), parcel.bis or 0, exponent, parcel.power or 0


def same_name(expected: str, given: str) -> bool:
    """Tell whether two names are one: order of the parts, titles and legal forms (NV, BVBA) do not matter."""
    first, second = _name_parts(expected), _name_parts(given)
    in_order = fuzz.ratio(" ".join(first), " ".join(second))
    sorted_parts = fuzz.ratio(" ".join(sorted(first)), " ".join(sorted(second)))
    return max(in_order, sorted_parts) >= SAME_NAME * 100


def _name_parts(name: str) -> list[str]:
    text = plain(name)
    shorter = _LEGAL_FORM.sub(" ", _TITLE.sub(" ", text))
    return re.findall(r"\w+", shorter) or re.findall(r"\w+", text)


def same_subject(expected: str, given: str) -> bool:
    """Tell whether two subjects say the same, a leading article aside."""
    first, second = (_ARTICLE.sub("", plain(text)) for text in (expected, given))
    return fuzz.ratio(first, second) >= SAME_NAME * 100


class Matched(NamedTuple):
    """How many values were found, and which are missing and which are wrong."""

    right: int
    missing: tuple[object, ...]
    wrong: tuple[object, ...]


def match(expected: Sequence[W], given: Sequence[G], same: Callable[[W, G], bool]) -> Matched:
    """Pair expected with given values, each at most once and in order."""
    missing: list[object] = []
    left = list(given)
    for value in expected:
        found = next((place for place, other in enumerate(left) if same(value, other)), None)
        if found is None:
            missing.append(value)
        else:
            del left[found]
    return Matched(len(expected) - len(missing), tuple(missing), tuple(left))

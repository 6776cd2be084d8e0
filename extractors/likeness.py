"""When two values are the same although they are written or read differently."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from extractors.signs import plain
from schemas.values import Address, Parcel

_PARTICLES = {"van", "de", "den", "der", "ten", "ter", "la", "le", "du"}


def letters(text: str) -> str:
    """Return only the letters and digits of a text, plain."""
    return "".join(sign for sign in plain(text) if sign.isalnum())


def person_key(name: str) -> tuple[str, ...]:
    """Return the parts of a name in a fixed order, so that `Jan Discart` and `Discart Jan` are one person."""
    return tuple(sorted(re.findall(r"[a-z0-9]+", plain(name).replace("'", "").replace(".", ""))))


def own_parts(key: Iterable[str]) -> set[str]:
    """Return the parts of a name key that are neither initials nor `van`, `de` and the like."""
    return {part for part in key if part not in _PARTICLES and len(part) > 1}


def same_person(one: object, other: object) -> bool:
    """Tell whether two name keys are one person: the same parts but for misread letters or an initial."""
    a, b = tuple(map(str, one)), tuple(map(str, other))  # type: ignore[call-overload]  # keys are tuples of str
    if not a or not b:
        return False
    if fuzz.ratio(" ".join(a), " ".join(b)) >= 84:
        return True
    own_a, own_b = own_parts(a), own_parts(b)
    initials_a, initials_b = {part for part in a if len(part) == 1}, {part for part in b if len(part) == 1}
    rest_a, rest_b = own_a - own_b, own_b - own_a
    if own_a & own_b and (initials_a or initials_b):
        return {part[0] for part in rest_a} <= initials_b and {part[0] for part in rest_b} <= initials_a
    return bool(own_a) and bool(own_b) and len(own_a & own_b) >= 2 and (own_a <= own_b or own_b <= own_a)


def address_key(address: Address) -> tuple[str, str]:
    """Return street and number in comparable form; the number is empty when there is none."""
    street = letters(re.sub(r"^(?:den?|het)\s+", "", plain(address.street or "")))
    return street, letters((address.number or "").replace("/", "x"))


def same_street(one: str, other: str) -> bool:
    """Tell whether two street keys are one street but for misread letters."""
    return one == other or (min(len(one), len(other)) >= 6 and fuzz.ratio(one, other) >= 87)


def same_address(one: object, other: object) -> bool:
    """Tell whether two address keys are one address: the same street, and the same number or none known."""
    street, number = map(str, one)  # type: ignore[call-overload]  # keys are pairs of str
    other_street, other_number = map(str, other)  # type: ignore[call-overload]  # the same
    return same_street(street, other_street) and (number == other_number or not number or not other_number)


def parcel_key(parcel: Parcel) -> tuple[str | int | None, ...]:
    """Return what makes a parcel: section, number, bis, exponent, power."""
    return (parcel.section, parcel.number, parcel.bis, parcel.exponent, parcel.power)


def same_subject(one: object, other: object) -> bool:
    """Tell whether two subjects (letters only) are one but for misread letters, or one is the start of the other."""
    a, b = str(one), str(other)
    return fuzz.ratio(a, b) >= 85 or (min(len(a), len(b)) >= 14 and (a.startswith(b) or b.startswith(a)))

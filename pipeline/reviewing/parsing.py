"""Turns what a person types into a value of a field, using the pipeline's own grammars; errors are in Dutch."""

import re
from collections.abc import Iterable
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from extractors.dates import MONTHS, find_dates
from extractors.numbers import comparable, find_numbers
from pipeline.errors import AnswerRefused
from pipeline.ports.reference import OfficialLists
from pipeline.wording import FIELD_LABELS, REFERENCE_LABELS
from schemas.reviews import Choice
from schemas.values import Address, Municipality, Parcel, PartialDate, Reference, Value
from schemas.words import DecisionKind, FieldName, PermitType, ReferenceKind

SEVERAL: tuple[FieldName, ...] = ("references", "addresses", "parcels", "applicants")
"""Fields of several values; between two of them stands a semicolon."""
LONGEST = 300
"""Letters in one value."""
_ADDRESS = re.compile(
    r"(?P<street>[^,]*?[^\d\s,][^,]*?)(?:\s+(?P<number>\d+\s?\w{0,2}(?:\s?[-–/+]\s?\d*\w{0,2})*))?"
    r"(?:\s+(?:bus\s+|bus(?=\d)|b\.\s*)(?P<box>\w{1,6}))?(?:\s*,\s*(?:(?P<postcode>[1-9]\d{3})\s*)?(?P<town>[^,\d]+)?)?",
    re.IGNORECASE,
)
_PARCEL = re.compile(
    r"(?:(?P<division>[^,]{2,60}),\s*)?(?:sectie\s*)?(?:(?P<section>[A-Z])[\s.,]*)?(?:nr\.?\s*)?(?P<number>\d{1,4})"
    r"(?:\s?/\s?(?P<bis>\d{1,2}))?(?:\s?(?P<exponent>[A-Z])\s?(?P<power>\d{1,3})?)?",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?P<month>[a-z]+)\s+(?P<year>1[89]\d\d|20\d\d)", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}([-/. ])\d{1,2}\1(?:1[89]|20)\d\d|(?:1[89]|20)\d\d-\d\d-\d\d")
_KIND = re.compile(r"(?P<kind>[a-z ]+):\s*(?P<number>.+)", re.IGNORECASE)
_DATE = TypeAdapter(PartialDate)
_YEARS = range(1795, 2101)


def parse(name: FieldName, text: str, choices: Iterable[Choice], lists: OfficialLists) -> tuple[Value, ...]:
    """Return the values that a text stands for: one of the choices as it is shown, or values typed anew.

    Raises:
        AnswerRefused: the text is no such value; the message says what to write.
    """
    clean = " ".join(text.split())
    if not clean:
        raise _refused(name, "er staat niets")
    known = tuple(choices)
    for choice in known:
        if choice.text.casefold() == clean.casefold():
            return choice.values
    parts = [part.strip() for part in clean.split(";") if part.strip()] if name in SEVERAL else [clean]
    for part in parts:
        if len(part) > LONGEST or any(not sign.isprintable() for sign in part):
            raise _refused(name, f"een waarde heeft hoogstens {LONGEST} gewone tekens")
    values = tuple(dict.fromkeys(_one(name, part, known, lists) for part in parts))
    if not values:
        raise _refused(name, "er staat niets")
    return _first_is_primary(values) if name == "references" else values


def _one(name: FieldName, text: str, known: tuple[Choice, ...], lists: OfficialLists) -> Value:
    match name:
        case "municipality":
            return _municipality(text, lists)
        case "references":
            return _reference(text, known)
        case "addresses":
            return _address(text)
        case "parcels":
            return _parcel(text)
        case "permit_type":
            return _word(name, text, get_args(PermitType))
        case "decision":
            return _word(name, text, get_args(DecisionKind))
        case "applicants" | "architect" | "subject":
            return _words(name, text)
        case _:
            return _date(name, text)


def _municipality(text: str, lists: OfficialLists) -> Municipality:
    found = lists.by_nis(text) if text.isdigit() else lists.municipality(text)
    if found is None:
        raise _refused("municipality", f"'{text}' staat niet in de lijst van gemeenten en deelgemeenten")
    return found


def _reference(text: str, known: tuple[Choice, ...]) -> Reference:
    labels: dict[str, ReferenceKind] = {label: kind for kind, label in REFERENCE_LABELS.items()}
    named = _KIND.fullmatch(text)
    if named and named["kind"].strip().casefold() not in labels:
        raise _refused("references", f"de soort kan zijn: {', '.join(labels)}")
    number = named["number"] if named else text
    if not any(sign.isdigit() for sign in number):
        raise _refused("references", f"'{number}' heeft geen cijfer")
    found = next((match for match in find_numbers(number) if match.raw == number), None)
    value = found.value if found else number
    if named:
        return Reference(kind=labels[named["kind"].strip().casefold()], value=value, raw=number)
    for choice in known:
        for other in choice.values:
            if isinstance(other, Reference) and comparable(other.value) == comparable(value):
                return other.model_copy(update={"value": value, "raw": number})
    shapes: dict[str, ReferenceKind] = {"omv": "omv", "rohm": "stedenbouw"}
    return Reference(kind=shapes.get(found.shape if found else "", "municipal"), value=value, raw=number)


def _first_is_primary(values: tuple[Any, ...]) -> tuple[Value, ...]:
    return tuple(value.model_copy(update={"primary": place == 0}) for place, value in enumerate(values))


def _address(text: str) -> Address:
    match = _ADDRESS.fullmatch(text)
    if not match:
        raise _refused("addresses", "schrijf 'straat nummer bus, postcode gemeente'")
    number = re.sub(r"\s+", "", match["number"]) if match["number"] else None
    town = match["town"].strip() if match["town"] else None
    return Address(
        street=match["street"].strip(), number=number, box=match["box"], postcode=match["postcode"], municipality=town
    )


def _parcel(text: str) -> Parcel:
    match = _PARCEL.fullmatch(text)
    if not match:
        raise _refused("parcels", "schrijf 'afdeling, sectie A 72/2R6'")
    return Parcel(
        division=match["division"],
        section=match["section"].upper() if match["section"] else None,
        number=match["number"].lstrip("0") or "0",
        bis=int(match["bis"] or 0) or None,
        exponent=match["exponent"].upper() if match["exponent"] else None,
        power=int(match["power"] or 0) or None,
    )


def _words(name: FieldName, text: str) -> str:
    letters = sum(sign.isalpha() for sign in text)
    if not letters:  # the number of a choice, most often
        raise _refused(name, f"'{text}' heeft geen letter")
    if letters == 1:  # a key beside the one that was meant
        raise _refused(name, f"'{text}' heeft maar één letter; kies een antwoord of typ de hele waarde")
    return text


def _word(name: FieldName, text: str, words: tuple[str, ...]) -> str:
    if text.casefold() not in words:
        raise _refused(name, f"het kan zijn: {', '.join(words)}")
    return text.casefold()


def _date(name: FieldName, text: str) -> str:
    value = _iso(text)
    if value is None or int(value[:4]) not in _YEARS:
        never = "die dag bestaat niet; " if value is None and _DAY.fullmatch(text) else ""
        raise _refused(name, f"{never}schrijf 12/03/1974, 1974-03-12, 'maart 1974' of 1974")
    return value


def _iso(text: str) -> str | None:
    month = _MONTH.fullmatch(text)
    if month and month["month"].casefold() in MONTHS:
        return f"{month['year']}-{MONTHS[month['month'].casefold()]:02}"
    if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", text):
        try:
            return _DATE.validate_python(text)
        except ValidationError:
            return None
    found = [date.value for date in find_dates(text) if (date.start, date.end) == (0, len(text))]
    return found[0] if len(found) == 1 else None


def _refused(name: FieldName, reason: str) -> AnswerRefused:
    return AnswerRefused(f"{FIELD_LABELS[name]}: {reason}.", "Er is niets bewaard.")

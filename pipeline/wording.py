"""How fields, statuses and values are put into words for people, in Dutch and on one line."""

from collections.abc import Callable

from schemas.located import Located, OfficialAddress
from schemas.values import Address, Municipality, Parcel, Reference, Value
from schemas.words import Absence, FieldName, FieldStatus, ReferenceKind

Say = Callable[..., str]
"""Puts an English word or sentence in the language of the reader, with its slots filled."""


def plainly(english: str, /, **slots: object) -> str:
    """Say it in English."""
    return english.format(**slots) if slots else english


FIELD_LABELS: dict[FieldName, str] = {
    "references": "Dossiernummers",
    "municipality": "Gemeente",
    "permit_type": "Soort vergunning",
    "decision": "Beslissing",
    "dates.application": "Datum aanvraag",
    "dates.receipt": "Datum ontvangst",
    "dates.decision": "Datum beslissing",
    "dates.notification": "Datum kennisgeving",
    "addresses": "Ligging",
    "parcels": "Kadastrale percelen",
    "applicants": "Aanvragers",
    "architect": "Architect",
    "subject": "Voorwerp",
}
STATUS_LABELS: dict[FieldStatus, str] = {
    "accepted": "aanvaard",
    "review": "na te kijken",
    "corrected": "verbeterd",
    "absent": "ontbreekt",
}
ABSENCE_LABELS: dict[Absence, str] = {
    "not_in_dossier": "niet in het dossier",
    "illegible": "onleesbaar",
    "not_looked_for": "niet gezocht",
}
REFERENCE_LABELS: dict[ReferenceKind, str] = {
    "municipal": "gemeente",
    "stedenbouw": "stedenbouw",
    "omv": "omgevingsloket",
    "verkaveling": "verkaveling",
    "milieu": "milieu",
    "other": "ander nummer",
}
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


def in_words(value: Value) -> str:
    """Return a value on one line: `Tisseltbaan 80 bus 2, 2811 Leest`, `HEULE, sectie F 72/2R6`, `622/1940`."""
    match value:
        case Municipality():
            return f"{value.name} ({value.locality})" if value.locality else value.name
        case Reference():
            return value.value
        case Address():
            return said_address(value)
        case Parcel():
            return said_parcel(value)
        case str():
            return value


def said_address(address: Address) -> str:
    """Return street, number and box, then postcode and municipality: `Lange Dreef 284 bus 9, 2820 Rijmenam`."""
    box = f"bus {address.box}" if address.box else None
    street = " ".join(part for part in (address.street, address.number, box) if part)
    place = " ".join(part for part in (address.postcode, address.municipality) if part)
    return ", ".join(part for part in (street, place) if part)


def said_official(address: OfficialAddress) -> str:
    """Return an address of the official lists: `Tisseltbaan 80 bus 2, 2812 Mechelen`."""
    return said_address(
        Address(
            street=address.street, number=address.number, box=address.box, postcode=address.postcode,
            municipality=address.municipality,
        )
    )  # fmt: skip


def said_located(place: Located) -> tuple[str, ...]:
    """Return what the official lists say of an address, a sentence each; nothing when they know nothing of it."""
    lines = [f"Nu: {said_official(place.today)}." if place.today and place.today.street else ""]
    lines += [f"Toen: {said_official(place.then)}." if place.then and place.kind == "renamed" else ""]
    others = [said_official(other) for other in place.candidates]
    lines += [f"Of: {'; '.join(others)}." if others else "", place.reason]
    return tuple(line for line in lines if line)


def said_parcel(parcel: Parcel) -> str:
    """Return a parcel in the notation of the land register: `HEULE, sectie F 72/2R6`."""
    bis = f"/{parcel.bis}" if parcel.bis else ""
    number = f"{parcel.number}{bis}{parcel.exponent or ''}{parcel.power or ''}"
    section = f"sectie {parcel.section} {number}" if parcel.section else number
    return f"{parcel.division}, {section}" if parcel.division else section


def said_date(date: str) -> str:
    """Return an ISO date, as precise as it is, the way a letter has it: `18 september 1940`, `maart 1974`, `1974`."""
    year, *rest = date.split("-")
    words = [str(int(rest[1]))] if len(rest) == 2 else []
    words += [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*words, year])

"""Finds the site in the official lists: its address today, its address at the time, and the keys of its parcels."""

import re

from pipeline.ports.reference import OfficialLists
from schemas.located import Located
from schemas.record import Item, Many, Record
from schemas.values import Municipality, Parcel

VERSION = 3

_DIVISION = re.compile(r"\d{5}")
_SECTION = re.compile(r"[A-Z]")
_GROUND = re.compile(r"\d{1,4}")


def locate(record: Record, *, reference: OfficialLists) -> Record:
    """Return the record with what the lists say of each address, of the municipality in its time, and of the parcels.

    A parcel gets its CaPaKey only where a table knows the division. What was read stays as it is: a street that has
    another name today keeps the one on the paper.
    """
    town, year = record.municipality.value, year_of(record)
    places = tuple(reference.locate(address, town, year) for address in record.addresses.values)
    parcels = _keyed(record.parcels, town, places, reference) if town else record.parcels
    then = reference.at(town, year) if town and year else None
    return record.model_copy(update={"located": places, "parcels": parcels, "municipality_then": then})


def year_of(record: Record) -> int | None:
    """Return the year of a dossier, by its decision or else by what came before."""
    dates = record.dates
    known = dates.decision.value or dates.application.value or dates.receipt.value or dates.notification.value
    return int(known[:4]) if known else None


def capakey(division: str, parcel: Parcel) -> str | None:
    """Return the key of a parcel in a division: `44021A0222/03B012`; None when a part of it has no such shape.

    The shape is that of the FOD Financiën (Specifications data, 23 October 2018): division, section, ground number of
    four digits, `/`, bis number of two, exponent or `_`, power of three digits; zeros where there is none.
    """
    section, exponent = parcel.section or "", parcel.exponent or "_"
    whole = (
        _DIVISION.fullmatch(division)
        and _SECTION.fullmatch(section)
        and _GROUND.fullmatch(parcel.number)
        and (exponent == "_" or _SECTION.fullmatch(exponent))
        and 0 <= (parcel.bis or 0) <= 99
        and 0 <= (parcel.power or 0) <= 999
    )
    if not whole or (parcel.power and exponent == "_"):
        return None
    return f"{division}{section}{int(parcel.number):04d}/{parcel.bis or 0:02d}{exponent}{parcel.power or 0:03d}"


def _keyed(
    parcels: Many[Parcel], town: Municipality, places: tuple[Located, ...], reference: OfficialLists
) -> Many[Parcel]:
    """Return the parcels with their keys; a deelgemeente that only the addresses name counts too."""
    if not parcels.items:
        return parcels
    named = {place.then.municipality for place in places if place.then and place.then.nis != town.nis}
    where = town if town.locality or len(named) != 1 else town.model_copy(update={"locality": named.pop()})
    return parcels.model_copy(update={"items": tuple(_with_key(item, where, reference) for item in parcels.items)})


def _with_key(item: Item[Parcel], town: Municipality, reference: OfficialLists) -> Item[Parcel]:
    parcel = item.value
    division = None if parcel.capakey else reference.division(town, parcel.division)
    key = capakey(division, parcel) if division else parcel.capakey
    return item.model_copy(update={"value": parcel.model_copy(update={"capakey": key})})

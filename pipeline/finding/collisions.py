"""Which dossiers may be one and the same: the same number from the same authority, in whatever notation.

A number is never unique by itself: it comes back in other years, series and, before the mergers of 1977, in other
municipalities. So nothing is ever merged here: a person decides each pair, and that decision is an act.
"""

from collections.abc import Collection
from itertools import combinations
from typing import NamedTuple

from pipeline.acts import Standing, pair, standing
from pipeline.adapters.searching.notation import Number, number, same_number
from pipeline.ports import Register
from schemas.record import Record
from schemas.words import ReferenceKind

MERGERS = 1977
"""Before this year the old municipalities kept their own numbers."""


class Collision(NamedTuple):
    """Two dossiers that carry one number, by id, and why a person must look."""

    number: str
    dossiers: tuple[str, str]
    why: str


class Filed(NamedTuple):
    """Under what a dossier was filed: number, its kind, the municipality of today and that of the time, the year."""

    number: Number
    kind: ReferenceKind
    nis: str | None
    locality: str | None
    year: int | None


def collisions(register: Register, among: Collection[str] | None = None) -> tuple[Collision, ...]:
    """Return what waits for a person: the same number twice, not merged, not kept apart, none of them withdrawn.

    `among`: only pairs of which at least one is one of these dossiers, by id.
    """
    now = standing(register.acts())
    found: list[Collision] = []
    for key, ids in register.shared_numbers():
        if among is not None and not any(name in among for name in ids):
            continue
        known = [record for name in ids if name not in now.withdrawn and (record := register.record(name))]
        found += (
            Collision(_shown(one, key), pair(one.id, two.id), why)
            for one, two in combinations(known, 2)
            if (among is None or one.id in among or two.id in among) and (why := _doubt(one, two, key, now))
        )
    return tuple(found)


def _doubt(one: Record, two: Record, key: str, now: Standing) -> str:
    """Return why a person must look at these two, empty when nobody has to."""
    if pair(one.id, two.id) in now.apart or now.home(one.id) == now.home(two.id):
        return ""
    reasons = (alike(a, b) for a in filed(one, key) for b in filed(two, key))
    return next(filter(None, reasons), "")


def alike(one: Filed, two: Filed) -> str:
    """Return why two dossiers filed so may be the same one, empty when they cannot be."""
    if one.kind != two.kind or (one.nis and two.nis and one.nis != two.nis):
        return ""
    if max(same_number(one.number, two.number), same_number(two.number, one.number)) == 0.0:
        return ""
    if not (one.nis and two.nis):
        return "the municipality of one of them is not known"
    if min(one.year or 0, two.year or 0) >= MERGERS:
        return "the same number in the same series"
    if one.locality and two.locality and one.locality.casefold() != two.locality.casefold():
        return ""
    if bool(one.locality) != bool(two.locality):
        return "before 1977, and only one of them says which municipality it was"
    return "the same number in the same series"


def filed(record: Record, key: str) -> tuple[Filed, ...]:
    """Return under what the dossier was filed with the numbers that have this key."""
    town = record.municipality.value
    place = (town.nis if town else None, town.locality if town else None)
    return tuple(
        Filed(parts, reference.kind, *place, _year(parts, record))
        for reference in record.references.values
        if (parts := number(reference.value)) and parts.key == key
    )


def _year(parts: Number, record: Record) -> int | None:
    dates = record.dates
    known = (date for date in (dates.decision.value, dates.application.value, dates.receipt.value) if date)
    return next((int(year) for year in sorted(parts.years)), None) or next((int(date[:4]) for date in known), None)


def _shown(record: Record, key: str) -> str:
    fitting = (one.value for one in record.references.values if (parts := number(one.value)) and parts.key == key)
    return next(fitting, key)

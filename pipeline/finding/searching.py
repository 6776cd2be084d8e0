"""Filtered search, and what an empty result means: no such dossier, or not digitised yet."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from pipeline.acts import standing
from pipeline.adapters.searching.likeness import Phrases
from pipeline.adapters.searching.notation import number, street, tokens
from pipeline.adapters.searching.searchable import MOST
from pipeline.adapters.searching.surnames import named
from pipeline.ports import Hit, Register
from schemas.base import Contract
from schemas.record import Record
from schemas.words import DecisionKind, PermitType

_MOST = 5000
"""The most dossiers that are looked through with a filter."""
_WHOLE = 0.9
"""Part of the numbers of a year, between the lowest and the highest, that must be there to say that one is not."""


class Filters(NamedTuple):
    """What a dossier must be besides the words; empty is anything. `years` is inclusive."""

    applicant: str = ""
    architect: str = ""
    years: tuple[int, int] | None = None
    permit_type: PermitType | None = None
    decision: DecisionKind | None = None


class Series(Contract):
    """The numbers of one year that are digitised: how many, the lowest and the highest."""

    year: int
    dossiers: int
    lowest: int
    highest: int

    @property
    def whole(self) -> bool:
        """Tell whether the series is so complete that a missing number most likely never existed."""
        return self.dossiers >= _WHOLE * (self.highest - self.lowest + 1)


class Coverage(Contract):
    """What is digitised: dossiers per street, per year, numbers per year; and what came in and is not published yet."""

    streets: dict[str, int]
    years: dict[int, int]
    series: tuple[Series, ...]
    waiting: dict[str, int]


class Nothing(Contract):
    """Why nothing was found. `not_digitised` is certain of the register only: the paper may exist."""

    state: Literal["not_found", "not_digitised", "not_certain"]
    message: str


def search(register: Register, words: str, filters: Filters, limit: int) -> tuple[Hit, ...]:
    """Search the words, then keep what passes the filters; without words every dossier is asked."""
    if filters == Filters():
        return register.find(words, limit)
    found: list[Hit] = []
    hits: Iterable[Hit] = _all(register, filters)
    if words.strip():
        hits = _those_of(register, filters, register.find(words, _MOST))
    for hit in hits:
        record = register.record(hit.dossier_id)
        if record and passes(record, filters):
            found.append(hit)
        if len(found) == limit:
            break
    return tuple(found)


def passes(record: Record, filters: Filters) -> bool:
    """Tell whether a record is what the filters ask."""
    kind, outcome = filters.permit_type, filters.decision
    return (
        (kind is None or record.permit_type.value == kind)
        and (outcome is None or record.decision.value == outcome)
        and (filters.years is None or any(filters.years[0] <= year <= filters.years[1] for year in _years(record)))
        and (not filters.applicant or _named(filters.applicant, record.applicants.values))
        and (not filters.architect or _named(filters.architect, (record.architect.value or "",)))
    )


def years_of(text: str) -> tuple[int, int]:
    """Read `1974` or `1970-1975`; raises ValueError."""
    match = re.fullmatch(r"\s*(\d{4})\s*(?:-\s*(\d{4})\s*)?", text)
    if not match:
        raise ValueError(f"'{text}' is no year or range of years: write 1974 or 1970-1975")
    first, last = int(match[1]), int(match[2] or match[1])
    return (min(first, last), max(first, last))


def coverage(register: Register) -> Coverage:
    """Return what is digitised and what waits."""
    streets = Counter(normal for _, normal in {(row[0], row[1]) for row in register.listed("address")})
    years = Counter(normal for _, normal in {(row[0], row[1]) for row in register.listed("year")})
    waiting: Counter[str] = Counter()
    now = standing(register.acts())
    for name in register.deliveries():
        delivery = register.delivery(name)
        for scans in delivery.dossiers if delivery else ():
            if register.current(now.home(scans.key.id)) is None:
                waiting[(scans.inventory.year if scans.inventory else None) or "?"] += 1
    return Coverage(
        streets=dict(sorted(streets.items())),
        years={int(year): count for year, count in sorted(years.items())},
        series=_series(register),
        waiting=dict(sorted(waiting.items())),
    )


def nothing_found(register: Register, words: str, filters: Filters) -> Nothing:
    """Say in Dutch what it means that nothing was found, from what is digitised."""
    known = coverage(register)
    parts = number(words.strip())
    asked = sorted(int(year) for year in parts.years) if parts else []
    if asked:
        return _no_number(
            asked[0], [int(part) for part in parts.digits if int(part) != asked[0]] if parts else [], known
        )
    span = filters.years or _year_in(words)
    if span and not any(span[0] <= year <= span[1] for year in known.years):
        return Nothing(
            state="not_digitised", message=f"Nog niet gedigitaliseerd: van {_said(span)} is er nog geen dossier."
        )
    if there := _street_in(words, known):
        return Nothing(
            state="not_certain",
            message=f"Geen dossier gevonden. In deze straat zijn er {known.streets[there]} gedigitaliseerd; "
            "of dat alle zijn, zegt het register niet.",
        )
    waiting = sum(known.waiting.values())
    more = f" Er wachten nog {waiting} ontvangen dossiers." if waiting else ""
    return Nothing(
        state="not_certain", message=f"Geen dossier gevonden; het kan ook nog niet gedigitaliseerd zijn.{more}"
    )


def _no_number(year: int, serials: list[int], known: Coverage) -> Nothing:
    series = next((found for found in known.series if found.year == year), None)
    if series is None:
        return Nothing(
            state="not_digitised", message=f"Nog niet gedigitaliseerd: van {year} is er nog geen dossiernummer."
        )
    there = f"van {year} zijn er {series.dossiers} dossiers, nummers {series.lowest} tot {series.highest}"
    inside = bool(serials) and series.lowest <= serials[0] <= series.highest
    if inside and series.whole:
        return Nothing(state="not_found", message=f"Geen dossier gevonden: {there}.")
    if inside:
        return Nothing(state="not_certain", message=f"Geen dossier gevonden; de reeks is niet volledig: {there}.")
    return Nothing(state="not_digitised", message=f"Nog niet gedigitaliseerd: {there}.")


def _series(register: Register) -> tuple[Series, ...]:
    serials: dict[int, set[int]] = defaultdict(set)
    dossiers: dict[int, set[str]] = defaultdict(set)
    for dossier_id, _, display in register.listed("reference"):
        parts = number(display)
        if parts and len(parts.digits) == 2 and len(parts.years) == 1:
            year = int(next(iter(parts.years)))
            other = [int(part) for part in parts.digits if int(part) != year] or [year]
            serials[year].add(other[0])
            dossiers[year].add(dossier_id)
    return tuple(
        Series(year=year, dossiers=len(dossiers[year]), lowest=min(serials[year]), highest=max(serials[year]))
        for year in sorted(serials)
    )


def _those_of(register: Register, filters: Filters, hits: Sequence[Hit]) -> Iterable[Hit]:
    """Leave out hits that belong to other people; the index knows whose they are without reading the record."""
    for name in (filters.applicant, filters.architect):
        theirs = {hit.dossier_id for hit in register.named(name, _MOST)} if name else set()
        if name and len(theirs) < MOST:
            hits = [hit for hit in hits if hit.dossier_id in theirs]
    return hits


def _all(register: Register, filters: Filters) -> Iterable[Hit]:
    if filters.applicant or filters.architect:
        return register.named(filters.applicant or filters.architect, _MOST)
    return (Hit(record.id, record.key.delivery, record.key.folder, "filter", "") for record in register.records())


def _years(record: Record) -> set[int]:
    dates = record.dates
    values = (dates.application.value, dates.receipt.value, dates.decision.value, dates.notification.value)
    numbers = (number(reference.value) for reference in record.references.values)
    named = {int(year) for parts in numbers if parts for year in parts.years}
    return named | {int(value[:4]) for value in values if value}


def _named(asked: str, names: Iterable[str]) -> bool:
    return any(named(tokens(asked), tokens(name)) for name in names)


def _year_in(words: str) -> tuple[int, int] | None:
    match = re.search(r"\b((?:18|19|20)\d{2})\b", words)
    return (int(match[1]), int(match[1])) if match else None


def _street_in(words: str, known: Coverage) -> str | None:
    asked = " ".join(word for word in street(words).split() if not word[0].isdigit())
    found = Phrases(known.streets).like(asked.split())
    return max(found, key=lambda name: found[name], default=None)


def _said(span: tuple[int, int]) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]} tot {span[1]}"

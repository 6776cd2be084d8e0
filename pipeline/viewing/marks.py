"""What the dossier page shows for each field: its values with their places, ready to be written as HTML."""

from collections.abc import Iterator, Sequence
from itertools import count, zip_longest
from typing import Any, NamedTuple

from pipeline.wording import FIELD_LABELS, REFERENCE_LABELS, in_words, said_date, said_located
from schemas.findings import Evidence
from schemas.flat import FIELDS
from schemas.record import Candidate, Item, Many, One, Record
from schemas.values import Municipality, Reference
from schemas.words import Absence, FieldName, FieldStatus


class Mark(NamedTuple):
    """One place in the dossier that a value points to; `name` is unique on the page."""

    name: str
    evidence: Evidence
    label: str
    status: FieldStatus


class ShownValue(NamedTuple):
    """One value in words, with what was read and where. `note` is a short remark beside it.

    `official` is what the official lists say of an address, a sentence each.
    """

    text: str
    note: str
    as_read: str
    confidence: float
    marks: tuple[Mark, ...]
    official: tuple[str, ...] = ()


class ShownField(NamedTuple):
    """One field with everything a person needs to judge it. `status` is None for what is only mentioned."""

    label: str
    status: FieldStatus | None
    absence: Absence | None
    confidence: float
    reason: str
    values: tuple[ShownValue, ...]
    candidates: tuple[ShownValue, ...]


def shown_fields(record: Record) -> tuple[ShownField, ...]:
    """Return the fields in the order in which people look at them, and last the numbers that are only mentioned."""
    names = (f"m{number}" for number in count(1))
    fields = [_field(record, name, names) for name in FIELDS]
    if record.mentioned:
        fields.append(_mentioned(record, names))
    return tuple(fields)


def _field(record: Record, name: FieldName, names: Iterator[str]) -> ShownField:
    field = record.field(name)
    label = FIELD_LABELS[name]
    values: Sequence[Item[Any] | Candidate[Any] | One[Any]]
    match field:
        case _ if field.status == "absent":
            values = ()
        case Many():
            values = field.items
        case One():
            values = () if field.value is None else (field,)
    return ShownField(
        label=label,
        status=field.status,
        absence=field.absence if field.status == "absent" else None,
        confidence=field.confidence,
        reason=field.reason,
        values=_with_places(tuple(_value(value, name, label, field.status, names) for value in values), name, record),
        candidates=tuple(
            _value(candidate, name, f"{label}, andere mogelijkheid", "review", names) for candidate in field.candidates
        ),
    )


def _with_places(values: tuple[ShownValue, ...], name: FieldName, record: Record) -> tuple[ShownValue, ...]:
    """Return the addresses with what the official lists say of each; other values as they are."""
    if name != "addresses":
        return values
    places = [said_located(place) for place in record.located]
    return tuple(
        value._replace(official=official) for value, official in zip_longest(values, places, fillvalue=()) if value
    )


def _mentioned(record: Record, names: Iterator[str]) -> ShownField:
    label = "Ook vermeld"
    values = tuple(_value(item, "references", label, "accepted", names) for item in record.mentioned)
    return ShownField(label, None, None, 0.0, "", values, ())


def _value(
    source: Item[Any] | Candidate[Any] | One[Any],
    name: FieldName,
    label: str,
    status: FieldStatus,
    names: Iterator[str],
) -> ShownValue:
    value: Any = source.value
    text = said_date(value) if name.startswith("dates.") else in_words(value)
    return ShownValue(
        text=text,
        note=_note(value),
        as_read=source.text or "",
        confidence=source.confidence,
        marks=tuple(Mark(next(names), place, f"{label}: {text}", status) for place in source.evidence),
    )


def _note(value: Any) -> str:
    match value:
        case Reference():
            kind = REFERENCE_LABELS[value.kind]
            return f"{kind}, hoofdnummer" if value.primary else kind
        case Municipality():
            return f"NIS {value.nis}"
        case _:
            return ""

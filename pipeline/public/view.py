"""What everybody may see of a record: no people, no free text, nothing that awaits review; redacted copies of scans."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pipeline.bucket.linked_data import linked, sure, sure_values
from pipeline.public.access import AccessPolicy, access
from schemas.flat import FIELDS, FlatDates, FlatMunicipality
from schemas.public import PublicDocument, PublicRecord, PublicReference, PublicScan
from schemas.record import Many, Record
from schemas.words import FieldName

Why = Literal["persoonsgegevens", "vrije_tekst", "na_te_kijken"]
"""Why a value is not shown."""

NEVER: dict[FieldName, Why] = {
    "applicants": "persoonsgegevens",
    "architect": "persoonsgegevens",
    "subject": "vrije_tekst",
}
"""Fields that are public in no dossier: names of people, and text in which they may stand."""
_DATES: tuple[Literal["application", "receipt", "decision", "notification"], ...] = (
    "application", "receipt", "decision", "notification",
)  # fmt: skip


PublicScans = Mapping[int, PublicScan]
"""Public copies of documents, by the number of the document."""


def public_record(
    record: Record, policy: AccessPolicy, merged_into: str | None = None, scans: PublicScans = MappingProxyType({})
) -> PublicRecord:
    """Return the public record. Numbers are normalised; how they stand on the page may show more."""
    town = sure(record.municipality)
    return PublicRecord(
        id=record.id,
        municipality=FlatMunicipality(name=town.name, nis=town.nis) if town else None,
        references=tuple(
            PublicReference(kind=number.kind, value=number.value, primary=number.primary)
            for number in sure_values(record.references)
        ),
        permit_type=sure(record.permit_type),
        decision=sure(record.decision),
        dates=FlatDates(**{name: sure(getattr(record.dates, name)) for name in _DATES}),
        addresses=sure_values(record.addresses),
        parcels=sure_values(record.parcels),
        documents=documents_of(record, policy, scans),
        withheld={name: why for name in FIELDS if (why := _withheld(record, name))},
        merged_into=merged_into,
    )


def member_of(
    record: Record, policy: AccessPolicy, merged_into: str | None = None, scans: PublicScans = MappingProxyType({})
) -> str:
    """Return what the feed carries of a dossier: its public record and the same as linked data, as one JSON text."""
    seen = public_record(record, policy, merged_into, scans)
    document = linked(record, public=True)
    return json.dumps(
        {"record": json.loads(seen.canonical()), "objecten": document["objecten"]}, ensure_ascii=False, sort_keys=True
    )


def _withheld(record: Record, name: FieldName) -> Why | None:
    field = record.field(name)
    present = bool(field.items) if isinstance(field, Many) else field.value is not None
    if not present:
        return None
    return NEVER.get(name) or ("na_te_kijken" if field.status == "review" else None)


def documents_of(
    record: Record, policy: AccessPolicy, scans: PublicScans = MappingProxyType({})
) -> tuple[PublicDocument, ...]:
    """Return the documents of a dossier and whether they may be read and copied."""
    found = []
    for number, document in enumerate(record.documents, 1):
        if document.type in {"blanco", "scheidingsblad"}:
            continue
        holds = access(policy, record, document.type)
        found.append(
            PublicDocument(
                number=number, type=document.type, pages=len(document.pages), openness=holds.openness,
                closed_until=holds.closed_until, copies=holds.copies, basis=holds.basis,
                scan=scans.get(number),
            )
        )  # fmt: skip
    return tuple(found)

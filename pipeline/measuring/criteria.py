"""What a measurement asks of every dossier, and when an answer counts as right."""

from collections.abc import Callable, Iterable
from operator import eq
from typing import Any, NamedTuple

from pipeline.measuring.matching import parcel_key, reference_key, same_address, same_name, same_subject, street_key
from pipeline.measuring.scoring import Measure
from pipeline.measuring.truth import KnownDossier, KnownReference
from schemas.flat import FlatRecord
from schemas.values import Address, Reference


class Criterion(NamedTuple):
    """How one measure is taken. What matches `neutral` is neither expected nor wrong."""

    measure: Measure
    expected: Callable[[KnownDossier], Iterable[Any]]
    given: Callable[[FlatRecord], Iterable[Any]]
    same: Callable[[Any, Any], bool]
    neutral: Callable[[KnownDossier], Iterable[Any]] = lambda _: ()


def _some(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _primary(record: FlatRecord) -> tuple[Reference, ...]:
    marked = tuple(reference for reference in record.references if reference.primary)
    return marked or (record.references if len(record.references) == 1 else ())


def _same_reference(expected: KnownReference, given: Reference) -> bool:
    return reference_key(given.value) in {reference_key(form) for form in (expected.value, *expected.accept)}


def _streets(addresses: Iterable[Address]) -> Iterable[str]:
    return {street_key(address.street): address.street for address in addresses if address.street}.values()


CRITERIA = (
    Criterion("references", lambda t: (r for r in t.references if r.primary), _primary, _same_reference),
    Criterion(
        "references.all",
        lambda t: t.references,
        lambda r: r.references,
        _same_reference,
        lambda t: (reference for permit in t.other_permits for reference in permit.references),
    ),
    Criterion(
        "municipality",
        lambda t: _some(t.municipality and t.municipality.nis),
        lambda r: _some(r.municipality and r.municipality.nis),
        eq,
    ),
    Criterion("permit_type", lambda t: _some(t.permit_type), lambda r: _some(r.permit_type), eq),
    Criterion("decision", lambda t: _some(t.decision), lambda r: _some(r.decision), eq),
    Criterion("dates.application", lambda t: _some(t.dates.application), lambda r: _some(r.dates.application), eq),
    Criterion("dates.receipt", lambda t: _some(t.dates.receipt), lambda r: _some(r.dates.receipt), eq),
    Criterion("dates.decision", lambda t: _some(t.dates.decision), lambda r: _some(r.dates.decision), eq),
    Criterion("dates.notification", lambda t: _some(t.dates.notification), lambda r: _some(r.dates.notification), eq),
    Criterion("addresses", lambda t: sorted(t.addresses, key=lambda a: not a.box), lambda r: r.addresses, same_address),
    Criterion(
        "addresses.street",
        lambda t: _streets(t.addresses),
        lambda r: _streets(r.addresses),
        lambda expected, given: street_key(expected) == street_key(given),
    ),
    Criterion(
        "parcels",
        lambda t: t.parcels,
        lambda r: r.parcels,
        lambda expected, given: parcel_key(expected) == parcel_key(given),
    ),
    Criterion(
        "applicants",
        lambda t: t.applicants,
        lambda r: r.applicants,
        same_name,
        lambda t: (name for permit in t.other_permits for name in permit.applicants),
    ),
    Criterion("architect", lambda t: _some(t.architect), lambda r: _some(r.architect), same_name),
    Criterion("subject", lambda t: _some(t.subject), lambda r: _some(r.subject), same_subject),
)

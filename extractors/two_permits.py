"""What the papers of two permits in one folder tell alike: of that nobody needs to choose between the two."""

from collections.abc import Callable
from dataclasses import replace

from extractors.choose_architect import choose_architect
from extractors.choose_parcels import choose_parcels
from extractors.choose_people import choose_applicants
from extractors.choose_site import choose_addresses, choose_municipality
from extractors.choosing import Case
from extractors.likeness import address_key, parcel_key, person_key
from schemas.words import FieldName


def told_alike(case: Case) -> frozenset[FieldName]:
    """Return the fields that get the same value from the papers of either permit, whichever the dossier is of."""
    other = replace(case, findings=case.elsewhere, elsewhere=case.findings)
    return frozenset(name for name, told in _TOLD.items() if (mine := told(case)) and mine == told(other))


def _town(case: Case) -> frozenset[object]:
    town = choose_municipality(case).value
    return frozenset({town.nis} if town else ())


def _architect(case: Case) -> frozenset[object]:
    name = choose_architect(case).value
    return frozenset({person_key(name)} if name else ())


_TOLD: dict[FieldName, Callable[[Case], frozenset[object]]] = {
    "municipality": _town,
    "addresses": lambda case: frozenset(map(address_key, choose_addresses(case).values)),
    "parcels": lambda case: frozenset(map(parcel_key, choose_parcels(case).values)),
    "applicants": lambda case: frozenset(map(person_key, choose_applicants(case).values)),
    "architect": _architect,
}

"""The record as linked data: OSLO Omgevingsvergunning, Dossier, Adres and Perceel, as plain JSON with a fixed context.

Only what is accepted or corrected is asserted: RDF has no place for doubt. `kaft:teControleren` names what is left out.
A decision without its day is no Rechtshandeling (`ingangsdatum` is mandatory, and a day is never invented), and a
refusal is no Vergunning.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.wording import said_address, said_parcel
from schemas.flat import FIELDS
from schemas.located import Located
from schemas.record import Many, One, Record
from schemas.values import Address, Parcel
from schemas.words import DecisionKind, FieldName

Node = dict[str, Any]
"""One resource, as JSON-LD."""

_SURE = ("accepted", "corrected")
_PERMITS: tuple[DecisionKind, ...] = ("verleend", "verleend met voorwaarden")
_NO_DECISION: tuple[DecisionKind, ...] = ("ingetrokken", "zonder gevolg")
"""How a request ended without anybody deciding on it: a case, but no legal act of the authority."""


@cache
def context() -> Node:
    """Return the context that every document carries; the same lies in the bucket under `v1/schemas/`."""
    found: Node = json.loads((files("schemas") / "linked" / "context.jsonld").read_text(encoding="utf-8"))
    return found


def linked(record: Record, *, public: bool = False) -> Node:
    """Return the JSON-LD document of a record; the public one has no people, no free text and no scans."""
    return {**context(), "objecten": [*_case(record, public=public), *_place(record, public=public)]}


def iri(record: Record, part: str = "") -> str:
    """Return the stable IRI of a dossier or of something in it; it reveals nothing about its contents."""
    return f"urn:uuid:{record.id}{'#' if part else ''}{part}"


def sure(field: One[Any]) -> Any | None:
    """Return the value of a field nobody doubts, else None."""
    return field.value if field.status in _SURE else None


def sure_values(field: Many[Any]) -> tuple[Any, ...]:
    """Return the values of a field nobody doubts, else nothing."""
    return field.values if field.status in _SURE else ()


def doubtful(record: Record) -> tuple[FieldName, ...]:
    """Return the fields that wait for a person, in the order of the record."""
    return tuple(name for name in FIELDS if record.field(name).status == "review")


def _case(record: Record, *, public: bool) -> list[Node]:
    acts = [*_application(record, public=public), *_decision(record, public=public)]
    case = {
        "id": iri(record, "zaak"),
        "type": ["Zaak", "ZaakHttp"],
        "identificator": [
            {
                "type": "adms:Identifier",
                "notatie": reference.value,
                "schema": f"urn:kaft:identificatorschema:{reference.kind}",
            }
            for reference in sure_values(record.references)
        ],
        "zaakhandeling": [act["id"] for act in acts if act["type"] != "omv:BestuurlijkeRechtshandeling"],
        **({"zaakVerantwoordelijke": _authority(record)} if _authority(record) else {}),
    }
    authority = [{"id": _authority(record), "type": "m8g:PublicOrganisation"}] if _authority(record) else []
    return [_dossier(record, public=public), case, *acts, *_people(record, public=public), *authority]


def _authority(record: Record) -> str | None:
    town = sure(record.municipality)
    return f"urn:kaft:bestuur:{town.nis}" if town else None


def _dossier(record: Record, *, public: bool) -> Node:
    primary = next((found.value for found in sure_values(record.references) if found.primary), None)
    decided = sure(record.dates.decision)
    return {
        "id": iri(record),
        "type": "dossier:Dossier",
        "titel": f"Bouwdossier {primary or record.id}",
        "beschrijft": iri(record, "zaak"),
        "bestaatUit": [_document(record, place) for place in range(1, len(record.documents) + 1)] if not public else [],
        "teControleren": list(doubtful(record)),
        **_day("openingsdatum", sure(record.dates.application)),
        **_day("sluitingsdatum", decided),
        **({"jaarBeslissing": decided[:4]} if decided else {}),
    }


def _day(name: str, date: str | None) -> Node:
    """Return a date only when its day is known: xsd:date has no other kind."""
    return {name: date} if date and len(date) == len("1974-03-12") else {}


def _document(record: Record, place: int) -> Node:
    kind = record.documents[place - 1].type
    made = {} if kind in {"scheidingsblad", "blanco"} else {"voorgesteldDoor": f"documents/{place:02d}-{kind}.pdf"}
    return {
        "id": iri(record, f"stuk-{place:02d}"),
        "type": ["dossier:Stuk", "generiek:Document"],
        "identificator": [{"type": "adms:Identifier", "notatie": f"{record.id}-{place:02d}"}],
        "soort": f"urn:kaft:stuktype:{kind}",
        **made,
    }


def _application(record: Record, *, public: bool) -> list[Node]:
    applied, people = sure(record.dates.application), sure_values(record.applicants)
    if not (applied or people):
        return []
    who = {"aanvrager": iri(record, "persoon-1")} if people and not public else {}
    return [
        {
            "id": iri(record, "aanvraag"), "type": "omv:Aanvraag", "zaak": iri(record, "zaak"),
            **_day("ingediend", applied), **who,
        }
    ]  # fmt: skip


def _decision(record: Record, *, public: bool) -> list[Node]:
    outcome, when = sure(record.decision), _day("ingangsdatum", sure(record.dates.decision))
    if not outcome or not when or outcome in _NO_DECISION:
        return []
    granted = outcome in _PERMITS
    kinds = {"besluit"} if granted else {"besluit", "weigering"}
    papers = [n for n, document in enumerate(record.documents, 1) if document.type in kinds]
    content = {"inhoud": [{"id": iri(record, "recht"), "type": "omv:Recht", "rechtsobject": iri(record, "activiteit")}]}
    return [
        {
            "id": iri(record, "beslissing"),
            "type": "omv:Vergunning" if granted else "omv:BestuurlijkeRechtshandeling",
            "soort": f"urn:kaft:beslissing:{outcome.replace(' ', '-')}",
            **when,
            **({"zaak": iri(record, "zaak")} if granted else {}),
            **({"verantwoordelijke": _authority(record)} if _authority(record) else {}),
            **({} if public else {"document": [iri(record, f"stuk-{place:02d}") for place in papers]}),
            **(content if granted else {}),
        }
    ]


def _people(record: Record, *, public: bool) -> list[Node]:
    names = () if public else sure_values(record.applicants)
    return [
        {"id": iri(record, f"persoon-{place}"), "type": "omv:Rechtssubject", "naam": name}
        for place, name in enumerate(names, 1)
    ]


def _place(record: Record, *, public: bool) -> list[Node]:
    """Return what was to be built, and where: parcels, which last longer than addresses, carry the addresses."""
    sure_addresses = sure_values(record.addresses)
    places = record.located if len(record.located) == len(record.addresses.values) else (None,) * len(sure_addresses)
    addresses = [_address(address, place) for address, place in zip(sure_addresses, places, strict=False)]
    spots: list[Node] = [
        _parcel(record, parcel, place, addresses) for place, parcel in enumerate(sure_values(record.parcels), 1)
    ]
    if addresses and not spots:
        spots = [{"id": iri(record, "plaats"), "type": ["perceel:RuimtelijkeEenheid", "geo:Feature"]}]
        spots[0]["adresVan"] = addresses
    subject = None if public else sure(record.subject)
    people = () if public else sure_values(record.applicants)
    activity = {
        "id": iri(record, "activiteit"),
        "type": "omv:Activiteit",
        "locatie": [spot["id"] for spot in spots],
        "betrokkene": [iri(record, f"persoon-{place}") for place in range(1, len(people) + 1)],
        **({"beschrijving": subject} if subject else {}),
    }
    return [activity, *spots]


def _parcel(record: Record, parcel: Parcel, place: int, addresses: list[Node]) -> Node:
    known = parcel.capakey
    name = f"https://data.vlaanderen.be/id/perceel/{known.replace('/', '-')}" if known else None
    return {
        "id": name or iri(record, f"perceel-{place}"),
        "type": ["perceel:KadastraalPlanperceel", "perceel:RuimtelijkeEenheid", "geo:Feature"],
        "identificator": [{"type": "adms:Identifier", "notatie": known or said_parcel(parcel)}],
        "adresVan": addresses,
    }


def _address(address: Address, place: Located | None = None) -> Node:
    """Return an address as it stands on the paper, with today's where the official lists know just one."""
    now = place.today if place and place.level in {"address", "street"} and not place.candidates else None
    today = Address(**now.model_dump(include=set(Address.model_fields))) if now else None
    known = {"id": now.address_id} if now and (now.address_id or "").startswith("https://") else {}
    return {
        **_said_address(address),
        **({"adresVandaag": {**known, **_said_address(today)}} if today else {}),
    }


def _said_address(address: Address) -> Node:
    parts = {
        "straat": address.street, "huisnummer": address.number, "busnummer": address.box,
        "postcode": address.postcode, "gemeente": address.municipality,
    }  # fmt: skip
    return {
        "type": "locn:Address",
        "volledigAdres": said_address(address),
        **{name: text for name, text in parts.items() if text},
    }

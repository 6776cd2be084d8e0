"""A record with everything in it, to derive other records from: all people in it are invented."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.delivery import DossierKey
from schemas.findings import Evidence
from schemas.pages import Box
from schemas.record import Dates, Item, Many, One, Record, RecordDocument, RecordPage
from schemas.values import Address, Municipality, Parcel, Reference

KEY = DossierKey(delivery="levering_01", folder="D001")
PEOPLE = ("Discart Jan", "Verhaegen Godelieve", "R. Schellekens")
SUBJECT = "het bouwen van een woning voor Discart Jan"


def evidence(page: int = 1, text: str = "zoals gelezen") -> Evidence:
    return Evidence(
        page=page, file="0001.tif", page_index=0, boxes=(Box(1, 2, 3, 4),), text=text, reader="r", extractor="e"
    )


def one(value: Any, status: str = "accepted") -> Any:
    return One[Any](value=value, text=str(value), confidence=0.9, status=status, absence=None, evidence=(evidence(),))


def many(*values: Any, status: str = "accepted") -> Any:
    items = tuple(Item[Any](value=value, text=str(value), confidence=0.9, evidence=(evidence(),)) for value in values)
    return Many[Any](items=items, confidence=0.9, status=status, absence=None)


def page(number: int, kind: str, text: str) -> RecordPage:
    return RecordPage.model_validate(
        {
            "number": number, "file": f"000{number}.tif", "page_index": 0, "sha256": f"{number:064}", "type": kind,
            "rotation": 0, "skew": 0.0, "blank": False, "width": 10, "height": 20, "dpi": 300, "text": text,
            "words": 3, "confidence": 0.9,
        }
    )  # fmt: skip


def full_record(key: DossierKey = KEY, **changes: Any) -> Record:
    """Return a granted permit of 1940 with two applicants, an architect, an address, two parcels and four documents."""
    dates = Dates.model_construct(
        application=one("1940-05-20"), receipt=One[Any](), decision=one("1940-09-18"), notification=One[Any]()
    )
    fields: dict[str, Any] = {
        "municipality": one(Municipality(name="Mechelen", nis="12025", locality="Leest")),
        "references": many(Reference(kind="municipal", value="622/1940", raw="nr 622/40", primary=True)),
        "permit_type": one("bouwvergunning"),
        "decision": one("verleend met voorwaarden"),
        "dates": dates,
        "addresses": many(Address(street="Tisseltbaan", number="80", municipality="Leest")),
        "parcels": many(
            Parcel(section="F", number="72", bis=2, exponent="R", power=6),
            Parcel(section="A", number="123", exponent="B", capakey="12025A0123/00B000"),
        ),
        "applicants": many(*PEOPLE[:2]),
        "architect": one(PEOPLE[2]),
        "subject": one(SUBJECT),
        "documents": tuple(
            RecordDocument(type=kind, pages=(place,), confidence=0.9)
            for place, kind in enumerate(("aanvraag", "besluit", "plan", "blanco"), 1)
        ),
        "pages": tuple(page(place, "overig", f"blad {place} van {PEOPLE[0]}") for place in range(1, 5)),
    }
    record = Record(id=key.id, key=key, parts=(key.folder,)).model_copy(update=fields | changes)
    return Record.model_validate_json(record.model_dump_json(warnings=False))


@pytest.fixture
def make_record() -> Callable[..., Record]:
    """Make the full record with changes: `make_record(decision=one("geweigerd"))`."""
    return full_record


@pytest.fixture
def field() -> Callable[..., Any]:
    """Make a field with one value: `field("geweigerd", "review")`; nothing gives an absent one."""
    return lambda value=None, status="accepted": One[Any]() if value is None else one(value, status)


@pytest.fixture
def fields() -> Callable[..., Any]:
    """Make a field with several values."""
    return many


@pytest.fixture
def people() -> tuple[str, ...]:
    """The invented people of the full record."""
    return PEOPLE

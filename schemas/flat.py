"""The flat record: what is known about a dossier, without evidence, for programs that only want the values."""

from typing import TypeVar

from pydantic import Field

from schemas.base import Contract
from schemas.pages import Rotation
from schemas.record import Dates, Many, One, Record, RecordPage
from schemas.values import Address, Parcel, PartialDate, Reference
from schemas.words import DecisionKind, FieldName, FieldStatus, PageType, PermitType

T = TypeVar("T")

FIELDS: tuple[FieldName, ...] = (
    "references", "municipality", "permit_type", "decision", "dates.application", "dates.receipt", "dates.decision",
    "dates.notification", "addresses", "parcels", "applicants", "architect", "subject",
)  # fmt: skip
"""All fields of a record, in the order in which people look at them."""


class FlatMunicipality(Contract):
    """The municipality of today with its NIS code."""

    name: str
    nis: str


class FlatDates(Contract):
    """The four dates of the register, ISO 8601 to the precision that is known; null when the dossier has none."""

    application: PartialDate | None = None
    receipt: PartialDate | None = None
    decision: PartialDate | None = None
    notification: PartialDate | None = None


class FlatPage(Contract):
    """One page. `file` is relative to the dossier folder; a dossier that came as one PDF has that PDF's name.

    A page of another part has that part's folder before it (`D007_M04_02/0001.tif`), so no two files have one name.
    `rotation` is how far the content is turned clockwise in the delivered image (degrees), null when undecided.
    """

    file: str
    page_index: int
    type: PageType
    rotation: Rotation | None
    blank: bool
    text: str


class FlatRecord(Contract):
    """The values of one dossier without their evidence; a value whose status is `absent` is null or an empty list.

    `status` names every field; `confidence`, in [0, 1], only the fields that are not absent. `addresses` are the
    site's, never the applicant's, the architect's or the notary's.
    """

    dossier: str
    delivery: str
    municipality: FlatMunicipality | None = None
    references: tuple[Reference, ...] = ()
    permit_type: PermitType | None = None
    decision: DecisionKind | None = None
    dates: FlatDates = FlatDates()
    addresses: tuple[Address, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    applicants: tuple[str, ...] = ()
    architect: str | None = None
    subject: str | None = None
    confidence: dict[FieldName, float] = Field(default_factory=dict)
    status: dict[FieldName, FieldStatus] = Field(default_factory=dict)
    pages: tuple[FlatPage, ...] = ()


def flatten(record: Record) -> FlatRecord:
    """Return the record without evidence, candidates and reasons.

    Only values with status `accepted`, `review` or `corrected` are there. Confidences are rounded to four digits.
    """
    municipality = _one(record.municipality)
    fields = {name: record.field(name) for name in FIELDS}
    return FlatRecord(
        dossier=record.key.folder,
        delivery=record.key.delivery,
        municipality=FlatMunicipality(name=municipality.name, nis=municipality.nis) if municipality else None,
        references=_many(record.references),
        permit_type=_one(record.permit_type),
        decision=_one(record.decision),
        dates=_dates(record.dates),
        addresses=_many(record.addresses),
        parcels=_many(record.parcels),
        applicants=_many(record.applicants),
        architect=_one(record.architect),
        subject=_one(record.subject),
        confidence={name: round(field.confidence, 4) for name, field in fields.items() if field.status != "absent"},
        status={name: field.status for name, field in fields.items()},
        pages=tuple(map(_page, record.pages, names_in_dossier(record))),
    )


def _one(field: One[T]) -> T | None:
    return None if field.status == "absent" else field.value


def _many(field: Many[T]) -> tuple[T, ...]:
    return () if field.status == "absent" else field.values


def _dates(dates: Dates) -> FlatDates:
    return FlatDates(
        application=_one(dates.application),
        receipt=_one(dates.receipt),
        decision=_one(dates.decision),
        notification=_one(dates.notification),
    )


def _page(page: RecordPage, name: str) -> FlatPage:
    return FlatPage(
        file=name,
        page_index=page.page_index,
        type=page.type,
        rotation=page.rotation,
        blank=page.blank,
        text=page.text,
    )


def names_in_dossier(record: Record) -> tuple[str, ...]:
    """Return the file name of each page, relative to the folder in which the dossier begins; no two files have one."""
    files = tuple(dict.fromkeys(page.file for page in record.pages))
    first = record.parts[0] if record.parts else record.key.folder
    names: dict[str, str] = {}
    for file in files:
        name = name_in_folder(file, first, record.parts)
        names[file] = file if name in names.values() else name
    return tuple(names[page.file] for page in record.pages)


def name_in_folder(file: str, first: str, parts: tuple[str, ...] = ()) -> str:
    """Return a file's name relative to the folder in which its dossier begins.

    Args:
        file: the name relative to the delivery (`D007_M04/0001.tif`).
        first: the folder in which the dossier begins (`D007_M04`), or the stack that was split.
        parts: the folders of all its parts; a file in another one keeps that folder (`D007_M04_02/0001.tif`). A file
            in none of them (a PDF by itself) keeps its own name only.
    """
    begun = file.rpartition(".")[0]
    if not file.startswith(f"{first}/") and any(file.startswith(f"{part}/") or begun == part for part in parts):
        return file
    _, inside, name = f"/{file}".partition(f"/{first}/")
    return name if inside else file.rpartition("/")[2]

"""What everybody may see of a dossier: no people, no free text; only values nobody doubts, redacted copies of scans."""

from typing import Literal

from pydantic import Field

from schemas.base import Contract
from schemas.flat import FlatDates, FlatMunicipality
from schemas.values import Address, Parcel
from schemas.words import DecisionKind, FieldName, PageType, PermitType, ReferenceKind

PUBLIC_VERSION = "1.1.0"

Openness = Literal["open", "gesloten", "gesloten_tot", "na_te_kijken"]
"""`gesloten_tot` has an end date; `na_te_kijken` means closed until a person has looked."""


class PublicReference(Contract):
    """A number of the dossier, normalised."""

    kind: ReferenceKind
    value: str
    primary: bool = False


class PublicFile(Contract):
    """An object of the bucket, by its key from the root of the bucket, and its digest."""

    key: str
    sha256: str


class PublicScan(Contract):
    """A redacted copy of a document: a PDF/A-2 and one ALTO file per page, with nothing but the words shown.

    `hidden` is the share of the words that it does not show, `basis` the legal basis of the rule that opens it. A copy
    may be taken away: then no record names it any more, and its files are gone.
    """

    files: tuple[PublicFile, ...]
    hidden: float
    basis: str


class PublicDocument(Contract):
    """A document of the dossier and whether somebody may ask for it: two independent answers and their legal basis.

    `copies` is False when copyright of the plans stands in the way of a copy, though it may be read.
    """

    number: int
    type: PageType
    pages: int
    openness: Openness
    closed_until: str | None = None
    copies: bool
    basis: str
    scan: PublicScan | None = None
    """Since 1.1.0."""


class PublicRecord(Contract):
    """The public record of a dossier. `withheld` names the fields that have a value which is not shown, and why.

    `merged_into` names the dossier that this one turned out to be a part of.
    """

    schema_version: str = PUBLIC_VERSION
    id: str
    municipality: FlatMunicipality | None = None
    references: tuple[PublicReference, ...] = ()
    permit_type: PermitType | None = None
    decision: DecisionKind | None = None
    dates: FlatDates = FlatDates()
    addresses: tuple[Address, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    documents: tuple[PublicDocument, ...] = ()
    withheld: dict[FieldName, Literal["persoonsgegevens", "vrije_tekst", "na_te_kijken"]] = Field(default_factory=dict)
    merged_into: str | None = None

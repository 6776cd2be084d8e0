"""The record of one dossier: every field with its value, text, confidence, status and evidence (`record.json`)."""

import hashlib
from typing import Generic, TypeVar

from pydantic import AwareDatetime
from pydantic import Field as Setting

from schemas.base import Contract
from schemas.delivery import DossierKey, InventoryHint, Problem, Scans
from schemas.findings import Evidence
from schemas.located import Located
from schemas.pages import Rotation
from schemas.values import Address, Municipality, Parcel, PartialDate, Reference
from schemas.words import Absence, AnswerKind, DecisionKind, FieldName, FieldStatus, PageType, PermitType

SCHEMA_VERSION = "1.1.0"

T = TypeVar("T")


class Candidate(Contract, Generic[T]):
    """Another value that was considered, so that a person can choose instead of retype."""

    value: T
    text: str
    confidence: float
    evidence: tuple[Evidence, ...]


class Corrected(Contract, Generic[T]):
    """Who looked at a field: the codes of one or two reviewers, when, and what they said.

    `read` is what the machine reads there now, `knowing` the objections that were overruled: none is made twice.
    """

    by: tuple[str, ...]
    at: AwareDatetime
    kind: AnswerKind
    read: tuple[T, ...] = ()
    knowing: tuple[str, ...] = ()


class One(Contract, Generic[T]):
    """A field with one value. `text` is the value as read; `reason` says why it waits for a person or is absent.

    `confidence` is the calibrated chance that the value is right, `score` what it was made of (since 1.1.0).
    """

    value: T | None = None
    text: str | None = None
    confidence: float = Setting(default=0.0, ge=0, le=1)
    score: float = Setting(default=0.0, ge=0, le=1)
    status: FieldStatus = "absent"
    absence: Absence | None = "not_in_dossier"
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    candidates: tuple[Candidate[T], ...] = ()
    correction: Corrected[T] | None = None

    @property
    def values(self) -> tuple[T, ...]:
        """Return the bare value, or nothing: the same question as of a field with several."""
        return () if self.value is None else (self.value,)


class Item(Contract, Generic[T]):
    """One value of a field that may have several."""

    value: T
    text: str
    confidence: float = Setting(ge=0, le=1)
    evidence: tuple[Evidence, ...]


class Many(Contract, Generic[T]):
    """A field with any number of values; status, confidence and score hold for the set as a whole."""

    items: tuple[Item[T], ...] = ()
    confidence: float = Setting(default=0.0, ge=0, le=1)
    score: float = Setting(default=0.0, ge=0, le=1)
    status: FieldStatus = "absent"
    absence: Absence | None = "not_in_dossier"
    reason: str = ""
    candidates: tuple[Candidate[T], ...] = ()
    correction: Corrected[T] | None = None

    @property
    def values(self) -> tuple[T, ...]:
        """Return the bare values."""
        return tuple(item.value for item in self.items)


class Dates(Contract):
    """The four dates that the register keeps of a dossier."""

    application: One[PartialDate] = One[PartialDate]()
    receipt: One[PartialDate] = One[PartialDate]()
    decision: One[PartialDate] = One[PartialDate]()
    notification: One[PartialDate] = One[PartialDate]()


class RecordPage(Contract):
    """One page of the record. `text` is what the PDF/A says too; the boxes of its words are in the page's ALTO file."""

    number: int
    file: str
    page_index: int
    sha256: str
    type: PageType
    rotation: Rotation | None
    skew: float
    blank: bool
    width: int
    height: int
    dpi: int
    text: str
    words: int
    confidence: float


class RecordDocument(Contract):
    """One document of the dossier: its type and its page numbers."""

    type: PageType
    pages: tuple[int, ...]
    confidence: float


class Provenance(Contract):
    """Who made the record: the identity of every tool and the version of every stage and reference table.

    `findings` is the SHA-256 under which the store keeps everything that the extractors found (since 1.1.0).
    """

    stages: dict[str, int] = Setting(default_factory=dict)
    tools: dict[str, str] = Setting(default_factory=dict)
    reference: dict[str, str] = Setting(default_factory=dict)
    findings: str = ""


class Record(Contract):
    """All that is known of one dossier. `id` is stable: it is made from the delivery and the folder it came in."""

    schema_version: str = SCHEMA_VERSION
    id: str
    key: DossierKey
    parts: tuple[str, ...]
    municipality: One[Municipality] = One[Municipality]()
    municipality_then: Municipality | None = None
    """The municipality as it was in the year of the dossier, with its NIS code of then (since 1.1.0)."""
    references: Many[Reference] = Many[Reference]()
    permit_type: One[PermitType] = One[PermitType]()
    decision: One[DecisionKind] = One[DecisionKind]()
    dates: Dates = Dates()
    addresses: Many[Address] = Many[Address]()
    located: tuple[Located, ...] = ()
    """What the official lists say of each address, in the same order (since 1.1.0)."""
    parcels: Many[Parcel] = Many[Parcel]()
    applicants: Many[str] = Many[str]()
    architect: One[str] = One[str]()
    subject: One[str] = One[str]()
    mentioned: tuple[Item[Reference], ...] = ()
    documents: tuple[RecordDocument, ...] = ()
    pages: tuple[RecordPage, ...] = ()
    inventory: InventoryHint | None = None
    problems: tuple[Problem, ...] = ()
    provenance: Provenance = Provenance()

    def field(
        self, name: FieldName
    ) -> "One[Municipality] | One[str] | Many[Reference] | Many[Address] | Many[Parcel] | Many[str]":
        """Return a field by its contract name (`dates.decision`, `addresses`, ...)."""
        owner: Contract = self
        for part in name.split("."):
            owner = getattr(owner, part)
        return owner  # type: ignore[return-value]  # getattr by name; FieldName lists only fields of these types

    def with_field(self, name: FieldName, field: object) -> "Record":
        """Return the record with another state of a field, by its contract name."""
        if name.startswith("dates."):
            dates = self.dates.model_copy(update={name.removeprefix("dates."): field})
            return self.model_copy(update={"dates": dates})
        return self.model_copy(update={name: field})


def pages_digest(dossier: Scans | Record) -> str:
    """Return the SHA-256 over a dossier's pages in order: equal for the same scans delivered twice under other names.

    It is made of one line `<sha256 of the file>:<page index>` per page, so received scans and their record agree.
    """
    pages = (
        [(page.image.sha256, page.page_index) for page in dossier.pages]
        if isinstance(dossier, Scans)
        else [(page.sha256, page.page_index) for page in dossier.pages]
    )
    return hashlib.sha256("".join(f"{sha256}:{index}\n" for sha256, index in pages).encode()).hexdigest()

"""Turns weighed values into a field of the record: accepted, for review, or absent, always with the reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from extractors.page import Gazetteer
from extractors.weighing import Weighed
from schemas.findings import Finding
from schemas.pages import Documents
from schemas.record import Candidate, Item, Many, One
from schemas.words import FieldName, FieldStatus, PageType

T = TypeVar("T")

ACCEPT = 0.7
"""Confidence from which a value needs no person."""
NEVER = 1.01
"""More confidence than there is: the value always waits for a person."""
FLOOR = 0.35
"""Confidence under which a value is only a candidate: wrong is worse than empty."""
RIVAL = 0.85
"""A second value with this share of the first one's confidence contradicts it."""

SITE_TRUST: dict[PageType, float] = {
    "besluit": 1.0,
    "weigering": 1.0,
    "aanvraag": 1.0,
    "kaft": 0.95,
    "plan": 0.9,
    "brief": 0.85,
    "advies": 0.85,
    "statistiek": 0.85,
    "kadaster": 0.7,
    "nota": 0.85,
    "attest": 0.8,
    "bericht": 0.85,
    "overig": 0.6,
}
"""How far a page of each type is believed on the site and its parcels."""

WEAK = "Het bewijs is zwak: kijk de plaats op de scan na."
CLASH = "Verschillende bladzijden spreken elkaar tegen: kies de juiste waarde."
OUT_OF_ORDER = "De datum past niet in de volgorde van aanvraag, ontvangst, beslissing en kennisgeving."
UNLISTED = "Twee bladzijden noemen een straat die niet in de lijst staat, wel een die er op lijkt: kies de juiste."
UNREAD = "Er staat iets, maar het is niet zeker genoeg gelezen om het over te nemen."

TYPE_INCHES = 0.197
"""Height of a line of print or typescript at most, some 5 mm with what readers leave around it."""


@dataclass(frozen=True)
class Case:
    """All that is known of a dossier when its fields are chosen.

    `findings` are those of the pages that belong to the dossier's own permit; `elsewhere` are the others. `dpi` tells
    how finely each page was scanned, in pixels per inch.
    """

    findings: tuple[Finding, ...]
    elsewhere: tuple[Finding, ...]
    documents: Documents
    copies: Mapping[int, int]
    gazetteer: Gazetteer
    number: tuple[str, ...] | None = None
    dpi: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def types(self) -> dict[int, PageType]:
        """The type of each page."""
        return {page: document.type for document in self.documents.documents for page in document.pages}

    def of(self, field: FieldName, *roles: str) -> tuple[Finding, ...]:
        """Return the findings of a field, of some roles or of all."""
        return tuple(found for found in self.findings if found.field == field and (not roles or found.role in roles))

    def type_of(self, finding: Finding) -> PageType:
        """Return the type of the page that a finding stands on."""
        return self.types[finding.evidence.page]

    def in_type(self, finding: Finding, at_most: float = TYPE_INCHES) -> bool:
        """Tell whether a finding stands as small as print and typescript do; hands write larger.

        Where the reader is as sure, a rare name in a hand is misread ten times as often as one in type.
        """
        high = at_most * self.dpi.get(finding.evidence.page, 0)
        boxes = finding.evidence.boxes
        return bool(boxes) and all(min(box.right - box.left, box.bottom - box.top) <= high for box in boxes)

    def has(self, *types: PageType) -> bool:
        """Tell whether the dossier has a page of one of these types."""
        return any(document.type in types for document in self.documents.documents)


UNCONFIRMED = 0.66
"""What a value is believed at most when no second page reads it letter for letter the same."""


def corroborated(found: Weighed[Any], *, same: Callable[[Finding], object]) -> Weighed[Any]:
    """Return a value with less confidence when only one page reads it just so: names and words are often misread.

    `same` gives what must agree, as letters or parts that are compared.
    """
    forms: dict[object, set[int]] = {}
    for finding in found.findings:
        forms.setdefault(same(finding), set()).add(finding.evidence.page)
    best = next((finding for finding in found.findings if finding.value == found.value), found.findings[0])
    pages = forms.get(same(best), set())
    if len(pages) >= 2 and found.pages >= 2:
        return found
    return replace(found, confidence=min(found.confidence, UNCONFIRMED))


def rivals(ranked: tuple[Weighed[Any], ...]) -> bool:
    """Tell whether the second value comes so close to the first that a person must choose."""
    return (
        len(ranked) > 1 and ranked[1].confidence >= RIVAL * ranked[0].confidence and ranked[1].pages >= ranked[0].pages
    )


def candidates(ranked: tuple[Weighed[Any], ...], limit: int = 5) -> tuple[Candidate[Any], ...]:
    """Return values as candidates to choose from."""
    return tuple(
        Candidate(value=found.value, text=found.text, confidence=found.confidence, evidence=found.evidence)
        for found in ranked[:limit]
    )


def one(kind: type[One[T]], ranked: tuple[Weighed[Any], ...], *, accept: float = ACCEPT) -> One[T]:
    """Return the field for the surest value: absent without any, empty for review below `FLOOR`."""
    if not ranked:
        return kind()
    top = ranked[0]
    if top.confidence < FLOOR:
        return kind(
            status="review", absence=None, reason=UNREAD, candidates=candidates(ranked), confidence=top.confidence
        )
    clash = rivals(ranked)
    status: FieldStatus = "accepted" if top.confidence >= accept and not clash else "review"
    return kind(
        value=top.value,
        text=top.text,
        confidence=round(top.confidence * (0.6 if clash else 1), 4),
        status=status,
        absence=None,
        reason=CLASH if clash else "" if status == "accepted" else WEAK,
        evidence=top.evidence,
        candidates=candidates(ranked[1:]),
    )


def many(
    kind: type[Many[T]],
    chosen: tuple[Weighed[Any], ...],
    others: tuple[Weighed[Any], ...],
    *,
    clash: bool = False,
    accept: float = ACCEPT,
) -> Many[T]:
    """Return the field for a set of values; it is as sure as its least sure value."""
    if not chosen:
        if not others:
            return kind()
        return kind(
            status="review", absence=None, reason=UNREAD, candidates=candidates(others), confidence=others[0].confidence
        )
    confidence = min(found.confidence for found in chosen) * (0.7 if clash else 1)
    status: FieldStatus = "accepted" if confidence >= accept and not clash else "review"
    items: tuple[Item[Any], ...] = tuple(
        Item(value=found.value, text=found.text, confidence=found.confidence, evidence=found.evidence)
        for found in chosen
    )
    return kind(
        items=items,
        confidence=round(confidence, 4),
        status=status,
        absence=None,
        reason=CLASH if clash else "" if status == "accepted" else WEAK,
        candidates=candidates(others),
    )

"""What an extractor sees of a page, and the protocol it must follow."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from extractors.anchors import Segment, segments
from extractors.flow import Flow
from schemas.findings import Evidence, Finding
from schemas.town import Town
from schemas.values import Address, Municipality, Parcel, Reference
from schemas.words import FieldName, PageType


class Gazetteer(Protocol):
    """The official lists as extractors use them (the port `Reference` fills this)."""

    def municipality(self, name: str) -> Municipality | None:
        """Return today's municipality for a name as written, None when unknown or a homonym."""
        ...

    def namesakes(self, name: str) -> tuple[Municipality, ...]:
        """Return all that a name may mean when it is more than one place, a municipality of today first; else none."""
        ...

    def by_nis(self, nis: str) -> Municipality | None:
        """Return today's municipality for a NIS code."""
        ...

    def by_postcode(self, postcode: str) -> tuple[Municipality, ...]:
        """Return the municipalities of a postcode."""
        ...

    def localities(self) -> tuple[str, ...]:
        """Return every name that `municipality` knows."""
        ...

    def at(self, town: Municipality, year: int) -> Municipality:
        """Return the municipality that a place belonged to in a year."""
        ...

    def street(self, name: str) -> str | None:
        """Return the official spelling of a street when one is clearly meant."""
        ...

    def is_name(self, part: str) -> bool:
        """Tell whether a word is a common given name or surname, or a part of one: `Walter`, `Peeters`, `Broeck`."""
        ...

    def is_word(self, word: str) -> bool:
        """Tell whether a word is Dutch, in the spelling of today or before, or made of two Dutch words."""
        ...


@dataclass(frozen=True)
class Page:
    """One page for the extractors: its text, its type and what is known of the dossier.

    `years` is the span of four-digit years that the dossier's own dates lie in; two-digit years are read by it.
    `written` are the years that two pages or more have in four digits: these are no misreadings. `town` is the
    municipality whose archive this is, with its number shapes, letterheads and abbreviations, when one is set.
    """

    number: int
    file: str
    page_index: int
    type: PageType
    flow: Flow
    reader: str
    gazetteer: Gazetteer
    years: tuple[int, int] | None = None
    written: frozenset[int] = frozenset()
    town: Town | None = None

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The stretches of text that a label or a formula gives a role."""
        return segments(self.flow)

    def in_years(self, years: tuple[int, int] | None, written: frozenset[int] = frozenset()) -> "Page":
        """Return this page with the dossier's years known; what was found on it already is kept."""
        dated = replace(self, years=years, written=written)
        dated.__dict__["segments"] = self.segments
        return dated

    def role_at(self, offset: int) -> str:
        """Return the role of the segment that holds a character, empty when there is none."""
        role = ""
        for segment in self.segments:
            if segment.start > offset:
                break
            role = segment.role if offset < segment.end else ""
        return role

    def finding(
        self,
        field: FieldName,
        value: Municipality | Reference | Address | Parcel | str,
        *,
        score: float,
        span: tuple[int, int],
        extractor: str,
        role: str = "",
    ) -> Finding:
        """Build a finding from text[span]; how well its words were read weighs in the score."""
        start, end = span
        read = self.flow.confidence(start, end)
        return Finding(
            field=field,
            value=value,
            score=round(max(0.0, min(1.0, score * (0.55 + 0.45 * read))), 4),
            role=role,
            evidence=Evidence(
                page=self.number,
                file=self.file,
                page_index=self.page_index,
                boxes=self.flow.boxes(start, end),
                text=self.flow.text[start:end].replace("\n", " "),
                reader=self.reader,
                extractor=extractor,
            ),
        )


class Extractor(Protocol):
    """Turns a page into findings; pure, and it never raises on odd text."""

    @property
    def name(self) -> str:
        """The name that stands in the evidence."""
        ...

    @property
    def version(self) -> int:
        """Raised when the output changes for the same page."""
        ...

    def find(self, page: Page) -> Iterable[Finding]:
        """Return what the page says of the fields of this extractor."""
        ...

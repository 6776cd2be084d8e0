"""Pages of plain text for the extractors, and the shipped reference tables."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from extractors.choosing import Case
from extractors.flow import flow
from extractors.page import Extractor, Page
from pipeline.adapters.reference.official import ReferenceTables
from schemas.delivery import PageImage
from schemas.findings import Evidence, Finding
from schemas.pages import Box, Documents, PageText, PreparedPage, Word
from schemas.words import FieldName, PageType

DPI = 300


def text_of(text: str) -> PageText:
    image = PageImage(
        sha256="0" * 64, media_type="image/tiff", page_index=0, width=2480, height=3508, dpi=DPI, mode="grey"
    )
    words = [
        Word(word, Box(100 + 40 * place, 100 + 60 * line, 135 + 40 * place, 140 + 60 * line), 0.95, line)
        for line, row in enumerate(text.split("\n"))
        for place, word in enumerate(row.split())
    ]
    prepared = PreparedPage(image=image, rotation=0, skew=0.0, blank=not words, ink=0.05, dpi=DPI)
    return PageText(prepared=prepared, words=tuple(words), reader="test 1")


@pytest.fixture(scope="session")
def reference() -> ReferenceTables:
    return ReferenceTables()


@pytest.fixture
def page_text() -> Callable[[str], PageText]:
    return text_of


@pytest.fixture
def page(reference: ReferenceTables) -> Callable[..., Page]:
    def build(text: str, kind: PageType = "besluit", years: tuple[int, int] | None = (1970, 1976)) -> Page:
        return Page(1, "0001.tif", 0, kind, flow(text_of(text)), "test 1", reference, years)

    return build


@pytest.fixture
def found(page: Callable[..., Page]) -> Callable[..., list[tuple[str, str, object]]]:
    """Run an extractor on a text: a list of (field, role, value)."""

    def run(
        extractor: Extractor, text: str, kind: PageType = "besluit", years: tuple[int, int] | None = (1970, 1976)
    ) -> list[tuple[str, str, object]]:
        return [(finding.field, finding.role, finding.value) for finding in extractor.find(page(text, kind, years))]

    return run


def seen(
    field: FieldName,
    value: object,
    page: int = 1,
    *,
    role: str = "",
    score: float = 0.9,
    text: str = "",
    boxes: tuple[Box, ...] = (),
) -> Finding:
    """What an extractor saw on a page."""
    evidence = Evidence(page=page, file="s.pdf", page_index=page - 1, boxes=boxes, text=text or str(value), reader="r",
                        extractor="e")  # fmt: skip
    return Finding.model_validate({"field": field, "value": value, "score": score, "role": role, "evidence": evidence})


@pytest.fixture
def case(reference: ReferenceTables) -> Callable[..., Case]:
    """Build what is known of a dossier: the kinds of its pages, in order, and what was found on them."""

    def build(kinds: str, *findings: Finding, copies: Mapping[int, int] | None = None, **more: Any) -> Case:
        documents = Documents.model_validate(
            {"documents": [{"type": kind, "pages": [page], "confidence": 0.9}
                           for page, kind in enumerate(kinds.split(), start=1)]}
        )  # fmt: skip
        return Case(findings, more.pop("elsewhere", ()), documents, copies or {}, reference, **more)

    return build


@pytest.fixture
def believed(page: Callable[..., Page]) -> Callable[..., list[tuple[str, str, float, str]]]:
    """Run an extractor on a text: field, role, how sure it is of a page that was read well, and where it stands."""

    def run(
        extractor: Extractor, text: str, kind: PageType = "besluit", years: tuple[int, int] | None = (1970, 1976)
    ) -> list[tuple[str, str, float, str]]:
        findings = extractor.find(page(text, kind, years))
        return [(one.field, one.role, round(one.score / 0.9775, 2), one.evidence.text) for one in findings]

    return run

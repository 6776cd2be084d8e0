"""Says what each page is, and joins pages that belong together into documents."""

import re

from extractors.flow import Flow, flow
from extractors.page_model import PageModel
from extractors.page_titles import titled
from extractors.pagetypes import Look, page_scores, page_type
from schemas.delivery import ScanPage, Scans
from schemas.pages import Document, Documents, PageText
from schemas.words import PageType

VERSION = 12

_CONTINUES = {
    "besluit",
    "weigering",
    "aanvraag",
    "advies",
    "nota",
    "brief",
    "statistiek",
    "pv",
    "attest",
    "bericht",
    "overig",
}
_LATER_PAGE = re.compile(
    r"^\W{0,3}(?:-\s*\d{1,2}\s*-|(?:blz|pagina|p)\.?\s*[2-9]|[2-9]\s*[/.]\s*[2-9]\d?|\.\s?/\s?\.|vervolg)",
    re.IGNORECASE,
)
_DOUBTFUL = 0.5
_CALLED = 0.85
"""How sure it is that a page is what it calls itself."""
_COVER_LETTERS = 200
"""A first page with hardly a word that could be read is a cover written by hand."""


def classify(scans: Scans, texts: tuple[PageText, ...], *, model: PageModel | None = None) -> Documents:
    """Return the documents of a dossier; every page is in exactly one of them.

    Args:
        scans: The dossier's pages; separator sheets are known from intake.
        texts: What was read, one per page in the same order.
        model: What was learned of pages; without it the cues decide alone.
    """
    documents: list[Document] = []
    previous: Flow | None = None
    for scan, text in zip(scans.pages, texts, strict=True):
        words = flow(text)
        before = next((d for d in reversed(documents) if d.type != "scheidingsblad"), None)
        kind, confidence = _kind(scan, text, words, before, model)
        if documents and previous is not None and joins(documents[-1], kind, words):
            documents[-1] = _joined(documents[-1], scan.number, kind, confidence)
        else:
            documents.append(Document(type=kind, pages=(scan.number,), confidence=confidence))
        previous = words
    return Documents(documents=tuple(documents))


def look(text: PageText) -> Look:
    """Return size and looks of a page as it lies before the reader."""
    page = text.prepared
    return Look.of(
        page.image.width, round(page.image.height * page.image.tall), page.dpi, ink=page.ink, blank=page.blank
    )


def _kind(
    scan: ScanPage, text: PageText, words: Flow, before: Document | None, model: PageModel | None
) -> tuple[PageType, float]:
    if scan.separator is not None:
        return "scheidingsblad", 1.0
    seen = look(text)
    kind, confidence = page_type(words, seen, model.scores(text.text, large=seen.large) if model else None)
    if (title := titled(words.text, kind, first=before is None)) is not None:
        return title.kind, _CALLED if title.kind != kind else confidence
    doubtful = (kind == "overig" and confidence <= _DOUBTFUL) or (kind == "foto" and "foto" not in words.text.lower())
    if doubtful and before is None and len(words.text) < _COVER_LETTERS:
        return "kaft", 0.5
    if (
        kind == "overig"
        and confidence < _DOUBTFUL
        and before is not None
        and before.type in _CONTINUES
        and _runs_on(words)
    ):
        return before.type, 0.5
    return kind, confidence


def joins(document: Document, kind: PageType, words: Flow) -> bool:
    """Tell whether a page of this type goes on with the document before it instead of starting another one."""
    if kind == "foto":
        return document.type == "foto"
    if {kind, document.type} == {"besluit", "weigering"} or (kind == document.type and kind in _CONTINUES):
        return _runs_on(words) or not _has_heading(words, kind)
    return False


def _runs_on(words: Flow) -> bool:
    return words.text[:1].islower() or bool(_LATER_PAGE.match(words.text))


def _has_heading(words: Flow, kind: PageType) -> bool:
    top = Flow(text=words.text[:350], words=(), spans=())
    own = {"weigering": ("weigering", "besluit")}.get(kind, (kind,))
    scores = page_scores(top, Look(210, 297, 0.05, blank=False))
    return max(scores[name] for name in own if name in scores) >= 4


def _joined(document: Document, number: int, kind: PageType, confidence: float) -> Document:
    refused = "weigering" in {document.type, kind}
    return Document(
        type="weigering" if refused else document.type,
        pages=(*document.pages, number),
        confidence=round(min(document.confidence, max(confidence, 0.5)), 3),
    )

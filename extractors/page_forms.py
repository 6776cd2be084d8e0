"""Printed forms recognised by their layout, where their words are those of other pages: covers, lists, tick boxes."""

import re
from collections.abc import Mapping

from extractors.page_titles import titled
from extractors.registers import lists_dossiers
from extractors.signs import plain
from extractors.tick_lists import answers, chosen
from schemas.pages import Document, Documents
from schemas.words import PageType

_COVER = re.compile(
    r"^\W*(?:dossier(?:omslag|kaft|farde)\b|(?:omslag|kaft|farde)\s+(?:(?:voor|van|der?|een|het)\s+){0,2}"
    r"\w*(?:aanvragen|aanvraag|vergunning|toelating|dossier)\b)[^\n.:;]{0,30}$",
    re.MULTILINE,
)
_PAPERS = re.compile(
    r"^\W*(?:stukken|inhoud|inhoudsopgave|inventaris|(?:lijst|opgave)\s+(?:van\s+de|der)\s+stukken)\b[^\n]{0,30}"
    r"(?:\n[^\n]{0,3}\b[1-9il]\s?[.)][^\n]{3,50}){3}",
    re.MULTILINE,
)
"""The list of the papers in a dossier, as it is printed on its cover."""
_ATTEST = re.compile(r"^\W*(?:stede(?:n)?bouwkundig|planologisch)\s+attest(?:\s+n\w*\W*[\d\w]{1,3})?\W*$", re.MULTILINE)
_ITSELF = re.compile(r"\b(?:dit|het|onderhavig)\s+attest\b")
_RECITES = re.compile(r"^\W{0,4}(?:gelet|gezien|overwegend|aangezien)", re.MULTILINE)
_HEAD = 160
_SURE = 25
"""Points that outweigh all the words of a page."""


def is_attest(text: str) -> bool:
    """Tell whether a page is the town planning attest itself, which decides what its dossier asked."""
    folded = plain(text)
    return _ATTEST.search(folded[:_HEAD]) is not None and _ITSELF.search(folded) is not None


def as_read(documents: Documents, texts: Mapping[int, str]) -> Documents:
    """Return the documents by whose rules their pages are understood.

    A town planning attest is a decision, and the row of the dossier in a list says what a cover says. `texts` gives
    per page what was read of it.
    """
    return Documents(documents=tuple(_understood(document, texts) for document in documents.documents))


def _understood(document: Document, texts: Mapping[int, str]) -> Document:
    read = [texts.get(page, "") for page in document.pages]
    title = next((found for text in read if (found := titled(text, document.type))), None)
    if title is not None and title.kind == document.type != title.read:
        return document.model_copy(update={"type": title.read})
    if document.type == "attest" and any(is_attest(text) for text in read):
        return document.model_copy(update={"type": "besluit"})
    if document.type == "overig" and any(lists_dossiers(text) for text in read):
        return document.model_copy(update={"type": "kaft"})
    return document


def add_forms(text: str, scores: dict[PageType, float]) -> None:
    """Add to the scores of each type what the build of a printed form tells; `text` as it was read."""
    folded = plain(text)
    head = folded[:_HEAD]
    if (_COVER.search(head) or _PAPERS.search(folded)) and not _RECITES.search(folded):
        scores["kaft"] += _SURE
    if lists_dossiers(text):
        scores["overig"] += _SURE
    if is_attest(text):
        scores["attest"] += _SURE
    printed = answers(text)
    if printed and chosen(printed) is None:  # it prints both answers: that it can refuse tells nothing
        scores["besluit"] = max(scores["besluit"], scores["weigering"])
        scores["weigering"] = 0.0

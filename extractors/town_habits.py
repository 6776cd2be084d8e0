"""What one municipality writes in its own way: its number formats and letterheads (`config/<town>.toml`)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.number_words import owner
from extractors.page import Page
from extractors.references import in_history
from extractors.signs import plain
from schemas.findings import Finding
from schemas.town import Letterhead, Town, TownNumber
from schemas.values import Municipality, Reference

_TELLING = re.compile(r"[A-Za-z0-9]|\{(?:letters?|nis)\}")
_PARTS = re.compile(r"\{\w+(?::\d)?\}")
_HEAD = 400
"""Characters at the top of a page within which a letterhead stands."""
_ALIKE = 88
"""Likeness in percent of a letterhead as read."""


@dataclass(frozen=True)
class TownHabits:
    """Finds what the town's own file describes; nothing when no town is set. Roles are `own`, `history` and `head`."""

    name: str = "town_habits"
    version: int = 1

    def find(self, page: Page) -> Iterable[Finding]:
        """Return numbers of the town's shapes and the letterheads on a page."""
        if page.town is None:
            return
        text = plain(page.flow.text)
        for number in page.town.find_numbers(page.flow.text):
            score, role = _judge(page, number, text)
            if score:
                value = Reference(kind=number.pattern.kind, value=_filed(number), raw=number.raw)
                yield page.finding("references", value, score=score, role=role, span=(number.start, number.end),
                                   extractor=f"{self.name} {self.version}")  # fmt: skip
        for head in page.town.letterheads:
            span = _span(page, head)
            if span:
                town = _speaking(page.town, head)
                yield page.finding("municipality", town, score=0.9, role="head", span=span,
                                   extractor=f"{self.name} {self.version}")  # fmt: skip


def telling(shape: str) -> bool:
    """Tell whether a shape is the town's own: it holds letters or figures, not only `{nr}/{year}` as anybody writes."""
    return bool(_TELLING.search(_PARTS.sub("", shape))) or "{letter" in shape or "{nis}" in shape


def _judge(page: Page, number: TownNumber, text: str) -> tuple[float, str]:
    """Return score and role; a shape that anybody writes is left to the general rules, which ask for a label."""
    whose, _ = owner(text, number.start)
    own = number.pattern.use == "dossier" and telling(number.pattern.shape)
    if not own or not number.plausible or whose == "foreign":
        return 0.0, ""
    if whose == "history" or in_history(text, number.start):
        return 0.6, "history"
    return (0.95 if page.role_at(number.start) == "reference" else 0.85), "own"


def _filed(number: TownNumber) -> str:
    return re.sub(r"\s*([/–-])\s*", r"\1", number.raw)


def _span(page: Page, head: Letterhead) -> tuple[int, int] | None:
    if head.years and page.years and not (head.years[0] <= page.years[1] and page.years[0] <= head.years[1]):
        return None
    top = plain(page.flow.text[:_HEAD])
    if len(top) < len(head.text):
        return None
    best = fuzz.partial_ratio_alignment(plain(head.text), top, score_cutoff=_ALIKE)
    if best is None or not _stands_alone(top, best.dest_start, best.dest_end):
        return None
    return best.dest_start, best.dest_end


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether no letter touches the words: `Stad Gent` is not in `Stad Gentbrugge`."""
    return not (text[start - 1 : start].isalpha() if start else False) and not text[end : end + 1].isalpha()


def _speaking(town: Town, head: Letterhead) -> Municipality:
    return town.municipality.model_copy(update={"locality": head.locality or None})

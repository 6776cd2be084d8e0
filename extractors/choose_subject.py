"""Chooses the subject: the works as most pages word them, and whether the wording leaves any doubt."""

import re
from dataclasses import replace
from typing import Any

from extractors.choosing import ACCEPT, FLOOR, UNCONFIRMED, Case, corroborated, one
from extractors.likeness import letters, same_subject
from extractors.weighing import Weighed, independent, weigh
from extractors.works import well_read, whole
from schemas.findings import Finding
from schemas.record import One
from schemas.words import PageType

_SUBJECT: dict[PageType, float] = {
    "besluit": 1.0,
    "weigering": 1.0,
    "aanvraag": 1.0,
    "kaft": 0.95,
    "plan": 0.8,
    "brief": 0.75,
    "advies": 0.7,
    "statistiek": 0.8,
    "nota": 0.7,
    "bericht": 0.6,
    "overig": 0.5,
}
_ANNOUNCED = {"label", "formula"}
_SAID = 0.75
"""Confidence of works that are whole and in known words, where one clear place is enough."""


def choose_subject(case: Case) -> One[str]:
    """Return the works in the words of the dossier, beginning with a small letter."""
    ranked = weigh(
        case.of("subject"),
        same=_letters,
        weight=lambda finding: _SUBJECT.get(case.type_of(finding), 0.3),
        copies=case.copies,
        alike=same_subject,
    )
    if ranked:
        ranked = _told(tuple(_best_read(found, case) for found in ranked), case)
    field = one(One[str], ranked)
    if field.value and len(field.value) > 1 and field.value[0].isupper() and not _capitals(field.value):
        field = field.model_copy(update={"value": field.value[0].lower() + field.value[1:]})
    return field


def _letters(finding: Finding) -> str:
    return letters(str(finding.value))


def _told(ranked: tuple[Weighed[Any], ...], case: Case) -> tuple[Weighed[Any], ...]:
    """Return the works, first those to believe: the most supported, unless only others are whole.

    Words that are all known were not misread, and works with a deed and a thing that do not break off are no stretch
    of other text. So one clear place is enough, when no other works in the dossier are as clear; and one that nothing
    announces, when the dossier has no other works at all.
    """
    clear = [found for found in ranked if _whole(str(found.value), case)]
    top = ranked[0]
    if clear and top not in clear and clear[0].confidence >= FLOOR:
        top = replace(clear[0], confidence=min(clear[0].confidence, UNCONFIRMED))  # a person must say so
        return (top, *(found for found in ranked if found is not clear[0]))
    plain = corroborated(top, same=_letters)
    if len(clear) > (top in clear):
        return (plain, *ranked[1:])
    expected = any(case.type_of(finding) in _SUBJECT for finding in top.findings)
    if top in clear and expected and (len(ranked) == 1 or top.pages > 1 or _announced(top)):
        hefts = [(_SUBJECT.get(case.type_of(found), 0.3) * found.score, found) for found in top.findings]
        joint = round(independent(hefts, case.copies)[0], 4)
        return (replace(top, confidence=max(joint, _SAID)), *ranked[1:])
    if plain is top and well_read(str(top.value), case.gazetteer.is_word) and _labelled(top):
        return (replace(top, confidence=max(top.confidence, ACCEPT)), *ranked[1:])
    return (plain, *ranked[1:])


def _announced(found: Weighed[Any]) -> bool:
    """Tell whether a label or a formula has the works somewhere."""
    return any(
        finding.role != "text" and same_subject(_letters(finding), letters(str(found.value)))
        for finding in found.findings
    )


def _labelled(found: Weighed[Any]) -> bool:
    """Tell whether two pages have the works in the same letters behind a label."""
    ours = letters(str(found.value))
    pages = {
        finding.evidence.page for finding in found.findings if finding.role in _ANNOUNCED and _letters(finding) == ours
    }
    return len(pages) > 1


def _whole(works: str, case: Case) -> bool:
    return whole(works, case.gazetteer.is_word)


def _best_read(found: Weighed[Any], case: Case) -> Weighed[Any]:
    """Return the works as a page has them whose words are all known, where the likeliest form has one that is not."""
    if _whole(str(found.value), case):
        return found
    read = [one for one in found.findings if _whole(str(one.value), case)]
    if not read:
        return found
    best = max(read, key=lambda one: one.score)
    return replace(found, value=best.value, text=best.evidence.text)


def _capitals(works: str) -> bool:
    """Tell whether works begin with letters that stay capitals: `KMO-gebouw oprichten`."""
    return re.split(r"[\s\-]", works, maxsplit=1)[0].isupper()

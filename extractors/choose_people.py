"""Chooses the applicants."""

import re
from dataclasses import replace
from typing import Any

from extractors.choosing import FLOOR, UNCONFIRMED, Case, corroborated, many
from extractors.companies import COMPANY
from extractors.likeness import own_parts, person_key, same_person
from extractors.signs import plain
from extractors.weighing import Weighed, weigh
from schemas.findings import Finding
from schemas.record import Many
from schemas.words import PageType

_COMPANY_BEGINS = re.compile(
    r"(?:societe|naamlo+ze|samenwerkende|personenvennootschap|firma|(?:[a-z]\.\s?){2,}|nv|[bcp]?vba|cvba|bv|vzw|sa)\b\s?"
)
"""A company, whose name is long and goes on below."""
_GOES_ON = re.compile(r"(?:\s(?:[A-Z][\w'’.\-]*|van|de|der|den|en|&))*\s[A-Z][\w'’.\-]*")
"""How it goes on: in capitals, with no word of a sentence."""
_APPLICANT: dict[PageType, float] = {
    "besluit": 1.0,
    "weigering": 1.0,
    "aanvraag": 1.0,
    "kaft": 0.95,
    "plan": 0.75,
    "brief": 0.8,
    "advies": 0.8,
    "statistiek": 0.8,
    "nota": 0.7,
    "bericht": 0.7,
    "attest": 0.6,
    "overig": 0.4,
    "kadaster": 0.3,
}

_ANNOUNCED = {"label", "formula"}
_OWN_PAPERS = {"besluit", "weigering", "aanvraag", "kaft"}
"""Papers that are about who asks."""
_CLEAR = 0.82
"""Score of a name that a label or formula announces and that was read well."""
_PARTS = {2, 3}
"""Parts of one person's name but for particles; more may be two people, and who asks has more than an initial."""
_ONE_PAPER = 0.74
"""Belief in an applicant whom one paper names clearly."""


def choose_applicants(case: Case) -> Many[str]:
    """Return who asked for the permit; the architect and people named once in passing are left out."""
    architects = [(person_key(str(finding.value)), finding.score) for finding in case.of("architect")]
    asking = [(person_key(str(finding.value)), finding.score) for finding in case.of("applicants")]
    found = [
        finding
        for finding in case.of("applicants")
        if _said(person_key(str(finding.value)), asking) > _said(person_key(str(finding.value)), architects)
    ]
    ranked = weigh(
        found,
        same=_person,
        weight=lambda finding: _APPLICANT.get(case.type_of(finding), 0.4),
        copies=case.copies,
        alike=same_person,
    )
    if not ranked:
        return many(Many[str], (), ())
    ranked = _without_surnames(tuple(_whole(found) for found in ranked))
    top = ranked[0]
    chosen = [top] if top.confidence >= FLOOR else []
    drawing = [person_key(str(finding.value)) for finding in case.of("architect", "label")]
    for other in ranked[1:5]:
        also_draws = other.pages == 1 and any(same_person(person_key(str(other.value)), one) for one in drawing)
        if chosen and other.confidence >= 0.6 * top.confidence and _together(other, top) and not also_draws:
            chosen.append(other)
    rest = tuple(other for other in ranked if other not in chosen)
    chosen = [_told_once(corroborated(found, same=_person), found, case, alone=not rest) for found in chosen]
    clash = any(other.pages >= top.pages and other.confidence > 0.9 * top.confidence for other in rest)
    return many(Many[str], tuple(chosen), rest, clash=clash)


def _told_once(doubted: Weighed[Any], found: Weighed[Any], case: Case, *, alone: bool) -> Weighed[Any]:
    """Return an applicant with more belief whom one paper names clearly, when the dossier names nobody else.

    A name of which every part is a common one is hardly ever misread, nor is one in type.
    """
    if doubted is found or not alone:
        return doubted
    own = own_parts(person_key(str(found.value)))
    common = bool(own) and all(case.gazetteer.is_name(part) for part in own)
    clear = any(
        one.value == found.value and one.role in _ANNOUNCED and one.score >= _CLEAR
        and case.type_of(one) in _OWN_PAPERS and (common or case.in_type(one))
        for one in found.findings
    )  # fmt: skip
    whole = COMPANY.search(str(found.value)) or len(own) in _PARTS
    return replace(doubted, confidence=min(found.confidence, _ONE_PAPER)) if clear and whole else doubted


def _said(person: tuple[str, ...], named: list[tuple[tuple[str, ...], float]]) -> float:
    """Return how strongly all pages together name a person in one role; a single weak place counts little."""
    return sum(score for other, score in named if score >= 0.4 and same_person(person, other))


def _without_surnames(ranked: tuple[Weighed[Any], ...]) -> tuple[Weighed[Any], ...]:
    """Return people without a mere surname that another one has with a given name: a cover cut off `Maes Rita`."""
    parts = [own_parts(person_key(str(found.value))) for found in ranked]
    return tuple(
        found for place, found in enumerate(ranked)
        if not place or len(parts[place]) > 1 or not any(parts[place] < other for other in parts)
    )  # fmt: skip


def _person(finding: Finding) -> tuple[str, ...]:
    return person_key(str(finding.value))


def _together(other: Weighed[Any], top: Weighed[Any]) -> bool:
    """Tell whether two names stand together on some page, as a couple or partners do."""
    return bool(
        {finding.evidence.page for finding in other.findings} & {finding.evidence.page for finding in top.findings}
    )


def _whole(found: Weighed[Any]) -> Weighed[Any]:
    """Return a name in its longest form when the chosen one is its beginning, cut at the end of a line.

    A long form that only one page has is not believed, but the short one then waits for a person.
    """
    short = str(found.value)
    longer = [
        one for one in found.findings
        if plain(str(one.value)).startswith(plain(short) + " ") and _GOES_ON.fullmatch(str(one.value)[len(short) :])
    ]  # fmt: skip
    if not longer or not _COMPANY_BEGINS.match(plain(short)):
        return found
    longest = max(longer, key=lambda one: (len(str(one.value)), one.score))
    pages = {one.evidence.page for one in longer}
    return replace(
        found,
        value=longest.value,
        text=longest.evidence.text,
        confidence=found.confidence if len(pages) > 1 else min(found.confidence, UNCONFIRMED),
    )

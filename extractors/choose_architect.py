"""Chooses the architect. Usually one page names him, so it depends on how clearly that page does."""

from dataclasses import replace
from typing import Any

from rapidfuzz.distance import Levenshtein

from extractors.choosing import UNCONFIRMED, Case, corroborated, one
from extractors.drawing_offices import SURVEYOR
from extractors.likeness import own_parts, person_key, same_person
from extractors.page import Gazetteer
from extractors.weighing import Weighed, weigh
from schemas.findings import Finding
from schemas.record import One

_SURELY_READ = 0.899
"""Score of a finding that a label or formula announces and whose every letter was read surely."""
_WELL_READ = 0.86
"""Score of a finding that a label or formula announces and whose letters were read as good as surely."""
_LEGIBLE = 0.85
"""The same with a letter or two that were read with some doubt."""
_KNOWN_WHOLLY = 0.8
"""Belief in a name that one page reads, all of its parts being common names: a misread name is seldom another name."""
_KNOWN_PARTLY = 0.74
"""Belief in one of which a part is a common name, when it was read well or a second page reads nearly the same; and
in a rare name when every letter was read surely or a second page reads the same surname."""

_ASKS = 0.6
"""Score from which a page that names an applicant tells that he is no architect by a formula alone."""


def choose_architect(case: Case) -> One[str]:
    """Return the architect; `de plannen van Jan Claes` who builds are his own, unless a label calls him architect."""
    asks = {_person(finding) for finding in case.of("applicants") if finding.score >= _ASKS}
    ranked = weigh(
        tuple(one for one in case.of("architect") if one.role != "formula" or _person(one) not in asks),
        same=_person,
        weight=lambda finding: 0.35 if case.type_of(finding) == "overig" else 0.95,
        copies=case.copies,
        alike=same_person,
    )
    if not ranked:
        return one(One[str], ())
    top = corroborated(ranked[0], same=_person)
    if top.confidence == UNCONFIRMED and len(ranked) == 1:
        top = replace(top, confidence=min(ranked[0].confidence, _told(top, case.gazetteer)))
    if all(finding.role == SURVEYOR for finding in top.findings):
        top = replace(top, confidence=min(top.confidence, UNCONFIRMED))  # writers differ on whether he is meant
    return one(One[str], (_one_initial(top), *ranked[1:]))


def _person(finding: Finding) -> tuple[str, ...]:
    return person_key(str(finding.value))


def _told(found: Weighed[Any], gazetteer: Gazetteer) -> float:
    """Return what the only architect of a dossier is believed when no two pages read him letter for letter the same."""
    own = own_parts(person_key(str(found.value)))
    names = [gazetteer.is_name(part) for part in own]
    read = max(finding.score for finding in found.findings if finding.value == found.value)
    if names and all(names) and read >= _LEGIBLE:
        return _KNOWN_WHOLLY
    surnames = {max(own_parts(_person(finding)), key=len, default="") for finding in found.findings}
    surname = max(own, key=len, default="")
    if not gazetteer.is_name(surname) and any(Levenshtein.distance(surname, other) > 1 for other in surnames):
        return UNCONFIRMED  # pages read him quite otherwise, and which of them is a name no list tells
    if any(names) and (read >= _WELL_READ or (found.pages > 1 and read >= _LEGIBLE)):
        return _KNOWN_PARTLY
    if all(gazetteer.is_word(part) for part in own):
        return UNCONFIRMED  # headings of a form that stand side by side look like a name
    if read >= _SURELY_READ or (found.pages > 1 and read >= _LEGIBLE and len(surnames) == 1):
        return _KNOWN_PARTLY
    return UNCONFIRMED


def _one_initial(found: Weighed[Any]) -> Weighed[Any]:
    """Return a person with less confidence when another page prints another initial: one of the two is misread."""
    initials = {tuple(part for part in _person(finding) if len(part) == 1) for finding in found.findings} - {()}
    if len(initials) < 2:
        return found
    return replace(found, confidence=min(found.confidence, UNCONFIRMED))

"""Chooses the architect. Usually one page names him, so it depends on how clearly that page does."""

import re
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors.choosing import UNCONFIRMED, Case, corroborated, one
from extractors.drawing_offices import SURVEYOR
from extractors.likeness import own_parts, person_key, same_person
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
_TYPED = 0.849
"""Score of a rare name in type that is believed: one in a hand is misread ten times as often where as surely read."""
_ANNOUNCED = 0.8
"""Score of a finding that a label or formula announces, however well it was read."""
_SCRAWL = 60
"""Likeness from which a name in a hand may be the one that stands in type: `F. Mecteran` for `F. Meuleman`."""
_INITIAL = re.compile(r"(?:[A-Z][a-z]?\.)+\s?[A-Zv]")
"""What no heading of a form begins with."""

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
    ranked = _without_scrawls((_as_typed(ranked[0], case), *ranked[1:]), case)
    top = corroborated(ranked[0], same=_person)
    if top.confidence == UNCONFIRMED and len(ranked) == 1:
        top = replace(top, confidence=min(ranked[0].confidence, _told(top, case)))
    if all(finding.role == SURVEYOR for finding in top.findings):
        top = replace(top, confidence=min(top.confidence, UNCONFIRMED))  # writers differ on whether he is meant
    return one(One[str], (_one_initial(top), *ranked[1:]))


def _person(finding: Finding) -> tuple[str, ...]:
    return person_key(str(finding.value))


def _as_typed(found: Weighed[Any], case: Case) -> Weighed[Any]:
    """Return an architect as type has him, where the likeliest form of his name stands in a hand only."""
    typed = [one for one in found.findings if case.in_type(one) and one.score >= _ANNOUNCED]
    if not typed or any(one.value == found.value for one in typed):
        return found
    best = max(typed, key=lambda one: one.score)
    return replace(found, value=best.value, text=best.evidence.text)


def _without_scrawls(ranked: tuple[Weighed[Any], ...], case: Case) -> tuple[Weighed[Any], ...]:
    """Return architects without those who are the first one's name in a hand, misread; his own stands in type."""
    top = ranked[0]
    if not any(_in_type(finding, top, case) for finding in top.findings):
        return ranked
    name = " ".join(person_key(str(top.value)))
    return (top, *(
        other for other in ranked[1:]
        if any(case.in_type(one) for one in other.findings)
        or max(fuzz.ratio(name, " ".join(_person(one))) for one in other.findings) < _SCRAWL
    ))  # fmt: skip


def _in_type(finding: Finding, found: Weighed[Any], case: Case) -> bool:
    return finding.value == found.value and case.in_type(finding)


def _told(found: Weighed[Any], case: Case) -> float:
    """Return what the only architect of a dossier is believed when no two pages read him letter for letter the same."""
    gazetteer = case.gazetteer
    own = own_parts(person_key(str(found.value)))
    names = [gazetteer.is_name(part) for part in own]
    read = max(finding.score for finding in found.findings if finding.value == found.value)
    if names and all(names) and read >= _LEGIBLE:
        return _KNOWN_WHOLLY
    typed = max((one.score for one in found.findings if _in_type(one, found, case)), default=0.0)
    told = [one for one in found.findings if not typed or case.in_type(one)]  # a hand does not shake what type says
    surnames = {max(own_parts(_person(finding)), key=len, default="") for finding in told}
    surname = max(own, key=len, default="")
    if not gazetteer.is_name(surname) and any(Levenshtein.distance(surname, other) > 1 for other in surnames):
        return UNCONFIRMED  # pages read him quite otherwise, and which of them is a name no list tells
    if any(names) and (read >= _WELL_READ or (found.pages > 1 and read >= _LEGIBLE)):
        return _KNOWN_PARTLY
    if all(gazetteer.is_word(part) for part in own) and not _INITIAL.match(str(found.value)):
        return UNCONFIRMED  # headings of a form that stand side by side look like a name
    alike = len(surnames) == 1 and (typed >= _TYPED or (found.pages > 1 and read >= _LEGIBLE))
    return _KNOWN_PARTLY if alike or read >= _SURELY_READ else UNCONFIRMED


def _one_initial(found: Weighed[Any]) -> Weighed[Any]:
    """Return a person with less confidence when another page prints another initial: one of the two is misread."""
    initials = {tuple(part for part in _person(finding) if len(part) == 1) for finding in found.findings} - {()}
    if len(initials) < 2:
        return found
    return replace(found, confidence=min(found.confidence, UNCONFIRMED))

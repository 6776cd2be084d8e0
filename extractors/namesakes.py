"""Tells places with the same name apart (Halle near Brussels or in Zoersel) by what else the papers mention."""

from collections import defaultdict
from collections.abc import Iterable
from statistics import median
from typing import Any, NamedTuple

from extractors.choosing import UNCONFIRMED, Case, candidates
from extractors.places import place
from extractors.signs import plain
from extractors.weighing import Weighed
from schemas.findings import Finding
from schemas.record import One
from schemas.values import Address, Municipality

HINTS = frozenset({"province", "city"})
"""Roles of what only tells which of several places is meant."""
_WHICH = "Meer dan één plaats heet zo, en niets op de bladen zegt welke het is."
_AFTER_1977 = 1979
"""From here on no paper speaks of a municipality that went up in another on 1 January 1977."""
_OLDEST = 1970
_ENOUGH, _CLEARLY = 1.0, 3.0
_SAME, _NEAR, _PROVINCE = 3.0, 1.5, 0.5
_FAINT = 0.3
"""What another meaning of an undecided name weighs: enough to be shown beside the one of today."""

_TRUST = {"head": 1.0, "nis": 1.0, "site": 0.67, "official": 0.67, "place_date": 0.67}
"""How far another place that is named tells where the papers are from; somebody's home (the rest) tells little."""
_HOME = 0.17


class Settled(NamedTuple):
    """Findings of the municipality: `firm` with a name that means one place, `open` with one that may mean others."""

    firm: list[Finding]
    open: list[Finding]


def settled(found: Iterable[Finding], case: Case) -> Settled:
    """Return the findings with homonyms settled by province, arrondissement, postcodes and other places."""
    result = Settled([], [])
    chosen: dict[str, Municipality | None] = {}
    for group in _by_place(found):
        first = group[0]
        name = _name(first)
        meanings = case.gazetteer.namesakes(name) if first.role not in {"nis", "arrondissement"} else ()
        if not meanings:
            result.firm.extend(group)
            continue
        key = plain(name)
        if key not in chosen:
            chosen[key] = _meant(name, meanings, case)
        score = min(1.0, first.score * len(group) ** 0.5)
        town = chosen[key]
        if town is not None:
            result.firm.append(first.model_copy(update={"value": town, "score": score}))
        else:
            result.open.extend(_open(first, score, meanings))
    return result


def undecided(field: One[Municipality], ranked: tuple[Weighed[Any], ...]) -> One[Municipality]:
    """Return the field for a person to decide; of several villages of one name none is put forward."""
    shown = field.value is not None and field.value.locality is None
    empty = {} if shown else {"value": None, "text": None, "evidence": (), "candidates": candidates(ranked)}
    confidence = round(min(field.confidence, UNCONFIRMED), 4)
    return field.model_copy(
        update={"status": "review", "reason": _WHICH, "absence": None, "confidence": confidence, **empty}
    )


def _open(finding: Finding, score: float, meanings: tuple[Municipality, ...]) -> list[Finding]:
    """Return a finding for each meaning: that of a municipality of today first, of villages none before another."""
    own = meanings[0].locality is None
    weights = [
        1.0 if own and not number else _FAINT if own else len(meanings) ** -0.5 for number in range(len(meanings))
    ]
    return [
        finding.model_copy(update={"value": town, "score": round(score * weight, 4)})
        for town, weight in zip(meanings, weights, strict=True)
    ]


def _by_place(found: Iterable[Finding]) -> list[list[Finding]]:
    """Return the findings that stand at one place of a page together: a homonym is found once for each meaning."""
    groups: dict[object, list[Finding]] = defaultdict(list)
    for finding in found:
        evidence = finding.evidence
        groups[evidence.page, finding.role, evidence.boxes, evidence.text, plain(_name(finding))].append(finding)
    return list(groups.values())


def _name(finding: Finding) -> str:
    value = finding.value
    return (value.locality or value.name) if isinstance(value, Municipality) else ""


def _meant(name: str, meanings: tuple[Municipality, ...], case: Case) -> Municipality | None:
    """Return the one meaning that all else speaks for, None when it is not clear."""
    clues = _clues(name, case)
    then = _municipalities_then(name, meanings, case)
    votes = {town: float(town in then) for town in meanings}
    for kind, clue in clues:
        said = {town: _weight(kind, clue, town, case) for town in meanings}
        for town in meanings:
            votes[town] += said[town] - min(said.values())  # what speaks for all of them tells nothing
    (most, best), (_, second) = sorted(votes.items(), key=lambda vote: -vote[1])[:2]
    return most if best >= max(_ENOUGH, _CLEARLY * second) else None


def _clues(name: str, case: Case) -> set[tuple[str, Municipality]]:
    """Return what else the papers name, each once for each way in which it is named."""
    clues: set[tuple[str, Municipality]] = set()
    for finding in case.of("municipality"):
        if isinstance(finding.value, Municipality) and not _unsure(finding, name, case):
            clues.add((finding.role, finding.value.model_copy(update={"locality": None})))
    for finding in case.of("addresses"):
        value = finding.value
        if not isinstance(value, Address):
            continue
        here = value.municipality is not None and plain(value.municipality) == plain(name)
        coded = case.gazetteer.by_postcode(value.postcode) if value.postcode else ()
        if here:
            clues |= {("postcode", town) for town in coded}
        elif town := _named(value, case) or (coded[0] if len(coded) == 1 else None):
            clues.add((finding.role, town.model_copy(update={"locality": None})))
    return clues


def _unsure(finding: Finding, name: str, case: Case) -> bool:
    """Tell whether a name cannot speak for a place, being the name itself or a homonym too."""
    if finding.role in {"city", "province", "nis", "arrondissement"}:
        return finding.role == "city" and plain(_name(finding)) != plain(name)
    return plain(_name(finding)) == plain(name) or bool(case.gazetteer.namesakes(_name(finding)))


def _named(address: Address, case: Case) -> Municipality | None:
    if not address.municipality or case.gazetteer.namesakes(address.municipality):
        return None
    names = place(case.gazetteer, address.municipality)
    return case.gazetteer.municipality(names[0]) if len(names) == 1 else None


def _weight(kind: str, clue: Municipality, meaning: Municipality, case: Case) -> float:
    """Return how much a clue speaks for a meaning."""
    if kind in {"city", "postcode"}:
        return _SAME if clue.nis == meaning.nis else 0.0
    codes = {meaning.nis, case.gazetteer.at(meaning, _OLDEST).nis}
    same, near = clue.nis == meaning.nis, any(clue.nis[:2] == code[:2] for code in codes)
    province = clue.nis[:1] == meaning.nis[:1]
    if kind == "province":
        return 2.0 if province else 0.0
    if kind == "arrondissement":
        return 2.0 if near else 0.5 if province else 0.0
    return _TRUST.get(kind, _HOME) * (_SAME if same else _NEAR if near else _PROVINCE if province else 0.0)


def _municipalities_then(name: str, meanings: tuple[Municipality, ...], case: Case) -> list[Municipality]:
    """Return which meanings were municipalities when the papers were written, if a heading calls the name one."""
    years = [int(f.value[:4]) for f in case.findings if f.field.startswith("dates.") and isinstance(f.value, str)]
    headed = any(finding.role == "head" and plain(_name(finding)) == plain(name) for finding in case.of("municipality"))
    if not headed or not years or (year := int(median(years))) < _AFTER_1977:
        return []
    return [town for town in meanings if plain(case.gazetteer.at(town, year).name) == plain(name)]

"""Chooses the dossier's numbers: its own first, those beside it, and those of other permits that it mentions."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from rapidfuzz.distance import Levenshtein

from extractors.belonging import misread
from extractors.choosing import FLOOR, NEVER, Case, many
from extractors.numbers import comparable
from extractors.weighing import Weighed, weigh
from schemas.findings import Finding
from schemas.record import Item, Many
from schemas.values import Reference
from schemas.words import PageType, PermitType

_REFERENCE: dict[PageType, float] = {
    "kaft": 1.0,
    "besluit": 1.0,
    "weigering": 1.0,
    "aanvraag": 1.0,
    "brief": 0.9,
    "advies": 0.9,
    "nota": 0.9,
    "bericht": 0.9,
    "statistiek": 0.8,
    "plan": 0.4,
    "overig": 0.4,
}
_YEAR = re.compile(r"(?:18[3-9]|19\d|20[0-3])\d")
_Parts = tuple[str, ...]
_IN_WORDS = re.compile(r"\d\s+van\s+\d")
_FILED = frozenset({"municipal", "verkaveling", "omv", "milieu"})
_LONG = 8
_ROWS = 4
"""Different numbers on one page that make it a register."""
_LISTED = 0.5
"""What a row of a register proves of the dossier that it lies in."""
_SECOND = 0.39
"""How sure the number of another permit in the folder must be: its year, none of the dossier's, made it less so."""
_SECONDED = 1.65
"""How much more a number without a word for it proves where a page of another kind says that it is the dossier's."""
_COUNTER = 0.7
"""How sure a number of the Omgevingsloket must be to go before the town's own."""


def choose_references(case: Case, permit: PermitType | None) -> tuple[Many[Reference], tuple[Item[Reference], ...]]:
    """Return the dossier's numbers, its own first, and the numbers of other permits that it mentions."""
    own = list(case.of("references", "own"))
    labelled = any(isinstance(finding.value, Reference) and finding.value.kind in _FILED for finding in own)
    least = 3 if own else 2  # beside the number of another office, two smudges prove nothing
    if not labelled:
        own += _on_two_kinds(case) or list(case.of("references", "bare"))
    own = _in_full([*own, *_seconding(case, own)])
    lists = _lists(own)
    ranked = weigh(
        own,
        same=_number,
        weight=lambda finding: (
            _REFERENCE.get(case.type_of(finding), 0.5) * (_LISTED if finding.evidence.page in lists else 1)
        ),
        copies=case.copies,
        alike=_misread_number,
    )
    if not labelled:  # one smudge behind `Register nr.` is no number: two pages must say it
        rest_only = tuple(weighed for weighed in ranked if weighed.pages < least and not _owned(weighed))
        ranked = tuple(weighed for weighed in ranked if weighed not in rest_only)
        if not ranked:
            return many(Many[Reference], (), rest_only), _mentioned(case, set())
    primary = _primary(ranked, case)
    kept, rest = _beside(ranked, primary)
    chosen = ([_as_primary(primary, permit)] if primary is not None and primary.confidence >= FLOOR else []) + kept
    chosen += _elsewhere(case, own, primary)
    if primary is not None and not chosen:
        rest = [primary, *rest]
    # the own number decides on the status; it needs two places that agree, or one that was read very well
    foreign = bool(chosen) and chosen[0].value.kind in {"stedenbouw", "other"}
    told = labelled or (bool(chosen) and chosen[0].pages > 2)
    unsure = _contradicted(case, primary) or _more_than_read(case, chosen, rest) or _apart(own, chosen) or _both(chosen)
    accept = NEVER if foreign or not told or unsure else 0.8
    field = many(Many[Reference], tuple(chosen[:1]), tuple(rest), accept=accept)
    field = field.model_copy(update={"items": many(Many[Reference], tuple(chosen), ()).items})
    return field, _mentioned(case, {_key(weighed.value) for weighed in chosen})


def _owned(weighed: Weighed[Any]) -> bool:
    """Tell whether a label says anywhere that the number is one of the dossier."""
    return any(finding.role == "own" for finding in weighed.findings)


def _elsewhere(case: Case, own: list[Finding], primary: Weighed[Any] | None) -> list[Weighed[Any]]:
    """Return the numbers of another permit in the folder."""
    second = [finding for finding in case.elsewhere if finding.field == "references" and finding.role == "own"]
    second = _in_full([*own, *second])[len(own) :]
    ranked = weigh(second, same=_number, weight=lambda _: 0.9, copies=case.copies, alike=_misread_number)
    return [weighed for weighed in ranked if weighed.confidence >= _SECOND and not _misread_of(weighed.value, primary)]


def _in_full(own: list[Finding]) -> list[Finding]:
    """Return the numbers with the year in full where the papers have it so: `800/39` is `800/1939`.

    Where they only spell the year out in words, `183 van 1953`, the number stays as it is filed: `183/53`.
    """
    short = {tuple(sorted(_number(finding))): finding.value for finding in own if not _years(_number(finding))}
    full = {
        _shortened(_number(finding)): finding.value
        for finding in own
        if _years(_number(finding)) and not (_spoken(finding) and _shortened(_number(finding)) in short)
    }
    return [_as_filed(finding, full, short) for finding in own]


def _as_filed(finding: Finding, full: Mapping[_Parts, Any], short: Mapping[_Parts, Any]) -> Finding:
    number = _number(finding)
    if not _years(number):
        return _as_in(full, finding, tuple(sorted(number)))
    unfiled = _spoken(finding) and _shortened(number) not in full
    return _as_in(short, finding, _shortened(number)) if unfiled else finding


def _spoken(finding: Finding) -> bool:
    """Tell whether a word stands between the number and its year."""
    return isinstance(finding.value, Reference) and _IN_WORDS.search(finding.value.raw) is not None


def _as_in(forms: Mapping[_Parts, Any], finding: Finding, number: _Parts) -> Finding:
    written = forms.get(number)
    if written is None or not isinstance(finding.value, Reference):
        return finding
    return finding.model_copy(update={"value": finding.value.model_copy(update={"value": written.value})})


def _years(number: tuple[str, ...]) -> list[str]:
    return [part for part in number if _YEAR.fullmatch(part)]


def _shortened(number: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted((part[2:].lstrip("0") or "0") if _YEAR.fullmatch(part) else part for part in number))


def _contradicted(case: Case, primary: Weighed[Any] | None) -> bool:
    """Tell whether one page says the number and another, without a word for it, all but the same: `526` and `566`."""
    if primary is None or primary.pages > 1:
        return False
    ours = _key(primary.value)
    return any(
        finding.evidence.page != primary.findings[0].evidence.page
        and _number(finding) != ours
        and len(_number(finding)) == len(ours)
        and misread(_number(finding), ours)
        for finding in case.of("references", "loose")
    )


def _more_than_read(case: Case, chosen: list[Weighed[Any]], rest: list[Weighed[Any]]) -> bool:
    """Tell whether the papers have one more number of another office, which was not read or not well enough."""
    kept = [weighed.value for weighed in chosen]
    if any(value.kind == "stedenbouw" for value in kept):
        return False
    weak = any(weighed.value.kind == "stedenbouw" for weighed in rest)
    return weak or bool(case.of("references", "unread"))


def _apart(own: list[Finding], chosen: list[Weighed[Any]]) -> bool:
    """Tell whether a second number stands only on pages with another number of the town than the dossier's own."""
    if not chosen:
        return False
    ours = _key(chosen[0].value)
    for weighed in chosen[1:]:
        there: dict[int, list[tuple[str, ...]]] = {finding.evidence.page: [] for finding in weighed.findings}
        for finding in own:
            filed = isinstance(finding.value, Reference) and finding.value.kind in _FILED
            if filed and finding.evidence.page in there:
                there[finding.evidence.page].append(_number(finding))
        if all(numbers and not any(misread(number, ours) for number in numbers) for numbers in there.values()):
            return True
    return False


def _both(chosen: list[Weighed[Any]]) -> bool:
    """Tell whether a town went on filing by its own number beside that of the Omgevingsloket: then either may lead."""
    if not chosen or chosen[0].value.kind != "omv":
        return False
    return any(weighed.value.kind == "municipal" and weighed.pages > 1 for weighed in chosen)


def _lists(own: list[Finding]) -> set[int]:
    """Return the pages that list numbers of many dossiers, as a register does."""
    numbers: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for finding in own:
        if isinstance(finding.value, Reference) and finding.value.kind == "municipal":
            numbers[finding.evidence.page].add(_number(finding))
    return {page for page, seen in numbers.items() if len(seen) >= _ROWS}


def _on_two_kinds(case: Case) -> list[Finding]:
    """Return the numbers without a label that stand on pages of two kinds: only a dossier's own number does that."""
    kinds: dict[tuple[str, ...], set[PageType]] = defaultdict(set)
    loose = case.of("references", "loose")
    for finding in loose:
        kinds[_number(finding)].add(case.type_of(finding))
    return [finding for finding in loose if len(kinds[_number(finding)]) > 1]


def _seconding(case: Case, own: list[Finding]) -> list[Finding]:
    """Return the places without a word for a number that a page of another kind calls the dossier's own."""
    owned: dict[tuple[str, ...], set[PageType]] = defaultdict(set)
    for finding in own:
        if finding.role == "own":
            owned[_number(finding)].add(case.type_of(finding))
    return [
        finding.model_copy(update={"score": min(1.0, finding.score * _SECONDED)})
        for finding in case.of("references", "loose")
        if owned[_number(finding)] - {case.type_of(finding)} and _years(_number(finding))
    ]


def _beside(
    ranked: tuple[Weighed[Any], ...], primary: Weighed[Any] | None
) -> tuple[list[Weighed[Any]], list[Weighed[Any]]]:
    """Return the numbers that stand beside the dossier's own and those that are too weak for it."""
    kept: list[Weighed[Any]] = []
    rest: list[Weighed[Any]] = []
    for weighed in ranked:
        value = weighed.value
        if weighed is primary:
            continue
        good = (
            weighed.confidence >= 0.5
            and (weighed.pages >= 2 or value.kind in {"stedenbouw", "omv"} or weighed.confidence > 0.82)
            and not _misread_of(value, primary)
        )
        (kept if good and value.kind != "other" else rest).append(weighed)
    return kept, rest


def _mentioned(case: Case, known: set[tuple[str, ...]]) -> tuple[Item[Reference], ...]:
    history = weigh(case.of("references", "history"), same=_number, weight=lambda _: 1.0, copies=case.copies)
    items: tuple[Item[Any], ...] = tuple(
        Item(value=weighed.value, text=weighed.text, confidence=weighed.confidence, evidence=weighed.evidence)
        for weighed in history
        if _key(weighed.value) not in known
    )
    return items


def _number(finding: Finding) -> tuple[str, ...]:
    return _key(finding.value)


def _misread_number(one: object, other: object) -> bool:
    a, b = tuple(map(str, one)), tuple(map(str, other))  # type: ignore[call-overload]  # keys are tuples of str
    return misread(a, b)


def _key(value: object) -> tuple[str, ...]:
    return comparable(value.value) if isinstance(value, Reference) else ()


def _primary(ranked: tuple[Weighed[Any], ...], case: Case) -> Weighed[Any] | None:
    filed = [weighed for weighed in ranked if weighed.value.kind in _FILED]
    counter = next((weighed for weighed in filed if weighed.value.kind == "omv"), None)
    if counter is not None and counter.confidence >= _COUNTER:
        return counter  # the town's own number stands beside that of the Omgevingsloket
    for weighed in filed:
        if case.number is not None and misread(_key(weighed.value), case.number):
            return weighed
    return next(iter(filed or ranked), None)


def _as_primary(weighed: Weighed[Any], permit: PermitType | None) -> Weighed[Any]:
    value: Reference = weighed.value
    kind = value.kind
    if kind == "municipal" and permit in {"verkavelingsvergunning", "verkavelingswijziging"}:
        kind = "verkaveling"
    if kind == "verkaveling" and permit is not None and not permit.startswith("verkaveling"):
        kind = "municipal"
    updated = value.model_copy(update={"primary": True, "kind": kind})
    return Weighed(updated, weighed.text, weighed.confidence, weighed.findings, weighed.pages)


def _misread_of(value: Any, primary: Weighed[Any] | None) -> bool:
    if primary is None or value.kind in {"stedenbouw", "omv"}:
        return False
    printed = [re.sub(r"\W", "", number.value.lower()) for number in (value, primary.value)]
    glued = len(printed[0]) >= _LONG and Levenshtein.distance(*printed) <= 1  # `B.11811936` is `B.118/1936`
    return glued or misread(_key(value), _key(primary.value))

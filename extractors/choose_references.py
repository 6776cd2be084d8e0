"""Chooses the dossier's numbers: its own first, those beside it, and those of other permits that it mentions."""

from collections import defaultdict
from typing import Any

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
_ROWS = 4
"""Different numbers on one page that make it a register."""
_LISTED = 0.5
"""What a row of a register proves of the dossier that it lies in."""
_COUNTER = 0.7
"""How sure a number of the Omgevingsloket must be to go before the town's own."""


def choose_references(case: Case, permit: PermitType | None) -> tuple[Many[Reference], tuple[Item[Reference], ...]]:
    """Return the dossier's numbers, its own first, and the numbers of other permits that it mentions."""
    own = list(case.of("references", "own"))
    labelled = bool(own)
    if not own:
        own = _on_two_kinds(case) or list(case.of("references", "bare"))
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
        rest_only = tuple(weighed for weighed in ranked if weighed.pages < 2)
        ranked = tuple(weighed for weighed in ranked if weighed.pages >= 2)
        if not ranked:
            return many(Many[Reference], (), rest_only), _mentioned(case, set())
    primary = _primary(ranked, case)
    kept, rest = _beside(ranked, primary)
    chosen = ([_as_primary(primary, permit)] if primary is not None and primary.confidence >= FLOOR else []) + kept
    second = [finding for finding in case.elsewhere if finding.field == "references" and finding.role == "own"]
    chosen += [weighed for weighed in weigh(second, same=_number, weight=lambda _: 0.9, copies=case.copies,
                                            alike=_misread_number)
               if weighed.confidence >= 0.5 and not _misread_of(weighed.value, primary)]  # fmt: skip
    if primary is not None and not chosen:
        rest = [primary, *rest]
    # the own number decides on the status; it needs two places that agree, or one that was read very well
    foreign = bool(chosen) and chosen[0].value.kind in {"stedenbouw", "other"}
    told = labelled or (bool(chosen) and chosen[0].pages > 2)
    accept = NEVER if foreign or not told else 0.8
    field = many(Many[Reference], tuple(chosen[:1]), tuple(rest), accept=accept)
    field = field.model_copy(update={"items": many(Many[Reference], tuple(chosen), ()).items})
    return field, _mentioned(case, {_key(weighed.value) for weighed in chosen})


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
    filed = [weighed for weighed in ranked if weighed.value.kind in {"municipal", "verkaveling", "omv", "milieu"}]
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
    return misread(_key(value), _key(primary.value))

"""Chooses the dossier's numbers: its own first, those beside it, and those of other permits that it mentions."""

import re
from collections import defaultdict
from typing import Any

from rapidfuzz.distance import Levenshtein

from extractors.belonging import misread
from extractors.choosing import NEVER, Case, many
from extractors.filed_years import in_full, key_of, number_of, with_strokes, years_in
from extractors.leading_numbers import FILED, both_lead, leading
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
_LONG = 8
_ROWS = 4
"""Different numbers on one page that make it a register."""
_LISTED = 0.5
"""What a row of a register proves of the dossier that it lies in."""
_SECOND = 0.39
"""How sure the number of another permit in the folder must be: its year, none of the dossier's, made it less so."""
_SECONDED = 1.65
"""How much more a number without a word for it proves where a page of another kind says that it is the dossier's."""
_OFFERED = 0.3
"""How sure a number that no word calls the dossier's must be to be shown to a person, who judges it."""


def choose_references(case: Case, permit: PermitType | None) -> tuple[Many[Reference], tuple[Item[Reference], ...]]:
    """Return the dossier's numbers, its own first, and the numbers of other permits that it mentions."""
    own = list(case.of("references", "own"))
    labelled = any(isinstance(finding.value, Reference) and finding.value.kind in FILED for finding in own)
    least = 3 if own else 2  # beside the number of another office, two smudges prove nothing
    if not labelled:
        own += _on_two_kinds(case) or list(case.of("references", "bare")) or _alone(case)
    own = in_full(with_strokes([*own, *_seconding(case, own)]))
    lists = _lists(own)
    ranked = weigh(
        own,
        same=number_of,
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
            return _lone(case, rest_only, permit)
    primary = leading(ranked, case)
    kept, rest = _beside(ranked, primary)
    chosen = ([_as_primary(primary, permit)] if primary is not None and primary.confidence >= _OFFERED else []) + kept
    chosen += _elsewhere(case, own, primary)
    if primary is not None and not chosen:
        rest = [primary, *rest]
    # the own number decides on the status; it needs two places that agree, or one that was read very well
    foreign = bool(chosen) and chosen[0].value.kind in {"stedenbouw", "other"}
    told = labelled or (bool(chosen) and chosen[0].pages > 2)
    unsure = (
        _contradicted(case, primary) or _more_than_read(case, chosen, rest) or _apart(own, chosen) or both_lead(chosen)
    )
    unsure = unsure or both_lead(chosen) or _parted_otherwise(primary, own)
    accept = NEVER if foreign or not told or unsure else 0.8
    field = many(Many[Reference], tuple(chosen[:1]), tuple(rest), accept=accept)
    field = field.model_copy(update={"items": many(Many[Reference], tuple(chosen), ()).items})
    return field, _mentioned(case, {key_of(weighed.value) for weighed in chosen})


def _lone(
    case: Case, unlabelled: tuple[Weighed[Any], ...], permit: PermitType | None
) -> tuple[Many[Reference], tuple[Item[Reference], ...]]:
    """Return the only number in parts that stands out, or the surest bare one, for a person to judge."""
    parted = [weighed for weighed in unlabelled if weighed.findings[0].role == "loose"]
    bare = [
        weighed
        for weighed in unlabelled
        if weighed not in parted and len(weighed.value.value) > 1 and weighed.value.kind != "other"
    ]
    lone = parted[:1] if len(parted) == 1 == len(unlabelled) else bare[:1]
    chosen = tuple(_as_primary(weighed, permit) for weighed in lone if weighed.confidence >= _OFFERED)
    rest = tuple(weighed for weighed in unlabelled if not chosen or weighed is not lone[0])
    field = many(Many[Reference], chosen, rest, accept=NEVER)
    return field, _mentioned(case, {key_of(weighed.value) for weighed in chosen})


def _owned(weighed: Weighed[Any]) -> bool:
    """Tell whether a label says anywhere that the number is one of the dossier."""
    return any(finding.role == "own" for finding in weighed.findings)


def _elsewhere(case: Case, own: list[Finding], primary: Weighed[Any] | None) -> list[Weighed[Any]]:
    """Return the numbers of another permit in the folder."""
    second = [finding for finding in case.elsewhere if finding.field == "references" and finding.role == "own"]
    second = in_full([*own, *second])[len(own) :]
    ranked = weigh(second, same=number_of, weight=lambda _: 0.9, copies=case.copies, alike=_misread_number)
    return [weighed for weighed in ranked if weighed.confidence >= _SECOND and not _misread_of(weighed.value, primary)]


def _contradicted(case: Case, primary: Weighed[Any] | None) -> bool:
    """Tell whether one page says the number and another, without a word for it, all but the same: `526` and `566`."""
    if primary is None or primary.pages > 1:
        return False
    ours = key_of(primary.value)
    return any(
        finding.evidence.page != primary.findings[0].evidence.page
        and number_of(finding) != ours
        and len(number_of(finding)) == len(ours)
        and misread(number_of(finding), ours)
        for finding in case.of("references", "loose")
    )


def _parted_otherwise(primary: Weighed[Any] | None, own: list[Finding]) -> bool:
    """Tell whether a page has the number's very signs in other parts: `03/18-B-2007` and `0318-B-2007`."""
    if primary is None:
        return False
    ours, signs = key_of(primary.value), re.sub(r"[\W_]", "", primary.value.value).lower()
    return any(
        number_of(finding) != ours and re.sub(r"[\W_]", "", finding.value.value).lower() == signs
        for finding in own
        if isinstance(finding.value, Reference)
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
    ours = key_of(chosen[0].value)
    for weighed in chosen[1:]:
        there: dict[int, list[tuple[str, ...]]] = {finding.evidence.page: [] for finding in weighed.findings}
        for finding in own:
            filed = isinstance(finding.value, Reference) and finding.value.kind in FILED
            if filed and finding.evidence.page in there:
                there[finding.evidence.page].append(number_of(finding))
        if all(numbers and not any(misread(number, ours) for number in numbers) for numbers in there.values()):
            return True
    return False


def _lists(own: list[Finding]) -> set[int]:
    """Return the pages that list numbers of many dossiers, as a register does."""
    numbers: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for finding in own:
        if isinstance(finding.value, Reference) and finding.value.kind == "municipal":
            numbers[finding.evidence.page].add(number_of(finding))
    return {page for page, seen in numbers.items() if len(seen) >= _ROWS}


def _on_two_kinds(case: Case) -> list[Finding]:
    """Return the numbers without a label that stand on pages of two kinds: only a dossier's own number does that."""
    loose = case.of("references", "loose")

    def kinds(number: tuple[str, ...]) -> set[PageType]:
        return {case.type_of(other) for other in loose if misread(number_of(other), number)}

    return [_marked(finding, loose) for finding in loose if len(kinds(number_of(finding))) > 1]


def _marked(finding: Finding, others: tuple[Finding, ...]) -> Finding:
    """Return a number with the letter before it that another page has: `362-1932` is `B 362-1932`."""
    ours = sorted(number_of(finding))
    for other in others:
        theirs = number_of(other)
        if any(part.isalpha() for part in theirs) and sorted(filter(str.isdigit, theirs)) == ours:
            return finding.model_copy(update={"value": other.value})
    return finding


def _alone(case: Case) -> list[Finding]:
    """Return the only number in parts with a year that stands out anywhere, for a person to judge."""
    found = [finding for finding in case.of("references", "loose") if years_in(number_of(finding))]
    return found if all(misread(number_of(finding), number_of(found[0])) for finding in found) else []


def _seconding(case: Case, own: list[Finding]) -> list[Finding]:
    """Return the places without a word for a number that a page of another kind calls the dossier's own."""
    owned: dict[tuple[str, ...], set[PageType]] = defaultdict(set)
    for finding in own:
        if finding.role == "own":
            owned[number_of(finding)].add(case.type_of(finding))
    return [
        finding.model_copy(update={"score": min(1.0, finding.score * _SECONDED)})
        for finding in case.of("references", "loose")
        if owned[number_of(finding)] - {case.type_of(finding)} and years_in(number_of(finding))
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
    history = weigh(case.of("references", "history"), same=number_of, weight=lambda _: 1.0, copies=case.copies)
    items: tuple[Item[Any], ...] = tuple(
        Item(value=weighed.value, text=weighed.text, confidence=weighed.confidence, evidence=weighed.evidence)
        for weighed in history
        if key_of(weighed.value) not in known
    )
    return items


def _misread_number(one: object, other: object) -> bool:
    a, b = tuple(map(str, one)), tuple(map(str, other))  # type: ignore[call-overload]  # keys are tuples of str
    return misread(a, b)


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
    return glued or misread(key_of(value), key_of(primary.value))

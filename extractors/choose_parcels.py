"""Chooses the parcels: the best-supported list, each member in the most complete form any page gives."""

from collections import Counter
from dataclasses import replace
from typing import Any

from rapidfuzz.distance import Levenshtein

from extractors.choosing import FLOOR, SITE_TRUST, UNCONFIRMED, Case, many
from extractors.likeness import parcel_key
from extractors.weighing import Weighed, weigh
from schemas.findings import Finding
from schemas.record import Many
from schemas.values import Parcel

_CONFIRMED = 0.8
"""Confidence that a parcel needs to be accepted: what one page says of it, read well."""
_TYPE_INCHES = 0.26
"""Height of a parcel in type at most: readers leave more around figures than around names."""
_LOOKS_LIKE = {"0": "DO", "1": "IL", "2": "Z", "5": "S", "6": "BG", "8": "B"}


def choose_parcels(case: Case) -> Many[Parcel]:
    """Return the parcels; of readings that differ in one sign the one with most evidence, the others as candidates."""
    found = [finding for finding in case.of("parcels") if isinstance(finding.value, Parcel)]
    ranked = weigh(
        found, same=_parcel_key, weight=lambda finding: SITE_TRUST.get(case.type_of(finding), 0.5), copies=case.copies
    )
    chosen: list[Weighed[Any]] = []
    rest: list[Weighed[Any]] = []
    read, scrawls = _scrawls_apart(ranked, case)
    best = read[0].confidence if read else 0.0
    base = _base_page(read)
    ranked = tuple(sorted(read, key=lambda found: -(found.confidence - (0.3 if _cut_off(found, read) else 0))))
    for candidate in ranked:
        clash = any(_rival(candidate, kept) for kept in chosen)
        completes = any(_written(candidate.value).startswith(_written(other.value)) and _rival(candidate, other)
                        for other in ranked if other is not candidate and base & _pages(other))  # fmt: skip
        weak = not base & _pages(candidate) and candidate.pages < 2 and not completes
        weak = (
            weak
            or candidate.confidence < FLOOR
            or (candidate.pages < 2 and candidate.confidence < 0.75 * best and ranked[0].pages > 1)
        )
        (rest if clash or weak else chosen).append(candidate)
    chosen = [_whole(found) for found in chosen]
    doubtful = any(_rival(other, kept) and other.confidence > 0.9 * kept.confidence and other.pages >= kept.pages
                   for other in rest for kept in chosen)  # fmt: skip
    doubtful = doubtful or any(_left_out(other, chosen, case) for other in rest)
    doubtful = doubtful or any(_as_a_figure(kept, other) for other in rest for kept in chosen)
    doubtful = doubtful or any(_of_two(one, other) for one in chosen for other in chosen)
    return many(Many[Parcel], tuple(sorted(chosen, key=_place)), (*rest, *scrawls), clash=doubtful, accept=_CONFIRMED)


def _scrawls_apart(ranked: tuple[Weighed[Any], ...], case: Case) -> tuple[tuple[Weighed[Any], ...], list[Weighed[Any]]]:
    """Return the readings that count, and those of a hand of which another page has the same parcel in type.

    What a hand wrote is misread far more often: `E 44C3` for `E 441C3`. Its page lists the one in type, then.
    """
    typed = [found for found in ranked if any(case.in_type(one, _TYPE_INCHES) for one in found.findings)]
    others, scrawls = [], []
    for found in (found for found in ranked if found not in typed):
        twin = next((place for place, other in enumerate(typed) if _in_a_hand(found, other)), None)
        if twin is None:
            others.append(found)
        else:
            scrawls.append(found)
            both = typed[twin].findings + found.findings
            typed[twin] = replace(typed[twin], findings=both, pages=typed[twin].pages + 1)
    return tuple(sorted((*typed, *others), key=lambda found: -found.confidence)), scrawls


def _in_a_hand(found: Weighed[Any], typed: Weighed[Any]) -> bool:
    """Tell whether a reading is a parcel in type, misread; not when that breaks off, or has a figure for a letter."""
    breaks_off = _written(found.value).startswith(_written(typed.value))
    return _rival(found, typed) and not breaks_off and not _as_a_figure(typed, found)


def _of_two(one: Weighed[Any], other: Weighed[Any]) -> bool:
    """Tell whether two parcels lie in two sections and no paper lists both: they may be of two permits."""
    return one.value.section != other.value.section and not _pages(one) & _pages(other)


def _whole(found: Weighed[Any]) -> Weighed[Any]:
    """Return a parcel with less confidence when one page ends it at a bis: `579/2` is mostly the start of `579/2D2`."""
    ends = found.value.bis is not None and found.value.exponent is None
    return replace(found, confidence=min(found.confidence, UNCONFIRMED)) if ends and found.pages < 2 else found


def _left_out(other: Weighed[Any], chosen: list[Weighed[Any]], case: Case) -> bool:
    """Tell whether a decision or application lists a parcel that is no reading of a chosen one."""
    stated = any(case.type_of(finding) in {"besluit", "weigering", "aanvraag"} for finding in other.findings)
    return stated and other.confidence >= FLOOR and not any(_rival(other, kept) for kept in chosen)


def _as_a_figure(kept: Weighed[Any], other: Weighed[Any]) -> bool:
    """Tell whether another paper has a letter where the chosen reading has a figure that looks like it: 5166, 516B.

    Two pages in one hand are misread alike, and a letter is read as a figure far more often than the other way round.
    """
    a, b = _written(kept.value), _written(other.value)
    if len(a) != len(b) or a[0] != b[0]:
        return False
    differ = [(one, two) for one, two in zip(a, b, strict=True) if one != two]
    return bool(differ) and all(two in _LOOKS_LIKE.get(one, "") for one, two in differ)


def _parcel_key(finding: Finding) -> tuple[str | int | None, ...]:
    return parcel_key(finding.value) if isinstance(finding.value, Parcel) else ()


def _place(found: Weighed[Any]) -> tuple[int, str]:
    number = found.value.number
    return (int(number) if number.isdigit() else 0, found.value.exponent or "")


def _rival(one: Weighed[Any], other: Weighed[Any]) -> bool:
    """Tell whether two parcels are readings of one: they look alike and no page lists both."""
    if _pages(one) & _pages(other):
        return False
    a, b = _written(one.value), _written(other.value)
    same_number = one.value.number == other.value.number
    return same_number or Levenshtein.distance(a, b) <= 1 or a.startswith(b) or b.startswith(a)


def _pages(found: Weighed[Any]) -> set[int]:
    return {finding.evidence.page for finding in found.findings}


def _base_page(ranked: tuple[Weighed[Any], ...]) -> set[int]:
    """Return the page whose list of parcels has most support; all papers of a dossier list the same parcels."""
    support: Counter[int] = Counter()
    for found in ranked:
        for page in _pages(found):
            support[page] += int(1000 * found.confidence)
    return {support.most_common(1)[0][0]} if support else set()


def _cut_off(found: Weighed[Any], ranked: tuple[Weighed[Any], ...]) -> bool:
    """Tell whether a parcel is the beginning of another one, as at a torn or unread line end."""
    return any(
        other is not found and _written(other.value).startswith(_written(found.value)) and _rival(found, other)
        for other in ranked
    )


def _written(parcel: Parcel) -> str:
    return f"{parcel.section}{parcel.number}{parcel.bis or ''}{parcel.exponent or ''}{parcel.power or ''}"

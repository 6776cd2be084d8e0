"""What the dates of one procedure prove about each other: a weak date that fits the sequence is hardly a misreading."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from extractors.choosing import FLOOR
from extractors.dates import find_dates
from extractors.weighing import Weighed
from schemas.findings import Finding

Chosen = tuple[Weighed[Any] | None, ...]
"""The application, the receipt, the decision and the notification of one procedure, as far as there are any."""

_FULL = len("1970-01-01")
_YEAR = 365
_TOLD = 3
"""The place of the notification: it may follow the decision on the same day."""
_DAYS: dict[tuple[int, int], tuple[int, int, float]] = {
    (0, 1): (1, 31, 0.5),
    (1, 2): (7, 200, 0.65),
    (0, 2): (7, 220, 0.65),
    (2, 3): (1, 28, 0.5),
}
"""Days from one step to another in nearly every procedure, and the share of doubt that is left of a date that fits.

A paper comes in within the month and its outcome is told within the month, so a date that was wrongly read or is of
something else seldom falls there; the college took weeks or half a year, which proves less. Two steps on one day prove
nothing: one date may have been taken for both.
"""
_RIVAL = 0.7
"""A second date with this share of the confidence leaves the first in doubt, whatever the other steps say."""
_LONE = 0.45
"""The share of doubt that is left of the date of a letter that is all there is: no other date can be meant."""
_MISPLACED = 0.5
"""What a second date still counts when it breaks the order of the steps, or comes far too late, and the first fits."""
_WELL_SAID = 0.8
"""Score from which a page tells its day of decision, rather than hints at it."""
_SAME_DAY = 0.35
"""What speaks against a request that is received on the day of its own date: `ingediend` often says the receipt."""
_HARDLY = 1.05
_BELIEVED = 0.45
"""Confidence from which a date may speak for another."""


def in_order(ranked: Sequence[tuple[Weighed[Any], ...]]) -> Chosen:
    """Return of the best candidates of each step the combination with most evidence in a possible order."""
    options = [[*found[:4], None] for found in ranked]

    def worth(combination: Chosen) -> float:
        total = sum(choice.confidence for choice in combination if choice is not None)
        dates = [str(choice.value) for choice in combination if choice is not None]
        wrong = sum(_after(earlier, later) for place, earlier in enumerate(dates) for later in dates[place + 1 :])
        asked, received = combination[:2]
        same_day = asked is not None and received is not None and asked.value == received.value
        return total - 0.9 * wrong - (_SAME_DAY if same_day else 0)

    return max(product(*options), key=worth)


def _after(earlier: str, later: str) -> bool:
    size = min(len(earlier), len(later))
    return earlier[:size] > later[:size]


def on_appeal(decisions: tuple[Weighed[Any], ...]) -> tuple[Weighed[Any], ...]:
    """Return the dates of decision: when one was taken on appeal, that one alone, however many pages tell the first."""
    final = tuple(found for found in decisions if any(finding.role == "appeal" for finding in found.findings))
    return final or decisions


def of_this_decision(
    told: tuple[Weighed[Any], ...], decided: Weighed[Any] | None, days: Sequence[Finding]
) -> tuple[Weighed[Any], ...]:
    """Return the notices with less said for those whose page tells of another day of decision than the chosen one.

    They go with another permit; where a notice of the chosen day was found as well, they are left out. A day that
    differs by one figure is the same, misread.

    Args:
        told: The notices that were found, surest first.
        decided: The chosen day of decision.
        days: All findings of days of decision, with their pages.
    """
    if decided is None:
        return told
    said: dict[int, list[str]] = defaultdict(list)
    for day in days:
        if day.score >= _WELL_SAID:
            said[day.evidence.page].append(str(day.value))

    def others(found: Weighed[Any]) -> bool:
        pages = [said[finding.evidence.page] for finding in found.findings]
        return all(pages) and not any(_same_day(day, str(decided.value)) for page in pages for day in page)

    foreign = [others(found) for found in told]
    ours = any(str(decided.value) in said[finding.evidence.page] for found in told for finding in found.findings)
    return tuple(
        replace(found, confidence=round(found.confidence * _MISPLACED, 4)) if away else found
        for found, away in zip(told, foreign, strict=True)
        if not (away and ours)
    )


def _same_day(one: str, other: str) -> bool:
    return len(one) != len(other) or sum(a != b for a, b in zip(one, other, strict=True)) <= 1


def sustained(chosen: Chosen, ranked: Sequence[tuple[Weighed[Any], ...]]) -> Chosen:
    """Return the chosen dates with less doubt about those that come as long after another step as they should.

    Only a full date gains that was read without guessing at a digit, that has no rival, and that no other chosen date
    contradicts or falls on the same day with.

    Args:
        chosen: The date of each step, or None.
        ranked: All that was found for each step, surest first.
    """
    return tuple(
        _surer(place, choice, chosen, ranked[place])
        if choice is not None and choice.confidence >= FLOOR and clear(choice)
        else choice
        for place, choice in enumerate(chosen)
    )


def placed(chosen: Chosen, ranked: Sequence[tuple[Weighed[Any], ...]]) -> list[tuple[Weighed[Any], ...]]:
    """Return all that was found for each step, with less said for a second date that is out of place beside a good one.

    A first date that fits between the other steps is no longer contradicted by one that comes before the step it
    follows on, after the one it comes before, so long after that it can hardly belong to it, or that is another step's.
    """
    return [
        tuple(
            replace(found, confidence=round(found.confidence * _MISPLACED, 4))
            if found.value != choice.value and (_misplaced(place, found, chosen) or _taken(found, choice, chosen))
            else found
            for found in options
        )
        if choice is not None and _fitting(place, choice, chosen) < 1
        else options
        for place, (choice, options) in enumerate(zip(chosen, ranked, strict=True))
    ]


def _misplaced(place: int, found: Weighed[Any], chosen: Chosen) -> bool:
    """Tell whether a date breaks the order of the other chosen steps, or is of quite another time than one of them."""
    return any(days < 0 or days > _too_long(first, second) for first, second, days in _intervals(place, found, chosen))


def _taken(found: Weighed[Any], choice: Weighed[Any], chosen: Chosen) -> bool:
    """Tell whether a date that is hardly surer than the chosen one is as surely that of another step."""
    elsewhere = (step.confidence for step in chosen if step is not None and step.value == found.value)
    return found.confidence <= min(_HARDLY * choice.confidence, max(elsewhere, default=0.0))


def _too_long(first: int, second: int) -> int:
    """Return the days after which a step is hardly of the same procedure, or is not the first of its kind."""
    return 2 * _DAYS[first, second][1] if (first, second) in _DAYS else _YEAR


def _intervals(place: int, found: Weighed[Any], chosen: Chosen) -> list[tuple[int, int, int]]:
    """Return (first, second, days) for a full date in one place and each full date that was chosen for another."""
    result = []
    for other, partner in enumerate(chosen):
        if other == place or partner is None or partner.confidence < _BELIEVED:
            continue
        if min(len(str(found.value)), len(str(partner.value))) == _FULL:
            days = (date.fromisoformat(str(found.value)) - date.fromisoformat(str(partner.value))).days
            result.append((place, other, -days) if place < other else (other, place, days))
    return result


def _fitting(place: int, found: Weighed[Any], chosen: Chosen) -> float:
    """Return the share of doubt that the other steps leave of a date, 1 when one is against it or none is for it."""
    left = 1.0
    for first, second, days in _intervals(place, found, chosen):
        if days < 0 or days > _too_long(first, second) or (days == 0 and second < _TOLD):
            return 1.0
        low, high, share = _DAYS.get((first, second), (0, -1, 1.0))
        left = min(left, share) if low <= days <= high else left
    return left


def lone(chosen: Chosen, ranked: Sequence[tuple[Weighed[Any], ...]]) -> Chosen:
    """Return the chosen dates of a dossier that is no more than somebody's letter: surer when it bears one date only.

    Args:
        chosen: The date of each step, or None.
        ranked: All that was found for each step, surest first.
    """
    asked = chosen[0]
    if asked is None or asked.confidence < FLOOR or sum(map(len, ranked)) > 1 or not clear(asked):
        return chosen
    return (replace(asked, confidence=round(1 - (1 - asked.confidence) * _LONE, 4)), *chosen[1:])


def _surer(place: int, choice: Weighed[Any], chosen: Chosen, found: tuple[Weighed[Any], ...]) -> Weighed[Any]:
    if any(other.value != choice.value and other.confidence >= _RIVAL * choice.confidence for other in found):
        return choice
    left = _fitting(place, choice, chosen)
    return replace(choice, confidence=round(1 - (1 - choice.confidence) * left, 4))


def clear(choice: Weighed[Any]) -> bool:
    """Tell whether a full date was read somewhere just so: no letter taken for a digit, no year put right."""
    year = int(str(choice.value)[:4])
    return len(str(choice.value)) == _FULL and any(
        match.sure and match.in_years((year, year)) == choice.value
        for finding in choice.findings
        for match in find_dates(finding.evidence.text)
    )

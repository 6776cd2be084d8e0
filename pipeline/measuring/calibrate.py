"""Fits a calibration: isotonic probabilities per field, limits that keep a promise, and a held-out check."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, log, log1p
from typing import NamedTuple

from pipeline.statistics.bounds import most, proven
from pipeline.statistics.trust import chance, shifted
from schemas.calibration import Calibration, FieldCalibration, GroupShift, Knot
from schemas.words import FieldName

_PARTS = 5
"""Parts into which dossiers are divided to check the fit on what was left out of it."""
_PRIOR = 4.0
"""Values' worth of doubt: a block of the curve is drawn towards the whole field's share of right values by so many."""
_SHRINK = 60.0
"""Values at which a group's own experience counts half."""
_SURE_ENOUGH = 0.97
"""Without a promise a value is accepted only from the score at which at least this share was right, ..."""
_CAUTIOUS = 0.7
"""... and never below this score, which is the extractors' own limit."""
_TRIED = 0.9
"""Share of the offered values that the strictest limit may leave ..."""
_ALLOWED = 3
"""... and the wrong ones that a promise with so many may have: more make it no surer to be kept."""
NEVER = 1.01


class Seen(NamedTuple):
    """One value whose answer is known. `accepted` tells whether no rule spoke against it."""

    dossier: str
    field: FieldName
    group: str
    score: float
    right: bool
    accepted: bool


def fit(
    seen: Sequence[Seen], *, about: str, made: str, most_wrong: float = 0.01, confidence: float = 0.95
) -> Calibration:
    """Return the calibration of a labelled sample; the same sample gives the same calibration.

    Args:
        seen: Every value that was given for a field of a dossier with known answers.
        about: What the sample is, in words.
        made: The date (ISO 8601) to write in it.
        most_wrong: The share of wrong values among accepted ones that may be promised.
        confidence: How sure the promise must be.
    """
    fitted = _fit(seen, most_wrong, confidence)
    return Calibration(
        about=about,
        made=made,
        dossiers=len({value.dossier for value in seen}),
        most_wrong=most_wrong,
        confidence=confidence,
        fields=fitted.fields,
        groups=fitted.groups,
        expected_error=_left_out_error(seen, most_wrong, confidence),
    )


def _fit(seen: Sequence[Seen], most_wrong: float, confidence: float) -> Calibration:
    by_field: dict[FieldName, list[Seen]] = defaultdict(list)
    for value in seen:
        by_field[value.field].append(value)
    fields = tuple(_field(name, by_field[name], most_wrong, confidence) for name in sorted(by_field))
    bare = Calibration(about="", made="", dossiers=0, fields=fields)
    return bare.model_copy(update={"groups": _groups(seen, bare)})


def _field(name: FieldName, seen: Sequence[Seen], most_wrong: float, confidence: float) -> FieldCalibration:
    knots = isotonic([(value.score, value.right) for value in seen])
    promise = promised_limit(seen, most_wrong, confidence)
    limit = promise if promise is not None else _cautious(knots)
    accepted = [value for value in seen if value.accepted and value.score >= limit]
    wrong = sum(not value.right for value in accepted)
    return FieldCalibration(
        field=name,
        values=len(seen),
        wrong=sum(not value.right for value in seen),
        knots=knots,
        limit=limit,
        accepted=len(accepted),
        accepted_wrong=wrong,
        promised=promise is not None,
        wrong_at_most=round(most(wrong, len(accepted), confidence), 6) if promise is not None else None,
    )


def isotonic(pairs: Iterable[tuple[float, bool]]) -> tuple[Knot, ...]:
    """Return the rising steps that fit (score, right) best, drawn towards the whole (pool adjacent violators)."""
    ordered = sorted(pairs)
    if not ordered:
        return ()
    mean = sum(right for _, right in ordered) / len(ordered)
    blocks: list[tuple[float, float, int]] = []  # lowest score, sum of right, values
    for score, right in ordered:
        block = (score, float(right), 1)
        if blocks and blocks[-1][0] == score:
            low, total, size = blocks.pop()
            block = (low, total + right, size + 1)
        while blocks and blocks[-1][1] / blocks[-1][2] >= block[1] / block[2]:
            low, total, size = blocks.pop()
            block = (low, total + block[1], size + block[2])
        blocks.append(block)
    return tuple(
        Knot(
            score=low if index else 0.0,
            chance=round((total + _PRIOR * mean) / (size + _PRIOR), 6),
            values=size,
        )
        for index, (low, total, size) in enumerate(blocks)
    )


def _cautious(knots: Sequence[Knot]) -> float:
    return max(next((knot.score for knot in knots if knot.chance >= _SURE_ENOUGH), NEVER), _CAUTIOUS)


def promised_limit(seen: Sequence[Seen], most_wrong: float, confidence: float) -> float | None:
    """Return the lowest limit with a promise (Learn then Test, fixed sequence).

    The limits are tried from a strict one downwards, and the first that fails ends it. Where it starts depends on how
    many values were offered and on their scores, not on the answers, so no correction is due: with more of them it
    starts where one wrong value is allowed (473 of them for 1 % at 95 %), for of the 299 surest not one may be wrong.
    """
    offered = sorted((value for value in seen if value.accepted), key=lambda value: -value.score)
    enough = _first(len(offered), most_wrong, confidence)
    best: float | None = None
    wrong = 0
    for count, value in enumerate(offered, 1):
        wrong += not value.right
        last_of_score = count == len(offered) or offered[count].score < value.score
        if count < enough or not last_of_score:
            continue
        if not proven(wrong, count, most_wrong, confidence):
            break
        best = value.score
    return best


def _first(offered: int, most_wrong: float, confidence: float) -> int:
    """Return how many of the surest values the strictest limit that is tried leaves."""
    size = first = smallest_sample(most_wrong, confidence)
    for allowed in range(1, _ALLOWED + 1):
        while not proven(allowed, size, most_wrong, confidence):
            size += 1
        if size <= _TRIED * offered:
            first = size
    return first


def smallest_sample(most_wrong: float, confidence: float) -> int:
    """Return how many values without one wrong are needed before anything can be promised: 299 for 1 % at 95 %."""
    return ceil(log(1 - confidence) / log1p(-most_wrong))


def _groups(seen: Sequence[Seen], bare: Calibration) -> tuple[GroupShift, ...]:
    members: dict[str, list[Seen]] = defaultdict(list)
    for value in seen:
        members[value.group].append(value)
    return tuple(
        GroupShift(group=name, values=len(values), shift=_shift(values, bare))
        for name, values in sorted(members.items())
    )


def _shift(values: Sequence[Seen], bare: Calibration) -> float:
    """Return the log odds by which a group differs from what its fields let expect, shrunk where it is small."""
    right = sum(value.right for value in values)
    chances = [chance(bare, value.field, value.score, "") for value in values]
    low, high = -4.0, 4.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(shifted(base, middle) for base in chances) < right else (low, middle)
    return round(low * len(values) / (len(values) + _SHRINK), 4)


def _left_out_error(seen: Sequence[Seen], most_wrong: float, confidence: float) -> float | None:
    judged: list[tuple[float, bool]] = []
    for part in range(_PARTS):
        inside = [value for value in seen if _part(value.dossier) != part]
        fitted = _fit(inside, most_wrong, confidence)
        judged += [
            (chance(fitted, value.field, value.score, value.group), value.right)
            for value in seen
            if _part(value.dossier) == part
        ]
    return round(calibration_error(judged), 4) if judged else None


def _part(dossier: str) -> int:
    return int(hashlib.sha256(dossier.encode()).hexdigest(), 16) % _PARTS


def calibration_error(judged: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error: |said - true| averaged over bins of equally many values, in [0, 1]."""
    return sum(abs(said - true) * count for said, true, count in reliability(judged, bins)) / max(len(judged), 1)


def reliability(judged: Sequence[tuple[float, bool]], bins: int = 10) -> tuple[tuple[float, float, int], ...]:
    """Return (mean chance said, share right, values) of each bin of equally many values, rising."""
    ordered = sorted(judged)
    edges = [round(index * len(ordered) / bins) for index in range(bins + 1)]
    parts = [ordered[start:end] for start, end in pairwise(edges) if end > start]
    return tuple(
        (sum(said for said, _ in part) / len(part), sum(right for _, right in part) / len(part), len(part))
        for part in parts
    )

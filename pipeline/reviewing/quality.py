"""What the blind sample shows: how many accepted values of each field are wrong, and whether the promise holds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from pipeline.reviewing.questions import alike
from pipeline.statistics.bounds import least, most
from schemas.flat import FIELDS
from schemas.reviews import Correction, Limit
from schemas.words import FieldName

_SURE = 0.95
"""Confidence of the bounds, one-sided."""

Verdict = Literal["kept", "broken", "unknown"]


class Sampled(NamedTuple):
    """One accepted value that somebody looked at without seeing it; `wrong` is None until the difference is decided."""

    field: FieldName
    confidence: float
    wrong: bool | None


class Quality(NamedTuple):
    """The measured error rate of one field. Broken: even the lower bound lies above the promise."""

    field: FieldName
    sampled: int
    wrong: int
    undecided: int
    lower: float
    upper: float
    promise: float
    verdict: Verdict
    limit: float | None
    """Confidence from which the sample keeps the promise; None when it is not broken."""


def samples(answers: Iterable[Correction]) -> tuple[Sampled, ...]:
    """Return every blind look at a value and how it ended; `answers` are all ever given, oldest first."""
    blind: dict[tuple[str, FieldName], Correction] = {}
    decided: dict[tuple[str, FieldName], Correction] = {}
    for answer in answers:
        place = (answer.dossier_id, answer.field)
        if answer.asked == "sample" and answer.kind != "later":
            blind[place] = answer
            decided.pop(place, None)
        elif answer.final and place in blind:
            decided.setdefault(place, answer)
    found = []
    for place, look in blind.items():
        last = decided.get(place)
        wrong: bool | None = None
        if alike(look.values, look.read):
            wrong = False
        elif last is not None:
            wrong = not alike(last.values, look.read)
        found.append(Sampled(look.field, look.confidence, wrong))
    return tuple(found)


def quality(answers: Iterable[Correction], promise: float) -> tuple[Quality, ...]:
    """Return the measured error rate of every field that was sampled, in the order of the record."""
    by_field: dict[FieldName, list[Sampled]] = defaultdict(list)
    for sample in samples(answers):
        by_field[sample.field].append(sample)
    return tuple(_of(name, by_field[name], promise) for name in FIELDS if by_field[name])


def _of(name: FieldName, looks: Sequence[Sampled], promise: float) -> Quality:
    known = [look for look in looks if look.wrong is not None]
    wrong = sum(bool(look.wrong) for look in known)
    lower, upper = least(wrong, len(known), _SURE), most(wrong, len(known), _SURE)
    verdict: Verdict = "kept" if upper <= promise else "broken" if lower > promise else "unknown"
    return Quality(
        name, len(known), wrong, len(looks) - len(known), lower, upper, promise, verdict,
        raised(known, promise) if verdict == "broken" else None,
    )  # fmt: skip


def raised(looks: Sequence[Sampled], promise: float) -> float:
    """Return the lowest confidence from which the sampled values keep the promise; 1.0 when they never do."""
    ranked = sorted({look.confidence for look in looks})
    for confidence in ranked:
        above = [bool(look.wrong) for look in looks if look.confidence >= confidence]
        if sum(above) <= promise * len(above):
            return confidence
    return 1.0


def limits(found: Iterable[Quality], at: datetime) -> tuple[Limit, ...]:
    """Return the limits to set for the fields whose promise is broken."""
    return tuple(
        Limit(field=field.field, confidence=field.limit, sampled=field.sampled, wrong=field.wrong, at=at)
        for field in found
        if field.limit is not None
    )

"""Which answer counts, out of all the answers ever given about a dossier."""

from collections.abc import Iterable, Sequence

from schemas.flat import FIELDS
from schemas.reviews import Correction, Limit, Limits, StandingAnswer
from schemas.words import FieldName


def standing(log: Sequence[Correction]) -> tuple[StandingAnswer, ...]:
    """Return the correction that counts of each field, in the order of the record; `log` is oldest first."""
    found = []
    for name in FIELDS:
        final = [answer for answer in log if answer.field == name and answer.final]
        if final:
            last = final[-1]
            knowing = tuple(dict.fromkeys(answer.reason for answer in final if answer.says(last) and answer.reason))
            seen = tuple(dict.fromkeys(answer.read for answer in final))
            found.append(StandingAnswer(correction=last, knowing=knowing, seen=seen))
    return tuple(found)


def pending(log: Sequence[Correction], name: FieldName) -> tuple[Correction, ...]:
    """Return the answers on a field that wait for another pair of eyes."""
    left: list[Correction] = []
    for answer in log:
        if answer.field != name or answer.kind == "later" or answer.asked == "sample":
            continue
        left = [] if answer.final else [*left, answer]
    return tuple(left)


def limits_of(set_: Iterable[Limit]) -> Limits:
    """Return the limits that hold: the last one of each field."""
    return Limits(least={limit.field: limit.confidence for limit in set_})

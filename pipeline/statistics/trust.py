"""What a score is worth: the probability that a value is right, learned from dossiers with known answers."""

from bisect import bisect_right
from math import exp, log

from schemas.calibration import Calibration
from schemas.record import Record
from schemas.words import FieldName

_ERAS = ((1946, "before 1946"), (1978, "1946-1977"), (10000, "from 1978"))
_WELL_READ = 0.85
"""Mean word confidence from which a dossier counts as well read."""


def group_of(record: Record) -> str:
    """Return the group of a dossier: its era by its surest date, and how well its pages could be read."""
    return f"{_era(record)}, {'well' if _reading(record) >= _WELL_READ else 'badly'} read"


def chance(calibration: Calibration, name: FieldName, score: float, group: str) -> float:
    """Return the chance that a value of this score is right; a field that was never fitted keeps its score."""
    known = calibration.of(name)
    if known is None or not known.knots:
        return score
    place = bisect_right([knot.score for knot in known.knots], score) - 1
    base = known.knots[max(place, 0)].chance
    shift = next((other.shift for other in calibration.groups if other.group == group), 0.0)
    return shifted(base, shift)


def shifted(base: float, shift: float) -> float:
    """Move a chance by log odds."""
    inside = min(max(base, 1e-4), 1 - 1e-4)
    return 1 / (1 + exp(-(log(inside / (1 - inside)) + shift)))


def _era(record: Record) -> str:
    dates = (record.dates.decision, record.dates.application, record.dates.receipt, record.dates.notification)
    known = [(date.confidence, date.value) for date in dates if date.value]
    if not known:
        return "undated"
    year = int(max(known)[1][:4])
    return next(name for end, name in _ERAS if year < end)


def _reading(record: Record) -> float:
    read = [page.confidence for page in record.pages if page.words]
    return sum(read) / len(read) if read else 0.0

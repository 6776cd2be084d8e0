"""Gives every field the probability that it is right, and accepts only what the calibration calls sure enough."""

from typing import Any

from pipeline.statistics.trust import chance, group_of
from schemas.calibration import Calibration
from schemas.flat import FIELDS
from schemas.record import Record
from schemas.words import FieldName

VERSION = 1

TOO_UNSURE = "Zulke waarden bleken op bekende dossiers te vaak fout: kijk de plaats op de scan na."


def settle(record: Record, calibration: Calibration) -> Record:
    """Return the record with calibrated confidences; the scores they were made of stay beside them.

    A value below the limit of its field waits for a person. What already waits keeps waiting, for the reason it has,
    and what a person corrected is left as it is.
    """
    group = group_of(record)
    for name in FIELDS:
        field = record.field(name)
        if field.status in {"accepted", "review"} and field.confidence > 0:
            record = record.with_field(name, settled(field, name, calibration, group))
    return record


def settled(field: Any, name: FieldName, calibration: Calibration, group: str) -> Any:
    """Return one field as the calibration judges it."""
    score = field.confidence
    update: dict[str, object] = {"score": score, "confidence": round(chance(calibration, name, score, group), 4)}
    known = calibration.of(name)
    if known is not None and field.status == "accepted" and score < known.limit:
        update |= {"status": "review", "reason": TOO_UNSURE}
    return field.model_copy(update=update)

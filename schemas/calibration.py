"""A calibration: how often fields with a given score turned out right on dossiers with known answers."""

from pydantic import Field

from schemas.base import Contract
from schemas.words import FieldName


class Knot(Contract):
    """From this score on (in [0, 1], up to the next knot) a value is right with this chance."""

    score: float = Field(ge=0, le=1)
    chance: float = Field(ge=0, le=1)
    values: int = Field(ge=0)


class FieldCalibration(Contract):
    """What is known of one field.

    `limit` is the score from which a value may be accepted. `promised` tells whether the sample proves, with the
    confidence of the calibration, that at most `most_wrong` of the values accepted at that limit are wrong;
    `wrong_at_most` is the proven bound itself (one-sided Clopper-Pearson), known only with a promise.
    """

    field: FieldName
    values: int
    wrong: int
    knots: tuple[Knot, ...]
    limit: float = Field(ge=0, le=1.01)
    accepted: int
    accepted_wrong: int
    promised: bool
    wrong_at_most: float | None = None


class GroupShift(Contract):
    """How much surer or less sure values of one group are (log odds), drawn towards none where the group is small."""

    group: str
    values: int
    shift: float


class Calibration(Contract):
    """The calibration of all fields. A field that is not in it keeps its own score, and nothing is promised of it.

    `expected_error` is the expected calibration error on dossiers left out of the fit (five parts by dossier).
    """

    about: str
    made: str
    dossiers: int
    most_wrong: float = Field(default=0.01, gt=0, lt=1)
    confidence: float = Field(default=0.95, gt=0, lt=1)
    fields: tuple[FieldCalibration, ...] = ()
    groups: tuple[GroupShift, ...] = ()
    expected_error: float | None = None

    def of(self, name: FieldName) -> FieldCalibration | None:
        """Return what is known of a field."""
        return next((field for field in self.fields if field.field == name), None)

    @property
    def identity(self) -> str:
        """Name and digest, as provenance writes them."""
        return f"{self.about} {self.made} {self.digest()[:12]}"


UNCALIBRATED = Calibration(about="not calibrated", made="", dossiers=0)
"""Scores are taken as they are."""

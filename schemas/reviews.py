"""What waits for a person and what people answered: reviews, questions, corrections."""

from typing import Literal

from pydantic import AwareDatetime
from pydantic import Field as Setting

from schemas.base import Contract
from schemas.delivery import DossierKey
from schemas.findings import Evidence
from schemas.values import Value
from schemas.words import AnswerKind, FieldName, FieldStatus

SCHEMA_VERSION = "1.0.0"

Asked = Literal["doubtful", "contradiction", "second", "conflict", "sample", "verdict", "unasked"]
"""Why a field is put before a person.

* `doubtful`: the pipeline is not sure.
* `contradiction`: what a person answered clashes with another value or with a new reading.
* `second`: four eyes; somebody else looks, without seeing the first answer.
* `conflict`: the two of `second` disagree; a third decides and sees both.
* `sample`: a value that was accepted, asked blindly to measure how many of these are wrong.
* `verdict`: the blind answer differs from the accepted value; somebody decides and sees both.
* `unasked`: somebody corrected a value that nobody doubted.
"""
BLIND: tuple[Asked, ...] = ("sample",)
"""Questions that show neither value nor candidates."""

ReviewState = Literal["open", "later", "answered", "closed"]
"""`later`: put off; `answered`: the dossier is to be made anew with the answers; `closed`: nothing waits."""
Channel = Literal["prefect", "terminal", "csv"]


class Choice(Contract):
    """One answer to choose instead of retype: all values that the field would get."""

    values: tuple[Value, ...]
    text: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()


class Question(Contract):
    """One field that waits. `reason` is Dutch and for the steward; `knowing` what the answer would overrule.

    `read` is what the machine read, `choices` what to choose from, best first. `not_by` are the reviewers who may not
    answer (four eyes). `stakes` is in [0, 1]: what a mistake would cost times how likely it is.
    """

    field: FieldName
    asked: Asked
    reason: str
    status: FieldStatus
    confidence: float
    read: tuple[Value, ...] = ()
    choices: tuple[Choice, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    stakes: float = 0.0
    not_by: tuple[str, ...] = ()


class Review(Contract):
    """Everything in one dossier that waits for a person, the highest stakes first.

    `revision` rises with every change, so that an answer to an older one is seen and refused. `version` is the
    published version that the questions are about; `nis` and `key` are for lists and tags.
    """

    schema_version: str = SCHEMA_VERSION
    dossier_id: str
    key: DossierKey
    nis: str
    version: int
    revision: int = 1
    state: ReviewState = "open"
    questions: tuple[Question, ...] = ()
    opened_at: AwareDatetime
    changed_at: AwareDatetime

    @property
    def stakes(self) -> float:
        """Return the highest stakes of its questions."""
        return max((question.stakes for question in self.questions), default=0.0)

    @property
    def waits(self) -> bool:
        """Tell whether a person can answer it now."""
        return self.state in {"open", "later"}


class Answer(Contract):
    """What a person says of one field. `values` are there only for the kind `value`."""

    field: FieldName
    kind: AnswerKind
    values: tuple[Value, ...] = ()


class Correction(Contract):
    """One answer as it is kept for ever: who, when, what, and all that the person had before them.

    `read`, `status` and `confidence` are the machine's, so corrections are training and calibration data as they are.
    `final` tells that the answer stands: not one of four eyes that still waits for the second, not one put off, not
    a blind sample. The last final correction of a field counts.
    """

    schema_version: str = SCHEMA_VERSION
    dossier_id: str
    field: FieldName
    kind: AnswerKind
    values: tuple[Value, ...] = ()
    read: tuple[Value, ...] = ()
    status: FieldStatus
    confidence: float
    asked: Asked
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    version: int
    reviewer: str
    at: AwareDatetime
    final: bool
    agreed_with: str | None = None
    channel: Channel

    @property
    def by(self) -> tuple[str, ...]:
        """Return who answered so: one person, or two who agreed."""
        return (self.agreed_with, self.reviewer) if self.agreed_with else (self.reviewer,)

    def says(self, other: "Correction | Answer") -> bool:
        """Tell whether two answers say the same."""
        return (self.kind, self.values) == (other.kind, other.values)


class StandingAnswer(Contract):
    """The correction of a field that counts.

    `knowing` are the objections that people overruled for this very answer, `seen` the readings of the machine that
    were before them: neither is a reason to ask again.
    """

    correction: Correction
    knowing: tuple[str, ...] = ()
    seen: tuple[tuple[Value, ...], ...] = ()


class Limit(Contract):
    """Confidence from which a field is accepted, raised because a sample broke the promise."""

    field: FieldName
    confidence: float = Setting(ge=0, le=1)
    sampled: int
    wrong: int
    at: AwareDatetime


class Limits(Contract):
    """The confidence from which each field is accepted, where a sample raised it: the data of the stage `withhold`."""

    least: dict[FieldName, float] = Setting(default_factory=dict)


class Reviewer(Contract):
    """Somebody who may answer: a short name that is kept with the answers, and a salted hash of the code."""

    name: str
    salt: str
    hash: str
    active: bool = True

"""Keeps each dossier's review in step with its record: opened, changed or closed after every run."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pipeline.errors import AlreadyAnswered
from pipeline.ports.reviews import ReviewBook
from pipeline.reviewing.limits import withheld
from pipeline.reviewing.questions import ReviewPolicy, questions
from pipeline.reviewing.standing import limits_of, standing
from schemas.record import Record
from schemas.reviews import Limits, Review, StandingAnswer

UNKNOWN_NIS = "00000"


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Reviews:
    """What the recipe needs of reviewing: the answers before, the questions after."""

    book: ReviewBook
    policy: ReviewPolicy = field(default_factory=ReviewPolicy)
    clock: Callable[[], datetime] = now

    def standing(self, dossier_id: str) -> tuple[StandingAnswer, ...]:
        """Return the answers on a dossier that count."""
        return standing(self.book.corrections(dossier_id))

    def limits(self) -> Limits:
        """Return the confidence from which fields are accepted, where a sample raised it."""
        return limits_of(self.book.limits())

    def refresh(self, record: Record, version: int) -> None:
        """Open, change or close the review of a dossier that was just published.

        Questions that are still the same are left alone: somebody may have them on the screen. When somebody answers
        at this very moment, the answer goes first: the dossier is made anew then anyway.
        """
        before = self.book.review(record.id)
        after = review_of(record, version, before, self, self.clock())
        if after is not None and after != before:
            with suppress(AlreadyAnswered):
                self.book.save(after)

    def close(self, dossier_id: str) -> None:
        """Stop asking about a dossier whose pages are now in another."""
        before = self.book.review(dossier_id)
        if before is not None and before.waits:
            closed = {"revision": before.revision + 1, "state": "closed", "questions": (), "changed_at": self.clock()}
            with suppress(AlreadyAnswered):
                self.book.save(before.model_copy(update=closed))


def review_of(record: Record, version: int, before: Review | None, reviews: Reviews, at: datetime) -> Review | None:
    """Return the review that a dossier should have now; None when it needs none and never had one."""
    log = reviews.book.corrections(record.id)
    late = misses(record, standing(log))
    # A limit that was raised after the record was published counts too: what was accepted under it is asked again.
    asked = () if late else questions(withheld(record, reviews.limits()), log, reviews.policy)
    if before is None and not (asked or late):
        return None
    if before is not None and not late and before.state != "answered" and before.questions == asked:
        return before
    municipality = record.municipality.value
    return Review(
        dossier_id=record.id,
        key=record.key,
        nis=municipality.nis if municipality else UNKNOWN_NIS,
        version=version,
        revision=before.revision + 1 if before else 1,
        state="answered" if late else "open" if asked else "closed",
        questions=asked,
        opened_at=before.opened_at if before and before.waits else at,
        changed_at=at,
    )


def misses(record: Record, stands: tuple[StandingAnswer, ...]) -> bool:
    """Tell whether an answer came while the record was being made and is missing from it."""
    marks = [(record.field(stand.correction.field).correction, stand.correction) for stand in stands]
    return any(mark is None or mark.at != answer.at for mark, answer in marks)

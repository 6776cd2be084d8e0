"""The book of reviews in memory: for tests, dry runs and trying things out."""

import threading
from collections.abc import Iterator, Sequence

from pipeline.adapters.memory.review_rules import check_revision, in_order
from schemas.reviews import Correction, Limit, Review, Reviewer


class MemoryReviewBook:
    """A book of reviews that forgets everything when the process ends. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._reviews: dict[str, Review] = {}
        self._corrections: list[Correction] = []
        self._reviewers: dict[str, Reviewer] = {}
        self._limits: list[Limit] = []

    def review(self, dossier_id: str) -> Review | None:
        """Return the review of a dossier, in whatever state it is."""
        return self._reviews.get(dossier_id)

    def waiting(self) -> tuple[Review, ...]:
        """Return the reviews that a person can answer."""
        return in_order(review for review in tuple(self._reviews.values()) if review.waits)

    def answered(self) -> tuple[Review, ...]:
        """Return the reviews whose dossier is still to be made anew, oldest answer first."""
        found = (review for review in tuple(self._reviews.values()) if review.state == "answered")
        return tuple(sorted(found, key=lambda review: (review.changed_at, review.dossier_id)))

    def save(self, review: Review, corrections: Sequence[Correction] = ()) -> None:
        """Write a review and add corrections; raises AlreadyAnswered when somebody else was first."""
        with self._lock:
            kept = self._reviews.get(review.dossier_id)
            check_revision(review, kept.revision if kept else None)
            self._reviews[review.dossier_id] = review
            self._corrections += corrections

    def corrections(self, dossier_id: str) -> tuple[Correction, ...]:
        """Return all that was ever answered on a dossier, oldest first."""
        return tuple(answer for answer in tuple(self._corrections) if answer.dossier_id == dossier_id)

    def all_corrections(self) -> Iterator[Correction]:
        """Return all that was ever answered, oldest first."""
        return iter(tuple(self._corrections))

    def reviewers(self) -> tuple[Reviewer, ...]:
        """Return everybody who may answer or once might, sorted by name."""
        return tuple(self._reviewers[name] for name in sorted(self._reviewers))

    def enrol(self, reviewer: Reviewer) -> None:
        """Note a reviewer; the last word on a name counts."""
        self._reviewers[reviewer.name] = reviewer

    def limits(self) -> tuple[Limit, ...]:
        """Return every limit that was ever set, oldest first."""
        return tuple(self._limits)

    def limit(self, limit: Limit) -> None:
        """Add a limit."""
        self._limits.append(limit)

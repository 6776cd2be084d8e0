"""What reviewing needs of the outside world: a book of reviews, corrections, reviewers and limits."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from schemas.pages import Box
from schemas.record import RecordPage
from schemas.reviews import Correction, Limit, Review, Reviewer


class ReviewBook(Protocol):
    """What waits for a person and what people answered. Corrections and limits are only ever added."""

    def review(self, dossier_id: str) -> Review | None:
        """Return the review of a dossier, in whatever state it is."""
        ...

    def waiting(self) -> tuple[Review, ...]:
        """Return the reviews that a person can answer: highest stakes first, put off ones last, then by dossier."""
        ...

    def answered(self) -> tuple[Review, ...]:
        """Return the reviews whose dossier is still to be made anew, oldest answer first."""
        ...

    def save(self, review: Review, corrections: Sequence[Correction] = ()) -> None:
        """Write a review and add corrections in one transaction; its revision must be one higher than the kept one's.

        Raises AlreadyAnswered when it is not: somebody else was first, and nothing is written.
        """
        ...

    def corrections(self, dossier_id: str) -> tuple[Correction, ...]:
        """Return all that was ever answered on a dossier, oldest first."""
        ...

    def all_corrections(self) -> Iterator[Correction]:
        """Return all that was ever answered, oldest first."""
        ...

    def reviewers(self) -> tuple[Reviewer, ...]:
        """Return everybody who may answer or once might, sorted by name."""
        ...

    def enrol(self, reviewer: Reviewer) -> None:
        """Note a reviewer; the last word on a name counts."""
        ...

    def limits(self) -> tuple[Limit, ...]:
        """Return every limit that was ever set, oldest first; the last one of a field counts."""
        ...

    def limit(self, limit: Limit) -> None:
        """Add a limit."""
        ...


class Pictures(Protocol):
    """Draws pages for the person who looks; boxes are in pixels of the delivered image, pictures upright PNG."""

    def crop(self, page: RecordPage, boxes: Sequence[Box]) -> bytes:
        """Return the surroundings of at least one box, with the boxes drawn."""
        ...

    def whole(self, page: RecordPage, boxes: Sequence[Box] = ()) -> bytes:
        """Return the whole page with the boxes drawn."""
        ...

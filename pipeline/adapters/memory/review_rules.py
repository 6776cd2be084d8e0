"""What every book of reviews refuses, and the order in which it lists them."""

from collections.abc import Iterable

from pipeline.errors import AlreadyAnswered
from schemas.reviews import Review


def check_revision(review: Review, kept: int | None) -> None:
    """Raise AlreadyAnswered unless a review follows the revision that is kept."""
    if review.revision != (kept or 0) + 1:
        raise AlreadyAnswered(
            "Dit dossier is intussen door iemand anders nagekeken of opnieuw verwerkt.",
            "Er is niets bewaard; open het dossier opnieuw.",
        )


def in_order(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Return reviews as a steward should take them: highest stakes first, put off ones last, then oldest first."""
    return tuple(
        sorted(
            reviews, key=lambda review: (review.state == "later", -review.stakes, review.opened_at, review.dossier_id)
        )
    )

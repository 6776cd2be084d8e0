"""The book of reviews in the database of the register; corrections and limits are only ever added."""

from collections.abc import Iterator, Sequence

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from pipeline.adapters.database.opening import Database
from pipeline.adapters.database.tables import acceptance_limit, correction, review, reviewer
from pipeline.adapters.memory.review_rules import check_revision, in_order
from schemas.reviews import Correction, Limit, Review, Reviewer


class SqlReviewBook:
    """The book of reviews on SQLite or PostgreSQL; several threads and processes may use it at the same time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def review(self, dossier_id: str) -> Review | None:
        """Return the review of a dossier, in whatever state it is."""
        with self._database.read() as connection:
            content = connection.scalar(select(review.c.content).where(review.c.dossier_id == dossier_id))
        return Review.model_validate_json(content) if content else None

    def waiting(self) -> tuple[Review, ...]:
        """Return the reviews that a person can answer."""
        return in_order(self._in_state("open", "later"))

    def answered(self) -> tuple[Review, ...]:
        """Return the reviews whose dossier is still to be made anew, oldest answer first."""
        return tuple(sorted(self._in_state("answered"), key=lambda found: (found.changed_at, found.dossier_id)))

    def _in_state(self, *states: str) -> list[Review]:
        with self._database.read() as connection:
            rows = connection.scalars(select(review.c.content).where(review.c.state.in_(states)))
            return [Review.model_validate_json(content) for content in rows]

    def save(self, new: Review, corrections: Sequence[Correction] = ()) -> None:
        """Write a review and add corrections in one transaction; raises AlreadyAnswered when another was first."""
        row = {
            "dossier_id": new.dossier_id,
            "revision": new.revision,
            "state": new.state,
            "delivery": new.key.delivery,
            "content": new.canonical(),
        }
        with self._database.write() as connection:
            if new.revision == 1:
                try:
                    connection.execute(insert(review), row)
                except IntegrityError:
                    check_revision(new, 1)
            else:
                turned = connection.execute(
                    update(review)
                    .where(review.c.dossier_id == new.dossier_id, review.c.revision == new.revision - 1)
                    .values(row)
                )
                if turned.rowcount != 1:
                    check_revision(new, new.revision)
            if corrections:
                connection.execute(insert(correction), [_row(answer) for answer in corrections])

    def corrections(self, dossier_id: str) -> tuple[Correction, ...]:
        """Return all that was ever answered on a dossier, oldest first."""
        wanted = select(correction.c.content).where(correction.c.dossier_id == dossier_id).order_by(correction.c.id)
        with self._database.read() as connection:
            return tuple(Correction.model_validate_json(content) for content in connection.scalars(wanted))

    def all_corrections(self) -> Iterator[Correction]:
        """Return all that was ever answered, oldest first, without loading all at once."""
        last = 0
        while True:
            wanted = select(correction.c.id, correction.c.content).where(correction.c.id > last)
            with self._database.read() as connection:
                rows = connection.execute(wanted.order_by(correction.c.id).limit(1000)).all()
            if not rows:
                return
            yield from (Correction.model_validate_json(row.content) for row in rows)
            last = rows[-1].id

    def reviewers(self) -> tuple[Reviewer, ...]:
        """Return everybody who may answer or once might, sorted by name."""
        with self._database.read() as connection:
            found = [
                Reviewer.model_validate_json(content) for content in connection.scalars(select(reviewer.c.content))
            ]
        return tuple(sorted(found, key=lambda person: person.name))

    def enrol(self, person: Reviewer) -> None:
        """Note a reviewer; the last word on a name counts."""
        row = self._database.insert(reviewer).values(name=person.name, content=person.canonical())
        with self._database.write() as connection:
            connection.execute(
                row.on_conflict_do_update(index_elements=["name"], set_={"content": row.excluded.content})
            )

    def limits(self) -> tuple[Limit, ...]:
        """Return every limit that was ever set, oldest first."""
        wanted = select(acceptance_limit.c.content).order_by(acceptance_limit.c.id)
        with self._database.read() as connection:
            return tuple(Limit.model_validate_json(content) for content in connection.scalars(wanted))

    def limit(self, limit: Limit) -> None:
        """Add a limit."""
        with self._database.write() as connection:
            connection.execute(insert(acceptance_limit), {"field": limit.field, "content": limit.canonical()})


def _row(answer: Correction) -> dict[str, object]:
    return {
        "dossier_id": answer.dossier_id,
        "field": answer.field,
        "reviewer": answer.reviewer,
        "content": answer.canonical(),
    }

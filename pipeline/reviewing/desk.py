"""Where answers come in, from the Prefect form, the terminal or a CSV file: all three are handled alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.acts import standing
from pipeline.errors import AlreadyAnswered, AnswerRefused, NotFound
from pipeline.names import tidy
from pipeline.ports import Register
from pipeline.ports.reference import OfficialLists
from pipeline.ports.reviews import ReviewBook
from pipeline.reviewing.answering import Given, Hand, take
from pipeline.reviewing.parsing import parse
from pipeline.reviewing.quality import Quality, limits, quality
from pipeline.reviewing.questions import choices, places, read_by_machine
from pipeline.reviewing.reviewers import who
from pipeline.reviewing.reviews import Reviews
from pipeline.wording import FIELD_LABELS, in_words
from schemas.record import Record
from schemas.reviews import Answer, Channel, Question, Review
from schemas.words import FieldName

_NEIGHBOURS = 4
"""Shown at most beside one dossier."""


class Neighbour(NamedTuple):
    """Another dossier at the same place or with the same number, to compare with."""

    folder: str
    delivery: str
    matched: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """The review of dossiers, whatever people use to answer."""

    reviews: Reviews
    register: Register
    reference: OfficialLists

    def waiting(self) -> tuple[Review, ...]:
        """Return what waits, in the order in which to take it; not what was withdrawn or is part of another dossier."""
        return waiting_in(self.reviews.book, self.register)

    def review(self, name: str) -> Review:
        """Return the review of a dossier by id, its start, folder or number; raises NotFound."""
        ids = self.register.resolve_name(name)
        found = [review for dossier_id in ids if (review := self.reviews.book.review(dossier_id))]
        if len(found) != 1:
            raise NotFound(
                f"{len(found) or 'No'} reviews are meant by '{tidy(name)}'.", "`kaft review list` has their ids."
            )
        return found[0]

    def answer(
        self, review: Review, given: Sequence[Given], code: str, channel: Channel, *, keep: bool = True
    ) -> Review:
        """Take answers about a review as it was shown; returns it as it goes on. With `keep` off it is only checked.

        Raises:
            UnknownReviewer: the code is nobody's.
            AlreadyAnswered: the review is no longer what was shown.
            AnswerRefused: an answer is no such value or not this person's to give. Nothing is kept.
        """
        book = self.reviews.book
        reviewer = who(code, book)
        now = book.review(review.dossier_id)
        if (now.revision if now else 0) != review.revision:
            raise AlreadyAnswered(
                "Dit dossier is intussen door iemand anders nagekeken of opnieuw verwerkt.",
                "Er is niets bewaard; vernieuw de lijst.",
            )
        answers = [self._understood(review, one) for one in given]
        hand = Hand(reviewer, self.reviews.clock(), channel)
        after, corrections = take(
            review, answers, hand, book.corrections(review.dossier_id), self.reviews.policy
        )  # fmt: skip
        if keep:
            book.save(after, corrections)
        return after

    def unasked(self, dossier_id: str, name: FieldName) -> Review:
        """Return a dossier's review with one more question, about a field that nobody doubted.

        Raises NotFound when the dossier was never published.
        """
        record = self._record(dossier_id)
        current, published = self.reviews.book.review(dossier_id), self.register.current(dossier_id)
        version = published.version if published else 1
        if current is None:
            opened = self.reviews.clock()
            current = Review(
                dossier_id=dossier_id, key=record.key, nis="", version=version, revision=0, opened_at=opened,
                changed_at=opened,
            )  # fmt: skip
        elif not current.waits and current.state != "closed":
            raise AlreadyAnswered("Dit dossier wordt opnieuw verwerkt.", "Probeer het straks nog eens.")
        asked = tuple(question for question in current.questions if question.field != name)
        return current.model_copy(update={"questions": (*asked, _unasked(record, name)), "state": "open"})

    def neighbours(self, record: Record) -> tuple[Neighbour, ...]:
        """Return other dossiers with the same address or number: what was filed beside this one."""
        words = [in_words(address) for address in record.addresses.values[:1]]
        words += [reference.value for reference in record.references.values[:1]]
        found = [
            Neighbour(hit.folder, hit.delivery, hit.matched, hit.excerpt)
            for text in words
            if text
            for hit in self.register.find(text, _NEIGHBOURS + 1)
            if hit.dossier_id != record.id and hit.matched != "text"
        ]
        return tuple(dict.fromkeys(found))[:_NEIGHBOURS]

    def quality(self, promise: float) -> tuple[Quality, ...]:
        """Return what the blind sample says of each field, against the promise (share of accepted values wrong)."""
        return quality(self.reviews.book.all_corrections(), promise)

    def enforce(self, found: Sequence[Quality]) -> int:
        """Raise the limit of each field whose promise is broken, and ask again about values accepted below it.

        Returns how many dossiers are asked about more than before. Safe to repeat.
        """
        book = self.reviews.book
        held = self.reviews.limits().least
        raised = [limit for limit in limits(found, self.reviews.clock()) if limit.confidence > held.get(limit.field, 0)]
        for limit in raised:
            book.limit(limit)
        asked = 0
        for record in self.register.records() if raised else ():
            before, published = book.review(record.id), self.register.current(record.id)
            if published:
                self.reviews.refresh(record, published.version)
            asked += book.review(record.id) != before
        return asked

    def _record(self, dossier_id: str) -> Record:
        record = self.register.record(dossier_id)
        if record is None:
            raise NotFound(f"Dossier {dossier_id} was not published.", "`kaft status` says why.")
        return record

    def _understood(self, review: Review, one: Given) -> Answer:
        asked = next((question for question in review.questions if question.field == one.field), None)
        if asked is None:
            raise AnswerRefused(
                f"{FIELD_LABELS[one.field]} wordt in dit dossier niet gevraagd.", "Er is niets bewaard."
            )
        if one.kind != "value":
            return Answer(field=one.field, kind=one.kind)
        return Answer(field=one.field, kind="value", values=parse(one.field, one.text, asked.choices, self.reference))


def _unasked(record: Record, name: FieldName) -> Question:
    holds = record.field(name)
    return Question(
        field=name,
        asked="unasked",
        reason="",
        status=holds.status,
        confidence=holds.confidence,
        read=read_by_machine(holds),
        choices=choices(holds),
        evidence=places(holds),
    )


def waiting_in(book: ReviewBook, register: Register) -> tuple[Review, ...]:
    """Return the reviews that wait for somebody; not of dossiers that were withdrawn or are part of another."""
    now = standing(register.acts())
    gone = now.withdrawn.keys() | now.merged.keys()
    return tuple(review for review in book.waiting() if review.dossier_id not in gone)

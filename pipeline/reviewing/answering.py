"""What answers turn into: the corrections that are stored, and the review as it continues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pipeline.errors import AlreadyAnswered, AnswerRefused
from pipeline.reviewing.questions import ReviewPolicy, agrees
from pipeline.reviewing.standing import pending
from pipeline.wording import FIELD_LABELS
from schemas.reviews import Answer, Channel, Correction, Question, Review
from schemas.words import AnswerKind, FieldName


class Given(NamedTuple):
    """What somebody wrote for one field: a kind, and for `value` the text of a choice or one typed anew."""

    field: FieldName
    kind: AnswerKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who answers, when, and where."""

    reviewer: str
    at: datetime
    channel: Channel


def take(
    review: Review, answers: Sequence[Answer], hand: Hand, log: Sequence[Correction], policy: ReviewPolicy
) -> tuple[Review, tuple[Correction, ...]]:
    """Return the review after these answers, and the corrections to keep; all of them are taken or none.

    Raises:
        AlreadyAnswered: nobody is asked anything about this dossier now.
        AnswerRefused: an answer cannot be taken, or not from this person.
    """
    if not review.waits:
        raise AlreadyAnswered("Over dit dossier is intussen geantwoord.", "Er is niets bewaard; vernieuw de lijst.")
    if not answers:
        raise AnswerRefused("Er is geen enkel veld beantwoord.", "Kies bij minstens een veld een antwoord.")
    asked = {question.field: question for question in review.questions}
    corrections = []
    for answer in answers:
        if answer.field not in asked:
            raise AlreadyAnswered(f"{FIELD_LABELS[answer.field]} wordt niet meer gevraagd.", "Vernieuw de lijst.")
        corrections.append(correction(review, asked[answer.field], answer, hand, log, policy))
    put_off = all(answer.kind == "later" for answer in answers)
    after = review.model_copy(
        update={
            "revision": review.revision + 1,
            "state": "later" if put_off else "answered",
            "changed_at": hand.at,
        }
    )
    return after, tuple(corrections)


def correction(
    review: Review, question: Question, answer: Answer, hand: Hand, log: Sequence[Correction], policy: ReviewPolicy
) -> Correction:
    """Return one answer as it is kept. Raises AnswerRefused when it is none, or not this person's to give."""
    label = FIELD_LABELS[answer.field]
    if hand.reviewer in question.not_by:
        raise AnswerRefused(
            f"{label}: u gaf het eerste antwoord; een ander moet dit veld bekijken.", "Er is niets bewaard."
        )
    if (answer.kind == "value") != bool(answer.values):
        raise AnswerRefused(f"{label}: bij een waarde hoort een waarde, anders niet.", "Er is niets bewaard.")
    waiting = pending(log, answer.field)
    agreed = question.asked == "second" and bool(waiting) and agrees(answer, waiting[-1])
    return Correction(
        dossier_id=review.dossier_id,
        field=answer.field,
        kind=answer.kind,
        # Of two who agree but for capitals, the first one's spelling counts: nobody chose between them.
        values=waiting[-1].values if agreed else answer.values,
        read=question.read,
        status=question.status,
        confidence=question.confidence,
        asked=question.asked,
        reason=question.reason,
        evidence=question.evidence,
        version=review.version,
        reviewer=hand.reviewer,
        at=hand.at,
        final=_stands(question, answer, policy, agreed=agreed),
        agreed_with=waiting[-1].reviewer if agreed else None,
        channel=hand.channel,
    )


def _stands(question: Question, answer: Answer, policy: ReviewPolicy, *, agreed: bool) -> bool:
    if answer.kind == "later" or question.asked == "sample":
        return False
    if question.asked == "second":
        return agreed
    return question.asked == "conflict" or answer.field not in policy.four_eyes

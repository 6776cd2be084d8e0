"""What to ask a person about a dossier, why, and in which order."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from pipeline.reviewing.standing import pending
from pipeline.wording import in_words
from schemas.findings import Evidence
from schemas.flat import FIELDS
from schemas.record import Many, Record
from schemas.reviews import BLIND, Answer, Asked, Choice, Correction, Question
from schemas.values import Reference, Value
from schemas.words import FieldName

MOST_CHOICES = 12
SECOND = "Een tweede nakijker bekijkt dit veld onafhankelijk van de eerste."
CONFLICT = "Twee nakijkers antwoordden verschillend: beslis."
SAMPLE = "Steekproef: noteer wat er op het papier staat."
VERDICT = "Het antwoord van de steekproef wijkt af van wat aanvaard was: beslis."
STAKES: dict[FieldName, float] = {
    "decision": 1.0, "references": 0.95, "municipality": 0.9, "addresses": 0.85, "parcels": 0.85,
    "dates.decision": 0.8, "permit_type": 0.7, "applicants": 0.5, "dates.application": 0.4, "dates.receipt": 0.3,
    "dates.notification": 0.3, "architect": 0.2, "subject": 0.2,
}  # fmt: skip
"""What a wrong value costs: rights hang on the decision, a dossier is found by number, place and date."""
_SAMPLE_STAKES = 0.05
_ALIKE = 0.6
"""How alike two texts are, of 1, when one may be a misreading of the other."""


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """What the town asks of its reviews: fields for two people, and the share of accepted values looked at blindly."""

    four_eyes: frozenset[FieldName] = field(default_factory=frozenset)
    sample: float = 0.0


def questions(record: Record, log: Sequence[Correction], policy: ReviewPolicy) -> tuple[Question, ...]:
    """Return what a person must be asked, the highest stakes first."""
    found = [question for name in FIELDS if (question := question_on(record, name, log, policy))]
    return tuple(sorted(found, key=lambda question: -question.stakes))


def question_on(record: Record, name: FieldName, log: Sequence[Correction], policy: ReviewPolicy) -> Question | None:
    """Return the question on one field, or None when nothing needs asking."""
    asked, reason = why(record, name, log, policy)
    if asked is None:
        return None
    holds: Any = record.field(name)
    waiting = pending(log, name)
    # Of two answers that disagree, neither may decide; of one, its giver may not be the second.
    not_by = tuple(dict.fromkeys(answer.reviewer for answer in waiting)) if asked in {"second", "conflict"} else ()
    blind = asked in BLIND
    return Question(
        field=name,
        asked=asked,
        reason=reason,
        status=holds.status,
        confidence=holds.confidence,
        read=read_by_machine(holds),
        choices=() if blind else choices(holds, _given(name, asked, log)),
        evidence=places(holds),
        stakes=_SAMPLE_STAKES if blind else round(STAKES[name] * (1 - holds.confidence / 2), 4),
        not_by=not_by,
    )


def why(
    record: Record, name: FieldName, log: Sequence[Correction], policy: ReviewPolicy
) -> tuple[Asked | None, str]:  # fmt: skip
    """Return why a person must see a field, as a code and in words."""
    holds: Any = record.field(name)
    waiting = pending(log, name)
    if waiting and holds.status != "corrected":
        # What the first was told is told to the second: the answer is weighed against it.
        return ("second", waiting[0].reason or SECOND) if len(waiting) == 1 else ("conflict", CONFLICT)
    if holds.status == "review":
        return ("contradiction" if holds.correction else "doubtful"), holds.reason
    if holds.status != "accepted" or holds.correction is not None:
        return None, ""
    blind = _sampled(log, name, holds.values)
    if blind is not None:
        return (None, "") if alike(blind.values, holds.values) else ("verdict", VERDICT)
    return ("sample", SAMPLE) if drawn(record.id, name, policy.sample) else (None, "")


def drawn(dossier_id: str, name: FieldName, share: float) -> bool:
    """Tell whether an accepted value is in the sample: as good as by chance, and the same at every run."""
    lot = int.from_bytes(hashlib.sha256(f"{dossier_id}/{name}".encode()).digest()[:8], "big")
    return lot < share * 2**64


def read_by_machine(holds: Any) -> tuple[Value, ...]:
    """Return what the machine reads in a field, also where a person's value stands in the record."""
    read: tuple[Value, ...] = holds.correction.read if holds.correction else holds.values
    return read


def alike(some: Sequence[Value], other: Sequence[Value]) -> bool:
    """Tell whether two sets of values are the same but for capitals, spaces and signs."""
    return sorted(map(_bare, some)) == sorted(map(_bare, other))


def choices(holds: Any, given: Sequence[Correction] = ()) -> tuple[Choice, ...]:
    """Return the answers to choose from: what stands in the record, what was answered, and every other candidate."""
    made = [_standing_choice(holds)] if holds.values else []
    made += [_choice(answer.values, 1.0, answer.evidence) for answer in given if answer.kind == "value"]
    read = read_by_machine(holds)
    if read and read != holds.values:
        made.append(_choice(read, 0.0, places(holds)))
    if isinstance(holds, Many):
        made += _of_many(holds)
    else:
        made += [_choice((other.value,), other.confidence, other.evidence) for other in holds.candidates]
    unique = {choice.text: choice for choice in reversed(made)}
    return tuple(unique[text] for text in dict.fromkeys(choice.text for choice in made))[:MOST_CHOICES]


def _of_many(holds: Many[Any]) -> Iterator[Choice]:
    """Yield each value alone where there are several, what is right but for one, each candidate, and each added."""
    if len(holds.items) > 1:
        for item in holds.items:
            yield _choice((item.value,), item.confidence, item.evidence)
    if not any(isinstance(value, Reference) for value in holds.values):  # the primary one is no question of choice
        yield from _nearly(holds)
    for other in holds.candidates[:3]:
        if other.value not in holds.values:
            yield _choice((other.value,), other.confidence, other.evidence)
            if holds.items:
                yield _choice((*holds.values, other.value), other.confidence, other.evidence)


def _nearly(holds: Many[Any]) -> Iterator[Choice]:
    """Yield what was read but for one value: that left out, or a candidate that looks like it in its place."""
    values = holds.values
    if len(values) > 2:
        for place in range(len(values)):
            yield _choice((*values[:place], *values[place + 1 :]), 0.0, ())
    for other in holds.candidates[:3]:
        if len(values) < 2 or other.value in values:
            continue
        likeness = [SequenceMatcher(None, in_words(value), in_words(other.value)).ratio() for value in values]
        place = likeness.index(max(likeness))
        if likeness[place] >= _ALIKE:
            yield _choice((*values[:place], other.value, *values[place + 1 :]), 0.0, ())


def _standing_choice(holds: Any) -> Choice:
    return _choice(holds.values, holds.confidence, places(holds))


def _choice(values: tuple[Value, ...], confidence: float, evidence: tuple[Evidence, ...]) -> Choice:
    return Choice(values=values, text="; ".join(map(in_words, values)), confidence=confidence, evidence=evidence)


def places(holds: Any) -> tuple[Evidence, ...]:
    """Return where the values of a field stand, or its candidates when it has none: the first place of each."""
    sources = (*(holds.items if isinstance(holds, Many) else (holds,)), *holds.candidates)
    found = [source.evidence[0] for source in sources if source.evidence]
    return tuple(dict.fromkeys(found))


def _given(name: FieldName, asked: Asked, log: Sequence[Correction]) -> tuple[Correction, ...]:
    """Return earlier answers that may be seen: those between which this question decides."""
    if asked == "conflict":
        return pending(log, name)
    if asked == "verdict":
        return tuple(answer for answer in log if answer.field == name and answer.asked == "sample")[-1:]
    return ()


def _sampled(log: Sequence[Correction], name: FieldName, values: Sequence[Value]) -> Correction | None:
    blind = [
        answer
        for answer in log
        if answer.field == name and answer.asked == "sample" and answer.kind != "later" and answer.read == tuple(values)
    ]
    return blind[-1] if blind else None


def _bare(value: Value) -> str:
    return "".join(sign for sign in in_words(value).casefold() if sign.isalnum())


def agrees(answer: Answer, earlier: Correction) -> bool:
    """Tell whether the second of four eyes says what the first said."""
    return answer.kind == earlier.kind and alike(answer.values, earlier.values)

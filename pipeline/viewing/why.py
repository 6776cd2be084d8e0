"""Explains one field of a record: what was found, what decided, what spoke against it, and where to see it."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from extractors.numbers import comparable
from pipeline.wording import in_words
from schemas.base import Contract
from schemas.findings import Evidence, Finding, Findings
from schemas.located import Located
from schemas.record import Many, Record
from schemas.values import Address, Reference
from schemas.words import Absence, FieldName, FieldStatus

RIVAL = 0.85
"""A candidate with this share of the chosen value's score is worth naming as what spoke against it."""

_NOT_ALONE = "That is so of all known values with this score; what speaks against this one counts for more."
_ABSENT: dict[Absence | None, str] = {
    "not_in_dossier": "Nothing was taken over: it is not in the dossier.",
    "illegible": "Nothing was taken over: it cannot be read.",
    "not_looked_for": "Nothing was taken over: it was not looked for.",
    None: "Nothing was taken over.",
}


class Seen(Contract):
    """One value that was considered. `role` says whose or what it is (`site`, `applicant`, `law`), if that is known.

    `score` is that of the value as it was weighed, or the best one of its findings when it was not weighed.
    """

    value: str
    score: float
    chosen: bool = False
    role: str = ""
    evidence: tuple[Evidence, ...] = ()


class Why(Contract):
    """The answer: `decided` and `against` are sentences, `findings` tells whether all findings could still be read."""

    dossier: str
    field: FieldName
    status: FieldStatus
    values: tuple[str, ...]
    confidence: float
    score: float
    decided: tuple[str, ...]
    against: tuple[str, ...]
    candidates: tuple[Seen, ...]
    set_aside: tuple[Seen, ...]
    located: tuple[Located, ...] = ()
    findings: bool = False
    crops: tuple[str, ...] = ()


def explain(record: Record, name: FieldName, findings: Findings | None = None, crops: Sequence[str] = ()) -> Why:
    """Return why a field is as it is.

    Args:
        record: The record.
        name: The field.
        findings: Everything the extractors found; without it only what the record keeps is told.
        crops: Where pictures of the field are.
    """
    field: Any = record.field(name)
    weighed = tuple(_weighed(field))
    known = {_same(item.value) for item in (*_chosen(field), *field.candidates)}
    found = [one for one in findings.findings if one.field == name] if findings else []
    return Why(
        dossier=record.id,
        field=name,
        status=field.status,
        values=tuple(map(in_words, field.values)),
        confidence=field.confidence,
        score=field.score,
        decided=tuple(_decided(record, field, weighed, found)),
        against=tuple(_against(field, weighed)),
        candidates=weighed,
        set_aside=tuple(_grouped(one for one in found if _same(one.value) not in known)),
        located=record.located if name == "addresses" else (),
        findings=findings is not None,
        crops=tuple(crops),
    )


def _chosen(field: Any) -> tuple[Any, ...]:
    return tuple(field.items) if isinstance(field, Many) else (field,) if field.value is not None else ()


def _same(value: Any) -> Hashable:
    """Return what makes two readings one value: an address without its locality, a number without its notation."""
    if isinstance(value, Address):
        return (value.street or "").casefold(), value.number
    return comparable(value.value) if isinstance(value, Reference) else in_words(value)


def _weighed(field: Any) -> Iterable[Seen]:
    for item in _chosen(field):
        score = item.confidence if isinstance(field, Many) else field.score or field.confidence
        yield Seen(value=in_words(item.value), score=score, chosen=True, evidence=item.evidence)
    for candidate in field.candidates:
        yield Seen(value=in_words(candidate.value), score=candidate.confidence, evidence=candidate.evidence)


def _grouped(found: Iterable[Finding]) -> list[Seen]:
    """Return findings by value and role, the best first."""
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for one in found:
        groups[in_words(one.value), one.role].append(one)
    made = [
        Seen(
            value=value,
            role=role,
            score=max(one.score for one in ones),
            evidence=tuple(one.evidence for one in sorted(ones, key=lambda one: (-one.score, one.evidence.page))),
        )
        for (value, role), ones in groups.items()
    ]
    return sorted(made, key=lambda seen: (-seen.score, seen.value, seen.role))


def _decided(record: Record, field: Any, weighed: Sequence[Seen], found: Sequence[Finding]) -> Iterable[str]:
    if field.correction is not None:
        yield f"A person decided: {', '.join(field.correction.by)} on {field.correction.at:%Y-%m-%d}."
    if field.status == "absent":
        yield _ABSENT[field.absence]
    types = {page.number: page.type for page in record.pages}
    for seen in weighed:
        if not seen.chosen or not seen.evidence:
            continue
        places = ", ".join(
            f"p. {page} ({types.get(page, '?')})" for page in dict.fromkeys(e.page for e in seen.evidence)
        )
        roles = sorted({one.role for one in found if in_words(one.value) == seen.value and one.role})
        if roles:
            yield f"{seen.value}: score {seen.score:.2f}, read as {', '.join(roles)} on {places}."
        else:
            yield f"{seen.value}: score {seen.score:.2f}, read on {places}."
    others = [seen for seen in weighed if not seen.chosen]
    if others and any(seen.chosen for seen in weighed):
        yield f"The next candidate scores {max(seen.score for seen in others):.2f}."
    if field.score and field.status != "absent":
        yield f"A score of {field.score:.2f} means, by the calibration, a chance of {field.confidence:.2f}."
        if field.status == "review":
            yield _NOT_ALONE


def _against(field: Any, weighed: Sequence[Seen]) -> Iterable[str]:
    if field.reason:
        yield field.reason
    best = min((seen.score for seen in weighed if seen.chosen), default=0.0)
    for seen in weighed:
        if not seen.chosen and best and seen.score >= RIVAL * best:
            yield f"{seen.value} comes close: {seen.score:.2f}."

"""Applies people's answers to the record, so that no later run loses them."""

from typing import Any

from pipeline.wording import in_words
from schemas.delivery import Problem
from schemas.record import Candidate, Corrected, Item, Many, Record
from schemas.reviews import Correction, StandingAnswer
from schemas.values import Value
from schemas.words import Absence, AnswerKind

VERSION = 1

ONE_PERSON, TWO_PEOPLE = 0.99, 0.999
"""How far a value is believed that one person entered, or two independently: people err too."""
NEW_READING = "Een nieuwe lezing ({}) wijkt af van wat {} invulde: kies de juiste waarde."
_ABSENCE: dict[AnswerKind, Absence] = {
    "absent": "not_in_dossier",
    "illegible": "illegible",
    "wrong_dossier": "not_in_dossier",
    "rescan": "illegible",
}


def correct(record: Record, standing: tuple[StandingAnswer, ...]) -> Record:
    """Return the record with the answers that stand.

    A person's value is never replaced by the machine's. When a later reading, sure enough to be accepted, is neither
    the person's value nor one that a person had before them, the field waits again: that is a new fact.
    """
    for stand in standing:
        name = stand.correction.field
        record = record.with_field(name, corrected(record.field(name), stand))
    problems = tuple(problem for stand in standing for problem in misplaced(stand.correction))
    return record.model_copy(update={"problems": (*record.problems, *problems)})


def corrected(field: Any, stand: StandingAnswer) -> Any:
    """Return one field with people's answers applied."""
    answer = stand.correction
    read: tuple[Value, ...] = field.values
    mark: Corrected[Any] = Corrected(by=answer.by, at=answer.at, kind=answer.kind, read=read, knowing=stand.knowing)
    update: dict[str, object] = {
        "status": "corrected",
        "absence": None,
        "reason": "",
        "confidence": TWO_PEOPLE if answer.agreed_with else ONE_PERSON,
        "correction": mark,
    }
    if answer.kind != "value":
        update |= {"status": "absent", "absence": _ABSENCE[answer.kind]}
    if field.status == "accepted" and is_new(read, stand):
        reason = NEW_READING.format("; ".join(map(in_words, read)), " en ".join(answer.by))
        update |= {"status": "review", "absence": None, "reason": reason}
    return type(field)(**(dict(field) | update | _held(field, answer)))


def is_new(read: tuple[Value, ...], stand: StandingAnswer) -> bool:
    """Tell whether nobody has seen this reading yet."""
    return bool(read) and read != stand.correction.values and read not in stand.seen


def _held(field: Any, answer: Correction) -> dict[str, object]:
    """Return the values of the answer; what was read keeps its text and its places."""
    known = {_key(found.value): found for found in _as_candidates(field)}
    held = [_item(value, known.get(_key(value)), answer) for value in answer.values]
    if isinstance(field, Many):
        return {"items": tuple(held)}
    if not held:
        return {"value": None, "text": None, "evidence": answer.evidence}
    return {"value": held[0].value, "text": held[0].text, "evidence": held[0].evidence}


def _item(value: Any, known: Candidate[Any] | None, answer: Correction) -> Item[Any]:
    confidence = TWO_PEOPLE if answer.agreed_with else ONE_PERSON
    if known is not None:
        return Item(value=value, text=known.text, confidence=confidence, evidence=known.evidence)
    return Item(value=value, text=in_words(value), confidence=confidence, evidence=answer.evidence)


def _as_candidates(field: Any) -> tuple[Candidate[Any], ...]:
    """Return the other candidates, then what was chosen: of the same value in both, the last one counts."""
    chosen = field.items if isinstance(field, Many) else (field,) if field.value is not None else ()
    return (
        *field.candidates,
        *(
            Candidate(value=found.value, text=found.text or "", confidence=found.confidence, evidence=found.evidence)
            for found in chosen
        ),
    )


def _key(value: Any) -> str:
    return value if isinstance(value, str) else str(value.model_dump_json())


def misplaced(answer: Correction) -> tuple[Problem, ...]:
    """Return what must be done outside kaft: move a page to its own dossier, or have it scanned again."""
    page = answer.evidence[0].page if answer.evidence else None
    where = f"Blad {page}" if page else "Een blad"
    if answer.kind == "wrong_dossier":
        message = f"{where} hoort volgens de nakijker in een ander dossier."
        hint = "Leg het blad in zijn eigen dossier en lever beide opnieuw."
    elif answer.kind == "rescan":
        message = f"{where} moet opnieuw gescand worden."
        hint = "Vraag de scanfirma om een nieuwe scan en lever het dossier opnieuw."
    else:
        return ()
    return (Problem(code=answer.kind, message=message, hint=hint, page=page, severity="error"),)

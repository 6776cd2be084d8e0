"""The review form in Prefect's interface: what it shows, what it asks, and how an answer is read back.

Prefect shows Markdown above the fields and checks the answer against a JSON Schema before the run goes on. Per question
there is a choice and, under it, a line to type in; what is typed goes before what is chosen.
"""

import base64
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flows.markdown import code, plain
from pipeline.errors import AnswerRefused
from pipeline.reviewing.answering import Given
from pipeline.reviewing.desk import Neighbour
from pipeline.reviewing.parsing import LONGEST, SEVERAL
from pipeline.wording import FIELD_LABELS, in_words
from schemas.findings import Evidence
from schemas.reviews import BLIND, Choice, Question, Review
from schemas.words import AnswerKind, FieldName

CODE = "code"
KINDS: dict[str, AnswerKind] = {
    "— later": "later",
    "— kan niet gelezen worden": "illegible",
    "— staat niet in het dossier": "absent",
    "— blad hoort in een ander dossier": "wrong_dossier",
    "— blad opnieuw scannen": "rescan",
}
"""Answers that are no value. The dash keeps them apart from any value that was read."""
_BIG = 600_000
"""Bytes of pictures in one form; further questions get the link to the page alone."""
_OTHERS = 2
"""Places of other choices that a question shows; all choices stand in its list."""
_KEEP = 40
"""Questions in one form; the rest comes when these are answered."""


class Picture(NamedTuple):
    """The place of a question on the page, as PNG, and where the whole page can be opened.

    `others` are the places of choices that another page says: by the text of the choice.
    """

    crop: bytes | None
    link: str | None
    others: Mapping[str, "Picture"] = {}


class Form(NamedTuple):
    """A form as Prefect keeps it: the JSON Schema of the answer, and the Markdown above it."""

    schema: dict[str, Any]
    description: str


def shown(review: Review) -> tuple[Question, ...]:
    """Return the questions of a review that one form shows."""
    return review.questions[:_KEEP]


def form(
    review: Review,
    pictures: Mapping[FieldName, Picture],
    neighbours: Iterable[Neighbour] = (),
    notice: str = "",
    before: Mapping[str, Any] | None = None,
) -> Form:
    """Return the form of a review.

    Args:
        review: What is asked.
        pictures: By field name, the picture of its place.
        neighbours: Other dossiers to compare with.
        notice: What was wrong with an answer given before; stands on top.
        before: That answer: it is filled in already, but for the code.
    """
    asked = shown(review)
    properties: dict[str, Any] = {}
    for number, question in enumerate(asked, start=1):
        properties |= _fields(number, question)
    for name, asks in properties.items():
        filled = str((before or {}).get(name) or "")
        if filled and (filled in asks["enum"] if "enum" in asks else len(filled) <= asks["maxLength"]):
            asks["default"] = filled
    properties[CODE] = {
        "title": "Uw nakijkerscode (zoals mv-2abc3d)",
        "type": "string",
        "pattern": r"^\s*[A-Za-z][A-Za-z0-9]{1,11}-[A-Za-z0-9]{6}\s*$",
        "position": len(properties),
    }
    schema = {"title": "Nakijken", "type": "object", "properties": properties, "required": [CODE], "definitions": {}}
    return Form(schema, _markdown(review, asked, pictures, tuple(neighbours), notice))


def choice_texts(question: Question) -> dict[str, str]:
    """Return what the choices of a question look like on one line, and the text that each stands for."""
    return {" ".join(choice.text.split())[:LONGEST]: choice.text for choice in question.choices if choice.text.strip()}


def given(review: Review, answer: Mapping[str, Any]) -> tuple[list[Given], str]:
    """Return what somebody wrote in a form, and the code; questions left open are left out.

    Raises:
        AnswerRefused: nothing was answered.
    """
    found = []
    for number, question in enumerate(shown(review), start=1):
        typed = str(answer.get(f"eigen_{number}") or "").strip()
        chosen = str(answer.get(f"keuze_{number}") or "").strip()
        if typed:
            found.append(Given(question.field, "value", typed))
        elif chosen in KINDS:
            found.append(Given(question.field, KINDS[chosen]))
        elif chosen:
            found.append(Given(question.field, "value", choice_texts(question).get(chosen, chosen)))
    if not found:
        raise AnswerRefused("Er is geen enkel veld beantwoord.", "Kies bij minstens één veld een antwoord.")
    return found, str(answer.get(CODE) or "")


def _fields(number: int, question: Question) -> dict[str, Any]:
    label = f"{number}. {FIELD_LABELS[question.field]}"
    several = " (meer dan één: met ; ertussen)" if question.field in SEVERAL else ""
    return {
        f"keuze_{number}": {
            "title": label,
            "type": "string",
            "enum": [*choice_texts(question), *KINDS],
            "position": 2 * number - 2,
        },
        f"eigen_{number}": {
            "title": f"{label}: of typ zelf{several}",
            "type": "string",
            "maxLength": 4 * LONGEST,
            "position": 2 * number - 1,
        },
    }


def _markdown(
    review: Review,
    asked: tuple[Question, ...],
    pictures: Mapping[FieldName, Picture],
    neighbours: tuple[Neighbour, ...],
    notice: str,
) -> str:
    lines = [f"> **Nog eens, want:** {plain(notice)}", ""] if notice else []
    lines += [f"Map {code(review.key.folder)}, levering {code(review.key.delivery)}, versie {review.version}.", ""]
    room = _BIG
    for number, question in enumerate(asked, start=1):
        picture = pictures.get(question.field, Picture(None, None))
        lines += [f"### {number}. {FIELD_LABELS[question.field]}", "", f"*{plain(question.reason)}*", ""]
        if picture.crop and len(picture.crop) < room:
            room -= len(picture.crop)
            lines += [_drawn(picture.crop), ""]
        read = [] if question.asked in BLIND else [_read(question)]
        lines += [" · ".join([*read, _place(question.evidence, picture.link)]), ""]
        for choice in elsewhere(question):
            other = picture.others.get(choice.text, Picture(None, None))
            if other.crop and len(other.crop) < room:
                room -= len(other.crop)
                lines += [_drawn(other.crop), ""]
            lines += [f"Ook gelezen: {code(choice.text)} · {_place(choice.evidence, other.link)}", ""]
    if neighbours:
        lines += ["### In het register", "", "| Map | Levering | Gevonden |", "|---|---|---|"]
        lines += [f"| {code(n.folder)} | {code(n.delivery)} | {plain(n.excerpt)} |" for n in neighbours]
    if len(review.questions) > len(asked):
        lines += ["", f"Na dit formulier komen er nog {len(review.questions) - len(asked)} velden."]
    return "\n".join(lines) + "\n"


def elsewhere(question: Question) -> tuple[Choice, ...]:
    """Return the choices that were read on another place than what the question shows, each place once.

    Who must choose between two pages has to see both. A blind question shows neither.
    """
    if question.asked in BLIND:
        return ()
    seen, found = set(question.evidence[:1]), []
    for choice in question.choices:
        if choice.evidence and choice.values != question.read and choice.evidence[0] not in seen:
            seen.add(choice.evidence[0])
            found.append(choice)
    return tuple(found[:_OTHERS])


def _drawn(crop: bytes) -> str:
    return f"![blad](data:image/png;base64,{base64.b64encode(crop).decode()})"


def _place(evidence: tuple[Evidence, ...], link: str | None) -> str:
    if not evidence:
        nowhere = "Er is geen plaats op een blad gevonden; kijk het hele dossier na."
        return f"{nowhere} [Het eerste blad, op ware grootte]({link})" if link else nowhere
    where = f"Blad {evidence[0].page}"
    return f"[{where}, op ware grootte]({link})" if link else f"{where}."


def _read(question: Question) -> str:
    read = "; ".join(in_words(value) for value in question.read) or "niets dat zeker genoeg is"
    return f"Gelezen: {code(read)}"

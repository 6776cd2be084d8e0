"""The work list as a CSV file for people without kaft: one row per question out, the same rows with answers back.

A row holds all that is needed to refuse it when the dossier has changed meanwhile. Cells are safe to open in a
spreadsheet; the apostrophe that makes them so is taken away on the way back.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import IO, Any, NamedTuple, cast

from pipeline.errors import AnswerRefused
from pipeline.exporting.tables import safe_cell
from pipeline.reviewing.answering import Given
from pipeline.wording import FIELD_LABELS, in_words
from schemas.reviews import BLIND, Review
from schemas.words import AnswerKind, FieldName

COLUMNS = (
    "dossier", "vraag", "levering", "map", "veld", "waarom", "gelezen", "keuze_1", "keuze_2", "keuze_3", "keuze_4",
    "blad", "bestand", "antwoord",
)  # fmt: skip
"""`dossier` and `vraag` (the revision) say what a row is about, `antwoord` is to be filled in."""
CHOICES = 4
WORDS: dict[str, AnswerKind] = {
    "later": "later",
    "onleesbaar": "illegible",
    "niet in dossier": "absent",
    "ander dossier": "wrong_dossier",
    "opnieuw scannen": "rescan",
}
"""What may stand in `antwoord` besides a value and the number of a choice (`1` to `4`, after `=`: `keuze 2`)."""
_FIELDS: dict[str, FieldName] = {label: name for name, label in FIELD_LABELS.items()}
_LARGEST = 20_000_000


class Answered(NamedTuple):
    """All rows with an answer about one dossier, as they were asked; `lines` are their places in the file."""

    dossier_id: str
    revision: int
    given: tuple[Given, ...]
    lines: tuple[int, ...]


class Unreadable(NamedTuple):
    """A row that cannot be understood, and why."""

    line: int
    reason: str


def write(reviews: Iterable[Review], target: IO[bytes]) -> int:
    """Write the questions of reviews and return how many there are: UTF-8 with byte order mark, `;`, CRLF."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    rows = [row for review in reviews for row in _rows(review)]
    writer.writerows(rows)
    text.detach()
    return len(rows)


def read(data: bytes, reviews: Mapping[str, Review]) -> tuple[list[Answered], list[Unreadable]]:
    """Return the answers in a file, per dossier, and the rows that cannot be understood; empty answers are left out.

    `reviews` are those that wait now, by dossier id: a number in `antwoord` means their choice.

    Raises:
        AnswerRefused: the file is no such table.
    """
    found: dict[tuple[str, int], list[tuple[int, Given]]] = {}
    wrong = []
    for line, cells in _table(data):
        answer = _bare(cells.get("antwoord") or "")
        if not answer:
            continue
        name = _FIELDS.get(_bare(cells.get("veld") or ""))
        dossier, revision = _bare(cells.get("dossier") or ""), _bare(cells.get("vraag") or "")
        if name is None or not revision.isdecimal() or len(revision) > 9:
            wrong.append(Unreadable(line, "De kolommen dossier, vraag en veld zijn gewijzigd."))
            continue
        given = _given(name, answer, reviews.get(dossier))
        if given is None:
            wrong.append(Unreadable(line, "Er is geen keuze met dit nummer."))
            continue
        found.setdefault((dossier, int(revision)), []).append((line, given))
    return [
        Answered(dossier, revision, tuple(given for _, given in rows), tuple(line for line, _ in rows))
        for (dossier, revision), rows in found.items()
    ], wrong


def _rows(review: Review) -> Iterable[tuple[str, ...]]:
    for question in review.questions:
        hidden = question.asked in BLIND
        choices = [choice.text for choice in question.choices[:CHOICES]]
        place = question.evidence[0] if question.evidence else None
        cells = (
            review.dossier_id,
            str(review.revision),
            review.key.delivery,
            review.key.folder,
            FIELD_LABELS[question.field],
            question.reason,
            "" if hidden else "; ".join(in_words(value) for value in question.read),
            *choices,
            *[""] * (CHOICES - len(choices)),
            str(place.page) if place else "",
            place.file if place else "",
            "",
        )
        yield tuple(safe_cell(cell) for cell in cells)


def _given(name: FieldName, answer: str, review: Review | None) -> Given | None:
    if answer.casefold() in WORDS:
        return Given(name, WORDS[answer.casefold()])
    first, _, number = answer.casefold().rpartition(" ")
    if first != "keuze" or not number.isdecimal():
        return Given(name, "value", answer)
    asked = next((question for question in review.questions if question.field == name), None) if review else None
    if asked is None:
        # Refused further on, with the reason: the question is no longer there.
        return Given(name, "value", answer)
    place = int(number) - 1 if len(number) < 3 else -1
    return Given(name, "value", asked.choices[place].text) if 0 <= place < len(asked.choices) else None


def _table(data: bytes) -> Iterable[tuple[int, Mapping[str, Any]]]:
    if len(data) > _LARGEST:
        raise AnswerRefused("This file is too large to be a work list.", "`kaft review export` makes one.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",")
    try:
        missing = {"dossier", "vraag", "veld", "antwoord"} - set(reader.fieldnames or ())
        if missing:
            raise AnswerRefused(
                f"This is no work list: the columns {', '.join(sorted(missing))} are missing.",
                "`kaft review export` makes one; keep its first row.",
            )
        for row in reader:
            yield reader.line_num, cast("Mapping[str, Any]", row)
    except csv.Error as error:
        raise AnswerRefused(f"This file cannot be read as CSV: {error}.", "Save it as CSV with semicolons.") from error


def _bare(cell: str) -> str:
    """Return what a cell says, without the apostrophe that kept it from being a formula."""
    text = cell.strip()
    bare = text.removeprefix("'")
    return bare if bare != text and safe_cell(bare) == text else text

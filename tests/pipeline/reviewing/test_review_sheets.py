"""The work list goes out as a spreadsheet and comes back with answers, whatever the spreadsheet did to it."""

import csv
import datetime as dt
import io

import pytest

from pipeline.errors import AnswerRefused
from pipeline.reviewing.answering import Given
from pipeline.reviewing.sheets import COLUMNS, read, write
from schemas.delivery import DossierKey
from schemas.reviews import Asked, Choice, Question, Review

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
ACTIVE = '=HYPERLINK("http://example.org")'


def review(folder: str = "D1", asked: Asked = "doubtful", *texts: str) -> Review:
    key = DossierKey(delivery="levering_01", folder=folder)
    question = Question(
        field="architect", asked=asked, reason="Zwak.", status="review", confidence=0.5, read=("R. Schellekens",),
        choices=() if asked == "sample" else tuple(Choice(values=(text,), text=text, confidence=1) for text in texts),
    )  # fmt: skip
    return Review(
        dossier_id=key.id, key=key, nis="12025", version=1, revision=3, questions=(question,), opened_at=NOON,
        changed_at=NOON,
    )  # fmt: skip


def table(*reviews: Review) -> tuple[bytes, list[dict[str, str]]]:
    out = io.BytesIO()
    write(reviews, out)
    data = out.getvalue()
    return data, list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def filled(row: dict[str, str], answer: str, delimiter: str = ";") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter)
    writer.writeheader()
    writer.writerow(row | {"antwoord": answer})
    return out.getvalue().encode()


def test_a_row_says_what_is_asked_and_what_to_choose_from() -> None:
    _, [row] = table(review("D1", "doubtful", "R. Schellekens", "J. Peeters"))

    assert (row["vraag"], row["veld"], row["gelezen"]) == ("3", "Architect", "R. Schellekens")
    assert (row["keuze_1"], row["keuze_2"], row["keuze_3"], row["antwoord"]) == ("R. Schellekens", "J. Peeters", "", "")


def test_no_cell_can_act_as_a_formula() -> None:
    data, [row] = table(review(ACTIVE, "doubtful", ACTIVE))

    assert row["map"] == row["keuze_1"] == f"'{ACTIVE}"
    assert b';"=' not in data


def test_a_blind_sample_shows_neither_value_nor_choice() -> None:
    _, [row] = table(review("D1", "sample"))

    assert "Schellekens" not in " ".join(row.values())


@pytest.mark.parametrize(
    ("answer", "given"),
    [
        ("keuze 2", Given("architect", "value", "J. Peeters")),
        ("Keuze 1", Given("architect", "value", ACTIVE)),
        ("L. Janssens", Given("architect", "value", "L. Janssens")),
        ("onleesbaar", Given("architect", "illegible")),
        ("Niet in dossier", Given("architect", "absent")),
        ("ander dossier", Given("architect", "wrong_dossier")),
        ("opnieuw scannen", Given("architect", "rescan")),
        ("later", Given("architect", "later")),
        (f"'{ACTIVE}", Given("architect", "value", ACTIVE)),
        ("'s Gravenwezel", Given("architect", "value", "'s Gravenwezel")),
    ],
)
@pytest.mark.parametrize("delimiter", [";", ","])
def test_an_answer_comes_back_as_it_was_meant(answer: str, given: Given, delimiter: str) -> None:
    asked = review("D1", "doubtful", ACTIVE, "J. Peeters")
    _, [row] = table(asked)

    [answered], wrong = read(filled(row, answer, delimiter), {asked.dossier_id: asked})

    assert (answered.dossier_id, answered.revision, answered.given) == (asked.dossier_id, 3, (given,))
    assert (answered.lines, wrong) == ((2,), [])


def test_rows_without_an_answer_are_left_alone_and_broken_ones_are_told() -> None:
    asked = review("D1", "doubtful", "A. Bc")
    _, [row] = table(asked)

    assert read(filled(row, " "), {asked.dossier_id: asked}) == ([], [])
    for broken, answer in (({"veld": "Kleur"}, "x"), ({"vraag": "drie"}, "x"), ({}, "keuze 9")):
        answered, [wrong] = read(filled(row | broken, answer), {asked.dossier_id: asked})
        assert (answered, wrong.line) == ([], 2)


@pytest.mark.parametrize("data", [b"", b"een;twee\n1;2\n", b"\xff\xfe\x00", b'"' * 200_001])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(AnswerRefused):
        read(data, {})

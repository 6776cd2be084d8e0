"""`kaft review` as a person and as a script uses it."""

import csv
import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline import bootstrap
from pipeline.reviewing.reviewers import enrolled
from pipeline.settings import load
from schemas.record import Record
from schemas.reviews import Choice, Question, Review

Kaft = Callable[..., "subprocess.CompletedProcess[str]"]


class Desk(NamedTuple):
    """A work folder in which dossiers wait, the command on it, and a code."""

    work: Path
    kaft: Kaft
    code: str

    def __call__(self, *words: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        settings = {"KAFT_REVIEWER": self.code, "KAFT_REVIEW__SAMPLE": "0"}
        return self.kaft("review", *words, "--work", self.work, **(settings | environment))

    def json(self, *words: str | Path) -> Any:
        done = self(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def waiting(self) -> dict[str, list[str]]:
        return {row["folder"]: row["fields"] for row in self.json("list")}


@pytest.fixture
def desk(worked: Path, kaft: Kaft) -> Desk:
    """Every dossier waits for its architect, whatever was read."""
    with bootstrap.open_register(load(None, work=worked)) as books:
        person, code = enrolled("an")
        books.reviews.enrol(person)
        for record in books.register.records():
            before = books.reviews.review(record.id)
            books.reviews.save(waiting_for_architect(record, before.revision + 1 if before else 1))
    return Desk(worked, kaft, code)


def waiting_for_architect(record: Record, revision: int) -> Review:
    now = dt.datetime.now(dt.UTC)
    question = Question(
        field="architect", asked="doubtful", reason="Zwak.", status="review", confidence=0.5,
        choices=(Choice(values=("R. Schellekens",), text="R. Schellekens", confidence=0.5),),
    )  # fmt: skip
    return Review(
        dossier_id=record.id, key=record.key, nis="12025", version=1, revision=revision, questions=(question,),
        opened_at=now, changed_at=now,
    )  # fmt: skip


def test_an_answer_is_checked_kept_published_and_told(desk: Desk, worked: Path) -> None:
    dry = desk("answer", "D1", "architect", "R. Schellekens", "--dry-run")
    assert "nothing was kept" in dry.stdout
    assert desk.waiting()["D1"] == ["architect"]

    done = desk.json("answer", "D1", "architect", "R. Schellekens")
    assert (done["kept"], done["versions"]) == (True, [2])
    told = desk.json("show", "D1")["answers"]
    assert desk("export", worked / "answers.jsonl", "--answers").returncode == 0
    assert [json.loads(line) for line in (worked / "answers.jsonl").read_text(encoding="utf-8").splitlines()] == told
    assert [(answer["field"], answer["reviewer"], answer["values"]) for answer in told] == [
        ("architect", "an", ["R. Schellekens"])
    ]
    assert "an: architect = R. Schellekens" in desk("show", "D1").stdout


def test_who_looks_at_the_delivery_sees_what_became_of_it_since(desk: Desk, kaft: Kaft, worked: Path) -> None:
    def now() -> dict[str, Any]:
        (report,) = json.loads(kaft("status", "--json", "--work", worked).stdout)["reports"]
        return next(outcome for outcome in report["outcomes"] if outcome["key"]["folder"] == "D1")

    before = now()
    assert desk.json("answer", "D1", "architect", "R. Schellekens")["versions"] == [2]
    assert (before["version"], now()["version"]) == (1, 2)
    assert "architect" not in now()["review"]

    told = kaft("history", "D1", "--work", worked, KAFT_LANG="nl", COLUMNS="200").stdout
    assert "nagekeken: Architect" in told
    assert told.count("Architect") == 2, "of the first version everything is new, and not listed"


@pytest.mark.parametrize(
    ("words", "environment", "code"),
    [
        (("answer", "D1", "dates.decision", "32/13/1974"), {}, 4),
        (("answer", "D1", "architect", "x"), {"KAFT_REVIEWER": "an-aaaaaa"}, 4),
        (("answer", "D1", "architect", "x"), {"KAFT_REVIEWER": ""}, 3),
        (("answer", "D1", "colour", "x"), {}, 2),
        (("show", "nergens"), {}, 4),
    ],
)
def test_what_cannot_be_done_is_said_with_its_exit_code(
    words: tuple[str, ...], environment: dict[str, str], code: int, desk: Desk
) -> None:
    done = desk(*words, **environment)

    assert done.returncode == code, done.stderr
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_sheet_goes_out_and_comes_back_and_a_stale_row_is_refused(desk: Desk, tmp_path: Path) -> None:
    sheet = tmp_path / "werklijst.csv"
    assert desk.json("export", sheet, "--dry-run")["written"] is False
    assert not sheet.exists()
    assert desk.json("export", sheet)["rows"] == sum(map(len, desk.waiting().values()))

    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    first = rows[0] | {"antwoord": "niet in dossier"}
    stale = next(row for row in rows if row["dossier"] != first["dossier"]) | {"antwoord": "onleesbaar", "vraag": "9"}
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, first, delimiter=";")
        writer.writeheader()
        writer.writerows([first, stale])

    done = desk("import", sheet, "--json")

    assert done.returncode == 9, done.stderr
    taken, refused = json.loads(done.stdout)["results"]
    assert (taken["dossier"], taken["state"]) == (first["dossier"], "answered")
    assert "intussen" in refused["refused"]
    assert json.loads(done.stdout)["published"] == 1


def test_the_keyboard_loop_takes_numbers_keys_and_words(desk: Desk, worked: Path) -> None:
    waiting = desk.json("list")
    assert len(waiting) >= 3
    done = subprocess.run(
        _command("review", "work", "--work", worked), input="1\no\nq\n", capture_output=True, text=True, timeout=300,
        check=False, env=_environment(desk.code),
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "Dossiers answered: 2, published anew: 2." in done.stdout
    told = [desk.json("show", row["dossier"])["answers"] for row in waiting[:3]]
    assert [[(answer["kind"], answer["values"]) for answer in answers] for answers in told] == [
        [("value", ["R. Schellekens"])], [("illegible", [])], []
    ]  # fmt: skip


def test_an_answer_that_cannot_be_taken_is_asked_again_at_once(desk: Desk, worked: Path) -> None:
    first = desk.json("list")[0]
    with bootstrap.open_register(load(None, work=worked)) as books:
        review = books.reviews.review(first["dossier"])
        assert review is not None
        day = review.questions[0].model_copy(update={"field": "dates.decision", "choices": ()})
        books.reviews.save(
            review.model_copy(update={"questions": (*review.questions, day), "revision": review.revision + 1})
        )

    done = subprocess.run(
        _command("review", "work", "--work", worked), input="9\n1\ngisteren\n1940-09-18\nq\n", capture_output=True,
        text=True, timeout=300, check=False, env=_environment(desk.code),
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "There is no choice 9." in done.stdout, "nine was taken for the name of an architect"
    assert "Datum beslissing" in done.stdout, "the refusal names the field in Dutch"
    assert "Dossiers answered: 1, published anew: 1." in done.stdout
    answers = {answer["field"]: answer["values"] for answer in desk.json("show", first["dossier"])["answers"]}
    assert answers == {"architect": ["R. Schellekens"], "dates.decision": ["1940-09-18"]}


def test_a_code_is_shown_once_and_ends_when_it_is_withdrawn(desk: Desk) -> None:
    assert "write it down" in desk("reviewers", "--add", "jo").stdout
    assert desk.json("reviewers", "--remove", "an")["reviewers"] == [
        {"name": "an", "active": False}, {"name": "jo", "active": True}
    ]  # fmt: skip
    assert desk("answer", "D1", "architect", "x").returncode == 4
    assert desk.json("quality") == {"fields": [], "asked_again": 0}


def _command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", *map(str, words)]


def _environment(code: str) -> dict[str, str]:
    return {**os.environ, "COLUMNS": "300", "KAFT_READING__ENGINE": "tesseract", "KAFT_REVIEWER": code}

"""Every command gives JSON to programs: all of them are called with --json on a finished work folder, tries too."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pipeline import bootstrap
from pipeline.cli import main
from pipeline.reviewing.reviewers import enrolled
from pipeline.settings import load
from tests.pipeline.test_manners import commands

ROOT = Path(__file__).parents[2]
CALLS = (
    "separators {here}/sheets.pdf --box 7 --folders 1-2", "separators {here}/sheets.pdf --box 7 --dry-run",
    "run {delivery} --dry-run",
    "status", "status --health", "status --coverage", "show D1", "show D1 --why decision",
    "show D1 --out {here}/D1.html", "find 622/1940",
    "export {here}/flat", "export {here}/flat --dry-run", "report levering_01", "verify",
    "doctor", "doctor --sbom", "evaluate {here}/truth --html {here}/new/page.html",
    "calibrate {here}/truth --out {here}/new/calibration.json",
    "publish D1", "publish D1 --dry-run",
    "keep D1 --reason proef --dry-run", "keep D1 --reason proef", "undo {act} --why proef --dry-run",
    "withdraw D1 --reason proef --dry-run",
    "merge D1 {other} --reason proef --dry-run", "split D1 {other} --why proef --dry-run",
    "settle levering_01 --reason proef --dry-run", "settle levering_01 --reason proef",
    "history D1", "feed {here}/feed", "reads", "collisions",
    "substitution {here}/bewijs --series proef --dry-run", "substitution {here}/bewijs --series proef",
    "backup {here}/register.kaft --dry-run", "backup {here}/register.kaft",
    "restore {here}/register.kaft --register sqlite:///{here}/other.sqlite --dry-run",
    "restore {here}/register.kaft --register sqlite:///{here}/other.sqlite",
    "down", "reference list",
    "products notary 622/1940", "products own 622/1940", "products lapse", "products footprint D1",
    "review list", "review show D1", "review export {here}/list.csv --dry-run", "review export {here}/list.csv",
    "review export {here}/answers.jsonl --answers", "review reviewers --add mv --dry-run", "review quality --enforce",
    "review import {here}/list.csv --reviewer {code} --dry-run",
)  # fmt: skip
ELSEWHERE = {
    "completion": "for shells, which read no JSON",
    "demo": "runs the samples: tests/samples",
    "link": "asks for S3: tests/pipeline/test_sharing.py",
    "reference import": "asks for a table: tests/pipeline/test_reference_command.py",
    "review answer": "makes a dossier anew: tests/pipeline/test_review_cli.py",
    "review work": "asks people; see below",
    "up": "starts servers: tests/flows/test_up.py",
}


def test_every_command_is_called_here_or_elsewhere() -> None:
    every = {" ".join(path) for path, _ in commands()}
    here = {path for path in every if any(f"{call} ".startswith(f"{path} ") for call in CALLS)}
    assert every - here == ELSEWHERE.keys()


def test_every_command_gives_json_and_nothing_else(
    worked: Path, finished: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    here = worked.parent
    known = json.loads((ROOT / "samples" / "truth" / "D012_M01.json").read_text(encoding="utf-8"))
    (here / "truth").mkdir()
    (here / "truth" / "D1.json").write_text(json.dumps({**known, "dossier": "D1"}), encoding="utf-8")
    person, code = enrolled("mv")
    with bootstrap.open_register(load(work=worked)) as books:
        books.reviews.enrol(person)
        other = next(record.id for record in books.register.records() if record.key.folder != "D1")
        delivery = books.register.delivery("levering_01")
        assert delivery is not None
        books.register.receive(delivery.model_copy(update={"before": delivery.dossiers[:1]}))
        act = books.register.act("kept", other, who="mv", why="proef").number
    names = {"here": here, "delivery": finished.delivery, "code": code, "other": other, "act": act}
    wrong = {}
    for call in CALLS:
        words = call.format(**names).split()
        with suppress(SystemExit):  # files that need attention, something stuck: told as JSON all the same
            main([*words, "--work", str(worked), "--json"])
        told = capsys.readouterr()
        try:
            json.loads(told.out)
        except ValueError:
            wrong[call] = f"{told.out[:200]} {told.err[:200]}"
    assert wrong == {}
    assert (here / "D1.html").is_file()
    assert (here / "new" / "page.html").is_file()


def test_questions_at_the_keyboard_are_for_people(worked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["review", "work", "--work", str(worked), "--json"])
    assert ended.value.code == 2
    assert "review list" in capsys.readouterr().err


def test_a_place_where_nobody_may_write_is_said_and_no_fault_of_kaft(
    worked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAFT_LANG", "nl")
    with pytest.raises(SystemExit) as ended:
        main(["show", "D1", "--out", str(worked), "--work", str(worked)])  # a folder where a file is meant
    assert ended.value.code == 3
    assert f"{worked} kan niet gebruikt worden" in capsys.readouterr().err

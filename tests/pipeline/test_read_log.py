"""Whoever reads a dossier through kaft is written down, and nothing of what was read or searched for is."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import bootstrap
from pipeline.cli import main
from pipeline.commands.read_log import ONE_BY_ONE, noted
from pipeline.reviewing.reviewers import enrolled
from pipeline.settings import load
from schemas.reads import Read


@pytest.fixture(scope="module")
def shared(finished: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work folder in which commands read and log; each test looks only at what it added."""
    return Path(shutil.copytree(finished.work, tmp_path_factory.mktemp("reads") / "work"))


@pytest.fixture
def seen(shared: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[Read]]:
    """Run a command and return the lines that it added to the log, oldest first."""

    def run(*words: str) -> list[Read]:
        before = _lines(shared)
        main([*words, "--work", str(shared)])
        capsys.readouterr()
        return list(reversed(_lines(shared)[: len(_lines(shared)) - len(before)]))

    return run


def _lines(work: Path) -> tuple[Read, ...]:
    with bootstrap.open_register(load(work=work)) as books:
        return books.reads.reads(limit=1000)


@pytest.mark.parametrize(
    ("words", "what", "tier"),
    [
        (("show", "D1"), "show", "internal"),
        (("show", "D1", "--json"), "show", "internal"),
        (("show", "D1", "--why", "decision"), "show", "internal"),
        (("find", "622/1940"), "find", "internal"),
        (("history", "D1"), "history", "internal"),
        (("products", "notary", "622/1940"), "products notary", "integrators"),
        (("products", "own", "622/1940"), "products own", "integrators"),
        (("products", "footprint", "D1"), "products footprint", "internal"),
    ],
)
def test_reading_a_dossier_is_written_down(
    words: tuple[str, ...], what: str, tier: str, seen: Callable[..., list[Read]]
) -> None:
    lines = seen(*words)

    assert {(line.what, line.tier, line.count) for line in lines} == {(what, tier, 1)}
    assert all(line.dossier_id and "@" in line.who and line.at for line in lines)


@pytest.mark.parametrize("kind", ["flat", "csv", "xlsx", "bagit"])
def test_an_export_is_one_line_with_how_many(kind: str, seen: Callable[..., list[Read]], tmp_path: Path) -> None:
    (line,) = seen("export", str(tmp_path / "out"), "--format", kind)
    assert (line.what, line.dossier_id, line.count) == (f"export {kind}", None, 3)


def test_a_dry_run_and_a_search_in_vain_read_nothing(seen: Callable[..., list[Read]], tmp_path: Path) -> None:
    assert seen("export", str(tmp_path / "out"), "--dry-run") == []
    assert seen("find", "xyzzyxyzzy") == []


def test_what_was_searched_for_stands_nowhere(
    seen: Callable[..., list[Read]], monkeypatch: pytest.MonkeyPatch, shared: Path
) -> None:
    monkeypatch.setenv("KAFT_PURPOSE", "notaris")
    lines = seen("find", "Verhaegen Godelieve")

    assert lines
    assert {line.purpose for line in lines} == {"notaris"}
    assert "erhaegen" not in json.dumps([line.model_dump() for line in lines])
    assert "erhaegen" not in (shared / "log" / "kaft.jsonl").read_text(encoding="utf-8")


def test_a_reviewer_is_known_by_name(
    seen: Callable[..., list[Read]], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, code = enrolled("mv")
    with bootstrap.open_register(load(work=shared)) as books:
        books.reviews.enrol(person)
    for given, name in ((code, "mv"), ("mv-wrong2", None)):
        monkeypatch.setenv("KAFT_REVIEWER", given)
        (line,) = seen("show", "D1")
        assert (line.who == "mv") is (name == "mv")
        assert given.partition("-")[2] not in line.who


def test_the_list_shows_who_read_a_dossier(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["show", "D1", "--work", str(shared)])
    main(["export", str(shared / "flat"), "--work", str(shared)])
    capsys.readouterr()

    main(["reads", "D1", "--work", str(shared), "--json"])
    lines = [Read.model_validate(line) for line in json.loads(capsys.readouterr().out)]
    main(["reads", "--limit", "1", "--work", str(shared)])
    told = capsys.readouterr().out

    assert [line.what for line in lines][:2] == ["export flat", "show"]
    assert "export flat" in told
    assert "--limit shows more" in told


def test_a_register_that_cannot_be_written_to_is_read_all_the_same(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = worked / "register.sqlite"
    main(["show", "D1", "--work", str(worked)])  # its last write goes from the journal into the file
    before = _lines(worked)
    capsys.readouterr()
    url = f"sqlite:///file:{file}?mode=ro&uri=true"

    main(["show", "D1", "--register", url, "--work", str(worked)])

    captured = capsys.readouterr()
    assert "levering_01 / D1" in captured.out
    assert "could not be written down" in captured.err
    assert "read_not_noted" in (worked / "log" / "kaft.jsonl").read_text(encoding="utf-8")
    assert _lines(worked) == before
    assert not list(tmp_path.glob("file*")), "no folders called file: where kaft was called"


def test_many_dossiers_at_once_are_one_line(worked: Path) -> None:
    settings = load(work=worked)
    with bootstrap.open_register(settings) as books:
        before = books.reads.reads(limit=1000)  # the work folder is one that others have looked into
        noted(settings, books, "report", (f"id{place}" for place in range(ONE_BY_ONE + 1)))
        (line,) = [line for line in books.reads.reads(limit=1000) if line not in before]
    assert (line.dossier_id, line.count) == (None, ONE_BY_ONE + 1)

"""The integrators' page: its commands and programs run, and its examples show nothing that is not there."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "integrators.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+) ?([\w.]*)\n(.*?)```", PAGE, re.DOTALL)
pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # rdflib's own class


@pytest.fixture
def work(worked: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return worked


HERE = {"D012_M01": "D1", "1934/142": "622/1940"}
"""What the page calls its dossier, after the first of the samples, and what the delivery of these tests calls it."""


def test_the_dossier_of_the_page_is_the_first_of_the_samples() -> None:
    truth = json.loads((Path(__file__).parents[2] / "samples" / "truth" / "D012_M01.json").read_text(encoding="utf-8"))
    assert "1934/142" in {reference["value"] for reference in truth["references"]}
    assert set(HERE) <= {word for line in lines() for word in shlex.split(line)}


def lines() -> Iterator[str]:
    for kind, _, text in BLOCKS:
        if kind == "sh":
            yield from text.splitlines()


def test_the_commands_run(work: Path) -> None:
    commands = list(lines())
    assert len(commands) >= 8
    for command in commands:
        program, *words = shlex.split(command)
        assert program == "kaft"
        main([*(HERE.get(word, word) for word in words), "--work", str(work)])
    assert list(Path("copy").glob("*.json"))


@pytest.mark.parametrize("text", [text for kind, _, text in BLOCKS if kind == "python"])
def test_the_programs_run(text: str, work: Path) -> None:
    exec(compile(text, "integrators.md", "exec"), {"BUCKET": work / "bucket"})  # noqa: S102  # our own page


@pytest.mark.parametrize(("name", "text"), [(name, text) for kind, name, text in BLOCKS if kind == "json"])
def test_the_examples_show_what_is_there(name: str, text: str, work: Path) -> None:
    tier, file = ("public/dossiers", "record.json") if name == "public" else ("dossiers", name)
    folder = work / "bucket" / "v1" / tier
    made = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob(f"*/*/**/{file}")]
    assert made
    there = set().union(*map(paths, made))

    assert paths(json.loads(text)) <= there


def paths(value: Any, at: str = "") -> set[str]:
    """Return every name in a JSON value with where it stands; the places in a list are one."""
    if isinstance(value, dict):
        if at == ".withheld":  # its names are those of fields
            return set()
        here = {f"{at}.{name}" for name in value}
        return here.union(*(paths(part, f"{at}.{name}") for name, part in value.items()))
    if isinstance(value, list):
        return set().union(*(paths(part, f"{at}[]") for part in value))
    return set()


def test_every_object_of_a_version_is_named(work: Path) -> None:
    for path in (work / "bucket" / "v1" / "dossiers").glob("*/*/v1/*"):
        assert path.name in PAGE or f"{path.name}/" in PAGE, path.name

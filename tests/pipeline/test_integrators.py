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


ELSEWHERE = {
    "public": "public/dossiers/*/*/**/record.json",
    "index.jsonld": "feed/index.jsonld",
    "verification": "verification/latest.json",
}
"""Where the examples are that are no file of a version."""


@pytest.mark.parametrize(("name", "text"), [(name, text) for kind, name, text in BLOCKS if kind == "json"])
def test_the_examples_show_what_is_there(name: str, text: str, work: Path) -> None:
    if name == "verification":
        main(["verify", "--work", str(work)])
    named = ELSEWHERE.get(name, f"dossiers/*/*/**/{name}")
    made = [json.loads(path.read_text(encoding="utf-8")) for path in (work / "bucket" / "v1").glob(named)]
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


KINDS = (
    (r"/crops/[\w.]+\.png$", "/crops/<field>.png"),
    (r"/documents/\d+-\w+\.pdf$", "/documents/NN-<type>.pdf"),
    (r"/\d{4}\.alto\.xml$", "/NNNN.alto.xml"),
    (r"/\d{6}\.jsonld$", "/NNNNNN.jsonld"),
)


def test_every_kind_of_object_in_the_bucket_is_in_the_list(work: Path) -> None:
    """Fails when kaft writes an object of a new kind and `What is where` does not name it."""
    main(["verify", "--work", str(work)])
    listed = PAGE[PAGE.index("## What is where") : PAGE.index("## The pointer")]
    keys = [path.relative_to(work / "bucket").as_posix() for path in (work / "bucket" / "v1").rglob("*.*")]
    assert {key.split("/")[1] for key in keys} == {"dossiers", "public", "feed", "schemas", "verification"}
    for key in keys:
        name = key
        for pattern, kind in KINDS:
            name = re.sub(pattern, kind, name)
        assert name.rpartition("/")[2] in listed, key
        assert f"v1/{key.split('/')[1]}/" in listed, key

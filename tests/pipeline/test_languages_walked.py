"""Every command that tells people something, on a finished work folder: Dutch throughout, or English throughout.

The words of the program are those of `dutch.toml`; what stands in it on one side only must not be seen on the other.
"""

import re
import tomllib
from collections.abc import Iterable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

import extractors
from pipeline import bootstrap
from pipeline.cli import main
from pipeline.commands.spoken import Language
from pipeline.settings import load
from schemas import words as of_schemas
from schemas.flat import FIELDS

COMMANDS = (
    "status", "status --health", "status --coverage", "show D1", "show D2", "find Leest", "find 1950/7",
    "find nergens", "review list", "collisions", "history D1", "verify", "reads", "doctor", "publish --all",
    "feed {here}/1", "backup {here}/2", "export {here}/3 --dry-run",
    *(f"show D1 --why {name}" for name in FIELDS),
)  # fmt: skip
LETTERS = re.compile(r"[a-zà-ÿ]{3,}", re.IGNORECASE)
SAME = {"kaft", "json", "prefect", "dutch", "reference", "small", "crops"}
"""Programs, files and what official lists call themselves."""


def words_of(text: str) -> set[str]:
    return {word.casefold() for word in LETTERS.findall(re.sub(r"{\w+}|`[^`]*`", " ", text))}


def vocabularies() -> dict[Language, set[str]]:
    """Return the words that only English, and only Dutch sentences of the program have."""
    known = tomllib.loads(files("pipeline.commands").joinpath("dutch.toml").read_text(encoding="utf-8"))
    pairs = [pair for table in known.values() for pair in table.items()]
    english = {word for pair in pairs for word in words_of(pair[0])}
    dutch = {word for pair in pairs for word in words_of(pair[1])}
    return {"en": english - dutch, "nl": dutch - english}


def of_the_data(work: Path) -> set[str]:
    """Return the words of what was delivered and of the field: pages, names, kinds of papers and permits."""
    with bootstrap.open_register(load(work=work)) as books:
        kept = {"pages", "documents", "key", "parts"}
        records = list(books.register.records())
        texts = [record.model_dump_json(include=kept) for record in records]
        texts += [by for record in records for by in re.findall(r'"extractor":"([^"]*)"', record.model_dump_json())]
        texts += [value for _, _, value in books.register.listed("address")]
    terms = (term for name in vars(of_schemas) if (kinds := get_args(getattr(of_schemas, name))) for term in kinds)
    readers = (path.stem.replace("_", " ") for path in Path(extractors.__file__).parent.glob("*.py"))
    commands = " ".join(COMMANDS)  # `kaft reads` lists them
    return words_of(" ".join((commands, *readers, *texts, *(str(term) for term in terms)))) | SAME | words_of(str(work))


def said(command: str, work: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    with suppress(SystemExit):  # nothing found, something stuck: its words are looked at all the same
        main([*command.format(here=work.parent).split(), "--work", str(work)])
    printed = capsys.readouterr()
    return printed.out + printed.err


@pytest.mark.parametrize(("spoken", "other"), [("nl", "en"), ("en", "nl")])
def test_no_command_speaks_the_other_language(
    spoken: Language, other: Language, worked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAFT_LANG", spoken)
    monkeypatch.setenv("COLUMNS", "250")
    foreign, data = vocabularies()[other], of_the_data(worked)
    left: dict[str, Iterable[str]] = {}
    for command in COMMANDS:
        text = said(command, worked, capsys)
        assert text.strip(), command
        if found := (words_of(text) & foreign) - data:
            left[command] = sorted(found)
    assert left == {}

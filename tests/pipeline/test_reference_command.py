"""`kaft reference`: what an operator sees, and that a run uses what was loaded."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kaft = Callable[..., subprocess.CompletedProcess[str]]
TABLE = "municipality_id,postcode,streetname_nl,house_number\n12025,2800,Bruul,12\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "adressen.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_a_table_is_loaded_listed_and_not_loaded_twice(kaft: Kaft, table: Path, tmp_path: Path) -> None:
    work = ("--work", tmp_path / "work")
    best = ("reference", "import", "best", table, "--version", "2026-10", "--licence", "CC0", *work)
    assert "1 rows, 0 unusable; would be loaded" in kaft(*best, "--dry-run").stdout
    assert json.loads(kaft(*best, "--json").stdout)["changed"]
    assert "was loaded before" in kaft(*best).stdout
    (listed,) = json.loads(kaft("reference", "list", "--json", *work).stdout)["imported"]
    assert (listed["kind"], listed["version"], listed["licence"], listed["rows"]) == ("best", "2026-10", "CC0", 1)
    assert len(listed["sha256"]) == 64


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("best",), 2, "requires an argument"),
        (("kadaster", "x.csv"), 2, "kadaster"),
        (("best", "nergens.csv"), 4, "nergens.csv cannot be opened"),
    ],
)
def test_what_cannot_be_loaded_is_said_in_words(
    kaft: Kaft, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    told = kaft("reference", "import", *words, "--work", tmp_path)
    assert told.returncode == code
    assert said in told.stderr


def test_a_table_of_another_kind_names_its_columns(kaft: Kaft, table: Path, tmp_path: Path) -> None:
    told = kaft("reference", "import", "divisions", table, "--work", tmp_path)
    assert told.returncode == 4
    assert "it has no column cadikey or departmentcode" in told.stderr
    assert "municipality_id, postcode, streetname_nl, house_number" in told.stderr


def test_a_run_uses_what_was_loaded_and_says_so(kaft: Kaft, finished: Any, worked: Path, table: Path) -> None:
    assert kaft("reference", "import", "best", table, "--version", "2026-10", "--work", worked).returncode == 0
    again = kaft("run", finished.delivery, "--work", worked, "--workers", "1", "--no-progress", KAFT_TOWN="mechelen")
    assert again.returncode in {0, 9}, again.stderr
    record = json.loads(kaft("show", "D1", "--json", "--work", worked).stdout)
    used = record["provenance"]["reference"]["tables"]
    assert "best 2026-10" in used
    assert "Mechelen" in used
    assert record["provenance"]["stages"]["locate"]

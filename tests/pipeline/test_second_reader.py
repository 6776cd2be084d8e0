"""A machine on which OpenVINO does not start is told so before anything is read without it."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from pipeline.hosting.installation import checks
from pipeline.settings import load

Kaft = Callable[..., CompletedProcess[str]]
NO_LIBRARY = "raise ImportError('libopenvino.so.2640: cannot open shared object file')"
NO_PROCESSOR = "class Core:\n    def __init__(self):\n        raise RuntimeError('CPU plugin is not registered')"


def broken(folder: Path, fault: str) -> str:
    """Make a folder for PYTHONPATH in which OpenVINO is one that does not start."""
    package = folder / "broken" / "openvino"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(f"{fault}\n")
    return str(package.parent)


@pytest.fixture
def delivery(deliver: Callable[..., Path], page: Callable[..., bytes]) -> Path:
    return deliver({"D001/0001.tif": page(), "D002/0001.tif": page("Kerkstraat 7")})


def outcomes(kaft: Kaft, work: Path) -> list[Any]:
    reports = json.loads(kaft("status", "--json", "--work", work).stdout)["reports"]
    return [outcome for report in reports for outcome in report["outcomes"]]


def test_nothing_is_read_by_half_the_readers(kaft: Kaft, delivery: Path, tmp_path: Path) -> None:
    path, work = broken(tmp_path, NO_PROCESSOR), tmp_path / "work"
    words = ("run", delivery, "--work", work, "--workers", "1", "--no-progress")

    told = kaft(*words, KAFT_READING__ENGINE="both", PYTHONPATH=path, KAFT_LANG="nl")
    nothing = outcomes(kaft, work)
    alone = kaft(*words, KAFT_READING__ENGINE="tesseract", PYTHONPATH=path)

    assert told.returncode == 5
    assert "De tweede lezer (PP-OCRv6 op OpenVINO) kan niet lezen: it does not start (RuntimeError)." in told.stderr
    assert 'Alleen met reading.engine = "tesseract" leest Tesseract alleen' in told.stderr
    assert nothing == []
    assert alone.returncode == 0
    assert [outcome["version"] for outcome in outcomes(kaft, work)] == [1, 1]


def test_the_doctor_says_it_where_the_second_reader_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", broken(tmp_path, NO_LIBRARY))
    settings = load(work=tmp_path)
    reading = settings.reading.model_copy(update={"engine": "tesseract"})

    found = {check.what: check for check in checks(settings)}
    alone = {check.what for check in checks(settings.model_copy(update={"reading": reading}))}

    assert not found["second reader"].good
    assert found["second reader"].needed
    assert "does not start" in found["second reader"].found
    assert "reading.engine" in found["second reader"].advice
    assert "second reader" not in alone

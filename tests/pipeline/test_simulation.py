"""The reckoning for all towns: what goes in comes out as it must, and every input says where it is from."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def reckoned(*words: str) -> dict[str, str]:
    command = [sys.executable, "-m", "benchmarks.simulation", *words]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True, cwd=ROOT)
    rows = (line.split("|") for line in ended.stdout.splitlines() if line.startswith("| "))
    return {row[1].strip(): row[2].strip() for row in rows}


def test_one_small_town_by_hand() -> None:
    found = reckoned(
        "--towns", "1", "--dossiers", "1000", "--pages", "10", "--page-cpu", "86.4", "--efficiency", "0.5",
        "--register-kb", "5000", "--versions", "2", "--scan-kb", "500", "--pdf-factor", "2", "--page-kb", "50",
        "--kept-kb", "0", "--fields", "10", "--accepted", "0.9", "--waiting", "1", "--field-seconds", "3",
        "--form-seconds", "0.6", "--cores", "4",
    )  # fmt: skip
    assert found["dossiers · pages"] == "1,000 · 10,000"
    assert found["CPU of reading and publishing"] == "10 core days"
    assert found["4 cores"] == "5 days"
    assert found["database of the register"] == "10 GB"
    assert found["bucket"] == "21 GB"  # 10,000 pages of 1,050 kB, twice
    assert found["store"] == "16 GB"  # the scans and their PDFs once, what is made of fields twice
    assert found["hours of review"] == "1"  # one field of three seconds and a form a dossier: 3,600 seconds


def test_every_input_says_where_it_is_from() -> None:
    found = reckoned()
    assert found["towns"] == "37 towns"
    assert found["dossiers · pages"] == "1,850,000 · 55,500,000"

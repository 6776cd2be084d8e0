"""A seeded slice of `benchmarks/chaos.py`: killed at a write or at a moment, the next run makes it whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CHAOS = Path(__file__).parents[2] / "benchmarks" / "chaos.py"


@pytest.mark.slow
def test_killed_anywhere_the_next_run_ends_as_if_nothing_happened() -> None:
    words = [sys.executable, CHAOS, "--points", "5", "--seed", "7"]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=900, check=False)
    assert ended.returncode == 0, ended.stderr[-2000:]
    found = json.loads(ended.stdout.splitlines()[-1])
    assert found["writes"] > 50
    assert sum(count for how, count in found["ended"].items() if how.startswith("same")) == 5
    assert found["ended"].get("same", 0) >= 4, "nearly all were killed before they were done"

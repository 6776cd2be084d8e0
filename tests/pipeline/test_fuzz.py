"""A seeded slice of `benchmarks/fuzz.py`: damaged files end in a recorded state, their bytes unchanged."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[2] / "benchmarks" / "fuzz.py"


@pytest.mark.slow
def test_every_damaged_file_ends_somewhere_and_is_kept_as_it_came(tmp_path: Path) -> None:
    words = [sys.executable, FUZZ, "--inputs", "200", "--seed", "3", "--work", tmp_path]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=900, check=False)
    assert ended.returncode == 0, (ended.stdout + ended.stderr)[-2000:]
    found = json.loads(ended.stdout)
    assert found["wrong"] == []
    assert sum(found["became"].values()) >= 200
    assert found["became"]["in a dossier"] > 20, "what is only scratched is still a page"

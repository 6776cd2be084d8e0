"""A disk that is full or read only: said in words, nothing half to be seen, the same command goes on when it is well.

The first test is a seeded slice of `benchmarks/disks.py`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def own_mounts() -> list[str]:
    """Return the words that give a command mounts of its own."""
    words = ["unshare", *([] if os.geteuid() == 0 else ["--map-root-user"]), "--mount"]
    if subprocess.run([*words, "true"], capture_output=True, timeout=300, check=False).returncode:
        pytest.skip("this machine lets no process have mounts of its own, so no disk can be made small or read only")
    return words


@pytest.mark.slow
@pytest.mark.usefixtures("own_mounts")
def test_a_disk_that_fails_at_any_write_stops_the_run_and_loses_nothing() -> None:
    words = [sys.executable, ROOT / "benchmarks" / "disks.py", "--points", "3", "--seed", "5"]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=900, check=False)
    assert ended.returncode == 0, ended.stderr[-2000:]
    found = json.loads(ended.stdout.splitlines()[-1])["ended"]
    assert found["full"] == {"same": 1}, "it stopped, and the same run made it whole"
    went_on = {"same", "same (it went on without that disk)"}  # where nothing more is written there, it may
    assert all(len(found[kind]) == 1 and set(found[kind]) <= went_on for kind in ("read-only", "temporary"))


@pytest.mark.slow
def test_the_command_says_which_disk_is_full_and_goes_on_when_there_is_room(
    own_mounts: list[str], page: Callable[..., bytes], deliver: Callable[..., Path], tmp_path: Path
) -> None:
    delivery = deliver({f"D{number:03}/0001.tif": page(f"Kerkstraat {number}") for number in range(1, 4)})
    work = tmp_path / "work"
    (work / "store").mkdir(parents=True)
    (work / "kaft.toml").write_text('[reading]\nengine = "tesseract"\nworkers = 1\n')
    script = """
        mount -t tmpfs -o size=100k kaft-small "$1/store" || exit 99
        "$3" -m pipeline.cli run "$2" --work "$1" --config "$1/kaft.toml" --no-progress 2>"$1/first"
        echo $? >"$1/codes"
        mount -o remount,size=100m "$1/store" || exit 99
        "$3" -m pipeline.cli run "$2" --work "$1" --config "$1/kaft.toml" --no-progress
        echo $? >>"$1/codes"
        "$3" -m pipeline.cli verify --work "$1"
        echo $? >>"$1/codes"
    """
    words = [*own_mounts, "sh", "-c", script, "sh", work, delivery, sys.executable]
    ended = subprocess.run(
        words, capture_output=True, text=True, timeout=600, check=False, env={**os.environ, "KAFT_LANG": "nl"}
    )
    first = " ".join((work / "first").read_text().split())
    assert (work / "codes").read_text().split() == ["7", "0", "0"], first + ended.stderr[-2000:]
    assert f"De schijf van {work}/store is vol; de uitvoering is gestopt en er is niets verloren." in first
    assert f"(The disk of {work}/store is full. Make room on it." in first

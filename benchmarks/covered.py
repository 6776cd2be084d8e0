"""Which share of the branches and lines the tests run, all of them together, other processes included.

    python -m benchmarks.covered --work FOLDER [--parts schemas extractors ...]

Each part of the tests runs by itself and leaves its data in the folder, so that a run that was broken off goes on with
the parts that are not there yet; the figures are those of all parts that are. Programs that a test starts are counted
too (`patch = subprocess` in pyproject.toml), but for those that are killed (SIGKILL), as the reading processes always
are in the end: they take what they know with them. A test that fails counts for what it ran.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import coverage

ROOT = Path(__file__).resolve().parent.parent
_ADAPTERS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests/pipeline/adapters").rglob("test_*.py"))
_NAMED = ("adapters", "stages", "register", "reviewing", "archiving", "substituting")
"""Folders of `tests/pipeline` that are a part, or half of one, by name."""
_REST = sorted(
    str(path.relative_to(ROOT))
    for path in (ROOT / "tests/pipeline").rglob("test_*.py")
    if path.relative_to(ROOT / "tests/pipeline").parts[0] not in _NAMED
)
PARTS: dict[str, list[str]] = {
    "schemas": ["tests/schemas", "tests/test_architecture.py", "tests/test_release.py"],
    "extractors": ["tests/extractors"],
    "stages": ["tests/pipeline/stages"],
    "register": [f"tests/pipeline/{name}" for name in _NAMED[2:]],
    "pipeline1": _REST[: len(_REST) // 2],
    "pipeline2": _REST[len(_REST) // 2 :],
    "adapters1": _ADAPTERS[: len(_ADAPTERS) // 2],
    "adapters2": _ADAPTERS[len(_ADAPTERS) // 2 :],
    "documents": ["tests/test_documents.py", "tests/test_handbook.py", "tests/samples"],
    "flows": ["tests/flows"],
}
_KINDS = ("covered_lines", "num_statements", "covered_branches", "num_branches")
_LOW = 80
"""Per cent under which a module is named."""


def main() -> None:
    """Run the parts that are asked for and not there yet, and tell of all that are there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for the data of each part")
    parser.add_argument("--parts", nargs="*", choices=list(PARTS), default=list(PARTS))
    options = parser.parse_args()
    folder: Path = options.work.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for part in options.parts:
        if not _data(folder, part).exists():
            _run(folder, part)
    done = [part for part in PARTS if _data(folder, part).exists()]
    print("\n".join(_told(folder, done)))


def _data(folder: Path, part: str) -> Path:
    return folder / f"{part}.coverage"


def _run(folder: Path, part: str) -> None:
    """Run the tests of a part; its data gets its name when it is complete."""
    running = folder / f"{part}.running"
    command = [sys.executable, "-m", "pytest", "--cov", "--cov-report=", "-q", "-p", "no:randomly", *PARTS[part]]
    with (folder / f"{part}.txt").open("wb") as output:
        ended = subprocess.run(
            command, cwd=ROOT, stdout=output, stderr=output, check=False,
            env={**os.environ, "COVERAGE_FILE": str(running)},
        )  # fmt: skip
    print(f"{part}: pytest ended with {ended.returncode}", flush=True)
    if running.exists() and ended.returncode in {0, 1}:
        running.rename(_data(folder, part))


def _told(folder: Path, parts: list[str]) -> list[str]:
    measured = coverage.Coverage(data_file=str(folder / "all"), config_file=str(ROOT / "pyproject.toml"))
    measured.combine([str(_data(folder, part)) for part in parts], keep=True)
    measured.json_report(outfile=str(folder / "all.json"), ignore_errors=True)
    files = json.loads((folder / "all.json").read_text(encoding="utf-8"))["files"]
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    low = []
    for name, found in files.items():
        for group in (name.partition("/")[0], "all together"):
            sums[group].update({kind: found["summary"][kind] for kind in _KINDS})
        if (share := found["summary"]["percent_covered"]) < _LOW:
            low.append(f"{share:5.1f} %  {found['summary']['num_statements']:5}  {name}")
    lines = [f"Of the tests: {', '.join(parts)}.", f"{'':14} lines and branches · branches alone"]
    for name, found in sorted(sums.items()):
        lines_run, lines_all, branches_run, branches_all = (found[kind] for kind in _KINDS)
        both = 100 * (lines_run + branches_run) / max(lines_all + branches_all, 1)
        branches = 100 * branches_run / max(branches_all, 1)
        lines.append(f"{name:14} {both:5.1f} % · {branches:5.1f} %  of {lines_all} lines, {branches_all} branches")
    return [*lines, f"Modules under {_LOW} %, with their statements:", *sorted(low)]


if __name__ == "__main__":
    main()

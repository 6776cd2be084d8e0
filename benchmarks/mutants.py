"""How many small mistakes in `schemas`, `extractors` and `pipeline.stages` the tests would notice.

    .venv/bin/uv pip install --no-deps mutmut==3.8.1 libcst==1.9.0
    python -m benchmarks.mutants --mutants 800 --seed 1 --work FOLDER

Every change that mutmut makes is counted for every module; of each module some are drawn by the seed, by its share in
the whole. The tests run once, to see which lines each of them runs. Then each mutant drawn is tried by the tests that
run its line: the module's own first, then the quickest, for some seconds of processor time at most (`--seconds`), until
one fails. A mutant that no test reaches, and one whose killer came too late, counts as survived, so that the score is
at least this. `mutants.txt` in the folder says what became of each, and how a survivor differs. `--modules` measures
some modules alone, `--all` tries every mutant instead of a sample, `--minutes` stops in time and tells of what was
tried by then. The score is that of the whole, each module weighing by all its mutants, with its interval of 95 %. Only
what is inside functions is changed: tables and patterns at the head of a module stay.
"""

import argparse
import math
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("schemas", "extractors", "pipeline/stages")
TESTS = (
    "tests/schemas",
    "tests/extractors",
    "tests/pipeline/stages",
    "tests/pipeline/reviewing/test_correct.py",
    "tests/pipeline/measuring/test_calibrate.py",
)
T = TypeVar("T")
_LEAST = 4
"""Mutants drawn of a module, however small it is."""


def main() -> None:
    """Draw, try, and tell."""
    options = _options()
    os.environ["CI"] = "1"  # the same examples every time
    from benchmarks.mutant_making import Mutant, modules_of, mutants_of
    from benchmarks.mutant_run import Outcome, Trial

    made = {module: mutants_of(module, ROOT) for module in options.modules or modules_of(PACKAGES, ROOT)}
    drawn = [one for module, some in _drawn(made, options) for one in some if module]
    random.Random(options.seed).shuffle(drawn)  # noqa: S311 - no cryptography; whoever stops early has some of every module
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    options.work.mkdir(parents=True, exist_ok=True)

    with (options.work / "mutants.txt").open("w", encoding="utf-8") as journal:

        def give(mutant: Mutant, outcome: Outcome) -> None:
            outcomes[mutant.module][outcome] += 1
            print(f"{outcome} {mutant.module}:{mutant.line} {mutant.function}", file=journal, flush=True)
            if outcome in {"survived", "untested"}:
                print(f"{mutant.difference()}\n", file=journal, flush=True)

        until = time.monotonic() + 60 * options.minutes
        trial = Trial(
            root=ROOT,
            mutants=drawn,
            give=give,
            seconds=options.seconds,
            until=until,
            without=frozenset(options.without),
        )
        code = _run(trial, options.tests or list(TESTS))
    if code or trial.failed:
        sys.exit(f"The tests fail as they are, so that nothing can be said of mutants: {', '.join(trial.failed)}")
    print("\n".join(_told({module: len(found) for module, found in made.items()}, outcomes)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for what became of each")
    parser.add_argument("--mutants", type=int, default=800, help="how many are drawn of all modules together")
    parser.add_argument("--all", action="store_true", help="every mutant instead of a sample")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=6, help="processor seconds of tests on one mutant")
    parser.add_argument("--minutes", type=float, default=600, help="no mutant is begun after this")
    parser.add_argument("--modules", nargs="*", default=[], help="paths, such as extractors/numbers.py")
    parser.add_argument("--tests", nargs="*", default=[], help="other tests than those beside the three packages")
    without = (
        "fixtures whose tests are left out; a copy of a process has no threads, and reading a real page needs them"
    )
    parser.add_argument("--without", nargs="*", default=["page_reader"], help=without)
    return parser.parse_args()


def _drawn(made: dict[str, list[T]], options: argparse.Namespace) -> list[tuple[str, list[T]]]:
    """Return some mutants of each module by its share in the whole; the same seed and code give the same ones."""
    total = sum(len(found) for found in made.values())
    drawn = []
    for module, found in made.items():
        wanted = len(found) if options.all else max(_LEAST, round(options.mutants * len(found) / max(total, 1)))
        chance = random.Random(f"{options.seed} {module}")  # noqa: S311 - no cryptography
        drawn.append((module, chance.sample(found, min(wanted, len(found)))))
    return drawn


def _run(trial: object, tests: Sequence[str]) -> int:
    import pytest

    os.chdir(ROOT)
    without = ("randomly", "rerunfailures", "xdist", "cacheprovider", "pytest_cov")
    options = [option for name in without for option in ("-p", f"no:{name}")]
    return pytest.main([*options, "-q", "-s", "--no-header", "--tb=no", "-r", "N", *tests], plugins=[trial])


def _told(made: dict[str, int], outcomes: dict[str, Counter[str]]) -> list[str]:
    lines = [f"{'module':34} mutants  tried  killed  hung  survived  untested  score"]
    for module, count in made.items():
        seen = outcomes[module]
        noticed, tried = seen["killed"] + seen["hung"], seen.total()
        score = f"{100 * noticed / tried:4.0f} %" if tried else "     –"
        row = f"{module:34} {count:7} {tried:6} {seen['killed']:7} {seen['hung']:5}"
        lines.append(f"{row} {seen['survived']:9} {seen['untested']:9} {score}")
    score, half = _score(made, outcomes)
    tried = sum(seen.total() for seen in outcomes.values())
    lines.append(
        f"All together: {100 * score:.1f} % ± {100 * half:.1f} of {sum(made.values())} mutants, {tried} tried."
    )
    return lines


def _score(made: dict[str, int], outcomes: dict[str, Counter[str]]) -> tuple[float, float]:
    """Return the score of the modules of which some were tried, each weighing by its mutants, and half its interval.

    In the interval each module counts as if one more had been killed and one more had survived, so that a handful that
    all fared alike does not pass for certainty.
    """
    whole = sum(count for module, count in made.items() if outcomes[module].total())
    score = variance = 0.0
    for module, count in made.items():
        tried = outcomes[module].total()
        if not tried:
            continue
        noticed = outcomes[module]["killed"] + outcomes[module]["hung"]
        likely = (noticed + 1) / (tried + 2)
        score += count / whole * noticed / tried
        variance += (count / whole) ** 2 * (1 - tried / count) * likely * (1 - likely) / tried
    return score, 1.96 * math.sqrt(variance)


if __name__ == "__main__":
    main()

"""What `benchmarks/mutants.py` makes of its outcomes; making mutants takes mutmut, which is not installed for tests."""

import argparse
from collections import Counter

import pytest

from benchmarks.mutants import _drawn, _score, _told


def test_a_module_weighs_by_all_its_mutants_and_not_by_those_tried() -> None:
    outcomes = {"large.py": Counter(killed=1, survived=1), "small.py": Counter(killed=7, hung=1), "other.py": Counter()}
    made = {"large.py": 900, "small.py": 100, "other.py": 50}
    score, half = _score(made, outcomes)
    assert score == pytest.approx(0.9 * 0.5 + 0.1 * 1.0)  # of which none was tried does not count
    assert 0.5 < half < 1
    assert _score(made, {name: Counter(killed=count) for name, count in made.items()}) == (pytest.approx(1.0), 0.0)
    row, last = _told(made, outcomes)[1], _told(made, outcomes)[-1]
    assert row.split() == ["large.py", "900", "2", "1", "0", "1", "0", "50", "%"]
    assert last.startswith("All together: 55.0 % ±")


def test_the_same_seed_draws_the_same_some_of_every_module() -> None:
    made = {"large.py": list(range(900)), "small.py": list(range(100)), "tiny.py": [1], "none.py": []}
    options = argparse.Namespace(seed=1, mutants=100, all=False)
    drawn = dict(_drawn(made, options))
    assert [len(some) for some in drawn.values()] == [90, 10, 1, 0]
    assert (
        dict(_drawn(made, options)) == drawn != dict(_drawn(made, argparse.Namespace(seed=2, mutants=100, all=False)))
    )
    assert len(set(drawn["large.py"])) == 90
    assert dict(_drawn(made, argparse.Namespace(seed=1, mutants=1, all=True))).keys() == made.keys()

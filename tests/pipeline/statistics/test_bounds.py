"""The bounds of an error rate, against exact sums and published tables."""

from fractions import Fraction
from math import comb

import pytest

from pipeline.statistics.bounds import least, most


def at_most(wrong: int, sampled: int, rate: float) -> float:
    """The chance of at most so many wrong ones, exactly."""
    exact = Fraction(rate)
    return float(sum(comb(sampled, k) * exact**k * (1 - exact) ** (sampled - k) for k in range(wrong + 1)))


@pytest.mark.parametrize(("wrong", "sampled"), [(1, 2), (3, 300), (20, 100), (99, 100)])
def test_the_bounds_are_those_of_clopper_and_pearson(wrong: int, sampled: int) -> None:
    assert at_most(wrong, sampled, most(wrong, sampled, 0.95)) == pytest.approx(0.05, abs=1e-9)
    assert 1 - at_most(wrong - 1, sampled, least(wrong, sampled, 0.95)) == pytest.approx(0.05, abs=1e-9)


@pytest.mark.parametrize(
    ("wrong", "sampled", "bound"), [(0, 10, 0.2589), (1, 10, 0.3942), (5, 100, 0.1023), (10, 10, 1.0)]
)
def test_the_upper_bound_is_that_of_the_tables(wrong: int, sampled: int, bound: float) -> None:
    assert most(wrong, sampled, 0.95) == pytest.approx(bound, abs=1e-4)


def test_the_bounds_at_the_ends_are_known() -> None:
    assert most(0, 300, 0.95) == pytest.approx(1 - 0.05 ** (1 / 300))
    assert (least(0, 300, 0.95), most(5, 5, 0.95), least(1, 1, 0.95)) == (0.0, 1.0, pytest.approx(0.05))


def test_bounds_of_large_samples_can_be_computed() -> None:
    assert 0.008 < most(200, 25_000, 0.95) < 0.01

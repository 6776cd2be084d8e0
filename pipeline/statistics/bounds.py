"""Bounds on the share of wrong values, from a sample: one-sided, by Clopper and Pearson (1934)."""

from collections.abc import Callable
from math import exp, lgamma, log


def most(wrong: int, sampled: int, sure: float) -> float:
    """Return the upper bound of an error rate: with a higher one, so few wrong would be rarer than 1 - `sure`."""
    if wrong >= sampled:
        return 1.0
    return _where(lambda rate: _at_most(wrong, sampled, rate) < 1 - sure)


def proven(wrong: int, sampled: int, rate: float, sure: float) -> bool:
    """Tell whether a sample shows that at most `rate` is wrong: `most` of it is no more."""
    return wrong < sampled and _at_most(wrong, sampled, rate) <= 1 - sure


def least(wrong: int, sampled: int, sure: float) -> float:
    """Return the lower bound of an error rate: with a lower one, so many wrong would be rarer than 1 - `sure`."""
    if wrong == 0:
        return 0.0
    return _where(lambda rate: 1 - _at_most(wrong - 1, sampled, rate) >= 1 - sure)


def _where(turns: Callable[[float], bool]) -> float:
    """Return the rate from which something is so."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if turns(middle) else (middle, high)
    return high


def _at_most(wrong: int, sampled: int, rate: float) -> float:
    """Return the chance of at most so many wrong ones; by logarithms, for numbers that no float could hold."""
    right, false, all_ = log(1 - rate), log(rate), lgamma(sampled + 1)
    return sum(
        exp(all_ - lgamma(k + 1) - lgamma(sampled - k + 1) + k * false + (sampled - k) * right)
        for k in range(wrong + 1)
    )

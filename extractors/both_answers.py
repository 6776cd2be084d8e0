"""Forms that print both answers, one of them to be struck out: a stroke through print is not read."""

import re
from itertools import pairwise

from extractors.verdicts import Verdict

_OR = re.compile(r"/|\bof\b|\(\*\)|\(1\)|\n")
_CROSSED = re.compile(r"\s?/\s?[a-z]")
_SIDE_BY_SIDE = 40
"""Letters between two answers of which one is to be struck out."""


def both_printed(said: tuple[Verdict, ...], body: str) -> bool:
    """Tell whether an operative part (plain text) offers an answer and its opposite: `ingewilligd / afgewezen`."""
    if any(_CROSSED.match(body, one.end) for one in said):
        return True  # `ingewilligd / wordt`, whatever was read of the other answer
    return any(
        one.sense != other.sense and _OR.search(body[one.end : other.start]) is not None
        for one, other in pairwise(said)
        if other.start - one.end <= _SIDE_BY_SIDE
    )

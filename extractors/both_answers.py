"""Forms that print both answers, one to be struck out: a reader does not see the stroke."""

import re
from itertools import pairwise

from extractors.verdicts import Verdict

_OR = re.compile(r"^[^.]*(?:/|\bof\b|\(\*\)|\(1\)|\n)[^.]*$|^[\s\-–—|]*$")
_CROSSED = re.compile(r"\s?/\s?[a-z]")
_SIDE_BY_SIDE = 40
"""Letters between two answers of which one is to be struck out."""
_UNSTRUCK = 0.55
"""What is left of an answer that stands beside its opposite, when nothing else on the form tells which one is meant."""
_FILLED = 0.8
"""What is left of it where conditions were filled in, and no reasons for a refusal."""
_CLOSING = (
    r"(?:gegeven|gedaan|aldus|vanwege|namens|voor\s+(?:het|een)|(?:op|bij|ter)\s+bevel|te\s+\w+\s*,|[\w-]+\s*,\s*(?:op\s+|den?\s+)?\d|"
    r"(?:de|le)\s+(?:\w+)?(?:se[ck]ret|burgem|bourgm)\w*|burgemeester|secretaris)"
)
_NO_REASONS = re.compile(
    r"[^\n.;:]{0,30}\b(?:om|wegens|voor)\s+(?:de\s+)?(?:volgende|hierna\w*|navolgende|navermelde|onderstaande)\s+"
    rf"(?:reden\w*|motie\w*|beweegreden\w*)[\s:.,…_-]*(?:\n\W*{_CLOSING}|$)"
)
"""What announces the reasons of a refusal, right before the end of the form."""
_ITEM = re.compile(r"\n\W{0,2}(?:\d{1,2}\s?[°ºo.,)]|[-•–—]|[a-h]\))\s*\w")
_CONDITIONS = re.compile(r"^[^;]{0,80}?\bvoorwaarden?\s*(?::|\n|\t)", re.DOTALL)
_REASONS = re.compile(
    r"^(?![^;]{0,200}\bvoorwaarde)\W{0,3}\d?\W{0,3}\n\W*(?:reden(?:en)?|motie(?:f|ven)|motivering)\W*[a-z]"
)
"""What follows the answers of a form that asks for reasons alone, and they were given."""


def answered(said: tuple[Verdict, ...], body: str) -> tuple[tuple[Verdict, ...], float]:
    """Return the answers that a form leaves, and what is left of their weight; all of them where it is no such form.

    Whoever refuses writes why. Where the reasons were left open the request was granted, and conditions that were
    filled in say so too; but reasons may be in a hand that was not read, so by itself that is never enough.

    Args:
        said: What the operative part says of granting and refusing, in order.
        body: The operative part in plain text.
    """
    grants = tuple(one for one in said if one.sense == "granted")
    refusals = tuple(one for one in said if one.sense == "refused")
    if grants and refusals and all(_NO_REASONS.match(body, one.end) for one in refusals):
        listed = _ITEM.search(body[grants[0].end : refusals[0].start]) is not None
        return grants, _FILLED if listed else _UNSTRUCK
    if not _both_printed(said, body):
        return said, 1.0
    rest = body[said[-1].end :]
    meant = refusals if _REASONS.match(rest) else grants if _CONDITIONS.match(rest) else said
    return meant or said, _UNSTRUCK


def _both_printed(said: tuple[Verdict, ...], body: str) -> bool:
    """Tell whether an operative part offers an answer and its opposite beside each other: `ingewilligd / afgewezen`."""
    if any(_CROSSED.match(body, one.end) for one in said):
        return True  # `ingewilligd / wordt`, whatever was read of the other answer
    return any(
        one.sense != other.sense and _OR.search(body[one.end : other.start]) is not None
        for one, other in pairwise(said)
        if other.start - one.end <= _SIDE_BY_SIDE
    )

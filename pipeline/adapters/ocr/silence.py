"""Finds words that a reader saw where nothing is written. Pure functions of pixels and boxes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.pages import Box, Word

_SHADE = 10  # grey values between the lightest and the darkest of a box: less, and nothing is there
_SOME = 2  # letters or digits
MANY, SHARE = 3, 0.1
"""So many words, and such a share of all, without ink are a fault to be told."""


def on_ink(words: Sequence[Word], grey: NDArray[np.uint8], factor: int = 1) -> tuple[Word, ...]:
    """Return the words under which there is something; boxes are in pixels of what `grey` was reduced from."""
    return tuple(word for word in words if _shade(_under(word.box, grey, factor)))


def _under(box: Box, grey: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    return grey[box.top // factor : -(-box.bottom // factor), box.left // factor : -(-box.right // factor)]


def is_alarming(before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Tell whether so many of the words `before` had no ink that something is wrong; single strokes in dirt are not."""
    seen, kept = (sum(sum(map(str.isalnum, word.text)) >= _SOME for word in words) for words in (before, after))
    return seen - kept >= MANY and seen - kept > SHARE * seen


def _shade(part: NDArray[np.uint8]) -> bool:
    return bool(part.size) and int(part.max()) - int(part.min()) > _SHADE

"""Checks whether something that a public copy hides can still be read in it, from what a reader finds there."""

import re
from collections.abc import Iterable, Sequence

from pipeline.public.personal import EDGES, Known, Lexicon, alike, ordinary, telling
from schemas.pages import Word

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b\d\d[.\s]?\d\d[.\s]?\d\d[\s-]{1,3}\d{3}[.\s]?\d\d\b",  # rijksregister number
        r"\b\d{11}\b",
        r"\bB\s?E\s?\d\d(?:[\s.]?\d{4}){3}\b",  # IBAN
        r"\b\d{3}-\d{7}-\d\d\b",  # bank account before IBAN
        r"\b0\d{1,3}\s?/\s?\d{2,3}[\s.]?\d\d[\s.]?\d\d\b",  # telephone
        r"\S+@\S+\.\w+",
    )
)
"""Things that are private wherever they stand."""


def secrets_of(words: Sequence[Word], keep: Sequence[bool], known: Known, lexicon: Lexicon) -> frozenset[str]:
    """Return what must not be found in the copy: names that are known, and what was hidden and is no ordinary word."""
    kept = {part for word, seen in zip(words, keep, strict=True) if seen for part in telling(word.text)}
    hidden: set[str] = set()
    for word, seen in zip(words, keep, strict=True):
        core = word.text.strip(EDGES)
        if seen or (core == core.casefold() and core.isalpha() and ordinary(core, lexicon)):
            continue
        hidden.update(telling(core))
    return frozenset(hidden - kept) | {part for person in known.people for part in telling(person)}


def found_again(texts: Iterable[str], secrets: frozenset[str], kept: frozenset[str]) -> bool:
    """Tell whether any of these texts gives something away: a secret, whole or one letter off, or a private number.

    Args:
        texts: what was read in the copy, or lies beside it.
        secrets: what must not be found, in lower case.
        kept: the parts of the words that are shown, in lower case; a secret that looks like one of them is not it.
    """
    for text in texts:
        if any(pattern.search(text) for pattern in _PATTERNS):
            return True
        for part in telling(text):
            if part in secrets or (part not in kept and any(alike(part, secret) for secret in secrets)):
                return True
    return False

"""Which words are Dutch: Debian's list, older spellings of it, and compounds of two of its words."""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pipeline.adapters.words.lexicon import DUTCH

_OLD = (
    (re.compile(r"sch(?=$|e$|en$)"), "s"),
    (re.compile(r"([aeo])\1(?=[^aeiou]e)"), r"\1"),
    (re.compile(r"oo$"), "o"),
    (re.compile(r"ae"), "aa"),
    (re.compile(r"(?<=[a-z])gt(?=en$)"), "cht"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"^her(?=\w{4})"), ""),
)
"""Spellings of before 1947: `tusschen`, `groote`, `vergrooten`, `zoo`, `straet`, `oprigten`; and `hermaken`."""
_CASES = frozenset(
    re.findall(r"\w+", "eene eenen eener ener zijne zijnen zijner mijne mijnen hare haren harer den der des")
)
"""Forms of small words that went out of use."""
_BUILT = frozenset(re.findall(r"\w+", "put kot hok dak erf kap hof bad wal weg bak wei hek"))
"""Short words that end or begin the name of a thing that is built: `siloput`, `kiekenkot`, `hofweide`."""
_PART = 4
"""Letters of each half of a word that is made of two; a shorter one is found in anything that is misread."""
_LINKS = ("", "s", "en", "e", "n")


def is_word(word: str, file: Path = DUTCH) -> bool:
    """Tell whether a word is Dutch, in the spelling of today or before, or made of two such words.

    Where the list of words is not installed, none is known.
    """
    folded = word.casefold()
    listed = load(file)
    if len(folded) == 1 or not listed:
        return False
    if folded in listed or folded in _CASES or any(old.sub(new, folded) in listed for old, new in _OLD):
        return True
    return any(
        _half(folded[cut:], listed)
        and any(_half(folded[:cut].removesuffix(link), listed) for link in _links(folded[:cut]))
        for cut in range(3, len(folded) - 2)
    )


@lru_cache(maxsize=2)
def identity(file: Path = DUTCH) -> str:
    """Return a digest of the list: with other words other values are sure."""
    return f"words {sha256(file.read_bytes()).hexdigest()[:8]}" if file.is_file() else "no words"


def _links(head: str) -> tuple[str, ...]:
    return tuple(link for link in _LINKS if head.endswith(link))


def _half(part: str, listed: frozenset[str]) -> bool:
    return part in _BUILT or (len(part) >= _PART and part in listed)


@lru_cache(maxsize=2)
def load(file: Path) -> frozenset[str]:
    """Return the words of a list in lower case, names left out; none when there is no such file."""
    if not file.is_file():
        return frozenset()
    words = file.read_text(encoding="utf-8").split()
    return frozenset(word for word in words if len(word) > 1 and word == word.casefold())

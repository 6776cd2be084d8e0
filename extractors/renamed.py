"""Sites whose street was renamed: the second address of `Dorpsstraat 217 (thans Buke 221)`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.address_roles import AddressMatch

_OTHER_NAME = re.compile(
    r"[\s,;(\-–]*\b(?P<word>(?:thans|heden|tegenwoordig|voorheen|vroegere?|eertijds|weleer|destijds|nu)"
    r"(?:[ ](?:genaamd|genoemd|geheten|de|het))*)[\s:]+",
    re.IGNORECASE,
)
"""What stands between an address and the one it had or has by another name."""


def other_names(text: str) -> tuple[int, ...]:
    """Return where a street may be named because a word says that a place was or is called otherwise."""
    return tuple(match.end() for match in _OTHER_NAME.finditer(text))


def paired(text: str, found: Iterable[AddressMatch]) -> Iterator[tuple[AddressMatch, AddressMatch | None]]:
    """Yield each address, and the one right before it that a word like `thans` says is another name of its place.

    The second of such a pair begins at the word that says so.
    """
    before: AddressMatch | None = None
    for match in _numbered(text, tuple(found)):
        between = _OTHER_NAME.fullmatch(text, before.end, match.street_start) if before else None
        if between and before and before.address.number and match.address.number:
            yield replace(match, start=between.start("word")), before
        else:
            yield match, None
        before = match


def _numbered(text: str, found: tuple[AddressMatch, ...]) -> Iterator[AddressMatch]:
    """Yield the addresses; `Kerkstraat, voorheen Molenstraat, nr 12` has the number behind both names of one place."""
    for match, following in zip(found, (*found[1:], None), strict=False):
        number = following.address.number if following else None
        between = _OTHER_NAME.fullmatch(text, match.end, following.street_start) if following else None
        if number and between and not match.address.number:
            yield replace(match, address=match.address.model_copy(update={"number": number}))
        else:
            yield match

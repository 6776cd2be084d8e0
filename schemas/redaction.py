"""What became of a public copy of a document: its files, or why there is none."""

from typing import Literal

from schemas.base import Contract
from schemas.outcome import PackageFile
from schemas.words import PageType

Kept = Literal["unread", "handwriting", "too_little", "found_again", "too_large", "failed"]
"""Why a document gets no public copy, though a rule allows it. `found_again`: something hidden could still be read."""


class Redacted(Contract):
    """A document made ready for everybody. `files` is empty when it is kept back, `page` says for which page.

    `words` counts what was read, `hidden` how many of these words the copy does not show.
    """

    number: int
    type: PageType
    files: tuple[PackageFile, ...] = ()
    kept_back: Kept | None = None
    page: int | None = None
    words: int = 0
    hidden: int = 0

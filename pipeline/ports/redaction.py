"""What public copies of scans need of the outside world: a page drawn anew with only the words given."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from schemas.pages import Box, PreparedPage


class Blackened(NamedTuple):
    """A page drawn anew as PNG, not turned; which of the words to show were left whole; the share of ink in no word.

    A word to show that stands against a hidden one goes with it.
    """

    picture: bytes
    whole: tuple[bool, ...]
    unread: float


class Blackener(Protocol):
    """Draws public copies; happens in a child process with limits, as everything that opens a scan."""

    def blacken(self, path: Path, page: PreparedPage, show: Sequence[Box], hide: Sequence[Box]) -> Blackened:
        """Draw a page: the words in `show` as scanned, those in `hide` black, other ink as grey blocks.

        Boxes are in pixels of the delivered image. The picture has its size, reduced by a whole factor above 300 dpi.
        """
        ...

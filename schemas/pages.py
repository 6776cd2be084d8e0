"""What is on a page: its position, its words with boxes, and the documents that pages form."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from schemas.base import Contract
from schemas.delivery import PageImage
from schemas.words import PageType

Rotation = Literal[0, 90, 180, 270]


class Box(NamedTuple):
    """A rectangle in pixels of the delivered image, origin top left, right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    def union(self, other: "Box") -> "Box":
        """Return the smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class ScanQuality(Contract):
    """How well a page was scanned, as measured without reading it.

    Tones go from 0 (black) to 255: `darkest` is the ink, `paper` the paper. `clipped_dark` and `clipped_light` are the
    shares of pixels at the ends of the scale. `edge_px` is how wide the edges of letters are in pixels (None: bitonal,
    or no letters), `stroke_mm` how thick strokes are, `specks` the share of ink that is single pixels. `borders` is how
    much of the outer 2 mm is dark (left, top, right, bottom). `likeness` is a fingerprint of what the page looks like.
    """

    darkest: int
    paper: int
    clipped_dark: float
    clipped_light: float
    edge_px: float | None
    stroke_mm: float | None
    specks: float
    borders: tuple[float, float, float, float]
    likeness: str


UNREAD = frozenset({"reading_failed", "reading_timed_out"})
"""Problems of a page that was not read at all: the next run tries again."""


class PreparedPage(Contract):
    """How a delivered page must be turned to be read. The delivered image itself stays as it came.

    `rotation` is how far the content is turned clockwise in the delivered image (degrees); None: it could not be
    decided. `skew` is the remaining slant of the text lines, degrees clockwise. `ink` is the share of dark pixels.
    `clean`: it was looked over and is read as it came.
    """

    image: PageImage
    rotation: Rotation | None
    skew: float
    blank: bool
    ink: float
    dpi: int
    problems: tuple[str, ...] = ()
    quality: ScanQuality | None = None
    clean: bool = False

    @property
    def again(self) -> bool:
        """Tell whether this only stands for what could not be had, and must not be remembered as work done."""
        return not UNREAD.isdisjoint(self.problems)


class Word(NamedTuple):
    """One word as read. `box` is in pixels of the delivered image; `confidence` in [0, 1]; `line` counts from 0.

    `seen` is what the reader saw, where known words or the shape of the word made it another; else it is empty.
    """

    text: str
    box: Box
    confidence: float
    line: int
    seen: str = ""


def by_line(words: Iterable[Word]) -> list[list[Word]]:
    """Return words grouped by the line they are in; lines and words keep their order."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


class PageText(Contract):
    """All words of one page in reading order, and which reader saw them."""

    prepared: PreparedPage
    words: tuple[Word, ...]
    reader: str
    problems: tuple[str, ...] = ()

    def lines(self) -> tuple[tuple[Word, ...], ...]:
        """Return the words grouped by line, in reading order."""
        return tuple(map(tuple, by_line(self.words)))

    @property
    def again(self) -> bool:
        """Tell whether this only stands for what could not be had, and must not be remembered as work done."""
        return not UNREAD.isdisjoint(self.problems)

    @property
    def text(self) -> str:
        """Return the page as plain text: words joined by a space, lines by a newline."""
        return "\n".join(" ".join(word.text for word in line) for line in self.lines())


class Document(Contract):
    """Consecutive pages of one kind. `pages` are page numbers in the dossier, `confidence` is in [0, 1]."""

    type: PageType
    pages: tuple[int, ...]
    confidence: float


class Documents(Contract):
    """The dossier's documents in order; every page is in exactly one of them."""

    documents: tuple[Document, ...]

    def type_of(self, page: int) -> PageType:
        """Return the type of the document that page number `page` belongs to."""
        for document in self.documents:
            if page in document.pages:
                return document.type
        raise KeyError(page)

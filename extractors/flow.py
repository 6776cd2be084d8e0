"""A page's words as one continuous text in which every character knows its word, so that a match always has boxes."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from extractors.signs import plain
from extractors.tables import Row, linearised
from extractors.title_blocks import title_block
from schemas.pages import Box, PageText, Word

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?")
_NOISE = "_|„‚…‘“”*~©®»«^=\\<>[]{}¦·•"
_LARGE_INCHES = 14.2
_BROKEN = re.compile(r"[A-Za-zÀ-ÿ]{2,}[-‐¬]$")


def without_noise(text: str) -> str:
    """Return a word without the specks that readers see at its edges: `„Muizen` gives `Muizen`, `|` gives nothing."""
    return unicodedata.normalize("NFC", text).strip(_NOISE)


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters and digits of the flowing text: `form` is plain, `start` and `end` are character offsets."""

    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Flow:
    """The flowing text of a page. Lines end in a newline; a word broken at a line end is whole again.

    `spans` gives for each word its start and end in `text`; a broken word has two spans that touch.
    """

    text: str
    words: tuple[Word, ...]
    spans: tuple[tuple[int, int], ...]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The runs of letters and digits, in order."""
        folded = plain(self.text)
        return tuple(Token(match[0].replace("'", ""), match.start(), match.end()) for match in _TOKEN.finditer(folded))

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """Start and end offsets of each line of `text`."""
        bounds, start = [], 0
        for line in self.text.split("\n"):
            bounds.append((start, start + len(line)))
            start += len(line) + 1
        return tuple(bounds)

    def cell_of(self, offset: int) -> tuple[int, int]:
        """Return start and end of the stretch between wide gaps and line ends that holds a character."""
        start, end = self.line_of(offset)
        gap = self.text.find("\t", offset, end)
        return max(start, self.text.rfind("\t", start, offset) + 1), end if gap < 0 else gap

    def line_of(self, offset: int) -> tuple[int, int]:
        """Return start and end of the line that holds a character."""
        end = self.text.find("\n", offset)
        return self.text.rfind("\n", 0, offset) + 1, len(self.text) if end < 0 else end

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that have a character in text[start:end]."""
        return tuple(word for word, (left, right) in zip(self.words, self.spans, strict=True)
                     if left < end and right > start)  # fmt: skip

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Return the box of text[start:end] on each line that it runs over (pixels of the delivered image)."""
        by_line: dict[int, Box] = {}
        for word in self.words_in(start, end):
            by_line[word.line] = by_line[word.line].union(word.box) if word.line in by_line else word.box
        return tuple(by_line.values())

    def confidence(self, start: int, end: int) -> float:
        """Return the mean reading confidence in [0, 1] of the words in text[start:end]; 0 when there are none."""
        words = self.words_in(start, end)
        return sum(word.confidence for word in words) / len(words) if words else 0.0


_PAGES = 64
_flows: dict[int, tuple[PageText, Flow]] = {}
"""The last pages with their text: three stages ask for the same."""


def flow(page: PageText) -> Flow:
    """Return the flowing text of a page; that of the last pages is remembered."""
    known = _flows.get(id(page))
    if known is not None and known[0] is page:
        return known[1]
    if len(_flows) >= _PAGES:
        _flows.clear()
    made = _flow(page)
    _flows[id(page)] = (page, made)
    return made


def _flow(page: PageText) -> Flow:
    """Join the words of a page: spaces between words, a tab across a wide gap, newlines between rows.

    A word broken at a line end is joined without its hyphen; a table is read heading by heading, ` : ` before answers.
    """
    pieces: list[str] = []
    words: list[Word] = []
    spans: list[tuple[int, int]] = []
    length = 0
    rows = _rows(page)
    for number, row in enumerate(rows):
        for place, (word, _) in enumerate(row):
            clean = without_noise(word.text)
            last = place == len(row) - 1
            following = without_noise(rows[number + 1][0][0].text) if last and number + 1 < len(rows) else ""
            gap = "\n" if last else row[place + 1][1]
            if _BROKEN.search(clean) and following[:1].islower():
                clean, gap = clean[:-1], ""
            elif _BROKEN.search(clean) and following[:1].isupper() and len(clean) > 3:
                gap = ""  # `Sint-` + `Katelijnestraat`: the hyphen is part of the name
            spans.append((length, length + len(clean)))
            words.append(word)
            pieces.append(clean + gap)
            length += len(clean) + len(gap)
    return Flow(text="".join(pieces).rstrip("\n "), words=tuple(words), spans=tuple(spans))


def _rows(page: PageText) -> list[Row]:
    """Return the words row by row, each with the gap before it.

    Readers cut a form into a column of labels and one of values. Lines that lie beside each other are put back in one
    row; large sheets keep the reader's order, because their drawings and title block are not to be mixed.
    """
    lines = [
        _Line.of(words, page)
        for line in page.lines()
        if (words := tuple(word for word in line if without_noise(word.text)))
    ]
    image = page.prepared.image
    if not lines or max(image.width, image.height) / page.prepared.dpi > _LARGE_INCHES:
        return [[(word, " ") for word in line.words] for line in lines]
    height = median(line.height for line in lines)
    block = title_block(lines, height)
    result = [row for part in ([line for line in lines if line not in block], block) for row in _in_rows(part, height)]

    def place(word: Word) -> tuple[float, float, float]:
        upright = _Line.of((word,), page)
        return upright.left, upright.right, upright.middle

    return linearised(result, place, height)


def _in_rows(lines: list["_Line"], height: float) -> list[Row]:
    rows: list[list[_Line]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        beside = [row for row in rows[-4:] if all(line.beside(other, height) for other in row)]
        if beside:
            min(beside, key=lambda row: abs(row[0].middle - line.middle)).append(line)
        else:
            rows.append([line])
    result: list[Row] = []
    for row in sorted(rows, key=lambda row: sum(line.middle for line in row) / len(row)):
        row.sort(key=lambda line: line.left)
        marked: Row = []
        for number, line in enumerate(row):
            wide = number > 0 and line.left - row[number - 1].right > 1.4 * height
            marked += [(word, "\t" if wide and at == 0 else " ") for at, word in enumerate(line.words)]
        result.append(marked)
    return result


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the reader with its place on the upright page, in pixels."""

    words: tuple[Word, ...]
    left: float
    right: float
    middle: float
    height: float

    @staticmethod
    def of(words: tuple[Word, ...], page: PageText) -> "_Line":
        angle = math.radians((page.prepared.rotation or 0) + page.prepared.skew)
        cos, sin = math.cos(angle), math.sin(angle)
        corners = [
            (x * cos + y * sin, y * cos - x * sin) for word in words for x in word.box[::2] for y in word.box[1::2]
        ]
        centres = [
            ((word.box.top + word.box.bottom) / 2 * cos - (word.box.left + word.box.right) / 2 * sin) for word in words
        ]
        turned = (page.prepared.rotation or 0) % 180 == 90
        heights = [word.box.right - word.box.left if turned else word.box.bottom - word.box.top for word in words]
        return _Line(words, min(x for x, _ in corners), max(x for x, _ in corners), median(centres), median(heights))

    def beside(self, other: "_Line", height: float) -> bool:
        """Tell whether two lines lie in one row without covering each other."""
        covering = min(self.right, other.right) - max(self.left, other.left)
        return abs(self.middle - other.middle) < 0.55 * height and covering < 0.5 * height

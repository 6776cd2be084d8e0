"""The three ways to read an upright picture, behind one role: Tesseract, PP-OCRv6, and both together."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

import numpy as np
from PIL import Image, ImageOps

from pipeline.adapters.beside import along_the_side
from pipeline.adapters.dittos import dittos
from pipeline.adapters.fusion import assign, fuse, wants_second_look
from pipeline.adapters.likely_words import load_words, words_identity
from pipeline.adapters.order import in_reading_order
from pipeline.adapters.paddle import FLIPPED, MIRRORED, Found, LineReader, paddle_identity, sureness
from pipeline.adapters.tesseract import Tesseract, TesseractReader, worth
from schemas.pages import Rotation, Word

HOW = 16
"""Raised when the same programs are used in another way and give other words."""
EngineName = Literal["tesseract", "paddle", "both"]

_ORIENTATION_SURE = 3.0
_FEW = 5  # lines: a part of a plan with fewer has no block of text, and is no work for Tesseract
_UNSEEN = 0.60  # the first reader was less sure than this of a line, or saw none: it may be the other side of the sheet
_ASKED = 8  # lines that are asked whether they are writing on the other side
_CLEARLY = 1.3  # times as surely read in a mirror
_PALE = 0.60  # of the contrast of the strongest line of the page
_PALE_AT_ALL = 120  # grey values
_NO_TONE, _TWO_TONES = 8, 0.85  # from black or white, and how many pixels are so on a black and white page


class Reading(NamedTuple):
    """The words of a page, and those of them that tell whether it is the right way up.

    PP-OCRv6 is sure of words in text that stands on its head; Tesseract is not.
    """

    words: tuple[Word, ...]
    telling: tuple[Word, ...]


class Engine(Protocol):
    """Reads an upright picture. Words come in reading order, boxes in its pixels."""

    identity: str

    def read(self, picture: Image.Image, dpi: int) -> Reading:
        """Return the words of a page."""
        ...

    def bare(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """Return the words of a sheet that holds little but a bar code, cheaply."""
        ...

    def sparse(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """Return the words of a part of a plan, which mostly holds none."""
        ...

    def zone(self, picture: Image.Image, kind: str) -> tuple[Word, ...]:
        """Return the words of a small part of a page, looked at again."""
        ...

    def rotation(self, picture: Image.Image, dpi: int) -> Rotation | None:
        """Return how far the content of a picture is turned clockwise; None: that cannot be told."""
        ...

    def other_side(self, picture: Image.Image, dpi: int) -> bool:
        """Tell whether what is seen on a picture that gave no words is writing that shines through the sheet."""
        ...


class Readers(NamedTuple):
    """Which engine reads, and the Tesseract it needs; travels to the reading processes, where `engine` is loaded."""

    tesseract: Tesseract | None
    name: EngineName = "both"
    words: tuple[Path, ...] = ()
    """Files of words that are known (`likely_words`, `shapes`); without them readers believe their eyes alone."""

    @property
    def identity(self) -> str:
        """Return the names, versions and models of the programs."""
        first = [self.tesseract.identity] if self.tesseract and self.name != "paddle" else []
        second = [paddle_identity()] if self.name != "tesseract" else []
        words = [words_identity(self.words)] if self.words else []
        return f"{' + '.join(first + second + words)}, reading {HOW}"

    def engine(self) -> Engine:
        """Load the models, and return who reads with them."""
        if self.tesseract is None or self.name == "paddle":
            return PaddleAlone(self._second(), self.identity)
        first = TesseractReader(self.tesseract)
        if self.name == "tesseract":
            return TesseractAlone(first, self.identity)
        return Both(first, self._second(), self.identity)

    def _second(self) -> LineReader:
        return LineReader(load_words(self.words))


class TesseractAlone:
    """Reads with Tesseract."""

    def __init__(self, reader: TesseractReader, identity: str) -> None:
        self.identity = identity
        self._reader = reader

    def read(self, picture: Image.Image, dpi: int) -> Reading:
        """See `Engine.read`."""
        words = self.sparse(picture, dpi)
        return Reading(words, words)

    def bare(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """See `Engine.bare`."""
        return in_reading_order(self._reader.words(picture, dpi))

    def sparse(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """See `Engine.sparse`."""
        return in_reading_order(along_the_side(self._reader.words, picture, self._reader.words(picture, dpi), dpi))

    def zone(self, picture: Image.Image, kind: str) -> tuple[Word, ...]:
        """See `Engine.zone`."""
        return self._reader.zone(picture, kind)

    def rotation(self, picture: Image.Image, dpi: int) -> Rotation | None:
        """See `Engine.rotation`."""
        found = self._reader.orientation(picture, dpi)
        return found[0] if found and found[1] >= _ORIENTATION_SURE else None

    def other_side(self, picture: Image.Image, dpi: int) -> bool:
        """See `Engine.other_side`."""
        plain, mirrored = (worth(self._reader.words(one, dpi)) for one in (picture, ImageOps.mirror(picture)))
        return mirrored > max(2.0, 2 * plain)


class PaddleAlone:
    """Reads with PP-OCRv6."""

    def __init__(self, reader: LineReader, identity: str) -> None:
        self.identity = identity
        self._reader = reader

    def read(self, picture: Image.Image, dpi: int) -> Reading:
        """See `Engine.read`."""
        return Reading(self.sparse(picture, dpi), ())

    def sparse(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """See `Engine.sparse`."""
        grey = picture.convert("L")
        found = self._reader.find(grey, dpi)
        through = _shown_through(self._reader, grey, found, range(len(found)))
        read = [words for index, words in enumerate(self._reader.read(grey, found)) if index not in through]
        lines = [line.line for index, line in enumerate(found) if index not in through]
        return in_reading_order(fuse((), lines, dict(enumerate(read))), lines)

    def bare(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """See `Engine.bare`."""
        return self.sparse(picture, dpi)

    def zone(self, picture: Image.Image, kind: str) -> tuple[Word, ...]:  # noqa: ARG002  # lines are lines
        """See `Engine.zone`."""
        return self.sparse(picture, 300)

    def rotation(self, picture: Image.Image, dpi: int) -> Rotation | None:
        """See `Engine.rotation`."""
        grey = picture.convert("L")
        return self._reader.rotation(grey, self._reader.find(grey, dpi))

    def other_side(self, picture: Image.Image, dpi: int) -> bool:
        """See `Engine.other_side`."""
        grey = picture.convert("L")
        return _mostly_behind(self._reader, grey, self._reader.find(grey, dpi))


class Both:
    """Tesseract reads the page; PP-OCRv6 finds the lines, and reads those that Tesseract did not read surely."""

    def __init__(self, first: TesseractReader, second: LineReader, identity: str) -> None:
        self.identity = identity
        self._first, self._second = first, second
        self._alone = TesseractAlone(first, identity)

    def read(self, picture: Image.Image, dpi: int) -> Reading:
        """See `Engine.read`."""
        grey = picture.convert("L")
        first = self._first.words(picture, dpi)
        return Reading(self._fused(grey, first, self._second.find(grey, dpi)), first)

    def bare(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """See `Engine.bare`."""
        return self._alone.bare(picture, dpi)

    def sparse(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """See `Engine.sparse`."""
        grey = picture.convert("L")
        found = self._second.find(grey, dpi)
        return self._fused(grey, self._first.words(picture, dpi) if len(found) >= _FEW else (), found)

    def zone(self, picture: Image.Image, kind: str) -> tuple[Word, ...]:
        """See `Engine.zone`."""
        return self._first.zone(picture, kind)

    def rotation(self, picture: Image.Image, dpi: int) -> Rotation | None:
        """See `Engine.rotation`. The second reader is asked last: it reads handwriting and stamps too."""
        found = self._alone.rotation(picture, dpi)
        if found is not None:
            return found
        grey = picture.convert("L")
        return self._second.rotation(grey, self._second.find(grey, dpi))

    def other_side(self, picture: Image.Image, dpi: int) -> bool:
        """See `Engine.other_side`."""
        grey = picture.convert("L")
        return _mostly_behind(self._second, grey, self._second.find(grey, dpi))

    def _fused(self, grey: Image.Image, words: Sequence[Word], found: Sequence[Found]) -> tuple[Word, ...]:
        seen = assign(words, [one.line for one in found])
        unsure = [
            index
            for index, before in enumerate(seen)
            if not before or sum(word.confidence for word in before) < _UNSEEN * len(before)
        ]
        through = _shown_through(self._second, grey, found, unsure) | _black_behind(self._second, grey, found, unsure)
        gone = {id(word) for index in through for word in seen[index]}
        words = [word for word in words if id(word) not in gone]
        kept = [index for index in range(len(found)) if index not in through]
        lines = [found[index].line for index in kept]
        asked = [place for place, index in enumerate(kept) if wants_second_look(lines[place], seen[index])]
        read = dict(zip(asked, self._second.read(grey, [found[kept[place]] for place in asked]), strict=True))
        read |= dittos(lines, [seen[index] for index in kept], read)
        return in_reading_order(fuse(words, lines, read), lines)


def _shown_through(reader: LineReader, grey: Image.Image, found: Sequence[Found], unsure: Sequence[int]) -> set[int]:
    """Return which of the unsure lines are writing on the other side: pale, and read better in a mirror."""
    pixels = np.asarray(grey)
    contrasts = [_contrast(pixels, line) for line in found]
    limit = max(_PALE * max(contrasts, default=0), _PALE_AT_ALL)
    pale = [index for index in unsure if contrasts[index] < limit]
    lines = [found[index] for index in pale]
    return {index for index, behind in zip(pale, _read_behind(reader, grey, lines), strict=True) if behind}


def _black_behind(reader: LineReader, grey: Image.Image, found: Sequence[Found], unsure: Sequence[int]) -> set[int]:
    """Return which of the unsure lines are writing on the other side of a black and white page, where nothing is pale.

    Asked only where most lines are unsure, and all of them only where most of the longest are behind: it costs.
    """
    if 2 * len(unsure) <= len(found) or not _is_black_and_white(grey):
        return set()
    lines = [found[index] for index in unsure]
    if not _mostly_behind(reader, grey, lines):
        return set()
    return {index for index, behind in zip(unsure, _read_behind(reader, grey, lines), strict=True) if behind}


def _is_black_and_white(grey: Image.Image) -> bool:
    """Tell whether a picture has two tones only; turned a little, its edges have others."""
    tones = np.asarray(grey)[::4, ::4]
    return float(((tones < _NO_TONE) | (tones > 255 - _NO_TONE)).mean()) > _TWO_TONES


def _read_behind(reader: LineReader, grey: Image.Image, lines: Sequence[Found]) -> list[bool]:
    """Tell of each line whether it reads better in a mirror."""
    plain = reader.read(grey, lines)
    mirrored, flipped = (reader.read(grey, lines, corners_from=corners) for corners in (MIRRORED, FLIPPED))
    return [
        max(sureness(one), sureness(other)) > _CLEARLY * sureness(as_is) + 0.5
        for as_is, one, other in zip(plain, mirrored, flipped, strict=True)
    ]


def _mostly_behind(reader: LineReader, grey: Image.Image, found: Sequence[Found]) -> bool:
    longest = sorted(found, key=lambda one: -one.line.length)[:_ASKED]
    return sum(_read_behind(reader, grey, longest)) * 2 > len(longest)


def _contrast(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], line: Found) -> float:
    part = pixels[max(line.box.top, 0) : line.box.bottom : 2, max(line.box.left, 0) : line.box.right : 2]
    return float(np.percentile(part, 90) - np.percentile(part, 2)) if part.size else 0.0

"""The three ways to read an upright picture, behind one role: Tesseract, PP-OCRv6, or both together."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from PIL import Image, ImageOps

from pipeline.adapters.ocr.behind import UNSEEN, LinesOfPage, black_behind, mostly_behind, shown_through
from pipeline.adapters.ocr.beside import along_the_side
from pipeline.adapters.ocr.paddle import Found, LineReader, Pixels, grey_pixels, paddle_identity
from pipeline.adapters.ocr.tesseract import Tesseract, TesseractReader, worth
from pipeline.adapters.words.dittos import dittos
from pipeline.adapters.words.fusion import assign, fuse, wants_second_look
from pipeline.adapters.words.likely_words import load_words, words_identity
from pipeline.adapters.words.order import in_reading_order
from schemas.pages import Rotation, Word

HOW = 19
"""Raised when the same programs are used in another way and give other words."""
EngineName = Literal["tesseract", "paddle", "both"]

_ORIENTATION_SURE = 3.0
_FEW = 5  # lines: a part of a plan with fewer has no block of text, and is no work for Tesseract


class Reading(NamedTuple):
    """What is read on a page: words that tell whether it is the right way up, and what gives all of its words.

    PP-OCRv6 is sure of words in text that stands on its head; Tesseract is not. A page that is the wrong way up is
    read again, and need not be read to its end first.
    """

    telling: tuple[Word, ...]
    words: Callable[[], tuple[Word, ...]]


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
        return Reading(words, lambda: words)

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
        return Reading((), lambda: self.sparse(picture, dpi))

    def sparse(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """See `Engine.sparse`."""
        grey = grey_pixels(picture)
        found = self._reader.find(grey, dpi)
        page = LinesOfPage(self._reader, grey, found)
        through = shown_through(page, range(len(found)))
        kept = [index for index in range(len(found)) if index not in through]
        lines = [found[index].line for index in kept]
        return in_reading_order(fuse((), lines, dict(enumerate(page.read(kept)))), lines)

    def bare(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """See `Engine.bare`."""
        return self.sparse(picture, dpi)

    def zone(self, picture: Image.Image, kind: str) -> tuple[Word, ...]:  # noqa: ARG002  # lines are lines
        """See `Engine.zone`."""
        return self.sparse(picture, 300)

    def rotation(self, picture: Image.Image, dpi: int) -> Rotation | None:
        """See `Engine.rotation`."""
        grey = grey_pixels(picture)
        return self._reader.rotation(grey, self._reader.find(grey, dpi))

    def other_side(self, picture: Image.Image, dpi: int) -> bool:
        """See `Engine.other_side`."""
        return _is_other_side(self._reader, grey_pixels(picture), dpi)


class Both:
    """Tesseract reads the page; PP-OCRv6 finds the lines, and reads those that Tesseract did not read surely."""

    def __init__(self, first: TesseractReader, second: LineReader, identity: str) -> None:
        self.identity = identity
        self._first, self._second = first, second
        self._alone = TesseractAlone(first, identity)

    def read(self, picture: Image.Image, dpi: int) -> Reading:
        """See `Engine.read`."""
        grey = grey_pixels(picture)
        first = self._first.words(picture, dpi)
        return Reading(first, lambda: self._fused(grey, first, self._second.find(grey, dpi)))

    def bare(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """See `Engine.bare`."""
        return self._alone.bare(picture, dpi)

    def sparse(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """See `Engine.sparse`."""
        grey = grey_pixels(picture)
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
        grey = grey_pixels(picture)
        return self._second.rotation(grey, self._second.find(grey, dpi))

    def other_side(self, picture: Image.Image, dpi: int) -> bool:
        """See `Engine.other_side`."""
        return _is_other_side(self._second, grey_pixels(picture), dpi)

    def _fused(self, grey: Pixels, words: Sequence[Word], found: Sequence[Found]) -> tuple[Word, ...]:
        seen = assign(words, [one.line for one in found])
        unsure = [
            index
            for index, before in enumerate(seen)
            if not before or sum(word.confidence for word in before) < UNSEEN * len(before)
        ]
        page = LinesOfPage(self._second, grey, found)
        through = shown_through(page, unsure) | black_behind(page, unsure)
        gone = {id(word) for index in through for word in seen[index]}
        words = [word for word in words if id(word) not in gone]
        kept = [index for index in range(len(found)) if index not in through]
        lines = [found[index].line for index in kept]
        asked = [place for place, index in enumerate(kept) if wants_second_look(lines[place], seen[index])]
        read = dict(zip(asked, page.read([kept[place] for place in asked]), strict=True))
        read |= dittos(lines, [seen[index] for index in kept], read)
        return in_reading_order(fuse(words, lines, read), lines)


def _is_other_side(reader: LineReader, grey: Pixels, dpi: int) -> bool:
    found = reader.find(grey, dpi)
    return mostly_behind(LinesOfPage(reader, grey, found), range(len(found)))

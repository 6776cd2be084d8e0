"""The reader of pages: opens, turns, reads, and reads zones again. Runs in a child process (see `workers`)."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import PIL
import pypdfium2
from PIL import Image

from pipeline.adapters import images, measure
from pipeline.adapters.fusion import assign, fuse, wants_second_look
from pipeline.adapters.order import in_reading_order
from pipeline.adapters.paddle import LineReader, paddle_identity
from pipeline.adapters.pdf_text import PDF_TEXT, words_of_pdf
from pipeline.adapters.scan_quality import quality
from pipeline.adapters.tesseract import Engine, Tesseract, looks_upright, readable
from pipeline.adapters.upright import Upright, box_turned, turned
from pipeline.ports import Inspected
from schemas.delivery import MediaType, PageImage
from schemas.pages import Box, PageText, PreparedPage, Rotation, Word

HOW = 3
"""Raised when the same programs are used in another way and give other words."""
ORIENTATION_SURE = 3.0
WORDS_ENOUGH = 4.0  # sure words; upside down, a page gives none or one
_SIDEWAYS: tuple[Rotation, Rotation] = (90, 270)
_ZONE_MARGIN = 12  # pixels around a zone that is read again or cut out


class Readers(NamedTuple):
    """Who reads a page: Tesseract always, PP-OCRv6 where it is worth a second look if `second` is set."""

    tesseract: Tesseract
    second: bool = True

    @property
    def identity(self) -> str:
        """Return the names, versions and models of the readers."""
        programs = f"{self.tesseract.identity} + {paddle_identity()}" if self.second else self.tesseract.identity
        return f"{programs}, reading {HOW}"


def reader_identity(readers: Readers) -> str:
    """Return who reads: written with every result, and part of what decides whether work is already done."""
    return f"{readers.identity}; pdfium {pypdfium2.PYPDFIUM_INFO.version}; pillow {PIL.__version__}"


class PageReader:
    """Implements `ports.Reader` in this process."""

    def __init__(self, readers: Readers) -> None:
        self.identity = reader_identity(readers)
        self._readers = readers
        self._engine: Engine | None = None
        self._second: LineReader | None = None

    def inspect(self, path: Path, media_type: MediaType, sha256: str) -> tuple[Inspected, ...]:
        """See `ports.Reader.inspect`."""
        return images.inspect(path, media_type, sha256)

    def prepare(self, path: Path, image: PageImage) -> PreparedPage:
        """See `ports.Reader.prepare`. Which way is up is found out while reading; here it is assumed to be 0."""
        raster = images.raster(path, image)
        dpi = measure.resolution(image.width, image.height, image.dpi)
        dark = measure.dark_pixels(raster.image, max(dpi // raster.factor, 1))
        written = measure.written_share(dark)
        blank = written < measure.BLANK_SHARE
        return PreparedPage(
            image=image,
            rotation=0,
            skew=0.0 if blank else measure.skew(dark),
            blank=blank,
            ink=round(written, 4),
            dpi=dpi,
            problems=("read_at_reduced_resolution",) if raster.factor > 1 else (),
            quality=quality(raster.image, dark, max(dpi // raster.factor, 1)),
        )

    def read(self, path: Path, page: PreparedPage) -> PageText:
        """See `ports.Reader.read`."""
        if page.blank:
            return PageText(prepared=page, words=(), reader=self._readers.identity)
        if page.image.has_text and (words := words_of_pdf(path, page.image)):
            return PageText(prepared=page, words=words, reader=PDF_TEXT)
        raster = images.raster(path, page.image)
        rotation, upright = self._upright_words(raster, page)
        place = _place(page, raster.factor, rotation or 0)
        words = tuple(word._replace(box=place.back(word.box)) for word in upright)
        problems = list(page.problems)
        if rotation is None:
            problems.append("orientation_undecided")
        blank = page.ink < measure.DOUBTFUL_SHARE and not _any_word(words)
        if blank:
            words, rotation, problems = (), 0, []
        elif not words:
            problems.append("ink_without_words")
        turned = page.model_copy(update={"rotation": rotation, "blank": blank, "problems": tuple(problems)})
        return PageText(prepared=turned, words=words, reader=self._readers.identity, problems=tuple(problems))

    def reread(self, path: Path, page: PreparedPage, box: Box, kind: str) -> tuple[Word, ...]:
        """See `ports.Reader.reread`."""
        raster = images.raster(path, page.image)
        place = _place(page, raster.factor, page.rotation or 0)
        picture = place.picture(raster.image)
        zone = _with_margin(place.forward(box), picture)
        words = self._loaded().zone(picture.crop(zone), kind)
        return tuple(
            word._replace(box=place.back(Box(*(edge + zone[index % 2] for index, edge in enumerate(word.box)))))
            for word in words
        )

    def crops(self, path: Path, page: PreparedPage, boxes: Sequence[Box]) -> tuple[bytes, ...]:
        """See `ports.Reader.crops`."""
        raster = images.raster(path, page.image)
        place = Upright(page.image.width, page.image.height, page.rotation or 0, 0.0, raster.factor)
        picture = place.picture(raster.image)
        return tuple(_png(picture.crop(_with_margin(place.forward(box), picture))) for box in boxes)

    def preview(self, path: Path, page: PreparedPage, longest: int) -> bytes:
        """See `ports.Reader.preview`."""
        picture = images.raster(path, page.image).image.convert("L")
        picture.thumbnail((longest, longest), reducing_gap=2.0)
        return _png(picture)

    def _loaded(self) -> Engine:
        if self._engine is None:
            self._engine = Engine(self._readers.tesseract)
        return self._engine

    def _line_reader(self) -> LineReader:
        if self._second is None:
            self._second = LineReader()
        return self._second

    def _upright_words(self, raster: images.Raster, page: PreparedPage) -> tuple[Rotation | None, tuple[Word, ...]]:
        """Read as delivered; only when that reads badly, find out which way is up and read that way.

        The boxes are in pixels of the page turned upright.
        """
        words = self._words(raster, page, 0)
        if page.image.is_separator or looks_upright(words) or _stays_as_delivered(words):
            return 0, words
        found = self._loaded().orientation(raster.image, max(page.dpi // raster.factor, 1))
        if found and found[1] >= ORIENTATION_SURE:
            return (found[0], words) if found[0] == 0 else (found[0], self._words(raster, page, found[0]))
        if self._readers.second:
            return self._way_of_the_lines(raster, page, words)
        return self._best_of_four(raster, page, words)

    def _way_of_the_lines(
        self, raster: images.Raster, page: PreparedPage, as_delivered: tuple[Word, ...]
    ) -> tuple[Rotation | None, tuple[Word, ...]]:
        """Ask the second reader which way a page with few words is up: it reads handwriting and stamps too."""
        lines = self._line_reader().find(raster.image, max(page.dpi // raster.factor, 70))
        turned_by = self._line_reader().rotation(raster.image, lines)
        return (turned_by, self._words(raster, page, turned_by)) if turned_by else (turned_by, as_delivered)

    def _best_of_four(
        self, raster: images.Raster, page: PreparedPage, as_delivered: tuple[Word, ...]
    ) -> tuple[Rotation | None, tuple[Word, ...]]:
        """Read all four ways; the one that reads clearly best is up, otherwise it is left undecided."""
        readings: dict[Rotation, tuple[Word, ...]] = {0: as_delivered}
        for rotation in (180, 90, 270):
            readings[rotation] = self._words(raster, page, rotation)
        ranked = sorted(readings, key=lambda rotation: -_worth(readings[rotation]))
        best, second = _worth(readings[ranked[0]]), _worth(readings[ranked[1]])
        if best >= 2.0 and best >= 1.5 * second:
            return ranked[0], readings[ranked[0]]
        return None, as_delivered

    def _words(self, raster: images.Raster, page: PreparedPage, rotation: Rotation) -> tuple[Word, ...]:
        """Return the words of the page turned back by `rotation`, in pixels of that picture."""
        picture = _place(page, raster.factor, rotation).picture(raster.image)
        dpi = max(page.dpi // raster.factor, 70)
        words = self._loaded().words(picture, dpi)
        if not self._readers.second or page.image.is_separator:
            return in_reading_order(self._along_the_side(picture, words, dpi))
        return self._looked_at_twice(picture, words, dpi)

    def _looked_at_twice(self, picture: Image.Image, words: tuple[Word, ...], dpi: int) -> tuple[Word, ...]:
        """Let the second reader find the lines, and read those that the first did not read surely and whole."""
        second = self._line_reader()
        found = second.find(picture, dpi)
        lines = [one.line for one in found]
        doubtful = [index for index, seen in enumerate(assign(words, lines)) if wants_second_look(lines[index], seen)]
        read = second.read(picture, [found[index] for index in doubtful])
        return in_reading_order(fuse(words, lines, dict(zip(doubtful, read, strict=True))), lines)

    def _along_the_side(self, picture: Image.Image, words: tuple[Word, ...], dpi: int) -> tuple[Word, ...]:
        """Read lines that run up or down the page (title blocks, margins) again, turned: Tesseract guesses the way."""
        beside = {line[0].line for line in _lines(words) if runs_along_the_side(line)}
        if not beside:
            return words
        zone = _with_margin(_around([word for word in words if word.line in beside]), picture)
        part = picture.crop(zone)
        readings = []
        for rotation in _SIDEWAYS:
            read = self._loaded().words(turned(part, rotation), dpi)
            level = [word for line in _lines(read) if not runs_along_the_side(line) for word in line]
            readings.append((_worth(level), rotation, level))
        worth, rotation, best = max(readings, key=lambda reading: reading[0])
        if worth < 1.0:
            return words
        width, height = (part.height, part.width)
        first = max(word.line for word in words) + 1
        again = [
            word._replace(box=_moved(box_turned(word.box, width, height, rotation), zone), line=first + word.line)
            for word in best
        ]
        return (*(word for word in words if word.line not in beside and not _inside(word.box, again)), *again)


def runs_along_the_side(line: Sequence[Word]) -> bool:
    """Tell whether the words of a line are higher than wide: the line runs up or down the page."""
    longer = [word.box for word in line if len(word.text) >= 3]
    standing = sum(box.bottom - box.top > 1.2 * (box.right - box.left) for box in longer)
    return standing > len(longer) / 2


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def _around(words: Sequence[Word]) -> Box:
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    return box


def _moved(box: Box, zone: Box) -> Box:
    return Box(box.left + zone.left, box.top + zone.top, box.right + zone.left, box.bottom + zone.top)


def _inside(box: Box, words: Sequence[Word]) -> bool:
    """Tell whether the middle of a box lies in a word that was read anew."""
    x, y = (box.left + box.right) // 2, (box.top + box.bottom) // 2
    return any(word.box.left <= x < word.box.right and word.box.top <= y < word.box.bottom for word in words)


def _with_margin(box: Box, picture: Image.Image) -> Box:
    return Box(
        max(box.left - _ZONE_MARGIN, 0),
        max(box.top - _ZONE_MARGIN, 0),
        min(box.right + _ZONE_MARGIN, picture.width),
        min(box.bottom + _ZONE_MARGIN, picture.height),
    )


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, format="PNG")
    return out.getvalue()


def _place(page: PreparedPage, factor: int, rotation: Rotation) -> Upright:
    skew = page.skew if rotation in {0, 180} else 0.0
    return Upright(page.image.width, page.image.height, rotation, skew, factor)


def _level(words: Sequence[Word]) -> list[float]:
    """Return how much above one half the reader was sure of each longer word that lies level, doubled: 0 to 1."""
    return [
        max(word.confidence - 0.5, 0.0) * 2
        for word in words
        if sum(map(str.isalpha, word.text)) >= 3 and word.box.right - word.box.left > word.box.bottom - word.box.top
    ]


def _worth(words: Sequence[Word]) -> float:
    """Return how much was read."""
    return sum(_level(words))


def _stays_as_delivered(words: Sequence[Word]) -> bool:
    """Tell whether several level words are sure. A plan whose title block runs up its side reads well two ways."""
    level = _level(words)
    return sum(level) >= WORDS_ENOUGH and sum(level) >= 0.4 * len(level)


def _any_word(words: tuple[Word, ...]) -> bool:
    """Tell whether anything on a nearly empty page is text: two likely words, or one sure one."""
    count, confidence = readable(words)
    return (count >= 2 and confidence >= 0.6) or (count == 1 and confidence >= 0.85)

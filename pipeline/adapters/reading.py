"""The reader of pages: opens, turns, reads, and reads zones again. Runs in a child process (see `workers`)."""

import io
from collections.abc import Sequence
from pathlib import Path

import pdfplumber
import PIL
import pypdfium2
from PIL import Image

from pipeline.adapters import images, measure
from pipeline.adapters.tesseract import Engine, Tesseract, looks_upright, readable
from pipeline.adapters.upright import Upright
from pipeline.errors import UnreadableScan
from pipeline.ports import Inspected
from schemas.delivery import MediaType, PageImage
from schemas.pages import Box, PageText, PreparedPage, Rotation, Word

ORIENTATION_SURE = 3.0
_ZONE_MARGIN = 12  # pixels around a zone that is read again or cut out


def reader_identity(tesseract: Tesseract) -> str:
    """Return who reads: written with every result, and part of what decides whether work is already done."""
    return f"{tesseract.identity}; pdfium {pypdfium2.PYPDFIUM_INFO.version}; pillow {PIL.__version__}"


class PageReader:
    """Implements `ports.Reader` in this process."""

    def __init__(self, tesseract: Tesseract) -> None:
        self.identity = reader_identity(tesseract)
        self._tesseract = tesseract
        self._engine: Engine | None = None

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
        )

    def read(self, path: Path, page: PreparedPage) -> PageText:
        """See `ports.Reader.read`."""
        if page.blank:
            return PageText(prepared=page, words=(), reader=self._tesseract.identity)
        if page.image.has_text:
            return _text_of_pdf(path, page)
        raster = images.raster(path, page.image)
        rotation, words = self._upright_words(raster, page)
        problems = list(page.problems)
        if rotation is None:
            problems.append("orientation_undecided")
        blank = page.ink < measure.DOUBTFUL_SHARE and not _any_word(words)
        if blank:
            words, rotation, problems = (), 0, []
        elif not words:
            problems.append("ink_without_words")
        turned = page.model_copy(update={"rotation": rotation, "blank": blank, "problems": tuple(problems)})
        return PageText(prepared=turned, words=words, reader=self._tesseract.identity, problems=tuple(problems))

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
            self._engine = Engine(self._tesseract)
        return self._engine

    def _upright_words(self, raster: images.Raster, page: PreparedPage) -> tuple[Rotation | None, tuple[Word, ...]]:
        """Read as delivered; only when that reads badly, find out which way is up and read that way."""
        words = self._words(raster, page, 0)
        if looks_upright(words):
            return 0, words
        found = self._loaded().orientation(raster.image, max(page.dpi // raster.factor, 1))
        if found and found[1] >= ORIENTATION_SURE:
            return (found[0], words) if found[0] == 0 else (found[0], self._words(raster, page, found[0]))
        return self._best_of_four(raster, page, words)

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
        place = _place(page, raster.factor, rotation)
        words = self._loaded().words(place.picture(raster.image), max(page.dpi // raster.factor, 70))
        return tuple(word._replace(box=place.back(word.box)) for word in words)


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


def _worth(words: tuple[Word, ...]) -> float:
    """Return how much was read: the confidence above one half of every longer word."""
    return sum(max(word.confidence - 0.5, 0.0) * 2 for word in words if sum(map(str.isalpha, word.text)) >= 3)


def _any_word(words: tuple[Word, ...]) -> bool:
    count, confidence = readable(words)
    return count >= 2 and confidence >= 0.6


def _text_of_pdf(path: Path, page: PreparedPage) -> PageText:
    """Take the words of a PDF page that carries its own text; nothing is recognised."""
    try:
        with pdfplumber.open(path, pages=[page.image.page_index + 1]) as document:
            sheet = document.pages[0]
            scale_x, scale_y = page.image.width / float(sheet.width), page.image.height / float(sheet.height)
            lines: dict[int, int] = {}
            words = []
            for found in sheet.extract_words(use_text_flow=False, keep_blank_chars=False):
                line = lines.setdefault(round(found["bottom"] / 3), len(lines))
                box = Box(
                    int(found["x0"] * scale_x), int(found["top"] * scale_y),
                    int(found["x1"] * scale_x) + 1, int(found["bottom"] * scale_y) + 1,
                )  # fmt: skip
                words.append(Word(found["text"], box, 0.99, line))
            sheet.close()
    except Exception as error:  # pdfminer raises whatever a broken font or stream makes it raise
        raise UnreadableScan(
            "The text of the PDF page cannot be taken out.", "Deliver the page as an image."
        ) from error
    return PageText(prepared=page, words=tuple(words), reader=f"pdfplumber {pdfplumber.__version__}")

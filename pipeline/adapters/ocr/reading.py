"""The page reader: opens, turns and reads pages, and rereads zones. Runs in a child process (see `workers`)."""

import gc
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL
import pypdfium2
from PIL import Image

from pipeline.adapters.ocr.beside import with_margin
from pipeline.adapters.ocr.engines import Engine, Readers, Reading
from pipeline.adapters.ocr.layers import agreement
from pipeline.adapters.ocr.plans import is_plan, read_plan, reading_factor
from pipeline.adapters.ocr.silence import is_alarming, on_ink
from pipeline.adapters.ocr.tesseract import level, looks_upright, readable, worth
from pipeline.adapters.pages import images, measure
from pipeline.adapters.pages.cleaning import cleaned
from pipeline.adapters.pages.inner_damage import is_damaged
from pipeline.adapters.pages.opened import LastOpened, stretched
from pipeline.adapters.pages.scan_quality import quality
from pipeline.adapters.pages.upright import Upright
from pipeline.adapters.pdf.damage import hides_a_picture, holds_files, is_rebuilt, shows_a_part
from pipeline.adapters.pdf.text import PDF_TEXT, has_layer, words_of_pdf
from pipeline.adapters.pictures import decoding
from pipeline.adapters.words.likely_words import load_places, load_words
from pipeline.adapters.words.order import in_reading_order
from pipeline.adapters.words.shapes import shaped
from pipeline.ports import Inspected
from schemas.delivery import MediaType, PageImage
from schemas.pages import Box, PageText, PreparedPage, Rotation, Word

WORDS_ENOUGH = 4.0  # sure words; upside down, a page gives none or one
_LEAST_DPI = 70
_LAYER_SURE = 0.95  # only part of it was checked

__all__ = ["PageReader", "Readers", "reader_identity"]


def reader_identity(readers: Readers) -> str:
    """Return who reads: written with every result, and part of what decides whether work is already done."""
    return f"{readers.identity}; pdfium {pypdfium2.PYPDFIUM_INFO.version}; pillow {PIL.__version__}"


class PageReader:
    """Implements `ports.Reader` in this process."""

    def __init__(self, readers: Readers) -> None:
        self.identity = reader_identity(readers)
        self._readers = readers
        self._engine: Engine | None = None
        self._opened = LastOpened()

    def inspect(self, path: Path, media_type: MediaType, sha256: str) -> tuple[Inspected, ...]:
        """See `ports.Reader.inspect`."""
        return images.inspect(path, media_type, sha256)

    def prepare(self, path: Path, image: PageImage) -> PreparedPage:
        """See `ports.Reader.prepare`. Which way is up is found out while reading; here it is assumed to be 0."""
        dpi = measure.resolution(image.width, round(image.height * image.tall), image.dpi)
        raster = self._opened.raster(path, image, reading_factor(dpi))
        seen_at = max(int(dpi * stretched(image).wide) // raster.factor, 1)
        clean = cleaned(raster.image, seen_at)
        dark = measure.dark_pixels(clean, seen_at)
        written = measure.written_share(dark)
        blank = measure.is_empty(dark)
        if (
            clean is not raster.image
        ):  # faint strokes make it a page to be read; whether they are writing, reading tells
            written = min(written, measure.written_share(measure.dark_pixels(raster.image, seen_at)))
        return PreparedPage(
            image=image,
            rotation=0,
            skew=0.0 if blank else measure.skew(dark),
            blank=blank,
            ink=round(written, 4),
            dpi=dpi,
            problems=_remarks(path, image, blank=blank),
            quality=quality(raster.image, dark, seen_at),
            clean=clean is raster.image and seen_at >= _LEAST_DPI,
        )

    def read(self, path: Path, page: PreparedPage) -> PageText:
        """See `ports.Reader.read`."""
        if page.blank:
            return PageText(prepared=page, words=(), reader=self._readers.identity)
        if page.image.has_text and (words := words_of_pdf(path, page.image)):
            return PageText(prepared=page, words=words, reader=PDF_TEXT)
        if not is_plan(page) and (words := self._layer(path, page)):
            return PageText(prepared=page, words=words, reader=f"{PDF_TEXT}, checked by {self._loaded().identity}")
        rotation, words, imagined = self._seen(path, page)
        problems = [*page.problems, "words_without_ink"] if imagined else list(page.problems)
        if rotation is None:
            problems.append("orientation_undecided")
        any_word = page.image.is_separator or _any_word(words)
        # On a sheet as large as a plan, what would be dirt on a letter is a drawing.
        dirt = page.ink < (measure.BLANK_SHARE if is_plan(page) else measure.DOUBTFUL_SHARE)
        blank = not any_word and (dirt or self._shows_through(path, page))
        if blank:
            words, rotation, problems = (), 0, list(page.problems)
        elif not any_word:
            problems.append("ink_without_words")
        known = page.model_copy(update={"rotation": rotation, "blank": blank, "problems": tuple(problems)})
        return PageText(prepared=known, words=words, reader=self._loaded().identity, problems=tuple(problems))

    def reread(self, path: Path, page: PreparedPage, box: Box, kind: str) -> tuple[Word, ...]:
        """See `ports.Reader.reread`."""
        raster = self._opened.raster(path, page.image, reading_factor(page.dpi))
        place = _place(page, raster.factor, page.rotation or 0)
        picture = self._opened.upright(place, raster)
        zone = with_margin(place.forward(box), picture)
        words = self._shaped(self._loaded().zone(picture.crop(zone), kind))
        return tuple(
            word._replace(box=place.back(Box(*(edge + zone[index % 2] for index, edge in enumerate(word.box)))))
            for word in words
        )

    def crops(self, path: Path, page: PreparedPage, boxes: Sequence[Box]) -> tuple[bytes, ...]:
        """See `ports.Reader.crops`."""
        raster = self._opened.raster(path, page.image)
        place = replace(_place(page, raster.factor, page.rotation or 0), skew=0.0)
        picture = self._opened.upright(place, raster)
        return tuple(_png(picture.crop(with_margin(place.forward(box), picture))) for box in boxes)

    def preview(self, path: Path, page: PreparedPage, longest: int) -> bytes:
        """See `ports.Reader.preview`."""
        picture = images.raster(path, page.image).image.convert("L")
        picture.thumbnail((longest, longest), reducing_gap=2.0)
        return _png(picture)

    def _loaded(self) -> Engine:
        if self._engine is None:
            gc.disable()  # models and word lists stay: to look through them for garbage, again and again, costs
            try:
                self._engine = self._readers.engine()
                gc.freeze()
            finally:
                gc.enable()
        return self._engine

    def _seen(self, path: Path, page: PreparedPage) -> tuple[Rotation | None, tuple[Word, ...], bool]:
        """Return which way is up, if that can be told, the words, and whether many were seen where nothing is.

        The boxes are in pixels of the delivered image.
        """
        if is_plan(page):
            self._opened.forget()
            rotation, words, factor = read_plan(path, page, self._loaded())
            place = Upright(page.image.width, page.image.height, rotation or 0, 0.0, factor)
            return rotation, tuple(word._replace(box=place.back(word.box)) for word in self._shaped(words)), False
        raster = self._opened.raster(path, page.image, reading_factor(page.dpi))
        rotation, words = self._upright_words(raster, page)
        place = _place(page, raster.factor, rotation or 0)
        back = tuple(word._replace(box=place.back(word.box)) for word in self._shaped(words))
        grey = raster.image.convert("L")
        if (place.wide, place.tall) != (1.0, 1.0):
            grey = grey.resize((round(grey.width / place.wide), round(grey.height / place.tall)))
        inked = on_ink(back, np.asarray(grey), raster.factor)
        return rotation, inked, is_alarming(back, inked)

    def _shaped(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Return the words of an upright picture, those mended that can be only one thing."""
        return shaped(words, load_words(self._readers.words), load_places(self._readers.words))

    def _layer(self, path: Path, page: PreparedPage) -> tuple[Word, ...]:
        """Return the words of a text layer over a scan, if it says what the image says."""
        if not has_layer(path, page.image):
            return ()
        words = words_of_pdf(path, page.image)
        grey = images.raster(path, page.image).image.convert("L")
        if grey.size != (page.image.width, page.image.height):
            return ()
        sure = agreement(grey, page.dpi, words, lambda line: self._loaded().zone(line, "line"))
        ordered = in_reading_order(words) if sure else ()
        return tuple(word._replace(confidence=round(min(sure, _LAYER_SURE), 3)) for word in ordered)

    def _shows_through(self, path: Path, page: PreparedPage) -> bool:
        """Tell whether all that is on a page without words is the writing on its other side."""
        if is_plan(page):
            return False
        raster = self._opened.raster(path, page.image, reading_factor(page.dpi))
        dpi = _seen_at(page, raster)
        return self._loaded().other_side(cleaned(raster.image, dpi), dpi)

    def _upright_words(self, raster: images.Raster, page: PreparedPage) -> tuple[Rotation | None, tuple[Word, ...]]:
        """Read as delivered; only when that reads badly, find out which way is up and read that way.

        The boxes are in pixels of the page turned upright.
        """
        dpi = _seen_at(page, raster)
        if not (page.image.is_separator or page.clean):
            raster = images.Raster(cleaned(raster.image, dpi), raster.factor)
        reading = self._words(raster, page, 0)
        if page.image.is_separator or _is_upright(reading.telling):
            return 0, reading.words()
        rotation = self._loaded().rotation(raster.image, dpi)
        if rotation is not None:
            return rotation, (reading if rotation == 0 else self._words(raster, page, rotation)).words()
        words = reading.words()
        if self._readers.name == "tesseract":
            return self._best_of_four(raster, page, words)
        return (0 if _is_upright(words) else None), words

    def _best_of_four(
        self, raster: images.Raster, page: PreparedPage, as_delivered: tuple[Word, ...]
    ) -> tuple[Rotation | None, tuple[Word, ...]]:
        """Read all four ways; the one that reads clearly best is up, otherwise it is left undecided."""
        readings: dict[Rotation, tuple[Word, ...]] = {0: as_delivered}
        for rotation in (180, 90, 270):
            readings[rotation] = self._words(raster, page, rotation).words()
        ranked = sorted(readings, key=lambda rotation: -worth(readings[rotation]))
        best, second = worth(readings[ranked[0]]), worth(readings[ranked[1]])
        if best >= 2.0 and best >= 1.5 * second:
            return ranked[0], readings[ranked[0]]
        return None, as_delivered

    def _words(self, raster: images.Raster, page: PreparedPage, rotation: Rotation) -> Reading:
        """Read the page turned back by `rotation`; boxes are in pixels of that picture."""
        picture = _place(page, raster.factor, rotation).picture(raster.image)
        dpi = _seen_at(page, raster)
        if page.image.is_separator:
            return Reading((), lambda: self._loaded().bare(picture, dpi))
        return self._loaded().read(picture, dpi)


def _remarks(path: Path, image: PageImage, *, blank: bool) -> tuple[str, ...]:
    """Return what is to be said of the file of a page; of a blank one also that something on it is not shown."""
    unfinished = image.media_type == "image/jpeg" and not image.lost and decoding.lacks_end(path)
    hidden = blank and hides_a_picture(path, image)
    said = {
        "files_inside": holds_files(path, image),
        "not_shown": hidden,
        "partly_shown": not hidden and shows_a_part(path, image),
        "pdf_rebuilt": is_rebuilt(path, image),
        "no_end_mark": unfinished,
        "data_damaged": not unfinished and is_damaged(path, image),
    }
    return tuple(code for code, true in said.items() if true)


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, format="PNG")
    return out.getvalue()


def _place(page: PreparedPage, factor: int, rotation: Rotation) -> Upright:
    skew = page.skew if rotation in {0, 180} else 0.0
    return Upright(page.image.width, page.image.height, rotation, skew, factor, *stretched(page.image))


def _seen_at(page: PreparedPage, raster: images.Raster) -> int:
    """Return the dots per inch of the picture that is read."""
    return max(int(page.dpi * stretched(page.image).wide) // raster.factor, _LEAST_DPI)


def _is_upright(words: Sequence[Word]) -> bool:
    """Tell whether words say that their page is the right way up.

    Several sure level ones do: a plan whose title block runs up its side reads well two ways.
    """
    sure = level(words)
    return looks_upright(words) or (sum(sure) >= WORDS_ENOUGH and sum(sure) >= 0.4 * len(sure))


def _any_word(words: tuple[Word, ...]) -> bool:
    """Tell whether anything on a nearly empty page is text: two likely words, or one sure one, or a sure number."""
    count, confidence = readable(words)
    return (count >= 2 and confidence >= 0.6) or (count == 1 and confidence >= 0.85) or any(map(_is_number, words))


def _is_number(word: Word) -> bool:
    """Tell whether a word is likely a number of a dossier, such as `1974/123`; dirt is read as `0`, `11` or `1111`."""
    figures = [character for character in word.text if character.isdecimal()]
    return word.confidence >= 0.7 and len(figures) >= 5 and len(set(figures)) >= 3

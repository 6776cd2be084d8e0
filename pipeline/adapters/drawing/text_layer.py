"""An OCRmyPDF plugin that supplies words already read: nothing is rendered and nothing recognised a second time."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ocrmypdf import OcrEngine, OrientationConfidence, hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOptions
from ocrmypdf.font.system_font_provider import SystemFontProvider
from ocrmypdf.models.ocr_element import BoundingBox, OcrClass, OcrElement
from PIL import Image
from pydantic import BaseModel

from pipeline.adapters.pages.upright import Upright
from schemas.pages import PageText, Word

# OCRmyPDF loads a plugin by module name and gives it no data of ours; it runs one file at a time per process.
_pages: list[PageText] = []

# The same words give the same PDF whatever fonts a machine has, and nobody searches its disk for them at each PDF:
# the layer is invisible, and the fonts that come with OCRmyPDF have a glyph for every character.
SystemFontProvider.SYSTEM_FONT_DIRS = {}

_STANDING = 1.6  # times as high as wide: a word of three letters or more that runs up the page
LONGEST = 2_000  # letters of a word; made by programs, never by a reader

WHITE_PIXELS = 250_000
"""Enough to place words on; the white page of a plan of A0 would fill half a gigabyte."""


@contextmanager
def words_of(pages: Sequence[PageText]) -> Iterator[None]:
    """Make these pages the ones whose words are put into the PDF that OCRmyPDF is making."""
    _pages[:] = pages
    try:
        yield
    finally:
        _pages.clear()


@hookimpl
def initialize(plugin_manager: Any) -> None:
    """Take OCRmyPDF's own engine away: it starts the Tesseract program three times for each PDF, to ask its version."""
    plugin_manager.set_blocked(TesseractOptions.__module__)


@hookimpl
def register_options() -> dict[str, type[BaseModel]]:
    """Say what that engine can be told: OCRmyPDF looks at it, whatever engine there is."""
    return {"tesseract": TesseractOptions}


@hookimpl
def rasterize_pdf_page(output_file: Path, pageno: int) -> Path:
    """Give OCRmyPDF a white page of the right size: it only wants to know where the words go."""
    page = _pages[pageno - 1]
    width, height = _upright_size(page)
    share = min(1.0, math.sqrt(WHITE_PIXELS / (width * height)))
    dpi = page.prepared.dpi * share
    size = max(round(width * share), 1), max(round(height * share), 1)
    Image.new("1", size, 1).save(output_file, dpi=(dpi, dpi))
    return output_file


@hookimpl
def get_ocr_engine() -> OcrEngine:
    """Return the engine that knows the words."""
    return KnownWords()


class KnownWords(OcrEngine):
    """An OCR engine for OCRmyPDF that returns what was read before."""

    @staticmethod
    def version() -> str:
        """Return the version of this engine."""
        return "1"

    @staticmethod
    def creator_tag(options: object) -> str:  # noqa: ARG004  # OCRmyPDF's signature
        """Return what is written into the PDF as its maker."""
        return "kaft"

    def __str__(self) -> str:
        return "kaft"

    @staticmethod
    def languages(options: object) -> set[str]:  # noqa: ARG004  # OCRmyPDF's signature
        """Return the languages OCRmyPDF may ask for."""
        return {"nld", "fra", "eng"}

    @staticmethod
    def get_orientation(input_file: Path, options: object) -> OrientationConfidence:  # noqa: ARG004  # OCRmyPDF's signature
        """Say that pages are upright: they were turned when the PDF was put together."""
        return OrientationConfidence(angle=0, confidence=0.0)

    @staticmethod
    def get_deskew(input_file: Path, options: object) -> float:  # noqa: ARG004  # OCRmyPDF's signature
        """Leave the image as it was delivered."""
        return 0.0

    @staticmethod
    def supports_generate_ocr() -> bool:
        """Return True: words are handed over as a tree, not as hOCR."""
        return True

    @staticmethod
    def generate_ocr(input_file: Path, options: object, page_number: int = 0) -> tuple[OcrElement, str]:  # noqa: ARG004  # OCRmyPDF's signature
        """Return the tree of words of a page, in pixels of the picture that `rasterize_pdf_page` gave."""
        page = _pages[page_number]
        with Image.open(input_file) as picture:
            scale = picture.width / max(_upright_size(page)[0], 1)
        return page_tree(page, page_number, scale), page.text

    @staticmethod
    def generate_hocr(input_file: Path, output_hocr: Path, output_text: Path, options: object) -> None:
        """Not used: OCRmyPDF takes `generate_ocr` where it is supported."""
        raise NotImplementedError

    @staticmethod
    def generate_pdf(input_file: Path, output_pdf: Path, output_text: Path, options: object) -> None:
        """Not used: OCRmyPDF takes `generate_ocr` where it is supported."""
        raise NotImplementedError


def page_tree(page: PageText, page_number: int, scale: float) -> OcrElement:
    """Return OCRmyPDF's tree of a page: one paragraph with its lines and words, upright."""
    width, height = _upright_size(page)
    place = _place(page)
    lines = [_line(line, place, scale) for line in page.lines()]
    paragraph = OcrElement(
        ocr_class=OcrClass.PARAGRAPH, bbox=_around(lines) if lines else _box(0, 0, 1, 1), children=lines, language="nld"
    )
    return OcrElement(
        ocr_class=OcrClass.PAGE,
        bbox=_box(0, 0, width * scale, height * scale),
        dpi=page.prepared.dpi * scale,
        page_number=page_number,
        children=[paragraph] if lines else [],
    )


def _line(words: Sequence[Word], place: Upright, scale: float) -> OcrElement:
    children = []
    pieces = [(word, piece) for word in words for piece in _writable(word.text)]
    for word, text in pieces:
        left, top, right, bottom = place.forward(word.box)
        children.append(
            OcrElement(
                ocr_class=OcrClass.WORD,
                text=text,
                confidence=word.confidence,
                bbox=_box(left * scale, top * scale, max(right, left + 1) * scale, max(bottom, top + 1) * scale),
            )
        )
    return OcrElement(ocr_class=OcrClass.LINE, bbox=_around(children), children=children, textangle=_angle(children))


def _writable(text: str) -> list[str]:
    """Return a word in pieces that PDF/A takes: it knows no strings of more than 32,767 bytes."""
    return [text[start : start + LONGEST] for start in range(0, max(len(text), 1), LONGEST)]


def _angle(words: Sequence[OcrElement]) -> float | None:
    """Return how far a line runs from level, in degrees counterclockwise: 90 up the page, -90 down, None level.

    Where its words lie tells; the boxes of short words in a sloping hand are higher than wide too.
    """
    boxes = [word.bbox for word in words if word.bbox and len(word.text) >= 3]
    if not boxes:
        return None
    first, last = boxes[0], boxes[-1]
    across = abs(first.left + first.right - last.left - last.right)
    down = abs(first.top + first.bottom - last.top - last.bottom)
    stands = down > across if len(boxes) > 1 else first.height > _STANDING * first.width
    if not stands:
        return None
    return -90.0 if last.top > first.top else 90.0


def _around(elements: Sequence[OcrElement]) -> BoundingBox:
    boxes = [element.bbox for element in elements if element.bbox]
    return _box(
        min(box.left for box in boxes), min(box.top for box in boxes),
        max(box.right for box in boxes), max(box.bottom for box in boxes),
    )  # fmt: skip


def _box(left: float, top: float, right: float, bottom: float) -> BoundingBox:
    return BoundingBox(left=left, top=top, right=right, bottom=bottom)


def _place(page: PageText) -> Upright:
    """Return how the page is turned in the PDF: by quarters only, the slant of the paper stays as delivered."""
    image = page.prepared.image
    return Upright(image.width, image.height, page.prepared.rotation or 0, 0.0)


def _upright_size(page: PageText) -> tuple[int, int]:
    image = page.prepared.image
    turned = page.prepared.rotation in {90, 270}
    return (image.height, image.width) if turned else (image.width, image.height)

"""Takes the words of a born-digital PDF page from its own text: no OCR."""

import re
import unicodedata
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import pdfplumber
import pypdfium2

from pipeline.adapters.pdf import locked
from schemas.delivery import PageImage
from schemas.pages import Box, Word

PDF_TEXT = f"pdfplumber {version('pdfplumber')}"
_NUMBERED = re.compile(r"\(cid:\d+\)")
_LETTERS = 20  # fewer are a page number or a stamp of the scanner
_NO_LETTERS = {"Cc", "Cn", "Co"}
_MOST_UNKNOWN = 0.1  # of the letters; a font that does not say what its letters are gives a number of each, or nonsense
_SURE = 0.99  # written by a program, not read; but its fonts may still map letters wrongly


def has_layer(path: Path, image: PageImage) -> bool:
    """Tell whether a scanned page carries text: somebody else's reading, perhaps of another page."""
    if image.media_type != "application/pdf" or image.has_text:
        return False
    try:
        with locked.drawable(path) as document:
            return bool(document[image.page_index].get_textpage().count_chars() > _LETTERS)
    except pypdfium2.PdfiumError:
        return False


def words_of_pdf(path: Path, image: PageImage) -> tuple[Word, ...]:
    """Return the words of the page, boxes in its pixels; none when its text cannot be taken out: then it is read."""
    # It makes pdfminer stricter about fonts for the whole process. Loaded here, or what a page says would depend on
    # whether its process made a PDF before.
    import ocrmypdf.pdfinfo.layout  # noqa: F401  # see above

    try:
        with (
            locked.drawable(path),  # finds the password, if there is one
            pdfplumber.open(
                locked.plain(path), pages=[image.page_index + 1], password=locked.password_of(path)
            ) as document,
        ):
            sheet = document.pages[0]
            across, down = image.width / float(sheet.width), image.height / float(sheet.height)
            left, top = float(sheet.bbox[0]), float(sheet.bbox[1])  # a page need not begin at 0
            lines: dict[int, int] = {}
            words = []
            for found in sheet.extract_words():
                line = lines.setdefault(round(found["bottom"] / 3), len(lines))
                box = Box(
                    int((found["x0"] - left) * across), int((found["top"] - top) * down),
                    int((found["x1"] - left) * across) + 1, int((found["bottom"] - top) * down) + 1,
                )  # fmt: skip
                words.append(Word(found["text"], box, _SURE, line))
            sheet.close()
    except Exception:  # noqa: BLE001  # pdfminer raises whatever a broken font or stream makes it raise
        return ()
    return () if _says_nothing(words) else tuple(words)


def _says_nothing(words: Sequence[Word]) -> bool:
    """Tell whether the fonts of a page do not say which letters they draw: then only the picture does."""
    text = "".join(word.text for word in words)
    numbers = sum(map(len, _NUMBERED.findall(text)))
    unknown = sum(letter == "\ufffd" or unicodedata.category(letter) in _NO_LETTERS for letter in text)
    return numbers + unknown > _MOST_UNKNOWN * len(text)

"""Reads pages and single zones with Tesseract, in this process, its models loaded once."""

import hashlib
import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tesserocr
from PIL import Image, ImageOps

from pipeline.errors import MissingTool, ToolTimeout
from schemas.pages import Box, Rotation, Word

SURE_WORDS = 8
SURE_CONFIDENCE = 0.70
"""A page with so many longer words read so well is the right way up: no other orientation reads like that."""
_LAYOUTS = {
    "line": tesserocr.PSM.SINGLE_LINE,
    "stamp": tesserocr.PSM.SINGLE_BLOCK,
    "title_block": tesserocr.PSM.SPARSE_TEXT,
}
_ZONE_SECONDS = 20
_FRAME = 20  # white pixels around a zone
_A_METRE = 3780  # pixels: the 96 dpi that Pillow writes where it knows nothing; the true resolution is told apart
_ROTATIONS: tuple[Rotation, ...] = (0, 180, 90, 270)


@dataclass(frozen=True, slots=True)
class Tesseract:
    """One installation of Tesseract: its language data and how it reads."""

    languages: str
    tessdata: Path
    page_seconds: int = 120

    @property
    def identity(self) -> str:
        """Return version, languages and a digest of the models: other models are another reader."""
        models = hashlib.sha256()
        for name in sorted([*self.languages.split("+"), "osd"]):
            models.update((self.tessdata / f"{name}.traineddata").read_bytes())
        version = tesserocr.tesseract_version().split()[1]
        return f"tesseract {version} {self.languages} {models.hexdigest()[:8]}"


def find_tesseract(languages: str, page_seconds: int = 120) -> Tesseract:
    """Return the installed Tesseract.

    Raises:
        MissingTool: the language data are not installed; says which and how to get them.
    """
    places = [Path(os.environ["TESSDATA_PREFIX"])] if "TESSDATA_PREFIX" in os.environ else []
    places += sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"), reverse=True)
    wanted = [*languages.split("+"), "osd"]
    for place in places:
        if all((place / f"{name}.traineddata").is_file() for name in wanted):
            return Tesseract(languages, place, page_seconds)
    packages = " ".join(f"tesseract-ocr-{name}" for name in wanted)
    raise MissingTool(f"Tesseract has no data for {', '.join(wanted)}.", f"Install them: apt-get install {packages}")


class TesseractReader:
    """Tesseract with its models loaded, for use by one process."""

    def __init__(self, tesseract: Tesseract) -> None:
        self._tesseract = tesseract
        self._pages: Any = tesserocr.PyTessBaseAPI(
            path=str(tesseract.tessdata), lang=tesseract.languages, psm=tesserocr.PSM.AUTO
        )
        self._osd: Any = None

    def words(self, picture: Image.Image, dpi: int) -> tuple[Word, ...]:
        """Return the words of an upright picture in reading order; boxes are in its pixels.

        Raises:
            ToolTimeout: the page took longer than `page_seconds`.
        """
        api = self._pages
        if picture.mode == "1":
            api.SetImageBytesBmp(as_bmp(picture))
        else:
            api.SetImage(picture)
        api.SetSourceResolution(min(max(dpi, 70), 2400))
        try:
            if not api.Recognize(self._tesseract.page_seconds * 1000):
                raise ToolTimeout(
                    f"Tesseract did not finish a page in {self._tesseract.page_seconds} seconds.",
                    "Look at the page; raise reading.seconds if it is just large.",
                )
            return _collect(api)
        finally:
            api.Clear()

    def orientation(self, picture: Image.Image, dpi: int) -> tuple[Rotation, float] | None:
        """Return how far the content is turned clockwise and how sure Tesseract is of it; None: too little text.

        On the development pages every answer with a certainty of 3 or more was right.
        """
        if self._osd is None:
            self._osd = tesserocr.PyTessBaseAPI(
                path=str(self._tesseract.tessdata), lang="osd", psm=tesserocr.PSM.OSD_ONLY
            )
        small = picture.convert("L").reduce(max(1, round(dpi / 150)))
        self._osd.SetImage(small)
        found = self._osd.DetectOrientationScript()
        self._osd.Clear()
        if not found or found["orient_deg"] not in _ROTATIONS:
            return None
        return found["orient_deg"], float(found["orient_conf"])

    def zone(self, picture: Image.Image, kind: str) -> tuple[Word, ...]:
        """Read one small upright picture again, enlarged and with a page layout that suits its kind.

        Raises:
            ToolTimeout: it took longer than `_ZONE_SECONDS`.
        """
        scale = 2 if picture.height < 120 else 1
        enlarged = ImageOps.autocontrast(picture.convert("L")).resize((picture.width * scale, picture.height * scale))
        framed = ImageOps.expand(enlarged, border=_FRAME, fill=255)
        api = self._pages
        api.SetPageSegMode(_LAYOUTS[kind])
        api.SetImage(framed)
        try:
            if not api.Recognize(_ZONE_SECONDS * 1000):
                raise ToolTimeout(f"Tesseract did not finish a zone of a page in {_ZONE_SECONDS} seconds.")
            return tuple(word._replace(box=_unframed(word.box, scale)) for word in _collect(api))
        finally:
            api.Clear()
            api.SetPageSegMode(tesserocr.PSM.AUTO)


def as_bmp(picture: Image.Image) -> bytes:
    """Return a black and white picture as the BMP that Pillow makes of it for Tesseract, in a sixth of the time."""
    rows = np.packbits(np.asarray(picture), axis=1)[::-1]
    data = np.pad(rows, ((0, 0), (0, -rows.shape[1] % 4))).tobytes()
    shape = (picture.width, picture.height, 1, 1, 0, len(data), _A_METRE, _A_METRE, 2, 2)
    colours = b"\0\0\0\0\xff\xff\xff\0"
    return struct.pack("<2sIIIIiiHHIIiiII", b"BM", 62 + len(data), 0, 62, 40, *shape) + colours + data


def readable(words: Sequence[Word]) -> tuple[int, float]:
    """Return how many words of three letters or more there are, and their mean confidence in [0, 1]."""
    longer = [word.confidence for word in words if sum(map(str.isalpha, word.text)) >= 3]
    return len(longer), sum(longer) / len(longer) if longer else 0.0


def looks_upright(words: Sequence[Word]) -> bool:
    """Tell whether words were read so well that the page must be the right way up.

    Tesseract also reads lines that run up or down the page; their words are higher than wide.
    """
    count, confidence = readable(words)
    longer = [word.box for word in words if len(word.text) >= 4]
    lying = sum(box.right - box.left > box.bottom - box.top for box in longer)
    return count >= SURE_WORDS and confidence >= SURE_CONFIDENCE and lying > 0.6 * len(longer)


def worth(words: Sequence[Word]) -> float:
    """Return how much was read: of each longer word that lies level, how far above one half it is sure, doubled."""
    return sum(level(words))


def level(words: Sequence[Word]) -> list[float]:
    """Return how much above one half the reader was sure of each longer word that lies level, doubled: 0 to 1."""
    return [
        max(word.confidence - 0.5, 0.0) * 2
        for word in words
        if sum(map(str.isalpha, word.text)) >= 3 and word.box.right - word.box.left > word.box.bottom - word.box.top
    ]


def _collect(api: Any) -> tuple[Word, ...]:
    words: list[Word] = []
    line = -1
    iterator = api.GetIterator()
    if iterator is None:
        return ()
    level = tesserocr.RIL.WORD
    while True:
        if iterator.IsAtBeginningOf(tesserocr.RIL.TEXTLINE):
            line += 1
        if not iterator.Empty(level):
            text, box = iterator.GetUTF8Text(level).strip(), iterator.BoundingBox(level)
            if text and box:
                words.append(Word(text, Box(*box), round(iterator.Confidence(level) / 100, 3), max(line, 0)))
        if not iterator.Next(level):
            return tuple(words)


def _unframed(box: Box, scale: int) -> Box:
    """Return a box of an enlarged and framed picture in pixels of the picture itself."""
    left, top, right, bottom = ((edge - _FRAME) // scale for edge in box)
    return Box(max(left, 0), max(top, 0), max(right, 1), max(bottom, 1))

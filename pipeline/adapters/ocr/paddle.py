"""The second reader: PP-OCRv6 on OpenVINO finds lines in any hand or angle, and reads those it is given.

Its models come inside the `rapidocr` wheel; nothing is downloaded. The recogniser knows 18,708 characters, most of them
Chinese; its last layer is cut in memory to those that Dutch, French and German papers hold, which reads the same and
costs less.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.adapters.words.fusion import Line
from pipeline.adapters.words.likely_words import LEAST, Step, is_doubtful, likelier, stroked
from pipeline.errors import MissingTool
from schemas.pages import Box, Rotation, Word

FIND_DPI = 90
"""Resolution at which lines are looked for; more finds no more, at a cost that grows with its square (measured)."""
_LARGEST = 2560  # pixels; a plan is looked at no finer than this
_HEIGHT = 48  # of a line, in pixels: what the recogniser was trained on
_STEP = 64  # widths of lines are rounded up to this: few widths, so that what OpenVINO keeps for each stays little
_WIDEST = 2048
_SIDEWAYS = (1, 3)  # corners by which a line is turned when it runs down, or up, the page
_TURNED: dict[int, Rotation] = {0: 0, 1: 90, 2: 180, 3: 270}
_ASKED = 8  # lines that are asked which way is up
_LETTERS = (
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "àâäáçéèêëíìîïñóòôöœúùûüÿæÀÂÄÁÇÉÈÊËÍÌÎÏÑÓÒÔÖŒÚÙÛÜŸÆßĳĲ"
    "!\"#$%&'()*+,-./:;<=>?@[\\]_{|}~°§£€²³½¼¾–—‘’“”„«»…•×·º±"
)

Corners = tuple[int, int, int, int]
AS_SEEN, MIRRORED, FLIPPED = (0, 1, 2, 3), (1, 0, 3, 2), (3, 2, 1, 0)
"""A sheet whose other side shines through: as it lies, and upside down."""

_AROUND = 3  # places before and behind a word at which a letter of it may have been missed

_Letter = tuple[str, float, float, int]
"""A letter, its chance, where it stands along the line (0 to 1), and at which of the places of the recogniser."""
Pixels = NDArray[np.uint8]
Quad = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """A line of text: its four corners in pixels, clockwise from its beginning, and the box around them."""

    corners: Quad
    box: Box

    @property
    def line(self) -> Line:
        """Return where the line runs."""
        begin, end = (self.corners[0] + self.corners[3]) / 2, (self.corners[1] + self.corners[2]) / 2
        across = _length(self.corners[0] - self.corners[1])
        down = _length(self.corners[0] - self.corners[3])
        if self.standing and down > across:  # its corners count from the top left of the page: it runs along its height
            begin, end = (self.corners[0] + self.corners[1]) / 2, (self.corners[2] + self.corners[3]) / 2
            across, down = down, across
        return Line(self.box, (float(begin[0]), float(begin[1])), (float(end[0]), float(end[1])), down)

    @property
    def standing(self) -> bool:
        """Tell whether the line runs up or down the picture."""
        return self.box.bottom - self.box.top > 1.5 * (self.box.right - self.box.left)


class LineReader:
    """PP-OCRv6 with its models loaded, for use by one process and one thread.

    Of a word that is not among `known`, it says what known word it rather is, if that was nearly as likely.
    """

    def __init__(self, known: Collection[str] = ()) -> None:
        """Load the models; raises MissingTool when OpenVINO is not there or does not start on this machine."""
        self._known = known
        try:
            self._load()
        except (ImportError, OSError, RuntimeError) as error:  # OpenVINO's own errors are the last
            raise _not_here(f"it does not start ({type(error).__name__})") from error

    def _load(self) -> None:
        # Heavy, and wanted only in a process that reads.
        import openvino
        import rapidocr

        from pipeline.adapters.ocr.regions import lines_of

        models = Path(rapidocr.__file__).parent / "models"
        core = openvino.Core()
        # Half the cost where the processor has it, and the same words (measured).
        short = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        settings = {
            "INFERENCE_PRECISION_HINT": "bf16" if short else "f32",
            "INFERENCE_NUM_THREADS": 1,
            "NUM_STREAMS": 1,
        }
        # Pages come in any size; what OpenVINO keeps for each would grow by 10 MB a page for ever. Lines come in 32.
        forgetful = {**settings, "CPU_RUNTIME_CACHE_CAPACITY": 0}
        self._finder: Any = core.compile_model(core.read_model(models / "PP-OCRv6_det_small.onnx"), "CPU", forgetful)
        network, self._characters = _cut(models / "PP-OCRv6_rec_small.onnx")
        self._recogniser: Any = core.compile_model(core.read_model(network), "CPU", settings)
        self._lines = lines_of

    def find(self, picture: Image.Image | Pixels, dpi: int) -> tuple[Found, ...]:
        """Return the lines on a picture, top to bottom; nothing is read yet."""
        grey = grey_pixels(picture)
        scale: float = min(FIND_DPI / dpi, 1.0, _LARGEST / max(grey.shape))
        size = [max(round(side * scale / 32), 1) * 32 for side in grey.shape]
        small = cv2.resize(grey, (size[1], size[0]), interpolation=cv2.INTER_AREA)
        given = np.repeat(((small.astype(np.float32) / 255 - 0.5) / 0.5)[None, None], 3, axis=1)
        heat = self._finder(given)[0][0, 0]
        found = [Found(corners, _around(corners)) for corners in self._lines(heat, *grey.shape)]
        return tuple(sorted(found, key=lambda line: (line.box.top, line.box.left)))

    def read(
        self, picture: Image.Image | Pixels, lines: Sequence[Found], *, corners_from: Corners = AS_SEEN
    ) -> tuple[tuple[Word, ...], ...]:
        """Return the words of each line, in the order of `lines`; boxes are in pixels of the picture.

        A line that is higher than wide is read upwards and downwards; the surer reading counts. Corners in another
        order (`MIRRORED`, `FLIPPED`) read what shines through from the other side; its boxes mean nothing.
        """
        grey = grey_pixels(picture)
        ways = [(index, way) for index, line in enumerate(lines) for way in (_SIDEWAYS if line.standing else (0,))]
        corners = [np.roll(lines[index].corners, -way, axis=0) for index, way in ways]
        read = self._strips(grey, [quad[list(corners_from)] for quad in corners])
        best: dict[int, tuple[Word, ...]] = {}
        for (index, _), words in zip(ways, read, strict=True):
            if index not in best or sureness(words) > sureness(best[index]):
                best[index] = words
        return tuple(best[index] for index in range(len(lines)))

    def rotation(self, picture: Image.Image | Pixels, lines: Sequence[Found]) -> Rotation | None:
        """Return how far the content of a picture is turned clockwise: the way its longest lines read best, or None."""
        longest = sorted(lines, key=lambda line: -max(line.box.right - line.box.left, line.box.bottom - line.box.top))
        standing = sum(line.standing for line in longest[:_ASKED]) * 2 > len(longest[:_ASKED])
        asked = [line for line in longest if line.standing == standing][:_ASKED]
        if not asked:
            return None
        grey = grey_pixels(picture)
        worth: dict[Rotation, float] = {}
        for way in _SIDEWAYS if standing else (0, 2):
            read = self._strips(grey, [np.roll(line.corners, -way, axis=0) for line in asked])
            worth[_TURNED[way]] = sum(sureness(words) for words in read)
        ranked = sorted(worth, key=lambda turned: -worth[turned])
        return ranked[0] if worth[ranked[0]] > 1.5 * worth[ranked[1]] + 1.0 else None

    def _strips(self, grey: Pixels, corners: Sequence[Quad]) -> list[tuple[Word, ...]]:
        """Read lines one by one: together, padded to one width, they cost a quarter more (measured)."""
        found = []
        for quad in corners:
            strip = _strip(grey, quad)
            given = _given(strip)
            chances = self._recogniser(given)[0][0]
            found.append(self._words(chances, strip.shape[1] / given.shape[3], quad))
        return found

    def _words(self, chances: NDArray[np.float32], filled: float, corners: Quad) -> tuple[Word, ...]:
        """Turn the chances of each character at each place along the line into words with boxes (CTC, best path)."""
        best, sure = chances.argmax(axis=1), chances.max(axis=1)
        steps = max(len(best) * filled, 1.0)
        words: list[Word] = []
        letters: list[_Letter] = []
        begin = 0  # of the word, just behind the space before it
        for place, index in enumerate(best):
            if index == 0 or (place and best[place - 1] == index):
                continue
            letter = self._characters[index]
            if letter == " ":
                words.extend(self._word(letters, chances[begin:place], begin, corners))
                letters, begin = [], place + 1
            else:
                letters.append((letter, float(sure[place]), min((place + 0.5) / steps, 1.0), place))
        return (*words, *self._word(letters, chances[begin:], begin, corners))

    def _word(
        self, letters: Sequence[_Letter], chances: NDArray[np.float32], begin: int, corners: Quad
    ) -> tuple[Word, ...]:
        """Return the word that letters make, if any; where it is doubtful, what it rather is."""
        if not letters:
            return ()
        word = _word(letters, corners)
        text, sure = word.text, word.confidence
        if self._known and is_doubtful(text, sure, self._known):
            first, last = (letters[end][3] - begin for end in (0, -1))
            steps = [self._step(row) for row in chances[max(first - _AROUND, 0) : last + _AROUND + 1]]
            text, sure = likelier(text, sure, steps, self._known)
        if text == word.text and any(map(str.isdigit, text)):
            stroke = chances[:, self._characters.index("/")]
            text, sure = stroked(text, sure, [float(stroke[at - begin]) / max(by, LEAST) for _, by, _, at in letters])
        if text != word.text:
            word = word._replace(text=text, confidence=sure, seen=word.text)
        return (word,)

    def _step(self, chances: NDArray[np.float32]) -> Step:
        """Return what may stand at one place within a word; a space is none of its letters."""
        step = {"": 0.0}
        for index in np.flatnonzero(chances > LEAST):
            letter = self._characters[index].strip()
            step[letter] = step.get(letter, 0.0) + float(chances[index])
        return step


def grey_pixels(picture: Image.Image | Pixels) -> Pixels:
    """Return the grey values of a picture, which may be at hand already: to copy them costs."""
    return np.asarray(picture.convert("L")) if isinstance(picture, Image.Image) else picture


def paddle_identity() -> str:
    """Return which models read, on what; raises MissingTool when they are not installed."""
    try:
        return f"PP-OCRv6 small (rapidocr {version('rapidocr')}) openvino {version('openvino')}"
    except PackageNotFoundError as error:
        raise _not_here(f"{error.name} is not installed") from error


def _not_here(why: str) -> MissingTool:
    return MissingTool(f"The second reader (PP-OCRv6 on OpenVINO) cannot read: {why}.", _WITHOUT)


_WITHOUT = (
    "`kaft doctor` says more. Pages are read by Tesseract alone, which finds fewer numbers and dates, only when "
    'reading.engine = "tesseract" says so.'
)


def _cut(path: Path) -> tuple[bytes, list[str]]:
    """Return the recogniser with only our characters in its last layer, and these characters (0 is no character)."""
    import onnx
    from onnx import numpy_helper

    model = onnx.load(path)
    known = next(item.value for item in model.metadata_props if item.key == "character").splitlines()
    characters = ["", *known, " "]
    kept = [index for index, letter in enumerate(characters) if index == 0 or letter == " " or letter in _LETTERS]
    last = next(node for node in reversed(model.graph.node) if node.op_type == "MatMul")
    bias = next(node for node in model.graph.node if last.output[0] in node.input)
    names = {last.input[1], next(name for name in bias.input if name != last.output[0])}
    for weights in model.graph.initializer:
        if weights.name in names:
            values = np.ascontiguousarray(numpy_helper.to_array(weights)[..., kept])
            weights.CopyFrom(numpy_helper.from_array(values, weights.name))
    size = model.graph.output[0].type.tensor_type.shape.dim[2]
    size.dim_value = len(kept)
    return model.SerializeToString(), [characters[index] for index in kept]


def sureness(words: Sequence[Word]) -> float:
    """Return how much was read: letters and digits, weighed by how far their confidence is above chance."""
    return sum(max(word.confidence - 0.5, 0.0) * sum(map(str.isalnum, word.text)) for word in words)


def _strip(grey: Pixels, corners: Quad) -> Pixels:
    """Cut a line out and lay it level, `_HEIGHT` pixels high. A line higher than wide runs up the page."""
    across = max(_length(corners[0] - corners[1]), _length(corners[3] - corners[2]), 1.0)
    down = max(_length(corners[0] - corners[3]), _length(corners[1] - corners[2]), 1.0)
    width = int(min(max(round(across / down * _HEIGHT), 16), _WIDEST))
    finer = max(round(down / _HEIGHT), 1)  # thin strokes of high lines would fall between the pixels
    wide, high = width * finer, _HEIGHT * finer
    turn = cv2.getPerspectiveTransform(corners, np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32))
    strip = cv2.warpPerspective(grey, turn, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(strip, (width, _HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)


def _length(side: Quad) -> float:
    return float(np.linalg.norm(side))


def _given(strip: Pixels) -> NDArray[np.float32]:
    width = -(-strip.shape[1] // _STEP) * _STEP
    given = np.zeros((1, 3, _HEIGHT, width), np.float32)
    given[0, :, :, : strip.shape[1]] = (strip.astype(np.float32) / 255 - 0.5) / 0.5
    return given


def _word(letters: Sequence[_Letter], corners: Quad) -> Word:
    """Return the word that letters make."""
    half = 0.5 * (letters[-1][2] - letters[0][2]) / max(len(letters) - 1, 1) if len(letters) > 1 else 0.01
    start, end = max(letters[0][2] - half, 0.0), min(letters[-1][2] + half, 1.0)
    top, bottom = corners[1] - corners[0], corners[2] - corners[3]
    places = [corners[0] + top * start, corners[0] + top * end, corners[3] + bottom * end, corners[3] + bottom * start]
    text = "".join(letter for letter, _, _, _ in letters)
    return Word(text, _around(np.array(places)), round(sum(sure for _, sure, _, _ in letters) / len(letters), 3), 0)


def _around(corners: NDArray[Any]) -> Box:
    left, top = np.floor(corners.min(axis=0)).astype(int)
    right, bottom = np.ceil(corners.max(axis=0)).astype(int)
    return Box(int(left), int(top), max(int(right), int(left) + 1), max(int(bottom), int(top) + 1))

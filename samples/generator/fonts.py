"""The fonts of the generator: which, from which Debian package, and how one text fits in each."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

DEBIAN_PACKAGES = (
    "fonts-breip",
    "fonts-courier-prime",
    "fonts-crosextra-carlito",
    "fonts-dancingscript",
    "fonts-dejavu-core",
    "fonts-dkg-handwriting",
    "fonts-ecolier-court",
    "fonts-gnutypewriter",
    "fonts-kristi",
    "fonts-liberation",
    "fonts-lmodern",
    "fonts-oldstandard",
    "fonts-century-catalogue",
    "fonts-rufscript",
    "fonts-sjfonts",
    "fonts-tlwg-typewriter-ttf",
    "fonts-urw-base35",
)
_ROOTS = (Path("/usr/share/fonts"), Path("/usr/share/texmf/fonts"))
# A "~" marks a font that only held-out dossiers use.
TYPEWRITERS = (
    "truetype/gnutypewriter/GNUTypewriter.ttf",
    "opentype/courier-prime/Courier Prime.otf",
    "opentype/courier-prime/Courier Prime Bold.otf",
    "opentype/urw-base35/NimbusMonoPS-Bold.otf",
    "opentype/public/lm/lmmono10-regular.otf",
    "~truetype/tlwg/TlwgTypewriter-Bold.ttf",
)
SERIFS = (
    "truetype/fonts-oldstandard/OldStandard-Regular.ttf",
    "truetype/fonts-century-catalogue/Century-Catalogue.ttf",
    "truetype/liberation/LiberationSerif-Regular.ttf",
    "opentype/urw-base35/C059-Roman.otf",
    "~opentype/urw-base35/P052-Roman.otf",
)
SANS = (
    "truetype/liberation/LiberationSans-Regular.ttf",
    "opentype/urw-base35/NimbusSans-Regular.otf",
    "truetype/crosextra/Carlito-Regular.ttf",
    "truetype/dejavu/DejaVuSans.ttf",
    "~opentype/urw-base35/URWGothic-Book.otf",
)
HANDS = (
    "truetype/fifthhorseman/dkg.ttf",
    "opentype/dancingscript/DancingScript-Regular.otf",
    "truetype/sjfonts/Delphine.ttf",
    "truetype/sjfonts/SteveHand.ttf",
    "truetype/breip/Breip.ttf",
    "truetype/kristi/Kristi.ttf",
    "truetype/ecolier-court/Ecolier-court.ttf",
    "~truetype/rufscript/Rufscript010.ttf",
)
STAMPS = ("truetype/liberation/LiberationSans-Bold.ttf", "~truetype/dejavu/DejaVuSans-Bold.ttf")
LETTERING = ("opentype/urw-base35/URWGothic-Book.otf", "truetype/liberation/LiberationSansNarrow-Regular.ttf")
_SCALE = {"Kristi": 1.55, "Ecolier": 1.5, "Delphine": 1.2, "Breip": 1.15, "SteveHand": 0.95, "Rufscript010": 0.9}
# Strokes so fine that a bitonal scan would lose them are drawn this much wider, in pixels.
_FINE = {"Ecolier": 1, "DancingScript": 1, "lmmono10": 1, "Kristi": 1, "Delphine": 1, "Breip": 1}
# Old typewriters had no brackets: the typist took the stroke.
_STROKES = {"(": "/", ")": "/"}
_PLAIN = str.maketrans("éèêëàâäçôöïîûüñÉÈÀ", "eeeeaaacooiiuunEEA")
_SIMPLER = {"°": "o", "²": "2", "½": "1/2", "³": "3", "’": "'", "–": "-"}


class MissingFontError(FileNotFoundError):
    """A font of the generator is not installed."""


class Face:
    """One font at one size.

    Args:
        path: the file below a font folder, as in the lists of this module.
        size: in pixels.
    """

    def __init__(self, path: str, size: int) -> None:
        self.path = path
        self.size = size
        self.font = _load(path, size)
        self.stroke = _FINE.get(Path(path).stem.split("-", maxsplit=1)[0], 0)
        self.typed = path in {name.lstrip("~") for name in TYPEWRITERS}

    def width(self, text: str) -> float:
        """The advance of a text in pixels."""
        return self.font.getlength(text)

    def fit(self, text: str) -> str:
        """Replace the characters that the font does not have by simpler ones."""
        return "".join(_fit(self.path, char) for char in text)

    def resized(self, factor: float) -> "Face":
        """The same font, larger or smaller."""
        return Face(self.path, max(8, round(self.size * factor)))


def sized(path: str, size: int) -> Face:
    """Return a face in which writing of different fonts looks equally large."""
    stem = Path(path).stem.split("-", maxsplit=1)[0]
    return Face(path, round(size * _SCALE.get(stem, 1.0)))


@lru_cache(maxsize=512)
def _load(path: str, size: int) -> ImageFont.FreeTypeFont:
    for root in _ROOTS:
        if (root / path).is_file():
            return ImageFont.truetype(str(root / path), size, layout_engine=ImageFont.Layout.BASIC)
    raise MissingFontError(f"font {path} is not installed; apt-get install {' '.join(DEBIAN_PACKAGES)}")


@lru_cache(maxsize=4096)
def _fit(path: str, char: str) -> str:
    if "gnutypewriter" in path and char in _STROKES:
        return _STROKES[char]
    if char == " " or _has(path, char):
        return char
    plain = char.translate(_PLAIN)
    return plain if plain != char else _SIMPLER.get(char, char)


def _has(path: str, char: str) -> bool:
    font = _load(path, 24)
    wanted, absent = font.getmask(char), font.getmask("\U0010fffd")
    return wanted.getbbox() is not None and bytes(wanted) != bytes(absent)

"""How the pixels of a TIFF are packed: one that nothing here unpacks is told by its name, and is no damage."""

from pipeline.adapters.pictures.tiff_parts import COMPRESSION, Directory
from pipeline.errors import UnknownPacking

_READ = {1, 2, 3, 4, 5, 6, 7, 8, 32766, 32771, 32773, 32809, 32946, 34676, 34677, 34925, 50000}
"""What libtiff unpacks; JPEG 2000 and WebP are opened apart."""
_NAMES = {
    9: "JBIG", 10: "JBIG", 34661: "JBIG", 34715: "JBIG2", 34718: "MODI", 34719: "MODI", 34720: "MODI", 34887: "LERC",
    34892: "JPEG (DNG)", 34933: "PNG", 22610: "JPEG XR", 34934: "JPEG XR", 50002: "JPEG XL", 52546: "JPEG XL",
}  # fmt: skip


def check_packing(directory: Directory) -> None:
    """Raise UnknownPacking for a page that is packed in a way that is not known here: that is no damage."""
    number = directory.get(COMPRESSION, 1)
    if number in _READ:
        return
    name = _NAMES.get(number)
    told = f"{name} ({number})" if name else f"number {number} of the TIFF standard"
    raise UnknownPacking(
        f"The pixels of this TIFF are packed as {told}, which cannot be read here.",
        "Nothing is damaged: have it saved with CCITT G4, LZW or JPEG, and delivered again.",
    )

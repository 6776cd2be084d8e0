"""Pages whose packed data end too early inside a file that is whole: each codec, in TIFF, in PDF and by itself.

`python -m benchmarks.odd_cuts` shows what kaft says of each, and how many rows differ from those of the whole page.
"""

import io
import struct
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pikepdf
from PIL import Image, ImageDraw, ImageFont

from benchmarks.odd_jbig2 import jbig2
from benchmarks.odd_pdf_sheets import POINTS, data_of
from benchmarks.odd_scans import saved
from pipeline.adapters.pages import images
from pipeline.errors import InputError
from schemas.delivery import MediaType

SHARES = (0.3, 0.6, 0.95)
WAYS = ("short", "zeros")
"""The data are shorter and the container says so, or what follows was never written."""
SIZE = (480, 640)
_G4 = 4
_ENDS: dict[str, MediaType] = {
    "tif": "image/tiff", "pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "jp2": "image/jp2",
}  # fmt: skip


class Cut(NamedTuple):
    """A file with one page, of which a share of the packed data is there; 1.0 is the whole."""

    container: str
    codec: str
    way: str
    share: float
    data: bytes

    @property
    def name(self) -> str:
        """Say which it is."""
        return f"{self.container} {self.codec} {self.way} {self.share:.0%}"


class Said(NamedTuple):
    """What kaft says of a file: the code with which it is set aside, or the share that is lost and the page."""

    aside: str | None
    lost: float
    page: Image.Image | None


class _Packed(NamedTuple):
    data: bytes
    filters: tuple[str, ...]
    bits: int = 8
    space: str = "/DeviceGray"
    how: dict[str, int] | None = None


def written_page() -> Image.Image:
    """Draw a page that is written from its first row to its last."""
    picture = Image.new("L", SIZE, 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=14)
    dice = np.random.default_rng(5)
    for top in range(4, SIZE[1] - 14, 20):
        pen.text((12, top), "".join(chr(97 + value) for value in dice.integers(0, 26, 50)), font=font, fill=0)
    return picture


def cases() -> Iterator[Cut]:
    """Give every file: whole, and cut at each share in both ways."""
    page = written_page()
    for codec, packed in _for_pdf(page).items():
        for way, share in _cuts():
            yield Cut("pdf", codec, way, share, _in_pdf(packed._replace(data=_cut(packed.data, way, share))))
    for codec, (file, compression) in _tiffs(page).items():
        strips, tables = _strips_of(file)
        for way, share in _cuts():
            place = len(strips) // 2
            left = [*strips[:place], _cut(strips[place], way, share), *strips[place + 1 :]]
            yield Cut("tif", codec, way, share, _tiff(left, compression, tables))
    for codec, (container, file) in _files(page).items():
        for way, share in _cuts():
            yield Cut(container, codec, way, share, _cut(file, way, share))


def said(case: Cut, folder: Path) -> Said:
    """Return what kaft says of a file."""
    path = folder / "scan"
    path.write_bytes(case.data)
    try:
        (found,) = images.inspect(path, _ENDS[case.container], "a" * 64)
        return Said(None, found.image.lost, images.raster(path, found.image).image.convert("L"))
    except InputError as error:
        return Said(error.code, 1.0, None)


def differing(page: Image.Image, whole: Image.Image) -> float:
    """Return the share of the rows in which pixels differ."""
    away = np.abs(np.asarray(page).astype(int) - np.asarray(whole).astype(int)) > 50
    return float((away.sum(axis=1) > 1).mean())


def _cuts() -> Iterator[tuple[str, float]]:
    yield "short", 1.0
    for way in WAYS:
        for share in SHARES:
            yield way, share


def _cut(data: bytes, way: str, share: float) -> bytes:
    kept = data[: int(len(data) * share)]
    return kept if way == "short" else kept.ljust(len(data), b"\0")


def _for_pdf(page: Image.Image) -> dict[str, _Packed]:
    bits, colours = page.convert("1"), Image.merge("RGB", [page] * 3)
    (g4,), _ = _strips_of(saved(bits, "TIFF", compression="group4", tiffinfo={278: SIZE[1]}))
    (g3,), _ = _strips_of(saved(bits, "TIFF", compression="group3", tiffinfo={278: SIZE[1]}))
    samples = np.asarray(page)
    halves = (samples[:, ::2] & 0xF0 | samples[:, 1::2] >> 4).tobytes()
    fax = {"Columns": SIZE[0], "Rows": SIZE[1]}
    deflate = ("/FlateDecode",)
    return {
        "g4": _Packed(g4, ("/CCITTFaxDecode",), 1, how={"K": -1, **fax}),
        "g3": _Packed(g3, ("/CCITTFaxDecode",), 1, how={"K": 0, "EndOfLine": 1, **fax}),
        "jbig2": _Packed(jbig2(bits), ("/JBIG2Decode",), 1),
        "jpeg": _Packed(saved(page, "JPEG"), ("/DCTDecode",)),
        "jpeg in colour": _Packed(saved(colours, "JPEG"), ("/DCTDecode",), space="/DeviceRGB"),
        "jpeg progressive": _Packed(saved(page, "JPEG", progressive=True), ("/DCTDecode",)),
        "jpeg 2000": _Packed(saved(page, "JPEG2000"), ("/JPXDecode",)),
        "deflate": _Packed(zlib.compress(page.tobytes()), deflate),
        "deflate 1 bit": _Packed(zlib.compress(bits.tobytes()), deflate, 1),
        "deflate 4 bits": _Packed(zlib.compress(halves), deflate, 4),
        "deflate cmyk": _Packed(zlib.compress(page.convert("CMYK").tobytes()), deflate, space="/DeviceCMYK"),
        "lzw": _Packed(_lzw(page.tobytes()), ("/LZWDecode",)),
        "run lengths": _Packed(_runs(page.tobytes()), ("/RunLengthDecode",)),
        "plain": _Packed(page.tobytes(), ()),
    }


def _tiffs(page: Image.Image) -> dict[str, tuple[bytes, int]]:
    bits, one = page.convert("1"), {278: SIZE[1]}
    return {
        "g4": (saved(bits, "TIFF", compression="group4", tiffinfo=one), 4),
        "g4 in strips": (saved(bits, "TIFF", compression="group4", tiffinfo={278: 64}), 4),
        "g3": (saved(bits, "TIFF", compression="group3", tiffinfo=one), 3),
        "rle": (saved(bits, "TIFF", compression="tiff_ccitt", tiffinfo=one), 2),
        "lzw": (saved(page, "TIFF", compression="tiff_lzw", tiffinfo=one), 5),
        "zip": (saved(page, "TIFF", compression="tiff_adobe_deflate", tiffinfo={278: 64}), 8),
        "packbits": (saved(page, "TIFF", compression="packbits", tiffinfo=one), 32773),
        "jpeg": (saved(page, "TIFF", compression="jpeg", tiffinfo=one), 7),
        "jpeg in strips": (saved(page, "TIFF", compression="jpeg", tiffinfo={278: 64}), 7),
        "plain": (saved(page, "TIFF"), 1),
    }


def _files(page: Image.Image) -> dict[str, tuple[str, bytes]]:
    return {
        "baseline": ("jpg", saved(page, "JPEG")),
        "progressive": ("jpg", saved(page, "JPEG", progressive=True)),
        "png": ("png", saved(page, "PNG")),
        "jpeg 2000": ("jp2", saved(page, "JPEG2000")),
    }


def _in_pdf(packed: _Packed) -> bytes:
    """Return a PDF page that is one picture, packed so."""
    pdf = pikepdf.new()
    width, height = (side * POINTS for side in SIZE)
    sheet = pdf.add_blank_page(page_size=(width, height))
    image = pdf.make_stream(packed.data, {
        "/Type": pikepdf.Name("/XObject"), "/Subtype": pikepdf.Name("/Image"), "/Width": SIZE[0], "/Height": SIZE[1],
        "/ColorSpace": pikepdf.Name(packed.space), "/BitsPerComponent": packed.bits,
    })  # fmt: skip
    if packed.filters:
        image["/Filter"] = pikepdf.Array([pikepdf.Name(name) for name in packed.filters])
    if packed.how:
        told = {f"/{key}": bool(value) if key == "EndOfLine" else value for key, value in packed.how.items()}
        image["/DecodeParms"] = pikepdf.Array([pikepdf.Dictionary(told)])
    sheet.obj["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/Im0": image})})
    sheet.obj["/Contents"] = pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q".encode())
    return data_of(pdf, compress_streams=False)


def _strips_of(file: bytes) -> tuple[list[bytes], bytes]:
    """Return the strips of a TIFF, and the tables of its JPEGs."""
    with Image.open(io.BytesIO(file)) as made:
        tags: Any = made.tag_v2  # type: ignore[attr-defined]  # a TIFF has it
        strips = [file[start : start + count] for start, count in zip(tags[273], tags[279], strict=True)]
        return strips, tags.get(347, b"")


def _tiff(strips: list[bytes], compression: int, tables: bytes) -> bytes:
    """Return a TIFF of strips, whatever they hold, its directory before them."""
    bits = 1 if 1 < compression <= _G4 else 8
    rows = -(-SIZE[1] // len(strips) // 64) * 64 if len(strips) > 1 else SIZE[1]
    tone = 0 if compression == _G4 else 1
    values = {256: SIZE[0], 257: SIZE[1], 258: bits, 259: compression, 262: tone, 277: 1, 278: rows}
    return _with_directory(values, strips, tables)


def _with_directory(values: dict[int, int], strips: list[bytes], tables: bytes) -> bytes:
    entries = len(values) + 2 + bool(tables)
    beyond = 8 + 2 + 12 * entries + 4
    start = beyond + 8 * len(strips) + len(tables)
    places = [start + sum(map(len, strips[:place])) for place in range(len(strips))]
    directory = [(tag, 4, 1, struct.pack("<I", value)) for tag, value in values.items()]
    several = len(strips) > 1
    for place, (tag, numbers) in enumerate(((273, places), (279, list(map(len, strips))))):
        inside = struct.pack("<I", beyond + 4 * len(strips) * place if several else numbers[0])
        directory.append((tag, 4, len(strips), inside))
    if tables:
        directory.append((347, 7, len(tables), struct.pack("<I", beyond + 8 * len(strips))))
    body = b"".join(struct.pack("<HHI", tag, kind, count) + value for tag, kind, count, value in sorted(directory))
    numbers = struct.pack(f"<{2 * len(strips)}I", *places, *map(len, strips))
    return b"II*\0\x08\0\0\0" + struct.pack("<H", entries) + body + bytes(4) + numbers + tables + b"".join(strips)


def _lzw(data: bytes) -> bytes:
    """Return data packed as LZW, as PDF and TIFF have it."""
    clear, end, most = 256, 257, 4095
    codes: list[tuple[int, int]] = [(clear, 9)]
    table, size = {bytes([value]): value for value in range(256)}, 9
    known = b""
    for value in data:
        longer = known + bytes([value])
        if longer in table:
            known = longer
            continue
        codes.append((table[known], size))
        table[longer] = len(table) + 2
        size = max(size, min((len(table) + 2).bit_length(), 12))
        if len(table) + 2 >= most:
            codes.append((clear, size))
            table, size = {bytes([one]): one for one in range(256)}, 9
        known = bytes([value])
    codes += [(table[known], size), (end, size)]
    bits = "".join(f"{code:0{width}b}" for code, width in codes)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8))


def _runs(data: bytes) -> bytes:
    """Return data as lengths and bytes, without a single repetition."""
    parts = (data[start : start + 128] for start in range(0, len(data), 128))
    return b"".join(bytes([len(part) - 1]) + part for part in parts) + b"\x80"


def main() -> None:
    """Show what is said of every file."""
    whole: dict[tuple[str, str], Image.Image] = {}
    with tempfile.TemporaryDirectory() as folder:
        for case in cases():
            told = said(case, Path(folder))
            if told.page is None:
                print(f"{case.name:32} {told.aside}")
                continue
            rows = differing(told.page, whole.setdefault((case.container, case.codec), told.page))
            print(f"{case.name:32} lost {told.lost:.3f}, differs {rows:.3f}")


if __name__ == "__main__":
    main()

"""Image files as scanners, telephones and damaged disks make them, each with a number that must be read from it."""

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

SIZE = (1000, 1300)
DPI = 150
SHOWN_AT = (150, 560)
"""Where the number of a page stands, in pixels of the page as people see it."""


@dataclass(frozen=True)
class Case:
    """A dossier folder with its files, and what must become of them.

    `reads` is the number that must be read from each page, in order; `aside` are the codes of which one must be given
    to its files. Neither: any end with a reason is right. `told` are codes that the dossier must carry.
    """

    folder: str
    files: dict[str, bytes]
    reads: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    boxes: bool = True
    """Whether the number must have been found at SHOWN_AT."""


def number_of(place: int) -> str:
    """Return a number of a permit that no other page bears."""
    return f"{2000 + 7 * place}/1958"


def page(number: str, size: tuple[int, int] = SIZE) -> Image.Image:
    """Draw a typed page that bears a number."""
    picture = Image.new("L", size, 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=36)
    lines = ("GEMEENTE ZANDHOVE", "Bouwvergunning", "Het college van burgemeester", "en schepenen verleent aan")
    for place, line in enumerate(lines):
        pen.text((150, 150 + 80 * place), line, font=font, fill=0)
    pen.text(SHOWN_AT, number, font=font, fill=0)
    for place, line in enumerate(("de vergunning tot het bouwen", "van een woning te Zandhove", "18 september 1958")):
        pen.text((150, 660 + 80 * place), line, font=font, fill=0)
    return picture


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """Return a picture as the bytes of a file."""
    out = io.BytesIO()
    picture.save(out, kind, **{"dpi": (DPI, DPI), **options})
    return out.getvalue()


_TURNED: dict[int, Callable[[Image.Image], Image.Image]] = {
    2: lambda picture: picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda picture: picture.transpose(Image.Transpose.ROTATE_180),
    4: lambda picture: picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda picture: picture.transpose(Image.Transpose.TRANSPOSE),
    6: lambda picture: picture.transpose(Image.Transpose.ROTATE_90),
    7: lambda picture: picture.transpose(Image.Transpose.TRANSVERSE),
    8: lambda picture: picture.transpose(Image.Transpose.ROTATE_270),
}
"""How a page is stored that a viewer shows upright because of its orientation tag."""


def oriented(picture: Image.Image, tag: int, kind: str) -> bytes:
    """Return a file whose orientation tag says how its pixels must be turned or mirrored to be seen upright."""
    stored = _TURNED[tag](picture)
    if kind == "TIFF":
        return saved(stored, "TIFF", tiffinfo={274: tag}, compression="tiff_lzw")
    exif = Image.Exif()
    exif[274] = tag
    return saved(stored, kind, exif=exif)


def tiff(picture: Image.Image, *, order: str = "<", big: bool = False, tags: dict[int, Any] | None = None,
         strips: int = 1, loops: bool = False) -> bytes:  # fmt: skip
    """Return a grey TIFF put together by hand, so that every one of its numbers can be wrong.

    Args:
        picture: its page.
        order: `<` or `>`, which end comes first.
        big: BigTIFF, with numbers of 64 bits.
        tags: numbers to put in place of the right ones; None leaves a tag out.
        strips: in how many parts the pixels are written.
        loops: the directory names itself as the next one.
    """
    rows = -(-picture.height // strips)
    data = picture.convert("L").tobytes()
    parts = [data[top * picture.width : (top + rows) * picture.width] for top in range(0, picture.height, rows)]
    head = 16 if big else 8
    offsets = [head + sum(map(len, parts[:place])) for place in range(len(parts))]
    values: dict[int, Any] = {
        256: picture.width, 257: picture.height, 258: 8, 259: 1, 262: 1, 273: offsets, 277: 1, 278: rows,
        279: [len(part) for part in parts],
    }  # fmt: skip
    values.update(tags or {})
    return _written(
        [(tag, value) for tag, value in sorted(values.items()) if value is not None], data, order, big, loops
    )


def _written(values: list[tuple[int, Any]], data: bytes, order: str, big: bool, loops: bool) -> bytes:
    head, word, count, entry = (16, "Q", "Q", 20) if big else (8, "I", "H", 12)
    start = head + len(data)
    beyond = start + struct.calcsize(order + count) + entry * len(values) + struct.calcsize(order + word)
    directory, extra = struct.pack(order + count, len(values)), b""
    for tag, value in values:
        kind = _RATIONAL if isinstance(value, tuple) else _LONG if tag in _LONGS else _SHORT
        packed = (
            struct.pack(order + "II", *value)
            if isinstance(value, tuple)
            else b"".join(struct.pack(order + ("I" if kind == _LONG else "H"), one) for one in _many(value))
        )
        room = struct.calcsize(order + word)
        if len(packed) > room:
            place, extra = beyond + len(extra), extra + packed
            packed = struct.pack(order + word, place)
        directory += struct.pack(order + "HH" + word, tag, kind, 1 if kind == _RATIONAL else len(_many(value)))
        directory += packed.ljust(room, b"\0")
    directory += struct.pack(order + word, start if loops else 0)
    mark = b"II" if order == "<" else b"MM"
    first = struct.pack(order + "HHHQ", 43, 8, 0, start) if big else struct.pack(order + "HI", 42, start)
    return mark + first + data + directory + extra


_SHORT, _LONG, _RATIONAL = 3, 4, 5
_LONGS = {256, 257, 273, 278, 279, 322, 323, 324, 325, 513, 514}


def _many(value: Any) -> list[int]:
    return list(value) if isinstance(value, list) else [value]


def _tiled(picture: Image.Image) -> bytes:
    side = 256
    across, down = -(-picture.width // side), -(-picture.height // side)
    whole = Image.new("L", (across * side, down * side), 255)
    whole.paste(picture)
    data = b"".join(
        whole.crop((x * side, y * side, (x + 1) * side, (y + 1) * side)).tobytes()
        for y in range(down)
        for x in range(across)
    )
    places = [8 + place * side * side for place in range(across * down)]
    values = {256: picture.width, 257: picture.height, 258: 8, 259: 1, 262: 1, 277: 1, 322: side, 323: side,
              324: places, 325: [side * side] * len(places)}  # fmt: skip
    return _written(sorted(values.items()), data, "<", False, False)


def _planes(picture: Image.Image) -> bytes:
    data = picture.tobytes() * 3
    one = picture.width * picture.height
    values = {256: picture.width, 257: picture.height, 258: [8, 8, 8], 259: 1, 262: 2, 273: [8, 8 + one, 8 + 2 * one],
              277: 3, 278: picture.height, 279: [one] * 3, 284: 2}  # fmt: skip
    return _written(sorted(values.items()), data, "<", False, False)


def _jpeg_of_old(picture: Image.Image) -> bytes:
    data = saved(picture, "JPEG", quality=90)
    values = {256: picture.width, 257: picture.height, 258: 8, 259: 6, 262: 1, 273: 8, 277: 1, 278: picture.height,
              279: len(data), 512: 1, 513: 8, 514: len(data)}  # fmt: skip
    return _written(sorted(values.items()), data, "<", False, False)


def _transparent_bits(picture: Image.Image) -> bytes:
    return saved(picture.convert("1"), "PNG", transparency=1)


def _see_through(picture: Image.Image) -> bytes:
    """Return black ink of which only the transparency tells where it is."""
    ink = Image.eval(picture, lambda v: 255 - v)
    return saved(Image.merge("LA", (Image.new("L", picture.size, 0), ink)), "PNG")


def _of_printers(picture: Image.Image) -> bytes:
    """Return a CMYK JPEG as Adobe writes them: inverted, which only a mark of Adobe tells."""
    return saved(Image.merge("CMYK", [Image.new("L", picture.size, 0)] * 3 + [Image.eval(picture, lambda v: 255 - v)]),
                 "JPEG", quality=92)  # fmt: skip


def _twelve_bits(picture: Image.Image) -> bytes:
    data = bytearray(saved(picture, "JPEG"))
    data[data.index(b"\xff\xc0") + 4] = 12
    return bytes(data)


def _noisy(picture: Image.Image) -> Image.Image:
    dice = np.random.default_rng(7)
    samples = np.asarray(picture).astype(np.int16) - dice.integers(0, 40, (picture.height, picture.width))
    return Image.fromarray(np.clip(samples, 0, 255).astype(np.uint8))


def _cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def cases() -> Iterator[Case]:
    """Give every image file, each in a folder of its own."""
    place = 0
    for name, ending, make, expected in _SINGLE:
        place += 1
        number = number_of(place)
        reads, aside = ((number,), ()) if expected == "read" else ((), tuple(filter(None, expected.split("|"))))
        yield Case(name, {f"0001.{ending}": make(page(number))}, reads, aside)
    for kind, ending in (("JPEG", "jpg"), ("TIFF", "tif"), ("PNG", "png")):
        for tag in _TURNED:
            place += 1
            number = number_of(place)
            yield Case(f"stand_{ending}_{tag}", {f"0001.{ending}": oriented(page(number), tag, kind)}, (number,))
    first, second, third = (number_of(place + more) for more in (1, 2, 3))
    several = saved(page(first), "TIFF", save_all=True, compression="tiff_lzw",
                    append_images=[page(second), page(third)])  # fmt: skip
    yield Case("tif_drie_bladen", {"0001.tif": several}, (first, second, third))
    mpo = saved(page(number_of(place + 4)), "MPO", save_all=True, append_images=[page(number_of(place + 4)).reduce(4)])
    yield Case("mpo", {"0001.jpg": mpo}, (number_of(place + 4),))
    bad, good = number_of(place + 5), number_of(place + 6)
    half = _cut(saved(page(bad), "JPEG"), 0.3)
    yield Case("een_blad_stuk", {"0001.jpg": half, "0002.jpg": saved(page(good), "JPEG")}, told=("file_quarantined",))


def _heic(_: Image.Image) -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(range(200)) * 5


def _strange_units(value: tuple[int, int], unit: int) -> Callable[[Image.Image], bytes]:
    return lambda picture: tiff(picture, tags={282: value, 283: value, 296: unit})


_Make = Callable[[Image.Image], bytes]
_SINGLE: tuple[tuple[str, str, _Make, str], ...] = (
    ("jpg_half", "jpg", lambda p: _cut(saved(_noisy(p), "JPEG"), 0.5), "unreadable"),
    ("jpg_bijna", "jpg", lambda p: _cut(saved(_noisy(p), "JPEG"), 0.9), "read"),
    ("jpg_progressief", "jpg", lambda p: saved(p, "JPEG", progressive=True), "read"),
    ("jpg_cmyk_adobe", "jpg", _of_printers, "read"),
    ("jpg_12_bit", "jpg", _twelve_bits, "unreadable"),
    ("jpg_1_dpi", "jpg", lambda p: saved(p, "JPEG", dpi=(1, 1)), "read"),
    ("jpg_9999_dpi", "jpg", lambda p: saved(p, "JPEG", dpi=(9999, 9999)), "read"),
    ("png_interlaced", "png", lambda p: saved(p, "PNG", interlace=1), "read"),
    ("png_1_bit_alfa", "png", _transparent_bits, ""),
    ("png_la", "png", _see_through, "read"),
    ("png_16_bit", "png", lambda p: saved(Image.fromarray(np.asarray(p).astype(np.uint16) * 257), "PNG"), "read"),
    ("png_half", "png", lambda p: _cut(saved(_noisy(p), "PNG"), 0.5), "unreadable"),
    ("tif_bytes_te_veel", "tif", lambda p: tiff(p, tags={279: 900_000_000}), ""),
    ("tif_bytes_nul", "tif", lambda p: tiff(p, tags={279: 0}), ""),
    ("tif_zonder_bytes", "tif", lambda p: tiff(p, tags={279: None}), ""),
    ("tif_kring", "tif", lambda p: tiff(p, loops=True), "read"),
    ("tif_groot", "tif", lambda p: tiff(p, big=True), "read"),
    ("tif_groot_motorola", "tif", lambda p: tiff(p, big=True, order=">", strips=9), "read"),
    ("tif_motorola", "tif", lambda p: tiff(p, order=">", strips=7), "read"),
    ("tif_tegels", "tif", _tiled, "read"),
    ("tif_vlakken", "tif", _planes, "read"),
    ("tif_oude_jpeg", "tif", _jpeg_of_old, "read"),
    ("tif_jpeg", "tif", lambda p: saved(p, "TIFF", compression="jpeg", quality=90), "read"),
    ("tif_half", "tif", lambda p: _cut(tiff(p, strips=20), 0.6), "unreadable"),
    ("tif_g4", "tif", lambda p: saved(p.convert("1"), "TIFF", compression="group4"), "read"),
    ("tif_wit_is_nul", "tif", lambda p: tiff(Image.eval(p, lambda v: 255 - v), tags={262: 0}), "read"),
    ("tif_zip", "tif", lambda p: saved(p, "TIFF", compression="tiff_adobe_deflate"), "read"),
    ("tif_kleurtabel", "tif", lambda p: saved(p.convert("P"), "TIFF"), "read"),
    ("tif_0_0_dpi", "tif", _strange_units((0, 0), 2), "read"),
    ("tif_1_dpi", "tif", _strange_units((1, 1), 2), "read"),
    ("tif_per_cm", "tif", _strange_units((59, 1), 3), "read"),
    ("tif_zonder_maat", "tif", _strange_units((1, 1), 1), "read"),
    ("tif_breedte_nul", "tif", lambda p: tiff(p, tags={256: 0}), "unreadable"),
    ("tif_hoogte_miljard", "tif", lambda p: tiff(p, tags={257: 2_000_000_000}), "too_large|unreadable"),
    ("tif_65500x1", "tif", lambda _: tiff(Image.new("L", (65_500, 1), 255)), ""),
    ("jpg_65500x1", "jpg", lambda _: saved(Image.new("L", (65_500, 1), 255), "JPEG"), ""),
    ("png_1x1", "png", lambda _: saved(Image.new("L", (1, 1), 0), "PNG"), ""),
    ("tif_1x1", "tif", lambda _: saved(Image.new("1", (1, 1), 1), "TIFF"), ""),
    ("jp2_half", "jp2", lambda p: _cut(saved(_noisy(p), "JPEG2000"), 0.5), ""),
    ("jp2", "jp2", lambda p: saved(p, "JPEG2000"), "read"),
    ("leeg", "tif", lambda _: b"", "empty"),
    ("nullen", "jpg", lambda _: bytes(50_000), "unsupported"),
    ("heic_als_jpg", "jpg", _heic, "unsupported"),
    ("webp_als_tif", "tif", lambda p: saved(p, "WEBP"), "unsupported"),
    ("gif_als_pdf", "pdf", lambda p: saved(p, "GIF"), "unsupported"),
    ("bmp_als_tif", "tif", lambda p: saved(p, "BMP"), "unsupported"),
    ("zip_als_pdf", "pdf", lambda _: b"PK\x03\x04" + bytes(500), "unsupported"),
    ("eml_als_pdf", "pdf", lambda _: b"From: a@b.example\r\nSubject: scans\r\n\r\nHier.\r\n", "unsupported"),
    ("tif_als_jpg", "jpg", lambda p: saved(p, "TIFF"), "read"),
    ("png_als_pdf", "pdf", lambda p: saved(p, "PNG"), "read"),
)  # fmt: skip

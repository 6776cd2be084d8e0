"""Rare and damaged image files: their pixels are right, or what is lost is said, or they are set aside."""

import io
import os
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks import odd_scans
from pipeline.adapters.pages import images, large
from pipeline.adapters.pictures import decoding
from pipeline.adapters.pictures.decoding import MOST_LOST
from pipeline.adapters.pictures.samples import eight_bits, signed
from pipeline.errors import UnknownPacking, UnknownSamples, UnreadableScan, UnsupportedScan
from pipeline.explaining.explained import explained
from schemas.delivery import MediaType, PageImage, Problem

WIDTH, HEIGHT = 320, 240
SQUARE = (40, 20, 120, 100)  # black, on white
BYTE, SHORT, LONG, RATIONAL = 1, 3, 4, 5
PACKED = {BYTE: "B", SHORT: "H", LONG: "I", RATIONAL: "II"}
Tags = dict[int, tuple[int, tuple[int, ...]]]


def square(mode: str = "L") -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    ImageDraw.Draw(picture).rectangle((SQUARE[0], SQUARE[1], SQUARE[2] - 1, SQUARE[3] - 1), fill="black")
    return picture.convert(mode)


def samples(dtype: str, white: float, black: float = 0) -> NDArray[Any]:
    return np.where(np.asarray(square()) > 0, white, black).astype(dtype)


def tiff(parts: list[bytes], tags: Tags, order: str = "<") -> bytes:
    """Write a TIFF by hand: what no library here writes."""
    tiles = 322 in tags
    lengths = [len(part) for part in parts]
    starts = [8 + sum(lengths[:place]) for place in range(len(parts))]
    every: Tags = {256: (LONG, (WIDTH,)), 257: (LONG, (HEIGHT,)), 282: (RATIONAL, (300, 1)), 296: (SHORT, (2,)), **tags}
    every[324 if tiles else 273], every[325 if tiles else 279] = (LONG, tuple(starts)), (LONG, tuple(lengths))
    at = 8 + sum(lengths)
    beyond = at + 2 + 12 * len(every) + 4
    entries, extra = b"", b""
    for tag, (kind, values) in sorted(every.items()):
        form = PACKED[kind]
        data = struct.pack(order + (form if kind == RATIONAL else form * len(values)), *values)
        count = 1 if kind == RATIONAL else len(values)
        if len(data) > 4:
            place = struct.pack(order + "I", beyond + len(extra))
            extra += data
        else:
            place = data.ljust(4, b"\0")
        entries += struct.pack(order + "HHI", tag, kind, count) + place
    head = {"<": b"II", ">": b"MM"}[order] + struct.pack(order + "HI", 42, at)
    return head + b"".join(parts) + struct.pack(order + "H", len(every)) + entries + b"\0\0\0\0" + extra


def how(bits: tuple[int, ...], photometric: int = 1, compression: int = 1, rows: int = HEIGHT, **more: int) -> Tags:
    tags: Tags = {
        258: (SHORT, bits), 259: (SHORT, (compression,)), 262: (SHORT, (photometric,)), 277: (SHORT, (len(bits),)),
        278: (LONG, (rows,)),
    }  # fmt: skip
    return {**tags, **{int(tag.removeprefix("tag")): (SHORT, (value,)) for tag, value in more.items()}}


def jpeg_2000(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG2000", no_jp2=True)
    return out.getvalue()


RGB = np.asarray(square("RGB"))
CMYK16 = (np.asarray(square("CMYK")).astype("<u2") * 257).tobytes()
PLANES = [np.ascontiguousarray(RGB[:, :, band]).tobytes() for band in range(3)]
TILES = [
    jpeg_2000(square("RGB").crop((left, top, left + 128, top + 128)))
    for top in range(0, HEIGHT, 128)
    for left in range(0, WIDTH, 128)
]


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


RARE = {
    "16 bits, big end first": tiff([samples(">u2", 65535).tobytes()], how((16,)), ">"),
    "16 bits, white is zero": tiff([samples("<u2", 0, 65535).tobytes()], how((16,), photometric=0)),
    "16 bits in colour": tiff([(RGB.astype("<u2") * 257).tobytes()], how((16, 16, 16), photometric=2)),
    "16 bits of which 12 are used": tiff([samples("<u2", 4095).tobytes()], how((16,))),
    "12 bits": tiff([np.packbits(np.repeat(np.asarray(square()) > 0, 12)).tobytes()], how((12,))),
    "16 bits with a sign": tiff([samples("<i2", 20000, -20000).tobytes()], how((16,), tag339=2)),
    "32 bits": tiff([samples("<u4", 2**32 - 1).tobytes()], how((32,))),
    "32 bits that hold 8": tiff([samples("<u4", 255).tobytes()], how((32,))),
    "32 bits that hold 16": tiff([samples("<u4", 65535).tobytes()], how((32,))),
    "float to 1": tiff([samples("<f4", 1.0).tobytes()], how((32,), tag339=3)),
    "float to 255": tiff([samples("<f4", 255.0).tobytes()], how((32,), tag339=3)),
    "32 bits in colour": tiff([(RGB.astype("<u4") * 0x1010101).tobytes()], how((32, 32, 32), photometric=2)),
    "float in colour": tiff([(RGB / 255).astype("<f4").tobytes()], how((32, 32, 32), photometric=2, tag339=3)),
    "planes": tiff(PLANES, how((8, 8, 8), photometric=2, tag284=2)),
    "CMYK of 16 bits": tiff([CMYK16], how((16, 16, 16, 16), photometric=5)),
    "Lab": encoded(Image.merge("LAB", [square(), *[Image.new("L", (WIDTH, HEIGHT), 128)] * 2]), "TIFF"),
    "JPEG 2000 in one strip": tiff([jpeg_2000(square())], how((8,), compression=34712)),
    "JPEG 2000 in tiles": tiff(
        TILES,
        {**how((8, 8, 8), photometric=2, compression=34712), 322: (LONG, (128,)), 323: (LONG, (128,))},
    ),
}  # fmt: skip


def see(tmp_path: Path, data: bytes, kind: MediaType = "image/tiff") -> tuple[Path, tuple[PageImage, ...]]:
    path = tmp_path / "scan"
    path.write_bytes(data)
    return path, tuple(found.image for found in images.inspect(path, kind, "a" * 64))


def assert_square(path: Path, image: PageImage, until: int = HEIGHT) -> None:
    """The square is black, all else is white, down to a row."""
    tones = np.asarray(images.raster(path, image).image.convert("L")).astype(int)[:until]
    left, top, right, bottom = SQUARE
    assert tones[top + 2 : bottom - 2, left + 2 : right - 2].max() < 60  # CMYK black is no pure black
    tones[max(top - 3, 0) : bottom + 3, left - 3 : right + 3] = 255
    assert tones.min() > 200


COLOURED = {
    "16 bits in colour",
    "32 bits in colour",
    "float in colour",
    "planes",
    "CMYK of 16 bits",
    "Lab",
    "JPEG 2000 in tiles",
}


@pytest.mark.parametrize("kind", RARE)
def test_a_rare_tiff_has_its_pixels(tmp_path: Path, kind: str) -> None:
    path, (image,) = see(tmp_path, RARE[kind])

    assert image.mode == ("colour" if kind in COLOURED else "grey")

    assert (image.width, image.height, image.lost) == (WIDTH, HEIGHT, 0.0)
    assert_square(path, image)


@pytest.mark.parametrize(
    ("dtype", "form", "told"),
    [("<f8", 3, "64 bits (floating point)"), ("<u8", 1, "64 bits (whole numbers)"), ("<c8", 6, "64 bits (complex)")],
)
def test_samples_that_nobody_reads_are_told_apart_from_damage(tmp_path: Path, dtype: str, form: int, told: str) -> None:
    with pytest.raises(UnknownSamples) as refused:
        see(tmp_path, tiff([samples(dtype, 1).tobytes()], how((64,), tag339=form)))

    assert told in refused.value.message


@pytest.mark.parametrize(
    ("compression", "told"),
    [(34887, "LERC (34887)"), (50002, "JPEG XL (50002)"), (9, "JBIG"), (65123, "65123")],
)
def test_packing_that_nobody_here_unpacks_is_told_apart_from_damage(
    tmp_path: Path, compression: int, told: str
) -> None:
    with pytest.raises(UnknownPacking) as refused:
        see(tmp_path, tiff([b"packed in some way"], how((8,), compression=compression)))

    assert told in refused.value.message


def test_a_tiff_packed_as_webp_is_read_and_damage_in_it_is_damage(tmp_path: Path) -> None:
    webp = encoded(square("RGB"), "WEBP", lossless=True)
    as_tiff = how((8, 8, 8), photometric=2, compression=50001)

    path, (image,) = see(tmp_path, tiff([webp], as_tiff))

    assert (image.mode, image.lost) == ("colour", 0.0)
    assert_square(path, image)
    with pytest.raises(UnreadableScan):
        see(tmp_path, tiff([webp[: len(webp) // 2]], as_tiff))


def test_a_small_copy_in_a_tiff_is_no_page(tmp_path: Path) -> None:
    out = io.BytesIO()
    pages = [square(), square().resize((80, 60)), square().transpose(Image.Transpose.ROTATE_180)]
    pages[1].encoderinfo = {"tiffinfo": {254: 1}}
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])

    path, found = see(tmp_path, out.getvalue())

    assert [image.page_index for image in found] == [0, 2]
    assert_square(path, found[0])
    assert np.asarray(images.raster(path, found[1]).image)[-SQUARE[1] - 5, -SQUARE[0] - 5] == 0


def g4_strips(rows: int) -> list[bytes]:
    """Return noise under the square as G4 strips of so many rows each: no strip can be guessed from another."""
    strips = []
    page = square("1")
    page.paste(Image.effect_noise((WIDTH, HEIGHT - 110), 90).convert("1"), (0, 110))
    for top in range(0, HEIGHT, rows):
        out = io.BytesIO()
        page.crop((0, top, WIDTH, min(top + rows, HEIGHT))).save(out, "TIFF", compression="group4")
        with Image.open(out) as made:
            tags: Any = made.tag_v2  # type: ignore[attr-defined]  # a TIFF has it
            (start,), (count,) = tags[273], tags[279]
            photometric = tags[262]
        strips.append(out.getvalue()[start : start + count])
    assert photometric == 1
    return strips


def spoiled(data: bytes, begin: float) -> bytes:
    """Return a strip whose end was overwritten."""
    at = int(len(data) * begin)
    return data[:at] + b"\0" * (len(data) - at)


def test_g4_with_one_damaged_strip_keeps_the_others(tmp_path: Path) -> None:
    strips = g4_strips(24)
    strips[-1] = spoiled(strips[-1], 0.0)

    path, (image,) = see(tmp_path, tiff(strips, how((1,), compression=4, rows=24)))

    assert image.mode == "bitonal"
    assert 0.05 < image.lost <= 0.1
    whole = np.asarray(square("1"))[:110]
    assert np.array_equal(np.asarray(images.raster(path, image).image)[:110], whole)


def test_g4_in_one_strip_is_kept_down_to_the_damage(tmp_path: Path) -> None:
    (strip,) = g4_strips(HEIGHT)

    path, (image,) = see(tmp_path, tiff([spoiled(strip, 0.9)], how((1,), compression=4)))

    assert 0.02 < image.lost < 0.2
    kept = np.asarray(images.raster(path, image).image)
    assert np.array_equal(kept[:110], np.asarray(square("1"))[:110])
    assert kept[-2:].all()  # what is lost is paper


def test_g4_that_is_mostly_lost_is_set_aside(tmp_path: Path) -> None:
    (strip,) = g4_strips(HEIGHT)

    with pytest.raises(UnreadableScan, match=r"\d\d% of it"):
        see(tmp_path, tiff([spoiled(strip, 0.4)], how((1,), compression=4)))


def test_damage_in_a_large_plan_is_told_and_left_white(tmp_path: Path) -> None:
    plan = Image.new("1", (8000, 5200), 1)
    plan.paste(Image.effect_noise((2000, 5200), 90).convert("1"), (0, 0))
    out = io.BytesIO()
    plan.save(out, "TIFF", compression="group4")
    with Image.open(out) as made:
        tags: Any = made.tag_v2  # type: ignore[attr-defined]  # a TIFF has it
        start, count = tags[273][-1], tags[279][-1]
    data = bytearray(out.getvalue())
    data[start : start + count] = bytes(count)

    path, (image,) = see(tmp_path, bytes(data))

    assert image.width * image.height > large.STREAMED_PIXELS
    assert 0 < image.lost < MOST_LOST
    with large.mapped(path, image, 1) as grey:
        assert grey[:200, :2000].min() == 0
        assert grey[-10:].min() == 255
    assert np.asarray(images.raster(path, image).image)[-5:].min() == 255


NOISE = Image.effect_noise((WIDTH, HEIGHT), 60)


@pytest.mark.parametrize("share", [0.9, 0.97])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_file_cut_off_near_its_end_is_kept_and_says_so(tmp_path: Path, kind: str, share: float) -> None:
    data = encoded(NOISE, kind)

    path, (image,) = see(tmp_path, data[: int(len(data) * share)], "image/jpeg" if kind == "JPEG" else "image/png")

    assert 0 < image.lost <= MOST_LOST
    kept = np.asarray(images.raster(path, image).image).astype(int)
    rows = round(HEIGHT * (1 - image.lost))
    assert np.abs(kept[:rows] - np.asarray(NOISE).astype(int)[:rows]).mean() < 8
    assert (kept[rows:] == 255).all()


@pytest.mark.parametrize(("zeros", "kept"), [(0.1, True), (0.6, False)])
def test_a_jpeg_that_ends_in_zeros_is_not_taken_for_whole(tmp_path: Path, zeros: float, kept: bool) -> None:
    data = encoded(NOISE.resize((640, 480)), "JPEG")
    cut = data[: int(len(data) * (1 - zeros))].ljust(len(data), b"\0")

    if kept:
        _, (image,) = see(tmp_path, cut, "image/jpeg")
        assert abs(image.lost - zeros) < 0.06
    else:
        with pytest.raises(UnreadableScan, match="damaged"):
            see(tmp_path, cut, "image/jpeg")


def test_zeros_behind_a_whole_jpeg_do_no_harm(tmp_path: Path) -> None:
    _, (image,) = see(tmp_path, encoded(NOISE, "JPEG") + b"\0" * 4096, "image/jpeg")

    assert image.lost == 0.0


def test_a_progressive_jpeg_cut_off_is_set_aside(tmp_path: Path) -> None:
    """Of each row there is something, blurred: a viewer shows a page, so it is not said that nothing can be decoded."""
    data = encoded(NOISE, "JPEG", progressive=True)

    with pytest.raises(UnreadableScan, match="no part of it is there to its end"):
        see(tmp_path, data[: int(len(data) * 0.9)], "image/jpeg")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (np.array([0, 65535], np.uint16), [0, 255]),
        (np.array([0, 300], np.uint16), [0, 1]),  # dark stays dark
        (np.array([0, 1023], np.uint16), [0, 255]),  # 10 bits
        (np.array([0, 4095], np.uint16), [0, 255]),  # 12 bits
        (np.array([0, 4096], np.uint16), [0, 16]),
        (np.array([0.0, 0.5, 1.0], np.float32), [0, 127, 255]),
        (np.array([np.nan, 1.0], np.float32), [0, 255]),
        (np.array([-1.0, 1.0], np.float32), [0, 255]),
        (np.array([0, 128, 255], np.uint32), [0, 128, 255]),
        (np.array([0, -1], np.int32), [0, 255]),  # unsigned, seen by Pillow as signed
    ],
)
def test_deep_samples_become_eight_bits(given: NDArray[Any], wanted: list[int]) -> None:
    assert eight_bits(given, deep=given.dtype.itemsize == 4).tolist() == wanted


def test_a_cmyk_jpeg_that_is_not_adobes_is_not_inverted(tmp_path: Path) -> None:
    data = encoded(square("CMYK").point(lambda value: 255 - value), "JPEG", quality=95)  # Pillow inverts it again
    mark = data.index(b"\xff\xee")
    size = int.from_bytes(data[mark + 2 : mark + 4])

    path, (image,) = see(tmp_path, data[:mark] + data[mark + 2 + size :], "image/jpeg")

    assert_square(path, image)


def test_threads_that_decode_at_once_leave_standard_error_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(tiff(g4_strips(24), how((1,), compression=4, rows=24)))
    before = os.fstat(2)

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: decoding.frame(path, 0).lost, range(40)))

    assert found == [0.0] * 40
    assert os.path.samestat(os.fstat(2), before)


@pytest.mark.parametrize(
    ("samples", "greys"),
    [
        (np.array([0, 32767], np.int16), [0, 255]),
        (np.array([0, 16384, 25500], np.int16), [0, 128, 199]),
        (np.array([0, 255], np.int16), [0, 255]),
        (np.array([-32768, 0, 32767], np.int16), [0, 127, 255]),
    ],
)
def test_white_of_signed_samples_is_half_of_what_unsigned_ones_hold(samples: Any, greys: list[int]) -> None:
    """A page whose paper was taken for dark was called blank: what is light on it is ink."""
    assert eight_bits(signed(samples)).tolist() == greys


@pytest.mark.parametrize(("size", "refused"), [((WIDTH, HEIGHT), True), ((40, 30), False)])
def test_a_small_copy_of_the_picture_inside_it_is_no_page(
    tmp_path: Path, size: tuple[int, int], *, refused: bool
) -> None:
    """A raw file of a camera (DNG) shows a thumbnail; a page with a thumbnail inside is a page."""
    whole = odd_scans.tiff(square().resize(size))
    inside = whole[struct.unpack_from("<I", whole, 4)[0] :]
    shown = square().resize((80, 60))
    place = len(odd_scans.tiff(shown, tags={330: 0}))
    path = tmp_path / "a.tif"
    path.write_bytes(odd_scans.tiff(shown, tags={330: place}) + inside)

    if refused:
        with pytest.raises(UnsupportedScan, match="a raw picture of a camera") as told:
            images.inspect(path, "image/tiff", "0" * 64)
        problem = Problem(code=told.value.code, message=told.value.message)
        assert explained(problem).message.startswith("Dit is een onbewerkte foto van een camera (DNG)")
    else:
        assert len(images.inspect(path, "image/tiff", "0" * 64)) == 1


def test_a_directory_inside_that_makes_no_sense_hinders_nobody(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(odd_scans.tiff(square(), tags={330: 60_000}))
    assert len(images.inspect(path, "image/tiff", "0" * 64)) == 1

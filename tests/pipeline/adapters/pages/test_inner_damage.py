"""Data that are damaged in their middle are said; data that are whole, of whatever kind, are not."""

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks import odd_cuts
from benchmarks.odd_cuts import Cut, said, written_page
from benchmarks.odd_scans import saved
from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.pages import images
from pipeline.adapters.pages.inner_damage import is_damaged, jpeg_is, png_is, zipped_is
from pipeline.adapters.pictures import cut_parts
from pipeline.ports import PdfPage
from schemas.delivery import MediaType
from schemas.pages import PageText

WHOLE = {f"{case.container} {case.codec}": case for case in odd_cuts.cases() if case.share == 1.0}
KINDS: dict[str, MediaType] = {
    "tif": "image/tiff", "pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png",
    "jp2": "image/jp2",
}  # fmt: skip
Harm = Callable[[bytes, int], bytes]


def sector_of_zeros(data: bytes, size: int = 512) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(size) + data[middle + size :]


def other_data(data: bytes, size: int = 512) -> bytes:
    middle = len(data) // 2
    return data[:middle] + random.Random(1).randbytes(size) + data[middle + size :]  # noqa: S311  # no secret


def sector_gone(data: bytes, size: int = 512) -> bytes:
    middle = len(data) // 2
    return data[:middle] + data[middle + size :]


HARMS: dict[str, Harm] = {"zeros": sector_of_zeros, "other data": other_data, "gone": sector_gone}


def remarked(case: Cut, folder: Path) -> bool:
    path = folder / "scan"
    path.write_bytes(case.data)
    (found,) = images.inspect(path, KINDS[case.container], "a" * 64)
    return is_damaged(path, found.image)


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_page_is_not_damaged(tmp_path: Path, name: str) -> None:
    assert not remarked(WHOLE[name], tmp_path)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize(
    "options",
    [{}, {"progressive": True}, {"restart_marker_rows": 1}, {"optimize": True}, {"quality": 5}, {"quality": 100},
     {"subsampling": 0}],
)  # fmt: skip
@pytest.mark.parametrize("grey", [False, True])
def test_a_whole_jpeg_is_not_damaged_whatever_stands_behind_it(mode: str, options: dict[str, int], grey: bool) -> None:
    picture = Image.new("L", (333, 257), 128) if grey else written_page()  # grey stands where nothing was decoded
    data = saved(picture.convert(mode), "JPEG", **options)

    assert not jpeg_is(data)
    assert not jpeg_is(data + b"a trailer" * 100)
    assert not jpeg_is(data[:-2])  # that it lacks its end is said in other words


@pytest.mark.parametrize(
    ("options", "harm"),
    [*(({}, harm) for harm in HARMS), *(({"restart_marker_rows": 2}, harm) for harm in HARMS),
     ({"optimize": True}, "gone")],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_damaged_in_its_middle_says_so(mode: str, options: dict[str, int], harm: str) -> None:
    data = saved(written_page().convert(mode), "JPEG", **options)

    assert jpeg_is(HARMS[harm](data, 512 if harm == "other data" else 4096))  # more of them end it: that is an error


@pytest.mark.parametrize("size", [512, 4096])
def test_a_progressive_jpeg_damaged_in_its_middle_says_so(size: int) -> None:
    data = saved(written_page(), "JPEG", progressive=True)

    assert jpeg_is(other_data(data, size))


def test_a_png_is_checked_by_what_was_written_with_it() -> None:
    data = saved(written_page(), "PNG")
    check = data.index(b"IDAT") + 4 + int.from_bytes(data[data.index(b"IDAT") - 4 : data.index(b"IDAT")])

    assert not png_is(data)
    assert not png_is(data[:check] + b"none" + data[check + 4 :])  # the sum of the part is wrong, its pixels are right
    assert all(png_is(harm(data, 512)) for name, harm in HARMS.items() if name != "gone")


def test_packed_data_that_only_end_too_early_are_not_damaged() -> None:
    data = saved(written_page(), "PNG")
    packed = data[data.index(b"IDAT") + 4 :]

    assert not zipped_is(packed[:1000])
    assert zipped_is(sector_of_zeros(packed, 64))


@pytest.mark.parametrize("name", ["pdf jpeg", "pdf jpeg in colour", "pdf deflate", "pdf g4"])
def test_a_pdf_page_with_a_damaged_picture_says_so(tmp_path: Path, name: str) -> None:
    packed = odd_cuts._for_pdf(written_page())[name.removeprefix("pdf ")]  # how it is packed is nowhere else
    spoilt = packed._replace(data=other_data(packed.data))

    assert remarked(WHOLE[name]._replace(data=odd_cuts._in_pdf(spoilt)), tmp_path)  # the same


def test_a_jpeg_in_a_tiff_says_so(tmp_path: Path) -> None:
    case = WHOLE["tif jpeg"]

    assert remarked(case._replace(data=other_data(case.data)), tmp_path)


@pytest.mark.parametrize("name", ["tif g4", "pdf g4"])
@pytest.mark.parametrize("size", [8, 512, 4096])
def test_zeros_in_a_fax_do_not_count_as_its_end(tmp_path: Path, name: str, size: int) -> None:
    packed = odd_cuts._for_pdf(written_page())["g4"]  # how it is packed is nowhere else
    data = sector_of_zeros(packed.data, size)
    spoilt = (
        odd_cuts._tiff([data], 4, b"") if name == "tif g4" else odd_cuts._in_pdf(packed._replace(data=data))  # the same
    )

    told = said(WHOLE[name]._replace(data=spoilt), tmp_path)

    assert told.aside == "unreadable"  # half of it was white, and nobody said so


def test_no_fax_has_a_hole(tmp_path: Path) -> None:
    for seed in range(40):
        dice = random.Random(seed)  # noqa: S311  # no secret
        picture = Image.frombytes("1", (512, 64), dice.randbytes(64 * 64) if seed % 2 else bytes(64 * 64))
        file = tmp_path / "fax.tif"
        picture.save(file, compression="group4")
        with Image.open(file) as made:
            place, size = made.tag_v2[273][0], made.tag_v2[279][0]  # type: ignore[attr-defined]  # of TIFF alone

        assert cut_parts.hole_of_fax(file.read_bytes()[place : place + size]) is None


def test_a_damaged_page_is_remarked_and_read_all_the_same(page_reader: PageReader, tmp_path: Path) -> None:
    path = tmp_path / "scan.jpg"
    path.write_bytes(other_data(saved(written_page(), "JPEG")))
    (found,) = images.inspect(path, "image/jpeg", "a" * 64)

    prepared = page_reader.prepare(path, found.image)

    assert prepared.problems == ("data_damaged",)
    assert "data_damaged" in page_reader.read(path, prepared).prepared.problems


def test_of_a_damaged_page_the_pdf_shows_what_was_read(page_reader: PageReader, tmp_path: Path) -> None:
    path, made = tmp_path / "scan.jpg", tmp_path / "made.pdf"
    data = bytearray(saved(written_page(), "JPEG", restart_marker_rows=2))
    place = next(at for at in range(len(data) // 3, len(data)) if data[at] == 0xFF and 0xD0 <= data[at + 1] <= 0xD7)
    data[place + 1] = 0xD0 + (data[place + 1] + 3) % 8  # another one than follows: pdfium draws nothing from there on
    path.write_bytes(data)
    (found,) = images.inspect(path, "image/jpeg", "a" * 64)
    prepared = page_reader.prepare(path, found.image)
    assert "data_damaged" in prepared.problems

    OcrmypdfMaker().make([PdfPage(path, PageText(prepared=prepared, words=(), reader="x"))], "Dossier", made)

    (inside,) = images.inspect(made, "application/pdf", "b" * 64)
    shown = np.asarray(images.raster(made, inside.image).image.convert("L").resize(odd_cuts.SIZE)).astype(int)
    read = np.asarray(images.raster(path, found.image).image.convert("L")).astype(int)
    assert abs(shown - read).mean() < 20

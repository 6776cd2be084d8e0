"""Data that end too early are said, whatever packs and holds them; a picture that lacks nothing but its end is read."""

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image

from benchmarks import odd_cuts
from benchmarks.odd_cuts import Cut, differing, said, written_page
from benchmarks.odd_scans import saved
from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.pages import images
from pipeline.adapters.pdf import scans
from pipeline.adapters.pictures import cut_off
from pipeline.adapters.pictures.decoding import MOST_LOST
from pipeline.ports import PdfPage
from schemas.pages import PageText

CASES = {case.name: case for case in odd_cuts.cases()}
WHOLE = {(case.container, case.codec): case for case in CASES.values() if case.share == 1.0}
BLACK = {f"{container} plain zeros {share}" for container in ("pdf", "tif") for share in ("30%", "60%", "95%")}
"""Zeros in pixels that are not packed are black ones: nobody can tell what they were."""
ALL_OR_NOTHING = {"jpeg progressive", "progressive", "jpeg 2000", "run lengths"}
"""What is left of these is blurred everywhere, or their reader gives nothing: they are set aside whole."""


@cache
def whole_page(container: str, codec: str) -> Image.Image:
    """Return a whole page, drawn as a cut one is: a scan's own pixels are sharper than any drawing of them."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(scans, "pixels", lambda *_: None)
        page = said(WHOLE[container, codec], Path(folder)).page
    assert page is not None
    return page


@pytest.mark.parametrize("name", [case.name for case in WHOLE.values()])
def test_a_whole_page_has_lost_nothing(tmp_path: Path, name: str) -> None:
    told = said(CASES[name], tmp_path)

    assert (told.aside, told.lost) == (None, 0.0)


@pytest.mark.parametrize("name", [case.name for case in CASES.values() if case.share < 1.0])
def test_a_page_that_is_cut_off_says_so(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    told = said(case, tmp_path)
    if told.page is None:
        assert told.aside == "unreadable"
        assert case.share < 1 - MOST_LOST or case.codec in ALL_OR_NOTHING
        return
    if name in BLACK:
        assert told.lost == 0
        return
    whole = whole_page(case.container, case.codec)
    assert 0 < told.lost <= MOST_LOST
    assert abs(differing(told.page, whole) - told.lost) < 0.03  # white lines between the written ones do not differ


JPEG = {"baseline": {}, "progressive": {"progressive": True}, "in small parts": {"restart_marker_rows": 1}}


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("kind", JPEG)
def test_a_jpeg_that_lacks_only_its_end_is_whole(tmp_path: Path, kind: str, mode: str) -> None:
    data = saved(written_page().convert(mode), "JPEG", **JPEG[kind])
    whole = said(Cut("jpg", kind, "short", 1.0, data), tmp_path)
    cut = said(Cut("jpg", kind, "short", 1.0, data[:-2]), tmp_path)

    assert cut.lost == whole.lost == 0
    assert cut.page is not None
    assert cut.page == whole.page


@pytest.mark.parametrize("kind", JPEG)
def test_a_jpeg_that_lacks_a_little_more_has_lost_it(kind: str) -> None:
    data = saved(written_page(), "JPEG", **JPEG[kind])

    assert cut_off.lost_of_jpeg(data) == 0
    for less in (12, 30, 200):
        assert cut_off.lost_of_jpeg(data[:-less]) > 0


def test_a_progressive_jpeg_that_ends_between_its_scans_has_lost_sharpness() -> None:
    data = saved(written_page().convert("RGB"), "JPEG", progressive=True)
    scans = [place for place in range(len(data)) if data.startswith(b"\xff\xda", place)]

    assert len(scans) > 5
    assert {cut_off.lost_of_jpeg(data[:place]) for place in scans[1:]} == {1.0}
    assert cut_off.lost_of_jpeg(data[:-2]) == 0


def test_a_jpeg_without_its_end_is_remarked_and_goes_into_a_pdf(page_reader: PageReader, tmp_path: Path) -> None:
    path, made = tmp_path / "scan.jpg", tmp_path / "made.pdf"
    path.write_bytes(saved(written_page(), "JPEG")[:-2])
    (found,) = images.inspect(path, "image/jpeg", "a" * 64)
    prepared = page_reader.prepare(path, found.image)

    assert prepared.problems == ("no_end_mark",)

    OcrmypdfMaker().make([PdfPage(path, PageText(prepared=prepared, words=(), reader="nobody"))], "t", made)
    (page,) = images.inspect(made, "application/pdf", "b" * 64)
    assert page.image.lost == 0
    drawn = images.raster(made, page.image).image.convert("L").resize(odd_cuts.SIZE)
    assert drawn.crop((0, 600, 480, 640)).getextrema()[0] < 60  # its last line is there


def test_what_stands_behind_a_jpeg_does_no_harm(page_reader: PageReader, tmp_path: Path) -> None:
    path = tmp_path / "scan.jpg"
    path.write_bytes(saved(written_page(), "JPEG") + b"trailer of a telephone" * 40)
    (found,) = images.inspect(path, "image/jpeg", "a" * 64)

    assert found.image.lost == 0
    assert page_reader.prepare(path, found.image).problems == ()


def test_a_large_plan_that_is_cut_off_says_so(tmp_path: Path) -> None:
    """Plans are read as a stream, in which libvips draws what it has."""
    path = tmp_path / "plan.jpg"
    plan = Image.linear_gradient("L").resize((5600, 7300))
    out = io.BytesIO()
    plan.save(out, "JPEG", quality=60)
    path.write_bytes(out.getvalue()[: int(len(out.getvalue()) * 0.9)])

    (found,) = images.inspect(path, "image/jpeg", "a" * 64)

    assert 0.05 < found.image.lost < 0.15

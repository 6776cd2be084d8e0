"""Every kind of file a contractor may deliver is opened, described as it is, and gives the right pixels."""

import io
import resource
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import img2pdf
import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.adapters.pages import images
from pipeline.adapters.pictures.scan_limits import PAGES_PER_FILE
from pipeline.errors import EmptyScan, EncryptedScan, ScanTooLarge, UnreadableScan
from schemas.delivery import MediaType, PageImage

SIZE = (800, 600)
SQUARE = (100, 50, 200, 150)  # black, on white
MEDIA: dict[str, MediaType] = {
    "TIFF": "image/tiff", "JPEG": "image/jpeg", "PNG": "image/png", "JPEG2000": "image/jp2", "PDF": "application/pdf",
}  # fmt: skip

Change = Callable[[pikepdf.Pdf, pikepdf.Page], None]


def square(mode: str = "L") -> Image.Image:
    picture = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(picture).rectangle((SQUARE[0], SQUARE[1], SQUARE[2] - 1, SQUARE[3] - 1), fill="black")
    return picture.convert(mode)


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def bitonal() -> bytes:
    return encoded(square("1"), "TIFF", compression="group4", dpi=(300, 300))


def pdf_around(data: bytes, change: Change | None = None) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(img2pdf.convert(data))) as pdf:
        if change:
            change(pdf, pdf.pages[0])
        pdf.save(out)
    return out.getvalue()


def see(tmp_path: Path, data: bytes, kind: str) -> tuple[Path, tuple[PageImage, ...]]:
    path = tmp_path / "scan"
    path.write_bytes(data)
    return path, tuple(found.image for found in images.inspect(path, MEDIA[kind], "a" * 64))


def assert_square(path: Path, image: PageImage, where: tuple[int, int, int, int] = SQUARE) -> None:
    """The square is black where it must be, all around it is white, and the size is what was said."""
    raster = images.raster(path, image)
    assert raster.image.mode in {"1", "L"}
    assert (raster.image.size, raster.factor) == ((image.width, image.height), 1)
    tones = np.asarray(raster.image.convert("L")).astype(int)
    left, top, right, bottom = where
    assert tones[top + 2 : bottom - 2, left + 2 : right - 2].max() < 60  # CMYK black is no pure black
    tones[top - 2 : bottom + 2, left - 2 : right + 2] = 255
    assert tones.min() > 200


def transparent_palette() -> Image.Image:
    picture = Image.new("P", SIZE, 0)
    picture.putpalette([0, 0, 0, 0, 0, 0])  # paper and ink are both black; paper is transparent
    ImageDraw.Draw(picture).rectangle((SQUARE[0], SQUARE[1], SQUARE[2] - 1, SQUARE[3] - 1), fill=1)
    return picture


def transparent(mode: str) -> Image.Image:
    clear, ink = ((0, 0, 0, 0), (0, 0, 0, 255)) if mode == "RGBA" else ((0, 0), (0, 255))
    picture = Image.new(mode, SIZE, clear)
    ImageDraw.Draw(picture).rectangle((SQUARE[0], SQUARE[1], SQUARE[2] - 1, SQUARE[3] - 1), fill=ink)
    return picture


def deep() -> Image.Image:
    samples = np.full((SIZE[1], SIZE[0]), 60_000, np.uint16)
    samples[SQUARE[1] : SQUARE[3], SQUARE[0] : SQUARE[2]] = 500
    return Image.fromarray(samples)


@pytest.mark.parametrize(
    ("picture", "kind", "options", "dpi", "mode"),
    [
        pytest.param(square("1"), "TIFF", {"compression": "group4", "dpi": (300, 300)}, 300, "bitonal", id="G4"),
        pytest.param(square("1"), "TIFF", {"compression": "group3", "dpi": (200, 100)}, 200, "bitonal", id="fax"),
        pytest.param(square("1"), "TIFF", {"tiffinfo": {262: 0}}, None, "bitonal", id="white is zero"),
        pytest.param(square("1"), "TIFF", {"resolution": 118.11, "resolution_unit": "cm"}, 300, "bitonal", id="per cm"),
        pytest.param(square(), "TIFF", {"compression": "tiff_lzw", "dpi": (400, 400)}, 400, "grey", id="LZW"),
        pytest.param(square("RGB"), "TIFF", {"compression": "jpeg"}, None, "colour", id="JPEG in TIFF"),
        pytest.param(square("CMYK"), "TIFF", {"compression": "tiff_lzw"}, None, "colour", id="CMYK TIFF"),
        pytest.param(square(), "JPEG", {"dpi": (300, 300)}, 300, "grey", id="grey JPEG"),
        pytest.param(square("RGB"), "JPEG", {"dpi": (200, 200)}, 200, "colour", id="colour JPEG"),
        pytest.param(square("RGB"), "JPEG", {}, None, "colour", id="JPEG says nothing"),
        pytest.param(square("RGB"), "JPEG", {"dpi": (1, 1)}, None, "colour", id="JPEG says 1 dpi"),
        pytest.param(square("RGB"), "JPEG", {"dpi": (30000, 30000)}, None, "colour", id="JPEG says 30,000 dpi"),
        pytest.param(square("CMYK"), "JPEG", {"dpi": (300, 300)}, 300, "colour", id="CMYK JPEG"),
        pytest.param(square("1"), "PNG", {"dpi": (300, 300)}, 300, "bitonal", id="bitonal PNG"),
        pytest.param(square("RGB").quantize(4), "PNG", {}, None, "colour", id="palette PNG"),
        pytest.param(transparent_palette(), "PNG", {"transparency": 0}, None, "colour", id="transparent palette PNG"),
        pytest.param(transparent("RGBA"), "PNG", {}, None, "colour", id="RGBA PNG"),
        pytest.param(transparent("LA"), "PNG", {}, None, "grey", id="LA PNG"),
        pytest.param(square().point(lambda v: v and 7), "PNG", {"transparency": 7}, None, "grey", id="grey made clear"),
        pytest.param(deep(), "PNG", {}, None, "grey", id="16 bits PNG"),
        pytest.param(deep(), "TIFF", {"dpi": (300, 300)}, 300, "grey", id="16 bits TIFF"),
        pytest.param(square(), "JPEG2000", {}, None, "grey", id="grey JPEG 2000"),
        pytest.param(square("RGB"), "JPEG2000", {}, None, "colour", id="colour JPEG 2000"),
        pytest.param(deep(), "JPEG2000", {}, None, "grey", id="16 bits JPEG 2000"),
    ],
)
def test_an_image_is_what_it_is(
    tmp_path: Path, picture: Image.Image, kind: str, options: dict[str, Any], dpi: int | None, mode: str
) -> None:
    path, (image,) = see(tmp_path, encoded(picture, kind, **options), kind)

    assert (image.width, image.height, image.dpi, image.mode) == (*SIZE, dpi, mode)
    assert (image.media_type, image.page_index, image.has_text, image.is_separator) == (MEDIA[kind], 0, False, False)
    assert_square(path, image)


def test_every_page_of_a_tiff_has_its_own_pixels(tmp_path: Path) -> None:
    upside_down = square("1").transpose(Image.Transpose.ROTATE_180)
    data = encoded(
        square("1"), "TIFF", compression="group4", dpi=(200, 200), save_all=True,
        append_images=[upside_down, square("1").resize((400, 300))],
    )  # fmt: skip

    path, found = see(tmp_path, data, "TIFF")

    assert [(image.page_index, image.width, image.height) for image in found] == [
        (0, 800, 600), (1, 800, 600), (2, 400, 300),
    ]  # fmt: skip
    assert_square(path, found[0])
    assert_square(path, found[1], (600, 450, 700, 550))
    assert_square(path, found[2], (50, 25, 100, 75))


@pytest.mark.parametrize(
    ("data", "mode"),
    [
        pytest.param(bitonal(), "bitonal", id="G4"),
        pytest.param(encoded(square(), "JPEG", dpi=(300, 300)), "grey", id="grey JPEG"),
        pytest.param(encoded(square("RGB"), "JPEG", dpi=(300, 300)), "colour", id="colour JPEG"),
        pytest.param(encoded(square("CMYK"), "JPEG", dpi=(300, 300)), "colour", id="CMYK JPEG"),
    ],
)
def test_a_pdf_of_one_scan_has_the_pixels_of_the_scan(tmp_path: Path, data: bytes, mode: str) -> None:
    path, (image,) = see(tmp_path, pdf_around(data), "PDF")

    assert (image.width, image.height, image.dpi, image.mode, image.has_text) == (*SIZE, 300, mode, False)
    assert_square(path, image)


def test_a_scan_in_a_pdf_is_read_pixel_by_pixel_whatever_its_size(tmp_path: Path) -> None:
    # 1653 pixels at 200 dpi are 595.08 points, which are 1653.0000000000002 pixels again.
    size = (1653, 2339)
    picture = Image.effect_noise(size, 100).point(lambda tone: 255 * (tone > 128)).convert("1")

    path, (image,) = see(tmp_path, pdf_around(encoded(picture, "PNG", dpi=(200, 200))), "PDF")

    assert (image.width, image.height, image.dpi) == (*size, 200)
    assert np.array_equal(np.asarray(images.raster(path, image).image), np.asarray(picture))


def turned(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.rotate(90, relative=True)


def moved(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.MediaBox = page.obj.CropBox = pikepdf.Array([100, 200, 292, 344])
    page.obj.Contents = pdf.make_stream(b"1 0 0 1 100 200 cm " + page.obj.Contents.read_bytes())


def cropped(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.CropBox = pikepdf.Array([12, 24, 192, 144])


def with_a_logo(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Contents = pdf.make_stream(page.obj.Contents.read_bytes() + b" q 12 0 0 9 168 12 cm /Im0 Do Q")


def in_strips(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    picture = square("1")
    content = b""
    for number in range(4):
        strip = encoded(picture.crop((0, 150 * number, 800, 150 * (number + 1))), "TIFF", compression="group4")
        with pikepdf.open(io.BytesIO(img2pdf.convert(strip))) as part:
            page.obj.Resources.XObject[f"/S{number}"] = pdf.copy_foreign(part.pages[0].resources.XObject["/Im0"])
        content += f"q 192 0 0 36 0 {108 - 36 * number} cm /S{number} Do Q ".encode()
    page.obj.Contents = pdf.make_stream(content)


@pytest.mark.parametrize(
    ("change", "size", "where"),
    [
        pytest.param(turned, (600, 800), (450, 100, 550, 200), id="/Rotate 90"),
        pytest.param(moved, (800, 600), SQUARE, id="boxes not at the origin"),
        pytest.param(cropped, (750, 500), (50, 50, 150, 150), id="cropped"),
        pytest.param(in_strips, (800, 600), SQUARE, id="in strips"),
    ],
)
def test_a_scan_in_a_pdf_is_seen_as_a_viewer_shows_it(
    tmp_path: Path, change: Change, size: tuple[int, int], where: tuple[int, int, int, int]
) -> None:
    path, (image,) = see(tmp_path, pdf_around(bitonal(), change), "PDF")

    assert (image.width, image.height, image.dpi, image.mode) == (*size, 300, "bitonal")
    assert_square(path, image, where)


def test_the_largest_image_of_a_pdf_page_tells_its_resolution(tmp_path: Path) -> None:
    _, (image,) = see(tmp_path, pdf_around(bitonal(), with_a_logo), "PDF")

    assert (image.width, image.height, image.dpi) == (*SIZE, 300)


def written(pdf: pikepdf.Pdf, page: pikepdf.Page, *, hidden: bool) -> None:
    """Add a line of text, invisible as a recogniser does it or to be seen."""
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    if "/Resources" not in page.obj:
        page.obj.Resources = pikepdf.Dictionary()
    page.obj.Resources.Font = pikepdf.Dictionary(F1=pdf.make_indirect(font))
    before = page.obj.Contents.read_bytes() if "/Contents" in page.obj else b""
    mode = b"3" if hidden else b"0"
    text = b" BT /F1 8 Tf " + mode + b" Tr 20 100 Td (Vergunning verleend aan de aanvrager) Tj ET"
    page.obj.Contents = pdf.make_stream(before + text)


def test_text_over_a_scan_is_somebody_elses_reading(tmp_path: Path) -> None:
    path, (image,) = see(tmp_path, pdf_around(bitonal(), lambda pdf, page: written(pdf, page, hidden=True)), "PDF")

    assert not image.has_text
    assert_square(path, image)


def test_text_over_strips_of_a_scan_is_too(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        in_strips(pdf, page)
        written(pdf, page, hidden=True)

    _, (image,) = see(tmp_path, pdf_around(bitonal(), change), "PDF")

    assert not image.has_text


def typed_pdf(size: tuple[float, float] = (595, 842), pages: int = 1) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=size)
        written(pdf, pdf.pages[0], hidden=False)
        pdf.save(out)
    return out.getvalue()


def test_a_typed_page_is_text_at_300_dpi(tmp_path: Path) -> None:
    _, (image,) = see(tmp_path, typed_pdf(), "PDF")

    assert (image.width, image.height, image.dpi, image.mode) == (2479, 3508, 300, "colour")
    assert image.has_text


def test_a_drawing_too_large_for_300_dpi_is_drawn_coarser(tmp_path: Path) -> None:
    path, (image,) = see(tmp_path, typed_pdf((12_000, 6_000)), "PDF")  # 4.2 m × 2.1 m

    assert image.dpi is not None
    assert image.dpi < 300
    assert images.raster(path, image).factor > 1


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


NOISE = Image.effect_noise((400, 300), 60)


@pytest.mark.parametrize("share", [0.2, 0.5])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(encoded(NOISE.convert("1"), "TIFF", compression="group4"), "TIFF", id="G4"),
        pytest.param(encoded(NOISE, "TIFF", compression="tiff_lzw"), "TIFF", id="LZW"),
        pytest.param(encoded(NOISE, "TIFF"), "TIFF", id="raw"),
        pytest.param(encoded(NOISE, "JPEG"), "JPEG", id="JPEG"),
        pytest.param(encoded(NOISE, "PNG"), "PNG", id="PNG"),
        pytest.param(encoded(NOISE, "JPEG2000"), "JPEG2000", id="JPEG 2000"),
        pytest.param(img2pdf.convert(encoded(NOISE, "JPEG")), "PDF", id="PDF"),
    ],
)
def test_a_file_cut_off_is_unreadable_and_never_half_a_page(
    tmp_path: Path, data: bytes, kind: str, share: float
) -> None:
    with pytest.raises(UnreadableScan) as raised:
        see(tmp_path, cut(data, share), kind)
    assert raised.value.hint


def test_a_file_cut_off_after_it_was_inspected_is_unreadable(tmp_path: Path) -> None:
    data = encoded(NOISE, "PNG")
    path, (image,) = see(tmp_path, data, "PNG")
    path.write_bytes(cut(data, 0.5))

    with pytest.raises(UnreadableScan):
        images.raster(path, image)


@pytest.mark.parametrize("damage", [b"", b"\0" * 500])
def test_a_pdf_whose_scan_is_gone_is_unreadable_and_not_blank(tmp_path: Path, damage: bytes) -> None:
    def spoil(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        scan = page.resources.XObject["/Im0"]
        scan.write(damage, filter=scan.Filter)

    with pytest.raises(UnreadableScan):
        see(tmp_path, pdf_around(encoded(square("RGB"), "JPEG"), spoil), "PDF")


def test_no_bytes_and_no_pages_are_empty(tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(out)
    for data, kind in ((b"", "TIFF"), (b"", "PDF"), (out.getvalue(), "PDF")):
        with pytest.raises((EmptyScan, UnreadableScan)):
            see(tmp_path, data, kind)


def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typed_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))

    with pytest.raises(EncryptedScan, match="password"):
        see(tmp_path, out.getvalue(), "PDF")

    empty = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(empty)
    with pytest.raises((EmptyScan, UnreadableScan)):  # and the file after it is not taken for locked too
        see(tmp_path, empty.getvalue(), "PDF")


def test_a_pdf_that_may_be_read_but_not_changed_is_taken(tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typed_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="", owner="geheim"))

    _, (image,) = see(tmp_path, out.getvalue(), "PDF")

    assert image.has_text


@pytest.mark.parametrize(
    ("mode", "size"), [("1", (30_000, 20_001)), ("L", (20_001, 10_000)), ("RGB", (15_001, 10_000))]
)
def test_a_page_with_too_many_pixels_is_refused_before_it_is_decoded(
    tmp_path: Path, mode: str, size: tuple[int, int]
) -> None:
    small = encoded(Image.new(mode, (10, 10)), "PNG")
    head = small[:16] + size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big") + small[24:29]
    head += zlib.crc32(head[12:29]).to_bytes(4, "big")

    with pytest.raises(ScanTooLarge) as raised:
        see(tmp_path, head + small[33:], "PNG")
    assert f"{size[0]} × {size[1]}" in raised.value.message


def test_a_file_with_too_many_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScanTooLarge, match=str(PAGES_PER_FILE + 1)):
        see(tmp_path, typed_pdf((10, 10), PAGES_PER_FILE + 1), "PDF")


@pytest.mark.parametrize("points", [1, 40_000])
def test_a_page_no_paper_has_is_unreadable(tmp_path: Path, points: int) -> None:
    def stretch(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.MediaBox = page.obj.CropBox = pikepdf.Array([0, 0, points, 842])

    with pytest.raises(UnreadableScan, match="no paper"):
        see(tmp_path, pdf_around(bitonal(), stretch), "PDF")


def large_plan(path: Path) -> None:
    plan = Image.new("1", (14_000, 10_000), 1)
    ImageDraw.Draw(plan).rectangle((2_000, 1_000, 2_999, 1_999), fill=0)
    plan.save(path, "TIFF", compression="group4", dpi=(300, 300))


def test_a_large_plan_is_reduced_by_a_whole_factor(tmp_path: Path) -> None:
    path = tmp_path / "plan.tif"
    large_plan(path)
    image = images.inspect(path, "image/tiff", "a" * 64)[0].image

    raster = images.raster(path, image)

    assert (image.width, image.height, image.dpi, image.mode) == (14_000, 10_000, 300, "bitonal")
    assert (raster.factor, raster.image.size, raster.image.mode) == (2, (7_000, 5_000), "L")
    tones = np.asarray(raster.image)
    assert tones[500:1_000, 1_000:1_500].max() == 0
    assert (tones == 0).sum() == 500 * 500


@pytest.mark.slow
def test_a_large_plan_takes_a_bounded_amount_of_memory(tmp_path: Path) -> None:
    path = tmp_path / "plan.tif"
    large_plan(path)
    program = (
        "import sys; from pathlib import Path; from pipeline.adapters.pages import images\n"
        "path = Path(sys.argv[1]); images.raster(path, images.inspect(path, 'image/tiff', 'a' * 64)[0].image)\n"
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1024**3, 1024**3))

    done = subprocess.run(
        [sys.executable, "-c", program, path],
        preexec_fn=limit,
        capture_output=True,
        timeout=300,
        check=False,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_pictures_drawn_anew_keep_their_mode_and_pixels(tmp_path: Path) -> None:
    path, (image,) = see(tmp_path, pdf_around(bitonal()), "PDF")
    assert next(images.drawn(path, image)).mode == "1"
    assert np.array_equal(np.asarray(next(images.drawn(path, image))), np.asarray(square("1")))

    path, (image,) = see(tmp_path, pdf_around(encoded(square("RGB"), "PNG", dpi=(300, 300))), "PDF")
    assert np.array_equal(np.asarray(next(images.drawn(path, image))), np.asarray(square("RGB")))


def test_a_line_of_text_stands_where_it_stands(tmp_path: Path) -> None:
    picture = square("L")
    ImageDraw.Draw(picture).text((300, 300), "Leest", fill=0, font=ImageFont.load_default(size=60))
    path, (image,) = see(tmp_path, pdf_around(encoded(picture, "PNG", dpi=(200, 200))), "PDF")

    assert np.array_equal(np.asarray(images.raster(path, image).image), np.asarray(picture))


def jbig2(picture: Image.Image) -> bytes:
    """Return a picture as a JBIG2 stream for a PDF: one generic region, coded as G4 (MMR), which the format allows."""
    out = io.BytesIO()
    picture.save(out, "TIFF", compression="group4", tiffinfo={262: 0})
    with Image.open(out) as made:
        tags: Any = made.tag_v2
        (start,), (count,) = tags[273], tags[279]
        assert tags[262] == 0
    coded = out.getvalue()[start : start + count]
    size = struct.pack(">II", picture.width, picture.height)
    about = size + struct.pack(">IIBH", 0, 0, 0, 0)
    region = size + struct.pack(">IIB", 0, 0, 0) + b"\x01" + coded
    return b"".join(
        struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data
        for number, (kind, data) in enumerate([(48, about), (38, region)])
    )


def test_a_jbig2_scan_in_a_pdf_is_bitonal_and_stays_as_it_is(tmp_path: Path) -> None:
    def repack(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        scan = page.obj.Resources.XObject["/Im0"]
        del scan["/DecodeParms"]
        scan.write(jbig2(square("1")), filter=pikepdf.Name.JBIG2Decode)

    path, (image,) = see(tmp_path, pdf_around(bitonal(), repack), "PDF")

    assert (image.width, image.height, image.dpi, image.mode) == (*SIZE, 300, "bitonal")
    assert_square(path, image)


@pytest.mark.parametrize(
    ("size", "dpi", "tall"),
    [
        pytest.param((1728, 1100), (204, 98), 2.08, id="fax"),
        pytest.param((1728, 2200), (204, 196), 1.04, id="fine fax"),
        pytest.param((1728, 4400), (204, 391), 0.52, id="super fine fax"),
        pytest.param((1728, 3000), (204, 98), 2.08, id="a fax of several sheets in one is believed"),
        pytest.param((2480, 7016), (300, 600), 0.5, id="a scanner that is finer down"),
        pytest.param((2480, 3508), (300, 600), 1.0, id="a sheet of A4 is no strip: the file is wrong"),
        pytest.param((2480, 3508), (300, 299), 1.0, id="rounded"),
        pytest.param((2480, 3508), (300, 1), 1.0, id="one is nonsense"),
    ],
)
def test_how_high_a_pixel_is_on_paper(tmp_path: Path, size: tuple[int, int], dpi: tuple[int, int], tall: float) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(encoded(Image.new("1", size, 1), "TIFF", compression="group4", dpi=dpi))

    (found,) = images.inspect(path, "image/tiff", "a" * 64)

    assert found.image.tall == pytest.approx(tall, abs=0.005)
    assert ("tall" in found.image.canonical()) == (tall != 1.0), "what was read of other pages is not read again"

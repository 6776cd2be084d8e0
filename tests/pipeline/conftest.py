"""Makers of tiny deliveries, and what takes them in."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from pipeline.adapters.memory.storage import MemoryStore
from pipeline.adapters.ocr.reading import PageReader, Readers
from pipeline.adapters.ocr.tesseract import find_tesseract
from pipeline.adapters.storage.folders import FolderInbox
from pipeline.ports import Inbox
from pipeline.settings import Settings, load
from pipeline.stages.intake import intake
from pipeline.steps import Call
from schemas.delivery import Delivery

LINES = (
    "GEMEENTE MECHELEN",
    "Bouwvergunning nr. 622/1940",
    "Het college van burgemeester",
    "en schepenen verleent vergunning",
    "Mechelen, 18 september 1940",
)
_FORMATS = {"tif": "TIFF", "jpg": "JPEG", "png": "PNG", "jp2": "JPEG2000", "bmp": "BMP", "gif": "GIF", "webp": "WEBP"}


def encoded(pictures: Sequence[Image.Image], kind: str) -> bytes:
    """Return pictures as one file; a PDF or TIFF may hold several."""
    out = io.BytesIO()
    if kind == "pdf":
        pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=150)
    elif kind == "tif":
        pictures[0].save(out, "TIFF", save_all=True, append_images=pictures[1:], dpi=(150, 150), compression="group4")
    else:
        pictures[0].save(out, _FORMATS[kind], dpi=(150, 150))
    return out.getvalue()


def picture_of(*lines: str) -> Image.Image:
    """Return a page with a few lines of text, bitonal, 150 dpi."""
    picture = Image.new("L", (900, 120 + 70 * max(len(lines), 1)), "white")
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pen.text((60, 60 + 70 * number), line, fill="black", font=ImageFont.load_default(size=40))
    return picture.convert("1")


def sheet_of(code: str, kind: str = "Code128") -> Image.Image:
    """Return a separator sheet: a bar code or QR code on white paper."""
    made = zxingcpp.create_barcode(code, zxingcpp.barcode_format_from_str(kind)).to_image(scale=5)
    mark = Image.fromarray(made)
    page = Image.new("L", (1240, 1754), "white")
    page.paste(mark.resize((mark.width, max(mark.height, 200)), Image.Resampling.NEAREST), (150, 300))
    return page.convert("1")


@pytest.fixture(scope="session")
def page() -> Callable[..., bytes]:
    """Make the bytes of a page: `page("a line", ..., kind="tif")`; no lines give the usual ones."""

    def make(*lines: str, kind: str = "tif") -> bytes:
        picture = picture_of(*(lines or LINES))
        return encoded([picture.convert("L") if kind in {"jpg", "jp2", "webp"} else picture], kind)

    return make


@pytest.fixture(scope="session")
def stack() -> Callable[..., bytes]:
    """Make a stack in one file: `stack("=DOOS007-MAP004", "text", ...)`; `=` is a Code 128 sheet, `#` a QR sheet."""

    def make(*pages: str, kind: str = "pdf") -> bytes:
        made = [
            sheet_of(text[1:], {"=": "Code128", "#": "QRCode"}[text[0]]) if text[0] in "=#" else picture_of(text)
            for text in pages
        ]
        return encoded(made, kind)

    return make


@pytest.fixture(scope="session")
def blank_pdf() -> Callable[..., bytes]:
    """Make a PDF with empty pages, locked when a password is given."""

    def make(pages: int = 1, password: str = "") -> bytes:
        out = io.BytesIO()
        with pikepdf.new() as pdf:
            for _ in range(pages):
                pdf.add_blank_page(page_size=(100, 100))
            if password:
                pdf.save(out, encryption=pikepdf.Encryption(user=password, owner="owner"))
            else:
                pdf.save(out)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def serious() -> Callable[[Any], list[str]]:
    """Ask axe-core what is wrong with the page that a browser shows: what it calls serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def found(view: Any) -> list[str]:
        response = axe.run(view).response
        assert response["passes"], "axe-core looked at nothing"
        return [
            f"{wrong['id']} ({wrong['impact']}): {wrong['nodes'][0]['html'][:120]}"
            for wrong in response["violations"]
            if wrong["impact"] in {"serious", "critical"}
        ]

    return found


@pytest.fixture
def deliver(tmp_path: Path) -> Callable[..., Path]:
    """Write a delivery: `deliver({"D001/0001.tif": bytes}, "levering_01")`."""

    def write(files: Mapping[str, bytes], name: str = "levering_01") -> Path:
        folder = tmp_path / "in" / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, data in files.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder

    return write


@dataclass(frozen=True)
class Finished:
    """A delivery with good and bad dossiers, and the work folder of a `kaft run` that digitised it."""

    delivery: Path
    work: Path
    result: subprocess.CompletedProcess[str]


def kaft_command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", *map(str, words)]


@pytest.fixture(scope="session")
def kaft() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the real command: `kaft("status", "--work", folder)`."""

    def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            kaft_command(*words), capture_output=True, text=True, timeout=600, check=False,
            env={**os.environ, "COLUMNS": "300", "KAFT_READING__ENGINE": "tesseract", **environment},
        )  # fmt: skip

    return run


@pytest.fixture(scope="session")
def finished(
    tmp_path_factory: pytest.TempPathFactory,
    kaft: Callable[..., subprocess.CompletedProcess[str]],
    page: Callable[..., bytes],
    stack: Callable[..., bytes],
) -> Finished:
    """Run a small delivery with the real command, once; who changes something works on a copy."""
    root = tmp_path_factory.mktemp("finished")
    files = {
        "D1/0001.tif": page(),
        "D1/0002.jpg": page("Grondplan schaal 1/50", kind="jpg"),
        "D1_02/0001.tif": page("Advies van de brandweer"),
        "Janssens Maria/0001.tif": page("Mevrouw Verhaegen Godelieve", "vraagt een bouwvergunning aan"),
        "Janssens Maria/0002.pdf": b"%PDF-1.4 stuk",
        "stapel.pdf": stack("=DOOS007-MAP004", "Weigering van de vergunning"),
        "D3/brief.docx": b"PK\x03\x04",
        "inventory.csv": b"dossiermap;jaar\nD1;1874\n",
    }
    for name, data in files.items():
        path = root / "levering_01" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    result = kaft("run", root / "levering_01", "--work", root / "work", "--workers", "2", "-v")
    return Finished(root / "levering_01", root / "work", result)


@pytest.fixture(scope="session")
def finished_settings(finished: Finished) -> Settings:
    """The settings under which the work of `finished` is looked at in this process."""
    settings = load(None, work=finished.work)
    alone = settings.reading.model_copy(update={"engine": "tesseract", "workers": 1})
    return settings.model_copy(update={"reading": alone})


@pytest.fixture
def worked(finished: Finished, tmp_path: Path) -> Path:
    """A copy of the work folder of `finished`, to damage."""
    return Path(shutil.copytree(finished.work, tmp_path / "work"))


@pytest.fixture(scope="session")
def readers() -> Readers:
    """Tesseract alone: these tests are about files and processes, and it is the quickest."""
    return Readers(find_tesseract("nld"), "tesseract")


@pytest.fixture(scope="session")
def page_reader(readers: Readers) -> PageReader:
    """The real reader, in this process."""
    return PageReader(readers)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def take_in(store: MemoryStore, page_reader: PageReader) -> Callable[[Path | Inbox], Delivery]:
    """Take in a delivery with the real reader; what was received is in `store`."""

    def take(delivery: Path | Inbox) -> Delivery:
        inbox = FolderInbox(delivery) if isinstance(delivery, os.PathLike) else delivery
        return intake(inbox, store=store, reader=page_reader, step=Call())

    return take

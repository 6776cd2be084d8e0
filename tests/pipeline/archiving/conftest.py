"""A small archive: one dossier that was published twice, its scans and what was made of them, in a store."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from pipeline.adapters.places import Books, open_books
from pipeline.adapters.storage.folders import FolderStore
from pipeline.ports import Store
from schemas.acts import Cause
from schemas.outcome import Package, PackageFile
from schemas.record import Provenance, Record
from tests.pipeline.public.conftest import full_record

MADE = (
    "crops/dates.decision.png", "documents/01-aanvraag.pdf", "dossier.pdf", "pages/0001.alto.xml", "provenance.json",
    "record.json", "record.jsonld", "vip.json",
)  # fmt: skip
TOOLS = {"recognise": "tesseract 5.5.4 nld+fra psm 3", "bind": "ocrmypdf 17"}
SCANS = ("0001.tif", "0002.jpg", "0003 é <&>\x01.tif", "0004.png")


class Archive(NamedTuple):
    """The register and the store, and the dossier in them as it is now."""

    books: Books
    store: Store
    record: Record
    originals: dict[str, bytes]
    """By the name they were delivered under."""


def scan(name: str, grey: int) -> bytes:
    out = io.BytesIO()
    kind = {"tif": "TIFF", "jpg": "JPEG", "png": "PNG"}[name.rpartition(".")[2]]
    Image.new("L", (20, 30), grey).save(out, kind)
    return out.getvalue()


@pytest.fixture(params=["sqlite", "postgresql"])
def register_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A register of each kind that keeps what it is told."""
    return f"sqlite:///{tmp_path / 'r.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """The archive with its register in memory."""
    return filled(open_books("memory:"), tmp_path / "store")


@pytest.fixture
def kept_archive(register_url: str, tmp_path: Path) -> Iterator[Archive]:
    """The same in a database."""
    books = open_books(register_url)
    yield filled(books, tmp_path / "store")
    books.close()


def filled(books: Books, folder: Path) -> Archive:
    store = FolderStore(folder)
    originals = {name: scan(name, 40 * place) for place, name in enumerate(SCANS)}
    record = full_record()
    pages = [
        page.model_copy(update={"file": name, "sha256": store.put(data)})
        for page, (name, data) in zip(record.pages, originals.items(), strict=True)
    ]
    record = record.model_copy(update={"pages": tuple(pages), "provenance": Provenance(tools=TOOLS)})
    for version, cause in ((1, Cause()), (2, Cause(who="an", why="nagekeken: decision"))):
        files = [
            PackageFile(path=path, sha256=store.put(data), size=len(data))
            for path, data in ((path, f"{path} v{version}".encode()) for path in MADE)
        ]
        package = Package(dossier_id=record.id, nis="12025", files=tuple(files))
        books.register.publish(record, package, version, cause)
    return Archive(books, store, record, originals)

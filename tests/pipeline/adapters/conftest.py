"""Made-up deliveries and records for the contract tests of register and search."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.adapters.places import Books, open_books
from schemas.delivery import Delivery, DossierKey, PageImage, Problem, Quarantined, ScanPage, Scans
from schemas.findings import Evidence
from schemas.outcome import Package, PackageFile
from schemas.pages import Box
from schemas.record import Dates, Item, Many, One, Record, RecordPage
from schemas.values import Address, Municipality, Parcel, PartialDate, Reference

EVIDENCE = Evidence(
    page=2, file="0002.tif", page_index=0, boxes=(Box(1, 2, 3, 4),), text="x", reader="eye 1", extractor="brain 1"
)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def books_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    match request.param:
        case "sqlite":
            return f"sqlite:///{tmp_path / 'new' / 'register.db'}"
        case "postgresql":
            return str(request.getfixturevalue("postgres_url"))
    return "memory:"


@pytest.fixture
def books(books_url: str) -> Iterator[Books]:
    opened = open_books(books_url)
    yield opened
    opened.close()


def scans_of(key: DossierKey, *pages: tuple[str, int]) -> Scans:
    return Scans(
        key=key,
        parts=(key.folder,),
        pages=tuple(
            ScanPage(
                number=number,
                file=f"{key.folder}/{number:04}.tif",
                image=PageImage(
                    sha256=sha256, media_type="image/tiff", page_index=index, width=10, height=20, dpi=None, mode="grey"
                ),
            )
            for number, (sha256, index) in enumerate(pages, 1)
        ),
    )


def delivery_of(name: str, *folders: str) -> Delivery:
    return Delivery(
        name=name,
        dossiers=tuple(
            scans_of(DossierKey(delivery=name, folder=folder), (f"{folder:f>64}", 0), ("b" * 64, 3))
            for folder in folders
        ),
        quarantined=(
            Quarantined(
                file="x\x00\n.exe", sha256=None, size=3, problem=Problem(code="unsupported", message="Geen scan: « é »")
            ),
            Quarantined(file="a.tif", sha256="c" * 64, size=0, problem=Problem(code="empty", message="Leeg")),
        ),
        accompanying=("inventory.csv",),
        problems=(Problem(code="inventory", message="Rij 3"),),
        files_received=7,
    )


def record_of(
    key: DossierKey,
    *,
    numbers: tuple[str, ...] = (),
    addresses: tuple[Address, ...] = (),
    parcels: tuple[Parcel, ...] = (),
    applicants: tuple[str, ...] = (),
    architect: str | None = None,
    municipality: Municipality | None = None,
    decided: str | None = None,
    pages: tuple[str, ...] = ("Aanvraag\x00 tot bouwen",),
) -> Record:
    def item(value: object) -> Item:
        return Item(value=value, text="as read", confidence=0.1 + 0.2, evidence=(EVIDENCE,))

    return Record(
        id=key.id,
        key=key,
        parts=(key.folder,),
        references=Many[Reference](
            items=tuple(item(Reference(kind="municipal", value=number, raw=f"nr {number}")) for number in numbers)
        ),
        addresses=Many[Address](items=tuple(item(address) for address in addresses)),
        parcels=Many[Parcel](items=tuple(item(parcel) for parcel in parcels)),
        applicants=Many[str](items=tuple(item(name) for name in applicants)),
        architect=One[str](value=architect),
        municipality=One[Municipality](value=municipality),
        dates=Dates(decision=One[PartialDate](value=decided)),
        pages=tuple(
            RecordPage(
                number=number, file=f"{number:04}.tif", page_index=0, sha256=f"{number:064}", type="overig",
                rotation=None, skew=-0.25, blank=False, width=10, height=20, dpi=300, text=text, words=3,
                confidence=0.7,
            )
            for number, text in enumerate(pages, 1)
        ),
    )  # fmt: skip


def package_of(record: Record, content: str = "a") -> Package:
    return Package(
        dossier_id=record.id, nis="12025", files=(PackageFile(path="record.json", sha256=content * 64, size=5),)
    )


@pytest.fixture
def make_delivery() -> Callable[..., Delivery]:
    return delivery_of


@pytest.fixture
def make_record() -> Callable[..., Record]:
    return record_of


@pytest.fixture
def make_package() -> Callable[..., Package]:
    return package_of

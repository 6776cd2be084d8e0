"""Small dossiers of plain text, and the whole way from words to record."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest

from extractors.all import EXTRACTORS
from extractors.page_model import PageModel
from pipeline.adapters.reference.official import ReferenceTables
from pipeline.package_data import package_data
from pipeline.page_model_file import load
from pipeline.stages.classify import classify
from pipeline.stages.extract import extract
from pipeline.stages.resolve import resolve
from schemas.delivery import DossierKey, InventoryHint, PageImage, ScanPage, Scans
from schemas.findings import Findings
from schemas.pages import Box, Documents, PageText, PreparedPage, Word
from schemas.record import Record

DPI = 300


@cache
def _model() -> PageModel:
    """The learned model as kaft ships it: the stages are tried as they run."""
    return load(package_data("config") / "page_model")


@dataclass(frozen=True)
class Dossier:
    """What the stages take."""

    scans: Scans
    texts: tuple[PageText, ...]

    @property
    def documents(self) -> Documents:
        return classify(self.scans, self.texts, model=_model())


Texts = Callable[..., Dossier]


def page(number: int, text: str, *, large: bool, separator: str | None) -> tuple[ScanPage, PageText]:
    width, height = (9900, 7000) if large else (2480, 3508)
    image = PageImage(
        sha256=f"{number:064d}", media_type="image/tiff", page_index=0, width=width, height=height, dpi=DPI, mode="grey"
    )
    words = [
        Word(word, Box(100 + 40 * place, 100 + 60 * line, 135 + 40 * place, 140 + 60 * line), 0.95, line)
        for line, row in enumerate(text.strip().split("\n"))
        for place, word in enumerate(row.split())
    ]
    prepared = PreparedPage(image=image, rotation=0, skew=0.0, blank=not words, ink=0.05 if words else 0.0, dpi=DPI)
    scan = ScanPage(number=number, file=f"{number:04d}.tif", image=image, separator=separator)
    return scan, PageText(prepared=prepared, words=tuple(words), reader="test 1")


@pytest.fixture
def dossier() -> Texts:
    def build(
        *texts: str, large: tuple[int, ...] = (), separators: tuple[int, ...] = (), year: str | None = None
    ) -> Dossier:
        pages = [
            page(number, text, large=number in large, separator="DOOS001-MAP001" if number in separators else None)
            for number, text in enumerate(texts, start=1)
        ]
        scans = Scans(
            key=DossierKey(delivery="levering_01", folder="map01"),
            pages=tuple(scan for scan, _ in pages),
            parts=("map01",),
            inventory=InventoryHint(year=year) if year else None,
        )
        return Dossier(scans, tuple(text for _, text in pages))

    return build


@pytest.fixture(scope="session")
def reference() -> ReferenceTables:
    return ReferenceTables()


@pytest.fixture
def findings(reference: ReferenceTables) -> Callable[[Dossier], Findings]:
    def run(of: Dossier) -> Findings:
        return extract(of.scans, of.texts, of.documents, extractors=EXTRACTORS, reference=reference)

    return run


@pytest.fixture
def record(reference: ReferenceTables, findings: Callable[[Dossier], Findings]) -> Callable[[Dossier], Record]:
    def run(of: Dossier) -> Record:
        return resolve(of.scans, of.texts, of.documents, findings(of), reference=reference)

    return run

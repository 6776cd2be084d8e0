"""The package: everything that is published of a dossier, and the same bytes every time."""

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pipeline.adapters.folders import FolderInbox
from pipeline.adapters.memory import MemoryStore
from pipeline.adapters.pdfa import OcrmypdfMaker
from pipeline.adapters.reading import PageReader
from pipeline.adapters.reference import ReferenceTables
from pipeline.recipe import EXTRACTORS
from pipeline.stages.bind import bind
from pipeline.stages.classify import classify
from pipeline.stages.extract import extract
from pipeline.stages.intake import intake
from pipeline.stages.package import UNKNOWN_NIS, package
from pipeline.stages.prepare import prepare
from pipeline.stages.recognise import recognise
from pipeline.stages.resolve import resolve
from pipeline.steps import Call
from schemas.delivery import Scans
from schemas.outcome import Package
from schemas.pages import PageText
from schemas.record import Record


class Bench:
    """Reads a dossier up to its record, with the real tools."""

    def __init__(self, folder: Path, reader: PageReader) -> None:
        self.store, self.reader, self.pdf = MemoryStore(), reader, OcrmypdfMaker()
        inbox = FolderInbox(folder)
        self.scans: Scans = intake(inbox, store=self.store, reader=reader, step=Call()).dossiers[0]
        self.texts: tuple[PageText, ...] = tuple(
            recognise(prepare(page.image, store=self.store, reader=reader), store=self.store, reader=reader)
            for page in self.scans.pages
        )
        reference = ReferenceTables()
        documents = classify(self.scans, self.texts)
        findings = extract(self.scans, self.texts, documents, extractors=EXTRACTORS, reference=reference)
        self.record: Record = resolve(self.scans, self.texts, documents, findings, reference=reference)

    def package(self) -> Package:
        bound = bind(self.scans, self.texts, self.record.documents, store=self.store, pdf=self.pdf)
        return package(self.record, self.scans, self.texts, bound, store=self.store, reader=self.reader)

    def file(self, packed: Package, path: str) -> bytes:
        return self.store.get(next(file.sha256 for file in packed.files if file.path == path))


@pytest.fixture
def bench(
    deliver: Callable[..., Path], page: Callable[..., bytes], stack: Callable[..., bytes], page_reader: PageReader
) -> Bench:
    files = {
        "D1/0001.tif": page(),
        "D1/0002.jpg": page("Grondplan", kind="jpg"),
        "D1/0003.pdf": stack("Advies van de brandweer", "Tweede blad"),
        "D1/0004.png": page(" ", kind="png"),
    }
    return Bench(deliver(files), page_reader)


def test_every_page_is_in_the_package_in_its_place(bench: Bench) -> None:
    packed = bench.package()

    paths = [file.path for file in packed.files]
    assert {"record.json", "provenance.json", "dossier.pdf"} <= set(paths)
    assert [path for path in paths if path.startswith("pages/")] == [f"pages/{n:04d}.alto.xml" for n in range(1, 6)]
    assert paths == sorted(set(paths))
    assert json.loads(bench.file(packed, "record.json"))["id"] == bench.record.id
    with pikepdf.open(bench.store.local(next(f.sha256 for f in packed.files if f.path == "dossier.pdf"))) as pdf:
        assert len(pdf.pages) == 5
    assert packed.problems == ()
    assert packed.nis == "12025"
    for file in packed.files:
        assert len(bench.store.get(file.sha256)) == file.size


def test_every_page_is_in_one_document(bench: Bench) -> None:
    packed = bench.package()

    counts = 0
    for file in packed.files:
        if file.path.startswith("documents/"):
            with pikepdf.open(bench.store.local(file.sha256)) as pdf:
                counts += len(pdf.pages)
    blank = sum(len(found.pages) for found in bench.record.documents if found.type in {"blanco", "scheidingsblad"})
    assert counts + blank == 5


def test_the_same_dossier_gives_the_same_bytes(bench: Bench) -> None:
    assert bench.package() == bench.package()


def test_no_path_of_a_package_repeats_a_name_from_the_delivery(bench: Bench) -> None:
    key = bench.scans.key.model_copy(update={"folder": "Janssens Maria"})
    bench.scans = bench.scans.model_copy(update={"key": key})

    assert not [file.path for file in bench.package().files if "Janssens" in file.path]


def test_without_a_municipality_it_lies_with_the_unknown_ones(bench: Bench) -> None:
    bench.record = bench.record.model_copy(update={"municipality": type(bench.record.municipality)()})

    assert bench.package().nis == UNKNOWN_NIS

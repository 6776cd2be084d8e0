"""The package: everything that is published of a dossier, and the same bytes every time."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest

from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.memory.storage import MemoryStore
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.reference.official import ReferenceTables
from pipeline.adapters.storage.folders import FolderInbox
from pipeline.bucket.linked_data import linked
from pipeline.bucket.vip import vip
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
from schemas.delivery import DossierKey, PageImage, Problem, ScanPage, Scans
from schemas.findings import Evidence
from schemas.outcome import Bound, Package, PackageFile
from schemas.pages import Box, PageText, PreparedPage
from schemas.record import Item, Many, One, Provenance, Record
from schemas.values import Municipality
from schemas.vip import VipPermit

KEY = DossierKey(delivery="levering_01", folder="D1")
RECORD = Record(id=KEY.id, key=KEY, parts=("D1",))


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


# What is put together, from a record that was made up; who cuts out pictures says of what.


class Scissors:
    """Cuts nothing out: a picture is the words that say what was asked for."""

    identity = "scissors 1"

    def crops(self, path: Path, page: PreparedPage, boxes: Sequence[Box]) -> tuple[bytes, ...]:
        return tuple(f"{path.read_text()} {page.dpi} {tuple(box)}".encode() for box in boxes)


def seen(page: int, *boxes: Box) -> Evidence:
    return Evidence(page=page, file="f", page_index=0, boxes=boxes, text="x", reader="r", extractor="e")


def one(value: str, *places: Evidence) -> One[str]:
    return One[str](value=value, text=value, status="accepted", absence=None, evidence=places)


def many(*places: tuple[Evidence, ...]) -> Many[str]:
    items = tuple(Item[str](value="Jan Claes", text="x", confidence=0.9, evidence=at) for at in places)
    return Many[str](items=items, status="accepted", absence=None)


def made_up(record: Record, store: MemoryStore) -> Package:
    scans, texts = [], []
    for number in (1, 2):
        image = PageImage(
            sha256=store.put(f"scan {number}".encode()), media_type="image/tiff", page_index=0, width=9, height=9,
            dpi=150, mode="grey",
        )  # fmt: skip
        prepared = PreparedPage(image=image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=150 * number)
        scans.append(ScanPage(number=number, file="f", image=image))
        texts.append(PageText(prepared=prepared, words=(), reader="r"))
    bound = Bound(
        files=(PackageFile(path="dossier.pdf", sha256="a" * 64, size=7),),
        problems=(Problem(code="pdf_text", message="x", page=1),),
    )
    pages = Scans(key=record.key, pages=tuple(scans), parts=record.parts)
    return package(record, pages, tuple(texts), bound, store=store, reader=Scissors())  # type: ignore[arg-type]  # the part of a reader that is used


def test_of_every_field_the_first_place_is_cut_out_whole() -> None:
    store, a, b = MemoryStore(), Box(10, 20, 30, 40), Box(5, 50, 25, 60)
    record = RECORD.model_copy(
        update={
            "architect": one("J. Maes", seen(2, a, b), seen(1, b)),
            "subject": one("stal", seen(1, b)),
            "decision": one("verleend", seen(1)),  # no boxes: a person wrote it from elsewhere
            "permit_type": one("melding"),
            "applicants": many((), (seen(2, b), seen(1, a)), (seen(1, a),)),
        }
    )

    files = {file.path: file for file in made_up(record, store).files}

    crops = {path: store.get(file.sha256).decode() for path, file in files.items() if path.startswith("crops/")}
    assert crops == {
        "crops/applicants.png": "scan 2 300 (5, 50, 25, 60)",
        "crops/architect.png": "scan 2 300 (5, 20, 30, 60)",
        "crops/subject.png": "scan 1 150 (5, 50, 25, 60)",
    }
    assert all(files[path].size == len(text) for path, text in crops.items())


def test_a_package_holds_the_record_in_all_its_forms_and_what_was_bound() -> None:
    store = MemoryStore()
    town = One[Municipality](value=Municipality(name="Liège", nis="62063"), status="accepted", absence=None)
    record = RECORD.model_copy(update={"municipality": town, "provenance": Provenance(stages={"bind": 4})})

    packed = made_up(record, store)

    assert [file.path for file in packed.files] == [
        "dossier.pdf", "provenance.json", "record.json", "record.jsonld", "vip.json",
    ]  # fmt: skip
    assert packed.files[0] == PackageFile(path="dossier.pdf", sha256="a" * 64, size=7)
    assert (packed.dossier_id, packed.nis) == (record.id, "62063")
    assert packed.problems == (Problem(code="pdf_text", message="x", page=1),)
    inside = {file.path: store.get(file.sha256).decode() for file in packed.files[1:]}
    assert Record.model_validate_json(inside["record.json"]) == record
    assert Provenance.model_validate_json(inside["provenance.json"]) == record.provenance
    assert json.loads(inside["record.jsonld"]) == linked(record)
    assert VipPermit.model_validate_json(inside["vip.json"]) == vip(record)
    for text in inside.values():  # a person can read them, and programs compare them line by line
        assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
    assert "Liège" in inside["record.json"]

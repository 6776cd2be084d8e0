"""Makes everything that is published of a dossier: record, PDF/A, documents, ALTO, crops and provenance."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline.alto import alto
from pipeline.errors import ContractBroken
from pipeline.linked_data import linked
from pipeline.ports import PdfMaker, PdfPage, Reader, Store
from pipeline.vip import vip
from schemas.delivery import Problem, Scans
from schemas.findings import Evidence
from schemas.flat import FIELDS
from schemas.outcome import Package, PackageFile
from schemas.pages import Box, PageText
from schemas.record import Many, Record

VERSION = 3

UNKNOWN_NIS = "00000"
"""The folder of dossiers whose municipality is not known yet."""


def package(
    record: Record, scans: Scans, texts: tuple[PageText, ...], *, store: Store, reader: Reader, pdf: PdfMaker
) -> Package:
    """Return the package; its files are in the store under their digests.

    Raises:
        ContractBroken: the PDF/A has not as many pages as the dossier.
    """
    pages = [PdfPage(store.local(page.image.sha256), text) for page, text in zip(scans.pages, texts, strict=True)]
    files = [
        _stored("record.json", _pretty(record.model_dump_json()), store),
        _stored("record.jsonld", _pretty(json.dumps(linked(record))), store),
        _stored("vip.json", _pretty(vip(record).model_dump_json()), store),
    ]
    files += [
        _stored(f"pages/{page.number:04d}.alto.xml", alto(text, file=page.file, number=page.number), store)
        for page, text in zip(scans.pages, texts, strict=True)
    ]
    files += _crops(record, pages, store, reader)
    files.append(_stored("provenance.json", _pretty(record.provenance.model_dump_json()), store))
    pdfs, problems = _pdfs(record, pages, store, pdf)
    files += pdfs
    municipality = record.municipality.value
    nis = municipality.nis if municipality else UNKNOWN_NIS
    return Package(
        dossier_id=record.id, nis=nis, files=tuple(sorted(files, key=lambda file: file.path)), problems=problems
    )


def text_layer_problems(record: Record, layers: Sequence[str]) -> tuple[Problem, ...]:
    """Return the pages on which integrators would not find in the PDF what the record says was read."""
    problems = []
    for page, layer in zip(record.pages, layers, strict=True):
        # Lines that run up the page come back letter by letter: spaces say nothing.
        wanted, found = page.text.split(), "".join(layer.split())
        lost = sum(word not in found for word in wanted)
        if lost > max(2, 0.2 * len(wanted)):
            message = f"{lost} van de {len(wanted)} gelezen woorden staan niet in de tekstlaag van de PDF."
            problems.append(Problem(code="pdf_text", message=message, page=page.number))
    return tuple(problems)


def redrawn_problems(record: Record, redrawn: Sequence[int]) -> tuple[Problem, ...]:
    """Return a note for each page (from 0) that PDF/A could not hold as it was delivered."""
    return tuple(
        Problem(
            code="page_redrawn",
            message=f"Blad {record.pages[place].number} staat als afbeelding in de PDF: PDF/A kan het geleverde "
            "bestand niet ongewijzigd bevatten.",
            hint="Het geleverde bestand zelf wordt ongewijzigd bewaard.",
            page=record.pages[place].number,
            severity="note",
        )
        for place in redrawn
    )


def _pdfs(
    record: Record, pages: Sequence[PdfPage], store: Store, pdf: PdfMaker
) -> tuple[list[PackageFile], tuple[Problem, ...]]:
    with tempfile.TemporaryDirectory(prefix="kaft-package-") as folder:
        whole = Path(folder, "dossier.pdf")
        redrawn = pdf.make(pages, f"Bouwdossier {record.id}", whole)
        layers = pdf.read_back(whole)
        if len(layers) != len(pages):
            raise ContractBroken(f"The PDF of dossier {record.id} has {len(layers)} pages instead of {len(pages)}.")
        files = [_stored_file("dossier.pdf", whole, store)]
        for number, document in enumerate(record.documents, start=1):
            if document.type in {"scheidingsblad", "blanco"}:
                continue
            name = f"documents/{number:02d}-{document.type}.pdf"
            part = Path(folder, "document.pdf")
            pdf.split(whole, [page - 1 for page in document.pages], f"{document.type} {record.id}", part)
            files.append(_stored_file(name, part, store))
    return files, (*redrawn_problems(record, redrawn), *text_layer_problems(record, layers))


def _crops(record: Record, pages: Sequence[PdfPage], store: Store, reader: Reader) -> list[PackageFile]:
    """Cut out where each field was read: one picture a field, of its first evidence."""
    wanted: dict[int, list[tuple[str, Box]]] = {}
    for name in FIELDS:
        evidence = _first_evidence(record.field(name))
        if evidence and evidence.boxes:
            box = evidence.boxes[0]
            for other in evidence.boxes[1:]:
                box = box.union(other)
            wanted.setdefault(evidence.page, []).append((name, box))
    files = []
    for number, zones in sorted(wanted.items()):
        page = pages[number - 1]
        pictures = reader.crops(page.path, page.text.prepared, [box for _, box in zones])
        files += [
            _stored(f"crops/{name}.png", picture, store) for (name, _), picture in zip(zones, pictures, strict=True)
        ]
    return files


def _first_evidence(field: object) -> Evidence | None:
    items = field.items if isinstance(field, Many) else (field,)
    return next((evidence for item in items for evidence in getattr(item, "evidence", ())), None)


def _pretty(text: str) -> bytes:
    return (json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n").encode()


def _stored(path: str, data: bytes, store: Store) -> PackageFile:
    return PackageFile(path=path, sha256=store.put(data), size=len(data))


def _stored_file(path: str, file: Path, store: Store) -> PackageFile:
    return PackageFile(path=path, sha256=store.put_file(file), size=file.stat().st_size)

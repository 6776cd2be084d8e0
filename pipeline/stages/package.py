"""Assembles everything that is published of a dossier: record, crops, provenance, and what *bind* made."""

import json
from collections.abc import Sequence
from typing import Any

from pipeline.bucket.linked_data import linked
from pipeline.bucket.vip import vip
from pipeline.ports import PdfPage, Reader, Store
from schemas.delivery import Scans
from schemas.findings import Evidence
from schemas.flat import FIELDS
from schemas.outcome import Bound, Package, PackageFile
from schemas.pages import Box, PageText
from schemas.record import Many, One, Record

VERSION = 6

UNKNOWN_NIS = "00000"
"""The folder of dossiers whose municipality is not known yet."""


def package(
    record: Record, scans: Scans, texts: tuple[PageText, ...], bound: Bound, *, store: Store, reader: Reader
) -> Package:
    """Return the package; its files are in the store under their digests."""
    pages = [PdfPage(store.local(page.image.sha256), text) for page, text in zip(scans.pages, texts, strict=True)]
    files = [
        _stored("record.json", _pretty(record.model_dump_json()), store),
        _stored("record.jsonld", _pretty(json.dumps(linked(record))), store),
        _stored("vip.json", _pretty(vip(record).model_dump_json()), store),
        _stored("provenance.json", _pretty(record.provenance.model_dump_json()), store),
        *_crops(record, pages, store, reader),
        *bound.files,
    ]
    municipality = record.municipality.value
    nis = municipality.nis if municipality else UNKNOWN_NIS
    return Package(
        dossier_id=record.id, nis=nis, files=tuple(sorted(files, key=lambda file: file.path)), problems=bound.problems
    )


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


def _first_evidence(field: One[Any] | Many[Any]) -> Evidence | None:
    items = field.items if isinstance(field, Many) else (field,)
    return next((evidence for item in items for evidence in item.evidence), None)


def _pretty(text: str) -> bytes:
    return (json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n").encode()


def _stored(path: str, data: bytes, store: Store) -> PackageFile:
    return PackageFile(path=path, sha256=store.put(data), size=len(data))

"""Archive packages: a BagIt bag (RFC 8493) per version of a dossier, with originals, all that was made, and PREMIS."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline import sniff
from pipeline.errors import ContractBroken
from pipeline.ports import Register, Store
from pipeline.premis import Kept, premis
from schemas.outcome import Package
from schemas.record import Record

_ENDS = {"image/tiff": "tif", "image/jpeg": "jpg", "image/png": "png", "image/jp2": "jp2", "application/pdf": "pdf"}


def export_bags(register: Register, store: Store, folder: Path) -> int:
    """Write `<folder>/<dossier id>-v<N>/` for the newest version of every dossier; return how many are new.

    A bag is written whole or not at all, and never again: a version does not change. Raises NotFound or ContractBroken
    when a file is not in the store as it was.
    """
    made = 0
    for record in register.records():
        current, package = register.current(record.id), register.package(record.id)
        if current is None or package is None:
            continue
        target = folder / f"{record.id}-v{current.version}"
        if target.exists():
            continue
        part = folder / f".{target.name}.{os.getpid()}.part"
        try:
            _write(part, record, package, register, store)
            part.replace(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        made += 1
    return made


def _write(bag: Path, record: Record, package: Package, register: Register, store: Store) -> None:
    kept = [*_originals(record, store, bag), *_made(package, store, bag)]
    acts = register.history(record.id)
    document = premis(record.id, kept, acts)
    _put(bag / "data" / "metadata" / "premis.xml", document)
    payload = sorted([*((one.path, one.sha256) for one in kept), ("data/metadata/premis.xml", _sha256(document))])
    size = sum(one.size for one in kept) + len(document)
    published = next((act.at for act in reversed(acts) if act.kind == "published"), "")
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"External-Identifier: {record.id}\nBagging-Date: {published[:10]}\n"
        f"Payload-Oxum: {size}.{len(payload)}\n",
        "manifest-sha256.txt": "".join(f"{digest}  {path}\n" for path, digest in payload),
    }
    for name, text in tags.items():
        _put(bag / name, text.encode())
    listed = "".join(f"{_sha256(text.encode())}  {name}\n" for name, text in sorted(tags.items()))
    _put(bag / "tagmanifest-sha256.txt", listed.encode())


def _originals(record: Record, store: Store, bag: Path) -> Iterator[Kept]:
    """Copy what was delivered, each file once; its own name, which may be any text, stands in the PREMIS document."""
    files = dict.fromkeys((page.sha256, page.file) for page in record.pages)
    for number, (sha256, name) in enumerate(files, 1):
        source = store.local(sha256)
        with source.open("rb") as file:
            kind = sniff.media_type(file.read(sniff.HEAD))
        path = f"data/originals/{number:04d}.{_ENDS.get(kind or '', 'bin')}"
        yield _copy(source, bag, path, sha256, name)


def _made(package: Package, store: Store, bag: Path) -> Iterator[Kept]:
    for file in package.files:
        yield _copy(store.local(file.sha256), bag, f"data/kaft/{file.path}", file.sha256)


def _copy(source: Path, bag: Path, path: str, sha256: str, name: str | None = None) -> Kept:
    target = bag / path
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != sha256:
        raise ContractBroken(f"The store no longer has the right bytes of {sha256}.", "Run `kaft verify`.")
    return Kept(path, sha256, target.stat().st_size, name)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

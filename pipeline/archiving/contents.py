"""What goes into an archive package: originals and derived files from the store, copied and checked by digest."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.adapters.storage.atomic import whole
from pipeline.archiving.happenings import Happenings, nothing_else
from pipeline.archiving.premis import Happened, Kept
from pipeline.errors import ContractBroken
from pipeline.ports import Register, Store
from pipeline.receiving import sniff
from schemas.acts import Act
from schemas.outcome import Package
from schemas.record import Record

_ENDS = {"image/tiff": "tif", "image/jpeg": "jpg", "image/png": "png", "image/jp2": "jp2", "application/pdf": "pdf"}
_MEDIA_TYPES = {
    "tif": "image/tiff", "jpg": "image/jpeg", "png": "image/png", "jp2": "image/jp2", "pdf": "application/pdf",
    "json": "application/json", "jsonld": "application/ld+json", "xml": "application/xml", "xsd": "application/xml",
    "txt": "text/plain",
}  # fmt: skip


class ArchivedDossier(NamedTuple):
    """The newest version of a dossier with its history; `at` is when that version was made, UTC.

    `happened` is what else the register knows of it.
    """

    record: Record
    package: Package
    version: int
    acts: tuple[Act, ...]
    at: str
    happened: tuple[Happened, ...] = ()

    @property
    def name(self) -> str:
        """Return what its packages are called."""
        return f"{self.record.id}-v{self.version}"


Write = Callable[[Path, ArchivedDossier], None]
"""Writes one package into a folder, which is not there yet, or as one file."""


def each_new(register: Register, folder: Path, end: str, write: Write, happenings: Happenings = nothing_else) -> int:
    """Write `<folder>/<dossier id>-v<N><end>` for the newest version of every dossier; return how many are new.

    A package is written whole or not at all, and never again: a version does not change. Raises NotFound or
    ContractBroken when a file is not in the store as it was.
    """
    made = 0
    for record in register.records():
        current, package = register.current(record.id), register.package(record.id)
        if current is None or package is None:
            continue
        target = folder / f"{record.id}-v{current.version}{end}"
        if target.exists():
            continue
        acts = register.history(record.id)
        at = next((act.at for act in reversed(acts) if act.kind == "published"), "")
        with whole(target) as part:
            write(part, ArchivedDossier(record, package, current.version, acts, at, happenings(record)))
        made += 1
    return made


def originals(record: Record, store: Store, root: Path, folder: str) -> Iterator[Kept]:
    """Copy what was delivered, each file once; its own name, which may be any text, goes along beside it."""
    files = dict.fromkeys((page.sha256, page.file) for page in record.pages)
    for number, (sha256, name) in enumerate(files, 1):
        source = store.local(sha256)
        with source.open("rb") as file:
            head = file.read(sniff.HEAD)
        path = f"{folder}/{number:04d}.{_ENDS.get(sniff.media_type(head) or '', 'bin')}"
        kept = copied(source, root, path, sha256, name)
        yield kept._replace(format=_FORMATS.get(path.rpartition(".")[2], ""), key=_pronom(head))


def made(package: Package, store: Store, root: Path, folder: str) -> Iterator[Kept]:
    """Copy what kaft made, under the paths of the bucket."""
    for file in package.files:
        kept = copied(store.local(file.sha256), root, f"{folder}/{file.path}", file.sha256)
        end = file.path.rpartition(".")[2]
        yield kept._replace(format=_MADE.get(end, ("", ""))[0], key=_MADE.get(end, ("", ""))[1])


def copied(source: Path, root: Path, path: str, sha256: str, name: str | None = None) -> Kept:
    """Copy a file of the store into a package. Raises ContractBroken when its bytes are no longer what they were."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != sha256:
        raise ContractBroken(f"The store no longer has the right bytes of {sha256}.", "Run `kaft verify`.")
    return Kept(path, sha256, target.stat().st_size, name)


def put(root: Path, path: str, data: bytes) -> Kept:
    """Write a file of a package."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return Kept(path, hashlib.sha256(data).hexdigest(), len(data))


def media_type(path: str) -> str:
    """Return the IANA media type of a file of a package, by the end of its name, which kaft itself gave it."""
    return _MEDIA_TYPES.get(path.rpartition(".")[2], "application/octet-stream")


_FORMATS = {"tif": "TIFF", "jpg": "JPEG", "png": "PNG", "jp2": "JPEG 2000", "pdf": "PDF"}
_MADE = {
    "pdf": ("PDF/A-2b", "fmt/477"), "xml": ("ALTO", "fmt/101"), "json": ("JSON", "fmt/817"),
    "jsonld": ("JSON-LD", "fmt/880"), "png": ("PNG", ""),
}  # fmt: skip
"""What kaft makes is known. PRONOM has no key for ALTO, so that of XML is given; it tells PNG apart by its contents."""
_JFIF_KEYS = {b"\x01\x00": "fmt/42", b"\x01\x01": "fmt/43", b"\x01\x02": "fmt/44"}


def _pronom(head: bytes) -> str:
    """Return the PRONOM key that the first bytes of a scan prove; empty where more would have to be read (PDF, PNG)."""
    if head[:4] in {b"II*\0", b"MM\0*"}:
        return "fmt/353"
    if head[:3] == b"\xff\xd8\xff" and head[6:11] == b"JFIF\0":
        return _JFIF_KEYS.get(head[11:13], "")
    if head[:12] == b"\0\0\0\x0cjP  \r\n\x87\n":
        return "x-fmt/392"
    return ""

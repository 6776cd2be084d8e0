"""Publishes a dossier: objects into the bucket, the version into the register, and last of all the pointer."""

import json

from pipeline.ports import Bucket, Register, Store
from schemas.flat import FIELDS
from schemas.outcome import Outcome, Package
from schemas.record import Record
from schemas.words import DossierState, FieldName

VERSION = 1

MANIFEST = "manifest-sha256.txt"
_MEDIA_TYPES = {"json": "application/json", "pdf": "application/pdf", "xml": "application/xml", "png": "image/png"}


def deliver(record: Record, package: Package, *, store: Store, register: Register, bucket: Bucket) -> Outcome:
    """Publish the package as the next version, unless it is what is published already.

    The order makes an interruption harmless: a reader follows `latest.json`, which is written when all else is there.
    """
    current = register.current(record.id)
    changed = current is None or current.digest != package.digest()
    version = (current.version if current else 0) + (1 if changed else 0)
    folder = f"v1/dossiers/{package.nis}/{record.id}"
    if changed:
        for file in package.files:
            kind = _MEDIA_TYPES.get(file.path.rpartition(".")[2], "application/octet-stream")
            bucket.put_file(f"{folder}/v{version}/{file.path}", store.local(file.sha256), kind)
        bucket.put(f"{folder}/v{version}/{MANIFEST}", manifest_of(package), "text/plain")
        register.publish(record, package, version)
    _point(bucket, folder, f"v{version}/", version, package)
    for nis in _left_behind(register, package, version):
        away = f"../../{package.nis}/{record.id}/v{version}/"
        _point(bucket, f"v1/dossiers/{nis}/{record.id}", away, version, package)
    return Outcome(
        key=record.key,
        dossier_id=record.id,
        state=state_of(record),
        version=version,
        changed=changed,
        pages=len(record.pages),
        review=fields_to_review(record),
        problems=(*record.problems, *package.problems),
        location=f"{bucket.url}/{folder}/v{version}/",
    )


def manifest_of(package: Package) -> bytes:
    """Return the list of the objects of a version with their digests, as it lies beside them."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in package.files).encode()


def state_of(record: Record) -> DossierState:
    """Return `published` only for a dossier in which nothing is doubtful and nothing went wrong."""
    wrong = any(problem.severity == "error" for problem in record.problems)
    return "review" if wrong or fields_to_review(record) else "published"


def fields_to_review(record: Record) -> tuple[FieldName, ...]:
    """Return the fields that wait for a person, in the order of the record."""
    return tuple(name for name in FIELDS if record.field(name).status == "review")


def _left_behind(register: Register, package: Package, version: int) -> tuple[str, ...]:
    """Return the municipalities under which earlier versions were published: who looks there must find the new one."""
    earlier = (register.package(package.dossier_id, number) for number in range(1, version))
    return tuple(sorted({old.nis for old in earlier if old} - {package.nis}))


def _point(bucket: Bucket, folder: str, path: str, version: int, package: Package) -> None:
    """Write the pointer, if it is not right already: a repeat must change nothing."""
    pointer = {"version": version, "path": path, "package_sha256": package.digest()}
    data = (json.dumps(pointer, indent=1) + "\n").encode()
    key = f"{folder}/latest.json"
    if not (bucket.exists(key) and bucket.get(key) == data):
        bucket.put(key, data, "application/json")

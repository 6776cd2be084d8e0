"""Publishes a dossier: objects into the bucket, the version into the register, and last of all the pointer."""

import hashlib
import json

from pipeline.acts import standing
from pipeline.bucket_port import bring, found
from pipeline.errors import ContractBroken
from pipeline.ports import Bucket, Register, Store
from schemas.acts import ANSWERED, DIGITISED, Cause
from schemas.flat import FIELDS
from schemas.outcome import Outcome, Package, PackageFile
from schemas.record import Record
from schemas.words import DossierState, FieldName

VERSION = 2

MANIFEST = "manifest-sha256.txt"
_MEDIA_TYPES = {
    "json": "application/json",
    "jsonld": "application/ld+json",
    "pdf": "application/pdf",
    "xml": "application/xml",
    "png": "image/png",
}


def deliver(record: Record, package: Package, *, store: Store, register: Register, bucket: Bucket) -> Outcome:
    """Publish the package as the next version, unless it is what is published already.

    The order makes an interruption harmless: a reader follows `latest.json`, which is written when all else is there.
    """
    current = register.current(record.id)
    changed = current is None or current.digest != package.digest()
    version = (current.version if current else 0) + (1 if changed else 0)
    folder = f"v1/dossiers/{package.nis}/{record.id}"
    if changed:
        _put_version(f"{folder}/v{version}", package, store, bucket)
        register.publish(record, package, version, cause_of(record, register.record(record.id)))
    point(record.id, register=register, bucket=bucket)
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


def cause_of(record: Record, before: Record | None) -> Cause:
    """Return who made this version and why: the people whose answers are new in it, else the machine."""
    answered = {}
    for name in FIELDS:
        mark = record.field(name).correction
        if mark and (before is None or before.field(name).correction != mark):
            answered[name] = mark.by
    if answered:
        people = sorted({who for by in answered.values() for who in by})
        return Cause(who=", ".join(people), why=f"{ANSWERED}{', '.join(answered)}")
    if before is None:
        return DIGITISED
    if before.parts != record.parts:
        return Cause(why="ander deel erbij of weg")
    why = "opnieuw gelezen" if before.provenance == record.provenance else "opnieuw gelezen met andere programma's"
    return Cause(why=why)


def republish(dossier_id: str, *, store: Store, register: Register, bucket: Bucket) -> bool:
    """Write what is missing in the bucket of the newest version, and the pointer to it; return whether there is one."""
    current, package = register.current(dossier_id), register.package(dossier_id)
    if current is None or package is None:
        return False
    folder = f"v1/dossiers/{package.nis}/{dossier_id}/v{current.version}"
    missing = [file for file in package.files if not bucket.exists(f"{folder}/{file.path}")]
    if missing or not bucket.exists(f"{folder}/{MANIFEST}"):
        _put_version(folder, package, store, bucket)
    point(dossier_id, register=register, bucket=bucket)
    return True


def restore(dossier_id: str, *, store: Store, register: Register, bucket: Bucket) -> bool:
    """Make every version in the bucket what was published, and the pointer right; return whether there is one.

    Unlike `republish` it reads what is there: what was altered is put back too.
    """
    current = register.current(dossier_id)
    for version in range(1, current.version + 1 if current else 1):
        if package := register.package(dossier_id, version):
            _restore_version(f"v1/dossiers/{package.nis}/{dossier_id}/v{version}", package, store, bucket)
    point(dossier_id, register=register, bucket=bucket)
    return current is not None


def _restore_version(folder: str, package: Package, store: Store, bucket: Bucket) -> None:
    for file in package.files:
        there = found(bucket, f"{folder}/{file.path}")
        if there is None or hashlib.sha256(there).hexdigest() != file.sha256:
            _put(f"{folder}/{file.path}", file, store, bucket)
    if found(bucket, f"{folder}/{MANIFEST}") != manifest_of(package):
        bucket.put(f"{folder}/{MANIFEST}", manifest_of(package), "text/plain")


def point(dossier_id: str, *, register: Register, bucket: Bucket) -> None:
    """Write `latest.json`, under every municipality the dossier was published under; a withdrawn one points nowhere.

    A dossier that turned out to be part of another says of which. What the register says is asked again for each write,
    so that of several who publish at once none leaves an older pointer.
    """
    current, package = register.current(dossier_id), register.package(dossier_id)
    if current is None or package is None:
        return
    for nis in (package.nis, *_left_behind(register, package, current.version)):
        key = f"v1/dossiers/{nis}/{dossier_id}/latest.json"
        bring(bucket, key, lambda nis=nis: _pointer(dossier_id, nis, register), "application/json")  # type: ignore[misc]  # mypy cannot infer a lambda with a default


def _pointer(dossier_id: str, nis: str, register: Register) -> bytes:
    """Return what the pointer under a municipality should say now."""
    current = register.current(dossier_id)
    version = current.version if current else 0
    package = register.package(dossier_id, version)
    if package is None:
        raise ContractBroken(f"Version {version} of dossier {dossier_id} has no package.", "Run `kaft verify`.")
    now = standing(register.acts())
    home = now.home(dossier_id)
    path = f"v{version}/" if nis == package.nis else f"../../{package.nis}/{dossier_id}/v{version}/"
    pointer: dict[str, object] = {"version": version, "path": path, "package_sha256": package.digest()}
    if dossier_id in now.withdrawn:
        pointer |= {"path": None, "deleted": True}
    elif home != dossier_id:
        pointer["merged_into"] = home
    return (json.dumps(pointer, indent=1) + "\n").encode()


def _put_version(folder: str, package: Package, store: Store, bucket: Bucket) -> None:
    for file in package.files:
        _put(f"{folder}/{file.path}", file, store, bucket)
    bucket.put(f"{folder}/{MANIFEST}", manifest_of(package), "text/plain")


def _put(key: str, file: PackageFile, store: Store, bucket: Bucket) -> None:
    kind = _MEDIA_TYPES.get(file.path.rpartition(".")[2], "application/octet-stream")
    path = store.local(file.sha256)
    with path.open("rb") as opened:  # what was damaged in the store is not published
        if hashlib.file_digest(opened, "sha256").hexdigest() != file.sha256:
            raise ContractBroken(f"The store no longer has the right content for {key}.", "Restore it from a backup.")
    bucket.put_file(key, path, kind)


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

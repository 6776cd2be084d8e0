"""Publishes a dossier: objects into the bucket, the version into the register, and the pointer last."""

import hashlib
import json
from contextlib import suppress

from pipeline.acts import standing
from pipeline.bucket.history import (
    LATEST,
    MANIFEST,
    Place,
    check_ahead,
    check_decided,
    folder_of,
    listed,
    manifest_of,
    place_for,
    pointer_of,
    read_back,
)
from pipeline.bucket.linked_data import doubtful
from pipeline.errors import ContractBroken, NotFound, RegisterOlder, ServiceUnavailable
from pipeline.ports import Bucket, Register, Store
from pipeline.ports.bucket import get_or_none, put_current
from schemas.acts import ANSWERED, DIGITISED, Cause
from schemas.flat import FIELDS
from schemas.outcome import Outcome, Package, PackageFile
from schemas.record import Record
from schemas.words import DossierState

VERSION = 2

BROKEN_OFF = "publiceren was afgebroken; overgenomen zoals het in de bucket lag"
"""Why the history has a version that nobody was ever led to."""
_MEDIA_TYPES = {
    "json": "application/json",
    "jsonld": "application/ld+json",
    "pdf": "application/pdf",
    "xml": "application/xml",
    "png": "image/png",
}


def deliver(record: Record, package: Package, *, store: Store, register: Register, bucket: Bucket) -> Outcome:
    """Publish the package as the next version, unless it is already the published one.

    The order makes an interruption harmless: a reader follows `latest.json`, which is written when all else is there.

    Raises:
        RegisterOlder: the bucket has what this register does not know; it is not written over.
        ServiceUnavailable: another writer published this version first; the next try makes the one after it.
    """
    current = register.current(record.id)
    known = register.package(record.id)
    changed = known is None or not known.publishes(package)
    version = current.version if current else 0
    if changed:
        version = _publish_after(version, record, package, store, register, bucket)
    point(record.id, register=register, bucket=bucket)
    return Outcome(
        key=record.key,
        dossier_id=record.id,
        state=state_of(record),
        version=version,
        changed=changed,
        pages=len(record.pages),
        review=doubtful(record),
        problems=(*record.problems, *package.problems),
        location=f"{bucket.url}/{folder_of(package.nis, record.id)}/v{version}/",
    )


def _publish_after(
    known: int, record: Record, package: Package, store: Store, register: Register, bucket: Bucket
) -> int:
    """Put a package in the bucket and the register as the version after the newest known one; return its number.

    A whole version that nothing points at is one whose publishing was broken off just before the register knew it. It
    is entered as it is, and the package gets the number after it.
    """
    place = _place(package, known, register, bucket)
    if place.other:
        earlier = read_back(place.other, record.id, place.version, store, bucket)
        register.publish(*earlier, place.version, Cause(why=BROKEN_OFF))
        place = _place(package, place.version, register, bucket)
    folder = f"{folder_of(package.nis, record.id)}/v{place.version}"
    _put_version(folder, package, place, store, bucket)
    try:
        register.publish(record, package, place.version, cause_of(record, register.record(record.id)))
    except ServiceUnavailable:
        theirs = register.package(record.id, place.version)
        if theirs is not None and not place.same:  # else the register was away: what lies there is ours
            _give_way(folder, package, manifest_of(theirs) if theirs.nis == package.nis else b"", store, bucket)
        raise
    return place.version


def _place(package: Package, known: int, register: Register, bucket: Bucket) -> Place:
    try:
        return place_for(package, known, bucket)
    except RegisterOlder:
        now = register.current(package.dossier_id)
        if now is None or now.version == known:
            raise
        raise ServiceUnavailable(f"Another writer published {package.dossier_id} first.", "Try again.") from None


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
    if _scans(before) != _scans(record):
        return Cause(why="andere scans geleverd")
    found = before.provenance.findings
    same = record.provenance.model_copy(update={"findings": found}) == before.provenance
    return Cause(why="opnieuw gelezen" if same else "opnieuw gelezen met andere programma's")


def _scans(record: Record) -> list[tuple[str, int]]:
    return [(page.sha256, page.page_index) for page in record.pages]


def republish(dossier_id: str, *, store: Store, register: Register, bucket: Bucket) -> bool:
    """Write whatever the bucket lacks of the newest version, and its pointer; return whether there is a version."""
    current, package = register.current(dossier_id), register.package(dossier_id)
    if current is None or package is None:
        return False
    _check_pointer(
        get_or_none(bucket, _pointer_key(package.nis, dossier_id)), dossier_id, package.nis, register, bucket
    )
    folder = f"{folder_of(package.nis, dossier_id)}/v{current.version}"
    missing = [file for file in package.files if not bucket.exists(f"{folder}/{file.path}")]
    if missing or not bucket.exists(f"{folder}/{MANIFEST}"):
        _restore_version(folder, package, store, bucket)
    point(dossier_id, register=register, bucket=bucket)
    return True


def restore(dossier_id: str, *, store: Store, register: Register, bucket: Bucket) -> bool:
    """Restore every version in the bucket to what was published, and the pointer; return whether there is one.

    Unlike `republish` it reads what is there: what was altered is put back too. Raises RegisterOlder.
    """
    current, newest = register.current(dossier_id), register.package(dossier_id)
    if newest is not None:
        _check_pointer(
            get_or_none(bucket, _pointer_key(newest.nis, dossier_id)), dossier_id, newest.nis, register, bucket
        )
    for version in range(1, current.version + 1 if current else 1):
        if package := register.package(dossier_id, version):
            _restore_version(f"{folder_of(package.nis, dossier_id)}/v{version}", package, store, bucket)
    point(dossier_id, register=register, bucket=bucket)
    return current is not None


def _restore_version(folder: str, package: Package, store: Store, bucket: Bucket) -> None:
    for file in package.files:
        _put_back(f"{folder}/{file.path}", file, store, bucket)
    if get_or_none(bucket, f"{folder}/{MANIFEST}") != manifest_of(package):
        bucket.put(f"{folder}/{MANIFEST}", manifest_of(package), "text/plain")


def point(dossier_id: str, *, register: Register, bucket: Bucket) -> None:
    """Write `latest.json`, under every municipality the dossier was published under; a withdrawn one points nowhere.

    A dossier that turned out to be part of another says of which. What the register says is asked again for each write,
    so that of several who publish at once none leaves an older pointer. Raises RegisterOlder rather than set one back.
    """
    current, package = register.current(dossier_id), register.package(dossier_id)
    if current is None or package is None:
        return
    for nis in (package.nis, *_left_behind(register, package, current.version)):
        _point_under(nis, dossier_id, register, bucket)


def _point_under(nis: str, dossier_id: str, register: Register, bucket: Bucket) -> None:
    put_current(
        bucket, _pointer_key(nis, dossier_id), lambda: _pointer(dossier_id, nis, register), "application/json",
        lambda there: _check_pointer(there, dossier_id, nis, register, bucket),
    )  # fmt: skip


def _pointer_key(nis: str, dossier_id: str) -> str:
    return f"{folder_of(nis, dossier_id)}/{LATEST}"


def _check_pointer(there: bytes | None, dossier_id: str, nis: str, register: Register, bucket: Bucket) -> None:
    """Raise RegisterOlder when the existing pointer knows more than the register."""
    said, current = pointer_of(there), register.current(dossier_id)
    check_ahead(said, folder_of(nis, dossier_id), current.version if current else 0, bucket)
    check_decided(said, dossier_id, register)


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


def _put_version(folder: str, package: Package, place: Place, store: Store, bucket: Bucket) -> None:
    """Put a version where there is nothing, or only the remains of an interrupted attempt, which are removed.

    The list is put last, and only where there is none: of two who put the same version at once, one goes on.
    """
    if place.same:
        return
    for path in sorted(place.there - {file.path for file in package.files}):
        bucket.remove(f"{folder}/{path}")
    for file in package.files:
        _put(f"{folder}/{file.path}", file, store, bucket)
    if bucket.put_instead(f"{folder}/{MANIFEST}", manifest_of(package), None, "text/plain"):
        return
    theirs = get_or_none(bucket, f"{folder}/{MANIFEST}") or b""
    if theirs != manifest_of(package):
        _give_way(folder, package, theirs, store, bucket)
        raise ServiceUnavailable(f"Another writer published {folder} first.", "Try again.")


def _give_way(folder: str, mine: Package, manifest: bytes, store: Store, bucket: Bucket) -> None:
    """Restore a version that another writer published first to what its list says; without one, remove all of mine."""
    theirs = listed(manifest)
    for path in sorted({MANIFEST, *(file.path for file in mine.files)} - {MANIFEST if theirs else "", *theirs}):
        bucket.remove(f"{folder}/{path}")
    for path, sha256 in theirs.items():
        with suppress(NotFound):  # in his store alone: he put it, and `kaft verify` tells if it is not right
            _put_back(f"{folder}/{path}", PackageFile(path=path, sha256=sha256, size=0), store, bucket)
    if theirs and get_or_none(bucket, f"{folder}/{MANIFEST}") != manifest:
        bucket.put(f"{folder}/{MANIFEST}", manifest, "text/plain")


def _put_back(key: str, file: PackageFile, store: Store, bucket: Bucket) -> None:
    """Put an object that is missing or not what it should be."""
    there = get_or_none(bucket, key)
    if there is None or hashlib.sha256(there).hexdigest() != file.sha256:
        _put(key, file, store, bucket)


def _put(key: str, file: PackageFile, store: Store, bucket: Bucket) -> None:
    kind = _MEDIA_TYPES.get(file.path.rpartition(".")[2], "application/octet-stream")
    path = store.local(file.sha256)
    with path.open("rb") as opened:  # what was damaged in the store is not published
        if hashlib.file_digest(opened, "sha256").hexdigest() != file.sha256:
            raise ContractBroken(f"The store no longer has the right content for {key}.", "Restore it from a backup.")
    bucket.put_file(key, path, kind)


def state_of(record: Record) -> DossierState:
    """Return `published` only for a dossier without doubts or errors, else `review`."""
    wrong = any(problem.severity == "error" for problem in record.problems)
    return "review" if wrong or doubtful(record) else "published"


def _left_behind(register: Register, package: Package, version: int) -> tuple[str, ...]:
    """Return the municipalities under which earlier versions were published: who looks there must find the new one."""
    earlier = (register.package(package.dossier_id, number) for number in range(1, version))
    return tuple(sorted({old.nis for old in earlier if old} - {package.nis}))

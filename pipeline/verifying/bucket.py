"""Checks that the bucket has exactly the versions that the register says were published, each object unchanged."""

import hashlib
import json
from collections.abc import Iterator
from itertools import groupby

from pipeline.acts import standing
from pipeline.bucket.history import (
    DEPTH,
    FOLDER,
    LATEST,
    MANIFEST,
    check_ahead,
    check_decided,
    folder_of,
    manifest_of,
    pointer_of,
    versions_of,
)
from pipeline.bucket.standards import missing
from pipeline.errors import KaftError, RegisterOlder, Transient
from pipeline.ports import Bucket, Register
from pipeline.verifying.part import Part
from schemas.delivery import Problem
from schemas.outcome import Outcome, Package

_PUT_BACK = "`kaft publish --all` puts it back from the store. Is it lost there too? Restore it from a backup."
_PUT_BACK_ALTERED = "Find out why. `kaft publish --all --reread` puts it back from the store, or a backup does."
_OLDER = (
    "Bring a newer backup of the register back, or take over what the bucket has: `kaft restore --from-bucket`. "
    "Publish nothing before that."
)


def check_dossier(outcome: Outcome, register: Register, bucket: Bucket, part: Part) -> tuple[int, list[Problem]]:
    """Check every version of a dossier, each object against its digest, and the pointer to the newest.

    Returns:
        How many objects were checked, and what is wrong. A run that failed takes no earlier version out of the check.
    """
    if outcome.dossier_id is None:
        return 0, []
    current = register.current(outcome.dossier_id)
    newest = current.version if current else 0
    checked = 0
    faults = []
    for version in range(1, max(newest, outcome.version or 0) + 1):
        package = register.package(outcome.dossier_id, version)
        if package is None:
            faults.append(_fault("version_lost", f"Version {version} of dossier {outcome.dossier_id} is not there."))
            continue
        folder = folder_of(package.nis, package.dossier_id)
        for path, sha256 in _contents(package):
            if not part.has(sha256):
                continue
            checked += 1
            faults += _object_fault(bucket, f"{folder}/v{version}/{path}", sha256)
        if version == newest:
            checked += 1
            faults += _pointer_fault(folder, version, package, register, bucket)
    return checked, faults


def check_versions(register: Register, bucket: Bucket) -> Iterator[Problem]:
    """List the whole bucket; report versions that the register does not know and objects that no list names.

    What is left of a publishing that was broken off, without a list, is no fault: the next one takes it away.
    """
    keys = (key.split("/", DEPTH) for key in bucket.keys(f"{FOLDER}/"))
    for (*_, nis, dossier_id), own in groupby((key for key in keys if len(key) > DEPTH), lambda key: key[:DEPTH]):
        unknown = []
        for version, paths in versions_of(key[DEPTH] for key in own).items():
            package = register.package(dossier_id, version)
            if package is None or package.nis != nis:
                unknown += [version] if MANIFEST in paths else []
                continue
            named = {MANIFEST, *(file.path for file in package.files)}
            yield from (_extra(f"{folder_of(nis, dossier_id)}/v{version}/{path}") for path in sorted(paths - named))
        if unknown:
            which = ", ".join(map(str, unknown))
            message = f"The bucket has version {which} of dossier {dossier_id}, which the register does not know."
            yield _fault("version_unknown", message, _OLDER)


def check_standards(bucket: Bucket) -> Iterator[Problem]:
    """Tell which schemas are missing. Another content may be that of an earlier kaft, until something is published."""
    for key in missing(bucket):
        yield _fault("schema_lost", f"Schema {key} is missing.", "Run `kaft publish --all`.")


def _contents(package: Package) -> Iterator[tuple[str, str]]:
    """Return path and digest of every object of a version, the list of them included."""
    yield from ((file.path, file.sha256) for file in package.files)
    yield MANIFEST, hashlib.sha256(manifest_of(package)).hexdigest()


def _object_fault(bucket: Bucket, key: str, sha256: str) -> Iterator[Problem]:
    try:
        data = bucket.get(key)
    except Transient:  # a service that is too busy has lost nothing
        raise
    except KaftError as error:
        yield _fault("object_lost", f"Object {key} is missing: {error.message}", error.hint or _PUT_BACK)
    else:
        if hashlib.sha256(data).hexdigest() != sha256:
            yield _fault("object_changed", f"Object {key} is not what was published.", _PUT_BACK_ALTERED)


def _pointer_fault(folder: str, version: int, package: Package, register: Register, bucket: Bucket) -> list[Problem]:
    key = f"{folder}/{LATEST}"
    try:
        data = bucket.get(key)
        pointer = json.loads(data)
    except Transient:
        raise
    except (KaftError, ValueError):
        return [_fault("pointer_lost", f"Pointer {key} is missing or damaged.", "Run the delivery again.")]
    try:
        check_ahead(pointer_of(data), folder, version, bucket)
        check_decided(pointer_of(data), package.dossier_id, register)
    except RegisterOlder as error:
        return [_fault("register_older", error.message, _OLDER)]
    right: dict[str, object]
    if package.dossier_id in standing(register.history(package.dossier_id)).withdrawn:
        right, told = {"path": None, "deleted": True}, f"Pointer {key} does not say that the dossier was withdrawn."
    else:
        right = {"version": version, "package_sha256": package.digest()}
        told = f"Pointer {key} does not point to version {version}."
    if isinstance(pointer, dict) and right.items() <= pointer.items():
        return []
    return [_fault("pointer_wrong", told, "Run `kaft publish --all`.")]


def _extra(key: str) -> Problem:
    message = f"Object {key} lies in a published version and its list does not name it."
    return _fault("object_extra", message, "Find out who put it there, and remove it.")


def _fault(code: str, message: str, hint: str = "Restore it from a backup.") -> Problem:
    return Problem(code=code, message=message, hint=hint, severity="error")

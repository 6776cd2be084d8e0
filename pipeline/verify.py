"""Checks that nothing is lost or changed: originals in the store, pages in the register, objects in the bucket."""

import hashlib
import json
from collections.abc import Iterator

from pipeline.errors import KaftError
from pipeline.ports import Bucket, Register, Store
from pipeline.stages.deliver import MANIFEST, manifest_of
from schemas.base import Contract
from schemas.delivery import Delivery, Problem
from schemas.outcome import Outcome, Package


class Verification(Contract):
    """How much was checked, and every fault that was found."""

    dossiers: int = 0
    pages: int = 0
    originals: int = 0
    objects: int = 0
    faults: tuple[Problem, ...] = ()


def verify(register: Register, store: Store, bucket: Bucket) -> Verification:
    """Re-read everything that was received and published, and compare it with its digest."""
    faults: list[Problem] = []
    originals: set[str] = set()
    pages = objects = dossiers = 0
    for name in register.deliveries():
        delivery = register.delivery(name)
        if delivery is None:
            continue
        originals |= {page.image.sha256 for scans in delivery.dossiers for page in scans.pages}
        originals |= {file.sha256 for file in delivery.quarantined if file.sha256}
        pages += delivery.pages_received
        faults += _lost_in_intake(delivery)
        faults += _unaccounted(delivery, register.outcomes(name))
    faults += _changed_originals(sorted(originals), store)
    for name in register.deliveries():
        for outcome in register.outcomes(name):
            dossiers += 1
            checked, found = _published(outcome, register, bucket)
            objects += checked
            faults += found
    return Verification(dossiers=dossiers, pages=pages, originals=len(originals), objects=objects, faults=tuple(faults))


def _lost_in_intake(delivery: Delivery) -> Iterator[Problem]:
    sorted_in = sum(len(scans.pages) for scans in delivery.dossiers)
    if sorted_in != delivery.pages_received:
        yield _fault(
            "pages_lost",
            f"{delivery.pages_received} pages of {delivery.name} came in, {sorted_in} are in a dossier.",
            "Run the delivery again; do not destroy the paper.",
        )


def _unaccounted(delivery: Delivery, outcomes: tuple[Outcome, ...]) -> Iterator[Problem]:
    ended = {outcome.key: outcome for outcome in outcomes}
    for scans in delivery.dossiers:
        outcome = ended.get(scans.key)
        if outcome is None:
            yield _fault(
                "unfinished", f"Dossier {scans.key.id} of {delivery.name} has not come to its end.", "Run it again."
            )
        elif outcome.pages != len(scans.pages):
            yield _fault(
                "pages_lost",
                f"Dossier {scans.key.id} had {len(scans.pages)} pages and ended with {outcome.pages}.",
                "Run the delivery again; do not destroy the paper.",
            )


def _changed_originals(digests: list[str], store: Store) -> Iterator[Problem]:
    for digest in digests:
        try:
            store.get(digest)
        except KaftError as error:
            yield _fault("original", error.message, "Restore it from a backup of the store, or deliver it again.")


def _published(outcome: Outcome, register: Register, bucket: Bucket) -> tuple[int, list[Problem]]:
    """Check every version of a dossier, each object against its digest, and the pointer to the newest."""
    if outcome.version is None or outcome.dossier_id is None:
        return 0, []
    current = register.current(outcome.dossier_id)
    newest = current.version if current else 0
    checked = 0
    faults = []
    for version in range(1, max(newest, outcome.version) + 1):
        package = register.package(outcome.dossier_id, version)
        if package is None:
            faults.append(_fault("version_lost", f"Version {version} of dossier {outcome.dossier_id} is not there."))
            continue
        folder = f"v1/dossiers/{package.nis}/{package.dossier_id}"
        for path, sha256 in _contents(package):
            checked += 1
            faults += _object_fault(bucket, f"{folder}/v{version}/{path}", sha256)
        if version == newest:
            checked += 1
            faults += _pointer_fault(bucket, f"{folder}/latest.json", version, package)
    return checked, faults


def _contents(package: Package) -> Iterator[tuple[str, str]]:
    """Return path and digest of every object of a version, the list of them included."""
    yield from ((file.path, file.sha256) for file in package.files)
    yield MANIFEST, hashlib.sha256(manifest_of(package)).hexdigest()


def _object_fault(bucket: Bucket, key: str, sha256: str) -> Iterator[Problem]:
    try:
        data = bucket.get(key)
    except KaftError as error:
        yield _fault("object_lost", error.message, error.hint or "Restore it from a backup.")
    else:
        if hashlib.sha256(data).hexdigest() != sha256:
            yield _fault("object_changed", f"Object {key} is not what was published.")


def _pointer_fault(bucket: Bucket, key: str, version: int, package: Package) -> list[Problem]:
    try:
        pointer = json.loads(bucket.get(key))
    except (KaftError, ValueError):
        return [_fault("pointer_lost", f"Pointer {key} is missing or damaged.", "Run the delivery again.")]
    wanted = {"version": version, "package_sha256": package.digest()}
    if isinstance(pointer, dict) and wanted.items() <= pointer.items():
        return []
    return [_fault("pointer_wrong", f"Pointer {key} does not point to version {version}.", "Run the delivery again.")]


def _fault(code: str, message: str, hint: str = "Restore it from a backup.") -> Problem:
    return Problem(code=code, message=message, hint=hint, severity="error")

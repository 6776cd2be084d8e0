"""What the bucket holds of a dossier: versions there never change, whatever the register knows of them.

A register that was lost, or is older than the bucket, would number versions anew and write over what was published. So
before a version is written, and before a pointer is changed, what lies there is looked at.
"""

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pydantic import ValidationError

from pipeline.acts import Acts
from pipeline.errors import ContractBroken, RegisterOlder
from pipeline.ports import Store
from pipeline.ports.bucket import Bucket, get_or_none
from schemas.outcome import Package, PackageFile
from schemas.record import Record

MANIFEST = "manifest-sha256.txt"
"""Lists the objects of a version; written last of them, so a version that has it is whole."""
FOLDER = "v1/dossiers"
LATEST = "latest.json"
DEPTH = 4
"""Parts of a key that name a dossier: `v1/dossiers/<nis>/<dossier id>`."""
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_VERSION = re.compile(r"v([1-9][0-9]{0,8})/(.+)")
_HINT = (
    "Nothing was written. Bring a newer backup of the register back, or take over what the bucket has: "
    "`kaft restore --from-bucket`. Is it another bucket or register that you meant? Correct the setting."
)


class Pointer(NamedTuple):
    """What a `latest.json` says, as far as it can be read."""

    version: int
    path: str
    withdrawn: bool
    home: str | None


class Place(NamedTuple):
    """Where the next version goes: its number, and the paths that are there of an earlier attempt.

    `same`: all of this very package is there. `other`: under this municipality lies all of another one, that nothing
    points at.
    """

    version: int
    there: frozenset[str]
    same: bool = False
    other: str = ""


def folder_of(nis: str, dossier_id: str) -> str:
    """Return where the versions of a dossier lie under a municipality."""
    return f"{FOLDER}/{nis}/{dossier_id}"


def manifest_of(package: Package) -> bytes:
    """Return the list of the objects of a version with their digests, as it lies beside them."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in package.files).encode()


def listed(manifest: bytes) -> dict[str, str]:
    """Return the paths that such a list names, with their SHA-256; malformed lines are left out."""
    lines = manifest.decode(errors="replace").splitlines()
    return {line[2]: line[1] for line in map(_LINE.fullmatch, lines) if line}


def versions_of(paths: Iterable[str]) -> dict[int, frozenset[str]]:
    """Group the paths under a dossier by version; others are left out."""
    sorted_in: dict[int, set[str]] = {}
    for line in filter(None, map(_VERSION.fullmatch, paths)):
        sorted_in.setdefault(int(line[1]), set()).add(line[2])
    return {number: frozenset(there) for number, there in sorted(sorted_in.items())}


def pointer_of(data: bytes | None) -> Pointer | None:
    """Parse a pointer; None when it is not one."""
    try:
        said = json.loads(data or b"")
    except ValueError:
        return None
    if not isinstance(said, dict) or type(said.get("version")) is not int:
        return None
    return Pointer(said["version"], str(said.get("path") or ""), bool(said.get("deleted")), said.get("merged_into"))


def place_for(package: Package, known: int, bucket: Bucket) -> Place:
    """Return where the version after the newest `known` one goes.

    Two requests, for the pointer and a listing; one for the municipalities that there are, and one for each other one:
    the dossier may have been published under any of them.

    Raises:
        RegisterOlder: the bucket has versions that the register does not know; nothing may be written.
    """
    folder, number = folder_of(package.nis, package.dossier_id), known + 1
    pointer = pointer_of(get_or_none(bucket, f"{folder}/{LATEST}"))
    versions = versions_of(key.removeprefix(f"{folder}/") for key in bucket.keys(f"{folder}/"))
    ahead = _ahead(package.nis, package.dossier_id, versions, known)
    same = ahead and get_or_none(bucket, f"{folder}/v{number}/{MANIFEST}") == manifest_of(package)
    if pointer and not (same and pointer.version == number and not pointer.withdrawn and not pointer.home):
        check_ahead(pointer, folder, known, bucket)
    others = [package.nis] if ahead and not same else []
    others += _elsewhere(package, known, bucket)
    return Place(number, versions.get(number, frozenset()), same, others[0] if others else "")


def _elsewhere(package: Package, known: int, bucket: Bucket) -> list[str]:
    """Return the other municipalities under which the next version lies whole, with nothing that points at it."""
    ahead = []
    for nis in bucket.folders(f"{FOLDER}/"):
        folder = folder_of(nis, package.dossier_id)
        if nis == package.nis or not (paths := [key.removeprefix(f"{folder}/") for key in bucket.keys(f"{folder}/")]):
            continue
        if LATEST in paths:
            check_ahead(pointer_of(get_or_none(bucket, f"{folder}/{LATEST}")), folder, known, bucket)
        if _ahead(nis, package.dossier_id, versions_of(paths), known):
            ahead.append(nis)
    return ahead


def _ahead(nis: str, dossier_id: str, versions: Mapping[int, frozenset[str]], known: int) -> bool:
    """Tell whether the version after the newest known one is there whole; raise RegisterOlder when a later one is."""
    newest = max((version for version, paths in versions.items() if MANIFEST in paths), default=0)
    if newest > known + 1:
        raise older(nis, dossier_id, newest, known)
    return newest == known + 1


def check_ahead(pointer: Pointer | None, folder: str, known: int, bucket: Bucket) -> None:
    """Raise RegisterOlder when a pointer leads to a version that is there, and later than the newest known one.

    One that leads nowhere is damaged, which the next run mends.
    """
    if pointer is None or pointer.version <= known:
        return
    version = posixpath.normpath(f"{folder}/{pointer.path or f'v{pointer.version}'}")
    if pointer.withdrawn or (version.startswith("v1/") and bucket.exists(f"{version}/{MANIFEST}")):
        raise older(posixpath.basename(posixpath.dirname(folder)), posixpath.basename(folder), pointer.version, known)


def check_decided(pointer: Pointer | None, dossier_id: str, register: Acts) -> None:
    """Raise RegisterOlder when a pointer tells of a withdrawal or a merger that the register never heard of."""
    if pointer is None or not (pointer.withdrawn or pointer.home):
        return
    kinds = {act.kind for act in register.history(dossier_id) if act.dossier_id == dossier_id}
    if pointer.withdrawn and "withdrawn" not in kinds:
        raise RegisterOlder(f"Dossier {dossier_id} was withdrawn, and the register does not know it.", _HINT)
    if pointer.home and "merged" not in kinds:
        raise RegisterOlder(f"Dossier {dossier_id} was merged with another; the register does not know it.", _HINT)


def older(nis: str, dossier_id: str, there: int, known: int) -> RegisterOlder:
    """Return the error that tells of a version which the register does not know."""
    what = f"knows no later one than {known}" if known else "knows nothing of it"
    message = (
        f"The bucket has version {there} of dossier {dossier_id} under municipality {nis}, and the register {what}."
    )
    return RegisterOlder(message, _HINT)


def read_back(nis: str, dossier_id: str, version: int, store: Store, bucket: Bucket) -> tuple[Record, Package]:
    """Rebuild a version as it was published from its objects alone; objects missing from the store are put there.

    Raises NotFound or ContractBroken when it is not whole, or is no version of this dossier.
    """
    folder = f"{folder_of(nis, dossier_id)}/v{version}"
    files, told = [], b""
    for path, sha256 in listed(bucket.get(f"{folder}/{MANIFEST}")).items():
        data = store.get(sha256) if store.has(sha256) else bucket.get(f"{folder}/{path}")
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ContractBroken(f"Object {folder}/{path} is not what its list says.", "Restore it from a backup.")
        files.append(PackageFile(path=path, sha256=store.put(data), size=len(data)))
        told = data if path == "record.json" else told
    try:
        record = Record.model_validate_json(told)
    except ValidationError as error:
        raise ContractBroken(f"{folder}/record.json cannot be read by this kaft.", "Is it from a newer one?") from error
    if record.id != dossier_id:
        raise ContractBroken(f"{folder}/record.json is of another dossier.", "Find out who put it there.")
    return record, Package(dossier_id=dossier_id, nis=nis, files=tuple(files))

"""Brings the bucket in line with the register: versions, public tier, feed and schemas."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from pipeline import bootstrap
from pipeline.bucket.history import DEPTH, FOLDER, MANIFEST, manifest_of, versions_of
from pipeline.bucket.standards import write_standards
from pipeline.errors import ContractBroken, KaftError, NotFound, RegisterOlder
from pipeline.ports import Bucket, Register, Store
from pipeline.public.desk import refresh
from pipeline.settings import Settings
from pipeline.stages.deliver import point, restore
from schemas.outcome import Package


class Republished(NamedTuple):
    """How many dossiers are in order in the bucket, how many changed for the public, and which are not in order."""

    dossiers: int
    changed: int
    damaged: Mapping[str, KaftError]


def publish_again(settings: Settings, name: str | None = None) -> Republished:
    """Write again what is missing of one dossier, or of all. Raises NotFound when no dossier, or several, are meant."""
    with bootstrap.open_register(settings) as books:
        if name is None:
            ids = [record.id for record in books.register.records()]
        else:
            ids = list(books.register.resolve_name(name))
            if len(ids) != 1:
                raise NotFound(f"{len(ids)} dossiers are called like this.", "Give the id: `kaft find` shows it.")
        desk, store = bootstrap.open_desk(settings, books), bootstrap.open_the_store(settings)
        known, damaged = restore_all(ids, store, books.register, desk.bucket, reread=name is not None)
        write_standards(desk.bucket)
        return Republished(len(known), refresh(desk, known, whole_feed=name is None), damaged)


def restore_all(
    dossier_ids: Iterable[str], store: Store, register: Register, bucket: Bucket, *, reread: bool = True
) -> tuple[list[str], dict[str, KaftError]]:
    """Put dossiers in order in the bucket; return which are, and of the others what is wrong.

    Without `reread` the bucket is listed once, and only dossiers of which an object is missing or has another size are
    read. One of which a file is gone or damaged in the store, or of which the bucket has more than the register, keeps
    none of the others back.
    """
    known: list[str] = []
    damaged: dict[str, KaftError] = {}
    whole = frozenset[str]() if reread else _whole(register, bucket)
    for dossier_id in dossier_ids:
        try:
            if dossier_id in whole:
                point(dossier_id, register=register, bucket=bucket)
                known.append(dossier_id)
            elif restore(dossier_id, store=store, register=register, bucket=bucket):
                known.append(dossier_id)
        except (NotFound, ContractBroken, RegisterOlder) as error:
            damaged[dossier_id] = error
    return known, damaged


def _whole(register: Register, bucket: Bucket) -> frozenset[str]:
    """Return the dossiers of which every version lies in the bucket, each object with its size."""
    versions = Counter[str]()
    sized = ((key.split("/", DEPTH), size) for key, size in bucket.sizes(f"{FOLDER}/"))
    inside = ((parts, size) for parts, size in sized if len(parts) > DEPTH)
    for (*_, nis, dossier_id), own in groupby(inside, lambda one: one[0][:DEPTH]):
        sizes = {parts[DEPTH]: size for parts, size in own}
        for version in versions_of(sizes):
            package = register.package(dossier_id, version)
            versions[dossier_id] += package is not None and package.nis == nis and _lies(version, package, sizes)
    newest = {dossier_id: register.current(dossier_id) for dossier_id in versions}
    return frozenset(name for name, current in newest.items() if current and current.version == versions[name])


def _lies(version: int, package: Package, sizes: Mapping[str, int]) -> bool:
    wanted = {MANIFEST: len(manifest_of(package))} | {file.path: file.size for file in package.files}
    return all(sizes.get(f"v{version}/{path}") == size for path, size in wanted.items())

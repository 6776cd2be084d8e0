"""Brings the bucket in line with the register: versions, public tier, feed and schemas."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline import bootstrap
from pipeline.bucket.standards import write_standards
from pipeline.errors import ContractBroken, KaftError, NotFound, RegisterOlder
from pipeline.ports import Bucket, Register, Store
from pipeline.public.desk import refresh
from pipeline.settings import Settings
from pipeline.stages.deliver import restore


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
        known, damaged = restore_all(ids, store, books.register, desk.bucket)
        write_standards(desk.bucket)
        return Republished(len(known), refresh(desk, known, whole_feed=name is None), damaged)


def restore_all(
    dossier_ids: Iterable[str], store: Store, register: Register, bucket: Bucket
) -> tuple[list[str], dict[str, KaftError]]:
    """Put dossiers in order in the bucket; return which are, and of the others what is wrong.

    One of which a file is gone or damaged in the store, or of which the bucket has more than the register, keeps none
    of the others back.
    """
    known: list[str] = []
    damaged: dict[str, KaftError] = {}
    for dossier_id in dossier_ids:
        try:
            if restore(dossier_id, store=store, register=register, bucket=bucket):
                known.append(dossier_id)
        except (NotFound, ContractBroken, RegisterOlder) as error:
            damaged[dossier_id] = error
    return known, damaged

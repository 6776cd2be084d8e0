"""Brings the bucket in line with the register: the versions, what everybody may see, the feed and the schemas."""

from typing import NamedTuple

from pipeline import bootstrap
from pipeline.errors import NotFound
from pipeline.open_standards import write_standards
from pipeline.public_desk import refresh
from pipeline.settings import Settings
from pipeline.stages.deliver import republish


class Republished(NamedTuple):
    """How many dossiers are in order in the bucket, and how many changed for the public."""

    dossiers: int
    changed: int


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
        known = [one for one in ids if republish(one, store=store, register=books.register, bucket=desk.bucket)]
        write_standards(desk.bucket)
        return Republished(len(known), refresh(desk, known, whole_feed=name is None))

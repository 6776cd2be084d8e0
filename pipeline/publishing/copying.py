"""Makes the public copies that the access table allows and that do not exist yet; `publish` then brings them out."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pipeline import bootstrap
from pipeline.adapters.words.lexicon import DUTCH, load_lexicon
from pipeline.package_data import package_data
from pipeline.ports import Register
from pipeline.public.copies import Copies
from pipeline.receiving import joining
from pipeline.settings import Settings
from pipeline.stages.redact import CopyTools, DossierToCopy, redact
from schemas.delivery import Scans
from schemas.record import Record
from schemas.redaction import Redacted

WHY = {
    "unread": "it was not read well enough",
    "handwriting": "too much of it is written by hand, or is no writing",
    "too_little": "too little of it would be left",
    "found_again": "something that was hidden could still be read",
    "too_large": "it is larger than what is copied",
    "failed": "a program failed on it",
}
"""Why a document is kept back, in words."""


class Copied(NamedTuple):
    """What became of each document that may have a copy: the dossier's id and the result, and how many are new."""

    results: tuple[tuple[str, Redacted], ...]
    new: int


def due(copies: Copies, records: Iterable[Record]) -> list[tuple[Record, int]]:
    """Return the documents that may have a public copy, by record and number."""
    return [(record, number) for record in records for number in copies.allowed(record)]


def make_copies(settings: Settings, dossier_ids: Iterable[str], dutch: Path = DUTCH) -> Copied:
    """Make what is missing of the copies that may be public; nothing is published here. `dutch` lists Dutch words.

    Raises:
        MissingTool: the list of Dutch words is not installed.
    """
    with bootstrap.open_register(settings) as books:
        copies = bootstrap.the_copies(settings, books)
        records = filter(None, map(books.register.record, dossier_ids))
        wanted = due(copies, records)
        results = [(record.id, copies.made(record, number)) for record, number in wanted]
    missing = [one for one, (_, made) in zip(wanted, results, strict=True) if made is None]
    known = [(dossier_id, made) for dossier_id, made in results if made]
    return Copied((*known, *_made(settings, missing, dutch)), len(missing))


def _made(settings: Settings, wanted: list[tuple[Record, int]], dutch: Path) -> list[tuple[str, Redacted]]:
    if not wanted:
        return []
    lexicon, found = load_lexicon(package_data("config") / "public_words.txt", dutch), []
    with bootstrap.workshop(settings) as shop:
        copies, register = bootstrap.the_copies(settings, shop.books), shop.tools.register
        tools = CopyTools(shop.tools.store, shop.tools.reader, shop.tools.pdf, shop.blackener, lexicon)
        for record, number in wanted:
            package, scans = register.package(record.id), _scans(record, register)
            if package is None or scans is None:
                continue
            made = redact(DossierToCopy(record, scans, package), number, tools=tools)
            copies.keep(record, made)
            found.append((record.id, made))
    return found


def _scans(record: Record, register: Register) -> Scans | None:
    delivery = register.delivery(record.key.delivery)
    found = next((scans for scans in delivery.dossiers if scans.key == record.key), None) if delivery else None
    return joining.with_later_parts(found, register) if found else None

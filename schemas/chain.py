"""The chain: one line for every change of the register, each sealed with the digest of the line before it.

Whoever changes or removes a row behind kaft's back, or a line of the chain itself, breaks what the digests say.
"""

import hashlib
from typing import Literal

from schemas.base import Contract

LinkKind = Literal["received", "concluded", "published", "answered", "withdrawn"]
"""What happened. Rows that were there before the chain began got their line when it was laid."""

BEGINNING = "0" * 64
"""What the first line says of the line before it."""


class Seal(Contract):
    """What a row holds now: the kind of row, whose it is, and the SHA-256 of its contents (`contents`).

    `subject` is the name of a delivery, the id of a dossier (its outcome), or `<id>/v<N>` (a published version).
    """

    kind: LinkKind
    subject: str
    contents: str


class Link(Contract):
    """One line. `place` counts from 1; `at` is the moment in UTC (ISO 8601)."""

    place: int
    at: str
    kind: LinkKind
    subject: str
    contents: str
    previous: str
    sealed: str


def link(previous: Link | None, seal: Seal, at: str) -> Link:
    """Return the next line of a chain."""
    place, before = (previous.place + 1, previous.sealed) if previous else (1, BEGINNING)
    return Link(place=place, at=at, previous=before, sealed=_sealed(place, at, seal, before), **seal.model_dump())


def holds(line: Link, previous: Link | None) -> bool:
    """Tell whether a line is what it was and follows the one before it."""
    seal = Seal(kind=line.kind, subject=line.subject, contents=line.contents)
    return line == link(previous, seal, line.at)


def digest_of(*contents: str) -> str:
    """Return the SHA-256 over texts in order; where one ends and the next begins counts."""
    whole = hashlib.sha256()
    for content in contents:
        data = content.encode()
        whole.update(f"{len(data)}:".encode())
        whole.update(data)
    return whole.hexdigest()


def _sealed(place: int, at: str, seal: Seal, previous: str) -> str:
    return digest_of(str(place), at, seal.kind, seal.subject, seal.contents, previous)

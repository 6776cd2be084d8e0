"""Compares the chain with itself and with the register: what was changed or removed, and which dossier it concerns."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from schemas.chain import Link, Seal, holds
from schemas.delivery import Problem

_RESTORE = "Restore the register from a backup of before; do not digitise or destroy anything until it is explained."


class Chain(Protocol):
    """The lines of every change of the register, and the digests of what it holds now."""

    def links(self) -> Iterator[Link]:
        """Return all lines in order."""
        ...

    def seals(self) -> Iterator[Seal]:
        """Return the digest of everything that the register holds now."""
        ...


class Anchor(NamedTuple):
    """The end of the chain as it was written down outside the register: its last line may not disappear."""

    place: int
    sealed: str


class ChainReport(NamedTuple):
    """How many lines were checked, where the chain ends now, and what is wrong."""

    lines: int
    end: Anchor | None
    faults: tuple[Problem, ...]


def check_chain(chain: Chain, anchor: Anchor | None = None) -> ChainReport:
    """Read the whole chain and every row that it tells of; `anchor` is its end at an earlier check."""
    faults: list[Problem] = []
    newest: dict[tuple[str, str], Link] = {}
    last: Link | None = None
    met = anchor is None
    for line in chain.links():
        if not holds(line, last):
            faults.append(_broken(line))
        met = met or (anchor is not None and (line.place, line.sealed) == anchor)
        last = line
        newest[line.kind, line.subject] = line
    if not met and anchor is not None:
        faults.append(_fault("chain_cut", f"Line {anchor.place} of the chain, seen at an earlier check, is not there."))
    faults += _differences(newest, chain.seals())
    return ChainReport(last.place if last else 0, Anchor(last.place, last.sealed) if last else None, tuple(faults))


def _differences(newest: dict[tuple[str, str], Link], seals: Iterable[Seal]) -> Iterator[Problem]:
    expected = {key: line.contents for key, line in newest.items() if key[0] in {"received", "concluded", "published"}}
    for seal in seals:
        digest = expected.pop((seal.kind, seal.subject), None)
        if digest is None:
            yield _fault("row_added", f"{_named(seal.kind, seal.subject)} is in the register and not in the chain.")
        elif digest != seal.contents:
            yield _fault("row_changed", f"{_named(seal.kind, seal.subject)} is not what was written.")
    for kind, subject in expected:
        yield _fault("row_removed", f"{_named(kind, subject)} is in the chain and no longer in the register.")


def _named(kind: str, subject: str) -> str:
    if kind == "published":
        dossier, _, version = subject.rpartition("/v")
        return f"version {version} of dossier {dossier}"
    return f"the outcome of '{subject}'" if kind == "concluded" else f"delivery '{subject}'"


def _broken(line: Link) -> Problem:
    return _fault("chain_broken", f"Line {line.place} of the chain ({line.kind}, '{line.subject}') does not follow.")


def _fault(code: str, message: str) -> Problem:
    return Problem(code=code, message=message[0].upper() + message[1:], hint=_RESTORE, severity="error")

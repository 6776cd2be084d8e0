"""The acts in the register that are more than a new version: withdrawing, merging, keeping apart, undoing.

Nothing is overwritten: what holds now follows from all acts, read from the last to the first.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from schemas.acts import Act, ActKind, FeedEvent
from schemas.reads import DossierRead, Read


class Acts(Protocol):
    """The history in the register, and the queries that show where an act may be needed."""

    def act(
        self, kind: ActKind, dossier_id: str, *, who: str, why: str, other: str | None = None, undoes: int | None = None
    ) -> Act:
        """Write down what somebody did; it gets the next number and the time of the register."""
        ...

    def history(self, dossier_id: str) -> tuple[Act, ...]:
        """Return all that was done to a dossier, in order; publications, and acts that name it as the other, too."""
        ...

    def acts(self) -> tuple[Act, ...]:
        """Return all acts that are no publications, in order."""
        ...

    def listed(self, kind: str) -> Iterable[tuple[str, str, str]]:
        """Return every searchable value of a kind (`address`, `reference`, `year`): id, normal form, as written."""
        ...

    def shared_numbers(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the numbers, by what all their notations share, that several dossiers carry, with their ids."""
        ...

    def with_images(self, digests: Collection[str]) -> dict[str, frozenset[str]]:
        """Return the published dossiers, by id, with a written page in one of these files, and in which (SHA-256)."""
        ...

    def neighbours(self, dossier_id: str) -> tuple[str, ...]:
        """Return other published dossiers, by id, that carry a number of this one or are about the same house."""
        ...


class FeedBook(Protocol):
    """Every change of the public tier, in one order that never changes."""

    def append(self, dossier_id: str, member: str | None) -> FeedEvent | None:
        """Add a change; None when this is what was seen last, or when there is nothing to remove."""
        ...

    def continue_with(self, events: Sequence[FeedEvent]) -> None:
        """Add changes as they once were, right after the last one; raises ContractBroken when they do not follow it."""
        ...

    def of(self, dossier_id: str) -> tuple[FeedEvent, ...]:
        """Return the changes of one dossier, in order."""
        ...

    def events(self, first: int, count: int) -> tuple[FeedEvent, ...]:
        """Return changes from a number on, in order."""
        ...

    def length(self) -> int:
        """Return how many changes there are."""
        ...


class ReadBook(Protocol):
    """Who read what through kaft; lines are added and never changed."""

    def note(self, readings: Sequence[DossierRead]) -> None:
        """Write down readings in one transaction, at the time of the register."""
        ...

    def reads(self, dossier_id: str | None = None, limit: int = 100) -> tuple[Read, ...]:
        """Return the newest lines first, of one dossier with those of all at once, or of all."""
        ...

    def length(self) -> int:
        """Return how many lines there are."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds now: the act behind each withdrawal, merger, split and paper to keep.

    The key of `apart` is two ids, sorted.
    """

    withdrawn: dict[str, Act]
    merged: dict[str, Act]
    apart: dict[tuple[str, str], Act]
    kept: dict[str, Act]

    def home(self, dossier_id: str) -> str:
        """Return the dossier that this one is ultimately part of; itself when it is part of none."""
        seen = {dossier_id}
        while (act := self.merged.get(dossier_id)) and act.other and act.other not in seen:
            dossier_id = act.other
            seen.add(dossier_id)
        return dossier_id


def standing(acts: Iterable[Act]) -> Standing:
    """Return what holds after all these acts; the last word counts."""
    withdrawn: dict[str, Act] = {}
    merged: dict[str, Act] = {}
    apart: dict[tuple[str, str], Act] = {}
    kept: dict[str, Act] = {}
    for act in in_force(acts):
        if act.kind == "withdrawn":
            withdrawn[act.dossier_id] = act
        elif act.kind == "kept":
            kept[act.dossier_id] = act
        elif act.kind == "merged" and act.other:
            merged[act.dossier_id] = act
            apart.pop(pair(act.dossier_id, act.other), None)
        elif act.kind == "apart" and act.other:
            apart[pair(act.dossier_id, act.other)] = act
            for one, two in ((act.dossier_id, act.other), (act.other, act.dossier_id)):
                if (held := merged.get(one)) and held.other == two:
                    del merged[one]
    return Standing(withdrawn, merged, apart, kept)


def in_force(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Return the acts that were not undone, in order; an undoing can itself be undone."""
    undone: set[int] = set()
    kept: list[Act] = []
    for act in sorted(acts, key=lambda act: act.number, reverse=True):
        if act.number in undone:
            continue
        if act.kind == "undone" and act.undoes is not None:
            undone.add(act.undoes)
        else:
            kept.append(act)
    return tuple(reversed(kept))


def pair(one: str, two: str) -> tuple[str, str]:
    """Return two ids in one order."""
    return (one, two) if one < two else (two, one)

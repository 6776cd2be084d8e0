"""The history and the book of the change feed in memory."""

import threading
from collections.abc import Sequence

from pipeline.adapters.memory.register_rules import changed_fields, check_follows, later, now
from schemas.acts import Act, ActKind, Cause, FeedEvent
from schemas.reads import DossierRead, Read
from schemas.record import Record


class MemoryActs:
    """The acts in the register; a parent of `MemoryRegister`."""

    def __init__(self) -> None:
        self._acts: list[Act] = []
        self._turn = threading.Lock()

    def act(
        self, kind: ActKind, dossier_id: str, *, who: str, why: str, other: str | None = None, undoes: int | None = None
    ) -> Act:
        """Write down what somebody did; it gets the next number and the time of the register."""
        with self._turn:
            done = Act(
                number=len(self._acts) + 1, at=now(), who=who, kind=kind, dossier_id=dossier_id, why=why, other=other,
                undoes=undoes,
            )  # fmt: skip
            self._acts.append(done)
        return done

    def note_publication(self, record: Record, before: Record | None, version: int, cause: Cause) -> None:
        """Write down a new version: who, why, and which fields are not as they were."""
        done = self.act("published", record.id, who=cause.who, why=cause.why)
        changed = {"version": version, "changed": tuple(changed_fields(before, record))}
        self._acts[done.number - 1] = done.model_copy(update=changed)

    def history(self, dossier_id: str) -> tuple[Act, ...]:
        """Return all that was done to a dossier, in order; publications, and acts that name it as the other, too."""
        return tuple(act for act in self._acts if dossier_id in {act.dossier_id, act.other})

    def acts(self) -> tuple[Act, ...]:
        """Return all acts that are no publications, in order."""
        return tuple(act for act in self._acts if act.kind != "published")


class MemoryFeedBook:
    """The book of the change feed; it forgets everything when the process ends."""

    def __init__(self) -> None:
        self._events: list[FeedEvent] = []
        self._turn = threading.Lock()

    def append(self, dossier_id: str, member: str | None) -> FeedEvent | None:
        """Add a change; None when this is what was seen last, or when there is nothing to remove."""
        with self._turn:
            mine = self.of(dossier_id)
            if (mine[-1].member if mine else None) == member:
                return None
            event = FeedEvent(
                number=len(self._events) + 1,
                dossier_id=dossier_id,
                version=len(mine) + 1,
                at=later(self._events[-1].at if self._events else None, now()),
                member=member,
            )
            self._events.append(event)
        return event

    def continue_with(self, events: Sequence[FeedEvent]) -> None:
        """Add changes as they once were, right after the last one; raises ContractBroken when they do not follow it."""
        with self._turn:
            check_follows(events, len(self._events))
            self._events += events

    def of(self, dossier_id: str) -> tuple[FeedEvent, ...]:
        """Return the changes of one dossier, in order."""
        return tuple(event for event in self._events if event.dossier_id == dossier_id)

    def events(self, first: int, count: int) -> tuple[FeedEvent, ...]:
        """Return changes from a number on, in order."""
        return tuple(self._events[first - 1 : first - 1 + count])

    def length(self) -> int:
        """Return how many changes there are."""
        return len(self._events)


class MemoryReadBook:
    """The log of who read what; it forgets everything when the process ends."""

    def __init__(self) -> None:
        self._lines: list[Read] = []
        self._turn = threading.Lock()

    def note(self, readings: Sequence[DossierRead]) -> None:
        """Write down readings in one transaction, at the time of the register."""
        at = now()
        with self._turn:
            self._lines += [
                Read(number=number, at=at, **reading.model_dump())
                for number, reading in enumerate(readings, len(self._lines) + 1)
            ]

    def reads(self, dossier_id: str | None = None, limit: int = 100) -> tuple[Read, ...]:
        """Return the newest lines first, of one dossier with those of all at once, or of all."""
        found = [line for line in self._lines if dossier_id is None or line.dossier_id in {dossier_id, None}]
        return tuple(reversed(found))[:limit]

    def length(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

"""The history of acts in a database, and the change feed's event log beside it."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Row, func, insert, or_, select, text

from pipeline.adapters.database.opening import Database
from pipeline.adapters.database.tables import act, feed_event, search_entry
from pipeline.adapters.memory.register_rules import check_follows, later, now
from schemas.acts import Act, ActKind, FeedEvent

_LOCK = 0x66656564
"""Key of the PostgreSQL advisory lock around the feed ("feed"): its numbers have no gaps and its times only grow."""
_AT_ONCE = 500
"""Values in one `IN (...)`."""
_COLUMNS = tuple(act.c[name] for name in Act.model_fields)


class SqlActs:
    """The acts in the register; a parent of `SqlRegister`."""

    _database: Database

    def act(
        self, kind: ActKind, dossier_id: str, *, who: str, why: str, other: str | None = None, undoes: int | None = None
    ) -> Act:
        """Write down what somebody did; it gets the next number and the time of the register."""
        with self._database.write() as connection:
            row = _row(kind, dossier_id, who, why) | {"other": other, "undoes": undoes}
            number = connection.execute(insert(act).values(row).returning(act.c.number)).scalar_one()
        return Act(number=number, **{**row, "changed": ()})

    def history(self, dossier_id: str) -> tuple[Act, ...]:
        """Return all that was done to a dossier, in order; publications, and acts that name it as the other, too."""
        return self._acts(or_(act.c.dossier_id == dossier_id, act.c.other == dossier_id))

    def acts(self) -> tuple[Act, ...]:
        """Return all acts that are no publications, in order."""
        return self._acts(act.c.kind.in_(("withdrawn", "merged", "apart", "kept", "undone")))

    def listed(self, kind: str) -> Iterator[tuple[str, str, str]]:
        """Return every searchable value of a kind (`address`, `reference`, `year`): id, normal form, as written."""
        columns = search_entry.c
        wanted = select(columns.dossier_id, columns.normal, columns.display).where(columns.kind == kind)
        with self._database.read() as connection:
            yield from (tuple(row) for row in connection.execute(wanted))

    def shared_numbers(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the numbers, by what all their notations share, that several dossiers carry, with their ids."""
        columns = search_entry.c
        shared = (
            select(columns.normal)
            .where(columns.kind == "reference")
            .group_by(columns.normal)
            .having(func.min(columns.dossier_id) != func.max(columns.dossier_id))
        )
        rows = select(columns.normal, columns.dossier_id).where(columns.kind == "reference", columns.normal.in_(shared))
        found: dict[str, set[str]] = defaultdict(set)
        with self._database.read() as connection:
            for normal, dossier_id in connection.execute(rows):
                found[normal].add(dossier_id)
        return tuple((normal, tuple(sorted(found[normal]))) for normal in sorted(found))

    def with_images(self, digests: Collection[str]) -> dict[str, frozenset[str]]:
        """Return the published dossiers, by id, with a written page in one of these files, and in which (SHA-256)."""
        columns, asked = search_entry.c, sorted(digests)
        found: dict[str, set[str]] = defaultdict(set)
        with self._database.read() as connection:
            for start in range(0, len(asked), _AT_ONCE):
                some = columns.normal.in_(asked[start : start + _AT_ONCE])
                rows = select(columns.dossier_id, columns.normal).where(columns.kind == "image", some)
                for dossier_id, digest in connection.execute(rows):
                    found[dossier_id].add(digest)
        return {dossier_id: frozenset(found[dossier_id]) for dossier_id in sorted(found)}

    def neighbours(self, dossier_id: str) -> tuple[str, ...]:
        """Return other published dossiers, by id, that carry a number of this one or are about the same house."""
        mine, other = search_entry.alias("mine"), search_entry.alias("other")
        same = (mine.c.kind == other.c.kind) & (mine.c.normal == other.c.normal)  # found through the index, row by row
        number, house = mine.c.kind == "reference", (mine.c.kind == "address") & (mine.c.low == other.c.low)
        rows = (
            select(other.c.dossier_id)
            .join(mine, same)
            .where(mine.c.dossier_id == dossier_id, other.c.dossier_id != dossier_id, number | house)
            .distinct()
        )
        with self._database.read() as connection:
            return tuple(sorted(connection.scalars(rows)))

    def _acts(self, condition: object) -> tuple[Act, ...]:
        wanted = select(*_COLUMNS).where(condition).order_by(act.c.number)  # type: ignore[arg-type]  # any condition
        with self._database.read() as connection:
            return tuple(_act(row) for row in connection.execute(wanted))


def _row(kind: ActKind, dossier_id: str, who: str, why: str) -> dict[str, object]:
    return {"at": now(), "who": who, "kind": kind, "dossier_id": dossier_id, "why": why, "changed": "[]"}


def _act(row: Row[tuple[object, ...]]) -> Act:
    values = dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's own public name for it
    return Act.model_validate(values | {"changed": json.loads(values["changed"])})


class SqlFeedBook:
    """The book of the change feed in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, dossier_id: str, member: str | None) -> FeedEvent | None:
        """Add a change; None when this is what was seen last, or when there is nothing to remove."""
        columns = feed_event.c
        with self._database.write() as connection:
            if not self._database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            mine = connection.execute(
                select(columns.version, columns.member)
                .where(columns.dossier_id == dossier_id)
                .order_by(columns.number.desc())
                .limit(1)
            ).one_or_none()
            if (mine.member if mine else None) == member:
                return None
            last = connection.execute(
                select(columns.number, columns.at).order_by(columns.number.desc()).limit(1)
            ).one_or_none()
            event = FeedEvent(
                number=last.number + 1 if last else 1,
                dossier_id=dossier_id,
                version=mine.version + 1 if mine else 1,
                at=later(last.at if last else None, now()),
                member=member,
            )
            connection.execute(insert(feed_event).values(event.model_dump()))
        return event

    def continue_with(self, events: Sequence[FeedEvent]) -> None:
        """Add changes as they once were, right after the last one; raises ContractBroken when they do not follow it."""
        with self._database.write() as connection:
            if not self._database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            check_follows(events, connection.scalar(select(func.max(feed_event.c.number))) or 0)
            if events:
                connection.execute(insert(feed_event), [event.model_dump() for event in events])

    def of(self, dossier_id: str) -> tuple[FeedEvent, ...]:
        """Return the changes of one dossier, in order."""
        return self._events(feed_event.c.dossier_id == dossier_id)

    def events(self, first: int, count: int) -> tuple[FeedEvent, ...]:
        """Return changes from a number on, in order."""
        return self._events(feed_event.c.number.between(first, first + count - 1))

    def length(self) -> int:
        """Return how many changes there are."""
        with self._database.read() as connection:
            return connection.scalar(select(func.max(feed_event.c.number))) or 0

    def _events(self, condition: object) -> tuple[FeedEvent, ...]:
        wanted = select(feed_event).where(condition).order_by(feed_event.c.number)  # type: ignore[arg-type]  # any condition
        with self._database.read() as connection:
            return tuple(FeedEvent.model_validate(dict(row)) for row in connection.execute(wanted).mappings())

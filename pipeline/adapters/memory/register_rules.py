"""What every register refuses or leaves out, whatever it is stored in."""

import datetime as dt
from collections.abc import Sequence

from pipeline.errors import ContractBroken, ServiceUnavailable
from schemas.acts import FeedEvent
from schemas.delivery import Delivery, Scans
from schemas.flat import FIELDS
from schemas.outcome import Package
from schemas.record import Record, pages_digest


def check_delivery(delivery: Delivery) -> None:
    """Raise ContractBroken when a delivery names a dossier twice or one of another delivery: one would be lost."""
    keys = {scans.key for scans in delivery.dossiers}
    if len(keys) != len(delivery.dossiers) or any(key.delivery != delivery.name for key in keys):
        raise ContractBroken(f"Delivery {delivery.name} has a dossier twice, or one that is not its own.")


def check_version(record: Record, package: Package, version: int, newest: int | None) -> None:
    """Raise when this cannot be the next version: ContractBroken for a mix-up, ServiceUnavailable for a lost race."""
    if package.dossier_id != record.id or version < 1:
        raise ContractBroken(f"The package of {package.dossier_id} was published as dossier {record.id} v{version}.")
    if newest is not None and version <= newest:
        raise ServiceUnavailable(f"Dossier {record.id} is already at version {newest}.", "Try again.")


def check_follows(events: Sequence[FeedEvent], last: int) -> None:
    """Raise ContractBroken when these changes are not numbered right after the last one."""
    if [event.number for event in events] != list(range(last + 1, last + 1 + len(events))):
        raise ContractBroken(f"These changes of the feed do not follow number {last}.")


def digest_of_pages(dossier: Scans | Record) -> str | None:
    """Return the digest by which the same dossier delivered twice is known; None without pages: nothing is no copy."""
    return pages_digest(dossier) if dossier.pages else None


def changed_fields(before: Record | None, after: Record) -> list[str]:
    """Return the names of the fields whose value, status or reason is another one; of a first version those it has."""
    if before is None:
        return [name for name in FIELDS if after.field(name).status != "absent"]
    return [name for name in FIELDS if before.field(name) != after.field(name)]


def now() -> str:
    """Return the time as it is written down: UTC, to the millisecond, so that text sorts as time does."""
    return stamp(dt.datetime.now(dt.UTC))


def stamp(time: dt.datetime) -> str:
    """Return a time as it is written down."""
    return time.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def later(last: str | None, time: str) -> str:
    """Return the time, or the first millisecond after the last one: a clock that was set back must not show."""
    if last is None or time > last:
        return time
    return stamp(dt.datetime.fromisoformat(last) + dt.timedelta(milliseconds=1))

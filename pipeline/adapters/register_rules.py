"""What every register refuses or leaves out, whatever it is kept in."""

from pipeline.errors import ContractBroken, ServiceUnavailable
from schemas.delivery import Delivery, Scans
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


def digest_of_pages(dossier: Scans | Record) -> str | None:
    """Return the digest by which the same dossier delivered twice is known; None without pages: nothing is no copy."""
    return pages_digest(dossier) if dossier.pages else None

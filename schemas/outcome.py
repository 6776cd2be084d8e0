"""What became of a dossier and of a delivery."""

from schemas.base import Contract
from schemas.delivery import DossierKey, Problem, Quarantined
from schemas.words import DossierState, FieldName


class PackageFile(Contract):
    """One file of a package: its path under the version in the bucket, and which blob of the store it is."""

    path: str
    sha256: str
    size: int


class Bound(Contract):
    """The files of a package that depend on the pages alone, and what was noticed while making them."""

    files: tuple[PackageFile, ...]
    problems: tuple[Problem, ...] = ()


class Package(Contract):
    """Everything that is published of one version of a dossier.

    `problems` are what was noticed while making it; they stand in no object, so a register that was lost takes them
    along, and they make no other version.
    """

    dossier_id: str
    nis: str
    files: tuple[PackageFile, ...]
    problems: tuple[Problem, ...] = ()

    def publishes(self, other: "Package") -> bool:
        """Tell whether another package has just the same objects under the same municipality."""
        return (self.nis, self.files) == (other.nis, other.files)


class Outcome(Contract):
    """What became of one dossier. `version` is None when nothing was published; `changed` is False on a repeat."""

    key: DossierKey
    dossier_id: str | None
    state: DossierState
    version: int | None = None
    changed: bool = True
    pages: int = 0
    review: tuple[FieldName, ...] = ()
    problems: tuple[Problem, ...] = ()
    location: str = ""


class BatchReport(Contract):
    """What became of a delivery. `pages_received` and `pages_accounted` differ only when a page was lost."""

    delivery: str
    outcomes: tuple[Outcome, ...]
    quarantined: tuple[Quarantined, ...] = ()
    problems: tuple[Problem, ...] = ()
    files_received: int = 0
    pages_received: int = 0
    pages_accounted: int = 0

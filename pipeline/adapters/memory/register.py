"""The register in memory: for tests, dry runs and trying things out."""

import copy
import threading
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from pipeline.acts import standing
from pipeline.adapters.memory.acts import MemoryActs
from pipeline.adapters.memory.leases import MemoryLeases
from pipeline.adapters.memory.register_rules import check_delivery, check_version, digest_of_pages
from pipeline.adapters.searching import people, search, surnames
from pipeline.adapters.searching.entries import Kind, entries, name_words, page_entries
from pipeline.adapters.searching.likeness import Phrases
from pipeline.adapters.searching.searchable import PageRow, Row, whole_word
from pipeline.ports import Hit, Lease, Publication, Published
from schemas.acts import DIGITISED, Cause
from schemas.delivery import Delivery, DossierKey
from schemas.outcome import BatchReport, Outcome, Package
from schemas.record import Record
from schemas.words import DossierEnd


class MemoryRegister(MemoryActs):
    """A register that forgets everything when the process ends. Threads may share it."""

    def __init__(self, leases: MemoryLeases | None = None) -> None:
        super().__init__()
        self._leases = leases or MemoryLeases()
        self._lease: Lease | None = None
        self._lock = threading.RLock()
        self._deliveries: dict[str, Delivery] = {}
        self._received: dict[DossierKey, str | None] = {}
        self._outcomes: dict[DossierKey, Outcome] = {}
        self._reports: dict[str, BatchReport] = {}
        self._versions: dict[str, dict[int, tuple[Record, Package]]] = {}
        self._index = MemoryIndex()

    def under(self, lease: Lease) -> "MemoryRegister":
        """Return the same register for who holds a lease: `publish` and `conclude` raise LeaseLost when it is lost."""
        same = copy.copy(self)
        same._lease = lease  # noqa: SLF001  # our own copy
        return same

    def _check(self) -> None:
        if self._lease is not None:
            self._leases.check(self._lease)

    def receive(self, delivery: Delivery) -> None:
        """Note a delivery; repeating it changes nothing, and when it changed the last word counts."""
        check_delivery(delivery)
        with self._lock:
            self._deliveries[delivery.name] = delivery
            self._received |= {scans.key: digest_of_pages(scans) for scans in delivery.dossiers}

    def delivery(self, name: str, about: str | None = None) -> Delivery | None:
        """Return a delivery as it was noted; `about` a dossier, only with that one and those that have its pages."""
        found = self._deliveries.get(name)
        if found is None or about is None:
            return found
        pages = {digest_of_pages(scans) for scans in found.dossiers if scans.key.id == about} - {None}
        same = {about, *(dossier_id for digest in pages if digest for dossier_id in self.same_pages(digest))}
        return found.model_copy(
            update={"dossiers": tuple(one for one in found.dossiers if one.key.id in same), "quarantined": ()}
        )

    def deliveries(self) -> tuple[str, ...]:
        """Return the names of all deliveries, sorted."""
        return tuple(sorted(self._deliveries))

    def current(self, dossier_id: str) -> Published | None:
        """Return the newest published version of a dossier."""
        package = self.package(dossier_id)
        return Published(dossier_id, max(self._versions[dossier_id]), package.digest()) if package else None

    def publish(self, record: Record, package: Package, version: int, cause: Cause = DIGITISED) -> None:
        """Add a version of a dossier; raises ServiceUnavailable when it or a later one is there already."""
        with self._lock:
            self._check()
            check_version(record, package, version, max(self._versions.get(record.id, ()), default=None))
            before = self.record(record.id)
            self._versions.setdefault(record.id, {})[version] = (record, package)
            self.note_publication(record, before, version, cause)
            self._index.replace(record)

    def publish_many(self, publications: Sequence[Publication]) -> int:
        """Add many versions, or none; those that are there with the same package are passed over."""
        with self._lock:
            self._check()
            newest = {dossier_id: max(versions) for dossier_id, versions in self._versions.items()}
            new = []
            for one in sorted(publications, key=lambda one: (one.record.id, one.version)):
                known = self.package(one.record.id, one.version)
                if known is None or known.digest() != one.package.digest():
                    check_version(one.record, one.package, one.version, newest.get(one.record.id))
                    newest[one.record.id] = one.version
                    new.append(one)
            for one in new:
                self.publish(*one)
            return len(new)

    def conclude(self, outcome: Outcome) -> None:
        """Note what became of a dossier; the last word counts, and ends the lease under which it was said."""
        self._check()
        self._outcomes[outcome.key] = outcome
        if self._lease is not None:
            self._leases.finish(self._lease)

    def outcomes(self, delivery: str | None = None) -> tuple[Outcome, ...]:
        """Return what became of each dossier, of one delivery or of all, sorted by delivery and folder."""
        found = (o for o in tuple(self._outcomes.values()) if delivery in {None, o.key.delivery})
        return tuple(sorted(found, key=lambda outcome: (outcome.key.delivery, outcome.key.folder)))

    def states(self) -> dict[DossierEnd, int]:
        """Return how many dossiers came to each end; one that was withdrawn since counts as that."""
        gone = standing(self.acts()).withdrawn
        found: Counter[DossierEnd] = Counter()
        found.update("withdrawn" if key.id in gone else outcome.state for key, outcome in self._outcomes.items())
        return dict(sorted(found.items()))

    def report(self, report: BatchReport) -> None:
        """Note the end of a run of a delivery; the last one counts."""
        self._reports[report.delivery] = report

    def last_report(self, delivery: str) -> BatchReport | None:
        """Return how the last run of a delivery ended."""
        return self._reports.get(delivery)

    def record(self, dossier_id: str, version: int | None = None) -> Record | None:
        """Return a record, the newest version unless told otherwise."""
        found = self._version(dossier_id, version)
        return found[0] if found else None

    def package(self, dossier_id: str, version: int | None = None) -> Package | None:
        """Return what was published of a version."""
        found = self._version(dossier_id, version)
        return found[1] if found else None

    def _version(self, dossier_id: str, version: int | None) -> tuple[Record, Package] | None:
        with self._lock:
            versions = self._versions.get(dossier_id, {})
            return versions.get(max(versions, default=0) if version is None else version)

    def records(self) -> Iterator[Record]:
        """Return the newest record of every dossier, sorted by delivery and folder."""
        newest = [record for dossier_id in tuple(self._versions) if (record := self.record(dossier_id))]
        return iter(sorted(newest, key=lambda record: (record.key.delivery, record.key.folder)))

    def resolve_name(self, name: str) -> tuple[str, ...]:
        """Return the ids of the dossiers somebody may mean: by id or its start, folder, `delivery/folder` or number."""
        with self._lock:
            known = [(key.id, key) for key in self._received]
            known += [(record.id, record.key) for record in self.records()]
            return search.meant(self._index, name, known)

    def called(self, folders: Collection[str]) -> tuple[DossierKey, ...]:
        """Return the dossiers that are in a delivery now under one of these folders, in whatever capitals, sorted."""
        names = {folder.casefold() for folder in folders}
        with self._lock:
            here = [scans.key for delivery in self._deliveries.values() for scans in delivery.dossiers]
        found = [key for key in here if key.folder.casefold() in names]
        return tuple(sorted(found, key=lambda key: (key.delivery, key.folder)))

    def find(self, words: str, limit: int = 50) -> tuple[Hit, ...]:
        """Search numbers in any notation, addresses, parcels, names and page text; best match first."""
        with self._lock:
            return search.find(self._index, words, limit)

    def named(self, name: str, limit: int = 50) -> tuple[Hit, ...]:
        """Search applicants and architects only, however their names are written; best match first."""
        with self._lock:
            return people.find(self._index, name, limit)

    def listed(self, kind: str) -> Iterator[tuple[str, str, str]]:
        """Return every searchable value of a kind (`address`, `reference`, `year`): id, normal form, as written."""
        with self._lock:
            rows = [(row.dossier_id, row.normal, row.display) for row in self._index.of(kind)]
        return iter(rows)

    def shared_numbers(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the numbers, by what all their notations share, that several dossiers carry, with their ids."""
        with self._lock:
            rows = {normal: self._index.having("reference", {normal}) for normal in self._index.normals("reference")}
            found = {normal: tuple(sorted({row.dossier_id for row in rows[normal]})) for normal in rows}
        return tuple((normal, found[normal]) for normal in sorted(found) if len(found[normal]) > 1)

    def with_images(self, digests: Collection[str]) -> dict[str, frozenset[str]]:
        """Return the published dossiers, by id, with a written page in one of these files, and in which (SHA-256)."""
        with self._lock:
            rows = sorted((row.dossier_id, row.normal) for row in self._index.having("image", digests))
        return {name: frozenset(found for _, found in mine) for name, mine in groupby(rows, key=lambda row: row[0])}

    def neighbours(self, dossier_id: str) -> tuple[str, ...]:
        """Return other published dossiers, by id, that carry a number of this one or are about the same house."""
        with self._lock:
            rows = [*self._index.of("reference"), *(row for row in self._index.of("address") if row.low is not None)]
        mine = {(row.kind, row.normal, row.low) for row in rows if row.dossier_id == dossier_id}
        found = {row.dossier_id for row in rows if (row.kind, row.normal, row.low) in mine}
        return tuple(sorted(found - {dossier_id}))

    def same_pages(self, digest: str) -> tuple[str, ...]:
        """Return the ids of dossiers, received or published, whose pages have this digest (`pages_digest`)."""
        with self._lock:
            received = {key.id for key, pages in self._received.items() if pages == digest}
            versions = (record for versions in self._versions.values() for record, _ in versions.values())
            return tuple(sorted(received | {record.id for record in versions if digest_of_pages(record) == digest}))


class MemoryIndex:
    """The search index in memory, for `search.find`."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[Row, ...]] = {}
        self._pages: dict[str, tuple[PageRow, ...]] = {}

    def replace(self, record: Record) -> None:
        """Put the entries of a record in the place of those of the version before."""
        whose = (record.id, record.key.delivery, record.key.folder)
        self._rows[record.id] = tuple(
            Row(*whose, entry.kind, entry.normal, entry.display, entry.low, entry.high) for entry in entries(record)
        )
        self._pages[record.id] = tuple(PageRow(*whose, page.text, page.normal) for page in page_entries(record))

    def normals(self, kind: Kind) -> list[str]:
        """Return the different normal forms of a kind, sorted."""
        return sorted({row.normal for row in self.of(kind)})

    def phrases(self, kind: Kind) -> Phrases:
        """Return the different normal forms of a kind."""
        return Phrases(self.normals(kind))

    def spelled(self, keys: Collection[str]) -> set[str]:
        """Return the words of names that have one of these keys (`surnames.keys`)."""
        asked = set(keys)
        return {word for word in name_words(self.normals("name")) if not asked.isdisjoint(surnames.keys(word))}

    def beginning(self, start: str) -> set[str]:
        """Return the words of names that sound as if they begin so."""
        heard = surnames.sound(start)
        return {word for word in name_words(self.normals("name")) if surnames.sound(word).startswith(heard)}

    def having(self, kind: Kind, normals: Collection[str], among: Collection[str] | None = None) -> Iterator[Row]:
        """Return the values of a kind with one of these normal forms, perhaps only those of some dossiers."""
        rows = (row for row in self.of(kind) if row.normal in normals)
        return rows if among is None else (row for row in rows if row.dossier_id in among)

    def spanning(self, kind: Kind, normals: Collection[str], first: int, last: int) -> Iterator[Row]:
        """Return values of a kind with one of these normal forms that span one of these numbers, or have no number."""
        rows = self.having(kind, normals)
        return (row for row in rows if row.low is None or (row.low <= last and first <= (row.high or 0)))

    def numbered(self, kind: Kind, low: Collection[int]) -> Iterator[Row]:
        """Return the values of a kind that begin at one of these numbers."""
        return (row for row in self.of(kind) if row.low in low)

    def pages(self, words: Sequence[str], limit: int) -> Iterator[PageRow]:
        """Return pages with all these words; a word without digits may also be the beginning of a longer one."""
        asked = [f" {word} " if whole_word(word) else f" {word}" for word in words]
        found = (
            page
            for dossier_id in sorted(self._pages)
            for page in self._pages[dossier_id]
            if all(word in f" {page.normal} " for word in asked)
        )
        return (page for _, page in zip(range(limit), found, strict=False))

    def of(self, kind: str) -> Iterator[Row]:
        """Return the values of a kind."""
        return (row for rows in self._rows.values() for row in rows if row.kind == kind)

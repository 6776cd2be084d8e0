"""What the pipeline needs of the outside world, as roles. Adapters implement them; tests use the in-memory ones."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol

from pipeline.acts import Acts
from pipeline.ports.bucket import Bucket as Bucket  # it stood here; who asks for roles finds it here
from schemas.acts import DIGITISED, Cause
from schemas.delivery import Delivery, DossierKey, MediaType, PageImage
from schemas.outcome import BatchReport, Outcome, Package
from schemas.pages import Box, PageText, PreparedPage, Word
from schemas.record import Record
from schemas.words import DossierEnd


class Inbox(Protocol):
    """One delivery as it was handed over, read only."""

    name: str

    def files(self) -> tuple[str, ...]:
        """Return the names of all files, relative, `/` between parts, sorted; no link out of it is followed."""
        ...

    def empty_folders(self) -> tuple[str, ...]:
        """Return the folders of the first level in which there is no file at all; S3 knows no such folders."""
        ...

    def open(self, name: str) -> AbstractContextManager[Path]:
        """Give a local path at which the file can be read inside the `with` block; ChangingScan if it changed there."""
        ...

    def unsteady(self) -> tuple[str, ...]:
        """Return the files that changed since they were opened, or came since they were listed."""
        ...


class Store(Protocol):
    """Originals and intermediate results under the SHA-256 of their bytes. Putting the same bytes twice is harmless."""

    def put(self, data: bytes) -> str:
        """Keep bytes and return their SHA-256."""
        ...

    def put_file(self, path: Path) -> str:
        """Keep a copy of a file and return its SHA-256; the file itself is not touched."""
        ...

    def get(self, sha256: str) -> bytes:
        """Return the bytes; raises NotFound, or ContractBroken when they no longer have this digest."""
        ...

    def has(self, sha256: str) -> bool:
        """Tell whether the bytes are here."""
        ...

    def local(self, sha256: str) -> Path:
        """Return a path on this machine where the bytes can be read; it must not be written to. Raises NotFound."""
        ...


class Ledger(Protocol):
    """Which work is done: the fingerprint of a stage and its data, and the digest of its stored result."""

    def result(self, fingerprint: str) -> str | None:
        """Return the SHA-256 under which the result is stored, or None when this work was never done."""
        ...

    def results(self, fingerprints: Sequence[str]) -> dict[str, str]:
        """The same for many at once; the ones never done are left out."""
        ...

    def remember(self, fingerprint: str, stage: str, sha256: str) -> None:
        """Write down that the work is done. Doing so twice is harmless; the first result stays."""
        ...


class Published(NamedTuple):
    """The newest version of a dossier in the register. `digest` is that of its package."""

    dossier_id: str
    version: int
    digest: str


class Publication(NamedTuple):
    """A version of a dossier for the register: its record, its package, its number, and who publishes it and why."""

    record: Record
    package: Package
    version: int
    cause: Cause = DIGITISED


class Hit(NamedTuple):
    """One search result: what matched (`address`, `reference`, `text`, ...) and the words around it."""

    dossier_id: str
    delivery: str
    folder: str
    matched: str
    excerpt: str


class Lease(NamedTuple):
    """The right to work on a dossier, until it ends or somebody takes it over.

    `token` grows with every lease of the dossier, so who holds an older one can be told from who holds it now. `tries`
    counts how often the dossier was begun without coming to an end, this time included.
    """

    dossier_id: str
    owner: str
    token: int
    tries: int


class Register(Acts, Protocol):
    """The register of dossiers: the truth about what is known, what became of it, and what waits for a person."""

    def receive(self, delivery: Delivery) -> None:
        """Note a delivery, its files, its quarantined files and its dossiers. Repeating it changes nothing."""
        ...

    def delivery(self, name: str, about: str | None = None) -> Delivery | None:
        """Return a delivery as it was noted; `about` a dossier, only with that one and those that have its pages."""
        ...

    def deliveries(self) -> tuple[str, ...]:
        """Return the names of all deliveries, sorted."""
        ...

    def current(self, dossier_id: str) -> Published | None:
        """Return the newest published version of a dossier."""
        ...

    def publish(self, record: Record, package: Package, version: int, cause: Cause = DIGITISED) -> None:
        """Add a version of a dossier, its search index and its line in the history in one transaction.

        Raises ServiceUnavailable when another writer added the version first. Older versions stay.
        """
        ...

    def publish_many(self, publications: Sequence[Publication]) -> int:
        """Add many versions in one transaction, in the order of their numbers, and return how many were not there yet.

        A version that is there already with the same package is passed over, so repeating changes nothing. Raises
        ServiceUnavailable when one is there with another package, or a later one is; then nothing is added.
        """
        ...

    def conclude(self, outcome: Outcome) -> None:
        """Note what became of a dossier; the last word counts, and ends the lease under which it was said."""
        ...

    def outcomes(self, delivery: str | None = None) -> tuple[Outcome, ...]:
        """Return what became of each dossier, of one delivery or of all, sorted by delivery and folder."""
        ...

    def states(self) -> dict[DossierEnd, int]:
        """Return how many dossiers came to each end; one that was withdrawn since counts as that."""
        ...

    def report(self, report: BatchReport) -> None:
        """Note the end of a run of a delivery; the last one counts."""
        ...

    def last_report(self, delivery: str) -> BatchReport | None:
        """Return how the last run of a delivery ended."""
        ...

    def record(self, dossier_id: str, version: int | None = None) -> Record | None:
        """Return a record, the newest version unless told otherwise."""
        ...

    def records(self) -> Iterator[Record]:
        """Return the newest record of every dossier, sorted by delivery and folder, without loading all at once."""
        ...

    def package(self, dossier_id: str, version: int | None = None) -> Package | None:
        """Return what was published of a version."""
        ...

    def under(self, lease: Lease) -> "Register":
        """Return the same register for who holds a lease: `publish` and `conclude` raise LeaseLost when it is lost."""
        ...

    def resolve_name(self, name: str) -> tuple[str, ...]:
        """Return the ids of the dossiers somebody may mean: by id or its start, folder, `delivery/folder` or number."""
        ...

    def called(self, folders: Collection[str]) -> tuple[DossierKey, ...]:
        """Return the dossiers that are in a delivery now under one of these folders, in whatever capitals, sorted."""
        ...

    def find(self, words: str, limit: int = 50) -> tuple[Hit, ...]:
        """Search numbers in any notation, addresses, parcels, names and page text; best match first."""
        ...

    def named(self, name: str, limit: int = 50) -> tuple[Hit, ...]:
        """Search applicants and architects only, however their names are written; best match first."""
        ...

    def same_pages(self, digest: str) -> tuple[str, ...]:
        """Return the ids of dossiers whose pages have this digest: the same dossier delivered twice."""
        ...


class Reader(Protocol):
    """Opens page images and reads them; everything here happens in a child process with limits.

    `identity` says which programs, models and versions do it and is written with every result.
    """

    identity: str

    def inspect(self, path: Path, media_type: MediaType, sha256: str) -> tuple["Inspected", ...]:
        """Return what is known of every page in a file. Raises InputError with the reason when it cannot be opened."""
        ...

    def prepare(self, path: Path, image: PageImage) -> PreparedPage:
        """Find out how a page must be turned and whether it is blank."""
        ...

    def read(self, path: Path, page: PreparedPage) -> PageText:
        """Read all words of a page; boxes are in pixels of the delivered image."""
        ...

    def reread(self, path: Path, page: PreparedPage, box: Box, kind: str) -> tuple[Word, ...]:
        """Look again at one zone (`stamp`, `number`, `title_block`) with settings that suit it."""
        ...

    def crops(self, path: Path, page: PreparedPage, boxes: Sequence[Box]) -> tuple[bytes, ...]:
        """Return the part of a page inside each box (pixels of the delivered image), upright, as PNG."""
        ...

    def preview(self, path: Path, page: PreparedPage, longest: int) -> bytes:
        """Return the delivered page as PNG, not turned, its longer side at most `longest` pixels."""
        ...


class Inspected(NamedTuple):
    """A page as `Reader.inspect` found it, with the code of its separator sheet if it is one."""

    image: PageImage
    separator: str | None


class PdfPage(NamedTuple):
    """One page for the PDF: where its delivered image is, and what was read on it."""

    path: Path
    text: PageText


class PdfMaker(Protocol):
    """Makes searchable PDF/A-2 from delivered images and the words already read; recognises nothing itself."""

    identity: str

    def make(
        self,
        pages: Sequence[PdfPage],
        title: str,
        target: Path,
        drawn: Collection[int] = (),
        empty: Collection[int] = (),
    ) -> tuple[int, ...]:
        """Write the PDF; the same input gives the same bytes.

        The image data stays as delivered, except on the pages returned (from 0): PDF/A could not hold what was
        delivered, and they were drawn anew. Pages in `drawn` are so in any case; pages in `empty` become white sheets
        with their words. Raises ToolFailed, ToolCrashed, UnreadableScan or ContractBroken when that does not work.
        """
        ...

    def split(self, pdf: Path, pages: Sequence[int], title: str, target: Path) -> None:
        """Write a PDF/A-2 of some pages (from 0) of one that `make` made."""
        ...

    def read_back(self, pdf: Path) -> tuple[str, ...]:
        """Return the text layer of each page as an integrator's program will find it."""
        ...

"""Turns a URL from the settings into the adapter behind it: inbox, store, bucket, register.

boto3 and SQLAlchemy take most of a second to import, so only who uses them loads them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from pipeline.acts import FeedBook, ReadBook
from pipeline.adapters.memory.storage import MemoryBucket, MemoryLedger, MemoryStore
from pipeline.adapters.storage.folders import FolderBucket, FolderInbox, FolderStore
from pipeline.adapters.storage.s3_settings import S3Settings
from pipeline.errors import ConfigError
from pipeline.ports import Bucket, Inbox, Ledger, Register, Store
from pipeline.ports.reviews import ReviewBook
from pipeline.queue.arrivals import Arrivals
from pipeline.queue.leasing import Leases
from pipeline.verifying.chain import Chain

if TYPE_CHECKING:
    from pipeline.adapters.storage.objects import S3Bucket


class Books(NamedTuple):
    """The register, and the ledger, leases, arrivals, reviews and chain in it, from one database; `close` ends it."""

    register: Register
    ledger: Ledger
    leases: Leases
    arrivals: Arrivals
    close: Callable[[], None]
    reviews: ReviewBook
    feed: FeedBook
    reads: ReadBook
    chain: Chain | None = None


class _Place(NamedTuple):
    """A URL taken apart; a plain path is a `file` without host."""

    scheme: str
    host: str
    path: str


def folder_of(url: str) -> Path | None:
    """Return the folder that a store or bucket is in, None when it is in none on this machine."""
    place = _place(url)
    return Path(place.path) if (place.scheme, place.host) == ("file", "") else None


def open_inbox(url: str, s3: S3Settings | None = None) -> Inbox:
    """Return the inbox of one delivery: a path, `file:///path` or `s3://bucket/prefix`. Raises ConfigError."""
    match _place(url):
        case _Place("file", "", path):
            return FolderInbox(Path(path))
        case _Place("s3", bucket, prefix) if bucket:
            from pipeline.adapters.storage.objects import S3Inbox

            return S3Inbox(bucket, prefix.lstrip("/"), s3 or S3Settings())
    raise _unusable("a delivery", url, "a path, 'file:///path' or 's3://bucket/prefix'")


def open_store(url: str, s3: S3Settings | None = None, *, cache: Path) -> Store:
    """Return the store: a path, `file:///path`, `s3://bucket/prefix` or `memory:`.

    `cache` is a folder for local copies of what lies in S3. Raises ConfigError.
    """
    match _place(url):
        case _Place("file", "", path):
            return FolderStore(Path(path))
        case _Place("s3", bucket, prefix) if bucket:
            from pipeline.adapters.storage.objects import S3Store

            return S3Store(bucket, prefix.lstrip("/"), s3 or S3Settings(), cache=cache)
        case _Place("memory", "", ""):
            return MemoryStore()
    raise _unusable("a store", url, "a path, 'file:///path', 's3://bucket/prefix' or 'memory:'")


def open_bucket(url: str, s3: S3Settings | None = None) -> Bucket:
    """Return the output bucket: a path, `file:///path`, `s3://bucket/prefix` or `memory:`. Raises ConfigError."""
    match _place(url):
        case _Place("file", "", path):
            return FolderBucket(Path(path))
        case _Place("s3", bucket, prefix) if bucket:
            from pipeline.adapters.storage.objects import S3Bucket

            return S3Bucket(bucket, prefix.lstrip("/"), s3 or S3Settings())
        case _Place("memory", "", ""):
            return MemoryBucket()
    raise _unusable("a bucket", url, "a path, 'file:///path', 's3://bucket/prefix' or 'memory:'")


def open_links(url: str, s3: S3Settings | None = None) -> "S3Bucket":
    """Return what makes links to objects of the output bucket; raises ConfigError where it is not in S3."""
    match _place(url):
        case _Place("s3", bucket, prefix) if bucket:
            from pipeline.adapters.storage.objects import S3Bucket

            return S3Bucket(bucket, prefix.lstrip("/"), s3 or S3Settings())
    raise ConfigError(
        "Links that stop working are made by an S3 service, and the bucket is in a folder.",
        "Give the file itself, or set places.bucket_url to s3://bucket/prefix.",
    )


def open_books(url: str) -> Books:
    """Return register and ledger: `sqlite:///path`, `postgresql+psycopg://user@host/name` or `memory:`.

    The tables are made or migrated first. Raises ConfigError or ServiceUnavailable.
    """
    if url == "memory:":
        from pipeline.adapters.memory.acts import MemoryFeedBook, MemoryReadBook
        from pipeline.adapters.memory.leases import MemoryArrivals, MemoryLeases
        from pipeline.adapters.memory.register import MemoryRegister
        from pipeline.adapters.memory.reviews import MemoryReviewBook

        leases = MemoryLeases()
        return Books(
            MemoryRegister(leases),
            MemoryLedger(),
            leases,
            MemoryArrivals(),
            lambda: None,
            MemoryReviewBook(),
            MemoryFeedBook(),
            MemoryReadBook(),
        )
    from pipeline.adapters.database.acts import SqlFeedBook
    from pipeline.adapters.database.arrivals import SqlArrivals
    from pipeline.adapters.database.chain import SqlChain
    from pipeline.adapters.database.leases import SqlLeases
    from pipeline.adapters.database.ledger import SqlLedger
    from pipeline.adapters.database.opening import open_database
    from pipeline.adapters.database.reads import SqlReadBook
    from pipeline.adapters.database.register import SqlRegister
    from pipeline.adapters.database.reviews import SqlReviewBook

    database = open_database(url)
    return Books(
        SqlRegister(database), SqlLedger(database), SqlLeases(database), SqlArrivals(database), database.close,
        SqlReviewBook(database), SqlFeedBook(database), SqlReadBook(database), SqlChain(database),
    )  # fmt: skip


def _place(url: str) -> _Place:
    if url == "memory:":
        return _Place("memory", "", "")
    scheme, separator, rest = url.partition("://")
    if not separator:
        return _Place("file", "", url)
    host, slash, path = rest.partition("/")
    return _Place(scheme, host, unquote(slash + path) if scheme == "file" else path)


def _unusable(role: str, url: str, valid: str) -> ConfigError:
    # Only the beginning is repeated: a URL may hold a password.
    return ConfigError(f"'{url.partition('://')[0]}://…' cannot be {role}; it can be {valid}.")

"""Inbox, store and bucket in an S3-compatible object store."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from pipeline.adapters.storage.atomic import READ_ONLY, incoming, root_folder
from pipeline.adapters.storage.atomic import translated as disk_errors
from pipeline.adapters.storage.bucket_keys import checked
from pipeline.adapters.storage.digests import blob_name, is_digest, md5_of, md5_of_file, sha256_of, verified
from pipeline.adapters.storage.folders import FolderStore
from pipeline.adapters.storage.s3_objects import Prefix
from pipeline.adapters.storage.s3_settings import S3Settings
from pipeline.errors import ContractBroken, DeliveryMissing
from pipeline.scratch import scratch


class S3Inbox:
    """A delivery under a prefix, read only."""

    def __init__(self, bucket: str, prefix: str, settings: S3Settings) -> None:
        self._objects = Prefix(bucket, prefix, settings)
        self.name = PurePosixPath(prefix).name or bucket
        self._known: tuple[str, ...] = ()

    def files(self) -> tuple[str, ...]:
        """Return the names of all objects; raises DeliveryMissing when there are none."""
        names = tuple(sorted(self._objects.names()))
        if not names:
            raise DeliveryMissing(f"There is nothing under {self._objects.url}.", "Check the name of the delivery.")
        self._known = names
        return names

    def unsteady(self) -> tuple[str, ...]:
        """Return the objects that came since they were listed; one that is there never changes while it is read."""
        return tuple(sorted(set(self._objects.names()) - set(self._known)))

    def empty_folders(self) -> tuple[str, ...]:
        """Return nothing: an object store has no folders, only names of objects."""
        return ()

    @contextmanager
    def open(self, name: str) -> Iterator[Path]:
        """Download the object for the time of the `with` block; raises NotFound."""
        with scratch("inbox") as folder:
            # The name comes from outside: it never becomes a path of ours.
            path = folder / "file"
            with disk_errors(path), path.open("wb") as file:
                file.writelines(self._objects.chunks(name))
            yield path


class S3Store:
    """Blobs under `aa/bb/<sha256>`; what must be a local file is kept in a cache folder, which may be emptied."""

    def __init__(self, bucket: str, prefix: str, settings: S3Settings, *, cache: Path) -> None:
        self._objects = Prefix(bucket, prefix, settings)
        self._folder = cache
        self._cache = FolderStore(cache)

    def put(self, data: bytes) -> str:
        """Keep bytes and return their SHA-256."""
        sha256 = sha256_of(data)
        if not self._objects.holds(blob_name(sha256), len(data), lambda: md5_of(data)):
            self._objects.put(blob_name(sha256), data, "application/octet-stream")
        return sha256

    def put_file(self, path: Path) -> str:
        """Keep a copy of a file and return its SHA-256.

        The copy in the cache is what goes up, so the digest holds even when the file changes meanwhile.
        """
        root_folder(self._folder)  # it may be emptied, or taken away, at any time
        sha256 = self._cache.put_file(path)
        copy = self._cache.local(sha256)
        if not self._objects.holds(blob_name(sha256), copy.stat().st_size, lambda: md5_of_file(copy)):
            self._objects.put_file(blob_name(sha256), copy, "application/octet-stream")
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes as the service has them now; raises NotFound or ContractBroken."""
        return verified(self._objects.get(blob_name(sha256)), sha256)

    def has(self, sha256: str) -> bool:
        """Tell whether the service has the bytes."""
        return is_digest(sha256) and self._objects.size(blob_name(sha256)) is not None

    def local(self, sha256: str) -> Path:
        """Return the cached copy, downloaded and verified first if need be; raises NotFound or ContractBroken."""
        if not self._cache.has(sha256):
            root_folder(self._folder)
            digest = hashlib.sha256()
            with disk_errors(self._folder), incoming(self._folder, READ_ONLY) as (file, place):
                for chunk in self._objects.chunks(blob_name(sha256)):
                    digest.update(chunk)
                    file.write(chunk)
                if digest.hexdigest() != sha256:
                    raise ContractBroken(f"{self._objects.url} no longer has the right content for {sha256}.")
                place(self._folder / blob_name(sha256))
        return self._cache.local(sha256)


class S3Bucket:
    """The output bucket under a prefix of an S3 bucket."""

    def __init__(self, bucket: str, prefix: str, settings: S3Settings) -> None:
        self._objects = Prefix(bucket, prefix, settings)
        self.url = self._objects.url

    def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> None:
        """Write an object whole; the service checks its SHA-256."""
        self._objects.put(checked(key), data, media_type)

    def put_file(self, key: str, path: Path, media_type: str = "application/octet-stream") -> None:
        """Write an object whole from a file, in parts when it is large."""
        self._objects.put_file(checked(key), path, media_type)

    def put_instead(
        self, key: str, data: bytes, before: bytes | None, media_type: str = "application/octet-stream"
    ) -> bool:
        """Write an object only if it still is what it was; None: not there yet."""
        return self._objects.put_instead(checked(key), data, before, media_type)

    def remove(self, key: str) -> None:
        """Take an object away, if it is there; in a bucket with versions the service keeps the old one."""
        self._objects.remove(checked(key))

    def get(self, key: str) -> bytes:
        """Return an object; raises NotFound."""
        return self._objects.get(checked(key))

    def exists(self, key: str) -> bool:
        """Tell whether the object is there."""
        return self._objects.size(checked(key)) is not None

    def keys(self, prefix: str) -> Iterator[str]:
        """List the keys that begin with a prefix, sorted."""
        return self._objects.names(prefix)

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        """List the keys that begin with a prefix with the bytes of each, sorted: one request for a thousand."""
        return self._objects.sizes(prefix)

    def folders(self, prefix: str) -> Iterator[str]:
        """List what comes right after a prefix up to the next `/`, sorted."""
        return self._objects.folders(prefix)

    def link(self, key: str, seconds: int) -> str:
        """Return a URL at which whoever has it can read the object for so many seconds."""
        return self._objects.link(checked(key), seconds)

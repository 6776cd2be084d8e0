"""Inbox, store, bucket and ledger in memory: for tests, dry runs and trying things out."""

import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pipeline.adapters.storage.bucket_keys import checked
from pipeline.adapters.storage.digests import sha256_of
from pipeline.errors import DeliveryMissing, NotFound
from pipeline.scratch import scratch


class MemoryInbox:
    """A delivery that was made up: names and bytes."""

    def __init__(self, name: str, files: Mapping[str, bytes], empty_folders: Sequence[str] = ()) -> None:
        self.name = name
        self._files = dict(files)
        self._empty_folders = tuple(sorted(empty_folders))

    def files(self) -> tuple[str, ...]:
        """Return the names of all files; raises DeliveryMissing when there are none."""
        if not self._files:
            raise DeliveryMissing(f"There is nothing in delivery {self.name}.")
        return tuple(sorted(self._files))

    def empty_folders(self) -> tuple[str, ...]:
        """Return the folders that were said to be empty."""
        return self._empty_folders

    def unsteady(self) -> tuple[str, ...]:
        """Return nothing: nobody changes what was made up."""
        return ()

    @contextmanager
    def open(self, name: str) -> Iterator[Path]:
        """Write the file to a temporary folder for the time of the `with` block; raises NotFound."""
        if name not in self._files:
            raise NotFound(f"There is no file '{name}' in delivery {self.name}.")
        with scratch("inbox") as folder:
            path = folder / "file"
            path.write_bytes(self._files[name])
            yield path


class MemoryStore:
    """Blobs in memory; `local` writes them to a temporary folder that goes with the store. Threads may share it."""

    def __init__(self) -> None:
        self._blobs: dict[str, bytes] = {}
        self._folder: Path | None = None
        self._lock = threading.Lock()

    def put(self, data: bytes) -> str:
        """Keep bytes and return their SHA-256."""
        sha256 = sha256_of(data)
        self._blobs[sha256] = data
        return sha256

    def put_file(self, path: Path) -> str:
        """Keep the content of a file and return its SHA-256."""
        return self.put(path.read_bytes())

    def get(self, sha256: str) -> bytes:
        """Return the bytes; raises NotFound."""
        if sha256 not in self._blobs:
            raise NotFound(f"The store has no file {sha256}.")
        return self._blobs[sha256]

    def has(self, sha256: str) -> bool:
        """Tell whether the bytes are here."""
        return sha256 in self._blobs

    def local(self, sha256: str) -> Path:
        """Return a temporary file with the bytes; raises NotFound."""
        data = self.get(sha256)
        with self._lock:  # nobody gets a file that another thread has only half written
            if self._folder is None:
                kept = ExitStack()
                self._folder = kept.enter_context(scratch("store"))
                weakref.finalize(self, kept.close)
            path = self._folder / sha256
            if not path.exists():
                path.write_bytes(data)
        return path


class MemoryBucket:
    """Objects in memory. Threads may share it."""

    url = "memory:"

    def __init__(self) -> None:
        self._objects: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> None:  # noqa: ARG002  # nobody asks for it back
        """Write an object whole."""
        self._objects[checked(key)] = data

    def put_file(self, key: str, path: Path, media_type: str = "application/octet-stream") -> None:
        """Write an object whole, from a file."""
        self.put(key, path.read_bytes(), media_type)

    def get(self, key: str) -> bytes:
        """Return an object; raises NotFound."""
        if checked(key) not in self._objects:
            raise NotFound(f"There is no {key} in the bucket.")
        return self._objects[key]

    def exists(self, key: str) -> bool:
        """Tell whether the object is there."""
        return checked(key) in self._objects

    def keys(self, prefix: str) -> Iterator[str]:
        """List the keys that begin with a prefix, sorted."""
        return iter(sorted(key for key in tuple(self._objects) if key.startswith(prefix)))

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        """List the keys that begin with a prefix with the bytes of each, sorted."""
        return ((key, len(self._objects[key])) for key in self.keys(prefix))

    def folders(self, prefix: str) -> Iterator[str]:
        """List what comes right after a prefix up to the next `/`, sorted."""
        after = (key.removeprefix(prefix).partition("/") for key in self.keys(prefix))
        return iter(sorted({first for first, slash, _ in after if slash}))

    def put_instead(
        self, key: str, data: bytes, before: bytes | None, media_type: str = "application/octet-stream"
    ) -> bool:
        """Write an object only if it still is what it was; None: not there yet."""
        with self._lock:
            if self._objects.get(checked(key)) != before:
                return False
            self.put(key, data, media_type)
            return True

    def remove(self, key: str) -> None:
        """Take an object away, if it is there."""
        self._objects.pop(checked(key), None)


class MemoryLedger:
    """The fingerprints of work done in this process."""

    def __init__(self) -> None:
        self._results: dict[str, str] = {}

    def result(self, fingerprint: str) -> str | None:
        """Return the SHA-256 under which the result is stored, or None when this work was never done."""
        return self._results.get(fingerprint)

    def results(self, fingerprints: Sequence[str]) -> dict[str, str]:
        """The same for many at once; the ones never done are left out."""
        return {fingerprint: self._results[fingerprint] for fingerprint in fingerprints if fingerprint in self._results}

    def remember(self, fingerprint: str, stage: str, sha256: str) -> None:  # noqa: ARG002  # the stage is for who reads a database
        """Write down that the work is done. Doing so twice is harmless; the first result stays."""
        self._results.setdefault(fingerprint, sha256)

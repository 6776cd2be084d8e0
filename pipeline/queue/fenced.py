"""The bucket of a worker: it writes only as long as the worker holds the dossier."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.ports import Bucket
from pipeline.queue.leasing import Held


class FencedBucket:
    """A bucket for who holds a lease: nothing is written once it may be somebody else's."""

    def __init__(self, inner: Bucket, held: Held) -> None:
        self._inner = inner
        self._held = held
        self.url = inner.url

    def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> None:
        """Write an object whole; raises LeaseLost."""
        self._held.check()
        self._inner.put(key, data, media_type)

    def put_file(self, key: str, path: Path, media_type: str = "application/octet-stream") -> None:
        """Write an object whole, from a file; raises LeaseLost."""
        self._held.check()
        self._inner.put_file(key, path, media_type)

    def put_instead(
        self, key: str, data: bytes, before: bytes | None, media_type: str = "application/octet-stream"
    ) -> bool:
        """Write an object only if it still is what it was; raises LeaseLost."""
        self._held.check()
        return self._inner.put_instead(key, data, before, media_type)

    def remove(self, key: str) -> None:
        """Take an object away; raises LeaseLost."""
        self._held.check()
        self._inner.remove(key)

    def get(self, key: str) -> bytes:
        """Return an object; raises NotFound."""
        return self._inner.get(key)

    def exists(self, key: str) -> bool:
        """Tell whether the object is there."""
        return self._inner.exists(key)

    def keys(self, prefix: str) -> Iterator[str]:
        """List the keys under a prefix, sorted."""
        return self._inner.keys(prefix)

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        """List the keys under a prefix with the bytes of each, sorted."""
        return self._inner.sizes(prefix)

    def folders(self, prefix: str) -> Iterator[str]:
        """List what comes right after a prefix up to the next `/`, sorted."""
        return self._inner.folders(prefix)

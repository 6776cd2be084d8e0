"""The output bucket, as a role: a folder, or a prefix in an S3 bucket."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from pipeline.errors import NotFound, ServiceUnavailable

_TRIES = 100


class Bucket(Protocol):
    """The output bucket: keys with `/`. Several writers may write the same key."""

    url: str

    def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> None:
        """Write an object whole: a reader sees the old bytes or the new ones, never half."""
        ...

    def put_file(self, key: str, path: Path, media_type: str = "application/octet-stream") -> None:
        """The same from a file, without reading it into memory at once."""
        ...

    def put_instead(
        self, key: str, data: bytes, before: bytes | None, media_type: str = "application/octet-stream"
    ) -> bool:
        """Write an object only if it still is what it was (None: not there yet); return whether it was written.

        With a store that knows no conditional writes somebody else may come between the look and the write.
        """
        ...

    def get(self, key: str) -> bytes:
        """Return an object; raises NotFound."""
        ...

    def exists(self, key: str) -> bool:
        """Tell whether the object is there."""
        ...

    def keys(self, prefix: str) -> Iterator[str]:
        """List the keys under a prefix, sorted."""
        ...

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        """List the keys under a prefix with the bytes of each, sorted, without reading any."""
        ...

    def folders(self, prefix: str) -> Iterator[str]:
        """List what comes right after a prefix (which ends in `/`) up to the next `/`, sorted: one request of S3."""
        ...

    def remove(self, key: str) -> None:
        """Take an object away; harmless when it is not there. Only for what the public may no longer see."""
        ...


def put_current(
    bucket: Bucket, key: str, wanted: Callable[[], bytes], media_type: str,
    allowed: Callable[[bytes], None] = lambda _: None,
) -> None:  # fmt: skip
    """Write what an object should be, unless it is right already: a repeat must change nothing.

    `wanted` is asked after each look at what is there, and what is written replaces only that. So of several writers
    none puts back an older state, and whoever comes last leaves what the register says. `allowed` raises when what is
    there may not be replaced.

    Raises:
        ServiceUnavailable: others never stopped changing it.
    """
    for _ in range(_TRIES):
        before = get_or_none(bucket, key)
        data = wanted()
        if before == data:
            return
        if before is not None:
            allowed(before)
        # Asked once more after the write: not every store keeps a slow writer from writing over what is newer. So
        # whoever wrote last, after all the others, sees what they wrote for.
        if bucket.put_instead(key, data, before, media_type) and wanted() == data:
            return
    raise ServiceUnavailable(f"Other writers keep changing {key}.", "Publish it again when they are done.")


def get_or_none(bucket: Bucket, key: str) -> bytes | None:
    """Return an object, or None when it is not there."""
    try:
        return bucket.get(key)
    except NotFound:
        return None

"""Inbox, store and bucket in folders: the embedded default, and how a mounted share looks."""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.adapters.storage.atomic import (
    READ_ONLY,
    READABLE,
    check_disk,
    disk_of,
    incoming,
    locked,
    root_folder,
    translated,
)
from pipeline.adapters.storage.bucket_keys import checked
from pipeline.adapters.storage.digests import CHUNK, blob_name, is_digest, sha256_of, sha256_of_file, verified
from pipeline.adapters.storage.walking import printable, walked
from pipeline.errors import (
    ChangingScan,
    DeliveryMissing,
    NotFound,
    UnreadableScan,
    UnsafeName,
    UnsupportedScan,
)

_Stamp = tuple[int, int] | None
_PERMIT = "Give the user that runs kaft permission to read it."
_ITSELF = "Deliver the file itself."


class FolderInbox:
    """A delivery in a folder, read only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self.name = printable(self._folder.name)
        self._known: tuple[str, ...] = ()
        self._opened: dict[str, _Stamp] = {}
        self._disk = disk_of(self._folder)

    def files(self) -> tuple[str, ...]:
        r"""Return the names of all files, links and other things that are no folder.

        A link is listed so that it is not overlooked, but `open` follows it only inside the delivery. A name that is
        not UTF-8 is listed with its odd bytes as `\xe9`. Raises DeliveryMissing, ConfigError or ServiceUnavailable.
        """
        if not (names := sorted(self._listed())):
            raise DeliveryMissing(f"There is no file in {self._folder}.", "Check that the copy was finished.")
        self._known = tuple(names)
        return self._known

    def unsteady(self) -> tuple[str, ...]:
        """Return the files that changed since they were opened, or came since they were listed."""
        known = set(self._known)
        return tuple(
            name
            for name, path in sorted(self._listed().items())
            if name not in known or self._opened.get(name, now := _stamp(path)) != now
        )

    def empty_folders(self) -> tuple[str, ...]:
        """Return the folders of the first level in which there is no file at all."""
        filled = {name.partition("/")[0] for name in self._listed()}
        with translated(self._folder):
            folders = (printable(path.name) for path in self._folder.iterdir() if path.is_dir())
            return tuple(sorted(name for name in folders if name not in filled))

    @contextmanager
    def open(self, name: str) -> Iterator[Path]:
        """Give the path of the file.

        Raises:
            NotFound, UnsafeName, UnsupportedScan, UnreadableScan: it cannot be used.
            ChangingScan: somebody wrote to it during the `with` block.
            ServiceUnavailable: the disk of the delivery went away.
        """
        path = self._folder / name
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise UnsafeName(f"'{name}' points outside delivery {self.name}.", "Rename the file and deliver it again.")
        if not os.path.lexists(path):
            path = self._listed().get(name, path)
        with translated(path):
            try:
                self._check(name, path)
            except NotFound:
                check_disk(self._folder, self._disk)
                raise
        self._opened[name] = _stamp(path)
        try:
            yield path
        except (OSError, UnreadableScan) as error:
            check_disk(self._folder, self._disk)
            if not os.path.lexists(path):
                raise ChangingScan from error
            raise
        if _stamp(path) != self._opened[name]:
            raise ChangingScan

    def _check(self, name: str, path: Path) -> None:
        try:
            real = path.resolve(strict=True)
            kind = real.stat().st_mode
        except FileNotFoundError as error:
            if path.is_symlink():
                raise UnsafeName(f"'{name}' is a link to a file that is not there.", _ITSELF) from error
            raise NotFound(f"There is no file '{name}' in delivery {self.name}.") from error
        except PermissionError as error:
            raise UnreadableScan(f"'{name}' may not be read.", _PERMIT) from error
        except (RuntimeError, OSError, ValueError) as error:  # a circle of links, a name no file can have
            raise UnsafeName(f"'{name}' cannot be followed to a file.", _ITSELF) from error
        if not real.is_relative_to(self._folder):
            raise UnsafeName(f"'{name}' is a link out of delivery {self.name}.", _ITSELF)
        if stat.S_ISDIR(kind) and not path.is_symlink():
            raise UnreadableScan(f"Folder '{name}' may not be read.", _PERMIT)
        if stat.S_ISDIR(kind):
            raise UnsupportedScan(f"'{name}' is a link to a folder.", "Deliver the folder itself, once.")
        if not stat.S_ISREG(kind):
            raise UnsupportedScan(
                f"'{name}' is not an ordinary file.", "Remove it; deliver the scan itself if it is one."
            )
        if not os.access(real, os.R_OK, effective_ids=True):
            raise UnreadableScan(f"'{name}' may not be read.", _PERMIT)

    def _listed(self) -> dict[str, Path]:
        if not self._folder.is_dir():
            if self._folder.is_file():
                hint = "Unpack it, or put it into a folder of its own, and name that folder."
                raise DeliveryMissing(f"{self._folder} is a file; a delivery is a folder.", hint)
            raise DeliveryMissing(f"There is no folder {self._folder}.", "Check the name of the delivery.")
        found: dict[str, Path] = {}
        for path in walked(self._folder):
            name = printable(path.relative_to(self._folder).as_posix())
            if name in found:
                raise UnsafeName(f"Two files in delivery {self.name} are both called '{name}'.", "Rename one.")
            found[name] = path
        return found


class FolderStore:
    """Blobs in `aa/bb/<sha256>` under a folder, read only once they are there."""

    def __init__(self, folder: Path) -> None:
        self._folder = root_folder(folder)

    def put(self, data: bytes) -> str:
        """Keep bytes and return their SHA-256."""
        sha256 = sha256_of(data)
        with translated(self._folder):
            if not self._holds(sha256):
                with incoming(self._folder, READ_ONLY) as (file, place):
                    file.write(data)
                    place(self._folder / blob_name(sha256))
        return sha256

    def put_file(self, path: Path) -> str:
        """Keep a copy of a file and return its SHA-256; the digest is that of the copy, whatever the file does."""
        digest = hashlib.sha256()
        with translated(self._folder), incoming(self._folder, READ_ONLY) as (file, place), path.open("rb") as source:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                file.write(chunk)
            sha256 = digest.hexdigest()
            if not self._holds(sha256):
                place(self._folder / blob_name(sha256))
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes; raises NotFound, or ContractBroken when they no longer have this digest."""
        path = self.local(sha256)
        with translated(path):
            return verified(path.read_bytes(), sha256)

    def has(self, sha256: str) -> bool:
        """Tell whether the bytes are here."""
        with translated(self._folder):
            return is_digest(sha256) and (self._folder / blob_name(sha256)).is_file()

    def local(self, sha256: str) -> Path:
        """Return the path of the blob itself; raises NotFound."""
        if not self.has(sha256):
            raise NotFound(f"The store has no file {sha256}.", "Run `kaft verify` to see what else is missing.")
        return self._folder / blob_name(sha256)

    def _holds(self, sha256: str) -> bool:
        # A file with another content was damaged after it was stored; it is replaced by the good bytes at hand.
        path = self._folder / blob_name(sha256)
        return path.is_file() and sha256_of_file(path) == sha256


class FolderBucket:
    """Objects as files under a folder, their key as path."""

    def __init__(self, folder: Path) -> None:
        self._folder = root_folder(folder)
        self.url = self._folder.as_uri()

    def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> None:  # noqa: ARG002  # a folder keeps no media type
        """Write an object whole."""
        with translated(self._folder), incoming(self._folder, READABLE) as (file, place):
            file.write(data)
            place(self._folder / checked(key))

    def put_file(self, key: str, path: Path, media_type: str = "application/octet-stream") -> None:  # noqa: ARG002  # the same
        """Write an object whole, from a file."""
        with translated(self._folder), incoming(self._folder, READABLE) as (file, place), path.open("rb") as source:
            shutil.copyfileobj(source, file, CHUNK)
            place(self._folder / checked(key))

    def get(self, key: str) -> bytes:
        """Return an object; raises NotFound."""
        with translated(self._folder):
            try:
                return (self._folder / checked(key)).read_bytes()
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
                raise NotFound(f"There is no {key} in bucket {self.url}.") from error

    def exists(self, key: str) -> bool:
        """Tell whether the object is there."""
        with translated(self._folder):
            return (self._folder / checked(key)).is_file()

    def keys(self, prefix: str) -> Iterator[str]:
        """List the keys that begin with a prefix (any text, as S3 does), sorted."""
        start = prefix.rpartition("/")[0]
        with translated(self._folder):
            yield from (key for key in self._under(checked(start) if start else "") if key.startswith(prefix))

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        """List the keys that begin with a prefix with the bytes of each, sorted."""
        for key in self.keys(prefix):
            with translated(self._folder), suppress(FileNotFoundError):  # taken away since it was listed
                yield key, (self._folder / key).stat().st_size

    def folders(self, prefix: str) -> Iterator[str]:
        """List what comes right after a prefix up to the next `/`, sorted; an empty folder is none, as in S3."""
        start = prefix.rpartition("/")[0]
        with translated(self._folder):
            for name in self._names(checked(start) if start else ""):
                if name.endswith("/") and next(self._under(f"{prefix}{name}".rstrip("/")), None):
                    yield name.rstrip("/")

    def put_instead(
        self, key: str, data: bytes, before: bytes | None, media_type: str = "application/octet-stream"
    ) -> bool:
        """Write an object only if it still is what it was; None: not there yet.

        Writers on one machine wait for each other. On a share that knows no locks the last one wins, as before.
        """
        with translated(self._folder), locked(self._folder):
            try:
                there = self.get(key)
            except NotFound:
                there = None
            if there != before:
                return False
            self.put(key, data, media_type)
            return True

    def remove(self, key: str) -> None:
        """Take an object away, if it is there."""
        with translated(self._folder):
            (self._folder / checked(key)).unlink(missing_ok=True)

    def _names(self, folder: str) -> list[str]:
        path = self._folder / folder
        if not path.is_dir():
            return []
        with os.scandir(path) as found:
            return sorted(
                f"{entry.name}/" if entry.is_dir() else entry.name for entry in found if not entry.name.startswith(".")
            )

    def _under(self, folder: str) -> Iterator[str]:
        for name in self._names(folder):
            key = f"{folder}/{name}" if folder else name
            if name.endswith("/"):
                yield from self._under(key.rstrip("/"))
            else:
                yield key


def _stamp(path: Path) -> _Stamp:
    """Return what changes when somebody writes to a file."""
    with suppress(OSError):
        found = path.stat()
        return found.st_size, found.st_mtime_ns
    return None

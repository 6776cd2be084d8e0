"""Lists the deliveries in an inbox, a folder or an S3 prefix, without opening any of their files."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.adapters.storage.atomic import translated
from pipeline.adapters.storage.s3_settings import S3Settings
from pipeline.errors import ConfigError

READY = "_READY"
"""The file that a contractor writes last."""


class Waiting(NamedTuple):
    """A delivery in the inbox: `listing` changes whenever one of its files does, `ready` is that it says so itself."""

    name: str
    url: str
    listing: str
    ready: bool


class _File(NamedTuple):
    name: str
    size: int
    changed: str


def look_in_folder(folder: Path) -> tuple[Waiting, ...]:
    """Return the deliveries in a folder, which is made when it is not there. A name with a dot in front is none."""
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        found = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
        return tuple(_waiting(path.name, str(path), list(_files(path))) for path in sorted(found))


def look_in_bucket(bucket: str, prefix: str, settings: S3Settings) -> tuple[Waiting, ...]:
    """Return the deliveries under a prefix: the first part of each key behind it."""
    from pipeline.adapters.storage import s3

    start = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
    url = f"s3://{bucket}/{start}"
    deliveries: dict[str, list[_File]] = {}
    for page in s3.pages(s3.client(settings), url, bucket, start):
        for found in page.get("Contents", ()):
            name, slash, file = found["Key"][len(start) :].partition("/")
            if name and slash and file and not name.startswith("."):
                changed = str(found.get("ETag") or found.get("LastModified"))  # not every service says the first
                deliveries.setdefault(name, []).append(_File(file, found["Size"], changed))
    return tuple(_waiting(name, url + name, files) for name, files in sorted(deliveries.items()))


def look(url: str, settings: S3Settings) -> tuple[Waiting, ...]:
    """Return the deliveries in an inbox: a path, `file:///path` or `s3://bucket/prefix`. Raises ConfigError."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme == "file":
        return look_in_folder(Path(rest if separator else url))
    bucket, _, prefix = rest.partition("/")
    if scheme != "s3" or not bucket:
        raise ConfigError(f"'{scheme}://…' cannot be an inbox; it can be a path or 's3://bucket/prefix'.")
    return look_in_bucket(bucket, prefix, settings)


def _files(folder: Path) -> Iterator[_File]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place) / name
            try:
                found = path.lstat()
            except FileNotFoundError:  # moved away while we looked: the next look sees what is there then
                continue
            yield _File(os.fsencode(path.relative_to(folder)).decode(errors="backslashreplace"), found.st_size,
                        str(found.st_mtime_ns))  # fmt: skip


def _waiting(name: str, url: str, files: list[_File]) -> Waiting:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.name}\0{file.size}\0{file.changed}\n".encode())
    return Waiting(name, url, digest.hexdigest(), any(file.name == READY for file in files))

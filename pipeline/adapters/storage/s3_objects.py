"""The objects under a prefix of an S3 bucket, on any service that speaks enough S3.

What not all of them know is tried once and then left: the SHA-256 checksum of a write, and conditions. An MD5 digest,
which all of them check, goes with every write.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from botocore.exceptions import ClientError

from pipeline.adapters.storage.atomic import translated as disk_errors
from pipeline.adapters.storage.digests import CHUNK, md5_of
from pipeline.adapters.storage.s3 import Changed, client, no_s3, pages, translated
from pipeline.adapters.storage.s3_settings import S3Settings
from pipeline.adapters.storage.s3_upload import PART, Digests, Upload, md5, sha256_and_md5
from pipeline.errors import NotFound, ServiceUnavailable, ToolFailed

_PROBE = "v1/verification/conditions.txt"
"""Written on conditions that hold and that do not: so the service shows what it does with them."""
_NOT_ITS_TAG = '"00000000000000000000000000000000"'
_PLAIN_TAG = re.compile(r"[0-9a-f]{32}")
_NONE: Mapping[str, Any] = MappingProxyType({})


class Prefix:
    """Objects under a prefix: everything that inbox, store and bucket share."""

    def __init__(self, bucket: str, prefix: str, settings: S3Settings) -> None:
        self._bucket = bucket
        self._start = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._client = client(settings)
        self._extra: dict[str, Any] = dict(settings.extra())
        self._conditional: bool | None = None
        self._sha256 = True
        self._md5_tags = True
        self.url = f"s3://{bucket}/{self._start}".rstrip("/")

    def put(self, name: str, data: bytes, media_type: str, condition: Mapping[str, Any] = _NONE) -> str:
        """Write an object and return its tag; raises Changed when a condition does not hold."""

        def write(digests: Digests) -> str:
            digested: dict[str, Any] = dict(digests(data))
            with translated(f"{self.url}/{name}"):
                written = self._client.put_object(
                    Bucket=self._bucket, Key=self._start + name, Body=data, ContentType=media_type, **digested,
                    **self._extra, **condition,
                )  # fmt: skip
            tag: str = written.get("ETag", "")
            self._check_kept(name, data, tag)
            return tag

        return self._digested(write)

    def _check_kept(self, name: str, data: bytes, tag: str) -> None:
        """Read back what got another tag than the MD5 of its bytes, or none: it is encrypted, or not what was sent.

        What answers any request with a page that says 200 is found out by this too.
        """
        plain = _plain(tag)
        if self._md5_tags and plain != md5_of(data):
            if self._with_tag(name)[0] != data:
                if not _PLAIN_TAG.fullmatch(plain):
                    raise no_s3(f"{self.url}/{name}")
                raise self._not_kept(name)
            self._md5_tags = False

    def _not_kept(self, name: str) -> ServiceUnavailable:
        return ServiceUnavailable(f"{self.url}/{name} was not kept as it was sent.", "Try again.")

    def put_file(self, name: str, path: Path, media_type: str) -> None:
        """Write an object from a file, in parts when it is large."""
        with disk_errors(path):
            size = path.stat().st_size
            if size <= PART:
                self.put(name, path.read_bytes(), media_type)
                return

        def write(digests: Digests) -> str:
            upload = Upload(self._client, {"Bucket": self._bucket, "Key": self._start + name}, digests)
            with disk_errors(path), translated(f"{self.url}/{name}"):
                upload.send(path, {"ContentType": media_type, **self._extra})
            if self.size(name) != size:  # each part was checked; whether all of them are in it nobody says
                raise self._not_kept(name)
            return ""

        self._digested(write)

    def _digested(self, write: Callable[[Digests], str]) -> str:
        """Write with the SHA-256, until the service refuses it and takes the same without."""
        if not self._sha256:
            return write(md5)
        try:
            return write(sha256_and_md5)
        except Changed:
            raise
        except ToolFailed:
            written = write(md5)
        self._sha256 = False
        return written

    def put_instead(self, name: str, data: bytes, before: bytes | None, media_type: str) -> bool:
        """Write an object only if it still is what it was.

        With a service that does not keep to conditions somebody else may come between the look and the write.
        """
        there, tag = self._with_tag(name) if before is not None or not self.conditional() else (None, "")
        if there != before:
            return False
        if not self.conditional():
            self.put(name, data, media_type)
            return True
        return self._put_if(name, data, media_type, {"IfNoneMatch": "*"} if before is None else {"IfMatch": tag})

    def _with_tag(self, name: str) -> tuple[bytes | None, str]:
        try:
            with translated(f"{self.url}/{name}"):
                there = self._client.get_object(Bucket=self._bucket, Key=self._start + name)
                return there["Body"].read(), there.get("ETag", "")
        except NotFound:
            return None, ""

    def conditional(self) -> bool:
        """Tell whether the service keeps to conditions, found out once: some ignore them, some refuse them.

        Only all of it counts: nothing is written over what is there, nor over what has another tag, and what has the
        tag that it gave itself is replaced.
        """
        if self._conditional is None:
            tag = self.put(_PROBE, b"kaft\n", "text/plain")
            wanted = [({"IfNoneMatch": "*"}, False), ({"IfMatch": _NOT_ITS_TAG}, False), ({"IfMatch": tag}, True)]
            try:
                self._conditional = all(
                    self._put_if(_PROBE, b"kaft\n", "text/plain", condition) is written for condition, written in wanted
                )
            except ToolFailed:  # it does not know them
                self._conditional = False
        return self._conditional

    def _put_if(self, name: str, data: bytes, media_type: str, condition: dict[str, Any]) -> bool:
        try:
            self.put(name, data, media_type, condition)
        except (Changed, NotFound):
            return False
        return True

    def get(self, name: str) -> bytes:
        """Return an object; raises NotFound."""
        with translated(f"{self.url}/{name}"):
            return self._client.get_object(Bucket=self._bucket, Key=self._start + name)["Body"].read()

    def chunks(self, name: str) -> Iterator[bytes]:
        """Return an object piece by piece; raises NotFound."""
        with translated(f"{self.url}/{name}"):
            yield from self._client.get_object(Bucket=self._bucket, Key=self._start + name)["Body"].iter_chunks(CHUNK)

    def remove(self, name: str) -> None:
        """Take an object away, if it is there."""
        with translated(f"{self.url}/{name}"):
            try:
                self._client.delete_object(Bucket=self._bucket, Key=self._start + name)
            except ClientError as error:  # Amazon says nothing of what is not there; some others do
                if error.response.get("Error", {}).get("Code", "") not in {"NoSuchKey", "NotFound", "404"}:
                    raise

    def link(self, name: str, seconds: int) -> str:
        """Return a URL at which the object can be read for so many seconds."""
        with translated(f"{self.url}/{name}"):
            named = {"Bucket": self._bucket, "Key": self._start + name}
            return self._client.generate_presigned_url("get_object", Params=named, ExpiresIn=seconds)

    def size(self, name: str) -> int | None:
        """Return the size in bytes, None when there is no such object."""
        try:
            with translated(f"{self.url}/{name}"):
                return self._client.head_object(Bucket=self._bucket, Key=self._start + name)["ContentLength"]
        except NotFound:
            return None

    def holds(self, name: str, size: int, md5_hex: Callable[[], str]) -> bool:
        """Tell whether the object is there with these bytes, as far as its size and its tag say.

        A tag that is no MD5 at all (an upload in parts) says nothing. One that differs may be no MD5 either (an
        encrypted object): then the bytes are read.
        """
        try:
            with translated(f"{self.url}/{name}"):
                there = self._client.head_object(Bucket=self._bucket, Key=self._start + name)
        except NotFound:
            return False
        tag = _plain(there.get("ETag", ""))
        if there["ContentLength"] != size or not _PLAIN_TAG.fullmatch(tag):
            return bool(there["ContentLength"] == size)
        if tag == (wanted := md5_hex()):
            return True
        digest = hashlib.md5(usedforsecurity=False)
        for chunk in self.chunks(name):
            digest.update(chunk)
        return digest.hexdigest() == wanted

    def names(self, start: str = "") -> Iterator[str]:
        """List the names that begin with `start`, in order of their UTF-8 bytes, without folder markers."""
        yield from (name for name, _ in self.sizes(start))

    def sizes(self, start: str) -> Iterator[tuple[str, int]]:
        """The same with the bytes of each."""
        for page in self._pages(start):
            for found in page.get("Contents", ()):
                if found["Size"] or not found["Key"].endswith("/"):
                    yield found["Key"][len(self._start) :], found["Size"]

    def folders(self, start: str) -> Iterator[str]:
        """List what comes right after `start` up to the next `/`, in order of its UTF-8 bytes."""
        for page in self._pages(start, Delimiter="/"):
            for found in page.get("CommonPrefixes", ()):
                yield found["Prefix"][len(self._start) + len(start) : -1]

    def _pages(self, start: str, **asked: str) -> Iterator[dict[str, Any]]:
        return pages(self._client, self.url, self._bucket, self._start + start, **asked)


def _plain(tag: str) -> str:
    return tag.removeprefix("W/").strip('"')

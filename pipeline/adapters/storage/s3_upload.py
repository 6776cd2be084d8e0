"""Uploads a large file in parts, each with the digests by which the service checks it.

boto3's own transfer sends the digest behind the data in a form of HTTP (`aws-chunked`) that many services refuse, as
soon as the connection is encrypted.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from pipeline.adapters.storage.s3 import no_s3

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef

PART = 16 << 20
"""Bytes of a part; files up to this size go up whole."""
_AT_ONCE = 4
"""Parts under way at the same time, each in memory."""

Digests = Callable[[bytes], Mapping[str, str]]
"""What is said of some bytes, by which the service sees whether it got them all and right."""


def sha256_and_md5(data: bytes) -> dict[str, str]:
    """Return both digests: not every service looks at the first."""
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    return {"ChecksumAlgorithm": "SHA256", "ChecksumSHA256": digest, **md5(data)}


def md5(data: bytes) -> dict[str, str]:
    """Return the digest that every service knows: against damage on the way, not against people."""
    return {"ContentMD5": base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()}


class Upload:
    """One upload in parts of an object, `where` being its bucket and key; nothing is left behind when it fails."""

    def __init__(self, client: "S3Client", where: Mapping[str, str], digests: Digests) -> None:
        self._client: Any = client
        self._where = dict(where)
        self._digests = digests

    def send(self, path: Path, said: Mapping[str, Any]) -> None:
        """Send a file; `said` goes with the object. Raises what boto3 raises."""
        checked = {"ChecksumAlgorithm": "SHA256"} if "ChecksumSHA256" in self._digests(b"") else {}
        begun = self._client.create_multipart_upload(**self._where, **checked, **said)
        if not (named := begun.get("UploadId")):
            raise no_s3(self._where["Key"])
        parts = range(1, -(-path.stat().st_size // PART) + 1)
        try:
            with ThreadPoolExecutor(min(_AT_ONCE, len(parts))) as pool:
                done = list(pool.map(lambda number: self._part(path, named, number), parts))
            self._client.complete_multipart_upload(**self._where, UploadId=named, MultipartUpload={"Parts": done})
        except BaseException:
            with suppress(ClientError, BotoCoreError):
                self._client.abort_multipart_upload(**self._where, UploadId=named)
            raise

    def _part(self, path: Path, upload: str, number: int) -> "CompletedPartTypeDef":
        with path.open("rb") as file:
            file.seek((number - 1) * PART)
            data = file.read(PART)
        digests = self._digests(data)
        sent = self._client.upload_part(**self._where, UploadId=upload, PartNumber=number, Body=data, **digests)
        if "ETag" not in sent:
            raise no_s3(self._where["Key"])
        part: CompletedPartTypeDef = {"PartNumber": number, "ETag": sent["ETag"]}
        if "ChecksumSHA256" in digests:
            part["ChecksumSHA256"] = digests["ChecksumSHA256"]
        return part

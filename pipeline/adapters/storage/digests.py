"""The digest under which the store keeps bytes, and where a blob with that digest lives."""

import hashlib
import re
from pathlib import Path

from pipeline.errors import ContractBroken, NotFound

CHUNK = 1 << 20
"""Bytes read at once from a file of any size."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal, without reading it into memory at once."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def md5_of(data: bytes) -> str:
    """Return the MD5 of bytes, hexadecimal: what S3 services give as the tag of an object; against damage only."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def md5_of_file(path: Path) -> str:
    """The same of a file, without reading it into memory at once."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def is_digest(text: str) -> bool:
    """Tell whether a text is a SHA-256 as the store writes it."""
    return bool(_DIGEST.fullmatch(text))


def blob_name(sha256: str) -> str:
    """Return the place of a blob in a store, `aa/bb/<sha256>`; raises NotFound for what is no SHA-256."""
    if not is_digest(sha256):
        raise NotFound(f"'{sha256[:80]}' is no SHA-256, so nothing is stored under it.")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def verified(data: bytes, sha256: str) -> bytes:
    """Return the bytes when they have this digest; raises ContractBroken when they changed since they were stored."""
    if sha256_of(data) != sha256:
        raise ContractBroken(
            f"The stored file {sha256} no longer has the content it was stored with.",
            "Restore it from a backup of the store; `kaft verify` lists all such files.",
        )
    return data

"""Which keys an output bucket may have: one rule for folders and S3, so that a bucket can be moved."""

import unicodedata

from pipeline.errors import ContractBroken

_LONGEST_KEY = 1024
_LONGEST_PART = 255


def checked(key: str) -> str:
    """Return the key; raises ContractBroken when it could leave the bucket, hide in it or break a listing.

    Parts are divided by `/`; none is empty, begins with a dot, has control characters or is longer than 255 bytes.
    """
    parts = key.split("/")
    odd = "\\" in key or any(unicodedata.category(character).startswith("C") for character in key)
    if odd or any(not part or part.startswith(".") for part in parts):
        raise ContractBroken(f"{key!r} cannot be a key of the output bucket.")
    if len(key.encode()) > _LONGEST_KEY or any(len(part.encode()) > _LONGEST_PART for part in parts):
        raise ContractBroken(f"The key {key[:80]!r}… is too long for the output bucket.")
    return key

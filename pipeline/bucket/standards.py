"""Writes what integrators need to understand the objects: JSON Schemas, the JSON-LD context, the SHACL shapes."""

from importlib.resources import files

from pipeline.errors import NotFound
from pipeline.ports import Bucket

FOLDER = "v1/schemas"
_TYPES = {".json": "application/schema+json", ".jsonld": "application/ld+json", ".ttl": "text/turtle"}


def standards() -> dict[str, bytes]:
    """Return every schema, context and shapes file by its name under `v1/schemas/`."""
    root = files("schemas")
    found = [*(root / "json").iterdir(), *(root / "linked").iterdir()]
    return {file.name: file.read_bytes() for file in sorted(found, key=lambda file: file.name)}


def missing(bucket: Bucket) -> tuple[str, ...]:
    """Return the keys of the ones that are missing."""
    there = set(bucket.keys(f"{FOLDER}/"))
    return tuple(key for name in standards() if (key := f"{FOLDER}/{name}") not in there)


def write_standards(bucket: Bucket) -> int:
    """Write the files that are missing or different; return how many there were."""
    written = 0
    for name, data in standards().items():
        key = f"{FOLDER}/{name}"
        try:
            if bucket.get(key) == data:
                continue
        except NotFound:
            pass
        bucket.put(key, data, _TYPES[name[name.rindex(".") :]])
        written += 1
    return written

"""Lists what kaft is made of, from the lock file, as CycloneDX: the same lock gives the same bytes."""

import re
import uuid
from typing import Any

_PIN = re.compile(r"^([A-Za-z0-9][\w.\-]*)==([^\s;\\]+)((?:.*\\\n)*.*)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NAMESPACE = uuid.UUID("0d3c6a52-77d0-5d8b-9a3e-5a2f6f1b8c44")


def bill(lock: str, version: str) -> dict[str, Any]:
    """Return a CycloneDX 1.5 document of the pinned packages in a lock file, sorted by name.

    Each package has the digests of all files of its version that the lock allows, as properties: CycloneDX has one
    place for the digest of a component, and which file is taken depends on the machine.
    """
    components = [_component(*found) for found in sorted(_PIN.findall(lock))]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": uuid.uuid5(_NAMESPACE, version + lock).urn,
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "kaft",
                "name": "kaft",
                "version": version,
                "licenses": [{"license": {"id": "EUPL-1.2"}}],
            }
        },
        "components": components,
    }


def _component(name: str, version: str, rest: str) -> dict[str, Any]:
    package = re.sub(r"[-_.]+", "-", name).lower()
    place = f"pkg:pypi/{package}@{version}"
    digests = [{"name": "kaft:sha256", "value": digest} for digest in sorted(_HASH.findall(rest))]
    return {
        "type": "library",
        "bom-ref": place,
        "name": package,
        "version": version,
        "purl": place,
        "properties": digests,
    }

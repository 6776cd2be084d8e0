"""Reads a list of checksums in JSON, in whatever shape the program of the contractor writes it."""

import json
import re
from collections.abc import Iterator
from typing import Any

_DIGEST = re.compile(
    r"(?:(?:md5|sha-?\d+)[:=])?([0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{128})", re.IGNORECASE
)
_NAME = re.compile(r".*[\\/].*|.*\.(?=\d*[A-Za-z])\w{2,5}", re.DOTALL)


def as_lines(text: str) -> str:
    """Return a list in JSON as lines of a digest, two spaces and a name; of several digests of a file the longest.

    A file is an object that holds a digest and one name, or a name with a digest or such an object behind it. What is
    no JSON comes back as it is, so that whoever reads its lines tells of them.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return "\n".join(f"{digest}  {name.strip()}" for digest, name in _files(found) if "\n" not in name)


def _files(node: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for one in node:
            yield from _files(one)
    elif isinstance(node, dict):
        said = [value for value in node.values() if isinstance(value, str)]
        digests = sorted((match[1] for value in said if (match := _DIGEST.fullmatch(value.strip()))), key=len)
        names = [value for value in said if _NAME.fullmatch(value) and not _DIGEST.fullmatch(value.strip())]
        named = [key for key in node if _NAME.fullmatch(key)]
        if digests and not named and (name or len(names) == 1):
            yield digests[-1], name or names[0]
            return
        for key, value in node.items():
            match = _DIGEST.fullmatch(value.strip()) if isinstance(value, str) and key in named else None
            if match:
                yield match[1], key
            else:
                yield from _files(value, key if key in named else "")

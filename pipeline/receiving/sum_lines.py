"""Reads one line of a manifest or of a list of checksums, as the programs that make them write it."""

import re
from typing import NamedTuple

_BAGIT = re.compile(r"\s*([0-9A-Fa-f]{32,128})\s+\*?(.+?)\s*")
_DIGEST = re.compile(r"[0-9A-Fa-f]{32,128}")
_FREE = (
    re.compile(
        r"[\s\"']*(?:(?:MD5|SHA-?\d+)[\"']?[\s;,|]+[\"']?)?(?P<digest>[0-9A-Fa-f]{32,128})[\"']?[\s;,|]+[*\"']?(?P<path>.+?)[\s\"']*",
        re.IGNORECASE,
    ),
    re.compile(r"\s*(?:MD5|SHA-?\d+)\s*\((?P<path>.+)\)\s*=\s*(?P<digest>[0-9A-Fa-f]{32,128})\s*", re.IGNORECASE),
    re.compile(r"[\s\"']*(?P<path>.+?)[\"']?[\s;,|]+[\"']?(?P<digest>[0-9A-Fa-f]{32,128})[\s\"';,]*"),
)
_NAME = re.compile(r".*[\\/].*|.*\.(?=\d*[A-Za-z])\w{2,5}")
_REMARK = re.compile(r"\s*(#|;|//|---|CertUtil:).*", re.IGNORECASE)
_CRC = re.compile(r"\s*(?P<path>.+?)\s+(?P<digest>[0-9A-Fa-f]{8})\s*")
_COLUMNS = 3


class Line(NamedTuple):
    """A digest in lower case and the name it is of, as it was written; empty when the line has a digest alone."""

    digest: str
    path: str


def read(line: str) -> Line | None:
    """Return what a line says; None when it cannot be told.

    BagIt's own way goes first. Else the name may stand first, and there may be other columns: then the one cell that
    looks like the name of a file is the name.
    """
    if match := _BAGIT.fullmatch(line):
        return Line(match[1].lower(), match[2])
    for divider in (";", "\t", "|", ","):
        cells = [cell.strip(" \"'*") for cell in line.split(divider)]
        digests = [cell for cell in cells if _DIGEST.fullmatch(cell)]
        if len(cells) >= _COLUMNS and len(digests) == 1:
            names = [cell for cell in cells if cell not in digests and _NAME.fullmatch(cell)]
            return Line(digests[0].lower(), names[0]) if len(names) == 1 else None
    for form in _FREE:
        if match := form.fullmatch(line):
            return Line(match["digest"].lower(), match["path"])
    return Line(line.strip().lower(), "") if _DIGEST.fullmatch(line.strip()) else None


def read_crc(line: str) -> Line | None:
    """Return what a line of an SFV file says, a name and a CRC-32 behind it; None when it cannot be told."""
    match = None if is_remark(line) else _CRC.fullmatch(line)
    return Line(match["digest"].lower(), match["path"]) if match else None


def is_remark(line: str) -> bool:
    """Tell whether a line is one that programs put around their checksums."""
    return bool(_REMARK.fullmatch(line))

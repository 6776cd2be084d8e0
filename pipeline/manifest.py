"""Reads what a contractor says he delivered: BagIt manifests and the folder they speak of."""

import re
from dataclasses import dataclass

_LINE = re.compile(r"\s*([0-9A-Fa-f]{32,128})\s+\*?(.+?)\s*")
_NAME = re.compile(r"manifest-(md5|sha1|sha256|sha512)\.txt")
_BESIDE = re.compile(
    r"(tag)?manifest-\w+\.txt|bagit\.txt|bag-info\.txt|fetch\.txt|inventory\.csv|_READY|Thumbs\.db|desktop\.ini|\.DS_Store"
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The digests of one manifest file: the hash function, and the digest of each name; lines that could not be read."""

    algorithm: str
    digests: dict[str, str]
    unreadable: tuple[int, ...]


def is_beside(name: str) -> bool:
    """Tell whether a file accompanies the scans (manifest, inventory, marker, a program's litter) and is none itself."""
    last = name.rpartition("/")[2]
    return bool(_BESIDE.fullmatch(last)) or last.startswith("._")


def manifest_name(names: tuple[str, ...]) -> str | None:
    """Return the manifest that is checked, the strongest there is, or None."""
    found = [name for name in names if _NAME.fullmatch(name)]
    strength = ("md5", "sha1", "sha256", "sha512")
    return max(found, key=lambda name: strength.index(_algorithm(name)), default=None)


def payload_prefix(names: tuple[str, ...]) -> str:
    """Return the folder inside the delivery that holds the scans: `data/` in a BagIt bag, otherwise nothing."""
    return "data/" if "bagit.txt" in names and any(name.startswith("data/") for name in names) else ""


def parse(name: str, text: str) -> Manifest:
    """Read a manifest. Names are decoded as BagIt writes them (`%0A` for a line end)."""
    digests: dict[str, str] = {}
    unreadable = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            unreadable.append(number)
            continue
        path = match[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        digests[path.removeprefix("./").replace("\\", "/")] = match[1].lower()
    return Manifest(_algorithm(name), digests, tuple(unreadable))


def _algorithm(name: str) -> str:
    match = _NAME.fullmatch(name)
    return match[1] if match else ""

"""Reads what a contractor says he delivered: BagIt manifests and the folder they speak of."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_LINE = re.compile(r"\s*([0-9A-Fa-f]{32,128})\s+\*?(.+?)\s*")
_LINE_END = re.compile(r"\r\n|\r|\n")  # and nothing else: the rarer ends that Python knows may stand in a name
_LENGTHS = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}
_NAME = re.compile(r"manifest-(md5|sha1|sha256|sha512)\.txt", re.IGNORECASE)
_PAPERS = re.compile(
    r"(tag)?manifest-\w+\.txt|bagit\.txt|bag-info\.txt|fetch\.txt|inventory\.csv|_READY", re.IGNORECASE
)
_LITTER = re.compile(
    r"(eh)?Thumbs\.db|desktop\.ini|\.DS_Store|\._.*|~\$.+\.(doc|xls|ppt)[xm]?|\.~lock\..+#|\.nfs[0-9a-f]{8,}",
    re.IGNORECASE | re.DOTALL,
)
_LITTER_FOLDER = re.compile(
    r"System Volume Information|\$RECYCLE\.BIN|RECYCLER|\.Trash(es|-\d+)|\.Spotlight-V100|\.fseventsd|\.TemporaryItems"
    r"|__MACOSX|lost\+found|@eaDir|#recycle|@Recycle|\.AppleDouble|\.thumbnails|\.snapshot|~snapshot",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The digests of one manifest file: the hash function, and the digest of each name; lines that could not be read.

    The names are as they stand in the file, with `/` between their parts.
    """

    algorithm: str
    digests: dict[str, str]
    unreadable: tuple[int, ...]
    weaker: tuple["Manifest", ...] = ()
    """The other manifests of the delivery, which bind as much for what they name."""

    def promised(self, name: str) -> str | None:
        """Return the digest of a delivered file, None when the manifest does not name it."""
        return next((self.digests[form] for form in _forms(name) if form in self.digests), None)

    def missing(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the names in the manifest that were not delivered, sorted."""
        delivered = {form for name in names for form in _forms(name)}
        named = self.digests.keys() | {name for other in self.weaker for name in other.digests}
        return tuple(sorted(named - delivered))


def is_beside(name: str) -> bool:
    """Tell whether a file accompanies the scans (manifest, inventory, marker, litter) and is none itself."""
    return bool(_PAPERS.fullmatch(name.rpartition("/")[2])) or is_litter(name)


def is_litter(name: str) -> bool:
    """Tell whether a file is only what a computer leaves behind; it changes without anybody meaning it.

    The bin of a disk is such a place too: what lies in it was thrown away, and is not delivered.
    """
    *folders, last = name.split("/")
    return bool(_LITTER.fullmatch(last)) or any(map(is_litter_folder, folders))


def is_litter_folder(name: str) -> bool:
    """Tell whether a folder, by its name, is one that a computer keeps on every disk for itself."""
    return bool(_LITTER_FOLDER.fullmatch(name))


def manifest_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the manifests, the strongest first."""
    found = [name for name in names if _NAME.fullmatch(name)]
    return tuple(sorted(found, key=lambda name: (-_LENGTHS[_algorithm(name)], name)))


def of_tags(name: str) -> str | None:
    """Return the name without `tag` of the manifest of the papers of a bag, `tagmanifest-md5.txt`; None for others."""
    plain = name[3:]
    return plain if name[:3].lower() == "tag" and _NAME.fullmatch(plain) else None


def payload_prefix(names: tuple[str, ...]) -> str:
    """Return the folder inside the delivery that holds the scans: `data/` in a BagIt bag, otherwise nothing."""
    return "data/" if "bagit.txt" in names and any(name.startswith("data/") for name in names) else ""


def parse(name: str, text: str) -> Manifest:
    """Read a manifest. A line that contradicts an earlier one, or whose digest is of another kind, is unreadable."""
    algorithm = _algorithm(name)
    digests: dict[str, str] = {}
    unreadable = []
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        digest = match[1].lower() if match else ""
        path = _composed(match[2].replace("\\", "/").removeprefix("./")) if match else ""
        if len(digest) != _LENGTHS[algorithm] or digests.get(path, digest) != digest:
            unreadable.append(number)
            continue
        digests[path] = digest
    return Manifest(algorithm, digests, tuple(unreadable))


def _forms(name: str) -> tuple[str, str]:
    """Return a delivered name as a manifest may write it: as it is, or as BagIt does (`%0A` for a line end)."""
    plain = _composed(name)
    return plain, plain.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _composed(name: str) -> str:
    # A Mac writes é as two characters on the disk, whoever makes the manifest often as one.
    return unicodedata.normalize("NFC", name)


def _algorithm(name: str) -> str:
    match = _NAME.fullmatch(name)
    return match[1].lower() if match else ""

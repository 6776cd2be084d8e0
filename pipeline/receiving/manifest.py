"""Reads what a contractor claims to have delivered: BagIt manifests and the folder they describe."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.receiving import sum_json, sum_lines
from pipeline.receiving.sum_lines import Line

_LINE_END = re.compile(r"\r\n|\r|\n")  # and nothing else: the rarer ends that Python knows may stand in a name
_LENGTHS = {"crc32": 8, "md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}
_KINDS = {length: kind for kind, length in _LENGTHS.items()}
_NAME = re.compile(r"manifest-(md5|sha1|sha256|sha512)(\.txt)+", re.IGNORECASE)  # twice: Windows hid the first
_LIST = re.compile(
    r"(?P<of>.+)\.(md5|sha1|sha256|sha512|sfv)(sums?)?(\.(txt|json))?"
    r"|(manifest|(md5|sha1|sha256|sha512|check|hash)[-_ ]?(sums?|es)?|controlegetallen)"
    r"([-_ ](md5|sha1|sha256|sha512))?(\.(txt|csv|lst|json|sfv))?",
    re.IGNORECASE,
)
"""How programs call a list of checksums that is no BagIt manifest; `D1.md5`, `0001.tif.md5`, `MD5SUMS`."""
_PAPERS = re.compile(r"(tag)?manifest-\w+(\.txt)+|bagit\.txt|bag-info\.txt|fetch\.txt|_READY", re.IGNORECASE)
_INVENTORY = re.compile(r"(inventory|inventaris)\.(csv(\.csv|\.txt)?|xlsx|xlsm|ods|xls)", re.IGNORECASE)
_LITTER = re.compile(
    r"(eh)?Thumbs(_vista)?\.db(:encryptable)?|desktop\.ini|\.DS_Store|\._.*|~\$.+\.(doc|xls|ppt)[xm]?|\.~lock\..+#|\.nfs[0-9a-f]{8,}"
    r"|\.directory|Icon\r|\.?Picasa\.ini|ZbThumbnail\.info|.+:Zone\.Identifier|\.fuse_hidden[0-9a-f]{8,}",
    re.IGNORECASE | re.DOTALL,
)
_LITTER_FOLDER = re.compile(
    r"System Volume Information|\$RECYCLE\.BIN|RECYCLER|\.Trash(es|-\d+)|\.Spotlight-V100|\.fseventsd|\.TemporaryItems"
    r"|__MACOSX|lost\+found|@eaDir|#recycle|@Recycle|\.AppleDouble|\.thumbnails|\.snapshot|~snapshot",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The digests of one manifest or list: the hash function, the digest of each name, lines that could not be read.

    The names are as they stand in the file, with `/` between their parts.
    """

    algorithm: str
    digests: dict[str, str]
    unreadable: tuple[int, ...]

    def promised(self, name: str) -> str | None:
        """Return the digest of a delivered file, None when the manifest does not name it."""
        return next((self.digests[form] for form in forms(name) if form in self.digests), None)

    def missing(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the names in the manifest that were not delivered, sorted."""
        delivered = {form for name in names for form in forms(name)}
        return tuple(sorted(self.digests.keys() - delivered))


def is_beside(name: str) -> bool:
    """Tell whether a file accompanies the scans (manifest, inventory, marker, litter) without being one."""
    last = name.rpartition("/")[2]
    return bool(_PAPERS.fullmatch(last) or _LIST.fullmatch(last)) or is_inventory(name) or is_litter(name)


def is_inventory(name: str) -> bool:
    """Tell whether a file is the contractor's list of dossiers, by its name."""
    return bool(_INVENTORY.fullmatch(_last(name))) and not is_litter(name)


def is_litter(name: str) -> bool:
    """Tell whether a file is only litter that a computer leaves behind, and that changes by itself.

    The bin of a disk is such a place too: what lies in it was thrown away, and is not delivered.
    """
    *folders, last = name.split("/")
    return bool(_LITTER.fullmatch(last)) or any(map(is_litter_folder, folders))


def is_litter_folder(name: str) -> bool:
    """Tell by its name whether a folder is one that computers keep on disks for themselves."""
    return bool(_LITTER_FOLDER.fullmatch(name))


def manifest_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the manifests and checksum lists, those highest in the folders first, and of these the strongest."""
    found = [name for name in names if binds(name) or _LIST.fullmatch(_last(name))]
    found = [name for name in found if not is_litter(name)]
    return tuple(
        sorted(found, key=lambda name: (name.count("/"), not binds(name), -_LENGTHS.get(_algorithm(name), 0), name))
    )


def binds(name: str) -> bool:
    """Tell whether a file is a BagIt manifest, which must name every file; another list checks what it names."""
    return bool(_NAME.fullmatch(_last(name)))


def may_be_of_pages(name: str) -> bool:
    """Tell whether a file without checksums is no list at all: a `manifest.json` may tell of pages (IIIF)."""
    return _last(name).lower() == "manifest.json"


def is_misnamed(name: str, found: Manifest) -> bool:
    """Tell whether the name of a list says another kind of digest than it holds."""
    return bool(found.digests) and _algorithm(name) not in {"", found.algorithm}


def of_tags(name: str) -> str | None:
    """Return the name without `tag` of the manifest of the papers of a bag, `tagmanifest-md5.txt`; None for others."""
    folder, plain = name.removesuffix(_last(name)), _last(name)[3:]
    return folder + plain if _last(name)[:3].lower() == "tag" and _NAME.fullmatch(plain) else None


def payload_prefix(names: Iterable[str]) -> str:
    """Return the folder inside the delivery that holds the scans: `data/` in a BagIt bag, otherwise nothing.

    When all that was delivered is one bag, in a folder of its own and with folders of dossiers in it, `levering/data/`.
    """
    names = tuple(name for name in names if not is_litter(name))
    if "bagit.txt" in names:
        return "data/" if any(name.startswith("data/") for name in names) else ""
    bags = [name.removesuffix("bagit.txt") for name in names if re.fullmatch(r"[^/]+/bagit\.txt", name)]
    if len(bags) != 1 or any("/" in name and not name.startswith(bags[0]) for name in names):
        return ""
    payload = f"{bags[0]}data/"
    scans = [name for name in names if not is_beside(name) and not _is_paper_of(bags[0], name)]
    return payload if scans and all(re.match(re.escape(payload) + "[^/]+/", name) for name in scans) else ""


def _is_paper_of(bag: str, name: str) -> bool:
    return name.startswith(bag) and not name.startswith(f"{bag}data/")


def parse(name: str, text: str) -> Manifest:
    """Read a manifest or list. A line that contradicts an earlier one, or has a digest of another kind, is unreadable.

    When all digests are of one other kind than the name of the file says, they are what they are. In lists that are no
    BagIt manifests there may be remarks and a heading, and `0001.tif.md5` may hold the digest of `0001.tif` and nothing
    else.
    """
    text = sum_json.as_lines(text) if name.lower().endswith(".json") else text
    lines = {number: line for number, line in enumerate(_LINE_END.split(text), start=1) if line.strip()}
    read = sum_lines.read_crc if _algorithm(name) == "crc32" else sum_lines.read
    free, of = not binds(name), _LIST.fullmatch(_last(name))
    alone = (of["of"] if of else "") or ""
    heading = next(iter(lines), 0)
    found: dict[int, Line] = {}
    unreadable = []
    for number, line in lines.items():
        said = read(line)
        if said and (said.path or (free and alone)):
            found[number] = said._replace(path=said.path or alone)
        elif not free or not (sum_lines.is_remark(line) or number == heading):
            unreadable.append(number)
    algorithm = _kind([len(said.digest) for said in found.values()], _algorithm(name))
    digests: dict[str, str] = {}
    for number, (digest, written) in found.items():
        path = _composed(written.replace("\\", "/").removeprefix("./"))
        if len(digest) != _LENGTHS.get(algorithm) or digests.get(path, digest) != digest:
            unreadable.append(number)
        else:
            digests[path] = digest
    return Manifest(algorithm, digests, tuple(sorted(unreadable)))


def _kind(lengths: list[int], named: str) -> str:
    """Return which digests a list has: those that its name says, unless all of them are of one other kind."""
    if _LENGTHS.get(named) in lengths or not lengths:
        return named
    return _KINDS.get(lengths[0], named) if len(set(lengths)) == 1 or not named else named


def forms(name: str) -> tuple[str, str]:
    """Return a delivered name as a manifest may write it: as it is, or as BagIt does (`%0A` for a line end)."""
    plain = _composed(name)
    return plain, plain.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _composed(name: str) -> str:
    # A Mac writes é as two characters on the disk, whoever makes the manifest often as one.
    return unicodedata.normalize("NFC", name)


def _algorithm(name: str) -> str:
    found = re.findall(r"md5|sha1(?!\d)|sha256|sha512|sfv", _last(name).lower())
    return found[-1].replace("sfv", "crc32") if found else ""


def _last(name: str) -> str:
    return name.rpartition("/")[2]

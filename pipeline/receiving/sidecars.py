"""Files that programs put beside the pages: what they read on them, or what they say of the scans. Kept, not read."""

import re
from collections.abc import Iterable

from pipeline.names import tidy
from pipeline.receiving import sniff
from pipeline.receiving.inventory import decode
from schemas.delivery import Problem

Pages = frozenset[tuple[str, str]]
"""The folder of the dossier and the name without its ending, of each file that is called a scan."""
_METADATA = re.compile(
    r"\ufeff?(?>\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\])?\s*>)*+"
    r"<(?:[\w.-]+:)?(alto|mets|premis|PcGts|TEI|xmpmeta|xmpDM|RDF|ead|mods|mix|dc|oai_dc|jhove|fits|exiftool)[\s>/:]",
    re.IGNORECASE | re.DOTALL,
)
"""XML whose first element is of a known kind."""
_ENDINGS = (".xml", ".txt", ".json", ".hocr", ".html", ".htm", ".xmp", ".tsv")
_ADDED = re.compile(r"[-_. ](alto|ocr|hocr|text|txt|mets|meta|metadata|xmp)$", re.IGNORECASE)


def names_of_pages(names: Iterable[str]) -> Pages:
    """Return what a sidecar of these files may be called after."""
    return frozenset((_folder(name), _last(name).rpartition(".")[0]) for name in names if sniff.promised_type(name))


def is_sidecar(name: str, head: bytes, pages: Pages) -> bool:
    """Tell whether a file that is no scan belongs to one: a text called after it, or a known kind of metadata.

    Args:
        name: the file, in its delivery.
        head: its first bytes.
        pages: what `names_of_pages` gives of the delivery.
    """
    if not head.strip(b"\0 \r\n") or sniff.media_type(head) or not sniff.is_text(head):
        return False
    if _METADATA.match(decode(head)):
        return True
    return name.lower().endswith(_ENDINGS) and any((_folder(name), stem) in pages for stem in _stems(_last(name)))


def kept(names: list[str]) -> list[Problem]:
    """Tell of the sidecars of a dossier, in one note."""
    if not names:
        return []
    told = f"{len(names)} files beside the pages are no scans, '{tidy(names[0])}' first; they are kept and not read."
    hint = "Nothing needs to be done; look into them if something may stand there that is not on the pages."
    return [Problem(code="beside_pages", message=told, hint=hint, severity="note")]


def _stems(last: str) -> set[str]:
    """Return what a scan may be called that `0001.xml`, `0001.tif.xml`, `0001.alto.xml` or `0001_ocr.txt` goes with."""
    stem = last.rpartition(".")[0]
    plain = _ADDED.sub("", stem)
    return {stem, plain, *(one.rpartition(".")[0] for one in (stem, plain) if sniff.promised_type(one))}


def _folder(name: str) -> str:
    return name.partition("/")[0] if "/" in name else ""


def _last(name: str) -> str:
    return name.rpartition("/")[2]

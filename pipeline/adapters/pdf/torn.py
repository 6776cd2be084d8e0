"""Rebuilds PDFs whose end or list of contents (xref) is damaged or gone, in memory, and counts their pages strictly.

The file itself stays as it came. qpdf finds the objects by looking through the whole file; pdfium gives up sooner.
"""

import io
import re
from pathlib import Path
from typing import Any

import pikepdf

from pipeline.adapters.pictures.scan_limits import AGAIN
from pipeline.errors import UnreadableScan

_TAIL = 1024  # bytes in which a whole PDF says where its list of contents is
_LARGEST = 400_000_000  # bytes; the rebuilt file and the one that came are both in memory
_OBJECT = re.compile(rb"\d\s+obj\b(.{0,20000}?)\bendobj", re.DOTALL)
_TREE = re.compile(rb"/Type\s*/Pages\b")
_COUNT = re.compile(rb"/Count\s+(\d{1,7})")


def source(path: Path) -> Path | io.BytesIO:
    """Return what pikepdf opens: the file, or its bytes with an end mark, without which qpdf loses the last object."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(size - _TAIL, 0))
        if b"startxref" in file.read() or size > _LARGEST:
            return path
        file.seek(0)
        return io.BytesIO(file.read() + b"\n%%EOF\n")


def rebuilt(pdf: pikepdf.Pdf, path: Path) -> bytes:
    """Return a PDF as qpdf puts it together again, its streams as they are.

    Raises:
        UnreadableScan: it does not hold the pages that the file says it had, or holds pages that belong nowhere.
        PdfError: it cannot be put together.
    """
    if path.stat().st_size > _LARGEST:
        raise UnreadableScan("The PDF is damaged, and too large to be rebuilt here.", AGAIN)
    found, loose, stated = len(pdf.pages), _count_of_pages(pdf), _stated(path.read_bytes())
    if not found == loose == (found if stated is None else stated):
        raise _uncertain({found, loose, found if stated is None else stated})
    out = io.BytesIO()
    pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, deterministic_id=True)
    return out.getvalue()


def check_count(pdf: pikepdf.Pdf, drawn: int) -> None:
    """Raise UnreadableScan when a PDF does not have as many pages for pikepdf as can be drawn: then one may be lost."""
    if len(pdf.pages) != drawn:
        raise _uncertain({len(pdf.pages), drawn})


def _uncertain(counts: set[int]) -> UnreadableScan:
    told = " / ".join(map(str, sorted(counts)))
    return UnreadableScan(f"The PDF is damaged: it cannot be told how many pages it has: {told}.", AGAIN)


def _count_of_pages(pdf: pikepdf.Pdf) -> int:
    """Return how many pages lie in a file, whether its tree of pages leads to them or not."""
    return sum(isinstance(item, pikepdf.Dictionary) and _is_page(item) for item in pdf.objects)


def _is_page(item: Any) -> bool:
    return bool(item.get("/Type") == pikepdf.Name.Page)


def _stated(data: bytes) -> int | None:
    """Return how many pages a file says it has, where that can be read without its list of contents."""
    trees = [found[1] for found in _OBJECT.finditer(data) if _TREE.search(found[1])]
    counts = [int(count) for tree in trees for count in _COUNT.findall(tree)]
    return max(counts) if counts else None

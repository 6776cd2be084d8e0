"""Which pages are one sheet of paper: the same image, or the same looks and the same words."""

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.receiving.acceptance import SeenPage
from schemas.pages import ScanQuality
from schemas.words import PageType

STANDARD = 3
"""A page that is in so many dossiers is no page that went astray, but a notice that goes with all of them."""
SAME_BITS = 60
"""Of 512; measured on 60 pages: two scans of one sheet differ in 21 (median) to 87 bits, different pages in 173."""
_SAME_STROKES = 0.15  # of their thickness; measured: one sheet scanned twice 0.08, a carbon copy 0.25
_ENOUGH_WORDS = 15
_SAME_WORDS = 0.8
_SAME_NUMBERS = 0.7
_NEARLY, _NEARLY_NUMBERS = 0.7, 0.5  # measured: typed pages scanned anew and read by one reader 0.75 and 0.67
_MISREAD = 0.05  # of the numbers on a page; the same letter to another neighbour differs in a house number
_LATEST = 20  # of the pages that share a part of their looks, so many are compared
_OWN_WORDS: frozenset[PageType | None] = frozenset({"besluit", "weigering", "advies", "brief", "nota", "pv"})
"""Kinds of pages that somebody wrote for one dossier; forms and notices are printed by the thousand."""


def duplicates(pages: Sequence[SeenPage]) -> dict[int, int]:
    """Return for each page (place) that came before, the place where it first did.

    It is the same image, or it looks the same and says the same. Two empty forms do so too: a page on which nothing was
    found, and that is no letter or decision, counts only when it is the same image.
    """
    found: dict[int, int] = {}
    images: dict[tuple[str, int], int] = {}
    buckets: dict[tuple[int, str], list[int]] = defaultdict(list)
    for place, page in enumerate(pages):
        if page.blank or page.scan.separator:
            continue
        same = images.setdefault((page.scan.image.sha256, page.scan.page_index), place)
        keys = _keys(page)
        others = dict.fromkeys(other for key in keys for other in buckets[key][-_LATEST:])
        if same != place or (same := next((other for other in others if _alike(page, pages[other])), place)) != place:
            found[place] = found.get(same, same)
        for key in keys:
            buckets[key].append(place)
    return found


def _keys(page: SeenPage) -> list[tuple[int, str]]:
    """Return parts of the looks of a page, of which two scans of one sheet share at least one."""
    quality = page.prepared.quality if page.prepared else None
    if quality is None:
        return []
    keys = [(at, quality.likeness[at : at + 4]) for at in range(0, len(quality.likeness), 4)]
    return [key for key in keys if key[1] not in {"0000", "ffff"}]


def _alike(one: SeenPage, other: SeenPage) -> bool:
    if not any(page.telling or page.type in _OWN_WORDS for page in (one, other)):
        return False
    if not look_like_one(one, other):
        return False
    mine, theirs = _words(one.text), _words(other.text)
    if min(len(mine), len(theirs)) < _ENOUGH_WORDS or _shared(mine, theirs) < _SAME_WORDS:
        return False
    numbers = [_numbers(page.text) for page in (one, other)]
    # A number that only one of them has may be a stamp that was not read; one against another is another letter.
    against = min(len(numbers[0] - numbers[1]), len(numbers[1] - numbers[0]))
    return against <= _MISREAD * len(numbers[0]) and _shared(*numbers) >= _SAME_NUMBERS


def nearly_the_same(one: str, other: str) -> bool:
    """Tell whether two texts may be those of one sheet, read twice, when their dossiers share a number or a house.

    The neighbour's letter is in another dossier then, so a misread number is no reason to think of another sheet.
    """
    mine, theirs = _words(one), _words(other)
    enough = min(len(mine), len(theirs)) >= _ENOUGH_WORDS
    return enough and _shared(mine, theirs) >= _NEARLY and _shared(_numbers(one), _numbers(other)) >= _NEARLY_NUMBERS


def look_like_one(one: SeenPage, other: SeenPage) -> bool:
    """Tell whether two pages look like one sheet; what was not measured does not."""
    qualities = [page.prepared.quality for page in (one, other) if page.prepared and page.prepared.quality]
    return len(qualities) > 1 and _look_alike(*qualities)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", text.lower()))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w*\d\w*", text.lower()))


def _look_alike(one: ScanQuality, other: ScanQuality) -> bool:
    """Tell whether two pages look like one sheet; a carbon copy lies in the same places, and has other strokes."""
    strokes = one.stroke_mm or 0.0, other.stroke_mm or 0.0
    if max(strokes) - min(strokes) > _SAME_STROKES * max(strokes):
        return False
    return (int(one.likeness, 16) ^ int(other.likeness, 16)).bit_count() <= SAME_BITS


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the words on either page that are on both; 1 when there are none."""
    return len(one & other) / len(one | other) if one | other else 1.0

"""Registers and ledgers in a dossier: of all the dossiers they list, only one is this one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from extractors.flow import Flow
from extractors.likeness import letters
from extractors.signs import plain
from schemas.findings import Finding
from schemas.pages import Box
from schemas.values import Address, Reference

_HEAD = re.compile(
    r"\b(?:registers?|legger|lijst|repertorium|staat|tabel|rol)\b[^\n]{0,30}?(?:bouw|toelating|vergun|aanvra|permis)",
)
_SENT = re.compile(
    r"\b(?:registers?|legger|lijst|repertorium|staat|tabel|rol)\b[^\n]{0,30}?"
    r"(?:bouw|toelating|vergun|aanvra|permis|kennisgev|besliss|betekening)",
)
_EXTRACT = re.compile(r"\buittreksel|\bbera[ad]dslag|\bbesluiten\b|\bnotulen")
_TOP = 160
_ROW = re.compile(
    r"^(?:[^\W\d]{1,14}[^\w\n]{0,3} : )?"
    r"(?P<number>(?!Bl|Pag|Fol)[A-Z\d][\w./()°-]{0,12}(?: [A-Z][\w./-]{0,5}| \d[\w./-]*)?)",
    re.MULTILINE,
)
_LABEL = re.compile(r"^\W{0,2}(?P<label>[^\W\d][^\n:\t]{0,24}?)[ .]*[:\t]", re.MULTILINE)
_OF_NUMBER = re.compile(r"(?:volg|dossier|register)?n(?:umme)?[r°o]\b|dossier\b|register\b")
_ASIDE = 0.06
"""How far the numbers of rows may stand from one another sideways, as a share of the page's width."""
_ROWS = 3
"""Dossiers that make a page a register."""
_LOOKS_LIKE = str.maketrans("ilszgbo", "1152680")
_ALIKE, _LONG = 85, 4
_NUMBER, _HOUSE, _STREET, _NAME = 3, 1, 1, 2
_ENOUGH = 2


class _Known(NamedTuple):
    """What the other pages say of the dossier, plain: its numbers, streets with houses, and surnames."""

    numbers: frozenset[str]
    houses: frozenset[tuple[str, str]]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One dossier of a register: what stands there, plain, and the middles of its own words on the sheet."""

    text: str
    words: frozenset[tuple[float, float]]

    def has(self, finding: Finding) -> bool:
        return any(
            box.left <= x <= box.right and box.top <= y <= box.bottom
            for box in finding.evidence.boxes
            for x, y in self.words
        )


def own_rows(findings: tuple[Finding, ...], read: Mapping[int, Flow]) -> tuple[Finding, ...]:
    """Return the findings without what registers say of other dossiers; numbers of these are history.

    The own row is the one with the number, the house or the name that other pages have. Where none is, no row counts.
    """
    rows = {page: found for page, flow in read.items() if (found := register_rows(flow))}
    if not rows:
        return findings
    known = _known([finding for finding in findings if finding.evidence.page not in rows])
    own = {page: _own(found, known) for page, found in rows.items()}
    kept = [_judged(one, rows.get(one.evidence.page, ()), own.get(one.evidence.page)) for one in findings]
    return tuple(one for one in kept if one is not None)


def register_rows(flow: Flow) -> tuple[_Row, ...]:
    """Return the rows of a page that lists dossiers, none of any other page."""
    if lists_dossiers(flow.text):
        return _cut(flow, _blocks(flow.text))
    head = plain(flow.text[:_TOP])
    if not _HEAD.search(head) or _EXTRACT.search(head):
        return ()
    starts: list[tuple[int, int]] = []
    for match in _ROW.finditer(flow.text):
        boxes = flow.boxes(*match.span("number"))
        if boxes and any(sign.isdigit() for sign in match["number"]):
            starts.append((boxes[0].left, match.start()))
    width = max((word.box.right for word in flow.words), default=0)
    edge = min(starts, default=(0, 0))[0]
    column = [at for left, at in starts if left - edge <= _ASIDE * width]
    if len(column) < _ROWS:
        return ()
    return _cut(flow, column)


def lists_dossiers(text: str) -> bool:
    """Tell whether a page lists dossiers below each other, each with the same labels."""
    head = plain(text[:_TOP])
    return _SENT.search(head) is not None and not _EXTRACT.search(head) and bool(_blocks(text))


def _blocks(text: str) -> list[int]:
    """Return where the dossiers begin of a list that says the label of the number again for each: `Nr. : 105/88`."""
    labels = [(plain(match["label"]), match.start()) for match in _LABEL.finditer(text)]
    firsts = [at for label, at in labels if label == labels[0][0]]
    numbered = bool(labels) and _OF_NUMBER.match(labels[0][0]) is not None
    return firsts if numbered and len(firsts) >= _ROWS and len(labels) >= 3 * len(firsts) - 2 else []


def _cut(flow: Flow, starts: list[int]) -> tuple[_Row, ...]:
    spans = list(pairwise([*starts, len(flow.text)]))
    words = [{_middle(word.box) for word in flow.words_in(*span)} for span in spans]
    shared = {middle for one, other in pairwise(words) for middle in one & other}  # headings, said again in each row
    return tuple(
        _Row(plain(flow.text[start:end]), frozenset(own - shared))
        for (start, end), own in zip(spans, words, strict=True)
    )


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _known(findings: list[Finding]) -> _Known:
    numbers, houses, names = set(), set(), set()
    for finding in findings:
        value = finding.value
        if isinstance(value, Reference) and finding.role != "history":
            numbers.add(_squeezed(value.value))
        elif isinstance(value, Address) and finding.role == "site" and value.street:
            houses.add((plain(value.street), plain(value.number or "")))
        elif finding.field == "applicants" and isinstance(value, str):
            names.add(max(re.findall(r"\w+", plain(value)) or [""], key=len))
    return _Known(frozenset(numbers), frozenset(houses), frozenset(names))


def _own(rows: tuple[_Row, ...], known: _Known) -> _Row | None:
    points = sorted(((_points(row.text, known), -number) for number, row in enumerate(rows)), reverse=True)
    (best, place), (second, _) = points[:2]
    return rows[-place] if best >= _ENOUGH and best > second else None


def _points(text: str, known: _Known) -> int:
    squeezed, words = _squeezed(text), set(re.findall(r"\w+", text))
    number = any(len(one) >= _LONG and one in squeezed for one in known.numbers)
    house = max((_STREET + _HOUSE * (at in words) for street, at in known.houses if _in(street, text)), default=0)
    return _NUMBER * number + house + _NAME * any(_in(name, text) for name in known.names)


def _squeezed(text: str) -> str:
    return letters(text).translate(_LOOKS_LIKE)


def _in(part: str, text: str) -> bool:
    return len(part) >= _LONG and fuzz.partial_ratio(part, text) >= _ALIKE


def _judged(finding: Finding, rows: tuple[_Row, ...], own: _Row | None) -> Finding | None:
    """Return a finding of a register as it may be used: as it is, as history, or not at all."""
    inside = [row for row in rows if row.has(finding)]
    if not inside or own in inside or finding.field in {"municipality", "permit_type"}:
        return finding
    return finding.model_copy(update={"role": "history"}) if finding.field == "references" else None

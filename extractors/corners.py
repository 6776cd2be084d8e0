"""Sites on a street corner: the two streets of `hoek Lindelaan en Beukenhof`, `Bruul / Lindelaan`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.page import Gazetteer
from extractors.signs import plain

_WORD = r"(?:(?:[A-ZÉ]\w{0,2}\.){1,3}-?(?:[A-ZÉ][\w'’\-]{0,40})?|[A-ZÉ][\w'’\-]{0,40})"
_NAME = rf"(?<![\w'’\-]){_WORD}(?:\s(?:(?:op|van|de|der|den|ter|ten|het|te|la|du)\s){{0,2}}{_WORD}){{0,3}}"
_THE = r"(?:(?:de|den|het|der|'t)\s+)?"
_HOEK = r"\b[Hh]oek(?:perceel|huis|pand|terrein|woning|gebouw|kavel|grond|eigendom|lot)?"
_BETWEEN = r"\s*(?:/|\sx\s|\s[-–]\s?|[-–]\s|\s(?:en|met|et)\s|&)\s*"
_CORNERS = (
    re.compile(rf"{_HOEK}\s*:?\s+(?:(?:van|der|gevormd\s+door)\s+)?{_THE}(?P<a>{_NAME}){_BETWEEN}{_THE}(?P<b>{_NAME})"),
    re.compile(rf"(?P<a>{_NAME}){_BETWEEN}{_THE}(?P<b>{_NAME})[\s,]*\(?\s*[Hh]oek"),
    re.compile(rf"(?P<a>{_NAME})[\s,(]+(?:op\s+)?{_THE}hoek\s+(?:(?:met|van|der|en)\s+)?{_THE}(?P<b>{_NAME})"),
    re.compile(rf"(?P<a>{_NAME})\s+en\s+{_THE}(?P<b>{_NAME})\s+(?:samenkomen|elkaar\s+(?:kruisen|snijden|raken))"),
)
"""Two streets that a word calls a corner."""
_SAYS_CORNER = re.compile(r"[Hh]oek|samenkomen|elkaar")
_JOINED = re.compile(rf"(?P<a>{_NAME})(?:\s*/\s*|\s+x\s+)(?P<b>{_NAME})")
"""Two streets with a stroke or a cross between them."""
_STREET = re.compile(r"(?:straat|straet|laan|steenweg|lei|weg|baan|plein|dreef|kaai|steeg)$")
_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Corner:
    """Where the names of two streets stand; `told` when a word calls the place a corner."""

    first: tuple[int, int]
    second: tuple[int, int]
    told: bool


def find_corners(text: str, gazetteer: Gazetteer) -> Iterator[Corner]:
    """Yield the pairs of streets that meet in a text; both must be in the list or end as streets do."""
    taken: list[tuple[int, int]] = []
    for pattern in (*(_CORNERS if _SAYS_CORNER.search(text) else ()), _JOINED):
        at = 0
        while match := pattern.search(text, at):
            at = match.end("a")
            first = _street(text, match.span("a"), gazetteer, from_left=False)
            second = _street(text, match.span("b"), gazetteer, from_left=True)
            if first is None or second is None or text[slice(*first)] == text[slice(*second)]:
                continue
            if all(second[1] <= left or right <= first[0] for left, right in taken):
                taken.append((first[0], second[1]))
                at = second[1]
                yield Corner(first, second, pattern is not _JOINED)


def _street(text: str, run: tuple[int, int], gazetteer: Gazetteer, *, from_left: bool) -> tuple[int, int] | None:
    """Return the longest street that ends where a run of words does, or begins where it begins."""
    start, end = run
    words = [(start + word.start(), start + word.end()) for word in re.finditer(r"\S+", text[start:end])]
    if from_left:  # no name goes on behind its `-straat`
        ends = [place for place, word in enumerate(words) if _STREET.search(plain(text[slice(*word)]).strip(" .,-"))]
        words = words[: ends[0] + 1] if ends else words
    spans = [(start, right) for _, right in reversed(words)] if from_left else [(left, end) for left, _ in words]
    for left, after in spans:
        right = left + len(text[left:after].rstrip(" .,-"))
        name = " ".join(text[left:right].split())
        if len(name) < _LETTERS or not name[0].isupper():
            continue
        if gazetteer.street(name) and gazetteer.municipality(name) is None:
            return left, right
    lone = words[0] if from_left else words[-1]
    ends_as_one = bool(_STREET.search(plain(text[slice(*lone)]).strip(" .,-")))
    return lone if ends_as_one and len(text[slice(*lone)]) > _LETTERS + 2 else None

"""Numbers as they are filed: with their year in full or in two figures, and with the strokes that one page lost."""

import re
from collections.abc import Mapping
from typing import Any

from extractors.numbers import comparable
from schemas.findings import Finding
from schemas.values import Reference

_YEAR = re.compile(r"(?:18[3-9]|19\d|20[0-3])\d")
_IN_WORDS = re.compile(r"\d\s+van\s+\d")
_STROKE = re.compile(r"(?<=[A-Z])[17Il|](?=\d)")
"""What readers take the stroke behind a letter for; between figures nobody can tell."""
_Parts = tuple[str, ...]


def in_full(own: list[Finding]) -> list[Finding]:
    """Return the numbers with the year in full where the papers have it so: `800/39` is `800/1939`.

    Where they only spell the year out in words, `183 van 1953`, the number stays as it is filed: `183/53`.
    """
    short = {tuple(sorted(number_of(finding))): finding.value for finding in own if not years_in(number_of(finding))}
    full = {
        _shortened(number_of(finding)): finding.value
        for finding in own
        if years_in(number_of(finding)) and not (_spoken(finding) and _shortened(number_of(finding)) in short)
    }
    return [_as_filed(finding, full, short) for finding in own]


def with_strokes(own: list[Finding]) -> list[Finding]:
    """Return the numbers with the stroke that a page lost: `1951/T7136` is `1951/T/136` where another prints it so."""
    printed = {finding.value.value for finding in own if isinstance(finding.value, Reference)}
    return [_stroked(finding, printed) for finding in own]


def _stroked(finding: Finding, printed: set[str]) -> Finding:
    if not isinstance(finding.value, Reference):
        return finding
    number = finding.value.value
    stroked = {f"{number[: sign.start()]}/{number[sign.end() :]}" for sign in _STROKE.finditer(number)}
    others = sorted(stroked & printed)
    if not others:
        return finding
    return finding.model_copy(update={"value": finding.value.model_copy(update={"value": others[0]})})


def _as_filed(finding: Finding, full: Mapping[_Parts, Any], short: Mapping[_Parts, Any]) -> Finding:
    number = number_of(finding)
    if not years_in(number):
        return _as_in(full, finding, tuple(sorted(number)))
    unfiled = _spoken(finding) and _shortened(number) not in full
    return _as_in(short, finding, _shortened(number)) if unfiled else finding


def _spoken(finding: Finding) -> bool:
    """Tell whether a word stands between the number and its year."""
    return isinstance(finding.value, Reference) and _IN_WORDS.search(finding.value.raw) is not None


def _as_in(forms: Mapping[_Parts, Any], finding: Finding, number: _Parts) -> Finding:
    written = forms.get(number)
    if written is None or not isinstance(finding.value, Reference):
        return finding
    return finding.model_copy(update={"value": finding.value.model_copy(update={"value": written.value})})


def years_in(number: tuple[str, ...]) -> list[str]:
    """Return the parts of a comparable number that are years in full."""
    return [part for part in number if _YEAR.fullmatch(part)]


def _shortened(number: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted((part[2:].lstrip("0") or "0") if _YEAR.fullmatch(part) else part for part in number))


def number_of(finding: Finding) -> tuple[str, ...]:
    """Return the number of a finding in the form in which numbers can be compared."""
    return key_of(finding.value)


def key_of(value: object) -> tuple[str, ...]:
    """Return a reference in the form in which numbers can be compared, empty for anything else."""
    return comparable(value.value) if isinstance(value, Reference) else ()

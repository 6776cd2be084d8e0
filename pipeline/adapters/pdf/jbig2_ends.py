"""Detects whether a JBIG2 picture in a PDF is complete; what is missing is drawn as if nothing were wrong."""

from typing import NamedTuple

_LONG_PAGE = 0x40  # the flag of a segment whose page number takes four bytes
_SELDOM, _MANY = 4, 7  # more pages than this are referred to in another form
_UNKNOWN = 0xFFFFFFFF
_PLAIN = range(48, 54)
"""Kinds of segments that hold no picture: what a page is, and where it ends."""
_TAIL = 64  # zeros at an end that were never written: packed pixels have no such run
_A_BIT = 0.01
"""What is said to be lost when something is, and nobody can tell how much."""


class _Segment(NamedTuple):
    kind: int
    start: int
    size: int


def lost_of_jbig2(data: bytes) -> float:
    """Return the share of the bytes of a picture that is not there, in [0, 1]."""
    at, wanted, there = 0, 0, 0
    while data[at:].strip(b"\0\r\n"):
        segment = _segment_at(data, at)
        if segment is None:
            return max(1 - there / wanted, _A_BIT) if wanted else 1.0
        if segment.size == _UNKNOWN:
            break
        at = segment.start + segment.size
        if segment.kind not in _PLAIN:
            wanted, there = wanted + segment.size, there + _there(data[segment.start : at])
    return 1 - there / wanted if wanted else 0.0


def _there(body: bytes) -> int:
    kept = len(body.rstrip(b"\0"))
    return kept if len(body) - kept >= _TAIL else len(body)


def _segment_at(data: bytes, at: int) -> _Segment | None:
    """Return what the header at a place says; None when it is not whole."""
    number, flags = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 6]
    if len(flags) < 2:
        return None
    referred, at = flags[1] >> 5, at + 6
    if referred == _MANY:
        referred = int.from_bytes(data[at - 1 : at + 3]) & 0x1FFFFFFF
        at += 3 + (referred + 8) // 8
    elif referred > _SELDOM:
        return None
    at += referred * (1 if number <= 256 else 2 if number <= 65_536 else 4)
    at += 4 if flags[0] & _LONG_PAGE else 1
    size = data[at : at + 4]
    return _Segment(flags[0] & 0x3F, at + 4, int.from_bytes(size)) if len(size) == 4 else None

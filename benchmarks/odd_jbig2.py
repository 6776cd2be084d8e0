"""Packs a black and white page as JBIG2, as no program here does: one region, coded bit by bit (ITU-T T.88)."""

import struct
from collections import defaultdict

import numpy as np
from PIL import Image

_STATES = (
    (0x5601, 1, 1, 1), (0x3401, 2, 6, 0), (0x1801, 3, 9, 0), (0x0AC1, 4, 12, 0), (0x0521, 5, 29, 0),
    (0x0221, 38, 33, 0), (0x5601, 7, 6, 1), (0x5401, 8, 14, 0), (0x4801, 9, 14, 0), (0x3801, 10, 14, 0),
    (0x3001, 11, 17, 0), (0x2401, 12, 18, 0), (0x1C01, 13, 20, 0), (0x1601, 29, 21, 0), (0x5601, 15, 14, 1),
    (0x5401, 16, 14, 0), (0x5101, 17, 15, 0), (0x4801, 18, 16, 0), (0x3801, 19, 17, 0), (0x3401, 20, 18, 0),
    (0x3001, 21, 19, 0), (0x2801, 22, 19, 0), (0x2401, 23, 20, 0), (0x2201, 24, 21, 0), (0x1C01, 25, 22, 0),
    (0x1801, 26, 23, 0), (0x1601, 27, 24, 0), (0x1401, 28, 25, 0), (0x1201, 29, 26, 0), (0x1101, 30, 27, 0),
    (0x0AC1, 31, 28, 0), (0x09C1, 32, 29, 0), (0x08A1, 33, 30, 0), (0x0521, 34, 31, 0), (0x0441, 35, 32, 0),
    (0x02A1, 36, 33, 0), (0x0221, 37, 34, 0), (0x0141, 38, 35, 0), (0x0111, 39, 36, 0), (0x0085, 40, 37, 0),
    (0x0049, 41, 38, 0), (0x0025, 42, 39, 0), (0x0015, 43, 40, 0), (0x0009, 44, 41, 0), (0x0005, 45, 42, 0),
    (0x0001, 45, 43, 0), (0x5601, 46, 46, 0),
)  # fmt: skip
"""Table E.1: how likely the rarer bit is, the next state after each, and whether the bits change roles."""
_NEAR = (
    *((-2, across) for across in range(-2, 3)),
    *((-1, across) for across in range(-3, 4)),
    *((0, across) for across in range(-4, 0)),
)
"""The pixels that a pixel is guessed by: rows up, columns across."""
_PAGE, _REGION = 48, 38


class _Coder:
    """The arithmetic coder of annex E."""

    def __init__(self) -> None:
        self._width, self._code, self._left = 0x8000, 0, 12
        self._out = bytearray(1)
        self._state: defaultdict[int, int] = defaultdict(int)
        self._likely: defaultdict[int, int] = defaultdict(int)

    def add(self, context: int, bit: int) -> None:
        """Code one bit."""
        rare, after_likely, after_rare, swaps = _STATES[self._state[context]]
        likely = bit == self._likely[context]
        self._width -= rare
        if likely and self._width & 0x8000:
            self._code += rare
            return
        if likely == (self._width < rare):
            self._width = rare
        else:
            self._code += rare
        if not likely and swaps:
            self._likely[context] ^= 1
        self._state[context] = after_likely if likely else after_rare
        while not self._width & 0x8000:
            self._width, self._code, self._left = self._width << 1, self._code << 1, self._left - 1
            if not self._left:
                self._put()

    def end(self) -> bytes:
        """Return what was coded, with its end mark."""
        most = self._code + self._width
        self._code |= 0xFFFF
        if self._code >= most:
            self._code -= 0x8000
        for _ in range(2):
            self._code <<= self._left
            self._put()
        return bytes(self._out[1:]).removesuffix(b"\xff") + b"\xff\xac"

    def _put(self) -> None:
        if self._out[-1] != 0xFF and self._code >= 0x8000000:
            self._out[-1] += 1
            self._code &= 0x7FFFFFF
        stuffed = self._out[-1] == 0xFF
        shift, self._left = (20, 7) if stuffed else (19, 8)
        self._out.append(self._code >> shift & 0xFF)
        self._code &= (1 << shift) - 1


def jbig2(picture: Image.Image) -> bytes:
    """Return a page as the segments of JBIG2 that a PDF holds."""
    width, height = picture.size
    ink = np.pad((np.asarray(picture) == 0).astype(int), ((2, 0), (4, 4)))
    context = sum(
        ink[2 + up : 2 + up + height, 4 + across : 4 + across + width] << place
        for place, (up, across) in enumerate(_NEAR)
    )
    coder = _Coder()
    for guessed, bit in zip(np.asarray(context).ravel().tolist(), ink[2:, 4:-4].ravel().tolist(), strict=True):
        coder.add(guessed, bit)
    region = struct.pack(">IIIIBB8b", width, height, 0, 0, 0, 0, 3, -1, -3, -1, 2, -2, -2, -2) + coder.end()
    return _segment(0, _PAGE, struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)) + _segment(1, _REGION, region)


def _segment(number: int, kind: int, data: bytes) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data

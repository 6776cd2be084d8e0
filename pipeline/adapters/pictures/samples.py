"""What the numbers are of which a picture is made: as 0 to 255, or of a kind that nothing here reads."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.adapters.pictures.tiff_parts import Directory
from pipeline.errors import UnknownSamples

SAMPLE_FORMAT = 339
_MOST_SIGNED = 2**15 - 1
_BITS, _FORMS = {1, 2, 4, 8, 16, 32}, {1, 2, 3, 4}
"""How many bits a sample may have for Pillow or libvips, and which forms; 4 is "not said"."""


def eight_bits(samples: NDArray[Any], *, deep: bool = False) -> NDArray[np.uint8]:
    """Return samples as 0 to 255. Integers of 16 bits keep their scale, or 10 or 12 of it when no more are used.

    For others the largest tells the scale. Floating-point numbers go to 1.0 by custom, and to 255 or 65,535 in files
    made from other files; 32-bit integers (`deep`) often hold 8 or 16 bits. Anything else is stretched from its least
    to its largest.
    """
    if samples.dtype.kind in "iu" and not deep and samples.dtype.itemsize == 2 and samples.min(initial=0) >= 0:
        return np.asarray(samples >> _unused_bits(int(samples.max(initial=0))), dtype=np.uint8)
    if samples.dtype == np.int32:  # Pillow knows no unsigned ones; no scanner writes signed ones
        samples = samples.view(np.uint32)
    finite = np.nan_to_num(samples.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    least, most = float(finite.min(initial=0.0)), float(finite.max(initial=0.0))
    floating = samples.dtype.kind == "f"
    scales = (1.0, 255.0, 65_535.0) if floating else (255.0, 65_535.0)
    full = next((scale for scale in scales if most <= scale * 1.001), max(most, 2.0**32 - 1 if not floating else most))
    if least < 0:
        finite, full = finite - least, most - least
    return np.asarray(np.clip(finite * (255.0 / max(full, 1e-9)), 0, 255), dtype=np.uint8)


def signed(samples: NDArray[Any]) -> NDArray[Any]:
    """Return signed samples as `eight_bits` takes them: without any below zero, white is half of what 16 bits hold."""
    if samples.min(initial=0) >= 0 and 255 < samples.max(initial=0) <= _MOST_SIGNED:
        return (samples * 2).astype(np.uint16)
    return samples.astype(np.float32)


def _unused_bits(most: int) -> int:
    """Return how many bits samples of 16 bits have too many: some scanners put 10 or 12 in them, at the low end.

    Paper is never so dark that the brightest of it shows less than a sixteenth of its light.
    """
    return {10: 2, 11: 4, 12: 4}.get(most.bit_length(), 8)


def check_samples(directory: Directory) -> None:
    """Raise UnknownSamples for a page whose pixels are numbers that are not known here: that is no damage."""
    bits, form = _several(directory.get(258, 1)), _several(directory.get(SAMPLE_FORMAT, 1))
    if set(bits) <= _BITS and set(form) <= _FORMS:
        return
    kind = {3: "floating point", 5: "complex", 6: "complex"}.get(form[0], "whole numbers")
    raise UnknownSamples(
        f"The pixels of this TIFF are numbers of {bits[0]} bits ({kind}), which cannot be read here.",
        "Have it saved with 8 bits for grey, or 24 bits for colour, and delivered again.",
    )


def _several(said: Any) -> tuple[int, ...]:
    return said if isinstance(said, tuple) else (said,)

"""Lines are made of the finder's heat as rapidocr makes them, corner for corner."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from rapidocr.ch_ppocr_det.utils import DBPostProcess

from pipeline.adapters.ocr.regions import lines_of

PAGE = (3508, 2481)


def heat(seed: int) -> NDArray[np.float32]:
    """Return warm lines of any length and slant, some too cool, too small or over the edge, and specks."""
    chance = np.random.default_rng(seed)
    seen = np.zeros((1056, 736), np.float32)
    for _ in range(90):
        middle = tuple(float(place) for place in chance.uniform((-20, -20), (756, 1076)))
        size = (float(chance.uniform(1, 200)), float(chance.uniform(1, 22)))
        line = cv2.boxPoints((middle, size, float(chance.choice([0, 0, 1, 45, 90, -3]))))
        cv2.fillPoly(seen, [line.astype(np.int32)], float(chance.uniform(0.2, 1.0)))
    return np.asarray(cv2.blur(seen, (3, 3)) + (chance.random(seen.shape) > 0.9999), np.float32).clip(0, 1)


@pytest.mark.parametrize("seed", range(12))
def test_lines_have_the_corners_that_rapidocr_gives(seed: int) -> None:
    seen = heat(seed)
    theirs = DBPostProcess(thresh=0.3, box_thresh=0.5, max_candidates=1000, unclip_ratio=1.6, use_dilation=True)
    expected, _ = theirs(seen[None, None], PAGE)

    found = list(lines_of(seen, *PAGE))

    assert len(found) > 5
    assert np.array_equal(np.array(found), np.asarray(expected, np.float32))


def test_nothing_warm_is_no_line() -> None:
    assert not list(lines_of(np.zeros((64, 64), np.float32), 640, 640))

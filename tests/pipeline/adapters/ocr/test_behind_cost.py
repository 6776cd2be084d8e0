"""Writing on the other side of a sheet: how few lines are read to find that out."""

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from pipeline.adapters.ocr.behind import LinesOfPage, black_behind, mostly_behind, shown_through
from pipeline.adapters.ocr.paddle import AS_SEEN, FLIPPED, MIRRORED, Corners, Found, LineReader, Pixels
from schemas.pages import Box, Word

PAGE = np.where(np.arange(1000)[:, None] % 4 < 2, 255, 0).astype(np.uint8).repeat(800, axis=1)


def line(place: int, wide: int = 700) -> Found:
    box = Box(20, 40 * place, 20 + wide, 40 * place + 30)
    corners = [[box.left, box.top], [box.right, box.top], [box.right, box.bottom], [box.left, box.bottom]]
    return Found(np.array(corners, np.float32), box)


class Told(LineReader):
    """Reads each line as surely as it is told, by direction, and counts."""

    def __init__(self, sure: dict[Corners, float]) -> None:
        self.sure = sure
        self.asked: list[Corners] = []

    def read(
        self,
        picture: Image.Image | Pixels,  # noqa: ARG002  # what is read is told, not seen
        lines: Sequence[Found],
        *,
        corners_from: Corners = AS_SEEN,
    ) -> tuple[tuple[Word, ...], ...]:
        self.asked += [corners_from] * len(lines)
        sure = self.sure.get(corners_from, 0.5)
        return tuple((Word("Bouwvergunning", one.box, sure, 0),) for one in lines)


def test_a_line_is_read_once_in_each_direction() -> None:
    reader = Told({})
    lines = LinesOfPage(reader, PAGE, [line(place) for place in range(5)])

    first = lines.read([0, 1, 2])

    assert lines.read([1, 2, 3])[:2] == first[1:]
    assert lines.read([1], MIRRORED) == lines.read([1], MIRRORED)
    assert reader.asked == [AS_SEEN] * 4 + [MIRRORED]


def test_what_is_read_surely_is_asked_nothing_more() -> None:
    reader = Told({AS_SEEN: 0.95, MIRRORED: 1.0})

    assert not mostly_behind(LinesOfPage(reader, PAGE, [line(place) for place in range(20)]), range(20))
    assert set(reader.asked) == {AS_SEEN}


def test_no_more_lines_are_asked_than_decide() -> None:
    here, other = Told({AS_SEEN: 0.8, MIRRORED: 0.8}), Told({AS_SEEN: 0.6, FLIPPED: 0.9})
    found = [line(place) for place in range(20)]

    assert not mostly_behind(LinesOfPage(here, PAGE, found), range(20))
    assert mostly_behind(LinesOfPage(other, PAGE, found), range(20))
    assert [here.asked.count(AS_SEEN), other.asked.count(AS_SEEN)] == [4, 5]


@pytest.mark.parametrize(("sure", "behind"), [(0.9, {0, 1, 2, 4}), (0.6, set())])
def test_a_black_and_white_page_is_behind_where_most_of_its_unsure_lines_are(sure: float, behind: set[int]) -> None:
    lines = LinesOfPage(Told({AS_SEEN: 0.6, MIRRORED: sure}), PAGE, [line(place) for place in range(5)])

    assert black_behind(lines, [0, 1, 2, 4]) == behind
    assert black_behind(lines, [0, 1]) == set()


def test_only_pale_lines_show_through_a_grey_page() -> None:
    grey = PAGE // 2 + 128
    grey[:60] = PAGE[:60]
    lines = LinesOfPage(Told({AS_SEEN: 0.6, MIRRORED: 0.9}), grey, [line(0), line(5)])

    assert shown_through(lines, [0, 1]) == {1}
    assert shown_through(lines, []) == set()

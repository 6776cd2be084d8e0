"""Image files as scanners, telephones and bad disks make them: the right page is seen, or the right reason given."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from benchmarks import odd_scans
from benchmarks.odd_scans import Case
from pipeline.adapters.pages import images
from pipeline.adapters.pictures import decoding
from pipeline.errors import InputError
from pipeline.receiving import sniff

CASES = tuple(odd_scans.cases())
ALIKE = 30
"""Mean difference of grey values where something is written; mirrored, upside down, inverted or white: near 100."""


def kind_of(path: Path) -> sniff.MediaType | None:
    return sniff.media_type(path.read_bytes()[: sniff.HEAD])


def apart(seen: Image.Image, drawn: Image.Image) -> float:
    one = np.asarray(seen.convert("L").resize((250, 325), Image.Resampling.BOX)).astype(float)
    other = np.asarray(drawn.convert("L").resize((250, 325), Image.Resampling.BOX)).astype(float)
    return float(np.abs(one - other)[other < 250].mean())


@pytest.mark.parametrize("case", [case for case in CASES if case.reads], ids=lambda case: case.folder)
def test_a_page_is_seen_whole_and_the_right_way_up(case: Case, tmp_path: Path) -> None:
    ((name, data),) = case.files.items()
    path = tmp_path / Path(name).name
    path.write_bytes(data)
    kind = kind_of(path)
    assert kind is not None

    found = images.inspect(path, kind, "a" * 64)

    assert len(found) == len(case.reads)
    for number, (image, _) in zip(case.reads, found, strict=True):
        assert (image.width, image.height) == odd_scans.SIZE
        seen = decoding.grey(decoding.frame(path, image.page_index).picture)
        assert apart(seen, odd_scans.page(number)) < ALIKE


@pytest.mark.parametrize("other", [ImageOps.mirror, ImageOps.flip, ImageOps.invert])
def test_another_way_up_would_be_seen(other: Callable[[Image.Image], Image.Image]) -> None:
    drawn = odd_scans.page("2000/1958")
    assert apart(drawn, drawn) < ALIKE < apart(other(drawn), drawn) / 2


@pytest.mark.parametrize("case", [case for case in CASES if case.aside], ids=lambda case: case.folder)
def test_what_cannot_be_a_page_is_refused_with_its_own_reason(case: Case, tmp_path: Path) -> None:
    ((name, data),) = case.files.items()
    path = tmp_path / Path(name).name
    path.write_bytes(data)
    kind = kind_of(path)
    if kind is None and data:
        assert case.aside == ("unsupported",)
        return
    with pytest.raises(InputError) as refused:
        images.inspect(path, kind or "image/tiff", "a" * 64)
    assert refused.value.code in case.aside
    assert refused.value.hint


@pytest.mark.parametrize("size", [(1, 1), (65_500, 1), (14, 4_000)])
def test_a_dot_or_a_line_is_no_page(size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    Image.new("L", size, 0).save(path)
    with pytest.raises(InputError, match="no page has that shape"):
        images.inspect(path, "image/png", "a" * 64)

"""A prepared page carries what was measured of its scan."""

from collections.abc import Callable
from pathlib import Path

from pipeline.adapters.reading import PageReader


def test_prepare_measures_the_scan(page: Callable[..., bytes], page_reader: PageReader, tmp_path: Path) -> None:
    path = tmp_path / "0001.jpg"
    path.write_bytes(page(kind="jpg"))
    (found,) = page_reader.inspect(path, "image/jpeg", "a" * 64)

    quality = page_reader.prepare(path, found.image).quality

    assert quality is not None
    assert quality.darkest < 60 < 200 < quality.paper
    assert quality.edge_px is not None
    assert 1 <= quality.edge_px < 4
    assert quality.stroke_mm is not None

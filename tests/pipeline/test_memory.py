"""A page that asks more memory than a reading process may take costs itself, and nothing else; with more it is read."""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from pipeline import bootstrap
from pipeline.running.batch import run_delivery
from pipeline.settings import load
from schemas.outcome import BatchReport


def test_a_file_that_asks_too_much_memory_is_set_aside_the_rest_goes_on_and_with_more_it_is_read(
    page: Callable[..., bytes], deliver: Callable[..., Path], tmp_path: Path
) -> None:
    large = io.BytesIO()
    Image.new("RGBA", (6300, 6300)).save(large, "PNG", compress_level=1)  # 40 million pixels, laid on paper: 600 MB
    delivery = deliver(
        {"D001/0001.tif": page(), "D001/0002.png": large.getvalue(), "D002/0001.tif": page("Kerkstraat 7")}
    )
    short = digitised(delivery, tmp_path / "work", megabytes=1000)
    assert [(file.file, file.problem.code) for file in short.quarantined] == [("D001/0002.png", "tool_crashed")]
    assert "memory" in short.quarantined[0].problem.message
    assert "memory_mb" in short.quarantined[0].problem.hint
    first, second = short.outcomes
    assert [problem.code for problem in first.problems if problem.severity == "error"] == ["file_quarantined"]
    assert [(outcome.pages, outcome.version) for outcome in (first, second)] == [(1, 1), (1, 1)]
    assert [problem for problem in second.problems if problem.severity == "error"] == []

    enough = digitised(delivery, tmp_path / "work", megabytes=4096)
    assert enough.quarantined == ()
    assert [outcome.pages for outcome in enough.outcomes] == [2, 1]


def digitised(delivery: Path, work: Path, megabytes: int) -> BatchReport:
    work.mkdir(exist_ok=True)
    file = work / "kaft.toml"
    file.write_text(
        f'[reading]\nengine = "tesseract"\nworkers = 1\nmemory_mb = {megabytes}\n[places]\nwork = "{work}"\n'
    )
    settings = load(file)
    with bootstrap.workshop(settings) as shop:
        inbox = bootstrap.open_delivery(settings, str(delivery))
        return run_delivery(inbox, shop.tools, step=shop.step, dossiers_at_once=1)

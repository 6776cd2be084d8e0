"""The learned page model is kept as it was fitted, and a damaged one is refused."""

from pathlib import Path

import numpy as np
import pytest

from extractors.page_model import features, fit
from pipeline.errors import ConfigError
from pipeline.package_data import package_data
from pipeline.page_model_file import CARD, WEIGHTS, load, save

TEXTS = ("wij danken u voor uw brief", "het college besluit de toelating te verlenen")


def kept(folder: Path) -> None:
    model = fit([features(text, large=False) for text in TEXTS], ["brief", "besluit"])
    save(model, folder, about="two lines", pages=2, left_out={})


def test_it_comes_back_with_the_same_answers(tmp_path: Path) -> None:
    model = fit([features(text, large=False) for text in TEXTS], ["brief", "besluit"])
    card = save(model, tmp_path, about="two lines", pages=2, left_out={})
    again = load(tmp_path)
    assert again.labels == model.labels == ("besluit", "brief")
    assert again.identity == f"pages {card.sha256[:12]}"
    for text in TEXTS:
        assert again.scores(text, large=False) == pytest.approx(model.scores(text, large=False), abs=0.02)


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    kept(tmp_path / "a")
    kept(tmp_path / "b")
    for name in (WEIGHTS, CARD):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize("name", [WEIGHTS, CARD])
@pytest.mark.parametrize("harm", [b"", b"not it", None])
def test_a_damaged_model_is_refused(tmp_path: Path, name: str, harm: bytes | None) -> None:
    kept(tmp_path)
    if harm is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(harm)
    with pytest.raises(ConfigError, match="page model"):
        load(tmp_path)


def test_the_shipped_model_is_whole_and_knows_the_kinds_of_a_dossier() -> None:
    model = load(package_data("config") / "page_model")
    assert {"aanvraag", "advies", "besluit", "brief", "kaft", "plan"} <= set(model.labels)
    assert np.isfinite(model.weights).all()

"""Stores the learned page model as two small files: the weights, and a card that says what they were learned from."""

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from extractors.page_model import PageModel
from pipeline.errors import ConfigError
from schemas.base import Contract
from schemas.words import PageType

WEIGHTS, CARD = "weights.npy", "card.json"
_STEPS = 127


class Card(Contract):
    """What a model was learned from and how well it does. `scales` makes the steps of a column weights again.

    `left_out` is the share of pages told right in each set when it was left out of the fit, by the model alone.
    """

    labels: tuple[PageType, ...]
    scales: tuple[float, ...]
    sha256: str
    about: str
    pages: int
    left_out: dict[str, float]


def save(model: PageModel, folder: Path, *, about: str, pages: int, left_out: dict[str, float]) -> Card:
    """Write a model: a byte for each weight. The same model gives the same bytes."""
    scales = np.maximum(np.abs(model.weights).max(axis=0), 1e-9) / _STEPS
    steps = np.round(model.weights / scales).astype(np.int8)
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / WEIGHTS, steps)
    card = Card(
        labels=model.labels,
        scales=tuple(round(float(scale), 9) for scale in scales),
        sha256=hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest(),
        about=about,
        pages=pages,
        left_out=left_out,
    )
    (folder / CARD).write_text(card.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return card


def load(folder: Path) -> PageModel:
    """Return the model of a folder.

    Raises:
        ConfigError: one of the files is missing or damaged, or they do not belong together.
    """
    try:
        card = Card.model_validate_json((folder / CARD).read_bytes())
        found = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
        if found != card.sha256:
            raise ConfigError(f"The page model in {folder} is not the one of its card.", "Install kaft again.")
        steps: NDArray[np.int8] = np.load(folder / WEIGHTS, allow_pickle=False)
    except (OSError, ValidationError, ValueError) as error:
        raise ConfigError(f"The page model in {folder} cannot be read.", "Install kaft again.") from error
    weights = steps.astype(np.float32) * np.asarray(card.scales, dtype=np.float32)
    return PageModel(card.labels, weights, f"pages {card.sha256[:12]}")

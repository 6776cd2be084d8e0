"""Removes what killed kaft processes left behind; whatever is in use stays."""

from pathlib import Path

import structlog

from pipeline.adapters.storage.atomic import sweep_incoming
from pipeline.scratch import sweep


def sweep_up(*roots: Path) -> int:
    """Remove scratch folders, and files that never got their name under these folders; returns how many."""
    swept = sweep() + sum(sweep_incoming(root) for root in roots)
    if swept:
        structlog.get_logger("kaft.leftovers").info("leftovers_removed", count=swept)
    return swept

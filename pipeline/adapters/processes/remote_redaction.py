"""Draws public copies through the reading processes."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.adapters.processes.workers import Workers
from pipeline.ports.redaction import Blackened
from schemas.pages import Box, PreparedPage


class RemoteBlackener:
    """Implements `ports.redaction.Blackener` through the reading processes."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    def blacken(self, path: Path, page: PreparedPage, show: Sequence[Box], hide: Sequence[Box]) -> Blackened:
        """See `ports.redaction.Blackener.blacken`."""
        made: Blackened = self._workers.call("blackener", "blacken", path, page, tuple(show), tuple(hide))
        return made

"""Shows in Prefect how far a delivery is; the UI is a window, so a server that does not answer stops no work."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

import httpx
import structlog
from prefect.artifacts import create_progress_artifact, update_progress_artifact

T = TypeVar("T")

log = structlog.get_logger("kaft.flows")


def shown(show: Callable[[], T]) -> T | None:
    """Write something to Prefect's UI; when that fails it costs a line in the log and nothing else."""
    try:
        return show()
    except httpx.HTTPError as error:
        log.warning("prefect_unreachable", error=type(error).__name__)
        return None


class PagesDone:
    """Keeps one progress artifact up to date; it is the `progress` of `pipeline.batch.run_delivery`."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._artifact: UUID | None = None

    def __call__(self, done: int, total: int) -> None:
        """Show pages done and pages in all."""
        percent = 100 * done / total if total else 0.0
        words = f"{done} van {total} bladen"
        artifact = self._artifact
        if artifact is None:
            made = shown(lambda: create_progress_artifact(percent, self._key, words))
            self._artifact = made if isinstance(made, UUID) else None
        else:
            shown(lambda: update_progress_artifact(artifact, percent, words))

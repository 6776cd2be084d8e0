"""Shows in Prefect how far a delivery is."""

from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

from flows import engine


class PagesDone:
    """Keeps one progress artifact up to date; it is the `progress` of `pipeline.running.batch.run_delivery`."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._artifact: UUID | None = None

    def __call__(self, done: int, total: int) -> None:
        """Show pages done and pages in all."""
        percent = 100 * done / total if total else 0.0
        words = f"{done} van {total} bladen"
        artifact = self._artifact
        if artifact is None:
            made = engine.tell(lambda: create_progress_artifact(percent, self._key, words))
            self._artifact = made if isinstance(made, UUID) else None
        else:
            engine.tell(lambda: update_progress_artifact(artifact, percent, words))

"""What every flow does around its work: settings, logging, and error messages without personal data."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from prefect.client.schemas.objects import State
from prefect.states import Failed

from pipeline import log
from pipeline.errors import ConfigError, DeliveryMissing, KaftError, MissingTool, Unwritable
from pipeline.settings import Settings, load

_SPEAKS_FREELY = (ConfigError, DeliveryMissing, MissingTool, Unwritable)
"""Errors whose text holds settings, programs and the name of the delivery, but no file of it and nothing read."""


def guarded(config: Path | None, what: str, work: Callable[[Settings], State[Any]]) -> State[Any]:
    """Do the work of a flow and return the state in which it ends; `what` begins the sentence of a failure."""
    try:
        settings = load(config)
        log.configure(settings.logging.level, settings.work / "log" / "kaft.jsonl")
        return work(settings)
    except KaftError as error:
        told = str(error) if isinstance(error, _SPEAKS_FREELY) else "Het log zegt wat er mis is."
        structlog.get_logger("kaft.flows").warning("flow_failed", code=error.code)
        return Failed(message=f"{what} ({error.code}). {told}")
    except Exception as error:  # noqa: BLE001  # Prefect would show the text of the error, and what stands in it
        structlog.get_logger("kaft.flows").exception("flow_failed", error=type(error).__name__)
        return Failed(message=f"Er ging iets onverwachts mis ({type(error).__name__}): een fout in kaft. Zie het log.")


def tags_of(settings: Settings, *tags: str) -> tuple[str, ...]:
    """Return tags with that of the town, when the settings name one."""
    town = Path(settings.town).stem
    return (*tags, f"gemeente:{town}") if town else tags

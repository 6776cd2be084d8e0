"""The Prefect flow that digitises one delivery: the recipe of the command line, with its progress in the UI."""

from pathlib import Path
from typing import Annotated, Any

import structlog
from prefect import flow, runtime
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Failed
from pydantic import Field

from flows.progress import PagesDone, shown
from flows.summary import artifact_key, as_markdown, verdict
from flows.tasks import as_task
from pipeline import bootstrap, log
from pipeline.batch import run_delivery
from pipeline.errors import ConfigError, DeliveryMissing, KaftError, MissingTool
from pipeline.settings import load
from schemas.outcome import BatchReport

Url = Annotated[str, Field(min_length=1)]

_SPEAKS_FREELY = (ConfigError, DeliveryMissing, MissingTool)
"""Errors whose text holds settings, programs and the name of the delivery, but no file of it and nothing read."""


def _run_name() -> str:
    return delivery_name(str(runtime.flow_run.parameters["delivery"]))


@flow(
    name="digitaliseer-levering",
    description=(
        "Digitaliseert één levering: leest alle dossiers en zet ze in het register en de emmer. Herhalen kan altijd: "
        "wat klaar is, wordt niet opnieuw gedaan."
    ),
    flow_run_name=_run_name,
    persist_result=False,
)
def digitise_delivery(delivery: Url, config: Path | None = None) -> State[Any]:
    """Digitise one delivery and end as `flows.summary.verdict` says: set aside dossiers are an answer, not a crash.

    One flow run per delivery (each costs seconds to start and a second to end its heartbeat), one task per dossier
    and stage, and no task for work that was done before. Prefect shows the lines below in its form.

    Args:
        delivery: Map van de levering op de server, of s3://emmer/voorvoegsel.
        config: TOML-bestand met instellingen op de server; leeg laten neemt de standaard.
    """
    try:
        report = _digitise(delivery, config)
    except KaftError as error:
        told = str(error) if isinstance(error, _SPEAKS_FREELY) else "`kaft run` zegt wat er mis is."
        return Failed(message=f"De levering kon niet verwerkt worden ({error.code}). {told}")
    except Exception as error:  # noqa: BLE001  # Prefect would show the text of the error, and what stands in it
        structlog.get_logger("kaft.flows").exception("delivery_failed", error=type(error).__name__)
        return Failed(message=f"Er ging iets onverwachts mis ({type(error).__name__}): een fout in kaft. Zie het log.")
    shown(lambda: create_markdown_artifact(as_markdown(report), artifact_key("levering", report.delivery)))
    return verdict(report)


def delivery_name(url: str) -> str:
    """Return the last part of a path or URL: how the delivery is called everywhere."""
    return url.rstrip("/").rpartition("/")[2] or url


def _digitise(delivery: str, config: Path | None) -> BatchReport:
    settings = load(config)
    log.configure(settings.logging.level, settings.work / "log" / "kaft.jsonl")
    inbox = bootstrap.open_delivery(settings, delivery)
    with (
        structlog.contextvars.bound_contextvars(delivery=inbox.name),
        bootstrap.workshop(settings, around=as_task) as shop,
    ):
        return run_delivery(
            inbox,
            shop.tools,
            step=shop.step,
            dossiers_at_once=settings.worker_count + 1,
            progress=PagesDone(artifact_key("voortgang", inbox.name)),
        )

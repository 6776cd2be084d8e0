"""The Prefect flow that digitises one delivery: the recipe of the command line, with its progress in the UI."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import structlog
from prefect import flow, runtime
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from pydantic import Field

from flows import engine
from flows.acceptance import write_acceptance
from flows.deployments import RECONCILE
from flows.progress import PagesDone
from flows.shell import guarded, tags_of
from flows.stopping import put_down_when_stopped
from flows.summary import artifact_key, as_markdown, in_short, verdict
from flows.tasks import Tasked
from pipeline import bootstrap
from pipeline.errors import KaftError
from pipeline.running.batch import run_delivery
from pipeline.settings import Settings
from schemas.outcome import BatchReport

Url = Annotated[str, Field(min_length=1)]
Folder = Annotated[str, Field(min_length=1)]


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
def digitise_delivery(delivery: Url, config: Path | None = None, dossier: Folder | None = None) -> State[Any]:
    """Digitise one delivery and end as `flows.summary.verdict` says: set aside dossiers are an answer, not a crash.

    One flow run per delivery (each costs seconds to start and a second to end its heartbeat), one task per dossier
    and stage, and no task for work that was done before. Prefect shows the lines below in its form.

    Args:
        delivery: Map van de levering op de server, of s3://emmer/voorvoegsel.
        config: TOML-bestand met instellingen op de server; leeg laten neemt de standaard.
        dossier: Map of kenmerk van één dossier, dat opnieuw gedaan wordt; leeg laten neemt de hele levering.
    """
    return guarded(
        config, "De levering kon niet verwerkt worden", lambda settings: _ended(settings, config, delivery, dossier)
    )


def delivery_name(url: str) -> str:
    """Return the last part of a path or URL: how the delivery is called everywhere."""
    return url.rstrip("/").rpartition("/")[2] or url


def _ended(settings: Settings, config: Path | None, delivery: str, dossier: str | None) -> State[Any]:
    report = _digitise(settings, delivery, dossier)
    key, told = artifact_key("levering", report.delivery), in_short(report)
    engine.tell(lambda: create_markdown_artifact(as_markdown(report), key, told))
    if any(outcome.review for outcome in report.outcomes):
        engine.tell(lambda: _ask_now(config))
    return verdict(report)


def _ask_now(config: Path | None) -> None:
    """Open the forms that people are waiting for; otherwise the schedule does so within minutes."""
    with engine.prefect() as client, suppress(ObjectNotFound):
        engine.start(client, RECONCILE, {"config": str(config) if config else None}, (), RECONCILE)


def _digitise(settings: Settings, delivery: str, dossier: str | None) -> BatchReport:
    inbox = bootstrap.open_delivery(settings, delivery)
    with (
        structlog.contextvars.bound_contextvars(delivery=inbox.name),
        bootstrap.workshop(settings, around=Tasked, tries=settings.running.tries) as shop,
    ):
        arrivals, run = shop.books.arrivals, engine.my_run()
        arrivals.work(inbox.name, delivery, run)
        engine.tell(lambda: engine.label_run(tags_of(settings, f"levering:{inbox.name}")))
        with put_down_when_stopped(lambda: _put_down(shop, inbox.name, run)):
            report = run_delivery(
                inbox,
                shop.tools,
                step=shop.step,
                dossiers_at_once=settings.worker_count + 1,
                progress=PagesDone(artifact_key("voortgang", inbox.name)),
                workplace=shop.place,
                only=dossier,
            )
            arrivals.end(inbox.name, "ended")
        _show_acceptance(inbox.name, shop, settings)
        return report


def _put_down(shop: bootstrap.Workshop, delivery: str, run: str) -> bool:
    """Give back unfinished dossiers, so that the next worker can begin at once; False when the delivery has ended."""
    shop.place.close()
    if not shop.books.arrivals.pause(delivery, run):
        return False
    with engine.prefect() as client:
        engine.tell(lambda: engine.put_down(client, UUID(run)))
    return True


def _show_acceptance(delivery: str, shop: bootstrap.Workshop, settings: Settings) -> None:
    """Write the acceptance report; the work is done, so a fault in it must not make the run fail."""
    try:
        text = write_acceptance(delivery, shop, settings)
    except (KaftError, OSError) as error:
        structlog.get_logger("kaft.flows").warning("acceptance_report_failed", error=type(error).__name__)
        return
    told = "Wat de scanfirma opnieuw moet scannen, en waarom."
    engine.tell(lambda: create_markdown_artifact(text, artifact_key("ontvangst", delivery), told))

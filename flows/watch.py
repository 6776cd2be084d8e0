"""`inbox-bewaken`: looks for new deliveries and starts one run for each, never two."""

from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path
from typing import Any

import structlog
from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import alarms, engine
from flows.deployments import DELIVERY
from flows.markdown import code
from flows.shell import guarded, tags_of
from pipeline import bootstrap
from pipeline.queue.arrivals import is_complete
from pipeline.queue.pressure import Shortage
from pipeline.reviewing.desk import waiting_in
from pipeline.settings import Settings

log = structlog.get_logger("kaft.flows")

ARTIFACT = "inbox-bewaken"
"""Key of the page that says why deliveries wait."""


@flow(
    name="inbox-bewaken",
    flow_run_name="inbox-bewaken",
    description=(
        "Kijkt of er nieuwe leveringen in de inbox staan. Een levering die klaar is (bestand _READY, of een tijd niets "
        "meer veranderd) wordt één keer gestart."
    ),
    persist_result=False,
)
def watch_inbox(config: Path | None = None) -> State[Any]:
    """Take every complete delivery of the inbox; the register decides which were taken before.

    Args:
        config: TOML-bestand met instellingen op de server; leeg laten neemt de standaard.
    """
    return guarded(config, "De inbox kon niet bekeken worden", lambda settings: _watch(settings, config))


def _watch(settings: Settings, config: Path | None) -> State[Any]:
    waiting = bootstrap.look_in_inbox(settings)
    started, left, held = [], [], []
    with bootstrap.open_register(settings) as books, engine.prefect() as client:
        short = bootstrap.no_room(settings, len(waiting_in(books.reviews, books.register)))
        for found in waiting:
            arrival = books.arrivals.see(found.name, found.url, found.listing)
            quiet = settings.running.quiet_minutes * 60
            if arrival.state != "seen":
                continue
            if not is_complete(arrival, ready=found.ready, quiet=quiet):
                left.append(quiet - arrival.unchanged)
            elif short:
                held.append(found.name)
            elif books.arrivals.take(found.name):
                run = start_delivery(client, settings, found.name, found.url, config)
                books.arrivals.work(found.name, found.url, run)
                started.append(found.name)
    log.info("inbox_watched", deliveries=len(waiting), started=len(started), held=len(held))
    message = in_one_line(len(waiting), len(started), left)
    if not held:
        return Completed(message=message)
    page = held_back(held, short)
    engine.tell(lambda: create_markdown_artifact(page, ARTIFACT, f"Tegengehouden: {len(held)}."))
    return Completed(name="Tegengehouden", message=f"{message} Tegengehouden: {len(held)}. {reasons(short)}")


def reasons(short: Iterable[Shortage]) -> str:
    """Return in one line why no delivery is begun."""
    return " ".join(alarm.told for alarm in alarms.room(short))


def held_back(names: Iterable[str], short: Iterable[Shortage]) -> str:
    """Return the page that says which deliveries wait, why, and what to do."""
    lines = ["# Tegengehouden", "", *(f"- {alarm.told}" for alarm in alarms.room(short)), ""]
    lines += ["Deze leveringen zijn volledig en wachten. Ze beginnen vanzelf als er weer ruimte is:", ""]
    lines += [f"- {code(name)}" for name in names]
    lines += ["", "Maak schijfruimte vrij, geef de machine meer geheugen, of kijk dossiers na. De grenzen zijn de"]
    lines += ["instellingen `running.free_gb`, `running.free_memory_gb` en `running.most_waiting`."]
    return "\n".join(lines) + "\n"


def in_one_line(here: int, started: int, left: Sequence[float]) -> str:
    """Return what was found in one line; `left` holds the seconds that each incomplete delivery must still be quiet."""
    text = f"Leveringen in de inbox: {here}; nu gestart: {started}."
    if not left:
        return text
    minutes = max(1, ceil(min(left) / 60))
    return (
        f"{text} Nog niet volledig: {len(left)}. Zonder het bestand _READY begint zo'n levering als er nog {minutes} "
        f"{'minuut' if minutes == 1 else 'minuten'} niets aan verandert."
    )


def start_delivery(client: SyncPrefectClient, settings: Settings, name: str, url: str, config: Path | None) -> str:
    """Make the run that digitises a delivery and return its id."""
    parameters = {"delivery": url, "config": str(config) if config else None}
    return engine.start(client, DELIVERY, parameters, tags_of(settings, f"levering:{name}"), name)

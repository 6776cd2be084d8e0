"""`inbox-bewaken`: looks for new deliveries and starts one run for each, never two."""

from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Any

import structlog
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import engine
from flows.deployments import DELIVERY
from flows.shell import guarded, tags_of
from pipeline import bootstrap
from pipeline.arrivals import is_complete
from pipeline.settings import Settings

log = structlog.get_logger("kaft.flows")


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
    started, left = [], []
    with bootstrap.open_register(settings) as books, engine.prefect() as client:
        for found in waiting:
            arrival = books.arrivals.see(found.name, found.url, found.listing)
            quiet = settings.running.quiet_minutes * 60
            if arrival.state != "seen":
                continue
            if not is_complete(arrival, ready=found.ready, quiet=quiet):
                left.append(quiet - arrival.unchanged)
            elif books.arrivals.take(found.name):
                run = start_delivery(client, settings, found.name, found.url, config)
                books.arrivals.work(found.name, found.url, run)
                started.append(found.name)
    log.info("inbox_watched", deliveries=len(waiting), started=len(started))
    return Completed(message=told(len(waiting), len(started), left))


def told(here: int, started: int, left: Sequence[float]) -> str:
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

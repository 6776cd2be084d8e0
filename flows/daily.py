"""`dagrapport`: what an archive wants to know each morning, on one page."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import ArtifactCreate
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import alarms, engine
from flows.alarms import Alarm
from flows.markdown import code
from flows.shell import guarded
from flows.summary import STATE_LABELS
from pipeline import bootstrap
from pipeline.acts import standing
from pipeline.queue.arrivals import Arrival
from pipeline.reviewing.desk import waiting_in
from pipeline.settings import Settings
from schemas.outcome import Outcome

ARTIFACT = "dagrapport"
"""Key under which Prefect keeps the reports of all days."""
NONE_YET = (
    "Er is nog geen dagrapport: het eerste komt om halfzeven 's morgens. Wilt u het nu, kies dan op de eerste pagina "
    "Iets laten doen, en bij dagrapport ⋮ en Quick Run."
)
_GONE = "ingetrokken"
_STATES = {
    "seen": "wacht tot ze volledig is",
    "taken": "bezig",
    "paused": "neergelegd toen kaft stopte; gaat vanzelf verder",
    "ended": "klaar",
    "stopped": "gestopt door iemand",
    "failed": "opgegeven",
}


@flow(
    name="dagrapport",
    flow_run_name="dagrapport",
    description="Het verslag van de ochtend: leveringen, dossiers, wat er wacht op nakijken, en alarmen.",
    persist_result=False,
)
def daily_report(config: Path | None = None) -> State[Any]:
    """Write the report as an artifact.

    Args:
        config: TOML-bestand met instellingen op de server; leeg laten neemt de standaard.
    """
    return guarded(config, "Het dagrapport kon niet gemaakt worden", _report)


def foretell(client: SyncPrefectClient) -> None:
    """Put up a placeholder until there is a report: Prefect shows an error for a key nobody used."""
    asked = {"artifacts": {"key": {"any_": [ARTIFACT]}}, "limit": 1}
    if not client.request("POST", "/artifacts/filter", json=asked).raise_for_status().json():
        client.create_artifact(ArtifactCreate(type="markdown", key=ARTIFACT, data=NONE_YET, description=NONE_YET))


def _report(settings: Settings) -> State[Any]:
    with bootstrap.open_register(settings) as books, engine.prefect() as client:
        arrivals, outcomes = books.arrivals.all(), books.register.outcomes()
        waiting = len(waiting_in(books.reviews, books.register))
        withdrawn = standing(books.register.acts()).withdrawn
        found = alarms.look(settings, books.arrivals, waiting, client, engine.zombies(client))
        alarms.raise_new(client, found)
    text = as_markdown(arrivals, outcomes, waiting, found, withdrawn)
    told = f"Alarmen: {len(found)}; na te kijken: {waiting}; dossiers: {len(outcomes)}."
    engine.tell(lambda: create_markdown_artifact(text, ARTIFACT, told))
    return Completed(message=told)


def as_markdown(
    arrivals: Sequence[Arrival],
    outcomes: Iterable[Outcome],
    waiting: int,
    found: Sequence[Alarm],
    withdrawn: Container[str | None] = (),
) -> str:
    """Return the report: counts, names of deliveries and alarms, nothing of what was read.

    A dossier that was withdrawn counts as that, whatever became of it before.
    """
    states = Counter(_GONE if one.dossier_id in withdrawn else STATE_LABELS[one.state] for one in outcomes)
    lines = ["# Dagrapport", ""]
    lines += [f"**Alarm:** {alarm.told}" for alarm in found] or ["Geen alarmen."]
    lines += ["", "| Dossiers | Aantal |", "|---|---:|"]
    lines += [f"| {label} | {states[label]} |" for label in (*STATE_LABELS.values(), _GONE) if states[label]]
    lines += ["", f"Wachten op een antwoord van een nakijker: {waiting}.", ""]
    heads = ["| Levering | Toestand | Sinds |", "|---|---|---:|"]
    lines += heads if arrivals else ["Er kwam geen levering in de inbox."]
    lines += [f"| {code(one.name)} | {_told(one)} | {_since(one)} |" for one in arrivals]
    return "\n".join(lines) + "\n"


def _told(arrival: Arrival) -> str:
    altered = "; bestanden gewijzigd nadat ze begonnen was" if arrival.altered else ""
    return _STATES[arrival.state] + altered


def _since(arrival: Arrival) -> str:
    hours = (arrival.here if arrival.worked is None else arrival.worked) / 3600
    return f"{hours:.0f} uur" if hours < 48 else f"{hours / 24:.0f} dagen"

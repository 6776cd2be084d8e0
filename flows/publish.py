"""`publiceren`: brings the bucket in line with the register, for everything or for one dossier."""

from pathlib import Path
from typing import Annotated, Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import Field

from flows.shell import guarded
from pipeline.publishing import republishing
from pipeline.settings import Settings

Name = Annotated[str, Field(min_length=1)]


@flow(
    name="publiceren",
    flow_run_name="publiceren",
    description=(
        "Zet in de emmer wat er volgens het register moet staan: ontbrekende bestanden, openbare versies en de lijst "
        "van wijzigingen. Herhalen kan altijd."
    ),
    persist_result=False,
)
def publish_again(dossier: Name | None = None, config: Path | None = None) -> State[Any]:
    """Write again what is missing and bring public records and feed up to date.

    Args:
        dossier: Map, nummer of kenmerk van één dossier; leeg laten neemt alles.
        config: TOML-bestand met instellingen op de server; leeg laten neemt de standaard.
    """
    return guarded(config, "Het publiceren lukte niet", lambda settings: _publish(settings, dossier))


def _publish(settings: Settings, dossier: str | None) -> State[Any]:
    done = republishing.publish_again(settings, dossier)
    told = f"In orde in de emmer: {done.dossiers} dossiers; voor het publiek gewijzigd: {done.changed}."
    if done.damaged:
        return Failed(message=f"{told} Niet in orde: {', '.join(done.damaged)}; `kaft verify` zegt wat er weg is.")
    return Completed(message=told)

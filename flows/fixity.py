"""`fixiteit`: re-reads originals and published objects and compares them with their digests."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows import engine
from flows.markdown import code
from flows.shell import guarded
from pipeline import bootstrap
from pipeline.settings import Settings
from pipeline.verifying.part import Part
from pipeline.verifying.verify import Verification, verify

_LISTED = 50


@flow(
    name="fixiteit",
    flow_run_name="fixiteit",
    description=(
        "Leest bewaarde scans en gepubliceerde bestanden opnieuw en vergelijkt ze met hun controlegetal: elke nacht "
        "een deel, elke maand alles."
    ),
    persist_result=False,
)
def check_fixity(alles: bool = False, config: Path | None = None) -> State[Any]:
    """Verify a part, another one every day, or everything; fails when anything is lost or changed.

    Args:
        alles: Alles nalezen in plaats van het deel van vandaag.
        config: TOML-bestand met instellingen op de server; leeg laten neemt de standaard.
    """
    return guarded(config, "Het nalezen lukte niet", lambda settings: _check(settings, everything=alles))


def _check(settings: Settings, *, everything: bool) -> State[Any]:
    nights = 1 if everything else settings.running.fixity_nights
    part = Part(datetime.now(UTC).date().toordinal(), nights)
    with bootstrap.open_register(settings) as books:
        store, bucket = bootstrap.open_the_store(settings), bootstrap.open_the_bucket(settings)
        found = verify(books.register, store, bucket, books.chain, part, bootstrap.open_desk(settings, books))
    engine.tell(lambda: create_markdown_artifact(as_markdown(found), "fixiteit"))
    return verdict(found)


def verdict(found: Verification) -> State[Any]:
    """Return the state in which the run ends; any fault makes it fail."""
    counted = f"{found.originals} scans en {found.objects} bestanden nagelezen van {found.dossiers} dossiers"
    if found.faults:
        return Failed(message=f"{len(found.faults)} fouten. {counted}. `kaft verify` toont ze in woorden.")
    return Completed(message=f"Alles is wat het was: {counted}.")


def as_markdown(found: Verification) -> str:
    """Return the report: counts, and per fault its code; names of files may be names of people."""
    lines = ["# Fixiteit", "", f"- Scans nagelezen: {found.originals}", f"- Bestanden nagelezen: {found.objects}"]
    lines += [f"- Fouten: {len(found.faults)}", ""]
    lines += [f"- {code(fault.code)}" for fault in found.faults[:_LISTED]]
    return "\n".join(lines) + "\n"

"""Redoes a dossier after people answered: reading is remembered, only what depends on the answers is done again."""

import time

from pipeline.errors import ServiceUnavailable
from pipeline.queue.leasing import Workplace
from pipeline.recipe import Tools
from pipeline.running.turns import Run, turn
from pipeline.steps import Step
from schemas.outcome import Outcome

_PATIENCE = 600.0
"""Seconds to wait for a worker that has the dossier in hand."""


def redo(dossier_id: str, tools: Tools, step: Step, workplace: Workplace | None = None) -> Outcome | None:
    """Redo one dossier with the answers applied, and publish it if anything changed.

    Returns None when the register does not know the dossier any more.

    Raises:
        ServiceUnavailable: another worker kept the dossier in hand for too long.
    """
    record = tools.register.record(dossier_id)
    delivery = tools.register.delivery(record.key.delivery, dossier_id) if record else None
    scans = next((scans for scans in delivery.dossiers if scans.key.id == dossier_id), None) if delivery else None
    if delivery is None or scans is None:
        return None
    if workplace:
        workplace.clear(dossier_id)
    end = time.monotonic() + _PATIENCE
    run = Run(delivery, tools, step, workplace)
    while (outcome := turn(scans, run, again=True)) is None:
        if workplace is None or time.monotonic() > end:
            raise ServiceUnavailable(f"Dossier {dossier_id} is in the hands of another worker.", "Try again later.")
        workplace.pause()
    if tools.announce and outcome.version:
        tools.announce([dossier_id])
    return outcome

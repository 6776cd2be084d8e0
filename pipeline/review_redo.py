"""Makes a dossier anew when people answered: what was read is remembered, only what depends on the answers is done."""

from pipeline.batch import process
from pipeline.recipe import Tools
from pipeline.steps import Step
from schemas.outcome import Outcome


def redo(dossier_id: str, tools: Tools, step: Step) -> Outcome | None:
    """Make one dossier anew with the answers in it and publish it if anything changed; what was read is remembered.

    Returns None when the register does not know the dossier any more.
    """
    record = tools.register.record(dossier_id)
    delivery = tools.register.delivery(record.key.delivery) if record else None
    scans = next((scans for scans in delivery.dossiers if scans.key.id == dossier_id), None) if delivery else None
    if delivery is None or scans is None:
        return None
    return process(scans, delivery, tools, step)

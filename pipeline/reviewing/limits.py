"""The confidence from which a field is accepted, where a blind sample has raised it."""

from schemas.record import Record
from schemas.reviews import Limits

BROKEN = "De steekproef vond te veel fouten in zulke waarden: kijk de plaats op de scan na."


def withheld(record: Record, limits: Limits) -> Record:
    """Return the record with every accepted value below the limit of its field waiting for a person."""
    for name, least in sorted(limits.least.items()):
        field = record.field(name)
        if field.status == "accepted" and field.confidence < least:
            record = record.with_field(name, field.model_copy(update={"status": "review", "reason": BROKEN}))
    return record

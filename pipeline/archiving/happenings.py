"""What happened to a dossier besides acts: when its delivery was received, what people reviewed; for PREMIS."""

from collections.abc import Callable

from pipeline.archiving.premis import Happened
from pipeline.ports.reviews import ReviewBook
from pipeline.verifying.chain import Chain
from schemas.record import Record

Happenings = Callable[[Record], tuple[Happened, ...]]
"""Tells what happened to a dossier, oldest first."""


def nothing_else(_record: Record) -> tuple[Happened, ...]:
    """Tell of nothing but the acts."""
    return ()


def happenings_of(reviews: ReviewBook, chain: Chain | None) -> Happenings:
    """Return what tells it from a register. The chain is read once; it knows when each delivery was received first."""
    received: dict[str, tuple[int, str]] = {}
    for line in chain.links() if chain else ():
        if line.kind == "received":
            received.setdefault(line.subject, (line.place, line.at))

    def happened(record: Record) -> tuple[Happened, ...]:
        found = []
        if record.key.delivery in received:
            place, at = received[record.key.delivery]
            found.append(Happened("chain", str(place), "transfer", at, "levering ontvangen en nagekeken", ("kaft",)))
        for number, answer in enumerate(reviews.corrections(record.id), 1):
            said = f"nagekeken: {answer.field} ({answer.kind}{'' if answer.final else ', telt niet op zichzelf'})"
            when = answer.at.isoformat(timespec="seconds").replace("+00:00", "Z")
            name = f"{record.id}/{number}"
            found.append(Happened("answer", name, "metadata modification", when, said, answer.by))
        return tuple(found)

    return happened

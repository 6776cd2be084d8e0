"""Divides stacks that came without separator sheets: a long dossier is read first, to see whether it is several."""

from collections.abc import Iterator

import structlog

from extractors.stacks import dossier_starts
from pipeline.errors import KaftError, MissingTool, ServiceUnavailable
from pipeline.names import tidy
from pipeline.receiving.joining import is_joined
from pipeline.recipe import Tools, understand
from pipeline.steps import Step
from schemas.delivery import Delivery, DossierKey, Problem, Scans

log = structlog.get_logger("kaft.dividing")

STACK = 12
"""Pages from which a dossier without separator sheets may be a stack; a shorter one is left whole and told of."""


def divided(delivery: Delivery, tools: Tools, *, step: Step) -> Delivery:
    """Return the delivery with every stack of several dossiers divided into them.

    A stack is read before its dossiers are known; what was read is remembered, so it is not read again. A page that
    nobody can read begins no dossier. A stack that cannot be read at all stays whole: its own turn tells why.
    """
    dossiers = tuple(part for scans in delivery.dossiers for part in _parts(scans, tools, step))
    return delivery.model_copy(update={"dossiers": dossiers})


def _parts(scans: Scans, tools: Tools, step: Step) -> tuple[Scans, ...]:
    joined = len(scans.parts) > 1 or is_joined(scans)
    if len(scans.pages) < STACK or joined or any(page.separator for page in scans.pages):
        return (scans,)
    with structlog.contextvars.bound_contextvars(dossier=scans.key.id):
        try:
            _, documents, findings = understand(scans, tools, step=step)
        except (MissingTool, ServiceUnavailable):  # it would be divided otherwise when all is well again
            raise
        except KaftError as error:
            log.warning("stack_unread", code=error.code)
            return (scans,)
    starts = dossier_starts(findings.findings, documents)
    return tuple(cut(scans, starts)) if len(starts) > 1 else (scans,)


def cut(scans: Scans, starts: tuple[int, ...]) -> Iterator[Scans]:
    """Yield the dossiers of a stack, `stapel-1`, `stapel-2` and so on; `starts` are the pages with which they begin."""
    ends = (*starts[1:], len(scans.pages) + 1)
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        pages = tuple(
            page.model_copy(update={"number": place})
            for place, page in enumerate(scans.pages[start - 1 : end - 1], start=1)
        )
        told = Problem(
            code="stack_divided",
            message=f"Dit zijn bladen {start} tot {end - 1} van stapel '{tidy(scans.key.folder)}', die verdeeld werd.",
            hint="Kijk na of de verdeling klopt: nummers, namen en straten veranderen daar allemaal.",
        )
        kept = tuple(
            problem if problem.page is None else problem.model_copy(update={"page": problem.page - start + 1})
            for problem in scans.problems
            if problem.page is None or start <= problem.page < end
        )
        yield scans.model_copy(
            update={
                "key": DossierKey(delivery=scans.key.delivery, folder=f"{scans.key.folder}-{number}"),
                "pages": pages,
                "problems": (*kept, told),
            }
        )

"""What is noticed across a whole delivery: lost pages, pages in two dossiers, blank backs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from pipeline.names import tidy
from pipeline.receiving.acceptance import SeenPage
from pipeline.receiving.pairs import backs
from pipeline.receiving.sheets import STANDARD, duplicates
from pipeline.recipe import Tools
from pipeline.running.overlapping import overlaps
from pipeline.running.seen_pages import pages_seen
from pipeline.steps import Step
from schemas.delivery import Delivery, Problem
from schemas.outcome import Outcome


def noticed(delivery: Delivery, outcomes: Sequence[Outcome], tools: Tools, *, step: Step) -> tuple[Problem, ...]:
    """Return what the pages of all published dossiers reveal about each other, and about those of other deliveries.

    Earlier measurements are remembered.
    """
    look = partial(pages_seen, store=tools.store, reader=tools.reader, step=step)
    published = {outcome.key: outcome.dossier_id for outcome in outcomes if outcome.version}
    seen = {
        scans.key.id: look(scans, tools.register.record(dossier_id))
        for scans in delivery.dossiers
        if (dossier_id := published.get(scans.key))
    }
    pages = [page for found in seen.values() for page in found]
    behind = len(backs(pages))
    blank = [_blank_backs(behind, len(pages))] if behind else []
    return (*in_two_dossiers(pages), *overlaps(delivery, seen, tools.register, look), *blank)


def in_two_dossiers(pages: Sequence[SeenPage]) -> Iterator[Problem]:
    """Yield, for each pair of dossiers that share a sheet, which pages of one are which pages of the other."""
    sheets: dict[int, list[int]] = defaultdict(list)
    for place, first in duplicates(pages).items():
        sheets[first].append(place)
    pairs: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for first, others in sheets.items():
        folders = {pages[place].folder for place in (first, *others)}
        for place in others if len(folders) < STANDARD else ():
            if pages[place].folder != pages[first].folder:
                numbers = pages[place].scan.number, pages[first].scan.number
                pairs[pages[place].folder, pages[first].folder].append(numbers)
    for (folder, other), places in pairs.items():
        here, there = (", ".join(map(str, sorted(set(numbers)))) for numbers in zip(*places, strict=True))
        yield Problem(
            code="page_elsewhere",
            message=f"Page {here} of dossier '{tidy(folder)}' looks like page {there} of '{tidy(other)}', and says "
            "the same.",
            hint="Look whether a sheet lies in the wrong dossier or was scanned twice; a copy may belong in both.",
        )


def _blank_backs(behind: int, pages: int) -> Problem:
    return Problem(
        code="blank_backs",
        message=f"{behind} of {pages} pages are blank backs of the sheets before them.",
        hint="Nothing needs to be done: they are kept, and say nothing.",
        severity="note",
    )


def lost_pages(delivery: Delivery, outcomes: Sequence[Outcome]) -> tuple[Problem, ...]:
    """Check the promise: every page that came in is in exactly one dossier that came to an end."""
    places = [(page.file, page.page_index) for scans in delivery.dossiers for page in scans.pages]
    accounted = sum(outcome.pages for outcome in outcomes)
    if len(places) == len(set(places)) == accounted == delivery.pages_received:
        return ()
    return (
        Problem(
            code="pages_do_not_add_up",
            message=f"{delivery.pages_received} pages came in, {accounted} are accounted for.",
            hint="This is a fault in kaft: nothing is deleted, but do not destroy the paper; report it.",
            severity="error",
        ),
    )

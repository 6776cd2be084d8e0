"""What is noticed about a delivery as a whole: what changed in it, lost pages, pages in two dossiers, blank backs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.acceptance import SeenPage
from pipeline.names import shown
from pipeline.pairs import backs, duplicates
from pipeline.recipe import Tools
from pipeline.seen_pages import pages_seen
from pipeline.steps import Step
from schemas.delivery import Delivery, Problem, Scans
from schemas.outcome import Outcome

STANDARD = 3
"""A page that is in so many dossiers is no page that went astray, but a notice that goes with all of them."""


def pages_together(delivery: Delivery, outcomes: Sequence[Outcome], tools: Tools, *, step: Step) -> tuple[Problem, ...]:
    """Return what the pages of all published dossiers say of each other; what was measured before is remembered."""
    published = {outcome.key for outcome in outcomes if outcome.version}
    pages: list[SeenPage] = []
    for scans in delivery.dossiers:
        if scans.key in published:
            record = tools.register.record(scans.key.id)
            pages += pages_seen(scans, record, store=tools.store, reader=tools.reader, step=step)
    behind = len(backs(pages))
    blank = [_blank_backs(behind, len(pages))] if behind else []
    return (*in_two_dossiers(pages), *blank)


def in_two_dossiers(pages: Sequence[SeenPage]) -> Iterator[Problem]:
    """Give for each pair of dossiers that have a sheet in common which pages of the one are which of the other."""
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
            message=f"Page {here} of dossier '{shown(folder)}' looks like page {there} of '{shown(other)}', and says "
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


def changes(before: Delivery | None, delivery: Delivery) -> tuple[Problem, ...]:
    """Tell when a delivery that came before looks like another one under the same name."""
    here = {scans.key: _sources(scans) for scans in delivery.dossiers}
    problems = []
    for scans in before.dossiers if before else ():
        folder, pages = shown(scans.key.folder), _sources(scans)
        if scans.key not in here:
            problems.append(_changed("dossier_gone", f"Dossier '{folder}' was in this delivery before and is not now."))
        elif pages and here[scans.key] and pages.isdisjoint(here[scans.key]):
            problems.append(_changed("dossier_replaced", f"Dossier '{folder}' has no page of what it was before."))
        elif gone := _gone(scans, delivery):
            problems.append(_fewer(gone, scans))
    return tuple(problems)


def _gone(before: Scans, delivery: Delivery) -> set[tuple[str, int]]:
    """Return the pages of a dossier that are nowhere in the delivery now, by name or by bytes, nor in quarantine."""
    names = {(page.file, page.page_index) for scans in delivery.dossiers for page in scans.pages}
    sources = {source for scans in delivery.dossiers for source in _sources(scans)}
    aside = {file.file for file in delivery.quarantined}
    return {
        (page.file, page.page_index) for page in before.pages
        if (page.file, page.page_index) not in names
        and (page.image.sha256, page.page_index) not in sources
        and page.file not in aside
    }  # fmt: skip


def _fewer(gone: set[tuple[str, int]], before: Scans) -> Problem:
    files = sorted({shown(file) for file, _ in gone})
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
    return Problem(
        code="pages_gone",
        message=f"{len(gone)} of the {len(before.pages)} pages that dossier '{shown(before.key.folder)}' had in this "
        f"delivery before are not in it now: {', '.join(files[:3])}{more}.",
        hint="See whether the copy was finished. What was published before is kept, with these pages.",
        severity="error",
    )


def _sources(scans: Scans) -> set[tuple[str, int]]:
    return {(page.image.sha256, page.page_index) for page in scans.pages}


def _changed(code: str, message: str) -> Problem:
    hint = "If this is another delivery, give it a name of its own; what was published before is kept."
    return Problem(code=code, message=message, hint=hint, severity="error")


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

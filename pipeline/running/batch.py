"""Runs a whole delivery: each dossier on its own, so that a bad one stops no other, and a page count at the end."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextvars import copy_context

import structlog

from pipeline.errors import NotFound
from pipeline.names import tidy
from pipeline.ports import Inbox, Register
from pipeline.queue.leasing import Workplace
from pipeline.receiving import gone, joining, replacing
from pipeline.recipe import Tools
from pipeline.running import noticing
from pipeline.running.dividing import divided
from pipeline.running.turns import Run, stopped_before, turn
from pipeline.stages.deliver import point
from pipeline.stages.intake import intake
from pipeline.steps import Step
from schemas.delivery import Delivery, Problem, Scans
from schemas.outcome import BatchReport, Outcome

log = structlog.get_logger("kaft.batch")

Progress = Callable[[int, int], None]
"""Called with pages done and pages in all, each time a dossier ends."""


def run_delivery(
    inbox: Inbox, tools: Tools, *, step: Step, dossiers_at_once: int = 2, progress: Progress = lambda _done, _all: None,
    workplace: Workplace | None = None, only: str | None = None,
) -> BatchReport:  # fmt: skip
    """Digitise a delivery and report what became of every dossier, file and page. Safe to repeat.

    With a `workplace` several runs may work on one delivery: each takes what no other has in hand, and ends when all
    dossiers have. `only` names one dossier, by folder or id; the report tells of the others what was known.

    Raises:
        DeliveryMissing, DiskFull, ReadOnly, MissingTool: nothing to digitise, no way to keep it, or no reader. All else
            ends up in the report.
        NotFound: there is no dossier called `only`.
        RegisterOlder: the bucket tells of more than the register knows; nothing was read.
    """
    if tools.compare:
        tools.compare()
    taken = intake(inbox, store=tools.store, reader=tools.reader, step=step)
    taken = joining.mark_joined(taken, tools.register)
    delivery = replacing.mark_replacements(divided(taken, tools, step=step), tools.register.delivery)
    delivery = gone.mark_gone(delivery, tools.register.delivery(delivery.name))
    tools.register.receive(delivery)
    chosen = delivery.dossiers if only is None else _named(delivery, only)
    if workplace and only is not None:
        workplace.clear(chosen[0].key.id)
    counted = _Counted(progress, sum(len(scans.pages) for scans in chosen))
    with ThreadPoolExecutor(dossiers_at_once, thread_name_prefix="dossier") as threads:
        ended = _all_ended(chosen, Run(delivery, tools, step, workplace), threads, counted)
    if only is not None:
        ended = _also_known(delivery, tools.register) | ended
    noticed = noticing.noticed(delivery, tuple(ended.values()), tools, step=step)
    noticed += joining.parts_apart(delivery, tools.register)
    report = _report(delivery, [ended[scans.key.id] for scans in delivery.dossiers], noticed)
    tools.register.report(report)
    replacing.link_replaced(delivery, report, tools.register)
    _shown_to_all(delivery, report, tools)
    return report


def _shown_to_all(delivery: Delivery, report: BatchReport, tools: Tools) -> None:
    """Update the public tier, and the pointers and questions of dossiers that are now part of another."""
    elsewhere = [outcome.key.id for outcome in report.outcomes if outcome.dossier_id != outcome.key.id]
    elsewhere += joining.absorbed(delivery, tools.register)
    for dossier_id in elsewhere:
        point(dossier_id, register=tools.register, bucket=tools.bucket)
        if tools.reviews:
            tools.reviews.close(dossier_id)
    if tools.announce:
        published = [outcome.dossier_id for outcome in report.outcomes if outcome.version and outcome.dossier_id]
        tools.announce([*published, *elsewhere])


def check_delivery(inbox: Inbox, tools: Tools, *, step: Step) -> BatchReport:
    """Look at every file of a delivery without reading a page, and report; readable dossiers stay `received`.

    Raises:
        DeliveryMissing: there is nothing to digitise.
    """
    delivery = joining.mark_joined(intake(inbox, store=tools.store, reader=tools.reader, step=step), tools.register)
    delivery = gone.mark_gone(delivery, tools.register.delivery(delivery.name))
    return _report(delivery, [_checked(scans, delivery, tools.register) for scans in delivery.dossiers], ())


def _checked(scans: Scans, delivery: Delivery, register: Register) -> Outcome:
    return stopped_before(scans, delivery, register) or Outcome(
        key=scans.key, dossier_id=scans.key.id, state="received", pages=len(scans.pages), problems=scans.problems
    )


def _all_ended(
    chosen: tuple[Scans, ...], run: Run, threads: ThreadPoolExecutor, counted: "_Counted"
) -> dict[str, Outcome]:
    """Work until every dossier has come to its end, here or at another worker."""
    delivery, workplace = run.delivery, run.workplace
    ended: dict[str, Outcome] = {}
    while True:
        # A context of its own for each: whatever runs the steps (Prefect, the log) finds its bearings in it.
        running = [
            threads.submit(copy_context().run, turn, scans, run) for scans in chosen if scans.key.id not in ended
        ]
        try:
            for future in as_completed(running):
                if outcome := future.result():
                    ended[outcome.key.id] = counted(outcome)
        except BaseException:
            # Somebody stops the run: what has begun ends in order, the rest of the delivery does not begin.
            threads.shutdown(wait=False, cancel_futures=True)
            raise
        if workplace is None or len(ended) == len(chosen):
            return ended
        workplace.pause()
        if done := workplace.done_elsewhere(delivery.name) - ended.keys():
            mine = done & {scans.key.id for scans in chosen}
            known = {outcome.key.id: outcome for outcome in run.tools.register.outcomes(delivery.name)}
            ended |= {dossier_id: counted(known[dossier_id]) for dossier_id in mine & known.keys()}


class _Counted:
    """Tells the progress of every outcome that passes."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        progress(0, total)

    def __call__(self, outcome: Outcome) -> Outcome:
        self._done += outcome.pages
        self._progress(self._done, self._total)
        return outcome


def _named(delivery: Delivery, name: str) -> tuple[Scans, ...]:
    for scans in delivery.dossiers:
        if name in {scans.key.folder, scans.key.id}:
            return (scans,)
    raise NotFound(f"There is no dossier '{tidy(name)}' in delivery {tidy(delivery.name)}.", "Check the folder's name.")


def _also_known(delivery: Delivery, register: Register) -> dict[str, Outcome]:
    """Return what is known of every dossier of a delivery; one that was never begun is `received`."""
    known = {outcome.key.id: outcome for outcome in register.outcomes(delivery.name)}
    return {
        scans.key.id: known.get(scans.key.id)
        or Outcome(key=scans.key, dossier_id=scans.key.id, state="received", pages=len(scans.pages))
        for scans in delivery.dossiers
    }


def _report(delivery: Delivery, outcomes: list[Outcome], noticed: tuple[Problem, ...]) -> BatchReport:
    return BatchReport(
        delivery=delivery.name,
        outcomes=tuple(outcomes),
        quarantined=delivery.quarantined,
        problems=(*delivery.problems, *noticed, *noticing.lost_pages(delivery, outcomes)),
        files_received=delivery.files_received,
        pages_received=delivery.pages_received,
        pages_accounted=sum(outcome.pages for outcome in outcomes),
    )


def succeeded(report: BatchReport) -> bool:
    """Tell whether all went well: nothing failed, quarantined or missing. Doubtful fields are normal work."""
    states = Counter(outcome.state for outcome in report.outcomes)
    wrong = [problem for problem in report.problems if problem.severity == "error"]
    aside = any(not file.replaced_by for file in report.quarantined)
    return not (wrong or aside or states["failed"] or states["quarantined"])

"""Runs a whole delivery: every dossier by itself, so that a bad one stops nobody, and counts the pages at the end."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextvars import copy_context
from dataclasses import replace

import structlog

from pipeline import gone, noticing, replacing
from pipeline.dividing import divided
from pipeline.errors import InputError, KaftError, LeaseLost, MissingTool, NotFound, Unwritable
from pipeline.leasing import FencedBucket, Workplace
from pipeline.names import shown
from pipeline.ports import Inbox, Register
from pipeline.recipe import Tools, digitise
from pipeline.stages.intake import intake
from pipeline.steps import Step, retrying
from schemas.delivery import Delivery, Problem, Scans
from schemas.outcome import BatchReport, Outcome
from schemas.record import pages_digest

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
    """
    taken = intake(inbox, store=tools.store, reader=tools.reader, step=step)
    delivery = replacing.noted(divided(taken, tools, step=step), tools.register.delivery)
    delivery = gone.noted(delivery, tools.register.delivery(delivery.name))
    tools.register.receive(delivery)
    chosen = delivery.dossiers if only is None else _named(delivery, only)
    if workplace and only is not None:
        workplace.clear(chosen[0].key.id)
    counted = _Counted(progress, sum(len(scans.pages) for scans in chosen))
    with ThreadPoolExecutor(dossiers_at_once, thread_name_prefix="dossier") as threads:
        ended = _all_ended(chosen, delivery, tools, step, threads, workplace, counted)
    if only is not None:
        ended = _also_known(delivery, tools.register) | ended
    twice = noticing.pages_together(delivery, tuple(ended.values()), tools, step=step)
    report = _report(delivery, [ended[scans.key.id] for scans in delivery.dossiers], twice)
    tools.register.report(report)
    replacing.link(delivery, report, tools.register)
    if tools.announce:
        tools.announce([outcome.dossier_id for outcome in report.outcomes if outcome.version and outcome.dossier_id])
    return report


def check_delivery(inbox: Inbox, tools: Tools, *, step: Step) -> BatchReport:
    """Look at every file of a delivery without reading a page, and report; what can be read is only `received`.

    Raises:
        DeliveryMissing: there is nothing to digitise.
    """
    delivery = intake(inbox, store=tools.store, reader=tools.reader, step=step)
    delivery = gone.noted(delivery, tools.register.delivery(delivery.name))
    return _report(delivery, [_checked(scans, delivery, tools.register) for scans in delivery.dossiers], ())


def _checked(scans: Scans, delivery: Delivery, register: Register) -> Outcome:
    return _stopped_before(scans, delivery, register) or Outcome(
        key=scans.key, dossier_id=scans.key.id, state="received", pages=len(scans.pages), problems=scans.problems
    )


def _all_ended(
    chosen: tuple[Scans, ...], delivery: Delivery, tools: Tools, step: Step, threads: ThreadPoolExecutor,
    workplace: Workplace | None, counted: "_Counted",
) -> dict[str, Outcome]:  # fmt: skip
    """Work until every dossier has come to its end, here or at another worker."""
    ended: dict[str, Outcome] = {}
    while True:
        # A context of its own for each: whatever runs the steps (Prefect, the log) finds its bearings in it.
        running = [
            threads.submit(copy_context().run, turn, scans, delivery, tools, step, workplace)
            for scans in chosen
            if scans.key.id not in ended
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
            known = {outcome.key.id: outcome for outcome in tools.register.outcomes(delivery.name)}
            ended |= {dossier_id: counted(known[dossier_id]) for dossier_id in mine & known.keys()}


def turn(
    scans: Scans, delivery: Delivery, tools: Tools, step: Step, workplace: Workplace | None, *, again: bool = False
) -> Outcome | None:
    """Digitise one dossier if nobody else has it in hand; None when somebody has, or took it over.

    `again`: also when another worker did it since this workplace was opened.
    """
    if workplace is None:
        return process(scans, delivery, tools, step)
    with workplace.holding(scans.key, again=again) as held:
        if held is None:
            return None
        register = tools.register.under(held.lease)
        if held.worn_out:
            outcome = _ended(
                scans, "failed", "set_aside", f"Dossier {scans.key.id} was begun {held.lease.tries - 1} times and "
                "never came to its end: it was set aside.",
                "Look at its scans; then digitise this one dossier by its name.",
            )  # fmt: skip
            register.conclude(outcome)
            return outcome
        fenced = replace(tools, register=register, bucket=FencedBucket(tools.bucket, held))
        try:
            outcome = process(scans, delivery, fenced, step)
        except LeaseLost as error:
            log.warning("dossier_taken_over", code=error.code, dossier=scans.key.id)
            return None
        held.concluded = True
        return outcome


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
    raise NotFound(
        f"There is no dossier '{shown(name)}' in delivery {shown(delivery.name)}.", "Check the folder's name."
    )


def _also_known(delivery: Delivery, register: Register) -> dict[str, Outcome]:
    """Return what is known of every dossier of a delivery; what was never begun was received and nothing else."""
    known = {outcome.key.id: outcome for outcome in register.outcomes(delivery.name)}
    return {
        scans.key.id: known.get(scans.key.id)
        or Outcome(key=scans.key, dossier_id=scans.key.id, state="received", pages=len(scans.pages))
        for scans in delivery.dossiers
    }


def process(scans: Scans, delivery: Delivery, tools: Tools, step: Step) -> Outcome:
    """Digitise one dossier and note what became of it, whatever happens."""
    with structlog.contextvars.bound_contextvars(dossier=scans.key.id):
        try:
            # What is done is remembered: trying again when register, store or bucket was away costs next to nothing.
            outcome = _stopped_before(scans, delivery, tools.register) or retrying(digitise, tries=2)(
                scans, tools, step=step
            )
        except (LeaseLost, MissingTool, Unwritable):  # but for the first: every other dossier would end the same way
            raise
        except InputError as error:
            outcome = _ended(scans, "quarantined", error.code, error.message, error.hint)
        except KaftError as error:
            outcome = _ended(scans, "failed", error.code, error.message, error.hint)
        except Exception as error:  # one of two: a bug in one dossier must not stop the batch
            log.exception("dossier_failed", error=type(error).__name__)
            what = f"Something unexpected went wrong: {type(error).__name__}."
            outcome = _ended(scans, "failed", "unexpected", what, _REPORT)
        tools.register.conclude(outcome)
        log.info("dossier_done", state=outcome.state, pages=outcome.pages, review=len(outcome.review))
    return outcome


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


_REPORT = "This is a fault in kaft: report it with the log of this run."


def succeeded(report: BatchReport) -> bool:
    """Tell whether all went well: nothing failed, quarantined or missing. Doubtful fields are normal work."""
    states = Counter(outcome.state for outcome in report.outcomes)
    wrong = [problem for problem in report.problems if problem.severity == "error"]
    aside = any(not file.replaced_by for file in report.quarantined)
    return not (wrong or aside or states["failed"] or states["quarantined"])


def _stopped_before(scans: Scans, delivery: Delivery, register: Register) -> Outcome | None:
    """Return the end of a dossier that is not worth reading: nothing in it, or delivered before."""
    if not scans.pages:
        return _ended(
            scans, "quarantined", "empty_dossier", f"There is no usable page in dossier '{shown(scans.key.folder)}'.",
            "Check the folder on the disk; ask the contractor for its scans.",
        )  # fmt: skip
    twin = _twin(scans, delivery, register)
    if twin:
        return _ended(
            scans, "quarantined", "duplicate", f"Dossier '{shown(scans.key.folder)}' has the same pages as {twin}.",
            "Keep one of them; nothing of this one was lost, its files are in the store.",
        )  # fmt: skip
    return None


def _twin(scans: Scans, delivery: Delivery, register: Register) -> str | None:
    """Return the dossier that came before with just these pages: in this delivery, or published from another."""
    digest = pages_digest(scans)
    for other in delivery.dossiers:
        if other.key == scans.key:
            break
        if other.pages and pages_digest(other) == digest:
            return f"dossier '{shown(other.key.folder)}' of this delivery"
    mine = {other.key.id for other in delivery.dossiers}
    for dossier_id in register.same_pages(digest):
        if dossier_id not in mine and register.current(dossier_id) is not None:
            return f"dossier {dossier_id} of an earlier delivery"
    return None


def _ended(scans: Scans, state: str, code: str, message: str, hint: str) -> Outcome:
    problem = Problem(code=code, message=message, hint=hint, severity="error")
    return Outcome.model_validate(
        {
            "key": scans.key,
            "dossier_id": scans.key.id,
            "state": state,
            "pages": len(scans.pages),
            "problems": (*scans.problems, problem),
        }
    )

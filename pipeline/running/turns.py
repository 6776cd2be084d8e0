"""The turn of one dossier: take it if nobody else has it, digitise it, and record the outcome."""

from contextlib import suppress
from dataclasses import dataclass, replace

import structlog

from pipeline.acts import standing
from pipeline.errors import InputError, KaftError, LeaseLost, MissingTool, Unwritable
from pipeline.names import tidy
from pipeline.ports import Register
from pipeline.queue.fenced import FencedBucket
from pipeline.queue.leasing import Held, Workplace
from pipeline.receiving import joining
from pipeline.recipe import Tools, digitise
from pipeline.room import no_memory
from pipeline.steps import Step, retrying
from schemas.delivery import Delivery, Problem, Scans
from schemas.outcome import Outcome
from schemas.record import pages_digest

log = structlog.get_logger("kaft.batch")

_REPORT = "This is a fault in kaft: report it with the log of this run."


@dataclass(frozen=True, slots=True)
class Run:
    """What all dossiers of one run of a delivery share."""

    delivery: Delivery
    tools: Tools
    step: Step
    workplace: Workplace | None = None
    """Where leases come from; None when this is the only run."""

    def under(self, held: Held) -> "Run":
        """Return the same run, writing only as long as this lease holds."""
        register, bucket = self.tools.register.under(held.lease), FencedBucket(self.tools.bucket, held)
        return replace(self, tools=replace(self.tools, register=register, bucket=bucket))


def turn(scans: Scans, run: Run, *, again: bool = False) -> Outcome | None:
    """Digitise one dossier unless another worker has it; None when one has, or took it over.

    `again`: also when another worker did it since this workplace was opened.
    """
    home = joining.home_of(scans, run.tools.register)
    if run.workplace is None:
        return process(scans, run) if home is None else _join(scans, home, mine=run, theirs=run)
    if home is not None:
        return _turn_of_part(scans, home, run, run.workplace, again=again)
    try:
        with run.workplace.holding(scans.key, again=again) as held:
            if held is None:
                return None
            fenced = run.under(held)
            if held.worn_out:
                return _set_aside(scans, held, fenced.tools.register)
            outcome = process(scans, fenced)
            held.concluded = True
            return outcome
    except LeaseLost as error:  # outside the `with`: what was not done is not left in order
        log.warning("dossier_taken_over", code=error.code, dossier=scans.key.id)
        return None


def _set_aside(scans: Scans, held: Held, register: Register) -> Outcome:
    """Note that nobody should begin this dossier again by himself."""
    outcome = _ended(
        scans, "failed", "set_aside",
        f"Dossier {scans.key.id} was begun {held.lease.tries - 1} times and never came to its end: it was set aside.",
        "Look at its scans; then digitise this one dossier by its name.",
    )  # fmt: skip
    register.conclude(outcome)
    return outcome


def _turn_of_part(part: Scans, home: joining.Home, run: Run, workplace: Workplace, *, again: bool) -> Outcome | None:
    """Join a later part to its dossier, unless another worker has either; None when one has."""
    workplace.clear(home.scans.key.id)
    busy = LeaseLost(f"Another worker has dossier {home.scans.key.id} in hand.", "It is tried again.")
    with suppress(LeaseLost), workplace.holding(home.scans.key, again=True) as first:
        now = joining.home_of(part, run.tools.register)  # as it is now that nobody else changes it
        if first is None or now is None:
            raise busy
        with workplace.holding(part.key, again=again) as held:
            if held is None:
                raise busy
            mine = run.under(held)
            if held.worn_out:
                return _set_aside(part, held, mine.tools.register)
            outcome = _join(part, now, mine=mine, theirs=run.under(first))
            held.concluded = True
            return outcome
    return None


def _join(part: Scans, home: joining.Home, *, mine: Run, theirs: Run) -> Outcome:
    """Join a later part to its dossier, redo that dossier, and record the outcome of both.

    `mine` writes about the part, `theirs` about the dossier that it joins: each under its own lease.
    """
    outcome = stopped_before(part, mine.delivery, mine.tools.register)
    if outcome is None:
        joining.join(part, home, theirs.tools.register)
        whole = process(home.scans, replace(theirs, delivery=home.delivery))
        joining.update_report(whole, theirs.tools.register)
        outcome = joining.outcome_of_part(part, whole)
    mine.tools.register.conclude(outcome)
    return outcome


def process(scans: Scans, run: Run) -> Outcome:
    """Digitise one dossier and record the outcome, whatever happens."""
    tools = run.tools
    with structlog.contextvars.bound_contextvars(dossier=scans.key.id):
        try:
            # What is done is remembered: trying again when register, store or bucket was away costs next to nothing.
            outcome = stopped_before(scans, run.delivery, tools.register) or _digitised(scans, tools, run.step)
        except (LeaseLost, MissingTool, Unwritable):  # but for the first: every other dossier would end the same way
            raise
        except InputError as error:
            outcome = _ended_by(error, scans, "quarantined")
        except KaftError as error:
            outcome = _ended_by(error, scans, "failed")
        except MemoryError:
            outcome = _ended_by(no_memory(), scans, "failed")
        except Exception as error:  # one of two: a bug in one dossier must not stop the batch
            log.exception("dossier_failed", error=type(error).__name__)
            what = f"Something unexpected went wrong: {type(error).__name__}."
            outcome = _ended(scans, "failed", "unexpected", what, _REPORT)
        tools.register.conclude(outcome)
        log.info("dossier_done", state=outcome.state, pages=outcome.pages, review=len(outcome.review))
    return outcome


def _digitised(scans: Scans, tools: Tools, step: Step) -> Outcome:
    """Digitise a dossier with its later parts, whose pages are counted in the deliveries they came in."""
    outcome = retrying(digitise, tries=2)(joining.with_later_parts(scans, tools.register), tools, step=step)
    return outcome.model_copy(update={"pages": len(scans.pages)})


def stopped_before(scans: Scans, delivery: Delivery, register: Register) -> Outcome | None:
    """Return the outcome of a dossier not worth reading (empty, nothing but sheets, delivered before), else None."""
    if not scans.pages:
        return _ended(
            scans, "quarantined", "empty_dossier", f"There is no usable page in dossier '{tidy(scans.key.folder)}'.",
            "Check the folder on the disk; ask the contractor for its scans.",
        )  # fmt: skip
    if all(page.image.is_separator for page in scans.pages) and register.current(scans.key.id) is None:
        return _ended(
            scans, "quarantined", "only_separator",
            f"Dossier '{tidy(scans.key.folder)}' holds nothing but its separator sheet.",
            "Look whether its papers lie in another dossier; else ask the contractor to scan the folder.",
        )  # fmt: skip
    twin = _twin(scans, delivery, register)
    if twin:
        return _ended(
            scans, "quarantined", "duplicate", f"Dossier '{tidy(scans.key.folder)}' has the same pages as {twin}.",
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
            return f"dossier '{tidy(other.key.folder)}' of this delivery"
    mine = {other.key.id for other in delivery.dossiers}
    for dossier_id in sorted(set(register.same_pages(digest)) - mine):
        # A part that was joined is not published by itself.
        joined = register.current(dossier_id) is None
        home = standing(register.history(dossier_id)).home(dossier_id) if joined else dossier_id
        if (record := register.record(home)) is not None:
            name = f"{tidy(record.key.delivery)}/{tidy(record.key.folder)}"
            return f"dossier '{name}' of an earlier delivery"
    return None


def _ended_by(error: KaftError, scans: Scans, state: str) -> Outcome:
    return _ended(scans, state, error.code, error.message, error.hint)


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

"""Dossiers that come back repaired: linked to what they replace, because the new delivery's inventory says so.

A name alone proves nothing: many deliveries have a folder `D001`. So the column `vervangt` names the delivery, and the
folder too (`levering_03/D007_M04`) where that is called otherwise. Nothing of the old delivery is changed or removed.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipeline.names import tidy
from pipeline.ports import Register
from pipeline.receiving.gone import settled
from pipeline.receiving.grouping import folder_of
from pipeline.receiving.inventory import same
from schemas.delivery import Delivery, DossierKey, Problem, Scans
from schemas.outcome import BatchReport

COLUMN = "vervangt"

Known = Callable[[str], Delivery | None]
"""Finds a delivery by its name."""


class Replacement(NamedTuple):
    """What a dossier says it replaces, and the old dossier if there is one."""

    said: str
    new: Scans
    old: Scans | None


def mark_replacements(delivery: Delivery, known: Known) -> Delivery:
    """Return the delivery with its dossiers marked with what they replace, keeping its own known replacements."""
    told = {one.new.key: _told(one) for one in stated(delivery, known)}
    dossiers = tuple(
        scans.model_copy(update={"problems": (*scans.problems, *told[scans.key])}) if scans.key in told else scans
        for scans in delivery.dossiers
    )
    return _carried(delivery.model_copy(update={"dossiers": dossiers}), known(delivery.name))


def link_replaced(delivery: Delivery, report: BatchReport, register: Register) -> None:
    """Record in the old deliveries what was replaced; an incomplete dossier replaces nothing."""
    good = {outcome.key for outcome in report.outcomes if outcome.state in {"published", "review"}}
    for _, new, old in stated(delivery, register.delivery):
        if old is None or new.key not in good or any(problem.severity == "error" for problem in new.problems):
            continue
        before = register.delivery(old.key.delivery)
        if before is None or (now := replaced(before, old, new.key)) == before:
            continue
        register.receive(now)
        if last := register.last_report(now.name):
            done = set(before.problems) - set(now.problems)
            problems = tuple(problem for problem in _with(last, now) if problem not in done)
            register.report(last.model_copy(update={"quarantined": now.quarantined, "problems": problems}))


def stated(delivery: Delivery, known: Known) -> Iterator[Replacement]:
    """Yield each dossier that replaces another according to the inventory."""
    for scans in delivery.dossiers:
        said = scans.inventory.other.get(COLUMN, "") if scans.inventory else ""
        name, _, folder = said.replace("\\", "/").strip("/ ").partition("/")
        if not name:
            continue
        other = known(name) if name != delivery.name else None
        wanted = same(folder or scans.key.folder)
        found = (old for old in (other.dossiers if other else ()) if wanted in map(same, (old.key.folder, *old.parts)))
        yield Replacement(said, scans, next(found, None))


def replaced(delivery: Delivery, old: Scans, new: DossierKey) -> Delivery:
    """Return a delivery with one dossier, and its quarantined files, marked as having come back in another.

    What was gone of that dossier is gone no more.
    """
    delivery = settled(delivery, old.key.folder)
    by, parts = f"{new.delivery}/{new.folder}", {old.key.folder, *old.parts}
    files = tuple(
        file.model_copy(update={"replaced_by": by}) if folder_of(file.file, delivery.name) in parts else file
        for file in delivery.quarantined
    )
    message = f"Dossier '{tidy(old.key.folder)}' was replaced by '{tidy(by)}'."
    note = Problem(code="replaced", message=message, severity="note")
    problems = delivery.problems if note in delivery.problems else (*delivery.problems, note)
    return delivery.model_copy(update={"quarantined": files, "problems": problems})


def _told(one: Replacement) -> tuple[Problem, ...]:
    if one.old is None:
        message = f"The inventory says that this dossier replaces '{tidy(one.said)}', which is not known."
        hint = f"Correct the column '{COLUMN}': the old delivery, or delivery/folder."
        return (Problem(code="replaces_unknown", message=message, hint=hint),)
    old, had, has = one.old.key, len(one.old.pages), len(one.new.pages)
    message = f"This dossier replaces '{tidy(old.folder)}' of delivery '{tidy(old.delivery)}'."
    told = Problem(code="replaces", message=message, severity="note")
    return (told, _fewer(old, had, has)) if has < had else (told,)


def _fewer(old: DossierKey, had: int, has: int) -> Problem:
    return Problem(
        code="replaces_fewer",
        message=f"It has {has} pages, and '{tidy(old.folder)}' of delivery '{tidy(old.delivery)}', which it replaces, "
        f"has {had}.",
        hint="Withdraw the old one only when nothing of it is missing here: else have the whole dossier delivered.",
    )


def _carried(delivery: Delivery, before: Delivery | None) -> Delivery:
    """Return a delivery that was taken in again, with what has since been replaced."""
    if before is None:
        return delivery
    known = {(file.file, file.sha256): file.replaced_by for file in before.quarantined}
    files = tuple(
        file.model_copy(update={"replaced_by": known.get((file.file, file.sha256))}) for file in delivery.quarantined
    )
    notes = tuple(problem for problem in before.problems if problem.code == "replaced")
    return delivery.model_copy(update={"quarantined": files, "problems": (*delivery.problems, *notes)})


def _with(report: BatchReport, now: Delivery) -> tuple[Problem, ...]:
    notes = (problem for problem in now.problems if problem.code == "replaced")
    return (*report.problems, *(note for note in notes if note not in report.problems))

"""Second parts that arrive in a later delivery: joined to the dossier they continue, which gets a new version.

A joining is a merger in the history: `kaft history` tells of it, `kaft split` ends it. A name proves little, so nothing
is joined when several dossiers may be meant, when a part between is not known, or when a person parted the two.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.acts import standing
from pipeline.names import tidy
from pipeline.ports import Register
from pipeline.receiving.grouping import natural, part_of
from schemas.delivery import Delivery, DossierKey, Problem, Scans
from schemas.outcome import Outcome
from schemas.record import Record

_ALONE = "part_without_first"
_WHO = "kaft"
_LAST = 99


class Home(NamedTuple):
    """A dossier that a later part continues, with what is known of its delivery."""

    scans: Scans
    delivery: Delivery


def mark_joined(delivery: Delivery, register: Register) -> Delivery:
    """Return the delivery with its later parts marked with the dossier they continue."""
    dossiers = tuple(
        _noted(scans, register) if any(problem.code == _ALONE for problem in scans.problems) else scans
        for scans in delivery.dossiers
    )
    return delivery.model_copy(update={"dossiers": dossiers})


def is_joined(scans: Scans) -> bool:
    """Tell whether `mark_joined` found the dossier that this part continues."""
    return any(problem.code == "part_joined" for problem in scans.problems)


def home_of(scans: Scans, register: Register) -> Home | None:
    """Return the one dossier of an earlier delivery that this part continues; None when there is none, or several."""
    found = _homes(scans.key, register)
    return _received(found[0], register) if len(found) == 1 else None


def join(part: Scans, home: Home, register: Register) -> None:
    """Record that a part belongs to a dossier, unless that is on record already."""
    if part.key.id not in standing(register.history(part.key.id)).merged:
        why = f"later deel, in levering {part.key.delivery}"
        register.act("merged", part.key.id, who=_WHO, why=why, other=home.scans.key.id)


def with_later_parts(scans: Scans, register: Register) -> Scans:
    """Return a dossier followed by the parts of it that came in later deliveries.

    Their files and folders have the name of their delivery before them.
    """
    for part in _parts(scans.key, register):
        scans = _with(scans, part)
    return scans


def outcome_of_part(part: Scans, outcome: Outcome) -> Outcome:
    """Return the outcome of a part: that of its dossier, with the part's own pages."""
    problems = part.problems if outcome.version else (*part.problems, *outcome.problems)
    return outcome.model_copy(update={"key": part.key, "pages": len(part.pages), "problems": problems})


def update_report(outcome: Outcome, register: Register) -> None:
    """Put a dossier's new outcome into the report of its own delivery."""
    if report := register.last_report(outcome.key.delivery):
        outcomes = tuple(outcome if known.key == outcome.key else known for known in report.outcomes)
        register.report(report.model_copy(update={"outcomes": outcomes}))


def absorbed(delivery: Delivery, register: Register) -> Iterator[str]:
    """Merge dossiers that were published on their own and are now part of another; yield their ids."""
    for scans in delivery.dossiers:
        for folder in scans.parts[1:]:
            alone = DossierKey(delivery=delivery.name, folder=folder).id
            if register.current(alone) and not _decided(alone, register):
                register.act("merged", alone, who=_WHO, why="deel van een dossier", other=scans.key.id)
                yield alone


def records(register: Register) -> Iterator[Record]:
    """Yield the newest record of every dossier, except those merged into another that has all their pages."""
    merged = standing(register.acts()).merged
    for record in register.records():
        act = merged.get(record.id)
        home = register.record(act.other) if act and act.other else None
        if home is None or not _sources(record) <= _sources(home):
            yield record


def current(register: Register) -> Iterator[Record]:
    """Give what `records` gives, but not of dossiers that were withdrawn: readers were told to stop showing them."""
    gone = standing(register.acts()).withdrawn
    return (record for record in records(register) if record.id not in gone)


def parts_apart(delivery: Delivery, register: Register) -> tuple[Problem, ...]:
    """Return a problem for each later part that came, in another delivery, before its first part and stands alone."""
    published = {f"{scans.key.folder}_02".casefold(): scans.key for scans in delivery.dossiers}
    parts = register.called(published.keys()) if published else ()
    found = ((published[part.folder.casefold()], part) for part in parts if part.delivery != delivery.name)
    return tuple(
        _apart(part, home)
        for home, part in found
        if not _decided(part.id, register) and _homes(part, register) == (home,)
    )


def _sources(record: Record) -> set[tuple[str, int]]:
    return {(page.sha256, page.page_index) for page in record.pages}


def _noted(scans: Scans, register: Register) -> Scans:
    found = _homes(scans.key, register)
    if not found:
        return scans
    problem = _joined(scans.key, found[0]) if len(found) == 1 else _several(scans.key, found)
    problems = tuple(problem if known.code == _ALONE else known for known in scans.problems)
    return scans.model_copy(update={"problems": problems})


def _homes(part: DossierKey, register: Register) -> tuple[DossierKey, ...]:
    """Return the dossiers that a part may continue: the one named in the history, or all with its name."""
    named = part_of(part.folder)
    if named is None:
        return ()
    first, number = named
    keys = register.called([first])
    if merged := standing(register.history(part.id)).merged.get(part.id):
        return tuple(key for key in keys if key.id == merged.other)
    before = {f"{first}_{place:02}".casefold() for place in range(2, number)}
    return tuple(
        key
        for key in keys
        if key.delivery != part.delivery and _may_continue(part, key, register) and before <= _known(key, register)
    )


def _may_continue(part: DossierKey, key: DossierKey, register: Register) -> bool:
    """Tell whether a dossier is published and not withdrawn, and nobody ever split the two."""
    acts = register.history(key.id)
    now = standing(acts)
    met = any(act.kind in {"merged", "apart"} and part.id in {act.dossier_id, act.other} for act in acts)
    return not met and key.id not in now.withdrawn | now.merged and register.current(key.id) is not None


def _known(key: DossierKey, register: Register) -> set[str]:
    """Return the folders of the further parts of a dossier that are known anywhere, in lower case."""
    record = register.record(key.id)
    own = {part.rpartition("/")[2].casefold() for part in (record.parts if record else ())}
    return own | {other.folder.casefold() for other in register.called(_further(key.folder))}


def _decided(dossier_id: str, register: Register) -> bool:
    return any(act.kind in {"merged", "apart"} for act in register.history(dossier_id))


def _parts(home: DossierKey, register: Register) -> list[Scans]:
    merged = standing(register.history(home.id)).merged
    ids = {part for part, act in merged.items() if act.other == home.id}
    keys = [key for key in register.called(_further(home.folder)) if key.id in ids] if ids else []
    keys.sort(key=lambda key: (natural(key.folder), natural(key.delivery), key.delivery))
    return [found.scans for key in keys if (found := _received(key, register))]


def _further(folder: str) -> list[str]:
    return [f"{folder}_{number:02}" for number in range(2, _LAST + 1)]


def _received(key: DossierKey, register: Register) -> Home | None:
    delivery = register.delivery(key.delivery, key.id)
    found = next((scans for scans in delivery.dossiers if scans.key == key), None) if delivery else None
    return Home(found, delivery) if delivery and found else None


def _with(scans: Scans, part: Scans) -> Scans:
    """Return a dossier with one more part, its pages renumbered."""
    delivery, behind = part.key.delivery, len(scans.pages)
    pages = tuple(
        page.model_copy(update={"number": page.number + behind, "file": f"{delivery}/{page.file}"})
        for page in part.pages
    )
    problems = tuple(
        problem if problem.page is None else problem.model_copy(update={"page": problem.page + behind})
        for problem in part.problems
    )
    return scans.model_copy(
        update={
            "pages": (*scans.pages, *pages),
            "parts": (*scans.parts, *(f"{delivery}/{folder}" for folder in part.parts)),
            "inventory": scans.inventory or part.inventory,
            "problems": (*scans.problems, *problems),
        }
    )


def _joined(part: DossierKey, home: DossierKey) -> Problem:
    return Problem(
        code="part_joined",
        message=f"'{tidy(part.folder)}' of delivery '{tidy(part.delivery)}' was joined to dossier "
        f"'{tidy(home.folder)}' of delivery '{tidy(home.delivery)}', of which it is a later part by its name.",
        hint="If it is another dossier: `kaft split`, then run both deliveries again.",
    )


def _apart(part: DossierKey, home: DossierKey) -> Problem:
    return Problem(
        code="part_apart",
        message=f"'{tidy(part.folder)}' of delivery '{tidy(part.delivery)}' looks like a later part of dossier "
        f"'{tidy(home.folder)}', and came before it.",
        hint="Run that delivery again: they are joined then.",
    )


def _several(part: DossierKey, homes: Iterable[DossierKey]) -> Problem:
    names = ", ".join(sorted(tidy(home.delivery) for home in homes))
    return Problem(
        code="part_of_several",
        message=f"'{tidy(part.folder)}' looks like a later part of a dossier that is in several deliveries: {names}.",
        hint="Name the right one with `kaft merge`, then run this delivery again.",
    )

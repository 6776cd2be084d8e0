"""Pages gone from a delivery since an earlier run: reported until they are back or somebody settles it."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.errors import NotFound
from pipeline.names import tidy
from pipeline.ports import Register
from schemas.delivery import Delivery, Problem, Scans

Page = tuple[str, int]
"""The name of a file, or its SHA-256, and the place of a page in it, from 0."""


class _Here(NamedTuple):
    """What is in a delivery now: dossiers by folder, their parts, all pages by name and by bytes, files set aside."""

    dossiers: dict[str, Scans]
    parts: frozenset[str]
    names: frozenset[Page]
    sources: frozenset[Page]
    aside: frozenset[str]


def mark_gone(delivery: Delivery, before: Delivery | None) -> Delivery:
    """Return the delivery with a problem for everything it had before and no longer has, and a memory of that."""
    here = _here(delivery)
    told = [(was, problem) for was in _known(before) for problem in _gone(was, here)] if before else []
    problems = (*delivery.problems, *(problem for _, problem in told))
    return delivery.model_copy(update={"problems": problems, "before": tuple(was for was, _ in told)})


def settle(register: Register, name: str, folder: str | None = None) -> tuple[Scans, ...]:
    """Record that what is gone from a delivery, from one dossier or all, was meant to go; return those dossiers.

    Raises:
        NotFound: there is no such delivery.
    """
    delivery = register.delivery(name)
    if delivery is None:
        raise NotFound(f"There is no delivery '{tidy(name)}' in the register.", "`kaft status` lists them.")
    now = settled(delivery, folder)
    if now == delivery:
        return ()
    register.receive(now)
    if last := register.last_report(name):
        said = [problem for problem in delivery.problems if problem not in now.problems]
        left = tuple(problem for problem in last.problems if problem not in said)
        register.report(last.model_copy(update={"problems": left}))
    return tuple(was for was in delivery.before if was not in now.before)


def settled(delivery: Delivery, folder: str | None = None) -> Delivery:
    """Return the delivery with everything that is gone, from one dossier or all, settled."""
    done = [was for was in delivery.before if folder in {None, was.key.folder}]
    said = [problem for was in done for problem in _gone(was, _here(delivery))]
    problems = tuple(problem for problem in delivery.problems if problem not in said)
    before = tuple(was for was in delivery.before if was not in done)
    return delivery.model_copy(update={"problems": problems, "before": before})


def _known(before: Delivery) -> Iterator[Scans]:
    """Yield each dossier with all pages it ever had that nobody has settled."""
    carried = {was.key: was for was in before.before}
    for scans in before.dossiers:
        was = carried.pop(scans.key, None)
        yield _with_more(was, scans) if was else scans
    yield from carried.values()


def _with_more(was: Scans, scans: Scans) -> Scans:
    names = {(page.file, page.page_index) for page in was.pages}
    more = tuple(page for page in scans.pages if (page.file, page.page_index) not in names)
    return was.model_copy(update={"pages": (*was.pages, *more)})


def _here(delivery: Delivery) -> _Here:
    return _Here(
        {scans.key.folder: scans for scans in delivery.dossiers},
        frozenset(part for scans in delivery.dossiers for part in scans.parts),
        frozenset((page.file, page.page_index) for scans in delivery.dossiers for page in scans.pages),
        frozenset(source for scans in delivery.dossiers for source in _sources(scans)),
        frozenset(file.file for file in delivery.quarantined),
    )


def _gone(was: Scans, here: _Here) -> Iterator[Problem]:
    """Tell when a dossier that came before is gone, looks like another one, or has lost pages.

    A page is lost that is nowhere in the delivery now, by name or by bytes, nor in quarantine.
    """
    folder, pages = tidy(was.key.folder), _sources(was)
    now = here.dossiers.get(was.key.folder)
    lost = [
        page.file for page in was.pages
        if (page.file, page.page_index) not in here.names
        and (page.image.sha256, page.page_index) not in here.sources
        and page.file not in here.aside
    ]  # fmt: skip
    if now is None and (lost or was.key.folder not in here.parts):
        yield _changed("dossier_gone", f"Dossier '{folder}' was in this delivery before and is not now.")
    elif now and pages and now.pages and pages.isdisjoint(_sources(now)):
        yield _changed("dossier_replaced", f"Dossier '{folder}' has no page of what it was before.")
    elif lost:
        yield _fewer(lost, was)


def _fewer(lost: list[str], was: Scans) -> Problem:
    files = sorted(set(map(tidy, lost)))
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
    return Problem(
        code="pages_gone",
        message=f"{len(lost)} of the {len(was.pages)} pages that dossier '{tidy(was.key.folder)}' had in this "
        f"delivery before are not in it now: {', '.join(files[:3])}{more}.",
        hint="See whether the copy was finished. What was published before is kept, with these pages. If they were "
        "meant to go: `kaft settle`.",
        severity="error",
    )


def _sources(scans: Scans) -> set[Page]:
    return {(page.image.sha256, page.page_index) for page in scans.pages}


def _changed(code: str, message: str) -> Problem:
    hint = "If this is another delivery, give it a name of its own; what was published before is kept. If it was meant "
    return Problem(code=code, message=message, hint=f"{hint}to be so: `kaft settle`.", severity="error")

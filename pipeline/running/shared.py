"""How what two deliveries share is said."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from pipeline.names import tidy
from schemas.delivery import DossierKey, Problem, Scans

_DECIDE = (
    "Both stay as they are. If one is too many: `kaft withdraw`. If they are one dossier: `kaft merge`. "
    "If it is right so: `kaft split`. The next run tells it no more then."
)


class Shared(NamedTuple):
    """A dossier, one of another delivery, the pages that are the same (here, there), and how many there are there."""

    mine: Scans
    other: DossierKey
    pages: tuple[tuple[int, int], ...]
    all: int


def images(found: Shared) -> Problem:
    """Return the problem for pages of which the same image is in another delivery."""
    here, there = _places(found)
    return Problem(
        code="images_in_other_delivery",
        message=f"{len(found.pages)} of {len(found.mine.pages)} pages of dossier '{tidy(found.mine.key.folder)}', "
        f"{here}, are the same images as pages {there} of '{_name(found.other)}', which has {found.all}.",
        hint=_DECIDE,
    )


def sheets(found: Shared) -> Problem:
    """Return the problem for pages that look like those of another delivery, and say the same."""
    here, there = _places(found)
    return Problem(
        code="sheets_in_other_delivery",
        message=f"{len(found.pages)} of {len(found.mine.pages)} pages of dossier '{tidy(found.mine.key.folder)}', "
        f"{here}, look like pages {there} of '{_name(found.other)}', which has {found.all}, and say the same.",
        hint=f"If they were scanned anew, the inventory says so in its column 'vervangt'. {_DECIDE}",
    )


def goes_on(mine: Scans, other: DossierKey) -> Problem:
    """Return the problem for a dossier whose files go on where those of another delivery end."""
    return Problem(
        code="goes_on_elsewhere",
        message=f"The files of dossier '{tidy(mine.key.folder)}' go on where those of '{_name(other)}' end.",
        hint="Look whether one dossier was delivered in two halves. If so: `kaft merge`; if not: `kaft split`.",
    )


def _name(key: DossierKey) -> str:
    return f"{tidy(key.delivery)}/{tidy(key.folder)}"


def _places(found: Shared) -> tuple[str, str]:
    here, there = zip(*found.pages, strict=True)
    return spans(here), spans(there)


def spans(numbers: Iterable[int]) -> str:
    """Return numbers as people write them: `1-4, 7`."""
    rows = groupby(enumerate(sorted(set(numbers))), key=lambda found: found[1] - found[0])
    runs = [[number for _, number in row] for _, row in rows]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)

"""What commands share in which a person decides something about dossiers: a reason, a name, and a dry run."""

import getpass
from dataclasses import dataclass
from typing import Annotated, Any

from cyclopts import Parameter

from pipeline import bootstrap
from pipeline.adapters.places import Books
from pipeline.errors import BatchIncomplete, KaftError
from pipeline.settings import Settings
from schemas.acts import Act, ActKind

Dossier = Annotated[str, Parameter(help="Folder, number, or id of a dossier.")]
"""A dossier that a command is about."""


@Parameter(name="*")
@dataclass(frozen=True)
class Decision:
    """Options of every such command; `--why` is what some of them called the reason before."""

    reason: Annotated[
        str,
        Parameter(
            name=["--reason", "--why"], help="The reason, as it is to stand in the history; no names of citizens."
        ),
    ]
    who: Annotated[str, Parameter(name="--who", help="Who does this (default: the user of this machine).")] = ""
    dry_run: Annotated[bool, Parameter(name="--dry-run", help="Only say what would be done.", negative="")] = False

    def note(self, books: Books, kind: ActKind, dossier_id: str, **rest: Any) -> Act:
        """Write down in the register what was decided; `rest` is the other dossier, or the act that is undone."""
        return books.register.act(kind, dossier_id, who=self.who or user(), why=self.reason, **rest)


def bring_in_line(settings: Settings, books: Books, dossier_ids: list[str]) -> None:
    """Bring the pointers in the bucket and the public tier in line with what was just done.

    Raises BatchIncomplete when the bucket cannot be written to: what was decided stands, and readers do not see it yet.
    """
    from pipeline.stages.deliver import republish

    try:
        store, desk = bootstrap.open_the_store(settings), bootstrap.open_desk(settings, books)
        for dossier_id in dossier_ids:
            republish(dossier_id, store=store, register=books.register, bucket=desk.bucket)
        bootstrap.announcer(desk)(dossier_ids)
    except KaftError as error:
        raise BatchIncomplete(
            f"It stands in the register, and readers of the bucket do not see it yet: {error}",
            f"Mend that, then: kaft publish {' '.join(dossier_ids)}",
        ) from error


def user() -> str:
    """Return who works at this machine, for the history."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user: a container
        return "onbekend"

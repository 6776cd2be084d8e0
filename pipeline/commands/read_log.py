"""The log of who read what, and `kaft reads`, which shows it.

A line says who, when, with which command and which dossier; never what was searched for or what stands in it.
"""

import os
import platform
import pwd
from collections.abc import Iterable
from typing import Annotated

import structlog
from cyclopts import Parameter
from cyclopts.validators import Number
from rich.console import Console
from rich.markup import escape

from pipeline import bootstrap
from pipeline.adapters.places import Books
from pipeline.commands.language import say, translated
from pipeline.commands.listing import listing
from pipeline.commands.naming import one_id
from pipeline.commands.options import DEFAULT, Common
from pipeline.errors import KaftError, UnknownReviewer
from pipeline.reviewing.reviewers import who
from pipeline.settings import Settings
from schemas.reads import DossierRead, Tier

ONE_BY_ONE = 100
"""More dossiers than this at once are one line with their number."""


def noted(
    settings: Settings,
    books: Books,
    what: str,
    dossiers: Iterable[str] = (),
    *,
    everything: bool = False,
    tier: Tier = "internal",
    reader: str = "",
) -> None:
    """Write down that somebody is about to see dossiers, or `everything` that is published.

    `reader` is a name that is known for certain already.

    A register that cannot be written to (read-only, disk full, no answer) does not keep anybody from reading: then the
    log of this machine says that a line is missing, and so does the screen.
    """
    ids = list(dict.fromkeys(dossiers))
    states = books.register.states() if everything else {}
    count = sum(states.get(end, 0) for end in ("published", "review", "withdrawn")) + len(ids)
    if not count:
        return
    person = reader or _reader(books)
    named = [(one, 1) for one in ids] if count == len(ids) <= ONE_BY_ONE else [(None, count)]
    lines = [
        DossierRead(who=person, what=what, tier=tier, purpose=settings.purpose, dossier_id=one, count=many)
        for one, many in named
    ]
    try:
        books.reads.note(lines)
    except KaftError as error:
        structlog.get_logger("kaft.reads").warning(
            "read_not_noted", what=what, who=person, dossiers=ids[:ONE_BY_ONE], count=count, code=error.code
        )
        said = say("This reading could not be written down in the register: {why}", why=translated(error.message))
        Console(stderr=True, highlight=False).print(f"[yellow]{escape(said)}[/]", soft_wrap=True)


def _reader(books: Books) -> str:
    """Return the name behind the reviewer's code in the environment, or the user and machine as the system has it."""
    code = os.environ.get("KAFT_REVIEWER", "")
    if code:
        try:
            return who(code, books.reviews)
        except UnknownReviewer:
            pass
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # no such user: a container
        user = str(os.getuid())
    return f"{user}@{platform.node()}"


def reads(
    dossier: Annotated[str, Parameter(help="Only of this dossier: folder, number, or id.")] = "",
    *,
    limit: Annotated[int, Parameter(help="At most so many lines, the newest first.", validator=Number(gte=1))] = 50,
    common: Common = DEFAULT,
) -> None:
    """Show who read which dossier through kaft, when, with which command and what for."""
    with bootstrap.open_register(common.settings()) as books:
        lines = books.reads.reads(one_id(books.register, dossier) if dossier else None, limit)
        count = books.reads.length()
    if common.json:
        common.show_json([line.model_dump(mode="json") for line in lines])
        return
    table = listing("when", "who", "command", "tier", "dossier", "purpose")
    for line in lines:
        seen = line.dossier_id or say("{count} dossiers", count=line.count)
        when = f"{line.at[:10]} {line.at[11:19]}"
        table.add_row(when, escape(line.who), escape(line.what), line.tier, seen, escape(line.purpose))
    common.console.print(table if lines else say("Nobody read anything through kaft yet."))
    if count > len(lines) and not dossier:
        common.console.print(say("{count} in all; --limit shows more.", count=count))

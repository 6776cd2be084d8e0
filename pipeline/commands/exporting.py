"""`kaft export`: the register for other programs, as files, as a table, or as packages for an archive."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from pipeline import bootstrap
from pipeline.adapters.places import Books
from pipeline.archiving.submitter import Submitter
from pipeline.commands.language import say
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.read_log import noted
from pipeline.errors import UsageError
from pipeline.receiving import joining
from pipeline.settings import Settings

Format = Literal["flat", "csv", "xlsx", "bagit", "eark", "meemoo"]


def export(
    out: Annotated[Path, Parameter(help="Folder to write into.")],
    *,
    format_: Annotated[Format, Parameter(name="--format", help="What to write.")] = "flat",
    submitter: Annotated[
        str, Parameter(env_var="KAFT_SUBMITTER", help="eark, meemoo: who hands the packages over, by name.")
    ] = "",
    submitter_code: Annotated[
        str, Parameter(env_var="KAFT_SUBMITTER_CODE", help="The code of that organisation; meemoo: its OR-id.")
    ] = "",
    dry_run: Annotated[bool, Parameter(help="Only say what would be written.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Write the newest record of every dossier: one JSON each, one table, or one archive package each.

    Dossiers that were withdrawn are left out of JSON and tables; an archive package says when and why.
    """
    write = _formats(Submitter(submitter, submitter_code))[format_]
    settings = common.settings()
    with bootstrap.open_register(settings) as books:
        if dry_run:
            count = sum(1 for _ in joining.current(books.register))
            would = say("{count} dossiers would be written to {path}.", count=count, path=out)
            common.tell({"dry_run": True, "dossiers": count}, would)
            return
        noted(settings, books, f"export {format_}", everything=True)
        written = write(settings, books, out)
    common.tell({"written": written}, say("Written: {path}", path=written))


Writer = Callable[[Settings, Books, Path], str]
"""Writes the register to a folder, and says what is there now."""


def _formats(submitter: Submitter) -> dict[Format, Writer]:
    return {
        "flat": _flat, "csv": _csv, "xlsx": _xlsx, "bagit": _bags,
        "eark": lambda settings, books, out: _eark(settings, books, out, submitter),
        "meemoo": lambda settings, books, out: _meemoo(settings, books, out, submitter),
    }  # fmt: skip


def _flat(_settings: Settings, books: Books, out: Path) -> str:
    from pipeline.exporting.exports import export_flat

    return say("{count} dossiers in {path}", count=export_flat(joining.current(books.register), out), path=out)


def _csv(_settings: Settings, books: Books, out: Path) -> str:
    from pipeline.exporting.exports import export_csv

    return str(export_csv(joining.current(books.register), out))


def _xlsx(_settings: Settings, books: Books, out: Path) -> str:
    from pipeline.exporting.exports import export_xlsx

    return str(export_xlsx(joining.current(books.register), out))


def _bags(settings: Settings, books: Books, out: Path) -> str:
    from pipeline.archiving.bagit import export_bags
    from pipeline.archiving.happenings import happenings_of

    made = export_bags(
        books.register, bootstrap.open_the_store(settings), out, happenings_of(books.reviews, books.chain)
    )
    return say("{count} new bags in {path}", count=made, path=out)


def _eark(settings: Settings, books: Books, out: Path, submitter: Submitter) -> str:
    from pipeline.archiving.eark import export_eark
    from pipeline.archiving.happenings import happenings_of

    happenings = happenings_of(books.reviews, books.chain)
    made = export_eark(books.register, bootstrap.open_the_store(settings), out, _named(submitter), happenings)
    return say("{count} new packages in {path}", count=made, path=out)


def _meemoo(settings: Settings, books: Books, out: Path, submitter: Submitter) -> str:
    from pipeline.archiving.happenings import happenings_of
    from pipeline.archiving.meemoo import export_meemoo

    if not submitter.code.strip():
        raise UsageError("meemoo knows an organisation by its OR-id.", "Give --submitter-code OR-…")
    happenings = happenings_of(books.reviews, books.chain)
    made = export_meemoo(books.register, bootstrap.open_the_store(settings), out, _named(submitter), happenings)
    return say("{count} new packages in {path}", count=made, path=out)


def _named(submitter: Submitter) -> Submitter:
    if not submitter.name.strip():
        raise UsageError("Nobody hands these packages over.", "Give --submitter, or set KAFT_SUBMITTER.")
    return submitter

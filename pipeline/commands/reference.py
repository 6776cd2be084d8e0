"""`kaft reference import` and `list`: the official tables that addresses and parcels are checked against."""

from pathlib import Path
from typing import Annotated, Literal

import cyclopts
from cyclopts import Parameter
from rich.markup import escape

from pipeline import bootstrap
from pipeline.commands.language import say
from pipeline.commands.listing import listing
from pipeline.commands.options import DEFAULT, Common

reference = cyclopts.App(name="reference", help="Load and list official address, municipality and division tables.")


@reference.command(name="import")
def import_(
    kind: Annotated[
        Literal["best", "refnis", "divisions", "streetnames"],
        Parameter(help="best: addresses; refnis: municipalities; divisions: kadastrale afdelingen; streetnames."),
    ],
    *files: Annotated[
        Path, Parameter(help="CSV, gzipped CSV or ZIP, as published; several are one table.", required=True)
    ],
    version: Annotated[str, Parameter(help="What the publisher calls this version, e.g. 2026-10.")] = "",
    source: Annotated[str, Parameter(help="Who publishes it, if not the usual publisher.")] = "",
    licence: Annotated[str, Parameter(help="Under which licence, if not the usual one.")] = "",
    dry_run: Annotated[bool, Parameter(help="Read the files and change nothing.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Load an official table in the place of the one that was loaded before. Repeating it changes nothing."""
    from pipeline.adapters.reference.importing import import_table

    folder = bootstrap.reference_folder(common.settings())
    done = import_table(kind, files, folder, version=version, publisher=source, licence=licence, dry_run=dry_run)
    if common.json:
        common.show_json({**done.source._asdict(), "changed": done.changed, "dry_run": dry_run})
        return
    table = done.source
    said = "would be loaded" if dry_run else "loaded" if done.changed else "was loaded before: nothing to do"
    told = "{files}: {rows} rows, {skipped} unusable; {said}."
    counts = {"rows": table.rows, "skipped": table.skipped, "said": say(said)}
    common.console.print(say(told, files=escape(", ".join(table.files)), **counts), soft_wrap=True)
    if not table.licence:
        common.console.print(f"[yellow]{say('Its licence is not known: say so with --licence.')}[/]")


@reference.command(name="list")
def list_(*, common: Common = DEFAULT) -> None:
    """List the tables that are in use, where they come from, and under which licence."""
    from pipeline.adapters.reference.importing import imported
    from pipeline.adapters.reference.official import VERSION

    loaded = imported(bootstrap.reference_folder(common.settings()))
    if common.json:
        common.show_json({"shipped": VERSION, "imported": [source._asdict() for source in loaded]})
        return
    table = listing("table", "version", "rows", "published by", "licence", "SHA-256", "file")
    table.add_row(say("shipped"), VERSION, "", say("see config/reference/README.md"), "CC BY 4.0, MIT", "", "")
    for one in loaded:
        table.add_row(
            one.kind, escape(one.version) or "–", str(one.rows), escape(one.publisher) or "–",
            escape(one.licence) or "–", one.sha256[:12], escape(", ".join(one.files)),
        )  # fmt: skip
    common.console.print(table)
    if not any(one.kind == "best" for one in loaded):
        none = "No address list is loaded: house numbers are not checked. kaft reference import best FILE"
        common.console.print(say(none), soft_wrap=True)

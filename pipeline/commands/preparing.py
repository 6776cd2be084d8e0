"""`kaft separators`: what archive staff need before the scanning."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from pipeline.commands.language import say
from pipeline.commands.options import DEFAULT, Common
from pipeline.errors import InputError


def separators(
    out: Annotated[Path, Parameter(help="PDF file to write.")] = Path("scheidingsbladen.pdf"),
    *,
    box: Annotated[int | None, Parameter(help="Number of the box.")] = None,
    folders: Annotated[str, Parameter(help="Numbers of the folders in it: 1-40 or 1,2,7-9.")] = "1-20",
    inventory: Annotated[Path | None, Parameter(help="Inventory (CSV): a sheet for every row instead.")] = None,
    dry_run: Annotated[bool, Parameter(help="Only say which sheets would be made.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Make separator sheets to print: one before each folder, and a stack scanned in one go falls apart by itself."""
    from pipeline.adapters.drawing.sheets import sheets
    from pipeline.receiving.separators import codes, of_inventory

    if (box is None) == (inventory is None):
        raise InputError("Say for which box, or for which inventory.", "--box 7 --folders 1-40, or --inventory FILE.")
    try:
        wanted = codes(box, folders) if box is not None else of_inventory(Path(str(inventory)).read_bytes())
        if not dry_run:
            out.write_bytes(sheets(wanted))
    except OSError as error:
        message = f"{error.filename} cannot be used: {error.strerror}."
        raise InputError(message, "Check the name and the rights.") from error
    template = (
        "{count} sheets, {first} to {last}, would be in {path}."
        if dry_run
        else "{count} sheets, {first} to {last}, are in {path}."
    )
    told = say(template, count=len(wanted), first=wanted[0], last=wanted[-1], path=out)
    common.tell({"written": None if dry_run else str(out), "codes": wanted}, told)

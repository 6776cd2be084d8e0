"""`kaft backup` and `kaft restore`: the whole register in one file, and back."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from pipeline import bootstrap
from pipeline.commands.language import say
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.read_log import noted


def backup(
    out: Annotated[Path, Parameter(help="File to write; it must not be there yet.")],
    *,
    dry_run: Annotated[bool, Parameter(help="Only say what would be written.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Copy the whole register to one file, while others use it. Originals and bucket are copied by their own means."""
    from pipeline.adapters.backup import backup as copy

    settings = common.settings()
    if dry_run:
        would = say("The register would be copied to {path}.", path=out)
        common.tell({"dry_run": True, "file": str(out)}, would)
        return
    size = copy(settings.register_url, out)
    with bootstrap.open_register(settings) as books:
        noted(settings, books, "backup", everything=True)
    common.tell({"file": str(out), "bytes": size}, say("Written: {path}", path=f"{out}, {size / 1e6:.1f} MB"))


def restore(
    source: Annotated[Path, Parameter(help="A file that `kaft backup` wrote.")],
    *,
    dry_run: Annotated[bool, Parameter(help="Only say what would be done.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Bring a register back from a backup, where there is none. A backup of an older version is brought up to date."""
    from pipeline.adapters.backup import restore as bring_back

    settings = common.settings()
    if dry_run:
        would = say("The register would be brought back from {path}.", path=source)
        common.tell({"dry_run": True, "file": str(source)}, would)
        return
    bring_back(settings.register_url, source)
    with bootstrap.open_register(settings) as books:
        dossiers = sum(1 for _ in books.register.records())
    back = say("The register is back: {count} dossiers. `kaft verify` checks the rest.", count=dossiers)
    common.tell({"dossiers": dossiers}, back)

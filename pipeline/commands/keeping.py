"""`kaft backup` and `kaft restore`: the whole register in one file, and back."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from pipeline import bootstrap
from pipeline.commands.language import say
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.read_log import noted
from pipeline.errors import BatchIncomplete, UsageError
from pipeline.settings import Settings


def backup(
    out: Annotated[Path, Parameter(help="File to write; it must not be there yet.")],
    *,
    dry_run: Annotated[bool, Parameter(help="Only say what would be written.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Copy the whole register to one file, while others use it. Originals and bucket are copied by their own means."""
    from pipeline.adapters.database.backup import backup as copy
    from pipeline.adapters.processes.loopback import look_whether_it_runs

    settings = common.settings()
    if dry_run:
        would = say("The register would be copied to {path}.", path=out)
        common.tell({"dry_run": True, "file": str(out)}, would)
        return
    look_whether_it_runs(settings)
    size = copy(settings.register_url, out)
    with bootstrap.open_register(settings) as books:
        noted(settings, books, "backup", everything=True)
    common.tell({"file": str(out), "bytes": size}, say("Written: {path}", path=f"{out}, {size / 1e6:.1f} MB"))


def restore(
    source: Annotated[Path | None, Parameter(help="A file that `kaft backup` wrote.")] = None,
    *,
    from_bucket: Annotated[
        bool, Parameter(help="Take over from the bucket what the register does not know.", negative="")
    ] = False,
    dry_run: Annotated[bool, Parameter(help="Only say what would be done.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Bring a register back from a backup, where there is none, or take over what the bucket has and it has not."""
    from pipeline.adapters.database.backup import restore as bring_back

    if (source is None) != from_bucket:
        raise UsageError("Nothing to bring back was named.", "Name a file of `kaft backup`, or give --from-bucket.")
    settings = common.settings()
    if source is None:
        _take_over(settings, common, dry_run=dry_run)
        return
    if dry_run:
        would = say("The register would be brought back from {path}.", path=source)
        common.tell({"dry_run": True, "file": str(source)}, would)
        return
    bring_back(settings.register_url, source)
    with bootstrap.open_register(settings) as books:
        dossiers = sum(1 for _ in books.register.records())
    back = say("The register is back: {count} dossiers. `kaft verify` checks the rest.", count=dossiers)
    common.tell({"dossiers": dossiers}, back)


def _take_over(settings: Settings, common: Common, *, dry_run: bool) -> None:
    from pipeline.commands.deciding import user
    from pipeline.public.desk import take_over_feed
    from pipeline.publishing.taking_over import take_over, unknown

    bucket, store = bootstrap.open_the_bucket(settings), bootstrap.open_the_store(settings)
    with bootstrap.open_register(settings) as books:
        if dry_run:
            count = unknown(books.register, bucket)
            told = (
                "{count} versions would be taken over, with the decisions, answers and changes of the feed "
                "that are not known."
            )
            common.tell({"dry_run": True, "versions": count}, say(told, count=count))
            return
        taken = take_over(books.register, books.reviews, store, bucket, user())
        changes = take_over_feed(bootstrap.open_desk(settings, books))
    told = (
        "Taken over from the bucket: {versions} versions, {decisions} decisions, {answers} answers of people, "
        "{changes} changes of the feed. Now run the deliveries again."
    )
    counts = {"versions": taken.versions, "decisions": taken.decisions, "answers": taken.answers, "changes": changes}
    common.tell({**counts, "refused": sorted(taken.refused)}, say(told, **counts))
    if taken.refused:
        first, error = next(iter(taken.refused.items()))
        count = len(taken.refused)
        message = f"{count} dossiers could not be taken over whole, {first} first: {error.message}"
        raise BatchIncomplete(message, error.hint)

"""`kaft settle`: confirms that what is missing from a delivery was meant to go."""

from typing import Annotated

from cyclopts import Parameter

from pipeline import bootstrap
from pipeline.commands.deciding import Decision
from pipeline.commands.language import say
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.outcomes import printed
from pipeline.errors import NotFound
from pipeline.names import tidy
from pipeline.receiving.gone import settle as settled


def settle(
    delivery: Annotated[str, Parameter(help="Name of a delivery from which dossiers or pages are gone.")],
    *,
    dossier: Annotated[str | None, Parameter(help="Only what is gone of this dossier (its folder).")] = None,
    decision: Decision,
    common: Common = DEFAULT,
) -> None:
    """Note that what is gone from a delivery was meant to go: `kaft status` says it no more."""
    with bootstrap.open_register(common.settings()) as books:
        known = books.register.delivery(delivery)
        if known is None:
            raise NotFound(f"There is no delivery '{tidy(delivery)}' in the register.", "`kaft status` lists them.")
        gone = [was.key for was in known.before if dossier in {None, was.key.folder}]
        if not gone:
            raise NotFound(f"Nothing is gone from delivery '{tidy(delivery)}'.", "`kaft status` says what is.")
        if not decision.dry_run:
            # The history first: what is settled without a line in it was settled by nobody.
            for key in gone:
                decision.note(books, "settled", key.id)
            settled(books.register, delivery, dossier)
    names = [key.folder for key in gone]
    told = "It would be settled what is gone of: {names}." if decision.dry_run else "Settled what is gone of: {names}."
    result = {"dry_run": decision.dry_run, "delivery": delivery, "dossiers": names}
    common.tell(result, say(told, names=", ".join(map(printed, names))))

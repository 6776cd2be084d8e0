"""`kaft collisions`, `kaft merge`, `kaft split` and `kaft undo`: which dossiers are one, decided by a person."""

from typing import Annotated

from cyclopts import Parameter

from pipeline import bootstrap
from pipeline.acts import in_force, standing
from pipeline.adapters.places import Books
from pipeline.commands.deciding import Decision, bring_in_line
from pipeline.commands.language import say
from pipeline.commands.listing import listing
from pipeline.commands.naming import one_id
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.outcomes import printed
from pipeline.errors import ConfigError, NotFound, UsageError
from pipeline.finding.collisions import collisions as found_in
from schemas.acts import ActKind


def collisions(*, common: Common = DEFAULT) -> None:
    """List dossiers that carry the same number and may be one: `kaft merge` or `kaft split` decides each."""
    with bootstrap.open_register(common.settings()) as books:
        found = found_in(books.register)
    if common.json:
        common.show_json([one._asdict() for one in found])
        return
    table = listing("number", "dossiers", "why a person must look")
    for one in found:
        table.add_row(printed(one.number), "\n".join(one.dossiers), say(one.why))
    common.console.print(table if found else say("No two dossiers carry the same number."))


def merge(
    dossier: Annotated[str, Parameter(help="The dossier that is a part.")],
    into: Annotated[str, Parameter(help="The dossier that it is a part of.")],
    *,
    decision: Decision,
    common: Common = DEFAULT,
) -> None:
    """Note that a dossier is part of another one. Both stay as they are; `kaft undo` takes it back."""
    _between("merged", (dossier, into), decision, common)


def split(
    dossier: Annotated[str, Parameter(help="One dossier.")],
    other: Annotated[str, Parameter(help="The other one.")],
    *,
    decision: Decision,
    common: Common = DEFAULT,
) -> None:
    """Note that two dossiers are two, whatever their numbers: ends a merger and a collision. See `kaft undo`."""
    _between("apart", (dossier, other), decision, common)


def undo(
    act: Annotated[int, Parameter(help="Number of the act, as `kaft history` shows it.")],
    *,
    decision: Decision,
    common: Common = DEFAULT,
) -> None:
    """Undo a withdrawal, a merger, a parting, or an undoing. Nothing is removed: the undoing is an act itself."""
    settings = common.settings()
    with bootstrap.open_register(settings) as books:
        acts = books.register.acts()
        meant = next((known for known in acts if known.number == act), None)
        if meant is None:
            raise NotFound(
                f"There is no act {act} that can be undone.",
                "`kaft history DOSSIER` shows the numbers. An answer is changed by a new one: `kaft review answer`.",
            )
        undone = {known.undoes for known in acts if known.kind == "undone"}
        if meant not in in_force(acts) and act in undone:
            raise ConfigError(f"Act {act} is undone already.", "Undo the undoing to bring it back.")
        if decision.dry_run:
            known_as = {"act": act, "kind": say(meant.kind), "id": meant.dossier_id}
            would = say("Act {act} ({kind}) of dossier {id} would be undone.", **known_as)
            common.tell({"dry_run": True, "act": meant.model_dump(mode="json")}, would)
            return
        done = decision.note(books, "undone", meant.dossier_id, undoes=act, other=meant.other)
        bring_in_line(settings, books, [name for name in (meant.dossier_id, meant.other) if name])
    sentence = say("Undone: act {act} ({kind}). This is act {new}.", act=act, kind=say(meant.kind), new=done.number)
    common.tell(done.model_dump(mode="json"), sentence)


def _between(kind: ActKind, names: tuple[str, str], decision: Decision, common: Common) -> None:
    settings = common.settings()
    with bootstrap.open_register(settings) as books:
        one, two = (one_id(books.register, name) for name in names)
        _check(kind, one, two, books)
        if decision.dry_run:
            would = say("Dossiers {one} and {two} would be noted as {kind}.", one=one, two=two, kind=say(kind))
            common.tell({"dry_run": True, "kind": kind, "dossier": one, "other": two}, would)
            return
        done = decision.note(books, kind, one, other=two)
        bring_in_line(settings, books, [one, two])
    template = "Noted: {one} {kind} {two}. To take it back: kaft undo {act} --reason REASON"
    sentence = say(template, one=one, kind=say(kind), two=two, act=done.number)
    common.tell(done.model_dump(mode="json"), sentence)


def _check(kind: ActKind, one: str, two: str, books: Books) -> None:
    if one == two:
        raise UsageError("These are one and the same dossier.", "Name two.")
    now = standing(books.register.acts())
    if kind == "merged" and now.home(two) == now.home(one):
        raise ConfigError("These two are merged already.", "`kaft history` says by whom and why.")

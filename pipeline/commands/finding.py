"""`kaft find` and `kaft status --coverage`: search the register, and see what it covers."""

from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline import bootstrap
from pipeline.acts import standing
from pipeline.commands.language import say, translated_data
from pipeline.commands.listing import listing
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.outcomes import printed
from pipeline.commands.read_log import noted
from pipeline.errors import UsageError
from pipeline.finding.searching import Coverage, Filters, nothing_found, search, years_of
from pipeline.finding.searching import coverage as covered
from schemas.words import DecisionKind, PermitType

_MOST_STREETS = 40
"""Streets that are shown to people; programs get all."""


def find(
    *words: Annotated[str, Parameter(help="Number in any notation, address, parcel, name, or words of a page.")],
    applicant: Annotated[str, Parameter(help="Only dossiers of this applicant.")] = "",
    architect: Annotated[str, Parameter(help="Only dossiers of this architect.")] = "",
    year: Annotated[str, Parameter(help="Only dossiers of 1974, or of 1970-1975.")] = "",
    type_: Annotated[PermitType | None, Parameter(name="--type", help="Only this kind of permit.")] = None,
    decision: Annotated[DecisionKind | None, Parameter(help="Only dossiers that were decided so.")] = None,
    limit: Annotated[int, Parameter(help="At most so many dossiers.", validator=Number(gte=1))] = 20,
    common: Common = DEFAULT,
) -> None:
    """Search the register; when nothing is found, say whether that means anything."""
    try:
        filters = Filters(applicant, architect, years_of(year) if year else None, type_, decision)
    except ValueError as error:
        raise UsageError(f"{error}.", "For instance: --year 1970-1975") from error
    asked = " ".join(words)
    if not asked.strip() and filters == Filters():
        raise UsageError(
            "Nothing was asked.", "Give words, or one of --applicant --architect --year --type --decision."
        )
    settings = common.settings()
    with bootstrap.open_register(settings) as books:
        hits = search(books.register, asked, filters, limit)
        noted(settings, books, "find", (hit.dossier_id for hit in hits))
        gone = standing(books.register.acts()).withdrawn if hits else {}
        nothing = None if hits else nothing_found(books.register, asked, filters)
    if common.json:
        common.show_json([hit._asdict() | {"withdrawn": hit.dossier_id in gone} for hit in hits])
        if nothing:
            Console(stderr=True, highlight=False).print(translated_data(nothing.message), soft_wrap=True)
        return
    table = listing("dossier", "delivery", "found in", "text")
    for hit in hits:
        away = f" [red]({say('withdrawn')})[/]" if hit.dossier_id in gone else ""
        table.add_row(printed(hit.folder) + away, printed(hit.delivery), say(hit.matched), escape(hit.excerpt))
    common.console.print(translated_data(nothing.message) if nothing else table)


def show_coverage(common: Common) -> None:
    """Show what is digitised: per year, numbers per year, streets; and what came in and waits."""
    with bootstrap.open_register(common.settings()) as books:
        known = covered(books.register)
    if common.json:
        common.show_json(known.model_dump(mode="json"))
        return
    for table in _tables(known):
        common.console.print(table)
        common.console.print()


def _tables(known: Coverage) -> list[Table]:
    series = {one.year: one for one in known.series}
    years = listing("year", "dossiers", "numbers", "complete")
    for year in sorted({*known.years, *series}):
        one = series.get(year)
        span, whole = (f"{one.lowest}–{one.highest}", say("yes" if one.whole else "no")) if one else ("", "")
        years.add_row(str(year), str(known.years.get(year, 0)), span, whole)
    streets = listing("street", "dossiers")
    most = sorted(known.streets.items(), key=lambda pair: (-pair[1], pair[0]))
    for street, count in most[:_MOST_STREETS]:
        streets.add_row(escape(street), str(count))
    if len(most) > _MOST_STREETS:
        streets.add_row(say("… and {count} streets more (--json shows them)", count=len(most) - _MOST_STREETS), "")
    waiting = listing("received, not in the register yet", "dossiers")
    for when, count in known.waiting.items():
        waiting.add_row(f"{say('year')} {printed(when)}", str(count))
    return [years, streets, *([waiting] if known.waiting else [])]

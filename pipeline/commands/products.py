"""`kaft products`: what notaries, owners and the town get from the register, each with its evidence and its gaps."""

import datetime as dt
from typing import Annotated

from cyclopts import App, Parameter

from pipeline import bootstrap
from pipeline.acts import standing
from pipeline.adapters.places import Books
from pipeline.commands.naming import one_id
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.read_log import noted
from pipeline.errors import NotFound, UsageError
from pipeline.exporting.products import footprint, lapse_list, lapse_rules, notary_list, own_dossier
from pipeline.finding.searching import Filters, nothing_found
from pipeline.package_data import package_data
from schemas.base import Contract
from schemas.record import Record

app = App(name="products", help="Lists for notaries, owners and the town, derived from the register, as JSON.")
_MOST = 1000

Words = Annotated[str, Parameter(help="Parcel, address or number, in any notation.")]


@app.command
def notary(*words: Words, common: Common = DEFAULT) -> None:
    """List the permits of a parcel or address: the VIP product "vergunning (ouder)", all fourteen fields."""
    asked, settings = " ".join(words), common.settings()
    with bootstrap.open_register(settings) as books:
        records = _records(books, asked)
        noted(settings, books, "products notary", (record.id for record in records), tier="integrators")
        found = []
        for record in records:
            current, package = books.register.current(record.id), books.register.package(record.id)
            if current and package:
                found.append((record, package, current.version))
        nothing = "" if found else nothing_found(books.register, asked, Filters()).message
    _show(common, notary_list(asked, found, nothing))


@app.command
def own(*words: Words, common: Common = DEFAULT) -> None:
    """List the dossiers of a home as its owner sees them (woningpas): no names, and what can be read or copied."""
    settings = common.settings()
    with bootstrap.open_register(settings) as books:
        policy, records = bootstrap.open_desk(settings, books).policy, _records(books, " ".join(words))
        noted(settings, books, "products own", (record.id for record in records), tier="integrators")
        common.show_json([own_dossier(one, policy).model_dump(mode="json") for one in records])


@app.command
def lapse(
    *, on: Annotated[str, Parameter(help="Day, as 2026-11-22 (default: today).")] = "", common: Common = DEFAULT
) -> None:
    """List granted permits that are due for a check whether they lapsed, with the rule and the date it rests on."""
    try:
        day = dt.date.fromisoformat(on).isoformat() if on else dt.datetime.now(dt.UTC).date().isoformat()
    except ValueError as error:
        raise UsageError(f"'{on}' is no day.", "Write it as 2026-11-22.") from error
    rules = lapse_rules((package_data("config") / "lapse.toml").read_text(encoding="utf-8"))
    settings = common.settings()
    with bootstrap.open_register(settings) as books:
        gone = standing(books.register.acts()).withdrawn
        noted(settings, books, "products lapse", everything=True)
        _show(common, lapse_list((one for one in books.register.records() if one.id not in gone), rules, day))


@app.command(name="footprint")
def ground(
    dossier: Annotated[str, Parameter(help="Folder, number, or id of a dossier.")], *, common: Common = DEFAULT
) -> None:
    """Show today's parcels of a dossier, and what could not be placed."""
    settings = common.settings()
    with bootstrap.open_register(settings) as books:
        record = books.register.record(one_id(books.register, dossier))
        noted(settings, books, "products footprint", [record.id] if record else ())
    if record is None:
        raise NotFound("This dossier was received but not published.", "`kaft status` says why.")
    _show(common, footprint(record))


def _records(books: Books, asked: str) -> list[Record]:
    """Return the dossiers of a place or number; words on a page are no proof that a dossier is about it."""
    if not asked.strip():
        raise UsageError("Nothing was asked.", "Give a parcel, an address or a number.")
    gone = standing(books.register.acts()).withdrawn
    hits = [hit for hit in books.register.find(asked, _MOST) if hit.matched in {"address", "parcel", "reference"}]
    found = (books.register.record(hit.dossier_id) for hit in hits if hit.dossier_id not in gone)
    return [record for record in found if record]


def _show(common: Common, product: Contract) -> None:
    common.show_json(product.model_dump(mode="json"))

"""`kaft report`: one page in Dutch on a delivery, for archive staff or for the contractor."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.markup import escape

from pipeline import bootstrap
from pipeline.commands.language import say
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.read_log import noted


def report(
    delivery: Annotated[str, Parameter(help="Name of a delivery that was digitised.")],
    *,
    out: Annotated[Path | None, Parameter(help="Where to write the HTML page (default: in the work folder).")] = None,
    csv: Annotated[Path | None, Parameter(help="Also write the pages to scan again as CSV.")] = None,
    for_: Annotated[
        Literal["archive", "contractor"],
        Parameter(name="--for", help="archive: everything; contractor: nothing of what stands on the pages."),
    ] = "archive",
    common: Common = DEFAULT,
) -> None:
    """Report on a delivery: how well it was scanned, what to scan again, which pages to look at, what became of it."""
    from pipeline.reporting.page import render
    from pipeline.reporting.reports import facts_of, file_name
    from pipeline.reporting.rescans import rescan_list

    settings = common.settings()
    with bootstrap.workshop(settings) as shop:
        facts = facts_of(delivery, shop.tools, shop.step, settings.acceptance)
        read = (outcome.dossier_id for outcome in facts.outcomes if outcome.dossier_id)
        noted(settings, shop.books, "report", read)
    page = out or settings.work / "reports" / file_name(delivery, for_)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(render(facts, settings.acceptance, for_), encoding="utf-8")
    if csv is not None:
        csv.parent.mkdir(parents=True, exist_ok=True)
        csv.write_bytes(rescan_list(facts))
    if common.json:
        defects = {"pages": len(facts.pages), "defects": facts.defects, "sample": facts.plan.size}
        common.show_json({"report": str(page), "rescans": str(csv) if csv else None, **defects})
        return
    for path in (page, csv):
        if path is not None:
            common.console.print(say("Written: {path}", path=escape(str(path.absolute()))), soft_wrap=True)

"""`kaft status` and `kaft show`: what is where, and why kaft thinks so."""

import webbrowser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.markup import escape
from rich.table import Table

from pipeline import bootstrap
from pipeline.acts import standing
from pipeline.commands.explaining import show_why
from pipeline.commands.finding import show_coverage
from pipeline.commands.language import field_label, say, status_label, translated, translated_data, translated_problem
from pipeline.commands.listing import listing
from pipeline.commands.moving import show_health
from pipeline.commands.naming import one_id
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.outcomes import printed, show_numbers, show_outcomes, show_report
from pipeline.commands.read_log import noted
from pipeline.errors import NotFound
from pipeline.names import tidy
from pipeline.ports import Register
from pipeline.queue.health import how_far, in_the_inbox
from pipeline.receiving import sniff
from pipeline.settings import Settings
from pipeline.viewing.viewer import render
from pipeline.wording import in_words
from schemas.delivery import PageImage
from schemas.flat import FIELDS
from schemas.outcome import BatchReport
from schemas.pages import PreparedPage
from schemas.record import Many, Record, RecordPage
from schemas.words import FieldName

PICTURE_PIXELS = 1800
"""The longer side of a page picture in the viewer: readable, and small enough for a dossier of fifty pages."""
_NARROW = {0: 18, 3: 12, 4: 9}
"""The widest that columns of `kaft show` may be (field, status, pages), so that value and reading have the room."""


def status(
    delivery: Annotated[str | None, Parameter(help="Only this delivery.")] = None,
    *,
    health: Annotated[bool, Parameter(help="Only whether work moves or is stuck (exit code 7).", negative="")] = False,
    coverage: Annotated[
        bool, Parameter(help="What is digitised: by year, by numbers of a year, by street.", negative="")
    ] = False,
    prometheus: Annotated[bool, Parameter(help="The same as text for Prometheus.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Show what became of every delivery, dossier and file."""
    if coverage:
        show_coverage(common)
        return
    if health or prometheus:
        show_health(common, prometheus=prometheus)
        return
    _show_reports(delivery, common)


def _show_reports(delivery: str | None, common: Common) -> None:
    with bootstrap.open_register(common.settings()) as books:
        register = books.register
        known = list(register.deliveries())
        if delivery and delivery not in known:
            hint = f"Known are: {', '.join(map(tidy, known))}." if known else "No delivery is known yet."
            raise NotFound(f"No delivery is called '{tidy(delivery)}'.", hint)
        names = [delivery] if delivery else known
        arrivals, unfinished = books.arrivals.all(), list[str]()
        reports = _reports(register, names, unfinished)
        if common.json:
            dumped = (report.model_dump(mode="json") for report in reports)
            common.show_json_list("reports", dumped, lambda: {"unfinished": unfinished})
            return
        console, withdrawn = common.console, standing(register.acts()).withdrawn
        for report in reports:
            show_report(console, report, withdrawn)
            if delivery:
                show_numbers(console, report.outcomes, register)
            console.print()
        for name in unfinished:
            moving = how_far(printed(name), books.leases.standing(name), arrivals)
            console.print(f"[yellow]{translated(moving)}[/]", soft_wrap=True)
            show_outcomes(console, register.outcomes(name), withdrawn)
        if not delivery:
            for line in in_the_inbox(arrival for arrival in arrivals if arrival.name not in known):
                console.print(f"[yellow]{printed(translated(line))}[/]", soft_wrap=True)
        if not names and not arrivals:
            console.print(say("Nothing was delivered yet. Begin with: kaft run /path/to/delivery"))


def _reports(register: Register, names: Iterable[str], unfinished: list[str]) -> Iterator[BatchReport]:
    """Yield how each delivery ended, one at a time: one may tell of thousands of dossiers. The others are noted.

    What became of a dossier since, for instance because people answered, stands in it.
    """
    for name in names:
        if report := register.last_report(name):
            now = {outcome.key: outcome for outcome in register.outcomes(name)}
            outcomes = tuple(now.get(outcome.key, outcome) for outcome in report.outcomes)
            yield report.model_copy(update={"outcomes": outcomes})
        else:
            unfinished.append(name)


def show(
    dossier: Annotated[str, Parameter(help="Folder, number, or id (or its beginning).")],
    *,
    open_: Annotated[
        bool, Parameter(name="--open", help="Write an HTML page with the scans and open it.", negative="")
    ] = False,
    out: Annotated[Path | None, Parameter(help="Where to write the HTML page.")] = None,
    why: Annotated[FieldName | None, Parameter(help="Explain one field: candidates, scores, evidence, crops.")] = None,
    common: Common = DEFAULT,
) -> None:
    """Show one dossier: every value, how sure it is, and where it was read."""
    settings = common.settings()
    with bootstrap.open_register(settings) as books:
        record = _one(books.register, dossier)
        noted(settings, books, "show", [record.id])
        withdrawn = record.id in standing(books.register.acts()).withdrawn
        if why:
            show_why(common, record, why, books.register)
            return
    if open_ or out:
        page = out or settings.work / "show" / f"{record.id}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(render(record, _pictures(settings)), encoding="utf-8")
        path = str(page.absolute())
        common.tell({"page": path}, say("Written: {path}", path=path))
        if open_:
            webbrowser.open(page.absolute().as_uri())
        return
    if common.json:
        common.show_json(record.model_dump(mode="json"))
        return
    _print_record(common, record, withdrawn=withdrawn)


def _one(register: Register, name: str) -> Record:
    record = register.record(one_id(register, name))
    if record is None:
        raise NotFound(f"Dossier '{tidy(name)}' was received but not published.", "`kaft status` says why.")
    return record


def _print_record(common: Common, record: Record, *, withdrawn: bool) -> None:
    console = common.console
    console.print(
        f"[bold]{printed(record.key.delivery)} / {printed(record.key.folder)}[/]   {say('id')} {record.id}",
        soft_wrap=True,
    )
    if withdrawn:
        console.print(f"[red]! {say('Withdrawn: readers are told to stop showing this dossier.')}[/]")
    console.print(values_table(record))
    for name in FIELDS:
        if record.field(name).status == "review":
            console.print(f"[yellow]? {field_label(name)}: {escape(translated_data(record.field(name).reason))}[/]")
    for problem in map(translated_problem, record.problems):
        where = f"{say('p.')} {problem.page}: " if problem.page else ""
        console.print(f"! {where}{escape(problem.message)} {escape(problem.hint)}")


def values_table(record: Record) -> Table:
    """Return the values of a dossier as a table that fits the console.

    How sure a value is stands only beside what nobody doubts: a figure beside what waits would say that it is right.
    """
    table = listing("field", "value", "sure", "status", "pages", "as read")
    for place, widest in _NARROW.items():
        table.columns[place].max_width = widest
    for name in FIELDS:
        field: Any = record.field(name)
        items = field.items if isinstance(field, Many) else (field,)
        for item in items or (field,):
            evidence = getattr(item, "evidence", ())
            places = ", ".join(dict.fromkeys(str(found.page) for found in evidence))
            value = in_words(item.value) if getattr(item, "value", None) is not None else "–"
            sure = f"{field.confidence:.2f}" if places and field.status != "review" else ""
            colour = {"accepted": "green", "review": "yellow", "corrected": "cyan", "absent": "dim"}[field.status]
            text = escape(getattr(item, "text", None) or "")
            label, status = field_label(name), status_label(field.status)
            table.add_row(label, escape(value), sure, f"[{colour}]{status}[/]", places, text)
    return table


def _pictures(settings: Settings) -> Any:
    """Return what draws a page for the viewer, from the original in the store."""
    from pipeline.adapters.ocr.reading import PageReader

    store = bootstrap.open_the_store(settings)
    reader = PageReader(bootstrap.the_readers(settings))

    def picture(page: RecordPage) -> bytes:
        path = store.local(page.sha256)
        return reader.preview(path, _prepared(page, path), PICTURE_PIXELS)

    return picture


def _prepared(page: RecordPage, path: Path) -> PreparedPage:
    with path.open("rb") as file:
        kind = sniff.media_type(file.read(sniff.HEAD))
    image = PageImage(
        sha256=page.sha256, media_type=kind or "image/tiff", page_index=page.page_index, width=page.width,
        height=page.height, dpi=page.dpi, mode="grey",
    )  # fmt: skip
    return PreparedPage(image=image, rotation=page.rotation, skew=page.skew, blank=page.blank, ink=0.0, dpi=page.dpi)

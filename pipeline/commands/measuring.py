"""`kaft evaluate`, `kaft calibrate`, `kaft verify` and `kaft doctor`: measure and check."""

import datetime as dt
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.markup import escape

from pipeline import bootstrap
from pipeline.commands.language import say, translated, translated_problem
from pipeline.commands.listing import listing
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.spoken import language
from pipeline.errors import ContractBroken, MissingTool, NotFound, UsageError
from pipeline.hosting.sbom import bill
from pipeline.package_data import package_data

_CHECKED = (
    "Checked: {dossiers} dossiers, {pages} pages, {originals} originals, {objects} objects, {lines} lines of the chain."
)


def evaluate(
    truth: Annotated[Path, Parameter(help="Folder with known answers, one JSON per dossier.")],
    *,
    mistakes: Annotated[bool, Parameter(help="List every mistake; this shows personal data.", negative="")] = False,
    html: Annotated[Path | None, Parameter(help="Write a page with the figures and the reliability plot.")] = None,
    common: Common = DEFAULT,
) -> None:
    """Compare the register with known answers: precision, recall and F1 per field, reading and page types."""
    from pipeline.measuring.evaluate import evaluate as compare
    from pipeline.measuring.report import evaluation_page
    from pipeline.measuring.scoreboard import scoreboard
    from schemas.flat import flatten

    with bootstrap.open_register(common.settings()) as books:
        result = compare(truth, map(flatten, books.register.records()))
    if html is not None:
        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_text(evaluation_page(result, truth.name, say, language()), encoding="utf-8")
    if common.json:
        common.show_json(result.model_dump(mode="json", exclude=None if mistakes else {"mistakes"}))
        return
    for table in scoreboard(result, say, mistakes=mistakes):
        common.console.print(table)
    if html is not None:
        common.console.print(say("Written: {path}", path=escape(str(html.absolute()))), soft_wrap=True)


def calibrate(
    truth: Annotated[Path, Parameter(help="Folder with known answers, one JSON per dossier.")],
    *,
    out: Annotated[Path, Parameter(help="File to write; name it in trust.calibration.")] = Path("calibration.json"),
    about: Annotated[str, Parameter(help="What the sample is, in words.")] = "own dossiers",
    made: Annotated[str, Parameter(help="Date to write in it; today when left away.")] = "",
    most_wrong: Annotated[float, Parameter(help="Share of wrong values among accepted ones to promise.")] = 0.01,
    sure: Annotated[float, Parameter(help="How sure the promise must be.")] = 0.95,
    dry_run: Annotated[bool, Parameter(help="Only show what was found.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Fit what scores are worth on dossiers with known answers, and the limits that keep a promise."""
    from pipeline.measuring.calibrate import fit, smallest_sample
    from pipeline.measuring.evaluate import labelled
    from pipeline.measuring.scoreboard import calibration_table

    with bootstrap.open_register(common.settings()) as books:
        seen = labelled(truth, books.register.records())
    if not seen:
        raise NotFound("The register has no dossier of this truth.", "Digitise the delivery first: `kaft run`.")
    today = made or dt.datetime.now(tz=dt.UTC).date().isoformat()
    found = fit(seen, about=about, made=today, most_wrong=most_wrong, confidence=sure)
    if not dry_run:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(found.model_dump_json(indent=1) + "\n", encoding="utf-8")
    if common.json:
        common.show_json(found.model_dump(mode="json"))
        return
    common.console.print(calibration_table(found, say))
    if not all(field.promised for field in found.fields):
        none = "No promise without at least {count} accepted values of a field, none wrong."
        common.console.print(say(none, count=smallest_sample(most_wrong, sure)))
    if not dry_run:
        common.console.print(say("Written: {path}", path=escape(str(out))), soft_wrap=True)


def verify(
    *,
    part: Annotated[str, Parameter(help="Re-read only a part of the files: 3/30 is the fourth of thirty.")] = "0/1",
    common: Common = DEFAULT,
) -> None:
    """Check that nothing is lost or changed: every original, page and published object, and the register's chain."""
    from pipeline.verifying.part import Part
    from pipeline.verifying.verify import verify as check_all

    number, _, parts = part.partition("/")
    if not (number.isdigit() and parts.isdigit() and int(number) < int(parts)):
        raise UsageError(f"'{part}' is no part.", "Write 0/30, 1/30, … 29/30.")

    settings = common.settings()
    with bootstrap.open_register(settings) as books:
        store, bucket = bootstrap.open_the_store(settings), bootstrap.open_the_bucket(settings)
        desk = bootstrap.open_desk(settings, books)
        found = check_all(books.register, store, bucket, books.chain, Part(int(number), int(parts)), desk)
    if common.json:
        common.show_json(found.model_dump(mode="json"))
    else:
        counts = {name: getattr(found, name) for name in ("dossiers", "pages", "originals", "objects", "lines")}
        common.console.print(say(_CHECKED, **counts), soft_wrap=True)
        for fault in map(translated_problem, found.faults):
            common.console.print(f"[red]! {escape(fault.message)}[/] {escape(fault.hint)}")
    if found.faults:
        raise ContractBroken(f"Not as it should be: {len(found.faults)}.", "Each line above says what to do.")
    if not (found.lines or found.files or found.dossiers):
        raise NotFound("The register is empty: nothing was checked.", "Is it the right one? See --work and --config.")
    if not common.json:
        common.console.print(f"[green]{say('Nothing is lost and nothing has changed.')}[/]")


def doctor(
    *,
    sbom: Annotated[bool, Parameter(help="Only list what kaft is made of, as CycloneDX (JSON).", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Tell what is installed, what is missing, and how to get it."""
    from pipeline.hosting import installation

    if sbom:
        lock = package_data("config") / "locks" / "requirements.txt"
        common.show_json(bill(lock.read_text(encoding="utf-8"), version("kaft")))
        return
    checks = installation.checks(common.settings())
    if common.json:
        common.show_json([check._asdict() for check in checks])
    else:
        table = listing("", "what", "found", "what to do")
        for check in checks:
            mark = "[green]✓[/]" if check.good else "[red]✗[/]" if check.needed else "[yellow]–[/]"
            advice = "" if check.good else translated(check.advice)
            table.add_row(mark, translated(check.what), escape(translated(check.found)), escape(advice))
        common.console.print(table)
    missing = [check.what for check in checks if check.needed and not check.good]
    if missing:
        raise MissingTool(f"Missing: {', '.join(missing)}.", "Do what the last column says.")

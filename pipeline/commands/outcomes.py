"""Shows what became of deliveries: a table, the page count, and what a person must do."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.names import shown
from schemas.delivery import Problem
from schemas.outcome import BatchReport, Outcome

STATES = {
    "received": "[yellow]received[/]",
    "published": "[green]published[/]",
    "review": "[yellow]waits for a person[/]",
    "quarantined": "[red]quarantined[/]",
    "failed": "[red]failed[/]",
}


def show_outcomes(console: Console, outcomes: Sequence[Outcome]) -> None:
    """Print a table with one line per dossier."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("delivery", "dossier", "state", "version", "pages", "a person must look at"):
        table.add_column(heading, justify="right" if heading in {"version", "pages"} else "left")
    for outcome in outcomes:
        version = f"v{outcome.version}" if outcome.version else "–"
        unchanged = "" if outcome.changed else " (unchanged)"
        table.add_row(
            printed(outcome.key.delivery), printed(outcome.key.folder), STATES[outcome.state], version + unchanged,
            str(outcome.pages), escape(_to_do(outcome)),
        )  # fmt: skip
    console.print(table)


def show_report(console: Console, report: BatchReport) -> None:
    """Print the end of a run: dossiers, quarantined files, problems of the delivery, and the page count."""
    show_outcomes(console, report.outcomes)
    for file in report.quarantined:
        _show_problem(console, f"quarantined: {shown(file.file)}", file.problem)
    for problem in report.problems:
        _show_problem(console, shown(report.delivery), problem)
    counts = Counter(outcome.state for outcome in report.outcomes)
    states = ", ".join(f"{count} {_plain(state)}" for state, count in sorted(counts.items()))
    aside = f"{len(report.quarantined)} files set aside"
    console.print(f"{printed(report.delivery)}: {len(report.outcomes)} dossiers ({states}); {aside}.")
    exact = report.pages_received == report.pages_accounted
    colour, verdict = ("green", "none is missing") if exact else ("red", "THEY DO NOT ADD UP")
    console.print(
        f"[{colour}]Pages in: {report.pages_received} = pages accounted for: {report.pages_accounted}; {verdict}.[/]"
    )


def printed(name: str) -> str:
    """Return a name from a delivery as the console may print it."""
    return escape(shown(name))


def _to_do(outcome: Outcome) -> str:
    problems = [problem.message for problem in outcome.problems if problem.severity == "error"]
    return "; ".join([*outcome.review, *problems])


def _show_problem(console: Console, what: str, problem: Problem) -> None:
    colour = {"note": "dim", "warning": "yellow", "error": "red"}[problem.severity]
    console.print(f"[{colour}]! {escape(what)}: {escape(problem.message)}[/] {escape(problem.hint)}")


def _plain(state: str) -> str:
    return {"review": "waiting for a person"}.get(state, state)

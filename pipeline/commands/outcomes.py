"""Shows what became of deliveries: a table, the page count, and what a person must do."""

from collections import Counter
from collections.abc import Container, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.commands.language import field_label, say, translated_problem
from pipeline.finding.collisions import collisions
from pipeline.names import tidy
from pipeline.ports import Register
from schemas.delivery import Problem
from schemas.outcome import BatchReport, Outcome
from schemas.words import DossierState

_COLOURS: dict[DossierState, str] = {
    "received": "yellow", "published": "green", "review": "yellow", "quarantined": "red", "failed": "red",
}  # fmt: skip

_OF_A_KIND = 3
_OF_A_DELIVERY = 10


def show_outcomes(console: Console, outcomes: Sequence[Outcome], withdrawn: Container[str | None] = ()) -> None:
    """Print a table with one line per dossier; the delivery is named where there are several.

    Of a dossier that was withdrawn since it says that, and asks nothing.
    """
    several = len({outcome.key.delivery for outcome in outcomes}) > 1
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in (*["delivery"] * several, "dossier", "state", "version", "pages", "a person must look at"):
        table.add_column(say(heading), justify="right" if heading in {"version", "pages"} else "left")
    for outcome in outcomes:
        version = f"v{outcome.version}" if outcome.version else "–"
        unchanged = "" if outcome.changed else f" {say('(unchanged)')}"
        state = say("waits for a person" if outcome.state == "review" else outcome.state)
        now, to_do = f"[{_COLOURS[outcome.state]}]{state}[/]", escape(_to_do(outcome))
        if outcome.dossier_id in withdrawn:
            now, to_do = f"[dim]{say('withdrawn')}[/]", ""
        table.add_row(
            *[printed(outcome.key.delivery)] * several, printed(outcome.key.folder), now, version + unchanged,
            str(outcome.pages), to_do,
        )  # fmt: skip
    console.print(table)


def show_report(console: Console, report: BatchReport, withdrawn: Container[str | None] = ()) -> None:
    """Print the end of a run: dossiers, quarantined files, problems of the delivery, and the page count."""
    show_outcomes(console, report.outcomes, withdrawn)
    for file in report.quarantined:
        back = f" ({say('replaced by')} {tidy(file.replaced_by)})" if file.replaced_by else ""
        _show_problem(console, f"{say('quarantined')}: {tidy(file.file)}{back}", file.problem)
    _show_of_delivery(console, report)
    _show_warnings(console, report.outcomes)
    counts = Counter("withdrawn" if end.dossier_id in withdrawn else end.state for end in report.outcomes)
    states = ", ".join(f"{count} {_plain(state, count)}" for state, count in sorted(counts.items()))
    dossiers = f"{len(report.outcomes)} {'dossier' if len(report.outcomes) == 1 else 'dossiers'}"
    files = f"{len(report.quarantined)} {say('file set aside' if len(report.quarantined) == 1 else 'files set aside')}"
    dossiers += f" ({states})" if states else ""
    console.print(f"{printed(report.delivery)}: {dossiers}; {files}.")
    exact = report.pages_received == report.pages_accounted
    colour, sign, verdict = ("green", "=", "none is missing") if exact else ("red", "≠", "THEY DO NOT ADD UP")
    console.print(
        f"[{colour}]{say('Pages in')}: {report.pages_received} {sign} {say('pages accounted for')}: "
        f"{report.pages_accounted}; {say(verdict)}.[/]"
    )


def show_numbers(console: Console, outcomes: Sequence[Outcome], register: Register) -> None:
    """Print how many pairs of dossiers carry one number, when one of them is among these: they may be one dossier."""
    if pairs := collisions(register, {outcome.dossier_id for outcome in outcomes if outcome.dossier_id}):
        said = say("{count} pairs of dossiers carry one number; kaft collisions shows them.", count=len(pairs))
        console.print(f"[yellow]! {said}[/]", soft_wrap=True)


def _show_of_delivery(console: Console, report: BatchReport) -> None:
    """Print what is said of the delivery: all that is wrong, and of each kind of warning or note the first ones."""
    shown: Counter[str] = Counter()
    for problem in report.problems:
        shown[problem.code] += problem.severity != "error"
        if shown[problem.code] <= _OF_A_DELIVERY:
            _show_problem(console, tidy(report.delivery), problem)
    for code, count in shown.items():
        if count > _OF_A_DELIVERY:
            more = say("{count} more of this kind; kaft report tells them all.", count=count - _OF_A_DELIVERY)
            console.print(f"[yellow]! {code}: {more}[/]", soft_wrap=True)


def _show_warnings(console: Console, outcomes: Sequence[Outcome]) -> None:
    """Print what was noticed in dossiers and on their pages: the first few of each kind, and how many more there are.

    What is wrong with a dossier stands in the table.
    """
    kinds: dict[str, list[tuple[str, Problem]]] = {}
    for outcome in outcomes:
        for problem in outcome.problems:
            if problem.severity == "warning":
                page = f", {say('p.')} {problem.page}" if problem.page else ""
                kinds.setdefault(problem.code, []).append((f"{tidy(outcome.key.folder)}{page}", problem))
    for found in kinds.values():
        for where, problem in found[:_OF_A_KIND]:
            _show_problem(console, where, problem)
        if len(found) > _OF_A_KIND:
            more = say(
                "{count} more of this kind; the report and kaft show tell them all.", count=len(found) - _OF_A_KIND
            )
            console.print(f"[yellow]! {more}[/]", soft_wrap=True)


def printed(name: str) -> str:
    """Return a name from a delivery as the console may print it."""
    return escape(tidy(name))


def _to_do(outcome: Outcome) -> str:
    fields = [field_label(name) for name in outcome.review]
    problems = [
        translated_problem(problem).message.rstrip(".") for problem in outcome.problems if problem.severity == "error"
    ]
    return "; ".join([*fields, *problems])


def _show_problem(console: Console, what: str, problem: Problem) -> None:
    problem = translated_problem(problem)
    colour = {"note": "dim", "warning": "yellow", "error": "red"}[problem.severity]
    console.print(f"[{colour}]! {escape(what)}: {escape(problem.message)}[/] {escape(problem.hint)}")


def _plain(state: str, count: int) -> str:
    waits = "waits for a person" if count == 1 else "waiting for a person"
    return say({"review": waits}.get(state, state))

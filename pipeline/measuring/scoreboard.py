"""Shows the result of a measurement on a terminal, in terms its decision makers use."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from pipeline.measuring.evaluate import Evaluation
from pipeline.measuring.scoring import Scores
from pipeline.wording import Say, plainly
from schemas.calibration import Calibration


def scoreboard(evaluation: Evaluation, say: Say = plainly, *, mistakes: bool = False) -> Iterator[Table]:
    """Yield the tables to print: totals, fields, and on request every field that is not as expected.

    The list of mistakes holds personal data.
    """
    yield _totals(evaluation, say)
    yield _fields(evaluation.all, say)
    if mistakes and evaluation.mistakes:
        yield _mistakes(evaluation, say)


def calibration_table(calibration: Calibration, say: Say = plainly) -> Table:
    """Return what a calibration found, one line per field."""
    table = Table(title=f"{calibration.about}: {calibration.dossiers} dossiers", title_justify="left")
    table.add_column(say("field"))
    for heading in ("values", "wrong", "accepted from score", "accepted", "of them wrong", "promise"):
        table.add_column(say(heading), justify="right")
    for field in calibration.fields:
        least = say("at most {share} wrong", share=_percent(field.wrong_at_most))
        promise = least if field.promised else say("none")
        limit = f"{field.limit:.2f}" if field.limit <= 1 else say("never")
        counts = (field.values, field.wrong, limit, field.accepted, field.accepted_wrong)
        table.add_row(field.field, *map(str, counts), promise)
    error = _percent(calibration.expected_error)
    table.caption = say("Expected calibration error on dossiers left out: {error}", error=error)
    return table


def _totals(evaluation: Evaluation, say: Say) -> Table:
    table = Table(title=say("Dossiers and pages"), title_justify="left")
    table.add_column("")
    groups = {"all": evaluation.all, "hard": evaluation.hard, "not hard": evaluation.not_hard}
    for name in groups:
        table.add_column(say(name), justify="right")

    def line(label: str, *cells: str) -> None:
        table.add_row(say(label), *cells)

    every = tuple(groups.values())
    line("dossiers", *(str(group.dossiers) for group in every))
    line("without a record", *(str(group.without_record) for group in every))
    line("exact (number, address, decision, its date)", *(f"{group.exact}/{group.dossiers}" for group in every))
    line("fields accepted without a person", *(_percent(group.accepted_share) for group in every))
    line("wrong among accepted", *(_percent(group.accepted_error_rate) for group in every))
    table.add_section()
    line("pages", *(str(group.pages.pages) for group in every))
    line("character error rate, median", *(_percent(group.pages.cer_median) for group in every))
    line("character error rate, mean", *(_percent(group.pages.cer_mean) for group in every))
    line("field strings in page text", *(_percent(group.pages.string_recall) for group in every))
    line("page type, accuracy", *(_percent(group.pages.type_accuracy) for group in every))
    line("page type, macro-F1", *(_percent(group.pages.type_macro_f1) for group in every))
    line("orientation, accuracy", *(_percent(group.pages.orientation_accuracy) for group in every))
    if evaluation.without_truth:
        left = evaluation.without_truth
        table.caption = say("{count} records have no truth file and were left out.", count=left)
    return table


def _fields(group: Scores, say: Say) -> Table:
    table = Table(
        title=say("Fields"), title_justify="left", box=None, header_style="bold", pad_edge=False, collapse_padding=True
    )
    table.add_column(say("field"), no_wrap=True)
    for heading in ("asked", "right", "wrong", "missed", "prec.", "recall", "F1", "taken", "wrong"):
        table.add_column(say(heading), justify="right", no_wrap=True)
    told = "asked: expected by the truth; taken: without a person, and how many of those are wrong"
    table.caption = say(told)
    for name, field in group.fields.items():
        counts = (field.expected, field.right, field.wrong, field.missing)
        ratios = (field.precision, field.recall, field.f1)
        trust = (field.accepted, field.accepted_wrong)
        table.add_row(name, *map(str, counts), *map(_percent, ratios), *map(str, trust))
    return table


def _mistakes(evaluation: Evaluation, say: Say) -> Table:
    table = Table(title=say("Not as expected"), title_justify="left")
    for heading in ("delivery", "dossier", "field", "expected", "got", "status"):
        table.add_column(say(heading), overflow="fold")
    for mistake in evaluation.mistakes:
        cells = (mistake.delivery, mistake.dossier, mistake.field, mistake.expected, mistake.got, mistake.status or "-")
        # Text, not str: square brackets in a value are no markup.
        table.add_row(*(Text(cell or "-") for cell in cells))
    return table


def _percent(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.1%}"

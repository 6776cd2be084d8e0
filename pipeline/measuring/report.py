"""A measurement as one page of HTML: figures, the reliability plot, accuracy by decade; no personal data."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from html import escape

from pipeline.measuring.evaluate import Evaluation
from pipeline.measuring.scoring import Measure, Scores
from pipeline.reporting.parts import nl, table
from pipeline.viewing.html_page import page
from pipeline.wording import Say, plainly

Percent = Callable[[float | None], str]
"""Writes a share as people of a language write it."""

_SIDE = 320
_MARGIN = 46


def evaluation_page(evaluation: Evaluation, name: str, say: Say = plainly, language: str = "en") -> str:
    """Return the page; `name` says what was measured on, `say` puts English in the language of the reader."""
    every, percent = evaluation.all, partial(_percent, language)
    title = escape(say("Measured on {name}", name=name))
    summary = say(
        "{dossiers} dossiers, {pages} pages. {exact} dossiers have number, address, decision and its date all "
        "right. {accepted} of the fields were accepted untouched; {wrong} of those are not exactly right.",
        dossiers=every.dossiers,
        pages=every.pages.pages,
        exact=every.exact,
        accepted=percent(every.accepted_share),
        wrong=percent(every.accepted_error_rate),
    )
    dots = say(
        "Each dot is a tenth of all values the machine gave, by rising confidence: on the line, what is said to be "
        "right so often is right so often. Mean distance: {error}.",
        error=percent(evaluation.calibration_error),
    )
    plot = _plot([(group.said, group.right, group.values) for group in evaluation.reliability], say, percent)
    parts = [
        f"<h1>{title}</h1><p>{escape(summary)}</p>",
        f'<h2>{say("Reliability")}</h2><p class="soft">{dots}</p>{plot}',
        f"<h2>{say('Fields')}</h2>{_fields(every, say, percent)}",
        f"<h2>{say('By decade')}</h2>{_decades(evaluation.decades, say, percent)}",
    ]
    return page("report_template.html", language, title=title, body="\n".join(parts))


def _plot(groups: Iterable[tuple[float, float, int]], say: Say, percent: Percent) -> str:
    told = "{count} values: said {said}, right {right}"
    dots = "".join(
        f'<circle cx="{_x(said):.1f}" cy="{_y(right):.1f}" r="5" fill="#17508f">'
        f"<title>{say(told, count=count, said=percent(said), right=percent(right))}</title></circle>"
        for said, right, count in groups
    )
    marks = "".join(
        f'<text x="{_x(share):.0f}" y="{_SIDE + _MARGIN + 16}" text-anchor="middle">{share:.0%}</text>'
        f'<text x="{_MARGIN - 6}" y="{_y(share) + 4:.0f}" text-anchor="end">{share:.0%}</text>'
        f'<path d="M{_x(share):.0f} {_y(0)}V{_y(1)}M{_x(0)} {_y(share):.0f}H{_x(1)}" stroke="#dcd8d0"/>'
        for share in (0, 0.2, 0.4, 0.6, 0.8, 1)
    )
    size = _SIDE + 2 * _MARGIN
    return (
        f'<svg width="{size}" height="{size}" viewBox="0 0 {size} {size}" role="img" '
        f'aria-label="{say("Share right against confidence said")}" '
        'font-size="11" fill="#1d2630">'
        f'{marks}<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#8a4b00" stroke-dasharray="5 4"/>{dots}'
        f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">{say("confidence said")}</text>'
        f'<text x="12" y="{size / 2}" text-anchor="middle" '
        f'transform="rotate(-90 12 {size / 2})">{say("share right")}</text></svg>'
    )


def _x(share: float) -> float:
    return _MARGIN + share * _SIDE


def _y(share: float) -> float:
    return _MARGIN + (1 - share) * _SIDE


def _fields(scores: Scores, say: Say, percent: Percent) -> str:
    rows = [
        (name, str(field.expected), *map(percent, (field.precision, field.recall, field.f1)),
         str(field.accepted), str(field.accepted_wrong))
        for name, field in scores.fields.items()
    ]  # fmt: skip
    heads = ("field", "expected", "precision", "recall", "F1", "accepted", "of them wrong")
    told = say("references: the primary number alone; addresses: street with number")
    return _table(told, map(say, heads), rows)


def _decades(decades: dict[str, Scores], say: Say, percent: Percent) -> str:
    shown: tuple[Measure, ...] = ("references", "decision", "dates.decision", "addresses", "parcels")
    rows = [
        (name, str(group.dossiers), str(group.exact), percent(group.pages.cer_median),
         *(percent(group.fields[measure].f1) for measure in shown))
        for name, group in decades.items()
    ]  # fmt: skip
    heads = map(say, ("decade", "dossiers", "exact", "CER, median"))
    return _table(
        say("F1 of the main fields, by the decade of the dossier"),
        (*heads, *shown),
        rows,
    )


def _table(caption: str, heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    first, *figures = heads
    return table(caption, [(first, ""), *((head, "n") for head in figures)], rows)


def _percent(language: str, ratio: float | None) -> str:
    if ratio is None:
        return "–"
    return f"{nl(100 * ratio, 1)} %" if language == "nl" else f"{ratio:.1%}"

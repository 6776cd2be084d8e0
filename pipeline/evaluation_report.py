"""A measurement as one page of HTML: figures, the reliability plot, accuracy by decade; no personal data."""

from collections.abc import Iterable
from html import escape
from string import Template

from pipeline.evaluate import Evaluation
from pipeline.scoring import Scores
from pipeline.wording import Say, plainly

_PAGE = Template("""<!doctype html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
body { font: 15px/1.5 "Noto Sans", "DejaVu Sans", sans-serif; color: #1d2630; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: #55606b; padding-bottom: .4rem; }
th, td { border-bottom: 1px solid #dcd8d0; padding: .25rem .5rem; text-align: right; }
th:first-child { text-align: left; }
thead th { border-bottom: 2px solid #55606b; font-weight: 600; }
svg { max-width: 30rem; width: 100%; height: auto; } .note { color: #55606b; max-width: 45rem; }
@page { size: A4; margin: 14mm; }
@media print { body { margin: 0; padding: 0; } h2 { break-after: avoid; } }
</style>
</head>
<body>
<main>
<h1>$title</h1>
<p>$summary</p>
<h2>$reliability</h2>
<p class="note">$dots</p>
$plot
<h2>$of_fields</h2>
$fields
<h2>$by_decade</h2>
$decades
</main>
</body>
</html>
""")

_SIDE = 320
_MARGIN = 46


def evaluation_page(evaluation: Evaluation, name: str, say: Say = plainly, language: str = "en") -> str:
    """Return the page; `name` says what was measured on, `say` puts English in the language of the reader."""
    every = evaluation.all
    return _PAGE.substitute(
        language=language,
        title=escape(say("Measured on {name}", name=name)),
        summary=escape(
            say(
                "{dossiers} dossiers, {pages} pages. {exact} dossiers have number, address, decision and its date all "
                "right. {accepted} of the fields were accepted untouched; {wrong} of those are not exactly right.",
                dossiers=every.dossiers,
                pages=every.pages.pages,
                exact=every.exact,
                accepted=_percent(every.accepted_share),
                wrong=_percent(every.accepted_error_rate),
            )
        ),
        reliability=say("Reliability"),
        dots=say(
            "Each dot is a tenth of all values the machine gave, by rising confidence: on the line, what is said to be "
            "right so often is right so often. Mean distance: {error}.",
            error=_percent(evaluation.calibration_error),
        ),
        plot=_plot([(group.said, group.right, group.values) for group in evaluation.reliability], say),
        of_fields=say("Fields"),
        fields=_fields(every, say),
        by_decade=say("By decade"),
        decades=_decades(evaluation.decades, say),
    )


def _plot(groups: Iterable[tuple[float, float, int]], say: Say) -> str:
    told = "{count} values: said {said}, right {right}"
    dots = "".join(
        f'<circle cx="{_x(said):.1f}" cy="{_y(right):.1f}" r="5" fill="#17508f">'
        f"<title>{say(told, count=count, said=f'{said:.1%}', right=f'{right:.1%}')}</title></circle>"
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
        f'<svg viewBox="0 0 {size} {size}" role="img" '
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


def _fields(scores: Scores, say: Say) -> str:
    rows = [
        (name, str(field.expected), *map(_percent, (field.precision, field.recall, field.f1)),
         str(field.accepted), str(field.accepted_wrong))
        for name, field in scores.fields.items()
    ]  # fmt: skip
    head = ("field", "expected", "precision", "recall", "F1", "accepted", "of them wrong")
    return _table(tuple(map(say, head)), rows)


def _decades(decades: dict[str, Scores], say: Say) -> str:
    shown = ("references", "decision", "dates.decision", "addresses", "parcels")
    rows = [
        (name, str(group.dossiers), str(group.exact), _percent(group.pages.cer_median),
         *(_percent(group.fields[field].f1) for field in shown))  # type: ignore[index]  # names of the line above
        for name, group in decades.items()
    ]  # fmt: skip
    head = map(say, ("decade", "dossiers", "exact", "CER, median"))
    return _table((*head, *(f"{field}, F1" for field in shown)), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    heading = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return f"<table><thead><tr>{heading}</tr></thead><tbody>{body}</tbody></table>"


def _percent(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.1%}"

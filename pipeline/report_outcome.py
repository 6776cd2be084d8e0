"""What became of a delivery, for the archive: dossiers, what waits for whom, fields by status, streets; as HTML."""

from html import escape

from pipeline import report_parts as parts
from pipeline.names import shown
from pipeline.report_facts import Facts, FieldFacts
from pipeline.wording import FIELD_LABELS
from schemas.outcome import Outcome
from schemas.words import DossierState, FieldStatus

_STATES: dict[DossierState, tuple[str, str]] = {
    "received": ("ontvangen", "warn"),
    "published": ("gepubliceerd", "good"),
    "review": ("wacht op iemand", "warn"),
    "quarantined": ("in quarantaine", "bad"),
    "failed": ("mislukt", "bad"),
}
_WHO: dict[DossierState, str] = {
    "received": "verwerking",
    "published": "",
    "review": "datasteward",
    "quarantined": "archief en scanfirma",
    "failed": "beheerder",
}
_COLOURS: tuple[tuple[FieldStatus, str, str], ...] = (
    ("accepted", "aanvaard", "#2f8a58"),
    ("corrected", "verbeterd", "#3d78b8"),
    ("review", "na te kijken", "#d18416"),
    ("absent", "ontbreekt", "#c9c5bc"),
)
_KEYS = {"accepted": "good", "corrected": "cor", "review": "warn", "absent": "none"}
_STREETS = 60


def became_of_it(facts: Facts) -> str:
    """Return the sections on dossiers, fields and streets."""
    heads = (
        ("dossiermap", "name"),
        ("toestand", ""),
        ("bladen", "n"),
        ("wacht op", ""),
        ("meldingen", ""),
    )
    dossiers = parts.table("Elk dossier van de levering", heads, [_dossier(outcome) for outcome in facts.outcomes])
    return f'<h2 id="dossiers">Wat ervan werd</h2>{dossiers}{_fields(facts)}{_streets(facts)}'


def _dossier(outcome: Outcome) -> tuple[str, ...]:
    label, tone = _STATES[outcome.state]
    version = f' <span class="soft">v{outcome.version}</span>' if outcome.version else ""
    asked = ", ".join(FIELD_LABELS[name] for name in outcome.review)
    told: dict[str, int] = {}
    for problem in outcome.problems:
        if problem.severity != "note":
            said = parts.said_problem(problem)
            told[said] = told.get(said, 0) + 1
    problems = "; ".join(f"{said} ({count} ×)" if count > 1 else said for said, count in told.items())
    return (
        escape(shown(outcome.key.folder)),
        f'<span class="tag {tone}">{label}</span>{version}',
        str(outcome.pages),
        escape(": ".join(part for part in (_WHO[outcome.state], asked) if part)),
        escape(problems),
    )


def _fields(facts: Facts) -> str:
    total = max((sum(field.statuses.values()) for field in facts.fields), default=0)
    if not total:
        return ""
    rows = [
        (
            escape(FIELD_LABELS[field.name]), _bar(field, total),
            *(str(field.statuses[status]) for status, _, _ in _COLOURS), *map(str, field.sure),
        )
        for field in facts.fields
    ]  # fmt: skip
    heads = (
        ("gegeven", ""), ("verdeling", ""), *((label, "n") for _, label, _ in _COLOURS),
        ("zeker ≥ 90 %", "n"), ("70 tot 90 %", "n"), ("< 70 %", "n"),
    )  # fmt: skip
    keys = "".join(f'<span class="key {_KEYS[status]}"></span>{label}' for status, label, _ in _COLOURS)
    table = parts.table(f"Gegevens van {total} gepubliceerde dossiers, naar toestand en zekerheid", heads, rows)
    return f'<h3>Gegevens</h3><p class="soft">{keys}</p>{table}'


def _bar(field: FieldFacts, total: int) -> str:
    """Return one horizontal bar; its numbers stand in the cells beside it."""
    left = 0.0
    bars = ""
    for status, _, colour in _COLOURS:
        width = field.statuses[status] / total * 100
        bars += f'<rect x="{left:.2f}" y="0" width="{width:.2f}" height="10" fill="{colour}"/>'
        left += width
    return (
        f'<div class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{bars}</svg></div>'
    )


def _streets(facts: Facts) -> str:
    if not facts.streets:
        return ""
    shown_ = facts.streets[:_STREETS]
    rows = [(escape(street), str(count)) for street, count in shown_]
    more = f" (de eerste {_STREETS} van {len(facts.streets)})" if len(facts.streets) > _STREETS else ""
    table = parts.table(f"Straten in deze levering{more}", (("straat", "name"), ("dossiers", "n")), rows)
    return f"<details><summary>{len(facts.streets)} straten</summary>{table}</details>"

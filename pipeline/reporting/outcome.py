"""What became of a delivery, for the archive, as HTML: dossiers, waiting work, fields by status, streets."""

from html import escape

from pipeline.explaining.briefly import briefly
from pipeline.names import tidy
from pipeline.reporting import parts
from pipeline.reporting.facts import Facts, FieldFacts, StreetFacts, house_number
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
_STREETS = 40
_NUMBERS = 12
"""Streets in the plan, and house numbers named of one street."""


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
    return f'<h2 id="dossiers">Wat ervan werd</h2>{dossiers}{_numbers(facts)}{_fields(facts)}{_streets(facts)}'


def _dossier(outcome: Outcome) -> tuple[str, ...]:
    label, tone = _STATES[outcome.state]
    version = f' <span class="soft">v{outcome.version}</span>' if outcome.version else ""
    asked = ", ".join(FIELD_LABELS[name] for name in outcome.review)
    told: dict[str, int] = {}
    for problem in outcome.problems:
        if problem.severity != "note":
            said = briefly(problem)
            told[said] = told.get(said, 0) + 1
    problems = "; ".join(f"{said} ({count} ×)" if count > 1 else said for said, count in told.items())
    return (
        escape(tidy(outcome.key.folder)),
        f'<span class="tag {tone}">{label}</span>{version}',
        str(outcome.pages),
        escape(": ".join(part for part in (_WHO[outcome.state], asked) if part)),
        escape(problems),
    )


def _numbers(facts: Facts) -> str:
    """Return that dossiers carry the number of another, perhaps one of another delivery: they may be one dossier."""
    if not facts.numbers:
        return ""
    pairs = parts.counted(facts.numbers, "paar dossiers draagt", "paren dossiers dragen")
    return f"<p>{pairs} eenzelfde nummer; <code>kaft collisions</code> toont ze.</p>"


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
    dossiers = parts.counted(total, "gepubliceerd dossier", "gepubliceerde dossiers")
    table = parts.table(f"Gegevens van {dossiers}, naar toestand en zekerheid", heads, rows)
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
    """Return a plan of the streets: a line for each, with a mark at every house number that has a dossier."""
    if not facts.streets:
        return ""
    most = max(street.dossiers for street in facts.streets)
    ends = [house_number(number)[0] for street in facts.streets for number in street.numbers]
    longest = max([*ends, 50])
    heads = (("straat", "name"), ("dossiers", "n"), ("", ""), (f"huisnummers 1 tot {longest}", ""), ("", ""))
    rows = [_street(street, most, longest) for street in facts.streets]
    plan = parts.table("Straten, met een streepje waar er een dossier is", heads, rows[:_STREETS])
    hidden = parts.table("De andere straten", heads, rows[_STREETS:]) if len(rows) > _STREETS else ""
    more = (
        f"<details><summary>Nog {parts.counted(len(rows) - _STREETS, 'straat', 'straten')}</summary>{hidden}</details>"
        if hidden
        else ""
    )
    nowhere = f" {parts.counted(facts.nowhere, 'dossier', 'dossiers')} zonder straat." if facts.nowhere else ""
    streets = parts.counted(len(rows), "straat", "straten")
    about = (
        f"{streets}.{nowhere} Oneven huisnummers staan boven de lijn, even eronder; de straten zijn die van "
        "het papier. Dit is geen kaart: kaft kent geen coördinaten."
    )
    return f'<h3 id="straten">Straten</h3><p class="soft">{escape(about)}</p>{plan}{more}'


def _street(street: StreetFacts, most: int, longest: int) -> tuple[str, ...]:
    width = street.dossiers / most * 100
    bar = (
        '<div class="bar small"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect x="0" y="0" width="{width:.1f}" height="10" fill="#17508f"/></svg></div>'
    )
    named = ", ".join(street.numbers[:_NUMBERS]) + (" …" if len(street.numbers) > _NUMBERS else "")
    return escape(street.name), str(street.dossiers), bar, _line(street, longest), escape(named)


def _line(street: StreetFacts, longest: int) -> str:
    """Return the street as a line: odd numbers above it, even ones below; the numbers stand beside it in words."""
    marks = ""
    for written in street.numbers:
        number, _ = house_number(written)
        if number:
            side = 2 if number % 2 else 12
            marks += f'<rect x="{number / longest * 296:.1f}" y="{side}" width="4" height="8" fill="#8a4b00"/>'
    line = '<path d="M0 11H300" stroke="#8c877d"/>'
    return f'<svg class="street" viewBox="0 0 300 22" aria-hidden="true">{line}{marks}</svg>'

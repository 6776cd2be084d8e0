"""The right-hand side of the dossier page: fields, problems and provenance, as HTML."""

from collections import Counter
from collections.abc import Mapping
from html import escape

from pipeline.explaining.explained import explained
from pipeline.viewing.marks import Mark, ShownField, ShownValue
from pipeline.wording import ABSENCE_LABELS, STATUS_LABELS, in_words
from schemas.delivery import Problem
from schemas.flat import FlatRecord
from schemas.record import Record

_SEVERITY = {"note": "absent", "warning": "review", "error": "review"}
_SURE = ("accepted", "corrected")
_SEVERITY_LABELS = {"note": "opmerking", "warning": "let op", "error": "fout"}


def title(flat: FlatRecord) -> str:
    """Return what the dossier is called: its own number, or the folder it came in."""
    primary = [reference.value for reference in flat.references if reference.primary]
    return f"{primary[0]} · {flat.dossier}" if primary else flat.dossier


def heading(flat: FlatRecord, fields: tuple[ShownField, ...]) -> str:
    """Return the top line: number, place, delivery, and how many fields have which status."""
    place = [in_words(address) for address in flat.addresses[:1]]
    town = flat.municipality.name if flat.municipality else ""
    place += [town] if town and not any(town in address for address in place) else []
    place += [flat.subject] if flat.subject else []
    tally = Counter(field.status for field in fields if field.status)
    counts = "".join(
        _status(status, f"{tally[status]} {label}") for status, label in STATUS_LABELS.items() if tally[status]
    )
    return (
        f'<h1>{escape(title(flat))}</h1><p class="place">{escape(" · ".join(place))}</p>'
        f'<p class="from">{escape(flat.delivery)}</p><p class="tally">{counts}</p>'
    )


def facts(record: Record, fields: tuple[ShownField, ...]) -> str:
    """Return fields, problems and origin as sections."""
    types = {page.number: page.type for page in record.pages}
    listed = "".join(_field(field, types) for field in fields)
    parts = [f"<section><h2>Gegevens</h2><ul>{listed}</ul></section>"]
    if record.problems:
        problems = "".join(_problem(problem) for problem in record.problems)
        parts.append(f"<section><h2>Opmerkingen en problemen</h2><ul>{problems}</ul></section>")
    parts.append(f"<section><h2>Herkomst</h2><dl>{_origin(record)}</dl></section>")
    return "".join(parts)


def _status(status: str, words: str) -> str:
    return f'<span class="status {status}">{escape(words)}</span>'


def _percent(confidence: float) -> str:
    return f'<span class="sure" title="betrouwbaarheid">{confidence * 100:.0f}&#8239;%</span>'


def _field(field: ShownField, types: Mapping[int, str]) -> str:
    status = _status(field.status, STATUS_LABELS[field.status]) if field.status else ""
    # A figure beside what waits for a person would say that it is right.
    sure = _percent(field.confidence) if field.status in _SURE and field.values else ""
    alone = len(field.values) == 1 or field.status not in _SURE
    values = "".join(_value(value, field, types, alone=alone) for value in field.values)
    if not values:
        absence = ABSENCE_LABELS[field.absence] if field.absence else "geen waarde"
        values = f'<button type="button" class="value none" data-status="{field.status}">{absence}</button>'
    quiet = "" if field.status == "review" else " quiet"
    reason = f'<p class="reason{quiet}">{escape(field.reason)}</p>' if field.reason else ""
    return (
        f'<li class="field"><div class="name"><span>{escape(field.label)}</span>{sure}{status}</div>'
        f"{values}{reason}{_candidates(field, types)}</li>"
    )


def _value(value: ShownValue, field: ShownField, types: Mapping[int, str], *, alone: bool) -> str:
    note = f" <small>{escape(value.note)}</small>" if value.note else ""
    sure = "" if alone else f" <small>{value.confidence * 100:.0f}&#8239;%</small>"
    marks = " ".join(mark.name for mark in value.marks)
    first = value.marks[0].name if value.marks else ""
    name = escape(f"{field.label}: {value.text}")
    button = (
        f'<button type="button" class="value" data-mark="{first}" data-marks="{marks}" '
        f'data-status="{field.status or ""}" aria-label="{name}">{escape(value.text)}{note}{sure}</button>'
    )
    official = "".join(f'<p class="official">{escape(line)}</p>' for line in value.official)
    return button + _as_read(value) + official + _places(value.marks, types)


def _as_read(value: ShownValue) -> str:
    if not value.as_read or value.as_read == value.text:
        return ""
    return f'<p class="asread">gelezen: <q>{escape(value.as_read)}</q></p>'


def _places(marks: tuple[Mark, ...], types: Mapping[int, str]) -> str:
    return "".join(
        f'<button type="button" class="where" data-mark="{mark.name}" data-page="{mark.evidence.page}" '
        f'title="{escape(f"{mark.evidence.reader}; {mark.evidence.extractor}")}">'
        f"blz. {mark.evidence.page} {escape(types.get(mark.evidence.page, ''))}</button>"
        for mark in marks
    )


def _candidates(field: ShownField, types: Mapping[int, str]) -> str:
    if not field.candidates:
        return ""
    items = "".join(f"<li>{escape(value.text)} {_places(value.marks, types)}</li>" for value in field.candidates)
    opened = " open" if field.status == "review" else ""
    return (
        f"<details{opened}><summary>Andere mogelijkheden ({len(field.candidates)})</summary><ul>{items}</ul></details>"
    )


def _problem(problem: Problem) -> str:
    problem = explained(problem)
    label = _status(_SEVERITY[problem.severity], _SEVERITY_LABELS[problem.severity])
    hint = f'<p class="hint">{escape(problem.hint)}</p>' if problem.hint else ""
    link = ""
    if problem.page is not None:
        link = f' <button type="button" class="where" data-go="{problem.page}">blz. {problem.page}</button>'
    return f'<li class="problem">{label} {escape(problem.message)}{link}{hint}</li>'


def _origin(record: Record) -> str:
    inventory = record.inventory
    rows = [
        ("Levering", record.key.delivery),
        ("Map", ", ".join(record.parts) or record.key.folder),
        ("Kenmerk", record.id),
        ("Inventaris: doos", inventory.box if inventory else None),
        ("Inventaris: map", inventory.folder_number if inventory else None),
        ("Inventaris: jaar", inventory.year if inventory else None),
        ("Inventaris: opmerking", inventory.remark if inventory else None),
        ("Gemaakt met", "; ".join(dict.fromkeys(record.provenance.tools.values()))),
    ]
    return "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in rows if text)

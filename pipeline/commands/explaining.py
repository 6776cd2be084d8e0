"""`kaft show DOSSIER --why FIELD`: why a field is as it is, and where that can be seen."""

from collections.abc import Iterable

from rich.markup import escape
from rich.table import Table

from pipeline import bootstrap
from pipeline.commands.language import field_label, say, status_label, translated, translated_data
from pipeline.commands.listing import listing
from pipeline.commands.options import Common
from pipeline.errors import ContractBroken, NotFound
from pipeline.ports import Register
from pipeline.settings import Settings
from pipeline.viewing.why import Seen, Why, explain
from schemas.findings import Evidence, Findings
from schemas.located import OfficialAddress
from schemas.record import Record
from schemas.words import FieldName

_MOST_ROWS = 12
"""Values that are shown; `--json` gives all."""


def show_why(common: Common, record: Record, name: FieldName, register: Register) -> None:
    """Explain one field on the console, or as JSON."""
    settings = common.settings()
    why = explain(record, name, _findings(record, settings), _crops(record, name, register, settings))
    if common.json:
        common.show_json(why.model_dump(mode="json"))
    else:
        _print(common, why)


def _findings(record: Record, settings: Settings) -> Findings | None:
    """Return all that was found in the dossier, as the store keeps it; None for records of before it was noted."""
    if not record.provenance.findings:
        return None
    try:
        return Findings.model_validate_json(bootstrap.open_the_store(settings).get(record.provenance.findings))
    except (NotFound, ContractBroken, ValueError):  # the record still says what was weighed
        return None


def _crops(record: Record, name: FieldName, register: Register, settings: Settings) -> list[str]:
    """Return where the pictures of a field are in the bucket."""
    package, current = register.package(record.id), register.current(record.id)
    if package is None or current is None:
        return []
    base = f"{settings.bucket_url.rstrip('/')}/v1/dossiers/{package.nis}/{record.id}/v{current.version}"
    return [f"{base}/{file.path}" for file in package.files if file.path == f"crops/{name}.png"]


def _print(common: Common, why: Why) -> None:
    console = common.console
    value = escape("; ".join(why.values)) or "–"
    sure = "" if why.status == "review" else f", {say('sure')} {why.confidence:.2f}"
    console.print(f"[bold]{field_label(why.field)}[/]   {value}   {status_label(why.status)}{sure}", soft_wrap=True)
    for heading, sentences in ((say("What decided"), why.decided), (say("What spoke against it"), why.against)):
        for row, sentence in enumerate(sentences):
            told = escape(translated_data(translated(sentence)))
            console.print(f"{'' if row else heading + ':':<23}{told}", soft_wrap=True)
    for place in why.located:
        today = _said(place.today) if place.today else "–"
        then = f"; {say('in its time')} {_said(place.then)}" if place.then else ""
        reason = f" ({translated_data(place.reason)})" if place.reason else ""
        found = f"{say(place.level)}: {today}{then}{reason}"
        console.print(f"{say('Register') + ':':<23}{escape(found)}", soft_wrap=True)
        for option in place.candidates:
            console.print(f"{'':<23}{say('or')} {escape(_said(option))}", soft_wrap=True)
    console.print(_table(say("considered"), why.candidates))
    if why.set_aside:
        console.print(_table(say("found, and set aside"), why.set_aside))
    if not why.findings:
        console.print(f"[dim]{say('What the extractors found besides is not kept for this version.')}[/]")
    for crop in why.crops:
        console.print(f"{say('Picture')}: {escape(crop)}", soft_wrap=True)


def _table(title: str, seen: Iterable[Seen]) -> Table:
    table = listing("", "value", "score", "role", "read on", "at", "as read", "by")
    table.title, table.title_justify, table.title_style = title, "left", "bold"
    for one in list(seen)[:_MOST_ROWS]:
        for place, evidence in enumerate(one.evidence[:4] or (None,)):
            said = ("✓" if one.chosen else "", escape(one.value), f"{one.score:.2f}", say(one.role) if one.role else "")
            head = ("",) * 4 if place else said
            table.add_row(*head, *_place(evidence))
    return table


def _place(evidence: Evidence | None) -> tuple[str, ...]:
    if evidence is None:
        return ("", "", "", "")
    box = evidence.boxes[0] if evidence.boxes else None
    at = f"{box.left},{box.top}–{box.right},{box.bottom}" if box else ""
    return f"{say('p.')} {evidence.page} {escape(evidence.file)}", at, escape(evidence.text), escape(evidence.extractor)


def _said(address: OfficialAddress) -> str:
    street = " ".join(part for part in (address.street, address.number) if part)
    box = f" bus {address.box}" if address.box else ""
    town = f"{address.postcode or ''} {address.municipality} ({address.nis})".strip()
    return f"{street}{box}, {town}" if street else town

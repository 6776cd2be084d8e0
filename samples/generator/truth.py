"""Write down what the pages of a dossier say: only what is printed, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from facts import Dossier, Site
from layout.sheet import Printed, Sheet, union
from paper import Scan


@dataclass(frozen=True, slots=True)
class Page:
    """A delivered page.

    Attributes:
        file: its path below the dossier folder.
        index: which page of that file it is, from 0.
    """

    sheet: Sheet
    scan: Scan
    file: str
    index: int


def page(item: Page) -> dict[str, Any]:
    """Describe one page."""
    sheet, scan = item.sheet, item.scan
    described: dict[str, Any] = {
        "file": item.file,
        "page_index": item.index,
        "type": sheet.page_type,
        "rotation": scan.rotation,
        "blank": sheet.page_type == "blanco",
        "text": "\n".join(sheet.text + sheet.late),
        "text_complete": sheet.complete,
        "width": scan.image.width,
        "height": scan.image.height,
        "dpi": scan.dpi,
        "mode": scan.mode,
        "degradations": sorted(scan.degradations),
        "skew": scan.skew,
        "severity": round(min(1.0, 0.12 * len(scan.degradations)), 2),
        "features": sorted(sheet.features),
        "struck": sheet.struck,
        "fields": [_field(printed, scan) for printed in sheet.printed.values() if printed.boxes],
    }
    if sheet.barcode:
        described["barcode"] = sheet.barcode
    return described


def _field(printed: Printed, scan: Scan) -> dict[str, Any]:
    name = printed.mark.field.split("#")[0]
    found: dict[str, Any] = {"field": name, "raw": printed.raw, "bbox": scan.moved(union(printed.boxes))}
    if len(printed.boxes) > 1:
        found["boxes"] = [scan.moved(box) for box in printed.boxes]
    return found


def dossier(facts: Dossier, pages: Sequence[Page], delivery: str) -> dict[str, Any]:
    """Describe a dossier; a value that no page prints is null."""
    marks = [mark for item in pages for mark, printed in item.sheet.printed.items() if printed.boxes]
    shown = {mark.field for mark in marks}
    days = facts.dates
    known = {key: getattr(days, key) for key in ("application", "receipt", "decision", "notification")}
    difficulty = _difficulty(facts, pages)
    wording = {"wording": facts.wording} if facts.wording else {}
    name, nis = facts.town.successor or (facts.town.name, facts.town.nis)
    town = {"name": name, "nis": nis}
    return {
        "dossier": facts.key,
        **wording,
        "family": facts.family,
        "decade": f"{facts.year // 10 * 10}s",
        "municipality": town if "municipality" in shown or not wording else None,
        "references": _references(facts, shown),
        "permit_type": facts.permit_type if "permit_type" in shown else None,
        "decision": facts.decision if shown & {"decision", "date.decision"} else None,
        "dates": {key: day.isoformat() if day and f"date.{key}" in shown else None for key, day in known.items()},
        "addresses": [_address(facts, site, shown) for site in facts.sites] if "street" in shown else [],
        "parcels": _parcels(facts, shown),
        "applicants": [p.filed for i, p in enumerate(facts.applicants) if f"applicant#{i}" in shown],
        "architect": facts.architect.spoken if facts.architect and "architect" in shown else None,
        "subject": facts.subject if "subject" in shown else None,
        "other_dates": _other_dates(pages),
        "other_addresses": _other_addresses(pages),
        "other_permits": [
            {"role": "history", "reference": entry.reference, "date": entry.day.isoformat()}
            for entry in facts.history
            if any(printed.raw == entry.reference for item in pages for printed in item.sheet.printed.values())
        ],
        "delivery": delivery,
        "difficulty": sorted(difficulty),
        "pages": [page(item) for item in pages],
    }


def _difficulty(facts: Dossier, pages: Sequence[Page]) -> set[str]:
    difficulty = {name for item in pages for name in (*item.scan.degradations, *item.sheet.features)}
    difficulty |= {"old_spelling"} if facts.old_spelling else set()
    difficulty |= {"french"} if facts.french else set()
    difficulty |= {"couple"} if len(facts.applicants) > 1 else set()
    difficulty |= {"company"} if facts.applicants[0].firm else set()
    difficulty |= {"multi_parcel"} if len(facts.parcels) > 1 else set()
    difficulty |= {facts.sites[0].shape} - {"plain"}
    if facts.place != facts.town.name:
        difficulty.add("deelgemeente_pre1977" if facts.year < 1977 else "deelgemeente")
    return difficulty


def _references(facts: Dossier, shown: set[str]) -> list[dict[str, Any]]:
    return [
        {
            "kind": reference.kind,
            "value": reference.value,
            "raw": reference.raw,
            "primary": reference.primary,
            "accept": list(reference.accept),
        }
        for index, reference in enumerate(facts.references)
        if f"reference.{reference.kind}#{index}" in shown
    ]


def _address(facts: Dossier, site: Site, shown: set[str]) -> dict[str, Any]:
    return {
        "street": site.street,
        "number": site.number if "number" in shown else None,
        "box": site.box if "box" in shown else None,
        "postcode": site.postcode if "postcode" in shown else None,
        "municipality": (facts.town.french if facts.french else site.place) if "municipality" in shown else None,
    }


def _parcels(facts: Dossier, shown: set[str]) -> list[dict[str, Any]]:
    return [
        {
            "division": parcel.division if "parcel.division" in shown else None,
            "section": parcel.section,
            "number": str(parcel.number),
            "bis": parcel.bis,
            "exponent": parcel.exponent,
            "power": parcel.power,
            "capakey": None,
        }
        for index, parcel in enumerate(facts.parcels)
        if f"parcel#{index}" in shown
    ]


def _other_dates(pages: Sequence[Page]) -> list[dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for item in pages:
        for mark, printed in item.sheet.printed.items():
            if mark.field.startswith("decoy.date."):
                role = mark.field.removeprefix("decoy.date.")
                found.setdefault((role, mark.data), {"date": mark.data, "role": role, "raw": printed.raw})
    return list(found.values())


def _other_addresses(pages: Sequence[Page]) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for item in pages:
        for mark, printed in item.sheet.printed.items():
            if mark.field.startswith("decoy.address."):
                street, number, place = mark.data.split("|")
                role = mark.field.removeprefix("decoy.address.")
                entry = {"role": role, "street": street, "number": number, "municipality": place, "raw": printed.raw}
                found.setdefault(role, entry)
    return list(found.values())

"""Describes a dossier for an archive in Dublin Core: only undisputed values, and nothing that names people.

People and the subject stay out: a repository shows its descriptions to others than the dossier itself.
"""

from typing import NamedTuple
from xml.etree import ElementTree as ET

from pipeline.archiving.premis import sayable
from pipeline.bucket.linked_data import sure, sure_values
from pipeline.wording import said_address, said_date
from schemas.record import Record

_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_SCHEMA = "https://schema.org/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EDTF = "http://id.loc.gov/datatypes/edtf/"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_UNKNOWN = "XXXX"
"""A year nobody knows, in EDTF level 1."""


class Description(NamedTuple):
    """What is said of a dossier. `created` is its earliest date, as precise as is known; empty when there is none."""

    identifier: str
    title: str
    description: str
    created: str
    numbers: tuple[str, ...]
    places: tuple[str, ...]
    kind: str


def described(record: Record) -> Description:
    """Return the description of a dossier."""
    numbers = tuple(dict.fromkeys(number.value for number in sure_values(record.references)))
    first = next((number.value for number in sure_values(record.references) if number.primary), None)
    places = tuple(dict.fromkeys(said_address(address) for address in sure_values(record.addresses)))
    town, kind = sure(record.municipality), sure(record.permit_type)
    dates = [sure(getattr(record.dates, name)) for name in ("application", "receipt", "decision")]
    title = f"Bouwdossier {first}" if first else "Bouwdossier zonder zeker nummer"
    return Description(
        identifier=record.id,
        title=f"{title} ({town.name})" if town else title,
        description=_sentence(record, kind, places),
        created=min(filter(None, dates), default=""),
        numbers=numbers,
        places=(*places, *((town.name,) if town and not places else ())),
        kind=kind or "bouwdossier",
    )


def _sentence(record: Record, kind: str | None, places: tuple[str, ...]) -> str:
    decision, day = sure(record.decision), sure(record.dates.decision)
    parts = [kind or "Gescand bouwdossier"]
    if decision:
        parts.append(f"beslissing: {decision}" + (f" ({said_date(day)})" if day else ""))
    if places:
        parts.append(f"ligging: {' en '.join(places)}")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def simple_dc(known: Description) -> bytes:
    """Return the description in the fifteen elements of Dublin Core."""
    ET.register_namespace("dc", _DC)
    root = ET.Element("simpledc")
    rows = [
        ("title", known.title), ("identifier", f"urn:uuid:{known.identifier}"),
        *(("identifier", number) for number in known.numbers), ("description", known.description),
        *((("date", known.created),) if known.created else ()), *(("coverage", place) for place in known.places),
        ("type", known.kind), ("language", "nl"),
    ]  # fmt: skip
    for name, text in rows:
        ET.SubElement(root, f"{{{_DC}}}{name}").text = sayable(text)
    return _written(root)


def dc_and_schema(known: Description, profile: str, entity: str) -> bytes:
    """Return the description as meemoo asks for it (`dc+schema.xml`), in the namespace of a profile.

    `entity` is the identifier that PREMIS gives the dossier. All texts are Dutch and say so.
    """
    for prefix, space in (("dcterms", _TERMS), ("xsi", _XSI)):
        ET.register_namespace(prefix, space)
    # Namespaces that no element uses must be declared all the same; ElementTree writes such attributes as they are.
    root = ET.Element("metadata", {"xmlns": profile, "xmlns:schema": _SCHEMA, "xmlns:edtf": _EDTF})
    _term(root, "title", known.title, language=True)
    _term(root, "identifier", entity)
    _term(root, "description", known.description, language=True)
    _term(root, "created", known.created or _UNKNOWN).set(f"{{{_XSI}}}type", "edtf:EDTF-level1")
    for place in known.places:
        _term(root, "spatial", place)
    _term(root, "subject", known.kind, language=True)
    _term(root, "language", "nl")
    _term(root, "type", known.kind)
    return _written(root)


def _term(root: ET.Element, name: str, text: str, *, language: bool = False) -> ET.Element:
    made = ET.SubElement(root, f"{{{_TERMS}}}{name}", {_LANGUAGE: "nl"} if language else {})
    made.text = sayable(text)
    return made


def _written(root: ET.Element) -> bytes:
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"

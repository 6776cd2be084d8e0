"""What PREMIS 3.0 asks of a document: for each element its children in order, how often, and what text it holds.

Written down from the data dictionary of PREMIS 3.0, as far as kaft uses it: no package that we may depend on carries
the XML Schema.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

SPACE = "{http://www.loc.gov/premis/v3}"
KIND = "{http://www.w3.org/2001/XMLSchema-instance}type"
MANY = 10**9

Child = tuple[str, int, int]

_FILE: tuple[Child, ...] = (
    ("objectIdentifier", 1, MANY), ("objectCharacteristics", 1, MANY), ("originalName", 0, 1),
    ("relationship", 0, MANY),
)  # fmt: skip
_OTHER: tuple[Child, ...] = (("objectIdentifier", 1, MANY), ("originalName", 0, 1), ("relationship", 0, MANY))
CHILDREN: dict[str, tuple[Child, ...]] = {
    "premis": (("object", 1, MANY), ("event", 0, MANY), ("agent", 0, MANY)),
    "object premis:file": _FILE,
    "object premis:representation": _OTHER,
    "object premis:intellectualEntity": (("objectIdentifier", 1, MANY), ("relationship", 0, MANY)),
    "objectIdentifier": (("objectIdentifierType", 1, 1), ("objectIdentifierValue", 1, 1)),
    "objectCharacteristics": (("fixity", 0, MANY), ("size", 0, 1), ("format", 1, MANY)),
    "fixity": (("messageDigestAlgorithm", 1, 1), ("messageDigest", 1, 1)),
    "format": (("formatDesignation", 0, 1), ("formatRegistry", 0, 1)),
    "formatDesignation": (("formatName", 1, 1),),
    "formatRegistry": (("formatRegistryName", 1, 1), ("formatRegistryKey", 1, 1), ("formatRegistryRole", 0, 1)),
    "relationship": (
        ("relationshipType", 1, 1), ("relationshipSubType", 1, 1), ("relatedObjectIdentifier", 0, MANY),
    ),
    "relatedObjectIdentifier": (("relatedObjectIdentifierType", 1, 1), ("relatedObjectIdentifierValue", 1, 1)),
    "event": (
        ("eventIdentifier", 1, 1), ("eventType", 1, 1), ("eventDateTime", 1, 1), ("eventDetailInformation", 0, MANY),
        ("linkingAgentIdentifier", 0, MANY), ("linkingObjectIdentifier", 0, MANY),
    ),
    "eventIdentifier": (("eventIdentifierType", 1, 1), ("eventIdentifierValue", 1, 1)),
    "eventDetailInformation": (("eventDetail", 0, 1),),
    "linkingAgentIdentifier": (("linkingAgentIdentifierType", 1, 1), ("linkingAgentIdentifierValue", 1, 1)),
    "linkingObjectIdentifier": (("linkingObjectIdentifierType", 1, 1), ("linkingObjectIdentifierValue", 1, 1)),
    "agent": (("agentIdentifier", 1, MANY), ("agentType", 0, 1)),
    "agentIdentifier": (("agentIdentifierType", 1, 1), ("agentIdentifierValue", 1, 1)),
}  # fmt: skip
TEXTS = {
    "size": r"\d+", "messageDigest": r"[0-9a-f]{64}|[0-9a-f]{32}",
    "eventDateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
    "agentType": "software|person|organization|hardware", "formatRegistryKey": r"x?-?fmt/\d+",
}  # fmt: skip


def broken(document: bytes) -> list[str]:
    """Return what is wrong with a PREMIS document, and where."""
    root = ET.fromstring(document)  # noqa: S314  # our own file
    found = [] if root.tag == f"{SPACE}premis" and root.get("version") == "3.0" else ["root"]
    return [*found, *_wrong(root), *_dangling(root)]


def _wrong(element: ET.Element) -> Iterator[str]:
    name = element.tag.removeprefix(SPACE)
    if name == "object":
        name = f"object {element.get(KIND)}"
    children = [child.tag.removeprefix(SPACE) for child in element]
    rules = CHILDREN.get(name)
    if rules is None:
        if children:
            yield f"{name}: unknown children {children}"
        if not (element.text or "").strip():
            yield f"{name}: empty"
        if name in TEXTS and not re.fullmatch(TEXTS[name], element.text or ""):
            yield f"{name}: '{element.text}'"
        return
    order = [rule[0] for rule in rules]
    if [child for child in order for _ in range(children.count(child))] != children:
        yield f"{name}: {children}"
    for child, least, most in rules:
        if not least <= children.count(child) <= most:
            yield f"{name}: {children.count(child)} times {child}"
    if name == "format" and not children:
        yield "format: neither designation nor registry"
    for below in element:
        yield from _wrong(below)


def _dangling(root: ET.Element) -> Iterator[str]:
    """Find agents and objects that events name and nobody describes."""
    for role, what in (("linkingAgent", "agent"), ("linkingObject", "object")):
        known = {tuple(part.text for part in name) for name in root.iter(f"{SPACE}{what}Identifier")}
        named = {tuple(part.text for part in name) for name in root.iter(f"{SPACE}{role}Identifier")}
        yield from (f"{role}: {name}" for name in sorted(map(str, named - known)))

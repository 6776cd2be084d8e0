"""PREMIS 3: what the files of a dossier are, and what was done to it, by whom; for the archive that keeps them."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree import ElementTree as ET

from schemas.acts import Act, ActKind

NAMESPACE = "http://www.loc.gov/premis/v3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EVENTS: dict[ActKind, str] = {
    "published": "publication", "withdrawn": "deaccession", "merged": "metadata modification",
    "apart": "metadata modification", "undone": "metadata modification",
}  # fmt: skip
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, though a file may be called so."""
_PROGRAM = "kaft"


class Kept(NamedTuple):
    """A file of the package: its path in the bag, digest, size in bytes, and the name it was delivered under."""

    path: str
    sha256: str
    size: int
    delivered_as: str | None = None


def premis(dossier_id: str, files: Iterable[Kept], acts: Iterable[Act]) -> bytes:
    """Return the PREMIS document of one dossier."""
    for prefix, space in (("premis", NAMESPACE), ("xsi", _XSI)):
        ET.register_namespace(prefix, space)
    root = ET.Element(f"{{{NAMESPACE}}}premis", {"version": "3.0"})
    whole = _object(root, "intellectualEntity", "dossier", dossier_id)
    del whole
    for file in files:
        _file(root, file)
    done = tuple(acts)
    for act in done:
        _event(root, dossier_id, act)
    for name in sorted({act.who for act in done} | {_PROGRAM}):
        agent = _add(root, "agent")
        identifier = _add(agent, "agentIdentifier")
        _add(identifier, "agentIdentifierType", "name")
        _add(identifier, "agentIdentifierValue", name)
        _add(agent, "agentType", "software" if name == _PROGRAM else "person")
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _object(root: ET.Element, kind: str, type_: str, value: str) -> ET.Element:
    made = ET.SubElement(root, f"{{{NAMESPACE}}}object", {f"{{{_XSI}}}type": f"premis:{kind}"})
    identifier = _add(made, "objectIdentifier")
    _add(identifier, "objectIdentifierType", type_)
    _add(identifier, "objectIdentifierValue", value)
    return made


def _file(root: ET.Element, file: Kept) -> None:
    made = _object(root, "file", "path", file.path)
    about = _add(made, "objectCharacteristics")
    fixity = _add(about, "fixity")
    _add(fixity, "messageDigestAlgorithm", "SHA-256")
    _add(fixity, "messageDigest", file.sha256)
    _add(about, "size", str(file.size))
    designation = _add(_add(about, "format"), "formatDesignation")
    _add(designation, "formatName", file.path.rpartition(".")[2])
    if file.delivered_as:
        _add(made, "originalName", file.delivered_as)


def _event(root: ET.Element, dossier_id: str, act: Act) -> None:
    event = _add(root, "event")
    identifier = _add(event, "eventIdentifier")
    _add(identifier, "eventIdentifierType", "act")
    _add(identifier, "eventIdentifierValue", str(act.number))
    _add(event, "eventType", _EVENTS[act.kind])
    _add(event, "eventDateTime", act.at)
    version = f" v{act.version}" if act.version else ""
    changed = f" ({', '.join(act.changed)})" if act.changed else ""
    _add(_add(event, "eventDetailInformation"), "eventDetail", f"{act.kind}{version}{changed}: {act.why}")
    agent = _add(event, "linkingAgentIdentifier")
    _add(agent, "linkingAgentIdentifierType", "name")
    _add(agent, "linkingAgentIdentifierValue", act.who)
    about = _add(event, "linkingObjectIdentifier")
    _add(about, "linkingObjectIdentifierType", "dossier")
    _add(about, "linkingObjectIdentifierValue", dossier_id)


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    made = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    made.text = _UNSAYABLE.sub("\ufffd", text) or None
    return made

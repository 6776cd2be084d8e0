"""METS as E-ARK's CSIP and meemoo use it: which files a package holds, their digests, and their structure.

The numbers of the requirements (CSIP1 …) stand where they are kept; they are those of CSIP 2.2.0.
"""

import uuid
from typing import Literal, NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as ET

from pipeline.archiving.contents import media_type
from pipeline.archiving.premis import Kept, sayable

METS = "http://www.loc.gov/METS/"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
_XLINK = "http://www.w3.org/1999/xlink"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_IDS = uuid.UUID("0d4f6a57-7a0e-5bd6-8f1c-5d0fb7a7f3c2")
_SCHEMAS = ((METS, "mets.xsd"), (_XLINK, "xlink.xsd"), (CSIP, "DILCISExtensionMETS.xsd"))

Algorithm = Literal["SHA-256", "MD5"]


class Agent(NamedTuple):
    """Who made or hands over a package: the role, what it is, its name, and its note with the kind of that note."""

    role: Literal["CREATOR", "ARCHIVIST"]
    software: bool
    name: str
    note: str


class Listed(NamedTuple):
    """A file that a METS document lists: its path seen from that document, its size, its digest, and its first name."""

    path: str
    size: int
    digest: str
    delivered_as: str | None = None


class Metadata(NamedTuple):
    """A file of metadata and what METS calls its kind; with `OTHER` goes what it is then."""

    file: Listed
    kind: str
    other: str = ""


class Group(NamedTuple):
    """Files that belong together. `use` is where they are, `content` what they are by a scheme of their own.

    `label` is what the structural map calls them, where that differs from `use`; `points` tells that the one file is
    the METS document of a representation.
    """

    use: str
    files: tuple[Listed, ...]
    content: str = ""
    label: str = ""
    points: bool = False


class MetsDocument(NamedTuple):
    """What one METS document says. `content` is what the whole is by a scheme, and that scheme when it is `OTHER`."""

    name: str
    label: str
    profile: str
    content: tuple[str, str]
    at: str
    agents: tuple[Agent, ...]
    described: tuple[Metadata, ...]
    preserved: tuple[Metadata, ...]
    groups: tuple[Group, ...]
    schemas: str = ""
    algorithm: Algorithm = "SHA-256"


def listed(kept: Kept, folder: str = "") -> Listed:
    """Return a file of a package as METS documents in `folder` list it, with its SHA-256."""
    return Listed(kept.path.removeprefix(folder), kept.size, kept.sha256, kept.delivered_as)


def mets(package: MetsDocument) -> bytes:
    """Return the METS document; the same package gives the same bytes."""
    for prefix, space in (("mets", METS), ("csip", CSIP), ("xlink", _XLINK), ("xsi", _XSI)):
        ET.register_namespace(prefix, space)
    root = ET.Element(_mets("mets"), _root(package))
    _header(root, package)
    for part in package.described:  # CSIP17–CSIP30
        made = _add(root, "dmdSec", ID=_id(package, "dmd", part.file.path), CREATED=package.at, STATUS="CURRENT")
        _reference(made, part, package)
    if package.preserved:  # CSIP31–CSIP44
        amd = _add(root, "amdSec")
        for part in package.preserved:
            made = _add(amd, "digiprovMD", ID=_id(package, "amd", part.file.path), STATUS="CURRENT")
            _reference(made, part, package)
    files = _add(root, "fileSec", ID=_id(package, "files"))  # CSIP58–CSIP79
    for group in package.groups:
        _group(files, group, package)
    _map(root, package)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _root(package: MetsDocument) -> dict[str, str]:
    content, other = package.content
    # CSIP1 to CSIP6: writing and drawings, scanned, are none of the single kinds of the vocabulary.
    found = {"OBJID": package.name, "LABEL": sayable(package.label), "TYPE": "Mixed", "PROFILE": package.profile}
    if content:
        found[f"{{{CSIP}}}CONTENTINFORMATIONTYPE"] = content
    if other:
        found[f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE"] = other
    if package.schemas:
        places = " ".join(f"{space} {package.schemas}{file}" for space, file in _SCHEMAS)
        found[f"{{{_XSI}}}schemaLocation"] = places
    return found


def _header(root: ET.Element, package: MetsDocument) -> None:
    header = _add(root, "metsHdr", CREATEDATE=package.at)  # CSIP117, CSIP7–16, SIP15–20
    header.set(f"{{{CSIP}}}OAISPACKAGETYPE", "SIP")
    for agent in package.agents:
        kind = {"TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"} if agent.software else {"TYPE": "ORGANIZATION"}
        made = _add(header, "agent", ROLE=agent.role, **kind)
        _add(made, "name").text = sayable(agent.name)
        if agent.note:
            note = _add(made, "note")
            note.set(f"{{{CSIP}}}NOTETYPE", "SOFTWARE VERSION" if agent.software else "IDENTIFICATIONCODE")
            note.text = sayable(agent.note)


def _reference(parent: ET.Element, part: Metadata, package: MetsDocument) -> None:
    made = _add(parent, "mdRef", LOCTYPE="URL", MDTYPE=part.kind)
    if part.other:
        made.set("OTHERMDTYPE", part.other)
    _link(made, part.file.path)
    made.attrib.update(_bytes_of(part.file, package))


def _group(parent: ET.Element, group: Group, package: MetsDocument) -> None:
    made = _add(parent, "fileGrp", ID=_id(package, "group", group.use), USE=group.use)
    if group.content:
        made.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "OTHER")
        made.set(f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE", group.content)
    for file in group.files:
        entry = _add(made, "file", ID=_id(package, "file", file.path), **_bytes_of(file, package))
        if file.delivered_as:
            entry.set("OWNERID", sayable(file.delivered_as))
        place = _add(entry, "FLocat", LOCTYPE="URL")
        _link(place, file.path)


def _map(root: ET.Element, package: MetsDocument) -> None:
    tree = _add(root, "structMap", ID=_id(package, "map"), TYPE="PHYSICAL", LABEL="CSIP")  # CSIP80–CSIP119
    whole = _add(tree, "div", ID=_id(package, "whole"), LABEL=package.name)
    about = _add(whole, "div", ID=_id(package, "metadata"), LABEL="Metadata")
    for name, kind, parts in (("ADMID", "amd", package.preserved), ("DMDID", "dmd", package.described)):
        if parts:
            about.set(name, " ".join(_id(package, kind, part.file.path) for part in parts))
    for group in package.groups:
        part = _add(whole, "div", ID=_id(package, "div", group.use), LABEL=group.label or group.use)
        if group.points:
            pointer = _add(part, "mptr", LOCTYPE="URL")
            _link(pointer, group.files[0].path)
            pointer.set(f"{{{_XLINK}}}title", _id(package, "group", group.use))
        else:
            _add(part, "fptr", FILEID=_id(package, "group", group.use))


def _bytes_of(file: Listed, package: MetsDocument) -> dict[str, str]:
    return {
        "MIMETYPE": media_type(file.path), "SIZE": str(file.size), "CREATED": package.at,
        "CHECKSUM": file.digest, "CHECKSUMTYPE": package.algorithm,
    }  # fmt: skip


def _link(element: ET.Element, path: str) -> None:
    element.set(f"{{{_XLINK}}}type", "simple")
    element.set(f"{{{_XLINK}}}href", quote(path))


def _id(package: MetsDocument, *parts: str) -> str:
    """Return an identifier inside the document: the same for the same thing, and no other thing's in the package."""
    return f"uuid-{uuid.uuid5(_IDS, ' '.join((package.name, *parts)))}"


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, _mets(tag), attributes)


def _mets(tag: str) -> str:
    return f"{{{METS}}}{tag}"

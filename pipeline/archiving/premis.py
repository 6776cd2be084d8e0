"""PREMIS 3: what the files of a dossier are, and what was done to them by whom; for the archive that keeps them."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from schemas.acts import Act, ActKind

NAMESPACE = "http://www.loc.gov/premis/v3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_VOCABULARY = "http://id.loc.gov/vocabulary/preservation"
_EVENTS: dict[ActKind, str] = {
    "published": "publication", "withdrawn": "deaccession", "merged": "metadata modification",
    "apart": "metadata modification", "kept": "policy assignment", "settled": "metadata modification",
    "undone": "metadata modification",
}  # fmt: skip
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, though a file may be called so."""
_PROGRAM = "kaft"
_RELATIONS = {"isr": "is represented by", "rep": "represents", "inc": "includes", "isi": "is included in"}
"""Structural relationships by their code in the vocabulary of the Library of Congress."""


class Kept(NamedTuple):
    """A file of the package: its path in the bag, digest, size in bytes, and the name it was delivered under.

    `format` is its name where more is known than the end of the path, `key` what PRONOM calls it (`fmt/353`).
    """

    path: str
    sha256: str
    size: int
    delivered_as: str | None = None
    format: str = ""
    key: str = ""


class Name(NamedTuple):
    """What something is called, and what kind of name that is (`UUID`, `dossier`, `path`)."""

    kind: str
    value: str


class Digest(NamedTuple):
    """A digest: the algorithm by its name, and its code in the vocabulary of the Library of Congress."""

    algorithm: str
    code: str
    value: str


class Related(NamedTuple):
    """How an object belongs to another: `isr`, `rep`, `inc` or `isi`."""

    how: str
    to: Name


class Happened(NamedTuple):
    """Something that happened and is no act: its name, what it was by a word of PREMIS, when, and who did it."""

    kind: str
    number: str
    what: str
    at: str
    detail: str
    who: tuple[str, ...]


class Thing(NamedTuple):
    """An object: a whole (`intellectualEntity`), a `representation`, or a `file` with what is known of its bytes."""

    kind: str
    names: tuple[Name, ...]
    related: tuple[Related, ...] = ()
    kept: Kept | None = None
    digest: Digest | None = None


def premis(dossier_id: str, files: Iterable[Kept], acts: Iterable[Act], happened: Sequence[Happened] = ()) -> bytes:
    """Return the PREMIS document of one dossier, its files named by their paths."""
    things = [Thing("intellectualEntity", (Name("dossier", dossier_id),))]
    for file in files:
        digest = Digest("SHA-256", "sha256", file.sha256)
        things.append(Thing("file", (Name("path", file.path),), (), file, digest))
    return document(things, tuple(acts), Name("dossier", dossier_id), happened=happened)


def document(
    things: Iterable[Thing],
    acts: Sequence[Act] = (),
    about: Name | None = None,
    programs: Sequence[str] = (),
    happened: Sequence[Happened] = (),
) -> bytes:
    """Return a PREMIS document: objects, then what was done to the one that `about` names, then who did it.

    `programs` are the identities of what made the newest version (`tesseract 5.5.4 …`).
    """
    for prefix, space in (("premis", NAMESPACE), ("xsi", _XSI)):
        ET.register_namespace(prefix, space)
    root = ET.Element(f"{{{NAMESPACE}}}premis", {"version": "3.0"})
    for thing in things:
        _object(root, thing)
    newest = max((act.number for act in acts if act.kind == "published"), default=None)
    if about is not None:
        events = [*happened, *(_act(act, programs if act.number == newest else ()) for act in acts)]
        for event in sorted(events, key=lambda event: event.at[:19]):  # some times have parts of seconds, some not
            _event(root, about, event)
        people = {act.who for act in acts} | {name for event in happened for name in event.who}
        for name in sorted({*people, *programs, _PROGRAM}):
            _agent(root, name, software=name == _PROGRAM or name not in people)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def sayable(text: str) -> str:
    """Return a text with what XML cannot hold shown as `�`."""
    return _UNSAYABLE.sub("\ufffd", text)


def _object(root: ET.Element, thing: Thing) -> None:
    made = ET.SubElement(root, f"{{{NAMESPACE}}}object", {f"{{{_XSI}}}type": f"premis:{thing.kind}"})
    for name in thing.names:
        _named(made, "objectIdentifier", name)
    if thing.kept is not None and thing.digest is not None:
        _bytes_of(made, thing.kept, thing.digest)
    for related in thing.related:
        relation = _add(made, "relationship")
        _word(relation, "relationshipType", "structural", "relationshipType", "str")
        _word(relation, "relationshipSubType", _RELATIONS[related.how], "relationshipSubType", related.how)
        _named(relation, "relatedObjectIdentifier", related.to)


def _bytes_of(made: ET.Element, file: Kept, digest: Digest) -> None:
    about = _add(made, "objectCharacteristics")
    fixity = _add(about, "fixity")
    _word(fixity, "messageDigestAlgorithm", digest.algorithm, "cryptographicHashFunctions", digest.code)
    _add(fixity, "messageDigest", digest.value)
    _add(about, "size", str(file.size))
    form = _add(about, "format")
    designation = _add(form, "formatDesignation")
    _add(designation, "formatName", file.format or file.path.rpartition(".")[2])
    if file.key:
        registry = _add(form, "formatRegistry")
        _add(registry, "formatRegistryName", "PRONOM")
        _add(registry, "formatRegistryKey", file.key)
        _word(registry, "formatRegistryRole", "specification", "formatRegistryRole", "spe")
    if file.delivered_as:
        _add(made, "originalName", file.delivered_as)


def _act(act: Act, programs: Sequence[str]) -> Happened:
    version = f" v{act.version}" if act.version else ""
    changed = f" ({', '.join(act.changed)})" if act.changed else ""
    detail = f"{act.kind}{version}{changed}: {act.why}"
    return Happened("act", str(act.number), _EVENTS[act.kind], act.at, detail, (act.who, *programs))


def _event(root: ET.Element, about: Name, happened: Happened) -> None:
    event = _add(root, "event")
    _named(event, "eventIdentifier", Name(happened.kind, happened.number))
    _add(event, "eventType", happened.what)
    _add(event, "eventDateTime", happened.at)
    _add(_add(event, "eventDetailInformation"), "eventDetail", happened.detail)
    for name in dict.fromkeys(happened.who):
        _named(event, "linkingAgentIdentifier", Name("name", name))
    _named(event, "linkingObjectIdentifier", about)


def _agent(root: ET.Element, name: str, *, software: bool) -> None:
    agent = _add(root, "agent")
    _named(agent, "agentIdentifier", Name("name", name))
    _add(agent, "agentType", "software" if software else "person")


def _named(parent: ET.Element, element: str, name: Name) -> None:
    made = _add(parent, element)
    _add(made, f"{element}Type", name.kind)
    _add(made, f"{element}Value", name.value)


def _word(parent: ET.Element, element: str, text: str, vocabulary: str, code: str) -> None:
    """Add a word of a vocabulary of the Library of Congress, with where it stands there."""
    authority = f"{_VOCABULARY}/{vocabulary}"
    made = _add(parent, element, text)
    made.attrib.update(authority=vocabulary, authorityURI=authority, valueURI=f"{authority}/{code}")


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    made = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    made.text = sayable(text) or None
    return made

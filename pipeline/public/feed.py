"""The change feed as static pages: a Linked Data Event Stream (https://w3id.org/ldes/specification) in JSON-LD.

`v1/feed/index.jsonld` names the pages with their bounds in time; a page is closed for ever when it is full. Which
change stands on which page follows from the book of the feed alone: lost pages are written again, byte for byte.
"""

import json
from collections.abc import Sequence
from typing import Any

from pipeline.bucket.linked_data import context
from pipeline.errors import ContractBroken
from schemas.acts import FeedEvent

PAGE_SIZE = 200
"""Changes on a page. Never to be changed for a feed that exists: its closed pages would become others."""
FOLDER = "v1/feed"
INDEX = f"{FOLDER}/index.jsonld"
_STREAM = "index.jsonld#stream"


def page_key(number: int) -> str:
    """Return where a page lies in the bucket; pages count from 1."""
    return f"{FOLDER}/{number:06d}.jsonld"


def page(number: int, events: Sequence[FeedEvent], *, following: str | None) -> bytes:
    """Return a page. `following` is the time of the first change on the next page; a page that has one is closed."""
    node: dict[str, Any] = {"id": page_key(number).rpartition("/")[2], "type": "tree:Node"}
    if following:
        node["ldes:immutable"] = True
    stream = {
        "id": _STREAM,
        "type": "ldes:EventStream",
        "tree:view": {"id": "index.jsonld"},
        "tree:member": [{"id": member_iri(event)} for event in events],
    }
    return _document([stream, node, *map(_member, events)])


def index(first_times: Sequence[str]) -> bytes:
    """Return the index, from the time of the first change on each page."""
    stream = {
        "id": _STREAM,
        "type": "ldes:EventStream",
        "ldes:timestampPath": {"id": "dct:created"},
        "ldes:versionOfPath": {"id": "dct:isVersionOf"},
        "ldes:versionDeleteObject": {"id": "kaft:Verwijderd"},
        "tree:shape": {"id": "../schemas/shapes.ttl"},
        "tree:view": {"id": "index.jsonld"},
    }
    relations = []
    for place, start in enumerate(first_times):
        name = page_key(place + 1).rpartition("/")[2]
        relations.append(_relation("tree:GreaterThanOrEqualToRelation", name, start))
        if place + 1 < len(first_times):
            relations.append(_relation("tree:LessThanRelation", name, first_times[place + 1]))
    return _document([stream, {"id": "index.jsonld", "type": "tree:Node", "tree:relation": relations}])


def member_iri(event: FeedEvent) -> str:
    """Return the name of one state of a dossier: it never gets another content."""
    return f"urn:uuid:{event.dossier_id}#{event.at}"


def members_of(page: bytes) -> set[str]:
    """Return the names of the changes on a page, none when it cannot be read."""
    try:
        nodes = json.loads(page)["objecten"]
        return {str(member["id"]) for node in nodes if node["id"] == _STREAM for member in node["tree:member"]}
    except (ValueError, KeyError, TypeError):
        return set()


def events_of(page: bytes, first: int) -> tuple[FeedEvent, ...]:
    """Return the changes on a page just as they are in the book of the feed; `first` is the number of its first.

    Raises ContractBroken when the page is damaged: no change may be lost.
    """
    try:
        nodes = {node["id"]: node for node in json.loads(page)["objecten"]}
        names = [member["id"] for member in nodes[_STREAM]["tree:member"]]
        return tuple(_event(nodes[name], number) for number, name in enumerate(names, first))
    except (ValueError, KeyError, TypeError) as error:
        raise ContractBroken("A page of the change feed is damaged.", "Restore it from a backup.") from error


def _event(node: dict[str, Any], number: int) -> FeedEvent:
    member = None
    if node["type"] != "kaft:Verwijderd":
        content = {"record": node["kaft:record"]["@value"], "objecten": node["objecten"]}
        member = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return FeedEvent(
        number=number, dossier_id=node["dct:isVersionOf"]["id"].removeprefix("urn:uuid:"), version=node["kaft:versie"],
        at=node["dct:created"]["@value"], member=member,
    )  # fmt: skip


def _member(event: FeedEvent) -> dict[str, Any]:
    about = {
        "id": member_iri(event),
        "dct:isVersionOf": {"id": f"urn:uuid:{event.dossier_id}"},
        "dct:created": {"@value": event.at, "@type": "xsd:dateTime"},
        "kaft:versie": event.version,
    }
    if event.member is None:
        return {**about, "type": "kaft:Verwijderd"}
    content = json.loads(event.member)
    return {
        **about,
        "type": "kaft:Dossierversie",
        "kaft:record": {"@type": "@json", "@value": content["record"]},
        "objecten": content["objecten"],
    }


def _relation(kind: str, name: str, time: str) -> dict[str, Any]:
    return {
        "type": kind,
        "tree:node": {"id": name},
        "tree:path": {"id": "dct:created"},
        "tree:value": {"@value": time, "@type": "xsd:dateTime"},
    }


def _document(nodes: Sequence[dict[str, Any]]) -> bytes:
    return (json.dumps({**context(), "objecten": list(nodes)}, ensure_ascii=False, indent=1) + "\n").encode()

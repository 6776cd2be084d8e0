"""A reference consumer of the change feed: maintains a copy of the public register from the feed alone.

It reads the index, then every page it has not seen to its end. Everything it knows is in the copy and in one line of
state, so it can be stopped at any time and goes on there.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any, Protocol

Fetch = Callable[[str], bytes]
"""Gets a file of the feed by its name in the feed's folder."""


class Copy(Protocol):
    """Where the copy is kept."""

    def put(self, dossier_id: str, record: dict[str, Any]) -> None:
        """Keep the newest state of a dossier."""
        ...

    def remove(self, dossier_id: str) -> None:
        """Forget a dossier; harmless when it is not there."""
        ...

    def seen(self) -> str:
        """Return the time of the last change that was taken over, empty at the start."""
        ...

    def note(self, time: str) -> None:
        """Write down the time of the last change that was taken over."""
        ...


def follow(fetch: Fetch, copy: Copy) -> int:
    """Take over everything new, in order, and return how many changes that were."""
    taken, seen = 0, copy.seen()
    for name, full in _pages(json.loads(fetch("index.jsonld")), seen):
        page = json.loads(fetch(name))
        if full and not _closed(page):
            break  # the index says that this page is full: it is being written, the next look finds it whole
        for member in _members(page):
            time = member["dct:created"]["@value"]
            if time <= seen:
                continue
            dossier_id = member["dct:isVersionOf"]["id"].removeprefix("urn:uuid:")
            if member["type"] == "kaft:Verwijderd":
                copy.remove(dossier_id)
            else:
                copy.put(dossier_id, member["kaft:record"]["@value"])
            copy.note(time)
            taken, seen = taken + 1, time
    return taken


def _pages(index: dict[str, Any], seen: str) -> Iterable[tuple[str, bool]]:
    """Return the pages that may hold something new, and whether each is full: its upper bound lies behind `seen`."""
    node = next(node for node in index["objecten"] if node["id"] == "index.jsonld")
    ends = {
        relation["tree:node"]["id"]: relation["tree:value"]["@value"]
        for relation in node["tree:relation"]
        if relation["type"] == "tree:LessThanRelation"
    }
    starts = {
        relation["tree:node"]["id"]: relation["tree:value"]["@value"]
        for relation in node["tree:relation"]
        if relation["type"] == "tree:GreaterThanOrEqualToRelation"
    }
    new = [name for name in starts if name not in ends or ends[name] > seen]
    return [(name, name in ends) for name in sorted(new, key=lambda name: starts[name])]


def _closed(page: dict[str, Any]) -> bool:
    return any(node.get("ldes:immutable") for node in page["objecten"])


def _members(page: dict[str, Any]) -> list[dict[str, Any]]:
    members = [node for node in page["objecten"] if node["type"] in {"kaft:Dossierversie", "kaft:Verwijderd"}]
    return sorted(members, key=lambda member: str(member["dct:created"]["@value"]))

"""Brings the public tier of the bucket in line with the register: records, then pages of the feed, then its index.

Safe to repeat and to break off anywhere: what is there and right is left alone, what is missing is written again.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.acts import FeedBook, Standing, standing
from pipeline.errors import NotFound
from pipeline.linked_data import context
from pipeline.ports import Bucket, Register
from pipeline.public import feed as pages
from pipeline.public.access import Policy
from pipeline.public.view import member_of
from schemas.acts import FeedEvent

_FOLDER = "v1/public/dossiers"
_UNKNOWN = "00000"


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to publish for everybody."""

    register: Register
    feed: FeedBook
    bucket: Bucket
    policy: Policy
    page_size: int = pages.PAGE_SIZE


def refresh(desk: Desk, dossier_ids: Iterable[str], *, whole_feed: bool = False) -> int:
    """Publish what everybody may see of these dossiers, and the changes in the feed; return how many changed.

    With `whole_feed` every page of the feed is compared, not only those that can have changed.
    """
    now, changed = standing(desk.register.acts()), 0
    for dossier_id in dossier_ids:
        event = desk.feed.append(dossier_id, _member(desk, dossier_id, now))
        changed += event is not None
        _objects(desk, dossier_id)
    while _pages(desk, whole=whole_feed) < desk.feed.length():
        pass  # another writer added to the feed meanwhile, and may have written its pages before ours
    return changed


def expected(desk: Desk, dossier_id: str) -> str | None:
    """Return what everybody should see of a dossier now: its member of the feed, None when nothing."""
    return _member(desk, dossier_id, standing(desk.register.acts()))


def _member(desk: Desk, dossier_id: str, now: Standing) -> str | None:
    record = None if dossier_id in now.withdrawn else desk.register.record(dossier_id)
    if record is None:
        return None
    home = now.home(dossier_id)
    return member_of(record, desk.policy, None if home == dossier_id else home)


def _objects(desk: Desk, dossier_id: str) -> None:
    """Write the objects of the newest public state, and the pointers to it under every municipality it ever had."""
    events = desk.feed.of(dossier_id)
    if not events:
        return
    newest = events[-1]
    home = _nis(newest) if newest.member else None
    pointer: dict[str, object] = {"version": newest.version, "path": None, "deleted": True}
    if newest.member and home:
        folder = f"{_FOLDER}/{home}/{dossier_id}/v{newest.version}"
        files = _files(newest.member)
        manifest = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
        for name, data in (*files.items(), ("manifest-sha256.txt", manifest.encode())):
            kind = "text/plain" if name.endswith(".txt") else "application/json"
            _put(desk.bucket, f"{folder}/{name}", data, kind)
        pointer = {"version": newest.version, "path": f"v{newest.version}/", "deleted": False}
    for nis in sorted({_nis(event) for event in events if event.member}):
        here = {**pointer}
        if home and nis != home:
            here["path"] = f"../../{home}/{dossier_id}/v{newest.version}/"
        _put(desk.bucket, f"{_FOLDER}/{nis}/{dossier_id}/latest.json", _json(here), "application/json")


def _files(member: str) -> dict[str, bytes]:
    content = json.loads(member)
    return {
        "record.json": _json(content["record"]),
        "record.jsonld": _json({**context(), "objecten": content["objecten"]}),
    }


def _nis(event: FeedEvent) -> str:
    town = json.loads(event.member or "{}").get("record", {}).get("municipality")
    return str(town["nis"]) if town else _UNKNOWN


def _pages(desk: Desk, *, whole: bool) -> int:
    """Write the pages that the index does not know as closed, and last the index; return up to which change."""
    length, size = desk.feed.length(), desk.page_size
    count = -(-length // size)
    # Before the index is written it names what was whole at that time: everything from its last page on may be missing.
    first = 1 if whole else max(1, _pages_named(desk.bucket) - 1)
    times = []
    for number in range(1, count + 1):
        start = (number - 1) * size + 1
        if number < first:
            times.append(desk.feed.events(start, 1)[0].at)
            continue
        events = [event for event in desk.feed.events(start, size + 1) if event.number <= length]
        shown, following = events[:size], events[size:]
        times.append(shown[0].at)
        page = pages.page(number, shown, following=following[0].at if following else None)
        _put(desk.bucket, pages.page_key(number), page, "application/ld+json")
    _put(desk.bucket, pages.INDEX, pages.index(times), "application/ld+json")
    return length


def _pages_named(bucket: Bucket) -> int:
    try:
        known = json.loads(bucket.get(pages.INDEX))
    except (NotFound, ValueError):
        return 0
    node: dict[str, Any] = next((node for node in known.get("objecten", ()) if node.get("id") == "index.jsonld"), {})
    return len({relation["tree:node"]["id"] for relation in node.get("tree:relation", ())})


def _put(bucket: Bucket, key: str, data: bytes, media_type: str) -> None:
    """Write an object unless it is right already: a repeat must change nothing."""
    try:
        if bucket.get(key) == data:
            return
    except NotFound:
        pass
    bucket.put(key, data, media_type)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()

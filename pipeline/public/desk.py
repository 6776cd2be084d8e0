"""Brings the public tier of the bucket in line with the register: records, then feed pages, then the feed's index.

Redacted copies of scans lie outside the versions, for they must go when a rule, a name or a withdrawal asks for it.

Safe to repeat and to break off anywhere: what is there and right is left alone, what is missing is written again.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from pipeline.acts import FeedBook, Standing, standing
from pipeline.bucket.linked_data import context
from pipeline.errors import ContractBroken, RegisterOlder
from pipeline.ports import Bucket, Register
from pipeline.ports.bucket import get_or_none, put_current
from pipeline.public import feed as pages
from pipeline.public.access import AccessPolicy
from pipeline.public.copies import FOLDER as SCANS
from pipeline.public.copies import Copies
from pipeline.public.view import member_of
from schemas.acts import FeedEvent

FOLDER = "v1/public/dossiers"
_UNKNOWN = "00000"


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to publish for everybody."""

    register: Register
    feed: FeedBook
    bucket: Bucket
    policy: AccessPolicy
    copies: Copies | None = None
    """Redacted copies of scans; without it there are none."""
    page_size: int = pages.PAGE_SIZE


def refresh(desk: Desk, dossier_ids: Iterable[str], *, whole_feed: bool = False) -> int:
    """Publish what everybody may see of these dossiers, and the changes in the feed; return how many changed.

    With `whole_feed` every page of the feed is compared, not only those that can have changed.

    Raises:
        RegisterOlder: the feed tells of changes that the register does not know; nothing was written.
    """
    check_feed(desk)
    now, changed = standing(desk.register.acts()), 0
    for dossier_id in dossier_ids:
        event = desk.feed.append(dossier_id, due_member(desk, dossier_id, now))
        changed += event is not None
        _objects(desk, dossier_id)
    while _pages(desk, whole=whole_feed) < desk.feed.length():
        pass  # another writer added to the feed meanwhile, and may have written its pages before ours
    return changed


def check_feed(desk: Desk) -> None:
    """Raise RegisterOlder when the feed in the bucket tells of changes that this register does not know.

    Its last page is enough, for changes are only added. One that cannot be read is damaged, and is written again.
    """
    last = _pages_named(get_or_none(desk.bucket, pages.INDEX))
    there = pages.members_of(get_or_none(desk.bucket, pages.page_key(last)) or b"") if last else set()
    if not there:
        return
    known = desk.feed.events((last - 1) * desk.page_size + 1, desk.page_size)  # asked after the look
    if unknown := there - set(map(pages.member_iri, known)):
        raise RegisterOlder(
            f"The last page of the change feed has {len(unknown)} changes that the register does not know.",
            "Nothing public was written. Bring a newer backup of the register back, or take over what the bucket has: "
            "`kaft restore --from-bucket`.",
        )


def take_over_feed(desk: Desk) -> int:
    """Add to the book of the feed the changes that only the bucket has, as they were; return how many.

    Raises ContractBroken when a page is damaged, or the book has others in their place: consumers have seen those.
    """
    taken, size = 0, desk.page_size
    for number in range(1, _pages_named(get_or_none(desk.bucket, pages.INDEX)) + 1):
        length, first = desk.feed.length(), (number - 1) * size + 1
        there = pages.events_of(get_or_none(desk.bucket, pages.page_key(number)) or b"", first)
        if there[: max(length - first + 1, 0)] != desk.feed.events(first, len(there)):
            raise ContractBroken(
                f"Page {number} of the change feed has other changes than the register.", "Restore one from a backup."
            )
        new = there[max(length - first + 1, 0) :]
        desk.feed.continue_with(new)
        taken += len(new)
    return taken


def expected(desk: Desk, dossier_id: str) -> str | None:
    """Return what everybody should see of a dossier now: its member of the feed, None when nothing."""
    return due_member(desk, dossier_id, standing(desk.register.acts()))


def due_member(desk: Desk, dossier_id: str, now: Standing) -> str | None:
    """The same, for who asks about many dossiers and knows what holds."""
    record = None if dossier_id in now.withdrawn else desk.register.record(dossier_id)
    if record is None:
        return None
    home = now.home(dossier_id)
    scans = desk.copies.public(record) if desk.copies else {}
    return member_of(record, desk.policy, None if home == dossier_id else home, scans)


def _objects(desk: Desk, dossier_id: str) -> None:
    """Write the objects of the newest public state, and the pointers to it under every municipality it ever had."""
    events = desk.feed.of(dossier_id)
    if not events:
        return
    newest = events[-1]
    _bring_scans(desk, newest)
    if newest.member:
        folder = folder_of(newest)
        for name, data in files_of(newest.member).items():
            kind = "text/plain" if name.endswith(".txt") else "application/json"
            _put(desk.bucket, f"{folder}/{name}", data, kind)
    for key in pointers(events):
        put_current(desk.bucket, key, partial(_pointer, desk, dossier_id, key), "application/json")
    if any(scans_of(event) for event in events):
        _take_scans_away(desk, dossier_id)


def pointers(events: Sequence[FeedEvent]) -> dict[str, bytes]:
    """Return the pointers to the newest public state of a dossier, by their keys."""
    newest, made = events[-1], {}
    home = _nis(newest) if newest.member else None
    for nis in sorted({_nis(event) for event in events if event.member}):
        path = f"v{newest.version}/" if nis == home else f"../../{home}/{newest.dossier_id}/v{newest.version}/"
        pointer = {"version": newest.version, "path": path if home else None, "deleted": home is None}
        made[f"{FOLDER}/{nis}/{newest.dossier_id}/latest.json"] = _json(pointer)
    return made


def folder_of(event: FeedEvent) -> str:
    """Return where the files of a public state lie in the bucket."""
    return f"{FOLDER}/{_nis(event)}/{event.dossier_id}/v{event.version}"


def _pointer(desk: Desk, dossier_id: str, key: str) -> bytes:
    return pointers(desk.feed.of(dossier_id))[key]


def scans_of(event: FeedEvent) -> dict[str, str]:
    """Return the files of public copies that a state of a dossier names: key in the bucket, SHA-256."""
    documents = json.loads(event.member or "{}").get("record", {}).get("documents", ())
    files = (file for document in documents for file in (document.get("scan") or {}).get("files", ()))
    return {file["key"]: file["sha256"] for file in files}


def _bring_scans(desk: Desk, newest: FeedEvent) -> None:
    for key, sha256 in scans_of(newest).items():
        if desk.copies and not desk.bucket.exists(key):
            kind = "application/pdf" if key.endswith(".pdf") else "application/xml"
            desk.bucket.put_file(key, desk.copies.store.local(sha256), kind)


def _take_scans_away(desk: Desk, dossier_id: str) -> None:
    """Remove the copies that are public no longer; last, so that nothing points at what is gone."""
    there = tuple(desk.bucket.keys(f"{SCANS}/{dossier_id}/"))
    wanted = scans_of(desk.feed.of(dossier_id)[-1])
    for key in there:
        if key not in wanted:
            desk.bucket.remove(key)


def files_of(member: str) -> dict[str, bytes]:
    """Return the files of a public version, the list of them with their digests included."""
    content = json.loads(member)
    files = {
        "record.json": _json(content["record"]),
        "record.jsonld": _json({**context(), "objecten": content["objecten"]}),
    }
    listed = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return {**files, "manifest-sha256.txt": listed.encode()}


def _nis(event: FeedEvent) -> str:
    town = json.loads(event.member or "{}").get("record", {}).get("municipality")
    return str(town["nis"]) if town else _UNKNOWN


def _pages(desk: Desk, *, whole: bool) -> int:
    """Write the pages that the index does not know as closed, and last the index; return up to which change.

    Nothing (-1) when somebody else wrote the index meanwhile: our pages may be older than that.
    """
    named = get_or_none(desk.bucket, pages.INDEX)  # before the length: what we write is never older than this index
    length, size = desk.feed.length(), desk.page_size
    count = -(-length // size)
    # Before the index is written it names what was whole at that time: everything from its last page on may be missing.
    first = 1 if whole else max(1, _pages_named(named) - 1)
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
    index = pages.index(times)
    mine = index == named or desk.bucket.put_instead(pages.INDEX, index, named, "application/ld+json")
    return length if mine else -1


def _pages_named(index: bytes | None) -> int:
    try:
        known = json.loads(index or b"{}")
    except ValueError:
        return 0
    node: dict[str, Any] = next((node for node in known.get("objecten", ()) if node.get("id") == "index.jsonld"), {})
    return len({relation["tree:node"]["id"] for relation in node.get("tree:relation", ())})


def _put(bucket: Bucket, key: str, data: bytes, media_type: str) -> None:
    """Write an object unless it is right already: a repeat must change nothing."""
    if get_or_none(bucket, key) != data:
        bucket.put(key, data, media_type)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()

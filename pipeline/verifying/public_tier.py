"""Checks that the public tier is exactly what the register says everybody may see: nothing lost, changed or extra."""

import hashlib

from pipeline.acts import standing
from pipeline.errors import RegisterOlder
from pipeline.ports.bucket import get_or_none
from pipeline.public import feed
from pipeline.public.copies import FOLDER as SCANS
from pipeline.public.desk import FOLDER, Desk, check_feed, due_member, files_of, folder_of, pointers, scans_of
from pipeline.verifying.part import Part
from schemas.acts import FeedEvent
from schemas.delivery import Problem

_PUBLISH = "Run `kaft publish --all`."


def check_public(desk: Desk, part: Part) -> tuple[int, list[Problem]]:
    """Compare every public object with the register, and list what does not belong there.

    Returns:
        How many objects were read again, and what is wrong.
    """
    faults: list[Problem] = []
    folders: set[str] = set()
    now, checked = standing(desk.register.acts()), 0
    for dossier_id in _known(desk):
        own = desk.feed.of(dossier_id)
        if due_member(desk, dossier_id, now) != (own[-1].member if own else None):
            message = f"What everybody sees of dossier {dossier_id} is not what it should be."
            faults.append(_fault("public_stale", message))
        if own:
            here = {f"{SCANS}/{dossier_id}", *(key.rpartition("/")[0] for key in pointers(own))}
            folders |= here
            read, wrong = _dossier(desk, own, sorted(here), part)
            checked += read
            faults += wrong
    for tier, depth in ((FOLDER, 5), (SCANS, 4)):
        keys = desk.bucket.keys(f"{tier}/")
        faults += [_too_much(key) for key in keys if "/".join(key.split("/")[:depth]) not in folders]
    pages, wrong = _feed(desk)
    return checked + pages, [*faults, *wrong]


def _known(desk: Desk) -> list[str]:
    """Return every dossier that is in the register or ever was public."""
    ids = {record.id for record in desk.register.records()}
    for start in range(1, desk.feed.length() + 1, desk.page_size):
        ids |= {event.dossier_id for event in desk.feed.events(start, desk.page_size)}
    return sorted(ids)


def _dossier(desk: Desk, own: tuple[FeedEvent, ...], folders: list[str], part: Part) -> tuple[int, list[Problem]]:
    """Compare all that is public of one dossier, its earlier versions too, with what was published."""
    wanted, faults, checked = _newest(own), [], 0
    earlier = {key: sha256 for event in own[:-1] for key, sha256 in _files(event).items()}
    there = [key for folder in folders for key in desk.bucket.keys(f"{folder}/")]
    for key in there:
        sha256 = wanted.get(key) or earlier.get(key)
        if sha256 is None:
            faults.append(_too_much(key))
        elif part.has(sha256):
            checked += 1
            if _digest(get_or_none(desk.bucket, key) or b"") != sha256:
                faults.append(_changed(key))
    faults += [_lost(key) for key in sorted(wanted.keys() - set(there))]
    return checked, faults


def _newest(events: tuple[FeedEvent, ...]) -> dict[str, str]:
    """Return the objects that a dossier's newest state requires: keys and digests."""
    made = {key: _digest(data) for key, data in pointers(events).items()}
    return made | _files(events[-1]) | scans_of(events[-1])


def _files(event: FeedEvent) -> dict[str, str]:
    if event.member is None:
        return {}
    folder = folder_of(event)
    return {f"{folder}/{name}": _digest(data) for name, data in files_of(event.member).items()}


def _feed(desk: Desk) -> tuple[int, list[Problem]]:
    """Rebuild every page of the feed and compare."""
    size, length, names, starts = desk.page_size, desk.feed.length(), set(), []
    faults = _ahead(desk)
    for number, start in enumerate(range(1, length + 1, size), 1):
        events = desk.feed.events(start, size + 1)
        starts.append(events[0].at)
        following = events[size].at if len(events) > size else None
        names.add(feed.page_key(number))
        faults += _compared(desk, feed.page_key(number), feed.page(number, events[:size], following=following))
    if starts:
        names.add(feed.INDEX)
        faults += _compared(desk, feed.INDEX, feed.index(starts))
    faults += [_too_much(key) for key in desk.bucket.keys(f"{feed.FOLDER}/") if key not in names]
    return len(names), faults


def _ahead(desk: Desk) -> list[Problem]:
    try:
        check_feed(desk)
    except RegisterOlder as error:
        return [_fault("register_older", error.message, error.hint)]
    return []


def _compared(desk: Desk, key: str, wanted: bytes) -> list[Problem]:
    there = get_or_none(desk.bucket, key)
    if there is None:
        return [_lost(key)]
    return [] if there == wanted else [_changed(key)]


def _changed(key: str) -> Problem:
    return _fault("public_changed", f"Public object {key} is not what was published.")


def _lost(key: str) -> Problem:
    return _fault("public_lost", f"Public object {key} is missing.")


def _too_much(key: str) -> Problem:
    message = f"Object {key} lies in the public tier and the register knows nothing of it."
    return _fault("public_extra", message, "Find out who put it there, and remove it.")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _fault(code: str, message: str, hint: str = _PUBLISH) -> Problem:
    return Problem(code=code, message=message, hint=hint, severity="error")

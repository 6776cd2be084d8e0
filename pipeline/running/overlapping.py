"""What a delivery shares with others: the same images, sheets scanned anew, files that go on where another ends.

All of it is told and nothing follows from it: both deliveries stay as they came, until a person decides about a pair.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.acts import pair, standing
from pipeline.ports import Register
from pipeline.receiving.acceptance import SeenPage
from pipeline.receiving.pairs import file_number
from pipeline.receiving.replacing import stated
from pipeline.receiving.sheets import STANDARD, look_like_one, nearly_the_same
from pipeline.running import shared
from pipeline.running.shared import Shared
from schemas.delivery import Delivery, DossierKey, Problem, ScanPage, Scans
from schemas.record import Record

_MOST = 100
"""With more candidates than this for one dossier, a number, a house or a folder's name says nothing."""

Look = Callable[[Scans, Record], Sequence[SeenPage]]
"""Gives the pages of a dossier with what is known of each."""
_Source = tuple[str, int]


class _Other(NamedTuple):
    """A published dossier of another delivery: how many pages it has, and the number of each that is not blank."""

    key: DossierKey
    pages: int
    places: dict[_Source, int]


class _Settled:
    """Which pairs of dossiers nobody has to hear of: decided by a person, said in an inventory, or withdrawn."""

    def __init__(self, delivery: Delivery, register: Register) -> None:
        self._delivery, self._register = delivery.name, register
        self._now = standing(register.acts())
        self._known = cache(register.delivery)
        self._replaced = {pair(new.key.id, old.key.id) for _, new, old in stated(delivery, self._known) if old}

    def __call__(self, mine: DossierKey, other: DossierKey) -> bool:
        now, both = self._now, pair(mine.id, other.id)
        decided = both in now.apart or now.home(mine.id) == now.home(other.id)
        away = other.delivery == self._delivery or not now.withdrawn.keys().isdisjoint(both)
        return decided or away or both in self._replaced or self._replaces(other, mine)

    def _replaces(self, new: DossierKey, old: DossierKey) -> bool:
        found = self._register.delivery(new.delivery, new.id)
        return found is not None and any(one.old and one.old.key == old for one in stated(found, self._known))


def overlaps(
    delivery: Delivery, seen: Mapping[str, Sequence[SeenPage]], register: Register, look: Look
) -> tuple[Problem, ...]:
    """Tell what the dossiers of a delivery share with published ones of others.

    `seen` are the pages of those that were published, by the id of the dossier; `look` gives the pages of others.
    """
    delivery = delivery.model_copy(update={"dossiers": tuple(one for one in delivery.dossiers if one.key.id in seen)})
    settled = _Settled(delivery, register)
    same = _with_same_images(delivery, register, settled)
    told = {(one.mine.key, one.other): {here for here, _ in one.pages} for one in same}
    namesakes = _namesakes(delivery, register)
    again: list[Shared] = []
    behind: list[Problem] = []
    for scans in delivery.dossiers:
        called = namesakes[scans.key.folder.casefold()]
        found = {*register.neighbours(scans.key.id), *(key.id for key in called)}
        for record in _records(found, register):
            if settled(scans.key, record.key):
                continue
            done = told.get((scans.key, record.key), set())
            left = [page for page in seen[scans.key.id] if page.scan.number not in done]
            if pages := _scanned_again(left, record, register, look):
                again.append(Shared(scans, record.key, pages, len(record.pages)))
        behind += [
            shared.goes_on(scans, key) for key in _before(scans, called, register) if not settled(scans.key, key)
        ]
    return (*map(shared.images, same), *map(shared.sheets, again), *behind)


def _with_same_images(delivery: Delivery, register: Register, settled: _Settled) -> list[Shared]:
    """Return the pairs that share an image, in the order of the delivery; a notice that goes with many is left out."""
    inside = Counter(digest for scans in delivery.dossiers for digest in {page.image.sha256 for page in _sheets(scans)})
    held: dict[str, list[_Other]] = defaultdict(list)
    for name, digests in register.with_images([one for one, many in inside.items() if many < STANDARD]).items():
        if (other := _other(register.record(name))) and other.key.delivery != delivery.name:
            for digest in digests:
                held[digest].append(other)
    found = []
    for scans in delivery.dossiers:
        pages: dict[DossierKey, list[tuple[int, int]]] = defaultdict(list)
        sizes: dict[DossierKey, int] = {}
        for page in _sheets(scans):
            source = (page.image.sha256, page.page_index)
            for other in _few(held[page.image.sha256]):
                if source in other.places:
                    pages[other.key].append((page.number, other.places[source]))
                    sizes[other.key] = other.pages
        found += [
            Shared(scans, key, tuple(same), sizes[key]) for key, same in pages.items() if not settled(scans.key, key)
        ]
    return found


def _other(record: Record | None) -> _Other | None:
    if record is None:
        return None
    written = (page for page in record.pages if not page.blank)
    return _Other(record.key, len(record.pages), {(page.sha256, page.page_index): page.number for page in written})


def _few(others: Sequence[_Other]) -> Iterator[_Other]:
    """Yield the dossiers that hold an image, but those of a delivery in which it goes with many."""
    many = Counter(other.key.delivery for other in others)
    return (other for other in others if many[other.key.delivery] < STANDARD)


def _sheets(scans: Scans) -> Iterator[ScanPage]:
    return (page for page in scans.pages if not page.image.is_separator)


def _namesakes(delivery: Delivery, register: Register) -> dict[str, list[DossierKey]]:
    """Return the dossiers of other deliveries whose folders are called as those of this one; of `D1` there are many."""
    found: dict[str, list[DossierKey]] = defaultdict(list)
    for key in register.called([scans.key.folder for scans in delivery.dossiers]):
        if key.delivery != delivery.name:
            found[key.folder.casefold()].append(key)
    return found


def _records(ids: Iterable[str], register: Register) -> Iterator[Record]:
    """Yield the records of the candidates, one at a time; none when there are too many."""
    wanted = sorted(ids)
    found = (register.record(name) for name in (wanted if len(wanted) <= _MOST else ()))
    return (record for record in found if record is not None)


def _scanned_again(
    mine: Sequence[SeenPage], record: Record, register: Register, look: Look
) -> tuple[tuple[int, int], ...]:
    """Return which pages show a sheet that another dossier has too: what they say is compared first, then the looks."""
    texts = {page.number: page.text for page in record.pages if not page.blank}
    same = [(page, number) for page in mine for number, text in texts.items() if nearly_the_same(page.text, text)]
    received = register.delivery(record.key.delivery, record.id) if same else None
    scans = next((one for one in (received.dossiers if received else ()) if one.key == record.key), None)
    if scans is None:
        return ()
    numbers = {number for _, number in same}
    some = scans.model_copy(update={"pages": tuple(page for page in scans.pages if page.number in numbers)})
    there = {page.scan.number: page for page in look(some, record)}
    return tuple(
        (page.scan.number, number) for page, number in same if number in there and look_like_one(page, there[number])
    )


def _before(scans: Scans, called: Sequence[DossierKey], register: Register) -> Iterator[DossierKey]:
    """Yield the folders of this name whose last file has the number before the first one here: `0007` before `0008`."""
    first = file_number(scans.pages[0].file) if scans.pages else None
    if first is None or first[1] < 2:
        return
    for key in called[:_MOST]:
        received = register.delivery(key.delivery, key.id)
        other = next((one for one in (received.dossiers if received else ()) if one.key == key), None)
        last = file_number(other.pages[-1].file) if other and other.pages else None
        if last and (last[0].casefold(), last[1] + 1) == (first[0].casefold(), first[1]):
            yield key

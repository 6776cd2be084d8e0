"""Everything a report on a delivery states, gathered from the register, the store and the measurements."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.errors import KaftError, NotFound
from pipeline.finding.collisions import collisions
from pipeline.names import tidy
from pipeline.ports import Reader, Register, Store
from pipeline.receiving.acceptance import Remark, ScanLimits, SeenPage, remarks
from pipeline.receiving.pairs import backs, missing_files, missing_numbers
from pipeline.receiving.sheets import duplicates
from pipeline.running.seen_pages import pages_seen
from pipeline.statistics.sampling import SamplingPlan, drawn, plan
from pipeline.steps import Step
from schemas.delivery import Delivery, Problem, Quarantined
from schemas.flat import FIELDS
from schemas.outcome import Outcome
from schemas.record import Record
from schemas.words import FieldName, FieldStatus

WORST = 12
PICTURE_PIXELS = 420

Confidences = tuple[int, int, int]
"""How many values are surer than 0.9, between 0.7 and 0.9, and below."""


class Judged(NamedTuple):
    """A page with what was found about it. `like` is the place of the page that it looks like."""

    page: SeenPage
    remarks: tuple[Remark, ...]
    like: int | None = None

    @property
    def defective(self) -> bool:
        """Tell whether the page must be scanned again."""
        return any(remark.defect for remark in self.remarks)


class Gap(NamedTuple):
    """A page that is missing: which file or number, and in which dossier."""

    folder: str
    what: str


class FieldFacts(NamedTuple):
    """What became of one field over all dossiers."""

    name: FieldName
    statuses: Counter[FieldStatus]
    sure: Confidences


class StreetFacts(NamedTuple):
    """A street of the delivery: how many dossiers lie in it, and at which house numbers, in order."""

    name: str
    dossiers: int
    numbers: tuple[str, ...]


class Facts(NamedTuple):
    """All of a report. Dossiers and pages stand in the order of the delivery.

    `problems` are those of the delivery, `numbers` how many pairs of dossiers carry one number and wait for a person.
    """

    delivery: Delivery
    outcomes: tuple[Outcome, ...]
    pages: tuple[Judged, ...]
    gaps: tuple[Gap, ...]
    plan: SamplingPlan
    sample: tuple[int, ...]
    fields: tuple[FieldFacts, ...]
    streets: tuple[StreetFacts, ...]
    nowhere: int
    pictures: dict[int, bytes]
    problems: tuple[Problem, ...]
    numbers: int

    @property
    def unused(self) -> tuple[Quarantined, ...]:
        """Return the files in quarantine, but those that came back: of these the problems of the delivery speak."""
        return tuple(file for file in self.delivery.quarantined if not file.replaced_by)

    @property
    def defects(self) -> int:
        """Return how many pages must be scanned again, and how many are missing."""
        return sum(judged.defective for judged in self.pages) + len(self.gaps)


def gather(delivery: str, *, register: Register, store: Store, reader: Reader, step: Step, limits: ScanLimits) -> Facts:
    """Return the facts of a delivery that was taken in before. What was measured before is remembered.

    Raises:
        NotFound: no such delivery was taken in.
    """
    known = register.delivery(delivery)
    if known is None:
        raise NotFound(f"There is no delivery '{tidy(delivery)}' in the register.", "`kaft status` lists them.")
    outcomes = register.outcomes(delivery)
    published = {outcome.key: outcome.dossier_id for outcome in outcomes if outcome.version}
    records = {
        scans.key.folder: register.record(dossier_id) if (dossier_id := published.get(scans.key)) else None
        for scans in known.dossiers
    }
    seen: list[SeenPage] = []
    for scans in known.dossiers:
        seen += pages_seen(scans, records[scans.key.folder], store=store, reader=reader, step=step)
    judged = _judged(seen, limits)
    gaps = _gaps(known, seen)
    lot = len(seen)
    how = plan(max(lot, 1), limits.aql, limits.level)
    ids = [f"{page.scan.file}:{page.scan.page_index}" for page in seen]
    present = [record for record in records.values() if record is not None]
    return Facts(
        delivery=known,
        outcomes=outcomes,
        pages=judged,
        gaps=gaps,
        plan=how,
        sample=drawn(ids, how.size, delivery),
        fields=tuple(_field(name, present) for name in FIELDS),
        streets=_streets(present),
        nowhere=sum(not any(address.street for address in record.addresses.values) for record in present),
        pictures=_pictures(judged, store, reader),
        problems=last.problems if (last := register.last_report(delivery)) else known.problems,
        numbers=len(collisions(register, {name for name in published.values() if name})),
    )


def _judged(pages: Sequence[SeenPage], limits: ScanLimits) -> tuple[Judged, ...]:
    back, like = backs(pages), duplicates(pages)
    judged = []
    for place, page in enumerate(pages):
        found = [
            Remark("back") if remark.code == "blank" and place in back else remark for remark in remarks(page, limits)
        ]
        if place in like:
            other = pages[like[place]].scan
            found.append(Remark("duplicate", f"{tidy(other.file)}, blad {other.page_index + 1}"))
        judged.append(Judged(page, tuple(found), like.get(place)))
    return tuple(judged)


def _gaps(delivery: Delivery, pages: Sequence[SeenPage]) -> tuple[Gap, ...]:
    known = [page.scan.file for page in pages] + [file.file for file in delivery.quarantined]
    files = [Gap(name.rpartition("/")[0], name) for name in missing_files(known)]
    numbers = []
    for scans in delivery.dossiers:
        mine = [page for page in pages if page.folder == scans.key.folder]
        numbers += [
            Gap(scans.key.folder, f"gedrukt bladnummer {number}, na blad {place}")
            for place, number in missing_numbers(mine)
        ]
    return tuple(sorted((*files, *numbers)))


def _field(name: FieldName, records: Sequence[Record]) -> FieldFacts:
    statuses: Counter[FieldStatus] = Counter()
    high = middle = low = 0
    for record in records:
        field = record.field(name)
        statuses[field.status] += 1
        if field.status != "absent":
            high += field.confidence >= 0.9
            middle += 0.7 <= field.confidence < 0.9
            low += field.confidence < 0.7
    return FieldFacts(name, statuses, (high, middle, low))


def _streets(records: Sequence[Record]) -> tuple[StreetFacts, ...]:
    """Return the streets of the delivery with the dossiers in each, most first."""
    dossiers: Counter[str] = Counter()
    numbers: dict[str, set[str]] = {}
    for record in records:
        places = [address for address in record.addresses.values if address.street]
        dossiers.update({place.street for place in places if place.street})
        for place in places:
            numbers.setdefault(place.street or "", set()).update({place.number} if place.number else set())
    found = [
        StreetFacts(name, count, tuple(sorted(numbers[name], key=house_number))) for name, count in dossiers.items()
    ]
    return tuple(sorted(found, key=lambda street: (-street.dossiers, street.name)))


def house_number(written: str) -> tuple[int, str]:
    """Return what a house number is sorted and placed by: `12bis` stands at 12; 0 when there is no number in it."""
    found = re.match(r"\d+", written)
    return (int(found[0]) if found else 0), written


def _pictures(pages: Sequence[Judged], store: Store, reader: Reader) -> dict[int, bytes]:
    """Return small pictures (PNG) of the worst pages, by place; a page that cannot be drawn is left out."""
    pictures = {}
    for place in worst(pages):
        page = pages[place].page
        if page.prepared is None:
            continue
        try:
            path = store.local(page.scan.image.sha256)
            pictures[place] = reader.preview(path, page.prepared, PICTURE_PIXELS)
        except KaftError:
            continue
    return pictures


def worst(pages: Sequence[Judged]) -> tuple[int, ...]:
    """Return the places of the pages with the most wrong, worst first: defects count before remarks."""
    quiet = {"back", "blank", "turned", "duplicate"}
    weights = [
        (sum(remark.defect for remark in judged.remarks), sum(f.code not in quiet for f in judged.remarks))
        for judged in pages
    ]
    ranked = sorted((place for place, weight in enumerate(weights) if sum(weight)), key=lambda place: weights[place])
    return tuple(sorted(ranked[-WORST:], key=lambda place: (-weights[place][0], -weights[place][1], place)))

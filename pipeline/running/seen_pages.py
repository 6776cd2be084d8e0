"""Gathers what is already known about the pages of a digitised dossier: earlier measurements and text."""

from collections.abc import Sequence

from pipeline.errors import KaftError, ServiceUnavailable
from pipeline.ports import Reader, Store
from pipeline.receiving.acceptance import SeenPage
from pipeline.receiving.pairs import telling_pages
from pipeline.stages.prepare import prepare
from pipeline.steps import Step
from schemas.delivery import ScanPage, Scans
from schemas.pages import PreparedPage
from schemas.record import Record, RecordPage


def pages_seen(
    scans: Scans, record: Record | None, *, store: Store, reader: Reader, step: Step
) -> tuple[SeenPage, ...]:
    """Return the pages of a dossier with what is known about each; earlier measurements are remembered."""
    read = {(page.sha256, page.page_index): page for page in (record.pages if record else ())}
    telling = telling_pages(record) if record else frozenset()
    prepared = _prepared(scans, store, reader, step)
    return tuple(
        _seen(scans.key.folder, scan, page, read.get((scan.image.sha256, scan.page_index)), scan.number in telling)
        for scan, page in zip(scans.pages, prepared, strict=True)
    )


def _seen(
    folder: str, scan: ScanPage, prepared: PreparedPage | None, read: RecordPage | None, telling: bool
) -> SeenPage:
    if read is None:
        return SeenPage(folder, scan, prepared, blank=bool(prepared and prepared.blank))
    return SeenPage(
        folder, scan, prepared, read.type, read.words, read.confidence, read.text, read.rotation, read.blank, telling
    )


def _prepared(scans: Scans, store: Store, reader: Reader, step: Step) -> Sequence[PreparedPage | None]:
    images = [page.image for page in scans.pages]
    try:
        return step.each(prepare, images, store=store, reader=reader)
    except ServiceUnavailable:  # no fault of any page
        raise
    except KaftError:  # one of them cannot be opened: the others are remembered
        return [_alone(scan, store, reader, step) for scan in scans.pages]


def _alone(scan: ScanPage, store: Store, reader: Reader, step: Step) -> PreparedPage | None:
    try:
        return step.each(prepare, [scan.image], store=store, reader=reader)[0]
    except ServiceUnavailable:
        raise
    except KaftError:
        return None

"""The recipe: the order of the stages, defined here and nowhere else.

`digitise` is that order, from prepare to deliver. Its first four stages are in `understand`, for a stack is read before
it is divided (`running/dividing.py`). Intake comes before it, for a whole delivery (`running/batch.py`).
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from extractors.all import EXTRACTORS
from extractors.page_model import PageModel
from pipeline.ports import Bucket, PdfMaker, Reader, Register, Store
from pipeline.ports.reference import OfficialLists
from pipeline.reviewing.reviews import Reviews
from pipeline.stages.bind import bind
from pipeline.stages.classify import classify
from pipeline.stages.correct import correct
from pipeline.stages.deliver import deliver
from pipeline.stages.extract import extract
from pipeline.stages.locate import locate
from pipeline.stages.package import package
from pipeline.stages.prepare import prepare, unprepared
from pipeline.stages.recognise import recognise, unread
from pipeline.stages.resolve import resolve
from pipeline.stages.settle import settle
from pipeline.stages.validate import validate
from pipeline.stages.withhold import withhold
from pipeline.steps import Step, spared
from schemas.calibration import UNCALIBRATED, Calibration
from schemas.delivery import Scans
from schemas.findings import Findings
from schemas.outcome import Outcome
from schemas.pages import Documents, PageText
from schemas.record import Provenance, Record
from schemas.town import Town


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything of the outside world that the stages use; `bootstrap` puts it together."""

    store: Store
    bucket: Bucket
    register: Register
    reader: Reader
    pdf: PdfMaker
    reference: OfficialLists
    page_model: PageModel | None = None
    """The learned model of page types; without it the rules' cues decide alone."""
    calibration: Calibration = UNCALIBRATED
    town: Town | None = None
    """The municipality whose archive this is, when the settings name one."""
    reviews: Reviews | None = None
    """What people answered and are asked; without it nobody is asked anything."""
    announce: Callable[[Iterable[str]], None] | None = None
    """Updates the public tier for these dossiers; without it nothing is public."""
    compare: Callable[[], None] | None = None
    """Raises RegisterOlder when the bucket tells of more than the register knows: a cheap look before a delivery."""


class Understood(NamedTuple):
    """What stands on the pages of a dossier, before anything is chosen from it."""

    texts: tuple[PageText, ...]
    documents: Documents
    findings: Findings


def understand(scans: Scans, tools: Tools, *, step: Step) -> Understood:
    """Read the pages of one dossier and find every value on them: prepare, recognise, classify, extract."""
    store, reader = tools.store, tools.reader
    images = [page.image for page in scans.pages]
    prepared = step.each(spared(prepare, unprepared), images, store=store, reader=reader)
    texts = step.each(spared(recognise, unread), prepared, store=store, reader=reader)
    documents = step(classify, scans, texts, model=tools.page_model)
    findings = step(extract, scans, texts, documents, extractors=EXTRACTORS, reference=tools.reference, town=tools.town)
    return Understood(texts, documents, findings)


def digitise(scans: Scans, tools: Tools, *, step: Step) -> Outcome:
    """Turn the scans of one dossier, as `stages.intake` took them from the delivery, into a published record."""
    store, reader = tools.store, tools.reader
    texts, documents, findings = understand(scans, tools, step=step)  # prepare, recognise, classify, extract
    resolved = step(resolve, scans, texts, documents, findings, reference=tools.reference, town=tools.town)
    answered = tools.reviews.standing(scans.key.id) if tools.reviews else ()
    corrected = step(correct, resolved, answered) if answered else resolved
    located = step(locate, corrected, reference=tools.reference)
    checked = step(validate, located, reference=tools.reference)
    record = step(settle, checked, tools.calibration)
    if tools.reviews and (limits := tools.reviews.limits()).least:
        record = step(withhold, record, limits)
    record = attested(record, texts, tools)
    bound = step(bind, scans, texts, record.documents, store=store, pdf=tools.pdf)
    packed = step(package, record, scans, texts, bound, store=store, reader=reader)
    outcome = deliver(record, packed, store=store, register=tools.register, bucket=tools.bucket)
    if tools.reviews and outcome.version:
        tools.reviews.refresh(record, outcome.version)
    return outcome


def attested(record: Record, texts: tuple[PageText, ...], tools: Tools) -> Record:
    """Return the record with who made it: the version of every stage, extractor, program, model and table."""
    stages = (
        prepare,
        recognise,
        classify,
        extract,
        resolve,
        correct,
        locate,
        validate,
        settle,
        withhold,
        bind,
        package,
    )
    provenance = Provenance(
        stages={stage.__name__: sys.modules[stage.__module__].VERSION for stage in stages},
        tools={
            "readers": " | ".join(sorted({text.reader for text in texts if text.reader})),
            "images": tools.reader.identity,
            "pdf": tools.pdf.identity,
            "pages": tools.page_model.identity if tools.page_model else "",
            "calibration": tools.calibration.identity,
            "extractors": "; ".join(f"{extractor.name} {extractor.version}" for extractor in EXTRACTORS),
        },
        reference=record.provenance.reference,
        findings=record.provenance.findings,
    )
    return record.model_copy(update={"provenance": provenance})

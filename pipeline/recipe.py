"""The whole recipe: the order of the stages stands here and nowhere else."""

from dataclasses import dataclass

from extractors.all import EXTRACTORS
from pipeline.ports import Bucket, PdfMaker, Reader, Reference, Register, Store
from pipeline.stages.classify import classify
from pipeline.stages.deliver import deliver
from pipeline.stages.extract import extract
from pipeline.stages.package import package
from pipeline.stages.prepare import prepare
from pipeline.stages.recognise import recognise
from pipeline.stages.resolve import resolve
from pipeline.stages.validate import validate
from pipeline.steps import Step
from schemas.delivery import Scans
from schemas.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything of the outside world that the stages use; `bootstrap` puts it together."""

    store: Store
    bucket: Bucket
    register: Register
    reader: Reader
    pdf: PdfMaker
    reference: Reference


def digitise(scans: Scans, tools: Tools, *, step: Step) -> Outcome:
    """Turn the scans of one dossier, as `stages.intake` took them from the delivery, into a published record."""
    store, reader = tools.store, tools.reader
    prepared = step.each(prepare, [page.image for page in scans.pages], store=store, reader=reader)
    texts = step.each(recognise, prepared, store=store, reader=reader)
    documents = step(classify, scans, texts)
    findings = step(extract, scans, texts, documents, extractors=EXTRACTORS, reference=tools.reference)
    resolved = step(resolve, scans, texts, documents, findings, reference=tools.reference)
    record = step(validate, resolved, reference=tools.reference)
    packed = step(package, record, scans, texts, store=store, reader=reader, pdf=tools.pdf)
    return deliver(record, packed, store=store, register=tools.register, bucket=tools.bucket)

"""Gathers what must be shown about a series before its paper may be replaced, and which paper must stay.

kaft decides that paper stays, never that it may go: no flag is no permission.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.acts import Standing, standing
from pipeline.errors import KaftError
from pipeline.explaining.briefly import briefly
from pipeline.names import tidy
from pipeline.ports import Register, Store
from pipeline.ports.reviews import ReviewBook
from pipeline.receiving.acceptance import LABELS, ScanLimits
from pipeline.reporting.facts import Facts
from pipeline.verifying.chain import Chain, check_chain
from schemas.delivery import Delivery, Scans
from schemas.outcome import Outcome
from schemas.substitution import (
    EvidenceOfDelivery,
    EvidenceOfDossier,
    EvidencePack,
    Fixity,
    Flag,
    Rescan,
    Result,
    Sampled,
    SetAside,
)

Key = tuple[str, str, int]
"""A page of a sample: delivery, file, page in the file from 1."""

_STATES = {
    "received": "nog niet gelezen", "quarantined": "in quarantaine", "failed": "mislukt", "review": "", "published": "",
}  # fmt: skip
_RESULTS = {
    "refused": "de steekproef van de levering is afgekeurd",
    "unfinished": "de steekproef is niet (helemaal) beoordeeld",
}


class Sources(NamedTuple):
    """Where evidence comes from."""

    register: Register
    reviews: ReviewBook
    store: Store
    chain: Chain | None


def evidence_of(
    series: str, on: str, facts: Sequence[Facts], sources: Sources, verdicts: Mapping[Key, Sampled], limits: ScanLimits
) -> EvidencePack:
    """Return the evidence pack of some deliveries, which together are a series; `on` is the day it is made for."""
    sample = tuple(line for one in facts for line in _sample(one, verdicts))
    deliveries = tuple(
        _delivery(one, [line for line in sample if line.delivery == one.delivery.name], sources.register)
        for one in facts
    )
    lost = _lost(facts, sources.store)
    now = standing(sources.register.acts())
    dossiers = [
        _dossier(scans, one.outcomes, _known(one, scans, checked, lost, now), sources)
        for one, checked in zip(facts, deliveries, strict=True)
        for scans in one.delivery.dossiers
    ]
    originals = {page.image.sha256 for one in facts for scans in one.delivery.dossiers for page in scans.pages}
    chain = check_chain(sources.chain) if sources.chain else None
    return EvidencePack(
        series=series,
        on=on,
        deliveries=deliveries,
        dossiers=tuple(dossiers),
        sample=sample,
        rescans=tuple(line for one in facts for line in _rescans(one)),
        set_aside=tuple(line for one in facts for line in _set_aside(one.delivery)),
        fixity=Fixity(
            originals=len(originals),
            faults=len(lost & originals),
            chain_lines=chain.lines if chain else 0,
            chain_faults=len(chain.faults) if chain else 0,
            sealed=chain.end.sealed if chain and chain.end else "",
        ),
        programs=_programs(dossiers, sources.register),
        limits={name: str(value) for name, value in limits.model_dump(mode="json").items()},
    )


def result_of(size: int, accept: int, judged: int, bad: int) -> Result:
    """Return what a sample says: refused as soon as too many pages are bad, accepted when all were looked at."""
    if bad > accept:
        return "refused"
    return "accepted" if judged >= size else "unfinished"


def _sample(facts: Facts, verdicts: Mapping[Key, Sampled]) -> Iterator[Sampled]:
    for place in facts.sample:
        page = facts.pages[place].page
        key = (facts.delivery.name, page.scan.file, page.scan.page_index + 1)
        said = verdicts.get(key)
        line = Sampled(delivery=key[0], folder=page.folder, file=key[1], page=key[2])
        yield line.model_copy(update={"verdict": said.verdict, "by": said.by, "on": said.on}) if said else line


def _delivery(facts: Facts, sample: Sequence[Sampled], register: Register) -> EvidenceOfDelivery:
    known, plan = facts.delivery, facts.plan
    report = register.last_report(known.name)
    judged, bad = sum(bool(line.verdict) for line in sample), sum(line.verdict == "slecht" for line in sample)
    size = min(plan.size, len(facts.pages))
    return EvidenceOfDelivery(
        name=known.name,
        files=known.files_received,
        pages=known.pages_received,
        accounted=report.pages_accounted if report else 0,
        listed=any(name.rpartition("/")[2].lower().startswith("manifest-") for name in known.accompanying),
        level=plan.level,
        aql=plan.aql,
        letter=plan.used,
        lot=len(facts.pages),
        size=size,
        accept=plan.accept,
        bad=bad,
        judged=judged,
        result=result_of(size, plan.accept, judged, bad),
    )


def _lost(facts: Sequence[Facts], store: Store) -> set[str]:
    """Re-read every original; return the digests of those that are gone or changed."""
    lost = set()
    for digest in {page.image.sha256 for one in facts for scans in one.delivery.dossiers for page in scans.pages}:
        try:
            store.get(digest)
        except KaftError:
            lost.add(digest)
    return lost


def _known(facts: Facts, scans: Scans, checked: EvidenceOfDelivery, lost: set[str], now: Standing) -> Iterator[Flag]:
    """Find the reasons to keep the paper of a dossier that stand in its delivery and in the history."""
    dossier_id, folder = scans.key.id, scans.key.folder
    if act := now.kept.get(dossier_id):
        yield Flag(reason="kept", detail=f"{act.why} ({act.who}, {act.at[:10]})")
    if act := now.withdrawn.get(dossier_id):
        yield Flag(reason="withdrawn", detail=f"ingetrokken: {act.why}")
    if act := now.merged.get(dossier_id):
        yield Flag(reason="merged", detail=f"samengevoegd met {act.other}")
    bad = sum(judged.defective for judged in facts.pages if judged.page.folder == folder)
    if bad:
        yield Flag(reason="bad_scan", detail=f"opnieuw te scannen bladen: {bad}")
    gaps = [gap.what for gap in facts.gaps if gap.folder in {folder, *scans.parts}]
    if gaps:
        yield Flag(reason="missing", detail=f"ontbreekt: {', '.join(map(tidy, gaps))}")
    aside = [one.file for one in facts.delivery.quarantined if _inside(one.file, scans) and not one.replaced_by]
    if aside:
        yield Flag(reason="set_aside", detail=f"in quarantaine: {', '.join(map(tidy, aside))}")
    changed = len({page.image.sha256 for page in scans.pages} & lost)
    if changed:
        yield Flag(reason="changed", detail=f"originelen verloren of veranderd: {changed}")
    if checked.result != "accepted":
        yield Flag(reason="sample", detail=_RESULTS[checked.result])
    if checked.pages != checked.accounted:
        yield Flag(reason="unaccounted", detail="de som van de bladen van de levering klopt niet")


def _inside(file: str, scans: Scans) -> bool:
    return any(file.startswith(f"{part}/") for part in {scans.key.folder, *scans.parts})


def _dossier(scans: Scans, outcomes: Iterable[Outcome], known: Iterable[Flag], sources: Sources) -> EvidenceOfDossier:
    dossier_id = scans.key.id
    state = next((outcome.state for outcome in outcomes if outcome.key == scans.key), "received")
    answers = sources.reviews.corrections(dossier_id)
    flags = [*known]
    if _STATES.get(state):
        flags.append(Flag(reason="not_published", detail=_STATES[state]))
    if state == "review":
        flags.append(Flag(reason="waiting", detail="er moet nog iets nagekeken worden"))
    for reason, kind, detail in (("scan_again", "rescan", "wie nakeek, vroeg een nieuwe scan"),
                                 ("illegible", "illegible", "wie nakeek, kon op de scan iets niet lezen")):  # fmt: skip
        fields = sorted({answer.field for answer in answers if answer.kind == kind and answer.final})
        if fields:
            flags.append(Flag(reason=reason, detail=f"{detail}: {', '.join(fields)}"))
    acts = [act for act in sources.register.history(dossier_id) if act.kind == "published"]
    return EvidenceOfDossier(
        id=dossier_id,
        delivery=scans.key.delivery,
        folder=scans.key.folder,
        state=state,
        version=acts[-1].version if acts else None,
        at=acts[-1].at if acts else "",
        by=acts[-1].who if acts else "",
        pages=len(scans.pages),
        answers=len(answers),
        reviewers=tuple(sorted({name for answer in answers for name in answer.by})),
        flags=tuple(flags),
    )


def _rescans(facts: Facts) -> Iterator[Rescan]:
    name = facts.delivery.name
    for judged in facts.pages:
        scan = judged.page.scan
        for found in judged.remarks:
            if found.defect:
                yield Rescan(delivery=name, folder=judged.page.folder, file=scan.file, page=scan.page_index + 1,
                             why=LABELS[found.code], measured=found.measured)  # fmt: skip
    for gap in facts.gaps:
        yield Rescan(delivery=name, folder=gap.folder, file=gap.what, page=None, why=LABELS["missing"], measured="")


def _set_aside(delivery: Delivery) -> Iterator[SetAside]:
    for file in delivery.quarantined:
        why, back = briefly(file.problem), file.replaced_by or ""
        yield SetAside(delivery=delivery.name, file=file.file, why=why, replaced_by=back)


def _programs(dossiers: Iterable[EvidenceOfDossier], register: Register) -> tuple[str, ...]:
    """Return the identities of the programs that made the newest versions."""
    found: set[str] = set()
    for dossier in dossiers:
        record = register.record(dossier.id) if dossier.version else None
        found |= set(record.provenance.tools.values()) if record else set()
    return tuple(sorted(found))

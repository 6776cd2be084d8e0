"""Chooses the value of every field from all findings, or leaves it to a person with the reason."""

from statistics import median
from typing import Literal

from extractors.belonging import Belonging, belonging
from extractors.choose_architect import choose_architect
from extractors.choose_parcels import choose_parcels
from extractors.choose_people import choose_applicants
from extractors.choose_procedure import choose_dates, choose_decision, choose_permit
from extractors.choose_references import choose_references
from extractors.choose_site import choose_addresses, choose_municipality
from extractors.choose_subject import choose_subject
from extractors.choosing import Case
from extractors.flow import flow
from extractors.page_forms import as_read
from extractors.registers import own_rows
from extractors.stacks import dossier_starts
from extractors.two_permits import told_alike
from extractors.weighing import copies_of
from pipeline.ports.reference import OfficialLists
from pipeline.receiving.pairs import within
from schemas.delivery import Problem, Scans
from schemas.findings import Finding, Findings
from schemas.flat import FIELDS
from schemas.pages import Documents, PageText
from schemas.record import One, Provenance, Record, RecordDocument, RecordPage
from schemas.town import Town
from schemas.values import Municipality
from schemas.words import FieldName, PageType

VERSION = 22

_WHICH_PERMIT = "In deze map zitten twee vergunningen, en geen kaft zegt van welke het dossier is."
_HARD_TO_READ = 0.45
"""Mean word confidence below which a page counts as illegible."""


def resolve(
    scans: Scans,
    texts: tuple[PageText, ...],
    documents: Documents,
    findings: Findings,
    *,
    reference: OfficialLists,
    town: Town | None = None,
) -> Record:
    """Return the record of a dossier.

    Args:
        scans: The dossier's pages.
        texts: What was read, one per page in the same order.
        documents: What each page is.
        findings: Everything the extractors found.
        reference: The official lists.
        town: The municipality whose archive this is, used only when the paper names none.
    """
    told, read = _told(scans, texts, documents, findings)
    sorted_out = belonging(told, read)
    case = _case(texts, scans, read, told, reference, sorted_out)
    record = _with_fields(
        Record(
            id=scans.key.id,
            key=scans.key,
            parts=scans.parts,
            municipality=_municipality(case, town),
            documents=_documents(documents),
            pages=_pages(scans, texts, documents),
            inventory=scans.inventory,
            problems=(*scans.problems, *_page_problems(scans, texts, documents), *_strays(sorted_out)),
            provenance=Provenance(reference={"tables": reference.identity}, findings=findings.digest()),
        ),
        case,
    )
    noticed = (*_inventory(scans, record.dates.decision.value), *within(scans, texts, documents, record))
    record = record.model_copy(update={"problems": (*record.problems, *noticed)})
    record = _say_illegible(record if sorted_out.told else _of_either(record, case), texts)
    return _of_several(record, dossier_starts(told, read))


def _told(
    scans: Scans, texts: tuple[PageText, ...], documents: Documents, findings: Findings
) -> tuple[tuple[Finding, ...], Documents]:
    """Return what the papers tell of this dossier, and by which rules each page is understood."""
    flows = {scan.number: flow(text) for scan, text in zip(scans.pages, texts, strict=True)}
    read = as_read(documents, {number: page.text for number, page in flows.items()})
    return own_rows(findings.findings, flows), read


def _of_several(record: Record, starts: tuple[int, ...]) -> Record:
    """Return the record; when its pages look like several dossiers, nothing in it is accepted without a person."""
    if len(starts) < 2:
        return record
    last = (*(start - 1 for start in starts[1:]), len(record.pages))
    spans = ", ".join(f"{start}-{end}" for start, end in zip(starts, last, strict=True))
    message = f"Dit lijken {len(starts)} dossiers in één stapel: bladen {spans}."
    problem = Problem(
        code="several_dossiers",
        message=message,
        hint="Lever elk dossier apart, of met een scheidingsblad ertussen; niets werd hier zonder nazicht aanvaard.",
    )
    waiting = _waiting(record, message)
    return waiting.model_copy(update={"problems": (*record.problems, problem)})


def _of_either(record: Record, case: Case) -> Record:
    """Return the record with every field waiting in which two permits differ."""
    return _waiting(record, _WHICH_PERMIT, but=told_alike(case))


def _waiting(record: Record, reason: str, *, but: frozenset[FieldName] = frozenset()) -> Record:
    """Return the record with every accepted field but some waiting for a person, for one reason."""
    for name in FIELDS:
        field = record.field(name)
        if field.status == "accepted" and name not in but:
            update = {"status": "review", "reason": reason, "confidence": round(field.confidence * 0.5, 4)}
            record = record.with_field(name, field.model_copy(update=update))
    return record


def _with_fields(record: Record, case: Case) -> Record:
    decision = choose_decision(case)
    dates = choose_dates(case, decision.value)
    permit = choose_permit(case, _year(case, dates.decision.value or dates.application.value or dates.receipt.value))
    references, mentioned = choose_references(case, permit.value)
    return record.model_copy(
        update={
            "references": references,
            "mentioned": mentioned,
            "permit_type": permit,
            "decision": decision,
            "dates": dates,
            "addresses": choose_addresses(case),
            "parcels": choose_parcels(case),
            "applicants": choose_applicants(case),
            "architect": choose_architect(case),
            "subject": choose_subject(case),
        }
    )


def _municipality(case: Case, town: Town | None) -> One[Municipality]:
    found = choose_municipality(case)
    if found.value is None and town is not None and not found.candidates:
        reason = "Geen blad noemt de gemeente; dit is die van het archief."
        return One[Municipality](value=town.municipality, confidence=0.5, status="review", absence=None, reason=reason)
    return found


def _case(
    texts: tuple[PageText, ...],
    scans: Scans,
    documents: Documents,
    findings: tuple[Finding, ...],
    reference: OfficialLists,
    sorted_out: Belonging,
) -> Case:
    own = tuple(finding for finding in findings if finding.evidence.page in sorted_out.own)
    other = tuple(finding for finding in findings if finding.evidence.page in sorted_out.other)
    both = list(zip(scans.pages, texts, strict=True))
    read = {scan.number: (documents.type_of(scan.number), flow(text).text) for scan, text in both}
    dpi = {scan.number: text.prepared.dpi for scan, text in both}
    return Case(own, other, documents, copies_of(read), reference, sorted_out.number, dpi)


def _year(case: Case, date: str | None) -> int | None:
    if date:
        return int(date[:4])
    years = [int(str(f.value)[:4]) for f in case.findings if f.field.startswith("dates.") and isinstance(f.value, str)]
    return int(median(years)) if years else None


def _documents(documents: Documents) -> tuple[RecordDocument, ...]:
    return tuple(RecordDocument(type=d.type, pages=d.pages, confidence=d.confidence) for d in documents.documents)


def _pages(scans: Scans, texts: tuple[PageText, ...], documents: Documents) -> tuple[RecordPage, ...]:
    return tuple(
        RecordPage(
            number=scan.number,
            file=scan.file,
            page_index=scan.page_index,
            sha256=scan.image.sha256,
            type=documents.type_of(scan.number),
            rotation=text.prepared.rotation,
            skew=text.prepared.skew,
            blank=text.prepared.blank,
            width=scan.image.width,
            height=scan.image.height,
            dpi=text.prepared.dpi,
            text=text.text,
            words=len(text.words),
            confidence=round(_mean_confidence(text), 4),
        )
        for scan, text in zip(scans.pages, texts, strict=True)
    )


def _mean_confidence(text: PageText) -> float:
    return sum(word.confidence for word in text.words) / len(text.words) if text.words else 0.0


_SAID = {
    "orientation_undecided": "Wat op dit blad boven is, kon niet bepaald worden.",
    "ink_without_words": "Er staat iets op dit blad, maar er kon niets van gelezen worden.",
    "words_without_ink": "Op dit blad werden woorden gelezen waar niets staat; die zijn weggelaten.",
    "reading_failed": "Dit blad kon niet gelezen worden; de volgende keer wordt het opnieuw geprobeerd.",
    "reading_timed_out": "Het lezen van dit blad duurde te lang; de volgende keer wordt het opnieuw geprobeerd.",
    "files_inside": "In deze PDF zitten nog bestanden als bijlage; die zijn niet gelezen.",
    "not_shown": "Op dit blad zit een beeld dat de PDF niet toont: weggesneden, of in een laag die uit staat.",
    "partly_shown": "De PDF toont maar een deel van dit blad; wat ernaast staat, is niet gelezen.",
    "pdf_rebuilt": "Deze PDF was beschadigd: ze zegt niet meer waar haar bladen staan. Ze is hersteld om ze te lezen.",
    "data_damaged": "Het bestand van dit blad is beschadigd: een deel van het beeld kan verschoven of zwart zijn.",
    "no_end_mark": "Het bestand van dit blad is niet netjes afgesloten; het blad zelf is volledig.",
    "read_at_reduced_resolution": "Dit grote blad is verkleind gelezen; kleine letters kunnen ontbreken.",
}


_WAITS = {"reading_failed", "reading_timed_out", "data_damaged", "not_shown"}


def _severity(code: str, kind: PageType) -> Literal["note", "warning", "error"]:
    """A page unread or damaged keeps its dossier waiting; of a photo it is no news that it cannot be read."""
    return "error" if code in _WAITS else "note" if kind == "foto" else "warning"


def _page_problems(scans: Scans, texts: tuple[PageText, ...], documents: Documents) -> tuple[Problem, ...]:
    """Return what went wrong in reading each page; of a photo it is no news that it cannot be read."""
    return tuple(
        Problem(
            code=code,
            message=_SAID.get(code, code),
            hint="Kijk het blad na." if documents.type_of(scan.number) != "foto" else "",
            page=scan.number,
            severity=_severity(code, documents.type_of(scan.number)),
        )
        for scan, text in zip(scans.pages, texts, strict=True)
        for code in dict.fromkeys((*text.problems, *text.prepared.problems))
    )


def _strays(sorted_out: Belonging) -> tuple[Problem, ...]:
    two = Problem(
        code="two_permits",
        message="In deze map zitten stukken van twee vergunningen voor dezelfde plaats.",
        hint="Het dossier is dat van de eerste; kijk na of de andere vergunning een eigen dossier hoort te zijn.",
        severity="note",
    )
    return (
        (two,) * bool(sorted_out.other)
        + tuple(
            Problem(
                code="stray_page",
                message=f"Blad {page} draagt een ander dossiernummer, andere namen en een andere straat.",
                hint="Kijk na of dit blad in een ander dossier hoort; zijn gegevens zijn hier niet gebruikt.",
                page=page,
            )
            for page in sorted(sorted_out.strays)
        )
        + tuple(
            Problem(
                code="other_permit_page",
                message=f"Blad {page} hoort bij een andere vergunning voor dezelfde plaats.",
                hint="De gegevens van die vergunning zijn niet met deze vermengd.",
                page=page,
                severity="note",
            )
            for page in sorted(sorted_out.other)
        )
    )


def _inventory(scans: Scans, decided: str | None) -> tuple[Problem, ...]:
    year = scans.inventory.year if scans.inventory else None
    if not year or not year.isdigit() or not decided or abs(int(year) - int(decided[:4])) <= 3:
        return ()
    return (
        Problem(
            code="inventory_contradicts",
            message=f"De inventaris zegt {year}, het papier {decided[:4]}.",
            hint="Het papier telt; verbeter de inventaris als die fout is.",
        ),
    )


def _say_illegible(record: Record, texts: tuple[PageText, ...]) -> Record:
    """Tell "illegible" from "not in the dossier" where a page with ink on it could not be read."""
    unread = any(
        not text.prepared.blank and page.type not in {"foto", "plan", "scheidingsblad", "blanco"}
        and (page.confidence < _HARD_TO_READ or "orientation_undecided" in text.problems)
        for page, text in zip(record.pages, texts, strict=True)
    )  # fmt: skip
    if not unread:
        return record
    reason = "Een blad met inkt kon niet gelezen worden; het kan daar staan."
    for name in FIELDS:
        field = record.field(name)
        if field.status == "absent":
            record = record.with_field(name, field.model_copy(update={"absence": "illegible", "reason": reason}))
    return record

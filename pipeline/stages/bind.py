"""Makes what depends only on a dossier's pages: PDF/A, its documents, ALTO. No human answer changes it."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.bucket.alto import alto
from pipeline.errors import ContractBroken, InputError, KaftError, ToolCrashed, ToolFailed, Unwritable
from pipeline.ports import PdfMaker, PdfPage, Store
from pipeline.scratch import scratch
from schemas.delivery import Problem, Scans
from schemas.outcome import Bound, PackageFile
from schemas.pages import PageText
from schemas.record import RecordDocument

VERSION = 5

LOST_WORDS = 0.02
"""Share of the words of a page that may be missing from its text layer before it is said."""

_TROUBLE = (ToolFailed, ToolCrashed, ContractBroken, InputError)


def bind(
    scans: Scans, texts: tuple[PageText, ...], documents: tuple[RecordDocument, ...], *, store: Store, pdf: PdfMaker
) -> Bound:
    """Return the PDFs and ALTO files, which are in the store, and what was noticed while making them.

    Raises:
        ContractBroken: the PDF/A has not as many pages as the dossier.
    """
    pages = [PdfPage(store.local(page.image.sha256), text) for page, text in zip(scans.pages, texts, strict=True)]
    files = [
        _stored(f"pages/{page.number:04d}.alto.xml", alto(text, file=page.file, number=page.number), store)
        for page, text in zip(scans.pages, texts, strict=True)
    ]
    with scratch("bind") as folder:
        whole, dossier = folder / "dossier.pdf", scans.key.id
        redrawn, missing = _made(pages, f"Bouwdossier {dossier}", whole, pdf)
        layers = pdf.read_back(whole)
        if len(layers) != len(pages):
            raise ContractBroken(f"The PDF of dossier {dossier} has {len(layers)} pages instead of {len(pages)}.")
        files.append(_stored_file("dossier.pdf", whole, store))
        for number, document in enumerate(documents, start=1):
            if document.type in {"scheidingsblad", "blanco"}:
                continue
            part = folder / "document.pdf"
            pdf.split(whole, [page - 1 for page in document.pages], f"{document.type} {dossier}", part)
            files.append(_stored_file(f"documents/{number:02d}-{document.type}.pdf", part, store))
    problems = (*redrawn_problems(redrawn), *missing_problems(missing), *text_layer_problems(texts, layers))
    return Bound(files=tuple(sorted(files, key=lambda file: file.path)), problems=problems)


def text_layer_problems(texts: Sequence[PageText], layers: Sequence[str]) -> tuple[Problem, ...]:
    """Return a problem for each page on which integrators would not find in the PDF what the record says was read."""
    problems = []
    for number, (text, layer) in enumerate(zip(texts, layers, strict=True), start=1):
        # Lines that run up the page come back letter by letter: spaces say nothing.
        wanted, found = text.text.split(), "".join(layer.split())
        lost = sum(word not in found for word in wanted)
        # The bars of a separator sheet are read as words of strange shapes; nobody looks for them.
        if lost > LOST_WORDS * len(wanted) and not text.prepared.image.is_separator:
            message = f"{lost} van de {len(wanted)} gelezen woorden staan niet in de tekstlaag van de PDF."
            if lost == 1:
                message = f"1 van de {len(wanted)} gelezen woorden staat niet in de tekstlaag van de PDF."
            problems.append(Problem(code="pdf_text", message=message, page=number))
    return tuple(problems)


def redrawn_problems(redrawn: Sequence[int]) -> tuple[Problem, ...]:
    """Return a note for each page (from 0) that PDF/A could not hold as it was delivered."""
    return tuple(
        Problem(
            code="page_redrawn",
            message=f"Blad {place + 1} staat als afbeelding in de PDF: PDF/A kan het geleverde bestand niet "
            "ongewijzigd bevatten.",
            hint="Het geleverde bestand zelf wordt ongewijzigd bewaard.",
            page=place + 1,
            severity="note",
        )
        for place in redrawn
    )


def missing_problems(missing: Sequence[int]) -> tuple[Problem, ...]:
    """Return a problem for each page (from 0) of which the PDF holds the words and no image."""
    return tuple(
        Problem(
            code="page_not_in_pdf",
            message=f"Van blad {place + 1} staat geen beeld in de PDF: het geleverde bestand laat zich niet tekenen.",
            hint="Het geleverde bestand wordt ongewijzigd bewaard; vraag het blad opnieuw aan de scanfirma.",
            page=place + 1,
            severity="error",
        )
        for place in missing
    )


def _made(pages: Sequence[PdfPage], title: str, target: Path, pdf: PdfMaker) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Make the PDF; one bad page must not cost the dossier. Return the pages drawn anew, and those without an image.

    When it does not work, each page is tried by itself: those that fail are drawn anew, or left white when that fails
    too. If each works by itself, delivered PDF pages are drawn, for they may hinder each other.
    """
    try:
        return pdf.make(pages, title, target), ()
    except _TROUBLE:
        bad = [place for place, page in enumerate(pages) if not _works([page], title, target, pdf)]
        empty = tuple(place for place in bad if not _works([pages[place]], title, target, pdf, drawn=(0,)))
        drawn = [place for place, page in enumerate(pages) if place in bad or (not bad and _is_pdf(page))]
        if not drawn:
            raise
        redrawn = pdf.make(pages, title, target, [place for place in drawn if place not in empty], empty)
        return redrawn, empty


def _works(pages: Sequence[PdfPage], title: str, target: Path, pdf: PdfMaker, drawn: Sequence[int] = ()) -> bool:
    try:
        pdf.make(pages, title, target, drawn)
    except Unwritable:  # no fault of any page
        raise
    except KaftError:
        return False
    return True


def _is_pdf(page: PdfPage) -> bool:
    return page.text.prepared.image.media_type == "application/pdf"


def _stored(path: str, data: bytes, store: Store) -> PackageFile:
    return PackageFile(path=path, sha256=store.put(data), size=len(data))


def _stored_file(path: str, file: Path, store: Store) -> PackageFile:
    return PackageFile(path=path, sha256=store.put_file(file), size=file.stat().st_size)

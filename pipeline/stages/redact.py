"""Makes the public copy of a document: drawn anew with harmless words only, read again, held back when in doubt."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from pipeline.bucket.alto import alto, words_in
from pipeline.bucket.linked_data import sure
from pipeline.errors import ContractBroken, InputError, ToolCrashed, ToolFailed
from pipeline.ports import PdfMaker, PdfPage, Reader, Store
from pipeline.ports.redaction import Blackener
from pipeline.public import personal
from pipeline.public.personal import Known, Lexicon, may_show, telling
from pipeline.public.proof import found_again, secrets_of
from pipeline.scratch import scratch
from schemas.delivery import Scans
from schemas.findings import Evidence
from schemas.outcome import Package, PackageFile
from schemas.pages import PageText, PreparedPage, Word
from schemas.record import Many, One, Record, RecordPage
from schemas.redaction import Kept, Redacted
from schemas.words import FieldName

VERSION = personal.VERSION

LEAST_READ = 0.6
"""Mean confidence of a page under which nothing of it is shown."""
MOST_UNREAD = 0.25
"""Share of the ink that no reader made words of, from which a page counts as written by hand."""
LEAST_SHOWN = 0.4
"""Share of the words that must be left for a copy to be of use."""
OPEN_FIELDS: tuple[FieldName, ...] = (
    "references", "parcels", "dates.application", "dates.receipt", "dates.decision", "dates.notification",
)  # fmt: skip
"""Fields of which the place on the page stays readable: the public record says the same. No addresses: theirs is
often somebody's home."""


class DossierToCopy(NamedTuple):
    """A published dossier: its record, its delivered pages, and the files that were made of it."""

    record: Record
    scans: Scans
    package: Package


class CopyTools(NamedTuple):
    """What a copy is made with; `lexicon` holds the words that may stay readable."""

    store: Store
    reader: Reader
    pdf: PdfMaker
    blackener: Blackener
    lexicon: Lexicon


class _Page(NamedTuple):
    """A page of a copy: its picture, the words on it, and what must not be found in it."""

    picture: Path
    text: PageText
    secrets: frozenset[str]
    read: int


def redact(dossier: DossierToCopy, number: int, *, tools: CopyTools) -> Redacted:
    """Return the public copy of document `number` (from 1), its files in the store, or why it is kept back.

    Whether the document may be shown at all is not decided here.
    """
    document = dossier.record.documents[number - 1]
    with scratch("redact") as folder:
        made: list[_Page] = []
        for page in (dossier.record.pages[place - 1] for place in document.pages):
            if page.blank:
                continue
            try:
                copy = _copy(page, dossier, folder, tools)
            except ToolFailed as error:
                copy = "too_large" if "too large" in error.message else "failed"
            except (ToolCrashed, InputError):
                copy = "failed"
            if isinstance(copy, str):
                return Redacted(number=number, type=document.type, kept_back=copy, page=page.number)
            made.append(copy)
        words = sum(page.read for page in made)
        if not made:
            return Redacted(number=number, type=document.type, kept_back="unread")
        files = _bound(made, document.type, folder / "document.pdf", tools)
        if files is None:
            return Redacted(number=number, type=document.type, kept_back="found_again")
    hidden = words - sum(len(page.text.words) for page in made)
    return Redacted(number=number, type=document.type, files=files, words=words, hidden=hidden)


def known_of(record: Record, page: int) -> Known:
    """Return the names that must stay hidden, certain or not, and the places on a page that may be shown."""
    fields = (record.applicants, record.architect)
    people = [value for field in fields for value in field.values]
    people += [candidate.value for field in fields for candidate in field.candidates]
    read = [item.text for item in record.applicants.items] + [record.architect.text or ""]
    open_ = [
        (box, evidence.text)
        for name in OPEN_FIELDS
        for evidence in _evidence(record.field(name))
        if evidence.page == page
        for box in evidence.boxes
    ]
    return Known(tuple(filter(None, (*people, *read))), tuple(open_))


def _evidence(field: object) -> tuple[Evidence, ...]:
    if isinstance(field, Many):
        certain = field.status in {"accepted", "corrected"}
        return tuple(seen for item in field.items for seen in item.evidence) if certain else ()
    return field.evidence if isinstance(field, One) and sure(field) is not None else ()


def _copy(page: RecordPage, dossier: DossierToCopy, folder: Path, tools: CopyTools) -> _Page | Kept:
    """Draw one page anew and read it back; return the reason when the result cannot be trusted."""
    if page.rotation is None or page.confidence < LEAST_READ or not page.words:
        return "unread"
    text, known = _text(page, dossier, tools.store), known_of(dossier.record, page.number)
    keep = may_show(text, known, tools.lexicon)
    path = tools.store.local(page.sha256)
    show = [word for word, seen in zip(text.words, keep, strict=True) if seen]
    hide = [word.box for word, seen in zip(text.words, keep, strict=True) if not seen]
    drawn = tools.blackener.blacken(path, text.prepared, [word.box for word in show], hide)
    left = tuple(word for word, whole in zip(show, drawn.whole, strict=True) if whole)
    if drawn.unread > MOST_UNREAD:
        return "handwriting"
    if len(left) < LEAST_SHOWN * len(text.words):
        return "too_little"
    picture = folder / f"{page.number:04d}.png"
    picture.write_bytes(drawn.picture)
    kept = frozenset(part for word in left for part in telling(word.text))
    secrets = secrets_of(text.words, [word in left for word in text.words], known, tools.lexicon)
    image = tools.reader.inspect(picture, "image/png", hashlib.sha256(drawn.picture).hexdigest())[0].image
    again = tools.reader.read(picture, tools.reader.prepare(picture, image))
    if found_again([again.text], secrets, kept):
        return "found_again"
    prepared = again.prepared.model_copy(update={"rotation": page.rotation, "skew": page.skew, "problems": ()})
    scale = image.width / page.width
    words = tuple(_scaled(word, scale) for word in left)
    return _Page(picture, PageText(prepared=prepared, words=words, reader=text.reader), secrets, len(text.words))


def _text(page: RecordPage, dossier: DossierToCopy, store: Store) -> PageText:
    """Return the page as it was read, from its ALTO file."""
    path = f"pages/{page.number:04d}.alto.xml"
    file = next(file for file in dossier.package.files if file.path == path)
    scan = next(scan for scan in dossier.scans.pages if scan.number == page.number)
    prepared = PreparedPage(
        image=scan.image, rotation=page.rotation, skew=page.skew, blank=False, ink=0.0, dpi=page.dpi
    )
    return PageText(prepared=prepared, words=words_in(store.get(file.sha256)), reader="kaft")


def _scaled(word: Word, scale: float) -> Word:
    left, top, right, bottom = (round(edge * scale) for edge in word.box)
    return word._replace(box=word.box._replace(left=left, top=top, right=right, bottom=bottom))


def _bound(pages: list[_Page], kind: str, target: Path, tools: CopyTools) -> tuple[PackageFile, ...] | None:
    """Return the PDF and the ALTO files; None when something that is hidden stands in them all the same."""
    try:
        tools.pdf.make([PdfPage(page.picture, page.text) for page in pages], f"{kind}, openbare kopie", target)
    except (ToolFailed, ToolCrashed) as error:
        raise ContractBroken("The PDF of a public copy could not be made.", "Report it with the log.") from error
    alto_files = [alto(page.text, file=f"{place}.png", number=place) for place, page in enumerate(pages, 1)]
    secrets = frozenset(secret for page in pages for secret in page.secrets)
    kept = frozenset(part for page in pages for word in page.text.words for part in telling(word.text))
    layers = [*tools.pdf.read_back(target), *(" ".join(w.text for w in words_in(data)) for data in alto_files)]
    if found_again(layers, secrets - kept, kept):
        return None
    files = [PackageFile(path=f"{kind}.pdf", sha256=tools.store.put_file(target), size=target.stat().st_size)]
    files += [
        PackageFile(path=f"{place:04d}.alto.xml", sha256=tools.store.put(data), size=len(data))
        for place, data in enumerate(alto_files, 1)
    ]
    return tuple(files)

"""Takes in a delivery: checks it against its manifest, keeps every byte, and puts every page into a dossier."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import names
from pipeline.errors import (
    ChangingScan,
    DeliveryMissing,
    EmptyScan,
    InputError,
    KaftError,
    NotFound,
    ToolCrashed,
    ToolFailed,
    UnsupportedScan,
)
from pipeline.ports import Inbox, Reader, Store
from pipeline.receiving import grouping, inventory, manifest, pairs, papers, sidecars, sniff
from pipeline.receiving.grouping import Group, LoosePage
from pipeline.receiving.looked import FileContent, PageInFile, Received
from pipeline.receiving.promises import Promises
from pipeline.steps import Step
from schemas.delivery import (
    Delivery,
    DossierKey,
    InventoryHint,
    MediaType,
    Problem,
    Quarantined,
    ScanPage,
    Scans,
)

VERSION = 15


@dataclass(frozen=True, slots=True)
class _File:
    """A file on its way through intake: its name in the inbox, and the same without the payload folder of a bag.

    `sidecar`: it is no scan and goes with one.
    """

    received: str
    name: str
    sha256: str | None = None
    size: int = 0
    kind: MediaType | None = None
    problem: Problem | None = None
    sidecar: bool = False


@dataclass(frozen=True, slots=True)
class _Taken:
    """A delivery as it was taken in: what came, what is in it, what was announced, what is missing from it."""

    delivery: str
    files: Sequence[_File]
    seen: dict[str, FileContent]
    hints: dict[str, InventoryHint]
    missing: dict[str, Problem]


def intake(inbox: Inbox, *, store: Store, reader: Reader, step: Step) -> Delivery:
    """Return the delivery with every received file in a dossier, in quarantine or beside the scans.

    Raises:
        DeliveryMissing: there is nothing in it.
    """
    if not (received := inbox.files()):
        raise DeliveryMissing(f"Delivery '{inbox.name}' is empty.", _UNFINISHED)
    prefix = manifest.payload_prefix(received)
    beside = tuple(name for name in received if _is_beside(name, prefix))
    checks, problems = papers.promises_of(inbox, received)
    pages = sidecars.names_of_pages(name.removeprefix(prefix) for name in received)
    files = [_receive(inbox, name, prefix, checks, store, pages) for name in received if name not in set(beside)]
    seen = _look_at(files, store, reader, step)
    files, seen, arriving = _steady(inbox, files, seen)
    hints, spelled, inventory_problems = papers.inventory_of(inbox, beside)
    missing = papers.missing_from(inbox, received, checks)
    taken = _Taken(inbox.name, files, seen, hints, {name.removeprefix(prefix): told for name, told in missing.items()})
    dossiers = _dossiers(taken, papers.empty_folders(inbox, beside, prefix))
    if not (dossiers or missing or spelled or any(not file.sidecar for file in files)):
        raise DeliveryMissing(f"There is no scan in delivery '{inbox.name}'.", _UNFINISHED)
    digests, altered = papers.keep(inbox, beside, checks, store)
    digests |= _sidecars(files)
    return Delivery(
        name=inbox.name,
        dossiers=dossiers,
        quarantined=_quarantined(files, seen),
        accompanying=(*beside, *_sidecars(files)),
        digests=digests,
        problems=(
            *problems,
            *arriving,
            *altered,
            *missing.values(),
            *inventory_problems,
            *_not_delivered(spelled, dossiers),
        ),
        files_received=len(received),
        pages_received=sum(len(found.pages) for found in seen.values()),
    )


def look(received: Received, *, store: Store, reader: Reader) -> FileContent:
    """Return the pages of a stored file, or why it cannot be used."""
    try:
        found = reader.inspect(store.local(received.sha256), received.media_type, received.sha256)
    except InputError as error:
        return FileContent(problem=_problem(error))
    if not found:
        return FileContent(problem=_problem(EmptyScan("The file has no pages.", papers.ASK_AGAIN)))
    return FileContent(pages=tuple(PageInFile(image=page.image, separator=page.separator) for page in found))


def _look_at(files: Sequence[_File], store: Store, reader: Reader, step: Step) -> dict[str, FileContent]:
    """Return what is in each usable file, by its name in the inbox."""
    usable = [(file, Received(sha256=file.sha256, media_type=file.kind)) for file in files if file.sha256 and file.kind]
    found: Sequence[FileContent]
    try:
        found = step.each(look, [received for _, received in usable], store=store, reader=reader)
    except (ToolFailed, ToolCrashed):
        # One of them breaks the program that opens it. What was seen already is remembered; only that one falls out.
        found = [_look_alone(received, store, reader, step) for _, received in usable]
    return {file.received: seen for (file, _), seen in zip(usable, found, strict=True)}


def _look_alone(received: Received, store: Store, reader: Reader, step: Step) -> FileContent:
    try:
        return step(look, received, store=store, reader=reader)
    except (ToolFailed, ToolCrashed) as error:
        return FileContent(problem=_problem(error))


def _steady(
    inbox: Inbox, files: Sequence[_File], seen: dict[str, FileContent]
) -> tuple[list[_File], dict[str, FileContent], tuple[Problem, ...]]:
    """Set aside what was written to meanwhile, and tell what came meanwhile: half a page is not taken for a whole."""
    late = {name for name in inbox.unsteady() if not manifest.is_litter(name)}
    changed = _problem(ChangingScan())
    steady = [replace(file, problem=changed) if file.received in late else file for file in files]
    came = late - {file.received for file in files}
    return steady, {name: found for name, found in seen.items() if name not in late}, papers.arriving(came)


def _is_beside(name: str, prefix: str) -> bool:
    """Tell whether a file accompanies the scans; in a bag, other papers may lie beside the payload."""
    return manifest.is_beside(name) or not (name.startswith(prefix) or sniff.promised_type(name))


def _receive(inbox: Inbox, name: str, prefix: str, checks: Promises, store: Store, pages: sidecars.Pages) -> _File:
    """Keep the bytes of a file, whatever they are, and find out whether it can be used."""
    file = _File(name, name.removeprefix(prefix))
    inside = name.startswith(prefix)
    try:
        with inbox.open(name) as path:
            file = replace(file, size=path.stat().st_size, sha256=papers.kept(path, store))
            with path.open("rb") as opened:
                head = opened.read(sniff.HEAD)
            names.check(name)
            file = replace(file, sidecar=inside and sidecars.is_sidecar(file.name, head, pages))
            papers.check_digest(name, path, file.sha256 or "", checks, binds=not file.sidecar)
        return file if file.sidecar else replace(file, kind=_usable(file, head, inside=inside))
    except (InputError, NotFound) as error:
        return replace(file, problem=_problem(error))


def _sidecars(files: Sequence[_File]) -> dict[str, str]:
    """Return under which digest each sidecar is kept that nothing is wrong with."""
    return {file.received: file.sha256 for file in files if file.sidecar and file.sha256 and not file.problem}


def _usable(file: _File, head: bytes, *, inside: bool) -> MediaType:
    kind = sniff.media_type(head)
    if file.size == 0:
        raise EmptyScan("The file is empty (0 bytes).", papers.ASK_AGAIN)
    if kind is None:
        hint = _IF_INVENTORY if inventory.may_be_one(file.name) else _ONLY
        raise UnsupportedScan(f"The file is {sniff.description(head)}; that is no scan that kaft takes.", hint)
    if not inside:
        raise UnsupportedScan("The file lies beside the folder 'data' of the bag, where scans belong.", _BELONGS)
    return kind


_UNFINISHED = "Check that the copy from the disk was finished."
_ONLY = "Deliver TIFF, JPEG, PNG, JPEG 2000 or PDF; keep other files outside the delivery."
_IF_INVENTORY = "If it is the inventory, call it inventory.xlsx, inventory.ods or inventory.csv and deliver it again."
_BELONGS = "Ask the contractor to which dossier it belongs."


def _dossiers(taken: _Taken, empty: set[str]) -> tuple[Scans, ...]:
    seen = taken.seen
    loose = [
        LoosePage(file.name, page.image, page.separator)
        for file in taken.files
        for page in (seen[file.received].pages if file.received in seen else ())
    ]
    folders = {grouping.folder_of(file.name, taken.delivery) for file in taken.files if _in_dossier(file, seen)}
    folders = {folder for folder in folders if names.safe(folder)} | empty
    groups = grouping.group(loose, sorted(folders), taken.delivery)
    return tuple(_scans(found, taken) for found in groups)


def _in_dossier(file: _File, seen: dict[str, FileContent]) -> bool:
    """Tell whether there is a dossier for a file, even if it cannot be used: in a folder, or a PDF by itself."""
    alone = sniff.promised_type(file.name) in {"application/pdf", "image/tiff"}
    return alone or "/" in file.name or file.received in seen


def _scans(found: Group, taken: _Taken) -> Scans:
    pages = tuple(
        ScanPage(number=number, file=page.file, image=page.image, separator=page.separator)
        for number, page in enumerate(found.pages, start=1)
    )
    mine = [file for file in taken.files if grouping.folder_of(file.name, taken.delivery) in found.parts]
    beside = [file.name for file in mine if file.sidecar and not file.problem]
    problems = [*found.problems, *_left_out(mine, taken.seen), *_mislabelled(mine, taken.seen), *sidecars.kept(beside)]
    lost = {
        name: told for name, told in taken.missing.items() if grouping.folder_of(name, taken.delivery) in found.parts
    }
    scans = [file.name for file in mine if not file.sidecar]
    problems += [*lost.values(), *_skipped(found, [*scans, *lost])]
    known_as = map(inventory.same, _names(found.folder, found))
    hint = next((taken.hints[name] for name in known_as if name in taken.hints), None)
    key = DossierKey(delivery=taken.delivery, folder=found.folder)
    return Scans(key=key, pages=pages, parts=found.parts, inventory=hint, problems=tuple(problems))


def _skipped(found: Group, names: Sequence[str]) -> list[Problem]:
    """Report skipped file numbers in a dossier; between two dossiers of a stack, in both."""
    mine = {page.file for page in found.pages}
    return [pairs.skipped(gap) for gap in pairs.skipped_files(names) if gap.before in mine or gap.after in mine]


def _left_out(files: Sequence[_File], seen: dict[str, FileContent]) -> list[Problem]:
    """A dossier whose file is in quarantine is not complete, and must not look it."""
    return [
        _wrong(
            "file_quarantined",
            f"File '{names.tidy(file.name)}' of this dossier is in quarantine: {problem.message}",
            problem.hint,
        )
        for file in files
        if (problem := _trouble(file, seen)) is not None
    ]


def _mislabelled(files: Sequence[_File], seen: dict[str, FileContent]) -> list[Problem]:
    return [
        Problem(
            code="mislabelled",
            message=f"File '{names.tidy(file.name)}' is called otherwise than what it is: {file.kind}.",
            hint="It was read as what it is; tell the contractor.",
            severity="note",
        )
        for file in files
        if file.received in seen and file.kind != sniff.promised_type(file.name)
    ]


def _quarantined(files: Sequence[_File], seen: dict[str, FileContent]) -> tuple[Quarantined, ...]:
    return tuple(
        Quarantined(file=file.name, sha256=file.sha256, size=file.size, problem=problem)
        for file in files
        if (problem := _trouble(file, seen)) is not None
    )


def _trouble(file: _File, seen: dict[str, FileContent]) -> Problem | None:
    return file.problem or (seen[file.received].problem if file.received in seen else None)


def _not_delivered(spelled: dict[str, str], dossiers: Sequence[Scans]) -> tuple[Problem, ...]:
    here = {inventory.same(name) for dossier in dossiers for name in _names(dossier.key.folder, dossier)}
    return tuple(
        _wrong(
            "dossier_not_delivered",
            f"The inventory names dossier '{names.tidy(folder)}', which was not delivered.",
            "Ask the contractor for it, or correct the inventory.",
        )
        for name, folder in spelled.items()
        if name not in here
    )


def _names(folder: str, found: Group | Scans) -> tuple[str, ...]:
    """Return how an inventory may name a dossier: by folder, by its sheet, and a later part by its dossier."""
    part = grouping.part_of(folder)
    sheets = (page.separator for page in found.pages if page.separator)
    return (folder, *found.parts, *sheets, *(part[:1] if part else ()))


def _problem(error: KaftError) -> Problem:
    return _wrong(error.code, error.message, error.hint)


def _wrong(code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, message=message, hint=hint, severity="error")

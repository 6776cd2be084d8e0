"""Takes in a delivery: checks it against its manifest, keeps every byte, and puts every page into a dossier."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import grouping, inventory, manifest, sniff
from pipeline.errors import AlteredScan, DeliveryMissing, EmptyScan, InputError, NotFound, UnsafeName, UnsupportedScan
from pipeline.grouping import Group, LoosePage
from pipeline.ports import Inbox, Reader, Store
from pipeline.steps import Step
from schemas.base import Contract
from schemas.delivery import (
    Delivery,
    DossierKey,
    InventoryHint,
    MediaType,
    PageImage,
    Problem,
    Quarantined,
    ScanPage,
    Scans,
)

VERSION = 1

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST = 200  # characters of a name; longer ones break listings, backups and spreadsheets


class Received(Contract):
    """A stored file and what its bytes say it is."""

    sha256: str
    media_type: MediaType


class SeenPage(Contract):
    """A page found in a file, with the code of its separator sheet if it is one."""

    image: PageImage
    separator: str | None = None


class Seen(Contract):
    """What was found in a file: its pages, or why it cannot be used."""

    pages: tuple[SeenPage, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the delivery on its way through intake. `name` is without the payload folder of a bag."""

    name: str
    sha256: str | None
    size: int
    kind: MediaType | None
    problem: Problem | None


def intake(inbox: Inbox, *, store: Store, reader: Reader, step: Step) -> Delivery:
    """Return the delivery with every received file in a dossier, in quarantine or beside the scans.

    Raises:
        DeliveryMissing: there is nothing in it.
    """
    names = inbox.files()
    if not names:
        raise DeliveryMissing(f"Delivery '{inbox.name}' is empty.", "Check that the copy from the disk was finished.")
    beside = tuple(name for name in names if manifest.is_beside(name))
    checks, problems = _manifest_of(inbox, names)
    prefix = manifest.payload_prefix(names)
    files = [_receive(inbox, name, prefix, checks, store) for name in names if name not in beside]
    usable = [file for file in files if file.problem is None and file.sha256 and file.kind]
    looked = step.each(look, [Received(sha256=f.sha256, media_type=f.kind) for f in usable], store=store, reader=reader)
    seen = dict(zip((file.name for file in usable), looked, strict=True))
    hints, inventory_problems = _inventory_of(inbox, beside)
    missing = _missing_files(checks, names, prefix)
    dossiers = _dossiers(inbox, files, seen, hints, missing)
    return Delivery(
        name=inbox.name,
        dossiers=dossiers,
        quarantined=_quarantined(files, seen),
        accompanying=beside,
        problems=(*problems, *map(_missing, missing), *inventory_problems, *_not_delivered(hints, dossiers)),
        files_received=len(names),
        pages_received=sum(len(found.pages) for found in seen.values()),
    )


def look(received: Received, *, store: Store, reader: Reader) -> Seen:
    """Return the pages of a stored file, or why it cannot be used."""
    try:
        found = reader.inspect(store.local(received.sha256), received.media_type, received.sha256)
    except InputError as error:
        return Seen(problem=_problem(error))
    return Seen(pages=tuple(SeenPage(image=page.image, separator=page.separator) for page in found))


def _receive(inbox: Inbox, name: str, prefix: str, checks: manifest.Manifest | None, store: Store) -> _File:
    """Keep the bytes of a file, whatever they are, and find out whether it can be used."""
    file = _File(name.removeprefix(prefix), sha256=None, size=0, kind=None, problem=None)
    try:
        with inbox.open(name) as path:
            file = replace(file, size=path.stat().st_size, sha256=store.put_file(path))
            with path.open("rb") as opened:
                kind = sniff.media_type(opened.read(sniff.HEAD))
            _check_name(name)
            _check_digest(name, path, file.sha256, checks)
        if file.size == 0:
            raise EmptyScan("The file is empty (0 bytes).", _ASK_AGAIN)
        if kind is None:
            raise UnsupportedScan("This kind of file holds no scans.", _ONLY)
    except (InputError, NotFound) as error:
        return replace(file, problem=_problem(error))
    return replace(file, kind=kind)


_ASK_AGAIN = "Ask the scanning contractor for this file again."
_ONLY = "Deliver TIFF, JPEG, PNG, JPEG 2000 or PDF; keep other files outside the delivery."


def _check_name(name: str) -> None:
    if _CONTROL.search(name) or ".." in name.split("/") or name.startswith("/"):
        raise UnsafeName("The name of the file holds characters that no file name should have.", "Rename the file.")
    if max(map(len, name.split("/"))) > _LONGEST:
        raise UnsafeName(f"The name of the file is longer than {_LONGEST} characters.", "Give it a shorter name.")


def _check_digest(name: str, path: Path, sha256: str | None, checks: manifest.Manifest | None) -> None:
    if checks is None:
        return
    promised = checks.digests.get(name)
    if promised is None:
        raise AlteredScan(
            "The manifest does not name this file.", "Ask the contractor whether it belongs to the delivery."
        )
    if checks.algorithm == "sha256":
        actual = sha256
    else:
        with path.open("rb") as file:
            actual = hashlib.file_digest(file, checks.algorithm).hexdigest()
    if actual != promised:
        raise AlteredScan("The file is not the one the manifest speaks of: it changed on the way.", _ASK_AGAIN)


def _manifest_of(inbox: Inbox, names: tuple[str, ...]) -> tuple[manifest.Manifest | None, tuple[Problem, ...]]:
    name = manifest.manifest_name(names)
    if name is None:
        return None, ()
    with inbox.open(name) as path:
        checks = manifest.parse(name, inventory.decode(path.read_bytes()))
    if not checks.unreadable:
        return checks, ()
    lines = ", ".join(map(str, checks.unreadable[:10]))
    return checks, (
        Problem(
            code="manifest_unreadable",
            message=f"Line {lines} of {name} cannot be read.",
            hint="Each line is a digest, two spaces and a file name.",
            severity="error",
        ),
    )


def _missing_files(checks: manifest.Manifest | None, names: tuple[str, ...], prefix: str) -> tuple[str, ...]:
    """Return the names in the manifest that were not delivered, without the payload folder of a bag."""
    lost = sorted(set(checks.digests) - set(names)) if checks else []
    return tuple(name.removeprefix(prefix) for name in lost)


def _missing(name: str) -> Problem:
    return Problem(
        code="file_missing",
        message=f"The manifest names '{_shown(name)}', which was not delivered.",
        hint=_ASK_AGAIN,
        severity="error",
    )


def _inventory_of(inbox: Inbox, beside: tuple[str, ...]) -> tuple[dict[str, InventoryHint], tuple[Problem, ...]]:
    name = next((name for name in beside if name.rpartition("/")[2] == "inventory.csv"), None)
    if name is None:
        return {}, ()
    with inbox.open(name) as path:
        rows = inventory.parse(path.read_bytes())
    if rows:
        return dict(rows), ()
    return {}, (
        Problem(
            code="inventory_unreadable",
            message="The inventory has no column 'dossiermap' or no rows.",
            hint="Its first line must name the columns doos;map;dossiermap;jaar;opmerking.",
        ),
    )


def _dossiers(
    inbox: Inbox,
    files: Sequence[_File],
    seen: dict[str, Seen],
    hints: dict[str, InventoryHint],
    missing: Sequence[str],
) -> tuple[Scans, ...]:
    loose = [
        LoosePage(file.name, page.image, page.separator)
        for file in files
        for page in (seen[file.name].pages if file.name in seen else ())
    ]
    folders = {grouping.folder_of(file.name, inbox.name) for file in files if "/" in file.name or file.name in seen}
    groups = grouping.group(loose, sorted(folders | set(inbox.empty_folders())), inbox.name)
    return tuple(_scans(found, inbox.name, files, seen, hints, missing) for found in groups)


def _scans(
    found: Group,
    delivery: str,
    files: Sequence[_File],
    seen: dict[str, Seen],
    hints: dict[str, InventoryHint],
    missing: Sequence[str],
) -> Scans:
    pages = tuple(
        ScanPage(number=number, file=page.file, image=page.image, separator=page.separator)
        for number, page in enumerate(found.pages, start=1)
    )
    mine = [file for file in files if grouping.folder_of(file.name, delivery) in found.parts]
    problems = [*found.problems, *_left_out(mine, seen), *_mislabelled(mine, seen)]
    problems += [_missing(name) for name in missing if grouping.folder_of(name, delivery) in found.parts]
    hint = next((hints[name] for name in (found.folder, *found.parts) if name in hints), None)
    key = DossierKey(delivery=delivery, folder=found.folder)
    return Scans(key=key, pages=pages, parts=found.parts, inventory=hint, problems=tuple(problems))


def _left_out(files: Sequence[_File], seen: dict[str, Seen]) -> list[Problem]:
    """A dossier whose file is in quarantine is not complete, and must not look it."""
    return [
        Problem(
            code="file_quarantined",
            message=f"File '{_shown(file.name)}' of this dossier is in quarantine: {problem.message}",
            hint=problem.hint,
            severity="error",
        )
        for file in files
        if (problem := _trouble(file, seen)) is not None
    ]


def _mislabelled(files: Sequence[_File], seen: dict[str, Seen]) -> list[Problem]:
    return [
        Problem(
            code="mislabelled",
            message=f"File '{_shown(file.name)}' is called otherwise than what it is: {file.kind}.",
            hint="It was read as what it is; tell the contractor.",
            severity="note",
        )
        for file in files
        if file.name in seen and file.kind != sniff.promised_type(file.name)
    ]


def _quarantined(files: Sequence[_File], seen: dict[str, Seen]) -> tuple[Quarantined, ...]:
    return tuple(
        Quarantined(file=file.name, sha256=file.sha256, size=file.size, problem=problem)
        for file in files
        if (problem := _trouble(file, seen)) is not None
    )


def _trouble(file: _File, seen: dict[str, Seen]) -> Problem | None:
    return file.problem or (seen[file.name].problem if file.name in seen else None)


def _not_delivered(hints: dict[str, InventoryHint], dossiers: Sequence[Scans]) -> tuple[Problem, ...]:
    here = {name for dossier in dossiers for name in (dossier.key.folder, *dossier.parts)}
    return tuple(
        Problem(
            code="dossier_not_delivered",
            message=f"The inventory names dossier '{_shown(folder)}', which was not delivered.",
            hint="Ask the contractor for it, or correct the inventory.",
            severity="error",
        )
        for folder in hints
        if folder not in here
    )


def _problem(error: InputError | NotFound) -> Problem:
    return Problem(code=error.code, message=error.message, hint=error.hint, severity="error")


def _shown(name: str) -> str:
    """Return a name as it can be printed on one line."""
    return _CONTROL.sub("�", name)[:_LONGEST]

"""The papers that come with a delivery, its manifest and inventory: found, read, and kept like everything else."""

import hashlib
import zlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import reduce
from pathlib import Path

from pipeline.errors import AlteredScan, InputError, ServiceUnavailable, UnreadableScan, Unwritable
from pipeline.names import safe, tidy
from pipeline.ports import Inbox, Store
from pipeline.receiving import inventory, manifest
from pipeline.receiving.manifest import Manifest
from pipeline.receiving.promises import Placed, Promises, placed
from schemas.delivery import InventoryHint, Problem

_MOST_BYTES = 200_000_000
"""Of a manifest or inventory: a million lines of a hundred signs are half of it."""
_COLUMNS = 3  # of fetch.txt: where it is, its length, its name
ASK_AGAIN = "Ask the scanning contractor for this file again."


def promises_of(inbox: Inbox, names: tuple[str, ...]) -> tuple[Promises, tuple[Problem, ...]]:
    """Return what the manifests and checksum lists of a delivery promise, and what is wrong with them."""
    found: list[Placed] = []
    problems: list[Problem] = []
    for name in manifest.manifest_names(names):
        try:
            with inbox.open(name) as path:
                checks = manifest.parse(name, inventory.decode(_bytes(path)))
        except InputError as error:
            problems.append(_wrong("manifest_unreadable", f"{name} cannot be opened: {error.message}", error.hint))
            continue
        if not (checks.unreadable or checks.digests) and manifest.may_be_of_pages(name):
            continue
        if checks.unreadable or not checks.digests:
            problems.append(_unreadable(name, checks))
        if manifest.is_misnamed(name, checks):
            problems.append(_misnamed(name, checks))
        one = placed(checks, name, inbox.name, names)
        problems += _where(name, one)
        if one.fits or (one.binds and not one.scope):
            found.append(one)
    return Promises(tuple(found)), tuple(problems)


def _unreadable(name: str, checks: Manifest) -> Problem:
    lines = ", ".join(map(str, checks.unreadable[:10])) + (" …" if len(checks.unreadable) > 10 else "")
    shape = f"a digest ({checks.algorithm}), two spaces and a file name"
    if checks.algorithm == "crc32":
        shape = "a file name, a space and a digest (CRC-32)"
    hint = f"Each line is {shape}; each file stands there once."
    what = f"Line {lines} of {name} cannot be read." if lines else f"There is no checksum in {name}."
    return _wrong("manifest_unreadable", what, hint)


def _misnamed(name: str, checks: Manifest) -> Problem:
    message = f"The digests in '{tidy(name)}' are of another kind than its name says: {checks.algorithm}."
    hint = "They were checked as what they are; tell the contractor to name it after them."
    return Problem(code="manifest_misnamed", message=message, hint=hint, severity="note")


def _where(name: str, one: Placed) -> list[Problem]:
    """Tell that the names of a manifest do not begin where it lies, or that none of them is in the delivery."""
    if not one.manifest.digests:
        return []
    if not one.fits:
        return [
            _wrong(
                "manifest_of_others",
                f"None of the {len(one.manifest.digests)} files that '{tidy(name)}' names is in this delivery.",
                "Ask the contractor for the manifest of this delivery.",
            )
        ]
    moved = f"The names in '{tidy(name)}' do not begin where it lies; they were read as names of this delivery."
    hint = "Nothing needs to be done; tell the contractor to write it inside the folder of the delivery."
    return [Problem(code="manifest_moved", message=moved, hint=hint, severity="note")] if one.moved else []


def inventory_of(
    inbox: Inbox, beside: tuple[str, ...]
) -> tuple[dict[str, InventoryHint], dict[str, str], tuple[Problem, ...]]:
    """Return the hints by folder as `inventory.same` has it, these folders as they stand there, and what is wrong.

    Inventories count wherever they lie, those of single dossiers too, but first what the highest say of a dossier; of
    rows that contradict each other none does.
    """
    said: dict[str, list[InventoryHint]] = {}
    spelled: dict[str, str] = {}
    depth: dict[str, int] = {}
    problems = []
    for name in sorted(filter(manifest.is_inventory, beside), key=lambda name: name.count("/")):
        try:
            with inbox.open(name) as path:
                rows = inventory.parse(_bytes(path))
        except InputError as error:
            message = f"{tidy(name)} cannot be opened: {error.message}"
            problems.append(_wrong("inventory_unreadable", message, error.hint))
            continue
        if not rows:
            problems.append(_no_inventory(name))
        for folder, row in rows:
            key = inventory.same(folder)
            if depth.setdefault(key, name.count("/")) == name.count("/"):
                said.setdefault(key, []).append(row)
                spelled[key] = folder
    sure = {key: hints[0] for key, hints in said.items() if all(hint == hints[0] for hint in hints)}
    twice = (_said_twice(folder) for key, folder in spelled.items() if key not in sure)
    return sure, spelled, (*problems, *twice)


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > _MOST_BYTES:
        raise InputError("it is too large for such a paper.", "Ask the scanning contractor what it is.")
    return path.read_bytes()


def _no_inventory(name: str) -> Problem:
    where = "The inventory" if "/" not in name else f"The inventory '{tidy(name)}'"
    message = f"{where} has no column 'dossiermap' or no rows."
    hint = "One of its first lines must name the columns doos;map;dossiermap;jaar;opmerking."
    return Problem(code="inventory_unreadable", message=message, hint=hint)


def _said_twice(folder: str) -> Problem:
    return Problem(
        code="inventory_twice",
        message=f"The inventory has several rows for dossier '{tidy(folder)}' that differ; none was used.",
        hint="Correct the inventory: one row for each folder.",
    )


def empty_folders(inbox: Inbox, beside: tuple[str, ...], prefix: str) -> set[str]:
    """Return the dossier folders that are empty, or hold nothing but accompanying papers and litter."""
    inside = (name.removeprefix(prefix) for name in beside if name.startswith(prefix))
    folders = {name.partition("/")[0] for name in inside if "/" in name}
    found = {*inbox.empty_folders(), *filter(safe, folders)}
    return {folder for folder in found if not manifest.is_litter_folder(folder)}


def keep(
    inbox: Inbox, beside: tuple[str, ...], checks: Promises, store: Store
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Store the papers; return under which digest each is kept, and what the manifest contradicts."""
    digests = {}
    problems = []
    said = Promises((*checks.lists, *_tag_manifests(inbox, beside)))
    for name in beside:
        try:
            with inbox.open(name) as path:
                digests[name] = sha256 = kept(path, store)
                if not manifest.is_litter(name):
                    _check_promised(name, path, sha256, said)
        except InputError as error:
            problems.append(_wrong(error.code, f"'{tidy(name)}': {error.message}", error.hint))
    return digests, tuple(problems)


def _tag_manifests(inbox: Inbox, beside: tuple[str, ...]) -> Iterator[Placed]:
    """Yield what a bag says about its own papers; one that cannot be opened is reported when it is stored."""
    for name in beside:
        if plain := manifest.of_tags(name):
            with suppress(InputError), inbox.open(name) as path:
                found = manifest.parse(plain, inventory.decode(_bytes(path)))
                yield placed(found, plain, inbox.name, beside)


def missing_from(inbox: Inbox, received: tuple[str, ...], checks: Promises) -> dict[str, Problem]:
    """Return a problem for each file that a manifest or the `fetch.txt` of a bag names and nobody delivered, sorted."""
    away = _to_fetch(inbox, received)
    lost = {*checks.missing(received), *Manifest("", dict.fromkeys(away, ""), ()).missing(received)}
    return {name: _missing(name, away) for name in sorted(lost)}


def _to_fetch(inbox: Inbox, received: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for name in received:
        folder, _, last = name.rpartition("/")
        if last.lower() == "fetch.txt":
            with suppress(InputError), inbox.open(name) as path:
                lines = inventory.decode(_bytes(path)).splitlines()
                named = (line.split(maxsplit=2)[2].strip() for line in lines if len(line.split(maxsplit=2)) == _COLUMNS)
                found.update(f"{folder}/{one}" if folder else one for one in named)
    return found


def _missing(name: str, away: Collection[str]) -> Problem:
    if name in away:
        told = f"'{tidy(name)}' is not in the bag: its fetch.txt says where on the internet it is."
        return _wrong("file_to_fetch", f"{told} kaft fetches nothing.", "Ask the contractor for the complete bag.")
    return _wrong("file_missing", f"The manifest names '{tidy(name)}', which was not delivered.", ASK_AGAIN)


def arriving(names: Collection[str]) -> tuple[Problem, ...]:
    """Tell of files that came, or papers that changed, while the delivery was taken in; `_READY` may come late."""
    names = sorted(name for name in names if name != "_READY")
    if not names:
        return ()
    message = f"While the delivery was taken in {len(names)} files came or changed, '{tidy(names[0])}' among them."
    return (_wrong("still_arriving", message, "Run it again when the copy is finished."),)


def kept(path: Path, store: Store) -> str:
    """Store a file and return its digest; raises UnreadableScan when the disk it came on fails."""
    try:
        return store.put_file(path)
    except ServiceUnavailable as error:
        if isinstance(error, Unwritable) or _readable(path):
            raise
        raise UnreadableScan("The disk it came on cannot read this file.", ASK_AGAIN) from error


def _readable(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            while file.read(1 << 20):
                pass
    except OSError:
        return False
    return True


def check_digest(name: str, path: Path, sha256: str, checks: Promises, *, binds: bool = True) -> None:
    """Raise AlteredScan when the file is not the one the manifest speaks of, or, where it `binds`, does not name it."""
    if binds and not checks.knows(name):
        message = "The manifest does not name this file."
        if checks.is_doubtful(name):
            message = "The manifest does not name this file, as far as it can be read."
        raise AlteredScan(message, "Ask the contractor whether it belongs to the delivery, and for a manifest with it.")
    _check_promised(name, path, sha256, checks)


def _check_promised(name: str, path: Path, sha256: str, checks: Promises) -> None:
    for algorithm, promised in checks.of(name):
        if promised != (sha256 if algorithm == "sha256" else _digest(path, algorithm)):
            raise AlteredScan("The file is not the one the manifest speaks of: it changed on the way.", ASK_AGAIN)


def _digest(path: Path, algorithm: str) -> str:
    with path.open("rb") as file:
        if algorithm == "crc32":
            return f"{reduce(_crc, iter(lambda: file.read(1 << 20), b''), 0):08x}"
        return hashlib.file_digest(file, algorithm).hexdigest()


def _crc(so_far: int, data: bytes) -> int:
    return zlib.crc32(data, so_far)


def _wrong(code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, message=message, hint=hint, severity="error")

"""The papers that come with a delivery, its manifest and inventory: found, read, and kept like everything else."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pipeline.errors import AlteredScan, InputError, ServiceUnavailable, UnreadableScan, Unwritable
from pipeline.names import safe, shown
from pipeline.ports import Inbox, Store
from pipeline.receiving import inventory, manifest
from pipeline.receiving.manifest import Manifest
from schemas.delivery import InventoryHint, Problem

ASK_AGAIN = "Ask the scanning contractor for this file again."


def manifest_of(inbox: Inbox, names: tuple[str, ...]) -> tuple[Manifest | None, tuple[Problem, ...]]:
    """Return the manifest that binds the delivery, if there is one, with those beside it, and what is wrong."""
    found: list[Manifest] = []
    problems: list[Problem] = []
    for name in manifest.manifest_names(names):
        try:
            with inbox.open(name) as path:
                checks = manifest.parse(name, inventory.decode(path.read_bytes()))
        except InputError as error:
            problems.append(_wrong("manifest_unreadable", f"{name} cannot be opened: {error.message}", error.hint))
            continue
        found.append(checks)
        if checks.unreadable:
            lines = ", ".join(map(str, checks.unreadable[:10])) + (" …" if len(checks.unreadable) > 10 else "")
            kind = checks.algorithm
            hint = f"Each line is a digest ({kind}), two spaces and a file name; each file stands there once."
            problems.append(_wrong("manifest_unreadable", f"Line {lines} of {name} cannot be read.", hint))
    return (replace(found[0], weaker=tuple(found[1:])) if found else None), tuple(problems)


def inventory_of(
    inbox: Inbox, beside: tuple[str, ...], prefix: str
) -> tuple[dict[str, InventoryHint], dict[str, str], tuple[Problem, ...]]:
    """Return the hints by folder as `inventory.same` has it, these folders as they stand there, and what is wrong."""
    name = next((name for name in beside if name.removeprefix(prefix).lower() == "inventory.csv"), None)
    if name is None:
        return {}, {}, ()
    try:
        with inbox.open(name) as path:
            rows = inventory.parse(path.read_bytes())
    except InputError as error:
        return {}, {}, (_wrong("inventory_unreadable", f"{name} cannot be opened: {error.message}", error.hint),)
    if rows:
        said: dict[str, list[InventoryHint]] = {}
        for folder, row in rows:
            said.setdefault(inventory.same(folder), []).append(row)
        spelled = {inventory.same(folder): folder for folder, _ in rows}
        sure = {key: hints[0] for key, hints in said.items() if all(hint == hints[0] for hint in hints)}
        return sure, spelled, tuple(_said_twice(folder) for key, folder in spelled.items() if key not in sure)
    message = "The inventory has no column 'dossiermap' or no rows."
    hint = "Its first line must name the columns doos;map;dossiermap;jaar;opmerking."
    return {}, {}, (Problem(code="inventory_unreadable", message=message, hint=hint),)


def _said_twice(folder: str) -> Problem:
    return Problem(
        code="inventory_twice",
        message=f"The inventory has several rows for dossier '{shown(folder)}' that differ; none was used.",
        hint="Correct the inventory: one row for each folder.",
    )


def empty_folders(inbox: Inbox, beside: tuple[str, ...], prefix: str) -> set[str]:
    """Return the folders of dossiers in which there is nothing, or nothing but papers and what a computer leaves."""
    inside = (name.removeprefix(prefix) for name in beside if name.startswith(prefix))
    folders = {name.partition("/")[0] for name in inside if "/" in name}
    found = {*inbox.empty_folders(), *filter(safe, folders)}
    return {folder for folder in found if not manifest.is_litter_folder(folder)}


def keep(inbox: Inbox, beside: tuple[str, ...], checks: Manifest | None, store: Store) -> tuple[Problem, ...]:
    """Keep the papers themselves; return which of them are not what the manifest speaks of."""
    problems = []
    said = (*((checks,) if checks else ()), *_tag_manifests(inbox, beside))
    for name in beside:
        try:
            with inbox.open(name) as path:
                sha256 = kept(path, store)
                for one in said:
                    if not manifest.is_litter(name) and one.promised(name):
                        check_digest(name, path, sha256, one)
        except InputError as error:
            problems.append(_wrong(error.code, f"'{shown(name)}': {error.message}", error.hint))
    return tuple(problems)


def _tag_manifests(inbox: Inbox, beside: tuple[str, ...]) -> Iterator[Manifest]:
    """Give what a bag says of its own papers; that one of these cannot be opened is told when it is kept."""
    for name in beside:
        if plain := manifest.of_tags(name):
            with suppress(InputError), inbox.open(name) as path:
                yield manifest.parse(plain, inventory.decode(path.read_bytes()))


def kept(path: Path, store: Store) -> str:
    """Keep a file and return its digest; raises UnreadableScan when it is the disk it came on that fails."""
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


def check_digest(name: str, path: Path, sha256: str, checks: Manifest | None) -> None:
    """Raise AlteredScan when the file is not the one the manifest speaks of, or the manifest does not know it."""
    if checks is None:
        return
    if checks.promised(name) is None:
        raise AlteredScan(
            "The manifest does not name this file.", "Ask the contractor whether it belongs to the delivery."
        )
    for one in (checks, *checks.weaker):
        promised = one.promised(name)
        if promised is not None and promised != (sha256 if one.algorithm == "sha256" else _digest(path, one.algorithm)):
            raise AlteredScan("The file is not the one the manifest speaks of: it changed on the way.", ASK_AGAIN)


def _digest(path: Path, algorithm: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


def _wrong(code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, message=message, hint=hint, severity="error")

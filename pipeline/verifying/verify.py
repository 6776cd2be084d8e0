"""Checks that nothing is lost or changed: originals in the store, pages in the register, objects in the bucket."""

from collections import Counter
from collections.abc import Iterator

from pydantic import Field

from pipeline.errors import KaftError, Transient
from pipeline.names import tidy
from pipeline.ports import Bucket, Register, Store
from pipeline.ports import bucket as bucket_port
from pipeline.public.desk import Desk
from pipeline.verifying.bucket import check_dossier, check_standards, check_versions
from pipeline.verifying.chain import Anchor, Chain, check_chain
from pipeline.verifying.part import EVERYTHING, Part
from pipeline.verifying.public_tier import check_public
from schemas.base import Contract
from schemas.delivery import Delivery, DossierKey, Problem
from schemas.outcome import Outcome

ANCHOR = "v1/verification/latest.json"
"""Where the end of the chain is kept outside the register, with what the last check without faults found."""


class Verification(Contract):
    """How much was checked, and every fault that was found; `place` and `sealed` are the end of the chain.

    `files` counts the received files by where each ended: `in_dossier`, `set_aside`, `replaced` (set aside, and come
    back repaired in another delivery) or `beside` the scans.
    """

    dossiers: int = 0
    files: dict[str, int] = Field(default_factory=dict)
    pages: int = 0
    originals: int = 0
    objects: int = 0
    lines: int = 0
    place: int = 0
    sealed: str = ""
    faults: tuple[Problem, ...] = ()


def verify(
    register: Register,
    store: Store,
    bucket: Bucket,
    chain: Chain | None = None,
    part: Part = EVERYTHING,
    desk: Desk | None = None,
) -> Verification:
    """Re-read what was received and published and compare it with its digest, and the register with its chain.

    With a `desk` the public tier is checked too: it is what the register says may be public, and no more.

    With a `part`, only that part of the files is read again; what stands in the register is always checked whole.
    When nothing is wrong, the end of the chain is written to the bucket, where the next check looks for it.
    """
    found = _everything(register, store, bucket, chain, part)
    if desk is not None:
        checked, faults = check_public(desk, part)
        faults += check_standards(bucket) if found.objects else ()
        found = found.model_copy(update={"objects": found.objects + checked, "faults": (*found.faults, *faults)})
    if chain is not None and not found.faults:
        return _kept(found, bucket)
    return found


def _kept(found: Verification, bucket: Bucket) -> Verification:
    """Write the end of the chain to the bucket; the findings are returned even if the bucket is read only."""
    try:
        bucket.put(ANCHOR, (found.model_dump_json(indent=1) + "\n").encode(), "application/json")
    except KaftError as error:
        message = f"Nothing else is wrong, but {ANCHOR} could not be written: {error.message}"
        return found.model_copy(update={"faults": (_fault("anchor_unwritten", message, error.hint),)})
    return found


def _everything(register: Register, store: Store, bucket: Bucket, chain: Chain | None, part: Part) -> Verification:
    faults: list[Problem] = []
    checked_chain = None
    if chain is not None:
        anchor, damaged = _anchor(bucket)
        checked_chain = check_chain(chain, anchor)
        faults += (*damaged, *checked_chain.faults)
    originals: dict[str, str] = {}
    pages = objects = dossiers = 0
    files = Counter[str]()
    for delivery in filter(None, map(register.delivery, register.deliveries())):
        originals |= {digest: f"{delivery.name}/{file}" for digest, file in _originals(delivery)}
        pages += delivery.pages_received
        ends = _ends_of_files(delivery)
        files += ends
        faults += _lost_in_intake(delivery, ends)
        faults += _not_replaced(delivery, register)
        faults += _unaccounted(delivery, register.outcomes(delivery.name))
    originals = {digest: file for digest, file in sorted(originals.items()) if part.has(digest)}
    faults += _changed_originals(originals, store)
    for name in register.deliveries():
        for outcome in register.outcomes(name):
            dossiers += 1
            checked, found = check_dossier(outcome, register, bucket, part)
            objects += checked
            faults += found
    faults += check_versions(register, bucket)
    end = checked_chain.end if checked_chain else None
    return Verification(
        dossiers=dossiers,
        files=dict(sorted(files.items())),
        pages=pages,
        originals=len(originals),
        objects=objects,
        lines=checked_chain.lines if checked_chain else 0,
        place=end.place if end else 0,
        sealed=end.sealed if end else "",
        faults=tuple(faults),
    )


def _anchor(bucket: Bucket) -> tuple[Anchor | None, tuple[Problem, ...]]:
    """Return the end of the chain at the last check that found nothing wrong, and what is wrong with that object."""
    if (kept := bucket_port.get_or_none(bucket, ANCHOR)) is None:
        return None, ()
    try:
        seen = Verification.model_validate_json(kept)
    except ValueError:
        hint = "Find out who changed it; when that is explained, remove it: the next check writes it anew."
        return None, (_fault("anchor_damaged", f"Object {ANCHOR} is not what `kaft verify` wrote.", hint),)
    return (Anchor(seen.place, seen.sealed) if seen.place else None), ()


def _ends_of_files(delivery: Delivery) -> Counter[str]:
    """Return how many received files of a delivery ended where."""
    return +Counter(
        in_dossier=len({page.file for scans in delivery.dossiers for page in scans.pages}),
        set_aside=sum(not file.replaced_by for file in delivery.quarantined),
        replaced=sum(bool(file.replaced_by) for file in delivery.quarantined),
        beside=len(delivery.accompanying),
    )


def _not_replaced(delivery: Delivery, register: Register) -> Iterator[Problem]:
    """Report files said to have been replaced that were not: nobody is waiting for them any more."""
    for by in sorted({file.replaced_by for file in delivery.quarantined if file.replaced_by}):
        name, _, folder = by.partition("/")
        ended = {outcome.key.folder: outcome.state for outcome in register.outcomes(name)}
        if ended.get(folder) not in {"published", "review"}:
            yield _fault(
                "replacement_gone",
                f"Files of {delivery.name} were replaced by dossier {DossierKey(delivery=name, folder=folder).id}, "
                "which is not there or has no pages.",
                "Run the newer delivery again, or ask for these files once more.",
            )


def _lost_in_intake(delivery: Delivery, ends: Counter[str]) -> Iterator[Problem]:
    if ends.total() != delivery.files_received:
        yield _fault(
            "files_lost",
            f"{delivery.files_received} files of {delivery.name} came in, of {ends.total()} the end is known.",
            "Run the delivery again; do not destroy the paper.",
        )
    sorted_in = sum(len(scans.pages) for scans in delivery.dossiers)
    if sorted_in != delivery.pages_received:
        yield _fault(
            "pages_lost",
            f"{delivery.pages_received} pages of {delivery.name} came in, {sorted_in} are in a dossier.",
            "Run the delivery again; do not destroy the paper.",
        )


def _unaccounted(delivery: Delivery, outcomes: tuple[Outcome, ...]) -> Iterator[Problem]:
    ended = {outcome.key: outcome for outcome in outcomes}
    for scans in delivery.dossiers:
        outcome = ended.get(scans.key)
        if outcome is None:
            yield _fault(
                "unfinished", f"Dossier {scans.key.id} of {delivery.name} has not come to its end.", "Run it again."
            )
        elif outcome.pages != len(scans.pages):
            yield _fault(
                "pages_lost",
                f"Dossier {scans.key.id} had {len(scans.pages)} pages and ended with {outcome.pages}.",
                "Run the delivery again; do not destroy the paper.",
            )


def _originals(delivery: Delivery) -> Iterator[tuple[str, str]]:
    """Give the digest and the name of every file of a delivery that is kept."""
    yield from ((page.image.sha256, page.file) for scans in delivery.dossiers for page in scans.pages)
    yield from ((file.sha256, file.file) for file in delivery.quarantined if file.sha256)
    yield from ((digest, file) for file, digest in delivery.digests.items())


def _changed_originals(originals: dict[str, str], store: Store) -> Iterator[Problem]:
    for digest, file in originals.items():
        try:
            store.get(digest)
        except Transient:  # a service that is too busy has lost nothing
            raise
        except KaftError as error:
            message = f"The original '{tidy(file)}' is lost or changed: {error.message}"
            yield _fault("original", message, "Restore it from a backup of the store, or deliver it again.")


def _fault(code: str, message: str, hint: str = "Restore it from a backup.") -> Problem:
    return Problem(code=code, message=message, hint=hint, severity="error")

"""Enters into the register what only the bucket knows: after the register was lost, or an older backup restored.

Versions come back as they were published, with what people answered in them, withdrawals and mergers. Deliveries do
not: they are run again, which changes nothing where the same is read.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.acts import standing
from pipeline.bucket.history import DEPTH, FOLDER, LATEST, MANIFEST, folder_of, pointer_of, read_back, versions_of
from pipeline.errors import ContractBroken, KaftError, NotFound, RegisterOlder
from pipeline.ports import Publication, Register, Store
from pipeline.ports.bucket import Bucket, get_or_none
from pipeline.ports.reviews import ReviewBook
from pipeline.stages.deliver import point
from schemas.acts import Cause
from schemas.flat import FIELDS
from schemas.outcome import Package
from schemas.record import Many, Record
from schemas.reviews import Correction, Review

WHY = "overgenomen uit de bucket"
"""Why the history of a register has what was only in the bucket."""


class TakenOver(NamedTuple):
    """How many versions, decisions and answers the register has now that it did not have, and what it could not take.

    `refused` is by dossier: the first version of it that could not be taken, and none after that.
    """

    versions: int
    decisions: int
    answers: int
    refused: Mapping[str, KaftError]


def in_bucket(bucket: Bucket) -> dict[str, dict[int, list[str]]]:
    """Return of each dossier its whole versions in the bucket, with the municipality that each lies under, or several.

    Several are of two histories: a register gives a number once.
    """
    dossiers: dict[str, dict[int, list[str]]] = {}
    for key in bucket.keys(f"{FOLDER}/"):
        *_, nis, dossier_id, path = key.split("/", DEPTH) if key.count("/") >= DEPTH else ("", "", "")
        for version, paths in versions_of((path,)).items():
            if MANIFEST in paths:
                dossiers.setdefault(dossier_id, {}).setdefault(version, []).append(nis)
    return dossiers


def unknown(register: Register, bucket: Bucket) -> int:
    """Return how many versions `in_bucket` has and the register has not."""
    return sum(
        not _known(register.package(dossier_id, version), nis)
        for dossier_id, versions in in_bucket(bucket).items()
        for version, towns in versions.items()
        for nis in towns
    )


def _known(package: Package | None, nis: str) -> bool:
    return package is not None and package.nis == nis


def take_over(register: Register, reviews: ReviewBook, store: Store, bucket: Bucket, who: str) -> TakenOver:
    """Enter in the register what the bucket has and it has not; objects that the store lacks are put there too.

    Safe to repeat and to break off. Nothing in the bucket changes but pointers: those that say less than the register,
    and the sum in those of versions of which something was noticed while they were made: only the register knew that.
    """
    versions = decisions = answers = 0
    refused: dict[str, KaftError] = {}
    there = in_bucket(bucket)
    for dossier_id, own in sorted(there.items()):
        try:
            versions += _versions(dossier_id, own, register, store, bucket, who)
            answers += _answers(dossier_id, register, reviews)
            towns = {nis for lying in own.values() for nis in lying}
            decisions += _decisions(dossier_id, towns, register, bucket, who)
            point(dossier_id, register=register, bucket=bucket)
        except (NotFound, ContractBroken, RegisterOlder) as error:
            refused[dossier_id] = error
    return TakenOver(versions, decisions, answers, refused)


def _versions(
    dossier_id: str, own: Mapping[int, list[str]], register: Register, store: Store, bucket: Bucket, who: str
) -> int:
    """Enter the versions after the newest known one; raise ContractBroken when an earlier one is not the register's."""
    current = register.current(dossier_id)
    known = current.version if current else 0
    taken = []
    for version, towns in sorted(own.items()):
        nis = towns[0]
        if version > known and len(towns) == 1:
            record, package = read_back(nis, dossier_id, version, store, bucket)
            taken.append(Publication(record, package, version, Cause(who=who, why=WHY)))
        elif len(towns) > 1 or not _known(register.package(dossier_id, version), nis):
            raise ContractBroken(
                f"Dossier {dossier_id} has two different versions {version}, in the bucket or in the register.",
                "Find out which of the two is right; kaft changes neither.",
            )
    return register.publish_many(taken)


def _decisions(dossier_id: str, towns: set[str], register: Register, bucket: Bucket, who: str) -> int:
    """Enter a withdrawal or a merger of which a pointer tells, and return how many that were.

    A withdrawal that the register knows as undone may have been made again since: what is hidden stays hidden.
    """
    made = 0
    for nis in sorted(towns):
        said = pointer_of(get_or_none(bucket, f"{folder_of(nis, dossier_id)}/{LATEST}"))
        now = standing(register.history(dossier_id))
        if said and said.withdrawn and dossier_id not in now.withdrawn:
            register.act("withdrawn", dossier_id, who=who, why=WHY)
        elif said and said.home and dossier_id not in now.merged:
            register.act("merged", dossier_id, who=who, why=WHY, other=said.home)
        else:
            continue
        made += 1
    return made


def _answers(dossier_id: str, register: Register, reviews: ReviewBook) -> int:
    """Enter what people answered, as it stands in the newest record, where nobody is known to have answered anything.

    Without that the next reading would put the machine's values in the place of people's.
    """
    record, current = register.record(dossier_id), register.current(dossier_id)
    if record is None or current is None or reviews.corrections(dossier_id):
        return 0
    made = corrections_of(record, current.version)
    if made:
        before, municipality = reviews.review(dossier_id), record.municipality.value
        at = max(correction.at for correction in made)
        review = before or Review(
            dossier_id=dossier_id, key=record.key, nis=municipality.nis if municipality else "00000",
            version=current.version, revision=0, state="closed", opened_at=at, changed_at=at,
        )  # fmt: skip
        reviews.save(review.model_copy(update={"revision": review.revision + 1}), made)
    return len(made)


def corrections_of(record: Record, version: int) -> tuple[Correction, ...]:
    """Return the answers that stand in a record, one for each objection that was overruled.

    What the machine thought of these fields does not stand there.
    """
    made = []
    for name in FIELDS:
        field: Any = record.field(name)
        if (mark := field.correction) is None:
            continue
        items = field.items if isinstance(field, Many) else (field,)
        answer = Correction(
            dossier_id=record.id, field=name, kind=mark.kind, values=field.values if mark.kind == "value" else (),
            read=mark.read, status="review", confidence=0.0, asked="doubtful", version=version, at=mark.at, final=True,
            evidence=items[0].evidence if items else (), reviewer=mark.by[-1],
            agreed_with=mark.by[0] if len(mark.by) > 1 else None, channel="terminal",
        )  # fmt: skip
        made += [answer.model_copy(update={"reason": reason}) for reason in mark.knowing or ("",)]
    return tuple(sorted(made, key=lambda correction: correction.at))

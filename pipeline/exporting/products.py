"""Products derived from records: permit list for a notary, an owner's dossiers, lapse check, grounds for a dossier."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from pipeline.bucket.linked_data import sure, sure_values
from pipeline.bucket.vip import vip
from pipeline.errors import ConfigError
from pipeline.public.access import AccessPolicy
from pipeline.public.view import documents_of
from pipeline.wording import FIELD_LABELS, said_address, said_parcel
from schemas.flat import FIELDS
from schemas.outcome import Package
from schemas.products import Footprint, LapseCheck, LapseList, NotaryItem, NotaryList, OwnDossier, Proof
from schemas.record import Many, Record
from schemas.words import DecisionKind, FieldName, PermitType

_GRANTED: tuple[DecisionKind, ...] = ("verleend", "verleend met voorwaarden")
_DAY = len("1974-03-12")


@dataclass(frozen=True, slots=True)
class LapseRule:
    """One rule of `config/lapse.toml`."""

    types: tuple[PermitType, ...]
    years: int
    what: str
    basis: str
    checked: bool


def lapse_rules(text: str) -> tuple[LapseRule, ...]:
    """Read the rules; raises ConfigError."""
    try:
        rows = tomllib.loads(text).get("regel", ())
        rules = tuple(
            LapseRule(tuple(row["soorten"]), int(row["jaren"]), row["wat"], row["grondslag"], bool(row["nagekeken"]))
            for row in rows
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"The rules for lapsing cannot be read: {error}.", "See config/lapse.toml.") from error
    strange = {kind for rule in rules for kind in rule.types} - set(get_args(PermitType))
    if strange:
        raise ConfigError(
            f"There is no permit type '{min(strange)}'; it can be {', '.join(get_args(PermitType))}.",
            "See config/lapse.toml.",
        )
    return rules


def notary_list(asked: str, found: Iterable[tuple[Record, Package, int]], nothing: str = "") -> NotaryList:
    """Return the permits for a notary. Doubtful dossiers are listed too, with their uncertain values as gaps."""
    permits = tuple(
        NotaryItem(
            dossier_id=record.id,
            version=version,
            objects=f"v1/dossiers/{package.nis}/{record.id}/v{version}/",
            permit=vip(record),
        )
        for record, package, version in found
    )
    gaps = ["Alleen wat gedigitaliseerd is: `kaft status --coverage` zegt wat dat is."]
    return NotaryList(asked=asked, permits=permits, gaps=tuple([nothing, *gaps] if nothing else gaps))


def own_dossier(record: Record, policy: AccessPolicy) -> OwnDossier:
    """Return a dossier as the owner of the home sees it. The people in it may be earlier owners: they stay out."""
    subject = sure(record.subject)
    names = {
        word.casefold() for name in (*record.applicants.values, record.architect.value or "") for word in name.split()
    }
    named = subject is not None and any(word.strip(".,;").casefold() in names for word in subject.split())
    gaps = [*_doubts(record), *(["Voorwerp: noemt iemand, daarom weggelaten."] if named else [])]
    return OwnDossier(
        dossier_id=record.id,
        references=tuple(number.value for number in sure_values(record.references)),
        permit_type=sure(record.permit_type),
        decision=sure(record.decision),
        decided=sure(record.dates.decision),
        subject=None if named else subject,
        documents=documents_of(record, policy),
        proof=_proof(record, ("references", "decision", "dates.decision")),
        gaps=tuple(gaps),
    )


def lapse_list(records: Iterable[Record], rules: Iterable[LapseRule], on: str) -> LapseList:
    """Return the granted permits that are due for a check on a day (ISO 8601)."""
    due: list[LapseCheck] = []
    undated: list[str] = []
    known = tuple(rules)
    for record in records:
        kind, decided = sure(record.permit_type), sure(record.dates.decision)
        mine = [rule for rule in known if kind in rule.types]
        if not mine or sure(record.decision) not in _GRANTED:
            continue
        if not decided or len(decided) != _DAY:
            undated.append(record.id)
            continue
        due += [check for rule in mine if (check := _check(record, rule, decided, str(kind))).due <= on]
    return LapseList(on=on, due=tuple(sorted(due, key=lambda c: (c.due, c.dossier_id))), undated=tuple(undated))


def footprint(record: Record) -> Footprint:
    """Return today's parcels of a dossier; a number that no table knows today is not placed."""
    parcels, addresses = sure_values(record.parcels), sure_values(record.addresses)
    unplaced = [said_parcel(parcel) for parcel in parcels if not parcel.capakey]
    if not parcels:
        unplaced += [said_address(address) for address in addresses]
    gaps = [gap for name in ("parcels", "addresses") for gap in _doubts(record, (name,))]
    if any(parcel.capakey for parcel in parcels):
        gaps.append(
            "De percelen zijn niet met het huidige kadasterplan vergeleken: ze kunnen gesplitst of vervangen zijn."
        )
    return Footprint(
        dossier_id=record.id,
        parcels=tuple(dict.fromkeys(parcel.capakey for parcel in parcels if parcel.capakey)),
        unplaced=tuple(unplaced),
        proof=_proof(record, ("parcels", "addresses")),
        gaps=tuple(gaps),
    )


def _check(record: Record, rule: LapseRule, decided: str, kind: str) -> LapseCheck:
    numbers = sure_values(record.references)
    first = next((number.value for number in numbers if number.primary), None)
    return LapseCheck(
        dossier_id=record.id, reference=first, permit_type=kind, decided=decided,
        due=f"{int(decided[:4]) + rule.years}{decided[4:]}", what=rule.what, basis=rule.basis,
        checked_by_lawyer=rule.checked, proof=_proof(record, ("dates.decision", "permit_type")),
    )  # fmt: skip


def _proof(record: Record, names: Iterable[FieldName]) -> tuple[Proof, ...]:
    found = []
    for name in names:
        field = record.field(name)
        if field.status not in {"accepted", "corrected"}:
            continue
        for item in field.items if isinstance(field, Many) else (field,):
            found += [Proof(dossier_id=record.id, page=seen.page, text=seen.text) for seen in item.evidence[:1]]
    return tuple(found)


def _doubts(record: Record, names: Iterable[FieldName] = FIELDS) -> list[str]:
    return [
        f"{FIELD_LABELS[name]}: nog na te kijken door een medewerker."
        for name in names
        if record.field(name).status == "review"
    ]

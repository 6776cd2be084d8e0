"""Which documents of a dossier may have a public copy of their scan, and which copies exist."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from pipeline.ports import Ledger, Store
from pipeline.public.access import AccessPolicy, ScanRule, scan_rule
from pipeline.public.personal import VERSION
from schemas.public import PublicFile, PublicScan
from schemas.record import Record
from schemas.redaction import Redacted

FOLDER = "v1/public/scans"


@dataclass(frozen=True, slots=True)
class Copies:
    """What was made, as the ledger knows it. `today` decides whether a document is old enough."""

    ledger: Ledger
    store: Store
    policy: AccessPolicy
    today: dt.date

    def allowed(self, record: Record) -> dict[int, ScanRule]:
        """Return the rule that opens the scan of each document, by its number; documents without one are left out."""
        rules = {
            number: scan_rule(self.policy, record, document.type, self.today)
            for number, document in enumerate(record.documents, 1)
        }
        return {number: rule for number, rule in rules.items() if rule}

    def made(self, record: Record, number: int) -> Redacted | None:
        """Return what became of the copy of a document of just this record; None: nobody has tried."""
        digest = self.ledger.result(fingerprint(record, number))
        if digest is None or not self.store.has(digest):
            return None
        made = Redacted.model_validate_json(self.store.get(digest))
        return made if all(self.store.has(file.sha256) for file in made.files) else None

    def keep(self, record: Record, made: Redacted) -> None:
        """Remember what became of the copy of a document."""
        digest = self.store.put(made.canonical().encode())
        self.ledger.remember(fingerprint(record, made.number), "redact", digest)

    def public(self, record: Record) -> dict[int, PublicScan]:
        """Return the copies that everybody may see now, by the number of their document."""
        found = {}
        for number, rule in self.allowed(record).items():
            made = self.made(record, number)
            if made and made.files:
                found[number] = public_scan(record.id, made, rule)
        return found


def public_scan(dossier_id: str, made: Redacted, rule: ScanRule) -> PublicScan:
    """Return how a copy stands in the public record; its keys name nothing but the dossier's id and digests."""
    digest = hashlib.sha256("".join(file.sha256 for file in made.files).encode()).hexdigest()[:16]
    files = tuple(
        PublicFile(key=f"{FOLDER}/{dossier_id}/{digest}/{file.path}", sha256=file.sha256) for file in made.files
    )
    return PublicScan(files=files, hidden=round(made.hidden / max(made.words, 1), 3), basis=rule.basis)


def fingerprint(record: Record, number: int) -> str:
    """Return what a copy rests on: another record, for instance with one more name in it, asks for another copy."""
    return hashlib.sha256(f"public copy {VERSION}\n{record.digest()}\n{number}".encode()).hexdigest()

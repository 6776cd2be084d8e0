"""The evidence for replacing paper by scans: what was checked of a series, by whom, and which paper must stay."""

from typing import Literal

from schemas.base import Contract

EVIDENCE_VERSION = "1.0.0"

Reason = Literal[
    "kept", "not_published", "waiting", "bad_scan", "missing", "set_aside", "scan_again", "illegible", "withdrawn",
    "merged", "changed", "sample", "unaccounted",
]  # fmt: skip
"""Why the paper of a dossier must not be destroyed. `kept` was said by a person, the others follow from the facts."""

Verdict = Literal["", "goed", "slecht"]
Result = Literal["accepted", "refused", "unfinished"]


class Flag(Contract):
    """One reason, with what it is about in Dutch."""

    reason: Reason
    detail: str


class EvidenceOfDossier(Contract):
    """One dossier of the series. `flags` empty means that kaft knows no reason to keep the paper: never permission.

    `version` is the newest one, published `at` by `by`; `answers` is how many fields people looked at, `reviewers` who.
    """

    id: str
    delivery: str
    folder: str
    state: str
    version: int | None
    at: str
    by: str
    pages: int
    answers: int
    reviewers: tuple[str, ...]
    flags: tuple[Flag, ...]

    @property
    def stays(self) -> bool:
        """Tell whether the paper must not be destroyed."""
        return bool(self.flags)


class Sampled(Contract):
    """A page of the sample, and what a person said of it."""

    delivery: str
    folder: str
    file: str
    page: int
    verdict: Verdict = ""
    by: str = ""
    on: str = ""


class Rescan(Contract):
    """A page that must be scanned again, or is missing; `why` and `measured` in Dutch."""

    delivery: str
    folder: str
    file: str
    page: int | None
    why: str
    measured: str


class SetAside(Contract):
    """A file that was no usable scan; `replaced_by` is the dossier in which it came back."""

    delivery: str
    file: str
    why: str
    replaced_by: str = ""


class EvidenceOfDelivery(Contract):
    """One delivery: what came in, and the acceptance sample of ISO 2859-1 with its result."""

    name: str
    files: int
    pages: int
    accounted: int
    listed: bool
    level: str
    aql: float
    letter: str
    lot: int
    size: int
    accept: int
    bad: int
    judged: int
    result: Result


class Fixity(Contract):
    """What re-reading found: how many originals, how many lost or changed, and the end of the chain of the register."""

    originals: int
    faults: int
    chain_lines: int
    chain_faults: int
    sealed: str


class EvidencePack(Contract):
    """The evidence pack of a series. `on` is the day for which it was made, `programs` is who read the pages."""

    schema_version: str = EVIDENCE_VERSION
    series: str
    on: str
    deliveries: tuple[EvidenceOfDelivery, ...]
    dossiers: tuple[EvidenceOfDossier, ...]
    sample: tuple[Sampled, ...]
    rescans: tuple[Rescan, ...]
    set_aside: tuple[SetAside, ...]
    fixity: Fixity
    programs: tuple[str, ...]
    limits: dict[str, str]

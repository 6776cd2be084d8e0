"""What was done to a dossier in the register: who did what, when and why. Never changed or removed."""

from typing import Literal

from schemas.base import Contract

ActKind = Literal["published", "withdrawn", "merged", "apart", "kept", "settled", "undone"]
"""`merged`: it is part of `other`; `apart`: it and `other` are two, whatever their numbers; `undone`: act `undoes`.

`kept`: its paper must not be destroyed, whatever else is known. `settled`: what is gone of it was meant to go.
"""


class Act(Contract):
    """One line of the history. `number` grows; `at` is UTC, ISO 8601.

    `version` and `changed` (names of fields, never their values) are of a publication, `other` of merging and parting,
    `undoes` of undoing.
    """

    number: int
    at: str
    who: str
    kind: ActKind
    dossier_id: str
    why: str
    version: int | None = None
    changed: tuple[str, ...] = ()
    other: str | None = None
    undoes: int | None = None


class Cause(Contract):
    """Who publishes a version, and why."""

    who: str = "kaft"
    why: str = "gedigitaliseerd"


ANSWERED = "nagekeken: "
"""How the cause of a version begins that came of people's answers; the names of the fields follow."""
DIGITISED = Cause()


class FeedEvent(Contract):
    """One change of what everybody may see: a new state of a dossier, or its removal when `member` is None.

    `number` counts from 1 without gaps over all dossiers, `version` from 1 within the dossier; `at` is UTC and grows.
    """

    number: int
    dossier_id: str
    version: int
    at: str
    member: str | None

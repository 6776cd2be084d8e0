"""Who read what: one line for each dossier that somebody was shown by kaft."""

from typing import Literal

from schemas.base import Contract

Tier = Literal["internal", "integrators", "public"]
"""Whose view it was: everything, what has a legal basis (notaries, owners), or what everybody may see."""


class DossierRead(Contract):
    """One reading before it is written down: `what` is the command, `purpose` what the reader says it is for.

    `dossier_id` is None for more dossiers than are named one by one; `count` is how many they were. Nothing here tells
    what was searched for or what stands in a dossier.
    """

    who: str
    what: str
    tier: Tier = "internal"
    purpose: str = ""
    dossier_id: str | None = None
    count: int = 1


class Read(DossierRead):
    """A line of the log. `number` grows; `at` is UTC, ISO 8601."""

    number: int
    at: str

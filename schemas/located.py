"""What the official lists say about an address: its form at the time, today's form, and how surely they match."""

from typing import Literal

from pydantic import Field

from schemas.base import Contract

MatchLevel = Literal["address", "street", "municipality", "none"]
MatchKind = Literal[
    "as_written", "abbreviation", "other_language", "renamed", "declined", "old_spelling", "misread", ""
]
"""How the street as written leads to the one of today; empty when no street was found."""


class OfficialAddress(Contract):
    """An address in the words of a register; what is not known of it is None."""

    municipality: str
    nis: str
    street: str | None = None
    number: str | None = None
    box: str | None = None
    postcode: str | None = None
    street_id: str | None = None
    address_id: str | None = None


class Located(Contract):
    """Where an address lies according to the official lists; the address as written stays in the field itself.

    `then` is the form of its time: the municipality as it was in the year of the dossier. `today` is the form of now.
    `historic` says that the street or number is in no register of today: streets are renamed and numbers given anew,
    so it is a remark and no error. `checked` names the list that decided; it is empty when none knows the municipality.
    """

    level: MatchLevel = "none"
    kind: MatchKind = ""
    score: float = Field(default=0.0, ge=0, le=1)
    then: OfficialAddress | None = None
    today: OfficialAddress | None = None
    historic: bool = False
    candidates: tuple[OfficialAddress, ...] = ()
    checked: str = ""
    reason: str = ""

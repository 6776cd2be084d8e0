"""What others get from the register without retyping: every answer names its evidence and its gaps."""

from schemas.base import Contract
from schemas.public import PublicDocument
from schemas.vip import VipPermit


class Proof(Contract):
    """Where it stands: dossier, page, and the text as read."""

    dossier_id: str
    page: int
    text: str


class NotaryItem(Contract):
    """A permit on the list for a notary: the VIP product, and where its objects lie in the bucket."""

    dossier_id: str
    version: int
    objects: str
    permit: VipPermit


class NotaryList(Contract):
    """All permits that were found for what was asked; `gaps` says what the list cannot know."""

    asked: str
    permits: tuple[NotaryItem, ...]
    gaps: tuple[str, ...]


class OwnDossier(Contract):
    """A dossier of a home as its owner sees it: no names of others, and which documents can be read or copied."""

    dossier_id: str
    references: tuple[str, ...]
    permit_type: str | None
    decision: str | None
    decided: str | None
    subject: str | None
    documents: tuple[PublicDocument, ...]
    proof: tuple[Proof, ...]
    gaps: tuple[str, ...]


class LapseCheck(Contract):
    """A permit that a person looks at: the rule, what it rests on, and from which day it is due."""

    dossier_id: str
    reference: str | None
    permit_type: str
    decided: str
    due: str
    what: str
    basis: str
    checked_by_lawyer: bool
    proof: tuple[Proof, ...]


class LapseList(Contract):
    """All permits that are due on a day, and the ones that cannot be judged."""

    on: str
    due: tuple[LapseCheck, ...]
    undated: tuple[str, ...]


class Footprint(Contract):
    """The ground of a dossier: today's parcels by capakey, and what could not be placed, as written."""

    dossier_id: str
    parcels: tuple[str, ...]
    unplaced: tuple[str, ...]
    proof: tuple[Proof, ...]
    gaps: tuple[str, ...]

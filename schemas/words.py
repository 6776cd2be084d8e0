"""The closed vocabularies of the contract: page types, permit types, decisions, statuses."""

from typing import Literal

PageType = Literal[
    "kaft", "aanvraag", "besluit", "weigering", "advies", "plan", "nota", "brief", "statistiek",
    "foto", "pv", "kadaster", "attest", "bericht", "blanco", "scheidingsblad", "overig",
]  # fmt: skip
PermitType = Literal[
    "bouwvergunning", "stedenbouwkundige vergunning", "verkavelingsvergunning", "verkavelingswijziging",
    "omgevingsvergunning", "sloopvergunning", "milieuvergunning", "stedenbouwkundig attest", "melding",
    "regularisatievergunning",
]  # fmt: skip
DecisionKind = Literal[
    "verleend", "verleend met voorwaarden", "geweigerd", "stilzwijgend geweigerd", "ingetrokken", "zonder gevolg"
]
ReferenceKind = Literal["municipal", "stedenbouw", "omv", "verkaveling", "milieu", "other"]

FieldStatus = Literal["accepted", "review", "corrected", "absent"]
"""`absent` always goes with an `Absence`: three different answers that must not be mixed up."""
Absence = Literal["not_in_dossier", "illegible", "not_looked_for"]

FieldName = Literal[
    "municipality", "references", "permit_type", "decision", "dates.application", "dates.receipt", "dates.decision",
    "dates.notification", "addresses", "parcels", "applicants", "architect", "subject",
]  # fmt: skip

DossierState = Literal["received", "published", "review", "quarantined", "failed"]
DossierEnd = DossierState | Literal["withdrawn"]

AnswerKind = Literal["value", "later", "illegible", "absent", "wrong_dossier", "rescan"]
"""What a person can say of a field: its value, or why there is none; `later` puts it off."""

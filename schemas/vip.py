"""The VIP product "vergunning (ouder)": what the Vastgoedinformatieplatform asks of an older permit.

Field names and the codes of `Aard` are those of the platform (Athumi, pages 60991456, 60994753 and 61033241); it always
has NIET_GEKEND (in the register of permits: ANDER) for what is not known. The code lists of the other fields were not
public when this was written: the codes below are kaft's own words for the closed list of decisions.
"""

from typing import Literal

from schemas.base import Contract

VIP_VERSION = "1.0.0"

Aard = Literal[
    "GROND_OPSLAG", "GROND_PARKEREN", "GROND_PLAATSEN_PUBLICITEIT", "NIET_GEKEND", "NIEUW_BIJGEBOUW",
    "NIEUW_EENGEZINSWONING", "NIEUW_OPENBAAR_NUT", "NIEUW_HANDEL", "NIEUW_INDUSTRIE", "NIEUW_INFRASTRUCTUUR",
    "NIEUW_KANTOREN", "NIEUW_LAND_TUINBOUW", "NIEUW_MEERGEZINSWONING", "NIEUW_TOERISME", "ONTBOSSEN",
    "PUBLICITEITSINRICHTINGEN", "RELIEFWIJZIGING", "SLOPEN_BIJGEBOUW", "SLOPEN_EENGEZINSWONING",
]  # fmt: skip
Beslissing = Literal[
    "VERLEEND", "VERLEEND_MET_VOORWAARDEN", "GEWEIGERD", "STILZWIJGEND_GEWEIGERD", "INGETROKKEN", "ZONDER_GEVOLG",
    "NIET_GEKEND",
]  # fmt: skip
Bekend = Literal["JA", "NEE", "NIET_GEKEND"]
Verval = Literal["VERVALLEN", "NIET_VERVALLEN", "NIET_GEKEND"]

REGISTER_CODES: dict[Aard, str] = {
    "GROND_OPSLAG": "OPSLAFVAL", "GROND_PARKEREN": "PARKING", "GROND_PLAATSEN_PUBLICITEIT": "GRONDPUBL",
    "NIET_GEKEND": "ANDER", "NIEUW_BIJGEBOUW": "N_BIJ", "NIEUW_EENGEZINSWONING": "N_EEN",
    "NIEUW_OPENBAAR_NUT": "N_OPENBAAR", "NIEUW_HANDEL": "N_HANDEL", "NIEUW_INDUSTRIE": "N_INDUS",
    "NIEUW_INFRASTRUCTUUR": "N_INFRA", "NIEUW_KANTOREN": "N_KANTOOR", "NIEUW_LAND_TUINBOUW": "N_LANDTUIN",
    "NIEUW_MEERGEZINSWONING": "N_MEER", "NIEUW_TOERISME": "N_TOERISME", "ONTBOSSEN": "ONTBOSSEN",
    "PUBLICITEITSINRICHTINGEN": "PUBLICIT", "RELIEFWIJZIGING": "WIJZRELIEF", "SLOPEN_BIJGEBOUW": "S_BIJ",
    "SLOPEN_EENGEZINSWONING": "S_EEN",
}  # fmt: skip
"""What the register of permits calls each kind of request (technical guideline of the vergunningenregister)."""


class AardCode(Contract):
    """One kind of request, in the code of the platform and in that of the register of permits."""

    vip: Aard
    vergunningenregister: str


class VipSource(Contract):
    """Where the value of a field was read: field of this product, page of the dossier, text, and how sure."""

    veld: str
    blad: int
    tekst: str
    zekerheid: float


class VipPermit(Contract):
    """The fourteen fields of the product, the parcels it is asked by, where each value stands, and what is missing.

    `gaten` says in words what is not known and why; a field with a gap is null, empty or NIET_GEKEND.
    """

    versie: str = VIP_VERSION
    beschrijving: str | None
    referentie: str
    aard: tuple[AardCode, ...]
    vergunningverlenende_overheid: str | None
    beslissing_eerste_aanleg: Beslissing
    datum_beslissing: str | None
    beroep_aangetekend: Bekend
    beroepsinstantie: str | None
    beslissing_beroep: Beslissing | None
    datum_beslissing_beroep: str | None
    voorwaarden: tuple[str, ...]
    verval_status: Verval
    datum_verval: str | None
    bijlagen: tuple[str, ...]
    percelen: tuple[str, ...]
    bronnen: tuple[VipSource, ...]
    gaten: tuple[str, ...]

"""Fills in the VIP product "vergunning (ouder)" from a record; whatever is uncertain is reported as unknown."""

import re
import unicodedata
from typing import Any

from pipeline.bucket.linked_data import sure, sure_values
from pipeline.wording import FIELD_LABELS, said_parcel
from schemas.record import Many, One, Record
from schemas.vip import REGISTER_CODES, Aard, AardCode, Beslissing, VipPermit, VipSource
from schemas.words import DecisionKind, FieldName

_DECISIONS: dict[DecisionKind, Beslissing] = {
    "verleend": "VERLEEND", "verleend met voorwaarden": "VERLEEND_MET_VOORWAARDEN", "geweigerd": "GEWEIGERD",
    "stilzwijgend geweigerd": "STILZWIJGEND_GEWEIGERD", "ingetrokken": "INGETROKKEN", "zonder gevolg": "ZONDER_GEVOLG",
}  # fmt: skip
_FILLED_FROM: dict[str, FieldName] = {
    "beschrijving": "subject", "referentie": "references", "aard": "subject",
    "beslissing_eerste_aanleg": "decision", "datum_beslissing": "dates.decision", "percelen": "parcels",
}  # fmt: skip
_NEW = re.compile(r"\b(?P<behind>op te richten|te bouwen)\b|\b(?:bouwen|oprichten|nieuwbouw)\b")
_DOWN = re.compile(r"\b(?P<behind>te slopen|af te breken)\b|\b(?:slopen|sloop|afbraak|afbreken)\b")
_ELSEWHERE = re.compile(
    r"\b(?:op|aan|bij|in|rond|rondom|naast|achter|tegen|voor|boven|met|langs|te|tot|onder|tussen)\b"
)
"""Behind these words stands where it is or what goes with it, not what is built: `een muur rond een school`."""
_PART = re.compile(
    r"verdieping|\bdak|gevel|veranda|\bmuur|afsluiting|keuken|badkamer|\blift\b|schouw|terras|trap|kelder"
)
_OTHER_WORK = re.compile(r"\b(?:ver|aan|uit|om|her)bouw|\buitbreid|\bwijzig|\bherstel|\brenover|\bsplits|\bregularis")
_NEW_KINDS: tuple[tuple[Aard, str], ...] = (
    ("NIEUW_MEERGEZINSWONING", r"meergezins|appartement|flatgebouw|woongelegenheden|studio'?s"),
    ("NIEUW_BIJGEBOUW", r"\bgarages?\b|bijgebouw|tuinhuis|berging|autostandplaats|carport|bergplaats|duivenhok|afdak"),
    ("NIEUW_LAND_TUINBOUW", r"\bstal\b|stallen|serre|hoeve|landbouw|tuinbouw|schuur|hangaar"),
    ("NIEUW_HANDEL", r"winkel|handels|warenhuis|toonzaal|supermarkt|slagerij|bakkerij"),
    ("NIEUW_KANTOREN", r"kantoor|kantoren|burelen"),
    ("NIEUW_INDUSTRIE", r"werkhuis|werkplaats|fabriek|loods|magazijn|industrie|atelier"),
    ("NIEUW_OPENBAAR_NUT", r"\bschool|klaslokalen|\bkerk\b|ziekenhuis|rusthuis|gemeentehuis|sporthal|kleuter"),
    ("NIEUW_TOERISME", r"hotel|camping|vakantie|weekend"),
    ("NIEUW_INFRASTRUCTUUR", r"riolering|\bbrug\b|wegenis|hoogspanning|\bweg\b"),
    ("NIEUW_EENGEZINSWONING", r"eengezins|\bwoning\b|woonhuis|\bvilla\b|\bhuis\b|landhuis|bungalow|burgerhuis"),
)
_DOWN_KINDS: dict[Aard, Aard] = {
    "NIEUW_BIJGEBOUW": "SLOPEN_BIJGEBOUW", "NIEUW_EENGEZINSWONING": "SLOPEN_EENGEZINSWONING",
}  # fmt: skip
_ALWAYS: tuple[tuple[Aard, str], ...] = (
    ("ONTBOSSEN", r"ontboss"),
    ("RELIEFWIJZIGING", r"reliefwijziging|\bwijzig\w* van het relief|ophogen van"),
    ("PUBLICITEITSINRICHTINGEN", r"publiciteit|reclame|lichtreclame|uithangbord"),
    ("GROND_PARKEREN", r"\bparking\b|parkeerterrein|parkeerplaats"),
)


def vip(record: Record) -> VipPermit:
    """Return the product of one dossier; fields that wait for a person count as unknown and are named in `gaten`."""
    decision, decided, subject = sure(record.decision), sure(record.dates.decision), sure(record.subject)
    kinds = aard(subject)
    return VipPermit(
        beschrijving=subject,
        referentie=_number(record),
        aard=tuple(AardCode(vip=kind, vergunningenregister=REGISTER_CODES[kind]) for kind in kinds),
        vergunningverlenende_overheid=None,
        beslissing_eerste_aanleg=_DECISIONS[decision] if decision else "NIET_GEKEND",
        datum_beslissing=decided,
        beroep_aangetekend="NIET_GEKEND",
        beroepsinstantie=None,
        beslissing_beroep=None,
        datum_beslissing_beroep=None,
        voorwaarden=(),
        verval_status="NIET_GEKEND",
        datum_verval=None,
        bijlagen=_papers(record),
        percelen=tuple(parcel.capakey or said_parcel(parcel) for parcel in sure_values(record.parcels)),
        bronnen=_sources(record),
        gaten=_gaps(record, kinds),
    )


def aard(subject: str | None) -> tuple[Aard, ...]:
    """Return the kinds of request that the subject clearly names; NIET_GEKEND when it names none.

    Alterations have codes too (V_…), but their list is not public: they are NIET_GEKEND.
    """
    text = _plain(subject or "")
    found = [kind for kind, words in _ALWAYS if re.search(words, text)]
    if not _OTHER_WORK.search(text):
        built, gone = _object(_NEW, text), _object(_DOWN, text)
        if gone:  # both may be asked at once: `afbraak van een garage en bouwen van een woning`
            found += [down for kind, down in _DOWN_KINDS.items() if re.search(dict(_NEW_KINDS)[kind], gone)][:1]
        if built:
            found += [kind for kind, words in _NEW_KINDS if re.search(words, built)][:1]
    return tuple(dict.fromkeys(found)) or ("NIET_GEKEND",)


def _object(verb: re.Pattern[str], text: str) -> str:
    """Return what the verb is about, without where it stands; empty when that is not clear or only part of a house."""
    match = verb.search(text)
    if not match:
        return ""
    around = text[: match.start()] if match["behind"] else text[match.end() :]
    thing = around if match["behind"] else _ELSEWHERE.split(around)[0]
    return "" if _PART.search(thing) or (match["behind"] and _ELSEWHERE.search(thing)) else thing


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _number(record: Record) -> str:
    numbers = sure_values(record.references)
    first = next((number for number in numbers if number.primary), None) or next(iter(numbers), None)
    return first.value if first else "NIET_GEKEND"


def _papers(record: Record) -> tuple[str, ...]:
    kinds = {"besluit", "weigering"}
    return tuple(
        f"documents/{place:02d}-{document.type}.pdf"
        for place, document in enumerate(record.documents, 1)
        if document.type in kinds
    )


def _sources(record: Record) -> tuple[VipSource, ...]:
    found = []
    for name, source in _FILLED_FROM.items():
        field: One[Any] | Many[Any] = record.field(source)
        items = field.items if isinstance(field, Many) else (field,)
        if field.status in {"accepted", "corrected"}:
            found += [
                VipSource(veld=name, blad=seen.page, tekst=seen.text, zekerheid=round(item.confidence, 4))
                for item in items
                for seen in item.evidence[:1]
            ]
    return tuple(found)


def _gaps(record: Record, kinds: tuple[Aard, ...]) -> tuple[str, ...]:
    gaps = []
    for source in dict.fromkeys(_FILLED_FROM.values()):
        status = record.field(source).status
        if status == "review":
            gaps.append(f"{FIELD_LABELS[source]}: nog na te kijken door een medewerker.")
        elif status == "absent":
            gaps.append(f"{FIELD_LABELS[source]}: niet in het dossier gevonden.")
    decided = sure(record.dates.decision)
    if decided and len(decided) < len("1974-03-12"):
        gaps.append("Datum beslissing: de dag is niet bekend.")
    if kinds == ("NIET_GEKEND",):
        gaps.append("Aard van de aanvraag: niet met zekerheid uit het voorwerp af te leiden.")
    gaps.append("Vergunningverlenende overheid, beroep en verval: niet uit het dossier afgeleid.")
    if sure(record.decision) == "verleend met voorwaarden":
        gaps.append("Voorwaarden: opgelegd, hun tekst staat in de bijlage.")
    return tuple(gaps)

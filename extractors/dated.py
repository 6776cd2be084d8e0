"""Gives every date on a page the role that the words around it and the kind of page tell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.cues import Hit, Phrases
from extractors.dates import DateMatch, find_dates
from extractors.flow import plain
from extractors.page import Page
from extractors.references import in_history
from schemas.findings import Finding
from schemas.words import FieldName

ROLES: dict[str, str] = {
    phrase: role
    for role, phrases in {
        "law": (
            "wet van|wetten van|besluitwet van|decreet van|decreten van|koninklijk besluit van|k b van|kb van|k b|kb|"
            "vlaamse regering van|"
            "ministerieel besluit van|gewestplan|gecoordineerd op|codex|omzendbrief|verordening van|"
            "bijzonder plan van aanleg|loi du|"
            "arrete royal|staatsblad|besluit van de regent|koninklijke besluiten van|regentsbesluit|wet dd|"
            "decreet dd|ministerieel besluit|"
            "ruimtelijke ordening van|vlaamse codex|goedgekeurd bij|gemeentewet|arrete royal du|lois du|"
            "besluit der regering|besluiten van de|"
            "reglement van|bouwverordening van|wet|decreet|koninklijk besluit|arrete loi|bouwreglement|"
            "goedgekeurd bij koninklijk besluit|"
            "verkavelingsvergunning van|ruimtelijk uitvoeringsplan|gemeenteraad van|gemeenteraad in zitting van|"
            "besluit van de vlaamse regering"
        ),
        "birth": "geboren|geboortedatum|ne le|geboren te|geboren op|beroep geboortedatum|geb|nee le|naissance",
        "advice": (
            "advies van|verslag van|adviseerde|advies uitgebracht|advies|gemachtigde ambtenaar|uitgebracht op|"
            "brandweer|eensluidend advies|"
            "advies dd|verslag|avis du|rapport du|wegopzichter van|bouwopzichter|brandvoorkomingsverslag|"
            "gunstig advies|ongunstig advies|"
            "agentschap wegen en verkeer|onroerend erfgoed|afgeleverd op|afgeleverd te|opgemeten op|plaatsbezoek|"
            "sinds|rapport|herinnering|aanmaning"
        ),
        "decision": (
            "zitting van|in zitting van|vergadering van|vergadering op|ter zitting van|zitting dd|besluit van|"
            "beslissing van|ons besluit van|"
            "bij besluit van|vergund|vergund op|seance du|beslist in zitting|beslist in zitting van|het college van|"
            "college in zitting van|"
            "beslissing van het college van|besluit van het college van|goedgekeurd|geweigerd|geweigerd op|"
            "goedgekeurd in zitting van|"
            "decision du|collegezitting van|collegebesluit van|schepencollege van|collegebeslissing van|zitting|"
            "aldus beslist|datum beslissing|"
            "datum besluit|datum van de beslissing|aldus vastgesteld|vergunning verleend op|vergunningsdatum|"
            "datum vergunning|toelating van|"
            "besluit dd|beslissing dd|aldus gedaan|gedaan in zitting|du college du|zitting van het college van|"
            "besluit genomen op|"
            "beslissing d d|genomen op|vergunning d d|geacht geweigerd te zijn op|verstreken op|verstreek op|"
            "geacht geweigerd op|"
            "datum van de vergunning|bouwvergunning van|zitting van het college|gezien en goedgekeurd|"
            "gezien om gevoegd te worden bij het besluit van|"
            "gevoegd bij ons besluit van|gevoegd bij besluit van|besluit van heden|annexe a la decision du|"
            "besluit van het schepencollege van"
        ),
        "receipt": (
            "ontvangen op|ingekomen op|ingekomen|ontvangen|datum draagt van|bewijs van ontvangst|ontvangstbewijs|"
            "ontvangst|ontvangstdatum|"
            "datum van ontvangst|datum ontvangst|porte la date du|recu le|recu|binnengekomen|binnengekomen op|"
            "neergelegd op|ontvangen den|"
            "ontvangstbewijs van|ontvangstbewijs dd|ontvangen bij|entre le|afgifte ontvangstbewijs|"
            "afgegeven tegen ontvangstbewijs|"
            "ontvangstbewijs draagt de datum van|ontvangen te|werd ontvangen op|ter ontvangst"
        ),
        "application": (
            "ingediend op|verzonden op|gedateerd|aanvraag van|uw bericht van|uw aanvraag van|uw brief van|gedaan te|"
            "aanvraag dd|"
            "aangevraagd op|datum aanvraag|datum van de aanvraag|demande du|aanvraag d d|datum van aanvraag|"
            "uw schrijven van|schrijven van|zijn schrijven van|het schrijven van|"
            "aanvraag ingediend op|verzoek van|requete du|ingediend den|bouwaanvraag van|en date du|"
            "aanvraag gedateerd|verzoekschrift van|"
            "aangetekend verzonden op|per beveiligde zending verzonden op|per aangetekende brief verzonden op|"
            "datum indiening|indieningsdatum|ingediend"
        ),
        "notification": (
            "betekend op|kennisgeving|ter kennis gebracht|datum van verzending|verzonden aan de aanvrager op|"
            "verzending|toegezonden op|"
            "afschrift gezonden op|betekening|notifie le|kennis gegeven op|datum kennisgeving|datum verzending|"
            "kennisgeving aan de aanvrager|"
            "besluit verzonden op|vergunning verzonden op|verstuurd op|uitgereikt op|overgemaakt op|"
            "beslissing verzonden op|afgifte aan de aanvrager"
        ),
        "lapse": "met ingang van|vanaf|ingaande op|ingevolge het verstrijken op",
        "deed": "akte|verleden|notaris|koopakte|verkoopakte|acte|aankoop|compromis|eigendomsakte",
        "history": (
            "reeds|eerder verleend|voorgeschiedenis|historiek|eerder vergund|vroegere|vorige vergunning|"
            "werd voor het perceel|toelating verleend onder"
        ),
        "works": (
            "aanvang der werken|aanvang van de werken|begonnen op|voltooid op|einde der werken|werken aangevat op|"
            "bouwlijn afgepaald|vervallen op|vervalt op|geldig tot|uiterlijk"
        ),
        "inquiry": (
            "openbaar onderzoek|aangeplakt|aanplakking|gehouden van|bekendgemaakt|bekendmaking|"
            "resultaat van het ontvankelijkheids en volledigheidsonderzoek|volledig verklaard|volledigheidsonderzoek"
        ),
        "date": "datum|date|opgemaakt te|opgemaakt op|dd|d d|den|datum van opmaak|te",
    }.items()
    for phrase in phrases.split("|")
}  # fmt: skip
_FIELDS: dict[str, FieldName] = {
    "decision": "dates.decision",
    "receipt": "dates.receipt",
    "application": "dates.application",
    "notification": "dates.notification",
}
_BY_PAGE = {
    "aanvraag": "application",
    "besluit": "decision",
    "weigering": "decision",
    "brief": "notification",
    "plan": "plan",
    "advies": "advice",
    "bericht": "notification",
}
_PLACE = re.compile(
    r"(?:^|\n|\s)(?:te\s+)?[A-Z][\w'’\-]+(?:[ \-][A-Z]?[\w'’\-]+){0,3}\s*,?\s*(?:,|de|den|le|op)\s*(?:de|den|le)?\s*$",
    re.IGNORECASE,
)
_DECISION_LETTER = re.compile(
    r"afschrift|hierbij|in bijlage|bijgaand|als bijlage|besluit van|beslissing|kennis\s*(?:te )?(?:geven|gebracht)|"
    r"ter kennis|stilzwijgend|toegekend|verleend|geweigerd|"
    r"afgegeven|verlenen|weigeren|besloten|decision|ci-joint|geacht"
)
_STAMP = re.compile(r"\d{2}\s+[A-Z]{3,5}[.,]?\s+\d{4}")
_STAMPED = {"aanvraag": "receipt", "plan": "decision", "kaft": "decision"}
"""What a date in the capitals of a rubber stamp says on a page where nothing else tells."""
_RECEIPT_LETTER = re.compile(
    r"bewijs\s+van\s+ontvangst|ontvangstbewijs|bevestigen\s+(?:wij\s+)?(?:u\s+)?de\s+(?:goede\s+)?ontvangst"
)
REACH = 110
"""Characters before a date in which its cue may stand."""


@dataclass(frozen=True)
class Dates:
    """Finds the dates of the procedure; dates with any other role are left out."""

    name: str = "dates"
    version: int = 1

    def find(self, page: Page) -> Iterable[Finding]:
        """Return the application, receipt, decision and notification dates that a page states."""
        for date, role, score in dated(page):
            field = _FIELDS.get(role)
            value, doubt = _value(date, page.years)
            if field is None or value is None:
                continue
            yield page.finding(field, value, score=min(1.0, score * doubt), role=role, span=(date.start, date.end),
                               extractor=f"{self.name} {self.version}")  # fmt: skip


def _value(date: DateMatch, years: tuple[int, int] | None) -> tuple[str | None, float]:
    """Return the date as it is kept and the share of its score that its form leaves."""
    value, doubt = date.in_years(years), 1.0
    if value is None:
        value, doubt = date.mended(years), 0.5
    elif date.value is None:
        doubt = 0.85
    elif years and not years[0] - 2 <= date.year <= years[1] + 3:
        value, doubt = date.mended(years) or value, 0.6
    if value is None or len(value) < 7:
        return None, 0.0
    if len(value) < 10:
        doubt *= 0.4
    if not date.sure:
        doubt *= 0.6
    fits = date.weekday_ok(value)
    return value, doubt if fits is None else doubt * 1.1 if fits else doubt * 0.4


def dated(page: Page) -> tuple[tuple[DateMatch, str, float], ...]:
    """Return the dates of a page with role and score in [0, 1]; the role is `""` when nothing tells."""
    text = page.flow.text
    cues = _CUES.find(page.flow.tokens)
    result: list[tuple[DateMatch, str, float]] = []
    for date in find_dates(text):
        previous = result[-1] if result else None
        if previous and re.fullmatch(
            r"\s*(?:en|,|en\s+van|et\s+du)\s*(?:van\s+)?(?:de\s+)?", text[previous[0].end : date.start]
        ):
            role, score = previous[1], previous[2] * 0.9
        else:
            role, score = _role(page, date, cues, previous[0].end if previous else 0)
        result.append((date, role, score))
    return tuple(result)


def _role(page: Page, date: DateMatch, cues: tuple[Hit[str], ...], since: int) -> tuple[str, float]:
    text, folded = page.flow.text, plain(page.flow.text)
    sentence = max(text.rfind(";", 0, date.start), _full_stop(text, date.start))
    near = [cue for cue in cues if max(since, date.start - REACH, sentence) <= cue.start and cue.end <= date.start]
    telling = [cue for cue in near if cue.meaning != "date"]
    if _history(folded, date) or (telling and telling[-1].meaning == "history"):
        return "history", 0.5
    if telling:
        gap = date.start - telling[-1].end
        role = _refined(telling[-1].meaning, folded[max(0, sentence, date.start - 200) : date.start], page)
        given = (
            near[-1].phrase in {"dd", "d d"} and date.start - near[-1].end <= 3
        )  # `verzoekschrift van …, dd. 18 Mei`
        if gap <= 45 or given or role in {"law", "advice", "birth"}:
            return role, 0.95 if gap <= 25 else 0.8
    if _STAMP.fullmatch(text[date.start : date.end]) and page.type in _STAMPED:
        return _STAMPED[page.type], 0.75
    if _PLACE.search(text[max(0, date.start - 50) : date.start]) or any(cue.meaning == "date" for cue in near[-1:]):
        return _by_page(page, date, folded)
    return (role, 0.5) if telling else _by_place(page, date, cues, folded)


def _by_place(page: Page, date: DateMatch, cues: tuple[Hit[str], ...], folded: str) -> tuple[str, float]:
    """Return the role of a date without words before it: in a stamp, alone at the head of a letter, at the end."""
    text = page.flow.text
    stamped = _stamp_below(cues, text, date)
    if stamped:
        return stamped, 0.7
    start, end = page.flow.cell_of(date.start)
    alone = not (text[start : date.start] + text[date.end : end]).strip(" .:|den")
    if alone and date.start < 0.35 * len(text) and page.type in {"brief", "bericht", "aanvraag", "advies"}:
        return _by_page(page, date, folded)
    if alone and page.type == "aanvraag" and date.start > 0.6 * len(text):
        return "receipt", 0.6  # a stamp whose words were not read
    if page.type in {"besluit", "weigering"} and date.start > 0.7 * len(text):
        return "decision", 0.5
    return "", 0.0


def _full_stop(text: str, at: int) -> int:
    found = -1
    for match in re.finditer(r"[a-z0-9)]{2}\.\s+(?=[A-Z])", text[max(0, at - 200) : at]):
        found = max(0, at - 200) + match.end()
    return found


def _refined(role: str, before: str, page: Page) -> str:
    if role == "decision" and re.search(
        r"(?:vlaamse\s+regering|gewestplan|plan\s+van\s+aanleg|verordening|reglement|koninklijk|ministerieel|"
        r"besluitwet|gemeenteraad|provincie\w*|deputatie|regent)[^;.]{0,60}$",
        before,
    ):
        return "law"
    if role == "lapse":
        return "decision" if "stilzwijgend" in plain(page.flow.text) else "works"
    if role == "application" and page.type == "brief" and re.search(r"ons\s+(?:besluit|schrijven)", before):
        return "letter"
    if role == "application" and re.search(
        r"(?:besluit|beslissing|vergunning|afschrift)\w*[^;.]{0,50}verzonden\s+op\s*$", before
    ):
        return "notification"
    return role


def _history(folded: str, date: DateMatch) -> bool:
    around = folded[max(0, date.start - 70) : date.end + 110]
    before = folded[max(0, date.start - 90) : date.start]
    return bool(
        re.search(r"werd\s+(?:voor|reeds|er|op|een)[^.]{0,60}(?:vergunning|toelating)[^.]{0,30}verleend\s*\(", around)
        or re.search(r"(?:reeds|eerder|vroeger)\s[^.;]{0,80}$", before)
        or in_history(folded, date.start)
        or re.search(r"\(dossier\s*(?:nr)?[^)]{0,20}$", before)
    )


def _by_page(page: Page, date: DateMatch, folded: str) -> tuple[str, float]:
    role = _BY_PAGE.get(page.type, "")
    if page.type == "brief" and (not _DECISION_LETTER.search(folded) or _RECEIPT_LETTER.search(folded)):
        return "letter", 0.5
    if page.type in {"besluit", "weigering"} and date.start < 0.5 * len(folded):
        return role, 0.5
    return role, 0.85


def _stamp_below(cues: tuple[Hit[str], ...], text: str, date: DateMatch) -> str:
    for cue in cues:
        if (
            date.end <= cue.start <= date.end + 12
            and cue.meaning in {"receipt", "decision"}
            and text[cue.start : cue.end].isupper()
        ):
            return cue.meaning
    return ""


_CUES: Phrases[str] = Phrases(ROLES)

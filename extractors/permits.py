"""Which type of permit this is, and what was decided where a page may say so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.covers import said_on_cover
from extractors.cues import Phrases
from extractors.dates import find_dates
from extractors.decision_words import HISTORY_NEAR
from extractors.outcomes import find_outcomes
from extractors.page import Page
from extractors.signs import plain
from extractors.tick_lists import chosen, kinds
from schemas.findings import Finding
from schemas.words import PermitType

_NAMES: dict[PermitType, str] = {
    "bouwvergunning": (
        "bouwvergunning|bouwtoelating|bouwtoelatingen|toelating tot bouwen|toelating te bouwen|bouwaanvraag|"
        "bouwmachtiging|"
        "machtiging tot bouwen|vergunning tot bouwen|permis de batir|autorisation de batir|permis de construire|"
        "aanvraag om bouwvergunning|aanvraag tot bouwen|toelating om te bouwen|toelating tot het bouwen|"
        "toelating te vragen voor|"
        "autorisation de construire|de toelating|gevraagde toelating|bouwvergunningen|vergunning om te bouwen|"
        "bouwverlof|bouwpermissie|autorisatie tot bouwen|autorisatie om te bouwen|autorisatie tot het bouwen|"
        "bouwautorisatie|toestemming tot bouwen|toestemming om te bouwen|permissie tot bouwen|permissie om te bouwen|"
        "vergunning voor het bouwen|"
        "consent om te bouwen|toelating tot de bouw|toelating voor het bouwen|machtiging tot het bouwen|"
        "machtiging voor het bouwen|verlof tot bouwen|verlof te bouwen|oorlof tot bouwen|oorlof om te bouwen|"
        "bouwoorlof|"
        "verlof om te bouwen|toelating tot opbouw"
    ),
    "stedenbouwkundige vergunning": (
        "stedenbouwkundige vergunning|stedebouwkundige vergunning|stedenbouwkundige vergunningsaanvraag|"
        "aanvraag stedenbouwkundige vergunning"
    ),
    "verkavelingsvergunning": (
        "verkavelingsvergunning|verkavelingsaanvraag|permis de lotir|vergunning tot verkavelen|"
        "aanvraag tot verkaveling|verkavelingsakkoord"
    ),
    "verkavelingswijziging": (
        "verkavelingswijziging|wijziging van de verkavelingsvergunning|wijziging verkavelingsvergunning|"
        "wijziging van een verkavelingsvergunning|wijziging van verkaveling|bijstelling van de verkaveling|"
        "wijziging der verkavelingsvergunning|wijziging der verkaveling|wijziging van verkavelingsvergunning|"
        "aanvraag tot verkavelingswijziging|herziening van de verkavelingsvergunning"
    ),
    "omgevingsvergunning": "omgevingsvergunning|omgevingsvergunningsaanvraag|omgevingsloket",
    "sloopvergunning": (
        "sloopvergunning|slopingsvergunning|afbraakvergunning|vergunning tot slopen|toelating tot slopen|"
        "toelating tot slooping|toelating tot sloopen|toelating tot afbraak|toelating tot afbreken|"
        "vergunning tot slooping|"
        "permis de demolir|vergunning tot afbraak|sloopmachtiging|machtiging tot afbraak|machtiging tot slopen|"
        "machtiging tot afbreken|toelating om af te breken|vergunning om af te breken|machtiging om af te breken|"
        "toelating tot het afbreken|toelating tot het slopen|toelating om te slopen|afbraaktoelating|slooptoelating|"
        "afbraakmachtiging|oorlof tot afbraak|verlof tot afbraak|slopingstoelating|sloopingstoelating|"
        "slopingsmachtiging|sloopingsmachtiging|sloopingsvergunning|slopingsaanvraag|sloopaanvraag|"
        "toelating tot sloping|vergunning tot sloping|machtiging tot sloping|machtiging tot slooping|"
        "toelating tot afbreking|vergunning om te slopen|machtiging om te slopen|autorisation de demolir"
    ),
    "milieuvergunning": (
        "milieuvergunning|exploitatievergunning|hinderlijke inrichting|arab vergunning|milieuvergunningsaanvraag"
    ),
    "stedenbouwkundig attest": "stedenbouwkundig attest|stedebouwkundig attest|planologisch attest",
    "melding": (
        "meldingsformulier|aktename van de melding|stedenbouwkundige melding|"
        "melding stedenbouwkundige handelingen|akteneming van een melding|meldingsplichtige handelingen|"
        "melding klasse 3|melding klasse iii|melding van klasse 3|melding derde klasse|aktename melding|"
        "aktename van melding|neemt akte van de melding|akte genomen van de melding|akte genomen van uw melding|"
        "aktename van een melding|akte van melding|akte van de melding|aanvraagformulier melding|"
        "akte van uw melding|meldingsakte|melding van handelingen|melding van werken|"
        "melding van stedenbouwkundige handelingen"
    ),
    "regularisatievergunning": (
        "regularisatievergunning|regularisatieaanvraag|aanvraag tot regularisatie|vergunning tot regularisatie|"
        "aanvraag om regularisatievergunning"
    ),
}
_BOOK = re.compile(r"\b(?:register|boek|lijst|repertorium|inventaris)\s+(?:(?:van\s+)?(?:de|der)|van)\s+$")
"""The name of a register is not what is asked for: `Register der bouwvergunningen nr. 12`."""
_ENDED = re.compile(
    r"(?:^|[\n\t])\W*(?:uitslag|beslissing|beslist|besluit|gevolg|resultaat|afloop|uitspraak|datum\s+beslissing)\b\W*"
    r"(?P<said>[^\n]{3,60})(?=(?P<more>\n[a-z][^\n:]{0,30})?)"
)
"""How it ended, on a cover."""
_LABELLED = re.compile(r"[ .]*[:\t]")
"""What stands behind the words of the next row when they are a label and no more of the answer."""
_REGULARISED = re.compile(r"\s?(?:[(/\[]\s?regularisatie\s?[)/\]]|[-–—:]\s?regularisatie\b)", re.IGNORECASE)
"""Behind the name of a permit: `BOUWVERGUNNING (REGULARISATIE)`."""
_CHANGED = re.compile(
    r"\b(?:wijziging|wijzigen|herziening|aanpassing|bijstelling)\s+(?:(?:van|der|aan)\s+)?"
    r"(?:(?:de|een|uw|zijn|bestaande)\s+)*$"
)
"""Before the name of a permit: the change of an allotment is a permit of its own kind."""
_LAW = re.compile(
    r"\b(?:decreet|besluit|wet|verordening|uitvoeringsbesluit|codex)\b[^.;]{0,60}\b(?:betreffende|inzake|houdende|over|op)\s+"
    r"(?:de\s+|het\s+)?$"
)
"""The name of a law is not what is asked for: `het decreet betreffende de milieuvergunning`."""
_NOTICE = re.compile(
    r"(?:^|[\n\t])\W*(?:(?:soort|type|procedure|aard|onderwerp|voorwerp|betreft)\b[^\n:\t]{0,25}[:\t]\s*|"
    r"(?:samenvatting|aanvraag)\s+)(?P<notice>melding)\b(?=\W*(?:\n|\t|$)|\s?[-–—:])"
)
"""A notice where a form or a cover says what it is about: `Procedure : melding`."""
_STATES = re.compile(r"(?:^|[\n\t])\W*(?:soort|type|aard|procedure)\b[^\n:\t]{0,25}[:\t]\s*$")
"""The label on a cover behind which somebody wrote what is asked for; the title of a printed cover serves for all."""
_KINDS: dict[str, PermitType] = {phrase: kind for kind, phrases in _NAMES.items() for phrase in phrases.split("|")}
_WEAK = {
    "de toelating",
    "gevraagde toelating",
    "bouwaanvraag",
    "omgevingsloket",
    "hinderlijke inrichting",
    "toelating te vragen voor",
}


@dataclass(frozen=True)
class Permits:
    """Finds the permit type and the decision.

    Roles of a permit: `title`, `text`, `implied`, and `stated` behind a label on a cover; of a decision: `operative`,
    `title`, `implied`, `letter`, `stamp`, `cover`.
    """

    name: str = "permits"
    version: int = 17

    def find(self, page: Page) -> Iterable[Finding]:
        """Return permit types in titles and text, and outcomes where this kind of page may state one."""
        named = tuple(self._types(page))
        yield from named or self._unnamed(page)
        decides = page.type in {"besluit", "weigering"}
        letter = page.type in {"brief", "nota", "bericht", "attest", "overig", "weigering"}
        if page.type in {"advies", "aanvraag", "statistiek", "kadaster", "pv"}:
            return
        if page.type == "kaft":
            yield from self._of_cover(page)
        for outcome in find_outcomes(page.flow.text, decides=decides, letter=letter):
            yield page.finding(
                "decision",
                outcome.kind,
                score=outcome.weight,
                role=outcome.place,
                span=(outcome.start, outcome.end),
                extractor=f"{self.name} {self.version}",
            )

    def _of_cover(self, page: Page) -> Iterator[Finding]:
        text = page.flow.text
        folded = plain(text)
        ended = [
            (match.start("said"), match.end("said") if _LABELLED.match(text, match.end("more")) else match.end("more"))
            if match["more"]
            else match.span("said")
            for match in _ENDED.finditer(folded)
        ]
        for start, end in ended or [(date.start, page.flow.line_of(date.start)[1]) for date in find_dates(text)]:
            row = page.flow.line_of(start)[0] if not ended else start
            kind = said_on_cover(folded[row:end])
            if kind is not None:
                yield page.finding("decision", kind, score=0.75 if ended else 0.6, role="cover", span=(row, end),
                                   extractor=f"{self.name} {self.version}")  # fmt: skip

    def _unnamed(self, page: Page) -> Iterator[Finding]:
        folded = plain(page.flow.text)
        found = _TO_BUILD.search(folded) or (
            _one_kind_of_permit(page) and _WORKS.search(folded) and _MAY.search(folded)
        )
        if found and page.type in {"aanvraag", "besluit", "weigering", "brief"}:
            yield page.finding("permit_type", "bouwvergunning", score=0.42, role="implied", span=found.span(),
                               extractor=f"{self.name} {self.version}")  # fmt: skip

    def _types(self, page: Page) -> Iterator[Finding]:
        text = page.flow.text
        offered = kinds(text)
        ticked = chosen(offered)
        for hit in _PHRASES.find(page.flow.tokens):
            if any(option.start <= hit.start < option.end and option is not ticked for option in offered):
                continue  # printed on every such form, and not ticked
            start, end = page.flow.line_of(hit.start)
            line = text[start:end]
            title = line.isupper() or (hit.end - hit.start) > 0.45 * len(line)
            before = plain(text[max(0, hit.start - 120) : hit.start])
            stated = page.type == "kaft" and _STATES.search(before) is not None
            score = 0.85 if stated or (title and hit.start < max(500, len(text) * 0.3)) else 0.65
            if hit.phrase in _WEAK:
                score = min(score, 0.35)
            if page.type in {"statistiek", "overig", "kadaster"}:
                score *= 0.3
            if HISTORY_NEAR.search(before) or re.search(r"niet vervallen|behoorlijk vergunde|\bgeen\b", before[-40:]):
                score *= 0.3
            if _BOOK.search(before) or _LAW.search(before):
                score *= 0.3
            kind = "regularisatievergunning" if _REGULARISED.match(text, hit.end) else hit.meaning
            if kind == "verkavelingsvergunning" and _CHANGED.search(before):
                kind = "verkavelingswijziging"
            role = "stated" if stated else "title" if title else "text"
            yield page.finding("permit_type", kind, score=score, role=role,
                               span=(hit.start, hit.end), extractor=f"{self.name} {self.version}")  # fmt: skip
        if page.type in {"kaft", "aanvraag", "besluit", "brief"}:
            for notice in _NOTICE.finditer(plain(text)):
                yield page.finding("permit_type", "melding", score=0.8, role="title", span=notice.span("notice"),
                                   extractor=f"{self.name} {self.version}")  # fmt: skip


_TO_BUILD = re.compile(
    r"\b(?:toelating|vergunning|machtiging|verlof|oorlof|toestemming|autorisatie|permissie|toegelaten|toe\s+te\s+laten|gemachtigd|"
    r"aanvraag|verzoek|autorisation|bouwplan\w*)\b[^.;:]{0,90}?\b(?:om|tot|voor|te|de|van)\b[^.;:]{0,40}?\b(?:te\s+)?"
    r"(?:(?:ver|her|op|aan)?bouwen|(?:op)?richten|vergro+ten|verho+gen|optrekken|veranderen|herstellen|plaatsen|uitbreiden|"
    r"construire|batir|[a-z]*bouw)\b"
)
"""A request or a permit to build that is not called by a name: `toelating vraagt om een woonhuis te bouwen`."""


_MAY = re.compile(
    r"\b(?:toelating|verlof|oorlof|machtig(?:t|en|ing)|vergunning|toestemming|permissie|autorisatie|toegelaten|toegestaan|"
    r"to?e\s+(?:te\s+)?(?:laten|staan))\b"
)
_WORKS = re.compile(
    r"\b(?:te\s+)?(?:(?:ver|her|op|aan|bij|heropge)?(?:bouwen|bouwd?)|(?:op)?richten|optrekken|zetten|vergro+ten|verho+gen|herstellen)\b"
)
"""What is asked and the works it is asked for, anywhere on a page: `een huis te zetten` … `het noodige verlof`."""
_ONE_KIND = 1962
"""Before the law of 29 March 1962 nothing but a permit to build was asked for works that are no demolition."""


def _one_kind_of_permit(page: Page) -> bool:
    return page.years is not None and page.years[1] < _ONE_KIND and page.type in {"aanvraag", "besluit", "weigering"}


_PHRASES: Phrases[PermitType] = Phrases(_KINDS)

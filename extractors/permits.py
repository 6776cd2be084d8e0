"""Which kind of permit this is and what was decided."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.cues import Phrases
from extractors.flow import plain
from extractors.page import Page
from schemas.findings import Finding
from schemas.words import DecisionKind, PermitType

_NAMES: dict[PermitType, str] = {
    "bouwvergunning": (
        "bouwvergunning|bouwtoelating|bouwtoelatingen|toelating tot bouwen|toelating te bouwen|bouwaanvraag|"
        "bouwmachtiging|"
        "machtiging tot bouwen|vergunning tot bouwen|permis de batir|autorisation de batir|permis de construire|"
        "aanvraag om bouwvergunning|aanvraag tot bouwen|toelating om te bouwen|toelating tot het bouwen|"
        "toelating te vragen voor|"
        "autorisation de construire|de toelating|gevraagde toelating|bouwvergunningen|vergunning om te bouwen"
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
        "wijziging van een verkavelingsvergunning|wijziging van verkaveling|bijstelling van de verkaveling"
    ),
    "omgevingsvergunning": "omgevingsvergunning|omgevingsvergunningsaanvraag|omgevingsloket",
    "sloopvergunning": (
        "sloopvergunning|slopingsvergunning|afbraakvergunning|vergunning tot slopen|toelating tot slopen|"
        "permis de demolir|vergunning tot afbraak|sloopmachtiging"
    ),
    "milieuvergunning": (
        "milieuvergunning|exploitatievergunning|hinderlijke inrichting|arab vergunning|milieuvergunningsaanvraag"
    ),
    "stedenbouwkundig attest": "stedenbouwkundig attest|stedebouwkundig attest|planologisch attest",
    "melding": (
        "meldingsformulier|aktename van de melding|stedenbouwkundige melding|"
        "melding stedenbouwkundige handelingen|akteneming van een melding|meldingsplichtige handelingen"
    ),
    "regularisatievergunning": (
        "regularisatievergunning|regularisatieaanvraag|aanvraag tot regularisatie|vergunning tot regularisatie|"
        "aanvraag om regularisatievergunning"
    ),
}
_KINDS: dict[str, PermitType] = {phrase: kind for kind, phrases in _NAMES.items() for phrase in phrases.split("|")}
_WEAK = {
    "de toelating",
    "gevraagde toelating",
    "bouwaanvraag",
    "omgevingsloket",
    "hinderlijke inrichting",
    "toelating te vragen voor",
}

_HEADING = re.compile(
    r"^\W{0,3}(?:(?:het\s+college\s+|het\s+schepencollege\s+)?(?:besluit(?:en)?|besl[il]st|beslissen|verordent|"
    r"arr[eê]te(?:nt)?|d[eé]cide|beslissing)\s*(?:eenparig|met\s+eenparig\w*(?:\s+van)?(?:\s+stemmen)?|"
    r"met\s+algem\w*\s+stemmen)?\W{0,5}$"
    r"|(?:dispositief|beschikkend gedeelte|uitspraak)\W{0,4}$|(?:om deze redenen|bijgevolg)\b.{0,40}$|art(?:ikel|"
    r"\.)?\s*(?:1|i|l|één|een)\s?(?:er|ste|°)?\W)|(?:b\s?e\s?s\s?l\s?u\s?i\s?t|b\s?e\s?s\s?l\s?i\s?s\s?t)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_REFUSED = re.compile(
    r"geweiger[da]|weigert|\bniet\s+(?:worden\s+|wordt\s+)?(?:verleend|toegestaan|afgegeven|toegekend|vergund|"
    r"ingewilligd)|afgewezen|verworpen|van de hand gewezen|"
    r"refus[eé]|niet\s+in\s*gewilligd|ongunstig\s+beslist"
)
_GRANTED = re.compile(
    r"\bver[il1][ec]e?n[dt]\b|\bverleen[dt]\b|\bverleenen\b|te verlee?nen|afgegeven|afgeleverd|toegestaan|toegekend|"
    r"ingewilligd|af te leveren|goed te keuren|goedgekeurd|\bvergund\b|"
    r"\bmachtigt\b|est d[eé]livr[eé]|est accord[eé]|est autoris[eé]|accord[eé]e|gemachtigd\b|wordt toelating|"
    r"neemt akte|aktename|wordt gunstig"
)
_CONDITIONS = re.compile(
    r"onder\s+(?:de\s+)?(?:volgende\s+|navolgende\s+|hierna\w*\s+|bovenvermelde\s+|"
    r"uitdrukkelijke\s+)*(?:voor\s?waarden?|beding\w*)|\bmits\b|op\s+voorwaarde|aux\s+conditions|"
    r"sous\s+(?:les\s+)?conditions|"
    r"volgende\s+voorwaarden|voorwaarden?\s*:"
)
_BOUND = re.compile(r"ertoe\s+(?:is\s+)?gehouden\s*(?:is|zijn)?\W*(?P<rest>.{0,700})", re.DOTALL)
_PLAIN_DUTY = re.compile(
    r"^\W*(?:1\s?[°ºo0*'\"]|-|a\))?\W*(?:(?:de|het)\s+)?(?:goedgekeurde\s+)?(?:plan(?:nen|s)?|"
    r"plans?)\b[^\n;]{0,70}(?:na\s*te\s*leven|naleven|te volgen|uit te voeren)"
)
_ITEM = re.compile(r"(?:^|\n)\s*(?:\d{1,2}\s?[°ºo*'\")]|[-•]|[a-h]\))\s*\S")
_TACIT = re.compile(
    r"stilzwijgend\w*\s+(?:geweigerd|weigering|afgewezen)|geacht\s+(?:te\s+zijn\s+)?geweigerd|geacht\s+stilzwijgend"
)
_WITHDRAWN = re.compile(
    r"(?:aanvraag|vergunning|dossier|bouwaanvraag|besluit)\b(?:[^.;]|nr\.){0,160}\bingetrokken|"
    r"intrekking\s+van\s+(?:de|uw|het)\s+(?:bouw)?(?:aanvraag|vergunning|besluit)|"
    r"trekt\s+[^.]{0,60}aanvraag[^.]{0,40}\bin\b"
)
_NO_SEQUEL = re.compile(
    r"zonder\s+gevolg|zonder\s+voorwerp|geklasseerd|gerangschikt\s+zonder|stopgezet|niet\s+verder\s+behandeld|"
    r"sans\s+suite|als\s+onbestaande\s+beschouwd"
)
_STAMP = re.compile(
    r"^[^\w\n]*(VERGUND|GOEDGEKEURD|GEWEIGERD|ACCORDE|REFUSE|APPROUVE|TOEGESTAAN|TOEGELATEN)[^\w\n]*$", re.MULTILINE
)
_TITLE_REFUSAL = re.compile(
    r"weigering\s+(?:van|der|tot|bouwvergunning|vergunning)|besluit\s+tot\s+weigering|besluit\s+houdende\s+weigering|"
    r"weigeringsbesluit|vergunning geweigerd"
)
_TITLE_GRANT = re.compile(
    r"besluit\s+tot\s+(?:afgifte|verlening|toekenning)|afgifte\s+van\s+(?:de|een)\s+\w*vergunning"
)
_DECIDED = re.compile(
    r"(?:besloten|beslist|beslissing|besluit)\b[^.;]{0,120}?\b(?P<word>te\s+(?:verleenen|verlenen|weigeren)|"
    r"goed\s+te\s+keuren|af\s+te\s+leveren|"
    r"(?:niet\s+)?toe\s+te\s+(?:staan|kennen))(?P<rest>[^.]{0,120})"
)
_LETTER = re.compile(
    r"(?:waarbij|waardoor|vergunning|toelating|aanvraag|beslissing)\b[^.;]{0,160}?\b(?P<word>verleend|afgegeven|"
    r"geweigerd|toegestaan|toegekend|afgeleverd)"
)
_LAPSES = re.compile(
    r"(?:vergunning|toelating)\s+vervalt|titularis\s+van\s+de\s+vergunning|vervalt\s+(?:van\s+rechtswege|"
    r"na\s+een\s+jaar)"
)
"""Clauses that only a granted permit has: they tell the outcome where its article could not be read."""
_HISTORY_NEAR = re.compile(
    r"reeds|stilzwijgend|geacht|voor het perceel|links|rechts|aanpalend|eerder|vroeger|historiek|naburig|in dezelfde straat"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision that text[start:end] states; `weight` in [0, 1] tells how directly."""

    start: int
    end: int
    kind: DecisionKind
    weight: float


def find_outcomes(text: str, *, decides: bool, letter: bool) -> Iterator[Outcome]:
    """Yield what a page says was decided.

    Args:
        text: The flowing text of the page.
        decides: The page is a decision: what stands after its last operative heading counts.
        letter: The page is a letter, note or report: only plain statements count.
    """
    folded = plain(text)
    for pattern, kind in (
        (_TACIT, "stilzwijgend geweigerd"),
        (_WITHDRAWN, "ingetrokken"),
        (_NO_SEQUEL, "zonder gevolg"),
    ):
        for match in pattern.finditer(folded):
            if (
                (letter or kind == "stilzwijgend geweigerd")
                and not _negated(folded, match.start())
                and not (decides and kind != "ingetrokken")
            ):
                yield Outcome(match.start(), match.end(), kind, 0.9)  # type: ignore[arg-type]  # the table above names kinds
                break
    if decides:
        yield from _operative(text, folded)
    elif letter:
        for match in _DECIDED.finditer(folded):
            refused = "weigeren" in match["word"] or match["word"].startswith("niet")
            yield Outcome(
                match.start("word"), match.end("word"), "geweigerd" if refused else _granted(match["rest"]), 0.7
            )
            return
        for match in _LETTER.finditer(folded):
            if _negated(folded, match.start("word")) or _HISTORY_NEAR.search(
                folded[max(0, match.start() - 60) : match.end()]
            ):
                continue
            refused = match["word"] == "geweigerd"
            yield Outcome(match.start("word"), match.end("word"), "geweigerd" if refused else "verleend", 0.6)
            break
    for match in _STAMP.finditer(text):
        yield Outcome(
            match.start(1), match.end(1), "geweigerd" if match[1] in {"GEWEIGERD", "REFUSE"} else "verleend", 0.5
        )


def _operative(text: str, folded: str) -> Iterator[Outcome]:
    head = folded[:700]
    for pattern, kind in ((_TITLE_REFUSAL, "geweigerd"), (_TITLE_GRANT, "verleend")):
        title = pattern.search(head)
        if title:
            yield Outcome(title.start(), title.end(), "geweigerd" if kind == "geweigerd" else "verleend", 0.8)
    headings = [match for match in _HEADING.finditer(text) if match.start() > len(text) * 0.12]
    if not headings:
        return
    first = next((match for match in headings if not match[0].strip().lower().startswith("art")), headings[0])
    tail = folded[first.start() :]
    cut = re.search(r"\bartikel\s*2\b|\bart\.?\s*2\b", tail)
    body = tail[: cut.start()] if cut and cut.start() > 60 else tail[:1500]
    refused, granted = _REFUSED.search(body), _GRANTED.search(body)
    if refused and (not granted or refused.start() < granted.start() or "geweigerd" in refused[0]):
        yield Outcome(first.start() + refused.start(), first.start() + refused.end(), "geweigerd", 0.95)
    elif not granted:
        implied = _LAPSES.search(folded, first.start())
        if implied:
            yield Outcome(implied.start(), implied.end(), _granted(body), 0.65)
    else:
        yield Outcome(first.start() + granted.start(), first.start() + granted.end(), _granted(body), 0.95)


def _granted(body: str) -> DecisionKind:
    return "verleend met voorwaarden" if conditional(body) else "verleend"


def conditional(body: str) -> bool:
    """Tell whether an operative part (plain text) binds the permit to more than following the plans."""
    if _CONDITIONS.search(body) or re.search(r"(?:^|\n)\W?[2-9]\s?[°ºo*e'’]\s?\w", body):
        return True
    bound = _BOUND.search(body)
    if not bound:
        return False
    rest = bound["rest"]
    return not _PLAIN_DUTY.match(rest) or len(_ITEM.findall("\n" + rest)) > 1


def _negated(folded: str, at: int) -> bool:
    return bool(
        re.search(r"\b(?:niet|geen|nooit|indien|wanneer|zo|tenzij)\b[^.;]{0,30}$", folded[max(0, at - 45) : at])
    )


@dataclass(frozen=True)
class Permits:
    """Finds the permit type and the decision; roles `title`, `text`, `operative`, `letter`, `stamp`."""

    name: str = "permits"
    version: int = 1

    def find(self, page: Page) -> Iterable[Finding]:
        """Return permit types in titles and text, and outcomes where this kind of page may state one."""
        yield from self._types(page)
        decides = page.type in {"besluit", "weigering"}
        letter = page.type in {"brief", "nota", "bericht", "attest", "overig", "weigering"}
        if page.type in {"advies", "aanvraag", "statistiek", "kadaster", "pv"}:
            return
        for outcome in find_outcomes(page.flow.text, decides=decides, letter=letter):
            role = (
                "operative"
                if outcome.weight > 0.9
                else "title"
                if outcome.weight > 0.7
                else "implied"
                if outcome.weight > 0.62
                else "letter"
                if outcome.weight > 0.55
                else "stamp"
            )
            yield page.finding(
                "decision",
                outcome.kind,
                score=outcome.weight,
                role=role,
                span=(outcome.start, outcome.end),
                extractor=f"{self.name} {self.version}",
            )

    def _types(self, page: Page) -> Iterator[Finding]:
        text = page.flow.text
        for hit in _PHRASES.find(page.flow.tokens):
            start, end = page.flow.line_of(hit.start)
            line = text[start:end]
            title = line.isupper() or (hit.end - hit.start) > 0.45 * len(line)
            score = 0.85 if title and hit.start < max(500, len(text) * 0.3) else 0.65
            if hit.phrase in _WEAK:
                score = min(score, 0.35)
            if page.type in {"statistiek", "overig", "kadaster"}:
                score *= 0.3
            before = plain(text[max(0, hit.start - 120) : hit.start])
            if _HISTORY_NEAR.search(before) or re.search(r"niet vervallen|behoorlijk vergunde|\bgeen\b", before[-40:]):
                score *= 0.3
            yield page.finding("permit_type", hit.meaning, score=score, role="title" if title else "text",
                               span=(hit.start, hit.end), extractor=f"{self.name} {self.version}")  # fmt: skip


_PHRASES: Phrases[PermitType] = Phrases(_KINDS)

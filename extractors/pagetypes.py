"""Classifies a page by the phrases it carries and by what it looks like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractors.cues import Phrases
from extractors.flow import Flow
from extractors.label_stems import label_role
from extractors.operative import operative_part
from extractors.outcomes import find_outcomes
from extractors.page_forms import add_forms
from extractors.page_shapes import add_shapes
from extractors.pagetype_cues import CUES
from extractors.signs import plain
from schemas.words import PageType


def _meanings() -> dict[str, tuple[tuple[PageType, float], ...]]:
    meanings: dict[str, tuple[tuple[PageType, float], ...]] = {}
    for kind, cues in CUES.items():
        for cue in cues.split("|"):
            phrase, weight = cue.rsplit(" ", 1)
            meanings[phrase] = (*meanings.get(phrase, ()), (kind, float(weight)))
    return meanings


_INCH = 25.4
_ENOUGH = 60
"""Letters from which all the words of a page say something together."""
_CUE = 0.02
"""What a point of the cues weighs beside a likeness of 1; chosen where wordings were new to cues and model alike."""
_CAPTION, _PICTURE = 6, 0.2
"""At most so many words and at least this share of dark pixels: a picture with a caption."""
_ASKS = re.compile(
    r"^\W*(?:AANVRAAG|DEMANDE|VERGUNNINGSAANVRAAG|BOUWAANVRAAG|VERZOEK(?:SCHRIFT)?\b|"
    r"(?:Bouwa|A|Vergunningsa|Verkavelingsa)anvraag(?:formulier)?\s*(?:$|(?:om|tot|van\s+een|voor\s+een|stede|omgev|bouwv))|"
    r"Demande\s+(?:de|d'))",
    re.MULTILINE,
)
"""A heading that asks for something."""
_TO_COLLEGE = re.compile(r"aan\s+het\s+(?:schepen)?college|aan\s+de\s+he+ren\s+burgemeester|au\s+college")
_THEIR_FILE = re.compile(r"\b(?:uw|ons|onze|votre|notre)\s+(?:kenmerk|ref|nr|referte|bericht|brief)")
_SALUTES_COLLEGE = re.compile(
    r"(?:edel|achtbare|mijne|geachte)\s*(?:achtbare\s+)?(?:heeren|heren)|edelachtbaar|edelachtbare|messieurs"
)
_FIRST_PERSON = re.compile(r"\b(?:ik|mij|mijn|onderget\w+|j'ai|soussigne)\b")
_RECITES = re.compile(
    r"^\W{0,4}(?:gelet|gezien|overwegend|aangezien|herzien|kennis\s+genomen|vu\s|attendu|consider)", re.MULTILINE
)
_AMOUNT = re.compile(r"\d\s?(?:fr\b|frank|francs|bef\b|eur\b|euro\b|€)|\b(?:bef|eur|€)\s?\d")
"""Sums of money: two of them on a page make it a bill."""
_WE_WRITE = re.compile(
    r"\b(?:wij|we)\s+(?:zenden|laten|delen|bevestigen|hebben|melden|brengen|vestigen|sturen|bezorgen)|"
    r"\b(?:zenden|laten|delen|bevestigen|melden|brengen|sturen|bezorgen|vindt)\s+(?:wij|u)\b|bestuur\s+bevestigt|\bgeachte|"
    r"\bmijnheer|\bmevrouw,|\bmonsieur,|hoogachtend|hoogachting|groeten"
)
_SENTENCE = re.compile(r"\b(?:dat|die|werd|wordt|worden|heeft|hebben|zijn|kunnen|deelt|brengt|gelieve)\b[^.\n]{8,}")
_I_ASK = re.compile(
    r"\b(?:ik|mij|mijn|onderget\w+|ondert\w+|wij\s+ondergetekenden)\b[^;]{0,220}\b(?:vra[ae]g\w*|verzoek\w*|sollicit\w*|"
    r"bekomen|verkrijgen)\b[^;]{0,90}\b\w*(?:toelating|vergunning|machtiging|verlof|autorisatie|permissie|consent)|"
    r"\b(?:vraag|verzoek|kom)\s+ik\b[^;]{0,120}\b\w*(?:toelating|vergunning|machtiging|verlof|autorisatie|permissie|consent)|"
    r"\bik\s+kom\s+u\b[^;]{0,60}\bvragen\b",
    re.DOTALL,
)
_I_WITHDRAW = re.compile(
    r"\bintrek|in\s+te\s+trekken|\btrek\b[^.;]{0,60}\bin\b|afzie|af\s+te\s+zien|zie\b[^.;]{0,40}\baf\b"
)
_TAKES_BACK = re.compile(
    r"\b(?:mijn|zijn|haar|onze|hun)\s+\w*(?:aanvraag|verzoek|vraag)\b(?:[^.;]|nr\.){0,160}\b(?:intrek(?:t|ken)?|in\s+te\s+trekken)\b|"
    r"\btrek(?:t|ken)?\b[^.;]{0,40}\b(?:mijn|zijn|haar|onze|hun)\s+\w*(?:aanvraag|verzoek)\b[^.;]{0,60}\bin\b"
)
_SIGNED = re.compile(r"\b(?:secretaris|burgemeester|gemeentesecretaris|algemeen\s+directeur)\s*,")
_ADVISES = re.compile(
    r"\b(?:on)?gunstig\w*\s+advies|\badvies\b[^.;]{0,20}gunstig|geen\s+bezwa+r(?:en)?|kan\s+(?:\w+\s+)?ingewilligd|"
    r"mag\s+(?:\w+\s+)?(?:ingewilligd|toegestaan)|adviseren|bezocht\s+op|plaatsbezoek|ter\s+plaatse\s+(?:begeven|geweest|gekomen|vastgesteld)|kunnen?\s+(?:wij\s+)?instemmen"
)
_ADVISER = re.compile(
    r"\b(?:\w*opzichter|\w*ingenieur|gemachtigde\s+ambtenaar|\w*ambtenaar|commandant|brandweer\w*|dienstchef|\w*beambte|veldwachter|"
    r"adviseur|\w*bouwmeester|landmeter|inspecteur|controleur|afdelingshoofd|directeur|polder\w*|agentschap\w*)\b"
)
_COVER_HEAD = re.compile(
    r"^\W*(?:\w+\W+){0,3}?(?:bouwdossiers?|dossier|bouwtoelating(?:en)?|bouwvergunning(?:en)?|bouwaanvra\w+|bundel|omslag|kaft|"
    r"vergunningsdossier|verkavelingsdossier|register\s+n\w*|permis\s+de\s+batir)\b.{0,30}$",
    re.MULTILINE,
)
_COVER_LABEL = re.compile(
    r"^\W*(?:bouwheer|aanvrag\w*|naam|ligging|straat|werken?|aard|adres|voorwerp|kadaster|beslis\w*|datum|onderwerp|verzoeker|"
    r"bouwplaats|ontv\w*|ingekomen|vergund|jaar|nr|register\w*|indiener|eigenaar|plaats|architect|bouwmeester|besluit)\b"
    r"[^\n]{0,22}?[.:]",
    re.MULTILINE,
)
_COVER_ROW = re.compile(
    r"^\W*(?:bouwheer|aanvrag\w*|naam|ligging|straat|werken?|aard|voorwerp|kadaster|verzoeker|eigenaar|standplaats|"
    r"bouwplaats|omschrijving|doel|onderwerp|college van|uitslag|volgnummer|indiener|titularis|besteller|dossier\w*|"
    r"vergund|besluit)\b",
    re.MULTILINE,
)
_ADDRESSED = re.compile(
    r"^\W{0,3}aan\s+(?:de\s+|den\s+)?(?:heer|hr|mevr\w*|juffr\w*|mej\w*|sieur|dhr|mw|wed\w*|echtg\w*|consoorten|vennootschap|"
    r"firma|n\.?v|bvba|vzw)\b",
    re.MULTILINE,
)
_YOURS = re.compile(
    r"\buw\s+(?:\w+\s+)?(?:verzoek|aanvraag|dossier|bouwaanvraag|schrijven|vergunning|plannen|brief\b(?!\s+van))"
)
_FORM_ROW = re.compile(
    r"^\W{0,2}\d{1,2}[.)]?\s+(?:\w+\W+){0,3}?(?:bouwheer|aanvrag\w*|woonplaats|aard|bouwplaats|kadast\w*|oppervlakte|bouwkundige|"
    r"architect|datum|handtekening|ligging|eigenaar|adres|naam|voorwerp|werken|identiteit|bestemming|volume)\b",
    re.MULTILINE,
)
_SITTING = re.compile(r"zitting\s+van\s+het\s+(?:schepen)?college|besluitboek|notulenboek|beschikkend\s+gedeelte")
_DRAWN = re.compile(r"gelijkvloers|doorsnede|verdieping|gevel\b|grondplan|\bplan\b|slaapkamer|keuken")
_OUR_VIEW = re.compile(
    r"\bons?e?\s+(?:besluit|me+ning|oordeel|bevinding|standpunt|zienswijze|conclusie)\b[^.;]{0,50}gunstig"
)
_FORM = re.compile(
    r"ondergetek|handtekening|exemplaren|viervoud|drievoud|wet\s+van|telefoon|\btel\b|rijksregister|gedaan\s+(?:te|op)"
)
_PHRASES = Phrases(_meanings())


@dataclass(frozen=True, slots=True)
class Look:
    """What a page looks like: size in millimetres, share of dark pixels, whether it is blank."""

    width_mm: float
    height_mm: float
    ink: float
    blank: bool

    @classmethod
    def of(cls, width: int, height: int, dpi: int, *, ink: float = 0.0, blank: bool = False) -> "Look":
        """Return the look of a page of so many pixels at a resolution."""
        return cls(width / dpi * _INCH, height / dpi * _INCH, ink, blank)

    @property
    def large(self) -> bool:
        """Larger than A4 and folio, as plans are."""
        return max(self.width_mm, self.height_mm) > 297 * 1.2 or min(self.width_mm, self.height_mm) > 297 * 0.9


def page_scores(flow: Flow, look: Look) -> dict[PageType, float]:
    """Return how strongly a page speaks for each type; a cue in a heading weighs double."""
    scores: dict[PageType, float] = dict.fromkeys(CUES, 0.0)
    length = max(1, len(flow.text))
    words = len(flow.tokens)
    seen: set[str] = set()
    for hit in _PHRASES.find(flow.tokens):
        if hit.phrase in seen:
            continue
        seen.add(hit.phrase)
        start, end = flow.line_of(hit.start)
        heading = hit.start < min(420, 0.25 * length) and hit.end - hit.start > 0.4 * (end - start)
        factor = 2.0 if heading else 1.0
        for kind, weight in hit.meaning:
            scores[kind] += weight * factor * (1 - 0.15 * hit.slips)
    if _ASKS.search(flow.text[:250]):
        scores["aanvraag"] += 5
    if words <= _CAPTION and look.ink > _PICTURE and not look.large:
        scores["foto"] += 4
    if look.large:
        scores["plan"] += 5
    _by_shape(plain(flow.text), scores)
    add_shapes(plain(flow.text), scores)
    if words > 60:
        scores["kaft"] *= 0.35
    elif words < 45:
        scores["kaft"] *= 1.3
    if words > 160:
        scores["plan"] *= 0.5
    add_forms(flow.text, scores)
    if scores["weigering"] >= 3 and scores["besluit"] >= 5:
        scores["weigering"] += scores["besluit"] * 0.9
    if re.search(r"\bbetreft\b|\bons kenmerk\b", plain(flow.text)) and scores["advies"] > 6:
        scores["advies"] += 2
    return scores


def _by_shape(text: str, scores: dict[PageType, float]) -> None:
    """Add what the build of a page tells: whom it addresses, whether it refers to another's file, whether it talks."""
    recites = _RECITES.search(text) is not None
    _by_request(text, scores)
    _by_view(text, scores, recites=recites)
    _by_cover(text, scores, recites=recites)
    if _SITTING.search(text):
        scores["besluit"] += 4
    if len(_AMOUNT.findall(text)) >= 2 and not recites:
        scores["overig"] += 4
    if operative_part(text) is not None and recites:
        scores["besluit"] += 4
    elif _WE_WRITE.search(text) and not recites:
        scores["besluit"] *= 0.6
        scores["weigering"] *= 0.6


def _by_request(text: str, scores: dict[PageType, float]) -> None:
    """Add what tells a request: it salutes the college, somebody asks in the first person, or it is a numbered form."""
    if _TAKES_BACK.search(text):  # in the very words of a request: this must outweigh them all
        scores["brief"] += 20
        scores["aanvraag"] *= 0.5
        return
    if _SALUTES_COLLEGE.search(text) and _FIRST_PERSON.search(text):
        scores["aanvraag"] += 4
    if _I_ASK.search(text) and not _I_WITHDRAW.search(text):
        scores["aanvraag"] += 5
        scores["brief"] *= 0.6
    if len(_FORM_ROW.findall(text)) >= 4 and re.search(r"handtekening|datum", text):
        scores["aanvraag"] += 8


def _by_view(text: str, scores: dict[PageType, float], *, recites: bool) -> None:
    """Add what tells an advice or a letter: a view on somebody's file, an addressee and his request."""
    if _TO_COLLEGE.search(text) and _THEIR_FILE.search(text):
        scores["advies"] += 4
        scores["aanvraag"] *= 0.5
    if recites:
        return
    if _OUR_VIEW.search(text):
        scores["advies"] += 6
    if _ADVISES.search(text) and _ADVISER.search(text) and not _COVER_HEAD.search(text[:150]):
        scores["advies"] += 4
    if _ADDRESSED.search(text) and _YOURS.search(text):
        scores["brief"] += 5


def _by_cover(text: str, scores: dict[PageType, float], *, recites: bool) -> None:
    """Add what tells a cover: rows of labels and nothing that talks or is signed."""
    if len(_SENTENCE.findall(text)) >= 2:
        scores["kaft"] *= 0.5
    if _SIGNED.search(text) or _WE_WRITE.search(text):
        scores["kaft"] *= 0.3
        if _WE_WRITE.search(text) and not recites:
            scores["brief"] += 2
    elif _is_cover(text):
        scores["kaft"] += 7
    elif _COVER_HEAD.search(text[:150]) and len(_COVER_LABEL.findall(text)) >= 2 and not _FORM.search(text):
        scores["kaft"] += 5


def _is_cover(text: str) -> bool:
    """Tell whether a page is nothing but a few rows that begin with labels, as printed covers are."""
    lines = [line for line in text.split("\n") if len(line.strip()) > 2]
    rows = sum(1 for line in lines if _COVER_ROW.match(line) or _labelled_row(line))
    plain_page = not (_FORM.search(text) or _SENTENCE.search(text) or _DRAWN.search(text))
    return plain_page and len(lines) <= 16 and rows >= 3 and rows >= 0.3 * len(lines)


def _labelled_row(line: str) -> bool:
    """Tell whether a row is a label with its answer, by the stems of the label: `Naam bouwheer : Peeters Jan`."""
    label, colon, _ = line.partition(":")
    return bool(colon) and label_role(label) not in {"", "other"}


def page_type(flow: Flow, look: Look, learned: Mapping[PageType, float] | None = None) -> tuple[PageType, float]:
    """Return the type of a page and how sure that is in [0, 1].

    `learned` is how much the page resembles each type by all its words (`page_model`). It decides together with the
    cues: these know the phrases of the law, it knows the rest of the words. Without it the cues decide alone.
    """
    if look.blank and len(flow.tokens) < 4:
        return "blanco", 0.95
    scores = page_scores(flow, look)
    letters = sum(len(token.form) for token in flow.tokens)
    cued = _by_cues(flow, look, scores, letters)
    return cued if learned is None or letters < _ENOUGH else _by_both(scores, learned, cued)


def _by_both(
    scores: Mapping[PageType, float], learned: Mapping[PageType, float], cued: tuple[PageType, float]
) -> tuple[PageType, float]:
    speaks = {kind: score for kind, score in scores.items() if kind != "weigering"}
    speaks["besluit"] = max(scores["besluit"], scores["weigering"])  # which of the two, the cues tell
    both = {kind: learned.get(kind, 0.0) + _CUE * score for kind, score in speaks.items()}
    ranked = sorted(both, key=both.__getitem__, reverse=True)
    best: PageType = ranked[0]
    if best == "besluit" and (cued[0] == "weigering" or (cued[0] != best and scores["weigering"] > scores["besluit"])):
        best = "weigering"
    return (best, cued[1]) if best == cued[0] else (best, round(min(0.8, 0.4 + both[ranked[0]] - both[ranked[1]]), 3))


def _by_cues(flow: Flow, look: Look, scores: Mapping[PageType, float], letters: int) -> tuple[PageType, float]:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (best, top), (_, second) = ranked[0], ranked[1]
    if top < 2.5:
        if letters < 40:
            return ("plan" if look.large else "foto" if look.ink > 0.12 else "overig"), 0.5
        return "overig", 0.35
    if best in {"besluit", "weigering"}:
        decided = {
            outcome.kind
            for outcome in find_outcomes(flow.text, decides=True, letter=False)
            if outcome.place in {"operative", "title"}
        }
        if decided:  # what it decides says more than how often it speaks of refusing
            best = "weigering" if "geweigerd" in decided else "besluit"
    return best, round(min(0.98, 0.35 + 0.5 * (top - second) / top + 0.02 * min(top, 10)), 3)

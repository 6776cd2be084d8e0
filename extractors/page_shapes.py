"""What a page does, whatever its template: it applies, decides, advises, notifies, or confirms receipt."""

import re
from dataclasses import dataclass

from schemas.words import PageType

_PERMIT = (
    r"\w*(?:vergunning|toelating|machtiging|permissie|toestemming|attest|verlof|autorisatie|consent)|"
    r"permis\s+de\s+(?:batir|lotir|demolir)"
)
_DONE = (
    r"(?:vergund|verleend|geweigerd|toegestaan|toegekend|ingewilligd|afgewezen|afgeleverd|afgegeven|goedgekeurd|"
    r"verworpen|ontzegd|uitgereikt)"
)
_ASKER = (
    r"(?:aanvra[ag]\w*|verzoek\w*|rek[wu]est\w*|indien\w*|initiatiefnem\w*|bouwheer|bouwheren|opdrachtgev\w*|melder)"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A page of this kind shows all of `all` and none of `none`, in plain text; `head` only among its first words."""

    kind: PageType
    weight: float
    all: tuple[re.Pattern[str], ...]
    none: tuple[re.Pattern[str], ...] = ()
    head: re.Pattern[str] | None = None


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


_GATHERED = _words(r"\bcollege\b[^.;:]{0,60}\b(?:vergader[dt]|bijeen\w*|zetel(?:end|t|de)|beraadslaagd)")
_MET = _words(
    r"\bcollege\b[^.;:]{0,60}\b(?:vergader[dt]|bijeen\w*|zetel(?:end|t|de)|beraadslaagd)|"
    r"\b(?:college)?(?:zitting|vergadering|bijeenkomst|beslissing)\s+(?:van\b|dd\b|op\b|der\b|\d)|"
    r"\bschepencollege\s+(?:van|dd|op)\b"
)
_VERDICT = _words(
    rf"\b(?:wordt|werd|worden|is|zijn)\s+(?:\w+\s+){{0,5}}{_DONE}|"
    r"\b(?:goedgevonden|besloten|beslist|besluit|beslist)\b[^.;]{0,140}"
    r"\b(?:vergunnen|verlenen|weigeren|toe\s+te\s+(?:staan|kennen)|in\s+te\s+willigen|van\s+de\s+hand|af\s+te\s+wijzen)|"
    r"\b(?:stemt|stemmen|staat|staan)\b[^.;]{0,80}\btoe\b|\bwilligt\b[^.;]{0,80}\bin\b|\bverleent\b|\bweigert\b|"
    r"\bgeeft\s+(?:de\s+)?(?:toelating|vergunning|toestemming|autorisatie|machtiging)"
)
_TITLED = _words(
    rf"^[^\w\n]*(?:uittreksel\s+uit\s+(?:de\s+)?(?:notulen|beraadslagingen|verhandelingen)|"
    rf"(?:\w+\s+){{0,2}}(?:college)?(?:besluit|beslissing|beschikking)s?(?:blad|fiche|formulier)?\s+"
    rf"(?:(?:over|inzake|omtrent|betreffende|nopens|tot|van|houdende|op|voor)\s+)?"
    rf"(?:\w+\s+){{0,3}}?(?:{_PERMIT}|\w*aanvraag)\b)"
)
_PASSED_ON = _words(
    r"\bafschrift\s+van\s+(?:ons|het|de)\s+(?:besl|college)|bekendmaking|aanplakking|kennisgeving|betekening|"
    r"ter\s+kennis|beroep\s+van|in\s+bijlage|hierbij\s+(?:gevoegd|vindt)|\bgeachte\b|mijnheer,|mevrouw,"
)
_TO_YOU = _words(
    rf"\b(?:heeft|hebben|kon|kan|kunnen|wordt|werd|is|zijn)\s+(?:wij\s+)?(?:aan\s+)?u(?:w)?\b[^;]{{0,140}}\b{_DONE}|"
    rf"\buw\s+(?:aan)?(?:vraag|verzoek|\w*aanvraag|rek[wu]est)\s+(?:om\s+\w+\s+)?(?:is|werd|wordt)\s[^;]{{0,70}}?\b{_DONE}|"
    rf"\bu\s+(?:heeft|hebt|bekomt|krijgt|ontvangt|verkrijgt|mag|vroeg)\b[^.;]{{0,80}}(?:{_PERMIT}|werken)"
)
_DECIDES_HERE = _words(
    rf"\bcollege\s+heeft\s+in\s+(?:de\s+)?(?:zitting|vergadering)\s+van\b(?:[^.;]|\d\.){{0,40}}\bbeslist\b[^.;]{{0,80}}"
    rf"\b(?:wordt|werd)\s+(?:\w+\s+){{0,3}}{_DONE}"
)
_EXAMINED = _words(r"\b(?:onderzocht|getoetst|beoordeeld)\b[^.;]{0,60}\b(?:wet|decre+t|verordening|voorschriften)\b")
_ENCLOSES = _words(r"\b(?:afschrift|in\s+bijlage|als\s+bijlage|hierbij|hiernevens|ingesloten|bijgevoegd|bijgaand)\b")
_GIVEN_HERE = _words(
    rf"\bwordt\s+(?:u\s+)?(?:hierbij\s+)?door\s+het\s+(?:schepen)?[ck]ollege\s+(?:\w+\s+){{0,2}}(?:{_PERMIT})\s+(?:\w+\s+){{0,2}}{_DONE}"
)
_SENDS_IT = _words(r"\b(?:afschrift|in\s+bijlage|als\s+bijlage|ingesloten|bijgevoegd)\b")
_NOTICE = _words(r"^[^\w\n]*kennisgeving[^\w\n]*$")
_NOTIFIES = _words(
    r"\bter\s+kennis\s+(?:van|aan)\b(?:.|\n){0,200}\b[ck]ollege\b(?:.|\n){0,60}\b(?:beslist\w*|besloot|besloten)\b"
)
_RECITES = _words(
    r"^[^\w\n]{0,4}(?:gelet|gezien|overwegend|aangezien|herzien|vu\s|attendu|consider)|^[^\w\n]{0,3}art(?:ikel|\.)\s*1"
)
_CONFIRMS = _words(
    r"\b(?:voor|bewijs\s+van|melding\s+van|bevestig\w*\s+(?:\w+\s+){0,4}|bericht\s+van|stuk\s+voor)\s*(?:de\s+)?(?:goede\s+)?ontvangst\b|"
    r"^[^\w\n]*(?:bewijs|ontvangen|ontvangst)[^\w\n]*$|^[^\w\n]*ontvangen\s+op\b[^.;]{0,60}\b(?:van|door)\s|"
    r"\bontvangst(?:bewijs|bevestiging|melding)\b|\bin\s+goede\s+orde\s+ontvangen|\b(?:wij\s+)?ontvingen\s+(?:wij\s+)?(?:uw|van)"
)
_FILED = _words(
    r"\b(?:kreeg|krijgt|draagt|kregen|heeft|ontving|bekwam)\s+(?:als\s+)?(?:het\s+|ons\s+|dossier)?(?:dossier|volg|kenmerk|register)?-?"
    r"(?:nummer|nr|kenmerk|referte)|\b(?:ingeschreven|geboekt|geregistreerd|opgetekend)\s+(?:\w+\s+){0,3}(?:onder|met)\b|"
    r"\b(?:van\s+(?:het|uw|een)|een|uw)\s+(?:dossier|aanvraag|verzoek|rek[wu]est)\b"
)
_FORM = _words(r"handtekening|ondergetek|kostprijs|bij\s+deze\s+aanvraag")
_I_WRITE = _words(
    r"\bik\s+(?:schrijf|vra[ae]g|zou|wil|wens|verneem|vernam|richt|kom|herinner|verzoek|had|heb|dring)|\bmag\s+ik\s+(?:u\s+)?(?:vragen|weten|vernemen)|\b(?:schrijf|vraag|verneem)\s+ik|"
    r"\bzou\s+ik\s+(?:graag|gaarne)|\bwij\s+(?:schrijven|vragen|vernamen)\s+u"
)
_HOW_FAR = _words(
    r"\bhoe\s?ver\b|stand\s+van\s+(?:zaken|het\s+dossier|mijn)|wanneer\s+ik\b[^.]{0,60}(?:verwachten|antwoord)|"
    r"(?:nog\s+)?(?:geen|niets?)\s+(?:antwoord|bericht|nieuws|vernomen|ontvangen)|laten\s+weten|\bcontact\b|onderhoud\b|afspraak|bericht\s+te\s+geven|op\s+de\s+hoogte"
)
_MY_REQUEST = _words(r"\b(?:mijn|onze)\s+(?:\w+\s+)?(?:\w*aanvraag|verzoek|dossier|vraag)\b")
_OBJECTS = _words(
    r"\b(?:teken|tekenen|dien|dienen|heb|hebben|maak|maken)\b[^.;:]{0,25}\b(?:ik|wij)\b[^.;:]{0,25}\b(?:bezwa(?:ar|ren)|verzet)|"
    r"\b(?:ik|wij)\b[^.;:]{0,20}\b(?:teken|tekenen|dien|dienen|heb|hebben|maak|maken)\b"
    r"[^.;:]{0,25}\b(?<!geen )bezwa(?:ar|ren)\b"
)
_A_NEIGHBOUR = _words(
    r"\b(?:na)?ge?bu(?:ur|ren)\b|\bomwonende\w*|\baanpalende?\s+eigena\w+|\b(?:mijn|onze)\s+(?:woning|huis|eigendom|tuin|licht|kelder)\b"
)
_VIEW = _words(
    r"\b(?:bevinding\w*|advies|oordeel|zienswijze|standpunt|besluit\s+van\s+(?:ons|het)\s+onderzoek|beoordeling|mening|meening|conclusie)\b"
    r"[^;]{0,170}?(?:[:=]|\bis|\bluidt)\s*(?:\w+\s+){0,2}?(?:(?:on)?gunstig|positief|negatief|geen\s+bezwaar|voorwaardelijk|akkoord)"
)
_ANSWERS = _words(
    r"\b(?:in\s+antwoord\s+op|ingevolge|gevolg\s+gevend\s+aan|naar\s+aanleiding\s+van|als\s+gevolg\s+van)\s+(?:uw|de)\s+\w*(?:vraag|verzoek|brief|schrijven|adviesvraag)"
)
_FAVOUR = _words(r"\b(?:on)?gunstig\b|\bpositief\b|\bnegatief\b|geen\s+bezwa+r(?:en)?")
_VISITED = _words(
    r"\bter\s+plaatse\s+(?:begeven|geweest|gekomen|vastgesteld|onderzocht)|\bplaatsbezoek\b|\bter\s+plaatse\s+ge\w+|"
    r"\b(?:bezocht|bezichtigd|opgemeten|onderzocht)\s+(?:op|den|dd)\b|\bbezoek\s+ter\s+plaatse"
)
_APPEAL = _words(
    r"\b(?:deputatie|minister|raad\s+(?:van\s+state|voor)|gouverneur|vlaamse\s+regering|bestendige)\b(?:[^.;]|\bnr\.){0,160}"
    r"\bberoep\b|\bberoep\b[^.;]{0,160}\b(?:tegen|bij)\b[^.;]{0,40}\b(?:uw|de)\s+(?:beslissing|besluit|deputatie)"
)
_BILL = _words(
    r"^[^\w\n]*(?:ereloon\w*|staat\s+van\s+ereloon|factuur|facture|rekening\s+(?:voor|aan|van)|kwitantie|kwijtschrift)\b"
)
_FEES = _words(r"^[^\w\n]*(?:staat\s+van\s+ereloon|ereloon(?:nota|staat)?)\b")
_TO_PAY = _words(r"\b(?:te\s+(?:voldoen|betalen)|verschuldigd|saldo|totaal)\b|\d\s?(?:f\b|fr\b|frank|bef\b|eur)")
_CERTIFICATE = _words(r"^[^\w\n]*getuigschrift\b")
_REPORT = _words(r"^[^\w\n]*proces[-\s]?verbaal\b(?!\s+(?:der|van\s+de)\s+(?:zitting|vergadering|beraadslaging))")
_STATISTICS = _words(r"^[^\w\n]*statistiek\s+(?:der|van\s+de)\s+bouw")
_LEDGER = _words(r"^[^\w\n]*register\s+(?:der|van\s+de)\s+(?:\w+\s+)?(?:bouw)?(?:aanvragen|vergunningen)\b")
_SUMS = _words(
    r"(?:\d(?:,\d\d)?\s?(?:fr\b|frank|bef\b|euro?\b|€)|\d\.\d{3}\s?f\b|\d,[-–—])"
    r"(?:.|\n)*?(?:\d(?:,\d\d)?\s?(?:fr\b|frank|bef\b|euro?\b|€)|\d\.\d{3}\s?f\b|\d,[-–—]|\d,\s*$)"
)
"""Two sums of money, as bills print them: `20.500 F`, `414,-`."""
_ROW = re.compile(
    rf"^[^\w\n]{{0,3}}(?:\d{{1,2}}[.)]?\s+)?(?:naam|{_ASKER}|contact\w*|adres\w*|woonplaats|werf\w*|ligging\w*|bouwplaats|gelegenheid|plaats|"
    r"kadast\w*|perceel\w*|project\w*|voorwerp\w*|onderwerp|aard|omschrijving|type|soort|ontwerper|architect|bouwmeester|"
    r"opsteller|plannen|volgnummer|dossiernummer|ander\s+nummer|referentie|tijdstip|datum|opgemaakt|telefoon|bestemming)\b"
    r"[^\n]{0,28}?(?:[:.\t]|\s(?=\S))",
    re.MULTILINE,
)
_INLINE = re.compile(
    rf"\b(?:naam|{_ASKER}|adres|woonplaats|werf|ligging|bouwplaats|gelegenheid|plaats|kadast\w+|perceel|project|voorwerp|"
    r"onderwerp|aard|omschrijving|type|ontwerper|architect|bouwmeester|opsteller|plannen|volgnummer|tijdstip|datum)\b"
    r"[^\n:.]{0,24}:"
)
"""Labels that run on in the lines, each with its colon."""
_ASKING_HEAD = re.compile(
    r"^[^\w\n]*(?:(?:\w+\s+){0,3}(?:afschrift|afdruk|uitdruk|samenvatting|kopie|formulier|overzicht)\s+(?:van\s+)?(?:de|het|een|uw)\s+)?"
    r"\w*(?:aanvraag|rek[wu]est|request|verzoekschrift|smeekschrift|melding)(?:sformulier|formulier)?\b"
    rf"(?:\s+(?:tot|om|voor|van|stedenbouwkundige|omgevings\w*|{_PERMIT})\b[^\n]*)?[^\w\n]*$",
    re.MULTILINE,
)
_TO_TOWN = _words(r"\b(?:burge?me+ste?r\w*|schepenen|gemeentebestuu?r|stadsbestuu?r|college|magistraat|gemeenteraad)\b")
_INTENDS = _words(
    r"\b(?:wil|wilt|willen|wenst?|wensen|wensch\w*|voornemens|verlang\w*|begeer\w*|van\s+plan|het\s+inzicht|"
    r"het\s+voornemen|zinnens|gelieft?|bedoeling)\b"
)
_PLOT = _words(
    r"\b(?:[sl]ectie|kadast\w+|percee\w*|perceelnr|wijk)\b|\b(?:plan[sno]?|plannen|te+kening\w*|schets\w*)\s+"
    r"(?:\w+\s+){0,2}(?:van|door|gemaakt|hierbij|gevoegd)|\bte+kening\w*\s*:"
)
_SHOWN = _words(
    r"^[^\w\n]*(?:openbaar\s+)?(?:bericht|kennisgeving|bekendmaking|mededeling|aankondiging)\s+(?:aan|van\s+(?:openbaar|onderzoek))|"
    r"\b(?:plan\w*|dossier|stukken|aanvraag|bundel)\b[^.;]{0,40}\b(?:lig[gt]\w*|is|zijn)\b[^.;]{0,30}\bter\s+inzage"
)
_ROWS = 4
"""Rows of labels below a heading that asks: a form or the print of one."""
_SHAPES: tuple[Shape, ...] = (
    Shape("besluit", 8, (_MET, _VERDICT), (_TO_YOU, _PASSED_ON, _APPEAL)),
    Shape("besluit", 9, (_VERDICT,), (_TO_YOU, _PASSED_ON, _APPEAL), head=_TITLED),
    Shape("besluit", 20, (_DECIDES_HERE, _EXAMINED), (_ENCLOSES,)),
    Shape("besluit", 20, (_GIVEN_HERE,), (_SENDS_IT,)),
    Shape("brief", 10, (_TO_YOU,), (_RECITES, _GATHERED)),
    Shape("brief", 14, (_NOTIFIES,), (_RECITES,), head=_NOTICE),
    Shape("brief", 8, (_CONFIRMS, _FILED), (_RECITES, _FORM, _VERDICT)),
    Shape("brief", 8, (_I_WRITE, _HOW_FAR), (_RECITES, _FORM, _VERDICT)),
    Shape("brief", 6, (_I_WRITE, _HOW_FAR, _MY_REQUEST), (_RECITES, _FORM, _VERDICT)),
    Shape("brief", 12, (_OBJECTS, _A_NEIGHBOUR), (_RECITES, _VERDICT)),
    Shape("brief", 6, (_APPEAL,), (_RECITES, _FORM)),
    Shape("bericht", 10, (_SHOWN,), (_RECITES, _VERDICT)),
    Shape("aanvraag", 10, (_TO_TOWN, _INTENDS, _PLOT), (_RECITES, _VERDICT, _VIEW, _HOW_FAR, _TO_YOU, _CONFIRMS)),
    Shape("advies", 9, (_VIEW,), (_TO_YOU, _RECITES, _APPEAL, _MET)),
    Shape("advies", 8, (_VISITED, _FAVOUR), (_TO_YOU, _RECITES, _APPEAL, _MET)),
    Shape("advies", 7, (_ANSWERS, _FAVOUR), (_TO_YOU, _RECITES, _APPEAL)),
    Shape("overig", 14, (_BILL, _SUMS), (_RECITES, _VERDICT, _FORM)),
    Shape("overig", 14, (_FEES, _TO_PAY), (_RECITES, _VERDICT, _FORM)),
    Shape("overig", 30, (_LEDGER,), (_RECITES, _VERDICT, _FORM), head=_LEDGER),
    Shape("attest", 18, (_CERTIFICATE,), (_RECITES,), head=_CERTIFICATE),
    Shape("pv", 18, (_REPORT,), (_RECITES, _VERDICT), head=_REPORT),
    Shape("statistiek", 12, (_STATISTICS,), head=_STATISTICS),
)


def add_shapes(text: str, scores: dict[PageType, float]) -> None:
    """Add to the scores of each type what the page does.

    `text` is plain (lower case, no accents). A short page is told best by this; the words of its letterhead and the
    name of the permit in it say little.
    """
    head = text[:300]
    for shape in _SHAPES:
        if shape.head is not None and not shape.head.search(head):
            continue
        if all(part.search(text) for part in shape.all) and not any(part.search(text) for part in shape.none):
            scores[shape.kind] += shape.weight
            _quieten(shape.kind, scores)
    if (
        _ASKING_HEAD.search(head[:160])
        and max(len(_ROW.findall(text)), len(_INLINE.findall(text))) >= _ROWS
        and not _VERDICT.search(text)
    ):
        scores["aanvraag"] += 10
        _quieten("aanvraag", scores)


def _quieten(kind: PageType, scores: dict[PageType, float]) -> None:
    """A page that decides, asks or writes about an attest, or names its maker, is not an attest or a report."""
    for other in ("attest", "pv", "kaft", "bericht", "plan"):
        if other != kind:
            scores[other] *= 0.5

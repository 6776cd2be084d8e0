"""Verbs that decide on an application, and what negates them: spaCy token patterns that tolerate a misread letter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from extractors.cues import words as vocabulary
from extractors.decision_words import ATTEST_IS
from extractors.signs import plain
from extractors.verdict_clauses import NOT, clause_start

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher

Sense = Literal["granted", "refused"]
Pattern = list[dict[str, Any]]

_GRANTED = vocabulary(
    "verleend verleent verleenen verlenen verleende afgegeven afgeleverd uitgereikt ingewilligd toegestaan toegekend "
    "toegewezen vergund vergunt vergunnen bewilligd bewilligt gemachtigd machtigt machtigen goedgekeurd toegelaten "
    "aanvaard aangenomen ingestemd goedgevonden verstrekt verstrekken verenigt verenigen geakteerd akteert gunt "
    "ingegaan ingaan inwilligen toestaan toekennen afleveren uitreiken goedkeuren bewilligen instemmen afgestaan "
    "gegund bijgetreden ingeschikt accueilli accueillie consent consentie delivre delivree accorde accordee accordent "
    "octroye octroyee "
    "autorise autorisee approuve approuvee delivrer accorder autoriser octroyer"
)
_REFUSED = vocabulary(
    "geweigerd weigert weigeren weigerde weigerend ontzegd ontzegt ontzeggen afgewezen verworpen verwerpt verwerpen "
    "afgekeurd refuse refusee refuser refusent rejete rejetee rejeter afwijzen afkeuren ontzegging"
)
_MAY = "(?:overgaan|uitvoeren|bouwen|oprichten|verbouwen|aanvatten|uitgevoerd|opgericht|gebouwd)"
_PARTED: dict[str, dict[str, str]] = {
    "granted": {
        "staat": "toe", "staan": "toe", "stond": "toe", "kent": "toe", "kennen": "toe", "kende": "toe", "laat": "toe",
        "liet": "toe", "levert": "af", "leverde": "af", "gaf": "af", "willigt": "in", "willigde": "in",
        "keurt": "goed", "keurde": "goed", "keuren": "goed", "reikt": "uit", "reikte": "uit", "stemt": "(?:in|toe)",
        "stemde": "(?:in|toe)", "mag": _MAY, "mogen": _MAY, "geeft": "(?:af|akkoord|toestemming)",
        "hecht": "goedkeuring",
        "hechten": "goedkeuring", "schenkt": "goedkeuring", "verklaart": "vergund",
        "vindt": "goed", "treedt": "bij", "treden": "bij", "neemt": "a[kc]te", "nam": "a[kc]te",
    },
    "refused": {
        "wijst": "(?:af|van de hand)", "wees": "(?:af|van de hand)", "wijzen": "(?:af|van de hand)", "slaat": "af",
        "keurt": "af", "keurde": "af",
    },
}  # fmt: skip
"""Verbs in two parts, with the part that follows at the end of the clause: `staat ... toe`, `wijst ... af`."""
_GETS = ["krijgt", "krijgen", "bekomt", "bekomen", "verkrijgt", "verwerft", "ontvangt", "geeft", "verleend"]
_GIVEN = ["gegeven", "geven", "gegund", "geschonken", "donnee", "donne"]
"""What is done with a permit that is too common a verb by itself: `vergunning te geven`."""
_TE = {
    "granted": ("toe te staan", "toe te kennen", "toe te laten", "af te geven", "af te leveren", "in te willigen",
                "goed te keuren", "uit te reiken", "in te stemmen", "te vergunnen", "toe te wijzen",
                "gevolg te geven", "gevolg gegeven", "gevolg verleend", "gevolg te verlenen",
                "goedkeuring te hechten", "goedkeuring gehecht", "gunstig te beantwoorden", "gunstig te onthalen"),
    "refused": ("ongunstig te beantwoorden", "afwijzend te beantwoorden", "wordt onthouden", "te onthouden",
                "af te wijzen", "af te keuren", "te verwerpen", "te ontzeggen", "van de hand te wijzen",
                "van de hand gewezen", "wijst van de hand"),
}  # fmt: skip
_PERMIT = sorted(
    vocabulary(
        "vergunning autorisatie consent bouwverlof toelating machtiging bouwvergunning bouwtoelating "
        "bouwmachtiging toestemming bouwpermissie permissie goedkeuring verkavelingsvergunning "
        "sloopvergunning omgevingsvergunning regularisatievergunning stedenbouwkundige stedebouwkundige "
        "gevraagde permis autorisation"
    )
)
_PHRASES = {
    "granted": (
        "gaat akkoord", "is akkoord", "verklaart zich akkoord", "gunstig beschikt", "gunstig beslist",
        "gunstig beoordeeld", "gunstig gevolg", "gunstig beantwoord",
         "gunstige beschikking", "gunstige beslissing", "gunstig onthaald",
        "voldoening geschonken", "voldoening gegeven", "neemt akte", "akte genomen", "neemt aan",
        "geen bezwaar tegen de afgifte", "mag bouwen", "mogen bouwen", "donne acte", "werken aanvatten",
        "werken aanvangen", "werken beginnen", "werken starten", "werken mogen een aanvang nemen",
        "werken mogen aanvangen", "werken mogen worden aangevat", "werken mogen uitgevoerd worden", "mag overgaan tot",
        "mogen overgaan tot", "werken uitvoeren", "gunstig antwoord", "gunstig geadviseerd en vergund",
        "uitspraak is gunstig", "beslissing is gunstig", "uitspraak is positief", "akte van genomen", "acte genomen",
        "akte wordt genomen", "acte wordt genomen", "akte te nemen", "acte te nemen", "akte gegeven", "acte gegeven",
        "gunstig attest", "gunstig stedenbouwkundig attest", "gunstig stedebouwkundig attest", "attest is gunstig",
        "attest luidt gunstig", "positief attest", "positief stedenbouwkundig attest", "attest is positief",
        "attest luidt positief", "vatbaar voor vergunning", "vatbaar voor een vergunning", "voor vergunning vatbaar",
        "in aanmerking voor vergunning", "in aanmerking voor een vergunning", "voor vergunning in aanmerking",
        "voor een vergunning in aanmerking",
    ),
    "refused": (
        "uitspraak is ongunstig", "beslissing is ongunstig", "uitspraak is een weigering",
        "afwijzend beschikt", "afwijzend beslist", "ongunstig beantwoord", "afwijzend beantwoord",
         "afwijzende beschikking", "afwijzende beslissing",
        "ongunstig beschikt", "ongunstig beslist", "ongunstig beoordeeld", "ongunstige beslissing",
        "ongunstig gevolg", "negatief beslist", "negatieve beslissing", "niet vatbaar voor vergunning",
        "niet voor vergunning vatbaar", "niet vergunbaar", "geen gevolg", "geen gunstig gevolg", "niet ingaan op",
        "niet ingegaan", "niet worden ingegaan", "geen gunstig antwoord", "geen vergunning", "geen toelating",
        "geen machtiging", "geen toestemming", "ongunstig attest", "ongunstig stedenbouwkundig attest",
        "ongunstig stedebouwkundig attest", "attest is ongunstig", "attest luidt ongunstig", "negatief attest",
        "negatief stedenbouwkundig attest", "attest is negatief", "attest luidt negatief",
    ),
}  # fmt: skip
_NO_REASON = re.compile(
    r"\bgeen\s+(?:enkele\s+|voldoende\s+)?(?:reden(?:en)?|aanleiding|grond(?:en)?|termen|noodzaak|motie(?:f|ven))\b[^.;:]*$"
)
"""`er is geen reden om aan het verzoek van ... gevolg te geven`."""
_IF = re.compile(
    r"\b(?:indien|wanneer|tenzij|ingeval|zodra|alvorens|vooraleer|voordat|totdat|zolang|lorsque)\b[^.;:]*$"
)
_NEGATIVE_ATTEST = re.compile(r"\b(?:negatief|ongunstig)\s+(?:\w+\s+)?attest\b")
"""Between the two parts of a verb: `geeft een negatief attest af`."""
_UNTIL = re.compile(r"[^.;]{0,60}\b(?:vooraleer|zolang|alvorens|tenzij|voordat|totdat|dan\s+nadat|avant\s+que)\b")
_NOT_THE_PERMIT = re.compile(
    r"\b(?:(?<!is van )(?<!zijn van )advies|adviezen|ontvangstbewijs|bewijs|ontvangst|delegatie|volmacht|afwijking|"
    r"uitstel|premie|toelage|subsidie|(?<!kundig )attest|"
    r"(?:(?:on)?gunstig|positief|negatief)\s+\w+\s+attest|afschrift|uittreksel|plan\s+van\s+aanleg|verkavelingsplan|"
    r"gewestplan|reglement|verordening|gemeenteraad|avis|recepisse|termijn|verlenging|akkoordbevinding)\b"
    r"(?:(?!\b(?:vergunning|toelating|machtiging|permis|autorisati(?:on|e))\b)[^.;:,]){0,70}$"
)
_TAKEN_BACK = re.compile(r"\b(?:ing\wtrok|intrek|terug\s?(?:ge)?tr[eo]k|afstand\b|afzie|zonder\s+gevolg|verzak)")
"""`neemt akte van de intrekking` grants nothing."""
_NAMED = re.compile(r"\b(?:vergunning|toelating|machtiging|aanvraag|verzoek|plan(?:nen|s)?)\b")
_NOT_YET = re.compile(r"\b(?:vergunning|toelating|machtiging)\s+(?:\w+\s+)?niet\s+(?:te\s+)?$")
"""`BESLIST de toelating niet te verleenen zolang ...` refuses for now."""
_OF_A_MEETING = re.compile(
    r"\W+(?:het\s+|de\s+|den\s+)?(?:\w+\s+)?(?:verslag|proces-?verbaal|notulen|kasboek|rekening(?:en)?|begroo?ting(?:en)?)\b"
)
"""What a meeting approves beside permits: `voorgelezen en goedgekeurd het verslag der vorige bijeenkomst`."""
_OF_AN_OBJECTION = re.compile(
    r"\b(?:beroep(?:schrift)?|recours|bezwa(?:ar|ren)\w*|klacht\w*|opmerking\w*|protest\w*|reclamatie\w*)\b"
    r"(?:(?!\b(?:vergunning|toelating|machtiging|permis|autorisati(?:on|e))\b)[^.;:]){0,90}$"
)
"""What is done with an objection or an appeal is not done with the request: `de bezwaren worden verworpen`."""
_FAVOURABLY = re.compile(r"(?:(?<=\bon)|\b)[gs]unsti[gs](?=e?\b)")
_NO_VERBS = frozenset({"gemachtigde", "verlengd", "verleende", "verstreken"})
"""Words that are one letter from a verb: a term that is `verstreken` grants nothing."""
_FUZZY_FROM = 7
"""Letters from which a verb is believed although one of them is misread."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A deciding verb at text[start:end]: `sense` reckons with what denies it, `strong` tells it is no side word."""

    start: int
    end: int
    sense: Sense
    strong: bool


def load_tools() -> "tuple[Language, Matcher]":
    """Return the Dutch tokeniser and the token patterns. Ask `verdict_tools`, which loads them once."""
    import spacy
    from spacy.matcher import Matcher

    language = spacy.blank("nl")
    matcher = Matcher(language.vocab)
    for sense, verbs in (("granted", _GRANTED), ("refused", _REFUSED)):
        long = [verb for verb in sorted(verbs) if len(verb) >= _FUZZY_FROM]
        short = [verb for verb in sorted(verbs) if len(verb) < _FUZZY_FROM]
        matcher.add(f"{sense} verb", [[{"LOWER": {"FUZZY1": {"IN": long}}}], [{"LOWER": {"IN": short}}]])
        matcher.add(f"{sense} parted", [[{"LOWER": {"IN": list(_PARTED[sense])}}]])
        matcher.add(f"{sense} te", [_words(phrase) for phrase in _TE[sense]])
        matcher.add(f"{sense} phrase", [_words(phrase) for phrase in _PHRASES[sense]])
    gap: dict[str, Any] = {"LOWER": {"NOT_IN": [";", ".", ":"]}, "OP": "{0,4}"}
    permit = {"LOWER": {"FUZZY1": {"IN": _PERMIT}}}
    matcher.add("granted gets", [[{"LOWER": {"IN": _GETS}}, gap, permit]])
    matcher.add("granted given", [[permit, {**gap, "OP": "{0,8}"}, {"LOWER": {"IN": _GIVEN}}]])
    return language, matcher


def _words(phrase: str) -> Pattern:
    return [{"LOWER": word} for word in plain(phrase).split()]


_GIVEN_AT = re.compile(r"\n\s*gegeven(?=\s+(?:te|op|in)\b)")
"""The first word of the closing, which gives no permit: below `De vergunning wordt`, `Gegeven te Zande`."""
_FOOTNOTE = re.compile(r"(?<=[a-z])\([\d*]\)")
"""Behind a word without a space: `geweigerd(1)`."""


def verdicts(text: str) -> tuple[Verdict, ...]:
    """Return what a text says of granting or refusing, in order of place.

    `wordt niet toegestaan` refuses; `indien de vergunning geweigerd wordt` and `gunstig advies verleend` say nothing.
    """
    folded = _GIVEN_AT.sub(lambda one: " " * len(one[0]), plain(text))
    folded = _FOOTNOTE.sub("   ", re.sub(r"q(?!u)", "g", re.sub(r"\s", " ", folded)))
    folded = _FAVOURABLY.sub("gunstig", folded)
    from extractors import verdict_tools  # loading spaCy takes a second, so only when a page decides

    matcher = verdict_tools.MATCHER
    doc = verdict_tools.LANGUAGE.make_doc(folded)
    found: list[Verdict] = []
    taken = 0
    for name, first, last in sorted(matcher(doc), key=lambda match: (match[1], -match[2])):
        label = doc.vocab.strings[name]
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        if label.endswith("parted"):
            sense: Sense = "granted" if label.startswith("granted") else "refused"
            apart = re.compile(rf"[^.;:]{{0,160}}?\b{_PARTED[sense][folded[start:end]]}\b").match(folded, end)
            if apart is None:
                continue
            end = apart.end()
        if start < taken or folded[start:end] in _NO_VERBS:
            continue
        verdict = _judged(text, folded, (start, end), label)
        if verdict:
            found.append(verdict)
            taken = end
    return tuple(found)


def _judged(text: str, folded: str, span: tuple[int, int], label: str) -> Verdict | None:
    start, end = span
    clause = clause_start(text, start)
    before = folded[clause:start]
    sense: Sense = "granted" if label.startswith("granted") else "refused"
    before = ATTEST_IS.sub(lambda said: said[0].replace("attest", "vergunning"), before)
    until = _UNTIL.match(folded, end) and not _NOT_YET.search(before)
    if _IF.search(before) or until or _NOT_THE_PERMIT.search(before[-110:]):
        return None
    if _OF_AN_OBJECTION.search(before) and not re.search(r"geen\s+bezwa", before):
        return None
    if _OF_A_MEETING.match(folded, end) and not _NAMED.search(before):
        return None
    if re.search(r"\ba[kc]te\b", folded[start:end]) and _TAKEN_BACK.search(before + folded[end : end + 120]):
        return None
    if sense == "refused":
        if NOT & set(re.findall(r"[a-z]+", before)[-5:]):
            return None
        return Verdict(start, end, sense, not label.endswith("phrase"))
    denied = _denied(before, folded[start:end], folded[end : end + 40])
    weak = label.endswith(("phrase", "gets")) or folded[start:end].startswith(("goedgekeu", "aangenom", "aanvaar"))
    return Verdict(start, end, "refused" if denied else "granted", not weak)


def _denied(before: str, verb: str, after: str) -> bool:
    before = before.replace("te niet ", "teniet ")
    near = re.findall(r"[a-z]+", before)[-9:]
    if NOT & set(near) and not re.search(r"\b(?:niet\s+(?:alleen|enkel)|geen\s+bezwaar\w*)\b", before):
        return True
    if _NO_REASON.search(before) or _NEGATIVE_ATTEST.search(verb):
        return True
    inside = re.findall(r"[a-z]+", verb)
    if len(inside) > 1 and NOT & set(inside):
        return True
    finite = re.match(r"(?:verleent|vergunt|machtigt|bewilligt|gaat|is)\b", verb)
    return bool(finite and re.match(r"\W*(?:[a-z]+\W+){0,4}niet\b(?!\s+alleen)", after.split(";", maxsplit=1)[0]))


def decided(found: tuple[Verdict, ...], text: str) -> Iterator[Verdict]:
    """Yield the verdicts of one operative part in the order in which they are believed.

    A refusal in the same sentence outweighs a grant: `ongunstig advies verleend; de vergunning wordt geweigerd`.
    """
    strong = [verdict for verdict in found if verdict.strong] or list(found)
    if not strong:
        return
    first = strong[0]
    stop = next((match.start() for match in re.finditer(r"\.\s+(?=[A-Z])", text) if match.start() > first.end), None)
    sentence = [verdict for verdict in found if verdict.end <= (stop or len(text))]
    yield next((verdict for verdict in sentence if verdict.sense == "refused" and verdict.strong), first)

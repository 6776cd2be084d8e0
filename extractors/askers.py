"""Who applies or is answered, from the sentence around the name: `waarbij ... vraagt`, `wordt aan ... toegestaan`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.agents import on_behalf
from extractors.person_names import NameMatch, find_names
from extractors.signs import plain

_GIVEN = (
    r"verle+n[dt]|toegestaan|vergun[dt]|vergunnen|gegeven|afgegeven|afgeleverd|uitgereikt|toegekend|toegelaten|geweigerd|ontzegd|"
    r"machtigt|gemachtigd|oorlof|toelating|vergunning|machtiging"
)
_ANSWERED = re.compile(
    rf"\b(?:{_GIVEN}|toe|verle+nde)\s+(?:bij\s+de[sz]e\s+|op\s+\d[\w./-]*(?:\s+\w+\s+\d{{4}})?\s+)?aan\s+|\b(?:besluit|beslist|is|werd|wordt|worden|zijn)\s*:?\s*(?P<open>aan)\s+"
)
"""`verleent bij deze aan`, `BESLUIT : aan`, `is aan`; after an open one the answer must follow."""
_ANSWER = re.compile(rf"[^;]{{0,170}}?\b(?:{_GIVEN})\b")
_WHEREBY = re.compile(r"\b(?:waarbij|waarmede|waardoor|par\s+laquelle)\s+")
_ASKS = re.compile(
    r"[^.;]{0,110}\b(?:vraagt|vragen|vroeg|verzoekt|verzoeken|aanvraagt|wenst|wensen|wenscht|demande|demandent|sollicite|afziet|afzien)\b"
)
_OF_THE_ASKED = re.compile(
    r"\b(?:beroep|verhaal|(?:de|uw|zijn)\s+vraag|verzoek|verzoekschrift|\w*aanvraag|request|rekwest|rekest|brief|bouwplan|bouwing|petition|requete)\b"
    r"(?:[^.;:]|\.(?=\d)){0,55}?\s(?:van|door|vanwege|du|par)\s+(?!(?:het|de)\s+(?:schepen)?[ck]ollege|\d)"
)
_PLAN_OF = re.compile(
    r"\b(?:bouw)?plan(?:s|nen)?\s+van\s+(?=(?:de|den)\s+(?:heer|heren|heeren|weduwe|echt)|mevr|mej|wed|wwe)|"
    r"\bin\s+de\s+zaak\s+(?!van\b)|\btoebeho+rende\s+aan\s+|\bop\s+\d[\w./ ]{4,20}\s+meldde\s+"
)
_HAVING = r"\b(?:ontvangen\s+te\s+hebben|te\s+hebben\s+ontvangen)\b"
_RECEIVED = re.compile(rf"\b(?:van|vanwege)\s+(?=[^;:]{{3,140}}?{_HAVING})")
_HAVING_RECEIVED = re.compile(rf"[^.;:]{{0,40}}?{_HAVING}")
"""`erkent van Jan Claes ontvangen te hebben`: a receipt, of whoever handed in."""
_WROTE = re.compile(
    r"\b(?:schrijven|brief|verzoek\w*|\w*aanvra\w+|vraag|rekwest|request)\b[^;]{0,150}?\s(?:van|vanwege|door)\s+"
    r"(?=(?:dhr|de\s+he+r|den\s+he+r|mevr|mej|juffr|de\s+echt|echtgen|echtel|de\s+wed|de\s+conso+rten)\b)"
)
"""`het schrijven van 1 juni, ingeschreven onder nr. 12, van dhr. Claes`: his title parts him from the office."""
_DREW = re.compile(r"[^.;]{0,60}\b(?:architect|architekt|bouwmeester|bouwkundige|ontwerper|landmeter)")
"""Whose plan it is, unless he drew it; who owns it; who told of his works."""
_TITLED = re.compile(r"\b(?:de|den)\s+(?:he+r|he+ren|weduwe)\s+")
_PERMITTED = re.compile(
    r"\s*(?:,[^.;]{0,60},?)?\s*(?:(?:de|eene?)\s+)?(?:vergunning|toelating|machtiging|gemachtigd|toegelaten|wordt\s+gemachtigd|"
    r"toe\b|voornemens\b|van\s+(?:zins?|plan)\b|(?:een|zijn|haar|hun)\s+\w*aanvraag\s+(?:heeft|hebben|indien|doet)|kan\s+(?:niet\s+)?(?:worden\s+)?toegelaten|peut\s+etre\s+autorise)"
)


@dataclass(frozen=True, slots=True)
class Asker:
    """A name found in a text, with how sure its sentence is of him."""

    name: NameMatch
    score: float


def find_askers(text: str, known: Callable[[str], bool] | None = None) -> Iterator[Asker]:
    """Yield the names of whom a decision or a letter says that he asks, or that he is given or refused something."""
    folded = plain(text)
    for match in _ANSWERED.finditer(folded):
        names = _names(text, match.end(), known)
        if names and (not match["open"] or _ANSWER.match(folded, names[-1].end)):
            yield from (Asker(name, 0.75) for name in names)
    for match in _WHEREBY.finditer(folded):
        names = _names(text, match.end(), known)
        if names and _ASKS.match(folded, names[-1].end):
            yield from (Asker(name, 0.75) for name in names)
    for match in _TITLED.finditer(folded):
        names = _names(text, match.start(), known)
        if names and _PERMITTED.match(folded, names[-1].end):
            yield from (Asker(name, 0.65) for name in names)
    for match in _PLAN_OF.finditer(folded):
        names = _names(text, match.end(), known)
        if names and not _DREW.match(folded, names[0].start):
            yield from (Asker(name, 0.5) for name in names)
    yield from _handed_in(text, folded, known)
    yield from (Asker(name, 0.65) for name in on_behalf(text, known))


def _handed_in(text: str, folded: str, known: Callable[[str], bool] | None) -> Iterator[Asker]:
    """Yield who is said to have written, asked or handed in."""
    for match in _RECEIVED.finditer(folded):
        names = _names(text, match.end(), known)
        if names and _HAVING_RECEIVED.match(folded, names[-1].end):
            yield from (Asker(name, 0.65) for name in names)
    told: set[int] = set()
    for match in (*_WROTE.finditer(folded), *_OF_THE_ASKED.finditer(folded)):
        names = _names(text, match.end(), known) if match.end() not in told else ()
        if match.re is _OF_THE_ASKED or (names and not _DREW.match(folded, names[0].start)):
            told.add(match.end())
            yield from (Asker(name, 0.55) for name in names)


def _names(text: str, at: int, known: Callable[[str], bool] | None) -> tuple[NameMatch, ...]:
    return tuple(
        NameMatch(at + name.start, at + name.end, name.name) for name in find_names(text[at : at + 140], known)
    )

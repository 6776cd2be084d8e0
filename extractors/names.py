"""Names of applicants and architects: who applies, who signs, whose plans they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.agents import asking
from extractors.anchors import Segment
from extractors.askers import find_askers
from extractors.drawing_offices import SURVEYOR, find_offices, of_offices, surveys
from extractors.minutes import without_others
from extractors.page import Gazetteer, Page
from extractors.person_names import NameMatch, find_names, is_name, written
from extractors.places import is_town
from extractors.signs import plain
from schemas.findings import Finding

_ASKED = re.compile(
    r"\b(?:aan)?(?:vraag|verzoek(?:schrift)?)\b[^.;]{1,70}?\b(?:van|door|vanwege)\s+(?=(?:de|den)\s+(?:heer|heren|"
    r"heeren|echt(?:genoten|elieden|elingen)|weduwe|N\.?V)|mevr|echtgenoten|N\.V\.)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?<!aan )(?<!architect )\b(?:[Dd]en?\s+[Hh]e?er|[Dd]e\s+[Hh]e+ren|[Mm]evrouw|[Mm]ej(?:uffrouw|\.)|"
    r"[Dd]e\s+echt(?:genoten|elieden|elingen)|[Dd]e\s+conso+rten|"
    r"[Dd]e\s+weduwe|[Dd]e\s+N\.?V\.?|[Dd]e\s+firma|[Dd]e\s+vennootschap)\s+(?=[A-Zd])"
)
_VERB = re.compile(
    r"[^.;]{0,120}\b(?:vraagt|verzoekt|verzoeken|vragen|aanvraagt|wenst|wensen|indient|indiende|ingediend|neerlegt|neergelegd|"
    r"voorlegt|voorgelegd|inzendt|toelating\s+vroeg|vroeg|heeft\s+aangevraagd)\b"
)
"""The sentence goes on with asking."""
_PROFESSION = re.compile(
    r"(?:^|\n|\t|:\s)\W{0,3}(?P<name>[A-Z][\w.'’\-]*(?:[ \-](?:[A-Z][\w.'’\-]*|van|de|der|den|vande|vander|"
    r"vanden)){1,4})\s*"
    r"[,\-–]?\s+(?:ir\.?[\s\-]*)?(?i:archite[ck]t|arch\.|bouwmeester|bouwkundige)(?!\w|\s*[:.]*:)"
)
"""`Jozef Claes, architect` on a line of its own."""
_PLANS_OF = re.compile(
    r"\b(?:[Pp]lan(?:nen|s)?|te+keningen?|ontwerp)\s+(?:(?:is|zijn|werd|werden)\s+(?:op)?gemaakt\s+|opgemaakt\s+|gete+kend\s+|opgesteld\s+)?(?:van|door)\s+"
    r"(?:(?:de|den)\s+(?:he+r\s+)?)?(?P<name>[A-Z][\w.'’\-]*(?:\s(?:[A-Z][\w.'’\-]*|van|de|der|den|vande|vander|vanden)){1,4})"
    r"(?=,\s*(?:\w+\s+)?(?:architect|architekt|bouwkundige|bouwmeester|ontwerper|te+kenaar|landmeter|ingenieur|[A-Z]))"
)
_MADE_BY = re.compile(
    r"\b(?:[Pp]lan(?:nen|s)?|te+keningen?|ontwerp|dossier)\b[^.;:]{0,40}?\b(?:gemaakt|opgemaakt|ge(?:t|\nt)e+kend|opgesteld|"
    r"ontworpen|vervaardigd)\s+(?:geweest\s+)?(?:door|bij)\s+(?:(?:de|den)\s+)?(?:he+r\s+|dhr\.?\s+)?"
    r"(?P<name>(?:[A-Za-z]\.\s?){0,2}[A-Z][\w'’\-]*(?:\s(?:[A-Z][\w'’\-]*|van|de|der|den|vande|vander|vanden)){0,4})(?=\s*[.,;\n]|\s+(?:te|uit|op)\s|\s*$)"
)
"""`De plannen zijn geteekend door den heer K. Claes.`: with the verb it is said, whatever he is."""
_WITH_TRADE = re.compile(
    r"\b[Dd]en?\s+(?:[Hh]e+r\s+|[Hh]r\.?\s+)?(?P<name>[A-Z][\w.'’\-]*(?:\s(?:[A-Z][\w.'’\-]*|van|de|der|den|vande|vander|vanden)){1,4}),"
    r"\s*(?:\w+\s+)?(?:archite[ck]t|bouwkundige|bouwmeester|landmeter)(?:[\s-]\w+)?\s+(?:te|uit|in)\s+[A-Z]"
)
"""`De heer Jan Claes, bouwkundige te Gent, is gelast met het toezicht`: in a request, by his trade and town."""
_IN_ONE_ROW = re.compile(r"[^\n]{3,40}\n(?=[A-Z])")
"""Two labels in one row, whose answers are in the row below: `Architect   Geweigerd op`, `Jan Claes   4 mei 2005`."""
_CELL_ENDS = re.compile(r"\s*[:\t]")
"""`drie plannen van J. Claes, bouwkundige`: in running text, by what he is or where he lives."""
_DREW = re.compile(
    r"(?P<name>[A-Z][\w.'’\-]*(?:[ \-](?:[A-Z][\w.'’\-]*|van|de|der|den|vande|vander|vanden)){1,4})"
    r"(?:,\s*(?:architect|architekt|bouwmeester|bouwkundige|ontwerper|landmeter)(?:\s+te\s+[A-Z][\w\-]+)?,)?\s+"
    r"(?:(?:heeft|hebben|had)\s+(?:\w+\s+){0,3}?(?:[Pp]lan\w*|te+kening\w*|ontwerp)\s+(?:\w+\s+)?(?:gemaakt|opgemaakt|"
    r"gete+kend|ontworpen|opgesteld|vervaardigd)|(?:maakte|te+kende|ontwierp|vervaardigde)\s+(?:\w+\s+){0,2}?"
    r"(?:[Pp]lan\w*|te+kening\w*|ontwerp))"
)
"""`Jozef Claes heeft het plan gemaakt`: in a request, whose drawings they are."""
_GREETING = re.compile(
    r"\b(?:hoogacht\w+|achtend|achting|groet\w*|dienaar|eerbied\w*|(?:toe)?genegen|dienstwillig\w*|salutations)\b"
    r"(?:\W{1,3}\s*(?=[a-z'\-. ]{5,40}$)|[^\n]*\n)", re.MULTILINE,
)  # fmt: skip
_OFFICIALS = re.compile(
    r"\b(?:secretaris|burgemeester|directeur|ontvanger|opzichter|architect|verbalisant)\s*,|namens\s+het"
)

_OFFICE = re.compile(
    r"(?:de\s+|den\s+)?(?:schepen|burgemeester|secretaris|sekretaris|ambtenaar|directeur|dienst|notaris|beambte|griffier|namens)"
)
_SENTENCES = {"besluit", "weigering", "advies", "brief", "nota", "aanvraag", "bericht", "attest"}
_ON_PLANS = {"opsteller", "getekend", "geteekend"}
_SALUTATION = re.compile(r"\b(?:geachte|mijnheer|heer|he+ren|aan)\s[^\n,.;]{0,40},")
"""`Geachte Heer Burgemeester,`: to whom a letter is written, not who signs it."""


_CLOSING = re.compile(
    r"\b(?:hoogacht\w+|achtend|achting|groet\w*|dienaar|eerbied\w*|(?:toe)?genegen|dienstwillig\w*|salutations|agreer)\b"
    r"(?:\W{1,3}etc\.?)?[,.]?[ \t]+(?=[a-z])"
)
"""The end of a letter with its writer on the same line: `Achtend,    Jan Maes`."""


def _town_below(printed: str, gazetteer: Gazetteer) -> bool:
    """Tell whether one word and the town on the line below it were taken for a name: `Aan architect Claes`, `Ieper`."""
    first, _, below = printed.partition("\n")
    return bool(below) and " " not in first.strip() and is_town(below.strip(), gazetteer)


def _labels_next(text: str, match: re.Match[str]) -> bool:
    """Tell whether a trade on a line of its own is the label of the name below it, not what the one above is."""
    below = re.compile(r"\s*\n").match(text, match.end())
    return "\n" in text[match.end("name") : match.end()] and below is not None and any(find_names(text[below.end() :]))


def _without_word(name: str, gazetteer: Gazetteer) -> str:
    """Return a name without a word behind it that nobody is called: the label of the next cell, `H. Claes Hoogte`."""
    rest, _, last = name.rpartition(" ")
    word = gazetteer.is_word(last) and not gazetteer.is_name(last) and len(last) >= _WORD
    return rest if word and is_name(rest) else name


_WORD = 5
"""Letters of a word that is no name."""


def _lines_below(page: Page, after: int) -> Iterator[tuple[int, int]]:
    """Yield what stands beside the greeting of a letter, and the lines below it."""
    beside = [match.end() for match in _CLOSING.finditer(plain(page.flow.text))]
    for at in beside[-1:]:
        yield at, page.flow.line_of(at)[1]
    yield from (line for line in page.flow.lines if line[0] >= after)


_ADDRESSED = re.compile(
    r"^(?:aan\s+)?(?:de\s|den\s)?\s*(?:heer|mijnheer|dhr\.?|mevrouw|mevr\.|heren|echt(?:genoten|elieden|elingen)|"
    r"N\.?V\.?|B\.?V\.?B\.?A\.?|V\.?Z\.?W\.?|firma|juffrouw|mej\.?|weduwe|wed\.?|familie|conso+rten)\s+",
    re.IGNORECASE | re.MULTILINE,
)
"""The first words of the one to whom a letter is sent."""
_IN_OFFICE = re.compile(
    r"(?:(?:de|den)\s+)?(?:burgemeester|schepen|voorzitter|gouverneur|minister|directeur)", re.IGNORECASE
)
_OF_A_CITIZEN = re.compile(r"\b(?:ik|mij|mijn)\b")
_ENDING = re.compile(r"(?:[.?!]|\bdank,|\bgroet\w*(?:\s+u)?[,.]?)\s+(?=[A-Z])")
_AFTER_ENDING = re.compile(r"[\s.,]*(?:\n\W*\w{0,5}\W*)?")
"""A letter that ends in the name of its writer on the last line of its text; a scribble may be read below it."""
_INITIAL_BEFORE = re.compile(r"[:\s](?P<initial>[A-Z]\.)$")
"""The first letter of `Aanvrager : S.P.R.L. Claes`, which a label ending in that letter takes for its own."""


@dataclass(frozen=True)
class Names:
    """Finds applicants and architect; role `label`, `formula`, `owner` or `addressee` says how."""

    name: str = "names"
    version: int = 17

    def find(self, page: Page) -> Iterable[Finding]:
        """Return names that a label or formula announces, and the addressee of a letter."""
        own = without_others(page.flow.text).replace("\n", " ") if page.type in {"besluit", "weigering"} else None
        for finding in self._found(page):
            if own is not None and finding.evidence.text not in own:
                continue  # whoever asks for an inn in the next point of the minutes
            if not (isinstance(finding.value, str) and "-" in finding.value and is_town(finding.value, page.gazetteer)):
                yield finding  # `Verwimp Wim - Sint-Truiden`: who asks, and where

    def _found(self, page: Page) -> Iterator[Finding]:
        offices = tuple(find_offices(page))
        yield from of_offices(page, offices, f"{self.name} {self.version}")
        for segment in page.segments:
            if segment.phrase in _ON_PLANS and page.type != "plan":
                continue  # elsewhere it is the clerk or the mayor
            if segment.role == "architect" and any(office.start <= segment.start < office.end for office in offices):
                continue  # `Architectenbureau` is a label, and here the first word of a name
            if segment.role in {"applicant", "owner", "architect"} or surveys(page, segment):
                yield from self._announced(page, segment)
        for match in _ASKED.finditer(page.flow.text):
            if not any(segment.start == match.end() for segment in page.segments):
                yield from self._after(page, match.end())
        if page.type in _SENTENCES:
            yield from self._who_asks(page)
        if page.type in {"advies", "brief", "nota", "weigering"}:
            yield from self._matter(page)
        if page.type in {"plan", "kaft", "aanvraag", "besluit", "nota"}:
            yield from self._by_profession(page)
        if page.type in {"brief", "weigering", "besluit"}:
            yield from self._addressee(page)
        if page.type in {"aanvraag", "brief"}:
            yield from self._signature(page)

    def _announced(self, page: Page, segment: Segment) -> Iterator[Finding]:
        cut = _INITIAL_BEFORE.search(page.flow.text, max(0, segment.start - 8), segment.start)
        at = cut.start("initial") if cut else segment.start
        text = page.flow.text[at : segment.end]
        if "voorna" in segment.phrase:  # `Naam en voornaam : De Keersmaecker, Aloïs`
            text = re.sub(r"\A([^,\n\d]{2,30}),(?= [A-Z])", r"\1 ", text)
        near = (other for other in page.segments if segment.start < other.start <= segment.end + 40)
        first = next((other for other in near if other.role == "first_name"), None)
        if first is not None and len(text.split()) == 1:
            given = page.flow.text[first.start : first.end].split("\n")[0].strip()
            whole = f"{text.strip()} {given}"
            if is_name(whole):
                span = (segment.start, first.end)
                yield page.finding("applicants", written(whole), score=0.85, role="label", span=span,
                                   extractor=f"{self.name} {self.version}")  # fmt: skip
            return
        drawn = segment.role == "architect" or surveys(page, segment)
        beside = _IN_ONE_ROW.match(text) if drawn and segment.label else None
        if beside and not any(find_names(text)):
            names = tuple(find_names(text[beside.end() :]))
            if names and _CELL_ENDS.match(text, beside.end() + names[0].end):
                at, text = at + beside.end(), text[beside.end() :]
        for match in find_names(text, page.gazetteer.is_name):
            if _town_below(text[match.start : match.end], page.gazetteer):
                return
            score = 0.9 if segment.label or segment.role != "applicant" else 0.85
            role = "label" if segment.label else "formula"
            if segment.role == "owner":  # on a cover nobody else is named
                score, role = (0.55 if page.type == "kaft" else 0.4), "owner"
            span = (at + match.start, at + match.end)
            extractor = f"{self.name} {self.version}"
            if drawn:
                name = _without_word(match.name, page.gazetteer)
                role = SURVEYOR if segment.phrase == SURVEYOR else role
                yield page.finding("architect", name, score=score, role=role, span=span, extractor=extractor)
                return
            yield from asking(page, match.name, span, score=score, role=role, extractor=extractor)

    def _after(self, page: Page, start: int) -> Iterator[Finding]:
        names = find_names(page.flow.text[start : start + 160], page.gazetteer.is_name)
        yield from self._scored(page, start, names, 0.75, "formula")

    def _who_asks(self, page: Page) -> Iterator[Finding]:
        """People of whom a sentence says that they ask: `de heer Peeters Jan, wonende te Leest, verzoekt om`."""
        text = page.flow.text
        for match in _PERSON.finditer(text):
            role = page.role_at(match.start())
            names = tuple(find_names(text[match.start() : match.start() + 120], page.gazetteer.is_name))
            if not names or role in {"applicant", "official", "architect", "neighbour", "contractor"}:
                continue
            rest = text[match.start() + names[-1].end : match.start() + names[-1].end + 150]
            if _VERB.match(re.split(r"[.;]\s", plain(rest))[0]):
                yield from self._scored(page, match.start(), names, 0.65, "formula")
        told = {
            segment.start + name.start
            for segment in page.segments if segment.role == "applicant"
            for name in find_names(page.flow.text[segment.start : segment.end], page.gazetteer.is_name)
        }  # fmt: skip
        for asker in find_askers(text, page.gazetteer.is_name):
            role = page.role_at(asker.name.start)
            if asker.name.start not in told and role not in {"official", "architect", "neighbour", "contractor"}:
                yield from self._scored(page, 0, (asker.name,), asker.score, "formula")

    def _matter(self, page: Page) -> Iterator[Finding]:
        for segment in page.segments:
            if segment.role == "matter" and segment.label:
                names = tuple(find_names(page.flow.text[segment.start : segment.start + 90]))
                after = page.flow.text[segment.start + names[-1].end : segment.end] if names else ""
                if re.match(r"\s*(?:[-–:,/(]|\n)", after):
                    yield from self._scored(page, segment.start, names, 0.5, "formula")

    def _by_profession(self, page: Page) -> Iterator[Finding]:
        told = [_PROFESSION, _DREW, _PLANS_OF, _MADE_BY]
        told += [_WITH_TRADE] if page.type in {"aanvraag", "kaft", "plan"} else []
        matches = {found.start("name"): found for pattern in told for found in pattern.finditer(page.flow.text)}
        for match in matches.values():
            printed = match["name"][:1].upper() + match["name"][1:]
            names = tuple(find_names(printed))
            whole = bool(names) and names[0].end >= len(match["name"].rstrip(" ,")) - 1
            whole = whole and not (match.re is _PROFESSION and _labels_next(page.flow.text, match))
            if whole and page.role_at(match.start("name")) not in {"applicant", "owner", "official"}:
                span = match.span("name")
                score = 0.7 if match.re is _PROFESSION and page.type == "besluit" else 0.88
                role = SURVEYOR if SURVEYOR in plain(page.flow.text[span[1] : span[1] + 30]) else "formula"
                yield page.finding("architect", names[0].name, score=score, role=role, span=span,
                                   extractor=f"{self.name} {self.version}")  # fmt: skip

    def _signature(self, page: Page) -> Iterator[Finding]:
        """The name under a letter of a citizen: after its greeting, or alone on one of the last lines."""
        text = page.flow.text
        if _OFFICIALS.search(_SALUTATION.sub(" ", plain(text))):
            return
        greeted = max((match.end() for match in _GREETING.finditer(plain(text))), default=int(0.6 * len(text)))
        for start, end in _lines_below(page, greeted):
            names = tuple(find_names(text[start:end]))
            told = any(greeted <= one.start <= start < one.end for one in page.segments if one.role != "clause")
            below = plain(text[end : end + 40]).strip(" \n,.(")
            if names and names[-1].end >= end - start - 2 and not told and not _OFFICE.match(below):
                yield from self._scored(page, start, names, 0.5, "signature")
                return
        if page.type == "brief" and _OF_A_CITIZEN.search(plain(text)):
            for ending in list(_ENDING.finditer(text, max(0, len(text) - 150)))[-3:]:
                names = tuple(find_names(text[ending.end() :]))
                rest = text[ending.end() + names[-1].end :] if names else ""
                if names and _AFTER_ENDING.fullmatch(rest):
                    yield from self._scored(page, ending.end(), names, 0.5, "signature")
                    return

    def _scored(self, page: Page, start: int, names: Iterable[NameMatch], score: float, role: str) -> Iterator[Finding]:
        for name in names:
            span = (start + name.start, start + name.end)
            extractor = f"{self.name} {self.version}"
            yield from asking(page, name.name, span, score=score, role=role, extractor=extractor)

    def _addressee(self, page: Page) -> Iterator[Finding]:
        head = page.flow.text[: max(500, len(page.flow.text) // 2)]
        match = _ADDRESSED.search(head)
        if match and not _IN_OFFICE.match(head, match.end()):
            start = match.start()
            yield from self._scored(page, start, find_names(head[start : start + 160]), 0.6, "addressee")

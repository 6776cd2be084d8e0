"""Names of applicants and architects, as people and companies are written on forms and in decisions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.anchors import Segment
from extractors.cues import words
from extractors.page import Page
from extractors.signs import plain
from schemas.findings import Finding

_TITLE = re.compile(
    r"(?:aan\s+|van\s+(?=[dmj]))?(?:de\s+|den\s+|der\s+)?(?:heer\s+en\s+mevrouw|heer\s*(?:&|en)\s*mevr\.?|heren|heeren|heer|"
    r"dhr\.?\s+en\s+mevr\.?|hr\.?|dhr\.?|h\.(?=\s[A-Z])|mevrouw|mevr\.?|mw\.?|juffr\.?|echtg\.?|gebroeders|gezusters|erven|"
    r"mej(?:uffrouw|\.)?|juffrouw|echtgenoten|echtpaar|consoorten|familie|weduwe|wwe\.?|wed\.?|monsieur|messieurs|"
    r"madame|mme\.?|m\.\s(?=[A-Z])|"
    r"mr\.?|ir\.?\s?-?\s?arch(?:itect|\.)?|ir\.?|ing\.?|dr\.?|arch\.?|architect|bouwmeester|le\s+sieur|sieur|genaamde|vennootschap|firma(?=\s+[A-Z]))\s+",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"(?:^|\s|\b)(?:N\.?\s?V\.?|B\.?V\.?B\.?A\.?|P\.?V\.?B\.?A\.?|S\.?A\.?|C\.?V\.?(?:B\.?A\.?)?|B\.?V\.?|"
    r"V\.?Z\.?W\.?|V\.?O\.?F\.?|S\.?P\.?R\.?L\.?|"
    r"v\.?z\.?w\.?|Ltd|Comm\.?V\.?|G\.?C\.?V\.?|E\.?B\.?V\.?B\.?A\.?|Gebroeders|Firma|Maatschappij|Bouwmaatschappij|"
    r"Immo|Vereniging|nv|bvba|vzw|cvba|pvba|bv|vof|sa|sprl|gcv|comm\.?v)(?=\s|$|[.,])"
)
_PARTICLE = words("van de den der ten ter vande vanden vander le la du d' t' 't von el op in")
_PART = re.compile(r"[A-Za-zÀ-ÿ'’.\-]+")
_BREAK = re.compile(
    r"[,;:()\[\]|]|\d|\b(?:wonende|woonachtig|gevestigd|met|te|voor|namens|handelend|landbouwer|strekkende?|"
    r"ingediend|wordt|werd|heeft|die|"
    r"demeurant|domicili\w*|tendant|waarbij|tot|als|gelegen|onder|betreffende|gedomicilieerd|(?-i:aan)|dat|zijnde|beroep|"
    r"geboren|tel|opgemaakt|"
    r"wiens|vertegenwoordigd|hierbij|bouwmeester|architecte?|(?-i:op)|kennis|(?-i:uit)|ertoe|dienende|overeenkomstig|door|"
    r"volgens|verzoekt|verzoeken|vraagt|vragen|wenst|wensen|om|teneinde|waarvan|beide|beiden|samen|gemaakt|eigenaar|"
    r"bouwheer|dewelke|welke|alhier|een|eene|eener|zaakvoerder|bediende|arbeider|handelaar|brouwer|komt|komen)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:en|et|&|\+|-|–|e\.a\.)\s+|\s*[&+]\s*", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:aan)?(?:vraag|verzoek(?:schrift)?)\b[^.;]{1,70}?\b(?:van|door|vanwege)\s+(?=(?:de|den)\s+(?:heer|heren|"
    r"heeren|echtgenoten|weduwe|N\.?V)|mevr|echtgenoten|N\.V\.)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?<!aan )(?<!architect )\b(?:[Dd]en?\s+[Hh]e?er|[Dd]e\s+[Hh]e+ren|[Mm]evrouw|[Mm]ej(?:uffrouw|\.)|"
    r"[Dd]e\s+echtgenoten|"
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
    r"[,\-–]?\s+(?:ir\.?[\s\-]*)?(?:architect|arch\.|bouwmeester|Architect|ARCHITECT|Bouwmeester|ARCH\.)(?!\w|\s*[:.]*:)"
)
"""`Jozef Claes, architect` on a line of its own."""
_COUPLE = re.compile(
    r"(?:(?:Van|De|Den|Der|Vande|Vander|D')\s?){0,3}[A-Z][a-zà-ÿ]+\s*[-–]\s*(?:(?:Van|De|Den|Der|Vande|Vander|D')\s?){0,2}[A-Z][a-zà-ÿ]+(?![\w\-])"
)
"""A couple by their surnames: `Peeters - De Ridder`."""
_TWO_NAMES = re.compile(r"([A-Z][\w'’.]*(?: [\w'’.]+)+)-([A-Z][\w'’.]*(?: [\w'’.]+)+)")
"""A couple by their full names: `Jef Pauwels-Rita Van Hoof`."""
_STREET = re.compile(r"[a-z]{3,}(?:straat|straet|stvaat|laan|steenweg|plein|dreef|stwg)$")
_NO_NAME = words(
    "handelingen stedenbouwkundige voorstel akte college burgemeester schepenen gemeente gemeentebestuur stad "
    "aanvrager bouwheer architect eigenaar secretaris naam voornaam voornamen adres ligging straat kadaster "
    "datum plan werk werken bouwen vergunning aanvraag dossier nummer schaal heer mevrouw heren heeren "
    "provincie gemachtigde ambtenaar orde architecten besluit beslissing zelfde grond perceel voorwerp "
    "onderwerp handtekening stempel telefoon ondergetekende dienst bestuur bouwvergunning stedebouw stedenbouw "
    "idem zijn haar nihil geen nvt gevel voorgevel betreft ontvangen vergund sectie gelet titularis aanvragers "
    "woonst geachte mijnheer bijlage kopie project blad laan plaats gezien beroep type goed een eene huis woonhuis "
    "woning garage stal loods werkplaats winkel magazijn appartement appartementen gebouw verbouwen verbouwing "
    "uitbreiden rekening opdracht eigendom nieuwbouw rijwoning eengezinswoning bouwplan schepencollege bureau "
    "ruimtelijke ordening brandweer ministerie agentschap vlaamse overheid koninkrijk belgie arrondissement bouwheren "
    "mijne bouwdossier bouwaanvraag zitting verslag advies uittreksel register verkaveling lot loten percelen wonende"
)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name at text[start:end] of the text that was searched."""

    start: int
    end: int
    name: str


def find_names(text: str) -> Iterator[NameMatch]:
    """Yield the names at the start of a text: `de heer Callens Jan en mevrouw De Cock Nadine, …` gives two."""
    at = len(text) - len(text.lstrip(" .:_-\n"))
    lead = re.compile(r"en\s+(?=mevr|mej|echtgenote)", re.IGNORECASE).match(text, at)
    at = lead.end() if lead else at
    for _ in range(4):
        title = _TITLE.match(text, at)
        while title:
            at = title.end()
            title = _TITLE.match(text, at)
        end = _end(text, at)
        name = re.sub(r"\s+", " ", text[at:end]).strip(" .-—–_,'\"»«")
        couple = _COUPLE.match(text, at)
        firm = _firm(text, at)
        if firm:
            yield NameMatch(at, at + len(firm), re.sub(r"\s+", " ", firm))
            return
        if couple and (not _is_name(name) or _surname_only(name)):
            name, end = re.sub(r"\s*[-–]\s*", "-", couple[0]), couple.end()
        if not _is_name(name) and not couple:
            return
        both = _TWO_NAMES.fullmatch(name)
        if both:
            yield NameMatch(at, at + len(text[at:end].rstrip()), _written(both[1]))
            yield NameMatch(at, at + len(text[at:end].rstrip()), _written(both[2]))
            return
        yield NameMatch(at, at + len(text[at:end].rstrip()), _written(name))
        more = _AND.match(text, end)
        if not more:
            return
        at = more.end()


def _surname_only(name: str) -> bool:
    """Tell whether a name is particles and one word, as in `De Backer - Van den Bossche`."""
    return sum(plain(part) not in _PARTICLE for part in name.split()) == 1


def _firm(text: str, at: int) -> str:
    """Return the name of partners under one legal form, which is not cut at its `&`: `De Smet & Van Hoof bvba`."""
    line = _BREAK.split(text[at:].split("\n", maxsplit=1)[0][:70], maxsplit=1)[0].strip(" .-")
    partners = re.search(r"\s(?:&|en|\+)\s", line)
    told = COMPANY.search(line) or re.search(r"(?:partners|vennoten|zonen|zoon|associates|fils)$", line, re.IGNORECASE)
    return line if partners and told and line[:1].isupper() else ""


def _end(text: str, at: int) -> int:
    stop = len(text)
    for pattern in (_BREAK, _AND):
        match = pattern.search(text, at)
        if match and match.start() < stop:
            stop = match.start()
    full_stop = re.compile(r"(?<=[a-zà-ÿ]{3})\.(?=\s|$)").search(text, at, stop)
    if full_stop:
        stop = full_stop.start()
    return min(stop, _line_end(text, at, stop))


def _line_end(text: str, at: int, stop: int) -> int:
    """Return where a name ends that may run over a line end: after `en`, after a particle, or `De` + `Smet`."""
    first, _, rest = text[at:stop].partition("\n")
    words = first.split()
    runs_on = re.search(r"\b(?:en|et|de|van|den|der|&)$", first.strip(), re.IGNORECASE) or len(words) < 2
    surname = len(words) == 2 and words[0].lower() in _PARTICLE and re.match(r"[A-Z][a-z]+$", rest.strip())
    return stop if runs_on or surname else at + len(first)


def _is_name(name: str) -> bool:
    parts = name.split()
    if not 1 <= len(parts) <= 7 or not 3 <= len(name) <= 60:
        return False
    if COMPANY.search(name):
        return len(parts) >= 2
    if len(parts) < 2 or not all(_PART.fullmatch(part) for part in parts):
        return False
    if any(plain(part).strip(".") in _NO_NAME or _STREET.search(plain(part)) for part in parts):
        return False
    capitals = [part for part in parts if part[0].isupper()]
    small = [part for part in parts if part[0].islower()]
    if any(plain(part) not in _PARTICLE for part in small):
        return False
    return len(capitals) >= 2 and sum(len(part.strip(".")) for part in parts) >= 4


def _written(name: str) -> str:
    letters = re.sub(r"[^A-Za-z]", "", name)
    name = re.sub(r"^(?:de|den|het|la|le)\s+(?=[A-Z])", "", name)
    if letters.isupper() and len(letters) > 5 and not COMPANY.search(name):
        return name.title().replace("'S ", "'s ")
    return name


@dataclass(frozen=True)
class Names:
    """Finds applicants and architect; role `label`, `formula`, `owner` or `addressee` says how."""

    name: str = "names"
    version: int = 4

    def find(self, page: Page) -> Iterable[Finding]:
        """Return names that a label or formula announces, and the addressee of a letter."""
        for segment in page.segments:
            if segment.role in {"applicant", "owner", "architect"}:
                yield from self._announced(page, segment)
        for match in _ASKED.finditer(page.flow.text):
            if not any(segment.start == match.end() for segment in page.segments):
                yield from self._after(page, match.end())
        if page.type in {"besluit", "weigering", "advies", "brief", "nota"}:
            yield from self._who_asks(page)
        if page.type in {"advies", "brief", "nota", "weigering"}:
            yield from self._matter(page)
        if page.type in {"plan", "kaft", "aanvraag", "besluit", "nota"}:
            yield from self._by_profession(page)
        if page.type in {"brief", "weigering", "besluit"}:
            yield from self._addressee(page)

    def _announced(self, page: Page, segment: Segment) -> Iterator[Finding]:
        text = page.flow.text[segment.start : segment.end]
        near = (other for other in page.segments if segment.start < other.start <= segment.end + 40)
        first = next((other for other in near if other.role == "first_name"), None)
        if first is not None and len(text.split()) == 1:
            given = page.flow.text[first.start : first.end].split("\n")[0].strip()
            whole = f"{text.strip()} {given}"
            if _is_name(whole):
                span = (segment.start, first.end)
                yield page.finding("applicants", _written(whole), score=0.85, role="label", span=span,
                                   extractor=f"{self.name} {self.version}")  # fmt: skip
            return
        for match in find_names(text):
            score = 0.9 if segment.label or segment.role != "applicant" else 0.85
            role = "label" if segment.label else "formula"
            if segment.role == "owner":
                score, role = 0.4, "owner"
            span = (segment.start + match.start, segment.start + match.end)
            extractor = f"{self.name} {self.version}"
            if segment.role == "architect":
                yield page.finding("architect", match.name, score=score, role=role, span=span, extractor=extractor)
                return
            yield page.finding("applicants", match.name, score=score, role=role, span=span, extractor=extractor)

    def _after(self, page: Page, start: int) -> Iterator[Finding]:
        for match in find_names(page.flow.text[start : start + 160]):
            yield page.finding(
                "applicants",
                match.name,
                score=0.75,
                role="formula",
                span=(start + match.start, start + match.end),
                extractor=f"{self.name} {self.version}",
            )

    def _who_asks(self, page: Page) -> Iterator[Finding]:
        """People of whom a sentence says that they ask: `de heer Peeters Jan, wonende te Leest, verzoekt om`."""
        text = page.flow.text
        for match in _PERSON.finditer(text):
            role = page.role_at(match.start())
            names = tuple(find_names(text[match.start() : match.start() + 120]))
            if not names or role in {"applicant", "official", "architect", "neighbour", "contractor"}:
                continue
            rest = text[match.start() + names[-1].end : match.start() + names[-1].end + 150]
            if _VERB.match(re.split(r"[.;]\s", plain(rest))[0]):
                yield from self._scored(page, match.start(), names, 0.65, "formula")

    def _matter(self, page: Page) -> Iterator[Finding]:
        for segment in page.segments:
            if segment.role == "matter" and segment.label:
                names = tuple(find_names(page.flow.text[segment.start : segment.start + 90]))
                after = page.flow.text[segment.start + names[-1].end : segment.end] if names else ""
                if re.match(r"\s*(?:[-–:,/(]|\n)", after):
                    yield from self._scored(page, segment.start, names, 0.5, "formula")

    def _by_profession(self, page: Page) -> Iterator[Finding]:
        for match in _PROFESSION.finditer(page.flow.text):
            names = tuple(find_names(match["name"]))
            whole = bool(names) and names[0].end >= len(match["name"].rstrip(" ,")) - 1
            if whole and page.role_at(match.start("name")) not in {"applicant", "owner", "official"}:
                span = match.span("name")
                yield page.finding("architect", names[0].name, score=0.7, role="formula", span=span,
                                   extractor=f"{self.name} {self.version}")  # fmt: skip

    def _scored(
        self, page: Page, start: int, names: tuple[NameMatch, ...], score: float, role: str
    ) -> Iterator[Finding]:
        for name in names:
            span = (start + name.start, start + name.end)
            yield page.finding("applicants", name.name, score=score, role=role, span=span,
                               extractor=f"{self.name} {self.version}")  # fmt: skip

    def _addressee(self, page: Page) -> Iterator[Finding]:
        head = page.flow.text[: max(500, len(page.flow.text) // 2)]
        match = re.search(
            r"^(?:aan\s+)?(?:de\s|den\s)?\s*(?:heer|mevrouw|heren|echtgenoten|N\.?V\.?|B\.?V\.?B\.?A\.?|"
            r"V\.?Z\.?W\.?)\s+",
            head,
            re.IGNORECASE | re.MULTILINE,
        )
        if match and not re.match(
            r"(?:burgemeester|schepenen|voorzitter|gouverneur)", head[match.end() :], re.IGNORECASE
        ):
            start = match.start()
            for name in find_names(head[start : start + 160]):
                yield page.finding(
                    "applicants",
                    name.name,
                    score=0.6,
                    role="addressee",
                    span=(start + name.start, start + name.end),
                    extractor=f"{self.name} {self.version}",
                )

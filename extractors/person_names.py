"""Names of people and companies as forms and decisions write them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.companies import COMPANY, INSTITUTION, LEGAL_FORM, QUOTED
from extractors.couples import AND, MISREAD_AND, behind_kin
from extractors.cues import words
from extractors.no_names import NO_NAME
from extractors.patterns import any_of, either, listed
from extractors.signs import plain

_SURNAME_NEXT = (
    r"(?:(?:[Vv]an|[Dd]en?|[Dd]er|[Vv]ande[nr]?)[ ]+)*(?!(?:Van|Den?|Der|Vande[nr]?)[ ])[A-Z][\w.'’\-]+[ ]+[A-Z]"
)
"""Two words of a name, perhaps behind particles: `H. van Damme Karel` has a title, `H. Karel` an initial."""
_TITLES = any_of(
    listed(
        r"heer\s+en\s+mevrouw (?:he+r|d?hr\.?|mr\.?)\s*(?:&|en)\s*mevr\.? heren heeren "
        r"(?:mijn)?heer hr\.? dhr\.?"
    ),
    rf"(?-i:[Hh]\.(?=[ ]+{_SURNAME_NEXT}))",
    listed(
        r"mevrouw mevr\.? mw\.? juffr\.? echtg\.? sr\.(?=\s) n\.?v\.?\s+of\s+firma firma\s+of\s+n\.?v\.? gebroeders "
        r"gezusters erven mej(?:uffrouw|\.)? juffrouw echt(?:genoten|elieden|elingen) echtpaar conso+rten familie "
        r"fam\. weduwe wwe\.? wed\.? monsieur messieurs madame mme\.? vve\.? veuve demoiselle"
    ),
    r"(?-i:M\.(?=[ ]+[A-Z][\w.\-]+[ ]+[A-Z]))",
    listed(
        r"mr\.? ir\.?\s?-?\s?arch(?:itect|\.)? ir\.? ing\.? dr\.? arch\.? architect bouwmeester le\s+sieur sieur "
        r"genaamde vennootschap firma(?=\s+[A-Z])"
    ),
)
_TITLE = re.compile(
    rf"(?:aan\s+|van\s+(?=[dmj]))?(?:de\s+|den\s+|der\s+|la\s+(?=[dv])|le\s+(?=s))?{_TITLES}\s+", re.IGNORECASE
)
_PARTICLE = words("van de den der ten ter vande vanden vander le la du d' t' 't von el op in")
_PART = re.compile(r"[A-Za-zÀ-ÿ'’.\-]+")
_ENDS_A_NAME = listed(
    "wonende woonachtig gevestigd met te voor namens handelend landbouwer strekkende? ingediend wordt werd heeft die "
    r"demeurant domicili\w* tendant waarbij tot als gelegen onder betreffende gedomicilieerd (?-i:aan) dat zijnde "
    "beroep geboren tel opgemaakt wiens vertegenwoordigd hierbij bouwmeester architecte? (?-i:op) kennis (?-i:uit) "
    "ertoe dienende overeenkomstig door volgens tegen buro vergunning toelating machtiging gemachtigd toegelaten "
    "toestemming oorlof verzoekt verzoeken vraagt vragen wenst wensen om teneinde waarvan beide beiden samen gemaakt "
    "eigenaar bouwheer dewelke welke alhier een eene eener zaakvoerder bediende arbeider handelaar brouwer komt komen "
    "ontvangen voornemens"
)
"""Words that stand behind a name and never in one; some only in small letters, for in capitals they may be names."""
_BREAK = either(
    r"[,;:()\[\]|\t]",
    r"\d",
    rf"\b(?:{_ENDS_A_NAME})\b",
    r"[ ](?-i:[A-Z])[\w\-]{2,}(?:straat|laan|weg|baan|lei|plein|dreef|kaai|markt|dijk)[ ]+\d",
    flags=re.IGNORECASE,
)
"""Where a name ends."""
_NO_MATE_WORDS = listed(
    r"\d n[r°] (?:ir\.?\s?-?\s?)?arch bouwm bouwk notaris landmeter aannemer ontwerper schepen burgemeester secretaris"
)
_NO_MATE = re.compile(rf",?\s*(?:{_NO_MATE_WORDS})", re.IGNORECASE)
"""What follows the name of a street, or of one who does not ask but draws or signs."""
_SHORT_NAME = re.compile(
    r"(?:Alph|Const|Corn|Ferd|Fern|Franc|Fred|Guill|Gust|Herm|Jacq|Leop|Math|Maur|Mich|Phil|Raym|Rich|Theo[dfph]+|Vict|Will)\.\s"
)
"""A given name cut short, whose full stop ends nothing: `Maur. Peeters`."""
_FORM_WORDS = re.compile(
    any_of(
        r"(?:naam\s+)?en\s+adres",
        r"naam\s*(?:,|en)\s*voorna(?:am|men)",
        r"voorna(?:am|men)\s*(?:,|en|/)\s*(?:achter|familie)?naam",
        r"(?:achter|familie)naam\s*(?:,|en|/)\s*voorna(?:am|men)",
        r"voor-?\s*en\s+(?:achter|familie|toe)?naam",
    )
    + r"\W+",
    re.IGNORECASE,
)
"""What a form prints between its label and the name: `Aanvrager : naam, voornaam`."""
_CAPITALS = re.compile(
    r"[A-ZÉ][\w.'’\-]*(?:\s(?:(?:van|de|den|der|ten|ter|vande|vanden|vander|la|le|du)\s){0,2}[A-ZÉ][\w'’\-]*\w){1,4}"
)
"""Words that begin with a capital, and particles between them."""
_WHOLE = 4
"""Letters of a last word; a shorter one may be a piece of what a hand wrote."""
_SMALL_NEXT = re.compile(r"\s[a-z]{2,}\b")
_NAME_LINE = re.compile(r"(?:[^\n]*\b(?:van|der|des|de|en|voor|du|het)\s*\n)?[^\n]*")
"""The rest of a line, and of the next one when the first ends in the middle: `Regie van` + `Telegraaf en Telefoon`."""
_ARTICLE = re.compile(r"(?:de|den|der|het|la|le|les)\s+", re.IGNORECASE)
_COUPLE = re.compile(
    r"(?!Sint\W|St\W)(?:(?:Van|De|Den|Der|Vande|Vander|D')\s?(?:de[nr]?\s)?){0,3}[A-Z][a-zà-ÿ]+\s*[-–]\s*"
    r"(?:(?:Van|De|Den|Der|Vande|Vander|D')\s?(?:de[nr]?\s)?){0,2}[A-Z][a-zà-ÿ]+(?![\w\-])"
)
"""A couple by their surnames: `Peeters - De Ridder`, `De Backer - Van den Bossche`."""
_TWO_NAMES = re.compile(r"([A-Z][\w'’.]*(?: [\w'’.]+)+)-([A-Z][\w'’.]*(?: [\w'’.]+)+)")
"""A couple by their full names: `Jef Pauwels-Rita Van Hoof`."""
_INITIAL_GLUED = re.compile(r"(?<![\w.])([A-Z][a-z]{0,3}\.)(?=[A-Z][a-z]{2,})")
"""An initial or a short given name without a space behind it: `K.Van Reeth`, `Alf.Claes`."""
_STREET = re.compile(r"[a-z]{3,}(?:straat|straet|stvaat|laan|steenweg|plein|dreef|stwg)$")


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name at text[start:end] of the text that was searched."""

    start: int
    end: int
    name: str


def find_names(text: str, known: Callable[[str], bool] | None = None) -> Iterator[NameMatch]:
    """Yield the names at the start of a text: `de heer Callens Jan en mevrouw De Cock Nadine, …` gives two.

    `known` tells common names; with it a second person may stand behind a mere comma: `Jan Callens, Rita De Cock`.
    """
    at = len(text) - len(text.lstrip(" .:_-\n"))
    form = _FORM_WORDS.match(text, at)
    at = form.end() if form else at
    lead = re.compile(r"en\s+(?=mevr|mej|echtgenote)", re.IGNORECASE).match(text, at)
    at = lead.end() if lead else at
    for turn in range(4):
        at = _behind_titles(text, at)
        article = _ARTICLE.match(text, at)
        body = _body(text, article.end() if article else at)
        if body:
            yield body
            return
        end = _two_lines(text, at, _end(text, at)) if turn else _end(text, at)
        name = re.sub(r"\s+", " ", text[at:end]).strip(" .-—–_,'\"»«")
        if not is_name(name) and (cut := _goes_on(text, at, end)):
            name, end = re.sub(r"\s+", " ", text[at:cut]), cut
        couple = _COUPLE.match(text, at)
        firm = _firm(text, at)
        if firm:
            yield NameMatch(at, at + len(firm), re.sub(r"\s+", " ", firm))
            return
        if couple and (not is_name(name) or _surname_only(name)):
            name, end = re.sub(r"\s*[-–]\s*", "-", couple[0]), couple.end()
        if not is_name(name) and not couple:
            return
        both = _TWO_NAMES.fullmatch(name)
        if both and not _surname_only(both[1]):
            yield NameMatch(at, at + len(text[at:end].rstrip()), written(both[1]))
            yield NameMatch(at, at + len(text[at:end].rstrip()), written(both[2]))
            return
        yield NameMatch(at, at + len(text[at:end].rstrip()), written(name))
        more = AND.match(text, end) or _next(text, end, name, known) or _scrawled(text, end)
        if not more:
            return
        at = behind_kin(text, more.end())


def _goes_on(text: str, at: int, end: int) -> int:
    """Return where a name ends in a sentence that goes on: `Jan Claes gaan hierbij`, `Jan Claes van 3 mei`; else 0."""
    parts = _CAPITALS.match(text, at, end)
    name = re.sub(r"\s+", " ", parts[0]) if parts else ""
    last = name.rsplit(" ", maxsplit=1)[-1]
    whole = is_name(name) and "-" not in last  # `Claes Jan-Peeters rita` may be two people
    goes_on = _SMALL_NEXT if len(last) >= _WHOLE else MISREAD_AND
    return parts.end() if parts and whole and goes_on.match(text, parts.end()) else 0


def _behind_titles(text: str, at: int) -> int:
    """Return where a name begins behind `de heer`, `Mevr.` and the like."""
    title = _TITLE.match(text, at)
    while title:
        if re.search(r"firma\s+$", title[0], re.IGNORECASE) and not _named_firm(text, title.end()):
            break  # without a legal form the word is part of the name
        at = title.end()
        title = _TITLE.match(text, at)
    return at


def _named_firm(text: str, at: int) -> bool:
    """Tell whether a firm has a name of its own without that word: a legal form, or two words."""
    name = _CAPITALS.match(text, at)
    return COMPANY.search(text[at:].split(",", maxsplit=1)[0]) is not None or bool(name and not _surname_only(name[0]))


def _scrawled(text: str, at: int) -> re.Match[str] | None:
    """Return the `en` of a hand, misread, between two people: `Jan Callens eul Rita De Cock`."""
    joined = MISREAD_AND.match(text, at)
    mate = _CAPITALS.match(text, joined.end()) if joined else None
    return joined if mate and is_name(mate[0]) and not _NO_MATE.match(text, mate.end()) else None


def _next(text: str, at: int, name: str, known: Callable[[str], bool] | None) -> re.Match[str] | None:
    """Return the comma before a second person, told by a common name; streets, towns and professions are none."""
    comma = re.compile(r",\s+(?=[A-ZÉ])").match(text, at)
    if comma is None or known is None or COMPANY.search(name):
        return None
    end = _end(text, comma.end())
    mate = text[comma.end() : end].split("\n", maxsplit=1)[0].strip(" .")
    parts = [part for part in mate.split() if plain(part) not in _PARTICLE]
    alone = text[comma.end() + len(mate) : comma.end() + len(mate) + 14]
    told = 2 <= len(parts) <= 3 and is_name(mate) and any(known(part) for part in parts)
    return comma if told and mate[0].isupper() and not _NO_MATE.match(alone) else None


def _body(text: str, at: int) -> NameMatch | None:
    """Return the name of an institution, or of a company between quotation marks, that begins here."""
    quoted = QUOTED.match(text, at)
    if quoted:
        return NameMatch(quoted.start("name"), quoted.end("name"), quoted["name"].strip())
    begins = INSTITUTION.match(text, at)
    if begins is None:
        return None
    stop = _BREAK.search(text, begins.end())
    line = _NAME_LINE.match(text, begins.end())
    stop_at = min(stop.start() if stop else len(text), line.end() if line else len(text), at + 60)
    name = text[at:stop_at].strip(" .-")
    return NameMatch(at, at + len(name), re.sub(r"\s+", " ", name))


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
    for pattern in (_BREAK, AND):
        match = pattern.search(text, at)
        if match and match.start() < stop:
            stop = match.start()
    short = _SHORT_NAME.match(text, at)
    full_stop = re.compile(r"(?<=[a-zà-ÿ]{3})(?<!\b[Gg]ebr)\.(?=\s|$)").search(text, short.end() if short else at, stop)
    if full_stop:
        stop = full_stop.start()
    return min(stop, _line_end(text, at, stop))


def _line_end(text: str, at: int, stop: int) -> int:
    """Return where a name ends that may run over a line end: after `en`, after a particle, or `De` + `Smet`."""
    first, _, rest = text[at:stop].partition("\n")
    words = first.split()
    runs_on = re.search(r"\b(?:en|et|de|van|den|der|&)$", first.strip(), re.IGNORECASE) or len(words) < 2
    surname = len(words) == 2 and words[0].lower() in _PARTICLE and re.match(r"[A-Z][a-z]+$", rest.strip())
    form_only = LEGAL_FORM.fullmatch(first.strip()) and rest.strip()[:1].isupper()
    return stop if runs_on or surname or form_only else at + len(first)


def _two_lines(text: str, at: int, end: int) -> int:
    """Return where a second name ends that runs over a line: `Rita` + `De Cock`, and below them the next label."""
    both = "\n".join(text[at:end].split("\n")[:2])
    return at + len(both) if is_name(" ".join(both.split())) and not is_name(" ".join(text[at:end].split())) else end


def is_name(name: str) -> bool:
    """Tell whether a text has the build of a name: two or more parts, or a legal form, and no word of the trade."""
    parts = _INITIAL_GLUED.sub(r"\1 ", name).split()
    if not 1 <= len(parts) <= 7 or not 3 <= len(name) <= 60:
        return False
    if COMPANY.search(name):
        return len(parts) >= 2
    if len(parts) < 2 or not all(_PART.fullmatch(part) for part in parts):
        return False
    if any(plain(part).strip(".") in NO_NAME or _STREET.search(plain(part)) for part in parts):
        return False
    capitals = [part for part in parts if part[0].isupper()]
    small = [part for part in parts if part[0].islower()]
    if any(plain(part) not in _PARTICLE for part in small) or plain(parts[-1]) in _PARTICLE:
        return False  # `Knokke` + `Wet van`, `Frans Van` before `Kalkenlaan`: a name goes on behind its particle
    return len(capitals) >= 2 and sum(len(part.strip(".")) for part in parts) >= 4


_SMALL_FORM = r"(?:[a-z]\.\s?){2}|(?:nv|bv|bvba|pvba|cvba|vzw|vof)\s"
"""A legal form in small letters, before which an article is no part of the name."""


def written(name: str) -> str:
    """Return a name as it is kept: `PEETERS JAN` as `Peeters Jan`."""
    letters = re.sub(r"[^A-Za-z]", "", name)
    name = re.sub(rf"^(?:de|den|het|la|le)\s+(?=[A-Z]|{_SMALL_FORM})", "", _INITIAL_GLUED.sub(r"\1 ", name))
    if letters.isupper() and len(letters) > 5 and not COMPANY.search(name):
        return name.title().replace("'S ", "'s ")
    return name

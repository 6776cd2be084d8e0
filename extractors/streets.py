"""Where a street name is in a text, and how it is written in full."""

import re
from collections.abc import Iterator

from extractors.cues import words as vocabulary
from extractors.page import Gazetteer
from extractors.signs import plain

_STRONG = re.compile(
    r"(?:straat|straet|straatje|str\.?|laan|laen|ln\.?|steenwegh?|stwg?\.?|ste?e?nwg\.?|weg|baan|plein|pl\.|lei|"
    r"dreef|vest|vaart|dijk|kaai|"
    r"markt|hof|pad|gracht|park|berg|veld|singel|steeg|plaats|wegel|kouter|heide|dries|brug|poort|hoek|akker|rij|rui|"
    r"vliet|ring|boulevard|avenue)$"
)
_KIND = re.compile(r"(?:straat|straet|str|laan|ln|steenwegh?|stwg?|baan|plein|lei|dreef|weg|steeg|kaai|straatje)$")
"""Endings that make a street of a word that no list knows; the others are too common in ordinary words."""
_WORD = re.compile(r"[^\W\d_][\w'’.\-]*[\w.]|[A-Z]\.|'[ts]\b|[^\W\d_]")
_INNER = vocabulary("de den der van het ter ten te op 't t 's la le les du des d' von en naar aan in bij")
_STOP = vocabulary(
    "gemeente ligging wonende straat adres aan betreft architect te gelegen situatie kadaster sectie bouwheer "
    "naam burgemeester schepenen stad dossier kerkhof plaats bouwplaats mijnheer mevrouw straatzijde langs "
    "rechts links gemeenteweg liggingsplan de het werk perceel weg bouwhoek"
)
_COMMON = vocabulary(
    "weg gemeenteweg steenweg straat plaats baan voorhof toegangsweg gang berg kerkhof rij pad brandweg omweg "
    "spoorweg autosnelweg bouwplaats standplaats woonplaats zitplaats eetplaats keuken werkplaats bergplaats "
    "parkeerplaats ontwerp hoek gewestweg rijksweg provincieweg hof park veld markt dijk poort tuin inrijpoort "
    "koer slaapplaats hoofdweg vlaamseweg achterbouw stortplaats geboorteplaats woonpark bedrijventerrein "
    "wederpartij overzicht wooneenheid kadaster buurtweg landweg"
)
_TITLES = vocabulary(
    "koning koningin prins prinses graaf gravin baron burgemeester schepen dokter doktor pastoor kanunnik kardinaal "
    "monseigneur pater deken minister generaal kolonel kapitein luitenant ridder notaris meester sint heilige heilig"
)
"""First words of streets that are named after somebody: part of the name though only the rest is in the list."""
_PARTICLES = {"De", "Den", "Der", "Van", "Vande", "Vanden", "Vander", "Ter", "Ten", "Le", "La"}
"""Parts of a name that nothing ends with: behind one a name goes on in the next line, `Nestor De Tièrestraat`."""
_DRAWN = vocabulary(
    "doorsnede doorsnee snede gevel gevels gevelzicht voorgevel achtergevel zijgevel grondplan verdieping gelijkvloers "
    "zolder kelder salon keuken koer werkhuis noord zuid oost west kelderplan dakplan inplanting inplantingsplan"
)
"""What is written on a drawing; some are streets elsewhere."""
_FRENCH = re.compile(
    r"\b(?:rue|avenue|chaussée|chaussee|boulevard|place|quai|impasse|Rue|Avenue|Chaussée|Boulevard|Place|"
    r"Quai)\s+(?:(?:de|du|des|la|le|les|d'|l')\s*)*[A-ZÉ][\w'’\-]+(?:[ \-][A-Z][\w'’\-]+)*"
)
_OVER = re.compile(
    r"\b(?:[Ss]teenweg|[Bb]aan|[Ww]eg|[Cc]haussée)\s+(?:op|naar|tot|de|van)\s+[A-Z][\w'’\-]+(?:[ \-][A-Z][\w'’\-]+)?"
)

_APART = re.compile(
    r"(?<![\w.])(?P<name>[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)? "
    r"(?:Baan|Weg|Straat|Steenweg|Markt|Dreef|Dijk|Laan|Plein|Kaai|Vest))"
    r"(?=,? (?:n[r°o]s?\.?|\d))"
)
"""A street written in two words with its number behind it: `Kessels Baan, nr 41`."""
_NAME = r"(?P<name>[A-Z][\w'’\-]{2,}(?: (?:(?:op|aan|in|ter|ten|van|de|der|den|het) ){0,2}[A-Z][\w'’\-]{2,}){0,2})"
_NUMBERED = r",?\s+(?:(?:huis)?n(?:umme)?[r°os]{1,2}\.?\s*)?[1-9]\d{0,3}(?:\s?[A-Za-z]|bis)?(?![\w/])"
_TOWN = r"(?P<town>[A-Z][\w'’\-]+)"
_BESIDE_TOWN = (
    re.compile(rf"\b{_NAME}{_NUMBERED},?\s+(?:[-–]\s|\(|te\s|in\s)?\s*(?:[1-9]\d{{3}}\s+)?{_TOWN}"),
    re.compile(
        rf"\b{_TOWN}\)?\s*,\s+(?:(?:aan|in|op|langs)\s+(?:de[nr]?|het)\s+|langs(?:heen)?\s+)?{_NAME}{_NUMBERED}"
    ),
)
"""`Hoek nr. 72, Boom`, `te Boom, langsheen Hoek 72`: a short name of the list with a house in it, beside its town."""


def find_streets(
    text: str, gazetteer: Gazetteer, starts: tuple[int, ...] = (), told: tuple[tuple[int, int], ...] = ()
) -> Iterator[tuple[int, int]]:
    """Yield start and end of each street name. At `starts` a name needs no street ending when the list knows it.

    `told` are places that are known to be names of streets, as those of a corner.
    """
    spans = [match.span() for match in _OVER.finditer(text)] + [match.span() for match in _FRENCH.finditer(text)]
    spans += [match.span("name") for match in _APART.finditer(text)]
    spans += told
    spans += _beside_towns(text, gazetteer)
    words = list(_WORD.finditer(text))
    for place, word in enumerate(words):
        bare = plain(word[0]).rstrip(".")
        if _STRONG.search(bare) and bare not in _COMMON and _starts_a_name(word[0], place, words, text):
            span = _extend(text, words, place, gazetteer)
            if bare.endswith("erij") and not re.match(r"\s*,?\s*(?:nr\W*)?\d", text[span[1] :]):
                continue  # `Bakkerij De Zwaan` is a firm
            if (
                _KIND.search(bare)
                or gazetteer.street(text[slice(*span)])
                or re.match(r"\s*(?:nr\W*)?\d", text[span[1] :])
            ):
                spans.append(span)
    for start in starts:
        named = _named(text, start, gazetteer) or _with_a_house(text, start, gazetteer)
        if named:
            spans.append(named)
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(span[1] <= left or right <= span[0] for left, right in kept):
            kept.append(span)
    yield from sorted(kept)


def _beside_towns(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield names without a street ending that a list has letter for letter, with a number and next to a town."""
    for pattern in _BESIDE_TOWN:
        for match in pattern.finditer(text):
            name = match["name"]
            common = plain(name) in _DRAWN | _STOP or _LOT.search(name) or gazetteer.municipality(name)
            if not common and gazetteer.street(name) == name and gazetteer.municipality(match["town"]):
                yield match.span("name")


def _starts_a_name(word: str, place: int, words: list[re.Match[str]], text: str) -> bool:
    if word[0].isupper():
        return True
    # `Koning Albert I laan`, `Van de Woestijnestraat`: only with a capital before it on the same line
    before = text[words[place - 1].start() : words[place].start()] if place else ""
    return before[:1].isupper() and before == f"{words[place - 1][0]} " and bool(_KIND.fullmatch(word))


def _extend(text: str, words: list[re.Match[str]], place: int, gazetteer: Gazetteer) -> tuple[int, int]:
    end = words[place].end()
    if text[end - 1] == "." and not re.search(r"(?:str|ln|pl|stwg|stw|wg)\.$", plain(words[place][0])):
        end -= 1
    first = place
    options = [place]
    while first > 0 and place - first < 5:
        gap = text[words[first - 1].end() : words[first].start()]
        previous = words[first - 1][0]
        wrapped = gap == "\n" and (plain(previous) in _TITLES or previous in _PARTICLES)
        if (gap.strip(" ") and not wrapped) or len(gap) > 2 or plain(previous).rstrip(".") in _STOP - _INNER:
            break
        if not (previous[0].isupper() or plain(previous) in _INNER):
            break
        first -= 1
        options.append(first)
    best = first if first < place and plain(words[first][0]) in _TITLES else place
    for option in options:
        if words[option][0][0].islower():
            continue
        if gazetteer.street(text[words[option].start() : end].replace("\n", " ")):
            best = option
    return words[best].start(), end


_UNKNOWN = re.compile(
    r"\W{0,2}(?:(?:[1-9]\d{3}\s+)?[A-Z][\w\-]+(?:,\s*|\s[-–]\s))?(?:huis\s+n\w*[°.]*\s*\d{1,4}\w?\s+der\s+|(?:aan|in|langs)\s+de\s+)?"
    r"(?P<name>[A-Z][\w'’\-]{2,}(?:\s(?!Kavel|Lot|Perceel|Sectie|Nr|Huis)(?:[A-Z][\w'’\-]+|ter|ten|van|de|der|het|den)){0,3})"
)
_LOT = re.compile(r"(?:kavel|lot|loten|perceel)$", re.IGNORECASE)
_HOUSE = re.compile(
    r"\s*[,.]?\s*\(?\s*(?:(?:huis)?n(?:umme)?[r°os]{1,2}\.?\s*|huis,?\s+n\w*[°.]*\s*)?\d{1,4}[A-Za-z]?(?:bis)?(?![\d.,/]*\d|\s?°)"
)


def _with_a_house(text: str, start: int, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Return the name that no list knows, right behind a label of the place and with the number of a house."""
    line = text[start : start + 90].split("\n", maxsplit=1)[0]
    match = _UNKNOWN.match(line)
    if (
        match is None
        or _LOT.search(match["name"])
        or gazetteer.municipality(match["name"])
        or plain(match["name"]) in _DRAWN | _STOP - {"steenweg"}
    ):
        return None
    numbered = _HOUSE.match(line, match.end()) or " der " in match[0]
    return (start + match.start("name"), start + match.end("name")) if numbered else None


def _named(text: str, start: int, gazetteer: Gazetteer) -> tuple[int, int] | None:
    chunk = re.match(r"[^\n;:(]{3,70}", text[start:])
    if not chunk:
        return None
    at = start
    for piece in re.split(r"(,\s*|\s+te\s+|\s+[Nn]rs?\b|\s+(?=\d))", chunk[0])[:7]:
        clean = piece.strip()
        lead = len(piece) - len(piece.lstrip())
        if (
            clean[:1].isupper()
            and 4 <= len(clean) <= 45
            and plain(clean) not in _DRAWN
            and gazetteer.municipality(clean) is None
            and gazetteer.street(clean)
        ):
            return at + lead, at + lead + len(clean)
        at += len(piece)
    return None


_SHORT = (
    (r"(?<=\w{3})stwg?|\bstwg?", r"(?<=\w{3})stwg?|\bstwg?", "steenweg"),
    (r"(?<=\w{3})(?<!indu)str|\bstr", r"(?<=\w\w[b-df-hj-np-tv-z])str|\bstr", "straat"),
    (r"(?<=\w{3})ln|\bln", r"\bln", "laan"),
    (r"(?<=\w{4})pl|\bpl", r"\bpl", "plein"),
)
"""Endings of streets: when a dot follows, when none does, and in full."""


_THEN = ((r"(oo|ee)(?=[bdfgklmnprstvz][aeiou])", lambda match: match[0][0]), (r"sch(?=e?\b)", "s"))
"""How the spelling of before 1947 differs from that of today: `Groote`, `Heerenstraat`, `Gentsche`."""


def _of_then(printed: str, official: str) -> bool:
    now = plain(" ".join(printed.split()))
    for then, today in _THEN:
        now = re.sub(then, today, now)
    return now == plain(official) != plain(" ".join(printed.split()))


def full_name(printed: str, official: str | None) -> str:
    """Return a street's name as it is kept: the official spelling, else as printed with its ending in full.

    A name in the spelling of before 1947 is kept as it was then: `Groote Markt`, not the Grote Markt of today.

    An ending is written out when it is a word by itself, or a dot says that it is short for something. Without a dot
    only those are that no other word ends in: `Kerkstr` is Kerkstraat, `Templ` and `Industr` are what they are.
    """
    if official:
        return " ".join(printed.split()) if _of_then(printed, official) else official
    text = re.sub(r"\s+", " ", printed).strip(" ,")
    dotted, text = text.endswith("."), text.strip(" .,")
    for short, surely, full in _SHORT:
        ending = short if dotted else surely
        if (found := re.search(rf"(?:{ending})$", plain(text))) and len(plain(text)) == len(text):
            return text[: found.start()] + full
    return text

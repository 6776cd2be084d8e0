"""Cadastral parcels as dossiers write them: `sectie F nr. 72/2r6`, `(afd. 1) sectie A nrs. 205 X6 (deel) en 206`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from unicodedata import digit

from extractors.page import Page
from schemas.findings import Finding
from schemas.values import Parcel

_SECTION = re.compile(
    r"(?<!\w)(?:se[ckt]{1,2}[tl]?i?(?:e|on)?|sie|son|sekt|sect|wijk|"
    r"s[°º])(?!\w)\.?\s*(?:en\s)?[\"“”„‚'‘’(:]*\s*(?P<sec>[A-Za-z0-9])(?:(?!\w)|(?=nrs?\W{0,2}\d))[\"“”„'‘’)]*",
    re.IGNORECASE,
)
_LOOSE_SECTION = re.compile(
    r"(?:\bkad(?:aster|\.|astra\w+(?:\s+\w+)?)?|\bbekend|\bgekend|\bgekadastreerd|\b[Aa]fd(?:eling|\.)?(?:\s*(?:\d{1,2}|[IVX]{1,4}))?|\bAFD)"
    r"[\s:,./\-–—°º]{1,5}(?:\d{1,2}\s?(?:e|ste|de|°|º)?\s*afd(?:eling|\.)?[\s,.\-–—]{1,4})?(?P<sec>[A-Z])[\s,./\-–—]{1,3}(?=\d{1,4}(?!\d))"
)
"""A section letter without the word for it, where the cadastre or a division is named: `2e afd. - F - 63/p9`."""
_BARE_SECTION = re.compile(r",\s(?P<sec>[A-Z])\s(?=\d{1,4}\s?/?\s?\d?[a-z]\d{0,2}(?=[\s;,.]|$))")
"""`Kerkstraat 5, C 488c7`: believed only with an exponent after the number."""
_LEAD = re.compile(
    r"[\s,;:.\-–—|]*(?:(?:de\s)?(?:perceel|kad(?:aster)?|grond)?-?(?:[nwm]ummers?|num\.?|nrs?|[numw]rs?|n[°ºo]s?|n\.(?=\s?\d)|num[eé]ros?)(?![a-z])\.?|"
    r"n[°º]s?|percelen|perceel)?[\s:.°'’]*(?:(?:een\s+)?(?:ge)?deel(?:te)?\s+(?:van|uit|der)\s+(?:nrs?\.?\s*|n[°º]s?\s*)?(?=\d))?",
    re.IGNORECASE,
)
_PARCEL = re.compile(
    r"""(?P<number>\d{1,4})(?![\d.]*\d)(?![ ](?:[mM]²|(?-i:m)2)(?!\w))
    (?:[ ]?/[ ]?(?P<bis>\d{1,2})(?!\d)(?=[ ]?(?:/?[ ]?[a-z](?![a-z])|$|[\s,;.()+&]|/)))?
    (?:(?:[ ]?/?[ ]?|[ ]?,?[ ]?(?:letter|lettre|lett\.|litt?\.?)[ ]?:?[ ]?
    |-|\.(?=(?-i:[A-Z])\W)|\n(?=(?-i:[a-z])(?:\d{0,2}[,;]|\d{1,2}\.)))
    (?P<exp>[a-z])(?![a-z])[ ]?/?[ ]?(?P<power>(?<!\s)\d{1,3}(?!\d)|\d{1,3}(?!\d|[ ][a-z](?![a-z])))?)?
    (?:[ ]?/[ ]?(?P<bis2>\d{1,2})(?!\d))?
    (?:\s*[/(]?\s*(?P<part>deel|ged\.?|partie|pie)(?!\w)\)?)?(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_NEXT = re.compile(
    r"(?:\s*(?:,|;|\+|&|\ben\b|\bet\b|\bals\s+ook\b|\.(?=\s\d{1,4}\s?/?[a-z]\d{0,2}(?!\w)))|\s(?=\d{1,4}/[a-z]\d{0,2}(?!\w))|"
    r"(?:\s?[-–:]\s?|[ ])(?=\d{1,4}[ ]?[b-z](?!\w)))\s*(?:(?:met|de|het)\s)?(?:(?:nummers?|nrs?|n[°º]s?)\b\.?\s*)?"
    r"(?:(?:een\s+)?(?:ge)?deel(?:te)?\s+(?:van|uit|der)\s+(?:nrs?\.?\s*|n[°º]s?\s*)?)?(?=\d)",
    re.IGNORECASE,
)
_DIVISION = re.compile(
    r"(?:(?<!\d)(?P<n1>\d{1,2})\s*(?:e|ste|de|°)?\s*afd(?:eling|\.)?|afd(?:eling|"
    r"\.)?\s*(?:(?P<n2>\d{1,2})|(?P<roman>[IVX]{1,4})(?![A-Z])))[\s,()\-]*(?:\w+[\s,()\-]*)?$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?!KADAST|PERCE|LIGGING|GELEGEN|GRON|PLAN|BEKEND|EIGENDOM|SITUATIE)"
    r"([A-Z][A-Z'\-]{2,}(?:[ \-][A-Z][A-Z'\-]+)*)[\s,()\-]*$"
)
_NOT_A_PARCEL = re.compile(r"\s*(?:a|ca|are|m2|m²|ha|centiare|meter|fr|frank|%)\b", re.IGNORECASE)
_POSTCODE = re.compile(r"[1-9]\d{3}\s+[A-Z][a-z]")
CAPAKEY = re.compile(
    r"(?<!\d)(?P<div>\d{5})(?P<sec>[A-Z])(?P<number>\d{4})/(?P<bis>\d{2})(?P<exp>[A-Z_0])(?P<power>\d{3})(?!\d)"
)


_GARBLED = re.compile(r"\s?/\s?\w|-(?!deel|ged)\w")
"""What goes on after a parcel as no parcel does: a misread letter."""
_AREA = re.compile(r" M2\Z")
"""Exponent and power, or square metres."""
_DIGIT_AS_LETTER = re.compile(r"(\d)([SOIlB])(?=\s?/\s?[a-z]\d{0,2}(?!\w))")
_RAISED = re.compile(r"(?:(?<=\d[a-ln-zA-LN-Z])|(?<=\d [a-ln-zA-LN-Z]))[⁰¹²³⁴⁵⁶⁷⁸⁹]")
"""The power of an exponent, set above the line: `645t²`; never that of square metres."""
_STROKE = re.compile(r"(?<=\d)[tlIi](?=\d[a-z](?!\w))")
"""A 1 that was read as a letter: no parcel has a letter, a figure and a letter behind its number (`1t0h`)."""
_BIS = re.compile(r"(?<=\d)(?:bis|ter|quater)(?!\w)", re.IGNORECASE)
"""A bisnummer as it was written: `123bis`."""
_LATIN = {"bis": 2, "ter": 3, "quater": 4}
_UNREAD = re.compile(r"(?=\w*[a-z])(?!\d{1,2}(?:e|de|ste)\b)\d\w{2,6}(?!\w)", re.IGNORECASE)
"""What goes on in a list of parcels and is none: a parcel that was misread."""
_LIKE_AN_AREA = re.compile(r"\d{1,4}\s?m2\s*(?:,|\ben\b)\s*\d", re.IGNORECASE)
"""In the middle of a list exponent and power look like square metres: `858/3d2, 822 m2 en 677`."""
_FIGURE_ALONE = re.compile(r"\s\d(?:\s\d{1,3})?\s*(?:,|\ben\b)\s*\d")
"""A figure by itself behind a parcel in a list: an exponent that was read as a figure, `936 1 4` for `936 l 4`."""
_LETTER_L = re.compile(r"[ ]1(?=[ ]?[.;)]|,(?!\s*\d)|\s*$|\n|[ ](?:te|in|aan|van|met|als|deel|ged)\b)")
"""A 1 by itself right behind a number: the exponent is the letter l, which typewriters and readers write like it."""
_DIGITS = {"S": "5", "O": "0", "I": "1", "l": "1", "B": "8"}


@dataclass(frozen=True, slots=True)
class ParcelMatch:
    """A parcel at text[start:end]; `sure` is False when the notation can be read in two ways or was misread."""

    start: int
    end: int
    parcel: Parcel
    sure: bool = True


def find_parcels(text: str) -> Iterator[ParcelMatch]:
    """Yield the parcels that follow a section letter; a list inherits division and section from its first item."""
    for key in CAPAKEY.finditer(text):
        yield ParcelMatch(key.start(), key.end(), _build(key, None, key["sec"], capakey=key[0]))
    text = _DIGIT_AS_LETTER.sub(lambda match: match[1] + _DIGITS[match[2]], text)
    text = _RAISED.sub(lambda match: str(digit(match[0])), text)
    text = re.sub(r"(?<=\d)[oO](?=[a-z]\d{0,2}(?!\w))", "0", text)
    text = _BIS.sub(lambda match: f"/{_LATIN[match[0].lower()]}".ljust(len(match[0])), text)
    text = _STROKE.sub("1", text.replace("×", "x"))
    text = re.sub(r"(?<=[a-z])\(s\)", "s  ", text)  # `nr(s).`: of the same length, so that places stay
    taken = 0
    for section in sorted(
        (match for pattern in (_SECTION, _LOOSE_SECTION, _BARE_SECTION) for match in pattern.finditer(text)),
        key=lambda match: (match.end("sec"), match.re is not _SECTION),
    ):
        if section.end("sec") <= taken:
            continue
        taken = section.end("sec")
        letter = section["sec"].upper()
        sure = letter.isalpha()
        if not sure:
            letter = {"8": "B", "0": "D", "6": "G", "1": "I"}.get(letter, "")
        if not letter:
            continue
        lead = _LEAD.match(text, section.end())
        at = lead.end() if lead else section.end()
        yield from _whole(
            text, _list(text, at, _division(text[max(0, section.start() - 60) : section.start()]), letter, sure)
        )


def _whole(text: str, listed: Iterator[ParcelMatch]) -> Iterator[ParcelMatch]:
    """Yield the parcels of a list, none of them sure when the list goes on with what cannot be read as a parcel."""
    found = tuple(listed)
    following = _NEXT.match(text, found[-1].end) if found else None
    unread = bool(following and _UNREAD.match(text, following.end()) and not _PARCEL.match(text, following.end()))
    unread = unread or bool(following and _LIKE_AN_AREA.match(text, following.end()))
    unread = unread or bool(found and _FIGURE_ALONE.match(text, found[-1].end))
    yield from (replace(match, sure=match.sure and not unread) for match in found)


def _list(text: str, at: int, division: str | None, letter: str, sure: bool) -> Iterator[ParcelMatch]:
    first = True
    while match := _PARCEL.match(text, at):
        bare = not (match["exp"] or match["bis"])
        if bare and not first and (_NOT_A_PARCEL.match(text, match.end()) or _POSTCODE.match(text, at)):
            return
        if bare and (figure := _LETTER_L.match(text, match.end())):
            parcel = _build(match, division, letter).model_copy(update={"exponent": "L"})
            yield ParcelMatch(match.start(), figure.end(), parcel, False)
            return
        ambiguous = bool(match["exp"] and match["power"] and "/" in text[match.end("exp") : match.start("power")])
        garbled = _GARBLED.match(text, match.end()) or _AREA.search(match[0])
        yield ParcelMatch(
            match.start(),
            match.end(),
            _build(match, division, letter),
            sure and not (ambiguous or garbled or _many_bis(match)),
        )
        following = _NEXT.match(text, match.end())
        if not following:
            return
        at, first = following.end(), False


def _many_bis(match: re.Match[str]) -> bool:
    """Tell whether the bisnummer has two digits, which is rare in real parcels and common in misread ones."""
    return len(match["bis"] or "") > 1 and not match["bis"].startswith("0") and not match["exp"]


def _build(match: re.Match[str], division: str | None, letter: str, capakey: str | None = None) -> Parcel:
    groups = match.groupdict()
    exponent = (groups.get("exp") or "").upper().strip("_0") or None
    bis = int(groups.get("bis") or groups.get("bis2") or 0) or None
    power = int(groups.get("power") or 0) or None
    if bis == 1 and not exponent:  # a bisnummer begins at 2 ("bis"): the sign read as 1 is the letter l
        bis, exponent = None, "L"
    elif bis is not None and bis in range(12, 20) and not exponent:  # and so it is before the power of that letter
        exponent, power = "L", bis - 10
        bis = None
    number = groups["number"].lstrip("0") or "0"
    return Parcel(division=division or groups.get("div"), section=letter, number=number, bis=bis, exponent=exponent,
                  power=power, capakey=capakey)  # fmt: skip


_ROMAN = {
    name: number
    for number, name in enumerate(
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"], 1
    )
}


def _division(before: str) -> str | None:
    line = before.rsplit(";", 1)[-1]
    numbered = _DIVISION.search(line)
    if numbered and (not numbered["roman"] or numbered["roman"].upper() in _ROMAN):
        number = _ROMAN[numbered["roman"].upper()] if numbered["roman"] else int(numbered["n1"] or numbered["n2"])
        return f"{number}{'ste' if number in {1, 8} or number >= 20 else 'de'} afdeling"
    named = _NAMED.search(line)
    return named[1] if named else None


@dataclass(frozen=True)
class Parcels:
    """Finds the parcels of the site."""

    name: str = "parcels"
    version: int = 13

    def find(self, page: Page) -> Iterable[Finding]:
        """Return each parcel with its place; a list gives one finding per parcel."""
        for match in find_parcels(page.flow.text):
            role = page.role_at(match.start)
            if role in {"applicant_address", "neighbour"}:
                role = "parcels"
            yield page.finding("parcels", match.parcel, score=0.9 if match.sure else 0.4, role=role,
                               span=(match.start, match.end), extractor=f"{self.name} {self.version}")  # fmt: skip

"""The notations in which dossiers are numbered, and one normal form in which numbers can be compared."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Shape = Literal[
    "omv",
    "rohm",
    "year_first",
    "year_last",
    "of_year",
    "in_year",
    "letter_year",
    "letters_in",
    "suffix",
    "antwerp",
    "composed",
    "short",
    "bare",
]

_Y = r"(?:18[3-9]\d|19\d\d|20[0-3]\d)"
_YEAR = re.compile(_Y)
_A_MARK = (
    r"(?!(?:N[RO]|SIE|SECT?|SON|KAD|AFD|ART|KB|TEL|FAX|GSM|BUS|LOT|POST|BLZ|FOL|ZIT|DOOS|PLAN|"
    r"BLAD|FR|BEF|EUR|NIS|BTW|HR|PCR|DD|JAN|FEB|MRT|MAA|APR|MEI|JUN|JUL|AUG|SEPT?|OKT|OCT|NOV|DEC) )"
)
"""Letters before a number and a space that say what else it counts are no mark of a dossier."""
_NO_CODE = r"(?!(?:I{1,3}|IV|VI{1,3}|IX|XI{0,2}|F|BF|PK|EN|OF|TE|OP|IN|NIS) )"
"""Nor are months in Roman figures, money and small words in capitals."""
_MARK_ENDS = r"(?=[ ]*(?:[\n\t,;)]|\.?$|\.\n|(?:van|voor|te|betreffende|dd)\b))"
"""What may stand behind a letter apart that belongs to the number: `1968/409 A`, but not `1968/409 A. Claes`."""
_A_DOTTED_MARK = (
    r"(?!(?:K\.B|M\.B|B\.S|P\.V|P\.R|P\.C|H\.R|R\.R|R\.O|T\.V|B\.T\.W|B\.P\.A|A\.P\.A|N\.V|B\.V|S\.M|S\.A|D\.D|O\.L|C\.C|Z\.N|V\.Z|J\.L|"
    r"A\.R|Art|Mr|Dr|Nr|No|St\. |Sie|Tel|Afd|Kad|Bl|Blz|Fr|Ref|Zie)\.)(?:[A-Z][a-z]?\.){1,4} ?"
)
"""Letters with full stops that belong to a number: `T.D. 75/878`; those of laws, firms and accounts do not."""
_COMPOSED = re.compile(
    r"(?:(?<![\w/.,\-#])|(?<=\bNr)|(?<=\bNR)|(?<=\bN[°º]))(?:[A-Z]{1,5}\d{0,6}|\d{1,8}[A-Z]{0,3})(?:(?:[/._#–\-]|//)(?:[A-Z]{1,5}\d{0,6}|\d{1,8}[A-Za-z]{0,3})){1,5}"
    r"(?:\(\d{1,2}\))?(?![\w/]|[.,\-]{1,2}\d)"
)
"""Any number in parts: letters and digits with signs between them. Only a label makes it a dossier number."""
_GRAMMARS: tuple[tuple[Shape, re.Pattern[str]], ...] = (
    ("omv", re.compile(r"(?<!\w)OMV[_\- ]?20[12]\d{7}(?!\d)")),
    ("omv", re.compile(r"(?<=nummer )20[12]\d{7}(?!\d)|(?<=nummer: )20[12]\d{7}(?!\d)")),
    (
        "rohm",
        re.compile(r"(?<![\w./])(?!4[.,])\d{1,2}[.,] ?\d{2,3}/\d{5}/\d{1,6}(?: ?[.,] ?\d{1,4})?(?!\w|/\w|[.,]\d)"),
    ),
    ("antwerp", re.compile(r"(?<!\w)[A-Z]{3}/[A-Z]//\d{8}(?!\d)")),
    ("antwerp", re.compile(r"(?<!\w)\d{1,4}#\d{1,6}(?!\d)")),
    ("letters_in", re.compile(rf"(?<!\w){_Y}\s?[–-]\s?[A-Z]\s?[–-]\s?\d{{1,4}}(?!\w)")),
    ("of_year", re.compile(rf"(?<![\w/])\d{{1,6}}\s+van\s+{_Y}(?!\w)")),
    (
        "in_year",
        re.compile(
            rf"(?<![\w/.,])\d{{1,6}}[\s,.(\-–]{{1,4}}(?:(?:van|in)\s+het\s+)?(?:(?:dienst|begrotings)?jaar|anno|register\s+van|"
            rf"de\s+l'ann[eé]e)\s*[:.]?\s*{_Y}(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        "in_year",
        re.compile(
            rf"(?<!\w)(?:dienst)?jaar\s*[:.]?\s*{_Y}[\s,.;\-–]{{1,4}}(?:volg)?n(?:umme)?[r°º]\.?\s*[:.]?\s*\d{{1,6}}(?![\w/])",
            re.IGNORECASE,
        ),
    ),
    (
        "composed",
        re.compile(
            rf"(?<![\w/.,\-]){_A_DOTTED_MARK}(?:{_Y}\s+[Nn][r°ºo]\.?\s?\d{{1,6}}|\d{{1,6}}, ?{_Y}|"
            rf"(?!{_Y}(?![/\-\d]))(?:\d{{1,3}}\.\d{{3}}|\d{{2,6}}(?:[/\-]\d{{1,6}})*))(?![\w/]|[.,]\d)"
        ),
    ),
    ("composed", re.compile(rf"(?<![\w/.,])\d{{1,6}} ?(?:[A-Z]\.){{2,4}} ?(?:{_Y}|\d{{2}})(?![\w/]|[.,]\d)")),
    ("in_year", re.compile(rf"(?<![\w/.,]){_Y} ?[Nn][r°ºo]\.? ?\d{{1,6}}(?![\w/]| ?[-–] ?\d)")),
    ("year_first", re.compile(rf"(?<![\w/.])(?:R\.[O0]\. ?|{_A_MARK}[A-Z]{{2,4}} ){_Y}\.\d{{1,6}}(?![\w/]|[.,]\d)")),
    (
        "year_first",
        re.compile(rf"(?<![\w/.]){_A_MARK}{_NO_CODE}[A-Z]{{2,3}} [A-Z]{{1,3}}/{_Y}/\d{{1,6}}(?![\w/]|\.\d)"),
    ),
    ("year_first", re.compile(rf"(?<![\w/.])(?:[A-Z]{{1,5}}[/ \-]?)?{_Y}[/\-]\d{{1,6}} [A-Z]{_MARK_ENDS}")),
    ("year_last", re.compile(rf"(?<![\w/.,])\d{{1,6}}/{_Y} [A-Z]{_MARK_ENDS}")),
    (
        "year_first",
        re.compile(
            rf"(?<![\w/.])(?:(?!N[RO] )[A-Z]{{1,5}}[/ \-]?|R\.[O0]\. ?)?{_Y}\s?[/\-]\s?[A-Z]?\d{{1,6}}[A-Za-z]?"
            r"(?![\w/]|\.\d)"
        ),
    ),
    ("composed", re.compile(rf"(?<![\w/.,\-]){_A_MARK}{_NO_CODE}[A-Z]{{1,3}} {_Y} \d{{1,5}}(?![\w/]|[.,\-]\d)")),
    ("composed", re.compile(rf"(?<![\w/.,\-]){_Y} {_A_MARK}{_NO_CODE}[A-Z]{{1,3}} \d{{1,5}}(?![\w/]|[.,\-]\d)")),
    ("year_last", re.compile(rf"(?<![\w/.,])(?:[A-Z]{{1,4}}[/ \-]?)?\d{{1,6}}\s?/\s?{_Y}(?:/?[A-Z]{{1,3}})?(?![\w/])")),
    ("letter_year", re.compile(r"(?<![\w/.])[A-Z]{1,4}[/.\- ]\d{2}[/.\-]\d{1,6}(?![\w/])")),
    ("letters_in", re.compile(r"(?<![\w/.])\d{1,4}/[A-Z]{1,3}/\d{1,6}(?:/\d{1,4})?(?:\(\d{1,2}\))?(?![\w/])")),
    ("letters_in", re.compile(r"(?<![\w/.])\d{2}/\d{1,4}/[A-Z]{1,3}(?![\w/])")),
    ("letters_in", re.compile(r"(?<![\w/.])\d{2,5}/(?:[a-z][A-Z]|[A-Z][a-z])/\d{1,6}(?![\w/])")),
    ("composed", re.compile(r"(?<![\w/.\-])[1-47]\d{4}(?:/[A-Z\d]{1,6}){1,3}/\d{1,4}(?=[a-z]{4})")),
    ("composed", re.compile(r"(?<![\w/.,\-])\d{1,5}/\d{2}[A-Z]{1,2}\d{1,2}(?![\w/]|[.,\-]\d)")),
    ("suffix", re.compile(r"(?<![\w/.])\d{2,6}/[A-Z]{1,4}(?![\w/])")),
    ("composed", re.compile(r"(?<!\w)(?:Litt?|Lett(?:er|re)?)\.?\s?[A-Z]\.?\s?(?:n[r°o]\.?\s?)?\d{1,5}(?![\w/])")),
    ("composed", re.compile(rf"(?<![\w/.,]){_A_MARK}(?:[A-MO-Z]\.?|[A-Z]{{2,3}}) \d{{1,6}}[/\-]\d{{2}}(?![\w/])")),
    ("composed", re.compile(rf"(?<![\w/.,\-])\d{{1,6}} [A-Z]{{1,2}}[/\-](?:{_Y}|\d{{2}})(?![\w/]|[.,\-]\d)")),
    (
        "composed",
        re.compile(
            rf"(?<![\w/.,]){_A_MARK}[A-MO-Z] \d{{1,5}}(?=[/\dA-Z]*/[A-Z])(?:/[A-Z]{{0,3}}\d{{0,6}}){{1,3}}(?![\w/])"
        ),
    ),
    ("composed", re.compile(rf"(?<![\w/.,])\d{{1,6}}/(?:[A-Z]\.){{1,4}}/(?:{_Y}|\d{{2}})(?![\w/])")),
    ("composed", re.compile(rf"(?<![\w/.,\-]){_A_MARK}[A-MO-Z] \d{{1,5}} ?- ?{_Y}(?![\w/]| ?[-–.,/] ?\d)")),
    ("composed", re.compile(rf"(?<![\w/.,\-])\d{{1,5}} ?- ?(?:{_Y}|\d{{2}})(?![\w/]| ?[-–.,/] ?\d)")),
    ("composed", re.compile(rf"(?<![\w/.,\-]){_A_MARK}[A-Z]{{2,4}} \d{{2,6}}(?![\w/]|[.,\-]\w)")),
    ("composed", re.compile(r"(?<![\w/.,\-])\d{2,5}[A-Z]\d{2}(?![\w/]|[.,\-]\w)")),
    ("composed", re.compile(r"(?<![\w/.,\-])(?!KB|BE|NBN|DIN|ISO)[A-Z]{2,4}\d{4,8}(?![\w/]|[.,\-]\w)")),
    ("short", re.compile(r"(?<![\w/.,])\d{1,4}/\d{1,6}(?:\s?\(\d{1,2}\))?(?![\w/]|[.\s]\d{2}[.\s]\d{2})")),
    ("composed", _COMPOSED),
    ("composed", re.compile(rf"(?<![\w/.,\-]){_Y}\d{{3,5}}(?![\w/]|[.,\-]\d)")),
    ("composed", re.compile(rf"(?<!\w)(?:[A-Za-z]{{2,4}}|[A-Z]){_Y}\d{{3,6}}(?!\w)")),
    ("year_last", re.compile(rf"(?<![\w/.,\-])(?<!\d )[1-9]\d{{0,4}} {_Y}(?!\w|[/.,\-]\d|[ \t]+[A-Z\d])")),
    ("bare", re.compile(rf"(?<![\w/.,\-])(?<!\d ){_A_MARK}[A-MO-Z] (?!{_Y}(?!\d))\d{{2,5}}(?![\w/]|[.,\-]\d)")),
    ("bare", re.compile(r"(?<![\w/.,])[A-Z]?\d{1,6}(?![\w/]|[.,]\d)")),
)
_PLANNING_BEHIND = re.compile(
    r"(?<![\w/.,\-])(?P<own>[A-Z]{0,4}[ .\-]?\d{1,6}(?:[/.\-][A-Z\d]{1,6}){0,2}?[/\-]\d{1,4})/?"
    r"(?P<planning>(?!4[.,])[1-9][.,]\d{2}/[1-7]\d{4}/\d{1,6}(?:\.\d{1,4})?)(?![\w/])"
)
"""The town's own number with that of town planning right behind it: `241/78/8.00/38008/5882`."""
_ROMAN_MISREAD = re.compile(r"^(?=[IVXLC1l]*[IVXLC])[IVXLC1l]{2,7}(?=/)")
"""`X11/383` is `XII/383`."""
_ZERO_IN_LETTERS = re.compile(r"(?<![A-Za-z\d])0(?=[A-Z]+(?![A-Za-z\d]))")
"""`1983/0537/0UD` is `1983/0537/OUD`: a part of letters begins with no figure."""
_GLUED_LABEL = re.compile(r"(?<=\b[Nn][rRo°º])(?:\.(?=[A-Z]{0,4}[/\-]?\d)|\.\.(?=[A-Z]{1,4} \d))")
"""The full stop between a label and its number, where no space was: `Nr.SV/210/2005`."""
_FIVE = re.compile(r"(?<=\d)\$(?=\d|\b)|(?<=/)\$(?=\d)")
"""A dollar among figures of Flemish papers is a five."""
_NOT_FILED = re.compile(
    r"(?<!\w)20\d\d_CBS_\d{5}|(?<!\w)20\d{6}-\d{4}(?!\w)|RvVb-[A-Z]{1,3}-\d{4}-\d{3,5}|OVB/\d{4}/\d+"
)


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number at text[start:end] and which grammar it follows."""

    start: int
    end: int
    raw: str
    shape: Shape

    @property
    def value(self) -> str:
        """The number as it is filed: `802 van 1964` gives `1964/802`, `8,00/…` gives `8.00/…`, spaces are dropped."""
        if self.shape == "of_year":
            serial, year = re.split(r"\s+van\s+", self.raw)
            return f"{year}/{serial}"
        if self.shape == "in_year":
            first, last = re.findall(r"\d+", self.raw)
            return f"{first}/{last}" if _YEAR.fullmatch(first) else f"{last}/{first}"
        text = re.sub(r"\s*([/–\-])\s*", r"\1", self.raw)
        text = re.sub(r"^R\.0\.", "R.O.", text)
        text = _ZERO_IN_LETTERS.sub("O", text)
        if self.shape == "letters_in":
            text = text.upper()  # `7248/zE/68`: a small letter among great ones was misread
        if self.shape == "composed":
            text = _ROMAN_MISREAD.sub(lambda match: match[0].replace("1", "I").replace("l", "I"), text)
        return re.sub(r" ?[.,] ?", ".", text) if self.shape == "rohm" else text

    @property
    def year(self) -> int | None:
        """The four-digit year inside the number; that of `B/76/829` is 76."""
        if self.shape == "letter_year":
            first, last = re.findall(r"\d+", self.raw)
            return None if _YEAR.fullmatch(last) else int(first)  # `B 44-1908`
        found = (
            re.search(rf"(?<!\d){_Y}(?!\d)|(?<!\d){_Y}(?=\d{{4,8}}(?!\d))", self.raw)
            if self.shape in {"year_first", "year_last", "of_year", "in_year", "letters_in", "composed", "omv"}
            else None
        )
        return int(found[0]) if found else None


def comparable(value: str) -> tuple[str, ...]:
    """Return the parts of a number without case, leading zeros and order of year and serial.

    `1974/00175`, `175/1974` and `175 van 1974` compare equal; they are one number in three notations.
    """
    parts = [part.lstrip("0") or "0" for part in re.findall(r"[a-z]+|\d+", value.lower()) if part not in {"van", "nr"}]
    years = [part for part in parts if _YEAR.fullmatch(part)]
    if len(years) == 1 and len(parts) <= 3 and years[0] in {parts[0], parts[-1]}:
        rest = [part for part in parts if part != years[0]]
        return (years[0], *rest)
    return tuple(parts)


def find_numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[NumberMatch]:
    """Yield the filed numbers in text[start:end], the most telling grammar first and none inside another."""
    text = _FIVE.sub("5", _GLUED_LABEL.sub(lambda stops: " " * len(stops[0]), text))
    stop = len(text) if end is None else end
    taken = bytearray(len(text))
    for match in _NOT_FILED.finditer(text, start, stop):
        taken[slice(*match.span())] = b"\1" * len(match[0])
    for match in _PLANNING_BEHIND.finditer(text, start, stop):
        taken[slice(*match.span())] = b"\1" * len(match[0])
        own = next(find_numbers(match["own"]), None)
        if own is not None and own.raw == match["own"]:
            yield NumberMatch(*match.span("own"), match["own"], own.shape)
        yield NumberMatch(*match.span("planning"), match["planning"], "rohm")
    parts = [match for match in _COMPOSED.finditer(text, start, stop) if re.search(r"\d", match[0])]
    whole = bytearray(len(text))
    for match in parts:
        whole[slice(*match.span())] = b"\1" * len(match[0])
    for shape, grammar in _GRAMMARS:
        matches: Iterable[re.Match[str]] = parts if grammar is _COMPOSED else grammar.finditer(text, start, stop)
        for match in matches:
            if any(taken[slice(*match.span())]) or (grammar is not _COMPOSED and _cut(match, text, whole)):
                continue
            taken[slice(*match.span())] = b"\1" * len(match[0])
            yield NumberMatch(match.start(), match.end(), match[0], shape)


def _cut(match: re.Match[str], text: str, whole: bytearray) -> bool:
    """Tell whether a number in parts goes on where this grammar stops: `2014-0153` of `2014-0153-B`."""
    start, end = match.span()
    before = start > 0 and whole[start - 1] and whole[start] and not text[start - 1].isspace()
    after = end < len(text) and whole[end] and whole[end - 1] and not text[end].isspace()
    return bool(before or after)

"""Numbers given to the dossier by another office, and figures that only look like a dossier number."""

import re
from collections.abc import Iterable, Iterator

from extractors.anchors import Segment
from extractors.numbers import NumberMatch
from extractors.page import Page
from extractors.signs import plain

_OFFICE = re.compile(
    r"\W*(?:(?:nr|n°|dossier|kenmerk|ref|bestuur|dienst)\W+(?:van\W+de\W+)?)?(?:stede(?:n)?bouw|urbanisme|a?\.?r\.?o\.?h?\.?m|"
    r"provincie|ruimtelijke ordening|gemachtigde? ambtenaar)\W*"
)
"""A cell that names the office of town planning and nothing else; its number stands below it."""
_NIS = re.compile(r"[1-47]\d{4}")
_SIGN = re.compile(r"[/._\-]")
_TOWN = re.compile(r"gemeente|stad|uw\b|u\.|aanvr")
_SERVICE = re.compile(r"\b(?:dienst|bestuur|provincia\w+|hogere?|gewest\w*|ambtenaar)\b")
_PLANNING = re.compile(
    r"\b(?:bestuur|dienst|directie|afdeling)\b[^\n]{0,30}\b(?:stede(?:n)?bouw\w*|ruimtelijke\s+ordening)|\ba?rohm\b"
)
"""The letterhead of the office that gives the binding advice."""
_OTHER_NUMBER = re.compile(r"(?:ander|extern|tweede|bijkomend)e? (?:nummer|nr|dossiernummer|dossiernr)")
_SIGNED = re.compile(r"^\W*N[r°º]?[.:° ]{1,3}(?:[A-Z]{1,3}[ /.\-]?)?\d{1,4}[/.\- ]\d+\W*$", re.MULTILINE)
"""A row with nothing but a number behind its sign: `Nr. 203/66`."""
_YOURS = re.compile(r"uw\b|u\W")
_UNREAD = re.compile(r"[ \t:.]*(?P<number>[\w./\-]*\d[\w./\-]*)(?=\s|$)")
_WORD = 9
_LEAST_FIGURES = 6
_LIKE_FIGURES = str.maketrans("COQDILZSlo", "0000112510")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.](?:1[89]|20)\d\d")
_OF_LAND = re.compile(r"\d{1,4}[/ ]?[A-Za-z]\d{0,2}")
_LAND = re.compile(r"\b(?:sect?ie|sie|son|sekt\w*|wijk)\W{1,3}[a-z]\W{1,4}(?:(?:nrs?|n[°ºo]s?|nummers?)\W*)?$")
_SIDE_BY_SIDE = 20
"""What the last of several houses of one site is more than the first, at most."""
_TELEPHONE = re.compile(r"0\d{1,2}/\d{2,3}(?:\.\d{2}){2}")
_RANGE = re.compile(r"\d{1,3} ?[-–] ?\d{2}")
_APPEAL = re.compile(r"\b(?:bestendige\s+deputatie|deputatie\s+van\s+de|raad\s+van\s+state)\b")
_BODY = re.compile(r"\b(?:gezien|gelet|overwegende)\b")
_DEPTH = 400
OTHER_ADVISERS = re.compile(
    r"brandweer|brandvoorkoming|hulpverlening|wegen\s+en\s+verkeer|bruggen\s+en\s+wegen|"
    r"(?:bestuur|dienst|directie)\s+(?:der|van\s+de)\s+\w*wegen\b|erfgoed|monumenten|polder|"
    r"watering|waterloop|landbouw|natuur|gezondheid|milieu|spoorwegen|n\.?m\.?b\.?s|infrabel|electra|gasmaatschappij|"
    r"politie|rijkswacht|architect|technische\s+dienst|wegopzichter"
)
"""Whose own number on an advice is not that of the town planning authority."""
PLANNING = re.compile(
    r"stede(?:n)?bouw|ruimtelijke ordening|gemachtigde ambtenaar|a?rohm\b(?![^\n]{0,30}(?:monument|landschap|erfgoed))"
)
"""Who advises on planning; the administration has other departments too."""
_SENDER = re.compile(
    r"^\W*(?:(?:konink\w+|federale)\s+)?(?:rijkswacht|n\.?\s?m\.?\s?b\.?\s?s|bestuur\s+der\s+\w*wegen|regie\s+der|notaris\w*|gasmaatschappij)\b",
    re.MULTILINE,
)
"""Who writes, at the head of a letter, and files it under a number of his own."""


def built_on_nis(page: Page, match: NumberMatch) -> bool:
    """Tell whether a number is built as town planning builds it, on the NIS code of a municipality: `34040/9689/B`."""
    parts = _SIGN.split(match.raw)
    codes = [part for part in parts if _NIS.fullmatch(part) and page.gazetteer.by_nis(part) is not None]
    if parts[0] == "4":
        return False  # `4.002/38016/330.1` is no dossier
    of_the_town = match.year is not None or "_" in match.raw or "V" in parts  # a year or a subdivision: the town's own
    return len(parts) > 2 and len(codes) == 1 and not of_the_town


def alone(page: Page, match: NumberMatch) -> bool:
    """Tell whether a number has a cell to itself."""
    start, end = page.flow.cell_of(match.start)
    return not (page.flow.text[start : match.start] + page.flow.text[match.end : end]).strip(" .:")


def below_the_office(page: Page, match: NumberMatch) -> bool:
    """Tell whether a number begins a row right below the name of the office: `Stedebouw`, below it `2232/5KR`."""
    text = page.flow.text
    start, _ = page.flow.line_of(match.start)
    if start != match.start or match.shape == "bare":
        return False
    above = text[:start].rstrip("\n").rsplit("\n", 1)[-1].split("\t", 1)[0]
    return bool(_OFFICE.fullmatch(plain(above)))


def of_a_service(page: Page, match: NumberMatch, segment: Segment | None) -> bool:
    """Tell whether a label is that of the service beside that of the town: `Nr. dienst` below `Nr. gemeente`."""
    if segment is None:
        return False
    label = plain(page.flow.text[segment.anchor : match.start])
    if not _SERVICE.search(label) or _TOWN.search(label):
        return False
    labels = (page.flow.text[one.anchor : one.start + _WORD] for one in page.segments if one.role == "reference")
    return any(_TOWN.search(plain(other)) for other in labels)


def of_a_sender(page: Page, match: NumberMatch, segment: Segment | None) -> bool:
    """Tell whether a number is that of a letter by somebody else, who is named above it: `RIJKSWACHT`, `Nr. 793/5`."""
    if page.type not in {"brief", "advies"} or (segment is not None and _YOURS.match(plain(segment.phrase))):
        return False
    start, _ = page.flow.line_of(match.start)
    cell = plain(page.flow.text[start : match.start])
    return bool(
        _SENDER.search(plain(page.flow.text[:start])) and not re.search(r"\buw\b|aanvraag|dossier|vergunning", cell)
    )


def beside_yours(page: Page, match: NumberMatch, segment: Segment | None) -> bool:
    """Tell whether town planning sets its own number above that of the town: `Nummer`, below it `Uw nummer`."""
    if _LAND.search(plain(page.flow.text[max(0, match.start - 40) : match.start])):
        return False
    if segment is None or segment.role != "reference" or _TOWN.search(plain(segment.phrase)):
        return False
    yours = any(other.role == "reference" and plain(other.phrase).startswith("uw") for other in page.segments)
    return yours and _PLANNING.search(plain(page.flow.text[:_DEPTH])) is not None


def of_the_addressee(page: Page, segment: Segment | None) -> bool:
    """Tell whether a decision calls one number its own and another `Uw ref.`: that of the office it answers to."""
    if page.type not in {"besluit", "weigering"} or segment is None or not _YOURS.match(plain(segment.phrase)):
        return False
    ours = (plain(other.phrase) for other in page.segments if other.role == "reference" and other is not segment)
    signed = _SIGNED.search(page.flow.text[:_DEPTH]) is not None
    return signed or any(not _YOURS.match(phrase) and not phrase.startswith(("ons", "onze")) for phrase in ours)


def second(segment: Segment | None) -> bool:
    """Tell whether a label says that the dossier has one more number: `Ander nummer`."""
    return segment is not None and _OTHER_NUMBER.fullmatch(plain(segment.phrase)) is not None


def unread(page: Page, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the places where a label announces another office's number and figures follow that no grammar reads."""
    spans = list(found)
    for segment in page.segments:
        if segment.role != "stedenbouw" and not second(segment):
            continue
        match = _UNREAD.match(page.flow.text, segment.start, segment.end)
        if match and len(re.findall(r"\d", match["number"])) >= _LEAST_FIGURES:
            start, end = match.span("number")
            if not any(left < end and start < right for left, right in spans):
                yield start, end


def no_number(page: Page, match: NumberMatch) -> bool:
    """Tell whether figures only look like a dossier number: a misread day, a telephone, a parcel, houses `92-98`."""
    if match.shape in {"omv", "rohm"}:
        return False
    if _misread_day(match.raw) or _TELEPHONE.fullmatch(match.raw) or _lost_strokes(match.raw, page.years):
        return True
    before = plain(page.flow.text[max(0, match.start - 40) : match.start])
    if _OF_LAND.fullmatch(match.raw) and _LAND.search(before):
        return True
    return (bool(_RANGE.fullmatch(match.raw)) or _houses(match.raw)) and not _tells_year(match.raw, page.years)


_OF_REQUEST = re.compile(r"\b\w*aanvraag\b(?:\s+\w+){0,3}\s+n(?:umme)?r\W*$")
"""The number of what was asked of the town first: `over de aanvraag om bouwvergunning nr.`."""


def _houses(raw: str) -> bool:
    """Tell whether figures are those of houses side by side: `223-227`."""
    pair = re.fullmatch(r"(\d{3}) ?[-–] ?(\d{3})", raw)
    return pair is not None and 0 < int(pair[2]) - int(pair[1]) <= _SIDE_BY_SIDE


def of_an_appeal(page: Page, match: NumberMatch, segment: Segment | None) -> bool:
    """Tell whether a number stands at the head of a decision on appeal: it is the number of who decides there."""
    text = plain(page.flow.text)
    body = _BODY.search(text)
    head = text[: min(body.start() if body else _DEPTH, _DEPTH)]
    before = head[: match.start]
    if match.start >= len(head) or not _APPEAL.search(before) or _OF_REQUEST.search(before):
        return False
    return segment is None or not _TOWN.search(plain(segment.phrase))


def _misread_day(raw: str) -> bool:
    """Tell whether a number is a date in which letters were read for figures: `C5-C8-1976`."""
    parts = re.split(r"[-/.]", raw)
    day = raw.translate(_LIKE_FIGURES)
    letters = any(re.search(r"[A-Za-z]", part) for part in parts)
    return len(parts) == 3 and letters and all(len(part) == 2 for part in parts[:2]) and bool(_DAY.fullmatch(day))


_LOST_STROKES = re.compile(r"(?:0?[1-9]|[12]\d|3[01])/1?(?:0[1-9]|1[0-2])1?(?P<year>(?:1[89]|20)?\d\d)")


def _lost_strokes(raw: str, years: tuple[int, int] | None) -> bool:
    """Tell whether a number is a day whose second stroke was lost or read as a one: `01/106179`, `26/101942`."""
    day = _LOST_STROKES.fullmatch(raw)
    return day is not None and years is not None and _tells_year(f"/{day['year'][-2:]}", years)


def _tells_year(raw: str, years: tuple[int, int] | None) -> bool:
    if years is None:
        return True
    near = {f"{year % 100:02d}" for year in range(years[0] - 1, years[1] + 2)}
    return bool(near & set(re.findall(r"\d+", raw)))

"""Decides whose address it is by where it appears: the site's, somebody's home, an office."""

import re
from dataclasses import dataclass

from extractors.anchors import Segment
from extractors.built import built_right_before
from extractors.page import Page
from extractors.signs import plain
from schemas.values import Address

_GOES_ON = re.compile(r"(?:[,\d\-]|\ben|\bet|\bhoek\b[^\n]*|\btussen\b[^\n]*|\bte|\blangs)\s*\n[^\n]*$")
"""A line that goes on with the address on the next one."""
_AFTER_NAME = re.compile(
    r"(?:\b(?:heer|heren|mevr\w*|dhr|mw|juffr\w*|echtg\w*|echtel\w*|consoorten|weduwe|wed|sieur|firma)\b|\baanvra\w+\s+van\b)"
    r"(?:(?!\b(?:vergunning|toelating|machtiging|vellen|slopen|bouwen)\b)[^;:]){3,90},\s*$|\baan\b[^.;:,]{5,80}\bte\s+$"
)
"""What stands before somebody's home: a title and a name, `Aan Dhr. Maes te`."""
_LODGED = re.compile(r"\bgehuisvest\s+$")
_BEFORE_ASKING = re.compile(
    r"[\s,(]*(?:(?:te\s+)?[a-z\-]{3,30}[\s,)]{1,3})?(?:(?:die|dat|en|dewelke|welke)\s+)?"
    r"(?:vraa?g(?:t|en|de)?|verzoek(?:t|en)?|wens(?:t|en)?|dien(?:t|de|en)?|voornemens|sollicite|demande)\b"
)
"""What follows somebody's home: he asks for something, `Kouter 155, Walem, vraagt om`."""
_HOME_THEN_WORKS = re.compile(
    r"[a-z]{3,}\W+(?:n[ru]\w*\W+)?\d[^;]*?[\s,]"
    r"(?:(?:voor|tot|over|van|om|betreffende|inzake|aangaande)\s+(?:het|de[nr]?|een[er]?|te)\s+(?:\w+\s+){0,2}?\w{3,}|"
    r"(?:voor|tot)\s+\w+ing\b|ten\s?einde\b|strekkende?\b)[^;]*$"
)
"""Somebody's home with its number and then what he asks, all before an address: it is where the works are."""
_FIRST, _LETTERHEAD = 20, 110
"""Characters from the top of a page: what a letter begins with, and what stands in its head."""
_DATED = re.compile(
    r"[\s,.]*(?:te\s+)?(?:[a-z\-]{3,30}\W{1,3})?(?:m?den\s+|de\s+|le\s+)?"
    r"\d{1,2}[\s./-]+(?:[a-z]{3,9}|[ivx]{1,4}|\d{1,2})[\s./-]+\d{2,4}"
)
"""A date right behind an address at the top of a letter: that is where its writer lives."""
_PARCEL_BEFORE = re.compile(
    r"\d[A-Z]?\d{0,2}\s?(?:\(deel\)|deel)?,\s*(?:wijk\s[\w\-]+,\s*)?(?:[A-Z][\w\-]+,\s*)?$", re.IGNORECASE
)
"""A parcel and a comma right before a street: that is where the parcel lies."""
SITE_ROLES = {"site": 0.92, "matter": 0.8, "subject": 0.88, "parcels": 0.45}
OTHER_ROLES = {
    "applicant_address": "applicant",
    "applicant": "applicant",
    "owner": "applicant",
    "architect": "architect",
    "architect_address": "architect",
    "contractor": "contractor",
    "neighbour": "neighbour",
    "official": "official",
}


@dataclass(frozen=True, slots=True)
class AddressMatch:
    """An address at text[start:end]; `street_start` is where its street begins, `known` if a list has it."""

    start: int
    end: int
    street_start: int
    address: Address
    known: bool


def address_role(page: Page, match: AddressMatch) -> tuple[str, float]:
    """Return whose address it is, `site` for the site and empty when the place does not tell, and how sure that is."""
    role = page.role_at(match.street_start)
    if _LODGED.search(plain(page.flow.text[max(0, match.start - 20) : match.start])):
        return "applicant", 0.9
    if role == "site" and _beyond(page, match):
        role = ""
    if page.type == "nota" and match.end < _LETTERHEAD and role not in SITE_ROLES:
        return "architect", 0.7  # the letterhead of whoever explains his design
    if role in {"applicant", "owner"} and page.type != "plan":
        # after a name without `wonende te`: on advice the site follows, elsewhere it is open whose address it is
        return ("site", 0.75) if page.type in {"advies", "nota", "bericht"} else _unannounced(page, match)
    if role == "parcels" and _PARCEL_BEFORE.search(page.flow.text[max(0, match.start - 40) : match.start]):
        return "site", 0.8
    if role in {"subject", "matter"} and _asks_from(page, match):
        return "applicant", 0.75  # `Onderwerp: …`, and below it `NV Claes, Kouter 3, Walem, diende een aanvraag in`
    if role in SITE_ROLES:
        return "site", SITE_ROLES[role]
    if role == "applicant_address" and _built_elsewhere(page, match):
        return "site", 0.6
    if role in OTHER_ROLES:
        return OTHER_ROLES[role], 0.4 if _on_bare_cover(page, match) else 0.9
    return _unannounced(page, match)


def _segment_of(page: Page, match: AddressMatch) -> Segment:
    """Return the last announced stretch of the page that begins before an address."""
    return next(one for one in reversed(page.segments) if one.start <= match.street_start)


def _on_bare_cover(page: Page, match: AddressMatch) -> bool:
    """Tell whether a cover that has no label of the site prints an address as `Adres`: it may be either."""
    sited = any(segment.role == "site" and segment.label for segment in page.segments)
    return page.type == "kaft" and not sited and _segment_of(page, match).phrase in {"adres", "straat"}


def _asks_from(page: Page, match: AddressMatch) -> bool:
    """Tell whether a later line than the label goes on behind an address with asking: it is where the asker lives."""
    below = "\n" in page.flow.text[_segment_of(page, match).start : match.start]
    return below and bool(_BEFORE_ASKING.match(plain(page.flow.text[match.end : match.end + 70]).replace("\n", " ")))


def _beyond(page: Page, match: AddressMatch) -> bool:
    """Tell whether lines lie between a label and the street: `LIGGING` under a drawing labels no address."""
    segment = _segment_of(page, match)
    between = page.flow.text[segment.start : match.start]
    return segment.label and "\n" in between and not _GOES_ON.search(between)


def _built_elsewhere(page: Page, match: AddressMatch) -> bool:
    """Tell whether works stand between somebody's home and this: `wonende Kouter 3, voor een loods langs de Dijk`."""
    segment = _segment_of(page, match)
    between = plain(page.flow.text[segment.start : match.start]).replace("\n", " ")
    if _HOME_THEN_WORKS.search(between):
        return True
    return bool(re.search(r"[a-z]{3,}[^;]*,\s*[^;]*\b(?:voor|tot|om)\b", between)) and built_right_before(between)


def _unannounced(page: Page, match: AddressMatch) -> tuple[str, float]:
    before = plain(page.flow.text[max(0, match.start - 130) : match.start]).replace("\n", " ")
    if page.type in {"besluit", "weigering", "brief"} and _AFTER_NAME.search(before):
        return "applicant", 0.7
    after = plain(page.flow.text[match.end : match.end + 70]).replace("\n", " ")
    writer = page.type in {"brief", "aanvraag"} and match.end < _LETTERHEAD
    if (writer and (match.start < _FIRST or _DATED.match(after))) or _BEFORE_ASKING.match(after):
        return "applicant", 0.75
    if _addressee(page, match):
        return "applicant", 0.7
    if (
        page.type not in {"kaft", "plan", "kadaster"}
        and built_right_before(before)
        and (match.address.number or page.gazetteer.municipality(match.address.street or "") is None)
    ):
        return "site", 0.6
    if page.type == "brief" and page.flow.text[: match.start].count("\n") > 5:
        return "site", 0.55
    if page.type == "kaft":
        return "site", 0.7
    if page.type == "plan":
        return "site", 0.6 if match.address.number else 0.4
    return "", 0.3


def _addressee(page: Page, match: AddressMatch) -> bool:
    start, end = page.flow.line_of(match.street_start)
    alone = not page.flow.text[start : match.start].strip() and not page.flow.text[min(match.end, end) : end].strip(
        " ,"
    )
    above = page.flow.text[:start].count("\n")
    return page.type in {"brief", "overig", "advies", "weigering", "besluit"} and alone and 0 < above < 14

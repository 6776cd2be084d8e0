"""Street addresses in running text, on forms, covers and title blocks, each with its role."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.address_roles import AddressMatch, address_role
from extractors.corners import Corner, find_corners
from extractors.page import Gazetteer, Page
from extractors.places import is_town, meanings, place, place_prefix
from extractors.renamed import other_names, paired
from extractors.streets import find_streets, full_name
from schemas.findings import Finding
from schemas.values import Address

_LABEL = (
    r"(?:huis(?:nummers?|nrs?)\b|(?:huis\s+)?(?:nummers?\b|n[rxe]{1,2}s?\b|[amu]r\b|n[°º]s?|nos?\b))[.,]*\s*[:°]?\s*"
    r"(?:\d{1,3}\s?[%*#¥]+\s*)*"
)
_ONE = r"\d{1,4}(?:\s?(?:bis|ter|quater)\b|\s?/\s?[A-Z]\b|[ ]?[A-Za-z](?![A-Za-z]|/m\b|\.[A-Z]|[ ][A-Z][ ]))?"
_NUMBER = re.compile(
    rf"(?P<gap>[\s,]*(?:[ ][-–][ ])?)(?P<label>{_LABEL})?(?P<number>{_ONE}(?:\s?[-–/]\s?{_ONE})*)"
    rf"(?!(?![ ][1-9]\d{{3}}[ ][A-Z])[ ]?[./\-]?\d|\s*(?:°|(?:s?t?d?e\s+)?afd|"
    rf"m2|fr\b))",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(rf"\s*\((?P<label>{_LABEL})?(?P<number>{_ONE}(?:\s?[-–/]\s?{_ONE})*)\s*\)", re.IGNORECASE)
"""`Kerkstraat (12)`, `Kerkstraat (n° 12bis)`."""
_MORE = re.compile(
    rf"\s*(?:,|\ben\b|&|\+)\s*(?:{_LABEL})?(?P<number>{_ONE})(?=\s*(?:,|;|\.|\+|\(|\ben\b|$|\n|\bte\b))", re.IGNORECASE
)
_UP_TO = re.compile(
    r"\s+(?:tot(?:\s+en\s+met)?|t\.?e\.?m\.?|t/m|à)\s+(?:n[r°º]s?\.?\s*)?(?P<last>\d{1,3})"
    r"(?!\w|[.,/]\d|\s*(?:m\b|meter|uur|%|ar?e\b|fr|cm))",
    re.IGNORECASE,
)
"""The last house of a row: `Kerkstraat 12 tot en met 18`."""
_LONGEST_ROW = 100
_FORM_ROW = re.compile(r"\s?[.):]\s|\s+[A-Z][a-z]|\s*(?:kamers|woon|bouwlag|m2|m3)")
"""What follows the number of a row of a form, not a house number."""
_NONE = re.compile(
    rf"[\s,]*(?:{_LABEL})?(?:[z2]\.\s?n\.?r?\.?|z\.?\s?n\.?r?\.?|z[eo]n[eo]\.?|"
    rf"zonder\s+(?:huis)?n(?:umme)?r\.?|z/n|s/n|sans\s+n(?:um[eé]ro|o|°))(?!\w)",
    re.IGNORECASE,
)
_BOX = re.compile(
    r"[\s,]*(?:\(?\b(?:bus|bte|bo[iî]te)\.?\s?(?:n[r°º]s?\.?\s?(?=\d))?"
    r"(?P<named>(?=[\w./_+\-]{0,9}\d)[\w./_+\-]{0,9}\w|[A-Z]{1,4}|[Gg]lv\w?|[a-z])|"
    r"\bb\.?\s?(?P<short>\d{1,4}[A-Z]?|[A-Z]\d{0,3}))(?!\w)\)?"
)
"""A box after the house number, also in brackets; after the whole word `bus` any shape with a figure in it."""
_AHEAD = re.compile(
    r"(?<![\d/.\-])(?:n[r°º]\.?\s*)?"
    r"(?P<number>\d{1,3}(?:\s?(?:bis|ter|quater)|[A-Za-z])?(?:\s?[-–/]\s?\d{1,3}[A-Za-z]?)?)\s*,\s*$",
    re.IGNORECASE,
)
"""A number before its street, as in French: `117bis, Tisseltbaan`."""
_HOUSE_OF = re.compile(
    r"\bh[uo]is\s+(?:n[r°o]s?\.?|nummer)\s*(?P<number>\d{1,4}(?:\s?bis|[A-Za-z])?)\s+(?:der|van\s+(?:de|den|het)|in\s+de|aan\s+de)\s+$",
    re.IGNORECASE,
)
"""`huis nr 119 der Molenstraat`."""
_AFTER = re.compile(r"[\s,(\-–]*(?:te\s+|à\s+|in\s+)?(?:B[\s\-–])?(?:(?P<postcode>[1-9]\d{3})(?!\d)[\s,\-]*)?")
_BEFORE = re.compile(
    r"(?:(?P<postcode>[1-9]\d{3})\s+)?(?P<name>[A-Z][\w'’.\-]*(?:[ \-][\w'’.\-]+){0,4}?)\s*[,:\-–]\s*(?:in\s+de\s+|"
    r"aan\s+de\s+|langs\s+de\s+)?$"
)


_DAY = re.compile(r"\d{1,2}[-–/]\d{1,2}[-–/](?:\d{2}|[12]\d{3})")
"""`Baljuwstraat  03/03/1976` in a title block: a date beside the street."""
_LETTER_O = re.compile(r"(?<=\d)[oO](?=\d)")
_ON_A_CORNER = 0.92
"""Score of streets that are called a corner."""
_NEXT_DOOR = 2
"""What house numbers on one side of a street differ."""


def find_addresses(
    text: str, gazetteer: Gazetteer, site_starts: tuple[int, ...] = (), corners: tuple[Corner, ...] = ()
) -> Iterator[AddressMatch]:
    """Yield the addresses in a text; at `site_starts` and on corners a street needs no street ending."""
    taken = 0
    text = _LETTER_O.sub("0", text)
    told = tuple(span for corner in corners for span in (corner.first, corner.second))
    for start, end in find_streets(text, gazetteer, site_starts, told):
        if start < taken:
            continue
        first = True
        for match in _read(text, start, end, gazetteer):
            yield match
            taken = max(taken, match.end if first else taken)
            first = False


def _read(text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[AddressMatch]:
    printed = text[start:end]
    street = full_name(printed, official := gazetteer.street(printed.replace("\n", " ")))
    numbers, at = _numbers(text, end, gazetteer)
    if not numbers and is_town(printed, gazetteer):
        return
    ahead = _AHEAD.search(text[max(0, start - 16) : start]) if not numbers else None
    house = _HOUSE_OF.search(text[max(0, start - 40) : start]) if not numbers else None
    if house:
        numbers, start = [_tidy(house["number"])], max(0, start - 40) + house.start()
    elif ahead and not re.search(r"[1-9]\d{3}$", ahead["number"]):
        numbers, start = [_tidy(ahead["number"])], max(0, start - 16) + ahead.start("number")
    box = _BOX.match(text, at)
    in_box = (box["named"] or box["short"]) if box and numbers else None
    if box and numbers:
        at = box.end()
    postcode, locality, at, before = _locality(text, start, at, gazetteer)
    for number in numbers or (None,):
        yield AddressMatch(
            before,
            at,
            start,
            Address(street=street, number=number, box=in_box, postcode=postcode, municipality=locality),
            official is not None,
        )  # fmt: skip


def _numbers(text: str, at: int, gazetteer: Gazetteer) -> tuple[list[str], int]:
    none = _NONE.match(text, at)
    if none:
        return [], none.end()
    bracketed = _IN_BRACKETS.match(text, at)
    if bracketed and (bracketed["label"] or not re.fullmatch(r"\d{4}", bracketed["number"])):
        return [_tidy(bracketed["number"])], bracketed.end()
    match = _NUMBER.match(text, at)
    if not match:
        return [], at
    if "\n" in match["gap"] and not match["label"] and _FORM_ROW.match(text, match.end()):
        return [], at  # `Ligging Kerkstraat`, and on the next line `7. Bouwheer`
    number = _tidy(match["number"])
    if _DAY.fullmatch(number) and not _in_a_row(number):
        return [], at
    ranged = re.fullmatch(r"(?P<first>.+?)[-–/][1-9]\d{3}", number)
    if ranged and place_prefix(gazetteer, text[match.end() :].lstrip(" \n-,"))[0]:
        first = _tidy(ranged["first"])  # `Sterrebos nr 258 - 3910 Sint-Huibrechts-Lille`: a postcode behind the number
        return [first], match.start("number") + len(ranged["first"])
    if _cut_postcode(text, match, gazetteer):
        return [], match.end()
    if re.fullmatch(r"[1-9]\d{3}", number) and place_prefix(gazetteer, text[match.end() :].lstrip(" \n-,"))[0]:
        return [], at  # `Guldenstraat 2800 Mechelen`: a postcode
    numbers, at = _neighbours(number), match.end()
    up_to = _UP_TO.match(text, at)
    if up_to and number.isdigit() and 0 < int(up_to["last"]) - int(number) <= _LONGEST_ROW:
        return [f"{number}-{up_to['last']}"], up_to.end()
    while more := _MORE.match(text, at):
        postcode = re.match(r"\d{3}", more["number"]) and place_prefix(gazetteer, text[more.end() :].lstrip())[0]
        if len(numbers) > 6 or postcode or re.match(r"\d{4}", more["number"]):
            break
        numbers.append(_tidy(more["number"]))
        at = more.end()
    return numbers, at


def _in_a_row(number: str) -> bool:
    """Tell whether `12-14-16` are houses side by side rather than a date."""
    houses = [int(house) for house in re.findall(r"\d+", number)]
    return all(other - one == _NEXT_DOOR for one, other in pairwise(houses))


def _neighbours(number: str) -> list[str]:
    """Return `137/139` as the two houses next to each other that it is; any other number as it stands."""
    both = re.fullmatch(r"(\d{1,3})/(\d{1,3})", number)
    return [both[1], both[2]] if both and int(both[2]) - int(both[1]) == _NEXT_DOOR else [number]


def _cut_postcode(text: str, match: re.Match[str], gazetteer: Gazetteer) -> bool:
    """Tell whether a number is a postcode that lost its first digit: `Veldstraat, 100 Sint-Niklaas` from 9100."""
    if match["label"] or not re.fullmatch(r"\d{3}", match["number"]) or not re.match(r" [A-Z]", text[match.end() :]):
        return False
    after = text[match.end() + 1 : match.end() + 60]
    towns = {town.nis for town in meanings(gazetteer, after[: place_prefix(gazetteer, after)[0]])}
    near = {town.nis for digit in "123456789" for town in gazetteer.by_postcode(digit + match["number"])}
    return bool(towns & near)


def _tidy(number: str) -> str:
    text = re.sub(r"\s*([\-–/])\s*", r"\1", number.strip()).replace("–", "-")
    text = re.sub(r"(\d)\s+(?=[A-Za-z])", r"\1", text)
    text = re.sub(r"(?<=\d)[oO]$", "0", text)  # no house has an O after its number: the sign is a nought
    return re.sub(r"(\d)([a-z])(?![a-z])", lambda match: match[1] + match[2].upper(), text)


def _locality(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[str | None, str | None, int, int]:
    before, after = _place_before(text, start, gazetteer), _AFTER.match(text, end)
    if after and not (before and "\n" in after[0] and not after["postcode"]):
        length, names = place_prefix(gazetteer, text[after.end() : after.end() + 60])
        label = "\n" in after[0] and text.startswith((" :", ":"), after.end() + length)  # `Werken :` is a village too
        glued = label or (after.end() == end and length)
        if names and not glued and (after["postcode"] or "\n\n" not in after[0]):
            printed = text[after.end() : after.end() + length]
            return after["postcode"], printed.strip(" ."), after.end() + length, start
        if after["postcode"] and gazetteer.by_postcode(after["postcode"]):
            return after["postcode"], None, after.end("postcode"), start
    if before:
        return before[0], before[1], end, before[2]
    return None, None, end, start


def _place_before(text: str, start: int, gazetteer: Gazetteer) -> tuple[str | None, str, int] | None:
    """Return postcode, name and offset of the locality right before a street: `Mechelen, Bleekstraat`."""
    left = max(0, start - 60)
    before = _BEFORE.search(text[left:start])
    words = before["name"].split(" ") if before else []
    for skip in range(len(words)):
        name = " ".join(words[skip:])
        if before and place(gazetteer, name):
            at = left + before.start("name") + len(" ".join(words[:skip])) + (1 if skip else 0)
            return (before["postcode"] if not skip else None), name, at
    return None


@dataclass(frozen=True)
class Addresses:
    """Finds addresses; role `site` for the site, else whose address it is, empty when the place does not tell."""

    name: str = "addresses"
    version: int = 16

    def find(self, page: Page) -> Iterable[Finding]:
        """Return all addresses of a page with their role."""
        text = page.flow.text
        starts = tuple(
            segment.start for segment in page.segments if segment.role in {"site", "matter", "applicant_address"}
        )
        corners = tuple(find_corners(text, page.gazetteer))
        named = {span[0] for corner in corners if corner.told for span in (corner.first, corner.second)}
        found = find_addresses(text, page.gazetteer, (*starts, *other_names(text)), corners)
        for match, first in paired(text, found):
            role, score = address_role(page, first or match)
            if match.street_start in named and not match.address.number:
                role, score = "site", _ON_A_CORNER  # nobody lives on a corner without a number
            score *= 1.0 if match.known else 0.8
            score *= 1.0 if match.address.number else 0.8
            yield page.finding("addresses", match.address, score=score, role=role, span=(match.start, match.end),
                               extractor=f"{self.name} {self.version}")  # fmt: skip

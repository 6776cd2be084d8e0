"""Dossier numbers: the dossier's own, those of other authorities, and those it only mentions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stdnum.be import iban, nn, vat

from extractors.anchors import Segment
from extractors.dates import find_dates
from extractors.number_words import below_a_stamp, owner
from extractors.numbers import NumberMatch, Shape, find_numbers
from extractors.page import Page
from extractors.planning_numbers import (
    OTHER_ADVISERS,
    PLANNING,
    alone,
    below_the_office,
    beside_yours,
    built_on_nis,
    no_number,
    of_a_sender,
    of_a_service,
    of_an_appeal,
    of_the_addressee,
    second,
    unread,
)
from extractors.signs import plain
from schemas.findings import Finding
from schemas.values import Reference
from schemas.words import ReferenceKind

_HISTORY = re.compile(
    r"\b(?:reeds|eerder|vroeger|voorgeschiedenis|historiek|voorgaande|vergunning(?:en)? (?:werd|verleend|afgegeven|"
    r"dd|van)|werd[a-z\s]{0,60}"
    r"(?:verleend|vergund|afgegeven|geweigerd)|vergund op|herinner\w*\s+aan|toelating verleend|"
    r"bij besluit van|(?<!schreven )(?<!boekt )(?<!kend )onder nr|antecedent|"
    r"vorige(?!\s+(?:bijeenkomst|zitting|vergadering|brie[fv]|schrijven)))\b"
)
_HEADINGS = re.compile(
    r"^\W*(?:\d[.)]\s*)?(?:(?P<history>(?:relevante\s+)?(?:voorgeschiedenis|historiek|antecedenten)|(?:verwijzing\s+)?(?:vorige|eerdere|"
    r"vroegere|voorgaande)\s+(?:bouw)?vergunning\w*)|datum\b|handtekening|beslissing|openbaar onderzoek|adviezen|"
    r"beoordeling|artikel|besluit|"
    r"voorwerp|toepasselijke|ligging|kadastrale|gegevens|dossiernummer|gemeentelijk|projectnummer|toetsing|"
    r"argumentatie|juridisch\w*|conclusie)\b",
    re.MULTILINE,
)
_FOREIGN = re.compile(
    r"(?:factuur|rekening|ereloon\w*|ereloonnota|verslag|proces-?verbaal|p\.?v\.?|verzekering|polis|bestek|offerte|"
    r"giro|p\.?c\.?r|"
    r"orde van architecten|register van de|fax|tel|telefoon|gsm|schaal|blad|plan|artikel|art|decreet|wet|staatsblad|"
    r"repertorium|"
    r"epb|volume|oppervlakte|klantnummer|btw|kbo|h\.?r\.?|handelsregister|huisnummer|lot|kavel|zegel|"
    r"kwitantie)\W*(?:nr|n°|nummer|no)?\W*$"
)
_HEAD = 500  # characters within which a number at the start of a line may head the page


@dataclass(frozen=True)
class References:
    """Finds dossier numbers; roles are `own`, `bare` (a number without a year), `loose`, `history` and `unread`.

    A loose number has the shape and the year of a dossier number, but no word says so: only other pages can. An unread
    one is announced by a label, but no grammar reads it.
    """

    name: str = "references"
    version: int = 15

    def find(self, page: Page) -> Iterable[Finding]:
        """Return the numbers that a label or their own shape makes a dossier number."""
        text = page.flow.text
        dates = bytearray(len(text))
        numbers = tuple(find_numbers(text))
        for date in find_dates(text):
            within = any(match.start < date.start and date.end <= match.end for match in numbers)
            if date.sure or not within:  # `B.S. 06` in `8148 B.S. 06` is no day of 1906
                dates[date.start : date.end] = b"\1" * (date.end - date.start)
        for other in page.town.find_numbers(text) if page.town else ():
            if other.pattern.use == "ignore":  # the town says that these are no numbers of dossiers
                dates[other.start : other.end] = b"\1" * (other.end - other.start)
        for match in numbers:
            if any(dates[match.start : match.end]) or _personal(text, match) or no_number(page, match):
                continue
            segment = _labelled(page, match)
            score, role = self._judge(page, match, segment)
            if score:
                kind = _kind(page, match, segment)
                value = Reference(kind=kind, value=match.value, raw=match.raw)
                if role == "own" and kind != "stedenbouw" and _out_of_time(match, page.years):
                    score *= 0.6
                yield page.finding("references", value, score=score, role=role, span=(match.start, match.end),
                                   extractor=f"{self.name} {self.version}")  # fmt: skip
        for start, end in unread(page, ((match.start, match.end) for match in numbers)):
            value = Reference(kind="stedenbouw", value=text[start:end], raw=text[start:end])
            yield page.finding("references", value, score=0.1, role="unread", span=(start, end),
                               extractor=f"{self.name} {self.version}")  # fmt: skip

    def _judge(self, page: Page, match: NumberMatch, segment: Segment | None) -> tuple[float, str]:
        text = plain(page.flow.text)
        before = text[max(0, match.start - 140) : match.start]
        whose, announced = owner(text, match.start)
        if whose == "foreign" or (_FOREIGN.search(before[-40:]) and whose not in {"own", "stedenbouw"}):
            return 0.0, ""
        if match.shape == "bare" and (_ONLY_A_YEAR.fullmatch(match.raw) or _COUNTS.match(text, match.end)):
            return 0.0, ""
        loose = match.shape in {"short", "bare", "suffix", "composed"}
        if in_history(text, match.start) and (not loose or match.shape == "composed") and match.shape != "rohm":
            return 0.6, "history"
        if whose == "history" or _of_another_permit(text, match) or _decided_before(text, match):
            return (0.6, "history") if not loose else (0.0, "")
        sentence = re.split(r"[.;:]\s|\n\n", before)[-1]
        if _HISTORY.search(sentence) or (
            not segment and _HISTORY.search(before.rsplit("betreft", 1)[-1].rsplit("nr.", 2)[0])
        ):
            return (0.6, "history") if not loose else (0.0, "")
        if match.shape in {"omv", "rohm"}:
            return 0.95, "own"
        if below_the_office(page, match) or (built_on_nis(page, match) and alone(page, match)):
            return 0.8, "own"
        if segment is not None or (whose in {"own", "stedenbouw"} and (announced or not loose)):
            score = _LABELLED.get(match.shape, 0.95) * (1.0 if segment is not None or announced else 0.8)
            score *= 0.5 if _O_OR_NOUGHT.search(match.raw) or _NO_NIS.match(match.raw) else 1.0
            if match.shape in {"short", "composed", "bare"} and _year_told(match, page.years):
                score = min(0.9, score + 0.15)
            if second(segment):
                score = max(score, 0.9)
            return score, "bare" if match.shape == "bare" else "own"
        if match.shape == "in_year":
            return (0.75, "own") if "\n" not in match.raw else (0.0, "")
        return self._unlabelled(page, match, announced=announced)

    def _unlabelled(self, page: Page, match: NumberMatch, *, announced: bool) -> tuple[float, str]:
        text = plain(page.flow.text)
        in_full = match.shape == "letters_in" and match.year is not None
        if announced and (in_full or match.shape in {"year_first", "of_year", "in_year", "year_last", "antwerp"}):
            return 0.4, "own"
        if match.shape == "year_first" and match.start < _HEAD and page.type in {"kaft", "besluit", "weigering"}:
            start, end = page.flow.line_of(match.start)
            if start == match.start and "vergunning" in text[match.end : end]:
                return 0.55, "own"
        if _behind_a_sign(page, match):
            return 0.6, "own"
        if match.shape == "bare":
            return (0.4, "bare") if _heads(page, match, announced=announced) else (0.0, "")
        return (0.4, "loose") if _stands_out(page, match) and _year_told(match, page.years) else (0.0, "")


_PARTED: frozenset[Shape] = frozenset(
    {"year_first", "year_last", "letter_year", "letters_in", "antwerp", "composed", "suffix", "short"}
)


def _behind_a_sign(page: Page, match: NumberMatch) -> bool:
    """Tell whether a number in parts begins a row behind `N°` and nothing else: `N° V-616`."""
    start, _ = page.flow.cell_of(match.start)
    before = plain(page.flow.text[start : match.start])
    return match.shape in _PARTED and re.fullmatch(r"\W*n[r°o]?\.?[°.: ]*", before) is not None


def _heads(page: Page, match: NumberMatch, *, announced: bool) -> bool:
    """Tell whether a bare number has a cell to itself on a cover, at the head of a decision, below a day of receipt."""
    start, end = page.flow.cell_of(match.start)
    before, after = page.flow.text[start : match.start], page.flow.text[match.end : end]
    if re.search(r"\w{3}", before) or after.strip(" .:-"):
        return False
    if page.type == "kaft":
        return len(match.raw) > 1 and (announced or start < _HEAD / 2)
    first = page.flow.line_of(match.start)[0] == start
    if announced and first and page.type == "aanvraag":
        return below_a_stamp(plain(page.flow.text[:start]))
    return announced and first and match.start < _HEAD and page.type in {"besluit", "weigering"}


def _stands_out(page: Page, match: NumberMatch) -> bool:
    """Tell whether a number in parts stands at the head of a page or alone in its cell, with no word that owns it."""
    if match.shape not in _PARTED:
        return False
    start, end = page.flow.cell_of(match.start)
    before = page.flow.text[start : match.start]
    alone = not re.search(r"[^\W\d_]{3}", before + page.flow.text[match.end : end])
    dated = re.search(r"[a-z],\s*$", before) is not None  # `Leest, 9/M/1942` is a place and a day
    return alone or (match.start < _HEAD / 2 and not dated)


_O_OR_NOUGHT = re.compile(r"[/\-][A-Z]?0(?:$|(?<=[A-Z]0)[/\-])")
"""`467/0`, `7105/7/B0`: no year and no serial is nought; the letter O was read as one."""
_NO_NIS = re.compile(r"[58]\.00/(?![1-47]\d{4}/)")
"""The number of the planning authority with no municipality in it: a figure was misread."""
_COUNTS = re.compile(r"[ ]+(?!(?:van|voor|werd|wordt|over|inzake|betreffende|dossier)\b)[a-z]{4,}")
"""A number before a noun counts something: `verkaveling in 3 percelen`."""
_ONLY_A_YEAR = re.compile(r"18[3-9]\d|19\d\d|20[0-3]\d")
_LABELLED = {"short": 0.7, "bare": 0.5, "suffix": 0.85, "composed": 0.8}
_DECIDED_SINCE = re.compile(
    r"[\s,(]*(?:die\s+)?(?:niet\s+vervallen|behoorlijk|(?:werd\s+|is\s+)?(?:goedgekeurd|vergund|verleend|afgegeven)|"
    r"(?:d\.?d|van)\b[.\s]*\d)"
)


_REASON = re.compile(r"\b(?:gezien|gelet|overwegende|aangezien|herinner\w*|verwijz\w*)\b")
_WHICH_WAS = re.compile(
    r"\s+(?:reeds|al|eerder|vroeger)\s+(?:(?:een|de)\s+)?(?:\w+\s+)?(?:\w*vergunning|\w*toelating)\s+(?:werd|is|was)\b|"
    r"[\s,(]*(?:die|dat|welke|waarover|waarvoor|waarmee|waarbij|waarin)\b(?:[^.;]|(?<=\d)\.(?=\d)){0,90}?"
    r"\b(?:verleend|verleende|vergund|beslist|afgegeven|afgeleverd|geweigerd|toegestaan|toegekend|goedgekeurd)\b|"
    r"\s+(?:van|dd\.?)\s[^;]{4,30}?\bvervallen\b"
)


def _of_another_permit(folded: str, match: NumberMatch) -> bool:
    """Tell whether the number is that of a subdivision around the site: `verkaveling nr. 66/12, goedgekeurd op`."""
    before = folded[max(0, match.start - 60) : match.start]
    return bool(re.search(r"verkaveling\w*[^;]{0,30}$", before) and _DECIDED_SINCE.match(folded, match.end))


def _decided_before(folded: str, match: NumberMatch) -> bool:
    """Tell whether a reason names a permit of before: `Gezien de vergunning 71/213 die op 4.8.1971 werd verleend`."""
    sentence = re.split(r"[.;:]\s|\n\n", folded[max(0, match.start - 140) : match.start])[-1]
    return bool(_REASON.search(sentence) and _WHICH_WAS.match(folded, match.end))


def _year_told(match: NumberMatch, years: tuple[int, int] | None) -> bool:
    """Tell whether a part of a number is the year of the dossier in two or four digits, or begins with it in full."""
    if years is None:
        return False
    near = {str(year)[-size:] for year in range(years[0] - 1, years[1] + 1) for size in (2, 4)}
    parts = set(re.findall(r"\d+", match.raw))
    return bool(near & (parts | {part[:4] for part in parts if len(part) in {7, 8, 9}}))


def in_history(folded: str, at: int) -> bool:
    """Tell whether a place lies in the section that lists earlier permits."""
    headings = list(_HEADINGS.finditer(folded, 0, at))
    return bool(headings) and bool(headings[-1]["history"])


def _out_of_time(match: NumberMatch, years: tuple[int, int] | None) -> bool:
    """Tell whether the year in a number is none of the dossier's: one of the two was misread, or it is another's."""
    if match.year is None or years is None:
        return False
    return not any(str(year).endswith(str(match.year)) for year in range(years[0] - 3, years[1] + 3))


def _labelled(page: Page, match: NumberMatch) -> Segment | None:
    for segment in page.segments:
        if segment.role in {"reference", "stedenbouw"} and segment.start <= match.start < segment.end:
            between = page.flow.text[segment.start : match.start]
            if len(between) <= 12 and not re.search(r"[;,]|\d{3}", between):
                return segment
    return None


def _kind(page: Page, match: NumberMatch, segment: Segment | None) -> ReferenceKind:
    if match.shape == "omv":
        return "omv"
    text = plain(page.flow.text)
    whose = owner(text, match.start)[0]
    if match.shape == "rohm" or (segment is not None and segment.role == "stedenbouw" and whose != "own"):
        return "stedenbouw"
    if below_the_office(page, match) or built_on_nis(page, match) or of_the_addressee(page, segment):
        return "stedenbouw"
    if (
        page.type == "advies"
        and (of_a_service(page, match, segment) or beside_yours(page, match, segment))
        and not OTHER_ADVISERS.search(text)
    ):
        return "stedenbouw"
    if of_an_appeal(page, match, segment) or of_a_sender(page, match, segment):
        return "other"
    if whose == "stedenbouw":
        return "stedenbouw"
    if re.fullmatch(r"20[12]\d{7}", match.raw) and re.search(
        r"omv|omgevings", text[max(0, match.start - 40) : match.start]
    ):
        return "omv"
    ours = segment is not None and segment.phrase.startswith(("ons", "onze", "kenm", "referte"))
    if page.type == "advies" and ours:
        return "stedenbouw" if PLANNING.search(text) or not OTHER_ADVISERS.search(text) else "other"
    if re.match(r"VK?\d|VK?[/ \-]", match.raw) or (
        "verkaveling" in text[: match.start][-400:] and match.shape == "short"
    ):
        return "verkaveling"
    return "municipal"


def _personal(text: str, match: NumberMatch) -> bool:
    around = text[max(0, match.start - 8) : match.end + 12]
    for run in re.findall(r"[\dBE][\d.\- /]{8,24}\d", around):
        digits = re.sub(r"\D", "", run)
        if (len(digits) == 11 and nn.is_valid(digits)) or (len(digits) in {9, 10} and vat.is_valid(digits)):
            return True
        if len(digits) >= 14 and iban.is_valid(re.sub(r"\s", "", run)):
            return True
    return False

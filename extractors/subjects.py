"""What the permit is for: the works, as a label or a set phrase announces them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.anchors import Segment
from extractors.page import Page
from extractors.signs import plain
from extractors.works import DEED, LONGEST, WORKS, clean_subject, is_works
from schemas.findings import Finding
from schemas.pages import Box

_WITHIN = {"betreffende", "inzake"}
"""Words that announce a subject, but stand within one too."""
_ARTICLE_LAST = re.compile(r"\b(?:de|den|het|een|eene|van|der|langs|naar)\s*$", re.IGNORECASE)
_UNFINISHED = re.compile(
    r"\b(?:de|den|der|het|een|eene|eener|ener|van|met|en|in|twee|drie|vier|vijf|zes|zeven|acht)\W*$", re.IGNORECASE
)
"""Words with which no name of works ends: the next line or cell goes on."""
_LABEL_GOES_ON = re.compile(r"\b(?:te|of|en|van|de|den|der|het|op|tot)\s*$", re.IGNORECASE)
"""A label that breaks off at the end of its row: `Aard der op te richten of te`."""
_RECITES = re.compile(r"\W*(?:gezien|gelet|overwegende?|aangezien|gelezen|gehoord|kennis)\b", re.IGNORECASE)
_FOR = re.compile(
    r"(?:vergunning|toelating|verleend|afgegeven|aanvraag)\W+(?:\w+\W+){0,2}(?:voor|tot)\s+$", re.IGNORECASE
)
_ASKING = re.compile(
    r"v[o0][un]d\b|^te\s+bouwen\b|\bte\s+willen\b|^(?:het\s+|tot\s+)*bouwen\s+(?:[-–—]|(?-i:De)\b)|"
    r"\bte (?:verle|bekomen|vragen|krijgen|weigeren)|\b(?:\w*college|besluit\w*|machtiging|toelating|schepenen|"
    r"advies)\b|^\w*(?:vergunning|toelating|machtiging)\b|\b(?:toegestaan|toegekend|verleend|geweigerd|ingewilligd|vergunnen|afgeleverd|afgegeven)\b",
    re.IGNORECASE,
)
"""Words about the permit, not about the works."""
_UNDER_TITLE = re.compile(
    r"^\W*(?:\w+ ){0,2}\w*(?:vergunning|melding|attest|toelating)\s*:\s*(?P<works>[^\n]{8,150})$", re.MULTILINE
)
"""`stedenbouwkundige vergunning: bouwen van een garage` below the heading of a decision."""
_TOP = 900
"""Characters from the top of a page in which a heading stands."""
_TO_DO = re.compile(
    rf"\b(?:om|ten\s?einde|bedoeling|toelating|machtiging|vergunning|worden|wenst|vraagt|ik|wij)\s+(?P<works>(?:een|eene|den|de|het|zijn|haar|"
    rf"twee|drie|vier|\d{{1,2}})\s[^.;:]{{4,90}}?\s(?:te\s+(?:{DEED})|op\s+te\s+(?:richten|trekken|bouwen)|aan\s+te\s+(?:brengen|leggen|"
    rf"bouwen)|af\s+te\s+breken|uit\s+te\s+breiden|neer\s+te\s+halen|in\s+te\s+richten|om\s+te\s+vormen)"
    r"(?:\s+(?:langs|tegen|naast|achter|rond|tuss(?:ch)?en)\s+(?:de|den|het|een|zijne?n?|haar)\s+(?-i:[a-z]{3,}(?:\s[a-z]{3,})?)"
    r"(?=\s*(?:[,.;]|\n|$|gelegen\b|te\s)))?)(?!\w)",
    re.IGNORECASE,
)
"""Works with their verb last: `om een winkelhuis op te richten`."""
_PERMIT_ALONE = re.compile(
    r"\W*(?:(?:het|de|den|een|eene|tot|van|om|voor|aanvra\w+|verzoek|bekomen|verkrijgen|afleveren|(?:steden?|ge)\w+(?:ige|e))\W+)*"
    r"[a-z\-]*(?:vergunning|toelating|machtiging|melding|attest)(?:en)?\W*",
    re.IGNORECASE,
)
"""A permit by its name: `een regularisatievergunning` tells no works."""
_ASKED_FOR = re.compile(
    r"\b(?:vraa?g\w*|verzoekt?|verzoeken|strekkende?|gemachtigd|wenst?|machtiging|toelating|vergunning)\b"
)
_A_THING = re.compile(
    r"(?:het|de|den|een|eene|eenen|zijn|zijne|zijnen|haar|hare|twee|drie|vier|\d{1,2})\s(?:[^\W\d_]+\s?){2,12}$"
)
_FELLED_TOO = re.compile(r"(?:het\s+)?vellen\s+van\s+bomen", re.IGNORECASE)
_RUNNING = {"besluit", "weigering", "bericht", "advies", "nota"}
_ELSEWHERE = {"clause", "parcels", "other", "official"}


_DEED = (
    r"(?:(?:ver|her|op|aan|uit)?bouwen|verander\w+|op(?:te)?richten|slo+pen|afbreken|wijzigen|herstellen|vergro+ten)"
)
_DEEDS_ALONE = re.compile(rf"{_DEED}(?:(?:,| of|, of| en| \/)\s+{_DEED})+")
"""What a printed form is for, with nothing that is built: `Aanvraag tot bouwen, herbouwen of veranderen`."""
_PART_OF_A_HEADING = re.compile(r"(?:\s[-–]\s+|,\s+|\n\W{0,3})\Z")
"""What parts works from who asks and where: `Betreft : Claes Jan - Kerkstraat 12 - bouwen van een garage`."""


@dataclass(frozen=True)
class Subjects:
    """Finds the subject; role `label`, `formula` or `text`."""

    name: str = "subjects"
    version: int = 16

    def find(self, page: Page) -> Iterable[Finding]:
        """Return labelled subjects, those after a formula, and works named in a title block or letter."""
        text = page.flow.text
        spans: list[tuple[int, int]] = []
        for segment in page.segments:
            if segment.role not in {"subject", "matter"}:
                continue
            start, end = self._announced(page, segment)
            value = clean_subject(
                own_column(own_lines(page, segment, start, end)) if segment.label else text[start:end]
            )
            if (
                len(value) >= 8
                and not _of_the_permit(value)
                and not _asked_beside(page, segment, value)
                and (
                    is_works(value) or (segment.role == "subject" and _plausible(value) and _said_to_be(segment, value))
                )
            ):
                spans.append((start, end))
                score = (0.9 if segment.label else 0.8) if is_works(value) else 0.5
                yield self._finding(page, value, start, end, score, "label" if segment.label else "formula")
        if page.type in {"besluit", "weigering", "aanvraag", "brief"}:
            for match in _TO_DO.finditer(text):
                value = re.sub(r"\s+", " ", match["works"])
                if not _of_the_permit(value) and not any(left <= match.start("works") < right for left, right in spans):
                    spans.append(match.span("works"))
                    yield self._finding(page, value, *match.span("works"), 0.7, "formula")
        if page.type in {"besluit", "weigering", "brief"}:
            headed = (match for match in _UNDER_TITLE.finditer(text) if match.start() <= _TOP)
            for match in headed:  # what a heading announces may end below the top
                value = clean_subject(match["works"])
                if is_works(value) and not _of_the_permit(value):
                    spans.append(match.span("works"))
                    yield self._finding(page, value, *match.span("works"), 0.75, "formula")
        for match in WORKS.finditer(text):
            if not any(left <= match.start() < right for left, right in spans):
                yield from self._unannounced(page, match)

    def _unannounced(self, page: Page, match: re.Match[str]) -> Iterator[Finding]:
        """Works that no label announces: in a title block, on a cover, after `vergunning voor`."""
        text = page.flow.text
        block = text[match.start() : match.start() + LONGEST]
        if page.type in {"plan", "kaft"}:
            block = _title_block(block)
        value = clean_subject(block)
        role = page.role_at(match.start())
        wanted = page.type in {"plan", "brief", "kaft", "aanvraag", "statistiek"} and role not in _ELSEWHERE
        wanted = wanted or bool(page.type in _RUNNING and _FOR.search(text[: match.start()][-80:]))
        whole_line = page.type == "kaft" and match.start() - page.flow.line_of(match.start())[0] <= 1
        asked = re.search(r"\b(?:om|ten\s?einde)\s+\w{0,3}$", text[max(0, match.start() - 14) : match.start() + 3])
        wanted = wanted or bool(asked and page.type in _RUNNING)
        part = (
            role in {"matter", "subject"}
            and _PART_OF_A_HEADING.search(text[max(0, match.start() - 6) : match.start()]) is not None
        )
        told = part or whole_line or asked or re.match(r"(?:het|de)\s", value, re.IGNORECASE)
        if (wanted or part) and told and 14 <= len(value) < LONGEST and not _of_the_permit(value):
            yield self._finding(page, value, match.start(), match.start() + len(block), 0.55, "text")

    def _announced(self, page: Page, segment: Segment) -> tuple[int, int]:
        text = page.flow.text
        start, end = segment.start, segment.end
        for following in page.segments:  # words that begin another stretch elsewhere go on with the works here
            if segment.label and following.anchor == end and _goes_on(text[start:end], text[end:], following):
                end = following.end
        if segment.label:
            block = _title_block(text[start:end])
            return start, start + len(block)
        return start, min(end + (60 if end == segment.start else 0), len(text))

    def _finding(self, page: Page, value: str, start: int, end: int, score: float, role: str) -> Finding:
        block = re.sub(r"\s+", " ", page.flow.text[start:end])
        # the evidence is the value itself, not all that follows the label
        words, at = value.split(), start
        if value in block:
            pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
            exact = pattern.search(page.flow.text, start)
            if exact:
                at, end = exact.span()
        return page.finding(
            "subject", value, score=score, role=role, span=(at, end), extractor=f"{self.name} {self.version}"
        )


def _goes_on(said: str, rest: str, following: Segment) -> bool:
    """Tell whether what could begin another stretch goes on with the works: `langs de`, below it `straat`."""
    line = rest.split("\n", maxsplit=1)[0]
    if _cut_short(said.rstrip("\n"), line):
        return True
    word = rest[: following.start - following.anchor + 1]
    if not word[:1].islower() or "\t" in said[-2:] or re.search(r"[:\t]", word):
        return False
    if following.phrase in _WITHIN:
        return is_works(said)
    return following.label and _ARTICLE_LAST.search(said) is not None


def _cut_short(above: str, line: str) -> bool:
    """Tell whether works in capitals go on in the next line, also in capitals: `IN TWEE`, below it `BOUWPLAATSEN`."""
    capitals = above.isupper() and line.isupper() and not re.search("[:\t]", line)
    return capitals and _UNFINISHED.search(above) is not None


def own_column(block: str) -> str:
    """Return the works without the text of a decision that is printed beside them in a column of its own."""
    cells = [line.split("\t", maxsplit=1) for line in block.split("\n")]
    if len(cells[0]) < 2 or not _RECITES.match(cells[0][1]):
        return block
    below = cells[1][0] if len(cells) > 1 and len(cells[1]) > 1 and _UNFINISHED.search(cells[0][0]) else ""
    return f"{cells[0][0]} {below}"


def own_lines(page: Page, segment: Segment, start: int, end: int) -> str:
    """Return the lines of works behind a label, without those that lie outside both columns or go on with the label.

    The names of rooms in a drawing lie left of the title block; `veranderen gebouwen` below `Aard der op te richten of
    te` lies under the label. Nothing is left when works break off where such a line stood.
    """
    first, *below = page.flow.text[start:end].split("\n")
    works = WORKS.search(first)
    label, said = (_first_box(page, at) for at in (segment.anchor, start + (works.start() if works else 0)))
    if label is None or said is None or min(label.bottom, said.bottom) <= max(label.top, said.top):
        return page.flow.text[start:end]
    height, at = label.bottom - label.top, start + len(first) + 1
    wraps = works is not None and _LABEL_GOES_ON.search(first[: works.start()]) and not _UNFINISHED.search(first)
    kept, dropped = [first], False
    for line in below:
        box = _first_box(page, at)
        outside = page.type == "plan" and box is not None and box.left < label.left - height and said.left > label.left
        under = box is not None and wraps and abs(box.left - label.left) < height < said.left - label.left - height
        dropped = dropped or outside
        kept += [] if outside or under else [line]
        at += len(line) + 1
    told = "\n".join(kept)
    return "" if dropped and _UNFINISHED.search(told.rstrip()) else told


def _first_box(page: Page, at: int) -> Box | None:
    return next(iter(page.flow.boxes(at, at + 1)), None)


def _title_block(block: str) -> str:
    lines = block.split("\n")
    kept = [lines[0]]
    for line in lines[1:3]:
        if not line[:1].islower() and not _cut_short(kept[-1], line):
            break
        kept.append(line)
    return "\n".join(kept)


def _said_to_be(segment: Segment, value: str) -> bool:
    """Tell whether a label, or words of asking, leave no doubt that what follows are the works, whatever they are."""
    return segment.label or bool(_ASKED_FOR.search(segment.phrase) and _A_THING.match(value))


def _asked_beside(page: Page, segment: Segment, value: str) -> bool:
    """Tell whether a form says of trees only that they are felled too: `de aanvraag omvat het vellen van bomen`."""
    return page.type == "aanvraag" and not segment.label and _FELLED_TOO.fullmatch(value) is not None


def _of_the_permit(value: str) -> bool:
    """Tell whether a text is about the permit, not about the works."""
    return bool(_ASKING.search(value) or _PERMIT_ALONE.fullmatch(value) or _DEEDS_ALONE.fullmatch(plain(value)))


def _plausible(value: str) -> bool:
    letters = sum(sign.isalpha() or sign == " " for sign in value)
    enough = len(value.split()) >= 3 or value[:1].islower()
    return letters >= 0.85 * len(value) and enough and plain(value) not in {"bouwheer", "architect"}

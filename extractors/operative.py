"""Where the operative part of a decision begins: BESLUIT, BESLIST or Artikel 1, and the titles above it."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from extractors.cues import words as vocabulary
from extractors.patterns import either, listed
from extractors.signs import plain

_DECIDES = vocabulary(
    "besluit besluiten beslist beslissen besloten beslissing beschikt beschikken beschikking beveelt verordent "
    "verordend arresteert bepaalt oordeelt uitspraak dispositief eindbeslissing arrete arretent decide decident ordonne"
)
_AROUND = vocabulary(
    "het de een en van met na op voor schepencollege college burgemeester schepenen heeft hebben als volgt volgende "
    "eenparig eenparige eenparigheid algemene algemeenheid stemmen stem beraadslaging beraad verdaging stemming "
    "geheime dienvolgens derhalve bijgevolg aldus mitsdien hierna deze dit besluit collectief unaniem le la les des "
    "bourgmestre echevins ce qui suit a l unanimite gemeente stad ons wij om redenen gronden enig eensluidend"
)
_SPACED = re.compile(r"(?<!\w)(?:\w ){4,}\w(?!\w)")
"""`B E S L I S T`."""
_LINE = 80
_ARTICLE = re.compile(
    r"^\W{0,3}(?:enig\s+art(?:ikel)?|art(?:ikel|icle|\.)?\s*(?:1|i|l|één|een|eerste)\s?(?:er|ste|°)?)(?!\w)",
    re.IGNORECASE,
)
_IN_CAPITALS = listed(
    r"BESLUIT BESLIST BESCHIKT ARR[EÊ]TE VERORDENT BEVEELT BESLOTEN BESLISSING UITSPRAAK "
    r"(?:BESCHIKKEND\s+|BESLISSEND\s+)GEDEELTE DISPOSITIEF"
)
_INLINE = either(
    rf"^\W{{0,3}}(?-i:{_IN_CAPITALS})(?![\s:]*(?:VAN|TOT|HOUDENDE|NR|MET\s+BETREKKING)\b)(?!\w)",
    r"(?<!\w)(?:b\s?e\s?s\s?l\s?u\s?i\s?t|b\s?e\s?s\s?l\s?i\s?s\s?t|b\s?e\s?s\s?c\s?h\s?i\s?k\s?t)\s*:",
    r"(?<=[.;:]\s)(?:enig\s+artikel|artikel\s+(?:1|een|één|eerste))\s*[.:\-–—]",
    r"^\W{0,3}(?:besluit|beslist|beschikt)\s+(?:eenparig|unaniem|met\s+(?:eenparig|algemene|meerderheid))",
    r"(?:^\W{0,3}|(?<=;\s))na\s+(?:\w+\s+)?beraad(?:slaging)?\b(?!\W{0,4}(?:besl|besch|verord|arr))",
    r"^\W{0,3}(?:om\s+(?:deze|die)\s+redenen|op\s+(?:deze|die)\s+gronden|bijgevolg|derhalve|dienvolgens|mitsdien)\b",
    flags=re.IGNORECASE | re.MULTILINE,
)
"""Words of deciding that need no line of their own; in capitals they are a heading, unless of the title of a law."""
_REASONS = listed(
    r"gelet gezien overwegende? aangezien herzien kennis\s+genomen in\s+acht vu attendu considerant nagezien gehoord "
    r"geleet"
)
_RECITAL = re.compile(rf"^\W{{0,4}}(?:{_REASONS})\b", re.MULTILINE)
_ANSWERS = (
    r"(?:de|het)\s+(?:gevraagde\s+)?(?:\w*vra(?:ag|ge)|verzoek|\w*(?:vergunning|toelating|machtiging))\b"
    r"[^\n;]{0,60}\b(?:wordt|werd|is)\b"
)
"""A sentence that answers a request, right behind the last recital, whose `;` may have been read as `:`."""
_SECOND = re.compile(r"\b(?:artikel|article|art\.?)\s*(?:2|ii|twee)\b")
_EARLY = 0.12
"""The share of a page in which `BESLUIT` is a title."""


def operative_part(text: str) -> tuple[int, bool] | None:
    """Return where the operative part begins, and whether a heading says so; None when the page has none.

    Of several headings the one counts after which no reasons are given any more: `besluit van 3 maart` in a title and
    the name of a law are none. Without a heading the text after the last recital is taken.
    """
    folded = plain(text)
    recitals = [match.start() for match in _RECITAL.finditer(folded)]
    heads = sorted(
        at
        for at in _headings(text, folded)
        if at > len(text) * _EARLY or _ARTICLE.match(folded[at : at + 40])  # a page that goes on with article 1
    )
    open_ones = [at for at in heads if not any(recital > at for recital in recitals)]
    if open_ones or heads:
        return (open_ones or heads)[0], True
    if not recitals:
        return None
    stop = re.compile(rf";\s*\n|\.\s*\n|\n\s*\n|:\s*\n(?=(?i:{_ANSWERS}))").search(text, recitals[-1])
    return (stop.end(), False) if stop else None


def _headings(text: str, folded: str) -> Iterator[int]:
    yield from (match.start() for match in _INLINE.finditer(text))
    start = 0
    for line in folded.split("\n"):
        if _ARTICLE.match(line) or (len(line) <= _LINE and _is_heading(line)):
            yield start
        start += len(line) + 1


def _is_heading(line: str) -> bool:
    line = _SPACED.sub(lambda spaced: spaced[0].replace(" ", ""), line)
    tokens = re.findall(r"[a-z]+", line)
    if 2 <= len(tokens) <= 14 and line.rstrip().endswith(":") and any(_near(tokens[-1], word) for word in _DECIDES):
        return True  # `Heeft in zijn vergadering van 11 mei 1971 besloten :`
    if not 1 <= len(tokens) <= 10 or re.search(r"\d{2}", line):
        return False
    deciding = [token for token in tokens if any(_near(token, word) for word in _DECIDES)]
    if not deciding:
        return False
    others = [token for token in tokens if token not in deciding and token not in _AROUND and len(token) > 2]
    return not others and (len(tokens) <= 3 or tokens[-1] in deciding or line.rstrip().endswith(":"))


def _near(token: str, word: str) -> bool:
    return token == word or (
        len(word) >= 7 and abs(len(token) - len(word)) <= 1 and Levenshtein.distance(token, word, score_cutoff=1) <= 1
    )


def first_article(body: str) -> str:
    """Return the operative part (plain text) up to its second article."""
    second = _SECOND.search(body)
    return body[: second.start()] if second and second.start() > 60 else body[:1500]

"""What a letter passes on: the decision of the college, to whoever asked for it and not to an office."""

import re

from extractors.handing_words import OTHERS
from extractors.patterns import any_of, either

_ALONG = any_of(
    r"hier(?:bij|mede|mee|nevens|in)",
    r"in(?:ge)?sloten",
    r"inliggend\w*",
    r"bij(?:gaand|gevoegd|geslote)\w*",
    r"(?:in|als)\s+bijlage",
    r"nevensgaand\w*",
    r"aangehecht\w*",
    r"zenden",
    r"sturen",
    r"bezorgen",
    r"overmaken",
    r"(?:te|doen|laten)\s+(?:laten\s+)?geworden",
    r"toekomen",
    r"toezenden",
    r"toegestuurd",
    r"toegezonden",
    r"te\s+vinden",
    r"vindt\s+u",
    r"ontvangt\s+u",
    r"ter\s+kennis(?:geving)?",
    r"bete+kenen(?:\s+wij)?",
    r"kennis\s+(?:te\s+)?geven",
)
_DATED_DECISION = (
    r"\b(?:\w*(?:besluit|beslissing|beschikking|beraadslaging|weigering)|(?:stede(?:n)?bouwkundig|planologisch)\s+attest|(?:bouw|sloop)?(?:vergunning|toelating|machtiging)|"
    r"uittreksel\s+uit\s+(?:de|het)\s+\w+)\b[^.;]{0,60}?"
    r"(?:\b(?:van|dd|d\.d|op|du)\b|\()\W*(?:\w+dag\s+)?(?:\d|het\s+(?:schepen)?[ck]ollege)"
)
_PASSES_ON = either(
    rf"\b{_ALONG}\b(?:[^.;]|(?<=\bd)\.d\.){{0,110}}?{_DATED_DECISION}",
    rf"{_DATED_DECISION}(?:[^;.]|(?<=\d)\.(?=\d)){{0,80}}"
    rf"\b(?:gaat|zit|vindt|wordt|worden|is|zijn|steekt|sturen|zenden|te)\b[^.;]{{0,40}}\b(?:{_ALONG})\b",
    r"\b[ck]ollege\b(?:[^;.]|\.(?=\d)){0,160}\b(?:on)?gunstig\s+"
    r"(?:heeft\s+|werd\s+)?(?:beoordeeld|beslist|onthaald|bevonden)",
    r"\b(?:beslissing|besluit)\b[^.;]{0,60}\b(?:staat|is|zijn)\b[^.;]{0,40}"
    r"\b(?:klaar|beschikbaar|te\s+raadplegen|online)\b",
)
"""What a letter says that the decision goes with: it encloses or sends a paper of the college that has a day."""
_ADDRESSED = re.compile(
    rf"(?:^|\n)\W*aan\s+(?:(?:de|den|het|mijnheer|heer|mevrouw|provinciale|bestendige|gemachtigde|leden\s+van\s+de)\s+)*"
    rf"(?:\w*[ck]ollege|gemeentebestuur|stadsbestuur|burge?me+ster|{OTHERS})\b"
)
_HEAD = 0.5


def passes_on(folded: str) -> bool:
    """Tell whether a letter (plain text) passes a dated decision on to its reader, who is no office and no adviser."""
    return _PASSES_ON.search(folded) is not None and not to_office(folded)


def to_office(folded: str) -> bool:
    """Tell whether a letter (plain text) is written to an office or an adviser, not to who asked."""
    return _ADDRESSED.search(folded[: int(_HEAD * len(folded))]) is not None

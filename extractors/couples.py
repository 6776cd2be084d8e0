"""What joins two people who ask together: `en zijn echtgenote`, `x`, and what readers make of it in a hand."""

import re

from rapidfuzz import fuzz

from extractors.patterns import either, listed

_CAPITAL = r"(?-i:[A-ZÉ])"
_RELATIVE = listed(
    "echtgeno+te? huisvrouw vrouw man partner broe(?:de)?r zus(?:ter)? zoon dochter moeder vader schoonzoon "
    "schoonmoeder schoonvader vennoot compagnon kinderen epouse époux fils fille frère soeur"
)
_KIN = rf"(?:(?:zijne?n?|hare?|diens|de|son|sa)\s+)?(?:{_RELATIVE})\s+(?=[A-ZÉ]|van\s|de\s)"
AND = either(
    rf"\s+(?:en|et|&|\+|-|–|x|e\.a\.)\s+(?:{_KIN})?",
    rf"\.?\s+x\s+(?={_CAPITAL})",
    rf"\s*/\s*(?={_CAPITAL})",
    r"\s*[&+]\s*",
    r",?\s+(?:gehuwd\s+met|echtg(?:\.|eno+te)\s+van)\s+",
    flags=re.IGNORECASE,
)
"""What joins two people."""
MISREAD_AND = re.compile(r"\s+(?:e[uvnil]{1,3}|[co][nu])\s+(?=[A-ZÉ])")
"""The `en` of a hand, misread: `Jan Callens eul Rita De Cock`."""
_KINSHIP = ("echtgenote", "echtgenoot", "huisvrouw", "broeder", "zuster", "dochter", "moeder", "vader")
_NEARLY = 75
"""Likeness from which a small word before a capital is one of kinship, misread: `broecter`, `echtgenofe`."""
_MISREAD_KIN = re.compile(r"(?P<word>[a-z]{5,12})\s+(?=[A-ZÉ])")


def behind_kin(text: str, at: int) -> int:
    """Return where a name begins behind a word of kinship that was misread."""
    kin = _MISREAD_KIN.match(text, at)
    return kin.end() if kin and any(fuzz.ratio(kin["word"], word) >= _NEARLY for word in _KINSHIP) else at

"""Demolition only: a permit for such works is not a building permit, whatever the printed title says."""

import re
from collections.abc import Iterable, Sequence

from extractors.signs import plain
from schemas.findings import Finding

_PULLS_DOWN = (
    r"(?:slo+p(?:en|ing)?|afbre(?:ken|king)|af\s*te\s*breken|afbraak|neerhalen|neer\s*te\s*halen|wegbreken|"
    r"demolition|demolir|demolissement)"
)
_FIRST = re.compile(rf"\W*(?:(?:het|de|den|tot|te|voor|om|der|la|le|a|gehele?|geheele?|volledige?)\s+)*{_PULLS_DOWN}\b")
_BUILDS = re.compile(
    r"\b(?:\w*(?<!ge)bouw(?:en|ing)?|\w*richt(?:en|ing)|(?:af|op|in|her|aan|om)?(?:leg|vorm|breid|plaats)(?:en|ing)|"
    r"(?:op|her)?trekken|vervang\w*|herstel\w*|plaats\w*|aanplant\w*|wijzig\w*|regularis\w*|vergro\w+|"
    r"uitbrei\w*|aanleg\w*|renov\w*|construi\w*|construction|reconstr\w*|batir|nieuwe?|kappen|vellen|verkavel\w*|"
    r"graven|dempen)\b"
)
"""What is built, laid or changed beside it; a `bouwvallig huis` and its `bijgebouwen` are not."""
_NAMED_ONE_YEAR = 2000
"""Year from which one `stedenbouwkundige vergunning` is for building and pulling down alike (decree of 18 May 1999)."""


def only_demolition(works: Iterable[str]) -> bool:
    """Tell whether works, as several pages name them, only pull something down.

    Half of the pages or more must say so (others may be misread), and none may name a thing to build.
    """
    said = [plain(work) for work in works]
    pulled = sum(_FIRST.match(work) is not None for work in said)
    return pulled > 0 and 2 * pulled >= len(said) and not any(_BUILDS.search(work) for work in said)


def to_demolish(permits: Sequence[Finding], works: Iterable[str], year: int | None) -> tuple[list[Finding], bool]:
    """Return the permits that papers name, and whether their works alone tell that these are for a demolition.

    A printed form for building served for pulling down too; then only what was asked tells which permit it is.
    """
    if year is None or year >= _NAMED_ONE_YEAR or not only_demolition(works):
        return list(permits), False
    meant = [
        permit.model_copy(update={"value": "sloopvergunning"}) if permit.value == "bouwvergunning" else permit
        for permit in permits
    ]
    return meant, meant != list(permits) and not any(permit.value == "sloopvergunning" for permit in permits)

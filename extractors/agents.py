"""Who asks for another: an architect, a notary or a manager who acts `namens` the one who builds."""

import re
from collections.abc import Callable, Iterator

from extractors.page import Page
from extractors.patterns import any_of, listed
from extractors.person_names import NameMatch, find_names
from extractors.signs import plain
from schemas.findings import Finding

_DRAWING = r"(?:ir\.?[\s\-]*)?(?:ar[ck]h?ite[ck]t\w*|arch\.|bouwmeester|bouwkundige|ontwerper|tekenaar)"
_TRADE = any_of(
    _DRAWING, listed(r"notaris landmeter(?:[\s\-]\w+)? zaakvoerder bestuurder pastoor ingenieur gemachtigde schepen")
)
_BEHALF = (
    r"(?:namens|in\s+naam(?:\s+en\s+voor\s+rekening)?\s+van|voor\s+rekening\s+van|in\s+opdracht\s+van|optredend\w*\s+voor|"
    r"handelend\w*\s+voor|als\s+(?:lasthebber|gevolmachtigde|gemachtigde|vertegenwoordiger)\s+van)"
)
_OF_HIS = r"(?:\s+(?:mijn|onze|zijn|haar)\s+(?:[ck]li[eë]n[tk]\w*|opdrachtge\w+|bouwheer|lastgever))?,?\s+"
_FOR_ANOTHER = re.compile(
    rf"[\s,(]*(?P<trade>{_TRADE})?[^.;:]{{0,60}}?\b(?:optredend\w*|handelend\w*|gelast)?[\s,]*{_BEHALF}{_OF_HIS}"
)
_MAKER = re.compile(rf"[ ,]*(?:be+digd\s+)?(?P<trade>{_DRAWING}|landmeter)\b")
"""What he is who made a plan, right behind his name."""
_UNDERSIGNED = re.compile(r"\bondergete+kende\s+(?:de\s+he+r\s+)?$")
_TRADE_BEFORE = re.compile(rf"\b{_DRAWING}\s+(?:de\s+he+r\s+)?$")
_ON_BEHALF = re.compile(rf"\b{_BEHALF}{_OF_HIS}")
_OBJECTS = re.compile(r"\b(?:bezwa\w+|klacht\w*|protest\w*|verzet|tussenkomst)\b")
_ABOUT = re.compile(r"\b(?:\w*aanvra\w+|\w*vergunning|toelating|machtiging|\w*bouw\w*|dossier|plannen)\b")


def asking(
    page: Page, name: str, span: tuple[int, int], *, score: float, role: str, extractor: str
) -> Iterator[Finding]:
    """Yield the one who is named as asking.

    Nobody, or an architect, when he asks for another whose name follows, or is the undersigned of a plan.
    """
    text, (start, end) = page.flow.text, span
    before, after = plain(text[max(0, start - 40) : start]), plain(text[end : end + 160])
    maker = _MAKER.match(after) if page.type == "plan" and _UNDERSIGNED.search(before) else None
    behalf = _FOR_ANOTHER.match(after)
    if behalf and not any(find_names(text[end + behalf.end() :][:140], page.gazetteer.is_name)):
        behalf = None
    told = maker or behalf
    if told is None:
        yield page.finding("applicants", name, score=score, role=role, span=span, extractor=extractor)
        return
    if _TRADE_BEFORE.search(before) or re.match(_DRAWING, told["trade"] or ""):
        yield page.finding("architect", name, score=0.88, role="formula", span=span, extractor=extractor)


def on_behalf(text: str, known: Callable[[str], bool] | None = None) -> tuple[NameMatch, ...]:
    """Return the people of whom a sentence about a permit says that somebody writes or asks for them."""
    folded = plain(text)
    found: list[NameMatch] = []
    for told in _ON_BEHALF.finditer(folded):
        names = tuple(find_names(text[told.end() : told.end() + 140], known))
        around = folded[max(0, told.start() - 120) : told.end() + 220]
        if names and _ABOUT.search(around) and not _OBJECTS.search(around):
            found += [NameMatch(told.end() + one.start, told.end() + one.end, one.name) for one in names]
    return tuple(found)

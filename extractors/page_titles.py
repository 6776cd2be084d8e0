"""What a paper calls itself: a line of its own near the top that names its kind, whatever stands below it."""

import re
from dataclasses import dataclass

from extractors.handing_words import GIVEN, SENT, TAKEN, handed
from extractors.patterns import any_of
from extractors.signs import plain
from schemas.words import PageType

_LINES = 9
"""Lines at the top among which the title stands, below letterhead, office and telephone."""
_LONGEST = 80
_SHORT = 1500
"""Letters of a paper with which one thing is attested, sent or paid."""
_OPEN: frozenset[PageType] = frozenset({"brief", "kaft", "nota", "advies", "bericht", "attest", "overig", "pv"})
"""Kinds that the title of a page may change; those of which the whole text tells are left."""
_ONLY: dict[PageType, PageType] = {"aanvraag": "pv", "bericht": "bericht"}
"""Kinds of which the words are so much their own that one title only is believed against them."""
_PERMITS = r"\w*(?:aanvragen|aanvraag|vergunningen|vergunning|toelatingen|toelating|dossiers?|werken|stukken)"


@dataclass(frozen=True, slots=True)
class Title:
    """What the title of a paper says: its `kind`, and by the rules of which kind it is `read`."""

    kind: PageType
    read: PageType
    words: re.Pattern[str]
    first: bool = True
    """Whether the first page of a dossier may be one: a card of the dossier itself is its cover."""


def _title(kind: PageType, *words: str, read: PageType | None = None, first: bool = True) -> Title:
    return Title(kind, read or kind, re.compile(rf"[^\w\n]*(?:\w{{1,4}}[.)]\s*)?{any_of(*words)}\W*"), first)


_TITLES: tuple[Title, ...] = (
    _title(
        "pv",
        r"(?:relaas|exploot|akte)\s+(?:van\s+)?(?:bete+kening|afgifte|overhandiging|kennisgeving)",
        r"proces[-\s]?verbaal\s+van\s+(?:bete+kening|afgifte|overhandiging|kennisgeving|ontvangst)",
        read="brief",
    ),
    _title(
        "overig",
        r"(?:(?:de|der|regie\s+(?:der|van)|n\.?v\.?)\s+)?(?:post|posterijen|bpost)(?:\W+(?:\w+\W+){0,5}\w*(?:zending|brief|aante+kening|afgifte|stuk|bewijs|strook))?",
        r"(?:bewijs|strook|ontvang(?:st)?bewijs|afgiftebewijs|stortingsbewijs)\s+(?:van\s+)?(?:\w+\s+){0,3}?(?:aante+kening|afgifte|aangete+kende?\s+\w+)(?:\W+aangete+kende?\s+\w+)?",
        r"(?:verzend|zend|toezend|verzending|zending|geleide|overzend)\w*(?:borderel|lijst|bon|staat)",
        r"(?:borderel|lijst)\s+(?:van|der)\s+(?:\w+\s+){0,2}?(?:verz\w+|zending\w*|uitgaande\s+\w+|stukken)",
        r"begeleidend\s+borderel",
        read="brief",
    ),
    _title(
        "overig",
        rf"(?:kaart|steekkaart|klapper|fichier|opvolg\w*|volgkaart)\s+(?:(?:van|der|voor|de|het)\s+){{0,2}}{_PERMITS}",
        rf"register\s+(?:(?:van|der|voor|de|het)\s+){{0,2}}{_PERMITS}[^\n]{{0,30}}",
        rf"(?:uittreksel|bladzijde|blad|bladz\.?|afschrift)\s+(?:uit\s+)?(?:het\s+|de\s+)?(?:\w*register|\w*boek|legger|klapper)(?:\s+(?:van|der)\s+(?:de\s+)?{_PERMITS})?",
        read="kaft",
        first=False,
    ),
    _title(
        "overig",
        r"(?:kwijtschrift|kwitantie|kwijting|kwijtbrief|betaalbewijs|betalingsbewijs|stortingsbewijs)(?:\W+n\w{0,2}\W+[\d./-]+)?",
        r"kohier\w*(?:\s+\w+){0,3}",
        r"(?:(?:kosten|ereloon|honorarium)(?:nota|staat|rekening)|staat\s+van\s+ereloon)(?:\W+(?:n\w{1,2}\W+)?[\w./-]*\d[^\n]{0,20})?",
    ),
    _title(
        "bericht",
        r"(?:bewijs|bericht|melding|bevestiging)\s+van\s+(?:goede\s+)?ontvangst(?:\s+van\s+(?:een|uw|de|het)\s+\w*(?:aanvraag|dossier|verzoek))?",
        r"ontvang?st?(?:bewijs|melding|bericht|bevestiging)(?:\s+(?:van|voor)\s+(?:een|uw|de|het)\s+\w*(?:aanvraag|dossier|verzoek))?(?:\s+nr\W.{1,14})?",
        r"(?:melding|bericht|bewijs)\s+van\s+(?:ontvankelijkheid|volledigheid)(?:\s+en\s+\w+)?",
        read="brief",
    ),
    _title(
        "attest",
        r"(?:attest|getuigschrift|certificaat|verklaring)(?:\s+(?:van|over|inzake|betreffende|op)\s+(?!bouw|verkav)[^\n]{3,40})?",
        r"(?:afhaal|afgifte|uitreikings|overhandigings)(?:bewijs|strook|bon)",
        r"bewijs\s+van\s+(?:afhaling|uitreiking|overhandiging|eigendom|aanplakking|kennisgeving|verzending|bete+kening)",
        r"bewijs\s+van\s+ontvangst\s+van\s+(?:een|het)\s+(?:afschrift|besluit|vergunning|beslissing)",
    ),
    _title(
        "bericht",
        r"(?:bericht|melding|mededeling|kennisgeving)\s+(?:van\s+)?(?:de\s+)?(?:aanvang|begin|start)"
        r"(?:\s+(?:der|van\s+de)?\s*werken)?",
    ),
    _title("advies", r"(?:advies|preadvies)\s+van\s+(?:de|den|het)\s+[^\n]{3,40}"),
    _title("brief", r"(?:bete+kening|kennisgeving)(?:\s+van\s+(?:de|een)\s+(?:beslissing|vergunning|weigering))?"),
    _title(
        "brief",
        r"bezwaarschrift\b[^\n]{0,60}",
        r"bezwaar\s*[.:–-]\s*\w[^\n]{3,70}",
        r"[^\n\d,;:]{3,40},\s*(?:ge)?(?:buur|buren)",
    ),
    _title(
        "kadaster",
        r"(?:schets|uittreksel|plan|afdruk|kopie)\s+(?:volgens|uit|van)\s+(?:de|het)\s+kadast\w+[^\n]{0,30}",
        r"kadast(?:er|raal|rale)\s+(?:plan|legger|uittreksel|atlas|schets|plattegrond)[^\n]{0,30}",
        r"fod\s+financien|administratie\s+van\s+het\s+kadaster",
    ),
    _title(
        "foto",
        r"(?:\w*foto(?:'?s|blad|reportage|bijlage)?)\b[^\n]{0,60}",
        r"(?:huidige|bestaande)\s+toestand\b[^\n]{0,60}",
    ),
    _title(
        "besluit",
        r"(?:besluit|beslissing)\s+van\s+(?:het|ons)\s+(?:schepen)?[ck]ollege(?:\s+van\s+burgemeester\s+en\s+schepenen)?"
        r"(?:\W+(?:van|dd|in\s+(?:zitting|vergadering)\s+van)\b[^\n]{4,30})?",
    ),
    _title(
        "aanvraag",
        r"(?:omgevingsloket\W+)?(?:project\s?samenvatting|inhoudsopgave\s+aanvraag|inrichtingsrapport)\b[^\n]{0,40}",
    ),
)  # fmt: skip
_DECLARES = re.compile(r"\b(?:verkla\w+|erken\w*|bevestig\w*|ondergete+kend\w*)\b")
_HANDED = re.compile(rf"\b(?:{SENT}|{TAKEN}|{GIVEN}|gegeven)\b")
_DECIDES = re.compile(r"\n\W*(?:besluit|beslist|besluiten|enig\s+art|art(?:ikel|\.)?\s*(?:1|een|een)\b)")
_COVERS = re.compile(r"\b(?:\w*dossier\w*|bouwheer|\w*aanvrager|voorwerp|beslissing)\b")
"""What a cover says that has a row for the land register as well."""
_UNDER_A_PICTURE = 200
"""Letters that stand beside a photograph; a note about the present state has more."""
_GREETS = re.compile(r"\b(?:geachte|mijnhe+r|mijne\s+he+ren|mevrouw,|hoogacht\w*)\b")
"""Who greets sends the decision, and does not write it."""
_REACH = 420
"""Characters in which somebody attests that he got, or sent, the decision."""
_SERVICE = Title("attest", "brief", re.compile(""))


def titled(text: str, kind: PageType, *, first: bool = False) -> Title | None:
    """Return what the title of a page says when it may tell more than its words, else None.

    Args:
        text: The text of the page, lines apart by newlines.
        kind: What the words of the page say it is.
        first: It is the first page of its dossier.
    """
    folded = plain(text)
    if kind not in _OPEN | {"aanvraag"} or len(folded) > _SHORT:
        return None
    lines = [line.strip() for line in re.split(r"[\n\t]", folded) if line.strip()][:_LINES]
    for title in _TITLES:
        if title.kind != _ONLY.get(kind, title.kind):
            continue
        if not _fits(title, kind, folded):
            continue
        if (title.first or not first) and any(len(line) <= _LONGEST and title.words.fullmatch(line) for line in lines):
            return _of_service(title, folded)
    return None


def _fits(title: Title, kind: PageType, folded: str) -> bool:
    """Tell whether a title may be believed on a page that its words call a `kind`: what else stands on it allows it."""
    if title.kind == "besluit":
        return kind != "kaft" and _DECIDES.search(folded) is not None and _GREETS.search(folded) is None
    if title.kind == "kadaster" and kind == "kaft":
        return _COVERS.search(folded) is None
    return title.kind != "foto" or len(folded) < _UNDER_A_PICTURE


def _of_service(title: Title, folded: str) -> Title:
    """Return the title of an attest for a `Bewijs van ontvangst` in which somebody says that he got the decision."""
    service = title.read in {"brief", "attest"} and title.kind in {"bericht", "attest"}
    declares = _DECLARES.search(folded) if service else None
    told = folded[declares.start() : declares.start() + _REACH] if declares else ""
    return _SERVICE if handed(told) == "paper" and _HANDED.search(told) else title

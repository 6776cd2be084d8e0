"""What the clause around a date says about it: receipt, notice, history, and form labels."""

import re

from extractors.handing_words import to_others
from extractors.label_stems import date_label_role
from extractors.references import in_history

_RECITAL = re.compile(
    r"^\W{0,4}(?:gelet|gezien|overwegende?|aangezien|herzien|kennis\s+genomen|in\s+acht|vu|attendu|considerant|nagezien|"
    r"gehoord|gelegen|verklaart|omschreven)\b"
)
_RECEIPT = re.compile(
    r"(?<!\bmet )(?<!\btegen )\b"
    r"(?:ontvangstbewijs|ontvangst|bewijs\s+van\s+ontvangst|ontvangstmelding|accuse\s+de\s+reception)\b"
    r"(?:(?!\b(?:hebben|heeft)\b)[^;.\d]){0,60}$"
)
_YOUR_REQUEST = re.compile(r"\n\W*uw\s+\w*(?:aanvraag|verzoek)\s+van\W*$")
"""How a letter begins below its heading `Bericht van ontvangst`: `Uw aanvraag van`."""
_NOTICE = re.compile(
    r"\b(?:in\s+)?(?:kennisgeving|(?<!neemt\s)(?<!nemen\s)(?<!nam\s)kennis(?!\s+(?:genomen|nemend)))\b[^;.\d]{0,70}\b(?:gegeven|gebracht|geven|gesteld|op|dd)\b[^;.\d]{0,14}$|"
    r"\b(?:bekendgemaakt|meegedeeld|medegedeeld|betekend|toegezonden|overgemaakt|overhandigd)\s+aan\s+(?:de|den)\s+"
    r"(?:aanvra\w+|verzoek\w+|belanghebbende\w*|bouwheer|heer)\b[^;.\d]{0,30}$"
)
_OF_A_LAW = re.compile(
    r"\b(?:wet|wetten|besluitwet|decre+t|decreten|ordonnantie|codex|loi|lois|arrete(?:\s+(?:royal|ministeriel))?|k\.?\s?b\.?|m\.?\s?b\.?|"
    r"(?:koninklijk|ministerieel|regents?)\s?besluit|gewestplan|verordening)\s+"
    r"(?:(?:van|dd|d\.d\.?|du)\s+)?(?:de\s+|den\s+|le\s+)?\W*$"
)
"""`Wet van` right before a date, whatever the form or the heading above it speaks of."""
_DEADLINE = re.compile(
    r"\b(?:tot|tot\s+en\s+met|uiterlijk|voor|vanaf|sedert|sinds|binnen)\s+(?:op\s+)?(?:den\s+|de\s+)?\W*$"
)
_NOT_OURS = re.compile(
    r"\b(?:delegatie|volmacht|bezwa\w+|machtigt\s+de|aanstelling|benoem\w+|rooilijn\w*|gemeenteraad|dagorde|agenda|"
    r"voorwaarden\s+van|verkaveling(?!sverg|saanv|swijz)\w*|afpaling|compromis|overeenkomst|schatting|facturen?|polis|"
    r"volledig(?:heid\w*)?|ontvankelijk\w*|plannen|plan|foto\w*|opmeting|ontwerp)\b[^;.\d]{0,70}$"
)
_SIGNS = re.compile(
    r"\n\W*(?:\d{1,2}\W+)?(?:onderte+kend|gete+kend|opgemaakt|gedaan|gedagte+kend)\b[^\n]{0,40}(?:\n\W*(?:op|den))?\W*$"
)
"""A line that begins with signing says nothing of the rows above it."""
_GIVEN_ADVICE = re.compile(
    r"\b(?:pre)?advies\b[^;.\d]{0,60}\b(?:verleend|gegeven|uitgebracht|afgeleverd|verstrekt)\s+(?:op|dd|d\.d)?\W*$|"
    r"\b[ck]ommissie\b[^.;]{0,60}\bvergader\w*\s+op\W*$"
)
_HANDED_IN = re.compile(
    r"\b(?:\w*aanvraag|verzoek\w*)\s+(?:werd|is)\s+(?:\w+\s+)?(?:afgegeven|neergelegd|binnengebracht|overhandigd|bezorgd)\s+"
    r"(?:op|den|dd)\W*(?:[a-z]+dag\W*)?$"
)
"""`De aanvraag werd afgegeven op`: not the permit, which is given in the same words."""
_HANDED_OVER = re.compile(r"\b(?:ontvangstbewijs|(?:bewijs|bericht)\s+van\s+ontvangst)\b[^;.\d]{0,30}$")
_REQUEST_OF = re.compile(
    r"\b(?:aanvra\w+|verzoek\w*)\s+(?:om|tot|voor)\s+(?:een\s+|de\s+|het\s+bekomen\s+van\s+(?:een\s+|de\s+)?)?"
    r"\w*(?:vergunning|toelating|machtiging|autorisatie|permissie)\b(?:[^;.]|nr\.){0,30}\b(?:van|dd|d\.d\.?)\W*$"
)
_THEIR_LETTER = re.compile(
    r"\b(?:notaris|meldde|schreef|berichtte|antwoordde|verwittigde)\b[^.;]{0,60}\b(?:brief|schrijven)\s+(?:van|dd)\W*$"
)
"""A letter that somebody else wrote before: `Notaris Maes meldde mij bij brief van`."""
_TO = r"(?:\s+(?:op|dd|d\.?d|van|den|de|te))?"
_CAME_IN = re.compile(
    r"(?:^|[\n.;,]\s*|\bdat\s+)(?:het|de|uw|zijn|haar)\s+(?:dossier|\w*aanvraag|verzoek)\b(?:(?!\bbezwa|\badvie|\bplan|\bstuk)[^;.\d]){0,70}"
    r"\b(?:is|zijn|werd|en)\s+(?:ontvangen|ingekomen|toegekomen|binnengekomen)\s+(?:op|den)\W*$"
)
"""When the request came in, whatever the clause says first: `volledig verklaard en is ontvangen op`."""
_COLLEGE_ON = re.compile(
    r"\bcollege\b[^.;\d]{0,40}\b(?:op|in\s+(?:\w+\s+)?zitting\s+van|in\s+(?:\w+\s+)?vergadering\s+van|dd|d\.d)\W*(?:[a-z]+dag\s+)?$"
)
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"(?:(?:datum|tijdstip|dag|moment)\s+)?(?:van\s+)?(?:de\s+|der\s+|het\s+)?(?:{words}){_TO}"))
    for role, words in (
        ("application", (r"(?:bouw|vergunnings)?aanvra\w+|indien\w*|ingediend\w*|verzoek\w*|demande|"
                         r"neerlegging|ingeleverd")),
        ("receipt", (r"in|inkomst|inkomend|ingek\w*|inschrij\w+|ingeschreven|ontv\w*|ontvangst\w*|binnen\w*|entree|"
                     r"recu|ontvangstbewijs|inschrijving|"
                     r"(?:post\s+)?in|toegekomen|registratie\w*|bewijs van ontvangst|reception")),
        ("decision", (r"(?:het\s+)?(?:schepen)?college(?:besl\w+|zitting)?|besl\w+|(?:bouw)?vergun\w+|"
                      r"(?:bouw)?(?:toelating|autorisatie|permissie)|"
                      r"machtiging|zitting|zittingsda(?:g|tum)|c\.?b\.?s|vergadering|toegestaan|geweigerd|weigering|uitspraak|goedkeuring|goedgekeurd|"
                      r"verleend|afgeleverd|afgegeven|decision|toegelaten|beschikking|afgewezen")),
        ("notification", (r"verz(?:ending|onden)\w*|betek\w+|kennis\w*(?:\s+gegeven)?|uitgereikt|afgehaald|"
                          r"toegestuurd|"
                          r"toegezonden|"
                          r"me[ed]e?gedeeld|overgemaakt|notification|bekendmaking aan de aanvrager")),
    )
)  # fmt: skip

_WRITTEN_THEN = (
    r"\b(?:(?:onderge|onder|ge)te+kend|gedagte+kend|gedateerd|opgemaakt|opgesteld|geschreven|verzonden|gedane?|gericht)e?\s+"
    r"(?:\w+\s+)?(?:\w*aanvraag|vraag|verzoek|verzoekschrift|rek\w?est|smeekschrift|schrijven|brief)\b|"
)
"""`Het op 6 maart 1957 ondertekend verzoek`: what the word before the request says of the day before it."""
_STAMP_OF_THE_NEXT = r"(?!(?<=\n)\w+\W*(?:(?:op|den)\W*)?\Z)"
"""Not a stamp's word at the end of the clause, on a line of its own: it speaks of the date below it."""
VERBS_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words))
    for role, words in (
        ("receipt", (r"(?:werd|is)\s+(?:al)?hier\b|"
                    + _STAMP_OF_THE_NEXT + r"(?:ontvang(?!er)\w+|ingekomen|ingeschreven|geboekt|geregistreerd)|"
                    r"toekwam|aankwam|binnenkwam|bereikte|"
                    r"toegekomen|binnengekomen|bewijs\s+van\s+"
                    r"ontvangst|ontvankelijk\W+(?:werd\s+|is\s+)?ingediend|volledig\W+(?:werd\s+|is\s+|wordt\s+)?(?:bevonden|verklaard)|recue?\b")),
        ("application", (_WRITTEN_THEN
                        + r"ingediend|neergelegd|ingeleverd|ingezonden|ingestuurd|aangevraagd|voorgelegd|overgelegd|"
                        r"een\s+(?:\w+\s+)?\w*aanvraag\s+in\b(?!\s+(?:be|zit|de\b|het\b))|verzocht|verzoekt|(?:vergunning|toelating|machtiging|autorisatie)\s+(?:voor|om|tot|vroeg|vraagt|verzoekt)\b|introdui|"
                        r"deposee?")),
        ("decision", (r"(?:het\s+)?(?:schepen)?college\s+(?:\w+\s+){0,4}(?:bijeen\w*|vergaderd|zetelend)|"
                     r"verleend\w*|geweigerd|weigerde|beslist\w*|besloten|besloot|ingewilligd|vergund|toegestaan|"
                     r"toegekend|goedgekeurd|onthaald|uitspraak|uitgesproken|beschikt|afgewezen|afgekeurd|ontzegd|heeft\s+(?:het|ons)\s+(?:schepen)?college|"
                     r"verstreken\s+zonder\b[^.;]{0,30}\b(?:beslis\w+|besluit|uitspraak|antwoord)|af\s+te\s+zien|ingetrokken|in\s+te\s+trekken|accorde|refuse")),
        ("lapse", r"(?:verstreke|verlope)(?!n\s+zonder)"),
        ("advice", r"uitgebracht|verstrekt|geadviseerd|advies|verslag|plaatsbezoek|opgemeten"),
        ("birth", r"geboren"),
        ("works", r"begonnen|aangevat|aangevangen|gestart|beeindigd|voltooid|betaald"),
        ("inquiry", r"aangeplakt|bekendgemaakt|bezwa\w+"),
        ("notification", r"betekend|ter\s+kennis|toegezonden|verzonden|verstuurd|gestuurd|meegedeeld|medegedeeld"),
        ("deed", r"verleden|aangekocht"),
    )
)  # fmt: skip
"""Dutch puts the verb last: words after a date that tell what happened on it, `op 3 mei 1974 een aanvraag indiende`."""


_ADVISER = re.compile(
    r"\b(?:advie\w+|verslag|nota\s+van|rapport|bericht\s+van(?!\s+ontvangst)|\w*ingenieur|\w*opzichter|ambtenaar|brandweer\w*|"
    r"[ck]ommissie|bestuur\s+van|agentschap|landmeter|politie|inspectie|onroerend\s+erfgoed|polder|watering|deputatie|"
    r"gouverneur|bouwmeester|\w*dienst|avis|plannen|plan)\b"
)
ASKED = re.compile(r"aanvra\w*|\bvraag\b|verzoek\w*|re[ck]w?est|request|ingediend")
"""Words of asking."""

_DECLARED = re.compile(
    r"\b(?:voor|naar)\s+(?:waar|waarheid|echt|oprecht)\s+(?:en\s+\w+\s+)?(?:verklaard|ingevuld)\b[^.;\d]{0,30}$"
)
"""How whoever asks vouches for his form: `Voor echt verklaard op`."""
WHEN = re.compile(r"\W*(?:\w*datum|dag|tijdstip)\b[^.;,\d]{0,30}$")
"""A label that speaks of a date needs no colon: `Verzenddatum 16 oktober 1975`."""
OFFICE = re.compile(
    r"\W*(?:aangekomen|inkomen|post|(?:\w+\s+){0,2}(?:griffie|secretarie|secretariaat|stadhuis|gemeentehuis|"
    r"bureel|bouwdienst|archief)|(?:dienst|werken)(?:\s+\w+){0,3})(?:\s+(?:van\s+)?\w+)?\W*"
)
"""What a stamp at the foot of an application names before its date: the office where it came in."""


_TERM_ENDED = re.compile(
    r"\b(?:\w*termijn\w*|beslissingsdatum|(?:uiterste|laatste)\s+(?:\w+\s+)?dag|vervaldag|vervaldatum)\b[^.;\d]{0,60}?"
    r"\b(?:eindigde|eindigt|afgelopen|afliep|liep\s+af|verlie[pf]|verlopen|verstreek|verstreken|viel|vervallen|verviel|om|was|is)\b"
    r"[^.;\d]{0,14}$|"
    r"\b(?:geen|zonder)\b[^.;\d]{0,30}\b(?:beslissing|besluit|uitspraak)\b[^.;\d]{0,30}\b(?:uiterlijk|voor|tegen)\W*(?:op\W*)?$"
)


def lapsed(folded: str, at: int) -> bool:
    """Tell whether a date is that on which the term ended within which the town had to decide, and did not."""
    return "stilzwijgend" in folded and _TERM_ENDED.search(folded, max(0, at - 160), at) is not None


def labelled(cell: str) -> str:
    """Return the role that a form label before a date gives: `Vergunning :`, `Verzonden aan aanvrager :`; else ''.

    `cell` is the plain text from the start of the cell or line up to the date.
    """
    cell = re.sub(r"[a-z]+dag\W*$", "", cell)
    if _DECLARED.search(cell):
        return "application"
    if not re.search(r"[:=?]\s*\W*$", cell):
        return date_label_role(cell) if WHEN.match(cell) else ""
    label = re.sub(r"\W+", " ", re.sub(r"^\W*\d{0,2}[.)]?", "", cell)).strip()
    if to_others(label):
        return ""
    label = re.sub(r"\s+(?:aan|door)\s+(?:de\s+|den\s+|het\s+)?\w+(?:\s+van\s+\w+)?$", "", label)
    for role, words in _LABELS:
        if words.fullmatch(label):
            return role
    return date_label_role(label)


_AT_OFFICE = re.compile(
    r"\b(?:neergelegd|afgegeven|ingediend|ingeleverd|binnengebracht|bezorgd|\w{2,8}gekomen|ontvangen|ingeschreven|geboekt)\s+"
    r"(?:(?:is|werd|was)\s+)?(?:ter|ten|op\s+(?:het|de)|(?:in|bij|aan)\s+(?:het|de|onze|ons))\s+(?:\w+\s+){0,2}?"
    r"(?:secretari\w+|\w*hui[sz]e?|bure+l\w*|bureau|griffie|kanto+r\w*|\w*dienst\w*|loket|\w*bestuur|archief)\b"
    r"(?:\s+(?:op|den|dd))?\W*(?:[a-z]+dag\W*)?$"
)
"""Where a request came in, before the day on which it did: `neergelegd ter secretarie op`."""


def corrected(role: str, clause: str, *, decides: bool) -> str:
    """Return the role when the whole clause before a date is heard, not its last word alone.

    Args:
        role: What the nearest cue says, empty when there is none.
        clause: The plain text of the clause up to the date.
        decides: The page is a decision: its recitals speak of other papers, never of the decision itself.
    """
    if role in {"law", "birth", "deed", "history", "works"} or _OF_A_LAW.search(clause):
        return role if role in {"birth", "deed", "history", "works"} else "law"
    if role in {"", "notification"} and not decides and _COLLEGE_ON.search(clause):
        return "decision"
    if _NOTICE.search(clause) and not _DEADLINE.search(clause):
        return "notification"
    if role == "application" and _THEIR_LETTER.search(clause):
        return "history"
    if role in {"application", "decision", "notification", ""} and _came_in(clause, role):
        return "receipt"
    if role == "advice" and _HANDED_OVER.search(clause):
        return "receipt"  # `ontvangstbewijs werd afgeleverd op`
    if role == "decision" and _REQUEST_OF.search(clause):
        return "application"  # `zijn aanvraag om bouwvergunning nr. 80/119 van`
    if role == "decision" and _GIVEN_ADVICE.search(clause):
        return "advice"
    if role in {"decision", "notification"} and _DEADLINE.search(clause):
        return "works"
    if role == "decision" and decides and _RECITAL.search(clause):
        return "history"
    if role in {"decision", "application", "receipt"} and _of_others(clause):
        return "inquiry"
    return role


def due(clause: str) -> bool:
    """Tell whether a plain clause ends as one that sets a term: `te betalen voor`, `uiterlijk op`."""
    return _DEADLINE.search(clause) is not None


def _came_in(clause: str, role: str) -> bool:
    """Tell whether a clause tells that the request came in, by its receipt, its office or the request itself."""
    if role in {"decision", ""} and _HANDED_IN.search(clause):
        return True
    return _told_of_receipt(clause) or (_AT_OFFICE.search(clause) is not None and ASKED.search(clause) is not None)


def _told_of_receipt(clause: str) -> bool:
    """Tell whether a clause speaks of the receipt, not of the request below a heading that does."""
    return _RECEIPT.search(clause) is not None and not _YOUR_REQUEST.search(clause)


def _of_others(clause: str) -> bool:
    """Tell whether a clause speaks of a paper that is no request, receipt or decision of this dossier."""
    return _NOT_OURS.search(clause) is not None and not (_SIGNS.search(clause) or _CAME_IN.search(clause))


def signed_below(clause: str) -> bool:
    """Tell whether a plain clause ends in a line with which somebody signs: the rows above say nothing of its date."""
    return _SIGNS.search(clause) is not None


def told_as_history(folded: str, start: int, end: int) -> bool:
    """Tell whether the date at these offsets of a plain text is one of an earlier permit."""
    around = folded[max(0, start - 70) : end + 110]
    before = folded[max(0, start - 90) : start]
    return bool(
        re.search(r"werd\s+(?:voor|reeds|er|op|een)[^.]{0,60}(?:vergunning|toelating)[^.]{0,30}verleend\s*\(", around)
        or re.search(r"(?:reeds|eerder|vroeger)\s[^.;]{0,80}$", before)
        or in_history(folded, start)
        or re.search(r"\(dossier\s*(?:nr)?[^)]{0,20}$", before)
    )


def advised(before: str) -> bool:
    """Tell whether an adviser, and not the request, is the last thing named before a date."""
    advisers, asked = list(_ADVISER.finditer(before)), list(ASKED.finditer(before))
    return bool(advisers) and (not asked or advisers[-1].start() > asked[-1].start())

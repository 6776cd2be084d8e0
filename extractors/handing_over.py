"""When a decision reached whoever had asked for it: sent, served, fetched, or handed over against a signature."""

import re

from extractors.date_rows import signs_row
from extractors.dates import DateMatch, find_dates
from extractors.handing_words import ASKERS, COPY, DECIDED, GIVEN, SENT, TAKEN, TO_ASKER, TO_OTHERS, handed, to_others
from extractors.page import Page

_VERB = f"(?P<sent>{SENT})|(?P<taken>{TAKEN})|(?P<given>{GIVEN})"
_VERB_BEFORE = re.compile(rf"\b(?:{_VERB})\b(?P<gap>[^#;:]{{0,70}}?)(?:\b(?:op|den|dd|d\.d\.?|heden)\W*)*:?\W*$")
_VERB_AFTER = re.compile(
    rf"(?:[^#;]|(?:\bvan|\bdd|\bd\.d|\()\W*#){{0,190}}?\b(?:{_VERB})\b(?!\W*(?:(?:op|den|dd)\b\W*)?#)"
)
"""A verb behind the date that has no other date of its own: below `Gedaan op 3 mei` stands `verzonden op 5 mei`."""
_COPY_TO = re.compile(
    rf"(?:{COPY}|{DECIDED})(?:\W+(?:van|het|de|aan|naar|besluit|beslissing|vergunning))*\W+"
    rf"(?:aan|naar|voor)\s+(?:de\s+|den\s+)?(?:{ASKERS})\W*$"
)
"""A row of a follow-up card: `Afschrift aan aanvrager`."""
_ON = re.compile(r"\b(?:op|den|dd|d\.d|heden)\W*(?:[a-z]+dag\W*)?$")
_OF = re.compile(
    r"\b(?:van|dd|d\.d|du|genomen|getroffen|gegeven|verleend|zitting|voor|tot|uiterlijk|vanaf|sinds|binnen)[^\w#]*"
    r"(?:op[^\w#]*|den[^\w#]*|de[^\w#]*|[a-z]+dag[^\w#]*)*$"
)
"""Before the date of the paper itself, or one until which something may be done."""
_THAT_WAS = re.compile(
    rf"{DECIDED}\W+(?:\w+\s+){{0,4}}?(?:die|dat|welke|dewelke)\s+(?:u\s+)?(?:\w+\s+){{0,2}}?(?:op|den)[^\w#]*(?:de[^\w#]*)?$"
)
"""Before the day of the paper itself: `De toelating die op 3 mei 1974 werd afgegeven gaat als bijlage`."""
_BY_LETTER = re.compile(r"\b(?:bij|per|met)\s+(?:\w+\s+){0,3}(?:brief|zending|schrijven)\s+(?:van|dd|d\.d\.?)\W*$")
_TAKEN_THEN = re.compile(r"\W*(?:genomen|getroffen|gegeven|uitgesproken|verleend|geweigerd|beslist|afgekondigd)\b")
"""After the day on which the college decided: `de beslissing door het college op 3 mei 1950 getroffen`."""
_NOT_YET = re.compile(
    r"\b(?:zal|zullen|moet|moeten|dient|dienen|kan|kunnen|kunt|indien|wanneer|te\s+worden|niet|gelieve)\b"
)
_RECITAL = re.compile(r"\W*(?:gelet|gezien|overwegende?|aangezien|vorige?|vroegere|eerdere)\b")
_DECLARES = re.compile(
    r"\b(?:verkla\w+|erken\w*|ondergete+kend\w*|ik|bevestig\w*|voor\s+ontvangst|aanvrager|bouwheer|belanghebbende)\b"
)
_STOP = re.compile(
    r"(?<=[a-z0-9)]{2})(?<!\bnr)(?<!\bmevr)(?<!\bdhr)(?<!\bref)(?<!\bart)(?<!\bMevr)(?<!\bDhr)(?<!\bget)\.\s+(?=[A-Z])|"
    r";|(?:^|\n)[^a-z\n\d]*[A-Z]{4}[^a-z\n\d]*\n"
)
_ENDED_ABOVE = re.compile(r"(?<=[a-z0-9)]{2})(?<!\bop)(?<!\bden)(?<!\bdd)\.[ ]*\n\s*\Z")
"""A full stop at the end of the line above a date: `... wordt aan de aanvrager toegezonden.`, below it its own day."""
_POSTED = re.compile(
    r"\b(?:post|posterijen)\b[^#]{0,200}\b(?:aangete+kende?|aante+kening|zending|afgifte)\b|"
    r"\baangete+kende?\s+(?:zending|brief|stuk)|"
    r"\b(?:bewijs|strook|borderel|reçu|recu)\s+(?:van\s+)?(?:aante+kening|afgifte|ter\s*post)|\bpostbewijs"
)
_POSTED_ON = re.compile(
    r"\W*(?:aangeboden|afgifte|afgegeven|datum(?:\s+(?:van\s+)?(?:de\s+)?(?:afgifte|aanbieding|verzending))?|"
    r"neergelegd|poststempel|verzonden|besteld)(?:\s+(?:ter|per|op|den)(?:\s+post)?)*\W*"
)
_TELLS = re.compile(
    rf"\b(?:kennisgeving|bete+kening|verzending|afschrift|mededeling|inhoud|betreft|voorwerp|behelst|bevat)\b[^;]{{0,30}}{DECIDED}"
)
_SENDING_LIST = re.compile(
    r"^[^\w\n]*(?:(?:borderel|lijst|geleide|overzicht)\w*[^\n]{0,20}\b(?:verz\w+|zending\w*|uitgaand\w*|afgifte|post)|"
    r"(?:verzend|zend|toezend|verzending|geleide|begelei|overzend)\w*(?:borderel|lijst|brief|nota|bon|staat)\b|"
    r"(?:begeleidend|vergezellend)\w*\s+(?:borderel|nota|schrijven))[^\n]*$",
    re.MULTILINE,
)
"""The heading of a list of papers that go out together: `Verzendingsborderel`, `Lijst der zendingen`."""
_OUT_ON = re.compile(
    r"[^\n]*\b(?:post|zending\w*|verz\w+|uitgaand\w*|vertrek\w*|datum|afgifte|stukken)\W*(?:(?:van|op|den|dd|d\.d)\b\W*)*"
)
_NOTED_ON: frozenset[str] = frozenset({"besluit", "weigering", "kaft", "overig", "attest"})
_DECLARED_ON: frozenset[str] = frozenset({"brief", "attest", "overig", "bericht"})
_NOTE = re.compile(
    rf"\W*(?:(?P<paper>{DECIDED}|{COPY})\W+|(?P<to>aan\s+(?:de\s+|den\s+)?(?:{ASKERS}))\W+|aangetekend\W+|per\s+(?:post|bode|drager)\W+|"
    r"met\s+ontvangst(?:bewijs|melding)\W+)*"
    rf"(?:{SENT}|verz\.|bet\.|uitg\.|me[de]+g\.|not\.|genotificeerd|kennisgeving)\W*(?:per\s+post\W*|aangetekend\W*)*"
    r"(?:door\s+(?:(?:de|den|onze|onzen|het)\s+)?(?:\w*wachter|\w*politie\w*|bode|drager|post|garde|champetter)\W+)?"
    rf"(?P<asker>(?:(?:aan|door|van)\s+(?:de\s+|den\s+)?)?(?:{ASKERS}|aanvr\.|bel\.))?\W*"
    r"(?:(?:tegen|met|bij|per)\s+(?:een\s+)?(?:aangete+kende?\s+)?"
    r"(?:ontvangst\w*|brief|schrijven|zending|post|bode|handtekening)\W*(?:van\W*)?)?"
    r"(?:\b(?:op|den|dd|d\.d\.?)\W*)?"
)
_TAIL = re.compile(
    r"[ .]*(?:\W*(?:per|bij|met|tegen|onder)\s+(?:een\s+)?"
    r"(?:aangete+kend\w*|ontvangst\w*|post|bode|drager|brief|schrijven)\b[^\n]{0,40})?"
)
"""What may follow the day of such a note: `per aangetekend schrijven nr. 447`."""
_WROTE = re.compile(
    rf"\W*(?:brief|schrijven|(?P<note>bericht))\s+(?:aan|naar)\s+(?:de\s+|den\s+)?(?:{ASKERS})\W*(?:\b(?:op|den|dd)\W*)?"
)
"""A letter of which a cover does not say what it told; word to whoever asked is of the session in the row above."""
_SAT_ON = re.compile(
    r"\b(?:zitting|[ck]ollege|schepen[ck]ollege|collegebesl\w+|besluit|beslissing|beslist|uitspraak|cbs)\b[^\n\d]{0,40}"
    r"(?:\n[^\n\d]{0,12})?\d{1,2}\W[^\n]{1,20}\d\W*\n(?:[^\n\d]{0,30}\n)?\Z"
)
_GOT_IT = re.compile(
    rf"\W*(?:voor\s+(?:goede\s+)?(?:ontvangst|kennisname|kennisneming)(?:\W+(?:de\s+|den\s+)?(?:{ASKERS}))?"
    r"(?:\W+[a-z][\w'.\- ]{1,30},)?|"
    rf"ontvangen\s+door\s+(?:de\s+)?(?:{ASKERS})|(?:{GIVEN})\s+aan\s+(?:de\s+|den\s+)?(?:{ASKERS}))\W*(?:\b(?:op|den|dd)\W*)?"
)
"""Below a decision, where whoever asked signs for it: `Voor ontvangst, 3 mei 1974`."""
_GOT = re.compile(
    rf"\b(?:verkla\w+|erken\w*|ondergete+kend\w*|heden|ik)\b[^;]{{0,200}}?"
    rf"(?:(?:{DECIDED}|{COPY})[^;]{{0,160}}?\b(?:{TAKEN})|"
    rf"\b(?:{TAKEN}|heb\b[^;]{{0,30}}(?:{SENT}|{GIVEN}))\b[^;]{{0,160}}?(?:{DECIDED}|{COPY}))|"
    rf"\bbewijs\s+van\s+(?:overhandiging|uitreiking|afhaling)\b[^;]{{0,200}}?(?:{DECIDED}|{COPY})|"
    rf"(?:{DECIDED}|{COPY})[^;]{{0,120}}?\bheden\b[^;]{{0,60}}?\b(?:{SENT}|{GIVEN}|{TAKEN})\b",
)
_DECIDED_ON = re.compile(rf"{DECIDED}[^;.]{{0,40}}\b(?:van|dd|d\.d\.?|op)\W*\d")
_OTHER_DAY = re.compile(r"\b(?:op|den)\W*(?:[a-z]+dag\W*)?#")
_PLACED = re.compile(r"\W*(?:(?:te\s+)?[a-z][a-z' \-]{1,30},?\s*)?(?:(?:op|den|de|datum)\b\W*)?")
_AT_HOME = re.compile(r"\bten\s+huize\b|\bwoonst\b|\bin\s+handen\b|\bpersoonlijk\b")
_TO_READER = re.compile(r"\b(?:uw|geachte|mijnheer|mevrouw,|beste)\b")
_DECISIONS: frozenset[str] = frozenset({"besluit", "weigering"})
_END = 0.6
"""The share of a decision after which somebody noted what became of it."""
_SHORT = 1200
"""Letters of a page that attests one thing; a form or a long decision speaks of other papers as well."""
_REACH = 240
_NEVER: frozenset[str] = frozenset({"advies", "nota"})


def handed_over(page: Page, date: DateMatch, folded: str) -> str:
    """Return what a page says of a date by telling what was handed to whom, empty when it tells nothing of the kind.

    `served` is the day on which the decision reached whoever asked, `notification` the same in fewer words, `letter`
    one on which it went to somebody else: the deputation, the architect; `decision` that of the paper handed over.
    """
    if page.type in _NEVER:
        return ""
    if _posted(page, date, folded) or _listed_out(page, date, folded) or _own_day(page, date, folded):
        return "served"
    return _noted(page, date, folded) or _in_clause(page, date, folded)


def _in_clause(page: Page, date: DateMatch, folded: str) -> str:
    """Return what the sentence around a date says, or its row of a form."""
    before, after = clause_of(page.flow.text, folded, date)
    by_letter = _BY_LETTER.search(before) is not None
    above = (page.type in _DECISIONS and date.start < _END * len(folded)) or signs_row(page, date)
    if above or _RECITAL.match(before) or (_OF.search(before) and not by_letter):
        return ""
    if _THAT_WAS.search(before):
        return "decision" if re.match(rf"\W*(?:werd\s+|is\s+)?(?:{GIVEN}|verleend|vergund|toegestaan)\b", after) else ""
    if _COPY_TO.search(before):
        return "served"
    verb = _VERB_BEFORE.search(before)
    of_paper = verb and not _ON.search(before) and not by_letter and re.search(DECIDED, verb["gap"])
    if verb and (_TAKEN_THEN.match(after) or of_paper):
        return "decision" if of_paper and before.endswith("(") else ""  # `de beschikking van het College (1 Mei 1930)`
    verb = verb or (_VERB_AFTER.match(after) if _ON.search(before) else None)
    clause = _row(page, date, folded) or f"{before} # {after}"
    return "" if verb is None or _NOT_YET.search(clause) else _to_whom(page, verb, clause, folded)


def _row(page: Page, date: DateMatch, folded: str) -> str:
    """Return the row of a date that begins a row of a form with a verb of its own: the rows above speak of others."""
    start, end = page.flow.line_of(date.start)
    row = folded[start : date.start]
    begins = page.flow.text[start : start + 1].isupper() and _VERB_BEFORE.search(row) is not None
    return f"{row} #" if begins and not folded[date.end : end].strip(" .") else ""


def _noted(page: Page, date: DateMatch, folded: str) -> str:
    """Return what a note of one row on a decision, a cover or a card says: `Bet. aanvr. 20.3.74`, `Uitgereikt 20/3`."""
    start, end = page.flow.line_of(date.start)
    if page.type not in _NOTED_ON or not _TAIL.fullmatch(folded, date.end, end):
        return ""
    if wrote := _WROTE.fullmatch(folded, start, date.start):
        return "served" if wrote["note"] and _SAT_ON.search(folded[:start]) else "letter"
    begins = page.flow.text[start : start + 1].isupper() or "." in folded[start : date.start]
    if not begins or (page.type in _DECISIONS and date.start < _END * len(folded)):
        return ""
    if page.type in _DECISIONS and _GOT_IT.fullmatch(folded, start, date.start):
        return "notification"
    note = _NOTE.fullmatch(folded, start, date.start)
    return "" if note is None else "served" if note["asker"] or note["paper"] or note["to"] else "notification"


def _own_day(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date is that of a paper in which somebody declares that he got, or gave, the decision.

    It stands below the declaration, alone but for a place, and no other date there says when that was.
    """
    if page.type not in _DECLARED_ON or len(folded) > _SHORT or _TO_READER.search(folded):
        return False
    start, end = page.flow.line_of(date.start)
    alone = _PLACED.fullmatch(folded, start, date.start) and not folded[date.end : end].strip(" .")
    got = next((got for got in _GOT.finditer(folded, 0, start) if handed(got[0]) == "paper"), None)
    return bool(alone and got) and not _OTHER_DAY.search(_masked(page.flow.text, folded, 0, start))


def _to_whom(page: Page, verb: re.Match[str], clause: str, folded: str) -> str:
    """Return what a clause with a verb of handing over means, by what is handed over and to whom."""
    paper = handed(clause)
    asker = TO_ASKER.search(clause) is not None
    if TO_OTHERS.search(clause) and not re.search(rf"\b(?:{ASKERS})\b", clause):
        return "letter" if paper == "paper" and not verb["taken"] else ""
    if page.type == "aanvraag" and verb["taken"]:
        return ""  # what a town stamped on a request, it received
    if paper == "other" or (page.type == "aanvraag" and (paper != "paper" or len(folded) > _SHORT)):
        return ""
    if verb["given"]:
        return (
            "served"
            if asker
            and (_AT_HOME.search(clause) or re.search(COPY, clause) or (not paper and _DECIDED_ON.search(folded)))
            else ""
        )
    if verb["taken"]:
        return "served" if paper and _DECLARES.search(clause) else ""
    if paper and asker:
        return "served"
    told = len(folded) < _SHORT and _DECIDED_ON.search(folded) is not None
    return "served" if told and (paper or re.search(rf"\b(?:{ASKERS})\b", clause)) else ""


def _posted(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date on a slip of the post is that on which the letter with the decision was handed in."""
    start, _ = page.flow.line_of(date.start)
    row = folded[start : date.start]
    if not row.strip(" :.\t"):
        row = folded[: max(0, start - 1)].rpartition("\n")[2]
    slip = len(folded) < _SHORT and _POSTED.search(folded) and _TELLS.search(folded)
    return bool(slip) and _POSTED_ON.fullmatch(row) is not None


def _listed_out(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date is that of a list of papers sent to whoever asked, the decision among them."""
    head = _SENDING_LIST.search(folded[: date.start])
    if (
        head is None
        or len(folded) > _SHORT
        or to_others(folded)
        or not re.search(f"{DECIDED}|{COPY}", folded[head.end() :])
    ):
        return False
    start, _ = page.flow.line_of(date.start)
    out = _OUT_ON.fullmatch(folded, start, date.start)
    return out is not None and not re.search(DECIDED, out[0])


def clause_of(text: str, folded: str, date: DateMatch) -> tuple[str, str]:
    """Return the plain sentence before and after a date, with the other dates in it as `#`."""
    low, high = max(0, date.start - _REACH), min(len(text), date.end + _REACH)
    starts = [match.end() for match in _STOP.finditer(text, low, date.start)]
    starts += [date.start] if _ENDED_ABOVE.search(text, low, date.start) else []
    end = _STOP.search(text, date.end, high) or re.compile(r"\.\s*$").search(text, date.end)
    start, stop = starts[-1] if starts else low, min(high, end.start() if end else high)
    return _masked(text, folded, start, date.start), _masked(text, folded, date.end, stop)


def _masked(text: str, folded: str, start: int, end: int) -> str:
    part, at = "", start
    for other in find_dates(text[start:end]):
        part, at = part + folded[at : start + other.start] + "#", start + other.end
    return part + folded[at:end]


def tells_when(page: Page, folded: str) -> bool:
    """Tell whether a page says on which day the decision was handed over: its own date is then only its own."""
    return any(handed_over(page, date, folded) == "served" for date in find_dates(page.flow.text))

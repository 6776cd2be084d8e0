"""When a request came in, or was sent: by what the clause around a date says of the request itself."""

import re

from extractors.dates import DateMatch
from extractors.handing_over import clause_of
from extractors.handing_words import PAPER, to_others
from extractors.page import Page
from extractors.patterns import any_of
from schemas.words import PageType

_REQUEST = re.compile(r"\w*aanvra\w+|\w*vraag|verzoek\w*|rek\w?est\w*|request\w*|smeekschrift\w*|dossier|plannen")
_CAME = any_of(
    r"ontvangen",
    r"bekomen",
    r"bereikten?",
    r"(?:in|toe|aan|binnen)(?:ge)?komen",
    r"gedeponeerd",
    r"inge(?:boekt|schreven)",
    r"geregistreerd",
)
_BROUGHT = any_of("neergelegd", "afgegeven", "overhandigd", "binnengebracht", "bezorgd")
_OFFICE = any_of(
    r"loket",
    r"balie",
    r"secretari\w+",
    r"(?:gemeente|stad)hui[sz]e?",
    r"griffie",
    r"bure+l\w*",
    r"bureau",
    r"\w*dienst\w*",
    r"\w*bestuur",
    r"kanto+r\w*",
)
_SENT = any_of(r"opgeladen", r"(?:ver|inge|opge)(?:stuurd|zonden)", "ingediend")
_BY = r"\b(?:via|per|digitaal|online)\b|\bomgevingsloket\b"
_ON = r"\W*(?:(?:op|den|de|dd|d\.d\.?)\b\W*)*(?:[a-z]+dag\W*)?$"
_IN_BEFORE = re.compile(
    rf"\b{_CAME}\b{_ON}|\b(?:{_CAME}|{_BROUGHT})\s+(?:(?:is|werd)\s+)?(?:\w+\s+){{1,4}}?{_OFFICE}{_ON}"
)
_IN_AFTER = re.compile(
    rf"\W*(?:\w+\s+){{0,5}}?(?:{_CAME}\b|{_BROUGHT}\s+(?:\w+\s+){{1,3}}?{_OFFICE}|{_OFFICE}\s+(?:\w+\s+)?{_BROUGHT}\b)"
)
_OUT_AFTER = re.compile(rf"\W*(?:\w+\s+){{0,2}}?{_SENT}\b[^#;.]{{0,40}}?(?:{_BY})|\W*opgeladen\b")
_ON_DAY = re.compile(r"\b(?:op|den)\W*(?:[a-z]+dag\W*)?$")
_GIVES_WAY = {"", "decision", "notification", "advice"}
"""Roles that a word near a date gives, before the whole clause is heard."""
_NEVER: frozenset[PageType] = frozenset({"advies", "nota", "plan", "kaft", "overig"})


def came_in(page: Page, date: DateMatch, folded: str, role: str) -> str:
    """Return `receipt` or `application` when the clause around a date tells that of a request, else `role`.

    The first paper that the clause names must be the request; on an application it need not be named.
    """
    open_ = page.type not in _NEVER and role in _GIVES_WAY
    return (_told(page, date, folded) if open_ else "") or role


def _told(page: Page, date: DateMatch, folded: str) -> str:
    before, after = clause_of(page.flow.text, folded, date)
    first = PAPER.search(f"{before} # {after}")
    named = first is not None and _REQUEST.fullmatch(first[0]) is not None
    if not named and not (page.type == "aanvraag" and first is None):
        return ""
    if _IN_BEFORE.search(before):
        return "receipt"
    if not _ON_DAY.search(before) or to_others(after):
        return ""
    return "receipt" if _IN_AFTER.match(after) else "application" if _OUT_AFTER.match(after) else ""

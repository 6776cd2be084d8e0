"""What a cue before a date means where it stands: the same word is of a request here and of a notice there."""

import re

from extractors.cues import Hit
from extractors.date_clauses import ASKED, advised
from extractors.date_letters import asked
from extractors.date_rows import DONE
from extractors.page import Page
from extractors.signs import plain

_DRAWINGS = re.compile(r"\b(?:plan|plannen|plans|te+keningen?|ontwerp)\b[^;]{0,90}$")
_LETTERS = {"brief", "nota", "bericht"}


def refined(cue: Hit[str], before: str, page: Page) -> str:
    """Return the role that a cue gives a date on this page, when the plain clause before the date is heard as well."""
    role = cue.meaning
    of_drawings = not _begins_row(cue, page) and _DRAWINGS.search(before)
    if role == "application" and cue.phrase.startswith("gedag") and of_drawings:
        return "advice"  # `de tekeningen van architect Claes, gedagtekend 20-V-55`
    if page.type == "advies" and cue.phrase.startswith("uw "):
        return "letter"
    if role == "notification" and asked(page, plain(page.flow.text)):
        return "application"  # `Verstuurd op 7 januari`, above a letter that asks
    if role == "decision" and page.type == "aanvraag" and re.search(r"gelezen\s+en\s+goed\w+\W*$", before):
        return "application"
    if role == "application" and re.search(r"bezwa\w+[^.;]*$", before):
        return "inquiry"
    if cue.phrase.startswith(DONE) and page.type in {"besluit", "weigering"} and not ASKED.search(before[-60:]):
        return "decision"
    if role == "decision" and re.search(
        r"(?:vlaamse\s+regering|gewestplan|plan\s+van\s+aanleg|verordening|reglement|koninklijk|ministerieel|"
        r"besluitwet|gemeenteraad|provincie\w*|deputatie|regent)[^;.]{0,60}$",
        before,
    ):
        return "law"
    if role in {"application", "notification"} and page.type in {"besluit", "weigering"} and advised(before):
        return "advice"
    if role == "lapse":
        return "decision" if "stilzwijgend" in plain(page.flow.text) else "works"
    if role == "application" and page.type in _LETTERS and re.search(r"ons\s+(?:besluit|schrijven)", before):
        return "letter"
    if role == "application" and re.search(
        r"(?:besluit|beslissing|vergunning|afschrift)\w*[^;.]{0,50}verzonden\s+op\s*$", before
    ):
        return "notification"
    return role


def _begins_row(cue: Hit[str], page: Page) -> bool:
    """Tell whether a cue begins a row of a form with a capital: `Gedagtekend 3 mei`, below the name of an architect."""
    return page.flow.line_of(cue.start)[0] == cue.start and page.flow.text[cue.start].isupper()

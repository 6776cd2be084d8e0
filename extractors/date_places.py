"""What a date means by its position: at the head of a letter, in a stamp, at the end of a form or a decision."""

import re

from extractors.appeals import upheld
from extractors.cues import Hit
from extractors.date_clauses import OFFICE
from extractors.date_letters import asked, by_page
from extractors.dates import DateMatch
from extractors.page import Page
from extractors.patterns import any_of, either, listed
from extractors.signs import plain

_ATTENDED = re.compile(
    r"\W*(?:[^\n;:]{1,30}\n\W*)?(?:(?:waren|zijn|de|werden)\s+)?"
    r"(?:(?:tegenwoordig|aanwezig)(?!heid)|zitt?en\s*:|presents?\s*:)"
)
"""How minutes go on after the date of a session, whatever they call it: `Zitdag van 3 Mei 1948. Tegenwoordig de HH.`

A few words of a column beside it may end a line between.
"""
_HEADING = 60
_LETTER_HEAD = 0.45
"""The share of a short letter that its head may take."""
_TOP = 260
_DATE_HEADING = re.compile(r"\W*(?:(?:verzend|brief)?datum|date)\W*")
_OWN_DATE = re.compile(r"\W*(?:(?:verzend|brief)?datum|date)\W*(?:[a-z]+dag\W*)?")
_PLACE_ALONE = re.compile(r"\W{0,3}(?:te\s+)?[A-Z][a-z'’\-]+(?:[ \-][A-Z][a-z'’\-]+)?[ ,.]+(?:op\s+)?(?:den?\s+)?")
"""A place before the day of a letter, with no sign between that was typed or read: `Leest 3 mei 1974`."""
_YOUR_LETTER = re.compile(r"\W*uwe?\s+(?:schrijven|brief|bericht|aanvraag|verzoek|vraag)(?:\s+(?:van|dd|d\.d))?\W*")
"""A heading of a letter over the date of what it answers: `uw schrijven`, beside it `ons kenmerk` and `datum`."""
_SAT = re.compile(
    r"\W*(?:(?:dagorde|agenda|punt\s+\d+|besluitenlijst)\W+(?:van\s+het\s+)?)?"
    r"(?:(?:schepen)?[ck]oll(?:ege)?|sch(?:ep)?\W+[ck]oll(?:ege)?|c\.?b\.?s|s\.\s?c|zittingsda(?:g|tum))\W*(?:(?:dd|d\.d|van|op)\W*)?"
)
"""A cell that names the college before a date: it sat then."""
_MINUTES = re.compile(
    r"[^\n;]{0,40}\b(?:register|notulen|notulenboek|verslag|besluitenlijst)\b[^\n;\d]{0,40}\b[ck]ollege\b[^\n;.\d]{0,40}?(?:[-–:|,]|\bvan|\bdd)\s*"
)
_SESSION_OF = re.compile(r"\W*(?:in\s+|openbare\s+)?(?:zitting|vergadering)(?:\s+(?:van|op|dd|d\.d))?(?:\s+den?)?\W*")
_HIGHER = re.compile(r"\b(?:deputatie|minister(?!ie)|vlaamse\s+regering|executieve)\b")
"""Who decides about an appeal."""
_APPEAL = re.compile(r"\bberoep(?!\s+(?:worden\s+)?(?:in)?gesteld\s+worden|\s+instellen)")
_TOOK_NOTE = re.compile(
    r"\W*(?:akte\s+(?:genomen|van)\b|(?:werd|is)\s+(?:door\s+(?:het|ons)\s+(?:schepen)?[ck]ollege\s+)?"
    r"(?:akte|acte|kennis)\s+genomen\s+van\b)"
)
_ON_THAT_DAY = re.compile(r"\b(?:op|den)\W*(?:de\s+|[a-z]+dag\W*)?$")
_COLLEGE_HAS = re.compile(r"\b[ck]ollege\s+(?:heeft|nam|neemt)\s+(?:in\s+zitting\s+van|op)\W*$")
"""How a college answers who only has to give notice: `Het college heeft op 3 mei 2011 akte genomen van de melding`."""
_CAME_IN = listed("in binnen ontv ontvangen ingek ingekomen toegekomen binnengekomen ingeboekt recu entre")
_STAMP_WORDS = re.compile(rf"\W*(?:{_CAME_IN})(?:\s+(?:op|den|le))?\W*")
_SAID = either(
    r"(?:[:,;=(]|\b(?:op|den|de|le|van|dd|te|d\.d\.?|tot|om|voor))\W*$",
    r"\b(?:\w*datum|dag|tijdstip)\b[^\n]*$",
)
_PLACE_COLON = re.compile(r"(?:[A-Z][\w'’\-]+(?:[ \-][\w'’\-]+){0,2}?)\s*:\s*")
_DASHED = re.compile(r"\W*[-–—]\s*")
_SIGNED = re.compile(r"[^\n]{0,40}\n?\W*(?:\(?hand\s?te+kening|(?:de\s+)?(?:aanvrager|bouwheer|verzoeker)\b)")
"""What stands beside or under the date with which somebody signs."""


_SIGNS = listed(r"gemachtigde\s+ambtenaar \w*ambtenaar burge?me+ster \w*secretaris gouverneur griffier")
_OFFICIAL = re.compile(rf"\W*\n\W*(?:de\s+)?(?:{_SIGNS})\b")
_STAMPED_BELOW = re.compile(
    r"\s*\n(?:[^\n]{0,12}\n)?\W*(?:ingeschreven|ingekomen|ontvangen|binnengekomen|toegekomen)(?:\s+op)?\W*\d"
)
"""A stamp with its date, perhaps below a scrawl of the name: `INGESCHREVEN`, under it `20 MRT. 1935`."""
_DATE_LINE = re.compile(r"(?<!ontvangen)(?<!ingekomen)(?:\n|\t)[^\w\n\t]*datum\s*[:.]?\s*$")
_AT = re.compile(r"\n\W*te\s+[a-z][a-z' \-]+[,.]?\W*$")
_REGARDS = re.compile(
    any_of(
        r"\b\w*acht(?:ing|end)",
        r"\bgroet\w*",
        r"\bdank\b",
        r"\bantwoord",
        r"\b(?:toegenegen|dienstwillig|dienaar)\w*",
    )
    + r"\W*\n\W*$"
)
"""The end of a letter, below which its date and the name of its writer stand: `Hopende op een spoedig antwoord,`."""


_WRITTEN_TO = re.compile(
    r"\W*\n\W*(?:(?:ontvangen|ingekomen|aangekomen)(?:\s+op)?\W*\n\W*)?"
    r"(?:aan\s+)?(?:(?:de|den|het|mijnheer|mijne|heer|heren|heeren|leden\s+van\s+het|t\.?a\.?v\.?)\s+)*"
    r"(?:\w*[ck]ollege|\w*bestuur|burge?me+ster|schepenen)\b"
)
_DECLARES = re.compile(
    r"\b(?:aanvra\w*er|ondergete+kende\w*|bouwheer|verzoek(?:st)?er|ik|wij)\b.{0,30}"
    r"\b(?:verklaa?r[t]?|verklaren|verbind\w*|bevestig\w*|verzoekt?|vraagt?)\b.*\.\W*$"
)
_IN_CAPITALS = re.compile(r"(?![IVX]{3})[A-Z]{3}")
"""A month as stamps print it, and no number in Roman signs."""


def stamped_in(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date on an application stands in a stamp that was put over or beside its heading.

    Between the two strokes of a stamp, or at the end of the row below a last cell that says `Ontvangen op`.
    """
    row, end = page.flow.line_of(date.start)
    start, closes = page.flow.cell_of(date.start)
    if page.type != "aanvraag":
        return False
    if _DASHED.fullmatch(folded[start : date.start]) and _DASHED.fullmatch(folded[date.end : closes]):
        return True
    above = _cells_above(folded, row)
    ends = not folded[date.end : end].strip(" .-") and not _SAID.search(folded[row : date.start])
    return ends and len(above) > 1 and _STAMP_WORDS.fullmatch(above[-1]) is not None


def signed_at(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date at the end of an application stands where somebody signs.

    Between `Te Poperinge,` and `(handtekening)`, or alone below the words with which a letter ends.
    """
    if page.type != "aanvraag" or date.start < 0.5 * len(folded):
        return False
    before = folded[max(0, date.start - 60) : date.start]
    if _SIGNED.match(folded, date.end) and _AT.search(before):
        return True
    return _REGARDS.search(before) is not None and not folded[page.flow.line_of(date.start)[0] : date.start].strip()


def above_stamp(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date at the end of an application stands alone in its row, above a stamp that has its own."""
    start, end = page.flow.line_of(date.start)
    alone = not re.sub(
        r"^te\s+[a-z\- ]+,?\s*(?:op|den)?", "", folded[start : date.start] + folded[date.end : end]
    ).strip(" .\t")
    return (
        page.type == "aanvraag"
        and date.start > 0.5 * len(folded)
        and alone
        and _STAMPED_BELOW.match(folded, end) is not None
    )


def heads_request(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a letter that asks begins with its date alone, and below it whom it is written to."""
    alone = not folded[: date.start].strip(" .\n\t") and _WRITTEN_TO.match(folded, date.end) is not None
    return page.type == "aanvraag" and alone and not _IN_CAPITALS.search(page.flow.text[date.start : date.end])


def _below_declaration(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date is written, not stamped, in the row below a sentence in which somebody declares."""
    above = folded[: page.flow.line_of(date.start)[0]].rstrip().rpartition("\n")[2]
    return _DECLARES.search(above) is not None and not _IN_CAPITALS.search(page.flow.text[date.start : date.end])


def dates_form(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date at the end of a form stands behind the word `Datum` and nothing else: who asks wrote it."""
    before = folded[max(0, date.start - 60) : date.start]
    return page.type == "aanvraag" and date.start > 0.5 * len(folded) and _DATE_LINE.search(before) is not None


def sat(page: Page, cell: str) -> bool:
    """Tell whether the plain text of a cell before a date says that the college sat on it: `CBS 04.11.2011`."""
    return page.type in {"kaft", "besluit", "weigering", "plan"} and _SAT.fullmatch(cell) is not None


def heads_minutes(page: Page, cell: str) -> bool:
    """Tell whether the plain text of a cell before a date names its minutes: `Register van het college - 2 mei 15`."""
    return page.type in {"besluit", "weigering"} and _MINUTES.fullmatch(cell) is not None


def on_appeal(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date heads a decision on appeal that undoes the first: `Zitting van`, of the deputation."""
    cell = folded[page.flow.cell_of(date.start)[0] : date.start]
    heading = page.type in {"besluit", "weigering"} and _SESSION_OF.fullmatch(cell) is not None
    return heading and _HIGHER.search(folded[:_TOP]) is not None and upheld(folded, date.end)


def in_first_instance(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date heads a decision that a higher authority takes by itself: nobody appealed to it."""
    cell = folded[page.flow.cell_of(date.start)[0] : date.start]
    heading = page.type in {"besluit", "weigering"} and _SESSION_OF.fullmatch(cell) is not None
    return heading and _HIGHER.search(folded[:_TOP]) is not None and _APPEAL.search(folded) is None


def took_note(folded: str, date: DateMatch) -> bool:
    """Tell whether a date is that on which the college noted what somebody only had to tell it."""
    before = folded[max(0, date.start - 60) : date.start]
    note = _TOOK_NOTE.match(folded, date.end)
    return note is not None and bool(
        _COLLEGE_HAS.search(before)
        or (note[0].endswith("van") and "genomen" in note[0] and _ON_THAT_DAY.search(before))
    )


def answered(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date stands below the heading `uw schrijven`: it is that of the request."""
    row, _ = page.flow.line_of(date.start)
    start, _ = page.flow.cell_of(date.start)
    above, column = _cells_above(folded, row), folded[row:start].count("\t")
    alone = page.type == "brief" and not folded[start : date.start].strip(" .:")
    return alone and column < len(above) > 1 and _YOUR_LETTER.fullmatch(above[column]) is not None


def heads_letter(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date is that of the letter: below a heading `datum`, or after the town and a colon."""
    row, _ = page.flow.line_of(date.start)
    start, _ = page.flow.cell_of(date.start)
    if page.type != "brief" or date.start > _LETTER_HEAD * len(folded):
        return False
    column, above = folded[row:start].count("\t"), _cells_above(folded, row)
    cell, last = folded[start : date.start], "\t" not in folded[date.end : page.flow.line_of(date.start)[1]]
    if not cell.strip(" .:") and len(above) > 1 and column < len(above):
        # an empty cell before it, as of `uw kenmerk` in a first letter, moves the last one to the left
        headings = {above[column], above[-1]} if last else {above[column]}
        if any(_DATE_HEADING.fullmatch(heading) for heading in headings):
            return True
    if start == row and (
        _OWN_DATE.fullmatch(cell) or (last and _PLACE_ALONE.fullmatch(page.flow.text[row : date.start]))
    ):
        return not folded[date.end : page.flow.cell_of(date.start)[1]].strip(" .")
    before = page.flow.text[start : date.start]
    return _PLACE_COLON.fullmatch(before) is not None and plain(before).strip(" :") in folded[:row]


def _cells_above(folded: str, row: int) -> list[str]:
    """Return the cells of the row above the one that begins at `row`."""
    return folded[: max(0, row - 1)].rpartition("\n")[2].split("\t") if row else []


def by_place(page: Page, date: DateMatch, cues: tuple[Hit[str], ...], folded: str) -> tuple[str, float]:
    """Return the role of a date without words before it: in a stamp, alone at the head of a letter, at the end."""
    text = page.flow.text
    stamped = _stamp_below(cues, text, date)
    if stamped:
        return stamped, 0.7
    start, end = page.flow.cell_of(date.start)
    if page.type == "aanvraag" and date.end > 0.6 * len(text) and OFFICE.fullmatch(folded[start : date.start]):
        return "receipt", 0.75
    alone = not re.sub(
        r"\b(?:[a-z]+dag|verz[eo]nd\w*|verstuurd|bijlagen?\W*\d{0,2})\b",
        "",
        folded[start : date.start] + folded[date.end : end],
    ).strip(" .,:|den")
    if alone and date.start < 0.35 * len(text) and page.type in {"brief", "bericht", "aanvraag", "advies"}:
        return by_page(page, date, folded)
    last = not text[date.end : end].strip(" .")
    heads = date.start < _TOP / 2 and (last or not text[start : date.start].strip())
    if page.type == "brief" and heads and asked(page, folded):
        return "application", 0.5
    if (
        page.type == "aanvraag"
        and (date.start < _TOP or last)
        and re.search(r"[a-z],\s*$|\d[.,]\s*(?:le|den)\s*$", text[start : date.start])
    ):
        return "application", 0.7
    if page.type == "aanvraag" and date.start > 0.5 * len(text) and _SIGNED.match(folded, date.end):
        return "application", 0.7
    if alone and page.type == "aanvraag" and _below_declaration(page, date, folded):
        return "application", 0.7
    if alone and page.type == "aanvraag" and date.start > 0.6 * len(text):
        return "receipt", 0.6  # a stamp whose words were not read
    if page.type in {"besluit", "weigering"} and date.start > 0.7 * len(text):
        return "decision", 0.8 if alone and _OFFICIAL.match(folded, date.end) else 0.5
    if page.type in {"besluit", "weigering"} and date.start < 0.2 * len(text) and end - start < _HEADING:
        return "decision", 0.5  # in the heading of a decision, with a word for the session that was not read
    return "", 0.0


def attended(page: Page, date: DateMatch, folded: str) -> bool:
    """Tell whether a date heads the minutes of a session: those who sat in it are named right behind."""
    decides = page.type in {"besluit", "weigering"} and date.start < 0.5 * len(folded)
    return decides and _ATTENDED.match(folded, date.end) is not None


def _stamp_below(cues: tuple[Hit[str], ...], text: str, date: DateMatch) -> str:
    for cue in cues:
        if (
            date.end <= cue.start <= date.end + 12
            and cue.meaning in {"receipt", "decision"}
            and text[cue.start : cue.end].isupper()
        ):
            return cue.meaning
    return ""

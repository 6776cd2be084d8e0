"""Labels and set phrases that announce the text after them: `wonende te`, `Ligging :`, `strekkende tot`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.anchor_words import FORMULAS, LABELS
from extractors.cues import Hit, Phrases
from extractors.flow import Flow
from extractors.label_stems import is_label_word, label_role
from extractors.signs import plain

_ASKS_ARCHITECT = re.compile(r"\barchitect\w*\b[^\n?]{0,40}\?[^\n]{0,15}(?:\n\W{0,3}(?:ja|neen)?[\W\d]{0,4})$")
"""A question about the architect right above a label: `Is een architect verplicht?`, and below it `ja. Naam:`."""
REACH = 320
"""Characters after which a label or formula no longer rules."""

_NEUTRAL = {"straat", "straat en nummer", "straat en nr", "adres", "straatnaam"}
_NAME = {"naam", "naam en voornaam", "naam en voornamen", "naam voornaam", "familienaam", "familienaam en voornaam"}
_GOES_ON = re.compile(r"[a-z]\s(?:in|van|met|een|de|het|tot|voor|op|aan|en|\d{1,3})\n+\Z")
"""A line of running words that does not end there."""
_LINE_END = 12
"""Characters before a row in which it is seen how the one above ends."""
_SECTIONS = {
    "applicant": "applicant_address",
    "owner": "applicant_address",
    "site": "site",
    "architect": "architect_address",
}
"""On a form with sections (`1. Gegevens van de aanvrager`) the heading decides whose street follows."""
_AFTER_LABEL = re.compile(r"(?:[ ]?\([^)\n\d]{0,40}\)(?=[\s:.]))?[\s:;,.…?_)(\-—–']*")

_CELL = re.compile(
    r"(?:^|\t)[^\w\n\t]*(?:(?:\d{1,2}|[IVX]{1,4}|[A-Za-z])(?:[.)]\s?\d{0,2}[.)]?)\s*|\d{1,2}\s+)?"
    r"(?P<label>[^\W\d_][^:?\t\n…]{1,70}?)[ ]?(?:[:?]|\.{3}|…|_{2}|\t)",
    re.MULTILINE,
)
"""The first words of a row or cell before a colon, dots or a wide gap."""
_NUMBERING = re.compile(r"\d{1,2}[.)]{0,2}|(?:[IVX]{1,4}|[A-Z])[.)]\d{0,2}|[IVX]{2,4}|[HI1l]{2,3}[.)]{0,2}")
_ROW_NUMBER = re.compile(r"^[^\w\n]*(?:\d{1,2}|[IVX]{1,4}|[A-Z])[.)]\s?\d{0,2}[.)]?\s*(?=[A-Z])", re.MULTILINE)
"""`II.1 `, `4. `, `B) `: what numbers a row of a form."""
_NEXT_ITEM = re.compile(r"\n\W{0,2}(?:\d{1,2}|[a-h])\s?[.)°]\s|\.\s*\n(?=[A-Z])")
"""Where a list of those present ends: at the next point of the minutes, at a full stop."""
_COVERED = 0.8
"""Share of a label's signs that a listed phrase must have to be the label."""


@dataclass(frozen=True, slots=True)
class Segment:
    """text[start:end] with a role; `anchor` is where its label begins, `label` tells a form label from a formula."""

    role: str
    phrase: str
    anchor: int
    start: int
    end: int
    label: bool


@lru_cache(maxsize=1)
def _phrases() -> tuple[Phrases[str], Phrases[str]]:
    return Phrases(LABELS, whole=True), Phrases(FORMULAS, whole=True)


def _is_label(flow: Flow, hit: Hit[str]) -> bool:
    start, end = flow.cell_of(hit.start)
    before = flow.text[start : hit.start].strip(" .-•*|")
    after = flow.text[hit.end : end].lstrip()
    numbered = _NUMBERING.fullmatch(flow.text[start : hit.start].strip(" -•*|")) is not None
    if before and not numbered:
        numbers = (
            hit.meaning in {"reference", "stedenbouw"}
            and len(hit.phrase) > 7
            and re.match(r"[ .:°]*[A-Z\d]", after) is not None
        )
        return (after.startswith(":") and len(hit.phrase) >= 5) or numbers
    row = flow.line_of(hit.start)[0]
    if not before and not after.startswith(":") and _GOES_ON.search(flow.text, max(0, row - _LINE_END), row):
        return False  # `in 3` + `bouwplaatsen`: a line that goes on
    if hit.phrase == "te":  # `Te  Kerkstraat 5` in a title block, not a line of running text
        return flow.text[hit.start].isupper() and after[:1].isalnum()
    long_enough = len(hit.phrase) >= 9
    if hit.meaning == "reference" and re.match(r"(?:n[°ºro]|nr)\W", after):
        return True
    return not after or after[0] in ":;.,(…_/°-—" or numbered or long_enough or after[0].isupper() or after[0].isdigit()


def _with_unlisted(flow: Flow, known: list[Hit[str]]) -> list[Hit[str]]:
    """Return the labels with those that no list has, told by the stems of their words."""
    spans = [match.span("label") for match in _CELL.finditer(flow.text)]
    for start, end in (*spans, *_numbered(flow)):
        label = flow.text[start:end]
        covered = max((min(hit.end, end) - max(hit.start, start) for hit in known), default=0)
        role = label_role(label) if covered < _COVERED * (end - start) else ""
        if role:
            known = [hit for hit in known if hit.end <= start or hit.start >= end]
            known.append(Hit(role, plain(label), start, end, 0))
    return known


def _numbered(flow: Flow) -> list[tuple[int, int]]:
    """Return where the labels of numbered rows stand that only a capital parts from their answer."""
    spans = []
    for match in _ROW_NUMBER.finditer(flow.text):
        _, stop = flow.line_of(match.end())
        row = [token for token in flow.tokens if match.end() <= token.start and token.end <= stop]
        size = next(
            (
                n
                for n, token in enumerate(row)
                if not is_label_word(token.form) or (n and flow.text[token.start].isupper())
            ),
            len(row),
        )
        if 2 <= size < len(row):
            spans.append((match.end(), row[size - 1].end))
    return spans


_FORM_LINES, _FORM_LABELS = 6, 4


def _in_a_form(flow: Flow, hits: tuple[Hit[str], ...], known: list[Hit[str]]) -> list[Hit[str]]:
    """Return what else is a label because labels begin most lines around it: `klant Claes Jan` in a title block."""
    first = {start: number for number, (start, _) in enumerate(flow.lines)}
    unsure = [hit for hit in hits if hit not in known and hit.start in first and not hit.slips]
    begins = sorted({first[hit.start] for hit in (*known, *unsure) if hit.start in first})
    return [
        hit
        for hit in unsure
        if any(
            sum(line <= other < line + _FORM_LINES for other in begins) >= _FORM_LABELS
            for line in range(first[hit.start] - _FORM_LINES + 1, first[hit.start] + 1)
        )
    ]


_ASKING = re.compile(
    r"(?:\w*aanvra(?:ag|gen)|\w*verzoek\w*|re[ck]w?est|request|vraag|dossier|melding|\w*(?:vergunning|toelating))$"
)
_NUMBER = re.compile(r"n|nr|no|nummer|[a-z]{0,4}\d[a-z\d]*")
_FILED = 30


def _over_a_number(flow: Flow, formulas: Phrases[str]) -> tuple[Hit[str], ...]:
    """Return the formulas that a number parts in two: `Verzoek nr. 519 van`."""
    tokens = flow.tokens
    kept = []
    asked = 0
    for token in tokens:
        if _ASKING.match(token.form):
            asked = token.end
        if not (_NUMBER.fullmatch(token.form) and asked and token.end - asked <= _FILED):
            kept.append(token)
    if len(kept) == len(tokens):
        return ()
    return tuple(
        hit
        for hit in formulas.find(kept)
        if not hit.slips and hit.end - hit.start > len(hit.phrase) + 3 and "\n" not in flow.text[hit.start : hit.end]
    )


def _row_below(flow: Flow, segment: Segment, at: int) -> bool:
    """Tell whether a place stands one row below the label of who asks."""
    return segment.label and segment.role in {"applicant", "owner"} and flow.text.count("\n", segment.start, at) == 1


def _named_below(flow: Flow, heading: Segment, hit: Hit[str]) -> bool:
    """Tell whether a row with a name is that of the heading right above it: `ARCHITECT`, below it `Naam : Claes`."""
    between = flow.text[heading.anchor + len(heading.phrase) : hit.start]
    alone = heading.label and heading.role == "architect" and not between.strip(" .\n")
    return alone and between.count("\n") == 1 and hit.phrase in _NAME


def _marks(flow: Flow) -> list[tuple[Hit[str], bool]]:
    """Return the labels (true) and formulas (false) of a page in order; of two in one place the longer one counts."""
    labels, formulas = _phrases()
    hits = labels.find(flow.tokens)
    known = [hit for hit in hits if _is_label(flow, hit)]
    known = sorted([*known, *_in_a_form(flow, hits, known)], key=lambda hit: hit.start)
    marks: list[tuple[Hit[str], bool]] = [(hit, True) for hit in _with_unlisted(flow, known)]
    taken = [(hit.start, hit.end) for hit, _ in marks]
    for hit in (*formulas.find(flow.tokens), *_over_a_number(flow, formulas)):
        clash = [span for span in taken if span[0] < hit.end and hit.start < span[1]]
        if all(hit.end - hit.start > right - left for left, right in clash):
            marks = [mark for mark in marks if (mark[0].start, mark[0].end) not in clash]
            marks.append((hit, False))
    return sorted(marks, key=lambda mark: mark[0].start)


def segments(flow: Flow) -> tuple[Segment, ...]:
    """Cut a page at its labels and formulas; each stretch gets the role of the one before it."""
    marks = _marks(flow)
    result: list[Segment] = []
    section = whose = ""
    homes: set[str] = set()
    sited = any(label and hit.meaning == "site" and hit.phrase not in _NEUTRAL for hit, label in marks)
    for place, (hit, label) in enumerate(marks):
        following = marks[place + 1][0].start if place + 1 < len(marks) else len(flow.text)
        skipped = _AFTER_LABEL.match(flow.text, hit.end)
        start = skipped.end() if skipped else hit.end
        value = flow.text[start : flow.line_of(hit.start)[1]].strip()
        role = hit.meaning
        if label and not value and role in _SECTIONS:
            section = _SECTIONS[role]
        elif label and section and (hit.phrase in _NEUTRAL or role == "street"):
            role = section
        elif label and result and _named_below(flow, result[-1], hit):
            role = result[-1].role
        elif label and hit.phrase in _NEUTRAL and sited and result and _row_below(flow, result[-1], hit.start):
            role = "applicant_address"  # the street under a name, when another row is the site
        if (
            label
            and role == "applicant"
            and _ASKS_ARCHITECT.search(plain(flow.text[max(0, hit.start - 110) : hit.start]))
        ):
            role = "architect"
        if role == "street":  # of whoever was named last and has no address yet
            home = _SECTIONS.get(whose, "site")
            role = "site" if home in homes else home
        if label:
            whose = role if role in _SECTIONS else whose
            homes.add(role)
        until = min(following, hit.end + REACH)
        if role == "official" and (item := _NEXT_ITEM.search(flow.text, start, until)):
            until = item.start()
        result.append(Segment(role, hit.phrase, hit.start, start, max(start, until), label))
    return tuple(result)

"""Tables on paper: a row of headings with answers below is read as `heading : answer`, one heading at a time."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from extractors.anchor_words import LABELS
from extractors.label_stems import label_role
from extractors.signs import plain
from schemas.pages import Word

_WORDS = (
    "volgnummer volgnr jaar uitslag dossier datum dossiernr dossiernummer inschrijving zone aanvraagnummer "
    "aanvraagnr stedebouw stedenbouw arohm rohm ingediend college schepencollege uw ons onze uwe brief van "
    "kenmerk bericht naam voornaam aanvrager adres telefoon tel ligging kadaster gemeente gemeentelijk nummer nr "
    "no sectie en inhoud referte ref referentie ontvangst ontvangen ontvangstbewijs beslissing besluit zitting "
    "architect ontwerper bouwheer verzoeker eigenaar straat plaats voorwerp aard werken der perceel bijlagen "
    "bijlage dienst afdeling contactpersoon omschrijving aantal bedrag vergunning advies indiening verzending "
    "betekening kennisgeving aanvraag oppervlakte postcode register soort type vergunningsnummer projectnummer "
    "registernummer nis aanvraagdatum ontvangstdatum beslissingsdatum woonplaats bouwplaats kadastrale gegevens "
    "ingekomen uitspraak gevolg resultaat verkaveling lot bundel gewest "
)
_HEADINGS = frozenset(_WORDS.split())
"""Words of which headings are made; a row with any other word in it is no row of headings."""
_FUZZY_FROM = 6
_MOST_LINES = 4
_NAME = re.compile(r"[A-Z][^\W\d]*(?:\(\w+\))?[.:°]?(?:\s(?:[+&]|[^\W\d]+[.:°]?)){0,3}")
"""What a heading that is in no list looks like: a capital, no digits."""
_NEW_ITEM = re.compile(r"^\W*(?:\d{1,2}\s?[.)]|[A-H]\.$)")
_COLON = re.compile(r"[^\W\d]{3,}:|.*:$")

_NUMBER = re.compile(r"(?:volg|dossier|register|inschrijvings)?\s?(?:n[ro°]|nummers?|no)\b")
_WHO = re.compile(
    r"\b(?:na[ae]m|aanvr|vra(?:ger|get)|verzoek|bouwheer|eigenaar|vergunninghouder|houder|belanghebb|stra[ae]t|ligging|bouwplaats)"
)
_LISTED = 3
"""Dossiers that a table lists before it is a register."""

Place = Callable[[Word], tuple[float, float, float]]
"""Gives left, right and middle of a word on the upright page, in pixels."""
Row = list[tuple[Word, str]]
"""Words with the gap before each: a space, a tab (wide gap) or ` : ` (between heading and answer)."""


class _Cell(NamedTuple):
    words: list[Word]
    left: float
    right: float


def linearised(rows: Sequence[Row], place: Place, height: float) -> list[Row]:
    """Return the rows with each table turned into one row per heading; all other rows stay as they are."""
    result: list[Row] = []
    at = 0
    while at < len(rows):
        heads = _headings(rows[at], place, height)
        entries = _entries(rows, at, heads, place, height) if _of_dossiers(heads) else []
        if entries:
            columns = [column for entry in entries for column in _columns(entry, heads, place, height)]
            result += [head + answer for head, answer in columns if answer]
            at += 1 + sum(map(len, entries))
            continue
        count = _answers(rows, at, heads, place, height) if heads else 0
        if count and not all(map(_is_label, heads)) and not _proven(rows[at + 1], heads, place, height):
            count = 0
        if not count:
            result.append(rows[at])
            at += 1
            continue
        result += [head + answer for head, answer in _columns(rows[at + 1 : at + 1 + count], heads, place, height)]
        at += 1 + count
    return result


def _columns(rows: Sequence[Row], heads: list[_Cell], place: Place, height: float) -> list[tuple[Row, Row]]:
    """Return each heading with the words below it."""
    columns: list[tuple[Row, Row]] = []
    for column, head in enumerate(heads):
        until = heads[column + 1].left - 0.6 * height if column + 1 < len(heads) else float("inf")
        start = head.left - 0.6 * height if column else float("-inf")
        answer = [word for row in rows for word, _ in row if start <= sum(place(word)[:2]) / 2 < until]
        line: Row = [(word, " ") for word in head.words]
        columns.append((line, [(word, " " if number else " : ") for number, word in enumerate(answer)]))
    return columns


def _of_dossiers(heads: list[_Cell]) -> bool:
    """Tell whether headings are those of a register: a number, somebody and a place or what was built."""
    told = [plain(" ".join(word.text for word in head.words)) for head in heads]
    return len(heads) >= 3 and bool(_NUMBER.match(told[0])) and any(_WHO.search(head) for head in told[1:])


def _entries(rows: Sequence[Row], at: int, heads: list[_Cell], place: Place, height: float) -> list[Sequence[Row]]:
    """Return the rows of each dossier that a register lists, none when it lists fewer than three."""
    border = heads[1].left - 0.6 * height
    starts: list[int] = []
    end, above = at + 1, _middle(rows[at], place)
    for number, row in enumerate(rows[at + 1 :], start=at + 1):
        middle = _middle(row, place)
        first = [word for word, _ in row if sum(place(word)[:2]) / 2 < border]
        begins = len(row) > len(first) > 0 and any(sign.isdigit() for word in first for sign in word.text)
        if middle - above > 4 * height or not (begins or (starts and not first)):
            break
        starts += [number] if begins else []
        end, above = number + 1, middle
    bounds = [*starts, end]
    return [rows[one:other] for one, other in pairwise(bounds)] if len(starts) >= _LISTED else []


def _begins_with_label(row: Row) -> bool:
    words = [plain(word.text).strip(" .:°") for word, _ in row[:3]]
    openings = [" ".join(words[: size + 1]) for size in range(len(words))]
    return any(opening in LABELS or label_role(opening) for opening in openings)


def _cells(row: Row, place: Place, height: float) -> list[_Cell]:
    """Cut a row at its wide gaps."""
    cells: list[_Cell] = []
    for word, gap in row:
        left, right, _ = place(word)
        if cells and gap != "\t" and left - cells[-1].right < 1.1 * height:
            cells[-1] = _Cell([*cells[-1].words, word], cells[-1].left, right)
        else:
            cells.append(_Cell([word], left, right))
    return cells


def _headings(row: Row, place: Place, height: float) -> list[_Cell]:
    """Return the cells of a row that is nothing but two or more headings, else nothing.

    All but one may be unknown, when they look like a name of something: `_proven` then asks the row below.
    """
    cells = _cells(row, place, height)
    short = len(cells) >= 2 and all(len(cell.words) <= 4 for cell in cells)
    unknown = [cell for cell in cells if not _is_label(cell)] if short else cells
    nameable = all(_NAME.fullmatch(" ".join(word.text for word in cell.words)) for cell in unknown)
    return cells if nameable and len(unknown) < len(cells) else []


def _proven(row: Row, heads: list[_Cell], place: Place, height: float) -> bool:
    """Tell whether the row under half-known headings is one of answers: in most columns, digits among them."""
    cells = _cells(row, place, height)
    colons = any(cell.words[-1].text.endswith(":") for cell in (*heads, *cells))
    if colons or any(map(_is_label, cells)) or _begins_with_label(row):
        return False  # a form: `Bouwheer  Claes Jan` above `Woonplaats  Dorp 3`
    borders = [head.left - 0.6 * height for head in heads[1:]]
    filled = {sum(border <= cell.left + 0.3 * height for border in borders) for cell in cells}
    needed = 2 if 2 * sum(map(_is_label, heads)) >= len(heads) else len(heads)
    return len(filled) >= needed and any(char.isdigit() for cell in cells for word in cell.words for char in word.text)


def _is_label(cell: _Cell) -> bool:
    return all(map(_is_heading, cell.words)) or label_role(" ".join(word.text for word in cell.words)) not in {
        "",
        "other",
    }


def _is_heading(word: Word) -> bool:
    text = plain(word.text).strip(".°")
    if text in _HEADINGS:
        return True
    return len(text) >= _FUZZY_FROM and any(
        Levenshtein.distance(text, known, score_cutoff=1) <= 1 for known in _HEADINGS if len(known) >= _FUZZY_FROM
    )


def _answers(rows: Sequence[Row], at: int, heads: list[_Cell], place: Place, height: float) -> int:
    """Return how many rows below the headings hold their answers."""
    count = 0
    above = _middle(rows[at], place)
    for row in rows[at + 1 : at + 1 + _MOST_LINES]:
        middle = _middle(row, place)
        first = row[0][0].text
        apart = middle - above > (3.2 if not count else 2.2) * height
        if apart or (count and (_starts_anew(row, place, height) or _NEW_ITEM.match(first))):
            break
        if count and not _in_columns(row, heads, place, height):
            break
        count += 1
        above = middle
    return count


def _middle(row: Row, place: Place) -> float:
    return sum(place(word)[2] for word, _ in row) / len(row)


def _starts_anew(row: Row, place: Place, height: float) -> bool:
    """Tell whether a row begins with a label of its own: `Verzoeker  Wouters Frans`."""
    return _is_heading(row[0][0]) or bool(_COLON.match(row[0][0].text)) or bool(_headings(row, place, height))


def _in_columns(row: Row, heads: list[_Cell], place: Place, height: float) -> bool:
    """Tell whether no two neighbouring words of a row run on over the border of a column."""
    borders = [head.left - 0.6 * height for head in heads[1:]]
    for (one, _), (other, _) in pairwise(row):
        left, right = place(one), place(other)
        crosses = any(sum(left[:2]) / 2 < border <= sum(right[:2]) / 2 for border in borders)
        if crosses and right[0] - left[1] < 0.9 * height:
            return False
    return True

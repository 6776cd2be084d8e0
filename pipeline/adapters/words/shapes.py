"""Mends words that, by their own shape and their neighbours on the line, can only be one thing.

`25 januari 196l` is a year, `Ridderstraot` a street, `2lsten Maart` a day. Both readers are sure of such mistakes, so
their sureness does not help. Wrong is worse than not mended: no digit becomes another digit, numbers of dossiers and
parcels and names of people are left alone, and no page says what another one means.
"""

from collections.abc import Collection, Sequence
from itertools import groupby, pairwise

from pipeline.adapters.words import shape_dates as dates
from pipeline.adapters.words import shape_signs as signs
from pipeline.adapters.words import shape_words as words_of
from pipeline.adapters.words.likely_words import LOWERED
from schemas.pages import Box, Word

_SMALL = str.maketrans("", "", ".,·-–—")  # signs that say nothing of the letters and figures beside them
_ROUNDS = 4  # a mended year lets its month be seen, and that its day
_RULES = (
    dates.of_joined, dates.of_specked, dates.of_year, dates.of_month, dates.of_day, words_of.of_roman,
    words_of.of_number, words_of.of_place, words_of.of_firm, words_of.of_count, words_of.of_digit, words_of.of_street,
    words_of.of_field, words_of.of_letters, words_of.of_king, words_of.of_article, words_of.of_building,
    words_of.of_signs, signs.of_figures, signs.of_leaning, signs.of_speck, signs.of_lone, signs.of_beginning,
)  # fmt: skip


def shaped(words: Sequence[Word], known: Collection[str], places: Collection[str] = ()) -> tuple[Word, ...]:
    """Return the words of an upright page, those mended that can be only one thing.

    A mended word keeps in `seen` what the reader saw. `known` are words in lower case; what is among them stays, and
    without them no word is mended by its letters alone. `places` are towns and villages, so too.
    """
    mended: list[Word] = []
    for _, line in groupby(words, key=lambda word: word.line):
        mended += _line(list(line), known, places)
    return tuple(mended)


def _line(words: list[Word], known: Collection[str], places: Collection[str]) -> list[Word]:
    for _ in range(_ROUNDS):
        texts = [word.text for word in words]
        changes = [_mended(texts, at, known, places) for at in range(len(texts))]
        if not any(changes):
            break
        words = [new for word, change in zip(words, changes, strict=True) for new in _with(word, change)]
    return words


def _mended(line: Sequence[str], at: int, known: Collection[str], places: Collection[str]) -> tuple[str, ...] | None:
    for rule in _RULES:
        if change := rule(line, at, known):
            return change
    return words_of.of_house(line, at, places) or signs.of_alike(line, at, known, places)


def _with(word: Word, texts: tuple[str, ...] | None) -> tuple[Word, ...]:
    if not texts:
        return (word,)
    same = "".join(texts).translate(_SMALL) == word.text.translate(_SMALL)
    seen, sure = word.seen or word.text, word.confidence if same else min(word.confidence, LOWERED)
    boxes = _shared(word.box, [len(text) for text in texts])
    if boxes is None:  # text that runs up the page: nobody knows at which end it begins
        return (word._replace(text="".join(texts), confidence=sure, seen=seen),)
    return tuple(
        word._replace(text=text, box=box, confidence=sure, seen=seen) for text, box in zip(texts, boxes, strict=True)
    )


def _shared(box: Box, sizes: Sequence[int]) -> list[Box] | None:
    """Divide the box of a word among its parts, by their letters."""
    wide = box.right - box.left
    if len(sizes) > 1 and (box.bottom - box.top > wide or wide < len(sizes)):
        return None
    edges = [box.left + round(wide * sum(sizes[:count]) / sum(sizes)) for count in range(len(sizes) + 1)]
    return [Box(left, box.top, right, box.bottom) for left, right in pairwise(edges)]

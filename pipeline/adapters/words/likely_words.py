"""What a word may be where the second reader was nearly as sure of something else: a known word, a number, a year.

PP-OCRv6 looks at letters one by one and knows no Dutch: in handwriting it reads `verhavelen` where `verkavelen` was as
likely. Pure functions of chances, but for the loading of the words.
"""

import csv
import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from heapq import nlargest
from pathlib import Path
from statistics import geometric_mean

from pipeline.adapters.words.lexicon import DUTCH
from pipeline.adapters.words.spelling import key, sounded

Step = Mapping[str, float]
"""The chance of each letter at one place along a line; the empty letter is none, or the one before going on."""

DUTCH_PAPERS = "nld"
LEAST = 0.004
"""A letter with a smaller chance is no other way to read a place."""
_AS_LIKELY = 0.05  # of the chance of what was read: a known word with less is not what stands there
_AS_LIKELY_LONG = 0.01  # the same for the only known word that is as near to one of `_LONG` letters
_LONG = 7
_AS_LIKELY_A_DATE = 0.10  # the same for `1213/1974`, which may well be a number (of 260 real ones none came over 0.02)
_KEPT = 12  # ways to read a word that are followed up
_SHORTEST = 4  # letters: shorter ones, another word is always near
_SURE = 0.75  # of what was read: below it is dirt or a scrawl, and a word would only look as if it had been read
LOWERED = 0.85
"""How sure of a word that was chosen among others, at most."""
_KING = re.compile(r"[Il|]{2,3}-")  # of `Leopold III-laan`: `Il-laan` is known, and wrong
_LETTERS = re.compile(r"[^\W\d_]+")
_YEAR = r"(?:18[5-9]\d|19\d\d|20[0-3]\d)"
_WITH_YEAR = re.compile(rf"(?:\d{{1,4}}/{_YEAR}|{_YEAR}/\d{{1,4}})[.,;:]?")
_DIGITS_ALONE = re.compile(r"\d{6,8}[.,;:]?")
_NUMBER_OF_YEAR = re.compile(rf"\d{{3,4}}/{_YEAR}[.,;:]?")
_HIDES_DATE = re.compile(rf"[\d|]{{3,5}}/{_YEAR}[.,;:]?|\d{{1,2}}/[\d|]{{4,7}}[.,;:]?")
"""`18107/2005`, `9/07184`: a date of which a stroke was read as a digit."""
_DATE = re.compile(rf"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/(?:{_YEAR}|\d\d)[.,;:]?")
_STROKES = frozenset("1lI|")
_STROKED_SURE = 0.80
_A_STROKE = 0.02  # of the chance of the `1` that was read (geometric mean): in dates and numbers of a known build
_A_BARE_STROKE = (
    0.05  # the same in parcels and bare numbers (of 48 real ones that a stroke would suit, none over 0.016)
)
_MARKED = (
    _DATE,
    _WITH_YEAR,
    re.compile(r"[A-Z]{1,4}/\d\d/\d{1,5}"),
    re.compile(rf"[A-Z]{{1,4}}[-.]?{_YEAR}/\d{{1,6}}"),
    re.compile(rf"\d{{2,5}}/[A-Z]{{1,3}}/(?:{_YEAR}|\d\d)"),
    re.compile(rf"{_YEAR}/[A-Z]{{1,3}}/\d{{1,5}}"),
    re.compile(r"\d\.\d\d/\d{5}/\d{1,5}(?:\.\d)?"),
    re.compile(rf"\d{{3}}\.\d/(?:{_YEAR}-\d{{1,3}}|\d{{3}}/\d\d)"),
)
"""Dates, and numbers of dossiers as towns and ministry wrote them: `B/85/783`, `608/A/93`, `7.07/23104/807`."""
_BARE = (re.compile(r"\d{2,4}/(?:\d{1,2}/?)?[a-z]\d{0,2}"), re.compile(r"\d{2,3}/(?![89])\d{3}"))
"""Parcels, and numbers of two groups: `103/g`, `808/2/t6`, `064/391`."""
_STROKED = ((_A_STROKE, _MARKED), (_A_BARE_STROKE, _BARE))


_NAMES = ("name", "name_nl", "name_fr")


def word_files(config: Path) -> tuple[Path, ...]:
    """Return the files with the words that are known: names of streets and places, words of office, Debian's Dutch.

    `config` is the folder of the first three. Debian's list may be missing; then fewer words are known.
    """
    lists = (config / "reference" / name for name in ("streets.txt", "localities.csv", "municipalities.csv"))
    return tuple(file for file in (*lists, config / "public_words.txt", DUTCH) if file.is_file())


def words_identity(files: Sequence[Path]) -> str:
    """Return a digest of the words: other words are another reader."""
    digest = sha256()
    for file in files:
        digest.update(file.read_bytes())
    return f"words {digest.hexdigest()[:8]}"


@lru_cache(maxsize=1)
def load_words(files: tuple[Path, ...]) -> frozenset[str]:
    """Return the words that are known, in lower case; those loaded last are kept, for they are many."""
    return frozenset(
        word
        for file in files
        for word in file.read_text(encoding="utf-8").casefold().replace(",", " ").split()
        if len(word) > 1 and word.isalpha()
    )


@lru_cache(maxsize=1)
def load_places(files: tuple[Path, ...]) -> frozenset[str]:
    """Return the names of towns and villages among the files of words, in lower case, as they are written."""
    found = set()
    for file in files:
        if file.suffix == ".csv":
            with file.open(encoding="utf-8", newline="") as rows:
                found |= {row.get(column) or "" for row in csv.DictReader(rows) for column in _NAMES}
    return frozenset(name.casefold() for name in found if name)


def is_doubtful(word: str, sure: float, known: Collection[str]) -> bool:
    """Tell whether a word is worth asking what else it may be: it is not known, or digits that may hide a stroke."""
    if sure < _SURE:
        return False
    letters = "".join(_LETTERS.findall(word))
    if letters:
        plain = not any(map(str.isdigit, word)) and not letters.isupper()
        return plain and not _KING.match(word) and len(letters) >= _SHORTEST and not _is_known(word, known)
    return any(shape.fullmatch(word) for shape in (_DIGITS_ALONE, _HIDES_DATE))


def likelier(word: str, sure: float, steps: Sequence[Step], known: Collection[str]) -> tuple[str, float]:
    """Return what a doubtful word rather is, and how sure that is; the word itself where nothing known is as likely."""
    ways = readings(steps)
    share = _AS_LIKELY_A_DATE if _NUMBER_OF_YEAR.fullmatch(word) else _AS_LIKELY
    least = share * ways.get(word, max(ways.values(), default=1.0))
    fitting = [way for way, chance in ways.items() if chance > least and way != word and _replaces(word, way, known)]
    if not fitting and [len(letters) >= _LONG for letters in _LETTERS.findall(word)] == [True]:
        fitting = _alone(word, ways, known)
    return (max(fitting, key=lambda way: ways[way]), min(sure, LOWERED)) if fitting else (word, sure)


def _alone(word: str, ways: Mapping[str, float], known: Collection[str]) -> list[str]:
    """Return the known word that a long one may be, if it is only one; `verhoogen` is an old `verhogen`."""
    least = _AS_LIKELY_LONG * ways.get(word, max(ways.values(), default=1.0))
    fitting = [way for way, chance in ways.items() if chance > least and way != word and _replaces(word, way, known)]
    return [way for way in fitting if len(fitting) == 1 and sounded(key(way)) != sounded(key(word))]


def readings(steps: Sequence[Step]) -> dict[str, float]:
    """Return the likeliest texts that places along a line may spell, each with its chance (CTC, prefix beam search)."""
    ends = {"": (1.0, 0.0)}  # of each text: the chance that the last place holds no letter, and that it holds its last
    for step in steps:
        grown: dict[str, tuple[float, float]] = {}
        for text, (after, on) in ends.items():
            for letter, chance in step.items():
                if not letter:
                    _add(grown, text, (after + on) * chance, 0.0)
                elif text.endswith(letter):
                    _add(grown, text, 0.0, on * chance)
                    _add(grown, text + letter, 0.0, after * chance)
                else:
                    _add(grown, text + letter, 0.0, (after + on) * chance)
        ends = dict(nlargest(_KEPT, grown.items(), key=lambda item: sum(item[1])))
    return {text: after + on for text, (after, on) in ends.items() if after + on}


def _add(grown: dict[str, tuple[float, float]], text: str, after: float, on: float) -> None:
    before = grown.get(text, (0.0, 0.0))
    grown[text] = (before[0] + after, before[1] + on)


def _is_known(word: str, known: Collection[str]) -> bool:
    return all(part in known for part in _LETTERS.findall(word.casefold()))


def _replaces(word: str, other: str, known: Collection[str]) -> bool:
    """Tell whether another way to read a word is better: known and written alike, or a number with its year."""
    if not _LETTERS.search(word):
        return _hides(word, other) if "/" in word else _WITH_YEAR.fullmatch(other) is not None
    if _LETTERS.sub("", word) != _LETTERS.sub("", other):
        return False
    first, second = _LETTERS.search(word), _LETTERS.search(other)
    alike = first is not None and second is not None and first[0][0].isupper() == second[0][0].isupper()
    return alike and _is_known(other, known)


def _hides(word: str, other: str) -> bool:
    """Tell whether another way to read a word is a date of which one stroke was read as a digit.

    Not beside another such digit: in `10/1166` a stroke is missing, and nobody can tell which.
    """
    if len(word) != len(other) or not _DATE.fullmatch(other):
        return False
    places = [place for place, (one, two) in enumerate(zip(word, other, strict=True)) if one != two]
    if len(places) != 1 or other[places[0]] != "/" or word[places[0]] not in _STROKES:
        return False
    return not _STROKES & {word[places[0] - 1], word[places[0] + 1]}


def stroked(word: str, sure: float, chances: Sequence[float]) -> tuple[str, float]:
    """Return a number with the strokes that were read as ones, and how sure that is.

    Only where that makes a date, or a number such as these papers have, and the reader nearly saw those strokes:
    `chances` says of each letter how likely a stroke was, as a share of the chance of what was read.
    """
    core = word.rstrip(".,;:)")
    if sure < _STROKED_SURE:
        return word, sure
    likely = {
        place: chance
        for place, (letter, chance) in enumerate(zip(core, chances, strict=False))
        if letter in _STROKES and chance > LEAST and 0 < place < len(core) - 1
    }
    other = "".join("/" if place in likely else letter for place, letter in enumerate(core))
    least = next((least for least, shapes in _STROKED if any(shape.fullmatch(other) for shape in shapes)), None)
    if not likely or least is None or geometric_mean(likely.values()) < least:
        return word, sure
    return other + word[len(core) :], min(sure, LOWERED)


def with_strokes(word: str, other: str) -> str:
    """Return a word with the strokes that another reader saw where this one saw a digit, if that makes sense.

    A stroke is often read as a one, a one hardly ever as a stroke.
    """
    if word == other or len(word) != len(other) or "/" not in other:
        return word
    differ = [(one, two) for one, two in zip(word, other, strict=True) if one != two]
    strokes = all(two == "/" and one in _STROKES for one, two in differ)
    return other if strokes and any(shape.fullmatch(other) for shape in (_DATE, _WITH_YEAR)) else word

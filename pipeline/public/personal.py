"""Decides which words of a page may stay in a public copy: those known to say nothing about a person.

It does not look for names, for no list of names is complete. It lets through ordinary words, words of office, dates
and the dossier's own numbers, if they were read well; what is left (names, streets, telephone numbers) goes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from rapidfuzz.distance import Levenshtein

from schemas.pages import Box, PageText, Word

VERSION = 1

SURE = 0.75
"""Confidence under which a word is not shown: what is not read well may be anything."""
EDGES = " .,;:!?()[]\"'«»“”‘’*_-–—/|°^~=<>"
_LONG = 5  # letters; a name as long as this is known again with one letter read wrongly
_REACH = 6  # words after a label such as `telefoon`, or after `geboren`
_DATE = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:e|ste|sten|den|de)?[./-](0?[1-9]|1[0-2])[./-](?:1[89]|20)?\d\d")
_YEAR = re.compile(r"1[89]\d\d|20[0-4]\d")
_SMALL = re.compile(r"\d{1,2}(?:o|°|e|ste|sten|den|de|m|cm)?")
_SPLIT = re.compile(r"[^\w]+")
_LISTED = re.compile(r"\S+")
_MONTHS = frozenset(
    _LISTED.findall("januari februari maart april mei juni juli augustus september oktober november december")
)
_NUMBER_OF = frozenset(_LISTED.findall("nr nrs no nos nummer nummers bus huisnr huisnummer n postbus"))
_PRIVATE = frozenset(
    _LISTED.findall(
        "tel telefoon telefoonnummer gsm fax mobiel rekening rekeningnummer iban postrekening bankrekening "
        "rijksregister rijksregisternummer rijksregisternr rrn insz geboren geboortedatum geb email mail"
    )
)
"""Labels after which numbers are private."""
_SHORT = frozenset(
    _LISTED.findall(
        "art nr nrs d.d dd get w.g blz m cm km ca enz e.d bv o.a m.b.t i.v.m j.l jl ll e.k o.m m.a.w max min lid al par"
    )
)
_PARTICLES = frozenset(
    _LISTED.findall("de den der des van vande vanden vander ver le la du te ter ten het op en l d t")
)
"""Parts of names by which nobody is known again."""
_OLD = (
    (re.compile(r"sch(?=$|e$|en$)"), "s"), (re.compile(r"([aeo])\1(?=[^aeiou]e)"), r"\1"), (re.compile(r"oo$"), "o"),
    (re.compile(r"ph"), "f"), (re.compile(r"k"), "c"),
)  # fmt: skip
"""Older spellings: `tusschen`, `groote`, `zoo`, `photo`, `sektie`."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Ordinary words of the language, in lower case, and words of office that may stand with a capital."""

    ordinary: frozenset[str]
    official: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page: names of people that always go, and places whose text everybody may see anyway."""

    people: tuple[str, ...] = ()
    open: tuple[tuple[Box, str], ...] = ()
    _names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the telling parts of the names."""
        object.__setattr__(self, "_names", frozenset(name for person in self.people for name in telling(person)))

    def names(self, core: str) -> bool:
        """Tell whether a word is part of a known name, one letter read wrongly allowed in a long one."""
        return any(alike(core, name) for name in self._names)


def telling(text: str) -> tuple[str, ...]:
    """Return the parts of a personal string by which it would be known again, in lower case: no `van`, no initials."""
    parts = [part.casefold() for part in _SPLIT.split(text) if len(part) >= 3]
    return tuple(part for part in parts if part not in _PARTICLES)


def alike(read: str, wanted: str) -> bool:
    """Tell whether two words in lower case are the same, or one letter apart when both are long."""
    if read == wanted:
        return True
    return min(len(read), len(wanted)) >= _LONG and Levenshtein.distance(read, wanted, score_cutoff=1) <= 1


def may_show(page: PageText, known: Known, lexicon: Lexicon) -> tuple[bool, ...]:
    """Return for each word of a page whether it may be shown."""
    words = page.words
    cores = [word.text.strip(EDGES) for word in words]
    fixed = [_opened(word, known.open) and not _named(core, known) for word, core in zip(words, cores, strict=True)]
    tall = median([word.box.bottom - word.box.top for word in words]) if words else 0
    keep = [
        fixed[place]
        or (
            word.confidence >= SURE
            and not _named(cores[place], known)
            and (_plain(place, words, cores, lexicon) if cores[place] else _is_mark(word, tall))
        )
        for place, word in enumerate(words)
    ]
    _join(words, cores, keep, known, lexicon)
    _drop_private(words, cores, keep, fixed)
    while _spread(words, cores, keep, fixed, lexicon):
        pass
    return tuple(keep)


def _named(core: str, known: Known) -> bool:
    return any(known.names(part.casefold()) for part in _SPLIT.split(core) if len(part) >= 3)


def _opened(word: Word, places: Sequence[tuple[Box, str]]) -> bool:
    """Tell whether a word stands in a place that may be seen, and is part of what was read there."""
    x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
    core = word.text.strip(EDGES).casefold()
    return bool(core) and any(
        box.left <= x <= box.right and box.top <= y <= box.bottom and core in text.casefold() for box, text in places
    )


def _is_mark(word: Word, tall: float) -> bool:
    """Tell whether a word without letters is a small mark, and no flourish of a signature."""
    box = word.box
    return len(word.text) <= 2 and box.bottom - box.top <= tall and box.right - box.left <= 2 * tall


def _plain(place: int, words: Sequence[Word], cores: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a word by itself, where it stands, can be shown; what its neighbours are comes later."""
    core = cores[place]
    if "@" in core or "www" in core.casefold():
        return False
    if any(letter.isdigit() for letter in core):
        return bool(_DATE.fullmatch(core) or _YEAR.fullmatch(core) or _SMALL.fullmatch(core))
    folded = core.casefold()
    if core == folded:
        return folded in _SHORT or all(ordinary(part, lexicon) for part in _SPLIT.split(folded) if part)
    parts = [part for part in _SPLIT.split(folded) if part]
    if folded in lexicon.official or all(part in lexicon.official for part in parts):
        return True
    return _begins_sentence(place, words) and len(core) >= 3 and core[1:] == folded[1:] and ordinary(folded, lexicon)


def _begins_sentence(place: int, words: Sequence[Word]) -> bool:
    """Tell whether a word is the first of its line, after the end of a sentence and before a word in lower case."""
    if place == 0 or place + 1 == len(words) or words[place - 1].line == words[place].line:
        return False
    following = words[place + 1]
    return (
        words[place - 1].text.endswith((".", ";"))
        and following.line == words[place].line
        and following.text[:1].islower()
    )


def ordinary(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word in lower case is one of the language, in today's or older spelling, or made of two."""
    if len(word) == 1:
        return word in "aeo"
    if word in lexicon.ordinary or word in lexicon.official:
        return True
    if any(old.sub(new, word) in lexicon.ordinary for old, new in _OLD):
        return True
    halves = ((word[:cut], word[cut:].removeprefix("s")) for cut in range(4, len(word) - 3))
    return any(len(tail) >= 4 and head in lexicon.ordinary and tail in lexicon.ordinary for head, tail in halves)


def _join(words: Sequence[Word], cores: Sequence[str], keep: list[bool], known: Known, lexicon: Lexicon) -> None:
    """Let a word that was cut at the end of a line be one word."""
    for one, two in pairwise(range(len(words))):
        cut = words[one].text.rstrip().endswith(("-", "\N{SOFT HYPHEN}")) and words[one].line != words[two].line
        whole = (cores[one] + cores[two]).rstrip(EDGES)
        if cut and min(words[one].confidence, words[two].confidence) >= SURE and whole.isalpha():
            keep[one] = keep[two] = whole == whole.casefold() and ordinary(whole, lexicon) and not _named(whole, known)


def _drop_private(words: Sequence[Word], cores: Sequence[str], keep: list[bool], fixed: Sequence[bool]) -> None:
    """Hide every number and month for some words after a label that announces something private."""
    for place, core in enumerate(cores):
        if words[place].text in {"°", "*"} or not _PRIVATE.isdisjoint(_SPLIT.split(core.casefold())):
            for later in range(place + 1, min(place + 1 + _REACH, len(cores))):
                if not fixed[later] and (any(map(str.isdigit, cores[later])) or cores[later].casefold() in _MONTHS):
                    keep[later] = False


def _spread(
    words: Sequence[Word], cores: Sequence[str], keep: list[bool], fixed: Sequence[bool], lexicon: Lexicon
) -> bool:
    """Hide what touches something hidden and may belong to it: numbers, and capitals that are no words of office."""
    changed = False
    for place, core in enumerate(cores):
        if not keep[place] or fixed[place]:
            continue
        number = any(map(str.isdigit, core)) and _number_goes(place, words, cores, keep, fixed)
        # After a hidden word a dot may end initials, no sentence.
        first = core[:1].isupper() and core.casefold() not in lexicon.official and _begins_sentence(place, words)
        name = first and not keep[place - 1]
        if number or name:
            keep[place] = False
            changed = True
    return changed


def _number_goes(
    place: int, words: Sequence[Word], cores: Sequence[str], keep: Sequence[bool], fixed: Sequence[bool]
) -> bool:
    """Tell whether a number may be a house number, a postcode, or part of a longer number."""
    before, after = place - 1, place + 1
    if before >= 0 and cores[before].casefold() in _NUMBER_OF:
        return True
    while before >= 0 and not cores[before]:
        before -= 1
    touched = [before] if before >= 0 else []
    ends = words[place].text.endswith((";", ".", ","))
    if after < len(words) and words[after].line == words[place].line and not ends:
        touched.append(after)
    for other in touched:
        if not keep[other] and not fixed[other]:
            return True
        if any(map(str.isdigit, cores[other])) and _SMALL.fullmatch(cores[place]) and not fixed[other]:
            return True
    return False

"""Break marked text into lines, with the hyphens a typist would use."""

from collections.abc import Callable

from wording.marked import Mark

Piece = tuple[str, Mark | None]
Word = list[Piece]
Measure = Callable[[str, Mark | None], float]
_VOWELS = set("aeiouyéèëïAEIOU")


def hard_lines(found: list[Piece]) -> list[list[Word]]:
    """Split pieces of text at newlines and spaces; a word may consist of differently marked pieces."""
    lines: list[list[Word]] = [[[]]]
    for part, mark in found:
        for row, piece in enumerate(part.split("\n")):
            if row:
                lines.append([[]])
            for index, bit in enumerate(piece.split(" ")):
                if index:
                    lines[-1].append([])
                if bit:
                    lines[-1][-1].append((bit, mark))
    return [[word for word in line if word] for line in lines]


def width(word: Word, measure: Measure) -> float:
    """The advance of a word in pixels."""
    return sum(measure(text, mark) for text, mark in word)


def split(word: Word, room: float, measure: Measure) -> tuple[Word, Word] | None:
    """Split a word of one piece where it may be hyphenated and the first part still fits, or return None."""
    if len(word) > 2 or len(word[0][0]) < 7 or any(char.isdigit() for char in word[0][0]):
        return None
    text, mark = word[0]
    for cut in range(len(text) - 3, 2, -1):
        syllable = text[cut - 1] in _VOWELS and text[cut] not in _VOWELS and text[cut + 1] in _VOWELS
        cluster = (
            text[cut - 1] not in _VOWELS
            and text[cut] not in _VOWELS
            and text[cut - 2] in _VOWELS
            and text[cut + 1] in _VOWELS
        )
        joined = (text[cut - 1] + text[cut]).lower() in {"ch", "ng", "st", "sc", "gr", "tr", "br", "dr", "pl", "kl"}
        if (syllable or (cluster and not joined)) and measure(text[:cut] + "-", mark) <= room and text[:cut].isalpha():
            return [(text[:cut] + "-", mark)], [(text[cut:], mark), *word[1:]]
    return None


def wrap(
    words: list[Word], measure: Measure, room: float, indent: float = 0.0, *, hyphens: bool = False
) -> list[list[Word]]:
    """Break words into lines no wider than `room`; the first begins after `indent`."""
    space = measure(" ", None)
    lines: list[list[Word]] = [[]]
    used = indent
    queue = list(words)
    while queue:
        word = queue.pop(0)
        needed = width(word, measure) + (space if lines[-1] else 0)
        if used + needed <= room or not lines[-1]:
            lines[-1].append(word)
            used += needed
            continue
        halves = split(word, room - used - space, measure) if hyphens else None
        if halves:
            lines[-1].append(halves[0])
            word = halves[1]
        lines.append([])
        used = 0.0
        queue.insert(0, word)
    return [line for line in lines if line]
